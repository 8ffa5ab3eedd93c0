fn main() {
    let step: i32;
    let add = |n: i32| n + step;
    println!("{}", add(1));
}
