//! `explain` beside courses: files of cargo packages, whole packages, programs and messages on
//! standard input, and things that don't exist.

mod common;

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use common::{PROGRAM, Run};
use serde_json::Value;
use tempfile::TempDir;

fn command(args: &[&str], folder: &Path) -> Command {
    let mut command = Command::new(PROGRAM);
    command.args(args).current_dir(folder);
    command.env("LANG", "C.UTF-8").env_remove("LC_ALL");
    command.env_remove("CARGO_TARGET_DIR");
    command
}

fn run(args: &[&str], folder: &Path) -> Run {
    common::finish(&mut command(args, folder))
}

/// `explain -` with this on its standard input.
fn explain_input(text: &str, folder: &Path) -> Run {
    let mut command = command(&["explain", "-"], folder);
    command.stdin(Stdio::piped());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program starts");
    let mut input = child.stdin.take().expect("a pipe");
    input.write_all(text.as_bytes()).expect("it is read");
    drop(input);
    Run::of(child.wait_with_output().expect("it ends"))
}

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a scratch folder");
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }
    folder
}

/// Compiles in edition 2024, and not in 2021: there what `lock` returns lives to the end of the
/// block.
const TAIL: &str = "use std::sync::Mutex;\nfn main() {\n    let door = Mutex::new(\"open\");\n    \
     if let Ok(state) = door.lock() {\n        println!(\"The door is {state}.\");\n    }\n}\n";
const NO_ERROR: &str = "There is no error to explain.";
const MOVED: &str =
    "fn main() {\n    let a = String::new();\n    let b = a;\n    println!(\"{a}{b}\");\n}\n";

#[test]
fn a_packages_edition_counts_wherever_it_is_written() {
    let app = "[package]\nname = \"app\"\nversion = \"0.1.0\"\n";
    let inherits = format!("{app}edition.workspace = true\n");
    let workspace = "[workspace]\nmembers = [\"app\"]\n[workspace.package]\nedition = \"2021\"\n";
    let cases = [
        // Above, in the package itself, and in a folder that it names.
        vec![("Cargo.toml", workspace), ("app/Cargo.toml", &inherits)],
        vec![(
            "app/Cargo.toml",
            "[package]\nname = \"app\"\nedition = \"2021\"\n",
        )],
        vec![
            (
                "app/Cargo.toml",
                "[package]\nname = \"app\"\nedition.workspace = true\nworkspace = \"../all\"\n",
            ),
            ("all/Cargo.toml", workspace),
        ],
        // Cargo's own default is the first edition.
        vec![("Cargo.toml", "[workspace]\n"), ("app/Cargo.toml", app)],
    ];
    for mut files in cases {
        files.push(("app/src/main.rs", TAIL));
        let folder = folder(&files);
        let said = run(&["explain", "app/src/main.rs"], folder.path());
        assert!(said.stdout.contains("E0597"), "{files:?}: {said:?}");
    }
    let newest = folder(&[("main.rs", TAIL)]);
    let said = run(&["explain", "main.rs"], newest.path());
    assert!(said.stdout.contains(NO_ERROR), "{said:?}");
}

#[test]
fn an_edition_that_cannot_be_known_is_not_taken_for_known() {
    let inherits = "[package]\nname = \"app\"\nedition.workspace = true\n";
    for (manifest, part) in [
        (inherits, "its workspace has none"),
        ("[package", "Cargo.toml"),
    ] {
        let folder = folder(&[("Cargo.toml", manifest), ("src/main.rs", MOVED)]);
        let said = run(&["explain", "src/main.rs"], folder.path());
        assert!(said.stdout.contains("E0382"), "{said:?}");
        assert!(
            said.stderr.contains(part) && said.stderr.contains("2024"),
            "{said:?}"
        );
    }
}

