// A library puts a call number on the spine of every book: the first three letters of the
// author in capitals, a hyphen and the year. For the author "Woolf" and the year 1927, it
// is WOO-1927. `call_number` makes this text, and its caller must be able to keep it.
//
// `format!` makes a new String. `for c in text.chars().take(3)` goes through the first
// three characters of a text, and `c.to_ascii_uppercase()` is `c` as a capital letter.

struct Book {
    author: String,
    year: u32,
}

fn call_number(book: &Book) -> &str {
    let mut letters = String::new();
    for c in book.author.chars().take(3) {
        letters.push(c.to_ascii_uppercase());
    }
    let number = format!("{letters}-{}", book.year);
    number.leak()
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
