// A reader brings a book back to the library. Make `give_back` return the book itself,
// not a copy, and a slip that says who had the book and for how many days.
// You may change `write_slip`.
//
// A struct owns its fields. A single field can move out. The other fields stay where
// they are, but the struct isn't whole any more.

struct Loan {
    book: String,
    reader: String,
    days: u32,
}

fn write_slip(loan: Loan) -> String {
    format!("{}: {} days", loan.reader, loan.days)
}

fn give_back(loan: Loan) -> (String, String) {
    (String::from("Tides"), write_slip(loan))
}

fn lend(book: String, reader: String, days: u32) -> Loan {
    Loan { book, reader, days }
}

fn main() {
    let (book, reader) = (String::from("Tides"), String::from("Ravi"));
    println!("Book and slip: {:?}", give_back(lend(book, reader, 9)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_slip_names_the_reader_and_the_days() {
        let (_, slip) = give_back(lend("Tides".into(), "Ravi".into(), 9));
        assert_eq!(slip, "Ravi: 9 days", "Ravi had the book for 9 days");
        let (_, slip) = give_back(lend("Tides".into(), "Elsa".into(), 30));
        assert_eq!(slip, "Elsa: 30 days", "Elsa had the book for 30 days");
    }

    #[test]
    fn the_book_itself_comes_back() {
        let lent = String::from("Dunes");
        let address = lent.as_ptr();
        let (book, _) = give_back(lend(lent, "Ravi".into(), 9));
        assert_eq!(book, "Dunes", "a different book came back");
        assert!(book.as_ptr() == address, "the book was copied, not moved");
    }
}
