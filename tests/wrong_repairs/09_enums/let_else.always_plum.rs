// Grandmother keeps a note for every pot of jam, such as "2024 plum": the year, a space,
// and the fruit. A program prints a label for each pot. Some notes aren't as they should be.
//
// New here: a pattern that may not fit can stand in two more places than `match`.
//   if let Some(x) = value { ... }           does something only if the pattern fits
//   let Some(x) = value else { return y; };  goes on only if it fits, and then has `x`
// After `else`, the block must leave the function (or the loop): there's no `x` to go on.
//
// Make this true: a note without a space, or whose year isn't a number, gets the label
// `what is "plum"?`, with the note itself between the quotes.

fn label(note: &str) -> String {
    let Some((year, fruit)) = note.split_once(' ') else {
        return String::from("what is \"plum\"?");
    };
    let Ok(year) = year.parse::<u16>() else {
        return format!("what is {note:?}?");
    };
    format!("{fruit} jam of {year}")
}

fn main() {
    println!("{}", label("2024 plum"));
    println!("{}", label("plum"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_with_a_year_becomes_a_label() {
        for (note, text) in [
            ("2024 plum", "plum jam of 2024"),
            ("2019 wild strawberry", "wild strawberry jam of 2019"),
        ] {
            assert_eq!(label(note), text, "the label for {note:?}");
        }
    }

    #[test]
    fn a_note_without_a_space_is_shown_as_it_is() {
        for (note, text) in [("plum", "what is \"plum\"?"), ("", "what is \"\"?")] {
            assert_eq!(label(note), text, "the label for {note:?}");
        }
    }

    #[test]
    fn a_year_that_is_no_number_is_shown_as_well() {
        let text = "what is \"last plum\"?";
        assert_eq!(label("last plum"), text, "`last` is no year");
    }
}
