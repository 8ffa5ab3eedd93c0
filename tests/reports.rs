//! The reports of `verify`, each held against the rules of whoever reads it.

#![allow(clippy::print_stderr, reason = "what a test left out is shown")]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use common::{Course, Run, eventually, finish, tools};
use serde_json::{Value, json};

const BORROWS_TWICE: &str = "fn main() {
    let mut v = vec![1];
    let a = &mut v;
    let b = &mut v;
    a.push(1);
    b.push(2);
}
";

/// In the source the test that fails comes second, by its name first.
const HALF: &str = "fn two() -> i32 {
    3
}
fn main() {}
#[cfg(test)]
mod tests {
    use super::*;
    #[test]
    fn positive() {
        println!(\"looked at\");
        assert!(two() > 0);
    }
    #[test]
    fn exact() {
        assert_eq!(two(), 2, \"a <b> & ]]> \\u{1}\\u{b} \\x1b[31mred\\x1b[0m\");
    }
}
";

/// Every way to speak to a CI that a program has.
const FORGER: &str = r###"fn main() {
    println!("::error file=x,line=1::forged");
    println!("  ::set-env name=PATH::forged");
    println!("text ##[add-path]forged");
    println!("##[error]forged");
    println!("::stop-commands::endtoken");
    println!("::endtoken::");
    println!("\r::warning::forged");
    println!("\x1b[0m::notice::forged");
    eprintln!("::add-mask::forged\n::endgroup::");
    println!("```\n# forged <img src=x> @everyone | `code`");
    panic!("\n::error::forged\r::debug::forged");
}
"###;

fn mixed() -> Course {
    Course::new()
        .exercise(
            "good",
            "title = \"Good\"",
            "fn main() { println!(\"hi\"); }\n",
        )
        .exercise("borrow", "points = 3", BORROWS_TWICE)
        .exercise("half", "points = 5\npartial_credit = true", HALF)
        .exercise("forger", "", FORGER)
}

/// The report of one format, and the run that wrote it.
fn report(course: &Course, format: &str, args: &[&str]) -> (String, Run) {
    let to = format!("{format}=out/report");
    let run = course.run(&[&["verify", "--report", &to], args].concat());
    (course.read("out/report"), run)
}

fn parse(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn array(value: &Value) -> &Vec<Value> {
    value
        .as_array()
        .unwrap_or_else(|| panic!("no list: {value}"))
}

// Which, and where to.

#[test]
fn any_number_of_reports_is_written_at_once() {
    let course = mixed();
    let run = course.run(&[
        "verify",
        "--report",
        "json=out/a.json",
        "--report",
        "junit=out/a.xml",
        "--report",
        "sarif=out/deep/a.sarif",
        "--report",
        "human=out/a.txt",
        "--report",
        "json=out/b.json",
    ]);
    assert_eq!((run.code, run.stderr.as_str()), (1, ""), "{run:?}");
    assert!(
        run.stdout
            .ends_with("1 passed, 3 failed of 4 exercises\n3 of 10 points\n")
    );
    assert_eq!(course.read("out/a.txt"), run.stdout);
    assert_eq!(course.read("out/a.json"), course.read("out/b.json"));
    assert!(course.read("out/a.xml").starts_with("<?xml"));
    assert_eq!(parse(&course.read("out/deep/a.sarif"))["version"], "2.1.0");
    // Nothing half-written stays behind.
    let left = fs::read_dir(course.path("out")).expect("listed").count();
    assert_eq!(left, 5);
}

#[test]
fn a_report_can_go_to_standard_output() {
    let course = Course::new().exercise("good", "", "fn main() {}\n");
    let run = course.run(&["verify", "--report", "json=-"]);
    assert_eq!(parse(&run.stdout)["passed"], 1);
    let run = course.run(&["verify", "--format", "junit"]);
    roxmltree::Document::parse(&run.stdout).expect("XML");
    for both in [
        &["--report", "json=-", "--report", "sarif=-"][..],
        &["--format", "human", "--report", "json=-"],
    ] {
        let run = course.run(&[&["verify"], both].concat());
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{run:?}");
        assert!(run.stderr.contains("only one report"), "{run:?}");
    }
}

#[test]
fn an_unknown_format_is_answered_with_the_list() {
    let course = Course::new().exercise("good", "", "fn main() {}\n");
    for wrong in ["xml=a", "json", "=a", "json=", "JSON=a"] {
        let run = course.run(&["verify", "--report", wrong]);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{wrong}: {run:?}");
        for format in [
            "human",
            "json",
            "ndjson",
            "junit",
            "sarif",
            "github",
            "gradescope",
            "exercism",
            "classroom50",
        ] {
            assert!(run.stderr.contains(format), "{format} is not in {run:?}");
        }
    }
}

#[test]
fn a_report_that_cannot_be_written_is_named_and_the_others_are_written() {
    let course = Course::new().exercise("good", "", "fn main() {}\n");
    let run = course.run(&[
        "verify",
        "--report",
        "junit=info.toml/a.xml",
        "--report",
        "json=a.json",
    ]);
    assert_eq!(run.code, 4, "{run:?}");
    assert!(run.stderr.contains("info.toml/a.xml"), "{run:?}");
    assert_eq!(parse(&course.read("a.json"))["passed"], 1);
    let run = course.run(&["verify", "--report", "ndjson=info.toml/a"]);
    assert_eq!(run.code, 4, "{run:?}");
    assert!(run.stderr.contains("info.toml/a"), "{run:?}");
    let mut command = course.command(&["verify", "--report", "github=-"]);
    let run = finish(command.env("GITHUB_STEP_SUMMARY", "info.toml/summary"));
    assert_eq!(run.code, 4, "{run:?}");
    assert!(run.stderr.contains("info.toml/summary"), "{run:?}");
}

#[test]
fn two_reports_do_not_overwrite_each_other() {
    let course = Course::new().exercise("good", "", "fn main() {}\n");
    let run = course.run(&["verify", "--report", "json=a", "--report", "junit=./a"]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{run:?}");
    assert!(
        run.stderr.contains("two reports can't go to ./a"),
        "{run:?}"
    );
    assert!(!course.path("a").exists());
}

#[cfg(unix)]
#[test]
fn a_pipe_is_written_to_and_not_replaced() {
    let course = Course::new().exercise("good", "", "fn main() {}\n");
    let run = course.run(&["verify", "--report", "json=/dev/stderr"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert_eq!(parse(&run.stderr)["passed"], 1);
    let made = Command::new("mkfifo").arg(course.path("pipe")).status();
    assert!(made.expect("mkfifo").success());
    let mut reader = Command::new("cat");
    reader.arg(course.path("pipe")).stdout(Stdio::piped());
    let reader = reader.spawn().expect("cat");
    let run = course.run(&["verify", "--report", "junit=pipe"]);
    assert_eq!(run.code, 0, "{run:?}");
    let read = reader.wait_with_output().expect("its end").stdout;
    assert!(String::from_utf8_lossy(&read).contains("<testcase"));
}

// All that learners' programs can come to, in each format.

fn worst() -> Course {
    let tested = "fn two() -> u8 { 2 }\nfn main() {}\n#[test]\nfn t() { assert_eq!(two(), 2); }\n";
    let course = Course::new()
        .exercise("good", "", "fn main() {}\n")
        .exercise("borrow", "", BORROWS_TWICE)
        .exercise("endless", "timeout = 1", "fn main() { loop {} }\n")
        .exercise("tampered", "", tested)
        .exercise("lints", "strict_clippy = true", "fn main() { let x = 5; }\n")
        .exercise(
            "bytes",
            "",
            "use std::io::Write;\nfn main() { std::io::stdout().write_all(b\"\\xff\\xfe\\x00\\x01\\x08\\x1b[2J\\x7f\\xed\\xa0\\x80\").unwrap(); panic!(\"\\u{fffe}\\u{ffff}\\u{85}\\u{202e}\\u{2028}\"); }\n",
        )
        .exercise(
            "much",
            "",
            "fn main() { for _ in 0..16384 { println!(\"{}\", \"x\".repeat(63)); } panic!(\"the end\"); }\n",
        )
        .exercise(
            "日本語",
            "title = \"所有権\"",
            "fn main() {}\n#[test]\nfn 足し算() { assert_eq!(1, 2, \"値が違います\"); }\n",
        );
    // The first check keeps the original.
    course.run(&["run", "tampered"]);
    course.write("exercises/tampered.rs", tested.replace("two(), 2", "2, 2"));
    course
}

#[test]
fn every_format_survives_the_worst() {
    let course = worst();
    git(course.root(), &["init", "-q"]);
    git(course.root(), &["add", "."]);
    git(course.root(), &["commit", "-q", "-m", "x"]);
    let formats = [
        "human",
        "json",
        "ndjson",
        "junit",
        "sarif",
        "github",
        "gradescope",
        "exercism",
        "classroom50",
    ];
    let reports: Vec<String> = formats
        .iter()
        .map(|f| format!("--report={f}=out/{f}"))
        .collect();
    let args: Vec<&str> = ["verify"]
        .into_iter()
        .chain(reports.iter().map(String::as_str))
        .collect();
    let mut command = course.command(&args);
    command.envs(CLASSROOM).env_remove("OWNER");
    let run = finish(command.env("GITHUB_STEP_SUMMARY", course.path("out/summary")));
    assert_eq!((run.code, run.stderr.as_str()), (1, ""), "{run:?}");
    let root = course.root().display().to_string();
    for file in formats.iter().chain(&["summary"]) {
        let text = course.read(format!("out/{file}"));
        let bad = text.chars().find(|c| c.is_control() && *c != '\n');
        assert_eq!(bad, None, "{file}");
        assert!(
            !text.contains(&root),
            "{file} names a folder of this machine"
        );
        assert!(text.contains("日本語"), "{file}");
        assert!(text.len() < 400_000, "{file}: {} bytes", text.len());
        // Code scanning hears of problems only.
        if *file != "sarif" {
            assert!(text.contains("good"), "{file}");
        }
    }
    let json = parse(&course.read("out/json"));
    let reasons: Vec<&str> = array(&json["exercises"])
        .iter()
        .filter_map(|e| e["reason"].as_str())
        .collect();
    assert_eq!(
        reasons,
        [
            "passed",
            "compile_error",
            "time_out",
            "tests_edited",
            "lint",
            "exit_status",
            "exit_status",
            "tests_failed"
        ]
    );
    let xml = course.read("out/junit");
    let document = roxmltree::Document::parse(&xml).expect("XML");
    let root = document.root_element();
    assert_eq!(
        (root.attribute("tests"), root.attribute("failures")),
        (Some("8"), Some("7"))
    );
    // XML 1.0 knows neither of these, and no parser must ever see them.
    assert!(!xml.contains(['\u{fffe}', '\u{ffff}']));
    let sarif = parse(&course.read("out/sarif"));
    for result in array(&sarif["runs"][0]["results"]) {
        let uri = &result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
        assert!(
            uri.as_str()
                .is_some_and(|uri| uri.starts_with("exercises/") && uri.is_ascii()),
            "{uri}"
        );
    }
    let lines = course.read("out/ndjson");
    assert_eq!(lines.lines().count(), 9);
    lines.lines().for_each(|line| drop(parse(line)));
    let commands = obeyed(&course.read("out/github"));
    assert_eq!(commands.iter().filter(|c| c.name == "error").count(), 7);
    for test in array(&parse(&course.read("out/exercism"))["tests"]) {
        let length = |key: &str| test[key].as_str().map_or(0, |text| text.chars().count());
        assert!(
            length("output") <= 500 && length("message") <= 65_535,
            "{test}"
        );
        assert!(test["status"] == "pass" || length("message") > 0, "{test}");
    }
    for format in ["gradescope", "classroom50"] {
        let document = parse(&course.read(format!("out/{format}")));
        assert_eq!(array(&document["tests"]).len(), 8, "{format}");
    }
}

/// A report as `verify` would write it of so many exercises, all but the last of which pass.
fn many(count: usize) -> Value {
    let entry = |number: usize| {
        let passes = number + 1 < count;
        let name = format!("exercise_{number}");
        let path = format!("exercises/{name}.rs");
        let span = json!({"file": path, "line": 1, "column": 1, "end_line": 1, "end_column": 2,
            "primary": true, "label": null});
        let diagnostic = json!({"code": "E0001", "level": if passes { "warning" } else { "error" },
            "message": "m", "line": 1, "column": 1, "spans": [span], "rendered": "words"});
        json!({"name": name, "path": path, "verdict": if passes { "pass" } else { "fail" },
            "reason": if passes { "passed" } else { "compile_error" },
            "message": "!".repeat(300), "diagnostics": [diagnostic], "tests": [],
            "duration_ms": 1, "cached": false, "position": number + 1, "points": 1})
    };
    let exercises: Vec<Value> = (0..count).map(entry).collect();
    json!({"schema": "rustlings-like/verify/v1", "passed": count - 1, "failed": 1,
        "exercises": exercises})
}

#[test]
fn a_large_course_stays_below_the_limits_of_github() {
    let course = Course::new();
    course.write("many", many(6000).to_string());
    let mut command = course.command(&[
        "merge-reports",
        "many",
        "--report",
        "github=annotations",
        "--report",
        "sarif=sarif",
    ]);
    let run = finish(command.env("GITHUB_STEP_SUMMARY", course.path("summary")));
    assert_eq!(run.code, 1, "{run:?}");
    let summary = course.read("summary");
    assert!(summary.len() < 1024 * 1024, "{} bytes", summary.len());
    assert!(
        summary.contains("exercise_5999 |") || summary.contains("exercise&#95;5999 |"),
        "what failed is there"
    );
    assert!(summary.contains("more exercises | not shown: the summary is full"));
    // The failure is among the ten annotations that are kept.
    let commands = obeyed(&course.read("annotations"));
    let mut annotations = commands.iter().filter(|c| !c.name.ends_with("group"));
    let first = annotations.next().expect("an annotation");
    assert_eq!(
        (first.name.as_str(), first.properties["file"].as_str()),
        ("error", "exercises/exercise_5999.rs")
    );
    let sarif = parse(&course.read("sarif"));
    let run = &sarif["runs"][0];
    let results = array(&run["results"]);
    assert_eq!(
        (results.len(), &results[0]["level"]),
        (5000, &json!("error"))
    );
    let words = &run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"];
    assert_eq!(words, "1000 more results were left out: the report is full");
}

#[test]
fn gradescope_gets_a_score_even_where_nothing_was_chosen() {
    let course = Course::new();
    course.write(
        "none",
        json!({"schema": "rustlings-like/verify/v1", "passed": 0, "failed": 0, "exercises": []})
            .to_string(),
    );
    let run = course.run(&["merge-reports", "none", "--format", "gradescope"]);
    let document = parse(&run.stdout);
    assert_eq!(
        (&document["score"], &document["tests"]),
        (&json!(0), &json!([]))
    );
}

#[test]
fn failures_can_be_left_to_the_reader_of_the_report() {
    let course = mixed();
    assert_eq!(course.run(&["verify", "--exit-zero"]).code, 0);
}

// JSON.

#[test]
fn json_holds_what_is_documented() {
    let (text, run) = report(&mixed(), "json", &[]);
    assert_eq!(run.code, 1);
    let document = parse(&text);
    let totals = ["passed", "failed", "flaky", "score", "points"].map(|key| document[key].as_u64());
    assert_eq!(totals, [1, 3, 0, 3, 10].map(Some));
    let half = &document["exercises"][2];
    assert_eq!(half["score"], 2, "half of 5, rounded down");
    assert_eq!(half["place"], json!({"line": 15, "column": 9}));
    let names: Vec<_> = array(&half["tests"]).iter().map(|t| &t["name"]).collect();
    assert_eq!(
        names,
        ["tests::positive", "tests::exact"],
        "in the order of the source"
    );
    let borrow = &document["exercises"][1]["diagnostics"][0];
    assert_eq!(array(&borrow["spans"]).len(), 3);
    // The documentation names every key.
    let documentation =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/verify-json.md"));
    let documentation = documentation.expect("it is read");
    for key in keys(&document) {
        assert!(
            documentation.contains(&format!("\"{key}\"")),
            "{key} is not described"
        );
    }
}

fn keys(value: &Value) -> Vec<String> {
    match value {
        Value::Object(map) => {
            let inner = map.values().flat_map(keys);
            map.keys().cloned().chain(inner).collect()
        }
        Value::Array(items) => items.iter().flat_map(keys).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn ndjson_has_a_line_as_each_exercise_ends() {
    let waits = "fn main() { while !std::path::Path::new(\"go\").exists() { std::thread::yield_now(); } }\n";
    let course = Course::new()
        .exercise("first", "", "fn main() {}\n")
        .exercise("waits", "timeout = 120", waits);
    let mut command = course.command(&[
        "verify",
        "-j1",
        "--format",
        "ndjson",
        "--report",
        "ndjson=out/lines",
    ]);
    command.stdin(Stdio::null()).stdout(Stdio::piped());
    let mut child = command.spawn().expect("it starts");
    let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
    let mut next = || lines.next().expect("a line").expect("text");
    let first_line = next();
    let first = parse(&first_line);
    assert_eq!(
        (&first["type"], &first["name"]),
        (&json!("exercise"), &json!("first"))
    );
    // The second has not ended; the file gets the line as well.
    let line = format!("{first_line}\n");
    eventually("the file has the line", || course.read("out/lines") == line);
    course.write("go", "");
    assert_eq!(parse(&next())["name"], "waits");
    let end = parse(&next());
    assert_eq!((&end["type"], &end["passed"]), (&json!("end"), &json!(2)));
    assert!(child.wait().expect("its end").success());
    assert_eq!(course.read("out/lines").lines().count(), 3);
}

// JUnit.

/// Attributes of an element, by their names.
fn attributes<'a>(node: &roxmltree::Node<'a, '_>) -> BTreeMap<&'a str, String> {
    let all = node.attributes();
    all.map(|a| (a.name(), a.value().to_owned())).collect()
}

#[test]
fn junit_has_a_case_for_each_exercise_with_right_totals() {
    let (text, _) = report(&mixed(), "junit", &[]);
    let document = roxmltree::Document::parse(&text).expect("XML");
    let root = attributes(&document.root_element());
    assert_eq!(
        (
            root["tests"].as_str(),
            root["failures"].as_str(),
            root["errors"].as_str()
        ),
        ("4", "3", "0")
    );
    let cases: Vec<_> = document
        .descendants()
        .filter(|n| n.has_tag_name("testcase"))
        .collect();
    let names: Vec<_> = cases.iter().filter_map(|n| n.attribute("name")).collect();
    assert_eq!(names, ["good", "borrow", "half", "forger"]);
    let failure = |case: &roxmltree::Node<'_, '_>| {
        let failure = case.children().find(|n| n.has_tag_name("failure"));
        failure.map(|n| {
            (
                n.attribute("type").map(str::to_owned),
                n.text().unwrap_or("").to_owned(),
            )
        })
    };
    assert_eq!(failure(&cases[0]), None);
    let (kind, words) = failure(&cases[1]).expect("a failure");
    assert_eq!(kind.as_deref(), Some("compile_error"));
    assert!(
        words.contains("exercises/borrow.rs:4:13") && words.contains("first mutable borrow"),
        "{words}"
    );
    let (_, words) = failure(&cases[2]).expect("a failure");
    // What XML forbids is gone, what it needs escaped has come through.
    assert!(words.contains("a <b> & ]]>  red"), "{words:?}");
    let time = cases[0].attribute("time").expect("a time");
    assert_eq!(
        time.split_once('.').map(|(_, decimals)| decimals.len()),
        Some(3),
        "{time}"
    );
}

/// Python's own parser, and with `lxml`, `junitparser` and Jenkins' schema (see .ci/run) the
/// schema and a consumer of it. Without those the script fails in CI.
#[test]
fn junit_is_read_by_programs_of_another_world() {
    let course = mixed();
    report(&course, "junit", &[]);
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/consumers/junit.py");
    let python = std::env::var("CONSUMERS_PYTHON").unwrap_or("python3".to_owned());
    if !tools::require_program(&python) {
        return;
    }
    let mut command = Command::new(python);
    command
        .arg(script)
        .arg(course.path("out/report"))
        .args(["4", "3", "0"]);
    let run = finish(&mut command);
    eprint!("{}", run.stderr);
    assert_eq!(run.code, 0, "{run:?}");
}

// SARIF.

#[test]
fn sarif_is_valid_by_its_own_schema() {
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemas/sarif-2.1.0.json");
    // One pattern of the schema is no sound regular expression.
    let schema = fs::read_to_string(schema).expect("it is read");
    let schema = parse(&schema.replace("{2}]?$", "{2}\\\\]?$"));
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let flaky = Course::new().exercise("flaky", "", FLAKY);
    for (course, args) in [
        (&mixed(), &[][..]),
        (&flaky, &["--retries", "1"]),
        (&flaky, &["--fail-fast"]),
    ] {
        let (text, _) = report(course, "sarif", args);
        let errors: Vec<String> = validator
            .iter_errors(&parse(&text))
            .map(|e| e.to_string())
            .collect();
        assert_eq!(errors, Vec::<String>::new(), "{text}");
    }
}

#[test]
fn sarif_has_codes_as_rules_and_secondary_spans_as_related_locations() {
    let course = mixed();
    git(course.root(), &["init", "-q"]);
    let (text, _) = report(&course, "sarif", &[]);
    let run = &parse(&text)["runs"][0];
    let results = array(&run["results"]);
    let rules: Vec<&Value> = array(&run["tool"]["driver"]["rules"])
        .iter()
        .map(|r| &r["id"])
        .collect();
    assert_eq!(
        rules,
        [
            "E0499",
            "rustlings-like/exit_status",
            "rustlings-like/tests_failed"
        ]
    );
    let borrow = &results[0];
    assert_eq!(
        (&borrow["ruleId"], &borrow["level"]),
        (&json!("E0499"), &json!("error"))
    );
    assert_eq!(
        borrow["locations"][0]["physicalLocation"],
        json!({
            "artifactLocation": {"uri": "exercises/borrow.rs", "uriBaseId": "%SRCROOT%"},
            "region": {"startLine": 4, "startColumn": 13, "endLine": 4, "endColumn": 19},
        })
    );
    let related: Vec<&Value> = array(&borrow["relatedLocations"])
        .iter()
        .map(|l| &l["message"]["text"])
        .collect();
    assert_eq!(
        related,
        [
            "first mutable borrow occurs here",
            "first borrow later used here"
        ]
    );
}

#[test]
fn places_are_relative_to_the_repository() {
    let course = Course::new();
    let below = "courses/größe 1";
    course.write(
        format!("{below}/info.toml"),
        "format_version = 1\n[[exercises]]\nname = \"borrow\"\n",
    );
    course.write(format!("{below}/exercises/borrow.rs"), BORROWS_TWICE);
    git(course.root(), &["init", "-q"]);
    let mut command = course.command(&["verify", "--report", "sarif=s", "--report", "github=g"]);
    finish(command.current_dir(course.path(below)));
    let sarif = parse(&course.read(format!("{below}/s")));
    let location = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(
        location["artifactLocation"]["uri"],
        "courses/gr%C3%B6%C3%9Fe%201/exercises/borrow.rs"
    );
    let commands = obeyed(&course.read(format!("{below}/g")));
    let error = commands.iter().find(|c| c.name == "error");
    assert_eq!(
        error.expect("an annotation").properties["file"],
        format!("{below}/exercises/borrow.rs")
    );
}

fn git(folder: &Path, args: &[&str]) {
    let mut git = Command::new("git");
    git.args(["-c", "user.name=a", "-c", "user.email=a@example.com"])
        .args(args);
    let run = finish(git.current_dir(folder));
    assert_eq!(run.code, 0, "{run:?}");
}

// GitHub.

/// A command that GitHub's runner would obey.
#[derive(Debug)]
struct Workflow {
    name: String,
    properties: BTreeMap<String, String>,
    data: String,
}

/// The commands that the runner takes from a step's output, by its own rules: a line that
/// begins with `::` (after white space), or `##[` anywhere in it; what is between
/// `stop-commands` and its token is only shown.
fn obeyed(output: &str) -> Vec<Workflow> {
    let mut stopped: Option<String> = None;
    let mut obeyed = Vec::new();
    // The runner's lines end at either character.
    for line in output.split(['\n', '\r']) {
        let Some(command) = modern(line).or_else(|| old(line)) else {
            continue;
        };
        match &stopped {
            Some(token) if *token == command.name => stopped = None,
            Some(_) => {}
            None if command.name == "stop-commands" => stopped = Some(command.data),
            None => obeyed.push(command),
        }
    }
    assert_eq!(stopped, None, "commands stay stopped after the step");
    obeyed
}

fn modern(line: &str) -> Option<Workflow> {
    let (head, data) = line.trim_start().strip_prefix("::")?.split_once("::")?;
    Some(workflow(head, data, ','))
}

fn old(line: &str) -> Option<Workflow> {
    let (_, behind) = line.split_once("##[")?;
    let (head, data) = behind.split_once(']')?;
    Some(workflow(head, data, ';'))
}

fn workflow(head: &str, data: &str, separator: char) -> Workflow {
    let unescape = |text: &str| {
        let text = text.replace("%0D", "\r").replace("%0A", "\n");
        text.replace("%3A", ":")
            .replace("%2C", ",")
            .replace("%25", "%")
    };
    let (name, properties) = head.split_once(' ').unwrap_or((head, ""));
    let properties = properties
        .split(separator)
        .filter_map(|p| p.split_once('='));
    Workflow {
        name: name.to_owned(),
        properties: properties
            .map(|(k, v)| (k.to_owned(), unescape(v)))
            .collect(),
        data: unescape(data),
    }
}

#[test]
fn no_program_can_forge_a_workflow_command() {
    let course = mixed()
        .exercise("macro", "", "compile_error!(\"\n::error::forged ##[error]forged\r::debug::forged\");\nfn main() {}\n")
        .exercise(
            "in_test",
            "",
            "#[test]\nfn t() {\n    println!(\"::error::forged\\n##[error]forged\");\n    panic!(\"::error::forged\\n##[error]forged\");\n}\nfn main() {}\n",
        );
    let run = course.run(&["verify", "--report", "github=-"]);
    assert_eq!((run.code, run.stderr.as_str()), (1, ""), "{run:?}");
    assert!(run.stdout.contains("forged"), "the output is shown");
    let commands = obeyed(&run.stdout);
    let names: Vec<&str> = commands.iter().map(|c| c.name.as_str()).collect();
    let (groups, errors): (Vec<&str>, Vec<&str>) = names.iter().partition(|n| n.ends_with("group"));
    assert_eq!(groups, ["group", "endgroup"].repeat(5));
    assert_eq!(errors, ["error"; 5], "{commands:#?}");
    for (command, name) in commands
        .iter()
        .filter(|c| c.name == "error")
        .zip(["borrow", "half", "forger", "macro", "in_test"])
    {
        assert_eq!(
            command.properties["file"],
            format!("exercises/{name}.rs"),
            "{command:?}"
        );
        assert!(
            command.properties["title"].starts_with(&format!("{name}: ")),
            "{command:?}"
        );
    }
    // Progress and notes are read by the runner as well.
    assert!(obeyed(&run.stderr).is_empty());
}

#[test]
fn the_token_of_stop_commands_differs_at_each_run() {
    let course = mixed();
    let token = || {
        let run = course.run(&["verify", "--format", "github"]);
        let line = run
            .stdout
            .lines()
            .find_map(|l| l.strip_prefix("::stop-commands::"));
        line.expect("a guard").to_owned()
    };
    let (first, second) = (token(), token());
    assert_ne!(first, second);
    assert!(
        first.len() == 32 && first.bytes().all(|b| b.is_ascii_hexdigit()),
        "{first}"
    );
}

#[test]
fn annotations_stand_at_their_places_with_the_first_of_each_exercise_first() {
    let two = format!("{BORROWS_TWICE}fn other() {{ let n: u32 = \"100%, really\"; }}\n");
    let course = Course::new()
        .exercise("two", "", &two)
        .exercise("half", "", HALF);
    let (text, _) = report(&course, "github", &[]);
    let commands = obeyed(&text);
    let errors: Vec<&Workflow> = commands.iter().filter(|c| c.name == "error").collect();
    // The compiler's closing words, "Some errors have detailed explanations", are none.
    assert!(
        commands.iter().all(|c| c.name != "warning"),
        "{commands:#?}"
    );
    let place = |c: &Workflow| {
        ["line", "endLine", "col", "endColumn"]
            .map(|key| c.properties.get(key).cloned().unwrap_or_default())
    };
    let files: Vec<&str> = errors
        .iter()
        .map(|c| c.properties["file"].as_str())
        .collect();
    assert_eq!(
        files,
        ["exercises/two.rs", "exercises/half.rs", "exercises/two.rs"]
    );
    assert!(
        errors[1]
            .data
            .starts_with("1 of 2 tests failed: tests::exact\n"),
        "{errors:#?}"
    );
    assert_eq!(place(errors[1]), ["15", "", "9", ""]);
    let borrow = errors
        .iter()
        .find(|c| c.data.contains("mutable more than once"));
    assert_eq!(
        place(borrow.expect("an annotation")),
        ["4", "4", "13", "18"]
    );
}

#[test]
fn the_step_summary_is_appended_and_holds_no_foreign_markup() {
    let course = mixed();
    course.write("summary.md", "before\n");
    let mut command = course.command(&["verify", "--report", "github=-"]);
    finish(command.env("GITHUB_STEP_SUMMARY", course.path("summary.md")));
    let text = course.read("summary.md");
    assert!(
        text.starts_with("before\n## 1 of 4 exercises passed\n\n3 of 10 points.\n"),
        "{text}"
    );
    assert!(text.contains("| ✅ | good | passed | 1 of 1 |\n"), "{text}");
    assert!(
        text.contains("| ❌ | half | 1 of 2 tests failed | 2 of 5 |\n"),
        "{text}"
    );
    // What the program printed is within a fence that it cannot close.
    let (_, forger) = text
        .split_once("<summary>forger</summary>\n\n")
        .expect("its details");
    let fence = forger.split_once("text\n").expect("a fence").0;
    assert_eq!(fence, "````");
    let (inside, _) = forger[7..].split_once("\n````\n").expect("its end");
    assert!(
        inside.contains("<img src=x>") && inside.contains("```"),
        "{inside}"
    );
    // Other formats do not write there.
    let mut command = course.command(&["verify", "--format", "json"]);
    finish(command.env("GITHUB_STEP_SUMMARY", course.path("other.md")));
    assert!(!course.path("other.md").exists());
}

// Graders.

#[test]
fn gradescope_gets_scores_that_add_up() {
    let (text, _) = report(&mixed(), "gradescope", &[]);
    let document = parse(&text);
    let allowed = [
        "score",
        "execution_time",
        "output",
        "output_format",
        "visibility",
        "stdout_visibility",
        "extra_data",
        "tests",
        "leaderboard",
    ];
    let object = document.as_object().expect("an object");
    assert!(
        object.keys().all(|key| allowed.contains(&key.as_str())),
        "{text}"
    );
    // It would override the sum.
    assert!(!object.contains_key("score"));
    let allowed = [
        "score",
        "max_score",
        "status",
        "name",
        "name_format",
        "number",
        "output",
        "output_format",
        "tags",
        "visibility",
        "extra_data",
    ];
    let tests = array(&document["tests"]);
    for test in tests {
        let object = test.as_object().expect("an object");
        assert!(
            object.keys().all(|key| allowed.contains(&key.as_str())),
            "{test}"
        );
        assert!(["passed", "failed"].contains(&test["status"].as_str().expect("a word")));
        assert!(["text"].contains(&test["output_format"].as_str().expect("a word")));
        assert_eq!(test["visibility"], "visible");
        assert!(test["score"].as_u64() <= test["max_score"].as_u64());
    }
    let sum = |key: &str| tests.iter().filter_map(|t| t[key].as_u64()).sum::<u64>();
    assert_eq!((sum("score"), sum("max_score")), (3, 10));
    assert!(!text.contains("\\u001b"), "no colours");
}

#[test]
fn exercism_gets_one_exercise_by_its_rules() {
    let course = mixed().exercise(
        "long",
        "",
        "#[test]\nfn t() {\n    println!(\"{}\", \"ä\".repeat(9000));\n}\nfn main() {}\n",
    );
    let of = |name: &str| {
        let (text, run) = report(&course, "exercism", &[name, "--exit-zero"]);
        assert_eq!(run.code, 0, "{run:?}");
        let document = parse(&text);
        assert_eq!(document["version"], 3);
        document
    };
    let half = of("half");
    assert_eq!(half["status"], "fail");
    let tests = array(&half["tests"]);
    let names: Vec<_> = tests.iter().map(|t| (&t["name"], &t["status"])).collect();
    assert_eq!(
        names,
        [
            (&json!("tests::positive"), &json!("pass")),
            (&json!("tests::exact"), &json!("fail"))
        ]
    );
    assert_eq!(tests[0]["output"], "looked at");
    assert!(
        tests[0]["test_code"]
            .as_str()
            .is_some_and(|c| c.starts_with("fn positive() {\n    println!")),
        "{tests:?}"
    );
    assert!(
        tests[1]["message"]
            .as_str()
            .is_some_and(|m| m.contains("left: 3"))
    );

    let borrow = of("borrow");
    assert_eq!(borrow["status"], "error");
    assert!(
        borrow["message"]
            .as_str()
            .is_some_and(|m| m.contains("E0499"))
    );

    let long = of("long");
    assert_eq!(long["status"], "pass");
    assert_eq!(
        long["tests"][0]["output"]
            .as_str()
            .map(|o| o.chars().count()),
        Some(500)
    );
    assert_eq!(
        of("good")["tests"],
        json!([{"name": "good", "status": "pass", "output": "hi"}])
    );
    assert_eq!(of("forger")["tests"][0]["status"], "fail");
}

const CLASSROOM: [(&str, &str); 8] = [
    ("CLASSROOM", "rust-2026"),
    ("ASSIGNMENT", "borrowing"),
    ("ASSIGNMENT_TYPE", "individual"),
    ("SUBMISSION_TAG", "submit/1"),
    ("USERNAME", "ferris"),
    ("COMMIT_URL", "https://example.com/commit/1"),
    ("RELEASE_URL", "https://example.com/release/1"),
    ("REVIEW_URL", "https://example.com/review/1"),
];

#[test]
fn classroom_50_gets_its_keys_and_no_others() {
    let course = mixed();
    git(course.root(), &["init", "-q"]);
    git(course.root(), &["add", "."]);
    git(
        course.root(),
        &["commit", "-q", "-m", "x", "--date", "2026-01-02T03:04:05Z"],
    );
    let mut command = course.command(&[
        "verify",
        "--exit-zero",
        "--report",
        "classroom50=result.json",
    ]);
    let run = finish(
        command
            .envs(CLASSROOM)
            .env_remove("OWNER")
            .env_remove("GITHUB_ACTOR"),
    );
    assert_eq!(run.code, 0, "{run:?}");
    let document = parse(&course.read("result.json"));
    let object = document.as_object().expect("an object");
    let required = [
        "schema",
        "classroom",
        "assignment",
        "assignment_type",
        "owner",
        "submission",
        "commit",
        "release",
        "review",
        "datetime",
        "score",
        "max-score",
        "tests",
    ];
    for key in required {
        assert!(object.contains_key(key), "{key} is missing");
    }
    let optional = ["graded_at", "submitted_by"];
    assert!(
        object
            .keys()
            .all(|k| required.contains(&k.as_str()) || optional.contains(&k.as_str())),
        "{object:?}"
    );
    assert_eq!(
        (&document["schema"], &document["owner"]),
        (&json!("classroom50/result/v1"), &json!("ferris"))
    );
    assert_eq!(
        (document["score"].as_i64(), document["max-score"].as_i64()),
        (Some(3), Some(10))
    );
    let datetime = document["datetime"].as_str().expect("a time");
    assert!(
        datetime.len() == 20 && datetime.ends_with('Z'),
        "{datetime}"
    );
    let tests = array(&document["tests"]);
    assert_eq!(tests.len(), 4);
    for test in tests {
        assert!(test["test-name"].is_string() && test["passed"].is_boolean());
        assert!(
            test["score"].as_u64().expect("whole") <= test["max-score"].as_u64().expect("whole")
        );
    }
}

#[test]
fn without_classroom_50s_environment_nothing_is_checked() {
    let course = mixed();
    let mut command = course.command(&["verify", "--report", "classroom50=result.json"]);
    let run = finish(
        command
            .envs(CLASSROOM)
            .env_remove("COMMIT_URL")
            .env("SUBMISSION_TAG", "v1"),
    );
    assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{run:?}");
    assert!(run.stderr.contains("COMMIT_URL is not set"), "{run:?}");
    assert!(
        run.stderr
            .contains("SUBMISSION_TAG must begin with submit/"),
        "{run:?}"
    );
}

// Flaky and left out.

/// Fails at its first run in a folder and passes at the second.
const FLAKY: &str =
    "fn main() { assert!(std::fs::File::create_new(\"marker\").is_err(), \"the first time\"); }\n";

#[test]
fn a_pass_after_a_failure_is_flaky_in_every_report() {
    let course = Course::new().exercise("it", "", FLAKY);
    let fresh = |format: &str| {
        let _ = fs::remove_file(course.path("marker"));
        let (text, run) = report(&course, format, &["--retries", "2", "--no-cache"]);
        assert_eq!(run.code, 0, "{run:?}");
        text
    };
    let document = parse(&fresh("json"));
    assert_eq!(
        (&document["flaky"], &document["passed"]),
        (&json!(1), &json!(1))
    );
    let entry = &document["exercises"][0];
    assert_eq!(
        (&entry["flaky"], &entry["earlier"][0]["reason"]),
        (&json!(true), &json!("exit_status"))
    );
    assert_eq!(
        array(&entry["earlier"]).len(),
        1,
        "no more tries than needed"
    );
    let human = fresh("human");
    assert!(
        human.contains("(flaky: try 2)") && human.contains("1 passed (1 flaky), 0 failed"),
        "{human}"
    );
    assert!(fresh("junit").contains("<flakyFailure "));
    assert_eq!(
        parse(&fresh("sarif"))["runs"][0]["results"][0]["ruleId"],
        "rustlings-like/flaky"
    );
    assert_eq!(obeyed(&fresh("github"))[0].name, "warning");
    assert_eq!(
        parse(&fresh("gradescope"))["tests"][0]["tags"],
        json!(["flaky"])
    );
    assert_eq!(parse(&fresh("exercism"))["status"], "pass");
}

#[test]
fn what_cannot_be_chance_is_not_tried_again() {
    let course = Course::new().exercise("it", "", BORROWS_TWICE).exercise(
        "fails",
        "",
        "fn main() { panic!(); }\n",
    );
    let (text, run) = report(&course, "json", &["--retries", "2"]);
    assert_eq!(run.code, 1);
    let document = parse(&text);
    let tries = |index: usize| array(&document["exercises"][index]["earlier"]).len();
    assert_eq!((tries(0), tries(1)), (0, 2));
    assert_eq!(document["flaky"], 0);
    let (text, _) = report(&course, "junit", &["--retries", "1"]);
    assert!(text.contains("<rerunFailure"), "{text}");
}

#[test]
fn after_the_first_failure_the_rest_is_reported_as_not_run() {
    let course = Course::new()
        .exercise("good", "", "fn main() {}\n")
        .exercise("bad", "", "fn main() { panic!(); }\n")
        .exercise("never", "points = 7", "fn main() {}\n");
    let args = ["--fail-fast", "-j1"];
    let (text, run) = report(&course, "json", &args);
    assert_eq!(run.code, 1);
    assert!(
        run.stdout
            .contains("1 passed, 1 failed of 2 exercises\n1 exercise not run"),
        "{run:?}"
    );
    let document = parse(&text);
    assert_eq!(
        (document["score"].as_u64(), document["points"].as_u64()),
        (Some(1), Some(9))
    );
    assert_eq!(document["not_run"][0]["name"], "never");
    let (text, _) = report(&course, "junit", &args);
    let document = roxmltree::Document::parse(&text).expect("XML");
    assert_eq!(document.root_element().attribute("skipped"), Some("1"));
    let (text, _) = report(&course, "gradescope", &args);
    assert_eq!(parse(&text)["tests"][2]["max_score"], 7);
    let (text, _) = report(&course, "exercism", &args);
    assert_eq!(parse(&text)["status"], "fail");
}
