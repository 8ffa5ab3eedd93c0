fn shelve(book: String) -> usize {
    book.len()
}

fn main() {
    {
        let book = String::from("Maps");
        println!("{}", shelve(book));
    }
    println!("{book}");
}
