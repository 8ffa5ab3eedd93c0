//! The programs of a shard, run for each exercise in a process of its own.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::engine::check::{BuildOutcome, ProgramOutcome, report};
use crate::engine::fast::together::shard::{Programs, Shape, Shard, remove};
use crate::engine::files;
use crate::engine::parallel::{self, lock};
use crate::engine::process::Job;
use crate::engine::rustc::Target;
use crate::grading::sealed::SealedProgram;
use crate::model::check_report::CheckReport;
use crate::model::libtest::TestRun;
use crate::model::outcome::{CapturedOutput, Outcome};
use crate::model::shard;
use crate::model::verdict::Reason;

impl Programs {
    /// Where a member's programs may write.
    fn run_folder(&self, member: usize) -> PathBuf {
        self.folder.join(format!("run-{member}"))
    }
}

impl Shard<'_> {
    /// Runs the programs, `at_once` of them at a time. Returns the reports that are beyond doubt,
    /// with their places in the shard.
    pub fn run(&self, programs: &Programs, at_once: usize) -> Vec<(usize, CheckReport)> {
        let members = &programs.members;
        let reports = Mutex::new(Vec::new());
        parallel::each(at_once, members.len(), |index| {
            if self.cancel.is_cancelled() {
                return ControlFlow::Break(());
            }
            let report = self.run_one(members[index], programs);
            let certain = report.filter(|report| self.is_certain(members[index], report));
            lock(&reports).extend(certain.map(|report| (members[index], report)));
            ControlFlow::Continue(())
        });
        remove(&programs.folder);
        reports.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether an exercise would have the same report if it were checked alone. That holds for a
    /// pass. The original's tests each run alone here too, so it also holds if they fail, but not
    /// if something shows that they belong to a shard.
    fn is_certain(&self, member: usize, report: &CheckReport) -> bool {
        let is_sealed = self.files[member].candidate.sealed().is_some();
        let fails = matches!(
            report.reason,
            Reason::TestsFailed { .. } | Reason::TestsEdited { .. }
        );
        let text = || serde_json::to_string(report).unwrap_or_default();
        report.passed() || (is_sealed && fails && !shard::has_trace(&text()))
    }

    /// Runs one exercise and reports as if it had been compiled by itself.
    fn run_one(&self, member: usize, programs: &Programs) -> Option<CheckReport> {
        let candidate = self.files[member].candidate;
        let mut sealed = None;
        let tests = if !candidate.runs_tests() {
            None
        } else if let Some(program) = candidate.sealed() {
            let (run, tests) = self.run_sealed(member, program, programs)?;
            sealed = Some(tests);
            Some(run)
        } else {
            Some(self.run_tests(member, programs)?)
        };
        let main = if candidate.runs_main() {
            Some(self.run_main(member, programs)?)
        } else {
            None
        };
        let time: Duration = tests.iter().chain(&main).map(|run| run.duration).sum();
        let program = |target, run| ProgramOutcome::of_run(target, Some(run));
        let (first, beside) = match (tests, main) {
            (Some(tests), main) => (
                ProgramOutcome {
                    sealed,
                    ..program(Target::Tests, tests)
                },
                main.map(|main| program(Target::QuietMain, main)),
            ),
            (None, main) => (program(Target::Main, main?), None),
        };
        let outcome = BuildOutcome {
            first,
            beside,
            lints: Some(Outcome::silence()),
            wasm: None,
            foreign_files: Vec::new(),
        };
        Some(CheckReport {
            duration_ms: files::milliseconds(time),
            ..report(&candidate.plan, &outcome)
        })
    }

    /// Runs tests of the original's, each in a process of its own.
    fn run_sealed(
        &self,
        member: usize,
        sealed: &SealedProgram,
        programs: &Programs,
    ) -> Option<(Outcome, TestRun)> {
        let candidate = self.files[member].candidate;
        let job = candidate
            .plan
            .program_job(programs.tests.clone(), Target::Tests);
        let folder = programs.run_folder(member);
        let module = match self.shape {
            Shape::Modules => format!("{}::", shard::module(member)),
            Shape::Whole | Shape::File => String::new(),
        };
        let (checker, path) = (self.checker, candidate.path());
        let run = checker.run_sealed(sealed, path, &module, &folder, &job, self.cancel);
        run.ok()
    }

    fn run_tests(&self, member: usize, programs: &Programs) -> Option<Outcome> {
        let plan = &self.files[member].candidate.plan;
        let mut job = plan.program_job(programs.tests.clone(), Target::Tests);
        match self.shape {
            Shape::Modules if self.is_root(member) => {
                job.args.extend(shard::ROOT_ONLY.map(Into::into));
                return self.run_job(member, job, programs);
            }
            Shape::Modules => {}
            Shape::Whole => {
                job.args.extend(shard::WITHOUT_MAIN.map(Into::into));
                return self.run_job(member, job, programs);
            }
            Shape::File => return self.run_job(member, job, programs),
        }
        // The names that its tests have in a crate of their own are without the module.
        let module = format!("{}::", shard::module(member));
        job.args.insert(0, (&module).into());
        let run = self.run_job(member, job, programs)?;
        let cleaned =
            |captured: &CapturedOutput| CapturedOutput::of(&captured.text().replace(&module, ""));
        Some(Outcome {
            stdout: cleaned(&run.stdout),
            stderr: cleaned(&run.stderr),
            ..run
        })
    }

    fn run_main(&self, member: usize, programs: &Programs) -> Option<Outcome> {
        let is_apart = self.runs_main_apart(member);
        let program = if is_apart {
            &programs.mains
        } else {
            &programs.tests
        };
        let plan = &self.files[member].candidate.plan;
        let mut job = plan.program_job(program.clone(), Target::Main);
        if self.shape == Shape::Modules {
            let number = member.to_string();
            job.env.push((shard::VARIABLE.into(), Some(number.into())));
        }
        if is_apart || self.shape == Shape::File {
            return self.run_job(member, job, programs);
        }
        job.env.extend(shard::variables_for_main());
        shard::of_main_alone(self.run_job(member, job, programs)?)
    }

    /// Runs a program in a folder of the exercise's own.
    fn run_job(&self, member: usize, job: Job, programs: &Programs) -> Option<Outcome> {
        let folder = programs.run_folder(member);
        self.checker.run_in(&folder, job, self.cancel).ok()
    }
}
