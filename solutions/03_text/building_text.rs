// A paper chain counts the days until a birthday.
//
// Only text can be added to text. Rust never turns a number into text by itself, because
// there's more than one way to write a number; `to_string` and `format!` are two of them.
// And `'-'` is a `char`, which has a type of its own: `push` adds a `char`, `push_str` and
// `+=` add a `&str`. A hyphen belongs between two rings, so not after the last one.

fn chain(days: u32) -> String {
    let mut text = String::new();
    for day in (1..=days).rev() {
        // The number becomes a `String`; `&` lends it as the `&str` that's wanted here.
        text += &day.to_string();
        if day > 1 {
            text.push('-');
        }
    }
    text.push('*');
    text
}

fn main() {
    println!("{}", chain(3));
    println!("{}", chain(12));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_has_a_ring() {
        assert_eq!(chain(3), "3-2-1*", "no hyphen before the star");
        assert_eq!(chain(12), "12-11-10-9-8-7-6-5-4-3-2-1*", "12 rings");
    }

    #[test]
    fn short_chains_are_chains_too() {
        assert_eq!(chain(1), "1*", "one ring needs no hyphen");
        assert_eq!(chain(0), "*", "on the day itself, only the star is left");
    }
}
