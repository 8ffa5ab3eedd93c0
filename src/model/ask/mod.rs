//! Questions that a compiler answers: small variants of a program, what the compiler says of them,
//! and why a question may have no answer.
//!
//! Nothing here compiles. `engine::ask` takes variants and returns answers; a query such as
//! [`types`] makes the variants and reads the answers.

pub mod facts;
pub mod insert;
pub mod permissions;
pub mod places;
pub mod points;
pub mod probe_spans;
pub mod proof;
pub mod type_text;
pub mod types;
pub mod uses;

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::model::diagnostic::{Diagnostic, Level};
use crate::model::outcome::Ending;

/// A program with a small change, to be compiled for its diagnostics alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    /// The whole program.
    pub text: String,
}

/// What the compiler says of a variant that it has looked at to the end.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// Errors and warnings, in rustc's order and without rustc's own rendering of them. They call
    /// the file what the check calls it. Lines and columns are the variant's.
    pub diagnostics: Vec<Diagnostic>,
}

impl Reply {
    /// The errors alone. Without any, the variant compiles.
    pub fn errors(&self) -> impl Iterator<Item = &Diagnostic> {
        let all = self.diagnostics.iter();
        all.filter(|diagnostic| diagnostic.level == Level::Error)
    }
}

/// A reply, or the reason why there is none.
pub type Answer = Result<Arc<Reply>, NotAsked>;

/// Why a question has no answer. None of these says anything about the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotAsked {
    /// The question has more variants than we compile for one.
    TooMany,
    /// The program is longer than those we ask about.
    TooLong,
    /// Whoever asked no longer wants to know, for instance because the file was saved again.
    Cancelled,
    /// The compiler reached a limit, so what it said before isn't all.
    Stopped(Ending),
    /// The program reads files that lie beside it, and the variant lies elsewhere.
    NeedsOtherFiles,
    /// The compiler couldn't be started, or broke down. The words say how.
    Failed(String),
    /// We can't read the program, so no question can be put into it.
    Unreadable,
    /// There is no statement in which it is in scope: it's bound inside a macro such as
    /// `matches!`.
    NoPlace,
    /// The compiler evaluates the code itself while it compiles, so nothing can be put into it.
    InConstant,
    /// A closure or an `async` block captures the variable, and a question in it would change how.
    Captured,
    /// The compiler said nothing about it: the code isn't compiled, or another error is found
    /// before it gets there.
    NoWord,
    /// An error elsewhere keeps the compiler from working the type out to its end.
    Unfinished,
}

impl fmt::Display for NotAsked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = match self {
            Self::TooMany => "too many questions at once",
            Self::TooLong => "the program is too long",
            Self::Cancelled => "cancelled",
            Self::Stopped(ending) => stopped(*ending),
            Self::NeedsOtherFiles => "the program reads other files",
            Self::Failed(words) => words,
            Self::Unreadable => "the program can't be read",
            Self::NoPlace => "no statement can be put where it's in scope",
            Self::InConstant => "the code is evaluated while it's compiled",
            Self::Captured => "a closure captures it",
            Self::NoWord => "the compiler doesn't get there",
            Self::Unfinished => "an error keeps the compiler from finding out",
        };
        f.write_str(words)
    }
}

fn stopped(ending: Ending) -> &'static str {
    match ending {
        Ending::TimedOut => "the compiler took too long",
        Ending::TooMuchOutput => "the compiler said too much",
        Ending::OutOfMemory => "the compiler needed too much memory",
        Ending::TooManyProcesses => "the compiler started too many processes",
        Ending::TooMuchDisk => "the compiler wrote too much",
        Ending::Exited(_) | Ending::Signaled(_) | Ending::Cancelled => "the compiler was stopped",
    }
}
