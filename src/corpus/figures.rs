//! Counts of what was judged.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;

use super::claims::{Answer, AskedClaim};
use super::judge::JudgedMutant;
use super::sources;

/// What is counted for a code.
#[derive(Debug, Default)]
struct Count {
    programs: BTreeSet<usize>,
    errors: usize,
    drawn: usize,
    ownership: bool,
    with_edits: usize,
    edits: usize,
    failing: usize,
    repeated: usize,
    asked: usize,
    denied: usize,
}

fn counts(judged: &[JudgedMutant]) -> BTreeMap<String, Count> {
    let mut counts: BTreeMap<String, Count> = BTreeMap::new();
    for (index, mutant) in judged.iter().enumerate() {
        for error in &mutant.errors {
            let count = counts.entry(error.code.clone()).or_default();
            count.programs.insert(index);
            count.errors += 1;
            count.drawn += usize::from(error.is_drawn);
            count.ownership |= error.is_about_ownership;
            count.with_edits += usize::from(!error.repairs.is_empty());
            count.edits += error.repairs.len();
            count.repeated += error.repeated;
            let answers = || error.claims.iter().map(|claim| &claim.answer);
            count.asked += answers().filter(|a| **a != Answer::NotAsked).count();
            count.denied += answers().filter(|a| matches!(a, Answer::Denied(_))).count();
            count.failing += error.repairs.iter().filter(|r| r.failure.is_some()).count();
        }
    }
    counts
}

/// The figures of a corpus.
pub struct Figures {
    programs: usize,
    mutants: usize,
    version: String,
    counts: BTreeMap<String, Count>,
}

impl Figures {
    /// Counts what was judged.
    pub fn of(judged: &[JudgedMutant], programs: usize, version: &str) -> Self {
        Self {
            programs,
            mutants: judged.len(),
            version: version.to_owned(),
            counts: counts(judged),
        }
    }

    /// How many different codes there are.
    pub fn codes(&self) -> usize {
        self.counts
            .keys()
            .filter(|code| code.starts_with('E'))
            .count()
    }

    /// How many errors about ownership there are, and how many of them are drawn.
    fn drawn(&self) -> (usize, usize) {
        let errors = self.sum(|c| if c.ownership { c.errors } else { 0 });
        (errors, self.sum(|c| if c.ownership { c.drawn } else { 0 }))
    }

    /// How many of a thousand errors about ownership are drawn.
    pub fn drawn_per_mille(&self) -> usize {
        let (errors, drawn) = self.drawn();
        (drawn * 1000).checked_div(errors).unwrap_or(0)
    }

    fn sum(&self, count: impl Fn(&Count) -> usize) -> usize {
        self.counts.values().map(count).sum()
    }

    /// All figures as tables in Markdown.
    pub fn table(&self) -> String {
        let (ownership, drawn) = self.drawn();
        let share = self.drawn_per_mille();
        let rows = [
            ("Our own programs", self.programs.to_string()),
            ("Mutants that don't compile", self.mutants.to_string()),
            ("Errors", self.sum(|c| c.errors).to_string()),
            ("Codes", self.codes().to_string()),
            ("Errors about ownership", ownership.to_string()),
            (
                "Of these, drawn",
                format!("{drawn} ({}.{} %)", share / 10, share % 10),
            ),
            ("Edits that are shown", self.sum(|c| c.edits).to_string()),
            (
                "Edits that are shown and don't work",
                self.sum(|c| c.failing).to_string(),
            ),
            (
                "Edits that do the same as one before",
                self.sum(|c| c.repeated).to_string(),
            ),
            ("Claims that were asked", self.sum(|c| c.asked).to_string()),
            (
                "Claims that the compiler denies",
                self.sum(|c| c.denied).to_string(),
            ),
        ];
        let mut text = format!("| With rustc {} | |\n|---|---:|\n", self.version);
        for (name, value) in rows {
            let _ = writeln!(text, "| {name} | {value} |");
        }
        text.push_str(
            "\n| Code | Mutants | Errors | Drawn | With an edit | Edits | Failing edits | Claims asked | Denied |\n\
             |---|---:|---:|---:|---:|---:|---:|---:|---:|\n",
        );
        for (code, count) in &self.counts {
            let _ = writeln!(
                text,
                "| {code} | {} | {} | {} | {} | {} | {} | {} | {} |",
                count.programs.len(),
                count.errors,
                count.drawn,
                count.with_edits,
                count.edits,
                count.failing,
                count.asked,
                count.denied
            );
        }
        text
    }

