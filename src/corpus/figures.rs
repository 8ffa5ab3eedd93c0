//! Counts of what was judged.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;

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
}

fn counts(judged: &[JudgedMutant]) -> BTreeMap<&str, Count> {
    let mut counts: BTreeMap<&str, Count> = BTreeMap::new();
    for (index, mutant) in judged.iter().enumerate() {
        for error in &mutant.errors {
            let count = counts.entry(&error.code).or_default();
            count.programs.insert(index);
            count.errors += 1;
            count.drawn += usize::from(error.is_drawn);
            count.ownership |= error.is_about_ownership;
            count.with_edits += usize::from(!error.repairs.is_empty());
            count.edits += error.repairs.len();
            count.failing += error.repairs.iter().filter(|r| r.failure.is_some()).count();
        }
    }
    counts
}

/// The figures as a table.
pub fn table(judged: &[JudgedMutant], programs: usize, version: &str) -> String {
    let counts = counts(judged);
    let codes = counts.keys().filter(|code| code.starts_with('E')).count();
    let mut text = String::new();
    let of = |count: &dyn Fn(&Count) -> usize| counts.values().map(count).sum::<usize>();
    let ownership = of(&|c| if c.ownership { c.errors } else { 0 });
    let drawn = of(&|c| if c.ownership { c.drawn } else { 0 });
    let percent = (drawn * 1000).checked_div(ownership).unwrap_or(0);
    let _ = writeln!(
        text,
        "| | |\n|---|---|\n| Programs that were changed | {programs} |\n\
         | Mutants that rustc {version} rejects | {} |\n| Errors | {} |\n| Codes | {codes} |\n\
         | Errors about ownership | {ownership} |\n\
         | of these, drawn | {drawn} ({}.{} %) |\n| Shown edits | {} |\n\
         | Shown edits that don't work | {} |\n",
        judged.len(),
        of(&|c| c.errors),
        percent / 10,
        percent % 10,
        of(&|c| c.edits),
        of(&|c| c.failing),
    );
    let _ = writeln!(
        text,
        "| Code | Programs | Errors | Drawn | With an edit | Edits | Failing |\n\
         |---|---|---|---|---|---|---|"
    );
    for (code, count) in &counts {
        let _ = writeln!(
            text,
            "| {code} | {} | {} | {} | {} | {} | {} |",
            count.programs.len(),
            count.errors,
            count.drawn,
            count.with_edits,
            count.edits,
            count.failing
        );
    }
    text
}

/// Writes each mutant, and a list of the edits that don't work, into the target folder.
pub fn write_listing(judged: &[JudgedMutant]) {
    let folder = sources::root().join("target/lens-corpus");
    let _ = fs::remove_dir_all(folder.join("mutants"));
    let mut failing = String::new();
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
    fs::write(folder.join("not-drawn.txt"), not_drawn).expect("written");
    fs::write(folder.join("index.txt"), index).expect("written");
}
