// A laundry reads the labels in clothes.
//
// `from_str` was right, but it was in `impl Wash`. There, it's just a function with this
// name. `parse` asks for the trait `FromStr`, and only a block `impl FromStr for Wash`
// tells Rust that the type has it. `FromStr` is to reading what `Display` is to showing.

#[derive(Debug, PartialEq)]
enum Wash {
    Hand,
    Machine { degrees: u32 },
}

impl std::str::FromStr for Wash {
    type Err = String; // the reason, as in the signature below

    fn from_str(label: &str) -> Result<Self, String> {
        if label == "hand" {
            return Ok(Wash::Hand);
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
