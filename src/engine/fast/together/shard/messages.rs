//! What the compiler says about a crate, told by its exercises.

use crate::engine::fast::together::shard::{Root, Shard};
use crate::model::diagnostic::{Diagnostic, Level, Span};
use crate::model::outcome::Outcome;
use crate::model::rustc_json;
use crate::model::shard;

/// What matters of a diagnostic.
pub(super) struct Message {
    /// The exercise that it is about: its place in the shard.
    pub member: Option<usize>,
    pub is_error: bool,
}

impl Shard<'_> {
    /// What the compiler said, and about whom. `members` are those that were compiled.
    ///
    /// A warning about a file without its tests doesn't count: it was given for the whole file,
    /// unless it was only right without the tests.
    pub(super) fn messages(
        &self,
        outcome: &Outcome,
        root: Root,
        members: &[usize],
    ) -> Vec<Message> {
        let diagnostics = rustc_json::parse(&outcome.stderr.text()).diagnostics;
        let counts = |diagnostic: &&Diagnostic| {
            let place = diagnostic.primary_span();
            let is_in_twin = |span: &Span| shard::is_twin(&span.file_name);
            diagnostic.level == Level::Error || !place.is_some_and(is_in_twin)
        };
        let messages = diagnostics.iter().filter(counts).map(|diagnostic| Message {
            member: self.member_of(diagnostic, root, members),
            is_error: diagnostic.level == Level::Error,
        });
        messages.collect()
    }

    /// The exercise that a diagnostic is about: its file is named, or the line of the root that
    /// is about it. `members` are those of the root, in which each has a line.
    fn member_of(&self, diagnostic: &Diagnostic, root: Root, members: &[usize]) -> Option<usize> {
        let primary = diagnostic.primary_span().into_iter();
        let mut spans = primary.chain(&diagnostic.spans);
        let by_file = |span: &Span| {
            let mut files = self.files.iter();
            files.position(|file| file.is_at(&span.file_name))
        };
        let by_line = |span: &Span| {
            let line = (span.file_name == root.file()).then_some(span.line_start)?;
            members.get(line.checked_sub(1)?).copied()
        };
        spans
            .clone()
            .find_map(by_file)
            .or_else(|| spans.find_map(by_line))
    }
}
