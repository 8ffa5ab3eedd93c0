// A paper chain counts the days until a birthday. There's a ring for each day, with a
// number on it, and a paper star at the end: `chain(3)` is "3-2-1*".
//
// A `String` that's declared with `mut` can grow at its end:
//   text += "abc";          adds a `&str`
//   text.push_str("abc");   does the same
//   text.push('a');         adds one `char`
// Nothing else can be added, not even a number. But `7.to_string()` is a `String`, and so
// is `format!("day {n}")`. If `s` is a `String`, then `&s` lends it as a `&str`.
//
// Make this true: `chain` returns the text of the chain for any number of days.

fn chain(days: u32) -> String {
    let mut text = String::new();
    for day in (1..=days).rev() {
        text.push_str(day);
        text += '-';
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
