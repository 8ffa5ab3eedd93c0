//! One edited program on its way to a verdict.

use std::ops::Range;

use crate::model::ask::NotAsked;
use crate::model::ask::proof::candidate::{Candidate, Proof};
use crate::model::ask::proof::same_error::{Comparison, ErrorPlace, FoundError, compare};
use crate::model::ask::proof::stage::{Stage, stops_early};
use crate::model::diagnostic::Diagnostic;
use crate::model::shard;
use crate::rust::edit::apply;
use crate::rust::edit_map::EditMap;
use crate::rust::{NodeKind, Role, Source, functions};

/// An edited program. Equal candidates share one.
#[derive(Debug, Clone)]
pub struct Trial {
    pub source: Source,
    map: EditMap,
    /// The functions of the unchanged program that an edit lies in, with their signatures.
    changed_functions: Vec<Range<usize>>,
    /// All bodies of functions in it. `None` if it can't be read.
    bodies: Option<Vec<Range<usize>>>,
    /// The error that should be gone.
    pub error: usize,
    /// The program's errors that are left, as indexes, as far as a compile has told.
    pub left: Option<Vec<usize>>,
    pub state: TrialState,
}

/// How far a trial is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TrialState {
    /// It may share a compile with any other.
    New,
    /// It looked good in a crate with others that didn't.
    Promising,
    /// It failed in a crate with others that all failed.
    Suspect(Proof),
    /// It has to be compiled alone.
    Alone,
    /// Nothing is left to be asked.
    Known(Result<Proof, NotAsked>),
}

impl Trial {
    /// Applies a candidate's edits. `None` if they can't be made.
    pub fn new(program: &Source, candidate: &Candidate, may_share: bool) -> Option<Self> {
        let before = program.text();
        let text = apply(before, &candidate.edits)?;
        let is_unchanged = text == before;
        let source = Source::new(text, program.edition());
        let state = if is_unchanged {
            TrialState::Known(Ok(Proof::ErrorStays))
        } else if may_share && shard::may_be_inline_module(&source) {
            TrialState::New
        } else {
            TrialState::Alone
        };
        let functions = functions_of(program);
        let is_changed = |whole: &Range<usize>| {
            let mut edits = candidate.edits.iter();
            edits.any(|edit| whole.start <= edit.bytes.start && edit.bytes.end <= whole.end)
        };
        let all = functions.iter().flatten();
        let changed = all.filter(|one| is_changed(&one.whole));
        let bodies = |all: &[FunctionBytes]| all.iter().map(|one| one.body.clone()).collect();
        Some(Self {
            changed_functions: changed.map(|one| one.whole.clone()).collect(),
            bodies: functions.as_deref().map(bodies),
            map: EditMap::new(before, &candidate.edits),
            error: candidate.error,
            left: None,
            source,
            state,
        })
    }

    /// Compares the program's errors with those that were found in the edited one.
    pub fn compare(&self, errors: &[FoundError], found: &[FoundError]) -> Comparison {
        compare(errors, found, &self.map, self.error)
    }

    /// What the errors of a compile of this program alone say of the candidate, if the error stops
    /// the compiler early. Errors of later stages were hidden then, and aren't the edit's fault,
    /// unless one is about what it has changed.
    pub fn judge_further(
        &self,
        errors: &[FoundError],
        found: &[FoundError],
        diagnostics: &[&Diagnostic],
    ) -> Proof {
        let proof = self.judge(errors, found);
        let is_new_error = matches!(proof, Proof::NewError { .. });
        if !is_new_error || !stops_early(&errors[self.error]) {
            return proof;
        }
        let new = self.compare(errors, found).new;
        let is_blamed = |index: &usize| {
            let error = &found[*index];
            stops_early(error) || self.is_to_blame(diagnostics.get(*index).copied())
        };
        if new.iter().any(is_blamed) {
            return proof;
        }
        Proof::Uncovers(new.len())
    }

