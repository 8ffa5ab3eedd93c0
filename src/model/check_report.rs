//! All that one check of one exercise learned. The same whether fresh or from the cache.

use serde::{Deserialize, Serialize};

use crate::model::database::Database;
use crate::model::diagnostic::{Diagnostic, Level};
use crate::model::exercise_tests::OpenPlaces;
use crate::model::exercise_tests::TestChange;
use crate::model::libtest::{TestOutcome, TestResult};
use crate::model::verdict::{Reason, Verdict};

/// The form of [`CheckReport`] on disk. Raised whenever an old record must not be read.
pub const SCHEMA: u32 = 2;

/// The result of one check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckReport {
    /// The exercise's name.
    pub name: String,
    /// Its file below the course's root.
    pub path: String,
    /// The digest of the source that was checked; empty if it could not be read.
    #[serde(default)]
    pub version: String,
    /// That source itself. Known to whoever asks, and not stored.
    #[serde(skip)]
    pub source: String,
    /// Which of its tests are the learner's to write, if any. Like the source, not stored.
    #[serde(skip)]
    pub open_tests: Option<OpenPlaces>,
    /// What the learner changed in the tests. Known to whoever asks, and not stored.
    #[serde(skip)]
    pub test_changes: Vec<TestChange>,
    /// Why it came out as it did; the verdict follows from it.
    pub reason: Reason,
    /// Errors and warnings in the compiler's order.
    pub diagnostics: Vec<Diagnostic>,
    /// The tests that ran, in their order.
    pub tests: Vec<TestResult>,
    /// What `main` printed, if it was run.
    pub main_output: Option<ProgramOutput>,
    /// What the test program printed outside its tests, where it did not end well.
    pub test_stderr: String,
    /// Whether the program mentions its standard input, which is empty, and failed as it ran.
    #[serde(default)]
    pub missed_input: bool,
    /// Why clippy took no part; `None` where it did, and where that makes no difference.
    #[serde(default)]
    pub without_clippy: Option<WithoutClippy>,
    /// Of an exercise that is to be built for WebAssembly: what came of it. `None` also where
    /// it failed, or failed before that.
    pub wasm: Option<Wasm>,
    /// Of a program that asks for `DATABASE_URL`, where that is set: whether it got it.
    pub database: Option<Database>,
    /// From the start of the check to its end; for a cached one, of the look-up.
    pub duration_ms: u64,
    /// Whether this came from the cache.
    pub cached: bool,
}

/// Whether an exercise was built for WebAssembly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wasm {
    /// It was.
    Built,
    /// The toolchain has no standard library for it.
    NoTarget,
}

/// Why clippy said nothing about a program that it was to look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum WithoutClippy {
    /// The toolchain has none.
    Missing {
        /// How to get it: a sentence without its full stop.
        advice: String,
    },
    /// It broke down.
    Failed {
        /// What it said.
        words: String,
    },
}

impl WithoutClippy {
    /// That it is so, and what to do: a sentence without its full stop.
    pub fn sentence(&self) -> String {
        match self {
            Self::Missing { advice } => format!("clippy is not installed: {advice}"),
            Self::Failed { words } => format!("clippy broke down: {words}"),
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
    /// Both in the order in which they were written; `None` if one of them says it all.
    pub in_order: Option<String>,
}

impl ProgramOutput {
    /// All that it printed, in the order in which it did.
    pub fn whole(&self) -> &str {
        match &self.in_order {
            Some(whole) => whole,
            None if self.stdout.is_empty() => &self.stderr,
            None => &self.stdout,
        }
    }
}

impl CheckReport {
    /// A report for a check that could not begin.
    pub fn without_check(name: &str, path: &str, reason: Reason) -> Self {
        Self {
            name: name.to_owned(),
            path: path.to_owned(),
            version: String::new(),
            source: String::new(),
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

    /// What is to be noted of a verdict that was found without clippy; `None` where the
    /// verdict itself says it.
    pub fn note_without_clippy(&self) -> Option<String> {
        let without = self.without_clippy.as_ref();
        let without = without.filter(|_| self.verdict() != Verdict::Error);
        without.map(|without| format!("lints are not checked: {}", without.sentence()))
    }

    /// Pass, fail or error.
    pub fn verdict(&self) -> Verdict {
        self.reason.verdict()
    }

    /// Whether it passed.
    pub fn passed(&self) -> bool {
        self.verdict() == Verdict::Pass
    }

    /// Whether it says how well the learner does. A program that is right and only waits for its
    /// author to say so is no failed attempt.
    pub fn is_attempt(&self) -> bool {
        !matches!(self.reason, Reason::NotDone { .. })
    }

    /// The diagnostics of this level, in order.
    pub fn at_level(&self, level: Level) -> impl Iterator<Item = &Diagnostic> {
        self.diagnostics.iter().filter(move |d| d.level == level)
    }

    /// The diagnostics in the order in which a learner should meet them: errors first.
    pub fn most_important_first(&self) -> Vec<&Diagnostic> {
        let others = self.diagnostics.iter().filter(|d| d.level != Level::Error);
        self.at_level(Level::Error).chain(others).collect()
    }

    /// How many tests have this outcome.
    pub fn count_tests(&self, outcome: TestOutcome) -> usize {
        self.tests.iter().filter(|t| t.outcome == outcome).count()
    }

    /// The distinct error codes.
    pub fn error_codes(&self) -> Vec<String> {
        match &self.reason {
            Reason::CompileError { codes, .. } => codes.clone(),
            _ => Vec::new(),
        }
    }

    /// The line and column that a learner should look at first.
    pub fn first_place(&self) -> Option<(usize, usize)> {
        if let Reason::NotDone { line } = self.reason {
            return Some((line, 1));
        }
        let counts = matches!(
            self.reason,
            Reason::CompileError { .. } | Reason::Lint { .. } | Reason::WasmBuildFailed { .. }
        );
        let first = self.most_important_first().into_iter().next();
        let span = first.filter(|_| counts).and_then(Diagnostic::primary_span);
        match span {
            Some(span) if span.file_name == self.path => Some((span.line_start, span.column_start)),
            _ => self.panic_place(),
        }
    }

    /// The place named in a panic's message, `panicked at FILE:LINE:COLUMN:`.
    fn panic_place(&self) -> Option<(usize, usize)> {
        let failed = self
            .tests
            .iter()
            .filter(|t| t.outcome == TestOutcome::Failed);
        let main = self.main_output.as_ref().map(|output| &output.stderr);
        let mut texts = failed.map(|t| &t.output).chain(main);
        texts.find_map(|text| {
            let (_, behind) = text.split_once(&format!("panicked at {}:", self.path))?;
            let mut numbers = behind.split(':');
            let line = numbers.next()?.parse().ok()?;
            let column = numbers.next()?.parse().ok()?;
            Some((line, column))
        })
    }
}
