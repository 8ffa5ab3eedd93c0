//! Keeps the compiler's underlines below the code when invisible characters in it are written as
//! escapes, which take more columns.

use std::borrow::Cow;

use crate::view::styled::{self, Cell, cells};
use crate::view::text::is_invisible;

/// The characters that underline code.
const UNDERLINES: &str = "^-~+";
/// The characters that underline code and connect underlines with words.
const MARKS: &str = " -^~+_|/\\";

/// The escapes in a line of code: the column of each, and how many columns it adds.
type AddedColumns = Vec<(usize, usize)>;

/// Makes room below each line of code for the escapes that [`safe`](crate::view::text::safe) will
/// put into it. The invisible characters themselves stay.
pub fn make_room(rendered: &str) -> Cow<'_, str> {
    if !rendered.contains(is_invisible) {
        return rendered.into();
    }
    let mut added = AddedColumns::new();
    let mut lines = Vec::new();
    for line in rendered.lines() {
        let content = cells(line);
        match find_content(&content) {
            Some((begin, true)) => {
                added = escapes(&content[begin..]);
                lines.push(line.to_owned());
            }
            Some((begin, false)) if !added.is_empty() => {
                lines.push(styled::text(&widen(content, begin, &added)));
            }
            _ => {
                added.clear();
                lines.push(line.to_owned());
            }
        }
    }
    lines.join("\n").into()
}

/// Where the content after the gutter (`12 | ` or `   | `) begins, and whether it is code.
fn find_content(cells: &[Cell]) -> Option<(usize, bool)> {
    let sign = cells
        .iter()
        .position(|cell| !cell.c.is_ascii_digit() && cell.c != ' ')?;
    let is_code = cells[..sign].iter().any(|cell| cell.c.is_ascii_digit());
    let signs = if is_code { "|+-~" } else { "|" };
    let is_gutter = sign > 0 && cells[sign - 1].c == ' ' && signs.contains(cells[sign].c);
    is_gutter.then_some((sign + 1, is_code))
}

fn escapes(code: &[Cell]) -> AddedColumns {
    let invisible = code.iter().filter(|cell| is_invisible(cell.c));
    let room = |cell: &Cell| cell.c.escape_unicode().count().saturating_sub(cell.width);
    invisible.map(|cell| (cell.column, room(cell))).collect()
}

/// Widens a line of marks by the same columns. Words stay in one piece.
fn widen(line: Vec<Cell>, begin: usize, added: &AddedColumns) -> Vec<Cell> {
    let is_word = |cell: &Cell| !MARKS.contains(cell.c);
    let words = line[begin..].iter().position(is_word);
    let words = words.map_or(usize::MAX, |at| line[begin + at].column);
    let mut widened = Vec::new();
    for cell in line {
        for (_, room) in added
            .iter()
            .filter(|(column, _)| *column == cell.column && *column <= words)
        {
            // An underline goes on below the escape.
            let sign = if UNDERLINES.contains(cell.c) {
                cell.c
            } else {
                ' '
            };
            widened.extend(std::iter::repeat_n(cell.with(sign), *room));
        }
        widened.push(cell);
    }
    widened
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::text::safe;

    #[test]
    fn marks_stay_below_what_they_mark() {
        let text = "error: mismatched
 --> a.rs:5:18
  |
5 |     let b: u32 = \"\u{200b}\" + one;
  |            ---   ^^   --- an integer
  |            |     |
  |            |     expected `u32`, found `&str`
  |            expected due to this
6 |     end();
  |     ^^^";
        let shown = safe(&make_room(text), false);
        assert_eq!(
            shown,
            "error: mismatched
 --> a.rs:5:18
  |
5 |     let b: u32 = \"\\u{200b}\" + one;
  |            ---   ^^^^^^^^^^   --- an integer
  |            |     |
  |            |     expected `u32`, found `&str`
  |            expected due to this
6 |     end();
  |     ^^^"
        );
    }

    #[test]
    fn a_mark_of_the_character_itself_is_below_its_escape() {
        let text = "1 | a\u{200b}b\n  |  ^ help";
        let shown = safe(&make_room(text), false);
        assert_eq!(shown, "1 | a\\u{200b}b\n  |  ^^^^^^^^^ help");
    }
}
