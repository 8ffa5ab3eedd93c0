// A zoo puts a sign on every enclosure. `sign` makes the text of the sign, and
// `gate_sign` makes the same text for the gate: in capitals, and with a `!` at the end.
//
// Rust has two types for text:
//   String   text of your own, which can grow
//   &str     text that's only lent to you, to be read: a string slice
// Text in quotes is a string literal. Its type is `&str`, not `String`.
// `String::from("owl")` makes a `String` with that text. If `name` is a `String`, then
// `&name` lends it, and that's what a function with a `&str` parameter asks for.
//
// Make this true: the program compiles, and every function still takes and returns the
// same types.

fn sign(animal: &str) -> String {
    if animal.is_empty() {
        "This enclosure is empty"
    } else {
        format!("Do not feed the {animal}")
    }
}

fn capitals(text: &str) -> String {
    text.to_uppercase()
}

fn gate_sign(animal: &str) -> String {
    let text = format!("{}!", sign(animal));
    capitals(&text)
}

fn main() {
    println!("{}", sign("owl"));
    println!("{}", gate_sign("owl"));
    println!("{}", sign(""));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_enclosure_has_its_sign() {
        assert_eq!(sign("owl"), "Do not feed the owl", "the animal is named");
        assert_eq!(sign("sloth"), "Do not feed the sloth", "any animal will do");
        let empty = "This enclosure is empty";
        assert_eq!(sign(""), empty, "without an animal, nobody is fed");
    }

    #[test]
    fn the_sign_at_the_gate_is_in_capitals() {
        assert_eq!(gate_sign("owl"), "DO NOT FEED THE OWL!", "the same text");
        assert_eq!(gate_sign(""), "THIS ENCLOSURE IS EMPTY!", "this one too");
    }

    #[test]
    fn capitals_only_borrows_its_text() {
        let name = String::from("red panda");
        assert_eq!(capitals(&name), "RED PANDA", "a `String` can be lent");
        assert_eq!(capitals("yak"), "YAK", "a literal is a `&str` already");
    }
}
