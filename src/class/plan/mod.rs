//! A plan for grading: each version of an exercise that the class handed in and that has no result
//! yet, once, and what the verdicts depend on.

mod folder;
mod query;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::engine::check::Checker;
use crate::model::course::Course;
use crate::model::limits::{DEFAULT_PROGRAM_TIME, Limits};

pub use folder::{PlanChange, PlanFolder, SCRATCH};
pub use query::{outstanding, text};

/// The schema's name.
const SCHEMA: &str = "rustlings-like/plan/v1";

/// The most pieces of work in a plan.
const MOST_WORK: usize = 10_000_000;

/// All that verdicts depend on, besides the code. Results under one basis never count under another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GradingBasis {
    /// The course's id; the built-in course is `rustlings-like`.
    pub course: Option<String>,
    /// The digest of the whole original course, of all that is graded from.
    pub originals: String,
    /// This program's version.
    pub tool: String,
    /// The compiler's version, for people.
    pub compiler: String,
    /// Identifies the compiler's files and the flags of every compile.
    pub toolchain: String,
    /// What programs may use, if the exercise doesn't say.
    pub limits: Limits,
    /// Whether verdicts come from the sandbox: always.
    pub sandbox: bool,
}

/// A version of an exercise that is to be graded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkItem {
    /// The number of the hand-in that it's graded with, from 0. All work with this number is one learner's,
    /// and no two pieces are of one exercise: only these may share a crate. The number doesn't say whose.
    pub hand_in: usize,
    /// The exercise's name.
    pub exercise: String,
    /// The digest of the exact bytes: 64 hexadecimal digits.
    pub code: String,
}

/// What is to be graded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GradingPlan {
    /// [`SCHEMA`].
    schema: String,
    /// What the verdicts depend on.
    #[serde(flatten)]
    pub basis: GradingBasis,
    /// The work, sorted by the hand-ins' numbers and then by the exercises' positions in the course.
    pub work: Vec<WorkItem>,
}

impl GradingBasis {
    /// What verdicts depend on that are reached here and now.
    ///
    /// # Errors
    /// There is no toolchain, or a file of the course can't be read: a sentence.
    pub fn of(checker: &Checker) -> Result<Self, String> {
        let dir = checker.dir();
        let toolchain = checker.toolchain()?;
        let originals = checker.course_digest().ok_or_else(|| {
            let root = dir.root.display();
            format!(
                "a file of the course in {root} can't be read, so nobody could tell its version"
            )
        })?;
        Ok(Self {
            course: dir.course.id.clone(),
            originals: originals.to_owned(),
            tool: env!("RUSTLINGS_LIKE_VERSION").to_owned(),
            compiler: toolchain.version().unwrap_or_default(),
            toolchain: toolchain.id.clone(),
            limits: Limits::program(DEFAULT_PROGRAM_TIME),
            sandbox: true,
        })
    }

    /// The digest of all that the verdict on a piece of work depends on.
    pub fn key(&self, item: &WorkItem) -> String {
        // Values that are only strings and numbers can always be written.
        let parts = (SCHEMA, self, &item.exercise, &item.code);
        let text = serde_json::to_vec(&parts).unwrap_or_default();
        blake3::hash(&text).to_hex().to_string()
    }

    /// Why results that are reached under `now` don't belong to this basis; `None` if they do.
    pub fn difference(&self, now: &Self) -> Option<String> {
        let again = "make the plan anew with `rustlings-like class plan`";
        if self.originals != now.originals || self.course != now.course {
            return Some(format!(
                "the plan was made with another version of the course than the one that's here: put the \
                 same course here, or {again}"
            ));
        }
        if self.tool != now.tool {
            return Some(format!(
                "rustlings-like {} made the plan, and this is {}: use the same version, or {again}",
                self.tool, now.tool
            ));
        }
        if self.toolchain != now.toolchain {
            return Some(format!(
                "the plan was made with {} and this machine has {} (or other compiler flags, or one of \
                 them lacks clippy): use the same toolchain, or {again}",
                self.compiler, now.compiler
            ));
        }
        (self != now).then(|| format!("the plan was made with other limits: {again}"))
    }
}

impl GradingPlan {
    /// A plan of this work, which is sorted already.
    pub fn new(basis: GradingBasis, work: Vec<WorkItem>) -> Self {
        Self {
            schema: SCHEMA.to_owned(),
            basis,
            work,
        }
    }

    /// The text of `plan.json`: a line for each piece of work.
    ///
    /// # Errors
    /// It can't be written as JSON, which doesn't happen.
    pub fn to_text(&self) -> serde_json::Result<String> {
        let head = Self::new(self.basis.clone(), Vec::new());
        let head = serde_json::to_string(&head)?;
        let work: Result<Vec<String>, _> = self.work.iter().map(serde_json::to_string).collect();
        let work = work?.join(",\n");
        let open = head.strip_suffix("[]}").unwrap_or(&head);
        Ok(format!("{open}[\n{work}\n]}}\n"))
    }

