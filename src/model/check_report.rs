//! The result of checking one exercise, whether fresh or from the cache.

use serde::{Deserialize, Serialize};

use crate::model::database::Database;
use crate::model::diagnostic::{Diagnostic, Level};
use crate::model::exercise_tests::OpenPlaces;
use crate::model::exercise_tests::TestChange;
use crate::model::libtest::{TestOutcome, TestResult};
use crate::model::module_files::{ExerciseFile, ModuleFiles};
use crate::model::verdict::{Reason, Verdict};
use crate::rust::Edition;

/// The version of [`CheckReport`] on disk. A new number makes old records invisible.
pub const SCHEMA: u32 = 2;

/// The result of one check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckReport {
    /// The exercise's name.
    pub name: String,
    /// Its file below the course's root. If there are several, it's the one to look at first.
    pub path: String,
    /// The digest of the source that was checked; empty if the source couldn't be read.
    #[serde(default)]
    pub version: String,
    /// The source itself. It isn't stored, since the caller has it.
    #[serde(skip)]
    pub source: String,
    /// The edition that it's read in. Not stored.
    #[serde(skip)]
    pub edition: Edition,
    /// The tests that are the learner's to write, if any. Not stored.
    #[serde(skip)]
    pub open_tests: Option<OpenPlaces>,
    /// What the learner changed in the tests. Not stored.
    #[serde(skip)]
    pub test_changes: Vec<TestChange>,
    /// The reason for the verdict, which follows from it.
    pub reason: Reason,
    /// Errors and warnings in the compiler's order.
    pub diagnostics: Vec<Diagnostic>,
    /// The tests that ran, in their order.
    pub tests: Vec<TestResult>,
    /// What `main` printed, if it was run.
    pub main_output: Option<ProgramOutput>,
    /// What a failed test program printed outside its tests.
    pub test_stderr: String,
    /// Whether the program mentions standard input, which is empty, and failed at run time.
    #[serde(default)]
    pub missed_input: bool,
    /// Why clippy didn't check the exercise. `None` if it did, or if that makes no difference.
    #[serde(default)]
    pub without_clippy: Option<MissingClippy>,
    /// Whether the exercise was built for WebAssembly, if it should be. `None` if the check
    /// failed before or in that build.
    pub wasm: Option<Wasm>,
    /// Whether a program that asks for `DATABASE_URL` got it, if it's set.
    pub database: Option<Database>,
    /// How long the check took; for a cached result, the look-up.
    pub duration_ms: u64,
    /// Whether this result came from the cache.
    pub cached: bool,
}

/// Whether an exercise was built for WebAssembly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wasm {
    /// It was built.
    Built,
    /// The toolchain has no standard library for it.
    NoTarget,
}

/// Why clippy didn't check a program that it should have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum MissingClippy {
    /// Clippy isn't installed.
    Missing {
        /// How to install it: a sentence without its full stop.
        advice: String,
    },
    /// Clippy failed.
    Failed {
        /// Clippy's own message.
        words: String,
    },
}

impl MissingClippy {
    /// What's wrong and what to do: a sentence without its full stop.
    pub fn sentence(&self) -> String {
        match self {
            Self::Missing { advice } => format!("clippy is not installed: {advice}"),
            Self::Failed { words } => format!("clippy failed: {words}"),
        }
    }
}

/// What a program printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgramOutput {
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
    /// Both streams in the order of writing. `None` if only one of them has text.
    pub in_order: Option<String>,
}

impl ProgramOutput {
    /// Everything that the program printed, in order.
    pub fn whole(&self) -> &str {
        match &self.in_order {
            Some(whole) => whole,
            None if self.stdout.is_empty() => &self.stderr,
            None => &self.stdout,
        }
    }
}

impl CheckReport {
    /// A report for a check that couldn't start.
    pub fn without_check(name: &str, path: &str, reason: Reason) -> Self {
        Self {
            name: name.to_owned(),
            path: path.to_owned(),
            version: String::new(),
            source: String::new(),
            edition: Edition::default(),
            open_tests: None,
            test_changes: Vec::new(),
            reason,
            diagnostics: Vec::new(),
            tests: Vec::new(),
            main_output: None,
            test_stderr: String::new(),
            missed_input: false,
            without_clippy: None,
            wasm: None,
            database: None,
            duration_ms: 0,
            cached: false,
        }
    }

