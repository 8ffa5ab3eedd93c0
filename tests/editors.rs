//! What a learner's editor gets: files with settings, and `check-json` for rust-analyzer.

mod common;
#[cfg(unix)]
#[path = "common/screen.rs"]
mod screen;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use common::{Course, PROGRAM, Run, finish, tools};
use serde_json::Value;

const CHECK: [&str; 3] = ["rustlings-like", "check-json", "$saved_file"];
const PROJECT: &str = ".rustlings-like/editor/Cargo.toml";
const MOVED: &str =
    "fn main() {\n    let a = String::new();\n    let b = a;\n    println!(\"{a}{b}\");\n}\n";

/// Messages of `check-json`, of which every line must be JSON.
fn messages(run: &Run) -> Vec<Value> {
    let lines = run.stdout.lines();
    let lines = lines.map(|line| serde_json::from_str(line).expect("each line is JSON"));
    let lines: Vec<Value> = lines.collect();
    let is_message = |line: &&Value| line["reason"] == "compiler-message";
    assert_eq!(
        lines.last().expect("an end")["reason"],
        "build-finished",
        "{run:?}"
    );
    lines.iter().filter(is_message).cloned().collect()
}

/// The codes of messages that have one.
fn codes(messages: &[Value]) -> Vec<&str> {
    let codes = messages
        .iter()
        .map(|m| m["message"]["code"]["code"].as_str());
    codes.flatten().collect()
}

/// All files that a message names.
fn files(value: &Value, found: &mut Vec<PathBuf>) {
    match value {
        Value::Object(entries) => {
            for (key, value) in entries {
                match value {
                    Value::String(path) if key == "file_name" => found.push(path.into()),
                    _ => files(value, found),
                }
            }
        }
        Value::Array(values) => values.iter().for_each(|value| files(value, found)),
        _ => {}
    }
}

#[test]
fn check_json_tells_what_the_compiler_says_of_one_exercise() {
    let course = Course::new()
        .exercise("moved", "test = false", MOVED)
        .exercise("other", "test = false", "fn main() { oh }\n");
    let file = course.path("exercises/moved.rs");
    // rust-analyzer starts it in another folder, and looks there for relative paths.
    let elsewhere = tempfile::tempdir().expect("a scratch folder");
    let mut command = Command::new(PROGRAM);
    command
        .arg("check-json")
        .arg(&file)
        .current_dir(elsewhere.path());
    let run = finish(&mut command);
    assert_eq!((run.code, run.stderr.as_str()), (1, ""), "{run:?}");
    let said = messages(&run);
    assert_eq!(codes(&said), ["E0382"]);
    let mut named = Vec::new();
    said.iter()
        .for_each(|message| files(&message["message"], &mut named));
    assert!(named.len() > 3, "{named:?}");
    for path in named {
        let is_elsewhere = path.is_absolute() && !path.starts_with(course.root());
        assert!(path == file || is_elsewhere, "{path:?}");
    }
    let rendered = said[0]["message"]["rendered"].as_str().expect("text");
    assert!(
        rendered.starts_with("error[E0382]: "),
        "without colours: {rendered:?}"
    );
    assert_eq!(said[0]["target"]["src_path"], file.to_str().expect("UTF-8"));
    // Nothing is recorded, and nothing is left.
    assert!(!course.path(".rustlings-like/progress.json").exists());
    assert!(!course.path("moved").exists());
}

