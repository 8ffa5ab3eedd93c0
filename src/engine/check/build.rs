//! The third stage of a check: a plan with the folders that its programs are written to.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::engine::check::Checker;
use crate::engine::check::plan::BuildPlan;
use crate::engine::fast::incremental;
use crate::engine::fast::linker::Linking;
use crate::engine::process::{Cancel, Job};
use crate::engine::removal::remove_folder;
use crate::engine::rustc::Target;
use crate::engine::scratch::Scratch;
use crate::model::check_report::CheckReport;
use crate::model::database::{self, Database};
use crate::model::formats::build_script::ScriptOutput;
use crate::model::outcome::Outcome;
use crate::model::rustc_json;
use crate::model::verdict::Reason;

/// All that the compiles of one check depend on.
pub(super) struct Build<'p> {
    pub plan: &'p BuildPlan<'p>,
    /// Where its programs are written.
    pub output: PathBuf,
    /// Where the compiler keeps what it can use at the next check, if it does.
    pub incremental: Option<PathBuf>,
    /// What the exercise's build script said, if it has one.
    pub script: Option<ScriptOutput>,
    /// Whether `main` is one of the tests of the program that is built.
    pub joins_main: bool,
}

impl<'p> Build<'p> {
    /// What the next check will most likely build, as far as a compiler that waits for it has to
    /// know: everything that names a folder is told to the compiler later.
    pub fn expected(plan: &'p BuildPlan<'p>) -> Self {
        Self {
            plan,
            output: PathBuf::new(),
            incremental: None,
            script: None,
            joins_main: plan.may_join_main(),
        }
    }

    /// The job that compiles one of the programs. `root` is the course's folder.
    pub fn job(
        &self,
        target: Target,
        linking: Linking,
        incremental: Option<&Path>,
        root: &Path,
    ) -> Job {
        let subject = &self.plan.subject;
        let sealed = subject.graded.sealed.as_ref();
        let root = sealed.map_or(root, |_| &self.output);
        let sealed_root = sealed.map(|sealed| sealed.root_path(&subject.path));
        let program = self.program(target);
        let copy = self.copy(target).map(|copy| {
            let below = copy.strip_prefix(root).unwrap_or(&copy).to_owned();
            let path = below.join(&subject.path).to_string_lossy().into_owned();
            (path, below)
        });
        let mut compile = self.plan.compile(target);
        compile.incremental = incremental;
        if let Some(path) = sealed_root.as_ref().or(copy.as_ref().map(|(path, _)| path)) {
            compile.path = path;
        }
        let mut job = compile.job(target, linking, root, &program);
        if let Some((_, folder)) = &copy {
            // Messages and programs name the file as they would without the copy.
            let mut flag = OsString::from("--remap-path-prefix=");
            flag.push(folder);
            flag.push("=");
            job.args.push(flag);
        }
        let cfgs = self.script.iter().flat_map(|script| &script.cfgs);
        job.args
            .extend(cfgs.map(|cfg| format!("--cfg={cfg}").into()));
        job.env.extend(self.script_variables());
        if self.plan.database == Some(Database::Withheld) {
            // Else `env!` would bring it in.
            job.env.push((database::VARIABLE.into(), None));
        }
        job
    }

    /// The job that runs one of the programs.
    pub fn program_job(&self, target: Target) -> Job {
        let mut job = self.plan.program_job(self.program(target), target);
        job.env.extend(self.script_variables());
        job
    }

    /// The path of the file that is checked.
    pub fn path(&self) -> &str {
        &self.plan.subject.path
    }

    /// Puts the names that the learner knows into what a compiler or a program said.
    pub fn name_as_learners(&self, outcome: &mut Outcome) {
        if let Some(sealed) = &self.plan.subject.graded.sealed {
            for output in [
                &mut outcome.stdout,
                &mut outcome.stderr,
                &mut outcome.in_order,
            ] {
                output.change(|text| sealed.in_learners_words(self.path(), text));
            }
        }
    }

    /// Puts a compiler's messages about the original's tests behind those about the learner's
    /// code.
    pub fn tell_of_tests_last(&self, compiled: &mut Outcome) {
        if let Some(sealed) = &self.plan.subject.graded.sealed {
            let sort = |text: &str| rustc_json::put_last(text, |file| sealed.is_of_tests(file));
            compiled.stderr.change(sort);
        }
    }

    /// Where a program is written. Each target has a folder of its own for it.
    pub fn program(&self, target: Target) -> PathBuf {
        let name = format!("program{}", std::env::consts::EXE_SUFFIX);
        self.output.join(target.folder()).join(name)
    }

    /// The folder that holds a copy of the source under its path, if that is what is compiled.
    pub fn copy(&self, target: Target) -> Option<PathBuf> {
        let is_copied = self.joins_main && target == Target::Tests;
        is_copied.then(|| self.program(target).with_file_name("source"))
    }

    /// Whether `main` has a program of its own beside that of the tests.
    pub fn builds_main_apart(&self) -> bool {
        self.targets().any(|target| target == Target::QuietMain)
    }

    /// All programs that are built of the file.
    pub fn targets(&self) -> impl Iterator<Item = Target> {
        self.plan
            .targets(self.joins_main, self.incremental.is_some())
    }

    /// What the build script sets for the compiler and the program.
    fn script_variables(&self) -> impl Iterator<Item = (OsString, Option<OsString>)> + '_ {
        let variables = self.script.iter().flat_map(|script| &script.env);
        variables.map(|(name, value)| (name.into(), Some(value.into())))
    }

    /// Removes what was built.
    pub fn clean_up(&self) {
        remove(&self.output);
    }
}

impl Checker {
    /// Makes everything ready that the compiles of a plan need.
    ///
    /// # Errors
    /// The report that is given instead of a check.
    pub(super) fn prepare<'p>(
        &self,
        plan: &'p BuildPlan<'p>,
        cancel: &Cancel,
    ) -> Result<Build<'p>, Box<CheckReport>> {
        let subject = &plan.subject;
        let failure = |message| Box::new(subject.unsigned_report(Reason::ToolFailure { message }));
        // Without crates the compiler is quicker if it need not take notes.
        let takes_notes = subject.request.again && plan.tools.crates.is_some();
        let make = || self.scratch()?.new_folder("incremental");
        let incremental = takes_notes
            .then(|| self.incremental.folder(&subject.exercise.name, make))
            .flatten();
        let output = match &incremental {
            Some(folder) => incremental::output(folder),
            None => self.output(&plan.key).map_err(failure)?,
        };
        if let Some(sealed) = &subject.graded.sealed {
            self.lay_out(subject, sealed, &output).map_err(failure)?;
        }
        let script = self.run_build_script(plan, &output, cancel);
        let script = script.map_err(|report| {
            remove(&output);
            let version = subject.version.clone();
            Box::new(CheckReport { version, ..*report })
        })?;
        Ok(Build {
            joins_main: plan.may_join_main(),
            plan,
            output,
            incremental,
            script,
        })
    }

    /// A folder for this check's programs that no other check uses.
    pub(in crate::engine) fn output(&self, key: &str) -> Result<PathBuf, String> {
        self.scratch()?.new_folder(key.get(..16).unwrap_or(key))
    }

    pub(super) fn scratch(&self) -> Result<&Scratch, String> {
        let make = || Scratch::new(&self.dir.state_folder());
        let scratch = self.scratch.get(make, Result::is_err);
        scratch.as_ref().map_err(Clone::clone)
    }
}

/// Removes the folder of a check. What stays behind goes with the scratch folder.
pub(super) fn remove(folder: &Path) {
    let _ = remove_folder(folder);
}
