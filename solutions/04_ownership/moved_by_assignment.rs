// A new company registers its name. The office keeps the name, and counts its letters
// for the sign on the door.
//
// `let company = name;` moves the text: `company` owns it now, and `name` has nothing.
// The old code still asked `name` for the letters. The new owner has them.

fn register(name: String) -> (String, usize) {
    let company = name;
    // Ask the owner. That doesn't need a second copy of the text.
    let letters = company.len();
    (company, letters)
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
