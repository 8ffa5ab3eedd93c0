fn main() {
    let names = vec!["a", "b"];
    let n: i32 = 1;
    println!("{}", names[n]);
}
