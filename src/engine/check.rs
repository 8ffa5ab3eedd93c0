//! THE pipeline for one exercise: source → cache or compile and run → report.

use std::fs;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use crate::engine::cache::{Cache, Input};
use crate::engine::course_dir::CourseDir;
use crate::engine::process::{Cancel, Job, Runner};
use crate::engine::rustc::{self, Compile, Target};
use crate::engine::toolchain::{self, Toolchain};
use crate::engine::{embedded, files, starters};
use crate::model::cache_key::CacheKey;
use crate::model::check_report::{self, CheckReport, ProgramOutput};
use crate::model::course::Exercise;
use crate::model::libtest::{self, TestRun};
use crate::model::limits::{DEFAULT_PROGRAM_TIME, Limits};
use crate::model::outcome::{Ending, Outcome};
use crate::model::rustc_json;
use crate::model::source::{self, Outline};
use crate::model::verdict::{self, Evidence, Reason, RunEvidence};

/// Checks the exercises of one course.
pub struct Checker {
    dir: CourseDir,
    runner: Box<dyn Runner>,
    cache: Cache,
    toolchain: OnceLock<Result<Toolchain, String>>,
    scratch: OnceLock<Result<Scratch, String>>,
}

/// Which file of an exercise, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Request {
    /// The solution instead of the learner's file.
    pub solution: bool,
    /// The author asks: the file as it is now is the original, not the copy kept of it.
    pub author: bool,
    /// Whether a stored result will do.
    pub use_cache: bool,
    /// The time limit of a run; the exercise's own comes first.
    pub time: Option<Duration>,
}

impl Default for Request {
    fn default() -> Self {
        Self {
            solution: false,
            author: false,
            use_cache: true,
            time: None,
        }
    }
}

/// What one check works with.
struct Work<'a> {
    compile: Compile<'a>,
    exercise: &'a Exercise,
    required_tests: Vec<String>,
    limits: Limits,
    runs_tests: bool,
    runs_main: bool,
    /// Where this check's programs are written.
    output: PathBuf,
}

