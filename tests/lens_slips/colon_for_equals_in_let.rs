fn main() {
    let limit: 12;
    println!("{limit}");
}
