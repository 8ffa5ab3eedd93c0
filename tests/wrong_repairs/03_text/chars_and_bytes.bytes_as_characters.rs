// An engraver puts names on cups. `price` asks 3 euros for each letter. A small cup has
// room for three letters only, and `short` cuts the name down to its first three.
//
// Rust stores text as UTF-8. There, an `a` takes one byte, an `ë` two, and a `熊` three.
//   name.len()             how many bytes
//   &name[0..2]            the bytes 0 and 1 as a `&str`. Where that would cut a
//                          character in two, or go beyond the end, the program panics.
//   name.chars()           the characters, one after the other, for a `for` loop
//   name.chars().count()   how many there are
//   name.chars().take(2)   only the first two, or fewer if there aren't two
//
// Make this true: what counts is letters, in every language, and no name causes a panic.

fn price(name: &str) -> usize {
    name.chars().count() * 3
}

fn short(name: &str) -> String {
    let mut text = String::new();
    for byte in name.bytes().take(3) {
        text.push(byte as char);
    }
    text
}

fn main() {
    println!("Nora: {} euros, or {}", price("Nora"), short("Nora"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_costs_the_same() {
        assert_eq!(price("Nora"), 12, "four letters");
        assert_eq!(price("Zoë"), 9, "three letters, though `ë` takes two bytes");
        assert_eq!(price("熊"), 3, "one letter, though it takes three bytes");
        assert_eq!(price(""), 0, "no letter, no price");
    }

    #[test]
    fn a_small_cup_gets_three_letters() {
        assert_eq!(short("Nora"), "Nor", "the first three");
        assert_eq!(short("Zoë"), "Zoë", "three letters in four bytes");
        assert_eq!(short("Łukasz"), "Łuk", "`Ł` is one letter of two bytes");
        assert_eq!(short("Bo"), "Bo", "a name of two letters is short enough");
    }
}
