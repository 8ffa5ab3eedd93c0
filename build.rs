//! Finds out which commit the program is built from, and tells cargo when to look again.
//!
//! In a checkout git knows; in a package that cargo made there is a note of it. Elsewhere, in
//! a folder that was only copied, nobody knows, and the version stands alone. A program whose
//! own files differ from the commit says so. Other files may differ, tests and documents.
//!
//! Cargo runs this again when one of the files changes that the program is made of, which are
//! compiled anew then anyway, or when another commit is checked out or made. Files that are not
//! there must not be named: cargo would take them for changed at each build.

use std::path::{Path, PathBuf};
use std::process::Command;

/// What the program is made of. Of the folders `include_dir!` tracks the files that it saw, but
/// not new ones.
const EMBEDDED: [&str; 3] = ["exercises", "solutions", "info.toml"];
const SOURCES: [&str; 4] = ["src", "build.rs", "Cargo.toml", "Cargo.lock"];

/// What `cargo package` leaves.
const NOTE: &str = ".cargo_vcs_info.json";

/// How many digits of a commit are shown.
const DIGITS: usize = 9;

fn main() {
    for path in EMBEDDED.map(PathBuf::from) {
        watch(&path);
    }
    for path in SOURCES.map(PathBuf::from) {
        // Each file by itself: editors leave other files in folders for a while.
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

/// The commit that a package was made of: `{"git": {"sha1": "...", "dirty": true}}`.
fn noted_commit(note: &str) -> Option<String> {
    let (_, behind) = note.split_once("\"sha1\"")?;
    let hash = behind.split('"').nth(1)?;
    let is_dirty = behind
        .split_whitespace()
        .collect::<String>()
        .contains("\"dirty\":true");
    shown(hash, is_dirty)
}

/// The commit of the repository that this package is the root of.
fn checked_out_commit() -> Option<String> {
    // Not that of a repository around it, which may hold a copy of the package.
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

/// The log of HEAD grows with each commit and each checkout. Without one there are the files
/// that say where HEAD is.
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

/// What git says in this folder, if there is a git and it has an answer. It must not write
/// anything, or each build would change the repository, nor look into another repository that a
/// hook names.
fn git(args: &[&str]) -> Option<String> {
    let mut command = Command::new("git");
    command.arg("--no-optional-locks").args(args);
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"] {
        command.env_remove(name);
    }
    let output = command
        .output()
        .ok()
        .filter(|output| output.status.success())?;
    Some(String::from_utf8(output.stdout).ok()?.trim().to_owned())
}
