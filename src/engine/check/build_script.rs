//! Runs the build script of an exercise of Rustlings before version 6.
//!
//! It belongs to the learner, so we treat it like the exercise's own program: we compile and run it
//! under a guard, with the same limits, and in the sandbox if that was asked for. Cargo takes no
//! part, and the script sees no environment variable that may be a secret.

use std::ffi::OsString;
use std::fs;
use std::path::Path;

use crate::engine::check::Checker;
use crate::engine::check::jobs::is_harmless;
use crate::engine::check::plan::BuildPlan;
use crate::engine::check::report::program_output;
use crate::engine::fast::linker::Linking;
use crate::engine::process::{Cancel, Job};
use crate::engine::rustc::{Compile, Target};
use crate::model::check_report::CheckReport;
use crate::model::formats::build_script::{self, ScriptOutput};
use crate::model::judge::{self, CompileEvidence, Evidence, RunEvidence};
use crate::model::outcome::Outcome;
use crate::model::rustc_json::{self, CompilerOutput};
use crate::model::verdict::Reason;
use crate::rust::Outline;

impl Checker {
    /// Runs the exercise's build script, if it has one, and returns what it says.
    ///
    /// # Errors
    /// The report that is given instead of a check.
    pub(super) fn run_build_script(
        &self,
        plan: &BuildPlan,
        output: &Path,
        cancel: &Cancel,
    ) -> Result<Option<ScriptOutput>, Box<CheckReport>> {
        let Some(path) = plan.subject.exercise.build_script() else {
            return Ok(None);
        };
        let report = |reason| CheckReport::without_check(&plan.subject.exercise.name, path, reason);
        let failure = |message| Box::new(report(Reason::ToolFailure { message }));
        let source = self.read_source(path).map_err(|problem| {
            let problem = if self.file(path).exists() {
                problem
            } else {
                format!("does not exist; {} needs it", plan.subject.exercise.name)
            };
            Box::new(report(Reason::BadSource { problem }))
        })?;
        let signed = |report| {
            let source = source.clone();
            Box::new(CheckReport { source, ..report })
        };
        let folder = output.join("build_script");
        let job = self.script_compile(plan, path, &source, &folder);
        let program = folder.join(program_name());
        let compiled = self.run_in(&folder, job, cancel).map_err(failure)?;
        let said = rustc_json::parse(&compiled.stderr.text());
        let reason = judge(plan, &compiled, &said, None);
        if reason != Reason::Passed {
            let diagnostics = said.diagnostics;
            return Err(signed(CheckReport {
                diagnostics,
                ..report(reason)
            }));
        }
        let job = self.script_job(plan, path, &folder, &program);
        fs::create_dir_all(folder.join("out")).map_err(|error| failure(error.to_string()))?;
        let ran = self.run_in(&folder, job, cancel).map_err(failure)?;
        let reason = judge(plan, &compiled, &said, Some(&ran));
        if reason != Reason::Passed {
            return Err(signed(CheckReport {
                main_output: Some(program_output(&ran)),
                ..report(reason)
            }));
        }
        let mut script = build_script::parse(&ran.stdout.text())
            .map_err(|problem| signed(report(Reason::BadSource { problem })))?;
        let out = folder.join("out").to_string_lossy().into_owned();
        script.env.push(("OUT_DIR".to_owned(), out));
        Ok(Some(script))
    }

    fn script_compile(&self, plan: &BuildPlan, path: &str, source: &str, folder: &Path) -> Job {
        let compile = Compile {
            toolchain: plan.tools.toolchain,
            flags: plan.tools.flags,
            crates: None,
            name: "build_script",
            path,
            outline: &Outline::of(&self.dir.package.read(source)),
            tests: false,
            forbids_unsafe: false,
            incremental: None,
        };
        let root = self.grading.sources(&self.dir.root);
        let program = folder.join(program_name());
        compile.job(Target::Main, Linking::Usual, root, &program)
    }

    fn script_job(&self, plan: &BuildPlan, path: &str, folder: &Path, program: &Path) -> Job {
        let package = self.file(path);
        let package = package.parent().unwrap_or(&self.dir.root);
        let hidden = std::env::vars_os().filter(|(name, _)| !is_harmless(name));
        let mut env: Vec<(OsString, Option<OsString>)> =
            hidden.map(|(name, _)| (name, None)).collect();
        let set = |name: &str, value: OsString| (OsString::from(name), Some(value));
        // What most scripts ask cargo's environment for.
        env.push(set("CARGO_MANIFEST_DIR", package.into()));
        env.push(set(
            "CARGO_PKG_NAME",
            plan.subject.exercise.name.clone().into(),
        ));
        env.push(set("OUT_DIR", folder.join("out").into()));
        env.push(set("PROFILE", "debug".into()));
        env.push(set("TMPDIR", folder.into()));
        Job {
            program: program.to_owned(),
            args: Vec::new(),
            waiting_args: Vec::new(),
            cwd: package.to_owned(),
            env,
            limits: plan.subject.limits,
            yields: false,
            in_order: true,
            input: String::new(),
            sandbox: None,
        }
    }
}

fn program_name() -> String {
    format!("program{}", std::env::consts::EXE_SUFFIX)
}

/// The reason that this script would have if it were an exercise.
fn judge(
    plan: &BuildPlan,
    compiled: &Outcome,
    said: &CompilerOutput,
    ran: Option<&Outcome>,
) -> Reason {
    let run = ran.map(|ran| RunEvidence {
        ending: ran.ending,
        stderr: ran.stderr.text(),
    });
    let compile = CompileEvidence {
        ending: compiled.ending,
        diagnostics: &said.diagnostics,
        text: &said.other_text,
    };
    judge::judge(&Evidence {
        compile,
        wasm: None,
        tests: None,
        main: run.as_ref(),
        strict: false,
        without_clippy: None,
        machine: &plan.tools.toolchain.machine,
        required_tests: &[],
        edited_tests: &[],
        not_done: None,
        seconds: plan.subject.limits.time.as_secs(),
    })
}
