//! The second stage of a check: how its subject is built, and the key of the result.

use std::ffi::OsString;
use std::iter;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use serde::Serialize;

use crate::engine::check::package_subject::PackageToBuild;
use crate::engine::check::subject::Subject;
use crate::engine::check::{Checker, Stopwatch};
use crate::engine::crates::Crates;
use crate::engine::process::{Cancel, Job};
use crate::engine::rustc::{Compile, Target};
use crate::engine::toolchain::Toolchain;
use crate::grading::sealed::SealedProgram;
use crate::model::cache_key::CacheKey;
use crate::model::check_report::{self, CheckReport, Wasm};
use crate::model::database::{self, Database};
use crate::model::main_test;
use crate::model::package::CompilerFlags;

/// How a subject is built. Nothing has been written or started yet.
pub(in crate::engine) struct BuildPlan<'a> {
    pub subject: Subject<'a>,
    pub tools: Tools<'a>,
    /// What its programs learn about a database, if they ask.
    pub database: Option<Database>,
    /// The key of its result in the cache.
    pub key: String,
    /// The course's folder.
    root: &'a Path,
}

/// What a subject is built with.
pub(in crate::engine) struct Tools<'a> {
    pub toolchain: &'a Toolchain,
    /// The course's edition and lints.
    pub flags: &'a CompilerFlags,
    /// The course's crates, if the source needs them.
    pub crates: Option<Arc<Crates>>,
    /// If the exercise is also to be built for WebAssembly: with what.
    pub wasm: Option<WasmTools>,
    /// Whether it is compiled and run in the sandbox.
    pub sandboxed: bool,
}

/// What an exercise is built with for WebAssembly.
pub(in crate::engine) enum WasmTools {
    /// It isn't: the toolchain has no standard library for it.
    NoTarget,
    /// The crates that it names.
    Crates(Option<Arc<Crates>>),
}

impl Tools<'_> {
    /// Whether it is compiled for WebAssembly.
    pub fn builds_wasm(&self) -> bool {
        matches!(self.wasm, Some(WasmTools::Crates(_)))
    }

    /// What the report says of WebAssembly, if the build works or nothing is built.
    pub fn wasm(&self) -> Option<Wasm> {
        self.wasm.as_ref().map(|wasm| match wasm {
            WasmTools::NoTarget => Wasm::NoTarget,
            WasmTools::Crates(_) => Wasm::Built,
        })
    }

    fn crates_for(&self, target: Target) -> Option<&Crates> {
        match (target, &self.wasm) {
            (Target::Wasm, Some(WasmTools::Crates(crates))) => crates.as_deref(),
            (Target::Wasm, _) => None,
            _ => self.crates.as_deref(),
        }
    }

    /// Stands for all that it is built with for WebAssembly. `None` if it isn't to be.
    fn wasm_id(&self) -> Option<String> {
        self.wasm.as_ref()?;
        let std = self.toolchain.wasm_std.clone().unwrap_or_default();
        let crates = self.crates_for(Target::Wasm);
        let crates = crates.map_or("", |crates| crates.id.as_str());
        Some(format!("{std} {crates}"))
    }
}

impl BuildPlan<'_> {
    /// The program whose diagnostics count.
    pub fn first_target(&self) -> Target {
        first_target(&self.subject)
    }

    /// How one of its programs is compiled, without the folders of this check.
    pub fn compile(&self, target: Target) -> Compile<'_> {
        compile(&self.subject, &self.tools, target)
    }

    /// Whether `main` may be one of the tests of the program that is built. Only a compile tells
    /// whether that works.
    pub fn may_join_main(&self) -> bool {
        let subject = &self.subject;
        subject.runs_tests()
            && subject.runs_main()
            && subject.graded.sealed.is_none()
            && !subject.outline.global_allocator
            && main_test::may_join(subject.source())
    }

    /// Whether another run would give the same result. Nobody knows what a database holds, or
    /// what a build script says. A grade under the original's tests is only kept if it was earned in
    /// the sandbox, and not when a failure is tried again.
    pub fn may_be_cached(&self) -> bool {
        let is_grade = self.subject.graded.sealed.is_some();
        (!is_grade || (self.tools.sandboxed && self.subject.request.use_cache))
            && self.database != Some(Database::Given)
            && self.subject.exercise.build_script().is_none()
            && self
                .subject
                .package()
                .is_none_or(PackageToBuild::may_be_cached)
    }

    /// The job that runs one of its programs.
    pub fn program_job(&self, program: PathBuf, target: Target) -> Job {
        let args: &[&str] = match target {
            Target::Tests => &["--test-threads=1", "--show-output", "--color=never"],
            _ => &[],
        };
        let removed = ["RUST_TEST_THREADS", "RUST_TEST_NOCAPTURE", "RUST_LOG"];
        let mut env = vec![("RUST_BACKTRACE".into(), Some("0".into()))];
        env.extend(removed.map(|name| (name.into(), None)));
        if self.database != Some(Database::Given) {
            env.push((database::VARIABLE.into(), None));
        }
        env.extend(self.tools.crates.as_deref().and_then(library_path));
        Job {
            program,
            args: args.iter().map(Into::into).collect(),
            waiting_args: Vec::new(),
            cwd: self.root.to_owned(),
            env,
            limits: self.subject.limits,
            yields: false,
            // The harness's own words are told from those of tests by their stream.
            in_order: target != Target::Tests,
            input: String::new(),
            sandbox: None,
        }
    }

    /// All programs that are built, whether or not `main` is one of the tests and the compiler
    /// keeps notes for the next check.
    pub fn targets(&self, joins_main: bool, is_incremental: bool) -> impl Iterator<Item = Target> {
        let builds_main_apart =
            self.subject.runs_tests() && self.subject.runs_main() && !joins_main;
        let has_clippy = self.tools.toolchain.clippy.is_some();
        iter::once(self.first_target())
            .chain(builds_main_apart.then_some(Target::QuietMain))
            .chain(is_incremental.then_some(Target::Errors))
            .chain(has_clippy.then_some(Target::Lints))
            .chain(self.tools.builds_wasm().then_some(Target::Wasm))
    }
}

