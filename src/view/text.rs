//! Makes lines fit, and makes foreign text harmless to the terminal.

use std::borrow::Cow;

use console::{AnsiCodeIterator, measure_text_width};

use crate::model::bounded::bound_lines;
use crate::view::styled;
use crate::view::theme::Theme;

/// How many spaces stand for a tab.
const TAB: usize = 4;

/// Makes foreign text safe to print. Of all control characters only line breaks stay, and colour
/// codes if `color`. Invisible characters are written as Rust escapes: `\u{202e}`.
pub fn safe(text: &str, color: bool) -> String {
    let mut out = String::with_capacity(text.len());
    for (part, is_code) in AnsiCodeIterator::new(text) {
        if !is_code {
            out.extend(part.chars().map(printable));
        } else if color && part.starts_with("\x1b[") && part.ends_with('m') {
            out.push_str(part);
        }
    }
    out
}

fn printable(c: char) -> Cow<'static, str> {
    match c {
        '\n' => "\n".into(),
        '\t' => " ".repeat(TAB).into(),
        c if is_invisible(c) => c.escape_unicode().to_string().into(),
        c if c.is_control() => "".into(),
        c => c.to_string().into(),
    }
}

/// Writes invisible characters as Rust escapes and leaves everything else, including colour codes.
/// For our own lines that contain a foreign name.
pub fn reveal(text: &str) -> Cow<'_, str> {
    if !text.contains(is_invisible) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_invisible(c) {
            out.extend(c.escape_unicode())
        } else {
            out.push(c)
        }
    }
    out.into()
}

/// Whether a character takes no columns and could make text read as something else: marks that
/// change its direction, and blanks without a width.
///
/// Joiners (U+200C, U+200D) and variation selectors don't count: emoji and several scripts
/// are written with them.
pub fn is_invisible(c: char) -> bool {
    matches!(
        c,
        // Direction: Arabic letter mark, marks, embeddings and overrides, isolates.
        '\u{61c}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
            // Blanks and joints without a width, the soft hyphen, the byte order mark.
            | '\u{ad}'
            | '\u{34f}'
            | '\u{180e}'
            | '\u{200b}'
            | '\u{2028}'
            | '\u{2029}'
            | '\u{2060}'..='\u{2064}'
            | '\u{206a}'..='\u{206f}'
            | '\u{feff}'
            // Letters that are drawn as nothing.
            | '\u{115f}'
            | '\u{1160}'
            | '\u{3164}'
            | '\u{ffa0}'
            // Annotations, musical controls, tags.
            | '\u{fff9}'..='\u{fffb}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e007f}'
    )
}

/// Breaks lines into lines of at most `width` columns, at spaces if possible. The rest of a broken
/// line keeps its indentation and its colour.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(1);
    if text.is_empty() {
        vec![String::new()]
    } else {
        text.lines()
            .flat_map(|line| wrap_line(line, width))
            .collect()
    }
}

fn wrap_line(line: &str, width: usize) -> Vec<String> {
    if measure_text_width(line) <= width {
        return vec![line.to_owned()];
    }
    let cells = styled::cells(line);
    let spaces = cells.iter().take_while(|cell| cell.c == ' ').count();
    let indent = " ".repeat(spaces.min(width / 3));
    let lines = styled::divide(&cells, width, width - indent.len());
    let mut lines = lines.into_iter().map(styled::text);
    let first = lines.next();
    let others = lines.map(|line| format!("{indent}{line}"));
    first.into_iter().chain(others).collect()
}

/// Cuts the middle out of text that is wider than `width` columns.
pub fn shorten(text: &str, width: usize, theme: Theme) -> String {
    let cells = styled::cells(text);
    let ellipsis = theme.ellipsis();
    let room = width.saturating_sub(measure_text_width(ellipsis));
    if styled::columns(&cells) <= width || room < 2 {
        return cut(text, width);
    }
    let end = room * 2 / 3;
    let all = styled::columns(&cells);
    let from = cells.partition_point(|cell| cell.column < all - end);
    let to = cells.partition_point(|cell| cell.column + cell.width <= room - end);
    format!(
        "{}{ellipsis}{}",
        styled::text(&cells[..to]),
        styled::text(&cells[from..])
    )
}

