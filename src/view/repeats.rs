//! The same error in many places: after the first, which is shown whole, we list the others.

use crate::model::diagnostic::Diagnostic;
use crate::view::lens::style::Style;
use crate::view::text::{cut_with_ellipsis, fill, safe};
use crate::view::theme::Theme;

/// The greatest width of prose, in columns.
const PROSE: usize = 90;

/// How many lines a sentence names at most.
const MAX_LINES: usize = 8;

/// How many columns a line number takes.
const NUMBER_WIDTH: usize = 5;

/// An error that says the same as one that is shown.
#[derive(Debug)]
pub struct Repeat<'a> {
    /// The error.
    pub error: &'a Diagnostic,
    /// The lens's sentence about it, if the lens covers it.
    pub sentence: Option<&'a str>,
    /// The line that the lens names, which isn't rustc's where a slip is elsewhere.
    pub line: Option<usize>,
    /// The text of its file, if available.
    pub source: Option<&'a str>,
}

/// A heading, then the line of code and one sentence for each repeat; nothing without repeats.
/// `more` ends the heading and says how to see all of them.
pub fn lines(
    first: &Diagnostic,
    repeats: &[Repeat],
    more: &str,
    style: Style,
    width: usize,
    theme: Theme,
) -> Vec<String> {
    if repeats.is_empty() {
        return Vec::new();
    }
    let times = match repeats.len() {
        1 => "once more".to_owned(),
        number => format!("{number} more times"),
    };
    let heading = format!("The same error {times}{more}");
    let heading = fill(&heading, width.min(PROSE));
    let mut lines = vec![String::new()];
    lines.extend(heading.iter().map(|line| theme.strong(line)));
    lines.extend(
        repeats
            .iter()
            .flat_map(|r| entry(first, r, style, width, theme)),
    );
    lines
}

fn entry(
    first: &Diagnostic,
    repeat: &Repeat,
    style: Style,
    width: usize,
    theme: Theme,
) -> Vec<String> {
    let Some(span) = repeat.error.primary_span() else {
        return vec!["  (no line of its own)".to_owned()];
    };
    let before = first.primary_span();
    let file = if before.is_some_and(|before| before.file_name == span.file_name) {
        String::new()
    } else {
        format!("{}:", safe(&span.file_name, false))
    };
    let number = repeat.line.unwrap_or(span.line_start);
    let code = repeat.source.and_then(|source| {
        let line = source.lines().nth(number.checked_sub(1)?)?;
        Some(safe(line, false).trim().to_owned())
    });
    let code = code.unwrap_or_default();
    let place = format!("{file}{number}");
    let label = span.label.as_deref();
    let label = label.filter(|label| before.and_then(|b| b.label.as_deref()) != Some(label));
    let sentence = repeat.sentence.or(label).map(|text| safe(text, false));
    if style == Style::Words {
        let sentence = sentence.map_or_else(String::new, |text| format!(" -- {text}"));
        return fill(&format!("Line {place}: {code}{sentence}"), width);
    }
    let head = format!("{place:>NUMBER_WIDTH$}  {code}");
    let mut lines = vec![cut_with_ellipsis(head.trim_end(), width, theme)];
    if let Some(sentence) = sentence {
        let indent = " ".repeat(NUMBER_WIDTH + 2);
        let text = fill(&sentence, width.min(PROSE).saturating_sub(indent.len()));
        lines.extend(text.iter().map(|line| format!("{indent}{line}")));
    }
    lines
}

/// ` The same error is on lines 4, 7 and 9.`, or nothing.
pub fn in_a_sentence(repeats: &[&Diagnostic]) -> String {
    let spans = repeats.iter().filter_map(|error| error.primary_span());
    let mut numbers: Vec<usize> = spans.map(|span| span.line_start).collect();
    numbers.dedup();
    let mut numbers: Vec<String> = numbers.iter().map(usize::to_string).collect();
    if numbers.len() > MAX_LINES {
        let more = numbers.len() - MAX_LINES + 1;
        numbers.truncate(MAX_LINES - 1);
        numbers.push(format!("{more} more"));
    }
    match numbers.split_last() {
        None => String::new(),
        Some((one, [])) => format!(" The same error is on line {one}."),
        Some((last, others)) => {
            format!(
                " The same error is on lines {} and {last}.",
                others.join(", ")
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::rustc_json;

    fn on_lines(numbers: &[usize]) -> Vec<Diagnostic> {
        let error = |line: &usize| {
            format!(
                r#"{{"message":"m","code":null,"level":"error","spans":[{{"file_name":"a.rs","line_start":{line},"line_end":{line},"column_start":1,"column_end":2,"is_primary":true,"label":"here","suggested_replacement":null,"suggestion_applicability":null}}],"children":[],"rendered":""}}"#
            )
        };
        let json: Vec<String> = numbers.iter().map(error).collect();
        rustc_json::parse(&json.join("\n")).diagnostics
    }

    #[test]
    fn lines_are_named_once_each_and_not_too_many() {
        let said = |numbers: &[usize]| {
            let errors = on_lines(numbers);
            in_a_sentence(&errors.iter().collect::<Vec<_>>())
        };
        assert_eq!(said(&[]), "");
        assert_eq!(said(&[4, 4]), " The same error is on line 4.");
        assert_eq!(said(&[4, 7, 9]), " The same error is on lines 4, 7 and 9.");
        assert_eq!(
            said(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
            " The same error is on lines 1, 2, 3, 4, 5, 6, 7 and 3 more."
        );
    }

    #[test]
    fn each_repeat_has_its_line_and_its_sentence() {
        let errors = on_lines(&[1, 2, 9]);
        let repeat = |at: usize, sentence| Repeat {
            error: &errors[at],
            sentence,
            line: None,
            source: Some("one\n  two\n"),
        };
        let repeats = [repeat(1, Some("It moved.")), repeat(2, None)];
        let drawn = |style| lines(&errors[0], &repeats, "", style, 80, Theme::PLAIN);
        assert_eq!(
            drawn(Style::Drawing),
            [
                "",
                "The same error 2 more times",
                "    2  two",
                "       It moved.",
                "    9"
            ]
        );
        assert_eq!(
            drawn(Style::Words)[2..],
            ["Line 2: two -- It moved.", "Line 9: "]
        );
    }
}
