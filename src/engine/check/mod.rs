//! THE pipeline for one exercise: source → cache or compile and run → report.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::engine::attempts::Attempts;
use crate::engine::cache::Cache;
use crate::engine::course_dir::CourseDir;
use crate::engine::crates::config::Config;
use crate::engine::crates::lock::Locker;
use crate::engine::crates::{CrateStore, Crates, Listener};
use crate::engine::fast::FastRunner;
use crate::engine::originals::Grading;
use crate::engine::process::{self, Cancel, Job, Runner};
use crate::engine::rustc::Linking;
use crate::engine::scratch::Scratch;
use crate::engine::toolchain::{self, Toolchain};
use crate::engine::wasm::WasmCrates;
use crate::engine::{editors, embedded, files, starters};
use crate::grading::bypasses::find_bypasses;
use crate::grading::compose::compose;
use crate::grading::reference::Reference;
use crate::model::check_report::{CheckReport, Wasm, WithoutClippy};
use crate::model::course::Exercise;
use crate::model::database;
use crate::model::formats::v5;
use crate::model::limits::{DEFAULT_PROGRAM_TIME, Limits};
use crate::model::main_test;
use crate::model::open_tests::OpenPlaces;
use crate::model::test_changes::{self, TestChange};
use crate::model::test_code;
use crate::model::verdict::{RESET_HELPS, Reason};
use crate::rust::Outline;

mod ask;
mod build;
mod build_script;
mod evidence;
mod incremental;
mod messages;
mod pristine;
mod work;

use incremental::Incremental;

pub(in crate::engine) use build::{AllBuilt, Built};
pub(in crate::engine) use work::{Begun, Work};

/// Checks the exercises of one course.
pub struct Checker {
    dir: CourseDir,
    runner: Arc<dyn Runner>,
    pub(in crate::engine) cache: Cache,
    crates: CrateStore,
    wasm_crates: WasmCrates,
    toolchain: Attempts<Result<Toolchain, String>>,
    scratch: Attempts<Result<Scratch, String>>,
    starts_ahead: bool,
    incremental: Incremental,
    sandboxed: bool,
    grading: Grading,
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
    /// The learner works on this file: what the compiler can use at the next save is kept.
    pub again: bool,
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
            again: false,
        }
    }
}

impl Request {
    /// The file that is checked, below the course's root.
    pub(in crate::engine) fn path(&self, exercise: &Exercise) -> String {
        match self.solution {
            true => exercise.solution_path(),
            false => exercise.path(),
        }
    }
}

