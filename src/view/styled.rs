//! A line as cells, so that it can be broken without losing colours or columns.

use console::AnsiCodeIterator;
use unicode_width::UnicodeWidthChar;

/// A character with its width, place and colour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The character.
    pub c: char,
    /// How many columns it takes.
    pub width: usize,
    /// Its first column in the line, from 0.
    pub column: usize,
    /// The colour codes in effect.
    style: String,
}

impl Cell {
    /// A cell of one column at which a line isn't broken.
    pub fn filler(column: usize) -> Self {
        Self {
            c: '-',
            width: 1,
            column,
            style: String::new(),
        }
    }

    /// Whether it can be part of a name or an arrow.
    fn is_part_of_word(&self) -> bool {
        self.c.is_alphanumeric() || "_->".contains(self.c)
    }

    /// Another character of one column, in the same place and colour.
    pub fn with(&self, c: char) -> Self {
        Self {
            c,
            width: 1,
            ..self.clone()
        }
    }
}

/// Splits a line into cells.
pub fn cells(line: &str) -> Vec<Cell> {
    let (mut cells, mut style, mut column) = (Vec::new(), String::new(), 0);
    for (part, is_code) in AnsiCodeIterator::new(line) {
        if is_code {
            if matches!(part, "\x1b[0m" | "\x1b[m") {
                style.clear()
            } else {
                style.push_str(part)
            }
            continue;
        }
        for c in part.chars() {
            let width = c.width().unwrap_or(0);
            let style = style.clone();
            cells.push(Cell {
                c,
                width,
                column,
                style,
            });
            column += width;
        }
    }
    cells
}

/// How many columns the cells take.
pub fn columns(cells: &[Cell]) -> usize {
    cells.iter().map(|cell| cell.width).sum()
}

/// Joins cells into text. The last colour ends with the text.
pub fn text(cells: &[Cell]) -> String {
    let (mut text, mut style) = (String::new(), "");
    for cell in cells {
        if cell.style != style {
            if !style.is_empty() {
                text.push_str("\x1b[0m");
            }
            text.push_str(&cell.style);
            style = &cell.style;
        }
        text.push(cell.c);
    }
    if !style.is_empty() {
        text.push_str("\x1b[0m");
    }
    text
}

/// Breaks a line of words: the first part has at most `first` columns, the others at most `others`.
/// It is broken at spaces if possible, otherwise after `/` or `,`.
pub fn divide(cells: &[Cell], first: usize, others: usize) -> Vec<&[Cell]> {
    divide_at(cells, first, others, |cells, most| {
        let space = last_break(cells, most, is_space);
        space.or_else(|| last_break(cells, most, |cells, at| "/,".contains(cells[at - 1].c)))
    })
}

/// Breaks a line of code, also after `(`, `,` and `;` and before `.`. If possible, it isn't broken
/// between `&mut` and its type, inside a string, or before a final `{`.
pub fn divide_code(cells: &[Cell], first: usize, others: usize) -> Vec<&[Cell]> {
    let between_parts = |cells: &[Cell], at: usize| {
        let next = cells.get(at).map_or(' ', |cell| cell.c);
        let before = cells[at - 1].c;
        // Two or three dots stay together.
        let is_method = next == '.' && before != '.';
        is_space(cells, at) || is_method || "(,;".contains(before) && next != ' '
    };
    let is_good_break = |cells: &[Cell], at: usize| {
        let is_brace = |cell: &Cell| matches!(cell.c, ' ' | '{');
        between_parts(cells, at)
            && !ends_with_prefix_word(&cells[..at])
            && !is_in_quotes(&cells[..at])
            && !cells[at..].iter().all(is_brace)
    };
    divide_at(cells, first, others, |cells, most| {
        last_break(cells, most, is_good_break).or_else(|| last_break(cells, most, between_parts))
    })
}

/// Whether code ends with a word such as `mut` that belongs to the next one.
fn ends_with_prefix_word(cells: &[Cell]) -> bool {
    let from = cells.iter().rposition(|cell| !cell.is_part_of_word());
    let word: String = cells[from.map_or(0, |at| at + 1)..]
        .iter()
        .map(|cell| cell.c)
        .collect();
    ["mut", "dyn", "impl", "ref", "->", "fn", "let"].contains(&word.as_str())
}

