//! One crate of several exercises, or of one as it is: built with as few compiles as can be.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::engine::check::{Checker, Work};
use crate::engine::process::Cancel;
use crate::engine::rustc::{self, Compile, Target};
use crate::model::diagnostic::{Diagnostic, Level, Span};
use crate::model::outcome::{Ending, Outcome};
use crate::model::rustc_json;
use crate::model::shard::{self, MainPlace, Member};
use crate::rust::{Edition, Outline, Source};

mod run;

/// How often the files with errors are left out before it is given up. The compiler finds
/// errors of names, of types and of borrows one after the other.
const ROUNDS: usize = 4;

/// With fewer files, reading about all the crates in the library takes longer than making the
/// code once more.
const FEWEST_FOR_LIBRARY: usize = 8;

/// Exercises in one crate.
pub struct Shard<'a> {
    checker: &'a Checker,
    works: Vec<&'a Work<'a>>,
    shape: Shape,
    /// Whether clippy's driver builds the programs while it lints.
    is_built_linted: bool,
    /// The levels of lints that each file sets for itself; the modules set them instead.
    levels: Vec<String>,
    cancel: &'a Cancel,
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
    /// Goes when they have run.
    folder: PathBuf,
    /// Whose they are.
    members: Vec<usize>,
    tests: PathBuf,
    mains: PathBuf,
}

/// What matters of a diagnostic.
struct Said {
    /// The exercise that it is about.
    of: Option<usize>,
    is_error: bool,
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

impl<'a> Shard<'a> {
    /// Exercises that use the same crates, as modules of one. One of them may be such that it
    /// has to be the root itself.
    pub(super) fn of_modules(
        checker: &'a Checker,
        works: Vec<&'a Work<'a>>,
        cancel: &'a Cancel,
    ) -> Self {
        Self::new(checker, works, Shape::Modules, cancel)
    }

    /// One exercise as it is.
    pub(super) fn of_file(
        checker: &'a Checker,
        works: Vec<&'a Work<'a>>,
        cancel: &'a Cancel,
    ) -> Self {
        let with_main = |work: &&Work| {
            work.runs_tests
                && work.may_build_linted
                && work.main_place == Some(MainPlace::Tests)
                && !shard::reads_start(&work.read())
        };
        let shape = match works.iter().all(with_main) {
            true => Shape::Whole,
            false => Shape::File,
        };
        Self::new(checker, works, shape, cancel)
    }

    fn new(
        checker: &'a Checker,
        works: Vec<&'a Work<'a>>,
        shape: Shape,
        cancel: &'a Cancel,
    ) -> Self {
        Self {
            checker,
            is_built_linted: works.iter().all(|work| work.may_build_linted),
            levels: vec![String::new(); works.len()],
            works,
            shape,
            cancel,
        }
    }

    /// Builds the programs of those that nothing is said about. `None` if that does not work.
    pub fn build(&mut self) -> Option<Programs> {
        self.works.first()?.toolchain.clippy.as_ref()?;
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
        let work = self.works[member];
        match self.shape {
            Shape::Modules => work.main_place == Some(MainPlace::Apart),
            // Without tests the first program of a file is that of `main`.
            Shape::File => work.runs_main && work.runs_tests,
            Shape::Whole => false,
        }
    }

    /// Makes the files visible under the paths that they have in the course, so that messages
    /// name them as always.
    fn show_files(&mut self, folder: &Path) -> io::Result<()> {
        let root = &self.checker.dir().root;
        let package = root.join(rustc::PACKAGE_FILE);
        if package.exists() {
            link(&package, &folder.join(rustc::PACKAGE_FILE))?;
        }
        for (work, levels) in self.works.iter().zip(&mut self.levels) {
            let shown = folder.join(&work.path);
            fs::create_dir_all(shown.parent().unwrap_or(folder))?;
            let split = shard::split_levels(&work.read());
            match split.filter(|_| self.shape != Shape::File) {
                // What sets levels for a crate is only allowed at its very beginning.
                Some((found, rest)) => {
                    fs::write(shown, &rest)?;
                    *levels = found;
                    show_twin(folder, work, &rest)?;
                }
                None => {
                    link(&root.join(&work.path), &shown)?;
                    show_twin(folder, work, &work.source)?;
                }
            }
        }
        Ok(())
    }

