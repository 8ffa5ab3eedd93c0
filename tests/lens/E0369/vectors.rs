fn main() {
    let all = vec![1, 2] + vec![3];
    println!("{all:?}");
}
