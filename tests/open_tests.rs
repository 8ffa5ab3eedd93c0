//! Courses in which parts of the tests are the learner's to write: which parts, what reports say,
//! and that everything else in the tests still counts.

mod common;

use common::{Course, Run};
use serde_json::Value;

/// An exercise with an open place in its tests.
struct Case {
    name: &'static str,
    starter: String,
    solution: Option<String>,
    /// Replacements in the starter (`from`, `to`) that make an answer.
    answer: &'static [(&'static str, &'static str)],
    /// One in that answer that weakens what is not open.
    cheat: (&'static str, &'static str),
}

/// A file whose module of tests holds `tests`.
fn file(tests: &str) -> String {
    format!(
        "fn double(x: u32) -> u32 {{\n    x * 2\n}}\n\nfn main() {{}}\n\n#[cfg(test)]\n\
         mod tests {{\n    use super::*;\n{tests}}}\n"
    )
}

/// A file with one test that holds `body`.
fn test(body: &str) -> String {
    file(&format!("    #[test]\n    fn t() {{\n{body}    }}\n"))
}

fn replaced(text: &str, (from, to): (&str, &str)) -> String {
    assert!(text.contains(from), "{from} in\n{text}");
    text.replacen(from, to, 1)
}

fn case(
    name: &'static str,
    starter: String,
    answer: &'static [(&'static str, &'static str)],
    cheat: (&'static str, &'static str),
) -> Case {
    Case {
        name,
        starter,
        solution: None,
        answer,
        cheat,
    }
}

fn marked() -> Vec<Case> {
    vec![
        case(
            "helper_constant",
            file("    const WANTED: u32 = ???;\n\n    #[test]\n    fn t() {\n        assert_eq!(double(2), WANTED);\n    }\n"),
            &[("???", "4")],
            ("double(2), WANTED", "WANTED, WANTED"),
        ),
        case(
            "nested_module",
            file("    mod inner {\n        #[test]\n        fn t() {\n            // TODO: Call it.\n            let x = 0;\n\n            assert_eq!(x, 4);\n        }\n    }\n"),
            &[("x = 0", "x = crate::double(2)")],
            ("x, 4", "x, x"),
        ),
        case(
            "bare_function",
            "fn main() {}\n\n#[test]\nfn bare() {\n    assert_eq!(1 + 1, ???);\n    assert_eq!(1 + 2, 3);\n}\n".to_owned(),
            &[("???", "2")],
            ("    assert_eq!(1 + 2, 3);\n", ""),
        ),
        case(
            "translated_comment",
            test("        // AUFGABE: Verdopple.\n        // let x = ???;\n\n        assert_eq!(x, 4);\n"),
            &[("// let x = ???", "let x = double(2)")],
            ("x, 4", "x, x"),
        ),
        case(
            "two_places",
            test("        let a = ???;\n        assert_eq!(a, 4);\n        let b = ???;\n        assert_eq!(b, 6);\n"),
            &[("???", "double(2)"), ("???", "double(3)")],
            ("assert_eq!(a, 4);", "return;"),
        ),
        case(
            "operator_before_a_brace",
            test("        let x = ???;\n        assert_eq!(x, 4);\n"),
            &[("???", "double(2)")],
            ("double(2)", "double(2);\n        let _ = false || { return; }"),
        ),
        case(
            "blank_in_assertion",
            test("        assert_eq!(double(1), todo!());\n"),
            &[("todo!()", "2")],
            ("double(1)", "2"),
        ),
        case(
            "unfinished_line",
            test("        // TODO\n        let x = ???\n\n        assert_eq!(x, 4);\n"),
            &[("???", "double(2);")],
            ("assert_eq!(x, 4);", "let _unused = || assert_eq!(x, 4);"),
        ),
        case(
            "helper_function",
            file("    fn wanted() -> u32 {\n        // TODO\n    }\n\n    #[test]\n    fn t() {\n        assert_eq!(double(2), wanted());\n    }\n"),
            &[("// TODO", "return 4;")],
            ("fn t()", "fn other()"),
        ),
        case(
            "inside_a_closure",
            test("        let check = || {\n            let x = ???;\n            assert_eq!(x, 4);\n        };\n        check();\n"),
            &[("???", "double(2)")],
            ("check();", ""),
        ),
    ]
}

