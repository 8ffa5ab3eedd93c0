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

use std::ops::Range;

use crate::model::ask::insert::unused_name;
use crate::model::ask::proof::candidate::{Candidate, Proof};
use crate::model::ask::proof::modules::Modules;
use crate::model::ask::proof::same_error::{Comparison, ErrorPlace, FoundError, compare};
use crate::model::ask::proof::stage::{
    has_equal_errors, is_from_borrow_checker, is_from_checking_of_items, is_lint,
    may_be_from_elsewhere, stops_early,
};
use crate::model::ask::proof::trial::{Trial, TrialState};
use crate::model::ask::{Answer, NotAsked, Reply, Variant};
use crate::model::diagnostic::{Diagnostic, Level};
use crate::rust::Source;
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
        self.error_of = self.errors.iter().map(place).collect();
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
        let mut left = None;
        let known = answer.clone().and_then(|reply| {
            let found = reply.errors();
            let found: Vec<FoundError> = found
                .map(|error| FoundError::new(error, &self.path, &trial.source))
                .collect();
            let compared = trial.compare(&self.errors, &found);
            let mut new = compared.new.iter();
            if new.any(|new| misses_a_file(&reply, *new)) {
                return Err(NotAsked::NeedsOtherFiles);
            }
            let diagnostics: Vec<&Diagnostic> = reply.errors().collect();
            left = Some(compared.remaining);
            Ok(trial.judge_further(&self.errors, &found, &diagnostics))
        });
        self.trials[index].left = left;
        self.trials[index].state = TrialState::Known(known);
    }

    fn read_together(&mut self, members: &[usize], answer: &Answer) {
        let states = match answer {
            Err(NotAsked::Cancelled) => {
                let known = TrialState::Known(Err(NotAsked::Cancelled));
                vec![(known, None); members.len()]
            }
            Err(_) => vec![(TrialState::Alone, None); members.len()],
            Ok(reply) => self.judge(members, reply),
        };
        for (index, (state, left)) in members.iter().zip(states) {
            self.trials[*index].state = state;
            self.trials[*index].left = left;
        }
    }

    /// What is known of each module of a crate, and what has to be asked again.
    /// With each, the program's errors that are still there.
    fn judge(&self, members: &[usize], reply: &Reply) -> Vec<(TrialState, Option<Vec<usize>>)> {
        let trials: Vec<&Trial> = members.iter().map(|index| &self.trials[*index]).collect();
        let sources: Vec<&Source> = trials.iter().map(|trial| &trial.source).collect();
        let modules = self.modules(members);
        let Some(found) = self.errors_of(reply, &modules, &sources) else {
            return vec![(TrialState::Alone, None); members.len()];
        };
        let both = || trials.iter().zip(&found);
        let compared = both().map(|(trial, found)| trial.compare(&self.errors, found));
        let compared: Vec<Comparison> = compared.collect();
        let proofs = both().map(|(trial, found)| trial.judge(&self.errors, found));
        let proofs: Vec<Proof> = proofs.collect();

        let is_gone = |proof: &Proof| matches!(proof, Proof::Works | Proof::Hidden);
        let all_work = proofs.iter().all(is_gone);
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
                Proof::Works | Proof::Hidden => {
                    (all_work && same_left) || (all_last && !compared.remaining.is_empty())
                }
                // Nothing calls a module's `main`, and an error of the control hides its lints.
                _ if has_lint(index) => return TrialState::Alone,
                _ => is_sound,
            };
            match (is_believed, &trial.state, proof) {
                (true, _, proof) => TrialState::Known(Ok(proof)),
                (false, TrialState::New, Proof::Works | Proof::Hidden) => TrialState::Promising,
                (false, TrialState::New, proof) => TrialState::Suspect(proof),
                (false, _, _) => TrialState::Alone,
            }
        };
        let states: Vec<TrialState> = proofs.into_iter().enumerate().map(state).collect();
        let left = compared
            .into_iter()
            .map(|compared| Some(compared.remaining));
        states.into_iter().zip(left).collect()
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
}

