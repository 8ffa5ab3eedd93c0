//! The question whether repairs work, in rounds.
//!
//! Several edited programs share a compile, as modules of one crate. What the compiler finds in a
//! module is believed only as far as it must be the same for the program alone:
//!
//! - An error keeps rustc from looking for others: a macro that doesn't expand hides what's wrong
//!   in functions, and any error hides lints. So a module *without* an error is believed if all
//!   modules of its crate have the same errors left, in the best case none at all. Otherwise those
//!   that look good are compiled again, without the others.
//! - A module may have an error that the program alone hasn't. So a module *with* an error is
//!   believed if there's a module in the crate that has no error which the program didn't have,
//!   or else if the unchanged program, as a module, has exactly its own errors.
//!
//! Whatever isn't believed is compiled alone.

mod reading;

use std::ops::Range;

use crate::model::ask::insert::unused_name;
use crate::model::ask::proof::candidate::{Candidate, Proof};
use crate::model::ask::proof::modules::Modules;
use crate::model::ask::proof::same_error::{ErrorPlace, FoundError};
use crate::model::ask::proof::stage::{
    has_equal_errors, is_from_borrow_checker, is_from_checking_of_items, may_be_from_elsewhere,
    stops_early,
};
use crate::model::ask::proof::trial::{Trial, TrialState};
use crate::model::ask::{NotAsked, Variant};
use crate::model::diagnostic::{Diagnostic, Level};
use crate::rust::Source;

/// How many programs share a compile.
const MOST_MODULES: usize = 16;

/// How long programs that share a compile may be together, in bytes.
const LONGEST_CRATE: usize = 64 * 1024;

/// A program, and what the compiler has against it.
#[derive(Debug, Clone, Copy)]
pub struct FaultyProgram<'a> {
    /// The program.
    pub source: &'a Source,
    /// What its errors call its file.
    pub file: &'a str,
    /// All errors of one compile of it, in rustc's order.
    pub errors: &'a [Diagnostic],
}

/// The question whether candidates work. Compile [`Self::variants`], hand the answers to
/// [`Self::read`], and begin again, until there are no more variants. Then all is known.
#[derive(Debug, Clone)]
pub struct ProofQuery {
    program: Source,
    /// What the compiler calls a variant's file.
    path: String,
    /// What the modules' names begin with.
    module: String,
    errors: Vec<FoundError>,
    /// For each error that the program was said to have, where it is among [`Self::errors`].
    pub(super) error_of: Vec<Option<usize>>,
    /// How many compiles take no longer than one.
    at_once: usize,
    /// Whether the errors must first be found by a compile like those of the variants.
    recheck: bool,
    pub(super) trials: Vec<Trial>,
    /// For each candidate its trial, or why there is none.
    pub(super) trial_of: Vec<Result<usize, NotAsked>>,
}

/// One compile.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Round {
    /// The program as it is.
    Unchanged,
    /// The program as it is, in a module.
    Control,
    /// An edited program as it is.
    Alone(usize),
    /// Several of them, as modules.
    Together(Vec<usize>),
}

impl Round {
    /// The edited programs in it.
    fn trials(&self) -> &[usize] {
        match self {
            Self::Unchanged | Self::Control => &[],
            Self::Alone(one) => std::slice::from_ref(one),
            Self::Together(members) => members,
        }
    }
}

impl ProofQuery {
    /// Asks whether these candidates work in a program. `path` is what the compiler will call the
    /// variant's file, and `at_once` says how many compiles run side by side: so few candidates
    /// don't share one.
    pub fn new(
        program: FaultyProgram,
        path: &str,
        candidates: &[Candidate],
        at_once: usize,
    ) -> Self {
        let source = program.source;
        let errors = program.errors.iter().filter(|e| e.level == Level::Error);
        let errors: Vec<FoundError> = errors
            .map(|error| FoundError::new(error, program.file, source))
            .collect();
        let are_clear = errors.iter().all(is_from_checking_of_items);
        let mut query = Self {
            program: source.clone(),
            path: path.to_owned(),
            module: String::new(),
            at_once,
            recheck: false,
            trials: Vec::new(),
            trial_of: Vec::new(),
            error_of: (0..errors.len()).map(Some).collect(),
            errors,
        };
        for candidate in candidates {
            let trial = query.add_trial(candidate, are_clear);
            query.trial_of.push(trial);
        }
        let texts = query.trials.iter().map(|trial| trial.source.text());
        let texts: Vec<&str> = texts.chain([source.text()]).collect();
        query.module = unused_name(&texts.concat(), "__variant");
        let asked = |trial: &Trial| &query.errors[trial.error];
        query.recheck = query.trials.iter().any(|t| may_be_from_elsewhere(asked(t)))
            || has_equal_errors(&query.errors);
        query
    }

    fn add_trial(&mut self, candidate: &Candidate, may_share: bool) -> Result<usize, NotAsked> {
        let impossible = || NotAsked::Failed("the edit can't be made".to_owned());
        let error = candidate.error;
        if error >= self.errors.len() {
            return Err(NotAsked::NoWord);
        }
        // In a module, what comes after the parser could be hidden by another module.
        let may_share = may_share && !stops_early(&self.errors[error]);
        let trial = Trial::new(&self.program, candidate, may_share).ok_or_else(impossible)?;
        let is_equal =
            |other: &Trial| other.error == error && other.source.text() == trial.source.text();
        if let Some(index) = self.trials.iter().position(is_equal) {
            return Ok(index);
        }
        self.trials.push(trial);
        Ok(self.trials.len() - 1)
    }