/// Whether code ends inside a string or a character literal.
fn is_in_quotes(cells: &[Cell]) -> bool {
    let mut open = None;
    let mut signs = cells.iter().map(|cell| cell.c);
    while let Some(sign) = signs.next() {
        match (open, sign) {
            (Some(_), '\\') => drop(signs.next()),
            (Some(quote), _) if sign == quote => open = None,
            (None, '"') => open = Some('"'),
            _ => {}
        }
    }
    // A `'` may begin a lifetime. Before a space, it begins a character literal.
    open.is_some() || cells.last().is_some_and(|cell| cell.c == '\'')
}

/// Breaks where `find` says, which gets the cells and how many of them fit.
fn divide_at(
    cells: &[Cell],
    first: usize,
    others: usize,
    find: impl Fn(&[Cell], usize) -> Option<usize>,
) -> Vec<&[Cell]> {
    let (mut lines, mut rest, mut room) = (Vec::new(), cells, first.max(1));
    loop {
        let most = how_many_fit(rest, room);
        if most >= rest.len() {
            break;
        }
        let (line, next) = rest.split_at(find(rest, most).unwrap_or(most));
        lines.push(trim_end(line));
        let spaces = next.iter().take_while(|cell| cell.c == ' ').count();
        rest = &next[spaces..];
        room = others.max(1);
    }
    if !rest.is_empty() || lines.is_empty() {
        lines.push(rest);
    }
    lines
}

/// How many of the cells fit into `room` columns, but at least one.
fn how_many_fit(cells: &[Cell], room: usize) -> usize {
    let mut used = 0;
    let fits = |cell: &&Cell| {
        used += cell.width;
        used <= room
    };
    cells.iter().take_while(fits).count().max(1)
}

/// The last place after the indentation, up to `most`, where the cells may be broken.
fn last_break(
    cells: &[Cell],
    most: usize,
    may_break: impl Fn(&[Cell], usize) -> bool,
) -> Option<usize> {
    let indent = cells.iter().take_while(|cell| cell.c == ' ').count();
    (indent + 1..=most).rev().find(|at| may_break(cells, *at))
}

/// Whether the cell at this index is a space.
fn is_space(cells: &[Cell], at: usize) -> bool {
    cells.get(at).is_some_and(|cell| cell.c == ' ')
}

/// Removes the spaces at the end.
pub fn trim_end(cells: &[Cell]) -> &[Cell] {
    let spaces = cells.iter().rev().take_while(|cell| cell.c == ' ').count();
    &cells[..cells.len() - spaces]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn divided(line: &str, first: usize, others: usize) -> Vec<String> {
        let cells = cells(line);
        let lines = divide(&cells, first, others);
        lines.into_iter().map(text).collect()
    }

    #[test]
    fn lines_break_at_spaces_then_at_signs_then_anywhere() {
        assert_eq!(divided("one two three", 7, 5), ["one two", "three"]);
        assert_eq!(divided("one two three", 6, 9), ["one", "two three"]);
        assert_eq!(divided("src/view/a.rs", 10, 10), ["src/view/", "a.rs"]);
        assert_eq!(divided("abcdefgh", 3, 4), ["abc", "defg", "h"]);
        assert_eq!(divided("    abcdef", 6, 6), ["    ab", "cdef"]);
        assert_eq!(divided("", 3, 3), [""]);
    }

    #[test]
    fn code_breaks_between_its_parts() {
        let line = cells("  let a = first.join(second, third).unwrap();");
        let lines = divide_code(&line, 18, 18);
        let lines: Vec<String> = lines.into_iter().map(text).collect();
        assert_eq!(
            lines,
            ["  let a = first", ".join(second,", "third).unwrap();"]
        );
        let line = cells("fn f(a: &mut String) -> &mut str {");
        let lines = divide_code(&line, 30, 12);
        let lines: Vec<String> = lines.into_iter().map(text).collect();
        assert_eq!(lines, ["fn f(a: &mut String)", "-> &mut str", "{"]);
        let line = cells("if words.len() > 1 {");
        let lines = divide_code(&line, 18, 18);
        let lines: Vec<String> = lines.into_iter().map(text).collect();
        assert_eq!(lines, ["if words.len() >", "1 {"]);
    }

    #[test]
    fn colours_are_kept() {
        let line = "\x1b[1mbold\x1b[0m plain \x1b[31mred\x1b[0m";
        assert_eq!(text(&cells(line)), line);
        assert_eq!(
            divided("\x1b[31mred still\x1b[0m", 5, 5),
            ["\x1b[31mred\x1b[0m", "\x1b[31mstill\x1b[0m"]
        );
    }
}
