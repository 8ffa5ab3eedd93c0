//! The templates for CI: their shell parts, run as the CI would run them. The installation is
//! played by a `cargo` of ours that copies the program under test.

#![cfg(unix)]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use common::{Course, PROGRAM, Run, finish, tools};

const FAILS: &str = "fn main() { let n: u32 = \"one\"; }\n";

/// A course, a home and a `cargo` for one run of CI.
struct Ci {
    course: Course,
    outside: tempfile::TempDir,
    environment: BTreeMap<String, String>,
}

impl Ci {
    /// `None` where there's no bash; see `tools::require`.
    fn new() -> Option<Self> {
        if !tools::require_program("bash") {
            return None;
        }
        let course = Course::new()
            .exercise("good", "", "fn main() { println!(\"::error::forged\"); }\n")
            .exercise("bad", "", FAILS);
        let ci = Self {
            course,
            outside: tempfile::tempdir().expect("a folder"),
            environment: BTreeMap::new(),
        };
        ci.fake_cargo();
        Some(ci)
    }

    fn outside(&self, path: &str) -> PathBuf {
        self.outside.path().join(path)
    }

    fn read_outside(&self, path: &str) -> String {
        fs::read_to_string(self.outside(path)).unwrap_or_default()
    }

    /// `cargo install ... --root DIR` without a build; it notes that it was called.
    fn fake_cargo(&self) {
        let log = self.outside("cargo.log");
        let script = format!(
            "#!/usr/bin/env bash\nset -eu\necho \"$@\" >>'{}'\nroot=${{@: -1}}\nmkdir -p \"$root/bin\"\ncp '{PROGRAM}' \"$root/bin/rustlings-like\"\n",
            log.display()
        );
        self.executable("bin/cargo", &script);
    }

    fn executable(&self, path: &str, script: &str) {
        let path = self.outside(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(&path, script).expect("written");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("executable");
    }

    fn set(&mut self, name: &str, value: impl Into<String>) {
        self.environment.insert(name.to_owned(), value.into());
    }

    /// Runs a script in the course's folder as GitHub's and GitLab's runners do.
    fn bash(&self, script: &str) -> Run {
        let file = self.outside("step.sh");
        fs::write(&file, script).expect("written");
        let mut bash = Command::new("bash");
        bash.args(["--noprofile", "--norc", "-eo", "pipefail"])
            .arg(file);
        let path = std::env::var("PATH").unwrap_or_default();
        bash.env("PATH", format!("{}:{path}", self.outside("bin").display()));
        bash.env("HOME", self.outside("home"));
        // The toolchain is found at the real home; the tests themselves may run in a CI.
        for name in ["RUSTUP_HOME", "CARGO_HOME"] {
            bash.env(name, std::env::var(name).unwrap_or_else(|_| home_of(name)));
        }
        bash.env_remove("GITHUB_ACTIONS")
            .env_remove("GITHUB_STEP_SUMMARY");
        bash.env_remove("GITHUB_PATH");
        finish(bash.envs(&self.environment).current_dir(self.course.root()))
    }
}

fn home_of(variable: &str) -> String {
    let folder = if variable == "RUSTUP_HOME" {
        ".rustup"
    } else {
        ".cargo"
    };
    let home = std::env::var("HOME").unwrap_or_default();
    format!("{home}/{folder}")
}

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn ours(path: &str) -> String {
    fs::read_to_string(repository().join(path)).expect("it is read")
}

// The script.

#[test]
fn the_script_installs_once_verifies_and_leaves_the_reports() {
    let Some(ci) = Ci::new() else { return };
    let script = repository().join("ci/verify.sh");
    let all = ci.bash(&format!("'{}'", script.display()));
    assert_eq!(all.code, 1, "{all:?}");
    assert!(
        all.stdout.contains("1 passed, 1 failed of 2 exercises"),
        "{all:?}"
    );
    let log = ci.read_outside("cargo.log");
    assert!(log.starts_with("install --locked --force --path "), "{log}");
    for report in ["report.json", "junit.xml", "report.sarif"] {
        assert!(
            !ci.course
                .read(format!("rustlings-like-reports/{report}"))
                .is_empty()
        );
    }
    // The second time it is there already; the arguments are passed on.
    let good = ci.bash(&format!(
        "'{}' install && '{0}' verify good --fail-fast",
        script.display()
    ));
    assert_eq!(good.code, 0, "{good:?}");
    assert_eq!(ci.read_outside("cargo.log"), log);
}

#[test]
fn a_failed_installation_is_not_taken_for_one() {
    let Some(ci) = Ci::new() else { return };
    ci.executable("bin/cargo", "#!/usr/bin/env bash\nexit 101\n");
    let script = repository().join("ci/verify.sh");
    assert_eq!(ci.bash(&format!("'{}'", script.display())).code, 101);
    ci.fake_cargo();
    assert_eq!(ci.bash(&format!("'{}' install", script.display())).code, 0);
}

#[test]
fn stored_results_count_only_where_they_are_trusted() {
    let Some(mut ci) = Ci::new() else { return };
    let script = repository().join("ci/verify.sh");
    assert_eq!(ci.course.run(&["verify"]).code, 1);
    let cached = |ci: &Ci| {
        ci.bash(&format!("'{}'", script.display()));
        ci.course
            .read("rustlings-like-reports/report.json")
            .contains("\"cached\": true")
    };
    assert!(!cached(&ci));
    ci.set("RUSTLINGS_LIKE_TRUSTED", "true");
    assert!(cached(&ci));
}

#[test]
fn an_unknown_word_is_answered_with_the_help() {
    let Some(ci) = Ci::new() else { return };
    let run = ci.bash(&format!(
        "'{}' wrong",
        repository().join("ci/verify.sh").display()
    ));
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.stderr.contains("RUSTLINGS_LIKE_COURSE"), "{run:?}");
    let script = repository().join("ci/verify.sh");
    let help = ci.bash(&format!("'{}' --help", script.display()));
    assert_eq!((help.code, help.stdout), (0, run.stderr));
}

