fn main() {
    let level;
    let hot = std::env::args().count() > 1;
    if hot {
        level = 10;
    }
    println!("{level}");
}
