//! THE pipeline for one exercise: source → cache or compile and run → report.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::iter;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use crate::engine::cache::{Cache, Input};
use crate::engine::course_dir::CourseDir;
use crate::engine::crates::lock::Locker;
use crate::engine::crates::{CrateStore, Crates, Listener};
use crate::engine::process::{self, Cancel, Job, Runner, Sandbox, SystemRunner};
use crate::engine::rustc::{self, Compile, Linking, Target};
use crate::engine::scratch::Scratch;
use crate::engine::toolchain::{self, Toolchain};
use crate::engine::wasm::WasmCrates;
use crate::engine::{embedded, files, starters};
use crate::model::cache_key::CacheKey;
use crate::model::check_report::{self, CheckReport, ProgramOutput, Wasm};
use crate::model::course::Exercise;
use crate::model::database::{self, Database};
use crate::model::diagnostic::Level;
use crate::model::libtest::{self, TestRun};
use crate::model::limits::{DEFAULT_PROGRAM_TIME, Limits};
use crate::model::outcome::{Ending, Outcome};
use crate::model::package::CompilerFlags;
use crate::model::rustc_json;
use crate::model::shard;
use crate::model::source::{self, Outline};
use crate::model::test_code;
use crate::model::verdict::{self, CompileEvidence, Evidence, Reason, RunEvidence};

/// Checks the exercises of one course.
pub struct Checker {
    dir: CourseDir,
    runner: Arc<dyn Runner>,
    pub(super) cache: Cache,
    crates: CrateStore,
    wasm_crates: WasmCrates,
    toolchain: OnceLock<Result<Toolchain, String>>,
    scratch: OnceLock<Result<Scratch, String>>,
    starts_ahead: bool,
    sandboxed: bool,
}

/// How many exercises before the first that needs crates they begin to be built.
const SOON: usize = 20;

/// Which file of an exercise, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Request {
    /// The solution instead of the learner's file.
    pub solution: bool,
    /// The author asks: the file as it is now is the original, not the copy kept of it.
    pub author: bool,
    /// Whether a stored result will do.
    pub use_cache: bool,
    /// Whether crates that could not be built are tried again.
    pub retry_crates: bool,
    /// The time limit of a run; the exercise's own comes first.
    pub time: Option<Duration>,
    /// Whether exercises may be compiled together where many are checked.
    pub together: bool,
}

impl Default for Request {
    fn default() -> Self {
        Self {
            solution: false,
            author: false,
            use_cache: true,
            retry_crates: false,
            time: None,
            together: true,
        }
    }
}

impl Request {
    /// The file that is checked, below the course's root.
    fn path(&self, exercise: &Exercise) -> String {
        match self.solution {
            true => exercise.solution_path(),
            false => exercise.path(),
        }
    }
}

/// How a check began.
pub(super) enum Begun<'a> {
    /// It is over: there is a stored report, or nothing to compile. With the work, if any.
    Known(Box<CheckReport>, Option<Box<Work<'a>>>),
    /// This is to be compiled and run.
    ToDo(Box<Work<'a>>),
}

/// What one check works with.
pub(super) struct Work<'a> {
    pub(super) exercise: &'a Exercise,
    pub(super) toolchain: &'a Toolchain,
    pub(super) flags: &'a CompilerFlags,
    /// If the source needs them.
    pub(super) crates: Option<Arc<Crates>>,
    /// Whether it is also built for WebAssembly; `None` if it is not to be.
    wasm: Option<Wasm>,
    wasm_crates: Option<Arc<Crates>>,
    /// For those crates, which is no time of the check's.
    waited: Duration,
    database: Option<Database>,
    /// The source below the course's root.
    pub(super) path: String,
    pub(super) outline: Outline,
    pub(super) required_tests: Vec<String>,
    pub(super) edited_tests: Vec<String>,
    pub(super) limits: Limits,
    pub(super) runs_tests: bool,
    pub(super) runs_main: bool,
    /// The cache's.
    pub(super) key: String,
    /// The digest of the source.
    pub(super) version: String,
    pub(super) source: String,
    /// Whether it may be compiled together with others.
    pub(super) may_share: bool,
    /// Whether it is compiled and run in the sandbox.
    pub(super) sandboxed: bool,
    /// Where this check's programs are written; only where something was compiled.
    pub(super) output: Option<PathBuf>,
}

