//! `class export`: what other systems read, read as they do it.

#![cfg(all(feature = "class", target_os = "linux"))]

mod common;
#[path = "common/school.rs"]
mod school;

use std::collections::BTreeMap;
use std::fs;

use school::{School, exercise};
use serde_json::Value;

/// Ana has passed one exercise; Ben says that he has, and his code fails; nothing came from Cem; Eve isn't in
/// the roster.
fn graded() -> School {
    let school = School::new();
    school.roster();
    for name in ["ana", "ben", "eve"] {
        let learner = school.learner(name);
        learner.write("exercises/one.rs", exercise(1, "1"));
        learner.run(&["run", "one"]);
        if name == "ben" {
            learner.write("exercises/one.rs", exercise(1, "7"));
        }
        learner.run(&[
            "class",
            "pack",
            &format!("../in/{name}.pack"),
            "--level",
            "code",
        ]);
    }
    school.class(&["import", "in"], 0);
    let shown = school.class(&["run"], 0);
    assert!(!shown.contains("missing"), "{shown}");
    school
}

fn rows(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let rows = reader
        .records()
        .map(|row| row.expect("CSV").iter().map(str::to_owned).collect());
    rows.collect()
}

/// What a command writes to standard output.
fn export(school: &School, args: &[&str]) -> String {
    let run = school.run(&[&["class", "export"], args, &["--class", "class"]].concat());
    assert_eq!(run.code, 0, "{args:?}: {}", school::all(&run));
    run.stdout
}

/// Reads a gradebook as Canvas does: students by `SIS User ID` or `SIS Login ID`, assignments by title,
/// with columns of its own dropped.
fn canvas(text: &str) -> BTreeMap<String, BTreeMap<String, Option<f64>>> {
    let users = [
        ("ana", "ana@example.org"),
        ("ben", "ben@example.org"),
        ("cem", "cem@example.org"),
    ];
    let rows = rows(text);
    let headings = &rows[0];
    let first = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"];
    assert_eq!(headings[..5], first.map(str::to_owned));
    assert_eq!(rows[1][0].trim(), "Points Possible");
    let own = [
        "Current Score",
        "Final Score",
        "Current Points",
        "Final Points",
        "Current Grade",
        "Final Grade",
    ];
    let mut found: BTreeMap<String, BTreeMap<String, Option<f64>>> = BTreeMap::new();
    for row in &rows[2..] {
        assert_eq!(row.len(), headings.len(), "{row:?}");
        let user = users
            .iter()
            .find(|(id, login)| row[2] == *id || row[3] == *login);
        let (id, _) = user.unwrap_or_else(|| panic!("Canvas doesn't know {row:?}"));
        for (title, cell) in headings.iter().zip(row).skip(5) {
            if !own.iter().any(|own| title.contains(own)) {
                let score = (!cell.is_empty()).then(|| cell.parse().expect("a number"));
                found
                    .entry(title.clone())
                    .or_default()
                    .insert((*id).to_owned(), score);
            }
        }
    }
    found
}

/// Reads grades as Moodle does: an unknown user or a grade over the maximum fails the whole file.
fn moodle(text: &str, most: f64) -> Result<BTreeMap<String, f64>, String> {
    let rows = rows(text);
    assert_eq!(
        rows[0][..2],
        ["useridnumber", "useremail"].map(str::to_owned)
    );
    let grade = |row: &Vec<String>| {
        if !["ana", "ben", "cem"].contains(&row[0].as_str()) {
            return Err(format!("unknown user {}", row[0]));
        }
        let grade: f64 = row[2].parse().map_err(|_| format!("no grade: {row:?}"))?;
        if grade > most {
            Err(format!("over the maximum: {grade}"))
        } else {
            Ok((row[0].clone(), grade))
        }
    };
    rows[1..].iter().map(grade).collect()
}

