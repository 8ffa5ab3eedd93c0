//! A learner's folder that tries to start programs of its own while it's graded, with settings for
//! rustup, cargo and git. Each of these programs leaves a line in a file that must not exist. The
//! same settings are obeyed where nobody grades, or by plain git: else the tests would prove nothing.

#![cfg(unix)]

mod common;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use common::{Course, Run, finish, tools};
use serde_json::Value;
use tempfile::TempDir;

/// A folder with a learner's checkout in it, and what the learner's programs leave behind.
struct Theft {
    folder: TempDir,
}

impl Theft {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir(folder.path().join("checkout")).expect("a folder");
        Self { folder }
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        fs::write(path, text).expect("written");
    }

    /// A program of the learner's that leaves its name, and then does this.
    fn program(&self, path: &str, then: &str) -> String {
        let witness = self.path("witness").display().to_string();
        let name = path.rsplit('/').next().expect("a name");
        self.write(
            path,
            &format!("#!/bin/sh\necho {name} >>'{witness}'\n{then}\n"),
        );
        let path = self.path(path);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("executable");
        path.display().to_string()
    }

    /// The names of the programs that ran since this was last asked.
    #[track_caller]
    fn stolen(&self) -> Vec<String> {
        let text = fs::read_to_string(self.path("witness")).unwrap_or_default();
        let _ = fs::remove_file(self.path("witness"));
        let mut names: Vec<String> = text.lines().map(str::to_owned).collect();
        names.sort();
        names.dedup();
        names
    }

    fn git(&self, folder: &str, args: &[&str]) -> Run {
        let mut git = Command::new("git");
        git.args(["-c", "user.name=a", "-c", "user.email=a@example.com"]);
        finish(git.args(args).current_dir(self.path(folder)))
    }

    fn commit(&self, folder: &str) {
        for args in [
            &["init", "-q", "-b", "main"][..],
            &["add", "."],
            &["commit", "-q", "-m", "x"],
        ] {
            let run = self.git(folder, args);
            assert_eq!(run.code, 0, "{run:?}");
        }
    }

    /// A course with a crate of its own in this folder.
    fn course(&self, folder: &str) -> Course {
        let course = Course::at(self.path(folder));
        course.write("word/Cargo.toml", WORD_MANIFEST);
        course.write("word/build.rs", "fn main() {}\n");
        course.write("word/src/lib.rs", "pub fn word() -> u32 { 3 }\n");
        course
            .manifest("[dependencies]\nword = { path = \"word\" }\n")
            .exercise("plain", "", PLAIN)
            .exercise("crated", "", CRATED)
    }
}

const WORD_MANIFEST: &str = "[package]\nname = \"word\"\nversion = \"1.0.0\"\nedition = \"2024\"\n";
const PLAIN: &str = "fn three() -> u32 { 3 }\nfn main() { three(); }\n#[cfg(test)]\nmod tests {\n    \
    use super::*;\n    #[test]\n    fn it() { assert_eq!(three(), 3); }\n}\n";
const CRATED: &str = "fn three() -> u32 { word::word() }\nfn main() { three(); }\n#[cfg(test)]\nmod \
    tests {\n    use super::*;\n    #[test]\n    fn it() { assert_eq!(three(), 3); }\n}\n";

/// `verify` with these arguments.
fn verify(course: &Course, args: &[&str]) -> Run {
    let mut command = course.command(&["verify", "--format", "json"]);
    // Cargo, which started us, has chosen a toolchain already.
    finish(command.args(args).env_remove("RUSTUP_TOOLCHAIN"))
}

#[track_caller]
fn document(run: &Run) -> Value {
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {run:?}"))
}

#[track_caller]
fn assert_passes(run: &Run, count: u32) {
    assert_eq!(
        (run.code, &document(run)["passed"]),
        (0, &count.into()),
        "{run:?}"
    );
}

/// The ways to grade on this machine, for a course whose original is in `original`.
fn ways_to_grade(original: &Path) -> Vec<Vec<String>> {
    let original = original.display().to_string();
    let mut ways = vec![
        vec!["--pristine"],
        vec!["--pristine", "--originals", &original],
    ];
    if cfg!(target_os = "linux") {
        ways.push(vec!["--sandbox"]);
        ways.push(vec!["--sandbox", "--pristine", "--originals", &original]);
    }
    let owned = |way: Vec<&str>| way.into_iter().map(str::to_owned).collect();
    ways.into_iter().map(owned).collect()
}

fn words(way: &[String]) -> Vec<&str> {
    way.iter().map(String::as_str).collect()
}

/// Whether `rustc` is rustup's, which obeys a folder; see `tools::require`.
#[track_caller]
fn has_rustup() -> bool {
    let script =
        r#"test "$(readlink -f "$(command -v rustc)")" = "$(readlink -f "$(command -v rustup)")""#;
    tools::require_script("a rustc of rustup's", script)
}

// rustup.

