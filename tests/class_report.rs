//! `class demo` and `class report`: made-up classes, and their pages.

#![cfg(all(feature = "class", target_os = "linux"))]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::process::Command;

use common::{Course, PROGRAM};

const NOW: &str = "2026-11-30T15:00:00Z";

/// Runs the program, which has to succeed, and returns what it printed.
fn class(folder: &Path, args: &[&str]) -> String {
    let (code, out) = try_class(folder, args);
    assert_eq!(code, 0, "{args:?}: {out}");
    out
}

/// Runs the program. Returns its exit code and what it printed.
fn try_class(folder: &Path, args: &[&str]) -> (i32, String) {
    let mut command = Command::new(PROGRAM);
    command.current_dir(folder).arg("class").args(args);
    let output = command.output().expect("the program starts");
    let text = [output.stdout, output.stderr].concat();
    let text = String::from_utf8(text).expect("text");
    (output.status.code().expect("an exit code"), text)
}

/// A demo class of 30 learners in `class`, and its report in `pages`.
fn demo(folder: &Path, further: &[&str]) {
    let args = ["demo", "class", "--learners", "30", "--seed", "4"];
    class(folder, &[&args[..], &["--graded", "--now", NOW]].concat());
    let args = [
        "report", "--class", "class", "--html", "pages", "--now", NOW,
    ];
    class(folder, &[&args[..], further].concat());
}

/// All files below a folder, by their paths.
fn files(folder: &Path) -> BTreeMap<PathBuf, String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let text = fs::read_to_string(&path).expect("text");
                let inside = path.strip_prefix(folder).expect("inside").to_owned();
                found.insert(inside, text);
            }
        }
    }
    found
}

fn pages(folder: &Path) -> BTreeMap<PathBuf, String> {
    let mut files = files(&folder.join("pages"));
    files.retain(|path, _| path.extension().is_some_and(|it| it == "html"));
    files
}

/// The page as XML: HTML's elements without an end get one.
fn as_xml(page: &str) -> String {
    let page = page.strip_prefix("<!DOCTYPE html>").expect("a doctype");
    let mut xml = String::new();
    for (index, part) in page.split('<').enumerate() {
        let name = part.split([' ', '>']).next().unwrap_or_default();
        let part = match ["meta", "link", "br"].contains(&name) {
            true => part.replacen('>', "/>", 1),
            false => part.to_owned(),
        };
        xml += if index > 0 { "<" } else { "" };
        xml += &part;
    }
    xml
}

/// The names and ids in the class's roster, as the report with names shows them.
fn names(folder: &Path) -> BTreeSet<String> {
    let json = class(
        folder,
        &[
            "report", "--class", "class", "--names", "--json", "-", "--now", NOW,
        ],
    );
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let learners = json["learners"].as_array().expect("learners").iter();
    let names = learners.map(|it| it["learner"].as_str().expect("a name").to_owned());
    names.collect()
}