/// Without a mark; the solution tells.
fn told_by_solutions() -> Vec<Case> {
    let complete =
        test("        let x = double(2);\n        let y = x;\n        assert_eq!(y, 4);\n");
    let broken = |more: &str| {
        test(&format!(
            "        let x = 1;\n        {more}\n        assert_eq!(x, 4);\n"
        ))
    };
    let with = |solution: String, case: Case| Case {
        solution: Some(solution),
        ..case
    };
    vec![
        with(
            complete.clone(),
            case(
                "solution_adds",
                replaced(&complete, ("        let y = x;\n", "")),
                &[("assert", "let y = x + 0; assert")],
                ("y, 4", "y, y"),
            ),
        ),
        with(
            complete.clone(),
            case(
                "solution_removes",
                replaced(&complete, ("let y = x;", "let y = x; drop(y + \"\");")),
                &[("y + \"\"", "y + 1")],
                ("assert_eq!(y, 4);", ""),
            ),
        ),
        with(
            replaced(&broken("x += 3;"), ("let x", "let mut x")),
            case(
                "solution_makes_mutable",
                broken("x += 3;"),
                &[("let x", "let mut x: u32")],
                ("x, 4", "x, x"),
            ),
        ),
    ]
}

fn course(cases: &[Case]) -> Course {
    let mut course = Course::new();
    for case in cases {
        course = course.exercise(case.name, "", &case.starter);
        if let Some(solution) = &case.solution {
            course.write(format!("solutions/{}.rs", case.name), solution);
        }
    }
    course
}

fn answer(case: &Case) -> String {
    let edits = case.answer.iter();
    edits.fold(case.starter.clone(), |text, edit| replaced(&text, *edit))
}

fn entries(run: &Run) -> Vec<Value> {
    let document: Value = serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{run:?}"));
    document["exercises"].as_array().expect("entries").clone()
}

fn verify(course: &Course, more: &[&str]) -> Vec<Value> {
    entries(&course.run(&[&["verify", "--format", "json"], more].concat()))
}

fn write(course: &Course, case: &Case, text: &str) {
    course.write(format!("exercises/{}.rs", case.name), text);
}

#[test]
fn answers_in_open_places_pass_and_changes_beside_them_do_not() {
    let cases: Vec<Case> = marked().into_iter().chain(told_by_solutions()).collect();
    let (learners, originals) = (course(&cases), course(&cases));
    for case in &cases {
        write(&learners, case, &answer(case));
    }
    // Nothing was kept yet, and then the starters are.
    let unknown = verify(&learners, &[]);
    for case in &cases {
        write(&learners, case, &case.starter);
    }
    assert_eq!(learners.run(&["watch"]).code, 0);
    for case in &cases {
        write(&learners, case, &answer(case));
    }
    let from = originals.root().to_str().expect("a path");
    let compared = verify(&learners, &[]);
    let pristine = verify(&learners, &["--pristine", "--originals", from]);
    for (case, entry) in cases
        .iter()
        .zip(compared.iter().chain(&pristine).chain(&unknown))
    {
        assert_eq!(entry["reason"], "passed", "{}: {entry:#}", case.name);
    }
    for entry in compared.iter().chain(&pristine) {
        assert_eq!(entry["open_tests"]["decided_by"], "starter", "{entry:#}");
    }
    assert!(
        unknown
            .iter()
            .all(|entry| entry.get("open_tests").is_none())
    );
    for case in &cases {
        write(&learners, case, &replaced(&answer(case), case.cheat));
    }
    for entry in verify(&learners, &[]) {
        let reason = entry["reason"].as_str().unwrap_or_default();
        let words = ["tests_edited", "tests_missing"];
        assert!(words.contains(&reason), "{entry:#}");
    }
}

/// The original's `???` is no Rust, and isn't the learner's mistake.
#[test]
fn a_missing_test_with_an_open_place_is_named_however_it_is_graded() {
    let starter = file(
        "    #[test]\n    fn other() {\n        assert_eq!(double(1), 2);\n    }\n\n    \
         #[test]\n    fn t() {\n        let x = ???;\n        assert_eq!(x, double(2));\n    }\n",
    );
    let (learners, originals) = (Course::new(), Course::new());
    let learners = learners.exercise("it", "", &starter);
    let originals = originals.exercise("it", "", &starter);
    assert_eq!(learners.run(&["watch"]).code, 0);
    let solved = replaced(&starter, ("???", "4"));
    let from = originals.root().to_str().expect("a path");
    let without = solved.find("    #[test]\n    fn t()").expect("a test");
    for text in [
        replaced(&solved, ("fn t()", "fn renamed()")),
        format!("{}}}\n", &solved[..without]),
    ] {
        learners.write("exercises/it.rs", text);
        for more in [
            &[][..],
            &["--pristine"],
            &["--pristine", "--originals", from],
            &["--pristine", "--originals", from, "--no-batch"],
        ] {
            let entry = &verify(&learners, more)[0];
            assert_eq!(entry["reason"], "tests_missing", "{more:?}: {entry:#}");
            let message = entry["message"].as_str().expect("a text");
            assert!(message.contains("tests::t "), "{more:?}: {message}");
            assert!(!message.contains("other"), "{more:?}: {message}");
        }
    }
    learners.write("exercises/it.rs", &solved);
    let entry = &verify(&learners, &["--pristine", "--originals", from])[0];
    assert_eq!(entry["reason"], "passed", "{entry:#}");
}