/// A package in which a module uses a crate, another module, and what lies above it.
fn package() -> TempDir {
    folder(&[
        (
            "Cargo.toml",
            "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n\
             [dependencies]\nsalt-and-pepper = { path = \"salt\" }\n[workspace]\n",
        ),
        (
            "salt/Cargo.toml",
            "[package]\nname = \"salt-and-pepper\"\nversion = \"1.0.0\"\nedition = \"2021\"\n",
        ),
        ("salt/src/lib.rs", "pub struct Salt;\n"),
        (
            "build.rs",
            "fn main() { std::fs::write(\"built\", \"\").unwrap(); }\n",
        ),
        (
            "src/main.rs",
            "mod kitchen;\nmod oven;\nfn main() { kitchen::cook(); }\n",
        ),
        ("src/oven.rs", "pub fn heat() -> u8 { 1 }\n"),
        (
            "src/kitchen.rs",
            "use crate::oven::heat;\nuse salt_and_pepper::Salt;\nuse super::oven as other;\n\
             mod sink;\npub fn cook() {\n    let a = vec![heat(), other::heat()];\n    let b = a;\n    \
             println!(\"{a:?}{b:?}\");\n    let _ = (Salt, crate::oven::heat, sink::FULL);\n}\n",
        ),
        ("src/kitchen/sink.rs", "pub const FULL: bool = true;\n"),
        (
            "src/own.rs",
            "use std::none::Thing;\nuse nowhere::Thing as Other;\n",
        ),
        ("src/bin/tool.rs", "use crate::none::Thing;\nfn main() {}\n"),
    ])
}

#[test]
fn a_file_that_needs_its_package_says_so_and_names_the_command() {
    let folder = package();
    let said = run(&["explain", "src/kitchen.rs"], folder.path());
    assert_eq!(said.code, 0, "{said:?}");
    let text = said.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in [
        "`crate::oven`",
        "`salt_and_pepper`",
        "`super`",
        "`mod sink`",
        "package `app`",
        "rustlings-like explain --package src/kitchen.rs",
    ] {
        assert!(text.contains(part), "{part} is not in {said:?}");
    }
    // That rustc lacked them is no error of the program.
    for part in ["error[", "RULE", NO_ERROR] {
        assert!(!said.stdout.contains(part), "{part} is in {said:?}");
    }
    let json = run(
        &["explain", "src/kitchen.rs", "--format", "json"],
        folder.path(),
    );
    let json: Value = serde_json::from_str(&json.stdout).expect("JSON");
    assert_eq!(json["package"]["name"], "app");
    assert_eq!(json["errors"], serde_json::json!([]));
    assert_eq!(
        json["package"]["command"],
        "rustlings-like explain --package src/kitchen.rs"
    );
    // Nothing was built or run.
    assert!(!folder.path().join("built").exists() && !folder.path().join("target").exists());
}

#[test]
fn what_a_file_misses_that_its_package_does_not_have_is_an_error() {
    let folder = package();
    for file in ["src/own.rs", "src/bin/tool.rs"] {
        let said = run(&["explain", file], folder.path());
        assert!(said.stdout.contains("E0432"), "{said:?}");
        assert!(!said.stdout.contains("explain --package"), "{said:?}");
    }
    let said = run(&["explain", "src/oven.rs"], folder.path());
    assert_eq!(said.stdout.trim(), NO_ERROR);
}

#[test]
fn a_whole_package_is_checked_by_cargo_in_a_folder_of_its_own() {
    let folder = package();
    for args in [
        vec!["explain", "--package", "src/kitchen.rs"],
        vec!["explain", "--package"],
    ] {
        let said = run(&args, folder.path());
        assert_eq!(said.code, 0, "{said:?}");
        assert!(said.stdout.contains("moved to `b`"), "{said:?}");
        assert!(said.stderr.contains("build scripts"), "{said:?}");
    }
    assert!(folder.path().join("built").exists());
    let built = fs::read_dir(folder.path().join("target")).expect("it was built");
    let built: Vec<_> = built.flatten().map(|entry| entry.file_name()).collect();
    assert_eq!(built, ["rustlings-like"]);
}

