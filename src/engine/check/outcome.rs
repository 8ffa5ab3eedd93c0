//! The fourth stage of a check: what compilers and programs did.

use std::fs;
use std::panic::resume_unwind;
use std::path::Path;

use crate::engine::check::Checker;
use crate::engine::check::build::Build;
use crate::engine::check::gate::Gate;
use crate::engine::fast::incremental;
use crate::engine::fast::linker::{self, Linking};
use crate::engine::files;
use crate::engine::process::{Cancel, OutputListener, Stream};
use crate::engine::rustc::{self, Target};
use crate::model::libtest::TestRun;
use crate::model::main_test;
use crate::model::outcome::{Ending, Outcome};
use crate::model::rustc_json;
use crate::model::shard;

/// What came of one program of a file.
pub(in crate::engine) struct ProgramOutcome {
    pub target: Target,
    pub compiled: Outcome,
    /// `None` if it wasn't run, since it doesn't compile or the check was cancelled.
    pub run: Option<Outcome>,
    /// What became of the tests, if each ran alone and left a mark.
    pub sealed: Option<TestRun>,
}

impl ProgramOutcome {
    /// A program that compiled without a word.
    pub fn of_run(target: Target, run: Option<Outcome>) -> Self {
        Self {
            target,
            compiled: Outcome::silence(),
            run,
            sealed: None,
        }
    }
}

/// What came of a build.
pub(in crate::engine) struct BuildOutcome {
    /// The program whose diagnostics count.
    pub first: ProgramOutcome,
    /// The program of `main`, if `first` is that of the tests.
    pub beside: Option<ProgramOutcome>,
    /// What clippy did.
    pub lints: Option<Outcome>,
    /// What came of the build for WebAssembly.
    pub wasm: Option<Outcome>,
    /// Files that a learner's code brings into a grade under the original's tests.
    pub foreign_files: Vec<String>,
}

