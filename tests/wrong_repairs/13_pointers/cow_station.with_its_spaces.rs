// The board in a station shows where the trains go. It's an old one, and can't show four of
// the letters: for ä, ö, ü and ß it needs ae, oe, ue and ss. Most names have none of them,
// but `on_the_board` makes a new string of every name.
//
// New here: `Cow<'_, str>` is an enum with two variants, for a value that's either lent or
// owned. (The name stands for "clone on write".)
//   Cow::Borrowed(text)   has a `&str`, which belongs to somebody else
//   Cow::Owned(string)    has a `String` of its own
// Both do where a `&str` is wanted, so callers rarely need to know which one it is.
//
// Make this true: spaces around a name don't count. A name without any of the four letters
// isn't copied: the answer borrows it. Any other name is spelled anew.

use std::borrow::Cow;

fn on_the_board(name: &str) -> Cow<'_, str> {
    if !name.contains(['ä', 'ö', 'ü', 'ß']) {
        return Cow::Borrowed(name);
    }
    let mut board = String::new();
    for letter in name.trim().chars() {
        match letter {
            'ä' => board.push_str("ae"),
            'ö' => board.push_str("oe"),
            'ü' => board.push_str("ue"),
            'ß' => board.push_str("ss"),
            _ => board.push(letter),
        }
    }
    Cow::Owned(board)
}

fn main() {
    for name in ["Ulm", " Gießen ", "Köln", " Bonn "] {
        let board = on_the_board(name);
        let kind = match board {
            Cow::Borrowed(_) => "borrowed",
            Cow::Owned(_) => "a new string",
        };
        println!("{board}: {kind}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_four_letters_are_spelled_with_two() {
        assert_eq!(on_the_board("Köln"), "Koeln");
        assert_eq!(on_the_board("Gießen"), "Giessen");
        assert_eq!(on_the_board("Zürich"), "Zuerich");
        assert_eq!(on_the_board(" Räßöü "), "Raessoeue", "all four letters");
    }

    #[test]
    fn other_names_are_borrowed() {
        for name in ["Ulm", "Bad Ems", "Orléans", "  Bonn ", "Aalen\t", ""] {
            let Cow::Borrowed(board) = on_the_board(name) else {
                panic!("{name:?} needs no new string");
            };
            assert_eq!(board, name.trim(), "the name, without spaces around it");
            let part = name.trim_start(); // begins with the same letter of `name`
            assert_eq!(board.as_ptr(), part.as_ptr(), "a part of {name:?} itself");
        }
    }

    #[test]
    fn only_spelled_names_are_new_strings() {
        let names = ["ä", "aö", "üb", "ß", "Fürth", " Weißwasser"];
        for name in names {
            let owned = matches!(on_the_board(name), Cow::Owned(_));
            assert!(owned, "{name:?} must be spelled anew");
        }
    }
}