#[test]
fn a_package_that_cargo_cannot_check_is_not_called_sound() {
    let broken = folder(&[
        ("Cargo.toml", "[package]\nname = 1\n"),
        ("src/main.rs", MOVED),
    ]);
    let said = run(&["explain", "--package"], broken.path());
    assert_eq!((said.code, said.stdout.as_str()), (4, ""), "{said:?}");
    assert!(said.stderr.contains("invalid type"), "{said:?}");
    let none = folder(&[("main.rs", MOVED)]);
    for (args, part) in [
        (
            ["explain", "--package", "main.rs"],
            "no cargo package around main.rs",
        ),
        (["explain", "--package", "none"], "no file or folder none"),
    ] {
        let said = run(&args, none.path());
        assert_eq!(said.code, 2, "{said:?}");
        assert!(said.stderr.contains(part), "{said:?}");
    }
}

#[test]
fn a_program_on_standard_input_is_explained() {
    let here = folder(&[("Cargo.toml", "[workspace]\npackage.edition = \"2021\"\n")]);
    let said = explain_input(MOVED, here.path());
    assert!(said.stdout.contains("moved to `b`"), "{said:?}");
    assert!(said.stdout.contains("stdin.rs:4"), "{said:?}");
    let said = explain_input(TAIL, here.path());
    assert!(said.stdout.contains("E0597"), "{said:?}");
    // JSON in a program, and a program that can't be parsed.
    let holds_json = format!(
        "const A: &str = r#\"\n{{\"reason\":\"build-finished\",\"success\":true}}\n\"#;\n{MOVED}"
    );
    let said = explain_input(&holds_json, here.path());
    assert!(said.stdout.contains("E0382"), "{said:?}");
    let said = explain_input("fn main( {\n", here.path());
    assert!(said.stdout.contains("error"), "{said:?}");
    // Nothing is left there.
    assert_eq!(fs::read_dir(here.path()).expect("a folder").count(), 1);
}

#[test]
fn a_program_on_standard_input_may_need_the_package_around_it() {
    let folder = package();
    let said = explain_input("use salt_and_pepper::Salt;\nfn main() {}\n", folder.path());
    assert!(
        said.stdout
            .contains("`salt_and_pepper` from the package `app`"),
        "{said:?}"
    );
    assert!(
        said.stdout.ends_with("rustlings-like explain --package\n"),
        "{said:?}"
    );
    let said = explain_input("use nowhere::Thing;\nfn main() {}\n", folder.path());
    assert!(said.stdout.contains("E0432"), "{said:?}");
}

#[test]
fn what_a_compiler_writes_for_people_is_no_program() {
    let here = folder(&[]);
    let said = explain_input(
        "error[E0382]: borrow of moved value: `a`\n --> a.rs:4:16\n",
        here.path(),
    );
    assert_eq!((said.code, said.stdout.as_str()), (2, ""), "{said:?}");
    assert!(said.stderr.contains("--message-format=json"), "{said:?}");
    let json = "   Compiling a v0.1.0 (/a)\n{\"reason\":\"build-finished\",\"success\":true}\n";
    for text in ["", json] {
        assert_eq!(explain_input(text, here.path()).stdout.trim(), NO_ERROR);
    }
    // A build script that fails, for example: cargo says so to people alone.
    let failed = "{\"reason\":\"build-finished\",\"success\":false}\n";
    let said = explain_input(failed, here.path());
    assert_eq!((said.code, said.stdout.as_str()), (4, ""), "{said:?}");
    assert!(said.stderr.contains("the build failed"), "{said:?}");
}

#[test]
fn an_exercise_whose_file_cannot_be_read_is_not_called_sound() {
    let course = common::Course::new()
        .exercise("gone", "", "fn main() {}\n")
        .exercise("torn", "", "fn main() {}\n");
    fs::remove_file(course.path("exercises/gone.rs")).expect("it was there");
    course.write("exercises/torn.rs", [b'/', b'/', 0xff]);
    for (name, words) in [("gone", "does not exist"), ("torn", "is not UTF-8")] {
        let said = course.run(&["explain", name]);
        assert_eq!((said.code, said.stdout.as_str()), (4, ""), "{said:?}");
        assert!(said.stderr.contains(words), "{said:?}");
    }
}