impl Checker {
    /// A checker with real processes.
    ///
    /// # Errors
    /// This program's own file cannot be found.
    pub fn new(dir: CourseDir) -> io::Result<Self> {
        let runner = crate::engine::process::SystemRunner::new()?;
        let cache = Cache::new(dir.state_folder().join("cache"));
        Ok(Self {
            dir,
            runner: Box::new(runner),
            cache,
            toolchain: OnceLock::new(),
            scratch: OnceLock::new(),
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

    /// Checks one exercise. `None` if it was cancelled: then nothing is known.
    pub fn check(
        &self,
        exercise: &Exercise,
        request: Request,
        cancel: &Cancel,
    ) -> Option<CheckReport> {
        let started = Instant::now();
        let mut report = self.check_untimed(exercise, request, cancel);
        report.duration_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        (!cancel.is_cancelled()).then_some(report)
    }

    fn check_untimed(&self, exercise: &Exercise, request: Request, cancel: &Cancel) -> CheckReport {
        let path = match request.solution {
            true => exercise.solution_path(),
            false => exercise.path(),
        };
        let cannot = |reason| CheckReport::without_check(&exercise.name, &path, reason);
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
        let outline = source::outline(&source);
        let mut work = self.work(exercise, request, toolchain, &path, &outline);
        let key = work.key(&source);
        if let Some(mut report) = self.cached(&key, request) {
            report.cached = true;
            return report;
        }
        match self.output(&key) {
            Ok(output) => work.output = output,
            Err(message) => return cannot(Reason::ToolFailure { message }),
        }
        let report = self.fresh(&work, cancel);
        if report.reason.may_be_cached()
            && !misses_a_file(&report)
            && !cancel.is_cancelled()
            && let Some(inputs) = self.inputs(&work)
        {
            self.cache.put(&key, &report, inputs);
        }
        work.clean_up();
        report
    }

    fn cached(&self, key: &str, request: Request) -> Option<CheckReport> {
        let cache = request.use_cache.then_some(&self.cache)?;
        cache.get(key, &self.dir.root)
    }

    fn work<'a>(
        &'a self,
        exercise: &'a Exercise,
        request: Request,
        toolchain: &'a Toolchain,
        path: &'a str,
        outline: &'a Outline,
    ) -> Work<'a> {
        let own_time = exercise.timeout.map(Duration::from_secs);
        let time = own_time.or(request.time).unwrap_or(DEFAULT_PROGRAM_TIME);
        let runs_tests = exercise.test && outline.has_tests;
        Work {
            compile: Compile {
                toolchain,
                flags: &self.dir.flags,
                name: &exercise.name,
                path,
                outline,
            },
            exercise,
            required_tests: self.required_tests(exercise, request.author),
            limits: Limits::program(time),
            // A file whose tests are gone is still built as tests, to be told so.
            runs_tests,
            runs_main: !runs_tests || outline.main_does_something,
            output: PathBuf::new(),
        }
    }

    /// The tests that the exercise came with.
    fn required_tests(&self, exercise: &Exercise, author: bool) -> Vec<String> {
        if !exercise.test || exercise.edit_tests {
            return Vec::new();
        }
        let original = match author {
            true => files::read_source(&self.dir.root.join(exercise.path())).ok(),
            false => starters::pristine(&self.dir, exercise),
        };
        original.map_or_else(Vec::new, |text| source::outline(&text).tests)
    }

    /// A file name for this check's programs that no other check uses.
    fn output(&self, key: &str) -> Result<PathBuf, String> {
        let scratch = self
            .scratch
            .get_or_init(|| Scratch::new(&self.dir.state_folder()));
        let scratch = scratch.as_ref().map_err(Clone::clone)?;
        let short = key.get(..16).unwrap_or(key);
        let folder = tempfile::Builder::new()
            .prefix(&format!("{short}-"))
            .tempdir_in(scratch.folder.path())
            .map_err(|error| format!("no scratch folder can be made: {error}"))?;
        Ok(folder.keep())
    }

    fn fresh(&self, work: &Work, cancel: &Cancel) -> CheckReport {
        let quiet = Cancel::default();
        let forwarded = quiet.clone();
        cancel.on_cancel(move || forwarded.cancel());
        let result = std::thread::scope(|scope| {
            // The second program is compiled and run beside the first.
            let beside = (work.runs_tests && work.runs_main)
                .then(|| scope.spawn(|| self.build_and_run(work, Target::QuietMain, &quiet)));
            let target = match work.runs_tests {
                true => Target::Tests,
                false => Target::Main,
            };
            let first = self.build_and_run(work, target, cancel);
            let failed = !matches!(&first, Ok(built) if built.run.is_some());
            if failed {
                quiet.cancel();
            }
            let second = beside.map(|thread| thread.join());
            (first, second.and_then(Result::ok).filter(|_| !failed))
        });
        match result {
            (Ok(first), None) => self.report(work, &first, None),
            (Ok(first), Some(Ok(second))) => self.report(work, &first, Some(&second)),
            (Err(message), _) | (_, Some(Err(message))) => work.failure(message),
        }
    }

    /// Compiles one of a file's programs and, if that works, runs it.
    fn build_and_run(&self, work: &Work, target: Target, cancel: &Cancel) -> Result<Built, String> {
        let program = work.program(target);
        fs::create_dir_all(program.parent().unwrap_or(&program))
            .map_err(|error| format!("no scratch folder can be made: {error}"))?;
        let job = work.compile.job(target, &self.dir.root, &program);
        let compiled = self.run(&job, cancel)?;
        let works = compiled.ending == Ending::Exited(0);
        let run = match works && !cancel.is_cancelled() {
            true => Some(self.run(&self.program_job(work, target, program), cancel)?),
            false => None,
        };
        Ok(Built {
            target,
            compiled,
            run,
        })
    }

    fn run(&self, job: &Job, cancel: &Cancel) -> Result<Outcome, String> {
        self.runner
            .run(job, cancel)
            .map_err(|error| format!("{} could not be started: {error}", job.program.display()))
    }

    fn program_job(&self, work: &Work, target: Target, program: PathBuf) -> Job {
        let args: &[&str] = match target {
            Target::Tests => &["--test-threads=1", "--show-output", "--color=never"],
            Target::Main | Target::QuietMain => &[],
        };
        let removed = ["RUST_TEST_THREADS", "RUST_TEST_NOCAPTURE", "RUST_LOG"];
        let mut env = vec![("RUST_BACKTRACE".into(), Some("0".into()))];
        env.extend(removed.map(|name| (name.into(), None)));
        Job {
            program,
            args: args.iter().map(Into::into).collect(),
            cwd: self.dir.root.clone(),
            env,
            limits: work.limits,
        }
    }

    fn report(&self, work: &Work, first: &Built, second: Option<&Built>) -> CheckReport {
        let compiler = rustc_json::parse(&first.compiled.stderr.text());
        let (tests, main) = match first.target {
            Target::Tests => (first.run.as_ref(), second.and_then(|b| b.run.as_ref())),
            Target::Main | Target::QuietMain => (None, first.run.as_ref()),
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
        let reason = verdict::judge(&Evidence {
            compile: first.compiled.ending,
            diagnostics: &compiler.diagnostics,
            compiler_text: &compiler.other_text,
            tests: tests_pair,
            main: main_evidence.as_ref(),
            strict: work.exercise.strict_clippy,
            required_tests: &work.required_tests,
            seconds: work.limits.time.as_secs(),
        });
        CheckReport {
            diagnostics: compiler.diagnostics,
            tests: test_run.map(|run| run.tests).unwrap_or_default(),
            main_output: main.map(|run| ProgramOutput {
                stdout: run.stdout.text(),
                stderr: run.stderr.text(),
            }),
            test_stderr: tests.map(|run| run.stderr.text()).unwrap_or_default(),
            with_clippy: work.compile.toolchain.has_clippy,
            ..CheckReport::without_check(&work.exercise.name, work.compile.path, reason)
        }
    }

    /// The files beside the source that the compilers read. `None` if that is not known, or if
    /// there is more than files: then the result must not be stored.
    fn inputs(&self, work: &Work) -> Option<Vec<Input>> {
        let first = match work.runs_tests {
            true => Target::Tests,
            false => Target::Main,
        };
        let mut paths = rustc::read_inputs(&list_of_inputs(work, first)?)?;
        // The program beside the tests may read more; after a failed compile there is none.
        if work.runs_tests
            && work.runs_main
            && let Some(list) = list_of_inputs(work, Target::QuietMain)
        {
            paths.extend(rustc::read_inputs(&list)?);
        }
        let others = paths.iter().filter(|path| *path != work.compile.path);
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

fn list_of_inputs(work: &Work, target: Target) -> Option<String> {
    fs::read_to_string(rustc::inputs_file(&work.program(target))).ok()
}

/// One of a file's programs.
struct Built {
    target: Target,
    compiled: Outcome,
    run: Option<Outcome>,
}

impl Work<'_> {
    fn key(&self, source: &str) -> String {
        let target = match self.runs_tests {
            true => Target::Tests,
            false => Target::Main,
        };
        CacheKey {
            schema: check_report::SCHEMA,
            tool: env!("CARGO_PKG_VERSION"),
            toolchain: &self.compile.toolchain.id,
            path: self.compile.path,
            flags: &self.compile.flags(target),
            source,
            required_tests: &self.required_tests,
            test: self.exercise.test,
            strict: self.exercise.strict_clippy,
            limits: self.limits,
        }
        .digest()
    }

    fn program(&self, target: Target) -> PathBuf {
        // A folder each: the compiler names its intermediate files after the crate, and two
        // compiles of one crate in one folder would take each other's.
        let folder = self.output.join(match target {
            Target::Tests => "tests",
            Target::Main | Target::QuietMain => "main",
        });
        folder.join(format!("program{}", std::env::consts::EXE_SUFFIX))
    }

    fn failure(&self, message: String) -> CheckReport {
        let reason = Reason::ToolFailure { message };
        CheckReport::without_check(&self.exercise.name, self.compile.path, reason)
    }

    fn clean_up(&self) {
        // What stays behind goes with the scratch folder.
        let _ = fs::remove_dir_all(&self.output);
    }
}

fn run_evidence(run: &Outcome) -> RunEvidence {
    RunEvidence {
        ending: run.ending,
        stderr: run.stderr.text(),
    }
}

/// A folder for programs, removed at the end. It holds a locked file while it is in use, so
/// that the next start can tell and remove what a killed one left behind.
struct Scratch {
    folder: tempfile::TempDir,
    _in_use: Option<File>,
}

const IN_USE: &str = "in-use";

impl Scratch {
    fn new(state_folder: &Path) -> Result<Self, String> {
        let parent = state_folder.join("scratch");
        remove_left_behind(&parent);
        let builder = || {
            let mut builder = tempfile::Builder::new();
            builder.prefix("run-");
            builder
        };
        let folder = fs::create_dir_all(&parent)
            .and_then(|()| builder().tempdir_in(&parent))
            // A course that cannot be written to: the system's own place.
            .or_else(|_| builder().tempdir())
            .map_err(|error| format!("no scratch folder can be made: {error}"))?;
        let in_use = File::create(folder.path().join(IN_USE));
        let in_use = in_use.ok().filter(|file| file.try_lock().is_ok());
        Ok(Self {
            folder,
            _in_use: in_use,
        })
    }
}

fn remove_left_behind(parent: &Path) {
    for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
        let lock = File::open(entry.path().join(IN_USE));
        if lock.is_ok_and(|file| file.try_lock().is_ok()) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}
