struct Book {
    title: String,
    pages: u32,
}

fn main() {
    let book = Book {
        title: String::from("Dune"),
    };
    println!("{}: {}", book.title, book.pages);
}
