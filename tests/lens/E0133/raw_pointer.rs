fn main() {
    let score = 5;
    let pointer = &raw const score;
    println!("{}", *pointer);
}
