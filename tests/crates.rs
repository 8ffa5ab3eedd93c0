//! Exercises that use crates: cargo builds those once, and the compiler is told of them.
//!
//! All crates lie in folders that the tests write, so that no network is needed.

mod common;

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{ChildStdin, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use common::{Course, Run, Running, eventually, finish};

/// A command in a course, with a cargo that must not use the network.
fn offline(course: &Course, args: &[&str]) -> Command {
    let mut command = course.command(args);
    command.env("CARGO_NET_OFFLINE", "true");
    command
}

fn run(course: &Course, args: &[&str]) -> Run {
    finish(&mut offline(course, args))
}

/// The entries of `verify --format json`, and its exit code.
fn verify(course: &Course, args: &[&str]) -> (i32, Vec<serde_json::Value>) {
    let args = [&["verify", "--format", "json"], args].concat();
    let run = run(course, &args);
    let document: serde_json::Value = serde_json::from_str(&run.stdout)
        .unwrap_or_else(|error| panic!("no JSON ({error}): {run:?}"));
    let entries = document["exercises"].as_array().expect("an array");
    (run.code, entries.clone())
}

/// Asserts that every exercise passes.
fn all_pass(course: &Course) -> Vec<serde_json::Value> {
    let (code, entries) = verify(course, &[]);
    for entry in &entries {
        assert_eq!(entry["verdict"], "pass", "{entry:#}");
    }
    assert_eq!(code, 0);
    entries
}

/// Writes a crate; `more` are further lines of its manifest.
fn crate_in(course: &Course, folder: &str, name: &str, more: &str, source: &str) {
    let manifest =
        format!("[package]\nname = \"{name}\"\nversion = \"1.2.3\"\nedition = \"2024\"\n{more}");
    course.write(format!("{folder}/Cargo.toml"), manifest);
    course.write(format!("{folder}/src/lib.rs"), source);
}

/// A crate `word` with a function `word`, which says this.
fn word_crate(course: &Course, says: &str) {
    let source = format!("pub fn word() -> &'static str {{ \"{says}\" }}\n");
    crate_in(course, "word", "word", "", &source);
}

const WORD: &str = "[dependencies]\nword = { path = \"word\" }\n";

/// An exercise that passes if `word` says `hello`.
const SAYS_HELLO: &str =
    "fn main() {}\n#[test]\nfn it() { assert_eq!(word::word(), \"hello\"); }\n";

/// An exercise that needs no crate. What it says of one is a comment.
const PLAIN: &str = "// Not word::word().\nfn main() { println!(\"plain\"); }\n";

fn worded() -> Course {
    let course = Course::new()
        .manifest(WORD)
        .exercise("hello", "", SAYS_HELLO)
        .exercise("plain", "test = false", PLAIN);
    word_crate(&course, "hello");
    course
}

/// A `Cargo.toml` of a course with these exercises as its `bin` targets.
fn cargo_toml(names: &[&str], more: &str) -> String {
    let bins = names
        .iter()
        .map(|name| format!("[[bin]]\nname = \"{name}\"\npath = \"exercises/{name}.rs\"\n"));
    format!(
        "[package]\nname = \"my-course\"\nversion = \"0.3.0\"\n{more}\n{}",
        bins.collect::<String>()
    )
}

#[test]
fn crates_declared_in_info_toml_are_used_by_tests_and_by_main() {
    let course = worded().exercise(
        "both",
        "",
        "use word::word;\nfn main() { assert_eq!(word(), \"hello\"); }\n\
         #[test]\nfn it() { assert!(word::word().len() == 5); }\n",
    );
    all_pass(&course);
    // Nothing of cargo's lies where the learner works.
    assert!(!course.path("target").exists() && !course.path("Cargo.toml").exists());
    assert_eq!(course.read(".rustlings-like/crates/.gitignore"), "*\n");
}

#[test]
fn a_crate_that_is_used_wrongly_is_the_learners_error() {
    let course = worded().exercise("wrong", "", "fn main() { let _: u8 = word::word(); }\n");
    let (code, entries) = verify(&course, &["wrong"]);
    assert_eq!(code, 1);
    assert_eq!(entries[0]["reason"], "compile_error");
    assert_eq!(entries[0]["diagnostics"][0]["code"], "E0308");
}

#[test]
fn what_is_unchanged_comes_from_the_cache_and_a_changed_crate_is_built_anew() {
    let course = worded();
    all_pass(&course);
    for entry in all_pass(&course) {
        assert_eq!(entry["cached"], true, "{entry:#}");
    }
    word_crate(&course, "bye");
    let (code, entries) = verify(&course, &[]);
    assert_eq!(code, 1);
    assert_eq!(entries[0]["verdict"], "fail", "{:#}", entries[0]);
    assert_eq!(entries[0]["cached"], false);
    assert_eq!(entries[1]["cached"], true);
    word_crate(&course, "hello");
    all_pass(&course);
}

#[test]
fn crates_that_need_no_cargo_again_stay_when_the_tool_starts_anew() {
    // No crate lies in a folder of the course's own choice here: none can be known to change.
    let course = Course::new().exercise("it", "", "fn main() { let _ = my_course::two(); }\n");
    course.write("Cargo.toml", cargo_toml(&["it"], "edition = \"2021\""));
    course.write("src/lib.rs", "pub fn two() -> i32 { 2 }\n");
    all_pass(&course);
    assert_eq!(all_pass(&course)[0]["cached"], true);
    course.write("src/lib.rs", "pub fn three() -> i32 { 3 }\n");
    assert_eq!(verify(&course, &[]).1[0]["verdict"], "fail");
}

#[test]
fn a_renamed_crate_and_a_name_with_a_dash() {
    let course = Course::new()
        .manifest(
            "[dependencies]\nother = { path = \"word\", package = \"word\" }\n\
             dashed-name = { path = \"dashed\" }\n",
        )
        .exercise(
            "it",
            "test = false",
            "fn main() { assert_eq!(other::word().len(), dashed_name::FIVE); }\n",
        );
    word_crate(&course, "hello");
    crate_in(
        &course,
        "dashed",
        "dashed-name",
        "",
        "pub const FIVE: usize = 5;\n",
    );
    all_pass(&course);
}

/// Going back to features that were built before makes cargo take up the old program without a
/// call of the compiler.
#[test]
fn features_on_and_off_and_on() {
    let source = "#[cfg(feature = \"loud\")] pub const LOUD: bool = true;\n\
                  #[cfg(not(feature = \"loud\"))] pub const LOUD: bool = false;\n";
    let exercise = "fn main() { assert!(voice::LOUD); }\n";
    let manifest = |features: &str| {
        format!(
            "format_version = 1\n[dependencies.voice]\npath = \"voice\"\nfeatures = [{features}]\n\
             [[exercises]]\nname = \"it\"\ntest = false\n"
        )
    };
    let course = Course::new().exercise("it", "test = false", exercise);
    crate_in(&course, "voice", "voice", "[features]\nloud = []\n", source);
    for (features, verdict) in [("\"loud\"", "pass"), ("", "fail"), ("\"loud\"", "pass")] {
        course.write("info.toml", manifest(features));
        let (_, entries) = verify(&course, &["--no-cache"]);
        assert_eq!(entries[0]["verdict"], verdict, "{:#}", entries[0]);
    }
}

#[test]
fn a_proc_macro_whose_own_crate_the_course_uses_with_other_features() {
    let course = Course::new()
        .manifest(
            "[dependencies]\nmacros = { path = \"macros\" }\n\
             shared = { path = \"shared\", features = [\"extra\"] }\n",
        )
        .exercise(
            "it",
            "",
            "use macros::{Named, doubled};\n\
             trait Named { fn name() -> &'static str; }\n\
             #[derive(Named)]\nstruct Fish;\n\
             #[doubled]\nfn three() -> i32 { 3 }\n\
             fn main() {}\n\
             #[test]\nfn it() {\n    assert_eq!(Fish::name(), \"Fish\");\n\
             assert_eq!(three(), 6);\n    assert!(shared::EXTRA);\n}\n",
        );
    crate_in(
        &course,
        "macros",
        "macros",
        "[lib]\nproc-macro = true\n[dependencies]\nshared = { path = \"../shared\" }\n",
        r#"
use proc_macro::{TokenStream, TokenTree};
#[proc_macro_derive(Named)]
pub fn named(input: TokenStream) -> TokenStream {
    let name = input.into_iter().filter_map(|tree| match tree {
        TokenTree::Ident(ident) => Some(ident.to_string()),
        _ => None,
    }).last().unwrap();
    format!("impl Named for {name} {{ fn name() -> &'static str {{ \"{name}\" }} }}").parse().unwrap()
}
#[proc_macro_attribute]
pub fn doubled(_: TokenStream, item: TokenStream) -> TokenStream {
    let text = item.to_string();
    let (head, body) = text.split_once('{').unwrap();
    format!("{head} {{ {} * ({{ {body} ) }}", shared::TWO).parse().unwrap()
}
"#,
    );
    crate_in(
        &course,
        "shared",
        "shared",
        "[features]\nextra = []\n",
        "pub const TWO: i32 = 2;\npub const EXTRA: bool = cfg!(feature = \"extra\");\n",
    );
    all_pass(&course);
}

/// What compiles a C file and puts it into a static library.
const COMPILE_C: &str = r#"
fn run(command: &mut std::process::Command) { assert!(command.status().unwrap().success()); }
fn compile_c() {
    let out = std::env::var("OUT_DIR").unwrap();
    run(std::process::Command::new("cc").args(["-c", "native.c", "-o"]).arg(format!("{out}/native.o")));
    run(std::process::Command::new("ar").args(["crs"]).arg(format!("{out}/libnative.a")).arg(format!("{out}/native.o")));
    println!("cargo::rerun-if-changed=native.c");
    println!("cargo::rustc-link-search=native={out}");
    println!("cargo::rustc-link-lib=static=native");
}
"#;

#[cfg(unix)]
#[test]
fn a_build_script_of_a_crate_sets_a_cfg_and_links_a_native_library() {
    let course = Course::new()
        .manifest("[dependencies]\nnative = { path = \"native\" }\n")
        .exercise(
            "it",
            "",
            "fn main() {}\n#[test]\nfn it() { assert_eq!(native::answer(), 42); }\n",
        );
    let source = "unsafe extern \"C\" { fn native_answer() -> i32; }\n\
                  #[cfg(has_native)]\npub fn answer() -> i32 { unsafe { native_answer() } }\n";
    crate_in(&course, "native", "native", "build = \"make.rs\"\n", source);
    let main = "fn main() {\n compile_c();\n println!(\"cargo::rustc-check-cfg=cfg(has_native)\");\n\
                println!(\"cargo::rustc-cfg=has_native\");\n}\n";
    course.write("native/make.rs", format!("{COMPILE_C}{main}"));
    course.write(
        "native/native.c",
        "int native_answer(void) { return 42; }\n",
    );
    all_pass(&course);
    course.write(
        "native/native.c",
        "int native_answer(void) { return 41; }\n",
    );
    assert_eq!(verify(&course, &[]).1[0]["verdict"], "fail");
}

#[cfg(unix)]
#[test]
fn the_courses_own_build_script_counts_for_every_exercise() {
    let course = Course::new()
        .exercise(
            "flags",
            "",
            "#[cfg(fancy)]\nconst FANCY: bool = true;\nfn main() {}\n\
             #[test]\nfn it() { assert!(FANCY); assert_eq!(env!(\"GREETING\"), \"hello\"); }\n",
        )
        .exercise(
            "generated",
            "test = false",
            "include!(concat!(env!(\"OUT_DIR\"), \"/made.rs\"));\nfn main() { assert_eq!(MADE, 7); }\n",
        )
        .exercise(
            "native",
            "test = false",
            "unsafe extern \"C\" { safe fn native_answer() -> i32; }\n\
             fn main() { assert_eq!(native_answer(), 42); }\n",
        );
    let names = ["flags", "generated", "native"];
    course.write("Cargo.toml", cargo_toml(&names, "edition = \"2024\""));
    let main = r#"
fn main() {
    compile_c();
    println!("cargo::rustc-check-cfg=cfg(fancy)");
    println!("cargo::rustc-cfg=fancy");
    println!("cargo::rustc-env=GREETING=hello");
    let made = format!("{}/made.rs", std::env::var("OUT_DIR").unwrap());
    std::fs::write(made, "const MADE: i32 = 7;").unwrap();
}
"#;
    course.write("build.rs", format!("{COMPILE_C}{main}"));
    course.write("native.c", "int native_answer(void) { return 42; }\n");
    all_pass(&course);
    // Only the library changes, no flag and no crate.
    course.write("native.c", "int native_answer(void) { return 41; }\n");
    let (code, entries) = verify(&course, &[]);
    assert_eq!(code, 1);
    assert_eq!(entries[2]["verdict"], "fail", "{:#}", entries[2]);
}

#[test]
fn exercises_see_the_variables_that_cargo_sets() {
    let course = Course::new()
        .exercise(
            "it",
            "",
            "use word as _;\nfn main() {}\n#[test]\nfn it() {\n\
             assert_eq!(env!(\"CARGO_PKG_NAME\"), \"my-course\");\n\
             assert_eq!(env!(\"CARGO_PKG_VERSION\"), \"0.3.0\");\n\
             assert_eq!(env!(\"CARGO_CRATE_NAME\"), \"it\");\n\
             assert_eq!(env!(\"CARGO_BIN_NAME\"), \"it\");\n\
             assert!(std::path::Path::new(env!(\"CARGO_MANIFEST_DIR\")).join(\"info.toml\").is_file());\n}\n",
        )
        .exercise("other", "test = false", "use word as _;\nfn main() { assert_eq!(env!(\"CARGO_BIN_NAME\"), \"other\"); }\n");
    let manifest = cargo_toml(&["it", "other"], "edition = \"2024\"");
    course.write("Cargo.toml", format!("{manifest}{WORD}"));
    word_crate(&course, "hello");
    // As if cargo had started the tool for a package of the same name.
    let mut command = offline(&course, &["verify"]);
    command
        .env("CARGO_PKG_NAME", "my-course")
        .env("CARGO_PKG_VERSION", "0.3.0");
    let run = finish(&mut command);
    assert_eq!(run.code, 0, "{run:?}");
    all_pass(&course);
}

#[test]
fn edition_and_lints_of_the_courses_own_manifest() {
    // `dyn` is a name in edition 2015 only; with and without cargo's help.
    let old = "mod dyn { pub fn f() {} }\nfn main() { dyn::f(); }\n";
    let linted = "fn main() { let unused = 1; }\n";
    let with_word = |source: &str| format!("extern crate word;\n{source}");
    let course = Course::new()
        .exercise("crates", "test = false", &with_word(old))
        .exercise("plain", "test = false", old)
        .exercise("linted", "test = false", linted)
        .exercise("linted_too", "test = false", &with_word(linted));
    let names = ["crates", "plain", "linted", "linted_too"];
    let lints = "[lints.rust]\nunused_variables = \"deny\"\n";
    let manifest = cargo_toml(&names, "edition = \"2015\"");
    course.write("Cargo.toml", format!("{manifest}{WORD}{lints}"));
    word_crate(&course, "hello");
    let (_, entries) = verify(&course, &[]);
    assert_eq!(entries[0]["verdict"], "pass", "{:#}", entries[0]);
    assert_eq!(entries[1]["verdict"], "pass", "{:#}", entries[1]);
    for entry in &entries[2..] {
        assert_eq!(entry["diagnostics"][0]["level"], "error", "{entry:#}");
        assert_eq!(entry["diagnostics"][0]["code"], "unused_variables");
    }
}

#[test]
fn edition_and_lints_of_a_workspace_above_the_course() {
    let course = Course::below("workspace/course")
        .exercise(
            "plain",
            "test = false",
            "async fn f() {}\nfn main() { let _ = f(); }\n",
        )
        .exercise(
            "crates",
            "test = false",
            "async fn f() {}\nfn main() { let _ = f(); word::word(); }\n",
        )
        .exercise("forbidden", "test = false", "fn main() { unsafe {} }\n");
    let inherits = "edition.workspace = true\n[lints]\nworkspace = true\n\
                    [dependencies]\nword.workspace = true";
    course.write(
        "Cargo.toml",
        cargo_toml(&["plain", "crates", "forbidden"], inherits),
    );
    course.write(
        "../Cargo.toml",
        "[workspace]\nmembers = [\"course\"]\n[workspace.package]\nedition = \"2021\"\n\
         [workspace.lints.rust]\nunsafe_code = \"forbid\"\n\
         [workspace.dependencies]\nword = { path = \"course/word\" }\n",
    );
    word_crate(&course, "hello");
    let (_, entries) = verify(&course, &[]);
    let verdicts: Vec<_> = entries.iter().map(|entry| &entry["verdict"]).collect();
    assert_eq!(verdicts, ["pass", "pass", "fail"], "{entries:#?}");
    assert_eq!(entries[2]["diagnostics"][0]["code"], "unsafe_code");
}

#[test]
fn dev_dependencies_and_those_of_other_systems() {
    let course = Course::new().exercise(
        "it",
        "",
        "fn main() {}\n#[test]\nfn it() { assert_eq!(word::word(), \"hello\"); }\n",
    );
    let manifest = cargo_toml(&["it"], "edition = \"2024\"");
    let more = "[dev-dependencies]\nword = { path = \"word\" }\n\
                [target.'cfg(target_os = \"none\")'.dependencies]\nelsewhere = { path = \"elsewhere\" }\n";
    course.write("Cargo.toml", format!("{manifest}{more}"));
    word_crate(&course, "hello");
    crate_in(
        &course,
        "elsewhere",
        "elsewhere",
        "",
        "compile_error!(\"not here\");\n",
    );
    all_pass(&course);
}

#[test]
fn a_course_in_a_folder_with_spaces_and_other_letters() {
    let course = Course::below("Ein Kürs, 課程")
        .manifest(WORD)
        .exercise("hello", "", SAYS_HELLO);
    word_crate(&course, "hello");
    all_pass(&course);
    assert_eq!(all_pass(&course)[0]["cached"], true);
}

/// A build script that says that it runs, and then waits for a file.
fn waiting_script(course: &Course) {
    let text = format!(
        "fn main() {{\n std::fs::write({:?}, \"\").unwrap();\n \
         while !std::path::Path::new({:?}).exists() \
         {{ std::thread::sleep(std::time::Duration::from_millis(10)); }}\n}}\n",
        course.path("builds"),
        course.path("go-on")
    );
    course.write("word/build.rs", text);
}

#[test]
fn the_time_of_building_crates_is_not_the_exercises() {
    let course = worded();
    waiting_script(&course);
    let begun = Instant::now();
    let waited = std::thread::scope(|scope| {
        let waited = scope.spawn(|| {
            eventually("the crate is built", || course.path("builds").exists());
            let from = Instant::now();
            // Long enough to be told from the tool's own start.
            std::thread::sleep(Duration::from_secs(2));
            course.write("go-on", "");
            from.elapsed()
        });
        let entries = all_pass(&course);
        let waited = waited.join().expect("it waited");
        let took = Duration::from_millis(entries[0]["duration_ms"].as_u64().expect("a number"));
        assert!(took < begun.elapsed() - waited, "{took:?}");
        waited
    });
    assert!(waited >= Duration::from_secs(2));
}

/// Asserts that the exercise without crates passes and the others could not be checked, and
/// returns what was said of those.
fn only_plain_passes(course: &Course) -> String {
    let (code, entries) = verify(course, &[]);
    assert_eq!(code, 4);
    let mut message = String::new();
    for entry in &entries {
        if entry["name"] == "plain" {
            assert_eq!(entry["verdict"], "pass", "{entry:#}");
        } else {
            assert_eq!(entry["reason"], "tool_failure", "{entry:#}");
            message = entry["message"].as_str().expect("text").to_owned();
        }
    }
    message
}

#[test]
fn a_crate_that_does_not_compile_concerns_only_those_that_need_it() {
    let course = worded().exercise("second", "", SAYS_HELLO);
    course.write("word/src/lib.rs", "pub fn word() -> &'static str { 3 }\n");
    let message = only_plain_passes(&course);
    assert!(message.starts_with("could not be checked: "), "{message}");
    for part in [
        "word",
        "mismatched types",
        "word/src/lib.rs:1:33",
        "check again",
    ] {
        assert!(message.contains(part), "no {part:?} in {message}");
    }
    // People read the message once, at the head.
    let told = run(&course, &["verify"]);
    assert_eq!(told.code, 4);
    assert_eq!(
        told.stdout.matches("mismatched types").count(),
        1,
        "{}",
        told.stdout
    );
    let head = told.stdout.find("mismatched types").expect("told");
    let first = told.stdout.find("hello").expect("a line");
    assert!(head < first, "{}", told.stdout);
    assert_eq!(
        told.stdout.matches("its crates could not be built").count(),
        3,
        "{}",
        told.stdout
    );
    let told = run(&course, &["run", "hello"]);
    assert_eq!(told.code, 4);
    assert!(told.stdout.contains("mismatched types"), "{told:?}");

    word_crate(&course, "hello");
    all_pass(&course);
}

/// `watch` where there is no terminal.
struct PlainWatch {
    input: ChildStdin,
    lines: mpsc::Receiver<String>,
    _running: Running,
}

impl PlainWatch {
    fn start(course: &Course) -> Self {
        let mut command = offline(course, &["watch"]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let input = child.stdin.take().expect("a pipe");
        let output = BufReader::new(child.stdout.take().expect("a pipe"));
        let (sender, lines) = mpsc::channel();
        std::thread::spawn(move || {
            let lines = output.lines().map_while(Result::ok);
            lines.for_each(|line| drop(sender.send(line)));
        });
        let _running = Running::of(child);
        Self {
            input,
            lines,
            _running,
        }
    }

    fn wait_for(&self, words: &str) {
        let patience = Duration::from_secs(60);
        while !self
            .lines
            .recv_timeout(patience)
            .expect(words)
            .contains(words)
        {}
    }

    fn key(&mut self, key: &str) {
        let line = format!("{key}\n");
        self.input.write_all(line.as_bytes()).expect("it reads");
    }
}

#[test]
fn in_watch_r_tries_again_to_build_crates() {
    let course = worded();
    course.write("word/src/lib.rs", "mistake\n");
    let mut watch = PlainWatch::start(&course);
    watch.wait_for("its crates could not be built");
    watch.wait_for("word/src/lib.rs:1");
    word_crate(&course, "hello");
    watch.key("r");
    watch.wait_for("Passed");
}

/// Compilers that wait for the next save in this course.
#[cfg(target_os = "linux")]
fn waiting_compilers(course: &Course) -> usize {
    let processes = std::fs::read_dir("/proc").expect("/proc").flatten();
    let waits = |folder: PathBuf| {
        let words = std::fs::read(folder.join("cmdline")).unwrap_or_default();
        String::from_utf8_lossy(&words).contains("@/dev/stdin")
            && std::fs::read_link(folder.join("cwd")).is_ok_and(|cwd| cwd == course.root())
    };
    processes.filter(|process| waits(process.path())).count()
}

#[cfg(target_os = "linux")]
#[test]
fn compilers_wait_for_the_exercise_at_hand_and_do_not_pile_up() {
    let names = ["a", "b", "c", "d", "e"];
    let course = names.iter().fold(worded(), |course, name| {
        course.exercise(name, "", &format!("// {name}\n{SAYS_HELLO}"))
    });
    let mut watch = PlainWatch::start(&course);
    watch.wait_for("Passed, 1 test");
    eventually("some wait", || waiting_compilers(&course) > 0);
    watch.key("n");
    watch.wait_for("Passed");
    for name in names {
        watch.key("n");
        watch.wait_for(&format!("exercises/{name}.rs"));
        watch.wait_for("Passed, 1 test");
    }
    eventually("few wait", || waiting_compilers(&course) <= 6);
    watch.key("a");
    watch.wait_for("All exercises");
    eventually("few wait", || waiting_compilers(&course) <= 6);
}

/// The folders in which the compiler keeps what it can use at the next save.
fn notes(course: &Course) -> Vec<PathBuf> {
    let folders = |folder: PathBuf| {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        entries.map(|entry| entry.path())
    };
    let runs = folders(course.path(".rustlings-like/scratch"));
    let is_one = |folder: &PathBuf| folder.to_string_lossy().contains("/incremental-");
    runs.flat_map(folders).filter(is_one).collect()
}

#[test]
fn in_watch_the_compiler_keeps_notes_of_an_exercise_with_crates() {
    let course = worded();
    let mut watch = PlainWatch::start(&course);
    watch.wait_for("Passed, 1 test");
    let [folder] = notes(&course).try_into().expect("one exercise's");
    assert!(folder.join("tests").read_dir().is_ok_and(|f| f.count() > 0));
    // What it warned of is said again, although nothing is compiled again.
    for save in 0..3 {
        let unused = format!("fn save_{save}() {{}}\n{SAYS_HELLO}fn unused() {{}}\n");
        course.write("exercises/hello.rs", unused);
        watch.wait_for("2 warnings");
        watch.key("o");
        watch.wait_for(&format!("`save_{save}`"));
        watch.wait_for("`unused`");
        watch.key("o");
        watch.wait_for("1 of 2");
    }
    course.write("exercises/hello.rs", "fn main() { word::wor() }\n");
    watch.wait_for("E0425");
    course.write("exercises/hello.rs", format!("// Repaired.\n{SAYS_HELLO}"));
    watch.wait_for("Passed, 1 test");
    assert_eq!(notes(&course), std::slice::from_ref(&folder));
    // Where it cannot keep any it is asked once more, without.
    std::fs::remove_dir_all(folder.join("tests")).expect("removable");
    std::fs::write(folder.join("tests"), "a file").expect("writable");
    let other = SAYS_HELLO.replace("fn it", "fn other");
    course.write(
        "exercises/hello.rs",
        format!("{other}{SAYS_HELLO}").replacen("fn main() {}", "", 1),
    );
    watch.wait_for("Passed, 2 tests");
}

#[test]
fn an_exercise_without_crates_needs_no_notes_and_those_of_another_are_removed() {
    let course = worded().exercise("again", "", &format!("// Two.\n{SAYS_HELLO}"));
    let mut watch = PlainWatch::start(&course);
    watch.wait_for("Passed, 1 test");
    let first = notes(&course);
    assert_eq!(first.len(), 1);
    watch.key("n");
    watch.wait_for("Passed");
    assert_eq!(notes(&course), first);
    watch.key("n");
    watch.wait_for("Passed, 1 test");
    let [folder] = notes(&course).try_into().expect("one exercise's");
    assert_ne!([folder], *first);
}

#[test]
fn a_crate_that_cannot_be_downloaded() {
    let course = Course::new()
        .manifest("[dependencies]\nword = { path = \"word\" }\nno-such-crate-anywhere = \"1\"\n")
        .exercise("hello", "", SAYS_HELLO)
        .exercise("plain", "test = false", PLAIN);
    word_crate(&course, "hello");
    let message = only_plain_passes(&course);
    for part in [
        "no_such_crate_anywhere",
        "connect to the network",
        "error: no matching package",
    ] {
        assert!(message.contains(part), "no {part:?} in {message}");
    }
}

#[test]
fn a_registry_that_cannot_be_reached() {
    let course = Course::new()
        .manifest("[dependencies]\nno-such-crate-anywhere = \"1\"\n")
        .exercise(
            "needs",
            "test = false",
            "fn main() { no_such_crate_anywhere::f(); }\n",
        )
        .exercise("plain", "test = false", PLAIN);
    // A port that nobody listens at: the system refuses at once.
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = nobody.local_addr().expect("its number").port();
    drop(nobody);
    course.write(
        ".cargo/config.toml",
        format!(
            "[source.crates-io]\nreplace-with = \"nowhere\"\n[source.nowhere]\n\
             registry = \"sparse+http://127.0.0.1:{port}/\"\n[net]\nretry = 0\n"
        ),
    );
    let mut command = course.command(&["verify"]);
    let run = finish(command.env("CARGO_HOME", course.path("home")));
    assert_eq!(run.code, 4, "{run:?}");
    assert!(run.stdout.contains("connect to the network"), "{run:?}");
    assert!(run.stdout.contains("1 passed"), "{run:?}");
}

#[test]
fn a_build_script_that_panics() {
    let course = worded();
    course.write(
        "word/build.rs",
        "fn main() { panic!(\"no such compass\"); }\n",
    );
    let message = only_plain_passes(&course);
    assert!(message.contains("no such compass"), "{message}");
}

#[test]
fn a_manifest_that_cargo_refuses() {
    let course = Course::new()
        .manifest("[dependencies]\nword = 3\n")
        .exercise("hello", "", SAYS_HELLO)
        .exercise("plain", "test = false", PLAIN);
    let message = only_plain_passes(&course);
    assert!(message.contains("word"), "{message}");
}

#[test]
fn two_verify_at_once() {
    let course = worded();
    std::thread::scope(|scope| {
        let both = [0, 1].map(|_| scope.spawn(|| all_pass(&course)));
        for one in both {
            one.join().expect("it passes");
        }
    });
    all_pass(&course);
}

#[test]
fn where_the_state_folder_cannot_hold_crates_the_users_cache_does() {
    let course = worded();
    course.write(".rustlings-like/crates", "a file where a folder should be");
    let home = course.path("home");
    let verify = |home: &str| {
        let mut command = offline(&course, &["verify"]);
        for name in ["XDG_CACHE_HOME", "HOME", "LOCALAPPDATA"] {
            command.env(name, home);
        }
        // Where the toolchain is found with another HOME.
        for (name, folder) in [("RUSTUP_HOME", ".rustup"), ("CARGO_HOME", ".cargo")] {
            let usual = std::env::home_dir().expect("a home").join(folder);
            command.env(name, std::env::var_os(name).unwrap_or(usual.into()));
        }
        finish(&mut command)
    };
    let run = verify(home.to_str().expect("UTF-8"));
    assert_eq!(run.code, 0, "{run:?}");
    assert!(home.exists());
    let run = verify("");
    assert_eq!(run.code, 4, "{run:?}");
    assert!(
        run.stdout.contains("No folder for them can be written"),
        "{run:?}"
    );
    assert!(run.stdout.contains("1 passed"), "{run:?}");
}

#[cfg(unix)]
mod on_unix {
    use std::fs;
    use std::os::unix::fs::symlink;

    use super::*;

    /// A toolchain in the course without cargo, and a PATH with nothing but a linker.
    #[test]
    fn no_cargo() {
        let output = Command::new("rustc").args(["--print", "sysroot"]).output();
        let output = output.expect("rustc starts").stdout;
        let sysroot = String::from_utf8(output).expect("UTF-8").trim().to_owned();
        let course = worded();
        for folder in ["sysroot/bin", "path"] {
            fs::create_dir_all(course.path(folder)).expect("folders");
        }
        symlink(format!("{sysroot}/lib"), course.path("sysroot/lib")).expect("a link");
        let path = std::env::var_os("PATH").expect("PATH");
        for tool in ["cc", "ld", "as", "sh"] {
            let mut found = std::env::split_paths(&path).map(|folder| folder.join(tool));
            if let Some(file) = found.find(|file| file.is_file()) {
                symlink(file, course.path("path").join(tool)).expect("a link");
            }
        }
        let ours = course.path("sysroot").display().to_string();
        course.write(
            "sysroot/bin/rustc",
            format!("#!/bin/sh\nexec '{sysroot}/bin/rustc' --sysroot '{ours}' \"$@\"\n"),
        );
        let executable = std::os::unix::fs::PermissionsExt::from_mode(0o755);
        fs::set_permissions(course.path("sysroot/bin/rustc"), executable).expect("permissions");
        let mut command = offline(&course, &["verify"]);
        command
            .env("RUSTC", course.path("sysroot/bin/rustc"))
            .env("PATH", course.path("path"));
        let run = finish(&mut command);
        assert_eq!(run.code, 4, "{run:?}");
        assert!(
            run.stdout
                .contains("Cargo, which builds them, could not be started"),
            "{run:?}"
        );
        assert!(run.stdout.contains("https://rustup.rs"), "{run:?}");
        assert!(run.stdout.contains("1 passed"), "{run:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_build_that_was_killed_leaves_nothing_and_the_next_one_works() {
    use common::{kill, processes_with};

    let course = worded();
    waiting_script(&course);
    let mut verify = Running::start(&mut offline(&course, &["verify"]));
    eventually("the crate is built", || course.path("builds").exists());
    let root = course.root().display().to_string();
    assert!(
        processes_with(&root)
            .iter()
            .any(|line| line.contains("cargo"))
    );
    kill(verify.id());
    verify.end();
    eventually("nothing is left", || processes_with(&root).is_empty());
    course.write("go-on", "");
    all_pass(&course);
}

#[test]
fn the_built_in_courses_manifest_is_one_that_cargo_accepts() {
    let course = Course::built_in();
    let cargo = |args: &[&str]| {
        let mut command = Command::new("cargo");
        command.args(args).current_dir(course.root());
        finish(command.env("CARGO_TARGET_DIR", course.path("target")))
    };
    let run = cargo(&[
        "metadata",
        "--offline",
        "--locked",
        "--no-deps",
        "--format-version",
        "1",
    ]);
    assert_eq!(run.code, 0, "{run:?}");
    let metadata: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    let targets = metadata["packages"][0]["targets"]
        .as_array()
        .expect("an array");
    let sources = targets
        .iter()
        .map(|target| target["src_path"].as_str().expect("text"));
    for source in sources.clone() {
        assert!(std::path::Path::new(source).is_file(), "{source}");
    }
    let list = course.run(&["list", "--format", "json"]);
    let list: serde_json::Value = serde_json::from_str(&list.stdout).expect("JSON");
    assert_eq!(
        sources.count(),
        list["exercises"].as_array().expect("an array").len()
    );
    assert!(course.path("Cargo.lock").is_file());
}

/// An exercise whose entry `dev check` has nothing against.
fn whole(course: Course, source: &str) -> Course {
    let keys = "test = false\nexpect = [\"passes\"]\ntitle = \"It\"\nconcepts = [\"it\"]\n\
                source = \"a test\"\nhint = \"one\"\nfurther_hints = [\"two\", \"three\"]";
    let course = course.exercise("it", keys, source);
    course.write("solutions/it.rs", source);
    course
}

#[test]
fn dev_check_holds_the_lock_file_and_dev_lock_writes_it() {
    let source = "fn main() { word::word(); }\n";
    let course = whole(Course::new().manifest(WORD), source);
    word_crate(&course, "hello");
    let checked = run(&course, &["dev", "check"]);
    assert_eq!(checked.code, 1, "{checked:?}");
    assert!(
        checked
            .stdout
            .contains("exercises/Cargo.lock:1: is missing"),
        "{checked:?}"
    );
    assert!(checked.stdout.contains(" 1 finding"), "{checked:?}");

    let locked = run(&course, &["dev", "lock"]);
    assert_eq!(locked.code, 0, "{locked:?}");
    assert!(
        course
            .read("exercises/Cargo.lock")
            .contains("name = \"word\"")
    );
    let checked = run(&course, &["dev", "check"]);
    assert_eq!(checked.code, 0, "{checked:?}");

    crate_in(&course, "other", "other", "", "");
    crate_in(
        &course,
        "word",
        "word",
        "[dependencies]\nother = { path = \"../other\" }\n",
        "pub fn word() {}\n",
    );
    let checked = run(&course, &["dev", "check"]);
    assert!(
        checked
            .stdout
            .contains("exercises/Cargo.lock:1: does not match"),
        "{checked:?}"
    );
    assert!(!course.read("exercises/Cargo.lock").contains("other"));
    assert_eq!(run(&course, &["dev", "lock", "--newest"]).code, 0);
    assert!(course.read("exercises/Cargo.lock").contains("other"));
    assert_eq!(run(&course, &["dev", "check"]).code, 0);
}

#[test]
fn dev_check_and_dev_lock_of_a_course_with_its_own_manifest() {
    let source = "fn main() { word::word(); }\n";
    let course = whole(
        Course::new().manifest("[dependencies]\nabsent = \"1\"\n"),
        source,
    );
    let manifest = cargo_toml(&["it"], "edition = \"2024\"");
    course.write("Cargo.toml", format!("{manifest}{WORD}"));
    word_crate(&course, "hello");
    let checked = run(&course, &["dev", "check"]);
    assert!(
        checked.stdout.contains("Cargo.lock:1: is missing"),
        "{checked:?}"
    );
    assert!(
        checked
            .stdout
            .contains("Cargo.toml:1: does not name absent"),
        "{checked:?}"
    );
    assert_eq!(run(&course, &["dev", "lock"]).code, 0);
    assert!(course.path("Cargo.lock").is_file() && !course.path("exercises/Cargo.lock").exists());
}

/// What many exercises call of their crates may stand in a file of its own, for `verify`.
#[cfg(unix)]
#[test]
fn dev_check_says_what_is_wrong_with_the_calls_that_exercises_have_in_common() {
    let course = whole(
        Course::new().manifest(WORD),
        "fn main() { word::word(); }\n",
    );
    word_crate(&course, "hello");
    assert_eq!(run(&course, &["dev", "lock"]).code, 0);
    let checked = |calls: &str| {
        course.write("crates/instantiations.rs", calls);
        let checked = run(&course, &["dev", "check"]);
        // Exercises do without.
        assert_eq!(run(&course, &["verify"]).code, 0);
        checked
    };
    assert_eq!(checked("pub fn all() { word::word(); }\n").code, 0);
    for (calls, problem) in [
        (
            "pub fn all() {\n    word::wor();\n}\n",
            "2: cannot be compiled: cannot find",
        ),
        (
            "pub fn all() { unsafe { word::word(); } }\n",
            "1: cannot be compiled: usage of an `unsafe` block",
        ),
        (
            "#[unsafe(no_mangle)]\npub fn all() {}\n",
            "cannot be compiled: declaration of a `no_mangle` function",
        ),
        (
            "#[unsafe(link_section = \".init_array\")]\nstatic ALL: fn() = || ();\n",
            "cannot be compiled: declaration of a static with `link_section`",
        ),
    ] {
        let checked = checked(calls);
        assert_eq!(checked.code, 1, "{checked:?}");
        assert!(
            checked.stdout.contains("crates/instantiations.rs:"),
            "{checked:?}"
        );
        assert!(checked.stdout.contains(problem), "{problem}: {checked:?}");
    }
    // Where earlier versions have it, it is read if it is the only one.
    course.write(
        "exercises/instantiations.rs",
        "pub fn all() { word::wor(); }\n",
    );
    assert_eq!(checked("pub fn all() { word::word(); }\n").code, 1);
    let both = run(&course, &["dev", "check"]);
    let says = "exercises/instantiations.rs:1: is ignored, since crates/instantiations.rs exists";
    assert!(both.stdout.contains(says), "{both:?}");
    std::fs::remove_file(course.path("crates/instantiations.rs")).expect("removed");
    let old = run(&course, &["dev", "check"]);
    let says = "exercises/instantiations.rs:1: cannot be compiled";
    assert!(old.code == 1 && old.stdout.contains(says), "{old:?}");
}

#[test]
fn dev_check_says_once_that_crates_cannot_be_built() {
    let course = whole(
        Course::new().manifest(WORD),
        "fn main() { word::word(); }\n",
    );
    crate_in(&course, "word", "word", "", "mistake\n");
    let checked = run(&course, &["dev", "check"]);
    assert_eq!(checked.code, 4, "{checked:?}");
    assert!(checked.stderr.contains("word/src/lib.rs:1"), "{checked:?}");
}

#[test]
fn dev_lock_of_a_course_without_crates_says_so() {
    let course = whole(Course::new(), "fn main() {}\n");
    let locked = run(&course, &["dev", "lock"]);
    assert_eq!(locked.code, 2, "{locked:?}");
    assert!(locked.stderr.contains("names no crates"), "{locked:?}");
    assert_eq!(run(&course, &["dev", "check"]).code, 0);
    let help = run(&course, &["dev", "lock", "--help"]);
    assert!(help.stdout.contains("--newest"), "{help:?}");
}
