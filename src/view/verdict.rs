//! A verdict in words.

use crate::model::check_report::{CheckReport, Wasm};
use crate::model::database::{Database, NAME, VARIABLE};
use crate::model::diagnostic::{Diagnostic, Level};
use crate::model::libtest::TestOutcome;
use crate::model::verdict::Reason;
use crate::view::test_changes;
use crate::view::text::{count, shorten_message};

/// The status with which a Rust program that panicked exits.
const PANIC: i32 = 101;

const NO_WASM: &str = "it cannot be built for WebAssembly";

/// The verdict in one line for a report: it begins in lower case, since it follows a name, and
/// quotes the first error. The quoted text is the learner's, so make it safe before printing.
pub fn message(report: &CheckReport) -> String {
    message_about(report, report.at_level(Level::Error).next())
}

/// The same, but it quotes the given error: the one that's shown.
pub fn message_about(report: &CheckReport, error: Option<&Diagnostic>) -> String {
    let error = match &report.reason {
        Reason::CompileError { errors, .. } | Reason::WasmBuildFailed { errors, .. } => {
            quote(error, *errors)
        }
        _ => String::new(),
    };
    let whole = describe(&report.reason, report) + &error + &notes(report);
    shorten_message(&whole)
}

/// Like [`message`], but errors are only counted: for lists, and for a screen that shows them
/// below.
pub fn short_message(report: &CheckReport) -> String {
    let errors = match &report.reason {
        Reason::CompileError { errors, codes } if codes.is_empty() => {
            format!(" ({})", count(*errors, "error"))
        }
        Reason::CompileError { errors, codes } => {
            format!(" ({}): {}", count(*errors, "error"), codes.join(", "))
        }
        Reason::WasmBuildFailed { errors, .. } => format!(" ({})", count(*errors, "error")),
        _ => String::new(),
    };
    let whole = describe(&report.reason, report) + &errors + &notes(report);
    shorten_message(&whole)
}

/// The verdict as a sentence for the exercise's screen, where the learner can press keys.
pub fn headline(report: &CheckReport) -> String {
    match &report.reason {
        Reason::TestsEdited { names } if test_changes::can_restore_tests(report) => format!(
            "It passes, but the exercise's tests were changed. Restore {} (press t)",
            names.join(", ")
        ),
        // It begins with a path, which has to stay as it is.
        Reason::BadSource { .. } => short_message(report),
        _ => capitalize(&short_message(report)),
    }
}

fn capitalize(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars).collect()
}

/// What else to know about the run: an empty standard input, or which database it used.
fn notes(report: &CheckReport) -> String {
    let input = if report.missed_input {
        " (standard input is empty here, so there is nothing to read)"
    } else {
        ""
    };
    let database = match report.database {
        Some(Database::Given) => format!(", using the database in {VARIABLE}"),
        Some(Database::Withheld) => {
            format!(" ({VARIABLE} was ignored: its database is not called `{NAME}`)")
        }
        None => String::new(),
    };
    format!("{input}{database}")
}

