//! Golden files of the borrow lens: `tests/lens/CODE/NAME.rs` is a program, `NAME.txt` is what
//! `explain` says about it, and `NAME.json` is what rustc said, for tests without a compiler.
//!
//! `UPDATE_GOLDEN=1 cargo test --test lens` asks the compiler again and writes both; then look
//! at the difference. `UPDATE_GOLDEN=E0502/` does so for programs with that in their path.
//! Texts are compared only with the compiler that they were made with; with another one, only the
//! headlines.

#![allow(clippy::print_stdout, reason = "the count is what a test reports")]

mod common;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use common::PROGRAM;
use common::lens::{
    Compiler, bare, explain, explain_file, folder, for_each, has_golden_compiler, programs,
    versions,
};
use serde_json::Value;

/// What the compiler says of a file, in the file's folder.
fn compile(file: &Path) -> String {
    let name = file.file_name().expect("a file");
    Compiler::own().errors(file.parent().expect("a folder"), Path::new(name))
}

/// What becomes of a program with each repair that is shown, a line each.
fn repairs(program: &Path, document: &Value) -> Vec<String> {
    let source = std::fs::read_to_string(program).expect("readable");
    let errors = document["errors"].as_array().expect("errors");
    let mut lines = Vec::new();
    for (index, error) in errors.iter().enumerate() {
        for (number, fix) in error["fixes"].as_array().expect("fixes").iter().enumerate() {
            let edits = fix["edits"].as_array().expect("edits");
            if edits.is_empty() {
                continue;
            }
            assert_eq!(fix["proven"], true, "{}", program.display());
            let verdict = verdict(&repaired(&source, edits), errors.len());
            let name = program.display();
            let (error, way) = (index + 1, number + 1);
            lines.push(format!("{name}, error {error}, way {way}: {verdict}"));
        }
    }
    lines
}

fn repaired(source: &str, edits: &[Value]) -> String {
    let mut lines: Vec<Vec<String>> = source.lines().map(|l| vec![l.to_owned()]).collect();
    for edit in edits {
        let line = usize::try_from(edit["line"].as_u64().expect("a line")).expect("small") - 1;
        assert_eq!(lines[line], [edit["before"].as_str().expect("text")]);
        let after = edit["after"].as_array().expect("lines");
        lines[line] = after
            .iter()
            .map(|l| l.as_str().expect("text").to_owned())
            .collect();
    }
    lines.concat().join("\n")
}

fn verdict(program: &str, errors: usize) -> String {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let file = scratch.path().join("x.rs");
    std::fs::write(&file, program).expect("written");
    let said = compile(&file);
    let codes: Vec<String> = said
        .lines()
        .map(|line| {
            let message: Value = serde_json::from_str(line).expect("JSON");
            let code = message["code"]["code"]
                .as_str()
                .unwrap_or("an error")
                .to_owned();
            format!("{code} {}", message["message"].as_str().unwrap_or(""))
        })
        .collect();
    match codes.len() {
        0 => "compiles".to_owned(),
        left if left < errors => "one error less".to_owned(),
        _ => codes.join(", ").replace('\n', " "),
    }
}

/// What `explain` makes of a program, drawing and repairs.
fn document(program: &Path) -> Value {
    let args = ["--width", "100", "--all", "--format", "json"];
    serde_json::from_str(&explain_file(program, &args)).expect("JSON")
}

/// What is drawn in such a document.
fn drawn(document: &Value) -> &str {
    document["rendered"].as_str().expect("text")
}

/// The documents of all programs, asked for once.
fn documents() -> &'static [(PathBuf, Value)] {
    static DOCUMENTS: OnceLock<Vec<(PathBuf, Value)>> = OnceLock::new();
    DOCUMENTS.get_or_init(|| {
        let programs = programs();
        let documents = for_each(&programs, |program| document(program));
        programs.into_iter().zip(documents).collect()
    })
}

/// Whether `UPDATE_GOLDEN` asks for this program's files to be written again.
fn is_updated(program: &Path) -> bool {
    match std::env::var("UPDATE_GOLDEN").as_deref() {
        Ok("1") => true,
        Ok(part) => program.display().to_string().contains(part),
        Err(_) => false,
    }
}

fn update(program: &Path) -> Option<String> {
    let json = compile(program);
    if json.is_empty() {
        return Some(format!("{} compiles", program.display()));
    }
    std::fs::write(program.with_extension("json"), json).expect("written");
    std::fs::write(program.with_extension("txt"), drawn(&document(program))).expect("written");
    None
}