// GitHub's action.

/// The lines of a file that belong to the entry `key` at some depth, without their indent.
fn block(text: &str, key: &str) -> Option<String> {
    let mut lines = text
        .lines()
        .skip_while(|line| line.trim_start().trim_start_matches("- ") != key);
    let indent = depth(lines.next()?);
    let inner = lines.take_while(|line| line.trim().is_empty() || depth(line) > indent);
    let inner: Vec<&str> = inner.collect();
    let least = inner
        .iter()
        .filter(|l| !l.trim().is_empty())
        .map(|l| depth(l))
        .min()?;
    let cut = inner.iter().map(|line| line.get(least..).unwrap_or(""));
    Some(cut.collect::<Vec<_>>().join("\n"))
}

/// The column at which a line's own content begins.
fn depth(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '-']).len()
}

/// The steps of action.yml that are shell: what they do and their environment.
fn shell_steps() -> Vec<(String, BTreeMap<String, String>)> {
    let action = ours("action.yml");
    let steps = block(&action, "steps:").expect("steps");
    let steps: Vec<String> = steps
        .split("\n- ")
        .map(|step| format!("  {}", step.trim_start_matches("- ")))
        .collect();
    let shell = steps
        .iter()
        .filter_map(|step| Some((block(step, "run: |")?, step)));
    let inputs = block(&action, "inputs:").expect("inputs");
    shell
        .map(|(script, step)| {
            let variables = block(step, "env:").unwrap_or_default();
            let variables = variables.lines().filter_map(|line| line.split_once(": "));
            let value = |text: &str| match text.strip_prefix("${{ inputs.") {
                Some(input) => default(&inputs, input.trim_end_matches(" }}")),
                None => text.to_owned(),
            };
            (
                script,
                variables
                    .map(|(name, text)| (name.to_owned(), value(text)))
                    .collect(),
            )
        })
        .collect()
}

fn default(inputs: &str, input: &str) -> String {
    let described =
        block(inputs, &format!("{input}:")).unwrap_or_else(|| panic!("no input {input}"));
    let value = described
        .lines()
        .find_map(|line| line.strip_prefix("default: "));
    value.expect("a default").trim_matches('"').to_owned()
}

