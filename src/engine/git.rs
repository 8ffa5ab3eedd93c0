//! Asks git about the course's repository.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::Result;

use crate::exit;

/// The files below `root` that differ from a revision, including untracked ones. Paths use `/`.
///
/// # Errors
/// Git is missing (exit code 4), or there's no repository or no such revision (exit code 2).
pub fn changed(root: &Path, revision: &str) -> Result<BTreeSet<String>> {
    let tracked = [
        "diff",
        "--name-only",
        // The old path of a moved file counts too.
        "--no-renames",
        "-z",
        "--relative",
        "--no-ext-diff",
        "--end-of-options",
    ];
    let diff = [&tracked[..], &[revision, "--"]].concat();
    let untracked = ["ls-files", "-z", "--others", "--exclude-standard"];
    let mut files = BTreeSet::new();
    for args in [&diff[..], &untracked] {
        let listed = ask(root, args).map_err(|problem| problem.at("--changed", root))?;
        let names = listed.split('\0').filter(|name| !name.is_empty());
        files.extend(names.map(str::to_owned));
    }
    Ok(files)
}

/// The folder's path inside its repository, ending in `/`. Empty for the repository's own
/// folder, and outside a repository.
pub fn folder_in_repository(root: &Path) -> String {
    match ask(root, &["rev-parse", "--show-prefix"]) {
        Ok(prefix) => prefix.trim_end_matches('\n').to_owned(),
        Err(_) => find_in_repository(root).unwrap_or_default(),
    }
}

/// The same without git, which may be missing, or may refuse another user's folder (as in
/// containers).
fn find_in_repository(root: &Path) -> Option<String> {
    let root = fs::canonicalize(root).ok()?;
    let top = root
        .ancestors()
        .find(|folder| folder.join(".git").exists())?;
    let parts = root.strip_prefix(top).ok()?.components();
    let parts = parts.map(|part| part.as_os_str().to_string_lossy().into_owned() + "/");
    Some(parts.collect())
}

/// When the current commit was made, in seconds since 1970.
pub fn commit_time(root: &Path) -> Option<i64> {
    let time = ask(root, &["show", "--no-patch", "--format=%ct", "HEAD"]).ok()?;
    time.trim().parse().ok()
}

enum GitError {
    /// Git can't be started; the system's reason.
    NotStarted(String),
    /// Git failed; the first line of its message.
    Failed(String),
}

impl GitError {
    fn at(&self, option: &str, root: &Path) -> anyhow::Error {
        match self {
            Self::NotStarted(message) => exit::error(
                exit::MACHINE,
                format!("{option} needs git, which can't be started: {message}"),
            ),
            Self::Failed(message) => {
                let shallow = ask(root, &["rev-parse", "--is-shallow-repository"]);
                let advice = if shallow.is_ok_and(|said| said.trim() == "true") {
                    " (this clone has only the newest commits: fetch that one too, or fetch all, \
                         with `fetch-depth: 0` on GitHub and `GIT_DEPTH: 0` on GitLab)"
                } else {
                    ""
                };
                exit::error(exit::USAGE, format!("{option}: {message}{advice}"))
            }
        }
    }
}

fn ask(root: &Path, args: &[&str]) -> Result<String, GitError> {
    let mut git = Command::new("git");
    git.args(args).current_dir(root).stdin(Stdio::null());
    // English messages, which fit into ours, and no waiting for another git's locks.
    git.env("LC_ALL", "C").env("GIT_OPTIONAL_LOCKS", "0");
    let output = git
        .output()
        .map_err(|error| GitError::NotStarted(error.to_string()))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        let stderr = String::from_utf8_lossy(&output.stderr);
        let first = stderr.lines().next().unwrap_or("git failed");
        Err(GitError::Failed(first.to_owned()))
    }
}