#[test]
fn a_learners_toolchain_never_starts() {
    if !has_rustup() {
        return;
    }
    let theft = Theft::new();
    let original = theft.course("original");
    let course = theft.course("checkout/course");
    assert_passes(&verify(&course, &["plain"]), 1);
    for name in ["rustc", "cargo", "clippy-driver", "rustdoc"] {
        theft.program(&format!("checkout/evil/bin/{name}"), "exit 1");
    }
    let file = "[toolchain]\npath = \"EVIL\"\n";
    let evil = theft.path("checkout/evil").display().to_string();
    theft.commit("checkout");
    // In the course's folder, and above it in the checkout.
    for place in ["checkout/course", "checkout"] {
        for name in ["rust-toolchain.toml", "rust-toolchain"] {
            let place = format!("{place}/{name}");
            theft.write(&place, &file.replace("EVIL", &evil));
            verify(&course, &["plain"]);
            assert_eq!(theft.stolen(), ["rustc"], "what rustup does with {place}");
            for way in ways_to_grade(original.root()) {
                let run = verify(&course, &words(&way));
                assert_eq!(theft.stolen(), [""; 0], "{way:?} {place}: {run:?}");
                assert_eq!(run.code, 3, "{way:?} {place}: {run:?}");
                assert!(
                    run.stderr.contains("names a toolchain by its path"),
                    "{run:?}"
                );
            }
            fs::remove_file(theft.path(&place)).expect("removed");
        }
    }
}

/// A file above an original that CI has put into the learner's checkout is the learner's, too.
#[test]
fn a_learners_toolchain_above_the_original_is_not_chosen() {
    if !has_rustup() {
        return;
    }
    let theft = Theft::new();
    let original = theft.course("checkout/original");
    let course = theft.course("checkout/course");
    for name in ["rustc", "cargo"] {
        theft.program(&format!("checkout/evil/bin/{name}"), "exit 1");
    }
    theft.write(
        "checkout/rust-toolchain.toml",
        "[toolchain]\nchannel = \"no-such-one\"\n",
    );
    let run = verify(&course, &["plain"]);
    assert_eq!(document(&run)["passed"], 0, "what rustup does: {run:?}");
    let args = ["--pristine", "--originals"].map(str::to_owned);
    let args = [&args[..], &[original.root().display().to_string()]].concat();
    assert_passes(&verify(&course, &words(&args)), 2);
    // The original's own file counts: it's the grader's.
    let evil = theft.path("checkout/evil").display().to_string();
    original.write(
        "rust-toolchain.toml",
        format!("[toolchain]\npath = \"{evil}\"\n"),
    );
    verify(&course, &words(&args));
    assert_eq!(theft.stolen(), ["rustc"]);
}

/// Clippy, too, looks for settings in the folders above.
#[test]
fn a_learners_settings_for_clippy_above_the_original_do_not_count() {
    let theft = Theft::new();
    let strict = |folder: &str| {
        let course = Course::at(theft.path(folder));
        course.exercise(
            "plain",
            "strict_clippy = true",
            &format!("{PLAIN}{PARAMETERS}"),
        )
    };
    let (original, course) = (strict("checkout/original"), strict("checkout/course"));
    theft.write("checkout/clippy.toml", "too-many-arguments-threshold = 2\n");
    let run = verify(&course, &[]);
    assert_eq!(document(&run)["passed"], 0, "what clippy does: {run:?}");
    let original = original.root().display().to_string();
    assert_passes(
        &verify(&course, &["--pristine", "--originals", &original]),
        1,
    );
}

/// Three of them, which is fewer than clippy finds too many.
const PARAMETERS: &str = "pub fn sum(a: u32, b: u32, c: u32) -> u32 { a + b + c }\n";

// Cargo.

/// What a configuration of cargo can start, as far as cargo allows it in one file.
fn hostile_config(theft: &Theft) -> String {
    let evil = |name: &str, then: &str| theft.program(&format!("evil/{name}"), then);
    let linker = evil("linker", "exec cc \"$@\"");
    let wrapper = evil("wrapper", "exec \"$@\"");
    let runner = evil("runner", "exec \"$@\"");
    let rustc = evil("compiler", "exec rustc \"$@\"");
    let helper = evil("helper", "exit 1");
    format!(
        "[build]\nrustc = '{rustc}'\nrustc-wrapper = '{wrapper}'\n\
         rustc-workspace-wrapper = '{wrapper}'\nrustflags = ['-Clinker={linker}']\n\
         [target.'cfg(all())']\nlinker = '{linker}'\nrunner = ['{runner}']\n\
         [target.{HOST}]\nlinker = '{linker}'\nrunner = '{runner}'\nrustflags = ['-Clinker={linker}']\n\
         [host]\nlinker = '{linker}'\n[unstable]\nhost-config = true\ntarget-applies-to-host = true\n\
         [alias]\ntest = '!{helper}'\ncheck = 'run'\n\
         [registry]\nglobal-credential-providers = ['{helper}']\n[net]\ngit-fetch-with-cli = true\n\
         [env]\nRUSTC_WRAPPER = {{ value = '{wrapper}', force = true }}\n\
         RUSTC_LINKER = {{ value = '{linker}', force = true }}\n\
         RUSTFLAGS = {{ value = '-Clinker={linker}', force = true }}\n\
         [profile.dev]\nopt-level = 's'\n",
    )
}

