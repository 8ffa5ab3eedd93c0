// On a lake you can rent a pedal boat. At the machine, you type in for how many hours.
//
// `let` belongs in functions. What the whole file knows is a `const`, with its type.
// In `price`, the text with spaces, the text without them and the number are three values
// for the same thing. Each `let hours` makes a new variable, so its type may change.

const PER_HOUR: u32 = 4;

fn price(hours: &str) -> u32 {
    let hours = hours.trim();
    // `parse` can read many types, so the compiler has to be told which one we mean.
    let hours: u32 = hours.parse().unwrap_or_default();
    hours * PER_HOUR
}

fn main() {
    println!("One hour costs {PER_HOUR} euros.");
    println!("You pay {} euros.", price(" 3 "));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_hour_has_its_price() {
        assert_eq!(price("1"), PER_HOUR, "one hour");
        assert_eq!(price("3"), 12, "three hours");
        assert_eq!(price("300"), 1200, "somebody loves pedal boats");
    }

    #[test]
    fn spaces_do_not_matter() {
        assert_eq!(price(" 2"), 8);
        assert_eq!(price("5  "), 20);
        assert_eq!(price("  10 "), 40);
    }

    #[test]
    fn other_words_cost_nothing() {
        assert_eq!(price(""), 0, "no words at all");
        assert_eq!(price("two"), 0, "a word that isn't a number");
        assert_eq!(price("-6"), 0, "hours can't be negative");
    }
}
