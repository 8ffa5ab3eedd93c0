//! Exercises that are also built for WebAssembly, where the toolchain can do that.
//!
//! Most of this works with a toolchain whose compiler only plays the part of one that has the
//! target. tests/wasm/run.sh runs the ignored tests with a real one.

#![cfg(unix)]

mod common;

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use common::{Course, Run, finish};
use serde_json::Value;

const EXERCISE: &str = r#"
#[unsafe(no_mangle)]
pub extern "C" fn double(number: u32) -> u32 {
    number * 2
}

pub fn main() {}

#[cfg(test)]
mod tests {
    #[test]
    fn doubles() {
        assert_eq!(super::double(4), 8);
    }
}
"#;

/// The words of a compiler that finds something which the target has not.
const REFUSAL: &str = r#"{"message":"cannot find `unix` in `os`","code":{"code":"E0433","explanation":null},"level":"error","spans":[{"file_name":"exercises/double.rs","line_start":4,"line_end":4,"column_start":5,"column_end":9,"is_primary":true,"label":null,"suggested_replacement":null,"suggestion_applicability":null}],"children":[],"rendered":"error[E0433]: cannot find `unix` in `os`\n"}"#;

/// A toolchain around the real compiler.
struct Toolchain(tempfile::TempDir);

impl Toolchain {
    /// Without the target.
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let real = real_sysroot();
        for entry in fs::read_dir(real.join("lib")).expect("lib").flatten() {
            if entry.file_name() != "rustlib" {
                link(&entry.path(), &folder.path().join("lib"));
            }
        }
        for entry in fs::read_dir(real.join("lib/rustlib"))
            .expect("rustlib")
            .flatten()
        {
            if entry.file_name() != "wasm32-unknown-unknown" {
                link(&entry.path(), &folder.path().join("lib/rustlib"));
            }
        }
        for name in ["cargo", "clippy-driver"] {
            link(&real.join("bin").join(name), &folder.path().join("bin"));
        }
        let this = Self(folder);
        this.compiler("");
        this
    }

    /// With the target; its compiler does this for it.
    fn with_target(action: &str) -> Self {
        let this = Self::new();
        this.std("libstd-0123456789abcdef.rlib");
        this.compiler(&format!(
            "case \"$*\" in *--target=wasm32-unknown-unknown*)\n\
             echo \"$*\" >>'{}'\n{action} ;;\nesac\n",
            this.path("asked").display()
        ));
        this
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    /// Gives the target a standard library of this name.
    fn std(&self, name: &str) {
        let folder = self.path("lib/rustlib/wasm32-unknown-unknown/lib");
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("folders");
        fs::write(folder.join(name), "").expect("a file");
    }

    /// Writes the compiler, which begins with this.
    fn compiler(&self, action: &str) {
        let real = real_sysroot();
        let script = format!(
            "#!/bin/sh\ncase \"$*\" in *'--print sysroot'*)\necho '{}'\necho '{}' ; exit ;;\nesac\n\
             {action}exec '{}' \"$@\"\n",
            self.0.path().display(),
            print("target-libdir"),
            real.join("bin/rustc").display()
        );
        let file = self.path("bin/rustc");
        fs::write(&file, script).expect("a script");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).expect("executable");
    }

    fn run(&self, course: &Course, args: &[&str]) -> Run {
        finish(course.command(args).env("RUSTC", self.path("bin/rustc")))
    }

    fn entry(&self, course: &Course) -> Value {
        first_entry(&self.run(course, &["verify", "--format", "json"]))
    }

    /// What the compiler was asked to do for the target.
    fn asked(&self) -> String {
        fs::read_to_string(self.path("asked")).unwrap_or_default()
    }
}

fn link(file: &Path, folder: &Path) {
    fs::create_dir_all(folder).expect("folders");
    let name = file.file_name().expect("a name");
    symlink(file, folder.join(name)).expect("a link");
}

fn print(what: &str) -> String {
    let output = Command::new("rustc").args(["--print", what]).output();
    let text = String::from_utf8(output.expect("rustc").stdout).expect("UTF-8");
    text.trim().to_owned()
}