const HOST: &str = "x86_64-unknown-linux-gnu";

#[test]
fn a_learners_cargo_configuration_does_not_count() {
    let theft = Theft::new();
    let original = theft.course("original");
    let course = theft.course("checkout/course");
    // For grading with the learner's own copies.
    for name in ["plain", "crated"] {
        course.run(&["run", name]);
    }
    theft.commit("checkout");
    let config = hostile_config(&theft);
    for place in [
        "checkout/course/.cargo/config.toml",
        "checkout/course/.cargo/config",
        "checkout/.cargo/config.toml",
    ] {
        theft.write(place, &config);
        forget_crates(&course);
        verify(&course, &["--no-cache"]);
        assert!(
            theft.stolen().contains(&"linker".to_owned()),
            "what cargo does with {place}"
        );
        for way in ways_to_grade(original.root()) {
            forget_crates(&course);
            forget_crates(&original);
            let run = verify(&course, &[&words(&way)[..], &["--no-cache"]].concat());
            assert_eq!(theft.stolen(), [""; 0], "{way:?} {place}: {run:?}");
            assert_passes(&run, 2);
        }
        fs::remove_file(theft.path(place)).expect("removed");
    }
}

fn forget_crates(course: &Course) {
    for name in ["crates", "cargo-flags.json"] {
        let path = course.path(format!(".rustlings-like/{name}"));
        let _ = fs::remove_dir_all(&path);
        let _ = fs::remove_file(&path);
    }
}

/// What the learner's folder has stored of cargo's answers is the learner's as well.
#[test]
fn stored_flags_of_a_learner_do_not_count() {
    let theft = Theft::new();
    let course = theft.course("checkout/course");
    course.run(&["run", "plain"]);
    let home = theft.path("home").display().to_string();
    // A user's setting that makes us ask cargo, and store its answer.
    theft.write(
        "home/config.toml",
        "[build]\nrustflags = ['-Clink-arg=-Wl,-s']\n",
    );
    let run = |args: &[&str]| {
        let mut command = course.command(&["verify", "plain", "--no-cache", "--format", "json"]);
        finish(command.args(args).env("CARGO_HOME", &home))
    };
    assert_passes(&run(&[]), 1);
    let linker = theft.program("evil/linker", "exec cc \"$@\"");
    let path = ".rustlings-like/cargo-flags.json";
    let mut stored: Value = serde_json::from_str(&course.read(path)).expect("JSON");
    stored["flags"]["course"] = serde_json::json!([format!("-Clinker={linker}")]);
    course.write(path, stored.to_string());
    assert_passes(&run(&[]), 1);
    assert_eq!(theft.stolen(), ["linker"], "the forged answer fits");
    let mut ways = vec!["--pristine"];
    if cfg!(target_os = "linux") {
        ways.push("--sandbox");
    }
    for way in ways {
        // The forger could foresee the digest.
        assert_passes(&run(&[way]), 1);
        assert_eq!(theft.stolen(), [""; 0], "{way}");
    }
}

#[test]
fn the_originals_own_configuration_still_counts() {
    let theft = Theft::new();
    let fancy = "fn fancy() -> bool { cfg!(fancy) }\nfn main() { fancy(); }\n#[cfg(test)]\nmod tests \
                 {\n    use super::*;\n    #[test]\n    fn it() { assert!(fancy()); }\n}\n";
    let lint = "#![allow(unexpected_cfgs)]\n";
    let make = |folder: &str| {
        let course = theft.course(folder);
        course.exercise("fancy", "", &format!("{lint}{fancy}"))
    };
    let (original, course) = (make("checkout/original"), make("checkout/course"));
    let path = original.root().display().to_string();
    let grade = || verify(&course, &["--pristine", "--originals", &path]);
    let flags = "[build]\nrustflags = ['--cfg', 'fancy']\n";
    course.write(".cargo/config.toml", flags);
    theft.write("checkout/.cargo/config.toml", flags);
    let run = grade();
    assert_eq!(
        (run.code, &document(&run)["passed"]),
        (1, &2.into()),
        "{run:?}"
    );
    original.write(".cargo/config.toml", flags);
    assert_passes(&grade(), 3);
}

