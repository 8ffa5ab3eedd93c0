//! What the compiler says about a program, as typed values.

use serde::{Deserialize, Serialize};

/// One error, warning or remark of rustc or clippy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// An error code such as `E0382`, or a lint's name such as `clippy::ptr_arg`.
    pub code: Option<String>,
    /// How serious it is.
    pub level: Level,
    /// Its one-line message, without code or place.
    pub message: String,
    /// Places in source text; in rustc's order, which is not the order of time.
    pub spans: Vec<Span>,
    /// Notes and helps that belong to it.
    pub children: Vec<Child>,
    /// The compiler's own rendering, with ANSI colours.
    pub rendered: String,
}

impl Diagnostic {
    /// The place that the message is about, if it has one in a source file of the learner.
    pub fn primary_span(&self) -> Option<&Span> {
        self.spans.iter().find(|span| span.is_primary)
    }

    /// Whether it says the same, in whatever place.
    pub fn is_like(&self, other: &Self) -> bool {
        let same_code = self.level == other.level && self.code == other.code;
        same_code && self.message == other.message
    }

    /// Whether it says that a file can't be read, which may come to be there.
    pub fn misses_a_file(&self) -> bool {
        self.code.as_deref() == Some("E0583") || self.message.starts_with("couldn't read")
    }

    /// The lint's name, if this is a lint and no error of the language.
    pub fn lint(&self) -> Option<&str> {
        let code = self.code.as_deref()?;
        code.starts_with(|c: char| c.is_ascii_lowercase())
            .then_some(code)
    }
}

/// A note or help below a diagnostic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Child {
    /// `note` or `help` mostly.
    pub level: Level,
    /// Its text.
    pub message: String,
    /// Places, among them suggested replacements.
    pub spans: Vec<Span>,
}

/// How serious a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Stops the compilation.
    Error,
    /// Does not, unless the exercise is strict.
    Warning,
    /// Background to another one.
    Note,
    /// A proposal.
    Help,
    /// Anything that a later compiler may invent.
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

/// A stretch of a source file. Lines and columns count from 1, columns in characters,
/// and `column_end` is the first column behind it, as in rustc's JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// As the compiler was given it, or a `/rustc/...` path into the standard library.
    pub file_name: String,
    /// First line.
    pub line_start: usize,
    /// Last line.
    pub line_end: usize,
    /// First column.
    pub column_start: usize,
    /// First column behind it.
    pub column_end: usize,
    /// Whether the message is about this place.
    pub is_primary: bool,
    /// What the compiler writes under it; may be absent or empty.
    pub label: Option<String>,
    /// What should stand there instead, for suggestions.
    pub suggested_replacement: Option<String>,
    /// How sure the compiler is of the suggestion, e.g. `MachineApplicable`.
    pub suggestion_applicability: Option<String>,
}
