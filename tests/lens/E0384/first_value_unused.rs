fn main() {
    let size = 0;
    if std::env::args().count() > 1 {
        size = 1;
    } else {
        size = 2;
    }
    println!("{size}");
}
