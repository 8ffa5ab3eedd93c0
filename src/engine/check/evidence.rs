//! From what the compilers and programs did to a report.

use std::fs;

use crate::engine::cache::Input;
use crate::engine::check::Checker;
use crate::engine::check::build::AllBuilt;
use crate::engine::check::work::Work;
use crate::engine::rustc::{self, Target};
use crate::model::check_report::{CheckReport, ProgramOutput, Wasm};
use crate::model::diagnostic::Level;
use crate::model::libtest::{self, TestRun};
use crate::model::outcome::{Ending, Outcome};
use crate::model::rustc_json;
use crate::model::verdict::{self, CompileEvidence, Evidence, Reason, RunEvidence};

impl Checker {
    pub(in crate::engine) fn report(&self, work: &Work, built: &AllBuilt) -> CheckReport {
        let (first, beside) = (&built.first, built.beside.as_ref());
        let linted = built.lints.as_ref().and_then(read_lints);
        let with_clippy = linted.is_some() || first.run.is_none();
        let (compile, compiler) = linted.unwrap_or_else(|| {
            let said = rustc_json::parse(&first.compiled.stderr.text());
            (first.compiled.ending, said)
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
        let reason = verdict::judge(&Evidence {
            compile: compile_evidence(compile, &compiler),
            wasm: wasm.map(|(ending, said)| compile_evidence(ending, said)),
            tests: tests_pair,
            main: main_evidence.as_ref(),
            strict: work.exercise.strict_clippy,
            required_tests: &work.required_tests,
            edited_tests: &edited_tests,
            not_done: work.not_done,
            seconds: work.limits.time.as_secs(),
        });
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
            main_output: main.map(|run| ProgramOutput {
                stdout: run.stdout.text(),
                stderr: run.stderr.text(),
            }),
            test_stderr: tests.map(|run| run.stderr.text()).unwrap_or_default(),
            with_clippy: with_clippy && work.toolchain.clippy.is_some(),
            ..CheckReport::without_check(&work.exercise.name, &work.path, reason)
        }
    }

    /// The files beside the source that the compilers read. `None` if that is not known, or if
    /// there is more than files: then the result must not be stored.
    pub(super) fn inputs(&self, work: &Work) -> Option<Vec<Input>> {
        let read = |list: String| rustc::read_inputs(&list, work.crates.is_some());
        let mut paths = read(list_of_inputs(work, work.first_target())?)?;
        // The others may read more; after a failed compile there are none.
        for target in [Target::QuietMain, Target::Lints, Target::Wasm] {
            if let Some(list) = list_of_inputs(work, target) {
                paths.extend(read(list)?);
            }
        }
        let others = paths.iter().filter(|path| **path != work.path);
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

fn run_evidence(run: &Outcome) -> RunEvidence {
    RunEvidence {
        ending: run.ending,
        stderr: run.stderr.text(),
    }
}
