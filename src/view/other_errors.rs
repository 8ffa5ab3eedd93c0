//! Errors beside the one that's shown in full: a line for each, with its place, code and rule.

use crate::lens::codes;
use crate::model::check_report::CheckReport;
use crate::model::diagnostic::Diagnostic;
use crate::view::lens::style::Style;
use crate::view::text::{cut_with_ellipsis, fill, safe};
use crate::view::theme::Theme;

/// How many columns a line number takes.
const NUMBER_WIDTH: usize = 5;

/// A heading and a line for each error; nothing without errors.
pub fn lines(
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
    let errors = errors.iter();
    lines.extend(errors.flat_map(|error| entry(error, report, style, width, theme)));
    lines
}

fn entry(
    error: &Diagnostic,
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
    let rule = codes::summary(code).map_or_else(|| safe(&error.message, false), str::to_owned);
    let rule = rule.lines().next().unwrap_or_default();
    if style == Style::Words {
        let place = place.map_or_else(String::new, |place| format!("Line {place}, "));
        return fill(&format!("{place}{code}: {rule}"), width);
    }
    let place = place.unwrap_or_default();
    let line = format!("{place:>NUMBER_WIDTH$}  {}  {rule}", theme.bad(code));
    vec![cut_with_ellipsis(&line, width, theme)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::rustc_json;
    use crate::model::verdict::Reason;

    #[test]
    fn an_error_takes_one_line_with_its_place_its_code_and_its_rule() {
        let error = |file: &str, line: usize, code: &str, message: &str| {
            format!(
                r#"{{"message":"{message}","code":{code},"level":"error","spans":[{{"file_name":"{file}","line_start":{line},"line_end":{line},"column_start":1,"column_end":2,"is_primary":true,"label":null,"suggested_replacement":null,"suggestion_applicability":null}}],"children":[],"rendered":""}}"#
            )
        };
        let json = [
            error("a.rs", 7, r#"{"code":"E0382","explanation":null}"#, "moved"),
            error("a.rs", 120, "null", r"no such thing\nand more"),
            error("b.rs", 3, r#"{"code":"E9999","explanation":null}"#, "new"),
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
        let drawn = |number: usize, style, width| {
            lines(&errors[..number], &report, style, width, Theme::PLAIN)
        };
        assert_eq!(drawn(0, Style::Drawing, 40), Vec::<String>::new());
        assert_eq!(
            drawn(3, Style::Drawing, 40),
            [
                "",
                "Other errors",
                "    7  E0382  A value has one owner. On.",
                "  120  error  no such thing",
                "b.rs:3  E9999  new"
            ]
        );
        assert_eq!(
            drawn(1, Style::Words, 80)[1..],
            [
                "One more error",
                "Line 7, E0382: A value has one owner. Once it has moved away, the old name is",
                "empty."
            ]
        );
    }
}