    /// Puts the figures in the place of those in the documentation.
    pub fn write(&self) {
        let path = sources::root().join("docs/design/lens-corpus.md");
        let text = fs::read_to_string(&path).expect("the page is there");
        let (before, _) = text
            .split_once(BEGIN)
            .expect("the page has a place for figures");
        fs::write(&path, format!("{before}{BEGIN}\n\n{}", self.table())).expect("written");
    }
}

/// Figures follow this line of the page, to its end.
const BEGIN: &str = "<!-- What follows is written by the command above. -->";

/// The edits that are shown and don't work, and the claims that the compiler denies, a line each.
pub fn failures(judged: &[JudgedMutant]) -> Vec<String> {
    let mut failures = Vec::new();
    for JudgedMutant { mutant, errors } in judged {
        for error in errors {
            let mut add = |what: &str, why: &str| {
                failures.push(format!("{}\t{}\t{what}\t{why}", mutant.name, error.code));
            };
            for repair in &error.repairs {
                repair.failure.iter().for_each(|why| add(&repair.what, why));
            }
            for AskedClaim { claim, answer } in &error.claims {
                if let Answer::Denied(why) = answer {
                    add(claim, why);
                }
            }
        }
    }
    failures
}

/// Writes each mutant, and a list of the edits that don't work, into the target folder.
pub fn write_listing(judged: &[JudgedMutant]) {
    let folder = sources::root().join("target/lens-corpus");
    let _ = fs::remove_dir_all(folder.join("mutants"));
    let mut failing = String::new();
    let mut denied = String::new();
    let mut not_drawn = String::new();
    let mut index = String::new();
    for (number, JudgedMutant { mutant, errors }) in judged.iter().enumerate() {
        let file = format!("mutants/{}/{number:05}.rs", errors[0].code);
        let path = folder.join(&file);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(&path, &mutant.text).expect("written");
        let codes: Vec<&str> = errors.iter().map(|e| e.code.as_str()).collect();
        let _ = writeln!(index, "{file}\t{}\t{}", codes.join(","), mutant.name);
        for (at, error) in errors.iter().enumerate() {
            if error.is_about_ownership && !error.is_drawn {
                let _ = writeln!(
                    not_drawn,
                    "{}\t{file}\terror {}\t{}",
                    error.code,
                    at + 1,
                    mutant.name
                );
            }
            for AskedClaim { claim, answer } in &error.claims {
                if let Answer::Denied(why) = answer {
                    let (code, name) = (&error.code, &mutant.name);
                    let _ = writeln!(
                        denied,
                        "{code}\t{file}\terror {}\t{name}\n    {claim}\n    {why}",
                        at + 1
                    );
                }
            }
            for repair in &error.repairs {
                if let Some(why) = &repair.failure {
                    let _ = writeln!(
                        failing,
                        "{}\t{file}\terror {}\t{}\n    {}\n    {why}",
                        error.code,
                        at + 1,
                        mutant.name,
                        repair.what
                    );
                }
            }
        }
    }
    fs::write(folder.join("failing-edits.txt"), failing).expect("written");
    fs::write(folder.join("denied-claims.txt"), denied).expect("written");
    fs::write(folder.join("not-drawn.txt"), not_drawn).expect("written");
    fs::write(folder.join("index.txt"), index).expect("written");
}
