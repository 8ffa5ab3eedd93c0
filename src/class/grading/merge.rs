//! Puts the results of shards together.

use std::collections::BTreeMap;

use crate::class::grading::results::{ShardResults, WorkResult};
use crate::class::grading::shard::PlanShard;
use crate::class::plan::WorkItem;

/// What all shards together say.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct MergedResults {
    /// The results that count, by their work.
    pub graded: BTreeMap<usize, WorkResult>,
    /// Results without the sandbox, of work that has no other.
    pub claims: BTreeMap<usize, WorkResult>,
    /// Work that couldn't be graded on any machine, though one tried.
    pub failed: Vec<usize>,
    /// Work on which machines disagree.
    pub disputed: Vec<usize>,
    /// Work that nobody has done.
    pub missing: Vec<usize>,
}

/// Merges results of shards of one plan with so much work. The same work may be in several.
pub fn merge(shards: &[(PlanShard, ShardResults)], work: usize) -> MergedResults {
    let mut found: Vec<Vec<(bool, &WorkResult)>> = vec![Vec::new(); work];
    for (_, shard) in shards {
        for result in &shard.results {
            if let Some(all) = found.get_mut(result.work) {
                all.push((shard.sandbox, result));
            }
        }
    }
    let mut merged = MergedResults::default();
    for (work, mut all) in found.into_iter().enumerate() {
        // The same in whatever order the files come.
        all.sort();
        let in_sandbox = || all.iter().filter(|(sandbox, _)| *sandbox).map(|it| it.1);
        let lasting: Vec<&WorkResult> = in_sandbox().filter(|it| it.lasting).collect();
        let graded = lasting.first().copied();
        let graded = graded.or_else(|| in_sandbox().find(|it| it.is_graded()));
        let claim = all.iter().map(|it| it.1).find(|it| it.is_graded());
        if lasting
            .windows(2)
            .any(|two| two[0].verdict() != two[1].verdict())
        {
            merged.disputed.push(work);
        } else if let Some(result) = graded {
            merged.graded.insert(work, result.clone());
        } else if let Some(result) = claim {
            merged.claims.insert(work, result.clone());
        } else if all.is_empty() {
            merged.missing.push(work);
        } else {
            merged.failed.push(work);
        }
    }
    merged
}

/// The shards that would bring what's missing, if the plan is divided as most of these are.
pub fn missing_shards(
    shards: &[PlanShard],
    merged: &MergedResults,
    work: &[WorkItem],
) -> Vec<PlanShard> {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for shard in shards {
        *counts.entry(shard.of).or_default() += 1;
    }
    let Some((of, _)) = counts.into_iter().max_by_key(|(_, count)| *count) else {
        return Vec::new();
    };
    let mut missing: Vec<usize> = merged
        .missing
        .iter()
        .map(|at| work[*at].hand_in % of + 1)
        .collect();
    missing.sort_unstable();
    missing.dedup();
    let shards = missing.into_iter().map(|number| PlanShard { number, of });
    shards.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(
        of: usize,
        sandbox: bool,
        results: &[(usize, &str, bool)],
    ) -> (PlanShard, ShardResults) {
        let results = results.iter().map(|(work, reason, lasting)| WorkResult {
            work: *work,
            exercise: "one".to_owned(),
            code: "c".to_owned(),
            reason: (*reason).to_owned(),
            passed: *reason == "passed",
            points: 0,
            lasting: *lasting,
        });
        let text = serde_json::json!({
            "schema": "", "plan": "", "shard": 1, "of": of, "sandbox": sandbox,
            "results": results.collect::<Vec<_>>(),
        });
        let results = serde_json::from_value(text).unwrap();
        (PlanShard { number: 1, of }, results)
    }

    #[test]
    fn what_lasts_counts_more_than_what_does_not() {
        let slow = file(
            1,
            true,
            &[(0, "time_out", false), (1, "tool_failure", false)],
        );
        let quick = file(2, true, &[(0, "passed", true)]);
        for files in [[slow.clone(), quick.clone()], [quick, slow]] {
            let merged = merge(&files, 3);
            assert_eq!(merged.graded[&0].reason, "passed");
            assert_eq!(merged.failed, [1]);
            assert_eq!(merged.missing, [2]);
        }
    }

    #[test]
    fn a_claim_never_counts_beside_or_instead_of_a_result() {
        let claim = file(1, false, &[(0, "passed", true), (1, "passed", true)]);
        let result = file(2, true, &[(0, "tests_failed", true)]);
        let merged = merge(&[claim, result], 2);
        assert_eq!(merged.graded[&0].reason, "tests_failed");
        assert_eq!(merged.graded.len(), 1);
        assert_eq!(merged.claims.keys().collect::<Vec<_>>(), [&1]);
    }

    #[test]
    fn nothing_counts_on_which_machines_disagree() {
        let one = file(1, true, &[(0, "passed", true)]);
        let other = file(2, true, &[(0, "tests_failed", true)]);
        let merged = merge(&[one, other], 1);
        assert_eq!(merged.disputed, [0]);
        assert!(merged.graded.is_empty());
    }

    #[test]
    fn missing_shards_are_those_of_the_division_that_most_files_have() {
        let shards: Vec<PlanShard> = ["1/4", "3/4", "1/9"].map(|it| it.parse().unwrap()).to_vec();
        let merged = MergedResults {
            missing: vec![1, 5, 7],
            ..MergedResults::default()
        };
        let work = |hand_in| WorkItem {
            hand_in,
            exercise: hand_in.to_string(),
            code: String::new(),
        };
        let work: Vec<WorkItem> = (0..8).map(work).collect();
        let found = missing_shards(&shards, &merged, &work);
        assert_eq!(
            found.iter().map(PlanShard::to_string).collect::<Vec<_>>(),
            ["2/4", "4/4"]
        );
    }
}