#[test]
fn every_format_has_what_grading_found() {
    let school = graded();
    let read = canvas(&export(&school, &["canvas", "--title", "Rust"]));
    let scores = &read["Rust"];
    assert_eq!(
        (scores["ana"], scores["ben"], scores["cem"]),
        (Some(1.0), Some(0.0), None)
    );
    let existing = export(
        &school,
        &["canvas", "--title", "Rust", "--assignment", "815"],
    );
    assert!(canvas(&existing).contains_key("Rust (815)"));
    let read = moodle(&export(&school, &["moodle", "--max", "10"]), 10.0).expect("Moodle takes it");
    assert_eq!(
        read,
        BTreeMap::from([("ana".to_owned(), 5.0), ("ben".to_owned(), 0.0)])
    );
    let table = rows(&export(&school, &["csv"]));
    let column = table[0]
        .iter()
        .position(|it| it == "verified_points")
        .expect("a column");
    let of = |id: &str| table.iter().find(|row| row[0] == id).expect("a row")[column].clone();
    assert_eq!(
        (of("ana"), of("ben"), of("cem"), of("eve")),
        ("1".into(), "0".into(), String::new(), "1".into())
    );
    let cells = export(&school, &["csv-exercises"]);
    assert!(
        cells.contains(",one,failed,0,1") && cells.contains(",one,passed,1,1"),
        "{cells}"
    );
}

#[test]
fn claims_are_called_claims_and_come_only_when_asked_for() {
    let school = graded();
    let read = canvas(&export(
        &school,
        &["canvas", "--title", "Rust", "--claimed"],
    ));
    assert_eq!(read["Rust (claimed, not verified)"]["ben"], Some(1.0));
    let moodle = export(&school, &["moodle", "--title", "Rust", "--claimed"]);
    assert!(
        moodle.starts_with("useridnumber,useremail,\"Rust (claimed, not verified)\""),
        "{moodle}"
    );
    let table = export(&school, &["csv", "--claimed"]);
    assert!(
        table.contains("claimed_points") && !table.contains("verified_points"),
        "{table}"
    );
    let statements = export(
        &school,
        &["xapi", "--home", "https://school.example", "--claimed"],
    );
    assert!(
        !statements.contains("\"success\"") && !statements.contains("verbs/passed"),
        "{statements}"
    );
    // Before anything is graded, there are no points.
    let fresh = School::new();
    fresh.roster();
    let ana = fresh.learner("ana");
    ana.run(&["class", "pack", "../ana.pack"]);
    fresh.class(&["import", "ana.pack"], 0);
    let run = fresh.run(&["class", "export", "canvas", "--class", "class"]);
    assert!(
        run.stderr.contains("nothing is verified yet"),
        "{}",
        run.stderr
    );
    assert!(
        canvas(&run.stdout)["class"].values().all(Option::is_none),
        "{}",
        run.stdout
    );
}

