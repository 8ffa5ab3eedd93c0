// A `String` is text that the program owns, and every value has exactly one owner.
// `let b = a;` makes `b` the new owner: the text isn't copied, it moves from `a` to `b`.
//
// A new company registers its name. The office keeps the name and counts its letters,
// because the sign on the door is paid by the letter.
// Make `register` return both: the same `String` that came in, not a copy, and its
// length.
//
// `(String, usize)` is a pair of values. A `usize` is a whole number for counting.
// `len()` counts the bytes of a string, which is one for each letter from A to Z.

fn register(name: String) -> (String, usize) {
    let company = name;
    (company, 10)
}

fn main() {
    let (company, letters) = register(String::from("Lighthouse"));
    println!("{company} pays for {letters} letters.");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_the_letters() {
        let (_, letters) = register(String::from("Lighthouse"));
        assert_eq!(letters, 10, "`Lighthouse` has ten letters");
        let (_, letters) = register(String::from("Lumen"));
        assert_eq!(letters, 5, "`Lumen` has five letters");
    }

    #[test]
    fn keeps_the_string_that_came_in() {
        let name = String::from("Lumen");
        let address = name.as_ptr();
        let (company, _) = register(name);
        assert_eq!(company, "Lumen", "the office keeps the name as it is");
        assert!(
            company.as_ptr() == address,
            "the text should move to its new owner, but it was copied"
        );
    }
}