#[test]
fn check_json_runs_nothing_and_says_nothing_of_a_sound_program() {
    let course = Course::new().exercise(
        "sound",
        "",
        "fn main() { std::fs::write(\"ran\", \"\").unwrap(); }\n#[test]\nfn t() { main(); }\n",
    );
    let run = course.run(&["check-json", "exercises/sound.rs"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert_eq!(messages(&run), Vec::<Value>::new());
    assert!(!course.path("ran").exists());
}

#[test]
fn check_json_has_the_courses_edition_lints_and_tests() {
    let course = Course::new()
        .exercise(
            "old",
            "test = false",
            "fn main() {\n    let async = 1;\n}\n",
        )
        .exercise("tested", "", "fn main() {}\n#[test]\nfn t() { oh }\n");
    let bins = "bin = [{ name = \"old\", path = \"exercises/old.rs\" }]\n[package]\nname = \"x\"\n\
         edition = \"2015\"\n[lints.rust]\nunused_variables = \"deny\"\n";
    course.write("Cargo.toml", bins);
    let old = course.run(&["check-json", "exercises/old.rs"]);
    let said = messages(&old);
    assert_eq!(codes(&said)[0], "unused_variables", "{old:?}");
    assert_eq!(said[0]["message"]["level"], "error");
    assert_eq!(said[0]["target"]["edition"], "2015");
    let tested = messages(&course.run(&["check-json", "exercises/tested.rs"]));
    assert_eq!(codes(&tested), ["E0425"]);
}

#[test]
fn check_json_has_clippys_lints_where_the_exercise_is_strict() {
    let text = "fn main() {\n    let a = vec![1];\n    if a.len() == 0 {}\n    for _ in a {}\n}\n";
    let course = Course::new()
        .exercise("strict", "test = false\nstrict_clippy = true", text)
        .exercise("lenient", "test = false", text)
        .exercise("broken", "test = false\nstrict_clippy = true", MOVED);
    let lints = |name: &str| {
        let run = course.run(&["check-json", &format!("exercises/{name}.rs")]);
        let messages = messages(&run);
        let codes = codes(&messages).into_iter().map(str::to_owned);
        (run.code, codes.collect::<Vec<_>>())
    };
    let (code, strict) = lints("strict");
    assert_eq!(code, 0, "warnings are no errors to an editor");
    assert!(
        strict.contains(&"clippy::len_zero".to_owned()),
        "{strict:?}"
    );
    assert_eq!(lints("lenient").1, Vec::<String>::new());
    assert_eq!(lints("broken"), (1, vec!["E0382".to_owned()]));
}

#[test]
fn check_json_of_a_solution_is_about_the_solution() {
    let course = Course::new().exercise("moved", "test = false", "fn main() {}\n");
    course.write("solutions/moved.rs", MOVED);
    let run = course.run(&["check-json", "solutions/moved.rs"]);
    let mut named = Vec::new();
    messages(&run).iter().for_each(|m| files(m, &mut named));
    assert!(
        named.contains(&course.path("solutions/moved.rs")),
        "{run:?}"
    );
    // A sealed one is no program.
    course.write(
        "solutions/moved.rs",
        "// Sealed until your own version passes.\n",
    );
    let run = course.run(&["check-json", "solutions/moved.rs"]);
    assert_eq!((run.code, messages(&run).len()), (0, 0), "{run:?}");
}

#[test]
fn check_json_of_anything_else_writes_to_standard_error_only() {
    let course = Course::new().exercise("a", "", "fn main() {}\n");
    course.write("exercises/notes.rs", "");
    let outside = tempfile::tempdir().expect("a scratch folder");
    let stray = outside.path().join("stray.rs");
    fs::write(&stray, "").expect("written");
    let stray = stray.to_str().expect("UTF-8");
    for (file, part) in [
        ("exercises/notes.rs", "isn't an exercise of the course"),
        ("exercises/none.rs", "there is no file"),
        (stray, "isn't in a course"),
    ] {
        let run = course.run(&["check-json", file]);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{run:?}");
        assert!(run.stderr.contains(part), "{run:?}");
    }
}

/// A file in JSON with comments on lines of their own.
fn json_with_comments(text: &str) -> Value {
    let is_comment = |line: &&str| line.trim_start().starts_with("//");
    assert!(
        text.lines().any(|line| is_comment(&line)),
        "it explains itself"
    );
    let lines = text.lines().filter(|line| !is_comment(line));
    serde_json::from_str(&lines.collect::<String>()).expect("JSON")
}

#[test]
fn init_writes_small_settings_for_editors() {
    let course = Course::built_in();
    let code = json_with_comments(&course.read(".vscode/settings.json"));
    assert_eq!(
        code["rust-analyzer.check.overrideCommand"],
        serde_json::json!(CHECK)
    );
    assert_eq!(
        code["rust-analyzer.linkedProjects"],
        serde_json::json!([PROJECT])
    );
    let wanted = json_with_comments(&course.read(".vscode/extensions.json"));
    assert_eq!(wanted["recommendations"][0], "rust-lang.rust-analyzer");
    let zed = json_with_comments(&course.read(".zed/settings.json"));
    let zed = &zed["lsp"]["rust-analyzer"]["initialization_options"];
    let helix: Value = toml::from_str(&course.read(".helix/languages.toml")).expect("TOML");
    let helix = &helix["language-server"]["rust-analyzer"]["config"];
    for options in [zed, helix] {
        assert_eq!(
            options["check"]["overrideCommand"],
            serde_json::json!(CHECK)
        );
        assert_eq!(options["linkedProjects"], serde_json::json!([PROJECT]));
    }
    let others: Value = toml::from_str(&course.read("rust-analyzer.toml")).expect("TOML");
    assert_eq!(others, serde_json::json!({"checkOnSave": false}));
    assert!(course.read("rust-analyzer.toml").starts_with("# "));
}

#[test]
fn init_keeps_a_learners_own_settings() {
    let course = Course::new();
    course.write(".vscode/settings.json", "mine");
    course.write("rust-analyzer.toml", "mine");
    let run = course.run(&["init", "."]);
    assert_eq!(run.code, 0, "{run:?}");
    for kept in [".vscode/settings.json", "rust-analyzer.toml"] {
        assert_eq!(course.read(kept), "mine");
        assert!(run.stderr.contains(kept), "{run:?}");
    }
    assert!(!run.stderr.contains(".zed"), "{run:?}");
    assert!(course.path(".zed/settings.json").exists());
}

/// The package that rust-analyzer loads, as cargo understands it.
fn loaded(course: &Course) -> Value {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["metadata", "--offline", "--no-deps", "--format-version=1"]);
    cargo.arg("--manifest-path").arg(course.path(PROJECT));
    let run = finish(&mut cargo);
    assert_eq!(run.code, 0, "{run:?}");
    let metadata: Value = serde_json::from_str(&run.stdout).expect("JSON");
    metadata["packages"][0].clone()
}

fn names(package: &Value, key: &str) -> Vec<String> {
    let all = package[key].as_array().expect("a list").iter();
    all.map(|one| one["name"].as_str().expect("a name").to_owned())
        .collect()
}

#[test]
fn rust_analyzer_loads_no_crates_for_the_first_chapters() {
    let course = Course::built_in();
    let package = loaded(&course);
    assert_eq!(names(&package, "dependencies"), Vec::<String>::new());
    let targets = names(&package, "targets");
    assert!(
        targets.contains(&"moved_into_function".to_owned()),
        "{targets:?}"
    );
    assert!(!targets.contains(&"derive_json".to_owned()), "{targets:?}");
    for target in package["targets"].as_array().expect("a list") {
        let path = Path::new(target["src_path"].as_str().expect("a path"));
        assert!(path.is_file(), "{path:?}");
    }
}

#[test]
fn rust_analyzer_loads_crates_once_an_exercise_needs_them() {
    // A course that init could have written, with a crate that needs no network.
    let head = "id = \"rustlings-like\"\n[dependencies]\nhelp = { path = \"help\" }\n";
    let course = Course::new()
        .manifest(head)
        .exercise("plain", "test = false", "fn main() {}\n")
        .exercise("needy", "test = false", "fn main() { help::help(); oh }\n");
    course.write(
        "help/Cargo.toml",
        "[package]\nname = \"help\"\nversion = \"1.0.0\"\n",
    );
    course.write("help/src/lib.rs", "pub fn help() {}\n");
    // Where no editor asks for it, nothing is written.
    course.run(&["check-json", "exercises/plain.rs"]);
    assert!(!course.path(PROJECT).exists());
    course.write(".zed/settings.json", PROJECT);
    course.run(&["check-json", "exercises/plain.rs"]);
    assert_eq!(
        names(&loaded(&course), "dependencies"),
        Vec::<String>::new()
    );
    let run = course.run(&["check-json", "exercises/needy.rs"]);
    assert_eq!(codes(&messages(&run)), ["E0425"], "{run:?}");
    assert_eq!(names(&loaded(&course), "dependencies"), ["help"]);
    // It stays so.
    course.run(&["check-json", "exercises/plain.rs"]);
    assert_eq!(names(&loaded(&course), "dependencies"), ["help"]);
}

/// Whether `watch` starts there, or comes there from an exercise without crates.
#[cfg(unix)]
#[test]
fn watch_adds_the_crates_for_rust_analyzer_wherever_it_starts() {
    use screen::{Screen, Start, eventually};

    let course = || {
        let head = "id = \"rustlings-like\"\n[dependencies]\nhelp = { path = \"help\" }\n";
        let mut course =
            Course::new()
                .manifest(head)
                .exercise("plain", "test = false", "fn main() { oh }\n");
        // More of them than `watch` looks ahead.
        for number in 0..25 {
            let name = format!("plain{number}");
            course = course.exercise(&name, "test = false", "fn main() {}\n");
        }
        let source = "fn main() { help::help(); oh }\n";
        let course = course.exercise("needy", "test = false", source);
        course.write(
            "help/Cargo.toml",
            "[package]\nname = \"help\"\nversion = \"1.0.0\"\n",
        );
        course.write("help/src/lib.rs", "pub fn help() {}\n");
        course.write(".zed/settings.json", PROJECT);
        course
    };
    let has_help = |course: &Course| {
        let manifest = fs::read_to_string(course.path(PROJECT));
        manifest.is_ok_and(|text| text.contains("needy") && text.contains("../../help"))
    };
    let quit = |screen: Screen| {
        screen.keys("q");
        screen.wait_exit();
    };
    // Named on the command line, in a folder that nothing has written to yet.
    let named = course();
    let screen = Start::program(&named, &["watch", "needy"]).go();
    eventually("the editor's package has the crate", || has_help(&named));
    quit(screen);
    assert_eq!(names(&loaded(&named), "dependencies"), ["help"]);
    // Where the learner was last time.
    fs::remove_dir_all(named.path(".rustlings-like/editor")).expect("it was there");
    let screen = Screen::watch(&named);
    eventually("the lost package is written again", || has_help(&named));
    quit(screen);
    // Far from it there are no crates, though the package comes back.
    let far = course();
    let screen = Screen::watch(&far);
    screen.wait_text(&["plain", "E0425"]);
    eventually("the package is written", || far.path(PROJECT).exists());
    quit(screen);
    assert_eq!(names(&loaded(&far), "dependencies"), Vec::<String>::new());
}

/// With `RUST_ANALYZER=FILE` for one that isn't in PATH.
#[test]
fn rust_analyzer_shows_the_saved_exercise_and_no_other() {
    let analyzer = std::env::var("RUST_ANALYZER").unwrap_or("rust-analyzer".to_owned());
    if !tools::require_program(&analyzer) || !tools::require_program("nvim") {
        return;
    }
    let course = Course::built_in();
    let settings = json_with_comments(&course.read(".zed/settings.json"));
    let options = settings["lsp"]["rust-analyzer"]["initialization_options"].to_string();
    let exercise = "exercises/04_ownership/moved_into_function.rs";
    let fixed =
        Path::new(env!("CARGO_MANIFEST_DIR")).join(exercise.replace("exercises/", "solutions/"));
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/editors");
    let ours = Path::new(PROGRAM).parent().expect("a folder").to_owned();
    let usual = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths(std::iter::once(ours).chain(std::env::split_paths(&usual)));
    let out = course.path("out.json");
    let mut command = Command::new("nvim");
    command.args(["--headless", "-u", "NONE", "-n", "-i", "NONE", "-S"]);
    command
        .arg(tests.join("rust_analyzer.lua"))
        .current_dir(course.root());
    command.env("PATH", path.expect("a list of folders"));
    command
        .env("RUST_ANALYZER", analyzer)
        .env("OPTIONS", options);
    command
        .env("FILE", exercise)
        .env("FIXED", fixed)
        .env("OUT", &out);
    command.env("PATIENCE", "90000");
    finish(&mut command);
    let said: Value =
        serde_json::from_str(&fs::read_to_string(out).expect("it ended")).expect("JSON");
    assert_eq!(said["notices"], serde_json::json!([]), "{said}");
    // Nothing is checked before a save.
    assert_eq!(said["at_first"], serde_json::json!([]), "{said}");
    let broken = said["broken"]["diagnostics"].as_array().expect("a list");
    assert!(!broken.is_empty(), "{said}");
    for diagnostic in broken {
        assert_eq!(
            diagnostic[0],
            course.path(exercise).to_str().expect("UTF-8")
        );
        assert_eq!(diagnostic[2], "E0382");
    }
    assert_eq!(said["fixed"]["checked"], true, "{said}");
    assert_eq!(
        said["fixed"]["diagnostics"],
        serde_json::json!([]),
        "{said}"
    );
}