#[test]
fn statements_are_as_xapi_wants_them_and_keep_their_ids() {
    let school = graded();
    let args = ["xapi", "--home", "https://school.example"];
    let statements = |text: &str| -> Vec<Value> {
        text.lines()
            .map(|line| serde_json::from_str(line).expect("JSON"))
            .collect()
    };
    let first = statements(&export(&school, &args));
    assert_eq!(first.len(), 2);
    for it in &first {
        let id = it["id"].as_str().expect("an id");
        let lengths: Vec<usize> = id.split('-').map(str::len).collect();
        assert_eq!(lengths, [8, 4, 4, 4, 12], "{id}");
        assert_eq!(it["actor"]["objectType"], "Agent");
        assert_eq!(it["actor"]["account"]["homePage"], "https://school.example");
        let object = it["object"]["id"].as_str().expect("an id");
        let parent = it["context"]["contextActivities"]["parent"][0]["id"]
            .as_str()
            .expect("an id");
        assert!(
            object.starts_with(&format!("{parent}/")),
            "{object} {parent}"
        );
        let score = &it["result"]["score"];
        let number = |key: &str| score[key].as_f64().expect("a number");
        assert!((0.0..=1.0).contains(&number("scaled")));
        assert!((number("min")..=number("max")).contains(&number("raw")));
        let verb = it["verb"]["id"].as_str().expect("a verb");
        let passed = verb == "http://adlnet.gov/expapi/verbs/passed";
        assert!(passed || verb == "http://adlnet.gov/expapi/verbs/failed");
        assert_eq!(it["result"]["success"], passed);
        assert!(it["timestamp"].as_str().is_some_and(|it| it.ends_with('Z')));
    }
    let again = statements(&export(&school, &args));
    let ids = |all: &[Value]| all.iter().map(|it| it["id"].clone()).collect::<Vec<_>>();
    assert_eq!(ids(&first), ids(&again));
    let run = school.run(&["class", "export", "xapi", "--class", "class"]);
    assert!(
        run.code == 2 && run.stderr.contains("--home URL"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_title_that_canvas_drops_is_refused_and_formulas_are_text() {
    let school = School::new();
    school.write(
        "roster.csv",
        "id,name,email\n=1+1,@SUM(A1),-x@example.org\n",
    );
    school.class(&["roster", "import", "roster.csv"], 0);
    let refused = school.run(&[
        "class",
        "export",
        "canvas",
        "--title",
        "My Final Score",
        "--class",
        "class",
    ]);
    assert!(
        refused.code == 2 && refused.stderr.contains("Canvas drops"),
        "{}",
        refused.stderr
    );
    for format in ["canvas", "csv"] {
        for row in rows(&export(&school, &[format, "--title", "=cmd"])) {
            for cell in row {
                assert!(
                    !cell.starts_with(['=', '+', '-', '@', '\t', '\r']),
                    "{cell}"
                );
            }
        }
    }
}

#[test]
fn jplag_gets_long_hand_ins_without_their_tests_beside_what_was_given() {
    let school = School::new();
    let long = |name: &str| {
        let terms = (0..60)
            .map(|n| format!("{name} * {n}"))
            .collect::<Vec<_>>()
            .join(" + ");
        exercise(1, &format!("let {name} = 0; 1 + {terms}"))
    };
    school.write("in/ana/exercises/one.rs", long("a"));
    school.write("in/ben/exercises/one.rs", long("b"));
    // Too short to compare.
    school.write("in/ana/exercises/two.rs", exercise(2, "2"));
    school.write("in/ben/exercises/two.rs", exercise(2, "2"));
    school.class(&["import", "in"], 0);
    let shown = school.class(&["export", "jplag", "--out", "jplag"], 0);
    assert!(shown.contains("2 hand-ins of 1 exercise"), "{shown}");
    let folders = |path: &str| {
        let mut names: Vec<String> = fs::read_dir(school.path(path))
            .expect("a folder")
            .map(|it| {
                it.expect("an entry")
                    .file_name()
                    .into_string()
                    .expect("a name")
            })
            .collect();
        names.sort();
        names
    };
    assert_eq!(folders("jplag"), ["one"]);
    assert_eq!(folders("jplag/one"), ["base", "new"]);
    let base = fs::read_to_string(school.path("jplag/one/base/one.rs")).expect("a base");
    assert!(
        base.contains("pub fn number") && !base.contains("is_right"),
        "{base}"
    );
    let learners = folders("jplag/one/new");
    assert_eq!(learners.len(), 2);
    assert!(
        !learners.iter().any(|it| it == "ana" || it == "ben"),
        "{learners:?}"
    );
    for learner in learners {
        let text = fs::read_to_string(school.path(&format!("jplag/one/new/{learner}/one.rs")))
            .expect("code");
        assert!(
            text.contains(" * 59") && !text.contains("is_right"),
            "{text}"
        );
    }
    let again = school.run(&[
        "class", "export", "jplag", "--out", "jplag", "--class", "class",
    ]);
    assert!(
        again.code == 2 && again.stderr.contains("isn't empty"),
        "{}",
        again.stderr
    );
}
