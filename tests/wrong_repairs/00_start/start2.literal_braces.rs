// In a bakery, every customer takes a ticket with a number on it.
//
// A name with a `!` after it is a macro: the compiler replaces it with longer code.
// `println!` prints a line on the screen. `format!` fills in text in the same way, but
// gives the finished text back to you.
//
// `fn ticket(number: u32) -> String` is a function: a whole number goes in, and text
// comes out. Its last line has no `;` at the end, so that line is the result.
//
// Make this program compile: `ticket(7)` should return the text "Ticket 7".

fn ticket(number: u32) -> String {
    format!("Ticket {{number}}")
}

fn main() {
    println!("The next customer has: {}", ticket(7));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ticket_shows_its_number() {
        assert_eq!(ticket(7), "Ticket 7", "the text on ticket number 7");
    }

    #[test]
    fn every_ticket_is_different() {
        assert_eq!(
            ticket(120),
            "Ticket 120",
            "the ticket should show the number that was passed in"
        );
    }
}
