struct Page {
    title: &str,
    notes: Vec<&str>,
}

struct Book {
    pages: Vec<Page>,
}

impl Page {
    fn is_long(&self) -> bool {
        self.title.len() + self.notes.len() > 9
    }
}

impl Book {
    fn longest(&self) -> Option<&Page> {
        self.pages.iter().find(|page| page.is_long())
    }
}

fn main() {
    let book = Book { pages: vec![Page { title: "a", notes: vec![] }] };
    println!("{}", book.longest().is_some());
}
