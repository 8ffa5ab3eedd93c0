//! The compiler's diagnostics.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::rust::Source;

/// One error, warning or note from rustc or clippy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// An error code such as `E0382`, or a lint's name such as `clippy::ptr_arg`.
    pub code: Option<String>,
    /// How serious it is.
    pub level: Level,
    /// The one-line message, without code or place.
    pub message: String,
    /// Places in the source, in rustc's order, which isn't the order of events.
    pub spans: Vec<Span>,
    /// The diagnostic's notes and helps.
    pub children: Vec<Child>,
    /// The compiler's own rendering, with ANSI colours.
    pub rendered: String,
}

impl Diagnostic {
    /// The place that the message is about, if it has one.
    pub fn primary_span(&self) -> Option<&Span> {
        self.spans.iter().find(|span| span.is_primary)
    }

    /// Whether it's about a place in this file.
    pub fn is_about(&self, file: &str) -> bool {
        self.primary_span()
            .is_some_and(|span| span.file_name == file)
    }

    /// Whether the other diagnostic says the same, in whatever place. A message such as `mismatched
    /// types` says so little that the label at the place counts too.
    pub fn is_like(&self, other: &Self) -> bool {
        let label = |of: &Self| of.primary_span().and_then(|span| span.label.clone());
        let same_code = self.level == other.level && self.code == other.code;
        same_code && self.message == other.message && label(self) == label(other)
    }

    /// Whether it says that a file can't be read, which may come to be there.
    pub fn misses_a_file(&self) -> bool {
        self.code.as_deref() == Some("E0583") || self.message.starts_with("couldn't read")
    }

    /// The lint's name, if this is a lint and not an error in the language.
    pub fn lint(&self) -> Option<&str> {
        let code = self.code.as_deref()?;
        code.starts_with(|c: char| c.is_ascii_lowercase())
            .then_some(code)
    }
}

/// A note or help below a diagnostic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Child {
    /// Usually `Note` or `Help`.
    pub level: Level,
    /// The text.
    pub message: String,
    /// Places, including suggested replacements.
    pub spans: Vec<Span>,
}

/// How serious a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Stops the compilation.
    Error,
    /// Doesn't stop it, but fails a strict exercise.
    Warning,
    /// Background for another diagnostic.
    Note,
    /// A suggestion.
    Help,
    /// Any other level, which a later compiler may invent.
    #[serde(other)]
    Other,
}

impl Level {
    /// The word for reports.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
            Self::Help => "help",
            Self::Other => "other",
        }
    }
}

/// A range in a source file. Lines and columns count from 1, columns in characters, and
/// `column_end` is the first column after the range, as in rustc's JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// The file as it was given to the compiler, or a `/rustc/...` path into the standard library.
    pub file_name: String,
    /// The first line.
    pub line_start: usize,
    /// The last line.
    pub line_end: usize,
    /// The first column.
    pub column_start: usize,
    /// The first column after the range.
    pub column_end: usize,
    /// Whether the message is about this place.
    pub is_primary: bool,
    /// The compiler's label for this place, which may be empty.
    pub label: Option<String>,
    /// In a suggestion, the text to put here instead.
    pub suggested_replacement: Option<String>,
    /// How sure the compiler is of the suggestion, e.g. `MachineApplicable`.
    pub suggestion_applicability: Option<String>,
}

impl Span {
    /// Its bytes in the source of its file. `None` if it doesn't lie there.
    pub fn bytes_in(&self, source: &Source) -> Option<Range<usize>> {
        let start = source.byte_at(self.line_start, self.column_start)?;
        let end = source.byte_at(self.line_end, self.column_end)?;
        (start <= end).then_some(start..end)
    }
}
