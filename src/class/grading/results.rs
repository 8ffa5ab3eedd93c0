//! The file in which a worker says what came of a shard. It may come from another machine, so it is read
//! as foreign text.

use serde::{Deserialize, Serialize};

use crate::class::grading::shard::PlanShard;
use crate::class::plan::{GradingPlan, PlanFolder};
use crate::model::course::Course;

/// The schema's name.
const SCHEMA: &str = "rustlings-like/plan-results/v1";

/// What happened if nothing is known about the code.
const NOT_GRADED: &str = "tool_failure";

/// Reasons that another run might not give.
const FLEETING: [&str; 6] = [
    NOT_GRADED,
    "bad_source",
    "time_out",
    "out_of_memory",
    "too_many_processes",
    "too_much_disk",
];

/// What came of a shard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShardResults {
    /// [`SCHEMA`].
    schema: String,
    /// The digest of the plan.
    plan: String,
    /// The shard's number, from 1.
    shard: usize,
    /// How many shards there are.
    of: usize,
    /// Whether the sandbox was used. Otherwise the results are claims.
    pub sandbox: bool,
    /// A result for each piece of work, in the plan's order.
    pub results: Vec<WorkResult>,
}

/// What came of a piece of work.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct WorkResult {
    /// Its position in the plan, from 0.
    pub work: usize,
    /// The exercise's name.
    pub exercise: String,
    /// The code's digest.
    pub code: String,
    /// The reason's stable word.
    pub reason: String,
    /// Whether it passed.
    pub passed: bool,
    /// The points that it earned.
    pub points: u32,
    /// Whether the same would come of it another time. If not, it's graded again with the next plan.
    pub lasting: bool,
}

impl WorkResult {
    /// Whether it says anything about the code, and not only about the machine.
    pub fn is_graded(&self) -> bool {
        self.reason != NOT_GRADED
    }

    /// What two machines must agree on.
    pub fn verdict(&self) -> (&str, bool, u32) {
        (&self.reason, self.passed, self.points)
    }
}

impl ShardResults {
    /// The results of a shard.
    pub fn new(
        folder: &PlanFolder,
        shard: PlanShard,
        sandbox: bool,
        results: Vec<WorkResult>,
    ) -> Self {
        Self {
            schema: SCHEMA.to_owned(),
            plan: folder.digest.clone(),
            shard: shard.number,
            of: shard.of,
            sandbox,
            results,
        }
    }

    /// The text of the file, which is the same whenever the same came of the work.
    ///
    /// # Errors
    /// It can't be written as JSON, which doesn't happen.
    pub fn to_text(&self) -> serde_json::Result<String> {
        Ok(serde_json::to_string(self)? + "\n")
    }

    /// Reads the results of a shard of this plan.
    ///
    /// # Errors
    /// They're of another plan, or something in them isn't as a worker writes it: words that follow the
    /// file's name.
    pub fn read(
        text: &[u8],
        folder: &PlanFolder,
        shard: PlanShard,
        course: &Course,
    ) -> Result<Self, String> {
        let found: Self = serde_json::from_slice(text)
            .map_err(|_| "isn't a file of results, or is cut off".to_owned())?;
        if found.schema != SCHEMA {
            return Err("was written by another version of rustlings-like".to_owned());
        }
        if found.plan != folder.digest {
            return Err("belongs to another plan".to_owned());
        }
        let named = PlanShard {
            number: found.shard,
            of: found.of,
        };
        if named != shard {
            return Err(format!(
                "is named after shard {shard}, but has those of another"
            ));
        }
        let work = shard.work(&folder.plan.work);
        if !work.eq(found.results.iter().map(|it| it.work)) {
            return Err(format!("doesn't have exactly the work of shard {shard}"));
        }
        let mut results = found.results.iter();
        match results.find_map(|it| wrong(it, &folder.plan, course)) {
            Some(what) => Err(what),
            None => Ok(found),
        }
    }
}

/// What can't be true of a result.
fn wrong(result: &WorkResult, plan: &GradingPlan, course: &Course) -> Option<String> {
    let number = result.work;
    let Some(item) = plan.work.get(number) else {
        return Some(format!("has work {number}, which the plan hasn't"));
    };
    if item.exercise != result.exercise || item.code != result.code {
        return Some(format!("has other work at {number} than the plan"));
    }
    let mut exercises = course.exercises.iter();
    let exercise = exercises.find(|it| it.name == item.exercise)?;
    let is_word = |byte: u8| byte.is_ascii_lowercase() || byte == b'_';
    let is_reason = result.reason.len() <= 40 && result.reason.bytes().all(is_word);
    let is_possible = is_reason
        && result.passed == (result.reason == "passed")
        && result.points <= exercise.points
        && !(result.lasting && FLEETING.contains(&result.reason.as_str()));
    (!is_possible).then(|| format!("has a result that can't be, for work {number}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::verdict::Reason;

    #[test]
    fn what_we_may_not_cache_does_not_last() {
        let reasons = [
            Reason::BadSource {
                problem: String::new(),
            },
            Reason::TimeOut {
                seconds: 1,
                during: None,
            },
            Reason::OutOfMemory,
            Reason::TooManyProcesses,
            Reason::TooMuchDisk,
            Reason::ToolFailure {
                message: String::new(),
            },
        ];
        for reason in reasons {
            assert!(!reason.may_be_cached());
            assert!(FLEETING.contains(&reason.kind()), "{reason:?}");
        }
    }
}