impl Checker {
    /// A checker with real processes.
    ///
    /// # Errors
    /// This program's own file cannot be found.
    pub fn new(dir: CourseDir) -> io::Result<Self> {
        let runner: Arc<dyn Runner> = Arc::new(SystemRunner::new()?);
        let cache = Cache::of(&dir.state_folder());
        Ok(Self {
            crates: CrateStore::new(dir.clone(), Arc::clone(&runner)),
            wasm_crates: WasmCrates::new(dir.clone(), Arc::clone(&runner)),
            dir,
            runner,
            cache,
            toolchain: OnceLock::new(),
            scratch: OnceLock::new(),
            starts_ahead: false,
            sandboxed: false,
        })
    }

    /// The course that it checks.
    pub fn dir(&self) -> &CourseDir {
        &self.dir
    }

    /// The toolchain, found at the first call.
    ///
    /// # Errors
    /// There is none.
    pub fn toolchain(&self) -> Result<&Toolchain, String> {
        let found = self
            .toolchain
            .get_or_init(|| toolchain::find(&self.dir.root));
        found.as_ref().map_err(Clone::clone)
    }

    /// Keeps compilers started that wait for the next check: for a checker that lives long.
    #[must_use]
    pub fn starting_ahead(mut self) -> Self {
        self.starts_ahead = true;
        self
    }

    /// Compiles and runs in the sandbox.
    ///
    /// # Errors
    /// What this machine lacks for it.
    pub fn in_sandbox(mut self) -> Result<Self, String> {
        match process::missing_for_sandbox() {
            Some(missing) => Err(missing),
            None => {
                self.sandboxed = true;
                Ok(self)
            }
        }
    }

    /// Who is told how far the building of the course's crates is.
    pub fn listen_to_crates(&self, listener: Listener) {
        self.crates.listen(listener);
    }

    /// Begins to build the course's crates if an exercise needs them that the learner, at
    /// `index`, will soon come to.
    pub fn build_crates_ahead(&self, index: usize) {
        if !self.dir.package.has_crates() || self.crates.is_begun() {
            return;
        }
        let soon = self.dir.course.exercises.iter().skip(index).take(SOON);
        let needs = |exercise: &Exercise| self.needs_crates(exercise, Request::default());
        if soon.into_iter().any(needs) {
            self.start_crates();
        }
    }

    /// Begins to build the course's crates without waiting for them.
    pub fn start_crates(&self) {
        // Without a toolchain there will be a message at the check.
        if let Ok(toolchain) = self.toolchain() {
            self.crates.start(toolchain);
        }
    }

    /// Builds the course's crates, if it has some.
    ///
    /// # Errors
    /// They cannot be built, or there is no toolchain.
    pub fn build_crates(&self) -> Result<(), String> {
        if !self.dir.package.has_crates() {
            return Ok(());
        }
        let toolchain = self.toolchain()?;
        let built = self.crates.get(toolchain, false, &Cancel::default());
        built.map_or(Ok(()), |crates| crates.map(|_| ()))
    }

    /// Waits for the crates if an exercise needs them: their time is none of the check's.
    pub(super) fn await_crates(&self, exercise: &Exercise, request: Request, cancel: &Cancel) {
        if self.needs_crates(exercise, request)
            && let Ok(toolchain) = self.toolchain()
        {
            // The check asks again and hears the same.
            self.crates.get(toolchain, request.retry_crates, cancel);
        }
    }

    /// Whether an exercise has to wait until the crates are built.
    pub fn needs_crates(&self, exercise: &Exercise, request: Request) -> bool {
        if !self.dir.package.has_crates() {
            return false;
        }
        // What cannot be read is not compiled.
        let source = files::read_source(&self.dir.root.join(request.path(exercise)));
        source.is_ok_and(|source| self.dir.package.is_needed_by(&source))
    }

