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

use crate::model::ask::insert::unused_name;
use crate::model::ask::proof::candidate::{Candidate, Proof};
use crate::model::ask::proof::modules::Modules;
use crate::model::ask::proof::same_error::{Comparison, ErrorPlace, FoundError, compare};
use crate::model::ask::proof::stage::{
    has_equal_errors, is_from_borrow_checker, is_from_checking_of_items, is_lint,
    may_be_from_elsewhere,
};
use crate::model::ask::{Answer, NotAsked, Reply, Variant};
use crate::model::diagnostic::{Diagnostic, Level};
use crate::model::shard;
use crate::rust::Source;
use crate::rust::edit::apply;
use crate::rust::edit_map::EditMap;

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
    /// Whether the errors must first be found by a compile like those of the variants.
    recheck: bool,
    trials: Vec<Trial>,
    /// For each candidate its trial, or why there is none.
    trial_of: Vec<Result<usize, NotAsked>>,
}

/// An edited program. Equal candidates share one.
#[derive(Debug, Clone)]
struct Trial {
    source: Source,
    map: EditMap,
    error: usize,
    state: TrialState,
}

/// How far a trial is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum TrialState {
    /// It may share a compile with any other.
    New,
    /// It looked good in a crate with others that didn't.
    Promising,
    /// It failed in a crate with others that all failed.
    Suspect(Proof),
    /// It has to be compiled alone.
    Alone,
    Known(Result<Proof, NotAsked>),
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

impl ProofQuery {
    /// Asks whether these candidates work in a program. `path` is what the compiler will call the
    /// variant's file.
    pub fn new(program: FaultyProgram, path: &str, candidates: &[Candidate]) -> Self {
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
            recheck: false,
            trials: Vec::new(),
            trial_of: Vec::new(),
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
        let before = self.program.text();
        let text = apply(before, &candidate.edits).ok_or_else(impossible)?;
        let is_equal = |trial: &Trial| trial.error == error && trial.source.text() == text;
        if let Some(index) = self.trials.iter().position(is_equal) {
            return Ok(index);
        }
        let map = EditMap::new(before, &candidate.edits);
        let is_unchanged = text == before;
        let source = Source::new(text, self.program.edition());
        let state = if is_unchanged {
            TrialState::Known(Ok(Proof::ErrorStays))
        } else if may_share && shard::may_be_inline_module(&source) {
            TrialState::New
        } else {
            TrialState::Alone
        };
        self.trials.push(Trial {
            source,
            map,
            error,
            state,
        });
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
        let proof = |trial: &Result<usize, NotAsked>| match &self.trials[trial.clone()?].state {
            TrialState::Known(known) => known.clone(),
            _ => Err(NotAsked::NoWord),
        };
        self.trial_of.iter().map(proof).collect()
    }

