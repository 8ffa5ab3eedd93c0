// On a lake you can rent a pedal boat. You type the number of hours into a machine, maybe
// with spaces around it, and `price` turns it into euros.
//
//   const MAX: u32 = 7;   a value that never changes. It can stand outside of functions,
//                         and its type must be written down.
//   let x = 7;            only in functions. The compiler infers the type from how `x` is
//                         used. If it can't, annotate the type: `let x: u32 = 7;`
//   let x = x + 1;        a new variable that shadows an old one of the same name. It may
//                         have another type. An assignment can't change the type.
//
// `&str` is the type of a string that's lent to the function.
//   text.trim()           the text without the spaces at both ends
//   text.parse()          reads a value from the text, of whatever type you ask for; with
//                         `.unwrap_or_default()` behind it, 0 if there's no such number
//
// Make this true: the whole file knows the price of an hour as `PER_HOUR`, and `price`
// multiplies the hours by it. Anything that isn't a `u32` costs nothing.

fn price(hours: &str) -> u32 {
    let PER_HOUR = 4;
    let hours = hours.trim();
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