    /// What keeps the lock file of the course's crates; `None` if it has no crates.
    ///
    /// # Errors
    /// There is no toolchain.
    pub fn locker(&self) -> Result<Option<Locker<'_>>, String> {
        let toolchain = self.toolchain()?;
        let has_crates = self.dir.package.has_crates();
        Ok(has_crates.then(|| self.crates.locker(toolchain)))
    }

    /// Checks one exercise. `None` if it was cancelled: then nothing is known.
    pub fn check(
        &self,
        exercise: &Exercise,
        request: Request,
        cancel: &Cancel,
    ) -> Option<CheckReport> {
        let mut found = None;
        self.check_then(exercise, request, cancel, |report| found = Some(report));
        found
    }

    /// Checks one exercise and tells the report, unless it was cancelled. What can be done
    /// later is done after that.
    pub fn check_then(
        &self,
        exercise: &Exercise,
        request: Request,
        cancel: &Cancel,
        tell: impl FnOnce(CheckReport),
    ) {
        self.await_crates(exercise, request, cancel);
        let started = Instant::now();
        let (mut report, work) = self.find_out(exercise, request, cancel);
        let waited = work.as_ref().map_or(Duration::ZERO, |work| work.waited);
        let took = started.elapsed().saturating_sub(waited);
        report.duration_ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        if !cancel.is_cancelled() {
            tell(report.clone());
        }
        if let Some(work) = work {
            self.finish(&work, &report, cancel);
        }
    }

    /// The report, and the work if there was any.
    fn find_out<'a>(
        &'a self,
        exercise: &'a Exercise,
        request: Request,
        cancel: &Cancel,
    ) -> (CheckReport, Option<Work<'a>>) {
        let mut work = match self.begin(exercise, request, cancel) {
            Begun::Known(report, work) => return (*report, work.map(|work| *work)),
            Begun::ToDo(work) => *work,
        };
        match self.output(&work.key) {
            Ok(output) => work.output = Some(output),
            Err(message) => return (work.failure(message), None),
        }
        let mut report = self.fresh(&work, cancel);
        work.sign(&mut report);
        (report, Some(work))
    }

    /// Reads the source and looks into the cache.
    pub(super) fn begin<'a>(
        &'a self,
        exercise: &'a Exercise,
        request: Request,
        cancel: &Cancel,
    ) -> Begun<'a> {
        let path = request.path(exercise);
        let cannot = |reason| {
            let report = CheckReport::without_check(&exercise.name, &path, reason);
            Begun::Known(Box::new(report), None)
        };
        let source = match files::read_source(&self.dir.root.join(&path)) {
            Ok(source) if request.solution && embedded::is_sealed(&source) => {
                let problem = "is sealed until your own version passes".to_owned();
                return cannot(Reason::BadSource { problem });
            }
            Ok(source) => source,
            Err(problem) => return cannot(Reason::BadSource { problem }),
        };
        let toolchain = match self.toolchain() {
            Ok(toolchain) => toolchain,
            Err(message) => return cannot(Reason::ToolFailure { message }),
        };
        let crates = match self.crates_for(&source, toolchain, cancel) {
            Ok(crates) => crates,
            Err(message) => return cannot(Reason::ToolFailure { message }),
        };
        let outline = source::outline(&source);
        let mut work = self.work(exercise, request, toolchain, path.clone(), outline);
        work.crates = crates;
        let begun = Instant::now();
        work.wasm_crates = match self.wasm_crates_for(&source, &work, request, cancel) {
            Ok(crates) => crates,
            Err(message) => return cannot(Reason::ToolFailure { message }),
        };
        work.waited = begun.elapsed();
        let url = std::env::var_os(database::VARIABLE);
        let url = url.as_ref().map(|url| url.to_string_lossy());
        work.database = database::decide(url.as_deref(), &source);
        if let Some(original) = self.original(exercise, request) {
            work.required_tests = source::outline(&original).tests;
            work.edited_tests = test_code::edited(&original, &source);
        }
        work.version = files::digest(source.as_bytes());
        work.key = work.key(&source);
        // Neither another target nor a variable can be had for one of many.
        let is_usual = work.wasm != Some(Wasm::Built) && work.database.is_none();
        work.may_share = is_usual && shard::may_share(&source);
        work.source = source;
        if let Some(mut report) = self.cached(&work, request) {
            report.cached = true;
            work.sign(&mut report);
            report.database = work.database;
            return Begun::Known(Box::new(report), Some(Box::new(work)));
        }
        Begun::ToDo(Box::new(work))
    }

    /// Stores a fresh report, clears up, and gets ready for the next check.
    fn finish(&self, work: &Work, report: &CheckReport, cancel: &Cancel) {
        if work.output.is_some() {
            if report.reason.may_be_cached()
                && work.may_be_cached()
                && !misses_a_file(report)
                && !cancel.is_cancelled()
                && let Some(inputs) = self.inputs(work)
            {
                self.cache.put(&work.key, report, inputs);
            }
            work.clean_up();
        }
        if self.starts_ahead {
            // Where they write is among the arguments that come later.
            let job = |target| work.job(target, Linking::Direct, &self.dir.root);
            let jobs: Vec<Job> = work.targets().map(job).collect();
            self.runner.expect(&jobs);
        }
    }

    /// The crates, if this source needs them.
    fn crates_for(
        &self,
        source: &str,
        toolchain: &Toolchain,
        cancel: &Cancel,
    ) -> Result<Option<Arc<Crates>>, String> {
        if !self.dir.package.is_needed_by(source) {
            return Ok(None);
        }
        match self.crates.get(toolchain, false, cancel) {
            Some(crates) => crates.map(Some),
            // Nobody will hear of this report.
            None => Err("the check was cancelled".to_owned()),
        }
    }

    /// The crates for WebAssembly, if this source is built for it and needs them.
    fn wasm_crates_for(
        &self,
        source: &str,
        work: &Work,
        request: Request,
        cancel: &Cancel,
    ) -> Result<Option<Arc<Crates>>, String> {
        if work.wasm != Some(Wasm::Built) {
            return Ok(None);
        }
        let (native, retry) = (work.crates.as_deref(), request.retry_crates);
        let crates = self
            .wasm_crates
            .get(source, native, work.toolchain, retry, cancel);
        crates.unwrap_or_else(|| Err("the check was cancelled".to_owned()))
    }

    fn cached(&self, work: &Work, request: Request) -> Option<CheckReport> {
        let asks = request.use_cache && work.may_be_cached();
        let cache = asks.then_some(&self.cache)?;
        cache.get(&work.key, &self.dir.root)
    }

    fn work<'a>(
        &'a self,
        exercise: &'a Exercise,
        request: Request,
        toolchain: &'a Toolchain,
        path: String,
        outline: Outline,
    ) -> Work<'a> {
        let own_time = exercise.timeout.map(Duration::from_secs);
        let time = own_time.or(request.time).unwrap_or(DEFAULT_PROGRAM_TIME);
        let runs_tests = exercise.test && outline.has_tests;
        Work {
            exercise,
            toolchain,
            flags: &self.dir.package.flags,
            crates: None,
            wasm: exercise.wasm.then_some(match toolchain.wasm_std {
                Some(_) => Wasm::Built,
                None => Wasm::NoTarget,
            }),
            wasm_crates: None,
            waited: Duration::ZERO,
            database: None,
            path,
            required_tests: Vec::new(),
            edited_tests: Vec::new(),
            limits: Limits::program(time),
            // A file whose tests are gone is still built as tests, to be told so.
            runs_tests,
            runs_main: !runs_tests || outline.main_does_something,
            outline,
            key: String::new(),
            version: String::new(),
            source: String::new(),
            may_share: false,
            sandboxed: self.sandboxed,
            output: None,
        }
    }

    /// The text that the exercise came with, if its tests are to be held against it.
    fn original(&self, exercise: &Exercise, request: Request) -> Option<String> {
        // The author's solutions are held against the starters when the author asks.
        if !exercise.test || exercise.edit_tests || (request.solution && !request.author) {
            return None;
        }
        match request.author {
            true => files::read_source(&self.dir.root.join(exercise.path())).ok(),
            false => starters::pristine(&self.dir, exercise),
        }
    }

    /// A folder for this check's programs that no other check uses.
    pub(super) fn output(&self, key: &str) -> Result<PathBuf, String> {
        let scratch = self
            .scratch
            .get_or_init(|| Scratch::new(&self.dir.state_folder()));
        let scratch = scratch.as_ref().map_err(Clone::clone)?;
        scratch.new_folder(key.get(..16).unwrap_or(key))
    }

    fn fresh(&self, work: &Work, cancel: &Cancel) -> CheckReport {
        let quiet = Cancel::default();
        let forwarded = quiet.clone();
        cancel.on_cancel(move || forwarded.cancel());
        let built = std::thread::scope(|scope| {
            // The others are made beside the first.
            let beside = (work.runs_tests && work.runs_main)
                .then(|| scope.spawn(|| self.build_and_run(work, Target::QuietMain, &quiet)));
            let lints = (work.toolchain.clippy.is_some())
                .then(|| scope.spawn(|| self.compile(work, Target::Lints, &quiet)));
            let wasm = (work.wasm == Some(Wasm::Built))
                .then(|| scope.spawn(|| self.compile(work, Target::Wasm, &quiet)));
            let first = self.build_and_run(work, work.first_target(), cancel);
            let failed = !matches!(&first, Ok(built) if built.run.is_some());
            if failed {
                quiet.cancel();
            }
            let beside = beside.and_then(|thread| thread.join().ok());
            let lints = lints.and_then(|thread| thread.join().ok());
            let wasm = wasm.and_then(|thread| thread.join().ok());
            Ok(AllBuilt {
                first: first?,
                beside: beside.filter(|_| !failed).transpose()?,
                lints: lints.filter(|_| !failed).transpose()?,
                wasm: wasm.filter(|_| !failed).transpose()?,
            })
        });
        match built {
            Ok(built) => self.report(work, &built),
            Err(message) => work.failure(message),
        }
    }

    /// Compiles one of a file's programs and, if that works, runs it.
    fn build_and_run(&self, work: &Work, target: Target, cancel: &Cancel) -> Result<Built, String> {
        let compiled = self.compile(work, target, cancel)?;
        let works = compiled.ending == Ending::Exited(0);
        let run = match works && !cancel.is_cancelled() {
            true => {
                let job = self.program_job(work, target);
                let folder = job.program.with_file_name("run");
                Some(self.run_in(&folder, job, cancel)?)
            }
            false => None,
        };
        Ok(Built {
            target,
            compiled,
            run,
        })
    }

    fn compile(&self, work: &Work, target: Target, cancel: &Cancel) -> Result<Outcome, String> {
        let program = work.program(target);
        let folder = program.parent().unwrap_or(&program);
        let compile = |linking| {
            let job = work.job(target, linking, &self.dir.root);
            self.run_in(folder, job, cancel)
        };
        let compiled = compile(Linking::Direct)?;
        match target != Target::Wasm && rustc::failed_in_direct_link(&compiled) {
            true => compile(Linking::Usual),
            false => Ok(compiled),
        }
    }

    /// Runs a job that may write in a folder, and in the sandbox nowhere else.
    pub(super) fn run_in(
        &self,
        folder: &Path,
        mut job: Job,
        cancel: &Cancel,
    ) -> Result<Outcome, String> {
        fs::create_dir_all(folder)
            .map_err(|error| format!("no scratch folder can be made: {error}"))?;
        if self.sandboxed {
            job.sandbox = Some(self.sandbox(folder, &job)?);
            let hidden = std::env::vars_os().filter(|(name, _)| !is_harmless(name));
            let own = std::mem::take(&mut job.env);
            job.env.extend(hidden.map(|(name, _)| (name, None)));
            job.env.extend(own);
            job.env.push(("TMPDIR".into(), Some(folder.into())));
        }
        self.runner
            .run(&job, cancel)
            .map_err(|error| format!("{} could not be started: {error}", job.program.display()))
    }

    /// What a job needs: the toolchain, the course, its own program, and a folder.
    fn sandbox(&self, folder: &Path, job: &Job) -> Result<Sandbox, String> {
        let toolchain = self.toolchain()?;
        let mut read = vec![
            toolchain.sysroot.clone(),
            self.dir.root.clone(),
            job.program.clone(),
            job.cwd.clone(),
        ];
        // Installations of rustc that lie elsewhere than their libraries.
        read.extend(toolchain.rustc.parent().map(Path::to_owned));
        Ok(Sandbox {
            read,
            write: vec![folder.to_owned()],
        })
    }

    pub(super) fn program_job(&self, work: &Work, target: Target) -> Job {
        let args: &[&str] = match target {
            Target::Tests => &["--test-threads=1", "--show-output", "--color=never"],
            Target::Main | Target::QuietMain | Target::Lints | Target::Wasm => &[],
        };
        let removed = ["RUST_TEST_THREADS", "RUST_TEST_NOCAPTURE", "RUST_LOG"];
        let mut env = vec![("RUST_BACKTRACE".into(), Some("0".into()))];
        env.extend(removed.map(|name| (name.into(), None)));
        if work.database != Some(Database::Given) {
            env.push((database::VARIABLE.into(), None));
        }
        env.extend(work.crates.as_deref().and_then(library_path));
        Job {
            program: work.program(target),
            args: args.iter().map(Into::into).collect(),
            args_to_wait: Vec::new(),
            cwd: self.dir.root.clone(),
            env,
            limits: work.limits,
            sandbox: None,
        }
    }

    pub(super) fn report(&self, work: &Work, built: &AllBuilt) -> CheckReport {
        let (first, beside) = (&built.first, built.beside.as_ref());
        let linted = built.lints.as_ref().and_then(read_lints);
        let with_clippy = linted.is_some() || first.run.is_none();
        let (compile, compiler) = linted.unwrap_or_else(|| {
            let said = rustc_json::parse(&first.compiled.stderr.text());
            (first.compiled.ending, said)
        });
        let (tests, main) = match first.target {
            Target::Tests => (first.run.as_ref(), beside.and_then(|b| b.run.as_ref())),
            _ => (None, first.run.as_ref()),
        };
        let test_run = tests.map(|run| libtest::parse(&run.stdout.text()));
        let test_evidence = tests.map(run_evidence);
        let main_evidence = main.map(run_evidence);
        let no_tests = (
            RunEvidence {
                ending: Ending::Exited(0),
                stderr: String::new(),
            },
            TestRun {
                complete: true,
                ..TestRun::default()
            },
        );
        let tests_pair = match (&test_evidence, &test_run) {
            (Some(evidence), Some(run)) => Some((evidence, run)),
            // Required tests that were deleted altogether must still be missed.
            _ if first.run.is_some() => Some((&no_tests.0, &no_tests.1)),
            _ => None,
        };
        let wasm_said = built.wasm.as_ref().map(|outcome| {
            let said = rustc_json::parse(&outcome.stderr.text());
            (outcome.ending, said)
        });
        let wasm = wasm_said.as_ref().map(|(ending, said)| (*ending, said));
        let reason = verdict::judge(&Evidence {
            compile: compile_evidence(compile, &compiler),
            wasm: wasm.map(|(ending, said)| compile_evidence(ending, said)),
            tests: tests_pair,
            main: main_evidence.as_ref(),
            strict: work.exercise.strict_clippy,
            required_tests: &work.required_tests,
            edited_tests: &work.edited_tests,
            seconds: work.limits.time.as_secs(),
        });
        let mut diagnostics = compiler.diagnostics;
        if let (Reason::WasmBuildFailed { .. }, Some((_, said))) = (&reason, &wasm_said) {
            diagnostics.splice(..0, said.diagnostics.iter().cloned());
        }
        let was_built = wasm.is_some_and(|(ending, _)| ending == Ending::Exited(0));
        CheckReport {
            diagnostics,
            wasm: work.wasm.filter(|wasm| was_built || *wasm != Wasm::Built),
            database: work.database,
            tests: test_run.map(|run| run.tests).unwrap_or_default(),
            main_output: main.map(|run| ProgramOutput {
                stdout: run.stdout.text(),
                stderr: run.stderr.text(),
            }),
            test_stderr: tests.map(|run| run.stderr.text()).unwrap_or_default(),
            with_clippy: with_clippy && work.toolchain.clippy.is_some(),
            ..CheckReport::without_check(&work.exercise.name, &work.path, reason)
        }
    }

    /// The files beside the source that the compilers read. `None` if that is not known, or if
    /// there is more than files: then the result must not be stored.
    fn inputs(&self, work: &Work) -> Option<Vec<Input>> {
        let read = |list: String| rustc::read_inputs(&list, work.crates.is_some());
        let mut paths = read(list_of_inputs(work, work.first_target())?)?;
        // The others may read more; after a failed compile there are none.
        for target in [Target::QuietMain, Target::Lints, Target::Wasm] {
            if let Some(list) = list_of_inputs(work, target) {
                paths.extend(read(list)?);
            }
        }
        let others = paths.iter().filter(|path| **path != work.path);
        others.map(|path| Input::of(&self.dir.root, path)).collect()
    }
}

