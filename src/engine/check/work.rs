//! What one check works with: an exercise, and how its programs are built.

use std::ffi::OsString;
use std::fs;
use std::iter;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use crate::engine::crates::Crates;
use crate::engine::process::Job;
use crate::engine::rustc::{Compile, Linking, Target};
use crate::engine::toolchain::Toolchain;
use crate::model::cache_key::CacheKey;
use crate::model::check_report::{self, CheckReport, Wasm};
use crate::model::course::Exercise;
use crate::model::database::{self, Database};
use crate::model::formats::build_script::ScriptOutput;
use crate::model::limits::Limits;
use crate::model::open_tests::OpenPlaces;
use crate::model::package::CompilerFlags;
use crate::model::shard::{self, MainPlace};
use crate::model::test_changes::TestChange;
use crate::model::verdict::Reason;
use crate::rust::{Edition, Outline, Source};

/// How a check began.
pub(in crate::engine) enum Begun<'a> {
    /// It is over: there is a stored report, or nothing to compile. With the work, if any.
    Known(Box<CheckReport>, Option<Box<Work<'a>>>),
    /// This is to be compiled and run.
    ToDo(Box<Work<'a>>),
}

/// What one check works with.
pub(in crate::engine) struct Work<'a> {
    pub(in crate::engine) exercise: &'a Exercise,
    pub(in crate::engine) toolchain: &'a Toolchain,
    pub(in crate::engine) flags: &'a CompilerFlags,
    /// If the source needs them.
    pub(in crate::engine) crates: Option<Arc<Crates>>,
    /// Whether it is also built for WebAssembly; `None` if it is not to be.
    pub(super) wasm: Option<Wasm>,
    pub(super) wasm_crates: Option<Arc<Crates>>,
    /// For those crates, which is no time of the check's.
    pub(super) waited: Duration,
    pub(super) database: Option<Database>,
    /// The source below the course's root.
    pub(in crate::engine) path: String,
    pub(in crate::engine) outline: Outline,
    pub(in crate::engine) required_tests: Vec<String>,
    pub(in crate::engine) edited_tests: Vec<String>,
    /// The line of a comment that keeps it from passing.
    pub(in crate::engine) not_done: Option<usize>,
    /// What its build script said, if it has one.
    pub(super) script: Option<ScriptOutput>,
    /// Which of its tests are the learner's to write.
    pub(super) open_tests: Option<OpenPlaces>,
    pub(super) test_changes: Vec<TestChange>,
    pub(in crate::engine) limits: Limits,
    pub(in crate::engine) runs_tests: bool,
    pub(in crate::engine) runs_main: bool,
    /// The cache's.
    pub(in crate::engine) key: String,
    /// The digest of the source.
    pub(in crate::engine) version: String,
    pub(in crate::engine) source: String,
    /// Whether it needs neither another target nor a variable of its own, as one of many.
    pub(in crate::engine) may_batch: bool,
    /// Whether it may be compiled together with others.
    pub(in crate::engine) may_share: bool,
    /// Whether it may not, but may be the root of a crate whose modules are others.
    pub(in crate::engine) may_be_root: bool,
    /// Where `main` is then, if it is run.
    pub(in crate::engine) main_place: Option<MainPlace>,
    /// Whether clippy's driver may build its programs.
    pub(in crate::engine) may_build_linted: bool,
    /// Whether its programs may spend their time waiting.
    pub(in crate::engine) may_wait: bool,
    /// Whether it is compiled and run in the sandbox.
    pub(in crate::engine) sandboxed: bool,
    /// Whether the source is the learner's code under the original's tests.
    pub(super) pristine: bool,
    /// The tests that leave marks then.
    pub(super) sealed_tests: Vec<String>,
    /// Where this check's programs are written; only where something was compiled.
    pub(in crate::engine) output: Option<PathBuf>,
    /// Where the compiler keeps what it can use at the next check.
    pub(super) incremental: Option<PathBuf>,
    /// Whether `main` is one of the tests of the program that is built.
    pub(super) joins_main: bool,
}

