fn main() {
    for (title, pages) in [(1984, 328), ("Emma", 474)] {
        let label = String::from(title);
        println!("{label}: {pages} pages");
    }
}
