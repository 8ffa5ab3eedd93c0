// A new company brings its name to the register. The office keeps the name, and counts
// its letters.
//
// `let company = name;` moves the text: `company` owns it now, and `name` owns nothing.
// The old code asked `name` for the letters all the same. The new owner has them.

fn register(name: String) -> (String, usize) {
    let company = name;
    // Ask the owner. No second copy of the text is needed for that.
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
            "the text should move to its new owner; here a second copy was made"
        );
    }
}
