// The board in a station can't show ä, ö, ü and ß.
//
// Only when something must change, there's a new string to own. In all other cases the
// answer is a part of the text that we got, and we lend that on. The type says that both
// can happen.

use std::borrow::Cow;

fn on_the_board(name: &str) -> Cow<'_, str> {
    // `trim` copies nothing: it lends a part of the text.
    let name = name.trim();
    if !name.contains(['ä', 'ö', 'ü', 'ß']) {
        return Cow::Borrowed(name);
    }
    let mut board = String::new();
    for letter in name.chars() {
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
