//! From what the compilers and programs did to a report.

use std::fs;
use std::path::Path;

use crate::engine::cache::Input;
use crate::engine::check::Checker;
use crate::engine::check::build::AllBuilt;
use crate::engine::check::work::Work;
use crate::engine::rustc::{self, Target};
use crate::engine::volume;
use crate::model::check_report::{CheckReport, ProgramOutput, Wasm, WithoutClippy};
use crate::model::diagnostic::Level;
use crate::model::judge::{self, CompileEvidence, Evidence, RunEvidence};
use crate::model::libtest::{self, TestRun};
use crate::model::outcome::{Ending, Outcome};
use crate::model::rustc_json;
use crate::model::verdict::Reason;

impl Checker {
    pub(in crate::engine) fn report(&self, work: &Work, built: &AllBuilt) -> CheckReport {
        let (first, beside) = (&built.first, built.beside.as_ref());
        let linted = built.lints.as_ref().and_then(read_lints);
        let without_clippy = match linted {
            Some(_) => None,
            None => without_clippy(work, built),
        };
        // Without its tests a file may have errors that it doesn't have with them.
        let failed = beside.filter(|beside| beside.compiled.ending != Ending::Exited(0));
        let linted = linted.filter(|_| failed.is_none());
        let (compile, compiler) = linted.unwrap_or_else(|| {
            let compiled = &failed.unwrap_or(first).compiled;
            let said = rustc_json::parse(&compiled.stderr.text());
            (compiled.ending, said)
        });
        let (tests, main) = match first.target {
            Target::Tests => (first.run.as_ref(), beside.and_then(|b| b.run.as_ref())),
            _ => (None, first.run.as_ref()),
        };
        let test_run = tests.map(|run| {
            let run = libtest::parse(&run.stdout.text());
            match &first.sealed {
                Some(sealed) => run.believed(sealed),
                None => run,
            }
        });
        let mut edited_tests = work.edited_tests.clone();
        if work.pristine {
            edited_tests.extend(self.foreign_files(work));
        }
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
        let wasm_said = built.wasm.as_ref().map(|outcome| {
            let said = rustc_json::parse(&outcome.stderr.text());
            (outcome.ending, said)
        });
        let wasm = wasm_said.as_ref().map(|(ending, said)| (*ending, said));
        let reason = judge::judge(&Evidence {
            compile: compile_evidence(compile, &compiler),
            wasm: wasm.map(|(ending, said)| compile_evidence(ending, said)),
            tests: tests_pair,
            main: main_evidence.as_ref(),
            strict: work.exercise.strict_clippy,
            without_clippy: without_clippy.as_ref(),
            machine: &work.toolchain.machine,
            required_tests: &work.required_tests,
            edited_tests: &edited_tests,
            not_done: work.not_done,
            seconds: work.limits.time.as_secs(),
        });
        let reason = blame_full_disk(reason, work);
        let mut diagnostics = compiler.diagnostics;
        if let (Reason::WasmBuildFailed { .. }, Some((_, said))) = (&reason, &wasm_said) {
            diagnostics.splice(..0, said.diagnostics.iter().cloned());
        }
        let was_built = wasm.is_some_and(|(ending, _)| ending == Ending::Exited(0));
        CheckReport {
            diagnostics,
            wasm: work.wasm.filter(|wasm| was_built || *wasm != Wasm::Built),
            database: work.database,
            tests: test_run.map(|run| run.tests).unwrap_or_default(),
            main_output: main.map(program_output),
            test_stderr: tests.map(|run| run.stderr.text()).unwrap_or_default(),
            missed_input: reason.is_of_run() && work.read().mentions_stdin(),
            without_clippy,
            ..CheckReport::without_check(&work.exercise.name, &work.path, reason)
        }
    }

    /// The files beside the source that the compilers read. `None` if that is not known, or if
    /// there is more than files: then the result must not be stored.
    pub(super) fn inputs(&self, work: &Work) -> Option<Vec<Input>> {
        let read = |list: String| rustc::read_inputs(&list, work.crates.is_some());
        let (first, errors) = (work.first_target(), Target::Errors);
        // The others may read more; after a failed compile there are none.
        let others = [Target::QuietMain, Target::Lints, Target::Wasm];
        let finding_errors = [first, errors].map(|target| list_of_inputs(work, target));
        if finding_errors.iter().all(Option::is_none) {
            return None;
        }
        let others = others.map(|target| list_of_inputs(work, target));
        let mut paths = Vec::new();
        for list in finding_errors.into_iter().chain(others).flatten() {
            paths.extend(read(list)?);
        }
        let copy = work
            .copy(work.first_target())
            .map(|folder| folder.join(&work.path));
        let is_copy = |path: &str| copy.as_ref() == Some(&self.dir.root.join(path));
        let others = paths.iter();
        let others = others.filter(|path| **path != work.path && !is_copy(path));
        others.map(|path| Input::of(&self.dir.root, path)).collect()
    }
}

/// What clippy said of a program that compiles, and how it ended. `None` if it broke down.
fn read_lints(lints: &Outcome) -> Option<(Ending, rustc_json::CompilerOutput)> {
    let said = rustc_json::parse(&lints.stderr.text());
    let refused = said.diagnostics.iter().any(|d| d.level == Level::Error);
    let worked = match lints.ending {
        Ending::Exited(0) => true,
        Ending::Exited(_) => refused,
        _ => false,
    };
    worked.then_some((lints.ending, said))
}

/// Why clippy said nothing. `None` if it was stopped since rustc has errors.
fn without_clippy(work: &Work, built: &AllBuilt) -> Option<WithoutClippy> {
    let machine = &work.toolchain.machine;
    if work.toolchain.clippy.is_none() {
        let advice = machine.how_to_get_clippy();
        return Some(WithoutClippy::Missing { advice });
    }
    let lints = built.lints.as_ref()?;
    let said = rustc_json::parse(&lints.stderr.text());
    let error = said.diagnostics.iter().find(|d| d.level == Level::Error);
    let words = error.map_or(said.other_text.as_str(), |error| &error.message);
    let words = words.trim().lines().next().unwrap_or_default();
    let words = match words {
        "" => format!("it ended without a word ({:?})", lints.ending),
        words => machine.explain(words),
    };
    Some(WithoutClippy::Failed { words })
}

/// With less than this, in bytes, compilers fail in ways that do not tell why.
const NEXT_TO_NO_SPACE: u64 = 1 << 20;

/// Adds what is known of the disk to a failure that does not speak of it.
fn blame_full_disk(reason: Reason, work: &Work) -> Reason {
    let Reason::ToolFailure { message } = &reason else {
        return reason;
    };
    let folder = work.output.as_deref().and_then(Path::parent);
    let free = folder.and_then(|folder| Some((folder, volume::free_space(folder)?)));
    match free {
        Some((folder, free)) if free < NEXT_TO_NO_SPACE && !message.contains("no space") => {
            let message = format!(
                "{message}; only {} KiB are left on the disk of {}: free some space, then check \
                 again",
                free / 1024,
                folder.display()
            );
            Reason::ToolFailure { message }
        }
        _ => reason,
    }
}

fn list_of_inputs(work: &Work, target: Target) -> Option<String> {
    fs::read_to_string(rustc::inputs_file(&work.program(target))).ok()
}

fn compile_evidence(ending: Ending, said: &rustc_json::CompilerOutput) -> CompileEvidence<'_> {
    CompileEvidence {
        ending,
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
