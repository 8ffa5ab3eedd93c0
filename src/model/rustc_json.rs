//! Parses rustc's `--error-format=json`: a JSON object on each line of standard error.
//!
//! The format is described in "JSON Output" in The rustc Book.

use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::model::diagnostic::{Child, Diagnostic, Level, Span};

/// What a compiler wrote to standard error.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct CompilerOutput {
    /// The diagnostics, in order, without the closing summaries.
    pub diagnostics: Vec<Diagnostic>,
    /// Lines that aren't JSON: a panic of the compiler, messages of a wrapper.
    pub other_text: String,
}

/// Parses a compiler's standard error. Never fails: what we can't parse is kept as text.
pub fn parse(stderr: &str) -> CompilerOutput {
    let mut output = CompilerOutput::default();
    for line in stderr.lines() {
        match serde_json::from_str::<RawDiagnostic>(line) {
            Ok(message) => output.diagnostics.extend(message.into_diagnostic()),
            Err(_) if is_other_json(line) || line.trim().is_empty() => {}
            Err(_) => {
                output.other_text.push_str(line);
                output.other_text.push('\n');
            }
        }
    }
    output
}

/// A compiler's standard error with the messages about some files behind all others that have a
/// place. Otherwise rustc tells first what it reads first. It expands the macros of an included
/// file from the last to the first, so their messages are put in order.
pub fn put_last(stderr: &str, is_last: impl Fn(&str) -> bool) -> String {
    let mut lines: Vec<(Message, &str)> = stderr
        .lines()
        .map(|line| (serde_json::from_str(line).unwrap_or_default(), line))
        .collect();
    lines.sort_by_key(|(message, _)| {
        let mut primary = message
            .spans
            .iter()
            .filter(|span| span.is_primary)
            .peekable();
        if primary.peek().is_none() {
            return 2;
        }
        i32::from(primary.all(|span| is_last(&span.file_name)))
    });
    let is_early =
        |(message, _): &&(Message, _)| message.code.is_none() && !message.spans.is_empty();
    let early = lines.iter().take_while(is_early).count();
    lines[..early].sort_by_key(|(message, _)| message.spans[0].line_start);
    lines
        .into_iter()
        .flat_map(|(_, line)| [line, "\n"])
        .collect()
}

/// What a message says of its place.
#[derive(Default, Deserialize)]
struct Message {
    code: Option<IgnoredAny>,
    #[serde(default)]
    spans: Vec<Place>,
}

#[derive(Deserialize)]
struct Place {
    file_name: String,
    line_start: usize,
    is_primary: bool,
}

/// Parses the JSON of rustc or cargo. Cargo's lines contain rustc's messages.
pub fn parse_any(text: &str) -> CompilerOutput {
    let lines = text.lines().map(|line| {
        let wrapped = serde_json::from_str::<CargoMessage>(line).ok();
        wrapped.map_or_else(|| line.to_owned(), |cargo| cargo.message.get().to_owned())
    });
    let mut output = parse(&lines.collect::<Vec<_>>().join("\n"));
    // A file that belongs to two targets is checked twice.
    let mut seen: Vec<Diagnostic> = Vec::new();
    for diagnostic in output.diagnostics {
        if !seen.contains(&diagnostic) {
            seen.push(diagnostic);
        }
    }
    output.diagnostics = seen;
    output
}

#[derive(Deserialize)]
struct CargoMessage<'a> {
    #[serde(borrow)]
    message: &'a serde_json::value::RawValue,
    #[serde(rename = "reason")]
    _reason: &'a str,
}

/// Whether this is another kind of JSON, such as an artifact notification.
fn is_other_json(line: &str) -> bool {
    line.starts_with('{') && serde_json::from_str::<serde_json::Value>(line).is_ok()
}

#[derive(Deserialize)]
struct RawDiagnostic {
    message: String,
    code: Option<RawCode>,
    level: String,
    spans: Vec<RawSpan>,
    children: Vec<RawChild>,
    rendered: Option<String>,
}

