//! The programs of a shard, run for each exercise in a process of its own.

use std::ops::ControlFlow;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::engine::check::{AllBuilt, Built, Work};
use crate::engine::fast::shard::{Programs, Shape, Shard, remove};
use crate::engine::files;
use crate::engine::parallel::{self, lock};
use crate::engine::process::Job;
use crate::engine::rustc::Target;
use crate::model::check_report::CheckReport;
use crate::model::outcome::{Captured, Outcome};
use crate::model::shard;

impl Shard<'_> {
    /// The reports of those that passed beyond doubt, with their places in the shard. So many
    /// programs run at once.
    pub fn run(&self, programs: &Programs, at_once: usize) -> Vec<(usize, CheckReport)> {
        let members = &programs.members;
        let reports = Mutex::new(Vec::new());
        parallel::each(at_once, members.len(), |index| {
            if self.cancel.is_cancelled() {
                return ControlFlow::Break(());
            }
            let report = self.run_one(members[index], programs);
            let passed = report.filter(CheckReport::passed);
            lock(&reports).extend(passed.map(|report| (members[index], report)));
            ControlFlow::Continue(())
        });
        remove(&programs.folder);
        reports.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs one exercise and reports as if it had been compiled by itself.
    fn run_one(&self, member: usize, programs: &Programs) -> Option<CheckReport> {
        let work = self.works[member];
        let built = |target, run: Outcome| Built {
            target,
            compiled: Outcome::silence(),
            run: Some(run),
            sealed: None,
        };
        let (first, beside) = match (work.runs_tests, work.runs_main) {
            (true, true) => {
                let first = built(Target::Tests, self.run_tests(member, programs)?);
                let main = built(Target::QuietMain, self.run_main(member, programs)?);
                (first, Some(main))
            }
            (true, false) => (
                built(Target::Tests, self.run_tests(member, programs)?),
                None,
            ),
            (false, _) => (built(Target::Main, self.run_main(member, programs)?), None),
        };
        let all = AllBuilt {
            first,
            beside,
            lints: Some(Outcome::silence()),
            wasm: None,
        };
        let mut report = self.checker.report(work, &all);
        work.sign(&mut report);
        let runs = [all.first.run, all.beside.and_then(|built| built.run)];
        let time: Duration = runs.iter().flatten().map(|run| run.duration).sum();
        report.duration_ms = files::milliseconds(time);
        Some(report)
    }

    fn run_tests(&self, member: usize, programs: &Programs) -> Option<Outcome> {
        let mut job = self.checker.program_job(self.works[member], Target::Tests);
        job.program.clone_from(&programs.tests);
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
        let cleaned = |captured: &Captured| Captured::of(&captured.text().replace(&module, ""));
        Some(Outcome {
            stdout: cleaned(&run.stdout),
            stderr: cleaned(&run.stderr),
            ..run
        })
    }

    fn run_main(&self, member: usize, programs: &Programs) -> Option<Outcome> {
        let work: &Work = self.works[member];
        let mut job = self.checker.program_job(work, Target::Main);
        if self.shape == Shape::Modules {
            let number = member.to_string();
            job.env.push((shard::VARIABLE.into(), Some(number.into())));
        }
        if self.runs_main_apart(member) {
            job.program.clone_from(&programs.mains);
            return self.run_job(member, job, programs);
        }
        job.program.clone_from(&programs.tests);
        if self.shape == Shape::File {
            return self.run_job(member, job, programs);
        }
        job.env.extend(shard::variables_for_main());
        shard::of_main_alone(self.run_job(member, job, programs)?)
    }

    /// Runs a program in a folder of the exercise's own.
    fn run_job(&self, member: usize, job: Job, programs: &Programs) -> Option<Outcome> {
        let folder = programs.folder.join(format!("run-{member}"));
        self.checker.run_in(&folder, job, self.cancel).ok()
    }
}
