//! Errors beside the one that's shown in full: a line for each, with its place, its code and the rule
//! behind it.

use crate::lens::codes;
use crate::model::check_report::CheckReport;
use crate::model::diagnostic::Diagnostic;
use crate::view::lens::style::Style;
use crate::view::text::{cut_with_ellipsis, fill, safe};
use crate::view::theme::Theme;

/// How many columns a line number takes.
const NUMBER_WIDTH: usize = 5;

/// A heading and a line for each error; nothing without errors. A rule that has been said, in an
/// earlier line or about `shown`, gives way to rustc's message.
pub fn lines(
    shown: &Diagnostic,
    errors: &[&Diagnostic],
    report: &CheckReport,
    style: Style,
    width: usize,
    theme: Theme,
) -> Vec<String> {
    if errors.is_empty() {
        return Vec::new();
    }
    let heading = if errors.len() == 1 {
        "One more error"
    } else {
        "Other errors"
    };
    let mut lines = vec![String::new(), theme.strong(heading)];
    let mut told = vec![shown.code.as_deref()];
    for error in errors {
        let code = error.code.as_deref();
        let is_new = !told.contains(&code);
        let rule = codes::summary_of(error).filter(|_| is_new);
        told.push(code);
        let words = rule.map_or_else(|| in_rustcs_words(error), str::to_owned);
        lines.extend(entry(error, &words, report, style, width, theme));
    }
    lines
}

/// rustc's message on one line, or its label if the message says nothing about the place.
fn in_rustcs_words(error: &Diagnostic) -> String {
    let label = error.primary_span().and_then(|span| span.label.as_deref());
    let is_vague = error.message == "mismatched types";
    let words = label.filter(|_| is_vague).unwrap_or(&error.message);
    let words = safe(words, false);
    words.lines().next().unwrap_or_default().to_owned()
}

fn entry(
    error: &Diagnostic,
    words: &str,
    report: &CheckReport,
    style: Style,
    width: usize,
    theme: Theme,
) -> Vec<String> {
    let place = error.primary_span().map(|span| {
        if span.file_name == report.path {
            span.line_start.to_string()
        } else {
            format!("{}:{}", safe(&span.file_name, false), span.line_start)
        }
    });
    let code = error.code.as_deref().unwrap_or("error");
    if style == Style::Words {
        let place = place.map_or_else(String::new, |place| format!("Line {place}, "));
        return fill(&format!("{place}{code}: {words}"), width);
    }
    let place = place.unwrap_or_default();
    let line = format!("{place:>NUMBER_WIDTH$}  {}  {words}", theme.bad(code));
    vec![cut_with_ellipsis(&line, width, theme)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::rustc_json;
    use crate::model::verdict::Reason;

    #[test]
    fn an_error_takes_one_line_with_its_place_its_code_and_a_rule_that_is_new() {
        let error = |file: &str, line: usize, code: &str, message: &str| {
            format!(
                r#"{{"message":"{message}","code":{code},"level":"error","spans":[{{"file_name":"{file}","line_start":{line},"line_end":{line},"column_start":1,"column_end":2,"is_primary":true,"label":null,"suggested_replacement":null,"suggestion_applicability":null}}],"children":[],"rendered":""}}"#
            )
        };
        let json = [
            error("a.rs", 7, r#"{"code":"E0382","explanation":null}"#, "moved"),
            error("a.rs", 120, "null", r"no such thing\nand more"),
            error("b.rs", 3, r#"{"code":"E9999","explanation":null}"#, "new"),
            error(
                "a.rs",
                9,
                r#"{"code":"E0382","explanation":null}"#,
                "moved again",
            ),
        ];
        let found = rustc_json::parse(&json.join("\n")).diagnostics;
        let report = CheckReport::without_check(
            "a",
            "a.rs",
            Reason::CompileError {
                codes: Vec::new(),
                errors: 3,
            },
        );
        let errors: Vec<&Diagnostic> = found.iter().collect();
        let shown = errors[2];
        let drawn = |number: usize, style, width| {
            lines(
                shown,
                &errors[..number],
                &report,
                style,
                width,
                Theme::PLAIN,
            )
        };
        assert_eq!(drawn(0, Style::Drawing, 40), Vec::<String>::new());
        assert_eq!(
            drawn(4, Style::Drawing, 40),
            [
                "",
                "Other errors",
                "    7  E0382  A value has one owner: af.",
                "  120  error  no such thing",
                "b.rs:3  E9999  new",
                "    9  E0382  moved again"
            ]
        );
        assert_eq!(
            drawn(1, Style::Words, 80)[1..],
            [
                "One more error",
                "Line 7, E0382: A value has one owner: after a move, the old variable can't be",
                "used until it's set again."
            ]
        );
    }
}