fn real_sysroot() -> PathBuf {
    print("sysroot").into()
}

fn first_entry(run: &Run) -> Value {
    let document: Value =
        serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {run:?}"));
    document["exercises"][0].clone()
}

fn course() -> Course {
    Course::new().exercise("double", "wasm = true", EXERCISE)
}

#[test]
fn without_the_target_it_passes_natively_and_says_so() {
    let (course, toolchain) = (course(), Toolchain::new());
    for cached in [false, true] {
        let entry = toolchain.entry(&course);
        assert_eq!(entry["verdict"], "pass", "{entry}");
        assert_eq!(entry["wasm"], "no_target");
        assert_eq!(entry["cached"], cached);
    }
    let run = toolchain.run(&course, &["verify"]);
    let words = "passed, 1 test (not built for WebAssembly: no wasm32 target is installed)";
    assert!(run.stdout.contains(words), "{run:?}");
    assert_eq!(run.code, 0);
}

#[test]
fn other_exercises_say_nothing_of_it() {
    let course = Course::new().exercise("double", "", EXERCISE);
    let toolchain = Toolchain::with_target("exit 1");
    let run = toolchain.run(&course, &["verify", "--format", "json"]);
    assert!(!run.stdout.contains("wasm"), "{run:?}");
    assert_eq!(toolchain.asked(), "");
}

#[test]
fn with_the_target_it_is_built_too() {
    let (course, toolchain) = (course(), Toolchain::with_target("exit 0"));
    for cached in [false, true] {
        let entry = toolchain.entry(&course);
        assert_eq!(entry["verdict"], "pass", "{entry}");
        assert_eq!(entry["wasm"], "built");
        assert_eq!(entry["cached"], cached);
    }
    let asked = toolchain.asked();
    assert_eq!(asked.lines().count(), 1, "{asked}");
    assert!(
        asked.contains("--crate-type=cdylib") && !asked.contains("--test"),
        "{asked}"
    );
    let run = toolchain.run(&course, &["run", "double"]);
    let words = "passed, 1 test, also built for WebAssembly";
    assert!(run.stdout.contains(words), "{run:?}");

    toolchain.std("libstd-fedcba9876543210.rlib");
    assert_eq!(toolchain.entry(&course)["cached"], false, "another library");
}

#[test]
fn a_result_without_the_target_does_not_count_with_it() {
    let course = course();
    assert_eq!(Toolchain::new().entry(&course)["wasm"], "no_target");
    let entry = Toolchain::with_target("exit 0").entry(&course);
    assert_eq!(entry["wasm"], "built", "{entry}");
}

#[test]
fn a_failure_of_that_build_is_a_failure() {
    let refuse = format!("cat >&2 <<'END'\n{REFUSAL}\nEND\nexit 1");
    let (course, toolchain) = (course(), Toolchain::with_target(&refuse));
    let entry = toolchain.entry(&course);
    assert_eq!(entry["verdict"], "fail", "{entry}");
    assert_eq!(entry["reason"], "wasm_build_failed");
    assert_eq!(entry.get("wasm"), None);
    assert_eq!(entry["tests"][0]["passed"], true);
    assert_eq!(entry["diagnostics"][0]["code"], "E0433");
    assert_eq!(entry["diagnostics"][0]["line"], 4);

    let run = toolchain.run(&course, &["run", "double"]);
    assert_eq!(run.code, 1);
    assert!(run.stdout.contains("exercises/double.rs:4:5"), "{run:?}");
    assert!(run.stdout.contains("error[E0433]: cannot find"), "{run:?}");
    let words = "passed, 1 test, but it cannot be built for WebAssembly: E0433 cannot find";
    assert!(run.stdout.contains(words), "{run:?}");
}

#[test]
fn a_native_failure_comes_first() {
    let broken = EXERCISE.replace("* 2", "* 3");
    let course = Course::new().exercise("double", "wasm = true", &broken);
    let entry = Toolchain::with_target("exit 1").entry(&course);
    assert_eq!(entry["reason"], "tests_failed", "{entry}");
}

