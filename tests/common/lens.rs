//! The programs of `tests/lens`, what a compiler says of them, and what `explain` makes of that.

#![allow(dead_code, reason = "each test file uses its own part of this")]

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use super::PROGRAM;

/// The folder of the programs: `CODE/NAME.rs`.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lens")
}

/// The folder of what several compilers say of all programs.
pub fn versions() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lens_versions")
}

/// All programs, sorted.
pub fn programs() -> Vec<PathBuf> {
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

/// Calls `work` for each item, on as many threads as there are processors; what they return,
/// in the items' order.
pub fn for_each<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = std::sync::atomic::AtomicUsize::new(0);
    let done = std::sync::Mutex::new(Vec::new());
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                    let Some(item) = items.get(at) else { return };
                    let result = work(item);
                    done.lock().expect("whole").push((at, result));
                }
            });
        }
    });
    let mut done = done.into_inner().expect("whole");
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

/// A compiler, and the edition that it reads the programs in.
pub struct Compiler {
    program: PathBuf,
    edition: &'static str,
}

impl Compiler {
    /// The one that is found by itself.
    pub fn own() -> Self {
        Self {
            program: PathBuf::from("rustc"),
            edition: "2024",
        }
    }

    /// Another one, and its version such as `1.85` or `1.97-nightly`. Before 1.85 there was no
    /// edition 2024.
    pub fn at(program: PathBuf) -> (Self, String) {
        let output = Command::new(&program).arg("--version").output();
        let output = output.unwrap_or_else(|e| panic!("{} starts: {e}", program.display()));
        let said = String::from_utf8(output.stdout).expect("UTF-8");
        let number = said.split(' ').nth(1).expect("rustc 1.2.3");
        let mut parts = number.split(['.', '-']);
        let mut part = || parts.next().expect("two numbers").to_owned();
        let (major, minor) = (part(), part());
        let channel = match number.contains("nightly") {
            true => "-nightly",
            false => "",
        };
        let edition = match minor.parse::<u32>().expect("a number") {
            ..85 => "2021",
            _ => "2024",
        };
        (
            Self { program, edition },
            format!("{major}.{minor}{channel}"),
        )
    }

    /// What it says of a file, called so in a folder, without what is not needed: a line an
    /// error. Where the error is in a test, the file's name ends with `_in_test`.
    pub fn errors(&self, folder: &Path, file: &Path) -> String {
        let scratch = tempfile::tempdir().expect("a scratch folder");
        let text = std::fs::read_to_string(folder.join(file)).expect("readable");
        let mut command = Command::new(&self.program);
        command
            .arg(format!("--edition={}", self.edition))
            .args(["--error-format=json", "--emit=metadata", "--crate-name=x"])
            .arg("--out-dir")
            .arg(scratch.path())
            .arg(file)
            .current_dir(folder);
        // E0712 is about something that no stable compiler has. Elsewhere this would change
        // what is proposed.
        if text.starts_with("#![feature") {
            command.env("RUSTC_BOOTSTRAP", "1");
        }
        if file
            .file_stem()
            .is_some_and(|name| name.to_string_lossy().ends_with("_in_test"))
        {
            command.arg("--test");
        }
        let output = command.output().expect("rustc starts");
        let said = String::from_utf8(output.stderr).expect("UTF-8");
        let errors: String = said.lines().filter_map(shortened).collect();
        // A compiler that breaks down must not pass for one that found nothing.
        assert_eq!(output.status.success(), errors.is_empty(), "{said}");
        self.without_machine(&errors)
    }

    /// Messages with the standard library where rustc says it is if its sources aren't
    /// installed, instead of where they are on this machine.
    fn without_machine(&self, messages: &str) -> String {
        if !messages.contains(SOURCES) {
            return messages.to_owned();
        }
        let ask = |arg: &str| {
            let output = Command::new(&self.program).args(arg.split(' ')).output();
            let said = String::from_utf8(output.expect("rustc starts").stdout);
            said.expect("UTF-8").trim().to_owned()
        };
        let version = ask("--version --verbose");
        let mut lines = version.lines();
        let commit = lines.find_map(|line| line.strip_prefix("commit-hash: "));
        let sources = format!("{}{SOURCES}", ask("--print sysroot"));
        messages.replace(&sources, &format!("/rustc/{}/", commit.expect("a commit")))
    }
}

/// Where the standard library's sources are in a toolchain.
const SOURCES: &str = "/lib/rustlib/src/rust/";

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

/// Messages without what nobody reads in them: rustc's own drawing, and text that the programs
/// have.
pub fn bare(messages: &str) -> String {
    let lines = messages.lines().map(|line| {
        let mut message: Value = serde_json::from_str(line).expect("JSON");
        strip(&mut message);
        format!("{message}\n")
    });
    lines.collect()
}

fn strip(value: &mut Value) {
    match value {
        Value::Object(map) => {
            for key in ["rendered", "text", "byte_start", "byte_end"] {
                map.remove(key);
            }
            map.values_mut().for_each(strip);
        }
        Value::Array(list) => list.iter_mut().for_each(strip),
        _ => {}
    }
}

/// What `explain -` draws of captured messages.
pub fn explain(json: &str, folder: &Path, args: &[&str]) -> String {
    let color: &[&str] = match args.contains(&"--color") {
        true => &[],
        false => &["--color", "never"],
    };
    let mut child = Command::new(PROGRAM)
        .args(["explain", "-"])
        .args(color)
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

/// The compiler whose words and suggestions the golden drawings hold: its major and minor version.
pub const GOLDEN_COMPILER: &str = "rustc 1.95.";

/// Whether the compiler at hand is the one of the golden drawings.
pub fn has_golden_compiler() -> bool {
    let output = Command::new("rustc").arg("--version").output();
    let said = output.expect("rustc starts").stdout;
    String::from_utf8_lossy(&said).starts_with(GOLDEN_COMPILER)
}

/// What `explain` draws of a program, with what it asked the compiler.
pub fn explain_file(program: &Path, args: &[&str]) -> String {
    let name = program.file_name().expect("a file");
    let mut command = Command::new(PROGRAM);
    command
        .arg("explain")
        .arg(name)
        .args(["--edition", "2024", "--color", "never"])
        .args(args)
        .current_dir(program.parent().expect("a folder"))
        .env("LANG", "C.UTF-8")
        .env_remove("LC_ALL");
    // E0712 is about something that no stable compiler has.
    let text = std::fs::read_to_string(program).expect("readable");
    if text.starts_with("#![feature") {
        command.env("RUSTC_BOOTSTRAP", "1");
    }
    let output = command.output().expect("the program starts");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The errors of captured messages as `explain --format json` has them.
pub fn looked_at(json: &str, folder: &Path) -> Vec<Value> {
    let document = explain(json, folder, &["--format", "json"]);
    let document: Value = serde_json::from_str(&document).expect("JSON");
    document["errors"].as_array().expect("errors").clone()
}
