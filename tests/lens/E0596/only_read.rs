struct Shelf {
    books: Vec<String>,
}

fn count(books: &[String]) -> usize {
    books.len()
}

impl Shelf {
    fn report(&self) -> String {
        format!("{} books", count(&mut self.books))
    }
}

fn main() {
    let books = vec![String::from("Emma")];
    println!("{}", Shelf { books }.report());
}
