fn main() {
    let score;
    let score = std::env::args().count();
    println!("{score}");
}
