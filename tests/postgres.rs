//! The database exercise that also runs on PostgreSQL. CONTRIBUTING.md says how to start one
//! for the ignored test.

mod common;

use std::path::Path;

use common::{Course, finish};
use serde_json::Value;

/// Prints what it knows; a course of its own, since the built-in one has crates to build.
const ASKS: &str = r#"fn main() {
    println!("it knows {:?}", std::env::var("DATABASE_URL"));
}
"#;

fn run(course: &Course, url: Option<&str>) -> (Value, String) {
    let with = |args: &[&str]| {
        let mut command = course.command(args);
        match url {
            Some(url) => command.env("DATABASE_URL", url),
            None => command.env_remove("DATABASE_URL"),
        };
        finish(&mut command)
    };
    let verdict = with(&["verify", "--format", "json"]).stdout;
    let verdict: Value = serde_json::from_str(&verdict).expect("JSON");
    (verdict["exercises"][0].clone(), with(&["run"]).stdout)
}

fn asks() -> Course {
    Course::new().exercise("asks", "test = false", ASKS)
}

#[test]
fn a_database_of_somebody_is_withheld() {
    let course = asks();
    for cached in [false, true] {
        let (entry, said) = run(&course, Some("postgres://me:secret@db.example.org/shop"));
        assert_eq!(entry["database"], "withheld", "{entry}");
        assert_eq!(entry["cached"], cached);
        assert!(said.contains("it knows Err(NotPresent)"), "{said}");
        let words = "passed (DATABASE_URL was ignored: its database is not called `course`)";
        assert!(said.contains(words), "{said}");
    }
    let (entry, said) = run(&course, None);
    assert_eq!(entry.get("database"), None, "{entry}");
    assert_eq!(entry["cached"], true, "the same as with none");
    assert!(!said.contains("DATABASE_URL"), "{said}");
}

#[test]
fn a_database_for_courses_is_given_and_never_cached() {
    let course = asks();
    for url in [
        "postgres://one@localhost/course",
        "postgres://two@localhost/course",
    ] {
        let (entry, said) = run(&course, Some(url));
        assert_eq!(entry["database"], "given", "{entry}");
        assert_eq!(entry["cached"], false);
        assert!(said.contains(&format!("it knows Ok({url:?})")), "{said}");
        assert!(
            said.contains("passed, using the database in DATABASE_URL"),
            "{said}"
        );
    }
    let (entry, said) = run(&course, None);
    assert_eq!(entry["cached"], false, "nothing was stored: {entry}");
    assert!(said.contains("it knows Err(NotPresent)"), "{said}");
}

#[test]
fn it_is_withheld_from_the_compiler_too() {
    let bakes = ASKS.replace("std::env::var(", "option_env!(");
    let course = Course::new().exercise("asks", "test = false", &bakes);
    let (_, said) = run(&course, Some("postgres://me:secret@db.example.org/shop"));
    assert!(said.contains("it knows None"), "{said}");
}

#[test]
fn a_program_that_does_not_name_it_does_not_get_it() {
    let hidden = ASKS.replace("\"DATABASE_URL\"", "[\"DATABASE\", \"URL\"].join(\"_\")");
    let course = Course::new().exercise("asks", "test = false", &hidden);
    let (entry, said) = run(&course, Some("postgres://one@localhost/course"));
    assert_eq!(entry.get("database"), None, "{entry}");
    assert!(said.contains("it knows Err(NotPresent)"), "{said}");
}

#[test]
#[ignore = "needs PostgreSQL, see CONTRIBUTING.md, and builds all crates of the course"]
fn the_capstone_works_on_postgres_and_its_starter_does_not() {
    let url = std::env::var("DATABASE_URL").expect("DATABASE_URL names a database for this");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let course = Course::built_in();
    let path = "20_database/capstone_products_db.rs";
    let check = || {
        let mut verify = course.command(&["verify", "capstone_products_db", "--format", "json"]);
        let run = common::finish_within(30 * 60, verify.env("DATABASE_URL", &url));
        let document: Value = serde_json::from_str(&run.stdout).expect("JSON");
        let entry = document["exercises"][0].clone();
        assert_eq!(entry["database"], "given", "{entry}");
        entry
    };
    let starter = check();
    assert_eq!(starter["reason"], "tests_failed", "{starter}");

    let solution = std::fs::read(root.join("solutions").join(path)).expect("the solution");
    course.write(format!("exercises/{path}"), solution);
    let passed = check();
    assert_eq!(passed["verdict"], "pass", "{passed}");
    assert_eq!(
        passed["tests"].as_array().map(Vec::len),
        Some(1),
        "{passed}"
    );
}
