//! Asks git about the course's repository, which may be a learner's.
//!
//! Git starts programs that a repository's settings name: to notice changes, to convert files, to
//! verify signatures, to fetch what's missing. So we never ask it about the working tree. We ask
//! for objects with commands that start nothing, switch off what could still be started, and
//! compare the files ourselves.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Result;

use crate::engine::ordinary_file::{self, LONGEST_FILE, Links};
use crate::engine::process::{Cancel, Job, Runner, SystemRunner};
use crate::exit;
use crate::model::git_object::{self, EntryKind, TreeEntry};
use crate::model::limits::Limits;
use crate::model::outcome::Ending;

/// How long git may take for an answer. A pipe in a repository would hold it up for ever.
const PATIENCE: Duration = Duration::from_secs(20);

/// How many paths we ask about at once. A command line has a limit.
const AT_ONCE: usize = 200;

/// The settings with which git could start a program, or read more than we ask for.
const SETTINGS: [&str; 14] = [
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.attributesFile=/dev/null",
    "core.excludesFile=/dev/null",
    "core.pager=cat",
    "core.sshCommand=false",
    "core.gitProxy=false",
    "credential.helper=",
    "diff.external=false",
    "gpg.program=false",
    "log.showSignature=false",
    "protocol.allow=never",
    "safe.bareRepository=explicit",
    "submodule.recurse=false",
];

/// Variables for git.
const VARIABLES: [(&str, &str); 11] = [
    // English messages, which fit into ours, and no waiting for another git's locks.
    ("LC_ALL", "C"),
    ("GIT_OPTIONAL_LOCKS", "0"),
    // A missing object isn't fetched. Older versions of git only know the second variable.
    ("GIT_NO_LAZY_FETCH", "1"),
    ("GIT_ALLOW_PROTOCOL", "none"),
    ("GIT_TERMINAL_PROMPT", "0"),
    // No other object in the place of the one that we ask for.
    ("GIT_NO_REPLACE_OBJECTS", "1"),
    ("GIT_LITERAL_PATHSPECS", "1"),
    ("GIT_ATTR_NOSYSTEM", "1"),
    ("GIT_CONFIG_NOSYSTEM", "1"),
    ("GIT_CONFIG_GLOBAL", "/dev/null"),
    ("GIT_PAGER", "cat"),
];

/// Variables that would lead git to another repository, or to a program.
const UNWANTED: [&str; 14] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_COMMON_DIR",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
    "GIT_CONFIG_COUNT",
    "GIT_CONFIG_PARAMETERS",
    "GIT_EXTERNAL_DIFF",
    "GIT_SSH_COMMAND",
    "GIT_SSH",
    "GIT_ASKPASS",
];

/// Those of the files, given by their paths below `root`, that differ from a revision or that it
/// doesn't have. A file that is only in the revision differs too.
///
/// # Errors
/// Git is missing (exit code 4), or there's no repository or no such revision (exit code 2).
pub fn changed(root: &Path, revision: &str, paths: &[String]) -> Result<BTreeSet<String>> {
    let repository = Repository::around(root).ok_or_else(|| {
        let folder = root.display();
        let message = format!("--changed: {folder} is not in a git repository");
        exit::error(exit::USAGE, message)
    })?;
    let entries = repository.entries(revision, paths);
    let entries = entries.map_err(|problem| problem.at(&repository, revision))?;
    let prefix = &repository.prefix;
    let has_changed = |path: &&String| {
        let whole = format!("{prefix}{path}");
        let entry = entries.iter().find(|entry| entry.path == whole);
        differs(&root.join(path), entry)
    };
    Ok(paths.iter().filter(has_changed).cloned().collect())
}

/// Whether a file isn't what a revision has in its place.
fn differs(file: &Path, entry: Option<&TreeEntry>) -> bool {
    let Ok(found) = fs::symlink_metadata(file) else {
        return entry.is_some();
    };
    let Some(entry) = entry else {
        return true;
    };
    let content = match entry.kind {
        EntryKind::File => ordinary_file::read(file, Links::Refuse, LONGEST_FILE).ok(),
        EntryKind::Link if found.is_symlink() => fs::read_link(file)
            .ok()
            .map(|to| to.into_os_string().into_encoded_bytes()),
        EntryKind::Link | EntryKind::Other => None,
    };
    content.is_none_or(|content| !git_object::is_content(&entry.id, &content))
}

/// The folder's path inside its repository, ending in `/`. Empty for the repository's own
/// folder, and outside a repository. This doesn't need git.
pub fn folder_in_repository(root: &Path) -> String {
    Repository::around(root).map_or_else(String::new, |repository| repository.prefix)
}

/// When the current commit was made, in seconds since 1970.
pub fn commit_time(root: &Path) -> Option<i64> {
    let commit = Repository::around(root)?.ask(&["cat-file", "commit", "HEAD"]);
    git_object::commit_time(&commit.ok()?)
}

/// Whether a repository has files of its own in a folder. If git can't say, we assume so.
pub fn has_files_in(folder: &Path) -> bool {
    let Some(repository) = Repository::around(folder) else {
        return false;
    };
    // This reads the index, and no more than that: with `core.fsmonitor` switched off, git starts
    // nothing for it.
    let listed = repository.ask(&["ls-files", "--cached", "-z", "--", "."]);
    listed.map_or(true, |names| !names.is_empty())
}

