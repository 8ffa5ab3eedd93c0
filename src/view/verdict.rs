//! A verdict in words.

use crate::model::check_report::{CheckReport, Wasm};
use crate::model::database::{Database, NAME, VARIABLE};
use crate::model::diagnostic::Level;
use crate::model::libtest::TestOutcome;
use crate::model::verdict::Reason;
use crate::view::text::count;

/// One line that says how a check came out. It can hold text of the learner's program and
/// must be made safe before it is printed.
pub fn headline(report: &CheckReport) -> String {
    let mut reason = reason(report);
    if report.missed_input {
        reason.push_str(" (standard input is empty here: reading it gives nothing)");
    }
    match report.database {
        Some(Database::Given) => format!("{reason}, on the database of {VARIABLE}"),
        Some(Database::Withheld) => {
            format!("{reason} ({VARIABLE} is not used: its database is not called `{NAME}`)")
        }
        None => reason,
    }
}

fn reason(report: &CheckReport) -> String {
    match &report.reason {
        Reason::Passed => passed(report),
        Reason::BadSource { problem } => format!("{} {problem}", report.path),
        Reason::CompileError { errors, .. } => compile_error(report, *errors),
        Reason::Lint { names } if report.at_level(Level::Error).next().is_some() => format!(
            "{} to put right before it compiles: {}",
            count(report.at_level(Level::Error).count(), "lint"),
            names.join(", ")
        ),
        Reason::Lint { names } => format!(
            "this exercise allows no warnings; {} to put right: {}",
            count(report.diagnostics.len(), "lint"),
            names.join(", ")
        ),
        Reason::TestsFailed { names } => format!(
            "{} of {} failed",
            names.len(),
            count(report.tests.len(), "test")
        ),
        Reason::TestsMissing { names } => format!(
            "a test of this exercise did not run: {} (renamed, ignored or deleted?)",
            names.join(", ")
        ),
        Reason::TestsEdited { names } => format!(
            "everything passes, but not under this exercise's own tests as they came: put right {} \
             (tests of your own may stay)",
            names.join(", ")
        ),
        Reason::WasmBuildFailed { errors, .. } => format!(
            "{}, but it cannot be built for WebAssembly{}",
            passed_tests(report),
            first_error(report, *errors)
        ),
        Reason::NotDone { line } => format!(
            "it works, but line {line} still says `I AM NOT DONE`: remove that line when you \
             want to go on"
        ),
        Reason::EndedEarly { during: Some(test) } => {
            format!("the program ended in the middle of the test {test}")
        }
        Reason::EndedEarly { during: None } => {
            "the program ended before its tests had run".to_owned()
        }
        Reason::ExitStatus { status: 101 } => "the program panicked".to_owned(),
        Reason::ExitStatus { status } => format!("the program ended with status {status}"),
        Reason::Signal {
            stack_overflow: true,
            ..
        } => "the stack overflowed: does a function call itself for ever?".to_owned(),
        Reason::Signal { signal, .. } => format!("the program was ended by signal {signal}"),
        Reason::TimeOut { seconds, during } => time_out(*seconds, during.as_deref()),
        Reason::TooMuchOutput => {
            "stopped: the program printed without end. Is there a loop that never ends?".to_owned()
        }
        Reason::OutOfMemory => {
            "stopped: the program asked for too much memory. Does something grow without end?"
                .to_owned()
        }
        Reason::TooManyProcesses => "stopped: the program started too many processes".to_owned(),
        Reason::TooMuchDisk => "stopped: the program wrote too much on the disk".to_owned(),
        Reason::ToolFailure { message } => format!("could not be checked: {message}"),
    }
}

/// The headline for a screen that shows the first message whole below it.
pub fn short_headline(report: &CheckReport) -> String {
    match &report.reason {
        Reason::CompileError { errors, codes } => {
            let codes = if codes.is_empty() {
                String::new()
            } else {
                format!(": {}", codes.join(", "))
            };
            format!("does not compile ({}){codes}", count(*errors, "error"))
        }
        Reason::WasmBuildFailed { errors, .. } => format!(
            "{}, but cannot be built for WebAssembly ({})",
            passed_tests(report),
            count(*errors, "error")
        ),
        _ => headline(report),
    }
}

fn passed(report: &CheckReport) -> String {
    let passed = passed_tests(report);
    match report.wasm {
        Some(Wasm::Built) => format!("{passed}, also built for WebAssembly"),
        Some(Wasm::NoTarget) => format!("{passed} (natively only: no wasm32 target)"),
        None => passed,
    }
}

fn passed_tests(report: &CheckReport) -> String {
    match report.count_tests(TestOutcome::Passed) {
        0 => "passed".to_owned(),
        tests => format!("passed, {}", count(tests, "test")),
    }
}

fn compile_error(report: &CheckReport, errors: usize) -> String {
    format!("does not compile{}", first_error(report, errors))
}

fn first_error(report: &CheckReport, errors: usize) -> String {
    let first = report.at_level(Level::Error).next();
    let message = first.map_or("", |d| d.message.as_str());
    let code = first.and_then(|d| d.code.as_deref());
    let code = code.map_or_else(String::new, |code| format!("{code} "));
    let more = match errors {
        0 | 1 => String::new(),
        _ => format!(" (and {} more)", errors - 1),
    };
    format!(": {code}{message}{more}")
}

fn time_out(seconds: u64, during: Option<&str>) -> String {
    let place = during.map_or_else(String::new, |test| format!(" in the test {test}"));
    format!(
        "stopped after {}{place}. Is there a loop or a wait that never ends?",
        count(usize::try_from(seconds).unwrap_or(usize::MAX), "second")
    )
}