impl Work<'_> {
    /// Its source, read.
    pub(in crate::engine) fn read(&self) -> Source {
        Source::new(self.source.as_str(), Edition::named(&self.flags.edition))
    }

    /// Finds out from the source how it can be built as one of many.
    pub(in crate::engine) fn find_place(&mut self) {
        let source = self.read();
        let main_place = shard::main_place(&source, self.runs_tests);
        self.main_place = Some(main_place).filter(|_| self.runs_main);
        // All files of a crate are compiled for its tests.
        let has_place = self.runs_tests || main_place == MainPlace::Tests;
        self.may_share = has_place && shard::may_share(&source);
        self.may_build_linted = !shard::needs_rustc(&source);
        self.may_wait = shard::may_wait(&source);
        // Until 2018 every path that is imported began at the root.
        self.may_be_root = !self.may_share
            && self.runs_tests
            && self.crates.is_none()
            && self.flags.edition != "2015"
            && self.may_build_linted
            && self
                .main_place
                .is_none_or(|place| place == MainPlace::Tests)
            && shard::may_be_root(&source);
    }

    /// Says what the report is about.
    pub(in crate::engine) fn sign(&self, report: &mut CheckReport) {
        report.version.clone_from(&self.version);
        report.source.clone_from(&self.source);
        report.open_tests.clone_from(&self.open_tests);
        report.test_changes.clone_from(&self.test_changes);
    }

    pub(super) fn compile(&self, target: Target) -> Compile<'_> {
        let crates = match target {
            Target::Wasm => &self.wasm_crates,
            _ => &self.crates,
        };
        Compile {
            toolchain: self.toolchain,
            flags: self.flags,
            crates: crates.as_deref(),
            name: &self.exercise.name,
            path: &self.path,
            outline: &self.outline,
            tests: self.runs_tests,
            incremental: None,
        }
    }

    pub(super) fn job(
        &self,
        target: Target,
        linking: Linking,
        incremental: Option<&Path>,
        root: &Path,
    ) -> Job {
        let laid_out = self.output.as_deref().filter(|_| self.pristine);
        let root = laid_out.unwrap_or(root);
        let program = self.program(target);
        let copy = self.copy(target).map(|copy| {
            let below = copy.strip_prefix(root).unwrap_or(&copy).to_owned();
            (below.join(&self.path).to_string_lossy().into_owned(), below)
        });
        let mut compile = Compile {
            incremental,
            ..self.compile(target)
        };
        if let Some((path, _)) = &copy {
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
        if self.database == Some(Database::Withheld) {
            // Else `env!` would bring it in.
            job.env.push((database::VARIABLE.into(), None));
        }
        job
    }

    /// The folder that holds a copy of the source under its path, if that is what is compiled.
    pub(super) fn copy(&self, target: Target) -> Option<PathBuf> {
        let is_copied = self.joins_main && target == Target::Tests && self.output.is_some();
        is_copied.then(|| self.program(target).with_file_name("source"))
    }

    /// Whether `main` has a program of its own beside that of the tests.
    pub(super) fn builds_main_apart(&self) -> bool {
        self.runs_tests && self.runs_main && !self.joins_main
    }

    /// What its build script sets for the compiler and the program.
    pub(super) fn script_variables(
        &self,
    ) -> impl Iterator<Item = (OsString, Option<OsString>)> + '_ {
        let variables = self.script.iter().flat_map(|script| &script.env);
        variables.map(|(name, value)| (name.into(), Some(value.into())))
    }

    /// The program whose diagnostics count.
    pub(super) fn first_target(&self) -> Target {
        match self.runs_tests {
            true => Target::Tests,
            false => Target::Main,
        }
    }

    /// All programs that are built of the file.
    pub(super) fn targets(&self) -> impl Iterator<Item = Target> {
        let beside = self.builds_main_apart();
        iter::once(self.first_target())
            .chain(beside.then_some(Target::QuietMain))
            .chain(self.incremental.is_some().then_some(Target::Errors))
            .chain(self.toolchain.clippy.is_some().then_some(Target::Lints))
            .chain((self.wasm == Some(Wasm::Built)).then_some(Target::Wasm))
    }

    pub(super) fn key(&self, source: &str) -> String {
        let flags = self.compile(self.first_target()).flags(self.first_target());
        let wasm = self.wasm_id();
        CacheKey {
            sandboxed: self.sandboxed,
            schema: check_report::SCHEMA,
            tool: env!("CARGO_PKG_VERSION"),
            toolchain: &self.toolchain.id,
            path: &self.path,
            flags: &flags,
            crates: self.crates.as_ref().map(|crates| crates.id.as_str()),
            wasm: wasm.as_deref(),
            source,
            required_tests: &self.required_tests,
            edited_tests: &self.edited_tests,
            test: self.exercise.test,
            strict: self.exercise.strict_clippy,
            runs_main: self.runs_main,
            not_done: self.not_done,
            limits: self.limits,
        }
        .digest()
    }

    pub(super) fn program(&self, target: Target) -> PathBuf {
        let output = self.output.as_deref().unwrap_or(Path::new(""));
        output
            .join(target.folder())
            .join(format!("program{}", std::env::consts::EXE_SUFFIX))
    }

    /// What stands for all that it is built with for WebAssembly; empty if it cannot be.
    pub(super) fn wasm_id(&self) -> Option<String> {
        self.wasm?;
        let std = self.toolchain.wasm_std.clone().unwrap_or_default();
        let crates = self.wasm_crates.as_ref();
        let crates = crates.map_or("", |crates| crates.id.as_str());
        Some(format!("{std} {crates}"))
    }

    /// Whether another run would come out the same: nobody knows what a database holds, or
    /// what a build script says. What
    /// grades under the original's tests believes nobody but itself.
    pub(super) fn may_be_cached(&self) -> bool {
        !self.pristine
            && self.database != Some(Database::Given)
            && self.exercise.build_script().is_none()
    }

    pub(super) fn failure(&self, message: String) -> CheckReport {
        let reason = Reason::ToolFailure { message };
        CheckReport::without_check(&self.exercise.name, &self.path, reason)
    }

    pub(super) fn clean_up(&self) {
        if let Some(output) = &self.output {
            // What stays behind goes with the scratch folder.
            let _ = fs::remove_dir_all(output);
        }
    }
}