    /// Those whose files the compiler and clippy have nothing to say about, and if clippy's
    /// driver builds, their program of tests. `None` if there are none.
    fn clean_members(&self, folder: &Path) -> Option<Vec<usize>> {
        let target = match self.is_built_linted {
            true => Target::Linted,
            false => Target::Lints,
        };
        let mut members: Vec<usize> = (0..self.works.len()).collect();
        for _ in 0..ROUNDS {
            let outcome = self.compile(folder, Root::Tests, target, &members)?;
            let said = self.said(&outcome, Root::Tests, &members);
            let has_error = said.iter().any(|said| said.is_error);
            if has_error == (outcome.ending == Ending::Exited(0)) {
                // It broke down.
                return None;
            }
            let is_nobodys = |said: &Said| said.is_error && said.of.is_none();
            if said.iter().any(is_nobodys) {
                return None;
            }
            let named: BTreeSet<usize> = said.iter().filter_map(|said| said.of).collect();
            members.retain(|member| !named.contains(member));
            if members.is_empty() {
                return None;
            }
            if !has_error {
                return Some(members);
            }
        }
        None
    }

    /// The exercise that a diagnostic is about: its file is named, or the line of the root
    /// that is about it. `members` are those of the root, in which each has a line.
    fn member_of(&self, diagnostic: &Diagnostic, root: Root, members: &[usize]) -> Option<usize> {
        let primary = diagnostic.primary_span().into_iter();
        let mut spans = primary.chain(&diagnostic.spans);
        let by_file = |span: &Span| {
            let mut works = self.works.iter();
            works.position(|work| is_of(work, &span.file_name))
        };
        let by_line = |span: &Span| {
            let line = (span.file_name == root.file()).then_some(span.line_start)?;
            members.get(line.checked_sub(1)?).copied()
        };
        spans
            .clone()
            .find_map(by_file)
            .or_else(|| spans.find_map(by_line))
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
            if outcome.ending == Ending::Exited(0) {
                let program = folder.join(Root::Mains.name()).join("program");
                let is_known = self.reads_members_only(&program);
                return if is_known { members } else { Vec::new() };
            }
            let said = self.said(&outcome, Root::Mains, &members);
            members.retain(|member| !said.iter().any(|said| said.of == Some(*member)));
        }
        Vec::new()
    }

    /// What the compiler said, and about whom. What it warns of in a file without its tests
    /// means nothing: it is said of the whole file, unless the tests are right to be there.
    fn said(&self, outcome: &Outcome, root: Root, members: &[usize]) -> Vec<Said> {
        let said = rustc_json::parse(&outcome.stderr.text()).diagnostics;
        let counts = |diagnostic: &&Diagnostic| {
            let place = diagnostic.primary_span();
            let is_twin = |span: &Span| shard::is_twin(&span.file_name);
            diagnostic.level == Level::Error || !place.is_some_and(is_twin)
        };
        let said = said.iter().filter(counts).map(|diagnostic| Said {
            of: self.member_of(diagnostic, root, members),
            is_error: diagnostic.level == Level::Error,
        });
        said.collect()
    }

    /// Whether the compiler read the exercises and nothing else: a macro may read files too,
    /// and which exercise depends on them is not known.
    fn reads_members_only(&self, program: &Path) -> bool {
        let list = fs::read_to_string(rustc::inputs_file(program));
        let by_cargo = self.works.iter().any(|work| work.crates.is_some());
        let files = list
            .ok()
            .and_then(|list| rustc::read_inputs(&list, by_cargo));
        let roots = [Root::Tests, Root::Mains].map(Root::file);
        let is_known = |file: &String| {
            roots.contains(file)
                || self.works.iter().any(|work| is_of(work, file))
                || file == rustc::PACKAGE_FILE
                // Clippy's driver lists what it was told, with its whole path.
                || rustc::CLIPPY_FILES.iter().any(|name| Path::new(file).ends_with(name))
        };
        files.is_some_and(|files| files.iter().all(is_known))
    }