impl Checker {
    /// Builds and runs all programs. Returns the build as it was in the end, with the outcome.
    pub(super) fn carry_out<'p>(
        &self,
        build: Build<'p>,
        cancel: &Cancel,
    ) -> (Build<'p>, Result<BuildOutcome, String>) {
        let outcome = self.build_all(&build, cancel);
        // What our test is blamed for, or hides, is found out without it.
        let is_spoilt = matches!(&outcome, Ok(outcome) if is_spoilt(&build, outcome));
        if !is_spoilt {
            return (build, outcome);
        }
        let apart = Build {
            joins_main: false,
            ..build
        };
        let outcome = self.build_all(&apart, cancel);
        (apart, outcome)
    }

    /// Builds and runs all of a file's programs, side by side.
    fn build_all(&self, build: &Build, cancel: &Cancel) -> Result<BuildOutcome, String> {
        if let Some(refused) = self.find_errors(build, cancel)? {
            return Ok(refused);
        }
        let quiet = Cancel::default();
        let analysed = Gate::default();
        let is_frugal = build.plan.subject.request.frugal;
        if build.incremental.is_none() && !is_frugal {
            // Nothing tells then, and it is too soon to be worth waiting for.
            analysed.open(true);
        }
        let forwarded = quiet.clone();
        cancel.on_cancel(move || forwarded.cancel());
        let tools = &build.plan.tools;
        let compile = |target| {
            let goes_on = !is_frugal || analysed.wait();
            goes_on.then(|| self.compile(build, target, &quiet, &|_, _| {}))
        };
        std::thread::scope(|scope| {
            // The scope waits for all threads, also if this one panics.
            let _opens = analysed.open_at_end();
            // The others are made beside the first.
            let beside = build
                .builds_main_apart()
                .then(|| scope.spawn(|| self.build_beside(build, &analysed, &quiet)));
            let lints =
                (tools.toolchain.clippy.is_some()).then(|| scope.spawn(|| compile(Target::Lints)));
            let wasm = (tools.builds_wasm()).then(|| scope.spawn(|| compile(Target::Wasm)));
            let open = |stream, bytes: &[u8]| {
                if stream == Stream::Errors && rustc::tells_of_metadata(bytes) {
                    analysed.open(true);
                }
            };
            let target = build.plan.first_target();
            let first = self.build_and_run(build, target, cancel, &open);
            let failed = !matches!(&first, Ok((first, _)) if first.run.is_some());
            analysed.open(!failed);
            if failed {
                quiet.cancel();
            }
            let beside = beside.and_then(|thread| thread.join().ok());
            let lints = lints.and_then(|thread| thread.join().ok()?);
            let wasm = wasm.and_then(|thread| thread.join().ok()?);
            let (first, joined) = first?;
            let apart = beside.flatten().filter(|_| !failed).transpose()?;
            Ok(BuildOutcome {
                first,
                beside: joined.or(apart),
                lints: lints.filter(|_| !failed).transpose()?,
                wasm: wasm.filter(|_| !failed).transpose()?,
                foreign_files: self.foreign_files(build),
            })
        })
    }

    /// Looks for errors before anything is built, if the compile that builds is an incremental
    /// one: that would find them later, since it reads its notes first.
    fn find_errors(&self, build: &Build, cancel: &Cancel) -> Result<Option<BuildOutcome>, String> {
        if build.incremental.is_none() {
            return Ok(None);
        }
        let compiled = self.compile(build, Target::Errors, cancel, &|_, _| {})?;
        let is_refused = compiled.ending == Ending::Exited(1);
        Ok(is_refused.then(|| BuildOutcome {
            first: ProgramOutcome {
                compiled,
                ..ProgramOutcome::of_run(build.plan.first_target(), None)
            },
            beside: None,
            lints: None,
            wasm: None,
            foreign_files: Vec::new(),
        }))
    }

    /// The program of `main`, beside that of the tests: its errors would be the same, so it is
    /// begun when there are none. `None` if there are.
    fn build_beside(
        &self,
        build: &Build,
        analysed: &Gate,
        cancel: &Cancel,
    ) -> Option<Result<ProgramOutcome, String>> {
        if !analysed.wait() {
            return None;
        }
        let built = self.build_and_run(build, Target::QuietMain, cancel, &|_, _| {});
        Some(built.map(|(program, _)| program))
    }

    /// Compiles one of a file's programs and, if that works, runs it. The second is `main`, if
    /// it is one of the tests.
    fn build_and_run(
        &self,
        build: &Build,
        target: Target,
        cancel: &Cancel,
        seen: OutputListener,
    ) -> Result<(ProgramOutcome, Option<ProgramOutcome>), String> {
        if let Some(folder) = build.copy(target) {
            write_copy(build, &folder)?;
        }
        let compiled = self.compile(build, target, cancel, seen)?;
        if compiled.ending != Ending::Exited(0) || cancel.is_cancelled() {
            let program = ProgramOutcome {
                compiled,
                ..ProgramOutcome::of_run(target, None)
            };
            return Ok((program, None));
        }
        let (run, sealed, main) = self.run(build, target, cancel)?;
        let program = ProgramOutcome {
            target,
            compiled,
            run: Some(run),
            sealed,
        };
        Ok((program, main))
    }

    /// Runs a program; also `main`, if it is one of the tests. Tests that leave marks run alone.
    fn run(&self, build: &Build, target: Target, cancel: &Cancel) -> Result<Run, String> {
        let mut job = build.program_job(target);
        let folder = job.program.with_file_name("run");
        if target == Target::Tests && build.joins_main {
            return std::thread::scope(|scope| {
                let main = scope.spawn(|| self.run_main_test(build, cancel));
                job.args.extend(shard::WITHOUT_MAIN.map(Into::into));
                let run = self.run_in(&folder, job, cancel)?;
                let main = main.join().unwrap_or_else(|panic| resume_unwind(panic))?;
                Ok((run, None, Some(main)))
            });
        }
        let Some(sealed) = &build.plan.subject.graded.sealed else {
            return Ok((self.run_in(&folder, job, cancel)?, None, None));
        };
        if target == Target::Tests && !sealed.tests.is_empty() {
            let (run, tests) = self.run_sealed(sealed, build.path(), "", &folder, &job, cancel)?;
            return Ok((run, Some(tests), None));
        }
        let mut run = self.run_in(&folder, job, cancel)?;
        build.name_as_learners(&mut run);
        Ok((run, None, None))
    }

    /// Runs `main` where it is one of the tests.
    fn run_main_test(&self, build: &Build, cancel: &Cancel) -> Result<ProgramOutcome, String> {
        let mut job = build.program_job(Target::Main);
        job.program = build.program(Target::Tests);
        job.env.extend(shard::variables_for_main());
        let folder = job.program.with_file_name("run-main");
        let run = self.run_in(&folder, job, cancel)?;
        let run = shard::of_main_alone(run);
        Ok(ProgramOutcome::of_run(Target::QuietMain, run))
    }

    fn compile(
        &self,
        build: &Build,
        target: Target,
        cancel: &Cancel,
        seen: OutputListener,
    ) -> Result<Outcome, String> {
        let program = build.program(target);
        let folder = program.parent().unwrap_or(&program);
        let compile = |incremental| {
            let run = |linking| {
                let job = build.job(target, linking, incremental, &self.dir.root);
                let mut compiled = self.run_in_watched(folder, job, cancel, seen)?;
                build.tell_of_tests_last(&mut compiled);
                build.name_as_learners(&mut compiled);
                Ok(compiled)
            };
            match target {
                // There is no other way to link it.
                Target::Wasm => run(Linking::Direct),
                _ => linker::direct_first(run),
            }
        };
        let compiled = compile(build.incremental.as_deref())?;
        if build.incremental.is_some() && incremental::is_in_the_way(&compiled) {
            self.incremental.give_up();
            return compile(None);
        }
        Ok(compiled)
    }
}

/// How a program ran, what became of tests that ran alone, and `main` if it is one of the tests.
type Run = (Outcome, Option<TestRun>, Option<ProgramOutcome>);

/// Writes the text that is compiled if `main` is one of the tests.
fn write_copy(build: &Build, folder: &Path) -> Result<(), String> {
    let subject = &build.plan.subject;
    let write = |path: &str, text: &str| {
        let file = folder.join(path);
        let write = || {
            fs::create_dir_all(file.parent().unwrap_or(folder))?;
            fs::write(&file, text)
        };
        write().map_err(|error| {
            let why = files::reason(&error);
            format!("{} could not be written: {why}", file.display())
        })
    };
    let modules = subject.modules.iter().flat_map(|it| &it.files.files);
    for file in modules {
        write(&file.path, &file.text)?;
    }
    write(&subject.path, &main_test::with_main_test(subject.root()))
}

/// Whether nothing can be told from what was built, since `main` is one of the tests.
fn is_spoilt(build: &Build, outcome: &BuildOutcome) -> bool {
    if !build.joins_main {
        return false;
    }
    if outcome.first.compiled.ending == Ending::Exited(0) {
        // `main` has no run if the program printed something else before it.
        let main = outcome.beside.as_ref();
        return main.is_none_or(|main| main.run.is_none());
    }
    let said = rustc_json::parse(&outcome.first.compiled.stderr.text());
    let subject = &build.plan.subject;
    main_test::is_blamed(subject.root(), &subject.path, &said.diagnostics)
}
