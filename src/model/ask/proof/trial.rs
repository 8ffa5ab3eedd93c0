//! One edited program on its way to a verdict.

use crate::model::ask::NotAsked;
use crate::model::ask::proof::candidate::{Candidate, Proof};
use crate::model::ask::proof::same_error::{Comparison, FoundError, compare};
use crate::model::shard;
use crate::rust::Source;
use crate::rust::edit::apply;
use crate::rust::edit_map::EditMap;

/// An edited program. Equal candidates share one.
#[derive(Debug, Clone)]
pub struct Trial {
    pub source: Source,
    map: EditMap,
    /// The error that should be gone.
    pub error: usize,
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
        Some(Self {
            map: EditMap::new(before, &candidate.edits),
            error: candidate.error,
            source,
            state,
        })
    }

    /// Compares the program's errors with those that were found in the edited one.
    pub fn compare(&self, errors: &[FoundError], found: &[FoundError]) -> Comparison {
        compare(errors, found, &self.map, self.error)
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
            None => Proof::Works,
            Some(new) => Proof::NewError {
                code: new.code.clone(),
                message: new.message.clone(),
            },
        }
    }
}