impl Checker {
    /// Decides how a subject is built. Waits for its crates, for which the stopwatch pauses.
    ///
    /// # Errors
    /// There is no toolchain, or the crates can't be built.
    pub(super) fn plan<'a>(
        &'a self,
        subject: Subject<'a>,
        cancel: &Cancel,
        stopwatch: &Stopwatch,
    ) -> Result<BuildPlan<'a>, String> {
        let tools = self.tools(&subject, cancel, stopwatch)?;
        Ok(self.plan_with(subject, tools))
    }

    /// The plan for a subject that is built with these.
    pub(super) fn plan_with<'a>(&'a self, subject: Subject<'a>, tools: Tools<'a>) -> BuildPlan<'a> {
        let url = std::env::var_os(database::VARIABLE);
        let url = url.as_ref().map(|url| url.to_string_lossy());
        // Where no grade is kept, nobody asks for the key.
        let sealed = subject.graded.sealed.as_ref();
        let grade = sealed
            .filter(|_| self.grades.is_some())
            .map(|sealed| GradeKey {
                course: self.course_digest(),
                program: sealed,
                tool: own_file(),
            });
        BuildPlan {
            database: database::decide(url.as_deref(), subject.source().text()),
            key: key(&subject, &tools, grade.as_ref()),
            subject,
            tools,
            root: &self.dir.root,
        }
    }

    /// The stored report for a plan, if it may be used.
    pub(super) fn stored(&self, plan: &BuildPlan) -> Option<CheckReport> {
        if !plan.subject.request.use_cache || !plan.may_be_cached() {
            return None;
        }
        let stored = self.cache_for(plan)?.get(&plan.key, &self.dir.root)?;
        Some(CheckReport {
            cached: true,
            database: plan.database,
            ..plan.subject.sign(stored)
        })
    }
}

fn first_target(subject: &Subject) -> Target {
    if subject.runs_tests() {
        Target::Tests
    } else {
        Target::Main
    }
}

fn compile<'c>(subject: &'c Subject, tools: &'c Tools, target: Target) -> Compile<'c> {
    Compile {
        toolchain: tools.toolchain,
        flags: tools.flags,
        crates: tools.crates_for(target),
        name: &subject.exercise.name,
        path: &subject.path,
        outline: &subject.outline,
        tests: subject.runs_tests(),
        forbids_unsafe: subject.graded.forbids_unsafe,
        incremental: None,
    }
}

/// What a grade under the original's tests depends on besides.
#[derive(Serialize)]
struct GradeKey<'a> {
    /// The digest of the whole original course.
    course: Option<&'a str>,
    /// What is compiled.
    program: &'a SealedProgram,
    /// This program's own file: another build of the same version may judge otherwise.
    tool: Option<(u64, Duration)>,
}

/// The length of this program's file in bytes, and when it was written (since 1970).
fn own_file() -> Option<(u64, Duration)> {
    let file = std::env::current_exe().ok()?.metadata().ok()?;
    let written = file.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some((file.len(), written))
}

fn key(subject: &Subject, tools: &Tools, grade: Option<&GradeKey>) -> String {
    let target = first_target(subject);
    let wasm = tools.wasm_id();
    let grade = grade.and_then(|grade| serde_json::to_string(grade).ok());
    CacheKey {
        grade: grade.as_deref(),
        sandboxed: tools.sandboxed,
        schema: check_report::SCHEMA,
        tool: env!("CARGO_PKG_VERSION"),
        toolchain: &tools.toolchain.id,
        path: &subject.path,
        flags: &compile(subject, tools, target).flags(target),
        crates: tools.crates.as_ref().map(|crates| crates.id.as_str()),
        wasm: wasm.as_deref(),
        source: subject.source().text(),
        required_tests: &subject.graded.required_tests,
        edited_tests: &subject.graded.edited,
        test: subject.exercise.test,
        strict: subject.exercise.strict_clippy,
        runs_main: subject.runs_main(),
        not_done: subject.not_done,
        limits: subject.limits,
    }
    .digest()
}

/// Where a program finds the dynamic libraries of its crates, before where it would look.
fn library_path(crates: &Crates) -> Option<(OsString, Option<OsString>)> {
    let name = match std::env::consts::OS {
        "macos" => "DYLD_FALLBACK_LIBRARY_PATH",
        "windows" => "PATH",
        _ => "LD_LIBRARY_PATH",
    };
    let mut folders: Vec<PathBuf> = crates.library_folders().map(PathBuf::from).collect();
    if folders.is_empty() {
        return None;
    }
    let usual = std::env::var_os(name).unwrap_or_default();
    folders.extend(std::env::split_paths(&usual));
    let path = std::env::join_paths(folders).ok()?;
    Some((name.into(), Some(path)))
}
