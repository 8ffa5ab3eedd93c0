//! Programs with one slip each, and what is said of them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{Slip, blocks, brackets, layout, look, quotes};
use crate::lens::place::Place;
use crate::lens::{self, Lens};
use crate::model::ask::facts::Facts;
use crate::model::diagnostic::{Diagnostic, Level};
use crate::model::rustc_json;
use crate::rust::edit::{self, TextEdit};
use crate::rust::{Delimiter, Edition, Source, TokenKind};

/// What rustc says of a program.
fn compile(text: &str) -> Vec<Diagnostic> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("slip.rs");
    fs::write(&path, text).expect("the folder is ours");
    let output = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
        .args([
            "--edition",
            "2021",
            "--emit",
            "metadata",
            "--error-format",
            "json",
        ])
        .args(["--cap-lints", "allow", "--out-dir"])
        .arg(folder.path())
        .arg(&path)
        .output()
        .expect("rustc runs");
    rustc_json::parse(&String::from_utf8_lossy(&output.stderr)).diagnostics
}

fn errors(text: &str) -> Vec<Diagnostic> {
    let mut diagnostics = compile(text);
    diagnostics.retain(|diagnostic| diagnostic.level == Level::Error);
    diagnostics
}

fn programs() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lens_slips");
    let entries = fs::read_dir(folder).expect("the programs").flatten();
    let paths = entries.map(|entry| entry.path());
    let mut programs: Vec<PathBuf> = paths
        .filter(|path| path.extension().is_some_and(|e| e == "rs"))
        .collect();
    programs.sort();
    programs
}

/// The line with the place marked, the sentence, and what each repair changes.
fn shown(slip: &Slip, source: &Source) -> String {
    let Place { line, column } = slip.area(source).start;
    let text = source.text()[source.line(line)].trim_end();
    let marked = source.text()[slip.bytes.clone()]
        .lines()
        .next()
        .unwrap_or("");
    let carets = "^".repeat(marked.chars().count().max(1));
    let mut shown = format!(
        "{line}:{column}\n  {text}\n  {}{carets}\n{}\n",
        " ".repeat(column - 1),
        slip.sentence
    );
    for edits in &slip.repairs {
        let changed = edit::apply(source.text(), edits).expect("an edit of this text");
        shown.push_str("repair:\n");
        let old: Vec<&str> = source.text().lines().collect();
        let new: Vec<&str> = changed.lines().collect();
        let same = old
            .iter()
            .zip(&new)
            .take_while(|(old, new)| old == new)
            .count();
        let tails = old[same..].iter().rev().zip(new[same..].iter().rev());
        let end = tails.take_while(|(old, new)| old == new).count();
        for line in &old[same..old.len() - end] {
            shown.push_str(&format!("- {line}\n"));
        }
        for line in &new[same..new.len() - end] {
            shown.push_str(&format!("+ {line}\n"));
        }
    }
    shown
}

/// What is said of one program, and the program after the first repair.
fn look_at(program: &Path) -> (String, Option<String>) {
    let text = fs::read_to_string(program).expect("a program");
    let source = Source::new(text.as_str(), Edition::E2021);
    let found = errors(&text).iter().find_map(|error| look(error, &source));
    let Some(slip) = found else {
        return ("(nothing)\n".to_owned(), None);
    };
    let edits = slip.repairs.first();
    let repaired = edits.map(|edits| edit::apply(&text, edits).expect("an edit of this text"));
    (shown(&slip, &source), repaired)
}

/// The golden text of each program is what is said of its first error that a slip explains.
/// `SLIPS=write` writes the golden texts. Everything compiles after the first repair.
#[test]
fn each_slip_is_found_where_it_is() {
    let write = std::env::var("SLIPS").is_ok_and(|how| how == "write");
    let programs = programs();
    let (one, other) = programs.split_at(programs.len() / 2);
    let look_at_all = |programs: &[PathBuf]| -> Vec<_> {
        programs.iter().map(|program| look_at(program)).collect()
    };
    let looked_at = std::thread::scope(|scope| {
        let one = scope.spawn(|| look_at_all(one));
        let other = look_at_all(other);
        let one = one.join().expect("the programs were looked at");
        one.into_iter().chain(other)
    });
    let mut wrong = Vec::new();
    let mut together = String::from("fn main() {}\n");
    for (program, (said, repaired)) in programs.iter().zip(looked_at) {
        let name = program.file_stem().expect("a name").to_string_lossy();
        let golden = program.with_extension("txt");
        if write {
            fs::write(&golden, &said).expect("a golden text");
        }
        let wanted = fs::read_to_string(&golden).unwrap_or_default();
        if said != wanted {
            wrong.push(format!("{name} says:\n{said}"));
        }
        together.extend(repaired.map(|text| format!("mod {name} {{\n{text}\n}}\n")));
    }
    wrong.extend(errors(&together).into_iter().map(|error| error.rendered));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Our own files, and the course's solutions.
fn sound_texts() -> Vec<String> {
    texts_in(&["solutions", "src"])
}

fn texts_in(folders: &[&str]) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders: Vec<PathBuf> = folders.iter().map(|folder| root.join(folder)).collect();
    let mut texts = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                texts.push(fs::read_to_string(path).expect("a source"));
            }
        }
    }
    texts.sort();
    texts
}

#[test]
fn brackets_and_indentation_agree_in_sound_texts() {
    for text in sound_texts() {
        let source = Source::new(text, Edition::E2021);
        if let Some(conflict) = layout::conflict(&source, true) {
            panic!("{conflict:?} in:\n{}", source.text());
        }
    }
}