#[test]
fn every_page_is_sound_and_nothing_leads_out_of_the_folder() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    demo(folder.path(), &["--no-drawings"]);
    let pages = pages(folder.path());
    assert!(pages.len() > 109 + 25 + 5, "{}", pages.len());
    let names = names(folder.path());
    assert!(
        names.len() > 20 && names.iter().all(|name| name.contains(' ')),
        "{names:?}"
    );
    for (path, page) in &pages {
        let place = path.display();
        for address in ["http://", "https://", "//cdn", "<script", "style=\""] {
            assert!(!page.contains(address), "{place}: {address}");
        }
        assert!(page.contains("default-src 'none'"), "{place}");
        assert!(page.contains("made up"), "{place}");
        for name in &names {
            let escaped = name.replace('\'', "&#39;");
            assert!(
                !page.contains(name) && !page.contains(&escaped),
                "{place}: {name}"
            );
        }
        assert!(
            !page.contains("demo000") && !page.contains("example.org"),
            "{place}"
        );
        let xml = as_xml(page);
        let document =
            roxmltree::Document::parse(&xml).unwrap_or_else(|error| panic!("{place}: {error}"));
        for node in document.descendants().filter(roxmltree::Node::is_element) {
            let attributes = node.attributes().map(|it| it.name());
            assert!(
                attributes.clone().all(|it| !it.starts_with("on")),
                "{place}"
            );
            match node.tag_name().name() {
                "table" => {
                    let first = node.first_element_child().map(|it| it.tag_name().name());
                    assert_eq!(first, Some("caption"), "{place}");
                }
                "th" => assert!(node.has_attribute("scope"), "{place}"),
                "svg" => assert_eq!(node.attribute("aria-hidden"), Some("true"), "{place}"),
                _ => {}
            }
            let Some(link) = node.attribute("href") else {
                continue;
            };
            if link == "#main" {
                continue;
            }
            let mut target = PathBuf::new();
            let from = path.parent().expect("a folder").join(link);
            for part in from.components() {
                match part {
                    Component::ParentDir => assert!(target.pop(), "{place}: {link}"),
                    Component::Normal(part) => target.push(part),
                    other => panic!("{place}: {link}: {other:?}"),
                }
            }
            assert!(
                folder.path().join("pages").join(&target).is_file(),
                "{place}: {link}"
            );
        }
    }
    let projector = &pages[Path::new("projector.html")];
    assert!(!projector.contains("learners/") && !projector.contains("<a "));
}

#[test]
fn the_same_seed_and_time_make_the_same_report() {
    let [one, other] = [(); 2].map(|()| tempfile::tempdir().expect("a scratch folder"));
    for folder in [&one, &other] {
        demo(folder.path(), &["--no-drawings", "--csv", "tables"]);
    }
    for part in ["pages", "tables"] {
        let (one, other) = (
            files(&one.path().join(part)),
            files(&other.path().join(part)),
        );
        assert_eq!(
            one.keys().collect::<Vec<_>>(),
            other.keys().collect::<Vec<_>>()
        );
        for (path, text) in &one {
            assert!(other[path] == *text, "{}", path.display());
        }
    }
    // Another run replaces the report, and nothing stays beside it.
    let before = files(&one.path().join("pages"));
    demo_again(one.path());
    assert!(files(&one.path().join("pages")) == before);
    assert_eq!(fs::read_dir(one.path()).expect("a folder").count(), 3);
}

fn demo_again(folder: &Path) {
    let args = [
        "report",
        "--class",
        "class",
        "--html",
        "pages",
        "--now",
        NOW,
        "--no-drawings",
    ];
    class(folder, &args);
}

#[test]
fn the_document_fits_its_schema_and_keeps_claims_apart() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    demo(folder.path(), &["--no-drawings", "--no-learners"]);
    assert!(!folder.path().join("pages/learners").exists());
    let json = class(
        folder.path(),
        &[
            "report", "--class", "class", "--json", "-", "--csv", "tables", "--now", NOW,
        ],
    );
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let schema = include_str!("schemas/class-report-v1.json");
    let schema = serde_json::from_str(schema).expect("a schema");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let errors: Vec<String> = validator
        .iter_errors(&json)
        .map(|it| it.to_string())
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let learners = json["learners"].as_array().expect("learners");
    let sum = |key: &str| {
        learners
            .iter()
            .map(|it| it[key].as_u64().expect(key))
            .sum::<u64>()
    };
    let (claimed, verified, refuted) = (sum("claimed"), sum("verified"), sum("refuted"));
    assert!(verified > 0 && refuted > 0 && verified + refuted < claimed);
    assert!(!json["help"].as_array().expect("a list").is_empty());

    let cells = fs::read_to_string(folder.path().join("tables/cells.csv")).expect("a table");
    let count = |what: &str| cells.lines().filter(|line| line.contains(what)).count();
    assert_eq!(
        count(",passed,passed,"),
        usize::try_from(verified).expect("few")
    );
    assert_eq!(
        count(",passed,failed,"),
        usize::try_from(refuted).expect("few")
    );
    let pseudonyms: Vec<&str> = learners
        .iter()
        .filter_map(|it| it["learner"].as_str())
        .collect();
    assert!(pseudonyms.is_sorted() && pseudonyms.len() > 20);
}

