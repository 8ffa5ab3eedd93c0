// `call_number` makes the text on the spine of a library book, such as WOO-1927.
//
// `number` belongs to the function and is dropped at its end. A reference to it would
// point to text that's gone, and no lifetime name can change that. If a function makes a
// value itself, it returns that value: the String, and the caller becomes its owner.

struct Book {
    author: String,
    year: u32,
}

fn call_number(book: &Book) -> String {
    let mut letters = String::new();
    for c in book.author.chars().take(3) {
        letters.push(c.to_ascii_uppercase());
    }
    // The String is moved out to the caller. Nothing is copied.
    format!("{letters}-{}", book.year)
}

fn book(author: &str, year: u32) -> Book {
    let author = author.to_string();
    Book { author, year }
}

fn main() {
    println!("{}", call_number(&book("Woolf", 1927)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::any::type_name_of_val;

    #[test]
    fn the_number_is_made_of_author_and_year() {
        assert_eq!(call_number(&book("Woolf", 1927)), "WOO-1927");
        assert_eq!(call_number(&book("Li", 2008)), "LI-2008");
    }

    #[test]
    fn the_caller_gets_its_own_string() {
        let kind = type_name_of_val(&call_number(&book("Woolf", 1927)));
        assert!(
            kind.ends_with("String"),
            "the caller should own the text, not borrow it"
        );
    }
}
