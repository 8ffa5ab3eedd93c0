//! One file for each code, or for a family of codes that share a form: what the code means, what
//! is drawn, how it's repaired, and its page with an example.
//!
//! A new code is a file with its [`Entry`], and a line in [`REGISTRY`].

mod casts;
mod conflicts;
mod control;
mod definitions;
mod e0061;
mod e0063;
mod e0277;
mod e0282;
mod e0308;
mod e0369;
mod e0384;
mod e0423;
mod e0424;
mod e0599;
mod escapes;
mod fields;
mod futures;
mod generics;
mod guards;
mod modules;
mod moves;
pub mod names;
mod not_mutable;
mod operators;
mod outlives;
mod patterns;
mod signatures;
mod taken;
mod threads;
mod traits;
mod uncoded;
mod unsafety;
mod unset;
mod words;

use crate::lens::account::Account;
use crate::lens::case::Case;
use crate::lens::rule::Rule;
use crate::model::diagnostic::Diagnostic;
use crate::model::rustc_json;

/// What the lens knows of a code.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// The code.
    pub code: &'static str,
    /// What it's about.
    pub rule: Rule,
    /// The rule behind it, in one sentence that's true of every error with this code.
    pub summary: &'static str,
    /// What it means and how people come to it, for its page.
    pub meaning: &'static str,
    /// A tiny program that has it. `None` if current compilers no longer emit it.
    pub example: Option<Example>,
    /// Tells what happens in a program. `None` if the lens draws nothing for this code, and what
    /// it returns is `None` as soon as a part of it isn't understood.
    pub explain: Option<fn(&Case) -> Option<Account>>,
}

/// A program that has an error, and what the compiler says of it.
#[derive(Debug, Clone, Copy)]
pub struct Example {
    /// The program.
    pub source: &'static str,
    /// The compiler's JSON about it.
    pub said: &'static str,
}

const REGISTRY: &[&[Entry]] = &[
    casts::ENTRIES,
    conflicts::ENTRIES,
    control::ENTRIES,
    definitions::ENTRIES,
    e0277::ENTRIES,
    e0061::ENTRIES,
    e0063::ENTRIES,
    e0384::ENTRIES,
    names::ENTRIES,
    not_mutable::ENTRIES,
    unset::ENTRIES,
    e0282::ENTRIES,
    e0308::ENTRIES,
    e0369::ENTRIES,
    e0423::ENTRIES,
    e0424::ENTRIES,
    e0599::ENTRIES,
    escapes::ENTRIES,
    fields::ENTRIES,
    generics::ENTRIES,
    guards::ENTRIES,
    modules::ENTRIES,
    moves::ENTRIES,
    operators::ENTRIES,
    outlives::ENTRIES,
    patterns::ENTRIES,
    signatures::ENTRIES,
    taken::ENTRIES,
    traits::ENTRIES,
    unsafety::ENTRIES,
];

/// All codes, in the order of their numbers.
pub fn entries() -> Vec<&'static Entry> {
    let mut entries: Vec<&Entry> = REGISTRY.iter().copied().flatten().collect();
    entries.sort_by_key(|entry| entry.code);
    entries
}

/// What is known of a code.
pub fn entry(code: &str) -> Option<&'static Entry> {
    let mut entries = REGISTRY.iter().copied().flatten();
    entries.find(|entry| entry.code == code)
}

/// What is known of the code of an error, or of its kind if it has none.
pub fn entry_for(diagnostic: &Diagnostic) -> Option<&'static Entry> {
    match diagnostic.code.as_deref() {
        Some(code) => entry(code),
        None => uncoded::entry_for(&diagnostic.message),
    }
}

/// The rule behind an error with a code, in one sentence.
pub fn summary_of(diagnostic: &Diagnostic) -> Option<&'static str> {
    let entry = entry(diagnostic.code.as_deref()?)?;
    Some(entry.summary_for(diagnostic))
}

impl Entry {
    /// What an error with this code is about: E0277 may be about threads.
    pub fn rule_for(&self, diagnostic: &Diagnostic) -> Rule {
        if diagnostic.message.contains("between threads safely") {
            Rule::Threads
        } else {
            self.rule
        }
    }

    /// The rule behind an error with this code, in one sentence.
    pub fn summary_for(&self, diagnostic: &Diagnostic) -> &'static str {
        match self.rule_for(diagnostic) {
            Rule::Threads => uncoded::THREADS.summary,
            _ if self.code == "E0600" => operators::unary_summary(diagnostic),
            _ => self.summary,
        }
    }

    /// What the compiler says of the example.
    pub fn example_error(&self) -> Option<Diagnostic> {
        let said = self.example?.said;
        rustc_json::parse(said).diagnostics.into_iter().next()
    }
}

#[cfg(test)]
mod certainty_tests;
#[cfg(test)]
mod tests;