#[test]
fn the_actions_steps_install_verify_and_annotate() {
    let Some(mut ci) = Ci::new() else { return };
    ci.set("GITHUB_ACTIONS", "true");
    ci.set("GITHUB_ACTION_PATH", repository().display().to_string());
    for name in ["GITHUB_OUTPUT", "GITHUB_PATH", "GITHUB_STEP_SUMMARY"] {
        let file = ci.outside(name).display().to_string();
        ci.set(name, file);
    }
    let steps = shell_steps();
    assert_eq!(steps.len(), 3, "{steps:?}");
    let mut runs = Vec::new();
    for (script, environment) in &steps {
        // An input within a script would be run as a part of it.
        assert!(!script.contains("${{"), "{script}");
        for (name, value) in environment {
            ci.set(name, value.clone());
        }
        runs.push(ci.bash(script));
    }
    let codes: Vec<i32> = runs.iter().map(|run| run.code).collect();
    assert_eq!(codes, [0, 0, 1], "{runs:#?}");
    let key = ci.read_outside("GITHUB_OUTPUT");
    assert!(key.trim().len() > "tools=".len(), "{key:?}");
    assert!(
        ci.read_outside("GITHUB_PATH")
            .contains("rustlings-like-tools/bin")
    );
    assert!(
        runs[2]
            .stdout
            .contains("::error file=exercises/bad.rs,line=1,"),
        "{:#?}",
        runs[2]
    );
    assert!(
        ci.read_outside("GITHUB_STEP_SUMMARY")
            .starts_with("## 1 of 2 exercises passed")
    );
    assert!(
        ci.course
            .path("rustlings-like-reports/report.sarif")
            .exists()
    );
}

#[test]
fn the_actions_arguments_are_words_and_no_shell() {
    let Some(mut ci) = Ci::new() else { return };
    ci.set("GITHUB_ACTION_PATH", repository().display().to_string());
    ci.set("RUSTLINGS_LIKE_ARGUMENTS", "goo* --jobs 1");
    let (script, _) = &shell_steps()[1];
    assert_eq!(ci.bash(script).code, 0);
    let (script, _) = &shell_steps()[2];
    let run = ci.bash(script);
    assert_eq!(run.code, 0, "{run:?}");
    ci.set(
        "RUSTLINGS_LIKE_ARGUMENTS",
        "good; touch $(echo stolen) `touch stolen`",
    );
    assert_eq!(ci.bash(script).code, 2);
    assert!(!ci.course.path("stolen").exists());
}

// GitLab's template.

#[test]
fn gitlabs_jobs_clone_install_and_verify() {
    let Some(mut ci) = Ci::new() else { return };
    let template = ours("ci/gitlab.yml");
    // A repository with what the script needs of ours.
    let source = Course::new();
    let script = ours("ci/verify.sh");
    source.write("ci/verify.sh", script);
    fs::set_permissions(
        source.path("ci/verify.sh"),
        fs::Permissions::from_mode(0o755),
    )
    .expect("executable");
    for file in [
        "Cargo.toml",
        "Cargo.lock",
        "build.rs",
        "info.toml",
        "src/a",
        "exercises/a",
        "solutions/a",
    ] {
        source.write(file, "");
    }
    for args in [
        &["init", "-q", "-b", "main"][..],
        &["add", "."],
        &[
            "-c",
            "user.name=a",
            "-c",
            "user.email=a@example.com",
            "commit",
            "-q",
            "-m",
            "x",
        ],
    ] {
        let run = finish(Command::new("git").args(args).current_dir(source.root()));
        assert_eq!(run.code, 0, "{run:?}");
    }
    ci.executable("bin/rustup", "#!/usr/bin/env bash\nexit 1\n");
    ci.set("CI_PROJECT_DIR", ci.course.root().display().to_string());
    ci.set(
        "RUSTLINGS_LIKE_REPOSITORY",
        format!("file://{}", source.root().display()),
    );
    ci.set(
        "RUSTLINGS_LIKE_TOOLS",
        format!("{}/.rustlings-like-tools", ci.course.root().display()),
    );
    for line in block(&template, "variables:").expect("variables").lines() {
        let (name, value) = line.split_once(": ").expect("a value");
        ci.set(name, value.trim_matches('"'));
    }
    let list = |text: &str| {
        text.lines()
            .map(|l| l.trim_start_matches("- ").to_owned() + "\n")
            .collect::<String>()
    };
    let before = list(&block(&template, "before_script:").expect("a script"));
    for (job, code) in [
        ("rustlings-like-install:", 0),
        ("rustlings-like-verify:", 1),
    ] {
        let job = block(&template, job).expect("the job");
        let script = before.clone() + &list(&block(&job, "script:").expect("a script"));
        let run = ci.bash(&script);
        assert_eq!(run.code, code, "{run:?}");
        fs::remove_dir_all(ci.course.path(".rustlings-like-source")).expect("each job begins anew");
    }
    assert_eq!(
        ci.read_outside("cargo.log").lines().count(),
        1,
        "installed once"
    );
    assert!(
        ci.course
            .read("rustlings-like-reports/junit.xml")
            .contains("<testcase name=\"bad\"")
    );
}