/// A workspace above the original could replace its crates.
#[test]
fn a_learners_workspace_does_not_take_in_the_original() {
    let theft = Theft::new();
    let manifest = "[package]\nname = \"course\"\nversion = \"1.0.0\"\nedition = \"2024\"\n\
                    [[bin]]\nname = \"plain\"\npath = \"exercises/plain.rs\"\n[dependencies]\n\
                    word = { path = \"word\" }\n";
    let make = |folder: &str| {
        let course = Course::at(theft.path(folder));
        let course = course
            .exercise("plain", "", PLAIN)
            .exercise("crated", "", CRATED);
        course.write("Cargo.toml", manifest);
        course.write("word/Cargo.toml", WORD_MANIFEST);
        course.write("word/src/lib.rs", "pub fn word() -> u32 { 3 }\n");
        course
    };
    let (original, course) = (make("checkout/original"), make("checkout/course"));
    let path = original.root().display().to_string();
    let grade = || verify(&course, &["--pristine", "--originals", &path]);
    assert_passes(&grade(), 2);
    theft.write(
        "checkout/Cargo.toml",
        "[workspace]\nmembers = ['original', 'course']\n[profile.dev]\nopt-level = 3\n",
    );
    theft.commit("checkout");
    let run = grade();
    assert_eq!(run.code, 3, "{run:?}");
    assert!(run.stderr.contains("put an empty [workspace]"), "{run:?}");
    original.write("Cargo.toml", format!("{manifest}[workspace]\n"));
    assert_passes(&grade(), 2);
}

#[test]
fn a_cargo_home_in_the_checkout_is_refused() {
    let theft = Theft::new();
    let course = theft.course("checkout/course");
    course.run(&["run", "plain"]);
    theft.commit("checkout");
    let home = theft.path("checkout/home").display().to_string();
    let grade = || {
        let mut command = course.command(&["verify", "plain", "--pristine", "--format", "json"]);
        finish(command.env("CARGO_HOME", &home))
    };
    assert_passes(&grade(), 1);
    let linker = theft.program("checkout/evil/linker", "exec cc \"$@\"");
    theft.write(
        "checkout/home/config.toml",
        &format!("[build]\nrustflags = ['-Clinker={linker}']\n"),
    );
    let run = grade();
    assert_eq!((run.code, theft.stolen()), (4, Vec::new()), "{run:?}");
    assert!(run.stderr.contains("CARGO_HOME is inside"), "{run:?}");
}

/// The original built-in course is kept in the user's cache folder.
#[test]
fn a_cache_folder_with_files_of_the_learners_is_refused() {
    let theft = Theft::new();
    let course = Course::at(theft.path("checkout"));
    let source = include_str!("../solutions/00_start/start2.rs");
    course.write("exercises/00_start/start2.rs", source);
    let cache = theft.path("checkout/.cache").display().to_string();
    let grade = || {
        let args = ["verify", "start2", "--pristine", "--originals", "built-in"];
        let mut command = course.command(&args);
        finish(command.env("XDG_CACHE_HOME", &cache).env("HOME", &cache))
    };
    theft.commit("checkout");
    // A cache that isn't the learner's is fine.
    let run = grade();
    assert!(!run.stderr.contains("XDG_CACHE_HOME"), "{run:?}");
    theft.commit("checkout");
    let config = hostile_git_config(&theft);
    let old = course.read(".git/config");
    course.write(".git/config", format!("{old}{config}"));
    let run = grade();
    assert_eq!((run.code, theft.stolen()), (4, Vec::new()), "{run:?}");
    assert!(run.stderr.contains("XDG_CACHE_HOME leads to"), "{run:?}");
}

/// `.` in PATH, or a folder of the checkout.
#[test]
fn programs_of_the_learners_in_path_are_refused() {
    let theft = Theft::new();
    let course = theft.course("checkout/course");
    course.run(&["run", "plain"]);
    for name in ["rustc", "cargo", "git", "cc"] {
        theft.program(&format!("checkout/course/bin/{name}"), "exit 1");
    }
    theft.commit("checkout");
    let path = std::env::var("PATH").expect("PATH");
    for first in ["bin", "./bin", &course.path("bin").display().to_string()] {
        let grade = |args: &[&str]| {
            let mut command = course.command(&[&["verify", "plain"], args].concat());
            finish(command.env("PATH", format!("{first}:{path}")))
        };
        grade(&[]);
        assert!(
            theft.stolen().contains(&"rustc".to_owned()),
            "what PATH does: {first}"
        );
        let run = grade(&["--pristine"]);
        assert_eq!(run.code, 4, "{first}: {run:?}");
        assert!(run.stderr.contains("PATH leads to"), "{first}: {run:?}");
        assert_eq!(theft.stolen(), [""; 0], "{first}: {run:?}");
    }
}

#[test]
fn the_script_refuses_programs_of_the_learners_in_path() {
    if !tools::require_program("bash") {
        return;
    }
    let theft = Theft::new();
    tool_source(&theft);
    for name in [
        "rustc", "cargo", "git", "cc", "dirname", "mktemp", "find", "cksum",
    ] {
        theft.program(&format!("checkout/bin/{name}"), "exit 1");
    }
    theft.commit("checkout");
    let path = std::env::var("PATH").expect("PATH");
    let absolute = theft.path("checkout/bin").display().to_string();
    for first in ["bin", &absolute, "."] {
        let path = format!("{first}:{path}");
        for word in ["install", "key", "verify"] {
            let script = format!("bash source/ci/verify.sh {word}");
            let run = in_ci(&theft, &script, &[("PATH", &path)]);
            assert_eq!(
                (run.code, theft.stolen()),
                (4, Vec::new()),
                "{first}: {run:?}"
            );
            assert!(run.stderr.contains("PATH leads to"), "{first}: {run:?}");
        }
    }
}