fn misses_a_file(reply: &Reply, error: usize) -> bool {
    let error = reply.errors().nth(error);
    error.is_some_and(Diagnostic::misses_a_file)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    use crate::model::diagnostic::Span;
    use crate::rust::Edition;
    use crate::rust::edit::TextEdit;

    const TEXT: &str = "fn main() {\n    one(a);\n    two(b);\n}";
    const FILE: &str = "a.rs";

    fn error(code: &str, line: usize) -> Diagnostic {
        let span = Span {
            file_name: FILE.to_owned(),
            line_start: line,
            line_end: line,
            column_start: 5,
            column_end: 8,
            is_primary: true,
            label: None,
            suggested_replacement: None,
            suggestion_applicability: None,
        };
        Diagnostic {
            code: Some(code.to_owned()),
            level: Level::Error,
            message: format!("about {code}"),
            spans: vec![span],
            children: Vec::new(),
            rendered: String::new(),
        }
    }

    /// Edits behind the places of the errors, each to cure the first one.
    fn query(errors: &[Diagnostic], candidates: usize) -> ProofQuery {
        let source = Source::new(TEXT, Edition::E2024);
        let program = FaultyProgram {
            source: &source,
            file: FILE,
            errors,
        };
        let candidate = |number: usize| Candidate {
            edits: vec![TextEdit::insertion(TEXT.len(), " ".repeat(number + 1))],
            error: 0,
        };
        let candidates: Vec<Candidate> = (0..candidates).map(candidate).collect();
        ProofQuery::new(program, FILE, &candidates, 1)
    }

    /// A reply with an error on each of these lines.
    fn reply(errors: &[(&str, usize)]) -> Answer {
        let errors = errors.iter().map(|(code, line)| error(code, *line));
        Ok(Arc::new(Reply {
            diagnostics: errors.collect(),
        }))
    }

    fn texts(query: &ProofQuery) -> Vec<String> {
        query.variants().into_iter().map(|v| v.text).collect()
    }

    /// The line of the second line of the program in the module with this index.
    fn line(module: usize) -> usize {
        module * 6 + 3
    }

    #[test]
    fn one_compile_without_errors_proves_all() {
        let mut query = query(&[error("E0382", 2)], 3);
        let variants = texts(&query);
        assert_eq!(variants.len(), 1);
        assert!(variants[0].starts_with("pub mod __variant_0 {\nfn main() {\n"));
        query.read(&[reply(&[])]);
        assert!(query.variants().is_empty());
        assert_eq!(query.proofs(), vec![Ok(Proof::Works); 3]);
    }

    #[test]
    fn what_looks_good_beside_a_failure_is_compiled_again_without_it() {
        let mut query = query(&[error("E0382", 2)], 3);
        query.read(&[reply(&[("E0382", line(1))])]);
        let variants = texts(&query);
        assert_eq!(variants.len(), 1);
        assert!(variants[0].contains("__variant_1") && !variants[0].contains("__variant_2"));
        // Two that leave different errors can't be believed together either.
        query.read(&[reply(&[("E0308", line(1) + 1)])]);
        assert_eq!(texts(&query), [format!("{TEXT} ")]);
        query.read(&[reply(&[])]);
        let new = Proof::NewError {
            code: Some("E0308".to_owned()),
            message: "about E0308".to_owned(),
        };
        let expected = [Ok(Proof::Works), Ok(Proof::ErrorStays), Ok(new)];
        assert_eq!(query.proofs(), expected);
    }

    #[test]
    fn if_all_fail_the_control_decides_whether_that_is_believed() {
        let failed = |lines: &[(&str, usize)]| {
            let mut query = query(&[error("E0382", 2)], 2);
            query.read(&[reply(&[("E0433", line(0)), ("E0433", line(1))])]);
            assert_eq!(
                texts(&query),
                [format!(
                    "pub mod __variant_0 {{\n{TEXT}\n}}\npub fn main() {{}}\n"
                )]
            );
            query.read(&[reply(lines)]);
            query
        };
        let exact = failed(&[("E0382", line(0))]);
        assert!(exact.variants().is_empty());
        let is_new = |proof: &Result<Proof, NotAsked>| matches!(proof, Ok(Proof::NewError { .. }));
        assert!(exact.proofs().iter().all(is_new));
        // With more, with less, or with another error it's no control.
        for lines in [
            &[("E0382", line(0)), ("E0433", line(0))][..],
            &[],
            &[("E0382", line(0) + 1)],
            &[("E0382", 1)],
        ] {
            let mut other = failed(lines);
            assert_eq!(texts(&other), [format!("{TEXT} "), format!("{TEXT}  ")]);
            other.read(&[reply(&[]), reply(&[("E0382", 2)])]);
            assert_eq!(other.proofs(), [Ok(Proof::Works), Ok(Proof::ErrorStays)]);
        }
    }

    #[test]
    fn lints_and_errors_outside_of_modules_are_not_believed() {
        for found in [("dead_code", line(0)), ("E0382", 1), ("E0601", 99)] {
            let mut query = query(&[error("E0382", 2)], 2);
            query.read(&[reply(&[found])]);
            assert_eq!(texts(&query).len(), 2, "{found:?}");
            query.read(&[reply(&[]), reply(&[])]);
            assert_eq!(query.proofs(), vec![Ok(Proof::Works); 2]);
        }
    }

    #[test]
    fn the_borrow_checkers_errors_hide_nothing_from_each_other() {
        let errors = [error("E0382", 2), error("E0502", 3)];
        let mut first = query(&errors, 2);
        first.read(&[reply(&[
            ("E0382", line(0)),
            ("E0502", line(0) + 1),
            ("E0502", line(1) + 1),
        ])]);
        assert!(first.variants().is_empty());
        assert_eq!(first.proofs(), [Ok(Proof::ErrorStays), Ok(Proof::Works)]);
        // But they hide lints, which the program alone would have without any.
        let mut second = query(&errors, 2);
        second.read(&[reply(&[("E0382", line(0)), ("E0502", line(0) + 1)])]);
        assert_eq!(texts(&second), [format!("{TEXT}  ")]);
    }

    #[test]
    fn an_error_that_hides_others_makes_a_proof_worthless() {
        // A name that nobody knows, outside of all functions, or in the one that was changed.
        let text = "struct S(X);\nfn main() {\n    one(a);\n}";
        let source = Source::new(text, Edition::E2024);
        let errors = [error("E0382", 3), error("E0106", 1), error("E0412", 3)];
        let proof = |left: &[(&str, usize)], code: &str| {
            let mut errors = errors.to_vec();
            errors[0].code = Some(code.to_owned());
            let program = FaultyProgram {
                source: &source,
                file: FILE,
                errors: &errors,
            };
            let candidate = Candidate {
                edits: vec![TextEdit::insertion(text.len() - 2, " ")],
                error: 0,
            };
            let mut query = ProofQuery::new(program, FILE, &[candidate], 1);
            query.read(&[reply(left)]);
            query.proofs().remove(0)
        };
        for left in [&[("E0106", 1)][..], &[("E0412", 3)]] {
            assert_eq!(proof(left, "E0382"), Ok(Proof::Hidden), "{left:?}");
        }
        assert_eq!(proof(&[], "E0382"), Ok(Proof::Works));
        // Errors of one stage are found together.
        assert_eq!(proof(&[("E0106", 1)], "E0425"), Ok(Proof::Works));
    }

    #[test]
    fn a_broken_signature_hides_what_a_change_in_it_leads_to() {
        let text = "fn one<T, T>(a: T) {}\nfn two() {\n    one(1, 2);\n}";
        let source = Source::new(text, Edition::E2024);
        let errors = [error("E0061", 3), error("E0403", 1)];
        let proof = |before: &str, left: &[(&str, usize)]| {
            let program = FaultyProgram {
                source: &source,
                file: FILE,
                errors: &errors,
            };
            let at = text.find(before).expect("it's there");
            let candidate = Candidate {
                edits: vec![TextEdit::insertion(at, " ")],
                error: 0,
            };
            let mut query = ProofQuery::new(program, FILE, &[candidate], 1);
            query.read(&[reply(left)]);
            query.proofs().remove(0)
        };
        assert_eq!(proof(") {}", &[("E0403", 1)]), Ok(Proof::Hidden));
        assert_eq!(proof(") {}", &[]), Ok(Proof::Works));
        assert_eq!(proof(", 2", &[("E0403", 1)]), Ok(Proof::Works));
    }

    #[test]
    fn a_crate_that_cannot_be_compiled_is_no_reason_but_a_cancel_is() {
        let mut query = query(&[error("E0382", 2)], 2);
        let mut cancelled = query.clone();
        cancelled.read(&[Err(NotAsked::Cancelled)]);
        assert!(cancelled.variants().is_empty());
        assert_eq!(cancelled.proofs(), vec![Err(NotAsked::Cancelled); 2]);
        query.read(&[Err(NotAsked::TooLong)]);
        query.read(&[reply(&[]), Err(NotAsked::TooMany)]);
        assert_eq!(query.proofs(), [Ok(Proof::Works), Err(NotAsked::TooMany)]);
    }

    #[test]
    fn what_another_compile_may_have_found_is_looked_for_first() {
        let mut lint = query(&[error("clippy::x", 2), error("E0382", 3)], 2);
        assert_eq!(texts(&lint), [TEXT]);
        lint.read(&[reply(&[("E0382", 3)])]);
        assert!(lint.variants().is_empty());
        assert_eq!(lint.proofs(), vec![Err(NotAsked::NoWord); 2]);

        // What is there twice is there once.
        let mut twice = query(&[error("E0382", 2), error("E0382", 2)], 1);
        assert_eq!(texts(&twice), [TEXT]);
        twice.read(&[reply(&[("E0382", 2)])]);
        assert_eq!(texts(&twice), [format!("{TEXT} ")]);
        twice.read(&[reply(&[("E0382", 2)])]);
        assert_eq!(twice.proofs(), [Ok(Proof::ErrorStays)]);
    }
}
