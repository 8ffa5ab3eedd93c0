//! The verdict of a check, and the reason for it. [`judge`](crate::model::judge) decides.

use serde::{Deserialize, Serialize};

/// Ends the problem of a missing file if a reset can restore it.
pub const RESET_RESTORES_IT: &str = "`reset` brings the exercise back";

/// The outcome of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The program does everything that the exercise asks for.
    Pass,
    /// The learner's program falls short.
    Fail,
    /// The machine or the toolchain failed, so we know nothing about the program.
    Error,
}

/// Why a check has its verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Reason {
    /// The program compiles, its tests pass, its `main` succeeds, and no lint counts against it.
    Passed,
    /// The file can't be compiled at all: it is missing, a folder, empty, or not UTF-8.
    BadSource {
        /// What is wrong with it, as words that follow its path.
        problem: String,
    },
    /// It does not compile.
    CompileError {
        /// The distinct error codes, in order of appearance.
        codes: Vec<String>,
        /// How many errors there are.
        errors: usize,
    },
    /// Warnings in a strict exercise, or errors that are all lints which the file denies.
    Lint {
        /// The names of the distinct lints.
        names: Vec<String>,
    },
    /// Tests ran and failed.
    TestsFailed {
        /// Their names.
        names: Vec<String>,
    },
    /// Original tests did not run: they were deleted, renamed, ignored or cut out.
    TestsMissing {
        /// Their names.
        names: Vec<String>,
    },
    /// Everything passes, but not with the original tests.
    TestsEdited {
        /// The changed tests, and whatever else keeps the original ones from counting: a module of
        /// tests, a macro that replaces another, a file, a setting.
        names: Vec<String>,
    },
    /// Everything passes, but the program can't be built for WebAssembly.
    WasmBuildFailed {
        /// The distinct error codes, in order of appearance.
        codes: Vec<String>,
        /// How many errors there are.
        errors: usize,
    },
    /// Everything passes, but a comment in the file says that it isn't done.
    NotDone {
        /// The line of the comment, from 1.
        line: usize,
    },
    /// The program ended before all of its tests had run.
    EndedEarly {
        /// The test during which it ended, if one had begun.
        during: Option<String>,
    },
    /// The program exited with a status other than 0.
    ExitStatus {
        /// The status; 101 means a panic.
        status: i32,
    },
    /// A signal killed the program.
    Signal {
        /// The signal's number.
        signal: i32,
        /// Whether its stack overflowed.
        stack_overflow: bool,
    },
    /// The program was stopped at its time limit.
    TimeOut {
        /// The limit, in seconds.
        seconds: u64,
        /// The test that was running.
        during: Option<String>,
    },
    /// The program was stopped because it printed too much.
    TooMuchOutput,
    /// The program asked for more memory than it may have.
    OutOfMemory,
    /// The program started too many processes.
    TooManyProcesses,
    /// The program wrote too much to disk, in the sandbox.
    TooMuchDisk,
    /// The compiler or this tool failed, not the program.
    ToolFailure {
        /// What happened.
        message: String,
    },
}

impl Reason {
    /// The verdict that this reason leads to.
    pub fn verdict(&self) -> Verdict {
        match self {
            Self::Passed => Verdict::Pass,
            Self::ToolFailure { .. } => Verdict::Error,
            _ => Verdict::Fail,
        }
    }

    /// A stable word for reports, in `snake_case`.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::BadSource { .. } => "bad_source",
            Self::CompileError { .. } => "compile_error",
            Self::Lint { .. } => "lint",
            Self::TestsFailed { .. } => "tests_failed",
            Self::TestsMissing { .. } => "tests_missing",
            Self::TestsEdited { .. } => "tests_edited",
            Self::WasmBuildFailed { .. } => "wasm_build_failed",
            Self::NotDone { .. } => "not_done",
            Self::EndedEarly { .. } => "ended_early",
            Self::ExitStatus { .. } => "exit_status",
            Self::Signal { .. } => "signal",
            Self::TimeOut { .. } => "time_out",
            Self::TooMuchOutput => "too_much_output",
            Self::OutOfMemory => "out_of_memory",
            Self::TooManyProcesses => "too_many_processes",
            Self::TooMuchDisk => "too_much_disk",
            Self::ToolFailure { .. } => "tool_failure",
        }
    }

    /// Why nothing is known about the program at this path, if so: a sentence without its full stop.
    pub fn obstacle(&self, path: &str) -> Option<String> {
        match self {
            Self::BadSource { problem } => Some(format!("{path} {problem}")),
            Self::ToolFailure { message } => {
                Some(format!("{path} could not be checked: {message}"))
            }
            _ => None,
        }
    }

    /// Whether the exercise's file is missing and a reset restores it.
    pub fn is_fixed_by_reset(&self) -> bool {
        matches!(self, Self::BadSource { problem } if problem.ends_with(RESET_RESTORES_IT))
    }

    /// Whether the program failed while it ran.
    pub fn is_from_running(&self) -> bool {
        matches!(
            self,
            Self::TestsFailed { .. }
                | Self::EndedEarly { .. }
                | Self::ExitStatus { .. }
                | Self::Signal { .. }
                | Self::TimeOut { .. }
                | Self::TooMuchOutput
                | Self::OutOfMemory
                | Self::TooManyProcesses
                | Self::TooMuchDisk
        )
    }

    /// Whether another run of the same program may have another outcome.
    pub fn may_differ_next_time(&self) -> bool {
        !matches!(
            self,
            Self::Passed
                | Self::BadSource { .. }
                | Self::CompileError { .. }
                | Self::Lint { .. }
                | Self::TestsMissing { .. }
                | Self::TestsEdited { .. }
                | Self::WasmBuildFailed { .. }
                | Self::NotDone { .. }
        )
    }

    /// Whether the same check would have the same outcome tomorrow. After a timeout or a failure of
    /// the machine, it may not.
    pub fn may_be_cached(&self) -> bool {
        !matches!(
            self,
            Self::ToolFailure { .. }
                | Self::TimeOut { .. }
                | Self::OutOfMemory
                | Self::TooManyProcesses
                | Self::TooMuchDisk
                | Self::BadSource { .. }
        )
    }
}