/// Rewraps an author's prose: lines that follow each other form a paragraph. An empty line, an
/// indented line and a list item begin a new one.
pub fn reflow(text: &str, width: usize) -> Vec<String> {
    let mut paragraphs: Vec<String> = Vec::new();
    for line in text.trim().lines() {
        let begins_anew = line.is_empty() || line.starts_with([' ', '-', '*']);
        match paragraphs.last_mut() {
            Some(last) if !begins_anew && !last.is_empty() && !last.starts_with(' ') => {
                last.push(' ');
                last.push_str(line);
            }
            _ => paragraphs.push(line.to_owned()),
        }
    }
    fill(&paragraphs.join("\n"), width)
}

/// Breaks our own prose at spaces. Empty text is one empty line.
pub fn fill(text: &str, width: usize) -> Vec<String> {
    if text.is_empty() {
        vec![String::new()]
    } else {
        text.lines()
            .flat_map(|line| fill_line(line, width.max(8)))
            .collect()
    }
}

/// The same, but what's between backticks stays on one line if there's room for it.
pub fn fill_with_code(text: &str, width: usize) -> Vec<String> {
    let mut joined = String::new();
    for (index, part) in text.split('`').enumerate() {
        let fits = measure_text_width(part) + 4 <= width;
        if index > 0 {
            joined.push('`');
        }
        if index % 2 == 1 && fits {
            joined.push_str(&part.replace(' ', JOINED));
        } else {
            joined.push_str(part);
        }
    }
    let lines = fill(&joined, width).into_iter();
    lines.map(|line| line.replace(JOINED, " ")).collect()
}

/// Stands for a space that no line breaks at. It's one column wide, and no text has it.
const JOINED: &str = "\u{e000}";

fn fill_line(line: &str, width: usize) -> Vec<String> {
    if measure_text_width(line) <= width {
        return vec![line.to_owned()];
    }
    let indent: String = line.chars().take_while(|c| *c == ' ').collect();
    let mut lines = Vec::new();
    let mut current = indent.clone();
    for word in line.split_whitespace() {
        let is_empty = current.trim().is_empty();
        let columns = measure_text_width(&current) + measure_text_width(word) + 1;
        if !is_empty && columns > width {
            lines.push(std::mem::replace(&mut current, indent.clone()));
        } else if !is_empty {
            current.push(' ');
        }
        current.push_str(word);
    }
    lines.push(current);
    lines
        .into_iter()
        .flat_map(|line| wrap_line(&line, width))
        .collect()
}

/// Cuts a line to `width` columns. An ellipsis in the last column shows that it was cut.
pub fn cut_with_ellipsis(line: &str, width: usize, theme: Theme) -> String {
    let sign = if theme.unicode { "…" } else { "." };
    console::truncate_str(line, width, sign).into_owned()
}

/// Cuts a line to `width` columns.
pub fn cut(line: &str, width: usize) -> String {
    console::truncate_str(line, width, "").into_owned()
}

/// Fills a line with spaces to `width` columns.
pub fn pad(line: &str, width: usize) -> String {
    console::pad_str(line, width, console::Alignment::Left, None).into_owned()
}

/// Cuts the middle out of text of more than `most` bytes, and says on a line how much.
pub fn shorten_middle(text: &str, most: usize) -> String {
    if text.len() <= most {
        return text.to_owned();
    }
    let mut boundaries = text.char_indices().map(|(at, _)| at);
    let middle = boundaries.clone().take_while(|at| *at <= most / 2);
    let begin = middle.last().unwrap_or(0);
    let end = boundaries.find(|at| *at >= text.len() - most / 2);
    let end = end.unwrap_or(text.len());
    let (first, last) = (&text[..begin], &text[end..]);
    format!("{first}\n[{} bytes not shown]\n{last}", end - begin)
}