    /// Whether an error may be due to the edit: one of its places, or of its helps' places, has
    /// something new in it, or it's on a line with a change that could matter to it.
    fn is_to_blame(&self, diagnostic: Option<&Diagnostic>) -> bool {
        let Some(diagnostic) = diagnostic else {
            return true;
        };
        let helps = diagnostic.children.iter().flat_map(|child| &child.spans);
        let mut spans = diagnostic.spans.iter().chain(helps);
        let is_touched = spans.any(|span| {
            let is_short = span.line_start == span.line_end;
            let bytes = span.bytes_in(&self.source).unwrap_or(0..usize::MAX);
            is_short && self.map.has_new(&bytes)
        });
        if is_touched {
            return true;
        }
        let Some(place) = diagnostic.primary_span() else {
            return true;
        };
        let lines = place.line_start..=place.line_end;
        let is_on_line = |at: usize| lines.contains(&self.source.line_of(at));
        let mut changes = self.map.changes();
        changes.any(|(at, text)| {
            let separates = matches!(self.source.text()[text].trim(), ";" | "," | "\"" | "'");
            is_on_line(at) && !separates
        })
    }

    /// What these errors say of the candidate.
    pub fn judge(&self, errors: &[FoundError], found: &[FoundError]) -> Proof {
        let compared = self.compare(errors, found);
        let error = &errors[self.error];
        let new: Vec<&FoundError> = compared.new.iter().map(|index| &found[*index]).collect();
        let has_only_moved = || new.iter().any(|new| new.says_the_same(error));
        if compared.remaining.contains(&self.error) || has_only_moved() {
            return Proof::ErrorStays;
        }
        match new.first() {
            None if self.is_hidden(errors, &compared.remaining) => Proof::Hidden,
            None => Proof::Works,
            Some(new) => Proof::NewError {
                code: new.code.clone(),
                message: new.message.clone(),
            },
        }
    }

    /// Whether one of the errors that are left keeps the compiler from looking at what was changed:
    /// it's of an earlier stage, and in a function that was changed. Later stages also look at no
    /// function that needs something broken outside of all functions. An error of a macro's arguments
    /// or of the parser keeps it from all later stages. Which stage has to look depends on the error,
    /// and on what is new.
    fn is_hidden(&self, errors: &[FoundError], remaining: &[usize]) -> bool {
        let mut left = remaining.iter().map(|index| &errors[*index]);
        if !stops_early(&errors[self.error]) && left.any(stops_early) {
            return true;
        }
        let mut wanted = Stage::of(&errors[self.error]);
        if self.declares_without_value() {
            // Whether that variable has a value wherever it's used, only the borrow checker tells.
            wanted = wanted.max(Stage::Borrows);
        }
        let holds = |bodies: &[Range<usize>], bytes: &Range<usize>| {
            let mut all = bodies.iter();
            all.any(|body| body.start <= bytes.start && bytes.end <= body.end)
        };
        let hides = |left: &FoundError| match (&left.place, &self.bodies) {
            (ErrorPlace::Here(bytes, _), Some(bodies)) => {
                let is_outside = !holds(bodies, bytes);
                holds(&self.changed_functions, bytes) || (is_outside && wanted > Stage::Types)
            }
            (_, bodies) => bodies.is_none(),
        };
        let mut left = remaining.iter().map(|index| &errors[*index]);
        wanted != Stage::Lints && left.any(|left| Stage::of(left) < wanted && hides(left))
    }

    /// Whether the edits declare a variable that gets its value only later.
    fn declares_without_value(&self) -> bool {
        let Ok(tree) = self.source.tree() else {
            return false;
        };
        let mut lets = tree.nodes().filter(|at| tree.kind(*at) == NodeKind::Let);
        lets.any(|at| {
            tree.child(at, Role::Initializer).is_none() && self.map.is_new(&tree.bytes(at))
        })
    }
}

/// Where a function with a body stands.
struct FunctionBytes {
    /// From its first word to its last.
    whole: Range<usize>,
    body: Range<usize>,
}

/// `None` if the program can't be read.
fn functions_of(program: &Source) -> Option<Vec<FunctionBytes>> {
    let tree = program.tree().ok()?;
    let all = functions(program, tree).into_iter();
    let all = all.filter_map(|one| {
        let body = tree.bytes(one.body?);
        Some(FunctionBytes {
            whole: one.signature.start..body.end,
            body,
        })
    });
    Some(all.collect())
}
