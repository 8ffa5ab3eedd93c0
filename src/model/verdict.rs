//! From evidence to a verdict that says why.

use serde::{Deserialize, Serialize};

use crate::model::check_report::MissingClippy;
use crate::model::diagnostic::{Diagnostic, Level};
use crate::model::libtest::{TestOutcome, TestRun};
use crate::model::machine::{Fault, Machine};
use crate::model::outcome::Ending;

/// The end of what is said of a missing file that a reset brings back.
pub const RESET_HELPS: &str = "`reset` brings the exercise back";

/// The three things that a check can come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Everything that was asked for holds.
    Pass,
    /// The learner's program falls short.
    Fail,
    /// The machine or the toolchain did, so nothing is known about the program.
    Error,
}

/// Why a check came out as it did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Reason {
    /// It compiles, its tests pass, its `main` succeeds, and strict lints are silent.
    Passed,
    /// The file itself cannot be compiled: it is missing, a folder, empty, or no UTF-8.
    BadSource {
        /// What is wrong with it, to follow its path.
        problem: String,
    },
    /// It does not compile.
    CompileError {
        /// The distinct error codes, in the order in which they came.
        codes: Vec<String>,
        /// How many errors there are.
        errors: usize,
    },
    /// It is strict and there are warnings.
    Lint {
        /// The distinct lints.
        names: Vec<String>,
    },
    /// Tests ran and failed.
    TestsFailed {
        /// Their names.
        names: Vec<String>,
    },
    /// Tests that the exercise came with did not run: deleted, renamed, ignored or cut out.
    TestsMissing {
        /// Their names.
        names: Vec<String>,
    },
    /// All passes, but the tests are not those that the exercise came with.
    TestsEdited {
        /// Their names; a module of tests, or a macro that was put in another's place.
        names: Vec<String>,
    },
    /// All passes, but it cannot be built for WebAssembly.
    WasmBuildFailed {
        /// The distinct error codes, in the order in which they came.
        codes: Vec<String>,
        /// How many errors there are.
        errors: usize,
    },
    /// All passes, but a comment in the file says that it isn't done.
    NotDone {
        /// The line of that comment, from 1.
        line: usize,
    },
    /// The program ended before its tests had all run.
    EndedEarly {
        /// The test in which it did, if one had begun.
        during: Option<String>,
    },
    /// It ended with a status other than 0.
    ExitStatus {
        /// That status; 101 is a panic.
        status: i32,
    },
    /// A signal ended it.
    Signal {
        /// The signal's number.
        signal: i32,
        /// Whether its stack had overflowed.
        stack_overflow: bool,
    },
    /// It was stopped at its time limit.
    TimeOut {
        /// That limit.
        seconds: u64,
        /// The test that was running.
        during: Option<String>,
    },
    /// It was stopped because it printed without end.
    TooMuchOutput,
    /// It asked for more memory than it may have.
    OutOfMemory,
    /// It started too many processes.
    TooManyProcesses,
    /// It wrote too much on the disk (in the sandbox).
    TooMuchDisk,
    /// The compiler or this tool failed, not the program.
    ToolFailure {
        /// What happened.
        message: String,
    },
}

impl Reason {
    /// The verdict that follows from it.
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

    /// Whether the exercise's file is gone and a reset brings it back.
    pub fn is_fixed_by_reset(&self) -> bool {
        matches!(self, Self::BadSource { problem } if problem.ends_with(RESET_HELPS))
    }

