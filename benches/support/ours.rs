//! Our own program.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::environment::command;

/// The program that is measured.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_rustlings-like");

/// What `verify` is told when it grades code that nobody trusts, with the built-in course.
pub const PRISTINE: [&str; 4] = ["--pristine", "--originals", "built-in", "--sandbox"];

/// Writes the built-in course into a folder.
pub fn init(folder: &Path) -> Result<()> {
    let output = command(PROGRAM, Path::new("."))
        .arg("init")
        .arg(folder)
        .output()?;
    ensure!(output.status.success(), "init fails: {output:?}");
    Ok(())
}

/// Opens a course as a learner does for the first time, and leaves: pristine copies are kept.
pub fn watch_once(folder: &Path) -> Result<()> {
    let output = command(PROGRAM, folder)
        .arg("watch")
        .stdin(Stdio::null())
        .output()?;
    ensure!(output.status.success(), "watch fails: {output:?}");
    let kept = state(folder).join("pristine");
    ensure!(kept.is_dir(), "watch keeps no pristine copies");
    Ok(())
}

/// Where the crates of a course lie, as our program keeps it: what the compiler must be told.
pub fn crate_flags(folder: &Path) -> Result<Vec<String>> {
    let text = fs::read(state(folder).join("crates/crates.json"))?;
    let crates: Value = serde_json::from_slice(&text)?;
    let args = crates["crates"]["recording"]["args"].as_array();
    let args: Vec<&str> = args
        .context("no recording of the crates")?
        .iter()
        .filter_map(Value::as_str)
        .collect();
    let pairs = args.windows(2);
    let crates = pairs.filter(|pair| ["--extern", "-L"].contains(&pair[0]));
    Ok(crates.flatten().map(|&arg| arg.to_owned()).collect())
}

/// What one of our commands says as JSON.
pub fn ask(folder: &Path, verb: &str) -> Result<Value> {
    let output = command(PROGRAM, folder)
        .args([verb, "--format", "json"])
        .output()?;
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// Where our program keeps what it knows of a course.
pub fn state(folder: &Path) -> PathBuf {
    folder.join(".rustlings-like")
}