#[test]
fn what_the_last_expression_makes_is_not_taken_for_a_variable() {
    let here = folder(&[("main.rs", TAIL)]);
    let said = run(&["explain", "--edition", "2021", "main.rs"], here.path());
    let text = said.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in [
        "Before edition 2024, temporary values in the last expression of a block are dropped after",
        "Line 4 makes a temporary value that borrows `door`",
        "1. Put a `;` after the last expression",
        "+ };",
    ] {
        assert!(text.contains(part), "{part} is not in {}", said.stdout);
    }
    // It is already, and that changes nothing.
    assert!(!text.contains("Declare `door` before"), "{text}");
    assert!(!text.contains("`Result<"), "{text}");
}

#[cfg(unix)]
#[test]
fn a_signature_that_tests_contradict_is_named_and_the_tests_stay() {
    let text = "fn area(width: &u32, height: &u32) -> u32 {\n    width * height\n}\n\n\
        fn main() {}\n\n\
        #[test]\nfn areas_are_products() {\n    assert_eq!(area(2, &3), 6);\n}\n";
    let here = folder(&[("area.rs", text)]);
    let said = run(&["explain", "--edition", "2024", "area.rs"], here.path());
    let words = said.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in [
        "`area` expects a value of type `&u32` as the first argument, but `2` is an integer.",
        "The tests call `area` like this, so look at its signature: `width: &u32` on line 1.",
    ] {
        assert!(words.contains(part), "{part} is not in {}", said.stdout);
    }
    // rustc proposes `area(&2, &3)`, in the test.
    assert!(!words.contains("rustc suggests"), "{}", said.stdout);
}

/// The tests' own `use` is missing, and nothing outside of their module can replace it.
#[cfg(unix)]
#[test]
fn tests_without_a_use_are_what_changes() {
    let text = "fn headline(day: i32) -> String {\n    format!(\"{} degrees\", 12 + day)\n}\n\n\
        fn main() {\n    println!(\"{}\", headline(1));\n}\n\n\
        #[cfg(test)]\nmod tests {\n    #[test]\n    fn it_has_the_degrees() {\n        \
        assert_eq!(headline(6), \"18 degrees\");\n    }\n}\n";
    let here = folder(&[("news.rs", text)]);
    let said = run(&["explain", "--edition", "2024", "news.rs"], here.path());
    let words = said.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in [
        "`tests` is a module of its own, and no `use` in it brings in `headline`.",
        "1. Bring all that's declared outside of `tests` into it. + use super::*;",
        "2. rustc suggests: consider importing this function + use crate::headline;",
    ] {
        assert!(words.contains(part), "{part} is not in {}", said.stdout);
    }
    assert!(!words.contains("change your own code"), "{}", said.stdout);
    // Here the tests bring in all that the program has, so the program may lack a `use`.
    let with_use = text.replace("mod tests {\n", "mod tests {\n    use super::*;\n");
    let with_use = with_use.replace("headline(6)", "max(headline(6), String::new())");
    fs::write(here.path().join("news.rs"), with_use).expect("written");
    let said = run(&["explain", "--edition", "2024", "news.rs"], here.path());
    assert!(!said.stdout.contains("is a module of its own"), "{said:?}");
}

/// `main` has made the mistake by itself: an array of values that can't be copied.
#[cfg(unix)]
#[test]
fn an_array_of_what_cannot_be_copied_is_no_fault_of_the_rest() {
    let text = "fn count<T>(all: &[T]) -> usize {\n    all.len()\n}\n\n\
        fn main() {\n    let all = [String::from(\"bare\"); 5].map(|one| one);\n    \
        println!(\"{}\", count(&all));\n}\n\n\
        #[test]\nfn nothing_is_none() {\n    assert_eq!(count::<u8>(&[]), 0);\n}\n";
    let here = folder(&[("fence.rs", text)]);
    let said = run(&["explain", "--edition", "2024", "fence.rs"], here.path());
    assert!(said.stdout.contains("String: Copy"), "{said:?}");
    assert!(!said.stdout.contains("your own code"), "{said:?}");
}

#[test]
fn a_file_that_is_there_but_not_ordinary_is_not_called_missing() {
    let here = folder(&[]);
    let said = run(&["explain", "/dev/null"], here.path());
    assert_eq!(said.code, 2, "{said:?}");
    assert!(
        said.stderr
            .contains("/dev/null isn't an ordinary file; `rustlings-like explain -` reads"),
        "{said:?}"
    );
}