/// Removes rustc's notes about files with long types. These files are gone by the time somebody
/// reads the notes, and have a different name each time.
fn rendered(text: &str) -> String {
    let is_about_long_types = |line: &&str| {
        (line.contains("the full ") && line.contains("has been written to"))
            || line.contains("consider using `--verbose` to print the full type name")
    };
    let lines = text.split_inclusive('\n');
    lines.filter(|line| !is_about_long_types(line)).collect()
}

/// A span, with the macros that it comes from.
#[derive(Deserialize)]
struct RawSpan {
    #[serde(flatten)]
    span: Span,
    #[serde(default)]
    expansion: Option<Box<RawExpansion>>,
}

#[derive(Deserialize)]
struct RawExpansion {
    span: RawSpan,
}

impl RawExpansion {
    /// The call of the outermost macro.
    fn outermost(&self) -> &Span {
        match &self.span.expansion {
            Some(further) => further.outermost(),
            None => &self.span.span,
        }
    }
}

/// Whether a path is absolute on any system, since the output may come from another one.
fn is_absolute(path: &str) -> bool {
    path.starts_with(['/', '\\']) || path.get(1..3).is_some_and(|drive| drive.starts_with(':'))
}

impl RawSpan {
    /// Whether it's in the text of a macro from the standard library or a crate.
    fn is_in_foreign_macro(&self) -> bool {
        let file = &self.span.file_name;
        let called = self.expansion.as_ref().map(|one| one.outermost());
        is_absolute(file) && called.is_some_and(|span| span.file_name != *file)
    }

    /// The span in the learner's own code: a place inside a macro from the standard library or
    /// a crate becomes the place of the macro's call.
    fn own(self) -> Span {
        let is_foreign = self.is_in_foreign_macro();
        let Some(expansion) = self.expansion.filter(|_| is_foreign) else {
            return self.span;
        };
        Span {
            is_primary: self.span.is_primary,
            label: self.span.label,
            suggested_replacement: self.span.suggested_replacement,
            suggestion_applicability: self.span.suggestion_applicability,
            ..expansion.span.own()
        }
    }
}

#[derive(Deserialize)]
struct RawCode {
    code: String,
}

#[derive(Deserialize)]
struct RawChild {
    message: String,
    level: String,
    #[serde(default)]
    spans: Vec<RawSpan>,
}

impl RawChild {
    /// Whether it suggests to change the text of a macro that isn't the learner's. Such a change means
    /// nothing at the macro's call.
    fn changes_foreign_macro(&self) -> bool {
        let mut spans = self.spans.iter();
        spans.any(|one| one.span.suggested_replacement.is_some() && one.is_in_foreign_macro())
    }
}

impl RawDiagnostic {
    fn into_diagnostic(self) -> Option<Diagnostic> {
        let level = level(&self.level);
        if self.is_closing_summary(level) {
            return None;
        }
        let children = self.children.into_iter();
        let children = children.filter(|child| !child.changes_foreign_macro());
        let children = children.map(|child| Child {
            level: self::level(&child.level),
            message: child.message,
            spans: child.spans.into_iter().map(RawSpan::own).collect(),
        });
        Some(Diagnostic {
            code: self.code.map(|c| c.code),
            level,
            children: children.collect(),
            rendered: rendered(self.rendered.as_deref().unwrap_or(&self.message)),
            message: self.message,
            spans: self.spans.into_iter().map(RawSpan::own).collect(),
        })
    }

    /// Whether this is "aborting due to 2 previous errors", "1 warning emitted" or the like.
    fn is_closing_summary(&self, level: Level) -> bool {
        let counts_only = self.code.is_none() && self.spans.is_empty();
        counts_only
            && (self.message.starts_with("aborting due to")
                || self.message.ends_with("warning emitted")
                || self.message.ends_with("warnings emitted")
                || (level == Level::Other && self.message.contains("rustc --explain")))
    }
}