/// The folder of the checkout that a folder belongs to: the outermost one with a `.git`, since a
/// learner may have put another one below it. Outside a checkout, the folder itself.
pub fn checkout(folder: &Path) -> PathBuf {
    let folder = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    let outermost = folder.ancestors().filter(|above| is_top(above)).last();
    outermost.unwrap_or(&folder).to_owned()
}

fn is_top(folder: &Path) -> bool {
    folder.join(".git").exists()
}

/// A repository with a working tree.
struct Repository {
    /// The folder that we ask about.
    folder: PathBuf,
    /// The path from its own folder to the one that we ask about, ending in `/` unless it's empty.
    prefix: String,
}

enum GitError {
    /// Git can't be started; the system's reason.
    NotStarted(String),
    /// Git failed; the first line of its message.
    Failed(String),
    /// Git didn't come to an end.
    Stuck,
}

impl Repository {
    fn around(asked: &Path) -> Option<Self> {
        let folder = fs::canonicalize(asked).ok()?;
        let ceilings = std::env::var_os("GIT_CEILING_DIRECTORIES").unwrap_or_default();
        let ceilings: Vec<PathBuf> = std::env::split_paths(&ceilings)
            .filter_map(|ceiling| fs::canonicalize(ceiling).ok())
            .collect();
        let mut above = folder.ancestors();
        let top = above.find(|top| is_top(top) || ceilings.iter().any(|it| it == top))?;
        if !is_top(top) {
            return None;
        }
        let parts = folder.strip_prefix(top).ok()?.components();
        let parts = parts.map(|part| part.as_os_str().to_string_lossy().into_owned() + "/");
        Some(Self {
            folder: asked.to_owned(),
            prefix: parts.collect(),
        })
    }

    /// What a revision has at these paths below our folder.
    fn entries(&self, revision: &str, paths: &[String]) -> Result<Vec<TreeEntry>, GitError> {
        let revision = format!("{revision}^{{tree}}");
        let resolve = ["rev-parse", "--verify", "--quiet", "--end-of-options"];
        let tree = self.ask(&[&resolve[..], &[&revision]].concat())?;
        let list = ["ls-tree", "-z", "--full-tree", tree.trim(), "--"];
        let mut entries = Vec::new();
        for paths in paths.chunks(AT_ONCE) {
            let paths: Vec<String> = paths
                .iter()
                .map(|path| format!("{}{path}", self.prefix))
                .collect();
            let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
            let listed = self.ask(&[&list[..], &paths].concat())?;
            entries.extend(git_object::read_tree(&listed));
        }
        Ok(entries)
    }

    fn ask(&self, args: &[&str]) -> Result<String, GitError> {
        // We name the repository, since git would take any folder that looks like one for it, even
        // without a `.git`.
        let up = "../".repeat(self.prefix.matches('/').count());
        let mut all: Vec<OsString> = vec!["--no-pager".into()];
        all.push(format!("--git-dir={up}.git").into());
        all.push(format!("--work-tree={up}.").into());
        for setting in SETTINGS {
            all.extend(["-c".into(), setting.into()]);
        }
        all.extend(args.iter().map(Into::into));
        let unwanted = UNWANTED.map(|name| (name.into(), None));
        let variables = VARIABLES.map(|(name, value)| (name.into(), Some(value.into())));
        let job = Job {
            program: "git".into(),
            args: all,
            waiting_args: Vec::new(),
            cwd: self.folder.clone(),
            env: unwanted.into_iter().chain(variables).collect(),
            limits: Limits {
                time: PATIENCE,
                ..Limits::compiler()
            },
            yields: false,
            in_order: false,
            input: String::new(),
            sandbox: None,
        };
        let outcome = SystemRunner::new().and_then(|runner| runner.run(&job, &Cancel::default()));
        let outcome = outcome.map_err(|error| GitError::NotStarted(error.to_string()))?;
        match outcome.ending {
            Ending::Exited(0) if outcome.stdout.dropped == 0 => Ok(outcome.stdout.text()),
            Ending::Exited(_) => {
                let stderr = outcome.stderr.text();
                Err(GitError::Failed(
                    stderr.lines().next().unwrap_or_default().to_owned(),
                ))
            }
            _ => Err(GitError::Stuck),
        }
    }
}

impl GitError {
    fn at(&self, repository: &Repository, revision: &str) -> anyhow::Error {
        match self {
            Self::NotStarted(message) => exit::error(
                exit::MACHINE,
                format!("--changed needs git, which can't be started: {message}"),
            ),
            Self::Stuck => exit::error(
                exit::USAGE,
                format!(
                    "--changed: git had to be stopped, since it hadn't answered after {} s",
                    PATIENCE.as_secs()
                ),
            ),
            Self::Failed(message) => {
                let shallow = repository.ask(&["rev-parse", "--is-shallow-repository"]);
                let advice = if shallow.is_ok_and(|said| said.trim() == "true") {
                    " (this clone has only the newest commits: fetch that one too, or fetch all, \
                         with `fetch-depth: 0` on GitHub and `GIT_DEPTH: 0` on GitLab)"
                } else {
                    ""
                };
                // Git says nothing if all is well but for the revision.
                let message = if message.is_empty() {
                    format!("git has no revision {revision:?}")
                } else {
                    message.clone()
                };
                exit::error(exit::USAGE, format!("--changed: {message}{advice}"))
            }
        }
    }
}
