//! Builds and runs the programs of one exercise.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex, PoisonError};

use crate::engine::check::Checker;
use crate::engine::check::incremental;
use crate::engine::check::work::Work;
use crate::engine::crates::Crates;
use crate::engine::parallel::lock;
use crate::engine::process::{Cancel, Job, Sandbox, Seen, Stream};
use crate::engine::rustc::{self, Linking, Target};
use crate::engine::scratch;
use crate::model::check_report::{CheckReport, Wasm};
use crate::model::database::{self, Database};
use crate::model::main_test;
use crate::model::outcome::{Ending, Outcome};
use crate::model::rustc_json;
use crate::model::shard;

/// One of a file's programs.
pub(in crate::engine) struct Built {
    pub(in crate::engine) target: Target,
    pub(in crate::engine) compiled: Outcome,
    pub(in crate::engine) run: Option<Outcome>,
    /// The tests that left their marks, where they were to do so.
    pub(in crate::engine) sealed: Option<Vec<String>>,
}

/// All that was made of a file.
pub(in crate::engine) struct AllBuilt {
    pub(in crate::engine) first: Built,
    /// The program of `main`, where `first` is that of the tests.
    pub(in crate::engine) beside: Option<Built>,
    pub(in crate::engine) lints: Option<Outcome>,
    pub(in crate::engine) wasm: Option<Outcome>,
}

impl Checker {
    pub(super) fn fresh(&self, work: &mut Work, cancel: &Cancel) -> CheckReport {
        if work.joins_main {
            let built = self.build_all(work, cancel);
            // What our test is blamed for, or hides, is found out without it.
            work.joins_main = !matches!(&built, Ok(built) if is_spoilt(work, built));
            if work.joins_main {
                return self.report_or_failure(work, built);
            }
        }
        let built = self.build_all(work, cancel);
        self.report_or_failure(work, built)
    }

    fn report_or_failure(&self, work: &Work, built: Result<AllBuilt, String>) -> CheckReport {
        match built {
            Ok(built) => self.report(work, &built),
            Err(message) => work.failure(message),
        }
    }

    /// Builds and runs all of a file's programs, side by side.
    fn build_all(&self, work: &Work, cancel: &Cancel) -> Result<AllBuilt, String> {
        if let Some(refused) = self.find_errors(work, cancel)? {
            return Ok(refused);
        }
        let quiet = Cancel::default();
        let analysed = Gate::default();
        if work.incremental.is_none() {
            // Nothing tells then, and it is too soon to be worth waiting for.
            analysed.open(true);
        }
        let forwarded = quiet.clone();
        cancel.on_cancel(move || forwarded.cancel());
        std::thread::scope(|scope| {
            // The scope waits for all threads, also where this one panics.
            let _opens = analysed.opens_at_the_end();
            // The others are made beside the first.
            let beside = (work.builds_main_apart())
                .then(|| scope.spawn(|| self.build_beside(work, &analysed, &quiet)));
            let lints = (work.toolchain.clippy.is_some())
                .then(|| scope.spawn(|| self.compile(work, Target::Lints, &quiet, &|_, _| {})));
            let wasm = (work.wasm == Some(Wasm::Built))
                .then(|| scope.spawn(|| self.compile(work, Target::Wasm, &quiet, &|_, _| {})));
            let open = |stream, bytes: &[u8]| {
                if stream == Stream::Errors && rustc::tells_of_metadata(bytes) {
                    analysed.open(true);
                }
            };
            let first = self.build_and_run(work, work.first_target(), cancel, &open);
            let failed = !matches!(&first, Ok((built, _)) if built.run.is_some());
            analysed.open(!failed);
            if failed {
                quiet.cancel();
            }
            let beside = beside.and_then(|thread| thread.join().ok());
            let lints = lints.and_then(|thread| thread.join().ok());
            let wasm = wasm.and_then(|thread| thread.join().ok());
            let (first, joined) = first?;
            let apart = beside.flatten().filter(|_| !failed).transpose()?;
            Ok(AllBuilt {
                first,
                beside: joined.or(apart.map(|(built, _)| built)),
                lints: lints.filter(|_| !failed).transpose()?,
                wasm: wasm.filter(|_| !failed).transpose()?,
            })
        })
    }

    /// Looks for errors before anything is built, where the compile that builds is an incremental
    /// one: that would find them later, since it reads its notes first.
    fn find_errors(&self, work: &Work, cancel: &Cancel) -> Result<Option<AllBuilt>, String> {
        if work.incremental.is_none() {
            return Ok(None);
        }
        let compiled = self.compile(work, Target::Errors, cancel, &|_, _| {})?;
        let is_refused = compiled.ending == Ending::Exited(1);
        Ok(is_refused.then(|| AllBuilt {
            first: Built {
                target: work.first_target(),
                compiled,
                run: None,
                sealed: None,
            },
            beside: None,
            lints: None,
            wasm: None,
        }))
    }