// The script for CI.

/// A program that is built in no time, with the script beside it, in the place where CI's job clones
/// ours: inside the learner's checkout.
fn tool_source(theft: &Theft) {
    let manifest =
        "[package]\nname = \"rustlings-like\"\nversion = \"0.1.0\"\nedition = \"2024\"\n";
    let lock = "version = 4\n\n[[package]]\nname = \"rustlings-like\"\nversion = \"0.1.0\"\n";
    for (file, text) in [
        ("Cargo.toml", manifest),
        ("Cargo.lock", lock),
        ("build.rs", "fn main() {}\n"),
        ("info.toml", ""),
        ("src/main.rs", "fn main() { println!(\"the real one\"); }\n"),
        ("exercises/a.rs", ""),
        ("solutions/a.rs", ""),
    ] {
        theft.write(&format!("checkout/source/{file}"), text);
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("ci/verify.sh");
    let script = fs::read_to_string(script).expect("the script");
    theft.write("checkout/source/ci/verify.sh", &script);
}

/// Runs a command as CI does, in the checkout.
fn in_ci(theft: &Theft, script: &str, variables: &[(&str, &str)]) -> Run {
    let mut bash = Command::new("bash");
    bash.args(["--noprofile", "--norc", "-eo", "pipefail", "-c", script]);
    bash.current_dir(theft.path("checkout"));
    for name in ["RUSTUP_TOOLCHAIN", "CARGO", "RUSTC", "GITHUB_PATH"] {
        bash.env_remove(name);
    }
    let tools = theft.path("tools").display().to_string();
    bash.env("RUSTLINGS_LIKE_TOOLS", tools);
    finish(bash.envs(variables.iter().copied()))
}

const INSTALL: &str = "bash source/ci/verify.sh install";

#[test]
fn the_script_installs_without_the_learners_settings() {
    if !tools::require_program("bash") {
        return;
    }
    let theft = Theft::new();
    let config = hostile_config(&theft);
    let cargo = |root: &str| {
        let script = format!("cargo install --path source --root '../{root}'");
        in_ci(&theft, &script, &[])
    };
    // Committed before CI clones our source.
    theft.write("checkout/.cargo/config.toml", &config);
    theft.write(
        "checkout/Cargo.toml",
        "[workspace]\nmembers = ['source']\n[profile.release]\nopt-level = 'nonsense'\n",
    );
    theft.commit("checkout");
    tool_source(&theft);
    let tools = [("RUSTLINGS_LIKE_TOOLS", ".tools")];
    for (variables, tools) in [(&[][..], "tools"), (&tools, "checkout/.tools")] {
        let run = in_ci(&theft, INSTALL, variables);
        assert_eq!(theft.stolen(), [""; 0], "{run:?}");
        assert_eq!(
            (run.code, run.stdout.as_str()),
            (0, "the real one\n"),
            "{run:?}"
        );
        assert!(theft.path(tools).join("key").exists());
    }
    fs::remove_file(theft.path("checkout/Cargo.toml")).expect("removed");
    cargo("other");
    assert!(
        theft.stolen().contains(&"wrapper".to_owned()),
        "what cargo does"
    );

    if !has_rustup() {
        return;
    }
    fs::remove_file(theft.path("checkout/.cargo/config.toml")).expect("removed");
    for name in ["rustc", "cargo"] {
        theft.program(&format!("checkout/evil/bin/{name}"), "exit 1");
    }
    let evil = theft.path("checkout/evil").display().to_string();
    let file = format!("[toolchain]\npath = \"{evil}\"\n");
    theft.write("checkout/rust-toolchain.toml", &file);
    cargo("third");
    assert_eq!(theft.stolen(), ["cargo"], "what rustup does");
    fs::remove_dir_all(theft.path("tools")).expect("removed");
    let run = in_ci(&theft, INSTALL, &[]);
    assert_eq!(theft.stolen(), [""; 0], "{run:?}");
    assert_eq!(
        (run.code, run.stdout.as_str()),
        (0, "the real one\n"),
        "{run:?}"
    );
    in_ci(&theft, "bash source/ci/verify.sh key", &[]);
    assert_eq!(theft.stolen(), [""; 0]);
}

#[test]
fn the_script_builds_nothing_below_the_learners_settings() {
    if !tools::require_program("bash") {
        return;
    }
    let theft = Theft::new();
    let config = hostile_config(&theft);
    tool_source(&theft);
    fs::create_dir(theft.path("checkout/tmp")).expect("a folder");
    let temporary = theft.path("checkout/tmp").display().to_string();
    for (file, text) in [
        (".cargo/config.toml", config.as_str()),
        (".cargo/config", &config),
        ("Cargo.toml", "[workspace]\n"),
    ] {
        theft.write(&format!("checkout/{file}"), text);
        let run = in_ci(&theft, INSTALL, &[("TMPDIR", &temporary)]);
        assert_eq!(
            (run.code, theft.stolen()),
            (4, Vec::new()),
            "{file}: {run:?}"
        );
        assert!(run.stderr.contains("cargo would obey"), "{file}: {run:?}");
        fs::remove_file(theft.path(&format!("checkout/{file}"))).expect("removed");
    }
    let run = in_ci(&theft, INSTALL, &[("TMPDIR", &temporary)]);
    assert_eq!(
        (run.code, run.stdout.as_str()),
        (0, "the real one\n"),
        "{run:?}"
    );
}

/// In GitLab's template, the installation is in a cache below the checkout.
#[test]
fn an_installation_that_the_learner_committed_is_refused() {
    if !tools::require_program("bash") {
        return;
    }
    let theft = Theft::new();
    tool_source(&theft);
    let tools = [("RUSTLINGS_LIKE_TOOLS", ".tools")];
    let key = in_ci(&theft, "bash source/ci/verify.sh key", &tools);
    theft.program("checkout/.tools/bin/rustlings-like", "echo forged");
    theft.write("checkout/.tools/key", key.stdout.trim());
    let run = in_ci(&theft, INSTALL, &tools);
    assert_eq!(
        theft.stolen(),
        ["rustlings-like"],
        "the forged key fits: {run:?}"
    );
    theft.commit("checkout");
    // The name may be written otherwise, where the file system doesn't mind, or be a link.
    std::os::unix::fs::symlink(".tools", theft.path("checkout/link")).expect("a link");
    for tools in [".tools", "link", "./link/../.tools"] {
        let run = in_ci(&theft, INSTALL, &[("RUSTLINGS_LIKE_TOOLS", tools)]);
        assert_eq!(
            (run.code, theft.stolen()),
            (4, Vec::new()),
            "{tools}: {run:?}"
        );
        assert!(
            run.stderr
                .contains("the learner's repository has files of its own"),
            "{run:?}"
        );
    }
    // Nor does git start anything to tell.
    let config = hostile_git_config(&theft);
    let old = fs::read_to_string(theft.path("checkout/.git/config")).expect("read");
    theft.write("checkout/.git/config", &format!("{old}{config}"));
    let run = in_ci(&theft, INSTALL, &tools);
    assert_eq!((run.code, theft.stolen()), (4, Vec::new()), "{run:?}");
}

#[test]
fn a_home_of_cargos_that_the_learner_committed_is_refused() {
    if !tools::require_program("bash") {
        return;
    }
    let theft = Theft::new();
    tool_source(&theft);
    theft.write("checkout/home/config.toml", &hostile_config(&theft));
    theft.commit("checkout");
    let home = theft.path("checkout/home").display().to_string();
    for name in ["CARGO_HOME", "RUSTUP_HOME"] {
        let run = in_ci(&theft, INSTALL, &[(name, &home)]);
        assert_eq!((run.code, theft.stolen()), (4, Vec::new()), "{run:?}");
        assert!(run.stderr.contains(name), "{run:?}");
    }
}

// Git.

/// What Classroom 50's runner sets.
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

/// A course in a repository of its own with two exercises, the second one edited since the commit.
fn in_repository(theft: &Theft, folder: &str) -> Course {
    let course = Course::at(theft.path(folder));
    let course = course
        .exercise("same", "test = false", "fn main() {}\n")
        .exercise("edited", "test = false", "fn main() {}\n");
    course.write(".gitattributes", "*.rs filter=evil diff=evil\n");
    course.write(".gitignore", ".rustlings-like/\n");
    theft.commit(folder);
    course.write("exercises/edited.rs", "fn main() { }\n");
    // Git has to look again whether this one differs.
    course.write("exercises/same.rs", "fn main() {}\n");
    course
}

/// Every setting of a repository that names a program, each with one of the learner's.
fn hostile_git_config(theft: &Theft) -> String {
    let evil = |name: &str, then: &str| theft.program(&format!("evil/{name}"), then);
    let hooks = [
        "post-index-change",
        "post-checkout",
        "reference-transaction",
        "pre-commit",
    ];
    for hook in hooks {
        evil(&format!("hooks/{hook}"), "exit 0");
    }
    let hooks = theft.path("evil/hooks").display().to_string();
    let (clean, process) = (evil("clean", "cat"), evil("process", "exit 1"));
    let (fsmonitor, external) = (
        evil("fsmonitor", "printf '\\0'"),
        evil("external", "exit 0"),
    );
    let (textconv, gpg) = (evil("textconv", "cat \"$1\""), evil("gpg", "exit 0"));
    let (fetch, pager) = (evil("fetch", "exit 1"), evil("pager", "cat"));
    let attributes = theft.path("evil/attributes").display().to_string();
    theft.write("evil/attributes", "* filter=evil diff=evil\n");
    theft.write(
        "evil/included",
        &format!("[core]\nfsmonitor = {fsmonitor}\n"),
    );
    let included = theft.path("evil/included").display().to_string();
    format!(
        "[include]\npath = {included}\n[core]\nfsmonitor = {fsmonitor}\nhooksPath = {hooks}\n\
         sshCommand = {fetch}\ngitProxy = {fetch}\npager = {pager}\neditor = {pager}\n\
         askPass = {fetch}\nattributesFile = {attributes}\nuntrackedCache = true\n\
         alternateRefsCommand = {fetch}\n\
         [filter \"evil\"]\nclean = {clean}\nsmudge = {clean}\nrequired = true\n\
         [filter \"evil2\"]\nprocess = {process}\n\
         [diff]\nexternal = {external}\n[diff \"evil\"]\ncommand = {external}\ntextconv = {textconv}\n\
         [gpg]\nprogram = {gpg}\n[gpg \"ssh\"]\nprogram = {gpg}\n[gpg \"x509\"]\nprogram = {gpg}\n\
         [log]\nshowSignature = true\n[credential]\nhelper = {fetch}\n\
         [alias]\nls-tree = !{fetch}\ncat-file = !{fetch}\nrev-parse = !{fetch}\n\
         [pager]\nls-tree = {pager}\nrev-parse = {pager}\ncat-file = {pager}\n\
         [protocol]\nallow = always\n[protocol \"ext\"]\nallow = always\n\
         [extensions]\npartialClone = origin\n\
         [remote \"origin\"]\nurl = ext::{fetch}\npromisor = true\nuploadpack = {fetch}\n"
    )
}

/// Gives the newest commit a signature, for which git starts a program.
fn sign(theft: &Theft, folder: &str) {
    let commit = theft.git(folder, &["cat-file", "commit", "HEAD"]).stdout;
    let (head, message) = commit.split_once("\n\n").expect("a commit");
    let signature = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n iQ==\n -----END PGP SIGNATURE-----";
    theft.write("signed", &format!("{head}\n{signature}\n\n{message}"));
    let signed = theft.path("signed").display().to_string();
    let hashed = theft.git(folder, &["hash-object", "-t", "commit", "-w", &signed]);
    let updated = theft.git(folder, &["update-ref", "HEAD", hashed.stdout.trim()]);
    assert_eq!(updated.code, 0, "{updated:?}");
}

#[track_caller]
fn names(run: &Run) -> Vec<String> {
    let document = document(run);
    let entries = document["exercises"].as_array().expect("exercises");
    let name = |entry: &Value| entry["name"].as_str().expect("a name").to_owned();
    entries.iter().map(name).collect()
}

#[test]
fn a_learners_repository_starts_nothing() {
    let theft = Theft::new();
    let course = in_repository(&theft, "checkout");
    sign(&theft, "checkout");
    let time = theft
        .git("checkout", &["cat-file", "commit", "HEAD"])
        .stdout;
    let time = time
        .lines()
        .find_map(|line| line.strip_prefix("committer a <a@example.com> "));
    let time: i64 = time
        .and_then(|it| it.split(' ').next()?.parse().ok())
        .expect("a time");
    let config = hostile_git_config(&theft);
    let old = course.read(".git/config");
    course.write(".git/config", format!("{old}{config}"));

    // What plain git does here.
    let missing = "1234567890123456789012345678901234567890";
    for (args, programs) in [
        (
            &["diff", "--name-only", "HEAD", "--"][..],
            &["clean", "fsmonitor"][..],
        ),
        (&["diff", "HEAD"], &["external"]),
        (&["diff", "--no-ext-diff", "HEAD"], &["textconv"]),
        (&["status"], &["fsmonitor", "post-index-change"]),
        (&["show", "--no-patch", "--format=%ct", "HEAD"], &["gpg"]),
        (&["cat-file", "-e", missing], &["fetch"]),
    ] {
        theft.stolen();
        let mut git = Command::new("git");
        git.args(args)
            .current_dir(course.root())
            .stdin(Stdio::null());
        git.output().expect("git starts");
        let stolen = theft.stolen();
        for program in programs {
            assert!(
                stolen.iter().any(|it| it == program),
                "git {args:?}: {stolen:?}"
            );
        }
    }

    // What we do.
    for args in [
        &["--changed"][..],
        &["--changed", "HEAD"],
        &["--changed=main", "--pristine"],
        &[
            "--changed",
            "--no-cache",
            "--report",
            "junit=junit.xml",
            "--report",
            "sarif=it.sarif",
        ],
    ] {
        let run = verify(&course, args);
        assert_eq!(theft.stolen(), [""; 0], "{args:?}: {run:?}");
        assert_eq!(names(&run), ["edited"], "{args:?}: {run:?}");
    }
    for revision in [missing, "nowhere", "origin/main", "HEAD@{1 year ago}"] {
        let run = verify(&course, &["--changed", revision]);
        assert_eq!(theft.stolen(), [""; 0], "{revision}: {run:?}");
    }
    let mut command = course.command(&["verify", "--report", "classroom50=result.json"]);
    let run = finish(command.envs(CLASSROOM).env_remove("OWNER"));
    assert_eq!((run.code, theft.stolen()), (0, Vec::new()), "{run:?}");
    let result: Value = serde_json::from_str(&course.read("result.json")).expect("JSON");
    let mut date = Command::new("date");
    date.args(["-u", "-d", &format!("@{time}"), "+%Y-%m-%dT%H:%M:%S"]);
    if cfg!(target_os = "linux") {
        let written = result["datetime"].as_str().expect("a time").to_owned();
        assert!(
            written.starts_with(finish(&mut date).stdout.trim()),
            "{written}"
        );
    }
}

/// A folder that looks like a repository can be committed, and git would obey its `config`.
#[test]
fn a_repository_inside_the_repository_is_not_obeyed() {
    let theft = Theft::new();
    let course = Course::at(theft.path("checkout/course"));
    let course = course
        .exercise("same", "test = false", "fn main() {}\n")
        .exercise("edited", "test = false", "fn main() {}\n");
    let fsmonitor = theft.program("evil/fsmonitor", "printf '\\0'");
    course.write("HEAD", "ref: refs/heads/main\n");
    course.write("refs/heads/.keep", "");
    course.write("objects/.keep", "");
    course.write(
        "config",
        format!(
            "[core]\nrepositoryformatversion = 0\nbare = false\nworktree = {}\nfsmonitor = {fsmonitor}\n",
            course.root().display()
        ),
    );
    // Added with the flags that keep this git from obeying it.
    for args in [
        &["init", "-q", "-b", "main"][..],
        &["add", "."],
        &["commit", "-q", "-m", "x"],
    ] {
        let run = theft.git("checkout", args);
        assert_eq!(run.code, 0, "{run:?}");
    }
    theft.git("checkout/course", &["status"]);
    assert_eq!(theft.stolen(), ["fsmonitor"], "what plain git does");
    course.write("exercises/edited.rs", "fn main() { }\n");
    let run = verify(&course, &["--changed", "--report", "junit=junit.xml"]);
    assert_eq!(theft.stolen(), [""; 0], "{run:?}");
    assert_eq!(names(&run), ["edited"], "{run:?}");
    // The path is that in the learner's repository.
    assert!(
        course
            .read("junit.xml")
            .contains("course/exercises/edited.rs")
    );
}

/// A repository that shows git another working tree, other objects, or nothing at all.
#[test]
fn a_repository_that_misleads_changes_nothing() {
    for (setting, ok) in [
        ("[core]\nworktree = ../../elsewhere\n", true),
        (
            "[core]\nignoreStat = true\n[core]\ntrustctime = false\n",
            true,
        ),
        ("[core]\nautocrlf = true\neol = crlf\n", true),
        ("[core]\nuseReplaceRefs = true\n", true),
        (
            "[diff]\nignoreSubmodules = all\n[status]\nshowUntrackedFiles = no\n",
            true,
        ),
        ("[core\n", false),
        ("[include]\npath = ../../loop\n", true),
    ] {
        let theft = Theft::new();
        fs::create_dir(theft.path("elsewhere")).expect("a folder");
        let course = in_repository(&theft, "checkout");
        // Another tree in the place of the right one, where every file is as it's here now.
        let tree = theft.git("checkout", &["rev-parse", "HEAD^{tree}"]).stdout;
        theft.git("checkout", &["add", "."]);
        let other = theft.git("checkout", &["write-tree"]).stdout;
        theft.git("checkout", &["replace", tree.trim(), other.trim()]);
        theft.git(
            "checkout",
            &["update-index", "--assume-unchanged", "exercises/edited.rs"],
        );
        let replaced = theft
            .git("checkout", &["diff", "--name-only", "HEAD"])
            .stdout;
        assert_eq!(replaced, "", "what plain git says");
        let old = course.read(".git/config");
        course.write(".git/config", format!("{old}{setting}"));
        let run = verify(&course, &["--changed"]);
        if ok {
            assert_eq!(names(&run), ["edited"], "{setting}: {run:?}");
        } else {
            assert_eq!(run.code, 2, "{setting}: {run:?}");
        }
    }
}

#[test]
fn a_repository_of_pipes_ends_in_time() {
    let theft = Theft::new();
    let course = in_repository(&theft, "checkout");
    fs::remove_file(course.path(".git/config")).expect("removed");
    let pipe = course.path(".git/config");
    assert!(tools::works(Command::new("mkfifo").arg(pipe)));
    let run = verify(&course, &["--changed"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.stderr.contains("git had to be stopped"), "{run:?}");
}