    /// Whether the program failed as it ran.
    pub fn is_of_run(&self) -> bool {
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

    /// Whether another run of the same program may come out otherwise.
    pub fn may_be_chance(&self) -> bool {
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

    /// Whether the same check would come out the same tomorrow. A time out or a failure of
    /// the machine may not.
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

/// How a run of a program went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunEvidence {
    /// How the process ended.
    pub ending: Ending,
    /// What it wrote on standard error; the runtime's last words are there.
    pub stderr: String,
}

/// How one compile went.
#[derive(Debug, Clone, Copy)]
pub struct CompileEvidence<'a> {
    /// How the compiler ended.
    pub ending: Ending,
    /// What it said.
    pub diagnostics: &'a [Diagnostic],
    /// What it said that was no diagnostic.
    pub text: &'a str,
}

/// Everything that one check found out.
#[derive(Debug)]
pub struct Evidence<'a> {
    /// The compile for this machine.
    pub compile: CompileEvidence<'a>,
    /// The compile for WebAssembly, if there was one.
    pub wasm: Option<CompileEvidence<'a>>,
    /// The run of the tests, if they were built.
    pub tests: Option<(&'a RunEvidence, &'a TestRun)>,
    /// The run of `main`, if it was built.
    pub main: Option<&'a RunEvidence>,
    /// Whether warnings fail it.
    pub strict: bool,
    /// Why clippy took no part, if it did not.
    pub without_clippy: Option<&'a MissingClippy>,
    /// What is known of the machine, for advice.
    pub machine: &'a Machine,
    /// Tests that must have passed, as the exercise came with them.
    pub required_tests: &'a [String],
    /// Tests that are not as the exercise came with them.
    pub edited_tests: &'a [String],
    /// The line of a comment that says that it isn't done, where such a comment counts.
    pub not_done: Option<usize>,
    /// The time limit of a run, in seconds.
    pub seconds: u64,
}

/// Decides. The first of these that holds is the reason: it does not compile, its tests did
/// not all run and pass, its `main` failed, a lint fired in a strict exercise, its tests are
/// not those that it came with, it does not compile for WebAssembly, it says itself that it
/// isn't done. A strict exercise that nothing speaks against still needs clippy's word.
pub fn judge(evidence: &Evidence) -> Reason {
    compile_reason(&evidence.compile, evidence.machine)
        .or_else(|| tests_reason(evidence))
        .or_else(|| main_reason(evidence))
        .or_else(|| lint_reason(evidence))
        .or_else(|| edited_reason(evidence))
        .or_else(|| wasm_reason(evidence))
        .or_else(|| evidence.not_done.map(|line| Reason::NotDone { line }))
        .or_else(|| unlinted_reason(evidence))
        .unwrap_or(Reason::Passed)
}

fn compile_reason(evidence: &CompileEvidence, machine: &Machine) -> Option<Reason> {
    let errors = evidence
        .diagnostics
        .iter()
        .filter(|d| d.level == Level::Error);
    let count = errors.clone().count();
    match evidence.ending {
        Ending::Exited(0) => None,
        Ending::Exited(1) if count > 0 => Some(
            machine_failure(evidence.diagnostics, machine)
                .or_else(|| denied_lints(errors.clone()))
                .unwrap_or(Reason::CompileError {
                    codes: distinct(errors.filter_map(|d| d.code.clone())),
                    errors: count,
                }),
        ),
        Ending::TimedOut => Some(tool_failure("the compiler did not finish in time")),
        Ending::OutOfMemory => Some(tool_failure("the compiler ran out of memory")),
        Ending::TooMuchOutput => Some(tool_failure("the compiler printed without end")),
        Ending::TooManyProcesses => Some(tool_failure("the compiler started too many processes")),
        Ending::TooMuchDisk => Some(tool_failure("the compiler wrote too much on the disk")),
        Ending::Cancelled => Some(tool_failure("the check was cancelled")),
        Ending::Exited(_) | Ending::Signaled(_) => {
            let words = evidence.text.trim();
            Some(if words.is_empty() {
                tool_failure("the compiler failed without a message")
            } else {
                tool_failure(&machine.explain(words))
            })
        }
    }
}

/// Errors that are all lints which the file itself denies.
fn denied_lints<'a>(errors: impl Iterator<Item = &'a Diagnostic>) -> Option<Reason> {
    let names = errors.map(|d| d.lint().map(str::to_owned));
    let names: Option<Vec<String>> = names.collect();
    names.map(|names| Reason::Lint {
        names: distinct(names.into_iter()),
    })
}

