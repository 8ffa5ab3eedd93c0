//! What the course's git repository tells.

use std::collections::BTreeSet;
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
        "-z",
        "--relative",
        "--no-ext-diff",
        "--end-of-options",
    ];
    let diff = [&tracked[..], &[revision, "--"]].concat();
    let untracked = ["ls-files", "-z", "--others", "--exclude-standard"];
    let mut files = BTreeSet::new();
    for args in [&diff[..], &untracked] {
        let listed = ask(root, args).map_err(|problem| problem.at("--changed"))?;
        let names = listed.split('\0').filter(|name| !name.is_empty());
        files.extend(names.map(str::to_owned));
    }
    Ok(files)
}

/// The folder below its repository, with `/` at its end; empty for the repository itself and
/// where there is none.
pub fn folder_in_repository(root: &Path) -> String {
    let prefix = ask(root, &["rev-parse", "--show-prefix"]).unwrap_or_default();
    prefix.trim_end_matches('\n').to_owned()
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
    fn at(&self, option: &str) -> anyhow::Error {
        match self {
            Self::NoGit(message) => exit::error(
                exit::MACHINE,
                format!("{option} needs git, which cannot be started: {message}"),
            ),
            Self::Refused(message) => exit::error(exit::USAGE, format!("{option}: {message}")),
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
    match output.status.success() {
        true => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
        false => {
            let said = String::from_utf8_lossy(&output.stderr);
            let first = said.lines().next().unwrap_or("git failed");
            Err(Problem::Refused(first.to_owned()))
        }
    }
}
