//! Rustlings itself, installed once below `target` and kept there, and its own course.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::thread::sleep;
use std::time::Duration;

use anyhow::{Context, Result, ensure};

use super::environment::{REST, command, terminal_command};
use super::terminal::Terminal;
use super::{ours, solved};

/// The version that is compared with.
pub const VERSION: &str = "6.5.0";

/// One of its exercises that has tests, and where it lies.
const EXERCISE: (&str, &str) = ("vecs1", "exercises/05_vecs/vecs1.rs");

/// A learner's folder with its course.
pub struct Course {
    /// The folder.
    pub folder: PathBuf,
    /// The file of the current exercise.
    pub file: PathBuf,
}

/// Writes its course below `parent`, which must exist, and turns to the exercise with tests.
pub fn init(program: &Path, parent: &Path) -> Result<Course> {
    let mut child = command(program, parent)
        .arg("init")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()?;
    // It asks for the Enter key.
    let answered = child.stdin.take().map(|mut stdin| stdin.write_all(b"\n"));
    answered.context("no standard input")??;
    ensure!(child.wait()?.success(), "`rustlings init` fails");
    let folder = parent.join("rustlings");
    let (name, path) = EXERCISE;
    let state = format!("DON'T EDIT THIS FILE!\n\n{name}\n\n");
    fs::write(folder.join(".rustlings-state.txt"), state)?;
    Ok(Course {
        file: folder.join(path),
        folder,
    })
}

/// Its course twice, with every exercise replaced by the solution that its package holds.
pub struct SolvedCourse {
    /// The folder for Rustlings.
    pub theirs: PathBuf,
    /// The folder for our program, which keeps its state there.
    pub ours: PathBuf,
}

/// Writes its course below `parent` and solves it. As a learner would, `watch` sees the starters
/// first, so our program grades under them.
pub fn init_solved(program: &Path, parent: &Path) -> Result<SolvedCourse> {
    let packages = fetch(&parent.join("fetched"))?;
    let theirs = init(program, parent)?.folder;
    let ours = parent.join("ours");
    solved::copy(&theirs, &ours)?;
    // Our program knows a course by its manifest, and what is open in tests by the solutions.
    let manifest = packages.join("rustlings-macros/info.toml");
    fs::copy(&manifest, ours.join("info.toml")).context("no info.toml in its package")?;
    let solutions = packages.join("rustlings/solutions");
    solved::copy(&solutions, &ours.join("solutions"))?;
    ours::watch_once(&ours)?;
    for folder in [&theirs, &ours] {
        solved::copy(&solutions, &folder.join("exercises"))?;
    }
    Ok(SolvedCourse { theirs, ours })
}

/// Lets cargo unpack its packages into a folder.
fn fetch(folder: &Path) -> Result<PathBuf> {
    fs::create_dir_all(folder.join("src"))?;
    fs::write(folder.join("src/main.rs"), "fn main() {}\n")?;
    let manifest = format!(
        "[package]\nname = \"fetch\"\nedition = \"2024\"\n\n[dependencies]\n\
         rustlings = \"={VERSION}\"\n\n[workspace]\n"
    );
    fs::write(folder.join("Cargo.toml"), manifest)?;
    let output = command("cargo", folder)
        .args(["vendor", "packages"])
        .output()?;
    ensure!(output.status.success(), "no packages: {output:?}");
    Ok(folder.join("packages"))
}

/// How long `rustlings check-all` takes, which all exercises must pass; `fresh` without what
/// it has built. It asks the terminal for its size, and fails without one.
pub fn check_all(program: &Path, folder: &Path, fresh: bool) -> Result<Duration> {
    let target = folder.join("target");
    if fresh && target.exists() {
        fs::remove_dir_all(&target)?;
    }
    let mut command = terminal_command(program, folder);
    command.arg("check-all");
    sleep(REST);
    let (passed, time) = Terminal::start(command)?.wait_for_end()?;
    ensure!(passed, "an exercise fails in Rustlings");
    Ok(time)
}

/// Its program.
pub fn install() -> Result<PathBuf> {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = package.join("target").join("bench-tools");
    let program = root.join("bin").join("rustlings");
    if !is_installed(&program, package) {
        let status = command("cargo", package)
            .args(["install", "rustlings", "--locked", "--force"])
            .args(["--version", VERSION])
            .arg("--root")
            .arg(&root)
            .status()
            .context("cargo does not start")?;
        ensure!(
            status.success(),
            "Rustlings {VERSION} cannot be installed; --without-rustlings leaves it out"
        );
    }
    Ok(program)
}

fn is_installed(program: &Path, folder: &Path) -> bool {
    let output = command(program, folder).arg("--version").output();
    output.is_ok_and(|output| String::from_utf8_lossy(&output.stdout).contains(VERSION))
}
