// A library hands out iterators over its books. The shelf is only lent.

#[derive(Debug, Clone)]
struct Book {
    title: String,
    year: u32,
}

struct Library {
    shelf: Vec<Book>,
}

impl Library {
    fn new(titles: &[(&str, u32)]) -> Self {
        let shelf = titles
            .iter()
            .map(|(title, year)| Book { title: title.to_string(), year: *year })
            .collect();
        Self { shelf }
    }

    fn since<'a>(&'a self, year: u32) -> impl Iterator<Item = String> + use<> {
        let found = self.shelf.iter().filter(move |book| book.year >= year);
        found.map(|book| format!("{} ({})", book.title, book.year))
    }
}

fn main() {
    let library = Library::new(&[("Dune", 1965), ("Neuromancer", 1984), ("Ubik", 1969)]);
    for line in library.since(1969) {
        println!("{line}");
    }
}
