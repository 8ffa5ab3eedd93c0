// Make: a ship's compass.
//
// All headings are made by `From<i32>`, so only this function has to know that a circle has
// 360 degrees. `rem_euclid` is the remainder that's never negative.

use std::fmt::{self, Display, Formatter};
use std::ops::{Add, Sub};

#[derive(Debug, Clone, Copy, PartialEq)]
struct Heading {
    degrees: i32,
}

impl From<i32> for Heading {
    fn from(degrees: i32) -> Self {
        Heading { degrees: degrees.rem_euclid(360) }
    }
}

impl From<Heading> for i32 {
    fn from(heading: Heading) -> Self {
        heading.degrees
    }
}

impl Add<i32> for Heading {
    type Output = Heading;

    fn add(self, turn: i32) -> Heading {
        Heading::from(self.degrees + turn)
    }
}

impl Sub for Heading {
    type Output = i32;

    fn sub(self, from: Heading) -> i32 {
        let right = (self.degrees - from.degrees).rem_euclid(360);
        if right > 180 { right - 360 } else { right }
    }
}

impl TryFrom<&str> for Heading {
    type Error = String;

    fn try_from(text: &str) -> Result<Self, String> {
        let degrees = match text {
            "N" => 0,
            "E" => 90,
            "S" => 180,
            "W" => 270,
            _ => return Err(format!("no heading: {text}")),
        };
        Ok(Heading::from(degrees))
    }
}

impl Display for Heading {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        write!(f, "{}", self.degrees)
    }
}

fn main() {
    let north = Heading::from(360);
    println!("{} {}", north, north + -90);
    println!("{:?}", Heading::try_from("E"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_is_a_heading() {
        for degrees in 0..360 {
            for turns in -3..=3 {
                let heading = Heading::from(degrees + 360 * turns);
                assert_eq!(i32::from(heading), degrees, "full turns change nothing");
            }
        }
        assert_ne!(Heading::from(1), Heading::from(2), "two headings");
    }

    #[test]
    fn turns_add_up() {
        for start in (-720..720).step_by(37) {
            let mut heading = Heading::from(start);
            for turned in 0..800 {
                let at_once = i32::from(Heading::from(start) + turned);
                assert_eq!(i32::from(heading), at_once, "degree by degree");
                assert_eq!(i32::from(heading + -turned), start.rem_euclid(360), "back");
                heading = heading + 1;
            }
        }
        assert_eq!(i32::from(Heading::from(359) + 999_999), 278, "a long turn");
    }

    #[test]
    fn the_shortest_turn_leads_there() {
        for from in (0..360).step_by(7) {
            for to in 0..360 {
                let (a, b) = (Heading::from(from), Heading::from(to));
                let turn = b - a;
                assert!((-179..=180).contains(&turn), "{turn} isn't the shortest");
                assert_eq!(i32::from(a + turn), to, "it leads there");
            }
        }
    }

    #[test]
    fn letters_are_headings() {
        for (text, degrees) in [("N", 0), ("E", 90), ("S", 180), ("W", 270)] {
            let heading = Heading::try_from(text).map(i32::from);
            assert_eq!(heading, Ok(degrees), "the heading of {text}");
        }
        for text in ["", "n", "NE", "X", "90"] {
            let error = format!("no heading: {text}");
            assert_eq!(Heading::try_from(text).map(i32::from), Err(error), "no heading");
        }
    }

    #[test]
    fn three_digits_are_shown() {
        for (degrees, text) in [(0, "000"), (7, "007"), (-1, "359"), (42, "042")] {
            assert_eq!(Heading::from(degrees).to_string(), text, "three digits");
        }
    }
}