#[test]
fn what_does_not_exist_gets_a_short_true_answer() {
    let here = folder(&[("382", "fn main() {}\n"), ("src/main.rs", MOVED)]);
    let cases = [
        (vec!["none.rs"], "there is no file none.rs"),
        (vec!["src/none"], "there is no file src/none"),
        (vec!["src"], "src is a folder; name a Rust file in it"),
        (
            vec!["nobody"],
            "there is no file nobody, and no course here",
        ),
        (vec!["E9999"], "there is no error code E9999"),
        (vec!["E0015"], "`rustc --explain E0015` has one"),
        (
            vec!["--edition", "1999", "src/main.rs"],
            "2015|2018|2021|2024",
        ),
    ];
    for (args, part) in cases {
        let args = [vec!["explain"], args].concat();
        let said = run(&args, here.path());
        assert!(said.code != 0 && said.stdout.is_empty(), "{said:?}");
        assert!(said.stderr.contains(part), "{part} is not in {said:?}");
        assert!(said.stderr.lines().count() <= 3, "{said:?}");
    }
    // A file comes before a code.
    assert_eq!(
        run(&["explain", "382"], here.path()).stdout.trim(),
        NO_ERROR
    );
    for short in ["382", "e382", "0382"] {
        let said = run(&["explain", short], &here.path().join("src"));
        assert!(said.stdout.starts_with("E0382\n"), "{said:?}");
    }
}

/// Through the real guard, for a file however it is named, and beside a file that it needs.
#[test]
fn repairs_of_a_file_are_tried_wherever_it_lies() {
    let text = "mod other;\nfn main() {\n    let s = other::name();\n    drop(s);\n    println!(\"{s}\");\n}\n";
    let other = "pub fn name() -> String { String::new() }\n";
    let folder = folder(&[("below/a file.rs", text), ("below/other.rs", other)]);
    let root = folder.path();
    let absolute = root.join("below/a file.rs");
    let absolute = absolute.to_str().expect("a name");
    let below = root.join("below");
    for (name, from) in [
        ("below/a file.rs", root),
        ("./below/../below/a file.rs", root),
        (absolute, root),
        ("a file.rs", &below),
        ("../below/a file.rs", &below),
    ] {
        let run = run(&["dev", "proofs", name], from);
        assert_eq!(run.code, 0, "{run:?}");
        let last = run.stdout.lines().last().expect("counts");
        let (works, _) = last.split_once(" of ").expect("counts");
        assert!(
            works.parse::<usize>().expect("a number") > 0,
            "{name}: {run:?}"
        );
        assert!(!run.stdout.contains("not asked"), "{name}: {run:?}");
    }
    assert_eq!(fs::read_to_string(absolute).expect("it is there"), text);
    let left = fs::read_dir(&below).expect("a folder").count();
    assert_eq!(left, 2, "nothing is left beside the file");
}

#[test]
fn a_slip_that_makes_the_parser_stumble_twice_is_drawn_once() {
    let text = "fn main() {\n    let a = \"one;\n    let b = \"two\";\n    let c = \"three lit\"four;\n    \
        println!(\"{a} {b} {c}\");\n    println!(\"it's\");\n}\n";
    let here = folder(&[("slip.rs", text)]);
    let said = run(&["explain", "slip.rs"], here.path()).stdout;
    assert_eq!(said.matches("slip.rs:2:13").count(), 1, "{said}");
    assert!(said.ends_with("2 errors\n"), "{said}");
    let all = run(&["explain", "slip.rs", "--all"], here.path()).stdout;
    assert_eq!(all.matches("slip.rs:2:13").count(), 2, "{all}");
}

