// A zoo puts a sign on every enclosure.
//
// A string literal is part of the program itself, so we can read it but not own it: its
// type is `&str`. `format!` makes a new `String` each time, and `sign` promises one, so
// the other branch has to make one too. `capitals` only reads its text, and then a `&str`
// parameter is the best choice: it takes literals as they are, and a `String` with a `&`.

fn sign(animal: &str) -> String {
    if animal.is_empty() {
        // Both branches must give the same type, and `format!` gives a `String`.
        String::from("This enclosure is empty")
    } else {
        format!("Do not feed the {animal}")
    }
}

fn capitals(text: &str) -> String {
    text.to_uppercase()
}

fn gate_sign(animal: &str) -> String {
    let text = format!("{}!", sign(animal));
    // Lent, not given away: `capitals` only has to read it.
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
