use super::*;
use crate::lens::{Tier, look};
use crate::model::ask::facts::Facts;
use crate::rust::{Edition, Source};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

/// The compiler that the examples' JSON is from.
const COMPILER: &str = "rustc 1.95.";

#[test]
fn every_code_is_registered_once() {
    let codes: Vec<&str> = entries().iter().map(|entry| entry.code).collect();
    assert!(codes.windows(2).all(|pair| pair[0] < pair[1]), "{codes:?}");
}

#[test]
fn every_summary_is_a_sentence_of_one_line() {
    for entry in entries() {
        let (code, summary) = (entry.code, entry.summary);
        assert!(summary.ends_with('.'), "{code}: {summary}");
        assert!(summary.chars().count() <= 90, "{code}: {summary}");
        assert!(entry.meaning.ends_with('.'), "{code}: {}", entry.meaning);
        assert!(!entry.meaning.contains("  "), "{code}: {}", entry.meaning);
        // They're shown as they are where there's no Unicode.
        assert!(summary.is_ascii() && entry.meaning.is_ascii(), "{code}");
    }
}

#[test]
fn every_example_of_ownership_is_drawn_with_all_its_roles() {
    let about_ownership = entries()
        .into_iter()
        .filter(|entry| entry.rule.is_about_ownership());
    for entry in about_ownership {
        let error = entry.example_error().expect("said");
        assert_eq!(error.code.as_deref(), Some(entry.code));
        let source = Source::new(entry.example.expect("there").source, Edition::E2024);
        let lens = look(&error, Some(&source), &Facts::default()).expect("a lens");
        assert_eq!(lens.tier, Tier::Timeline, "{}", entry.code);
        assert!(!lens.story.is_empty(), "{}", entry.code);
    }
}

/// Asks the compiler about each example. `UPDATE_GOLDEN=1` writes what it says.
#[test]
fn every_example_has_its_code_and_the_stored_json() {
    let version = Command::new("rustc").arg("--version").output();
    let version = version.expect("rustc starts").stdout;
    if !String::from_utf8(version)
        .expect("UTF-8")
        .starts_with(COMPILER)
    {
        return;
    }
    let entries = entries();
    let entries: Vec<(&str, Example)> = entries
        .iter()
        .filter_map(|entry| Some((entry.code, entry.example?)))
        .collect();
    let threads = thread::available_parallelism().map_or(2, usize::from);
    let wrong: Vec<String> = thread::scope(|scope| {
        let chunks = entries.chunks(entries.len().div_ceil(threads));
        let checks: Vec<_> = chunks
            .map(|part| {
                let check = |(code, example): &(&str, Example)| check(code, example);
                scope.spawn(move || part.iter().filter_map(check).collect::<Vec<_>>())
            })
            .collect();
        let checks = checks.into_iter();
        checks
            .flat_map(|check| check.join().expect("it ends"))
            .collect()
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is wrong with an example.
fn check(code: &str, example: &Example) -> Option<String> {
    let errors = compile(example.source);
    let Some(error) = errors.iter().find(|error| error["code"]["code"] == code) else {
        return Some(format!("{code}: the example has {errors:?}"));
    };
    // rustc refuses a feature of nightly, and tells of the rest all the same.
    if errors
        .iter()
        .any(|error| error["code"]["code"] != code && error["code"]["code"] != "E0554")
    {
        return Some(format!(
            "{code}: the example has other errors too: {errors:?}"
        ));
    }
    let said: Value = serde_json::from_str(example.said).expect("JSON");
    let is_same = without_machine(&said) == without_machine(error);
    if !is_same && std::env::var("UPDATE_GOLDEN").is_ok_and(|update| update == "1") {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lens/examples");
        let text = format!("{}\n", without_machine(error));
        fs::write(file.join(format!("{code}.json")), text).expect("written");
        return None;
    }
    (!is_same).then(|| format!("{code}: rustc says {error}"))
}

/// The errors that the compiler has for a program.
fn compile(source: &str) -> Vec<Value> {
    let folder = tempfile::tempdir().expect("a folder");
    let file = PathBuf::from("example.rs");
    fs::write(folder.path().join(&file), source).expect("written");
    let mut rustc = Command::new("rustc");
    rustc.args(["--edition=2024", "--error-format=json", "--emit=metadata"]);
    let output = rustc.arg(file).current_dir(folder.path()).output();
    let said = String::from_utf8(output.expect("rustc starts").stderr).expect("UTF-8");
    let messages = said
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok());
    let errors = messages.filter(|message: &Value| message["level"] == "error");
    errors.filter(|error| !error["code"].is_null()).collect()
}

/// The parts of an error that are stored, which are the same on every machine.
fn without_machine(error: &Value) -> Value {
    let children = error["children"].as_array().into_iter().flatten();
    let children: Value = children
        .map(|child| {
            json!({
                "code": child["code"], "level": child["level"], "message": child["message"],
                "spans": spans(child),
            })
        })
        .collect();
    json!({
        "$message_type": "diagnostic", "level": error["level"], "message": error["message"],
        "code": { "code": error["code"]["code"], "explanation": null },
        "rendered": null, "children": children, "spans": spans(error),
    })
}

fn spans(message: &Value) -> Value {
    let spans = message["spans"].as_array().into_iter().flatten();
    let keys = [
        "column_end",
        "column_start",
        "file_name",
        "is_primary",
        "label",
        "line_end",
        "line_start",
        "suggested_replacement",
        "suggestion_applicability",
    ];
    // What's in the standard library depends on whether its sources are installed.
    let own = spans.filter(|span| span["file_name"] == "example.rs");
    own.map(|span| {
        let kept: serde_json::Map<String, Value> = keys
            .iter()
            .map(|key| ((*key).to_owned(), span[key].clone()))
            .collect();
        Value::Object(kept)
    })
    .collect()
}