fn compare(program: &Path, document: &Value, is_golden_compiler: bool) -> Option<String> {
    let file = program.with_extension("txt");
    let expected =
        std::fs::read_to_string(&file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
    let drawn = drawn(document);
    let is_same = if is_golden_compiler {
        drawn == expected
    } else {
        drawn.lines().next() == expected.lines().next()
    };
    (!is_same).then(|| format!("{}: drawn is\n{drawn}", program.display()))
}

#[test]
fn every_drawing_is_as_it_was_reviewed() {
    let programs = programs();
    let is_golden_compiler = has_golden_compiler();
    if !is_golden_compiler {
        println!("another compiler than that of the golden texts: only headlines are compared");
    }
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        let chosen: Vec<&PathBuf> = programs.iter().filter(|it| is_updated(it)).collect();
        let failures = for_each(&chosen, |program| update(program));
        let failures: Vec<String> = failures.into_iter().flatten().collect();
        assert!(failures.is_empty(), "{}", failures.join("\n\n"));
    }
    let documents = documents().iter();
    let failures: Vec<String> = documents
        .filter_map(|(program, document)| compare(program, document, is_golden_compiler))
        .collect();
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
    assert!(programs.len() > 100, "only {} programs", programs.len());
}

/// Programs read the same drawing as people.
#[test]
fn the_json_has_what_is_drawn() {
    let program = folder().join("E0502/closure.rs");
    let shown = explain_file(&program, &["--width", "100", "--all"]);
    assert_eq!(drawn(&document(&program)), shown);
    let run = |args: &[&str]| run(args, &folder()).stdout;
    let page: Value =
        serde_json::from_str(&run(&["explain", "E0502", "--format", "json"])).expect("JSON");
    assert_eq!(drawn(&page), run(&["explain", "E0502"]));
}

/// We show repairs as certain, so each is applied and compiled here by another way.
#[test]
fn every_repair_that_is_shown_works() {
    let outcomes = for_each(documents(), |(program, document)| {
        repairs(program, document)
    })
    .concat();
    let works = |line: &&String| line.ends_with(": compiles") || line.ends_with(": one error less");
    let bad: Vec<&String> = outcomes.iter().filter(|line| !works(line)).collect();
    println!("{} repairs", outcomes.len());
    assert!(bad.is_empty(), "{bad:#?}");
    assert!(outcomes.len() > 150, "only {} repairs", outcomes.len());
}

/// Narrow, without Unicode and in words: no line is too wide, nothing is lost.
#[test]
fn every_form_fits_its_width() {
    let failures = for_each(&programs(), |program| {
        let folder = program.parent().expect("a folder");
        let json = std::fs::read_to_string(program.with_extension("json")).expect("golden");
        for args in [
            vec!["--width", "40"],
            vec!["--width", "40", "--ascii"],
            vec!["--width", "40", "--plain", "--rustc"],
        ] {
            let drawn = explain(&json, folder, &args);
            let ours = drawn_by_us(&drawn);
            let ours = ours.into_iter().filter(|_| !args.contains(&"--rustc"));
            let wide = ours
                .into_iter()
                .find(|l| console::measure_text_width(l) > 40);
            if let Some(line) = wide {
                return Some(format!("{} {args:?}: too wide: {line}", program.display()));
            }
            if args.contains(&"--ascii") && !drawn.is_ascii() && json.is_ascii() {
                return Some(format!("{}: not ASCII", program.display()));
            }
        }
        None
    });
    let failures: Vec<String> = failures.into_iter().flatten().collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// The lines of what is explained, without the errors about which rustc's own text leads: rustc has
/// wrapped that.
fn drawn_by_us(text: &str) -> Vec<&str> {
    let lines: Vec<&str> = text.lines().collect();
    let is_rule = |line: &&str| line.len() > 3 && line.chars().all(|c| c == '─' || c == '-');
    let errors = lines.split(is_rule);
    let ours = errors.filter(|lines| {
        let first = lines.iter().find(|line| !line.is_empty());
        first.is_some_and(|first| !first.starts_with("error"))
    });
    ours.flatten().copied().collect()
}

/// The exact spans, made visible: `«what is wrong»`, `‹what led to it›`, `⟨what is to come⟩`.
/// All other colours are left out.
fn with_visible_spans(text: &str) -> String {
    let (mut shown, mut codes, mut open) = (String::new(), String::new(), "");
    for (part, is_code) in console::AnsiCodeIterator::new(text) {
        match (is_code, part) {
            (true, "\u{1b}[0m") => {
                shown.push_str(std::mem::take(&mut open));
                codes.clear();
            }
            (true, code) => codes.push_str(code),
            (false, words) => {
                let (begin, end) = match codes.as_str() {
                    _ if !open.is_empty() => ("", open),
                    "\u{1b}[31m\u{1b}[1m\u{1b}[4m" => ("«", "»"),
                    "\u{1b}[33m" => ("‹", "›"),
                    "\u{1b}[36m" => ("⟨", "⟩"),
                    _ => ("", ""),
                };
                shown.push_str(begin);
                shown.push_str(words);
                open = end;
            }
        }
    }
    shown
}

/// A drawing without its headline and its ways out.
fn picture(drawn: &str) -> String {
    let lines = drawn.lines().skip_while(|line| !line.is_empty()).skip(1);
    let lines = lines.take_while(|line| !line.is_empty());
    lines.map(|line| format!("{line}\n")).collect()
}

/// Tabs, wide and combining characters, folds, spans over several lines, divided lines: the
/// compiler's spans are coloured to the character, and colours change nothing else.
#[test]
fn spans_are_coloured_to_the_character() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lens_spans");
    let files = std::fs::read_dir(&folder)
        .expect("tests/lens_spans")
        .flatten();
    let mut programs: Vec<PathBuf> = files.map(|f| f.path()).collect();
    programs.retain(|path| path.extension().is_some_and(|e| e == "rs"));
    programs.sort();
    for program in &programs {
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::write(program.with_extension("json"), compile(program)).expect("written");
        }
        let json = std::fs::read_to_string(program.with_extension("json")).expect("golden");
        let mut text = String::new();
        for width in ["80", "40"] {
            let bare = explain(&json, &folder, &["--width", width]);
            let colour = explain(&json, &folder, &["--width", width, "--color", "always"]);
            assert_eq!(console::strip_ansi_codes(&colour), bare, "{program:?}");
            let shown = picture(&with_visible_spans(&colour));
            text.push_str(&format!("== {width} columns\n{shown}"));
        }
        let golden = program.with_extension("txt");
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::write(&golden, &text).expect("written");
        }
        let expected = std::fs::read_to_string(&golden).expect("golden");
        assert!(text == expected, "{program:?} is drawn\n{text}");
    }
    assert!(programs.len() >= 6, "only {} programs", programs.len());
}

