//! What else a candidate cures, besides the error that it's for.

use crate::model::ask::NotAsked;
use crate::model::ask::proof::query::ProofQuery;

impl ProofQuery {
    /// The errors of the program that each candidate takes away, the one that it's for among them: as
    /// far as that's known, which is where it was compiled alone. They are indexes into the errors
    /// that the program was said to have.
    pub fn cured(&self) -> Vec<Vec<usize>> {
        let cured = |trial: &Result<usize, NotAsked>| {
            let left = trial
                .as_ref()
                .ok()
                .and_then(|index| self.trials[*index].left.as_ref());
            let places = self.error_of.iter().enumerate();
            let gone = places.filter(|(_, now)| {
                let is_gone = |now: usize| left.is_some_and(|left| !left.contains(&now));
                now.is_some_and(is_gone)
            });
            gone.map(|(error, _)| error).collect()
        };
        self.trial_of.iter().map(cured).collect()
    }
}
