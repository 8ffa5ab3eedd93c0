//! What an author promises about a starter (`expect` in the manifest), and whether it's kept.

use std::fmt;

use crate::model::check_report::CheckReport;
use crate::model::diagnostic::Level;
use crate::model::verdict::Reason;

/// One thing that a starter must give when it's checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expectation {
    /// `passes`: the starter passes as it is.
    Passes,
    /// `E0382`: a compile error with this code.
    Code(String),
    /// `error: TEXT`: a compile error without a code whose message contains TEXT.
    Message(String),
    /// `clippy::ptr_arg`, `unused_must_use`: a lint with this name.
    Lint(String),
    /// `test: NAME`: this test fails.
    Test(String),
    /// `time out`: the program doesn't end by itself.
    TimeOut,
    /// `exit`: the program ends with a status other than 0.
    Exit,
}

impl Expectation {
    /// Parses one item of `expect`. `None` if it has no known form.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some(message) = text.strip_prefix("error:") {
            let message = message.trim();
            return (!message.is_empty()).then(|| Self::Message(message.to_owned()));
        }
        if let Some(test) = text.strip_prefix("test:") {
            let test = test.trim();
            return (!test.is_empty()).then(|| Self::Test(test.to_owned()));
        }
        match text {
            "passes" => Some(Self::Passes),
            "time out" => Some(Self::TimeOut),
            "exit" => Some(Self::Exit),
            _ if is_error_code(text) => Some(Self::Code(text.to_owned())),
            _ if is_lint_name(text) => Some(Self::Lint(text.to_owned())),
            _ => None,
        }
    }

    fn is_met_by(&self, finding: &Self) -> bool {
        match (self, finding) {
            (Self::Message(part), Self::Message(whole)) => whole.contains(part.as_str()),
            _ => self == finding,
        }
    }
}

impl fmt::Display for Expectation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Passes => f.write_str("passes"),
            Self::Code(code) => f.write_str(code),
            Self::Message(message) => write!(f, "error: {message}"),
            Self::Lint(name) => f.write_str(name),
            Self::Test(name) => write!(f, "test: {name}"),
            Self::TimeOut => f.write_str("time out"),
            Self::Exit => f.write_str("exit"),
        }
    }
}

/// Compares a starter's report with the author's promises.
///
/// Returns the promises that weren't kept, and the findings that weren't promised.
pub fn compare(expected: &[Expectation], report: &CheckReport) -> (Vec<String>, Vec<String>) {
    let found = findings(report);
    let missing = expected
        .iter()
        .filter(|e| !found.iter().any(|f| e.is_met_by(f)))
        .map(ToString::to_string)
        .collect();
    let surprising = found
        .iter()
        .filter(|f| !expected.iter().any(|e| e.is_met_by(f)))
        .map(ToString::to_string)
        .collect();
    (missing, surprising)
}

/// Everything in a report that an expectation can name, without repeats.
fn findings(report: &CheckReport) -> Vec<Expectation> {
    let mut found = Vec::new();
    match &report.reason {
        Reason::Passed => found.push(Expectation::Passes),
        Reason::CompileError { .. } => found.extend(
            report
                .diagnostics
                .iter()
                .filter(|d| d.level == Level::Error)
                .map(|d| match &d.code {
                    Some(code) => Expectation::Code(code.clone()),
                    None => Expectation::Message(d.message.clone()),
                }),
        ),
        Reason::Lint { names } => found.extend(names.iter().cloned().map(Expectation::Lint)),
        Reason::TestsFailed { names } => {
            found.extend(names.iter().cloned().map(Expectation::Test));
        }
        Reason::TimeOut { .. } => found.push(Expectation::TimeOut),
        Reason::ExitStatus { .. } | Reason::Signal { .. } => found.push(Expectation::Exit),
        other => found.push(Expectation::Message(other.kind().to_owned())),
    }
    let mut unique: Vec<Expectation> = Vec::new();
    for finding in found {
        if !unique.contains(&finding) {
            unique.push(finding);
        }
    }
    unique
}

fn is_error_code(text: &str) -> bool {
    text.strip_prefix('E')
        .is_some_and(|digits| digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit()))
}

fn is_lint_name(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_' || b == b':')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_survives_a_round_trip() {
        for text in [
            "passes",
            "E0382",
            "error: cannot find macro",
            "clippy::ptr_arg",
            "unused_must_use",
            "test: tests::drops_in_reverse",
            "time out",
            "exit",
        ] {
            let parsed = Expectation::parse(text).expect(text);
            assert_eq!(parsed.to_string(), text);
        }
    }

    #[test]
    fn unknown_forms_are_refused() {
        for text in ["", "E38", "error:", "test: ", "Some Words", "e0382!"] {
            assert_eq!(Expectation::parse(text), None, "{text:?}");
        }
    }
}