/// No test, but how `tests/lens_versions` is made. CONTRIBUTING.md says how it is called.
#[test]
#[ignore = "asks the compiler that LENS_RUSTC names"]
fn captures_what_a_compiler_says() {
    let program = std::env::var_os("LENS_RUSTC").expect("LENS_RUSTC names a compiler");
    let (compiler, version) = Compiler::at(program.into());
    let folder = folder();
    let said = for_each(&programs(), |program| {
        let file = program.strip_prefix(&folder).expect("in the folder");
        bare(&compiler.errors(&folder, file))
    });
    let file = versions().join(format!("{version}.json"));
    std::fs::write(&file, said.concat()).expect("written");
}

fn run(args: &[&str], folder: &Path) -> common::Run {
    common::finish(
        Command::new(PROGRAM)
            .args(args)
            .current_dir(folder)
            .env("LANG", "C.UTF-8")
            .env_remove("LC_ALL")
            .env_remove("NO_COLOR"),
    )
}

const MOVED: &str =
    "fn main() {\n    let a = String::new();\n    let b = a;\n    println!(\"{a}{b}\");\n}\n";

#[test]
fn explains_any_file_without_a_course() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    std::fs::write(folder.path().join("moved.rs"), MOVED).expect("written");
    let said = run(&["explain", "moved.rs"], folder.path());
    assert_eq!(said.code, 0, "{said:?}");
    assert!(said.stdout.contains("moved to `b`"), "{said:?}");
    // Nothing is left beside the file.
    assert_eq!(
        std::fs::read_dir(folder.path()).expect("a folder").count(),
        1
    );
    let missing = run(&["explain", "src/none.rs"], folder.path());
    assert_eq!(missing.code, 2, "{missing:?}");
}

#[test]
fn the_edition_counts() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let text = "fn main() {\n    let async = 1;\n    let v = vec![async];\n    let w = v;\n    drop((v, w));\n}\n";
    std::fs::write(folder.path().join("old.rs"), text).expect("written");
    let new = run(&["explain", "old.rs"], folder.path());
    assert!(!new.stdout.contains("E0382"), "{new:?}");
    let old = run(&["explain", "old.rs", "--edition", "2015"], folder.path());
    assert!(old.stdout.contains("E0382"), "{old:?}");
}

