//! Golden files of the borrow lens: `tests/lens/CODE/NAME.rs` is a program, `NAME.json` what
//! rustc said of it, `NAME.txt` what is drawn.
//!
//! `UPDATE_GOLDEN=1 cargo test --test lens` asks the compiler again and writes both; then look
//! at the difference. `NAME.txt` ends with what became of the program with each repair.

mod common;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use common::PROGRAM;
use serde_json::Value;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lens")
}

/// All programs, sorted.
fn programs() -> Vec<PathBuf> {
    let folders = std::fs::read_dir(folder()).expect("tests/lens").flatten();
    let mut found: Vec<PathBuf> = folders
        .filter(|f| f.path().is_dir())
        .flat_map(|f| std::fs::read_dir(f.path()).expect("a folder").flatten())
        .map(|f| f.path())
        .filter(|path| path.extension().is_some_and(|e| e == "rs"))
        .collect();
    found.sort();
    found
}

/// Calls `work` for each item, on as many threads as there are processors.
fn for_each<T: Sync>(items: &[T], work: impl Fn(&T) -> Option<String> + Sync) -> Vec<String> {
    let next = std::sync::atomic::AtomicUsize::new(0);
    let failures = std::sync::Mutex::new(Vec::new());
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(item) =
                    items.get(next.fetch_add(1, std::sync::atomic::Ordering::Relaxed))
                {
                    if let Some(failure) = work(item) {
                        failures.lock().expect("whole").push(failure);
                    }
                }
            });
        }
    });
    failures.into_inner().expect("whole")
}

/// What the compiler says of a file, in the file's folder, without what is not needed.
fn compile(file: &Path) -> String {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let output = Command::new("rustc")
        .args([
            "--edition=2024",
            "--error-format=json",
            "--emit=metadata",
            "--crate-name=x",
        ])
        .arg("--out-dir")
        .arg(scratch.path())
        .arg(file.file_name().expect("a file"))
        .current_dir(file.parent().expect("a folder"))
        .output()
        .expect("rustc starts");
    let said = String::from_utf8(output.stderr).expect("UTF-8");
    said.lines().filter_map(shortened).collect()
}

/// One message without the long explanation of its code.
fn shortened(line: &str) -> Option<String> {
    let mut message: Value = serde_json::from_str(line).ok()?;
    if message["level"] != "error" || message["spans"].as_array()?.is_empty() {
        return None;
    }
    if message["code"].is_object() {
        message["code"]["explanation"] = Value::Null;
    }
    Some(format!("{message}\n"))
}

/// What `explain -` draws of captured messages.
fn explain(json: &str, folder: &Path, args: &[&str]) -> String {
    let mut child = Command::new(PROGRAM)
        .args(["explain", "-", "--color", "never"])
        .args(args)
        .current_dir(folder)
        .env("LANG", "C.UTF-8")
        .env_remove("LC_ALL")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut input = child.stdin.take().expect("piped");
    let json = json.to_owned();
    let writer = std::thread::spawn(move || input.write_all(json.as_bytes()));
    let output = child.wait_with_output().expect("it ends");
    writer.join().expect("written").expect("read");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// What becomes of a program with each of its repairs, a line each.
fn repairs(source: &str, json: &str, folder: &Path) -> String {
    let document = explain(json, folder, &["--format", "json"]);
    let document: Value = serde_json::from_str(&document).expect("JSON");
    let errors = document["errors"].as_array().expect("errors");
    let mut lines = String::new();
    for (index, error) in errors.iter().enumerate() {
        for (number, fix) in error["fixes"].as_array().expect("fixes").iter().enumerate() {
            let edits = fix["edits"].as_array().expect("edits");
            if edits.is_empty() {
                continue;
            }
            let verdict = verdict(&repaired(source, edits), errors.len());
            let error = match errors.len() {
                1 => String::new(),
                _ => format!("error {}, ", index + 1),
            };
            lines.push_str(&format!("{error}way {}: {verdict}\n", number + 1));
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

fn update(program: &Path) -> Option<String> {
    let folder = program.parent().expect("a folder");
    let source = std::fs::read_to_string(program).expect("readable");
    let json = compile(program);
    if json.is_empty() {
        return Some(format!("{} compiles", program.display()));
    }
    let drawn = explain(&json, folder, &["--width", "100"]);
    let repairs = repairs(&source, &json, folder);
    let text = format!("{drawn}\n== with its repairs\n{repairs}");
    std::fs::write(program.with_extension("json"), json).expect("written");
    std::fs::write(program.with_extension("txt"), text).expect("written");
    None
}

fn compare(program: &Path) -> Option<String> {
    let folder = program.parent().expect("a folder");
    let read = |extension: &str| std::fs::read_to_string(program.with_extension(extension));
    let (Ok(json), Ok(expected)) = (read("json"), read("txt")) else {
        return Some(format!("{}: no golden files", program.display()));
    };
    let drawn = explain(&json, folder, &["--width", "100"]);
    let expected = expected
        .split("\n== with its repairs\n")
        .next()
        .unwrap_or("");
    (drawn != expected).then(|| format!("{}: drawn is\n{drawn}", program.display()))
}

#[test]
fn every_drawing_is_as_it_was_reviewed() {
    let programs = programs();
    let work = match std::env::var_os("UPDATE_GOLDEN") {
        Some(_) => update,
        None => compare,
    };
    let failures = for_each(&programs, |program| work(program));
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
    assert!(programs.len() > 100, "only {} programs", programs.len());
}

/// Repairs are shown as certain: most must compile. Those that do not are named in the files.
#[test]
fn most_repairs_compile() {
    let (mut good, mut all) = (0, 0);
    for program in programs() {
        let text = std::fs::read_to_string(program.with_extension("txt")).unwrap_or_default();
        let lines = text
            .split("\n== with its repairs\n")
            .nth(1)
            .unwrap_or("")
            .lines();
        for line in lines {
            all += 1;
            good += usize::from(line.ends_with(": compiles") || line.ends_with("one error less"));
        }
    }
    assert!(good * 10 >= all * 9, "only {good} of {all} repairs compile");
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
            let ours = drawn.lines().filter(|_| !args.contains(&"--rustc"));
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
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