/// The workflow that README tells teachers to paste.
fn readme_workflow() -> String {
    let readme = ours("README.md");
    let (_, behind) = readme.split_once("```yaml\n").expect("a workflow");
    let (workflow, _) = behind.split_once("```").expect("its end");
    workflow.to_owned()
}

#[test]
fn the_ten_lines_of_the_readme_fit_the_action() {
    let workflow = readme_workflow();
    assert!(workflow.lines().count() <= 12, "{workflow}");
    assert!(
        workflow.contains("uses: OWNER/rustlings-like@main\n"),
        "{workflow}"
    );
    // Everything that is handed over is an input of the action.
    let inputs = block(&ours("action.yml"), "inputs:").expect("inputs");
    let with = block(&workflow, "with:").expect("what is handed over");
    for line in with.lines().filter(|line| !line.trim().is_empty()) {
        let (name, value) = line.split_once(": ").expect("a value");
        assert!(
            block(&inputs, &format!("{name}:")).is_some(),
            "no input {name}"
        );
        // And what is handed on from there is an argument of `verify`.
        let Some(mut ci) = Ci::new() else { return };
        ci.set("RUSTLINGS_LIKE_ARGUMENTS", value);
        let script = repository().join("ci/verify.sh");
        let run = ci.bash(&format!("'{0}' install && '{0}' verify", script.display()));
        assert_eq!(run.code, 1, "{run:?}");
    }
}

/// Nothing that a learner made of the tests, or of `info.toml`, is believed.
#[test]
fn the_arguments_of_the_readme_grade_under_the_built_in_tests() {
    let Some(mut ci) = Ci::new() else { return };
    let with = block(&readme_workflow(), "with:").expect("what is handed over");
    let arguments = with.trim().strip_prefix("arguments: ").expect("arguments");
    ci.set("RUSTLINGS_LIKE_ARGUMENTS", arguments);
    let solved = ours("solutions/00_start/start2.rs");
    let (code, _) = solved.split_once("#[cfg(test)]").expect("tests");
    let emptied = "fn ticket(_: u32) -> String {\n    String::new()\n}\nfn main() {\n    ticket(7);\n}\n\
                   #[cfg(test)]\nmod tests {\n    #[test]\n    fn the_ticket_shows_its_number() {}\n    \
                   #[test]\n    fn every_ticket_is_different() {}\n}\n";
    for (source, passed) in [(code, 1), (emptied, 0)] {
        ci.course.write("exercises/00_start/start2.rs", source);
        let script = repository().join("ci/verify.sh");
        ci.bash(&format!("'{}'", script.display()));
        let report = ci.course.read("rustlings-like-reports/report.json");
        let report: serde_json::Value = serde_json::from_str(&report).expect("JSON");
        assert_eq!(report["pristine"], true);
        assert_eq!(report["originals"]["from"], "built_in");
        assert_eq!(report["passed"], passed, "{report}");
        let entry = &report["exercises"][1];
        assert_eq!(entry["name"], "start2");
        let reason = ["tests_failed", "passed"][passed];
        assert_eq!(entry["reason"], reason, "{entry}");
    }
}