#[test]
fn explains_codes_and_says_which_it_knows() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    for code in ["E0502", "e0382", "E0712"] {
        let page = run(&["explain", code], folder.path());
        assert_eq!(page.code, 0, "{page:?}");
        assert!(page.stdout.contains(&code.to_uppercase()), "{page:?}");
        assert!(page.stdout.contains("For example"), "{page:?}");
        assert!(page.stdout.contains("Ways out"), "{page:?}");
        // An example that a learner's compiler may refuse is said to be one.
        let is_nightly = page.stdout.contains("the example is for a nightly one");
        assert_eq!(is_nightly, code == "E0712", "{page:?}");
    }
    let unknown = run(&["explain", "E9999"], folder.path());
    assert_eq!(unknown.code, 2, "{unknown:?}");
    assert!(
        unknown.stderr.contains("rustc --explain E9999"),
        "{unknown:?}"
    );
}

#[test]
fn explains_an_exercise_and_run_draws_it() {
    let course = common::Course::new().exercise("moved", "test = false", MOVED);
    for args in [vec!["explain"], vec!["explain", "moved"], vec!["run"]] {
        let said = course.run(&args);
        assert!(said.stdout.contains("moved to `b`"), "{said:?}");
    }
    let hint = course.run(&["hint"]);
    assert!(hint.stdout.contains("Let `b` be a reference"), "{hint:?}");
    let run = course.run(&["run"]);
    assert!(
        run.stdout.contains("borrow of moved value"),
        "rustc's own text is there: {run:?}"
    );
    assert!(
        !run.stdout.contains("let b = &a"),
        "run does not do the work: {run:?}"
    );
}

#[test]
fn errors_that_say_the_same_are_drawn_once_and_listed() {
    let text = "fn one() {\n    let a = String::new();\n    let b = a;\n    println!(\"{a}{b}\");\n}\n\
         fn two() {\n    let a = String::new();\n    drop(a);\n    println!(\"{a}\");\n}\n\
         fn three() {\n    let a = vec![0];\n    drop(a);\n    println!(\"{a:?}\");\n}\n\
         fn main() {\n    one();\n    two();\n    three();\n}\n";
    let course = common::Course::new().exercise("moved", "test = false", text);
    let folded = course.run(&["explain", "moved"]).stdout;
    assert_eq!(folded.matches("RULE 1").count(), 1, "{folded}");
    assert!(folded.contains("The same error 2 more times"), "{folded}");
    for part in [
        "println!(\"{a}\");",
        "Line 8 passes `a` to `drop`",
        "Line 13 passes `a` to `drop`",
    ] {
        assert!(folded.contains(part), "{part:?} is not in {folded}");
    }
    assert!(folded.contains("3 errors"), "{folded}");
    let all = course.run(&["explain", "moved", "--all"]).stdout;
    assert_eq!(all.matches("RULE 1").count(), 3, "{all}");
    let rustc = course.run(&["explain", "moved", "--rustc"]).stdout;
    assert_eq!(rustc.matches("error[E0382]").count(), 3, "{rustc}");
    let run = course.run(&["run", "moved"]).stdout;
    assert!(run.contains("The same error 2 more times"), "{run}");
    assert_eq!(run.matches("error[E0382]").count(), 3, "{run}");
}

#[test]
fn the_json_has_events_and_repairs() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    std::fs::write(folder.path().join("moved.rs"), MOVED).expect("written");
    let said = run(&["explain", "moved.rs", "--format", "json"], folder.path());
    let document: Value = serde_json::from_str(&said.stdout).expect("JSON");
    let error = &document["errors"][0];
    assert_eq!(document["schema"], "rustlings-like/explain/v1");
    assert_eq!(
        (&error["code"], &error["tier"]),
        (&"E0382".into(), &"timeline".into())
    );
    assert_eq!(error["lanes"][0], "a");
    assert_eq!(error["events"][1]["what"], "moved");
    assert_eq!(error["fixes"][0]["edits"][0]["after"][0], "    let b = &a;");
}

#[test]
fn explains_what_cargo_says() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    std::fs::create_dir(folder.path().join("src")).expect("made");
    std::fs::write(folder.path().join("src/main.rs"), MOVED).expect("written");
    let manifest =
        "[package]\nname = \"x\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[workspace]\n";
    std::fs::write(folder.path().join("Cargo.toml"), manifest).expect("written");
    let cargo = Command::new("cargo")
        .args(["check", "--offline", "--message-format=json"])
        .current_dir(folder.path())
        .env("CARGO_TARGET_DIR", folder.path().join("target"))
        .output()
        .expect("cargo starts");
    let said = String::from_utf8(cargo.stdout).expect("UTF-8");
    let drawn = explain(&said, &folder.path().join("src"), &["--width", "80"]);
    assert!(drawn.contains("moved to `b`"), "{drawn}");
}