    fn rounds(&self) -> Vec<Round> {
        let is_open = |trial: &Trial| !matches!(trial.state, TrialState::Known(_));
        if self.recheck && self.trials.iter().any(is_open) {
            return vec![Round::Unchanged];
        }
        let mut rounds = self.together(&TrialState::New);
        rounds.extend(self.together(&TrialState::Promising));
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

    /// Reads the answers to [`Self::variants`], in the same order.
    pub fn read(&mut self, answers: &[Answer]) {
        for (index, round) in self.rounds().iter().enumerate() {
            let answer = answers.get(index).unwrap_or(&Err(NotAsked::NoWord));
            match round {
                Round::Unchanged => self.read_unchanged(answer),
                Round::Control => self.read_control(answer),
                Round::Alone(index) => self.read_alone(*index, answer),
                Round::Together(members) => self.read_together(members, answer),
            }
        }
    }

    /// From here on, the program's errors are those that the compiler finds in it when it's
    /// compiled like the variants.
    fn read_unchanged(&mut self, answer: &Answer) {
        self.recheck = false;
        let reply = match answer {
            Ok(reply) => reply,
            Err(reason) => {
                let known = TrialState::Known(Err(reason.clone()));
                return self.trials.iter_mut().for_each(|t| t.state = known.clone());
            }
        };
        let errors = reply.errors();
        let found: Vec<FoundError> = errors
            .map(|error| FoundError::new(error, &self.path, &self.program))
            .collect();
        let place = |old: &FoundError| {
            let is_it = |new: &FoundError| new.place == old.place && new.says_the_same(old);
            found.iter().position(is_it)
        };
        for trial in &mut self.trials {
            match place(&self.errors[trial.error]) {
                Some(error) => trial.error = error,
                None => trial.state = TrialState::Known(Err(NotAsked::NoWord)),
            }
        }
        self.errors = found;
    }

    fn read_control(&mut self, answer: &Answer) {
        let modules = Modules::new(&[self.program.text()], &self.module);
        let map = EditMap::new(self.program.text(), &[]);
        let is_exact = answer.as_ref().is_ok_and(|reply| {
            let found = self.errors_of(reply, &modules, &[&self.program]);
            let all = self.errors.len();
            found.is_some_and(|found| {
                let compared = compare(&self.errors, &found[0], &map, all);
                compared.remaining.len() == all && compared.new.is_empty()
            })
        });
        let cancelled = matches!(answer, Err(NotAsked::Cancelled));
        for trial in &mut self.trials {
            if let TrialState::Suspect(proof) = &trial.state {
                trial.state = match (is_exact, cancelled) {
                    (true, _) => TrialState::Known(Ok(proof.clone())),
                    (false, true) => TrialState::Known(Err(NotAsked::Cancelled)),
                    (false, false) => TrialState::Alone,
                };
            }
        }
    }

    fn read_alone(&mut self, index: usize, answer: &Answer) {
        let trial = &self.trials[index];
        let known = answer.clone().and_then(|reply| {
            let found = reply.errors();
            let found: Vec<FoundError> = found
                .map(|error| FoundError::new(error, &self.path, &trial.source))
                .collect();
            let compared = compare(&self.errors, &found, &trial.map, trial.error);
            let mut new = compared.new.iter();
            if new.any(|new| misses_a_file(&reply, *new)) {
                return Err(NotAsked::NeedsOtherFiles);
            }
            Ok(self.proof(trial, &compared, &found))
        });
        self.trials[index].state = TrialState::Known(known);
    }

    fn read_together(&mut self, members: &[usize], answer: &Answer) {
        let states = match answer {
            Err(NotAsked::Cancelled) => {
                vec![TrialState::Known(Err(NotAsked::Cancelled)); members.len()]
            }
            Err(_) => vec![TrialState::Alone; members.len()],
            Ok(reply) => self.judge(members, reply),
        };
        for (index, state) in members.iter().zip(states) {
            self.trials[*index].state = state;
        }
    }

    /// What is known of each module of a crate, and what has to be asked again.
    fn judge(&self, members: &[usize], reply: &Reply) -> Vec<TrialState> {
        let trials: Vec<&Trial> = members.iter().map(|index| &self.trials[*index]).collect();
        let sources: Vec<&Source> = trials.iter().map(|trial| &trial.source).collect();
        let modules = self.modules(members);
        let Some(found) = self.errors_of(reply, &modules, &sources) else {
            return vec![TrialState::Alone; members.len()];
        };
        let compare = |(trial, found): (&&Trial, &Vec<FoundError>)| {
            compare(&self.errors, found, &trial.map, trial.error)
        };
        let compared: Vec<Comparison> = trials.iter().zip(&found).map(compare).collect();
        let proof = |((trial, compared), found): ((&&Trial, &Comparison), &Vec<FoundError>)| {
            self.proof(trial, compared, found)
        };
        let proofs = trials.iter().zip(&compared).zip(&found).map(proof);
        let proofs: Vec<Proof> = proofs.collect();

        let all_work = proofs.iter().all(|proof| *proof == Proof::Works);
        let same_left = compared
            .windows(2)
            .all(|two| two[0].remaining == two[1].remaining);
        let all_last = found.iter().flatten().all(is_from_borrow_checker);
        // No module has what the program hasn't only because it's a module.
        let is_sound = compared.iter().any(|compared| compared.new.is_empty());
        let has_lint = |index: usize| found[index].iter().any(is_lint);
        let state = |(index, proof): (usize, Proof)| {
            let (compared, trial) = (&compared[index], trials[index]);
            let is_believed = match proof {
                Proof::Works => {
                    (all_work && same_left) || (all_last && !compared.remaining.is_empty())
                }
                // Nothing calls a module's `main`, and an error of the control hides its lints.
                _ if has_lint(index) => return TrialState::Alone,
                _ => is_sound,
            };
            match (is_believed, &trial.state, proof) {
                (true, _, proof) => TrialState::Known(Ok(proof)),
                (false, TrialState::New, Proof::Works) => TrialState::Promising,
                (false, TrialState::New, proof) => TrialState::Suspect(proof),
                (false, _, _) => TrialState::Alone,
            }
        };
        proofs.into_iter().enumerate().map(state).collect()
    }

    /// The errors in each module, or `None` if one lies in none of them.
    fn errors_of(
        &self,
        reply: &Reply,
        modules: &Modules,
        sources: &[&Source],
    ) -> Option<Vec<Vec<FoundError>>> {
        let mut found = vec![Vec::new(); sources.len()];
        for error in reply.errors() {
            let span = error.primary_span()?;
            let module = modules.program_at(span.line_start)?;
            let lines = modules.lines_before(module);
            let mut error = FoundError::below(error, &self.path, sources[module], lines);
            if !matches!(error.place, ErrorPlace::Here(..)) {
                return None;
            }
            let own_path = format!("{}_{module}::", self.module);
            error.message = error.message.replace(&own_path, "");
            found[module].push(error);
        }
        Some(found)
    }

    fn proof(&self, trial: &Trial, compared: &Comparison, found: &[FoundError]) -> Proof {
        let error = &self.errors[trial.error];
        let new: Vec<&FoundError> = compared.new.iter().map(|index| &found[*index]).collect();
        let has_only_moved = || new.iter().any(|new| new.says_the_same(error));
        if compared.remaining.contains(&trial.error) || has_only_moved() {
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

fn misses_a_file(reply: &Reply, error: usize) -> bool {
    let error = reply.errors().nth(error);
    error.is_some_and(Diagnostic::misses_a_file)
}