    /// A note for a verdict that was reached without clippy. `None` if the verdict says so
    /// itself.
    pub fn note_without_clippy(&self) -> Option<String> {
        let without = self.without_clippy.as_ref();
        let without = without.filter(|_| self.verdict() != Verdict::Error);
        without.map(|without| format!("lints are not checked: {}", without.sentence()))
    }

    /// The verdict: pass, fail or error.
    pub fn verdict(&self) -> Verdict {
        self.reason.verdict()
    }

    /// Whether the exercise passed.
    pub fn passed(&self) -> bool {
        self.verdict() == Verdict::Pass
    }

    /// Whether this counts as one of the learner's attempts. A correct program that still has
    /// its `// I AM NOT DONE` isn't a failed attempt.
    pub fn is_attempt(&self) -> bool {
        !matches!(self.reason, Reason::NotDone { .. })
    }

    /// The diagnostics of one level, in order.
    pub fn at_level(&self, level: Level) -> impl Iterator<Item = &Diagnostic> {
        self.diagnostics.iter().filter(move |d| d.level == level)
    }

    /// The diagnostics in the order in which a learner should read them: errors first.
    pub fn most_important_first(&self) -> Vec<&Diagnostic> {
        let others = self.diagnostics.iter().filter(|d| d.level != Level::Error);
        self.at_level(Level::Error).chain(others).collect()
    }

    /// Counts the tests with one outcome.
    pub fn count_tests(&self, outcome: TestOutcome) -> usize {
        self.tests.iter().filter(|t| t.outcome == outcome).count()
    }

    /// The error codes, each once.
    pub fn error_codes(&self) -> Vec<String> {
        match &self.reason {
            Reason::CompileError { codes, .. } => codes.clone(),
            _ => Vec::new(),
        }
    }

    /// The line and column where a learner should look first.
    pub fn first_place(&self) -> Option<(usize, usize)> {
        if let Reason::NotDone { line } = self.reason {
            return Some((line, 1));
        }
        let first = self.most_important_first().into_iter().next();
        let span = first
            .filter(|_| self.fails_by_diagnostics())
            .and_then(Diagnostic::primary_span);
        match span {
            Some(span) if span.file_name == self.path => Some((span.line_start, span.column_start)),
            _ => self.panic_place(),
        }
    }

    /// Which of an exercise's files a learner should look at first: that of the first error or of
    /// the first panic, or else the first.
    pub fn file_to_look_at<'f>(&self, files: &'f ModuleFiles) -> &'f ExerciseFile {
        let of_span = |diagnostic: &Diagnostic| {
            let span = diagnostic.primary_span()?;
            files.at(&span.file_name)
        };
        let leading = || self.most_important_first().into_iter().find_map(of_span);
        let panicked = || {
            let has_place = |text: &str, file: &ExerciseFile| place_in(text, &file.path).is_some();
            let mut texts = self.panic_texts();
            texts.find_map(|text| files.files.iter().find(|file| has_place(text, file)))
        };
        let found = if self.fails_by_diagnostics() {
            leading()
        } else {
            panicked().or_else(leading)
        };
        found.unwrap_or_else(|| files.root())
    }

    /// Whether diagnostics are why the exercise doesn't pass.
    fn fails_by_diagnostics(&self) -> bool {
        matches!(
            self.reason,
            Reason::CompileError { .. } | Reason::Lint { .. } | Reason::WasmBuildFailed { .. }
        )
    }

    /// What failed tests and `main` said, in which there may be panics.
    fn panic_texts(&self) -> impl Iterator<Item = &String> {
        let failed = self
            .tests
            .iter()
            .filter(|t| t.outcome == TestOutcome::Failed);
        let main = self.main_output.as_ref().map(|output| &output.stderr);
        failed.map(|t| &t.output).chain(main)
    }

    /// The place in a panic's message.
    fn panic_place(&self) -> Option<(usize, usize)> {
        self.panic_texts()
            .find_map(|text| place_in(text, &self.path))
    }
}

/// The place in this file of the first panic in a text, `panicked at FILE:LINE:COLUMN:`.
fn place_in(text: &str, file: &str) -> Option<(usize, usize)> {
    let (_, behind) = text.split_once(&format!("panicked at {file}:"))?;
    let mut numbers = behind.split(':');
    let line = numbers.next()?.parse().ok()?;
    let column = numbers.next()?.parse().ok()?;
    Some((line, column))
}
