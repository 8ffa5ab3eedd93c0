fn main() {
    let name;
    if std::env::args().count() > 1 {
        name = name.trim();
    }
    println!("{name}");
}