/// Whether the compile failed for a file that is not there: no list of inputs names it, and it
/// may come.
fn misses_a_file(report: &CheckReport) -> bool {
    report.diagnostics.iter().any(|diagnostic| {
        diagnostic.code.as_deref() == Some("E0583")
            || diagnostic.message.starts_with("couldn't read")
    })
}

/// What clippy said of a program that compiles, and how it ended. `None` if it broke down.
fn read_lints(lints: &Outcome) -> Option<(Ending, rustc_json::CompilerOutput)> {
    let said = rustc_json::parse(&lints.stderr.text());
    let refused = said.diagnostics.iter().any(|d| d.level == Level::Error);
    let worked = match lints.ending {
        Ending::Exited(0) => true,
        Ending::Exited(_) => refused,
        _ => false,
    };
    worked.then_some((lints.ending, said))
}

fn list_of_inputs(work: &Work, target: Target) -> Option<String> {
    fs::read_to_string(rustc::inputs_file(&work.program(target))).ok()
}

/// One of a file's programs.
pub(super) struct Built {
    pub(super) target: Target,
    pub(super) compiled: Outcome,
    pub(super) run: Option<Outcome>,
}

/// All that was made of a file.
pub(super) struct AllBuilt {
    pub(super) first: Built,
    /// The program of `main`, where `first` is that of the tests.
    pub(super) beside: Option<Built>,
    pub(super) lints: Option<Outcome>,
    pub(super) wasm: Option<Outcome>,
}