    /// The program of `main`, beside that of the tests: its errors would be the same, so it is
    /// begun when there are none. `None` if there are.
    fn build_beside(
        &self,
        work: &Work,
        analysed: &Gate,
        cancel: &Cancel,
    ) -> Option<Result<(Built, Option<Built>), String>> {
        let build = || self.build_and_run(work, Target::QuietMain, cancel, &|_, _| {});
        analysed.wait().then(build)
    }

    /// Compiles one of a file's programs and, if that works, runs it. The second is `main`, if
    /// it is one of the tests.
    fn build_and_run(
        &self,
        work: &Work,
        target: Target,
        cancel: &Cancel,
        seen: Seen,
    ) -> Result<(Built, Option<Built>), String> {
        if let Some(folder) = work.copy(target) {
            write_copy(work, &folder)?;
        }
        let compiled = self.compile(work, target, cancel, seen)?;
        let works = compiled.ending == Ending::Exited(0);
        let mut built = Built {
            target,
            compiled,
            run: None,
            sealed: None,
        };
        if !works || cancel.is_cancelled() {
            return Ok((built, None));
        }
        let mut job = self.program_job(work, target);
        let folder = job.program.with_file_name("run");
        if target == Target::Tests && work.joins_main {
            return std::thread::scope(|scope| {
                let main = scope.spawn(|| self.run_main_test(work, cancel));
                job.args.extend(shard::WITHOUT_MAIN.map(Into::into));
                built.run = Some(self.run_in(&folder, job, cancel)?);
                let main = main.join().unwrap_or_else(|panic| resume_unwind(panic))?;
                Ok((built, Some(main)))
            });
        }
        if target == Target::Tests && !work.sealed_tests.is_empty() {
            let (run, sealed) = self.run_sealed(work, &folder, job, cancel)?;
            (built.run, built.sealed) = (Some(run), Some(sealed));
        } else {
            built.run = Some(self.run_in(&folder, job, cancel)?);
        }
        Ok((built, None))
    }

    /// Runs `main` where it is one of the tests.
    fn run_main_test(&self, work: &Work, cancel: &Cancel) -> Result<Built, String> {
        let mut job = self.program_job(work, Target::Main);
        job.program = work.program(Target::Tests);
        job.env.extend(shard::variables_for_main());
        let folder = job.program.with_file_name("run-main");
        let run = self.run_in(&folder, job, cancel)?;
        Ok(Built {
            target: Target::QuietMain,
            compiled: Outcome::silence(),
            run: shard::of_main_alone(run),
            sealed: None,
        })
    }

    fn compile(
        &self,
        work: &Work,
        target: Target,
        cancel: &Cancel,
        seen: Seen,
    ) -> Result<Outcome, String> {
        let program = work.program(target);
        let folder = program.parent().unwrap_or(&program);
        let compile = |incremental| {
            let run = |linking| {
                let root = &self.dir.root;
                let job = work.job(target, linking, incremental, root);
                self.run_in_watched(folder, job, cancel, seen)
            };
            match target {
                // There is no other way to link it.
                Target::Wasm => run(Linking::Direct),
                _ => rustc::direct_first(run),
            }
        };
        let compiled = compile(work.incremental.as_deref())?;
        if work.incremental.is_some() && incremental::is_in_the_way(&compiled) {
            self.incremental.give_up();
            return compile(None);
        }
        Ok(compiled)
    }

    /// Runs a job that may write in a folder, and in the sandbox nowhere else.
    pub(in crate::engine) fn run_in(
        &self,
        folder: &Path,
        job: Job,
        cancel: &Cancel,
    ) -> Result<Outcome, String> {
        self.run_in_watched(folder, job, cancel, &|_, _| {})
    }

    fn run_in_watched(
        &self,
        folder: &Path,
        mut job: Job,
        cancel: &Cancel,
        seen: Seen,
    ) -> Result<Outcome, String> {
        fs::create_dir_all(folder).map_err(|error| scratch::cannot_be_made(&error))?;
        if self.sandboxed {
            job.sandbox = Some(self.sandbox(folder, &job)?);
            let hidden = std::env::vars_os().filter(|(name, _)| !is_harmless(name));
            let own = std::mem::take(&mut job.env);
            job.env.extend(hidden.map(|(name, _)| (name, None)));
            job.env.extend(own);
            job.env.push(("TMPDIR".into(), Some(folder.into())));
        }
        self.runner
            .run_watched(&job, cancel, seen)
            .map_err(|error| not_started(&job.program, &error))
    }

    /// What a job needs: the toolchain, the course, its own program, and a folder.
    fn sandbox(&self, folder: &Path, job: &Job) -> Result<Sandbox, String> {
        let toolchain = self.toolchain()?;
        let mut read = vec![toolchain.sysroot.clone(), job.program.clone()];
        match self.grading.pristine {
            true => read.extend(self.without_secrets()),
            false => read.push(self.dir.root.clone()),
        }
        if job.cwd != self.dir.root {
            read.push(job.cwd.clone());
        }
        // Installations of rustc that lie elsewhere than their libraries.
        read.extend(toolchain.rustc.parent().map(Path::to_owned));
        let compilers = [Some(&toolchain.rustc), toolchain.clippy.as_ref()];
        Ok(Sandbox {
            read,
            write: vec![folder.to_owned()],
            program: !compilers.contains(&Some(&job.program)),
        })
    }

