//! Runs jobs of a check, in the sandbox if that was asked for.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::engine::check::Checker;
use crate::engine::course_dir::STATE_FOLDER;
use crate::engine::process::{Cancel, Job, OutputListener, Sandbox};
use crate::engine::scratch;
use crate::model::outcome::Outcome;

impl Checker {
    /// Runs a job that may write in a folder, and in the sandbox nowhere else.
    ///
    /// # Errors
    /// The folder can't be made, or the program can't be started.
    pub(in crate::engine) fn run_in(
        &self,
        folder: &Path,
        job: Job,
        cancel: &Cancel,
    ) -> Result<Outcome, String> {
        self.run_in_watched(folder, job, cancel, &|_, _| {})
    }

    /// The same, while `seen` gets what the job writes.
    ///
    /// # Errors
    /// The folder can't be made, or the program can't be started.
    pub(super) fn run_in_watched(
        &self,
        folder: &Path,
        mut job: Job,
        cancel: &Cancel,
        seen: OutputListener,
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
        job.env
            .extend(self.dir.tool_settings.clippy_variable(&self.dir.root));
        self.runner
            .run_watched(&job, cancel, seen)
            .map_err(|error| not_started(&job.program, &error))
    }

    /// What a job needs: the toolchain, the course, its own program, and a folder.
    fn sandbox(&self, folder: &Path, job: &Job) -> Result<Sandbox, String> {
        let toolchain = self.toolchain()?;
        let mut read = vec![toolchain.sysroot.clone(), job.program.clone()];
        if self.grading.pristine {
            read.extend(self.without_secrets());
        } else {
            read.push(self.dir.root.clone());
        }
        if job.cwd != self.dir.root {
            read.push(job.cwd.clone());
        }
        // Some installations of rustc keep it apart from its libraries.
        read.extend(toolchain.rustc.parent().map(Path::to_owned));
        let compilers = [Some(&toolchain.rustc), toolchain.clippy.as_ref()];
        Ok(Sandbox {
            read,
            write: vec![folder.to_owned()],
            program: !compilers.contains(&Some(&job.program)),
        })
    }

    /// What a learner's program may read of the course's folder: not the solutions, not what was
    /// handed in, and not what is written while other exercises' programs run.
    fn without_secrets(&self) -> Vec<PathBuf> {
        let root = &self.dir.root;
        let secret = [STATE_FOLDER, "solutions", ".git"];
        let entries = fs::read_dir(root).into_iter().flatten().flatten();
        let entries = entries.filter(|entry| {
            let name = entry.file_name();
            !secret.iter().any(|secret| name.to_str() == Some(*secret))
        });
        let entries = entries.filter(|entry| {
            let mut handed_in = self.grading.hand_ins_in_course.iter();
            let path = fs::canonicalize(entry.path()).unwrap_or_else(|_| entry.path());
            !handed_in.any(|folder| folder.starts_with(&path))
        });
        let crates = root.join(STATE_FOLDER).join("crates");
        entries.map(|entry| entry.path()).chain([crates]).collect()
    }
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

/// Whether a program in the sandbox may see a variable: the others may hold secrets.
pub(super) fn is_harmless(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    let known = [
        "PATH", "LANG", "LANGUAGE", "TERM", "TZ", "USER", "LOGNAME", "SHELL",
    ];
    known.contains(&&*name) || name.starts_with("LC_")
}