/// Comments, names and messages may be in any language and script: the marks tell what is open.
#[test]
fn a_course_in_another_language_has_the_same_open_places() {
    let question_marks = "// Ergänze, was fehlt – die Prüfungen sagen dir, was.\n\
        fn größe(höhe: u32, breite: u32) -> u32 {\n    höhe * breite\n}\n\nfn main() {}\n\n\
        #[cfg(test)]\nmod prüfungen {\n    use super::*;\n\n    #[test]\n    \
        fn fläche_eines_rechtecks() {\n        // Welche Fläche hat es?\n        \
        let fläche = ???;\n        \
        assert_eq!(größe(2, 3), fläche, \"Höhe mal Breite ergibt „6“\");\n    }\n\n    \
        #[test]\n    fn fläche_null() {\n        \
        assert_eq!(größe(0, 3), 0, \"Ohne Höhe keine Fläche\");\n    }\n}\n";
    let comments = "fn main() {}\n\nfn 大文字(名前: &str) -> String {\n    名前.to_uppercase()\n}\n\n\
        #[cfg(test)]\nmod tests {\n    use super::*;\n\n    #[test]\n    fn 名前を大文字にする() {\n        \
        let 名前 = \"ana\";\n        // TODO: `assert_eq!` を使って、結果を確かめてください。\n    }\n\n    \
        #[test]\n    fn 空のまま() {\n        assert_eq!(大文字(\"\"), \"\", \"空のはずです\");\n    }\n}\n";
    let todo = question_marks.replace("???", "todo!(\"Rechne die Fläche aus\")");
    let cases = [
        ("fragezeichen", question_marks, ("???", "größe(3, 2)")),
        ("aufgabe", &todo, ("todo!(\"Rechne die Fläche aus\")", "6")),
        (
            "kommentar",
            comments,
            (
                "// TODO: `assert_eq!` を使って、結果を確かめてください。",
                "assert_eq!(大文字(名前), \"ANA\", \"大文字ではありません\");",
            ),
        ),
    ];
    let course = || {
        let empty = Course::new();
        let add = |course: Course, (name, starter, _): &(&str, &str, _)| {
            course.exercise(
                name,
                "hint = \"Lies die Prüfung – Zeile für Zeile.\"",
                starter,
            )
        };
        cases.iter().fold(empty, add)
    };
    let (learners, originals) = (course(), course());
    assert_eq!(learners.run(&["watch"]).code, 0);
    let from = originals.root().to_str().expect("a path");
    let ways = [&[][..], &["--pristine", "--originals", from]];
    for (name, starter, answer) in &cases {
        let file = format!("exercises/{name}.rs");
        learners.write(file, replaced(starter, *answer));
    }
    for way in ways {
        for entry in verify(&learners, way) {
            assert_eq!(entry["reason"], "passed", "{way:?}: {entry:#}");
            assert_eq!(entry["open_tests"]["decided_by"], "starter", "{entry:#}");
        }
    }
    // What isn't open is still the author's.
    for (name, starter, answer) in &cases {
        let weaker = replaced(starter, *answer).replace("größe(0, 3), 0", "0, 0");
        let weaker = weaker.replace("大文字(\"\"), \"\"", "\"\", \"\"");
        learners.write(format!("exercises/{name}.rs"), weaker);
    }
    for entry in verify(&learners, &[]) {
        assert_eq!(entry["reason"], "tests_edited", "{entry:#}");
    }
}

#[test]
fn a_body_with_an_open_place_gets_no_attribute_of_its_own() {
    let starter = test(
        "        let x = ???;\n        assert_eq!(x, 4);\n        let y = x;\n        assert_eq!(double(y), 8);\n",
    );
    let later = replaced(&starter, ("let x = ???", "let x = 1 + 3"));
    let later = replaced(&later, ("let y = x", "let y = ???"));
    let course = Course::new()
        .exercise("first", "", &starter)
        .exercise("later", "", &later);
    assert_eq!(course.run(&["watch"]).code, 0);
    for (name, starter) in [("first", &starter), ("later", &later)] {
        let file = format!("exercises/{name}.rs");
        course.write(&file, replaced(starter, ("???", "4")));
        assert_eq!(course.verdict(name)["reason"], "passed", "{name}");
        let panics = replaced(starter, ("???", "4"));
        let panics = replaced(&panics, ("x * 2", "x * 3"));
        let allowed = replaced(&panics, ("let x", "#![should_panic]\n        let x"));
        course.write(&file, allowed);
        assert_eq!(course.verdict(name)["reason"], "tests_edited", "{name}");
    }
}

