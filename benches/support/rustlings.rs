//! Rustlings itself, installed once below `target` and kept there, and its own course.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context, Result, ensure};

use super::environment::command;

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