/// Errors that the program cannot be blamed for: no linker, no space, no permission.
fn machine_failure(diagnostics: &[Diagnostic], machine: &Machine) -> Option<Reason> {
    let signs = [
        "could not exec the linker",
        "Read-only file system",
        "Permission denied",
    ];
    // A link fails by the program's fault where a symbol is missing or double.
    let blames_program = [
        "undefined symbol",
        "undefined reference",
        "Undefined symbols",
        "unresolved external",
        "duplicate symbol",
        "multiple definition",
        "unable to find library",
        "cannot find -l",
        "library not found",
    ];
    diagnostics
        .iter()
        // What is wrong with the program has a place in it or a code.
        .filter(|d| d.level == Level::Error && d.spans.is_empty())
        .find_map(|d| {
            let fault = Fault::find(&d.message).or_else(|| Fault::find(&d.rendered));
            if let Some(fault) = fault {
                return Some(tool_failure(&fault.sentence(machine)));
            }
            let said = |sign: &&str| d.message.contains(*sign) || d.rendered.contains(*sign);
            let link = d.message.starts_with("linking with");
            let is_machines = signs.iter().any(said) || (link && !blames_program.iter().any(said));
            is_machines.then(|| tool_failure(&d.message))
        })
}

fn tests_reason(evidence: &Evidence) -> Option<Reason> {
    let (run, tests) = evidence.tests?;
    if let Some(reason) = stopped(run, evidence.seconds, tests.unfinished.clone()) {
        return Some(reason);
    }
    if !tests.complete {
        return Some(match run.ending {
            Ending::Signaled(signal) => signal_reason(signal, &run.stderr),
            _ => Reason::EndedEarly {
                during: tests.unfinished.clone(),
            },
        });
    }
    let failed = tests.failed();
    if !failed.is_empty() {
        return Some(Reason::TestsFailed { names: failed });
    }
    if let Some(reason) = failed_status(run) {
        return Some(reason);
    }
    let passed = tests.with(TestOutcome::Passed);
    let missing: Vec<String> = evidence
        .required_tests
        .iter()
        .filter(|name| !passed.contains(name))
        .cloned()
        .collect();
    (!missing.is_empty()).then_some(Reason::TestsMissing { names: missing })
}

fn main_reason(evidence: &Evidence) -> Option<Reason> {
    let run = evidence.main?;
    stopped(run, evidence.seconds, None).or_else(|| failed_status(run))
}

fn edited_reason(evidence: &Evidence) -> Option<Reason> {
    let names = evidence.edited_tests.to_vec();
    (!names.is_empty()).then_some(Reason::TestsEdited { names })
}

fn wasm_reason(evidence: &Evidence) -> Option<Reason> {
    let reason = compile_reason(evidence.wasm.as_ref()?, evidence.machine)?;
    Some(match reason {
        Reason::CompileError { codes, errors } => Reason::WasmBuildFailed { codes, errors },
        other => other,
    })
}

fn lint_reason(evidence: &Evidence) -> Option<Reason> {
    let warnings = evidence.compile.diagnostics.iter();
    let warnings = warnings.filter(|d| d.level == Level::Warning);
    let names = distinct(warnings.map(|d| d.code.clone().unwrap_or_else(|| d.message.clone())));
    (evidence.strict && !names.is_empty()).then_some(Reason::Lint { names })
}

/// Without clippy nobody knows whether a strict exercise is free of lints.
fn unlinted_reason(evidence: &Evidence) -> Option<Reason> {
    let without = evidence.without_clippy.filter(|_| evidence.strict)?;
    let sentence = without.sentence();
    Some(tool_failure(&format!(
        "this exercise allows no lints, and {sentence}"
    )))
}

/// Endings that were forced on a program.
fn stopped(run: &RunEvidence, seconds: u64, during: Option<String>) -> Option<Reason> {
    match run.ending {
        Ending::TimedOut => Some(Reason::TimeOut { seconds, during }),
        Ending::TooMuchOutput => Some(Reason::TooMuchOutput),
        Ending::OutOfMemory => Some(Reason::OutOfMemory),
        Ending::TooManyProcesses => Some(Reason::TooManyProcesses),
        Ending::TooMuchDisk => Some(Reason::TooMuchDisk),
        Ending::Cancelled => Some(tool_failure("the check was cancelled")),
        // The runtime aborts when an allocation fails.
        Ending::Signaled(_) if run.stderr.contains("memory allocation of ") => {
            Some(Reason::OutOfMemory)
        }
        Ending::Exited(_) | Ending::Signaled(_) => None,
    }
}

fn failed_status(run: &RunEvidence) -> Option<Reason> {
    match run.ending {
        Ending::Exited(0) => None,
        Ending::Exited(status) => Some(Reason::ExitStatus { status }),
        Ending::Signaled(signal) => Some(signal_reason(signal, &run.stderr)),
        _ => None,
    }
}

