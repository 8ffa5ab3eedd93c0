//! What the course's git repository tells.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::Result;

use crate::exit;

/// The files below `root` that differ from a revision, with `/`, untracked ones included.
///
/// # Errors
/// There is no git (exit code 4), no repository or no such revision (exit code 2).
pub fn changed(root: &Path, revision: &str) -> Result<BTreeSet<String>> {
    let tracked = [
        "diff",
        "--name-only",
        // Of a file that was moved, the place where it is missing now counts as well.
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

/// The folder below its repository, with `/` at its end; empty for the repository itself and
/// where there is none.
pub fn folder_in_repository(root: &Path) -> String {
    match ask(root, &["rev-parse", "--show-prefix"]) {
        Ok(prefix) => prefix.trim_end_matches('\n').to_owned(),
        Err(_) => below_its_repository(root).unwrap_or_default(),
    }
}

/// The same without git, which may not be there, or refuse a folder of another user's, as in
/// containers.
fn below_its_repository(root: &Path) -> Option<String> {
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

enum Problem {
    NoGit(String),
    Refused(String),
}

impl Problem {
    fn at(&self, option: &str, root: &Path) -> anyhow::Error {
        match self {
            Self::NoGit(message) => exit::error(
                exit::MACHINE,
                format!("{option} needs git, which cannot be started: {message}"),
            ),
            Self::Refused(message) => {
                let shallow = ask(root, &["rev-parse", "--is-shallow-repository"]);
                let advice = if shallow.is_ok_and(|said| said.trim() == "true") {
                    " (this clone has only the newest commits: fetch that one too, or all, \
                         with `fetch-depth: 0` on GitHub and `GIT_DEPTH: 0` on GitLab)"
                } else {
                    ""
                };
                exit::error(exit::USAGE, format!("{option}: {message}{advice}"))
            }
        }
    }
}

fn ask(root: &Path, args: &[&str]) -> Result<String, Problem> {
    let mut git = Command::new("git");
    git.args(args).current_dir(root).stdin(Stdio::null());
    // Messages that can be repeated in ours, and no waiting for anybody.
    git.env("LC_ALL", "C").env("GIT_OPTIONAL_LOCKS", "0");
    let output = git
        .output()
        .map_err(|error| Problem::NoGit(error.to_string()))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        let said = String::from_utf8_lossy(&output.stderr);
        let first = said.lines().next().unwrap_or("git failed");
        Err(Problem::Refused(first.to_owned()))
    }
}