    /// What is to be compiled next; nothing if all is known.
    pub fn variants(&self) -> Vec<Variant> {
        let rounds = self.rounds();
        let texts = rounds.iter().map(|round| self.text(round));
        texts.map(|text| Variant { text }).collect()
    }

    /// Whether each candidate works, in their order.
    pub fn proofs(&self) -> Vec<Result<Proof, NotAsked>> {
        let proof = |trial: &Result<usize, NotAsked>| {
            let trial = &self.trials[trial.clone()?];
            match &trial.state {
                TrialState::Known(Ok(proof)) if self.has_better(trial) => {
                    Ok(self.compared_with_better(proof))
                }
                TrialState::Known(known) => known.clone(),
                _ => Err(NotAsked::NoWord),
            }
        };
        self.trial_of.iter().map(proof).collect()
    }

    /// For each candidate, where in the program the errors are that stay with it. Those of other
    /// files don't count. Ask when all is known.
    pub fn remaining(&self) -> Vec<Vec<Range<usize>>> {
        let place = |index: &usize| match &self.errors.get(*index)?.place {
            ErrorPlace::Here(bytes, _) => Some(bytes.clone()),
            _ => None,
        };
        let of_trial = |trial: &Result<usize, NotAsked>| match trial {
            Ok(index) => {
                let left = self.trials[*index].left.iter().flatten();
                left.filter_map(place).collect()
            }
            Err(_) => Vec::new(),
        };
        self.trial_of.iter().map(of_trial).collect()
    }

    /// Whether another trial for the same error leaves fewer errors. Then some of those that this
    /// one uncovers are its own.
    fn has_better(&self, trial: &Trial) -> bool {
        let left = |trial: &Trial| match trial.state {
            TrialState::Known(Ok(Proof::Works)) => Some(0),
            TrialState::Known(Ok(Proof::Uncovers(number))) => Some(number),
            _ => None,
        };
        let others = self
            .trials
            .iter()
            .filter(|other| other.error == trial.error);
        let fewest = others.filter_map(left).min();
        left(trial) > fewest && left(trial).is_some()
    }

    fn compared_with_better(&self, proof: &Proof) -> Proof {
        match proof {
            Proof::Uncovers(number) => Proof::NewError {
                code: None,
                message: format!("another edit leaves fewer than {number} errors"),
            },
            other => other.clone(),
        }
    }

    fn rounds(&self) -> Vec<Round> {
        let is_open = |trial: &Trial| !matches!(trial.state, TrialState::Known(_));
        if self.recheck && self.trials.iter().any(is_open) {
            return vec![Round::Unchanged];
        }
        let mut rounds = self.together(&TrialState::New);
        rounds.extend(self.together(&TrialState::Promising));
        let members: Vec<usize> = rounds.iter().flat_map(Round::trials).copied().collect();
        if members.len() <= self.at_once {
            // Alone, they hide nothing from each other.
            rounds = members.into_iter().map(Round::Alone).collect();
        }
        let in_state = |wanted: fn(&TrialState) -> bool| {
            let all = self.trials.iter().enumerate();
            all.filter(move |(_, trial)| wanted(&trial.state))
        };
        if in_state(|state| matches!(state, TrialState::Suspect(_)))
            .next()
            .is_some()
        {
            rounds.push(Round::Control);
        }
        let alone = in_state(|state| *state == TrialState::Alone);
        rounds.extend(alone.map(|(index, _)| Round::Alone(index)));
        rounds
    }

    /// The trials in this state in as few compiles as may be: those for one error leave the same
    /// others behind, and so do not hide what is to be seen in each other. Errors that are found
    /// last of all hide nothing but lints, which are hidden in the program as well if one is left.
    fn together(&self, state: &TrialState) -> Vec<Round> {
        let all_last = self.errors.len() > 1 && self.errors.iter().all(is_from_borrow_checker);
        let mut groups: Vec<(usize, usize, Vec<usize>)> = Vec::new();
        for (index, trial) in self.trials.iter().enumerate() {
            if trial.state != *state {
                continue;
            }
            let key = if all_last { 0 } else { trial.error };
            let length = trial.source.text().len();
            let fits = |group: &&mut (usize, usize, Vec<usize>)| {
                let (of, bytes, members) = &**group;
                *of == key && members.len() < MOST_MODULES && bytes + length <= LONGEST_CRATE
            };
            match groups.iter_mut().find(fits) {
                Some((_, bytes, members)) => {
                    *bytes += length;
                    members.push(index);
                }
                None => groups.push((key, length, vec![index])),
            }
        }
        let round = |(_, _, members): (usize, usize, Vec<usize>)| match members[..] {
            [one] => Round::Alone(one),
            _ => Round::Together(members),
        };
        groups.into_iter().map(round).collect()
    }

    fn text(&self, round: &Round) -> String {
        match round {
            Round::Unchanged => self.program.text().to_owned(),
            Round::Alone(index) => self.trials[*index].source.text().to_owned(),
            Round::Control => Modules::new(&[self.program.text()], &self.module).text,
            Round::Together(members) => self.modules(members).text,
        }
    }

    fn modules(&self, members: &[usize]) -> Modules {
        let texts = members
            .iter()
            .map(|index| self.trials[*index].source.text());
        Modules::new(&texts.collect::<Vec<_>>(), &self.module)
    }
}

#[cfg(test)]
mod tests;
