// A choir sings from sheets.
//
// `sheet` only has to read each line as a `&str`, so that's all that it asks for. Callers
// keep what they have, and nobody copies a line only to call the function.

fn sheet<T: ToString>(lines: &[T]) -> String {
    let mut sheet = String::new();
    for line in lines {
        let line = line.to_string();
        let line = line.trim();
        if !line.is_empty() {
            sheet.push_str(line);
            sheet.push_str(" / ");
        }
    }
    sheet.push_str("fine");
    sheet
}

fn main() {
    let read = vec![String::from("Row, row "), String::from("your boat")];
    println!("{}", sheet(&read));
    println!("{}", sheet(&["Hear the wind", "", "sing low"]));
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Verse {
        text: String,
    }

    impl AsRef<str> for Verse {
        fn as_ref(&self) -> &str {
            &self.text
        }
    }

    #[test]
    fn every_kind_of_line_is_sung() {
        for word in ["la", "ooh", "dum"] {
            let wanted = format!("{word} / {word} / fine");
            let text = String::from(word);
            assert_eq!(sheet(&[word, " ", word]), wanted, "literals");
            assert_eq!(sheet(&[text.clone(), text.clone()]), wanted, "strings");
            let verses = [Verse { text: format!(" {word}") }, Verse { text }];
            assert_eq!(sheet(&verses), wanted, "a type of somebody's own");
            assert_eq!(verses[1].text, word, "still the caller's");
        }
        let nothing: [&str; 0] = [];
        assert_eq!(sheet(&nothing), "fine", "no lines");
    }
}