#[test]
fn without_graded_everything_is_a_claim() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let args = ["demo", "class", "--learners", "10", "--now", NOW];
    class(folder.path(), &args);
    let json = class(
        folder.path(),
        &["report", "--class", "class", "--json", "-", "--now", NOW],
    );
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    for learner in json["learners"].as_array().expect("learners") {
        assert_eq!(
            (&learner["verified"], &learner["refuted"]),
            (&0.into(), &0.into())
        );
    }
}

#[test]
fn foreign_names_are_text_and_formulas_stay_text() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let folder = folder.path();
    class(folder, &["demo", "class", "--learners", "3", "--now", NOW]);
    let roster = "id,name,email,section\n\
                  demo00001,\"<script>alert(1)</script>\",,\n\
                  demo00002,=1+1,,\ndemo00003,@SUM(A1),,\n";
    fs::write(folder.join("roster.csv"), roster).expect("a file is written");
    class(
        folder,
        &["roster", "import", "roster.csv", "--class", "class"],
    );
    let args = [
        "report", "--class", "class", "--html", "pages", "--csv", "tables",
    ];
    class(
        folder,
        &[&args[..], &["--names", "--no-drawings", "--now", NOW]].concat(),
    );
    let pages = pages(folder);
    assert!(pages.values().all(|page| !page.contains("<script")));
    assert!(pages.values().any(|page| page.contains("&lt;script&gt;")));
    let learners = fs::read_to_string(folder.join("tables/learners.csv")).expect("a table");
    assert!(
        learners.contains("\n'=1+1,") && learners.contains("\n'@SUM(A1),"),
        "{learners}"
    );
}

#[test]
fn an_error_is_drawn_in_the_courses_own_starter_and_once() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let source = "fn main() {\n    let name = String::from(\"Ana\");\n    let other = name;\n    \
                  println!(\"{name} {other}\");\n}\n";
    let _course = Course::at(folder.path().join("course"))
        .exercise("greeting", "test = false\nexpect = [\"E0382\"]", source)
        .exercise("last", "test = false\nexpect = [\"E0382\"]", source);
    let args = [
        "demo",
        "class",
        "--originals",
        "course",
        "--learners",
        "12",
        "--now",
        NOW,
    ];
    class(folder.path(), &args);
    let args = [
        "report", "--class", "class", "--html", "pages", "--now", NOW,
    ];
    class(folder.path(), &args);
    let page = || fs::read_to_string(folder.path().join("pages/codes/E0382.html"));
    let drawn = page().expect("a page");
    assert!(drawn.contains("greeting.rs:4"), "{drawn}");
    assert!(drawn.contains("let other = name;"), "{drawn}");
    // What is kept is enough where there's no compiler.
    let kept = folder.path().join("class/drawings/E0382.txt");
    let marked = fs::read_to_string(&kept)
        .expect("kept")
        .replace("greeting.rs:4", "greeting.rs:four");
    fs::write(&kept, marked).expect("a file is written");
    class(folder.path(), &args);
    assert!(page().expect("a page").contains("greeting.rs:four"));
}

#[test]
fn a_folder_that_is_no_report_is_left_alone() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let folder = folder.path();
    class(folder, &["demo", "class", "--learners", "2", "--now", NOW]);
    fs::create_dir(folder.join("thesis")).expect("a folder");
    fs::write(folder.join("thesis/index.html"), "mine").expect("a file is written");
    let args = [
        "report",
        "--class",
        "class",
        "--html",
        "thesis",
        "--no-drawings",
    ];
    let (code, text) = try_class(folder, &args);
    assert_eq!(code, 2, "{text}");
    assert!(text.contains("isn't a report"), "{text}");
    let kept = fs::read_to_string(folder.join("thesis/index.html"));
    assert_eq!(kept.expect("a file"), "mine");
    // A class is made in a folder of its own.
    let (code, text) = try_class(folder, &["demo", "thesis"]);
    assert_eq!(code, 2, "{text}");
}
