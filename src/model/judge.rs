//! How the reason for a verdict follows from the evidence.

use crate::model::check_report::MissingClippy;
use crate::model::diagnostic::{Diagnostic, Level};
use crate::model::libtest::{TestOutcome, TestRun};
use crate::model::machine::{Fault, Machine};
use crate::model::outcome::Ending;
use crate::model::verdict::Reason;

/// How a run of a program went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunEvidence {
    /// How the process ended.
    pub ending: Ending,
    /// What it wrote to standard error, where the runtime says why it ended.
    pub stderr: String,
}

/// How one compile went.
#[derive(Debug, Clone, Copy)]
pub struct CompileEvidence<'a> {
    /// How the compiler ended.
    pub ending: Ending,
    /// The diagnostics that it printed.
    pub diagnostics: &'a [Diagnostic],
    /// Whatever else it printed.
    pub text: &'a str,
}

/// Everything that a check found out.
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
    /// Whether warnings make the check fail.
    pub strict: bool,
    /// Why clippy didn't run, if so.
    pub without_clippy: Option<&'a MissingClippy>,
    /// What we know about the machine, for advice.
    pub machine: &'a Machine,
    /// The original tests, which must have passed.
    pub required_tests: &'a [String],
    /// Tests that differ from the original ones, and whatever else keeps those from counting.
    pub edited_tests: &'a [String],
    /// The line of a comment that says that the exercise isn't done, if such comments count.
    pub not_done: Option<usize>,
    /// The time limit of a run, in seconds.
    pub seconds: u64,
}

/// Decides. The reason is the first of these that holds: the program doesn't compile, not all tests
/// ran and passed, `main` failed, a strict exercise has warnings, the tests aren't the original
/// ones, the program doesn't compile for WebAssembly, a comment says that it isn't done. If none
/// holds, a strict exercise passes only if clippy has run.
pub fn judge(evidence: &Evidence) -> Reason {
    judge_compile(&evidence.compile, evidence.machine)
        .or_else(|| judge_tests(evidence))
        .or_else(|| judge_main(evidence))
        .or_else(|| judge_warnings(evidence))
        .or_else(|| judge_edits(evidence))
        .or_else(|| judge_wasm(evidence))
        .or_else(|| evidence.not_done.map(|line| Reason::NotDone { line }))
        .or_else(|| judge_missing_clippy(evidence))
        .unwrap_or(Reason::Passed)
}

fn judge_compile(evidence: &CompileEvidence, machine: &Machine) -> Option<Reason> {
    let errors = evidence
        .diagnostics
        .iter()
        .filter(|d| d.level == Level::Error);
    let count = errors.clone().count();
    match evidence.ending {
        Ending::Exited(0) => None,
        Ending::Exited(1) if count > 0 => Some(
            find_machine_failure(evidence.diagnostics, machine)
                .map(|message| tool_failure(&message))
                .or_else(|| judge_denied_lints(errors.clone()))
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

/// The reason if all errors are lints which the file itself denies.
fn judge_denied_lints<'a>(errors: impl Iterator<Item = &'a Diagnostic>) -> Option<Reason> {
    let names = errors.map(|d| d.lint().map(str::to_owned));
    let names: Option<Vec<String>> = names.collect();
    names.map(|names| Reason::Lint {
        names: distinct(names.into_iter()),
    })
}

/// What the machine lacks if the program isn't to blame for the errors: a linker, space, a permission.
/// It's a sentence without its full stop, or the compiler's own.
pub fn find_machine_failure(diagnostics: &[Diagnostic], machine: &Machine) -> Option<String> {
    let signs = ["could not exec the linker", "Permission denied"];
    // If a symbol is missing or defined twice, the program is to blame for the failed link.
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
                return Some(fault.sentence(machine));
            }
            let said = |sign: &&str| d.message.contains(*sign) || d.rendered.contains(*sign);
            let link = d.message.starts_with("linking with");
            let is_machines = signs.iter().any(said) || (link && !blames_program.iter().any(said));
            is_machines.then(|| d.message.clone())
        })
}

fn judge_tests(evidence: &Evidence) -> Option<Reason> {
    let (run, tests) = evidence.tests?;
    if let Some(reason) = judge_forced_end(run, evidence.seconds, tests.unfinished.clone()) {
        return Some(reason);
    }
    if !tests.complete {
        return Some(match run.ending {
            Ending::Signaled(signal) => judge_signal(signal, &run.stderr),
            _ => Reason::EndedEarly {
                during: tests.unfinished.clone(),
            },
        });
    }
    let failed = tests.failed();
    if !failed.is_empty() {
        return Some(Reason::TestsFailed { names: failed });
    }
    if let Some(reason) = judge_status(run) {
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

fn judge_main(evidence: &Evidence) -> Option<Reason> {
    let run = evidence.main?;
    judge_forced_end(run, evidence.seconds, None).or_else(|| judge_status(run))
}

fn judge_edits(evidence: &Evidence) -> Option<Reason> {
    let names = evidence.edited_tests.to_vec();
    (!names.is_empty()).then_some(Reason::TestsEdited { names })
}

fn judge_wasm(evidence: &Evidence) -> Option<Reason> {
    let reason = judge_compile(evidence.wasm.as_ref()?, evidence.machine)?;
    Some(match reason {
        Reason::CompileError { codes, errors } => Reason::WasmBuildFailed { codes, errors },
        other => other,
    })
}

fn judge_warnings(evidence: &Evidence) -> Option<Reason> {
    let warnings = evidence.compile.diagnostics.iter();
    let warnings = warnings.filter(|d| d.level == Level::Warning);
    let names = distinct(warnings.map(|d| d.code.clone().unwrap_or_else(|| d.message.clone())));
    (evidence.strict && !names.is_empty()).then_some(Reason::Lint { names })
}

/// Without clippy, we don't know whether a strict exercise is free of lints.
fn judge_missing_clippy(evidence: &Evidence) -> Option<Reason> {
    let without = evidence.without_clippy.filter(|_| evidence.strict)?;
    let sentence = without.sentence();
    Some(tool_failure(&format!(
        "this exercise allows no lints, and {sentence}"
    )))
}

/// The reason if the program was stopped.
fn judge_forced_end(run: &RunEvidence, seconds: u64, during: Option<String>) -> Option<Reason> {
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

fn judge_status(run: &RunEvidence) -> Option<Reason> {
    match run.ending {
        Ending::Exited(0) => None,
        Ending::Exited(status) => Some(Reason::ExitStatus { status }),
        Ending::Signaled(signal) => Some(judge_signal(signal, &run.stderr)),
        _ => None,
    }
}

fn judge_signal(signal: i32, stderr: &str) -> Reason {
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
    use crate::model::verdict::Verdict;

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
