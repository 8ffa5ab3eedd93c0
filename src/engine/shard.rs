//! One crate of several exercises: built, and each of them run.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::engine::check::{AllBuilt, Built, Checker, Work};
use crate::engine::files;
use crate::engine::parallel::{self, lock};
use crate::engine::process::{Cancel, Job};
use crate::engine::rustc::{self, Compile, Target};
use crate::model::check_report::CheckReport;
use crate::model::diagnostic::{Diagnostic, Level, Span};
use crate::model::outcome::{Captured, Ending, Outcome};
use crate::model::rustc_json;
use crate::model::shard::{self, Member};
use crate::model::source::Outline;

/// How often the files with errors are left out before it is given up. The compiler finds
/// errors of names, of types and of borrows one after the other.
const ROUNDS: usize = 4;

/// Exercises in one crate.
pub struct Shard<'a> {
    checker: &'a Checker,
    works: &'a [&'a Work<'a>],
    /// The levels of lints that each file sets for itself; the modules set them instead.
    levels: Vec<String>,
    cancel: &'a Cancel,
}

/// A crate of the shard.
#[derive(Debug, Clone, Copy)]
enum Root {
    Tests,
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

    /// The crate's source. What clippy looks at may hold fewer files at the same time.
    fn file(self, target: Target) -> String {
        match target {
            Target::Lints => format!("linted-{}.rs", self.name()),
            _ => format!("{}.rs", self.name()),
        }
    }
}

impl<'a> Shard<'a> {
    /// Exercises that use the same crates.
    pub(super) fn new(checker: &'a Checker, works: &'a [&'a Work<'a>], cancel: &'a Cancel) -> Self {
        Self {
            checker,
            works,
            levels: vec![String::new(); works.len()],
            cancel,
        }
    }

    /// Builds the programs of those that nothing is said about. `None` if that does not work.
    /// In haste they are built while clippy looks, in vain if it finds something.
    pub fn build(&mut self, in_haste: bool) -> Option<Programs> {
        self.works.first()?.toolchain.clippy.as_ref()?;
        let folder = self.checker.output("shard").ok()?;
        let shown = self.show_files(&folder).ok();
        let programs = shown.and_then(|()| self.build_in(&folder, in_haste));
        if programs.is_none() {
            remove(&folder);
        }
        programs
    }