/// How often a token is taken out of a sound text, how often something is said then, and how
/// often another line is named than the one where it was, or a repair doesn't bring it back.
#[derive(Debug, Default)]
struct Tally {
    taken: usize,
    said: usize,
    elsewhere: Vec<String>,
    other: usize,
}

fn take_out(
    source: &Source,
    token: usize,
    bytes: std::ops::Range<usize>,
    look: impl Fn(&Source) -> Option<Slip>,
    tally: &mut Tally,
) {
    let text = edit::apply(source.text(), &[TextEdit::deletion(bytes.clone())]).expect("an edit");
    let changed = Source::new(text, source.edition());
    tally.taken += 1;
    let Some(slip) = look(&changed) else { return };
    tally.said += 1;
    let words = |source: &Source| source.words(&source.all()).join(" ");
    let repaired = slip.repairs.iter().any(|edits| {
        let text = edit::apply(changed.text(), edits).expect("an edit");
        words(&Source::new(text, changed.edition())) == words(source)
    });
    tally.other += usize::from(!repaired);
    let line = source.line_of(bytes.start);
    let named = changed.line_of(slip.bytes.start);
    // A `}` of its own line belongs between the lines around it.
    let before = source.line_of(source.end_before(token).saturating_sub(1));
    // Where the place isn't certain, the sentence says so, and names the line as well.
    let is_unclear = ["either", "somewhere"]
        .iter()
        .any(|word| slip.sentence.contains(word));
    let names_both = is_unclear && slip.other_line == Some(line);
    if !(before..=line).contains(&named) && !names_both {
        let shown = source.text()[source.line(line)].trim();
        let sentence = &slip.sentence;
        tally.elsewhere.push(format!(
            "line {line}, named {named}: {sentence}\n    {shown}"
        ));
    }
}

/// Some of the course's solutions; with `SLIPS=all`, all short sound texts. Our own files aren't
/// among the few, so that a new one doesn't change which they are.
fn sample() -> impl Iterator<Item = String> {
    let all = std::env::var("SLIPS").is_ok_and(|how| how == "all");
    let (texts, step) = if all {
        (sound_texts(), 1)
    } else {
        (texts_in(&["solutions"]), 4)
    };
    let texts = texts.into_iter();
    texts.filter(|text| text.len() < 3_000).step_by(step)
}

/// Each bracket is taken out, one at a time.
#[test]
fn a_bracket_that_is_taken_out_is_missed_where_it_was() {
    let look = |source: &Source| blocks::look(source).or_else(|| brackets::look(source));
    let mut braces = Tally::default();
    let mut others = Tally::default();
    for text in sample() {
        let source = Source::new(text.as_str(), Edition::E2021);
        for token in source.all() {
            let tally = match source.kind(token) {
                Some(TokenKind::Open(Delimiter::Brace) | TokenKind::Close(Delimiter::Brace)) => {
                    &mut braces
                }
                Some(TokenKind::Open(_) | TokenKind::Close(_)) => &mut others,
                _ => continue,
            };
            let bytes = source.bytes(&(token..token + 1));
            take_out(&source, token, bytes, look, tally);
        }
    }
    assert!(
        braces.taken > 50 && braces.said * 10 > braces.taken * 9,
        "{braces:?}"
    );
    assert!(
        braces.elsewhere.is_empty() && braces.other * 10 < braces.said,
        "{braces:?}"
    );
    // `f(|a| {` without its `(` is only noticed at the `)`, and that is said.
    assert!(
        others.taken > 100 && others.elsewhere.len() * 50 < others.said,
        "{others:?}"
    );
}

/// Each quote is taken out, one at a time.
#[test]
fn a_quote_that_is_taken_out_is_missed_where_it_was() {
    let mut tally = Tally::default();
    for text in sample() {
        let source = Source::new(text.as_str(), Edition::E2021);
        for token in source.all() {
            let word = source.word(token);
            if word.starts_with('"') && word.len() > 2 && !word.contains('\n') {
                let bytes = source.bytes(&(token..token + 1));
                for at in [bytes.start, bytes.end - 1] {
                    take_out(&source, token, at..at + 1, quotes::look, &mut tally);
                }
            }
        }
    }
    assert!(
        tally.taken > 20 && tally.said * 10 > tally.taken * 7,
        "{tally:?}"
    );
    assert!(
        tally.elsewhere.is_empty() && tally.other * 5 < tally.said,
        "{tally:?}"
    );
}

/// What's said of the first error of a program.
fn first_lens(text: &str) -> Lens {
    let source = Source::new(text, Edition::E2021);
    let error = errors(text).swap_remove(0);
    lens::look(&error, Some(&source), &Facts::default()).expect("a lens")
}

#[test]
fn what_rustc_says_of_the_place_where_it_gave_up_is_left_out() {
    let text = "fn main() {\n    println!(\"warm);\n    println!(\"a cold\");\n}\n";
    let lens = first_lens(text);
    assert!(lens.message.contains("prefix `cold`"), "{}", lens.message);
    assert_eq!(lens.place.map(|place| place.line), Some(2));
    assert_eq!(lens.remarks, []);
}

#[test]
fn what_is_missing_stands_at_the_mark() {
    let lens = first_lens("fn main() {\n    let tea = 3\n    println!(\"{tea}\");\n}\n");
    let labels: Vec<&str> = lens.ties.iter().map(|tie| tie.label.as_str()).collect();
    assert_eq!(labels, ["`;` missing"]);
}
