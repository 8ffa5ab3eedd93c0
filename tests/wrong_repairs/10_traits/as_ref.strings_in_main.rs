// A choir sings from sheets. Some songs are typed into the program, as string literals, and
// some are read from a file, as `String`s. `sheet` only reads the lines.
//
// New here: for one text, a `&str` parameter is enough, since `&String` becomes `&str` by
// itself. A slice of many texts doesn't change like that. The trait `AsRef<str>` is for
// this: types with it can lend a `&str`, by `.as_ref()`. `String`, `&str` and others have it.
//
// Make this true: `sheet` takes slices of all types that can lend a `&str`.

fn sheet(lines: &[String]) -> String {
    let mut sheet = String::new();
    for line in lines {
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
    println!("{}", sheet(&[String::from("Hear the wind"), String::from("sing low")]));
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
