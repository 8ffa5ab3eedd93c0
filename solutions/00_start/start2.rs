// In a bakery every customer takes a ticket with a number on it.
//
// The name of the macro was misspelt, and the compiler knows only exact names. It looks
// for names that are close, so its `help` line often shows the one that you meant.

fn ticket(number: u32) -> String {
    // `format!` hands the text back; `println!` would write it and give back nothing.
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
            "the number on the ticket is the one that went in"
        );
    }
}
