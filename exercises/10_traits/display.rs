// A harbour prints a table of its tides. `{}` in `println!` and `format!` shows a value
// to people. Rust knows how to show numbers and strings. For your own type, you decide,
// with the trait `Display`. (`{:?}` is for programmers, and `derive` can make it.)
//
// `Clock` has the trait already. Its method `fmt` gets `f`, the place to write to.
// `write!(f, ...)` works like `format!`, but it writes the text to `f`, and its result
// is the `fmt::Result` that `fmt` returns. `{:02}` shows a number with at least 2 digits.
//
// Make this true: `{}` shows a tide in the form "07:05 low, 80 cm".

use std::fmt::{self, Display, Formatter};

struct Clock {
    hour: u32,
    minute: u32,
}

impl Display for Clock {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour, self.minute)
    }
}

struct Tide {
    at: Clock,
    kind: String,
    height: u32, // in cm
}

fn tide(hour: u32, minute: u32, kind: &str, height: u32) -> Tide {
    let at = Clock { hour, minute };
    let kind = kind.to_string();
    Tide { at, kind, height }
}

fn main() {
    println!("{}", tide(7, 5, "low", 80));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tide_is_shown_to_people() {
        let mut tide = tide(7, 5, "low", 80);
        assert_eq!(format!("{tide}"), "07:05 low, 80 cm", "time, kind, height");
        tide.at.hour = 19;
        tide.height = 110;
        assert_eq!(format!("{tide}"), "19:05 low, 110 cm", "a later tide");
    }
}