    /// The reports of those that passed beyond doubt, with their places in the shard. So many
    /// programs run at once.
    pub fn run(&self, programs: &Programs, at_once: usize) -> Vec<(usize, CheckReport)> {
        let members = &programs.members;
        let reports = Mutex::new(Vec::new());
        parallel::each(at_once, members.len(), |index| {
            if self.cancel.is_cancelled() {
                return ControlFlow::Break(());
            }
            let report = self.run_one(members[index], &programs.tests, &programs.mains);
            let passed = report.filter(CheckReport::passed);
            lock(&reports).extend(passed.map(|report| (members[index], report)));
            ControlFlow::Continue(())
        });
        remove(&programs.folder);
        reports.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    fn build_in(&self, folder: &Path, in_haste: bool) -> Option<Programs> {
        let all: Vec<usize> = (0..self.works.len()).collect();
        let (members, early) = std::thread::scope(|scope| {
            let early = in_haste.then(|| scope.spawn(|| self.build_both(folder, &all)));
            let members = self.clean_members(folder);
            (members, early.and_then(|early| early.join().ok().flatten()))
        });
        let (tests, mains) = match early.filter(|_| members == all) {
            Some(early) => early,
            None => self.build_both(folder, &members)?,
        };
        Some(Programs {
            folder: folder.to_owned(),
            members,
            tests,
            mains,
        })
    }

    fn build_both(&self, folder: &Path, members: &[usize]) -> Option<(PathBuf, PathBuf)> {
        std::thread::scope(|scope| {
            let mains = scope.spawn(|| self.build_one(folder, Root::Mains, members));
            let tests = self.build_one(folder, Root::Tests, members);
            tests.zip(mains.join().ok().flatten())
        })
    }

    /// Makes the files visible under the paths that they have in the course, so that messages
    /// name them as always.
    fn show_files(&mut self, folder: &Path) -> io::Result<()> {
        let root = &self.checker.dir().root;
        for (work, levels) in self.works.iter().zip(&mut self.levels) {
            let shown = folder.join(&work.path);
            fs::create_dir_all(shown.parent().unwrap_or(folder))?;
            match shard::split_levels(&work.source) {
                // What sets levels for a crate is not allowed in the middle of one.
                Some((found, rest)) => {
                    fs::write(shown, rest)?;
                    *levels = found;
                }
                None => link(&root.join(&work.path), &shown)?,
            }
        }
        Ok(())
    }

    /// Those whose files the compiler and clippy have nothing to say about.
    fn clean_members(&self, folder: &Path) -> Vec<usize> {
        let mut members: Vec<usize> = (0..self.works.len()).collect();
        for _ in 0..ROUNDS {
            let tests = members
                .iter()
                .copied()
                .filter(|m| self.works[*m].runs_tests);
            let others = members
                .iter()
                .copied()
                .filter(|m| !self.works[*m].runs_tests);
            let roots: [(Root, Vec<usize>); 2] = [
                (Root::Tests, tests.collect()),
                (Root::Mains, others.collect()),
            ];
            let mut said = Vec::new();
            for (root, members) in roots {
                match self.lint(folder, root, &members) {
                    Some(more) => said.extend(more),
                    None => return Vec::new(),
                }
            }
            let named: BTreeSet<usize> = said.iter().filter_map(|said| said.of).collect();
            members.retain(|member| !named.contains(member));
            if !said.iter().any(|said| said.is_error) {
                return members;
            }
            let is_nobodys = |said: &Said| said.is_error && said.of.is_none();
            if members.len() < 2 || said.iter().any(is_nobodys) {
                return Vec::new();
            }
        }
        Vec::new()
    }

    /// The exercise that a diagnostic is about: its file is named, or the line of the root
    /// `file` that is about it. `members` are those of the root, in which each has a line.
    fn member_of(&self, diagnostic: &Diagnostic, file: &str, members: &[usize]) -> Option<usize> {
        let primary = diagnostic.primary_span().into_iter();
        let mut spans = primary.chain(&diagnostic.spans);
        let by_file = |span: &Span| {
            let mut works = self.works.iter();
            works.position(|work| work.path == span.file_name)
        };
        let by_line = |span: &Span| {
            let line = (span.file_name == file).then_some(span.line_start)?;
            members.get(line.checked_sub(1)?).copied()
        };
        spans
            .clone()
            .find_map(by_file)
            .or_else(|| spans.find_map(by_line))
    }

    /// What clippy says, and of which exercise; `None` if it broke down.
    fn lint(&self, folder: &Path, root: Root, members: &[usize]) -> Option<Vec<Said>> {
        if members.is_empty() {
            return Some(Vec::new());
        }
        let outcome = self.compile(folder, root, Target::Lints, members)?;
        let said = self.said(&outcome, &root.file(Target::Lints), members);
        let failed = outcome.ending != Ending::Exited(0);
        let has_error = said.iter().any(|said| said.is_error);
        (failed == has_error).then_some(said)
    }

    /// The program, if there is one to build and it can be built.
    fn build_one(&self, folder: &Path, root: Root, members: &[usize]) -> Option<PathBuf> {
        let wanted = |member: &usize| match root {
            Root::Tests => self.works[*member].runs_tests,
            Root::Mains => self.works[*member].runs_main,
        };
        let mut members: Vec<usize> = members.iter().copied().filter(wanted).collect();
        let program = folder.join(root.name()).join("program");
        if members.is_empty() {
            return Some(program);
        }
        let target = match root {
            Root::Tests => Target::Tests,
            Root::Mains => Target::QuietMain,
        };
        let mut outcome = self.compile(folder, root, target, &members)?;
        // A `main` that only tests can do without. Who is left out here ends with a status that
        // is no pass; a program of tests would find none of them, and be content.
        if matches!(root, Root::Mains) && outcome.ending == Ending::Exited(1) {
            let said = self.said(&outcome, &root.file(target), &members);
            members.retain(|member| !said.iter().any(|said| said.of == Some(*member)));
            if members.is_empty() {
                return None;
            }
            outcome = self.compile(folder, root, target, &members)?;
        }
        let is_built = outcome.ending == Ending::Exited(0);
        (is_built && self.reads_members_only(&program)).then_some(program)
    }

    /// What the compiler said, and about whom.
    fn said(&self, outcome: &Outcome, file: &str, members: &[usize]) -> Vec<Said> {
        let said = rustc_json::parse(&outcome.stderr.text()).diagnostics;
        let said = said.iter().map(|diagnostic| Said {
            of: self.member_of(diagnostic, file, members),
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
        let roots = [
            (Root::Tests, Target::Tests),
            (Root::Mains, Target::QuietMain),
        ];
        let roots = roots.map(|(root, target)| root.file(target));
        let is_known = |file: &String| {
            roots.contains(file) || self.works.iter().any(|work| work.path == *file)
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
        let listed: Vec<Member> = members
            .iter()
            .map(|number| Member {
                number: *number,
                path: &self.works[*number].path,
                levels: &self.levels[*number],
            })
            .collect();
        let text = match root {
            Root::Tests => shard::root_of_tests(&listed),
            Root::Mains => shard::root_of_mains(&listed),
        };
        let source = root.file(target);
        fs::write(folder.join(&source), text).ok()?;
        let output = match target {
            Target::Lints => folder.join("lints"),
            _ => folder.join(root.name()),
        };
        let first = self.works[members[0]];
        let outline = Outline {
            tests: Vec::new(),
            has_tests: matches!(root, Root::Tests),
            main_does_something: true,
            global_allocator: false,
        };
        let compile = Compile {
            flags: first.flags,
            crates: first.crates.as_deref(),
            toolchain: first.toolchain,
            name: "shard",
            path: &source,
            outline: &outline,
            tests: outline.has_tests,
            incremental: None,
        };
        let run = |linking| {
            let job = compile.job(target, linking, folder, &output.join("program"));
            self.checker.run_in(&output, job, self.cancel)
        };
        rustc::direct_first(run).ok()
    }

    /// Runs one exercise and reports as if it had been compiled by itself.
    fn run_one(&self, member: usize, tests: &Path, mains: &Path) -> Option<CheckReport> {
        let work = self.works[member];
        let module = format!("{}::", shard::module(member));
        let run_tests = || {
            let mut job = self.job(work, Target::Tests, tests);
            job.args.insert(0, (&module).into());
            self.run_job(member, job)
        };
        let run_main = || {
            let mut job = self.job(work, Target::Main, mains);
            let number = member.to_string();
            job.env.push((shard::VARIABLE.into(), Some(number.into())));
            self.run_job(member, job)
        };
        let built = |target, run: Outcome| Built {
            target,
            compiled: silence(),
            run: Some(without(&module, run)),
            sealed: None,
        };
        let (first, beside) = match (work.runs_tests, work.runs_main) {
            (true, true) => {
                let first = built(Target::Tests, run_tests()?);
                (first, Some(built(Target::QuietMain, run_main()?)))
            }
            (true, false) => (built(Target::Tests, run_tests()?), None),
            (false, _) => (built(Target::Main, run_main()?), None),
        };
        let all = AllBuilt {
            first,
            beside,
            lints: Some(silence()),
            wasm: None,
        };
        let mut report = self.checker.report(work, &all);
        work.sign(&mut report);
        let runs = [all.first.run, all.beside.and_then(|built| built.run)];
        let time: Duration = runs.iter().flatten().map(|run| run.duration).sum();
        report.duration_ms = files::milliseconds(time);
        Some(report)
    }

    /// Runs a program in a folder of the exercise's own.
    fn run_job(&self, member: usize, job: Job) -> Option<Outcome> {
        let folder = format!("run-{member}");
        let folder = job.program.parent()?.parent()?.join(folder);
        self.checker.run_in(&folder, job, self.cancel).ok()
    }

    fn job(&self, work: &Work, target: Target, program: &Path) -> Job {
        Job {
            program: program.to_owned(),
            ..self.checker.program_job(work, target)
        }
    }
}

/// Removes a shard's folder.
fn remove(folder: &Path) {
    // What stays behind goes with the scratch folder.
    let _ = fs::remove_dir_all(folder);
}

/// A compile that went well.
fn silence() -> Outcome {
    Outcome {
        ending: Ending::Exited(0),
        stdout: Captured::default(),
        stderr: Captured::default(),
        duration: Duration::ZERO,
    }
}

/// What a run said, with the names that its tests have in a crate of their own.
fn without(module: &str, run: Outcome) -> Outcome {
    let cleaned = |captured: &Captured| {
        let mut clean = Captured::default();
        clean.add(captured.text().replace(module, "").as_bytes(), u64::MAX);
        clean
    };
    Outcome {
        stdout: cleaned(&run.stdout),
        stderr: cleaned(&run.stderr),
        ..run
    }
}

#[cfg(unix)]
fn link(file: &Path, link: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(file, link)
}

#[cfg(not(unix))]
fn link(_file: &Path, _link: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}
