// In a bakery, every customer takes a ticket with a number on it.
//
// The name of the macro was misspelt, and the compiler only knows exact names. It looks
// for similar ones, so its `help` line often shows the name that you meant.

fn ticket(number: u32) -> String {
    // `format!` returns the text; `println!` would print it and return nothing.
    format!("Ticket {number}")
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
