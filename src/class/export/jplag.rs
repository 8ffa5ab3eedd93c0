//! Hand-ins as JPlag wants them: a folder with a folder for each learner, and what everybody was given
//! beside it. What's similar is for a person to judge; we say nothing about it.

use std::collections::BTreeMap;

use anyhow::Result;

use crate::class::store::ClassStore;
use crate::model::package::Package;

/// How many tokens of their own a hand-in must have beside what everybody was given. Identical short
/// solutions are normal.
const FEWEST_TOKENS: usize = 60;

/// What one exercise gives to compare.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JplagFolder {
    /// The exercise's name.
    pub exercise: String,
    /// What everybody was given, without its tests.
    pub base: String,
    /// The hand-ins without their tests, by the learners' pseudonyms.
    pub hand_ins: BTreeMap<String, String>,
}

/// The exercises that are long enough to compare, with at least two hand-ins. `originals` has the
/// original texts by the exercises' names.
///
/// # Errors
/// The database can't be read.
pub fn jplag(
    store: &ClassStore,
    originals: &BTreeMap<String, String>,
    package: &Package,
) -> Result<Vec<JplagFolder>> {
    let exercises: Vec<(i64, String)> = store
        .db
        .prepare("SELECT id, name FROM exercise ORDER BY id")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    let mut hand_ins = store.db.prepare(
        "SELECT pseudonym, text FROM cell JOIN learner ON learner.id = cell.learner
         JOIN code ON code.digest = cell.code WHERE cell.exercise = ?1",
    )?;
    let mut folders = Vec::new();
    for (id, name) in exercises {
        let original = originals.get(&name).cloned().unwrap_or_default();
        let (base, given) = without_tests(&original, package);
        let found = hand_ins.query_map([id], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, Vec<u8>>(1)?))
        })?;
        let mut own = BTreeMap::new();
        for found in found {
            let (pseudonym, text) = found?;
            let (text, tokens) = without_tests(&String::from_utf8_lossy(&text), package);
            if tokens >= given + FEWEST_TOKENS {
                own.insert(pseudonym, text);
            }
        }
        if own.len() > 1 {
            folders.push(JplagFolder {
                exercise: name,
                base,
                hand_ins: own,
            });
        }
    }
    Ok(folders)
}

/// A text without the code that's only compiled for tests, and how many tokens are left.
fn without_tests(text: &str, package: &Package) -> (String, usize) {
    let source = package.read(text);
    let mut left = String::new();
    let mut tokens = 0;
    let mut at = 0;
    for item in source.items(source.all()) {
        let all = item.with_attributes();
        if item.is_test_code(&source) {
            let bytes = source.bytes(&all);
            left += text.get(at..bytes.start).unwrap_or_default();
            at = bytes.end;
        } else {
            tokens += all.len();
        }
    }
    left += text.get(at..).unwrap_or_default();
    (left.trim_end().to_owned() + "\n", tokens)
}