/// How long a line of a message may be, in characters.
pub const MAX_MESSAGE_LINE: usize = 1_000;

/// How long a message may be, in bytes.
const MAX_MESSAGE: usize = 64 * 1024;

/// Shortens a message that may quote foreign text.
pub fn shorten_message(message: &str) -> String {
    shorten_middle(&bound_lines(message, MAX_MESSAGE_LINE), MAX_MESSAGE)
}

/// `1 error`, `2 errors`.
pub fn count(number: usize, one: &str) -> String {
    match number {
        1 => format!("1 {one}"),
        _ => format!("{number} {one}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_text_keeps_only_its_harmless_parts() {
        let text = "a\x1b[31mred\x1b[0m\x1b[2J\x1b]0;title\x07\rb\tc\u{202e}\n";
        assert_eq!(safe(text, true), "a\x1b[31mred\x1b[0mb    c\\u{202e}\n");
        assert_eq!(safe(text, false), "aredb    c\\u{202e}\n");
    }

    #[test]
    fn invisible_characters_are_written_as_escapes() {
        for c in "\u{61c}\u{200b}\u{200e}\u{200f}\u{202a}\u{202e}\u{2066}\u{2069}\u{feff}".chars() {
            let escape = format!("a{}b", c.escape_unicode());
            assert_eq!(safe(&format!("a{c}b"), true), escape);
            assert_eq!(
                reveal(&format!("\x1b[1ma{c}b\x1b[0m")),
                format!("\x1b[1m{escape}\x1b[0m")
            );
        }
        let family = "👨\u{200d}👩\u{200d}👧 ❤\u{fe0f} می\u{200c}خواهم";
        assert_eq!(safe(family, false), family);
        assert!(matches!(reveal(family), Cow::Borrowed(_)));
    }

    #[test]
    fn wrapped_lines_fit_and_keep_their_colour() {
        let lines = wrap("\x1b[1mabcdef日本\x1b[0m", 4);
        assert_eq!(
            lines,
            [
                "\x1b[1mabcd\x1b[0m",
                "\x1b[1mef日\x1b[0m",
                "\x1b[1m本\x1b[0m"
            ]
        );
    }

    #[test]
    fn wrapped_lines_break_at_spaces_and_keep_their_indent() {
        assert_eq!(wrap("  one two three", 9), ["  one two", "  three"]);
    }

    #[test]
    fn shortened_text_keeps_its_beginning_and_end() {
        let theme = Theme {
            color: false,
            unicode: true,
        };
        let short = shorten("exercises/01_first/one.rs:4:10", 18, theme);
        assert_eq!(short, "exerci…one.rs:4:10");
        assert_eq!(shorten("one.rs", 18, theme), "one.rs");
    }

    #[test]
    fn prose_breaks_at_spaces() {
        assert_eq!(fill("  one two three", 10), ["  one two", "  three"]);
    }

    #[test]
    fn reflow_keeps_an_authors_paragraphs_but_not_line_breaks() {
        let text = "one two\nthree\n\nfour\n  code here\nfive\n";
        assert_eq!(
            reflow(text, 80),
            ["one two three", "", "four", "  code here", "five"]
        );
    }

    proptest::proptest! {
        #[test]
        fn no_wrapped_line_is_too_wide(text in ".{0,80}", width in 2usize..40) {
            for line in wrap(&safe(&text, true), width) {
                proptest::prop_assert!(measure_text_width(&line) <= width);
            }
        }

        #[test]
        fn safe_text_has_no_control_characters(text in "([\\x00-\\x1f]|.)*") {
            proptest::prop_assert!(!safe(&text, false).chars().any(|c| c.is_control() && c != '\n'));
        }
    }
}
