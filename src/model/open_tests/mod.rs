//! Places in an exercise's tests that are the learner's: "write the missing assertion".
//!
//! The original's starter decides which: where its tests have `TODO`, `???` or `todo!`, also in
//! comments, and where the course's solution differs from it. Names of tests, their attributes
//! and all other statements are the author's. What comes out is the original's text with the
//! learner's statements in those places, which the learner's file is then held against, or
//! graded under, as any other original.

use std::collections::BTreeSet;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::model::source;
use crate::model::test_code;

mod body;
mod fit;
mod names;
mod statements;
mod text;
mod walk;

use fit::Limits;
use names::Names;
use text::Text;
use walk::{Level, Walk};

/// Which of an exercise's tests are the learner's to write.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "decided_by", rename_all = "snake_case")]
pub enum OpenPlaces {
    /// All of them, by `edit_tests` in the manifest.
    Manifest,
    /// Some of their statements, by the marks in the starter and by the solution.
    Starter {
        /// The tests, and modules of tests, that have such statements, by their paths.
        places: Vec<String>,
    },
}

/// An original's tests with the learner's statements in the open places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenTests {
    /// The whole file: the original's but for those statements.
    pub text: String,
    /// The tests, and modules of tests, that have such places, by their paths.
    pub places: Vec<String>,
    /// Those of them where the learner has changed more, or has put there what none may.
    pub edited: Vec<String>,
}

/// Finds the open places of an original and puts the learner's statements there. `None` if it
/// has none. `crates` are those of the course.
pub fn fill(
    original: &str,
    solution: Option<&str>,
    current: &str,
    crates: &[String],
) -> Option<OpenTests> {
    let solution = solution.filter(|solution| source::outline(solution).has_tests);
    if !may_have_open(original, solution) {
        return None;
    }
    let (then, now) = (Text::of(original), Text::of(current));
    let theirs = solution.map(Text::of);
    let names = theirs.as_ref().map(|theirs| Names::of(&then, theirs));
    let names = names.unwrap_or_default();
    let limits = limits(&then, theirs.as_ref(), &now, crates);
    let mut walk = Walk::new(&then, theirs.as_ref(), &now, &names, &limits);
    walk.file(&Level {
        original: then.all(),
        solution: theirs.as_ref().map(Text::all),
        current: Some(now.all()),
    });
    let found = walk.finish();
    if found.places.is_empty() {
        return None;
    }
    // The course's own answer is one, whatever it makes of the rest.
    if let Some(solution) = solution.filter(|it| has_tests_of(current, it, original)) {
        return Some(OpenTests {
            text: solution.to_owned(),
            edited: Vec::new(),
            ..found
        });
    }
    Some(found)
}

/// A quick look, since most exercises have none.
fn may_have_open(original: &str, solution: Option<&str>) -> bool {
    let is_marked = ["TODO", "???", "todo!"]
        .iter()
        .any(|mark| original.contains(mark));
    is_marked || solution.is_some_and(|it| !test_code::are_tests_of(original, it))
}

/// Whether a file has all tests of the solution, which are no fewer than the original's.
fn has_tests_of(current: &str, solution: &str, original: &str) -> bool {
    let tests = source::outline(solution).tests.len();
    tests >= source::outline(original).tests.len() && test_code::are_tests_of(solution, current)
}

fn limits<'a>(
    original: &Text<'a>,
    solution: Option<&Text<'a>>,
    current: &Text<'a>,
    crates: &'a [String],
) -> Limits<'a> {
    let mut allowed = BTreeSet::new();
    let mut helpers = BTreeSet::new();
    for text in [Some(original), solution].into_iter().flatten() {
        walk::each_guarded(text, &mut |range: &Range<usize>, name| {
            allowed.extend(text.at(range).iter().copied());
            helpers.extend(name);
        });
    }
    let defines = current.tokens.windows(3);
    let macros = defines.filter(|w| w[0] == "macro_rules" && w[1] == "!");
    Limits {
        own_macros: macros.map(|w| w[2]).collect(),
        helpers,
        allowed,
        crates,
    }
}
