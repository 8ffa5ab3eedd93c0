// An index of words lends out parts of the text that it was made from.

use std::collections::HashMap;

struct Index<'text> {
    places: HashMap<&'text str, Vec<usize>>,
}

impl<'text> Index<'text> {
    fn new() -> Self {
        Self { places: HashMap::new() }
    }

    fn add(&mut self, text: &'text str) {
        for (place, word) in text.split_whitespace().enumerate() {
            self.places.entry(word).or_default().push(place);
        }
    }

    fn most_frequent(&self, fallback: &str) -> &'text str {
        let best = self.places.iter().max_by_key(|(_, places)| places.len());
        match best {
            Some((word, places)) if places.len() > 1 => word,
            _ => fallback,
        }
    }
}

fn main() {
    let text = String::from("to be or not to be");
    let mut index = Index::new();
    index.add(&text);
    println!("{}", index.most_frequent("nothing"));
}