impl Work<'_> {
    /// Says what the report is about.
    pub(super) fn sign(&self, report: &mut CheckReport) {
        report.version.clone_from(&self.version);
        report.source.clone_from(&self.source);
    }

    fn compile(&self, target: Target) -> Compile<'_> {
        let crates = match target {
            Target::Wasm => &self.wasm_crates,
            _ => &self.crates,
        };
        Compile {
            toolchain: self.toolchain,
            flags: self.flags,
            crates: crates.as_deref(),
            name: &self.exercise.name,
            path: &self.path,
            outline: &self.outline,
            tests: self.runs_tests,
        }
    }

    fn job(&self, target: Target, linking: Linking, root: &Path) -> Job {
        let program = self.program(target);
        let mut job = self.compile(target).job(target, linking, root, &program);
        if self.database == Some(Database::Withheld) {
            // Else `env!` would bring it in.
            job.env.push((database::VARIABLE.into(), None));
        }
        job
    }

    /// The program whose diagnostics count.
    fn first_target(&self) -> Target {
        match self.runs_tests {
            true => Target::Tests,
            false => Target::Main,
        }
    }

    /// All programs that are built of the file.
    fn targets(&self) -> impl Iterator<Item = Target> {
        let beside = self.runs_tests && self.runs_main;
        iter::once(self.first_target())
            .chain(beside.then_some(Target::QuietMain))
            .chain(self.toolchain.clippy.is_some().then_some(Target::Lints))
            .chain((self.wasm == Some(Wasm::Built)).then_some(Target::Wasm))
    }

    fn key(&self, source: &str) -> String {
        let flags = self.compile(self.first_target()).flags(self.first_target());
        let wasm = self.wasm_id();
        CacheKey {
            sandboxed: self.sandboxed,
            schema: check_report::SCHEMA,
            tool: env!("CARGO_PKG_VERSION"),
            toolchain: &self.toolchain.id,
            path: &self.path,
            flags: &flags,
            crates: self.crates.as_ref().map(|crates| crates.id.as_str()),
            wasm: wasm.as_deref(),
            source,
            required_tests: &self.required_tests,
            edited_tests: &self.edited_tests,
            test: self.exercise.test,
            strict: self.exercise.strict_clippy,
            limits: self.limits,
        }
        .digest()
    }

    fn program(&self, target: Target) -> PathBuf {
        // A folder each: the compiler names its intermediate files after the crate, and two
        // compiles of one crate in one folder would take each other's.
        let folder = match target {
            Target::Tests => "tests",
            Target::Main | Target::QuietMain => "main",
            Target::Lints => "lints",
            Target::Wasm => "wasm",
        };
        let output = self.output.as_deref().unwrap_or(Path::new(""));
        output
            .join(folder)
            .join(format!("program{}", std::env::consts::EXE_SUFFIX))
    }

    /// What stands for all that it is built with for WebAssembly; empty if it cannot be.
    fn wasm_id(&self) -> Option<String> {
        self.wasm?;
        let std = self.toolchain.wasm_std.clone().unwrap_or_default();
        let crates = self.wasm_crates.as_ref();
        let crates = crates.map_or("", |crates| crates.id.as_str());
        Some(format!("{std} {crates}"))
    }

    /// Whether another run would come out the same: nobody knows what a database holds.
    fn may_be_cached(&self) -> bool {
        self.database != Some(Database::Given)
    }

    fn failure(&self, message: String) -> CheckReport {
        let reason = Reason::ToolFailure { message };
        CheckReport::without_check(&self.exercise.name, &self.path, reason)
    }

    fn clean_up(&self) {
        if let Some(output) = &self.output {
            // What stays behind goes with the scratch folder.
            let _ = fs::remove_dir_all(output);
        }
    }
}

