// Bird watchers write each find in a book.
//
// The match was on `find` itself, so the pattern moved the string out of it into `ring`.
// A part of `find` was missing then, and it couldn't go into the book. A match on `&find`
// makes `ring` a reference. It borrows the string while the line is made, no longer.

enum Find {
    NoRing,
    Ringed { ring: String },
}

fn record(find: Find, book: &mut Vec<Find>) -> String {
    // Only look: `find` stays whole, and the next statement can move it.
    let line = match &find {
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
