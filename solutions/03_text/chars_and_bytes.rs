// An engraver puts names on cups.
//
// `len` and `[0..3]` count bytes, because that takes no time: a computer finds byte 3 at
// once, but to find letter 3, it has to read all the letters before it. Bytes and letters
// are the same only for plain English text, so nobody notices the mistake until `Zoë`
// comes. (What people call a letter can even be several characters. A crate helps there.)

fn price(name: &str) -> usize {
    name.chars().count() * 3
}

fn short(name: &str) -> String {
    let mut text = String::new();
    // `take` stops early if there are fewer, so short names need no special case.
    for letter in name.chars().take(3) {
        text.push(letter);
    }
    text // Once you know iterators: `name.chars().take(3).collect()`
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
