//! The last stage of a check: from what compilers and programs did to a report.

use std::path::Path;

use crate::engine::check::outcome::BuildOutcome;
use crate::engine::check::plan::BuildPlan;
use crate::engine::rustc::{Target, UNSAFE_CODE};
use crate::engine::volume;
use crate::model::check_report::{CheckReport, MissingClippy, ProgramOutput, Wasm};
use crate::model::diagnostic::Level;
use crate::model::judge::{self, CompileEvidence, Evidence, RunEvidence};
use crate::model::libtest::{self, TestRun};
use crate::model::machine::NO_SPACE;
use crate::model::module_places;
use crate::model::outcome::{Ending, Outcome};
use crate::model::rustc_json::{self, CompilerOutput};
use crate::model::verdict::Reason;

/// What came of a build, as a report.
pub(in crate::engine) fn report(plan: &BuildPlan, outcome: &BuildOutcome) -> CheckReport {
    let compilers = Compilers::of(plan, outcome);
    let runs = Runs::of(outcome);
    let reason = judge(plan, outcome, &compilers, &runs);
    let was_built =
        (compilers.wasm.as_ref()).is_some_and(|(ending, _)| *ending == Ending::Exited(0));
    let mut diagnostics = compilers.native.1.diagnostics;
    if let (Reason::WasmBuildFailed { .. }, Some((_, said))) = (&reason, compilers.wasm) {
        diagnostics.splice(..0, said.diagnostics);
    }
    let report = CheckReport {
        diagnostics,
        wasm: (plan.tools.wasm()).filter(|wasm| was_built || *wasm != Wasm::Built),
        database: plan.database,
        tests: runs
            .results
            .map(|results| results.tests)
            .unwrap_or_default(),
        main_output: runs.main.map(program_output),
        test_stderr: runs.tests.map(|run| run.stderr.text()).unwrap_or_default(),
        missed_input: reason.is_from_running() && plan.subject.source().mentions_stdin(),
        without_clippy: compilers.without_clippy,
        ..plan.subject.unsigned_report(reason)
    };
    let subject = &plan.subject;
    let modules = subject.modules.as_ref();
    subject.sign(match modules.map(|modules| &modules.files) {
        // What is compiled then is one file.
        Some(files) if subject.graded.sealed.is_some() => {
            module_places::place_report(report, files, &subject.path)
        }
        Some(files) if cfg!(windows) => module_places::with_slashes(report, files),
        _ => report,
    })
}

/// What the compilers had to say.
struct Compilers {
    /// How the native compile ended, and what it said; clippy's words if it took part.
    native: (Ending, CompilerOutput),
    wasm: Option<(Ending, CompilerOutput)>,
    without_clippy: Option<MissingClippy>,
}

impl Compilers {
    fn of(plan: &BuildPlan, outcome: &BuildOutcome) -> Self {
        let lints = outcome.lints.as_ref().and_then(read_lints);
        let without_clippy = if lints.is_some() {
            None
        } else {
            without_clippy(plan, outcome)
        };
        // Without its tests a file may have errors that it doesn't have with them.
        let main = outcome.beside.as_ref();
        let failed = main.filter(|main| main.compiled.ending != Ending::Exited(0));
        let lints = lints.filter(|_| failed.is_none());
        Self {
            native: lints.unwrap_or_else(|| read(&failed.unwrap_or(&outcome.first).compiled)),
            wasm: outcome.wasm.as_ref().map(read),
            without_clippy,
        }
    }
}

/// How the programs ran.
struct Runs<'o> {
    tests: Option<&'o Outcome>,
    /// The results that we believe.
    results: Option<TestRun>,
    main: Option<&'o Outcome>,
}

impl<'o> Runs<'o> {
    fn of(outcome: &'o BuildOutcome) -> Self {
        let (first, beside) = (&outcome.first, outcome.beside.as_ref());
        let (tests, main) = match first.target {
            Target::Tests => (first.run.as_ref(), beside.and_then(|b| b.run.as_ref())),
            _ => (None, first.run.as_ref()),
        };
        let parse = |run: &Outcome| libtest::parse(&run.stdout.text());
        let sealed = first.sealed.clone();
        let results = sealed.or_else(|| tests.map(parse));
        Self {
            tests,
            results,
            main,
        }
    }
}

