// A harbour prints a table of its tides.
//
// Rust doesn't guess how a type should look to people: `{}` needs the trait `Display`.
// The `fmt` of `Tide` writes the time with `{}`, and that uses the `fmt` of `Clock`. So
// the two digits are decided in one place. (A type with `Display` also has `to_string`.)

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

impl Display for Tide {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        // No `;` at the end: what `write!` returns is what `fmt` returns.
        write!(f, "{} {}, {} cm", self.at, self.kind, self.height)
    }
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
