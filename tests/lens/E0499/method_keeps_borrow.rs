struct Library {
    books: Vec<String>,
}

impl Library {
    fn longest(&mut self) -> &mut String {
        self.books.iter_mut().max_by_key(|b| b.len()).unwrap()
    }

    fn add(&mut self, title: &str) {
        self.books.push(title.to_string());
    }
}

fn main() {
    let mut library = Library { books: vec![String::from("Ulysses")] };
    let book = library.longest();
    library.add("Emma");
    book.push('!');
}