fn describe(reason: &Reason, report: &CheckReport) -> String {
    match reason {
        Reason::Passed => describe_pass(report),
        Reason::BadSource { problem } => format!("{} {problem}", report.path),
        Reason::CompileError { .. } => "does not compile".into(),
        Reason::Lint { names } => describe_lints(names, report),
        Reason::TestsFailed { names } => {
            let tests = count(report.tests.len(), "test");
            format!("{} of {tests} failed", names.len())
        }
        Reason::TestsMissing { names } => describe_missing_tests(names),
        Reason::TestsEdited { names } => describe_edited_tests(names, report),
        Reason::WasmBuildFailed { .. } => {
            format!("{}, but {NO_WASM}", passed_tests(report))
        }
        Reason::NotDone { line } => format!(
            "it works, but line {line} still says `I AM NOT DONE`: remove that line when you \
             want to go on"
        ),
        Reason::EndedEarly { during: Some(test) } => {
            format!("the program ended in the middle of the test {test}")
        }
        Reason::EndedEarly { during: None } => "the program ended before its tests had run".into(),
        Reason::ExitStatus { status: PANIC } => "the program panicked".into(),
        Reason::ExitStatus { status } => format!("the program exited with status {status}"),
        Reason::Signal { stack_overflow, .. } if *stack_overflow => {
            "the stack overflowed: does a function call itself forever?".into()
        }
        Reason::Signal { signal, .. } => format!("the program was killed by signal {signal}"),
        Reason::TimeOut { seconds, during } => describe_time_out(*seconds, during.as_deref()),
        Reason::TooMuchOutput => {
            "stopped: the program printed too much. Is there a loop that never ends?".into()
        }
        Reason::OutOfMemory => {
            "stopped: the program asked for too much memory. Does something keep growing?".into()
        }
        Reason::TooManyProcesses => {
            "stopped: the program started too many processes or threads".into()
        }
        Reason::TooMuchDisk => "stopped: the program wrote too much to disk".into(),
        Reason::ToolFailure { message } => format!("could not be checked: {message}"),
    }
}

fn describe_pass(report: &CheckReport) -> String {
    let passed = passed_tests(report);
    match report.wasm {
        Some(Wasm::Built) => format!("{passed}, also built for WebAssembly"),
        Some(Wasm::NoTarget) => {
            format!("{passed} (not built for WebAssembly: no wasm32 target is installed)")
        }
        None => passed,
    }
}

fn passed_tests(report: &CheckReport) -> String {
    match report.count_tests(TestOutcome::Passed) {
        0 => "passed".to_owned(),
        tests => format!("passed, {}", count(tests, "test")),
    }
}

/// Lints decide either as errors, which the file itself made of them, or as warnings where the
/// exercise allows none.
fn describe_lints(names: &[String], report: &CheckReport) -> String {
    let names = names.join(", ");
    match report.at_level(Level::Error).count() {
        0 => format!(
            "this exercise allows no warnings, so {}: {names}",
            fix_lints(report.diagnostics.len())
        ),
        errors => format!("{}: {names}", fix_lints(errors)),
    }
}

fn fix_lints(number: usize) -> String {
    if number == 1 {
        "fix this lint".to_owned()
    } else {
        format!("fix these {number} lints")
    }
}

/// Besides a changed test, a name may be that of a macro, file or setting that stands in for one of
/// the original's.
fn describe_edited_tests(names: &[String], report: &CheckReport) -> String {
    let names = names.join(", ");
    if test_changes::can_restore_tests(report) {
        format!("it passes, but the exercise's tests were changed: restore {names}")
    } else {
        format!("it passes, but not with the exercise's original tests: check {names}")
    }
}

fn describe_missing_tests(names: &[String]) -> String {
    let (tests, was) = if names.len() == 1 {
        ("test", "was it")
    } else {
        ("tests", "were they")
    };
    format!(
        "the {tests} {} did not run: {was} renamed, ignored or deleted?",
        names.join(", ")
    )
}

/// `: E0382 use of moved value (and 2 more)`.
/// `: E0382 message (and 2 more)`.
fn quote(error: Option<&Diagnostic>, errors: usize) -> String {
    let message = error.map_or("", |error| error.message.as_str());
    let code = error.and_then(|error| error.code.as_deref());
    let code = code.map_or_else(String::new, |code| format!("{code} "));
    let more = match errors {
        0 | 1 => String::new(),
        _ => format!(" (and {} more)", errors - 1),
    };
    format!(": {code}{message}{more}")
}

fn describe_time_out(seconds: u64, during: Option<&str>) -> String {
    let seconds = count(usize::try_from(seconds).unwrap_or(usize::MAX), "second");
    let test = during.map_or_else(String::new, |test| format!(" in the test {test}"));
    format!("stopped after {seconds}{test}. Is there a loop or a wait that never ends?")
}
