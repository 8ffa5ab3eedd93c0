fn main() {
    let int apples = 5;
    println!("{apples}");
}