    pub(in crate::engine) fn program_job(&self, work: &Work, target: Target) -> Job {
        let args: &[&str] = match target {
            Target::Tests => &["--test-threads=1", "--show-output", "--color=never"],
            _ => &[],
        };
        let removed = ["RUST_TEST_THREADS", "RUST_TEST_NOCAPTURE", "RUST_LOG"];
        let mut env = vec![("RUST_BACKTRACE".into(), Some("0".into()))];
        env.extend(removed.map(|name| (name.into(), None)));
        if work.database != Some(Database::Given) {
            env.push((database::VARIABLE.into(), None));
        }
        env.extend(work.crates.as_deref().and_then(library_path));
        env.extend(work.script_variables());
        Job {
            program: work.program(target),
            args: args.iter().map(Into::into).collect(),
            args_to_wait: Vec::new(),
            cwd: self.dir.root.clone(),
            env,
            limits: work.limits,
            yields: false,
            // The harness's own words are told from those of tests by their stream.
            in_order: target != Target::Tests,
            sandbox: None,
        }
    }
}

/// Writes the text that is compiled where `main` is one of the tests.
fn write_copy(work: &Work, folder: &Path) -> Result<(), String> {
    let file = folder.join(&work.path);
    let write = || {
        fs::create_dir_all(file.parent().unwrap_or(folder))?;
        fs::write(&file, main_test::with_main_test(&work.read()))
    };
    write().map_err(|error| format!("{} cannot be written: {error}", file.display()))
}

/// Whether nothing can be told from what was built with `main` as one of the tests.
fn is_spoilt(work: &Work, built: &AllBuilt) -> bool {
    let started_with_main = |built: &Built| built.run.is_some();
    if built.first.compiled.ending == Ending::Exited(0) {
        return !built.beside.as_ref().is_some_and(started_with_main);
    }
    let said = rustc_json::parse(&built.first.compiled.stderr.text());
    main_test::is_blamed(&work.read(), &work.path, &said.diagnostics)
}

/// Why a program did not start.
fn not_started(program: &Path, error: &io::Error) -> String {
    let program = program.display();
    let words = format!("{program} could not be started: {error}");
    match error.kind() {
        // Of compilers, and of programs that a compiler has just made.
        io::ErrorKind::PermissionDenied => {
            format!("{words}; may programs be run in that folder?")
        }
        _ => words,
    }
}

/// Holds a thread back until it is known whether it has anything to do.
#[derive(Default)]
struct Gate {
    state: Mutex<Option<bool>>,
    changed: Condvar,
}

impl Gate {
    /// Lets the thread go on, or go home. Only the first word counts.
    fn open(&self, go_on: bool) {
        lock(&self.state).get_or_insert(go_on);
        self.changed.notify_all();
    }

    /// Sends the thread home at the end of the scope, however that comes, unless a word was
    /// said before.
    fn opens_at_the_end(&self) -> OpensAtTheEnd<'_> {
        OpensAtTheEnd(self)
    }

    fn wait(&self) -> bool {
        let state = lock(&self.state);
        let state = self.changed.wait_while(state, |state| state.is_none());
        state
            .unwrap_or_else(PoisonError::into_inner)
            .unwrap_or(false)
    }
}

struct OpensAtTheEnd<'a>(&'a Gate);

impl Drop for OpensAtTheEnd<'_> {
    fn drop(&mut self) {
        self.0.open(false);
    }
}

/// Whether a program in the sandbox may see a variable: the others may hold secrets.
pub(super) fn is_harmless(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    let known = [
        "PATH", "LANG", "LANGUAGE", "TERM", "TZ", "USER", "LOGNAME", "SHELL",
    ];
    known.contains(&&*name) || name.starts_with("LC_")
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
    use std::sync::mpsc;
    use std::time::Duration;

    /// What the thread at the gate is told while another works and then says nothing more.
    fn told(work: impl FnOnce(&Gate) + Send + 'static) -> bool {
        let (sender, receiver) = mpsc::channel();
        // Not joined: if it waited for ever, so would this test.
        std::thread::spawn(move || {
            let gate = Gate::default();
            let run = || {
                std::thread::scope(|scope| {
                    let _opens = gate.opens_at_the_end();
                    scope.spawn(|| sender.send(gate.wait()));
                    work(&gate);
                });
            };
            let _ = catch_unwind(AssertUnwindSafe(run));
        });
        let told = receiver.recv_timeout(Duration::from_secs(60));
        told.expect("nobody waits for ever")
    }

    #[test]
    fn a_thread_whose_gate_nobody_opens_goes_home() {
        // Without a panic's words.
        assert!(!told(|_| resume_unwind(Box::new(()))));
        assert!(!told(|_| {}));
    }

    #[test]
    fn only_the_first_word_at_a_gate_counts() {
        assert!(told(|gate| gate.open(true)));
        assert!(!told(|gate| {
            gate.open(false);
            gate.open(true);
        }));
    }
}