    fn compile(
        &self,
        folder: &Path,
        root: Root,
        target: Target,
        members: &[usize],
    ) -> Option<Outcome> {
        let first = self.works[members[0]];
        let output = match target {
            Target::Lints => folder.join("lints"),
            _ => folder.join(root.name()),
        };
        let outline = Outline {
            tests: Vec::new(),
            has_tests: matches!(root, Root::Tests),
            has_main: true,
            main_does_something: true,
            global_allocator: false,
        };
        let source = root.file();
        let (name, path, outline, tests) = match self.shape {
            Shape::Modules => {
                self.write_root(folder, root, self.root_text(root, members))?;
                let at_root = members.iter().find(|member| self.is_root(**member));
                let name = at_root.map_or("shard", |member| &self.works[*member].exercise.name);
                (name, &source, &outline, outline.has_tests)
            }
            Shape::Whole => {
                let text = shard::root_of_file(&first.path, &self.levels[members[0]]);
                self.write_root(folder, root, text)?;
                let name = first.exercise.name.as_str();
                (name, &source, &first.outline, first.runs_tests)
            }
            Shape::File => {
                let name = first.exercise.name.as_str();
                (name, &first.path, &first.outline, first.runs_tests)
            }
        };
        let compile = Compile {
            flags: first.flags,
            crates: first.crates.as_deref(),
            toolchain: first.toolchain,
            name,
            path,
            outline,
            tests,
            incremental: None,
        };
        let run = |linking| {
            let mut job = compile.job(target, linking, folder, &output.join("program"));
            job.args.splice(0..0, self.library_flags());
            self.checker.run_in(&output, job, self.cancel)
        };
        rustc::direct_first(run).ok()
    }

    /// Writes a text of ours as the root of a crate.
    fn write_root(&self, folder: &Path, root: Root, mut text: String) -> Option<()> {
        if self.library().is_some() {
            text.push_str(&shard::with_instantiations());
        }
        fs::write(folder.join(root.file()), text).ok()
    }

    /// The library with code of the crates' generic functions, if it is worth it.
    fn library(&self) -> Option<&Path> {
        let crates = self.works.first()?.crates.as_ref();
        let library = crates.and_then(|crates| crates.instantiations.library());
        library.filter(|_| self.works.len() >= FEWEST_FOR_LIBRARY)
    }

    fn library_flags(&self) -> Vec<OsString> {
        let Some(library) = self.library() else {
            return Vec::new();
        };
        let mut named = OsString::from(format!("{}=", shard::INSTANTIATIONS));
        named.push(library);
        vec!["--extern".into(), named]
    }

    /// Whether a file is the root itself, with the others as modules.
    fn is_root(&self, member: usize) -> bool {
        self.shape == Shape::Modules && self.works[member].may_be_root
    }

    fn root_text(&self, root: Root, members: &[usize]) -> String {
        let member = |number: &usize| Member {
            number: *number,
            path: &self.works[*number].path,
            levels: &self.levels[*number],
            main: self.works[*number].main_place,
            is_root: self.is_root(*number),
        };
        let listed: Vec<Member> = members.iter().map(member).collect();
        match root {
            Root::Tests => shard::root_of_tests(&listed),
            Root::Mains => shard::root_of_mains(&listed),
        }
    }
}

/// Writes the file without tests, if its `main` needs that in a crate with others.
fn show_twin(folder: &Path, work: &Work, text: &str) -> io::Result<()> {
    let needs = work.main_place == Some(MainPlace::Twin);
    let source = Source::new(text, Edition::named(&work.flags.edition));
    let Some(text) = shard::without_tests(&source).filter(|_| needs) else {
        return Ok(());
    };
    let twin = folder.join(shard::twin_path(&work.path));
    fs::create_dir_all(twin.parent().unwrap_or(folder))?;
    fs::write(twin, text)
}

/// Whether a file that the compiler names is an exercise's.
fn is_of(work: &Work, file: &str) -> bool {
    work.path == file || shard::twin_path(&work.path) == file
}

/// Removes a shard's folder.
fn remove(folder: &Path) {
    // What stays behind goes with the scratch folder.
    let _ = fs::remove_dir_all(folder);
}

#[cfg(unix)]
fn link(file: &Path, link: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(file, link)
}

#[cfg(not(unix))]
fn link(_file: &Path, _link: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}
