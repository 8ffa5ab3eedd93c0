// Grandmother keeps a note for every pot of jam.
//
// A plain `let` needs a pattern that always fits: otherwise its variables would have no
// value. With `else`, it may fail, because the block after `else` doesn't go on.

fn label(note: &str) -> String {
    // Two things can be missing, and each of them ends the function early. The line that
    // everything is about stays on the left, not inside two blocks.
    let Some((year, fruit)) = note.split_once(' ') else {
        return format!("what is {note:?}?");
    };
    // `Result` has such patterns too: `let else` is about any pattern that may not fit.
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
