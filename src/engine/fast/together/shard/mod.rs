//! One crate of several exercises, or of one as it is: built with as few compiles as can be.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::engine::check::{Checker, write_sealed};
use crate::engine::fast::together::candidate::Candidate;
use crate::engine::process::Cancel;
use crate::engine::rustc::{self, Target};
use crate::model::outcome::Ending;
use crate::model::shard::{self, MainPlace};
use crate::rust::Source;

mod compile;
mod messages;
mod run;

/// How often the files with errors are left out before we give up. The compiler finds errors of
/// names, of types and of borrows one after the other.
const ROUNDS: usize = 4;

/// Exercises in one crate.
pub struct Shard<'a> {
    checker: &'a Checker,
    files: Vec<File<'a>>,
    shape: Shape,
    /// Whether clippy's driver builds the programs while it lints.
    is_built_linted: bool,
    cancel: &'a Cancel,
}

/// An exercise's file in the crate.
struct File<'a> {
    candidate: &'a Candidate<'a>,
    /// The levels of lints that the file sets for itself, if its module sets them instead. With
    /// the file's text without them.
    levels: Option<(String, String)>,
}

/// What the crate's root is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// A text of ours, with a module for each file.
    Modules,
    /// A text of ours, with all that the only file has.
    Whole,
    /// The only file.
    File,
}

/// A crate of the shard.
#[derive(Debug, Clone, Copy)]
enum Root {
    /// With the `main`s that can be run there.
    Tests,
    /// The other `main`s.
    Mains,
}

/// What is built of a shard.
pub struct Programs {
    /// Removed when they have run.
    folder: PathBuf,
    /// Whose programs they are: places in the shard.
    members: Vec<usize>,
    tests: PathBuf,
    mains: PathBuf,
}

impl Root {
    fn name(self) -> &'static str {
        match self {
            Self::Tests => "tests",
            Self::Mains => "mains",
        }
    }

    /// The crate's source where it is a text of ours.
    fn file(self) -> String {
        format!("{}.rs", self.name())
    }
}

impl File<'_> {
    fn levels(&self) -> &str {
        self.levels.as_ref().map_or("", |(levels, _)| levels)
    }

    /// Whether the compiler means this file by a path.
    fn is_at(&self, path: &str) -> bool {
        let own = self.candidate.path();
        let sealed = self.candidate.sealed();
        own == path
            || shard::twin_path(own) == path
            || sealed.is_some_and(|sealed| sealed.has_file(own, path))
    }
}

impl<'a> Shard<'a> {
    /// Exercises that use the same crates, as modules of one crate. One of them may be such that
    /// it has to be the root itself.
    pub(super) fn of_modules(
        checker: &'a Checker,
        candidates: Vec<&'a Candidate<'a>>,
        cancel: &'a Cancel,
    ) -> Self {
        Self::new(checker, candidates, Shape::Modules, cancel)
    }

    /// One exercise as it is.
    pub(super) fn of_file(
        checker: &'a Checker,
        candidates: Vec<&'a Candidate<'a>>,
        cancel: &'a Cancel,
    ) -> Self {
        let with_main = |one: &&Candidate| {
            one.sealed().is_none()
                && one.runs_tests()
                && one.may_build_linted
                && one.main_place == Some(MainPlace::Tests)
                && !shard::reads_start(one.source())
        };
        let shape = if candidates.iter().all(with_main) {
            Shape::Whole
        } else {
            Shape::File
        };
        Self::new(checker, candidates, shape, cancel)
    }

    fn new(
        checker: &'a Checker,
        candidates: Vec<&'a Candidate<'a>>,
        shape: Shape,
        cancel: &'a Cancel,
    ) -> Self {
        let file = |candidate: &'a Candidate<'a>| {
            // What sets levels for a crate is only allowed at its very beginning.
            let levels = shard::split_levels(candidate.source());
            // Below the original's tests they stand in the module already.
            let levels = levels.filter(|_| shape != Shape::File && candidate.sealed().is_none());
            File { candidate, levels }
        };
        Self {
            checker,
            is_built_linted: candidates.iter().all(|one| one.may_build_linted),
            files: candidates.into_iter().map(file).collect(),
            shape,
            cancel,
        }
    }

    /// Builds the programs of those that nothing is said about. `None` if that does not work.
    pub fn build(&self) -> Option<Programs> {
        let first = self.files.first()?.candidate;
        first.plan.tools.toolchain.clippy.as_ref()?;
        let folder = self.checker.output("shard").ok()?;
        let shown = self.show_files(&folder).ok();
        let programs = shown.and_then(|()| self.build_in(&folder));
        if programs.is_none() {
            remove(&folder);
        }
        programs
    }