    /// Reads a plan.
    ///
    /// # Errors
    /// It's none, or something in it isn't as we write it: words that follow the file's name.
    pub fn read(text: &str) -> Result<Self, String> {
        let anew = "make it anew with `rustlings-like class plan`";
        let value: Head = serde_json::from_str(text)
            .map_err(|_| format!("isn't a plan, or is cut off: {anew}"))?;
        if value.schema != SCHEMA {
            return Err("was written by another version of rustlings-like".to_owned());
        }
        let plan: Self =
            serde_json::from_str(text).map_err(|error| format!("is damaged ({error}): {anew}"))?;
        let is_digest = |text: &str| {
            let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
            text.len() == 64 && text.bytes().all(is_digit)
        };
        let is_wrong = |item: &&WorkItem| !is_digest(&item.code);
        if plan.work.len() > MOST_WORK || !plan.basis.sandbox {
            return Err(format!("isn't as `class plan` writes it: {anew}"));
        }
        let mut seen = BTreeSet::new();
        let names = plan
            .work
            .iter()
            .map(|it| (it.hand_in, it.exercise.as_str()));
        let repeated = names.zip(&plan.work).find(|(name, _)| !seen.insert(*name));
        let wrong = plan.work.iter().find(is_wrong);
        let wrong = wrong.or(repeated.map(|(_, item)| item));
        match wrong {
            Some(item) => Err(format!("is damaged at {:?}: {anew}", item.exercise)),
            None => Ok(plan),
        }
    }

    /// Each exercise of the plan with its position in the course.
    ///
    /// # Errors
    /// The course lacks one: a sentence.
    pub fn positions(&self, course: &Course) -> Result<BTreeMap<&str, usize>, String> {
        let mut positions = BTreeMap::new();
        for item in &self.work {
            let name = item.exercise.as_str();
            if positions.contains_key(name) {
                continue;
            }
            let mut all = course.exercises.iter();
            let position = all.position(|it| it.name == name).ok_or_else(|| {
                format!("the plan has an exercise {name:?}, and the course has none of that name")
            })?;
            positions.insert(name, position);
        }
        Ok(positions)
    }
}

/// What must be right before the rest is read.
#[derive(Deserialize)]
struct Head {
    schema: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn plan() -> GradingPlan {
        let basis = GradingBasis {
            course: Some("numbers".to_owned()),
            originals: "o".to_owned(),
            tool: "1".to_owned(),
            compiler: "rustc 1".to_owned(),
            toolchain: "t".to_owned(),
            limits: Limits::program(DEFAULT_PROGRAM_TIME),
            sandbox: true,
        };
        let item = |exercise: &str, digit: &str| WorkItem {
            hand_in: 0,
            exercise: exercise.to_owned(),
            code: digit.repeat(64),
        };
        GradingPlan::new(basis, vec![item("one", "1"), item("two", "a")])
    }

    #[test]
    fn a_plan_reads_as_it_was_written() {
        let plan = plan();
        let text = plan.to_text().unwrap();
        assert_eq!(text.lines().count(), 4, "{text}");
        assert_eq!(GradingPlan::read(&text).unwrap(), plan);
        let empty = GradingPlan::new(plan.basis.clone(), Vec::new());
        assert_eq!(GradingPlan::read(&empty.to_text().unwrap()).unwrap(), empty);
    }

    #[test]
    fn what_would_lead_out_of_the_folder_is_no_digest() {
        let mut plan = plan();
        for code in ["../../etc/passwd", "A", &"A".repeat(64), ""] {
            plan.work[0].code = code.to_owned();
            let text = plan.to_text().unwrap();
            assert!(GradingPlan::read(&text).is_err(), "{code}");
        }
        let mut plan = super::tests::plan();
        plan.work[1].exercise = "one".to_owned();
        assert!(GradingPlan::read(&plan.to_text().unwrap()).is_err());
        assert!(GradingPlan::read("{}").is_err());
        assert!(GradingPlan::read("").is_err());
    }

    #[test]
    fn all_that_a_verdict_depends_on_changes_the_key() {
        let GradingPlan { basis, work, .. } = plan();
        let key = basis.key(&work[0]);
        assert_ne!(key, basis.key(&work[1]));
        let others = [
            GradingBasis {
                originals: "p".to_owned(),
                ..basis.clone()
            },
            GradingBasis {
                tool: "2".to_owned(),
                ..basis.clone()
            },
            GradingBasis {
                toolchain: "u".to_owned(),
                ..basis.clone()
            },
        ];
        for other in others {
            assert_ne!(key, other.key(&work[0]));
            assert!(basis.difference(&other).is_some());
        }
        assert_eq!(basis.difference(&basis), None);
    }
}