fn judge(plan: &BuildPlan, outcome: &BuildOutcome, compilers: &Compilers, runs: &Runs) -> Reason {
    let subject = &plan.subject;
    let (tests, main) = (runs.tests.map(run_evidence), runs.main.map(run_evidence));
    let no_tests = no_tests();
    let tests = match (&tests, &runs.results) {
        (Some(tests), Some(results)) => Some((tests, results)),
        // Required tests that were deleted altogether must still be missed.
        _ if outcome.first.run.is_some() => Some((&no_tests.0, &no_tests.1)),
        _ => None,
    };
    let mut edited = [&subject.graded.edited[..], &outcome.foreign_files].concat();
    if subject.graded.forbids_unsafe && has_unsafe_main(outcome) {
        edited.push("unsafe code in main (this exercise needs none)".to_owned());
    }
    judge::judge(&Evidence {
        compile: compile_evidence(&compilers.native),
        wasm: compilers.wasm.as_ref().map(compile_evidence),
        tests,
        main: main.as_ref(),
        strict: subject.exercise.strict_clippy,
        without_clippy: compilers.without_clippy.as_ref(),
        machine: &plan.tools.toolchain.machine,
        required_tests: &subject.graded.required_tests,
        edited_tests: &edited,
        not_done: subject.not_done,
        seconds: subject.limits.time.as_secs(),
    })
}

/// Whether rustc found unsafe code in the program of `main` that is built beside the tests, of
/// which it says nothing else.
fn has_unsafe_main(outcome: &BuildOutcome) -> bool {
    outcome.beside.as_ref().is_some_and(|main| {
        let (_, said) = read(&main.compiled);
        let mut all = said.diagnostics.iter();
        all.any(|it| it.lint() == Some(UNSAFE_CODE))
    })
}

/// The evidence of a file that has no tests.
fn no_tests() -> (RunEvidence, TestRun) {
    let run = RunEvidence {
        ending: Ending::Exited(0),
        stderr: String::new(),
    };
    let results = TestRun {
        complete: true,
        ..TestRun::default()
    };
    (run, results)
}

fn read(compiled: &Outcome) -> (Ending, CompilerOutput) {
    let said = rustc_json::parse(&compiled.stderr.text());
    (compiled.ending, said)
}

/// What clippy said of a program that compiles, and how it ended. `None` if it broke down.
fn read_lints(lints: &Outcome) -> Option<(Ending, CompilerOutput)> {
    let (ending, said) = read(lints);
    let refused = said.diagnostics.iter().any(|d| d.level == Level::Error);
    let worked = match ending {
        Ending::Exited(0) => true,
        Ending::Exited(_) => refused,
        _ => false,
    };
    worked.then_some((ending, said))
}

/// Why clippy said nothing. `None` if it was stopped since rustc has errors.
fn without_clippy(plan: &BuildPlan, outcome: &BuildOutcome) -> Option<MissingClippy> {
    let toolchain = plan.tools.toolchain;
    let machine = &toolchain.machine;
    if toolchain.clippy.is_none() {
        let advice = machine.how_to_get_clippy();
        return Some(MissingClippy::Missing { advice });
    }
    let lints = outcome.lints.as_ref()?;
    let said = rustc_json::parse(&lints.stderr.text());
    let error = said.diagnostics.iter().find(|d| d.level == Level::Error);
    let words = error.map_or(said.other_text.as_str(), |error| &error.message);
    let words = words.trim().lines().next().unwrap_or_default();
    let words = match words {
        "" => format!("it ended without a word ({:?})", lints.ending),
        words => machine.explain(words),
    };
    Some(MissingClippy::Failed { words })
}

/// With less than this, in bytes, compilers fail in ways that do not tell why.
const NEXT_TO_NO_SPACE: u64 = 1 << 20;

/// Adds what is known of the disk to a failure that doesn't mention it. `folder` is where the
/// programs were written.
pub(super) fn blame_full_disk(report: CheckReport, folder: &Path) -> CheckReport {
    let Reason::ToolFailure { message } = &report.reason else {
        return report;
    };
    let Some(folder) = folder.parent() else {
        return report;
    };
    match volume::free_space(folder) {
        Some(free) if free < NEXT_TO_NO_SPACE && !message.contains(NO_SPACE) => {
            let message = format!(
                "{message}; only {} KiB are left on the disk of {}: free some space, then try \
                 again",
                free / 1024,
                folder.display()
            );
            let reason = Reason::ToolFailure { message };
            CheckReport { reason, ..report }
        }
        _ => report,
    }
}

fn compile_evidence((ending, said): &(Ending, CompilerOutput)) -> CompileEvidence<'_> {
    CompileEvidence {
        ending: *ending,
        diagnostics: &said.diagnostics,
        text: &said.other_text,
    }
}

pub(super) fn program_output(run: &Outcome) -> ProgramOutput {
    let (stdout, stderr) = (run.stdout.text(), run.stderr.text());
    let in_order = || run.in_order.text();
    ProgramOutput {
        in_order: (!stdout.is_empty() && !stderr.is_empty()).then(in_order),
        stdout,
        stderr,
    }
}

fn run_evidence(run: &Outcome) -> RunEvidence {
    RunEvidence {
        ending: run.ending,
        stderr: run.stderr.text(),
    }
}