    fn build_in(&self, folder: &Path) -> Option<Programs> {
        let program = |root: Root| folder.join(root.name()).join("program");
        let members = self.clean_members(folder)?;
        if !self.is_built_linted {
            let outcome = self.compile(folder, Root::Tests, Target::Tests, &members)?;
            if outcome.ending != Ending::Exited(0) {
                return None;
            }
        }
        if !self.reads_members_only(&program(Root::Tests)) {
            return None;
        }
        let (apart, beside): (Vec<usize>, Vec<usize>) = members
            .into_iter()
            .partition(|member| self.runs_main_apart(*member));
        let mut members = beside;
        members.extend(self.build_mains(folder, apart));
        members.sort_unstable();
        Some(Programs {
            folder: folder.to_owned(),
            members,
            tests: program(Root::Tests),
            mains: program(Root::Mains),
        })
    }

    /// Whether an exercise's `main` is run by a program of its own beside that of tests.
    fn runs_main_apart(&self, member: usize) -> bool {
        let candidate = self.files[member].candidate;
        match self.shape {
            Shape::Modules => candidate.main_place == Some(MainPlace::Apart),
            // Without tests the first program of a file is that of `main`.
            Shape::File => candidate.runs_main() && candidate.runs_tests(),
            Shape::Whole => false,
        }
    }

    /// Whether a file is the root itself, with the others as modules.
    fn is_root(&self, member: usize) -> bool {
        self.shape == Shape::Modules && self.files[member].candidate.may_be_root
    }

    /// Makes the files visible under the paths that they have in the course, so that messages
    /// name them as always.
    fn show_files(&self, folder: &Path) -> io::Result<()> {
        let root = &self.checker.dir().root;
        let package = root.join(rustc::PACKAGE_FILE);
        if package.exists() {
            link(&package, &folder.join(rustc::PACKAGE_FILE))?;
        }
        for file in &self.files {
            if let Some(sealed) = file.candidate.sealed() {
                write_sealed(sealed, file.candidate.path(), folder)?;
                show_twin(folder, file.candidate, Some(&sealed.code))?;
                continue;
            }
            let path = file.candidate.path();
            let shown = folder.join(path);
            fs::create_dir_all(shown.parent().unwrap_or(folder))?;
            if let Some((_, rest)) = &file.levels {
                fs::write(shown, rest)?;
                let source = file.candidate.source();
                let rest = Source::new(rest.as_str(), source.edition());
                show_twin(
                    folder,
                    file.candidate,
                    shard::without_tests(&rest).as_deref(),
                )?;
            } else {
                link(&root.join(path), &shown)?;
                let text = shard::without_tests(file.candidate.source());
                show_twin(folder, file.candidate, text.as_deref())?;
            }
        }
        Ok(())
    }

    /// Those whose files the compiler and clippy have nothing to say about, and if clippy's
    /// driver builds, their program of tests. `None` if there are none.
    fn clean_members(&self, folder: &Path) -> Option<Vec<usize>> {
        let target = if self.is_built_linted {
            Target::Linted
        } else {
            Target::Lints
        };
        let mut members: Vec<usize> = (0..self.files.len()).collect();
        for _ in 0..ROUNDS {
            let outcome = self.compile(folder, Root::Tests, target, &members)?;
            let messages = self.messages(&outcome, Root::Tests, &members);
            let has_error = messages.iter().any(|message| message.is_error);
            if has_error == (outcome.ending == Ending::Exited(0)) {
                // It broke down.
                return None;
            }
            if messages.iter().any(|it| it.is_error && it.member.is_none()) {
                return None;
            }
            members.retain(|member| messages.iter().all(|it| it.member != Some(*member)));
            if members.is_empty() {
                return None;
            }
            if !has_error {
                return Some(members);
            }
        }
        None
    }

    /// Builds the program of `main`s, and returns whose it holds. One that only tests can do
    /// without ends the others, so its file is left out.
    fn build_mains(&self, folder: &Path, mut members: Vec<usize>) -> Vec<usize> {
        for _ in 0..2 {
            if members.is_empty() {
                break;
            }
            let outcome = self.compile(folder, Root::Mains, Target::QuietMain, &members);
            let Some(outcome) = outcome else {
                break;
            };
            let messages = self.messages(&outcome, Root::Mains, &members);
            // Lints are silent here, but for those that a grade is refused for.
            if outcome.ending == Ending::Exited(0) && messages.is_empty() {
                let program = folder.join(Root::Mains.name()).join("program");
                if self.reads_members_only(&program) {
                    return members;
                }
                break;
            }
            members.retain(|member| messages.iter().all(|it| it.member != Some(*member)));
        }
        Vec::new()
    }
}

/// Writes the file's text without tests, if its `main` needs that in a crate with others.
fn show_twin(folder: &Path, candidate: &Candidate, text: Option<&str>) -> io::Result<()> {
    let needs = candidate.main_place == Some(MainPlace::Twin);
    let Some(text) = text.filter(|_| needs) else {
        return Ok(());
    };
    let twin = folder.join(shard::twin_path(candidate.path()));
    fs::create_dir_all(twin.parent().unwrap_or(folder))?;
    fs::write(twin, text)
}

/// Removes a shard's folder.
fn remove(folder: &Path) {
    // What stays behind goes with the scratch folder.
    let _ = crate::engine::removal::remove_folder(folder);
}

#[cfg(unix)]
fn link(file: &Path, link: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(file, link)
}

#[cfg(not(unix))]
fn link(_file: &Path, _link: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}
