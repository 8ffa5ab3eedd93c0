// The function is meant to fill the shelf of its caller, and takes it as a value.
struct Shelf {
    books: Vec<String>,
    height: u32,
}

fn fill(shelf: Shelf, title: &str) {
    shelf.books.push(title.to_string());
    shelf.height += 3;
}

fn main() {
    let shelf = Shelf {
        books: Vec::new(),
        height: 0,
    };
    fill(&shelf, "Momo");
    fill(&mut shelf, "Krabat");
    println!("{} books, {} cm", shelf.books.len(), shelf.height);
}
