//! The variables that a format string names.

use std::ops::Range;

/// Where a format string names variables, such as both in `"{x:>width$}"`: bytes of the
/// literal as it stands in the source, quotes and all. An argument's position is no name.
pub(super) fn captured_names(literal: &str) -> Vec<Range<usize>> {
    let Some(inside) = inside(literal) else {
        return Vec::new();
    };
    let is_raw = literal.starts_with('r');
    let mut found = Vec::new();
    let mut at = inside.start;
    while at < inside.end {
        let rest = &literal[at..inside.end];
        if rest.starts_with("{{") {
            at += 2;
        } else if !is_raw && rest.starts_with('\\') {
            at += escape_length(rest);
        } else if rest.starts_with('{') {
            let length = rest.find('}').unwrap_or(rest.len());
            found.extend(names_in(rest, length).map(|name| at + name.start..at + name.end));
            at += length;
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    found
}

/// What is between the quotes of a string literal without a suffix.
fn inside(literal: &str) -> Option<Range<usize>> {
    let begin = literal.find('"')? + 1;
    let end = literal.rfind('"')?;
    let is_string = matches!(literal.as_bytes().first(), Some(b'"' | b'r'));
    (is_string && begin <= end).then_some(begin..end)
}

/// How long `\n`, `\x7b` or `\u{7b}` is.
fn escape_length(text: &str) -> usize {
    let mut characters = text.chars();
    characters.next();
    match characters.next() {
        Some('u') => text.find('}').map_or(text.len(), |end| end + 1),
        Some('x') => 4.min(text.len()),
        Some(other) => 1 + other.len_utf8(),
        None => 1,
    }
}

/// The names in `{name:width$.precision$}` up to its closing brace.
fn names_in(placeholder: &str, length: usize) -> impl Iterator<Item = Range<usize>> {
    let inside = &placeholder[1..length];
    let (argument, spec) = inside.split_once(':').unwrap_or((inside, ""));
    let spec_begin = 1 + argument.len() + 1;
    let begin = 1 + (argument.len() - argument.trim_start().len());
    let argument = argument.trim();
    let of_argument = is_name(argument).then(|| begin..begin + argument.len());
    let counts = counts_in(spec)
        .into_iter()
        .map(move |count| spec_begin + count.start..spec_begin + count.end);
    of_argument.into_iter().chain(counts)
}

/// The names right before a `$`.
fn counts_in(spec: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (end, _) in spec.match_indices('$') {
        let before = &spec[..end];
        let is_part = |c: char| c == '_' || c.is_alphanumeric();
        let name = before.trim_end_matches(is_part).len();
        // `0` asks for zeros and isn't part of the name behind it.
        let zeros = before[name..].len() - before[name..].trim_start_matches('0').len();
        let begin = name + zeros;
        if is_name(&before[begin..]) {
            found.push(begin..end);
        }
    }
    found
}

fn is_name(text: &str) -> bool {
    let mut characters = text.chars();
    let begins = characters
        .next()
        .is_some_and(|c| c == '_' || c.is_alphabetic());
    begins && characters.all(|c| c == '_' || c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(literal: &str) -> Vec<&str> {
        let names = captured_names(literal).into_iter();
        names.map(|name| &literal[name]).collect()
    }

    #[test]
    fn names_stand_before_the_colon_and_before_dollars() {
        assert_eq!(names(r#""{x} { y } {0} {} {{z}} {w:?}""#), ["x", "y", "w"]);
        assert_eq!(
            names(r#""{a:>width$.prec$} {:08.p$} {:*^1$}""#),
            ["a", "width", "prec", "p"]
        );
        assert_eq!(names(r#""{:0w$} {größe:#?} {_a}""#), ["w", "größe", "_a"]);
    }

    #[test]
    fn escapes_are_no_braces() {
        assert_eq!(names(r#""\u{7b}x\u{7d} \\{a}\n{b}""#), ["a", "b"]);
        assert_eq!(names(r##"r#"\u{7b} "{c}"#"##), ["7b", "c"][1..]);
        assert_eq!(names(r#"b"{x}""#), [""; 0]);
        assert_eq!(names("1"), [""; 0]);
        assert_eq!(names(r#""{x""#), ["x"]);
    }
}