#[test]
fn a_compiler_that_breaks_down_is_no_failure_of_the_exercise() {
    let toolchain = Toolchain::with_target("echo 'no such target' >&2; exit 2");
    let entry = toolchain.entry(&course());
    assert_eq!(entry["reason"], "tool_failure", "{entry}");
    let message = entry["message"].as_str().expect("text");
    assert!(message.contains("no such target"), "{entry}");
}

/// `rustc` of a toolchain that really has the target.
fn real_toolchain() -> String {
    std::env::var("WASM_RUSTC").expect("WASM_RUSTC names a rustc that has the target")
}

/// The solutions of chapter 21_wasm as a course.
fn solutions() -> (Course, Vec<String>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut course, mut names) = (Course::new(), Vec::new());
    let files = fs::read_dir(root.join("solutions/21_wasm")).expect("solutions");
    for file in files.flatten() {
        let name = file.path().with_extension("");
        let name = name.file_name().expect("a name").to_str().expect("UTF-8");
        let source = fs::read_to_string(file.path()).expect("a solution");
        course = course.exercise(name, "wasm = true", &source);
        names.push(name.to_owned());
    }
    // Not all the crates of the built-in course: they take minutes.
    let info = fs::read_to_string(root.join("info.toml")).expect("info.toml");
    let bindgen = info
        .lines()
        .find(|line| line.starts_with("wasm-bindgen = "));
    let bindgen = bindgen.expect("wasm-bindgen is a crate of the course");
    let lock = fs::read(root.join("exercises/Cargo.lock")).expect("a lock file");
    course.write("exercises/Cargo.lock", lock);
    let info = course.read("info.toml");
    course.write("info.toml", format!("{info}\n[dependencies]\n{bindgen}\n"));
    (course, names)
}

fn verify_for_real(course: &Course) -> Vec<Value> {
    let mut verify = course.command(&["verify", "--format", "json"]);
    let run = finish(verify.env("RUSTC", real_toolchain()));
    let document: Value =
        serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {run:?}"));
    document["exercises"].as_array().expect("an array").clone()
}

#[test]
#[ignore = "needs a toolchain with the target: tests/wasm/run.sh"]
fn the_solutions_are_built_for_real() {
    let (course, names) = solutions();
    let entries = verify_for_real(&course);
    assert_eq!(entries.len(), names.len());
    for entry in entries {
        assert_eq!(entry["verdict"], "pass", "{entry}");
        assert_eq!(entry["wasm"], "built", "{entry}");
    }
}

/// As `init` writes it for a learner.
#[test]
#[ignore = "needs a toolchain with the target: tests/wasm/run.sh"]
fn in_a_course_with_a_manifest_of_its_own_they_are_too() {
    let (course, names) = solutions();
    let bins = names
        .iter()
        .map(|name| format!("[[bin]]\nname = \"{name}\"\npath = \"exercises/{name}.rs\"\n"));
    let bins: String = bins.collect();
    let info = course.read("info.toml");
    let (info, dependencies) = info.split_once("[dependencies]").expect("dependencies");
    course.write("info.toml", info);
    let package = "[package]\nname = \"my-course\"\nversion = \"0.0.0\"\nedition = \"2024\"\n";
    course.write(
        "Cargo.toml",
        format!("{package}{bins}[dependencies]{dependencies}[workspace]\n"),
    );
    let entries = verify_for_real(&course);
    assert_eq!(entries.len(), names.len());
    for entry in entries {
        assert_eq!(entry["wasm"], "built", "{entry}");
    }
}

#[test]
#[ignore = "needs a toolchain with the target: tests/wasm/run.sh"]
fn what_the_target_has_not_is_refused_for_real() {
    let asks_unix = "use std::os::unix::fs::MetadataExt;\n\
         pub fn main() { let _ = std::fs::metadata(\".\").map(|m| m.ino()); }\n";
    let course = Course::new().exercise("inode", "wasm = true\ntest = false", asks_unix);
    let entry = &verify_for_real(&course)[0];
    assert_eq!(entry["reason"], "wasm_build_failed", "{entry}");
    assert_eq!(entry["diagnostics"][0]["line"], 1, "{entry}");
}
