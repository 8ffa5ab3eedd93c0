fn main() {
    let pair = (3, "swans");
    let (number, let birds) = pair;
    println!("{number} {birds}");
}
