struct Book {
    pages: u32,
}

fn main() {
    let book = Book { pages: 412 };
    println!("{}", book.pages());
}
