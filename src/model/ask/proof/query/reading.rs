//! What the answers to the rounds of a question tell.

use super::{ProofQuery, Round};
use crate::model::ask::proof::candidate::Proof;
use crate::model::ask::proof::modules::Modules;
use crate::model::ask::proof::same_error::{Comparison, ErrorPlace, FoundError, compare};
use crate::model::ask::proof::stage::{is_from_borrow_checker, is_lint};
use crate::model::ask::proof::trial::{Trial, TrialState};
use crate::model::ask::{Answer, NotAsked, Reply};
use crate::model::diagnostic::Diagnostic;
use crate::rust::Source;
use crate::rust::edit_map::EditMap;

impl ProofQuery {
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