/// Whether a program in the sandbox may see a variable: the others may hold secrets.
fn is_harmless(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    let known = [
        "PATH", "LANG", "LANGUAGE", "TERM", "TZ", "USER", "LOGNAME", "SHELL",
    ];
    known.contains(&&*name) || name.starts_with("LC_")
}

/// Where a program finds the dynamic libraries of its crates, before where it would look.
fn library_path(crates: &Crates) -> Option<(OsString, Option<OsString>)> {
    let name = match std::env::consts::OS {
        "macos" => "DYLD_FALLBACK_LIBRARY_PATH",
        "windows" => "PATH",
        _ => "LD_LIBRARY_PATH",
    };
    let mut folders: Vec<PathBuf> = crates.library_folders().map(PathBuf::from).collect();
    if folders.is_empty() {
        return None;
    }
    let usual = std::env::var_os(name).unwrap_or_default();
    folders.extend(std::env::split_paths(&usual));
    let path = std::env::join_paths(folders).ok()?;
    Some((name.into(), Some(path)))
}

fn compile_evidence(ending: Ending, said: &rustc_json::CompilerOutput) -> CompileEvidence<'_> {
    CompileEvidence {
        ending,
        diagnostics: &said.diagnostics,
        text: &said.other_text,
    }
}

fn run_evidence(run: &Outcome) -> RunEvidence {
    RunEvidence {
        ending: run.ending,
        stderr: run.stderr.text(),
    }
}