fn level(word: &str) -> Level {
    match word {
        "warning" => Level::Warning,
        "note" => Level::Note,
        "help" => Level::Help,
        // An internal compiler error is "error: internal compiler error".
        _ if word.starts_with("error") => Level::Error,
        _ => Level::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOVE: &str = r#"{"$message_type":"diagnostic","message":"use of moved value: `a`","code":{"code":"E0382","explanation":"long"},"level":"error","spans":[{"file_name":"m.rs","byte_start":1,"byte_end":2,"line_start":3,"line_end":3,"column_start":14,"column_end":15,"is_primary":true,"text":[],"label":"value used here after move","suggested_replacement":null,"suggestion_applicability":null,"expansion":null}],"children":[{"message":"consider cloning","code":null,"level":"help","spans":[],"children":[],"rendered":null}],"rendered":"error[E0382]"}"#;
    const SUMMARY: &str = r#"{"$message_type":"diagnostic","message":"aborting due to 1 previous error","code":null,"level":"error","spans":[],"children":[],"rendered":"x"}"#;

    #[test]
    fn keeps_diagnostics_and_drops_summaries_and_artifacts() {
        let artifact = r#"{"$message_type":"artifact","artifact":"x","emit":"link"}"#;
        let parsed = parse(&format!("{MOVE}\n{SUMMARY}\n{artifact}\n\n"));
        assert_eq!(parsed.other_text, "");
        assert_eq!(parsed.diagnostics.len(), 1);
        let diagnostic = &parsed.diagnostics[0];
        assert_eq!(diagnostic.code.as_deref(), Some("E0382"));
        assert_eq!(diagnostic.primary_span().map(|s| s.line_start), Some(3));
        assert_eq!(diagnostic.children[0].level, Level::Help);
    }

    #[test]
    fn keeps_what_is_no_json() {
        let parsed = parse("thread 'rustc' panicked\n{broken\n");
        assert_eq!(parsed.other_text, "thread 'rustc' panicked\n{broken\n");
    }

    #[test]
    fn a_place_in_a_foreign_macro_is_where_the_macro_was_called() {
        let span = |file: &str, expansion: &str| {
            format!(
                r#"{{"file_name":"{file}","line_start":1,"line_end":1,"column_start":1,"column_end":2,"is_primary":true,"label":"here","suggested_replacement":null,"suggestion_applicability":null,"expansion":{expansion}}}"#
            )
        };
        let inner = format!(r#"{{"span":{}}}"#, span("main.rs", "null"));
        let spans = span("/usr/src/library/macros.rs", &inner);
        let line = format!(
            r#"{{"message":"m","code":null,"level":"error","spans":[{spans}],"children":[],"rendered":null}}"#
        );
        let found = parse(&line).diagnostics.remove(0).spans.remove(0);
        assert_eq!(
            (found.file_name.as_str(), found.is_primary),
            ("main.rs", true)
        );
        assert_eq!(found.label.as_deref(), Some("here"));
    }

    #[test]
    fn a_suggestion_to_change_a_foreign_macro_is_left_out() {
        let span = |file: &str, expansion: &str| {
            format!(
                r#"{{"file_name":"{file}","line_start":1,"line_end":1,"column_start":1,"column_end":1,"is_primary":true,"label":null,"suggested_replacement":"*","suggestion_applicability":"MachineApplicable","expansion":{expansion}}}"#
            )
        };
        let children = |span: &str| {
            let line = format!(
                r#"{{"message":"m","code":null,"level":"error","spans":[],"children":[{{"message":"consider dereferencing here","level":"help","spans":[{span}]}}],"rendered":null}}"#
            );
            parse(&line).diagnostics.remove(0).children.len()
        };
        let own = span("main.rs", "null");
        let call = format!(r#"{{"span":{own}}}"#);
        assert_eq!(children(&own), 1);
        assert_eq!(children(&span("/usr/src/library/macros.rs", &call)), 0);
    }

    #[test]
    fn reads_what_cargo_wraps_and_each_message_once() {
        let wrapped =
            format!(r#"{{"reason":"compiler-message","package_id":"x","message":{MOVE}}}"#);
        let parsed = parse_any(&format!(
            "{wrapped}\n{wrapped}\n{{\"reason\":\"build-finished\",\"success\":false}}\n"
        ));
        assert_eq!(parsed.diagnostics.len(), 1);
        assert_eq!(parsed.other_text, "");
    }

    proptest::proptest! {
        #[test]
        fn never_panics(text in ".*") {
            parse(&text);
        }

        #[test]
        fn survives_any_cut(at in 0..MOVE.len()) {
            if let Some(cut) = MOVE.get(..at) {
                parse(cut);
            }
        }
    }
}
