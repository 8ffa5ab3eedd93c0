//! A learner's code under the original's tests: where it is built, and what its tests left.

use std::fs;
use std::hash::{BuildHasher, RandomState};
use std::io;
use std::path::{Path, PathBuf};

use crate::engine::check::Checker;
use crate::engine::check::build::Build;
use crate::engine::check::subject::Subject;
use crate::engine::course_dir::STATE_FOLDER;
use crate::engine::ordinary_file::{self};
use crate::engine::process::{Cancel, Job};
use crate::engine::rustc::{self, Target};
use crate::grading::compose::{self, LEFT, VARIABLE};
use crate::model::main_test::reads_files;
use crate::model::outcome::Outcome;

impl Checker {
    /// Writes the text that is compiled, under the path that it has in the course. If it asks for
    /// files, shows the compiler the original's files around it.
    pub(super) fn lay_out(&self, subject: &Subject, output: &Path) -> Result<(), String> {
        let (path, source) = (&subject.path, subject.source());
        let write = || {
            let file = output.join(path);
            fs::create_dir_all(file.parent().unwrap_or(output))?;
            fs::write(&file, source.text())?;
            if reads_files(source) {
                mirror(&self.dir.root, output, Path::new(path))?;
            }
            Ok(())
        };
        write().map_err(|error: io::Error| format!("{path} could not be laid out: {error}"))
    }

    /// Runs the program of the tests with `tests` alone, and returns those that left their mark,
    /// which means that they ended as they should.
    pub(super) fn run_sealed(
        &self,
        tests: &[String],
        folder: &Path,
        mut job: Job,
        cancel: &Cancel,
    ) -> Result<(Outcome, Vec<String>), String> {
        let marks: Vec<String> = marks(tests.len());
        let file = folder.join("seal");
        let write = || {
            fs::create_dir_all(folder)?;
            fs::write(&file, compose::marks_file(&marks))
        };
        write().map_err(|error| format!("{} could not be written: {error}", file.display()))?;
        job.args.push("--exact".into());
        job.args.extend(tests.iter().map(Into::into));
        job.env.push((VARIABLE.into(), Some((&file).into())));
        let run = self.run_in(folder, job, cancel)?;
        let left = ordinary_file::read_own_text(file.with_extension(LEFT)).unwrap_or_default();
        let sealed = compose::tests_with_marks(tests, &marks, &left);
        Ok((run, sealed.into_iter().map(str::to_owned).collect()))
    }

    /// The files that the compilers read and that are neither the exercise nor the original's:
    /// they may hold anything. None if the file itself is compiled.
    pub(super) fn foreign_files(&self, build: &Build) -> Vec<String> {
        let is_laid_out = build.plan.subject.graded.sealed_tests.is_some();
        let Some(learners) = self.grading.sources.as_ref().filter(|_| is_laid_out) else {
            return Vec::new();
        };
        let targets = [build.plan.first_target(), Target::QuietMain, Target::Lints];
        let lists = targets.map(|target| rustc::inputs_file(&build.program(target)));
        let lists = lists
            .iter()
            .filter_map(|list| ordinary_file::read_own_text(list).ok());
        let mut files: Vec<String> = lists.flat_map(|list| rustc::files_read(&list)).collect();
        files.sort();
        files.dedup();
        files.retain(|file| {
            let real = fs::canonicalize(build.output.join(file));
            !real.is_ok_and(|file| self.is_of_original(&file, &build.output, learners))
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

/// Marks that nobody can guess, one for each test.
fn marks(count: usize) -> Vec<String> {
    let secret = RandomState::new();
    let mark = |n| {
        let halves = [0, 1].map(|half| secret.hash_one((n, half)));
        format!("{:016x}{:016x}", halves[0], halves[1])
    };
    (0..count).map(mark).collect()
}

/// Folders that we make ourselves, in the course or among what is compiled.
const OURS: [&str; 7] = [
    STATE_FOLDER,
    ".git",
    "target",
    "tests",
    "main",
    "lints",
    "wasm",
];

/// Links everything that lies beside `file` or beside one of its folders into the same place
/// below `folder`.
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