/// A helper of the tests is theirs to change, and a method of the learner's that tests call is the
/// learner's: rustc's suggestion works in one program, and in the other it says why it's no way out.
#[cfg(unix)]
#[test]
fn what_tests_move_is_told_by_whose_function_takes_it() {
    let explained = |text: &str| {
        let here = folder(&[("names.rs", text)]);
        let said = run(&["explain", "--edition", "2024", "names.rs"], here.path());
        said.stdout.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let helper = explained(
        "fn main() {}\n\n#[cfg(test)]\nmod tests {\n    \
         fn sorted(mut names: Vec<String>) -> Vec<String> {\n        names.sort();\n        names\n    }\n\n    \
         #[test]\n    fn sorting_keeps_all() {\n        let names = vec![String::from(\"Bo\")];\n        \
         let other = sorted(names);\n        assert_eq!(names, other);\n    }\n}\n",
    );
    assert!(helper.contains("sorted(names.clone())"), "{helper}");
    assert!(!helper.contains("look at its signature"), "{helper}");
    let method = explained(
        "#[derive(Clone)]\nstruct Basket {\n    fruits: Vec<String>,\n}\n\nimpl Basket {\n    \
         fn into_fruits(self) -> Vec<String> {\n        self.fruits\n    }\n}\n\nfn main() {}\n\n\
         #[test]\nfn it_is_looked_into_twice() {\n    let basket = Basket { fruits: Vec::new() };\n    \
         assert_eq!(basket.into_fruits().len(), 0);\n    assert_eq!(basket.fruits.len(), 0);\n}\n",
    );
    for part in [
        "The tests call `into_fruits` like this, so look at its signature: `self` on line 7",
        "That would change a test. If the test was given to you like this, change your own code instead.",
    ] {
        assert!(method.contains(part), "{part} is not in {method}");
    }
}

/// In a program's JSON, each of rustc's suggestions says what is known of it.
#[cfg(unix)]
#[test]
fn a_suggestion_in_the_json_says_whether_it_was_tried() {
    let text = "fn main() {\n    let sum = u32;\n    println!(\"{}\", sum + 1);\n}\n";
    let here = folder(&[("sum.rs", text)]);
    let said = run(&["explain", "--format", "json", "sum.rs"], here.path());
    let document: serde_json::Value = serde_json::from_str(&said.stdout).expect("JSON");
    let mut seen = Vec::new();
    for error in document["errors"].as_array().expect("errors") {
        for note in error["notes"].as_array().expect("notes") {
            let suggestions = note["suggestions"].as_array().map_or(0, Vec::len);
            let outcomes = note["outcomes"].as_array().cloned().unwrap_or_default();
            assert_eq!(suggestions, outcomes.len(), "{note}");
            seen.extend(outcomes);
        }
    }
    assert_eq!(seen, ["refuted"], "{}", said.stdout);
}
/// A `rustc` that is rustup itself, as rustup installs it. It looks for the compiler by asking
/// rustup, and by asking `rustc` if rustup can't tell.
#[cfg(unix)]
#[test]
fn rustup_is_asked_where_the_compiler_is() {
    let sysroot = Command::new("rustc").args(["--print", "sysroot"]).output();
    let sysroot = String::from_utf8(sysroot.expect("a compiler").stdout).expect("UTF-8");
    let rustc = Path::new(sysroot.trim()).join("bin/rustc");
    let rustc = rustc.display();
    for (which, asked) in [
        (format!("echo {rustc}"), "which rustc\n"),
        ("exit 1".to_owned(), "which rustc\n--print sysroot"),
    ] {
        let folder = folder(&[
            ("a.rs", MOVED),
            (
                "bin/rustup",
                &format!(
                    "#!/bin/sh\necho \"$*\" >> asked\n\
                     if [ \"$1\" = which ]; then {which}; else exec {rustc} \"$@\"; fi\n"
                ),
            ),
        ]);
        let bin = folder.path().join("bin");
        let mut shell = Command::new("sh");
        shell.args(["-c", "chmod +x rustup && ln -s rustup rustc"]);
        let made = shell.current_dir(&bin).status();
        assert!(made.expect("a shell").success());
        let path = std::env::var("PATH").expect("PATH");
        let mut command = command(&["explain", "a.rs"], folder.path());
        command.env("PATH", format!("{}:{path}", bin.display()));
        let run = common::finish(command.env_remove("RUSTC"));
        assert!(run.stdout.contains("E0382"), "{}", run.stderr);
        let words = fs::read_to_string(folder.path().join("asked")).expect("somebody was asked");
        assert!(words.starts_with(asked), "{words}");
    }
}