/// All that is shell in the templates, by a linter of another world where there is one.
#[test]
fn the_scripts_please_shellcheck() {
    let shellcheck = std::env::var("SHELLCHECK").unwrap_or("shellcheck".to_owned());
    if !tools::require_program(&shellcheck) {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let mut files = [
        "ci/verify.sh",
        ".ci/run",
        ".ci/full",
        ".ci/tools.sh",
        "tests/wasm/run.sh",
    ]
    .map(|f| repository().join(f))
    .to_vec();
    let steps = shell_steps().into_iter().map(|(script, _)| script);
    let template = ours("ci/gitlab.yml");
    let gitlab = ["rustlings-like-install:", "rustlings-like-verify:"].map(|job| {
        let job = block(&template, job).expect("the job");
        let script = block(&job, "script:").expect("a script");
        let lines = script.lines().map(|line| line.trim_start_matches("- "));
        lines.collect::<Vec<_>>().join("\n")
    });
    for (number, script) in steps.chain(gitlab).enumerate() {
        let file = folder.path().join(format!("{number}.sh"));
        fs::write(&file, format!("#!/usr/bin/env bash\n{script}\n")).expect("written");
        files.push(file);
    }
    let run = finish(Command::new(shellcheck).args(files));
    assert_eq!(run.code, 0, "{}", run.stdout);
}

#[test]
fn the_templates_are_sound_yaml() {
    let python = std::env::var("CONSUMERS_PYTHON").unwrap_or("python3".to_owned());
    let has_yaml = tools::works(Command::new(&python).args(["-c", "import yaml"]));
    if !tools::require("python3 with yaml", has_yaml) {
        return;
    }
    let script = "import sys, yaml\nfor f in sys.argv[1:]: assert isinstance(yaml.safe_load(open(f)), dict), f";
    let mut command = Command::new(&python);
    let mut files = ["action.yml", "ci/gitlab.yml"]
        .map(|file| repository().join(file))
        .to_vec();
    let folder = tempfile::tempdir().expect("a folder");
    files.push(folder.path().join("workflow.yml"));
    fs::write(&files[2], readme_workflow()).expect("written");
    let run = finish(command.args(["-c", script]).args(files));
    assert_eq!(run.code, 0, "{run:?}");
}

// Missing tools.

/// Runs a script of `.ci/tools.sh`'s functions, with nothing in PATH but this folder.
fn with_path(folder: &Path, ci: &str, script: &str) -> Run {
    let path = std::env::var_os("PATH").expect("PATH");
    let mut places = std::env::split_paths(&path).map(|place| place.join("bash"));
    let bash = places.find(|file| file.is_file()).expect("bash");
    let script = format!("set -euo pipefail\n. .ci/tools.sh\n{script}");
    let mut command = Command::new(bash);
    command.args(["-c", &script]).current_dir(repository());
    finish(command.env("PATH", folder).env("CI", ci))
}

#[test]
fn a_step_without_its_tool_fails_in_ci_and_is_skipped_loudly_elsewhere() {
    if !tools::require_program("bash") {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let step = "if require node node --version; then echo checked; fi\necho later";
    let in_ci = with_path(folder.path(), "true", step);
    assert_eq!((in_ci.code, in_ci.stdout.as_str()), (1, ""), "{in_ci:?}");
    let words = "FAILED: node is missing, and CI skips nothing\n";
    assert_eq!(in_ci.stderr, words);
    let elsewhere = with_path(folder.path(), "", step);
    assert_eq!(elsewhere.code, 0, "{elsewhere:?}");
    assert_eq!(elsewhere.stdout, "later\n");
    assert_eq!(elsewhere.stderr, "SKIPPED, LOUDLY: node is missing\n");
    let node = folder.path().join("node");
    fs::write(&node, "#!/bin/sh\n").expect("written");
    fs::set_permissions(&node, fs::Permissions::from_mode(0o755)).expect("permissions");
    for ci in ["true", ""] {
        let run = with_path(folder.path(), ci, step);
        assert_eq!(run.stdout, "checked\nlater\n", "{run:?}");
    }
}

/// The rule of `tools::require`, seen from outside: one test of this file, without its tool.
#[test]
fn a_test_without_its_tool_fails_in_ci_and_is_skipped_loudly_elsewhere() {
    let me = std::env::current_exe().expect("this program");
    let without_shellcheck = |ci: &str| {
        let mut command = Command::new(&me);
        command.args(["--exact", "the_scripts_please_shellcheck"]);
        command.current_dir(repository());
        finish(
            command
                .env("SHELLCHECK", "/missing/shellcheck")
                .env("CI", ci),
        )
    };
    let needs = "the_scripts_please_shellcheck needs /missing/shellcheck, which isn't here";
    let in_ci = without_shellcheck("true");
    assert_ne!(in_ci.code, 0, "{in_ci:?}");
    let words = format!("{needs}, and CI skips nothing");
    assert!(in_ci.stdout.contains(&words), "{in_ci:?}");
    let elsewhere = without_shellcheck("");
    assert_eq!(elsewhere.code, 0, "{elsewhere:?}");
    let words = format!("SKIPPED, LOUDLY: {needs}\n");
    assert_eq!(elsewhere.stderr, words, "{elsewhere:?}");
}
