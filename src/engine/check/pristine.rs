//! A learner's code under the original's tests: where it is built, and what its tests left.

use std::fs;
use std::hash::{BuildHasher, RandomState};
use std::io;
use std::path::{Path, PathBuf};

use crate::engine::check::Checker;
use crate::engine::check::work::Work;
use crate::engine::course_dir::STATE_FOLDER;
use crate::engine::process::{Cancel, Job};
use crate::engine::rustc::{self, Target};
use crate::grading::compose::{self, LEFT, VARIABLE};
use crate::model::main_test::reads_files;
use crate::model::outcome::Outcome;

impl Checker {
    /// Writes the text that is compiled, under the path that it has in the course, and shows
    /// the compiler the original's files around it where it asks for any.
    pub(super) fn lay_out(&self, work: &Work, output: &Path) -> Result<(), String> {
        let cannot = |error: io::Error| format!("{} cannot be laid out: {error}", work.path);
        let file = output.join(&work.path);
        let folder = file.parent().unwrap_or(output);
        fs::create_dir_all(folder).map_err(cannot)?;
        fs::write(&file, &work.source).map_err(cannot)?;
        match reads_files(&work.read()) {
            true => mirror(&self.dir.root, output, Path::new(&work.path)).map_err(cannot),
            false => Ok(()),
        }
    }

    /// Runs the program of the tests, and says which of them ended as they should.
    pub(super) fn run_sealed(
        &self,
        work: &Work,
        folder: &Path,
        mut job: Job,
        cancel: &Cancel,
    ) -> Result<(Outcome, Vec<String>), String> {
        let marks: Vec<String> = marks(work.sealed_tests.len());
        let file = folder.join("seal");
        let write = || {
            fs::create_dir_all(folder)?;
            fs::write(&file, compose::marks_file(&marks))
        };
        write().map_err(|error| format!("{} cannot be written: {error}", file.display()))?;
        job.args.push("--exact".into());
        job.args.extend(work.sealed_tests.iter().map(Into::into));
        job.env.push((VARIABLE.into(), Some((&file).into())));
        let run = self.run_in(folder, job, cancel)?;
        let left = fs::read_to_string(file.with_extension(LEFT)).unwrap_or_default();
        let sealed = compose::sealed(&work.sealed_tests, &marks, &left);
        Ok((run, sealed.into_iter().map(str::to_owned).collect()))
    }

    /// What is in the course's folder but solutions and what lies beside other exercises'
    /// programs while they run.
    pub(super) fn without_secrets(&self) -> Vec<PathBuf> {
        let root = &self.dir.root;
        let secret = [STATE_FOLDER, "solutions", ".git"];
        let entries = fs::read_dir(root).into_iter().flatten().flatten();
        let entries = entries.filter(|entry| {
            let name = entry.file_name();
            !secret.iter().any(|secret| name.to_str() == Some(*secret))
        });
        let crates = root.join(STATE_FOLDER).join("crates");
        entries.map(|entry| entry.path()).chain([crates]).collect()
    }

    /// The files that the compilers read and that are neither the exercise nor the original's:
    /// they may hold anything.
    pub(super) fn foreign_files(&self, work: &Work) -> Vec<String> {
        let (Some(output), Some(learners)) = (&work.output, &self.grading.sources) else {
            return Vec::new();
        };
        let targets = [work.first_target(), Target::QuietMain, Target::Lints];
        let lists = targets.map(|target| rustc::inputs_file(&work.program(target)));
        let lists = lists
            .iter()
            .filter_map(|list| fs::read_to_string(list).ok());
        let mut files: Vec<String> = lists.flat_map(|list| rustc::files_read(&list)).collect();
        files.sort();
        files.dedup();
        files.retain(|file| {
            let real = fs::canonicalize(output.join(file));
            !real.is_ok_and(|file| self.is_of_original(&file, output, learners))
        });
        files
            .iter()
            .map(|file| format!("the file {file}"))
            .collect()
    }

    fn is_of_original(&self, file: &Path, output: &Path, learners: &Path) -> bool {
        let below = |folder: &Path| fs::canonicalize(folder).is_ok_and(|it| file.starts_with(it));
        below(output) || (below(&self.dir.root) && !below(learners))
    }
}

/// Words that nobody can guess, one for each test.
fn marks(count: usize) -> Vec<String> {
    let secret = RandomState::new();
    let mark = |n| {
        let halves = [0, 1].map(|half| secret.hash_one((n, half)));
        format!("{:016x}{:016x}", halves[0], halves[1])
    };
    (0..count).map(mark).collect()
}

/// What this program makes in both folders.
const OURS: [&str; 7] = [
    STATE_FOLDER,
    ".git",
    "target",
    "tests",
    "main",
    "lints",
    "wasm",
];

/// Shows the entries of all folders that lead to a file below `folder` too, but the file.
fn mirror(root: &Path, folder: &Path, file: &Path) -> io::Result<()> {
    let levels = file.ancestors().skip(1);
    for level in levels {
        for entry in fs::read_dir(root.join(level))
            .into_iter()
            .flatten()
            .flatten()
        {
            let to: PathBuf = folder.join(level).join(entry.file_name());
            let is_ours = level.as_os_str().is_empty()
                && OURS
                    .iter()
                    .any(|ours| entry.file_name().to_str() == Some(*ours));
            if !is_ours && !to.exists() {
                show(&entry.path(), &to)?;
            }
        }
    }
    Ok(())
}

#[cfg(unix)]
fn show(from: &Path, to: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(from, to)
}

#[cfg(not(unix))]
fn show(from: &Path, to: &Path) -> io::Result<()> {
    if !from.is_dir() {
        return fs::copy(from, to).map(|_| ());
    }
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        show(&entry.path(), &to.join(entry.file_name()))?;
    }
    Ok(())
}