#[test]
fn the_manifest_decides_where_it_says_so_and_reports_mark_who_wrote_the_tests() {
    let starter = test("        let x = ???;\n        assert_eq!(x, 4);\n");
    let solved = replaced(&starter, ("???", "double(2)"));
    let closed = test("        let x = double(2); // TODO\n        assert_eq!(x, 4);\n");
    let course = Course::new()
        .exercise("by_starter", "", &starter)
        .exercise("all", "edit_tests = true", &starter)
        .exercise("none", "edit_tests = false", &closed);
    assert_eq!(course.run(&["watch"]).code, 0);
    course.write("exercises/by_starter.rs", &solved);
    course.write("exercises/all.rs", replaced(&solved, ("x, 4", "x, x")));
    let args = ["verify", "--report", "gradescope=out.json"];
    let run = course.run(&args);
    assert_eq!(run.code, 0, "{run:?}");
    let line = |name: &str| run.stdout.lines().find(|l| l.contains(name)).unwrap_or("");
    assert!(line("by_starter").contains("passed, 1 test (tests partly the learner's own)"));
    assert!(line("all").contains("passed, 1 test (the learner's own tests)"));
    assert!(!line("none").contains("learner"));
    let counted = "2 exercises passed with tests that are partly the learner's own";
    assert!(run.stdout.contains(counted), "{run:?}");
    let tags: Value = serde_json::from_str(&course.read("out.json")).expect("JSON");
    let tags = [0, 1, 2].map(|at| tags["tests"][at]["tags"].clone());
    let open = serde_json::json!(["open_tests"]);
    assert_eq!(tags, [open.clone(), open, serde_json::json!([])]);

    // From the cache as well, and in lines.
    let run = course.run(&["verify", "--format", "ndjson"]);
    let entry = |at: usize| -> Value {
        let line = run.stdout.lines().nth(at).expect("a line");
        serde_json::from_str(line).expect("JSON")
    };
    let mut entries = [0, 1, 2].map(entry);
    entries.sort_by_key(|entry| entry["position"].as_u64());
    assert!(entries.iter().all(|entry| entry["cached"] == true));
    let starter = serde_json::json!({"decided_by": "starter", "places": ["tests::t"]});
    assert_eq!(entries[0]["open_tests"], starter);
    let manifest = serde_json::json!({"decided_by": "manifest"});
    assert_eq!(entries[1]["open_tests"], manifest);
    assert_eq!(entries[2].get("open_tests"), None);

    course.write("exercises/none.rs", replaced(&closed, ("double(2)", "4")));
    assert_eq!(course.verdict("none")["reason"], "tests_edited");
}

#[test]
fn run_and_verify_give_the_same_points_where_open_tests_are_filled_in() {
    let starter = file(
        "    #[test]\n    fn open() {\n        let x = ???;\n        assert_eq!(x, 4);\n    }\n\n    \
         #[test]\n    fn closed() {\n        assert_eq!(double(3), 7);\n    }\n",
    );
    let keys = "points = 10\npartial_credit = true";
    let course = Course::new().exercise("it", keys, &starter);
    assert_eq!(course.run(&["watch"]).code, 0);
    let score = |text: String| {
        course.write("exercises/it.rs", text);
        let of = |args: &[&str]| {
            let entry = entries(&course.run(args)).remove(0);
            assert_eq!(entry["reason"], "tests_failed", "{entry:#}");
            entry["score"].as_u64()
        };
        let scores = [
            of(&["verify", "--format", "json"]),
            of(&["run", "it", "--format", "json"]),
        ];
        assert_eq!(scores[0], scores[1]);
        scores[0]
    };
    let answer = replaced(&starter, ("???", "double(2)"));
    assert_eq!(score(answer.clone()), Some(5));
    assert_eq!(score(replaced(&answer, ("x, 4", "x, x"))), Some(0));
}

#[test]
fn an_authors_solution_may_do_in_tests_what_the_starter_asks_for() {
    let starter = test("        // TODO: Finish.\n        assert!();\n");
    let solution = replaced(&starter, ("assert!();", "assert_eq!(double(1), 2);"));
    let solution = replaced(&solution, ("// TODO: Finish.", ""));
    let course = Course::new().exercise("it", "", &starter);
    course.write("solutions/it.rs", solution);
    let run = course.run(&["dev", "check"]);
    assert!(run.stdout.contains("5 findings"), "{run:?}");
    assert!(!run.stdout.contains("solution does not pass"), "{run:?}");
    let run = course.run(&["verify", "--solutions"]);
    assert_eq!(run.code, 0, "{run:?}");
}
