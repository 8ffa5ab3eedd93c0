//! Shortens foreign text in our messages.

use std::borrow::Cow;

/// The most characters in a line about a problem in a course's files.
pub const PROBLEM: usize = 300;

/// Cuts the middle out of every line with more than `most` characters, and says how many
/// characters are missing.
pub fn bound_lines(text: &str, most: usize) -> Cow<'_, str> {
    // No line has more characters than bytes.
    if text.split('\n').all(|line| line.len() <= most) {
        return text.into();
    }
    let lines: Vec<Cow<str>> = text.split('\n').map(|line| bound(line, most)).collect();
    lines.join("\n").into()
}

fn bound(line: &str, most: usize) -> Cow<'_, str> {
    let length = line.chars().count();
    if length <= most {
        return line.into();
    }
    let offset = |number: usize| line.char_indices().nth(number).map_or(0, |(at, _)| at);
    let left_out = length - most;
    let (begin, end) = (offset(most / 2), offset(most / 2 + left_out));
    let (first, last) = (&line[..begin], &line[end..]);
    format!("{first}[... {left_out} more characters ...]{last}").into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_keeps_its_begin_and_its_end() {
        let text = format!("short\na{}b\n", "é".repeat(5_000));
        let bounded = bound_lines(&text, 10);
        assert_eq!(bounded, "short\naéééé[... 4992 more characters ...]ééééb\n");
        assert!(matches!(bound_lines("short\n", 10), Cow::Borrowed(_)));
        assert_eq!(bound_lines(&"é".repeat(10), 10), "é".repeat(10));
    }
}
