// Bird watchers catch birds, write each find in a book and let the birds go. Some birds
// already wear a ring with a number on one leg.
//
// The pattern `Find::Ringed { ring }` makes a variable `ring`. If the match is on a
// value, the field moves into `ring`. If the match is on a reference to a value, `ring`
// only borrows the field.
//
// Make this true: `record` makes its line and also puts the find itself into the book,
// with the ring that came in. Nothing is copied.

#[derive(Clone)]
enum Find {
    NoRing,
    Ringed { ring: String },
}

fn record(find: Find, book: &mut Vec<Find>) -> String {
    let line = match find.clone() {
        Find::NoRing => String::from("a bird without a ring"),
        Find::Ringed { ring } => format!("a bird with ring {ring}"),
    };
    book.push(find);
    line
}

fn main() {
    let mut book = Vec::new();
    let ring = String::from("K 204");
    println!("{}", record(Find::Ringed { ring }, &mut book));
    println!("{}", record(Find::NoRing, &mut book));
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Clone for Find {
        fn clone(&self) -> Find {
            panic!("nothing may be copied")
        }
    }

    #[test]
    fn every_find_itself_is_in_the_book() {
        let ring = String::from("K 204");
        let letters = ring.as_ptr(); // where the letters on the ring are
        let mut book = Vec::new();
        let line = record(Find::Ringed { ring }, &mut book);
        assert_eq!(line, "a bird with ring K 204");
        assert_eq!(record(Find::NoRing, &mut book), "a bird without a ring");
        let [Find::Ringed { ring }, Find::NoRing] = &book[..] else {
            panic!("both finds belong in the book, just as they came in");
        };
        assert_eq!(ring.as_ptr(), letters, "this very ring, not a copy");
    }
}
