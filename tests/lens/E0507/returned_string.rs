struct Book {
    title: String,
}

impl Book {
    fn title(&self) -> String {
        self.title
    }
}

fn main() {
    let book = Book { title: String::from("Emma") };
    println!("{}", book.title());
}
