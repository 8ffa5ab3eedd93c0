use std::fmt::Error;

struct Failed(Error);

impl From<Error> for Failed {
    fn from(error: &Error) -> Self {
        Failed(error)
    }
}

struct Shelf {
    books: Vec<String>,
}

fn shelf(books: Vec<String>) -> Shelf {
    let all = &books;
    Shelf { books: all }
}

fn main() {
    let failed = Failed::from(Error);
    println!("{} {}", failed.0, shelf(Vec::new()).books.len());
}