fn signal_reason(signal: i32, stderr: &str) -> Reason {
    Reason::Signal {
        signal,
        stack_overflow: stderr.contains("has overflowed its stack"),
    }
}

fn tool_failure(message: &str) -> Reason {
    Reason::ToolFailure {
        message: message.to_owned(),
    }
}

fn distinct(items: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = Vec::new();
    for item in items {
        if !seen.contains(&item) {
            seen.push(item);
        }
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::libtest;
    use crate::model::machine::{System, ToolchainOrigin};
    use crate::model::rustc_json;

    const NOWHERE: Machine = Machine {
        system: System::Other,
        origin: ToolchainOrigin::Unknown,
    };

    fn evidence<'a>(tests: Option<(&'a RunEvidence, &'a TestRun)>) -> Evidence<'a> {
        Evidence {
            compile: compile(Ending::Exited(0), &[]),
            wasm: None,
            tests,
            main: None,
            strict: false,
            without_clippy: None,
            machine: &NOWHERE,
            required_tests: &[],
            edited_tests: &[],
            not_done: None,
            seconds: 10,
        }
    }

    fn compile(ending: Ending, diagnostics: &[Diagnostic]) -> CompileEvidence<'_> {
        CompileEvidence {
            ending,
            diagnostics,
            text: "",
        }
    }

    fn run(ending: Ending) -> RunEvidence {
        RunEvidence {
            ending,
            stderr: String::new(),
        }
    }

    #[test]
    fn a_status_of_zero_without_the_closing_line_is_no_pass() {
        let run = run(Ending::Exited(0));
        let tests = libtest::parse("running 1 test\ntest a ... ");
        assert_eq!(
            judge(&evidence(Some((&run, &tests)))),
            Reason::EndedEarly {
                during: Some("a".into())
            }
        );
    }

    #[test]
    fn a_required_test_that_was_ignored_is_missing() {
        let run = run(Ending::Exited(0));
        let tests = libtest::parse(
            "test a ... ignored\n\ntest result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n",
        );
        let required = ["a".to_owned()];
        let mut evidence = evidence(Some((&run, &tests)));
        evidence.required_tests = &required;
        assert_eq!(
            judge(&evidence),
            Reason::TestsMissing {
                names: vec!["a".into()]
            }
        );
    }

    #[test]
    fn a_compiler_that_dies_is_a_tool_failure() {
        let mut evidence = evidence(None);
        evidence.compile.ending = Ending::Signaled(9);
        assert_eq!(judge(&evidence).verdict(), Verdict::Error);
    }
    #[test]
    fn a_failed_build_for_webassembly_comes_last_of_all() {
        let said = rustc_json::parse(
            r#"{"message":"no such function","code":{"code":"E0425","explanation":null},"level":"error","spans":[],"children":[],"rendered":"x"}"#,
        );
        let mut evidence = evidence(None);
        evidence.wasm = Some(compile(Ending::Exited(1), &said.diagnostics));
        let failed = Reason::WasmBuildFailed {
            codes: vec!["E0425".into()],
            errors: 1,
        };
        assert_eq!(judge(&evidence), failed);
        let edited = ["a".to_owned()];
        evidence.edited_tests = &edited;
        assert_eq!(judge(&evidence).kind(), "tests_edited");
    }

    #[test]
    fn what_says_that_it_is_not_done_does_not_pass_but_errors_come_first() {
        let mut evidence = evidence(None);
        evidence.not_done = Some(4);
        assert_eq!(judge(&evidence), Reason::NotDone { line: 4 });
        let edited = ["a".to_owned()];
        evidence.edited_tests = &edited;
        assert_eq!(judge(&evidence).kind(), "tests_edited");
    }

    #[test]
    fn no_linker_for_webassembly_is_no_fault_of_the_program() {
        let said = rustc_json::parse(
            r#"{"message":"linker `rust-lld` not found","code":null,"level":"error","spans":[],"children":[],"rendered":"x"}"#,
        );
        let mut evidence = evidence(None);
        evidence.wasm = Some(compile(Ending::Exited(1), &said.diagnostics));
        assert_eq!(judge(&evidence).verdict(), Verdict::Error);
    }
}
