//! A learner's code under the original's tests: where it is built, and what its tests left.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::engine::check::Checker;
use crate::engine::check::build::Build;
use crate::engine::check::subject::Subject;
use crate::engine::course_dir::STATE_FOLDER;
use crate::engine::ordinary_file;
use crate::engine::process::{Cancel, Job};
use crate::engine::rustc::{self, Target};
use crate::grading::sealed::SealedProgram;
use crate::model::libtest::{self, TestRun};
use crate::model::main_test::reads_files;
use crate::model::outcome::{Ending, Outcome};

impl Checker {
    /// Writes the files that are compiled. If the learner's code asks for files, shows the compiler
    /// the original's files around it.
    pub(super) fn lay_out(
        &self,
        subject: &Subject,
        sealed: &SealedProgram,
        output: &Path,
    ) -> Result<(), String> {
        let path = &subject.path;
        let lay_out = || {
            write_sealed(sealed, path, output)?;
            if reads_files(subject.source()) {
                mirror(&self.dir.root, output, Path::new(path))?;
            }
            Ok(())
        };
        lay_out().map_err(|error: io::Error| format!("{path} could not be laid out: {error}"))
    }

    /// Runs each sealed test alone, in a process that finds a word of its own on its standard
    /// input. Only a test that prints this word at its end has passed. Stops at the first that
    /// doesn't come to an end. `path` is that of the learner's file, and `module` the beginning of
    /// all names in a program of several exercises.
    pub(in crate::engine) fn run_sealed(
        &self,
        sealed: &SealedProgram,
        path: &str,
        module: &str,
        folder: &Path,
        job: &Job,
        cancel: &Cancel,
    ) -> Result<(Outcome, TestRun), String> {
        let mut all = TestRun {
            complete: true,
            ..TestRun::default()
        };
        let mut whole = Outcome::silence();
        let started = Instant::now();
        for test in &sealed.tests {
            let word = word()?;
            let mut job = job.clone();
            let name = format!("{module}{}", test.harness_name);
            job.args.extend(["--exact".into(), name.into()]);
            job.limits.time = job.limits.time.saturating_sub(started.elapsed());
            job.input.clone_from(&word);
            let mut run = self.run_in(folder, job, cancel)?;
            let is_marked = take_mark(&mut run, &word);
            let say = |text: &str| sealed.in_learners_words(path, &without(module, text));
            let mut result = libtest::parse(&say(&run.stdout.text()));
            // It may have printed what looks like others' results.
            result.tests.retain(|it| it.name == test.name);
            let proven = is_marked.then(|| test.name.clone());
            let result = result.believed(proven.as_slice());
            all.tests.extend(result.tests);
            all.complete &= result.complete;
            all.unfinished = all.unfinished.or(result.unfinished);
            whole.add(run, say);
            if !all.complete || !matches!(whole.ending, Ending::Exited(_)) {
                break;
            }
        }
        Ok((whole, all))
    }

    /// The files that the compilers read and that are neither the exercise nor the original's:
    /// they may hold anything. None if the file itself is compiled.
    pub(super) fn foreign_files(&self, build: &Build) -> Vec<String> {
        let is_laid_out = build.plan.subject.graded.sealed.is_some();
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
        let root = &self.dir.root;
        let below = |folder: &Path| fs::canonicalize(folder).is_ok_and(|it| file.starts_with(it));
        let is_secret = || SECRET.iter().any(|name| below(&root.join(name)));
        let mut handed_in = self.grading.hand_ins_in_course.iter();
        let mut is_handed_in = || handed_in.any(|folder| file.starts_with(folder));
        below(output) || (below(root) && !is_secret() && !below(learners) && !is_handed_in())
    }
}

/// Writes the files that are compiled. The learner's has the path that it has in the course.
///
/// # Errors
/// One of them can't be written, or there is something in its place.
pub(in crate::engine) fn write_sealed(
    sealed: &SealedProgram,
    path: &str,
    output: &Path,
) -> io::Result<()> {
    let file = output.join(path);
    let folder = file.parent().unwrap_or(output);
    let beside = |suffix: &str| output.join(format!("{path}{suffix}"));
    fs::create_dir_all(folder)?;
    write_new(&file, &sealed.code)?;
    if let Some(root) = &sealed.root {
        write_new(&output.join(sealed.root_path(path)), &root.text())?;
    }
    for tests in &sealed.test_files {
        fs::create_dir_all(folder.join(&tests.from))?;
        write_new(&beside(&tests.suffix), &tests.text)?;
    }
    Ok(())
}

/// A text without the module that all names begin with.
fn without(module: &str, text: &str) -> String {
    if module.is_empty() {
        text.to_owned()
    } else {
        text.replace(module, "")
    }
}

/// A word that nobody can guess.
pub(super) fn word() -> Result<String, String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| format!("no random number: {error}"))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Takes the line with the word out of what a test printed. Returns whether there was one.
pub(super) fn take_mark(run: &mut Outcome, word: &str) -> bool {
    let line = format!("\n{word}\n");
    let is_marked = run.stdout.text().contains(&line);
    run.stdout.change(|text| text.replacen(&line, "", 1));
    is_marked
}

/// Writes a file that isn't there yet: a link to one of the original's files must not be followed.
fn write_new(path: &Path, text: &str) -> io::Result<()> {
    let mut file = File::options().write(true).create_new(true).open(path)?;
    file.write_all(text.as_bytes())
}

/// What no learner's code may read of the original course's folder.
const SECRET: [&str; 2] = [STATE_FOLDER, "solutions"];

/// Folders that we make ourselves, in the course or among what is compiled.
const OURS: [&str; 8] = [
    STATE_FOLDER,
    "solutions",
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