impl Checker {
    /// A checker with real processes.
    ///
    /// # Errors
    /// This program's own file cannot be found.
    pub fn new(dir: CourseDir) -> io::Result<Self> {
        let runner: Arc<dyn Runner> = Arc::new(FastRunner::new()?);
        let cache = Cache::of(&dir.state_folder());
        Ok(Self {
            crates: CrateStore::new(dir.clone(), Arc::clone(&runner)),
            wasm_crates: WasmCrates::new(dir.clone(), Arc::clone(&runner)),
            dir,
            runner,
            cache,
            toolchain: Attempts::default(),
            scratch: Attempts::default(),
            starts_ahead: false,
            incremental: Incremental::default(),
            sandboxed: false,
            grading: Grading::for_learner(),
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
        self.toolchain_unless(|_| false)
    }

    /// The toolchain; where there was none or it lacked something, as it is now.
    fn toolchain_of_now(&self) -> Result<&Toolchain, String> {
        self.toolchain_unless(|found| match found {
            Ok(toolchain) => toolchain.lacks_what_is_there(),
            Err(_) => true,
        })
    }

    fn toolchain_unless(
        &self,
        is_outdated: impl FnOnce(&Result<Toolchain, String>) -> bool,
    ) -> Result<&Toolchain, String> {
        let find = || {
            let toolchain = toolchain::find(&self.dir.root)?;
            let config = Config::read(&self.dir.root);
            let flags = config.flags(&toolchain, &self.dir.state_folder(), &*self.runner);
            Ok(toolchain.with_flags(flags))
        };
        let found = self.toolchain.get(find, is_outdated);
        found.as_ref().map_err(Clone::clone)
    }

    /// Keeps compilers started that wait for the next check: for a checker that lives long.
    #[must_use]
    pub fn starting_ahead(mut self) -> Self {
        self.starts_ahead = true;
        self
    }

    /// Holds what it checks against originals.
    #[must_use]
    pub fn grading(mut self, grading: Grading) -> Self {
        self.grading = grading;
        self
    }

    /// The text of a file of the learner's. Where somebody else grades it, a link must not lead
    /// to somebody else's work.
    fn read_source(&self, path: &str) -> Result<String, String> {
        let text = files::read_source(&self.file(path))?;
        let real = |path: &Path| std::fs::canonicalize(path).ok();
        match &self.grading.sources {
            Some(folder) => match (real(folder), real(&self.file(path))) {
                (Some(folder), Some(file)) if file.starts_with(&folder) => Ok(text),
                _ => Err("is a link that leads out of the learner's folder".to_owned()),
            },
            None => Ok(text),
        }
    }

    /// Says how a file that isn't there comes back, where it can.
    fn with_way_out(&self, problem: String, exercise: &Exercise, request: Request) -> String {
        if problem != files::MISSING || request.solution {
            return problem;
        }
        match starters::pristine(&self.dir, exercise) {
            Some(_) => format!("{problem}; {RESET_HELPS}"),
            None => format!("{problem}, and we have no copy of it"),
        }
    }

    /// A file of the learner's.
    fn file(&self, path: &str) -> PathBuf {
        self.grading.sources(&self.dir.root).join(path)
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
        let is_near = soon.into_iter().any(needs);
        editors::follow(&self.dir, is_near);
        if is_near {
            self.start_crates();
        }
    }

    /// Begins to build the course's crates without waiting for them. Returns whether there is
    /// nothing to wait for.
    pub fn start_crates(&self) -> bool {
        // Without a toolchain there will be a message at the check.
        let toolchain = self.toolchain();
        toolchain.is_ok_and(|toolchain| self.crates.start(toolchain))
    }

    /// Builds the course's crates, if it has some.
    ///
    /// # Errors
    /// They cannot be built, or there is no toolchain.
    pub fn build_crates(&self) -> Result<Option<Arc<Crates>>, String> {
        if !self.dir.package.has_crates() {
            return Ok(None);
        }
        let toolchain = self.toolchain()?;
        let built = self.crates.get(toolchain, false, &Cancel::default());
        built.transpose()
    }

    /// Waits for the crates if an exercise needs them: their time is none of the check's.
    pub(in crate::engine) fn await_crates(
        &self,
        exercise: &Exercise,
        request: Request,
        cancel: &Cancel,
    ) {
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
        let source = files::read_source(&self.file(&request.path(exercise)));
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
        let _turn = request.again.then(|| self.incremental.turn());
        let started = Instant::now();
        let (mut report, work) = self.find_out(exercise, request, cancel);
        let waited = work.as_ref().map_or(Duration::ZERO, |work| work.waited);
        let took = started.elapsed().saturating_sub(waited);
        report.duration_ms = files::milliseconds(took);
        if !cancel.is_cancelled() {
            tell(report.clone());
        }
        if let Some(work) = work {
            self.finish(&work, &report, request, cancel);
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
        // Without crates the compiler is quicker if it need not take notes.
        if request.again && work.crates.is_some() {
            let make = || self.scratch()?.new_folder("incremental");
            work.incremental = self.incremental.folder(&exercise.name, make);
        }
        let output = match &work.incremental {
            Some(folder) => Ok(incremental::output(folder)),
            None => self.output(&work.key),
        };
        let laid_out = output.and_then(|output| {
            if work.pristine {
                self.lay_out(&work, &output)?;
            }
            Ok(output)
        });
        work.joins_main = work.runs_tests
            && work.runs_main
            && !work.pristine
            && !work.outline.global_allocator
            && main_test::may_join(&work.read());
        match laid_out {
            Ok(output) => work.output = Some(output),
            Err(message) => return (work.failure(message), None),
        }
        match self.run_build_script(&work, cancel) {
            Ok(script) => work.script = script,
            Err(mut report) => {
                report.version.clone_from(&work.version);
                work.clean_up();
                return (*report, None);
            }
        }
        let mut report = self.fresh(&mut work, cancel);
        work.sign(&mut report);
        (report, Some(work))
    }

    /// Reads the source and looks into the cache.
    pub(in crate::engine) fn begin<'a>(
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
        let source = match self.read_source(&path) {
            Ok(source) => match embedded::seal_in_words(&source).filter(|_| request.solution) {
                Some(words) => {
                    let problem = words.to_owned();
                    return cannot(Reason::BadSource { problem });
                }
                None => source,
            },
            Err(_) if request.solution && !self.file(&path).exists() => {
                // No command brings it back.
                let problem = "does not exist".to_owned();
                return cannot(Reason::BadSource { problem });
            }
            Err(problem) => {
                let problem = self.with_way_out(problem, exercise, request);
                return cannot(Reason::BadSource { problem });
            }
        };
        let version = files::digest(source.as_bytes());
        let may_be_unfinished = exercise.legacy.is_some();
        let not_done = may_be_unfinished
            .then(|| v5::line_not_done(&self.dir.package.read(source.as_str())))
            .flatten();
        let graded = match self.graded(exercise, request, source) {
            Ok(graded) => graded,
            Err(message) => return cannot(Reason::ToolFailure { message }),
        };
        let source = graded.text;
        let toolchain = match request.again {
            true => self.toolchain_of_now(),
            false => self.toolchain(),
        };
        let toolchain = match toolchain {
            Ok(toolchain) => toolchain,
            Err(message) => return cannot(Reason::ToolFailure { message }),
        };
        let crates = match self.crates_for(&source, toolchain, cancel) {
            Ok(crates) => crates,
            Err(message) => return cannot(Reason::ToolFailure { message }),
        };
        let outline = Outline::of(&self.dir.package.read(source.as_str()));
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
        work.pristine = self.grading.pristine;
        work.required_tests = graded.required;
        work.edited_tests = graded.edited;
        work.test_changes = graded.changes;
        work.sealed_tests = graded.sealed;
        work.open_tests = graded.open;
        work.version = version;
        work.not_done = not_done;
        work.key = work.key(&source);
        work.may_batch = !work.pristine
            && work.wasm != Some(Wasm::Built)
            && work.database.is_none()
            && not_done.is_none()
            && exercise.build_script().is_none();
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
    fn finish(&self, work: &Work, report: &CheckReport, request: Request, cancel: &Cancel) {
        if work.output.is_some() {
            if report.reason.may_be_cached()
                && work.may_be_cached()
                // A clippy that broke down may do its work the next time.
                && !matches!(report.without_clippy, Some(WithoutClippy::Failed { .. }))
                && !misses_a_file(report)
                && !cancel.is_cancelled()
                && let Some(inputs) = self.inputs(work)
            {
                self.cache.put(&work.key, report, inputs);
            }
            work.clean_up();
        }
        // What a build script will say at the next check isn't known.
        if self.starts_ahead && request.again && work.script.is_none() {
            // Where they write is among the arguments that come later.
            let job = |target| work.job(target, Linking::Direct, None, &self.dir.root);
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
        let runs_main_beside_tests = outline.main_does_something && exercise.legacy.is_none();
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
            not_done: None,
            script: None,
            open_tests: None,
            test_changes: Vec::new(),
            limits: Limits::program(time),
            // A file whose tests are gone is still built as tests, to be told so.
            runs_tests,
            runs_main: !runs_tests || runs_main_beside_tests,
            outline,
            key: String::new(),
            version: String::new(),
            source: String::new(),
            may_batch: false,
            may_share: false,
            may_be_root: false,
            main_place: None,
            may_build_linted: false,
            may_wait: false,
            sandboxed: self.sandboxed,
            pristine: false,
            sealed_tests: Vec::new(),
            output: None,
            incremental: None,
            joins_main: false,
        }
    }

    /// What is compiled for an exercise whose file has this text.
    fn graded(
        &self,
        exercise: &Exercise,
        request: Request,
        source: String,
    ) -> Result<Graded, String> {
        let settings = self.grading.edited_settings.get(&exercise.name).cloned();
        let mut graded = Graded {
            edited: settings.filter(|_| !request.solution).unwrap_or_default(),
            required: Vec::new(),
            sealed: Vec::new(),
            open: (exercise.test && exercise.has_learners_tests() && !request.solution)
                .then_some(OpenPlaces::Manifest),
            changes: Vec::new(),
            text: source,
        };
        let Some(original) = self.original(exercise, request) else {
            let is_needed = exercise.test && !exercise.has_learners_tests();
            if self.grading.pristine && is_needed {
                return Err(format!(
                    "there is no original of {} to grade it under; name a folder with the \
                     course as it came by --originals DIR",
                    exercise.name
                ));
            }
            return Ok(graded);
        };
        let originals = &self.grading.originals;
        let solution = originals.solution(&self.dir, exercise);
        let text = &graded.text;
        let open = originals.open_tests(&self.dir, exercise, &original, text);
        let tests = open.as_ref().map_or(&original, |open| &open.text);
        let read = |text: &str| self.dir.package.read(text);
        let solution = solution.as_deref().map(read);
        let (source, learners) = (read(tests), read(text));
        let reference = Reference {
            original: &read(&original),
            tests: &source,
            solution: solution.as_ref(),
            crates: &self.dir.package.crates,
        };
        graded.required = Outline::of(&source).tests;
        let mut edited = open.as_ref().map_or(Vec::new(), |open| open.edited.clone());
        if self.grading.pristine {
            edited.extend(find_bypasses(reference, &learners));
            let composed = compose(&source, &learners);
            (graded.text, graded.sealed) = (composed.text, composed.tests);
        } else {
            edited.extend(test_code::edited(reference, &learners));
            if !edited.is_empty() {
                graded.changes = test_changes::changes(tests, text);
            }
        }
        for name in edited {
            if !graded.edited.contains(&name) {
                graded.edited.push(name);
            }
        }
        graded.open = open.map(|open| OpenPlaces::Starter {
            places: open.places,
        });
        Ok(graded)
    }

    /// The text that the exercise came with, if its tests are to be held against it.
    fn original(&self, exercise: &Exercise, request: Request) -> Option<String> {
        // The author's solutions are held against the starters when the author asks.
        let is_trusted = request.solution && !request.author && !self.grading.pristine;
        if !exercise.test || exercise.has_learners_tests() || is_trusted {
            return None;
        }
        match request.author {
            true => files::read_source(&self.dir.root.join(exercise.path())).ok(),
            false => self.grading.originals.text(&self.dir, exercise),
        }
    }

    /// A folder for this check's programs that no other check uses.
    pub(in crate::engine) fn output(&self, key: &str) -> Result<PathBuf, String> {
        self.scratch()?.new_folder(key.get(..16).unwrap_or(key))
    }

    fn scratch(&self) -> Result<&Scratch, String> {
        let make = || Scratch::new(&self.dir.state_folder());
        let scratch = self.scratch.get(make, Result::is_err);
        scratch.as_ref().map_err(Clone::clone)
    }
}

/// A file's text as it is compiled, and what is asked of it.
struct Graded {
    text: String,
    /// Tests that must pass.
    required: Vec<String>,
    /// What is not as it came.
    edited: Vec<String>,
    /// Tests that leave marks.
    sealed: Vec<String>,
    /// Tests that are the learner's to write.
    open: Option<OpenPlaces>,
    /// What the learner changed in the tests.
    changes: Vec<TestChange>,
}

/// Whether the compile failed for a file that is not there: no list of inputs names it, and it
/// may come.
fn misses_a_file(report: &CheckReport) -> bool {
    report.diagnostics.iter().any(|diagnostic| {
        diagnostic.code.as_deref() == Some("E0583")
            || diagnostic.message.starts_with("couldn't read")
    })
}
