//! Finds out which commit the program is built from, and tells cargo when to look again.
//!
//! In a checkout, git knows the commit. In a package that cargo made, a note names it. In a folder
//! that was only copied, nobody knows, and we show the version alone. If the program's own files
//! differ from the commit, the version says so; tests and documents may differ.
//!
//! Cargo runs this again when one of the program's files changes (it's recompiled then anyway), or
//! when another commit is made or checked out. We mustn't name files that don't exist, since cargo
//! would run this at every build.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The files that the program embeds. `include_dir!` tracks the files that it saw in a folder, but
/// not new ones.
const EMBEDDED: [&str; 4] = ["exercises", "solutions", "crates", "info.toml"];
const SOURCES: [&str; 4] = ["src", "build.rs", "Cargo.toml", "Cargo.lock"];

/// The note that `cargo package` leaves.
const NOTE: &str = ".cargo_vcs_info.json";

/// How many digits of a commit's hash to show.
const DIGITS: usize = 9;

fn main() {
    for path in EMBEDDED.map(PathBuf::from) {
        watch(&path);
    }
    for path in SOURCES.map(PathBuf::from) {
        // We watch single files, since editors leave other files in folders for a while.
        files_below(&path).iter().for_each(|file| watch(file));
    }
    let version = std::env::var("CARGO_PKG_VERSION").unwrap_or_default();
    let commit = match std::fs::read_to_string(NOTE) {
        Ok(note) => noted_commit(&note),
        Err(_) => checked_out_commit(),
    };
    let version = match commit {
        Some(commit) => format!("{version} ({commit})"),
        None => version,
    };
    println!("cargo::rustc-env=RUSTLINGS_LIKE_VERSION={version}");
}

fn watch(path: &Path) {
    if path.exists() {
        println!("cargo::rerun-if-changed={}", path.display());
    }
}

fn files_below(path: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(path) else {
        return vec![path.to_owned()];
    };
    let paths = entries.flatten().map(|entry| entry.path());
    let sources = paths.filter(|path| path.is_dir() || path.extension().is_some_and(|e| e == "rs"));
    sources.flat_map(|path| files_below(&path)).collect()
}

/// The commit in the note of a package: `{"git": {"sha1": "...", "dirty": true}}`.
fn noted_commit(note: &str) -> Option<String> {
    let (_, behind) = note.split_once("\"sha1\"")?;
    let hash = behind.split('"').nth(1)?;
    let is_dirty = behind
        .split_whitespace()
        .collect::<String>()
        .contains("\"dirty\":true");
    shown(hash, is_dirty)
}

/// The commit of the repository, if this package is its root.
fn checked_out_commit() -> Option<String> {
    // A repository around the folder may just contain a copy of the package.
    let is_root = git(&["rev-parse", "--show-prefix"])?.is_empty();
    if !is_root {
        return None;
    }
    let hash = git(&["rev-parse", "HEAD"])?;
    watch_commit();
    let own = [&EMBEDDED[..], &SOURCES[..]].concat();
    let status = [&["status", "--porcelain", "--"][..], &own].concat();
    let is_dirty = git(&status).is_some_and(|changes| !changes.is_empty());
    shown(&hash, is_dirty)
}

/// Watches the log of HEAD, which grows with each commit and each checkout. Without a log, watches
/// the files that say where HEAD is.
fn watch_commit() {
    let path = |name: &str| git(&["rev-parse", "--git-path", name]).map(PathBuf::from);
    if let Some(log) = path("logs/HEAD").filter(|log| log.exists()) {
        return watch(&log);
    }
    let branch = git(&["symbolic-ref", "--quiet", "HEAD"]);
    let names = ["HEAD", "packed-refs"].into_iter().chain(branch.as_deref());
    names.filter_map(path).for_each(|file| watch(&file));
}

fn shown(hash: &str, is_dirty: bool) -> Option<String> {
    let is_hash = hash.len() >= DIGITS && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    let suffix = if is_dirty { "-dirty" } else { "" };
    is_hash.then(|| format!("{}{suffix}", &hash[..DIGITS]))
}

/// Git's answer in this folder, if git exists and has one. Git mustn't write anything, or each build
/// would change the repository, and it mustn't look into another repository that a hook names.
fn git(args: &[&str]) -> Option<String> {
    let mut command = Command::new("git");
    command.arg("--no-optional-locks");
    // A repository's settings can name programs that git would start.
    for setting in ["core.fsmonitor=false", "safe.bareRepository=explicit"] {
        command.args(["-c", setting]);
    }
    command.args(args);
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"] {
        command.env_remove(name);
    }
    let output = command
        .output()
        .ok()
        .filter(|output| output.status.success())?;
    Some(String::from_utf8(output.stdout).ok()?.trim().to_owned())
}
