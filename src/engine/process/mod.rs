//! Child processes behind one trait: a job goes in, and what it did comes out.
//!
//! Whatever a job starts ends with the job, and the job ends with us. On Unix, a guard process
//! (this same program, started with a hidden argument) stands between us and the job and ensures
//! that even if we are killed. On Windows, a job object does.

use std::ffi::{OsStr, OsString};
use std::io;
use std::path::PathBuf;
use std::process::Command;
use std::sync::{Arc, Mutex, PoisonError};

use crate::model::limits::Limits;
use crate::model::outcome::Outcome;

#[cfg(unix)]
pub mod child_signal;
#[cfg(unix)]
pub mod guard;
#[cfg(unix)]
#[cfg_attr(target_os = "linux", path = "order_linux.rs")]
#[cfg_attr(not(target_os = "linux"), path = "order_other.rs")]
mod order;
#[cfg(target_os = "linux")]
mod sandbox;
#[cfg(unix)]
mod streams;
#[cfg(unix)]
#[cfg_attr(target_os = "linux", path = "tree_linux.rs")]
#[cfg_attr(not(target_os = "linux"), path = "tree_other.rs")]
mod tree;
#[cfg(unix)]
mod unix;
#[cfg(target_os = "linux")]
pub use unix::{GuardFiles, GuardProcess};
#[cfg(unix)]
pub use unix::{RunningJob, SystemRunner};

#[cfg(windows)]
mod windows;
#[cfg(windows)]
pub use windows::SystemRunner;

/// Whether a system library may already export this symbol. A program that exports it as well
/// would have its own function called in place of the library's.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[allow(unsafe_code, reason = "only the system knows its names")]
pub fn is_symbol_taken(name: &str) -> bool {
    let Ok(text) = std::ffi::CString::new(name) else {
        return true;
    };
    // SAFETY: the text ends with a zero and lives longer than the call.
    let found = unsafe { libc::dlsym(libc::RTLD_DEFAULT, text.as_ptr()) };
    name.starts_with('_') || !found.is_null()
}

/// Whether a system library may already export this symbol. On this system we can't tell.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
pub fn is_symbol_taken(_name: &str) -> bool {
    true
}

/// A process to start, and what it may use.
#[derive(Debug, Clone)]
pub struct Job {
    /// The program's file.
    pub program: PathBuf,
    /// Its arguments, without its name.
    pub args: Vec<OsString>,
    /// The arguments with which the program can be started before `args` are known. It then reads
    /// `args` from its standard input, one a line. Empty if the program can't do that.
    #[cfg_attr(windows, expect(dead_code, reason = "programs don't wait there"))]
    pub waiting_args: Vec<OsString>,
    /// The folder it starts in.
    pub cwd: PathBuf,
    /// Changes to our own environment; `None` removes a variable.
    pub env: Vec<(OsString, Option<OsString>)>,
    /// What it may use.
    pub limits: Limits,
    /// Whether it runs at a lower priority, so that everything else goes first.
    pub yields: bool,
    /// Whether [`Outcome::in_order`] is wanted.
    pub in_order: bool,
    /// What it finds on its standard input, which is at its end behind that. At most 512 bytes.
    pub input: String,
    /// What it can reach, if it runs in the sandbox.
    pub sandbox: Option<Sandbox>,
}

/// What a job in the sandbox can reach beside the system's programs and libraries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sandbox {
    /// Files and folders to read and to run programs from.
    pub read: Vec<PathBuf>,
    /// Folders to do anything in. Their size is limited.
    pub write: Vec<PathBuf>,
    /// Whether the job is a learner's program, which may do less than a compiler.
    pub program: bool,
}

/// What this machine lacks for the sandbox, as a sentence; `None` if it has everything.
pub fn find_missing_for_sandbox() -> Option<String> {
    #[cfg(target_os = "linux")]
    return sandbox::missing();
    #[cfg(not(target_os = "linux"))]
    Some("there is a sandbox on Linux only".to_owned())
}

/// One of the two streams that a job writes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stream {
    /// Standard output.
    Output,
    /// Standard error.
    Errors,
}

/// Called with what a job writes, in pieces of any length, from any thread.
pub type OutputListener<'a> = &'a (dyn Fn(Stream, &[u8]) + Sync);

/// Starts jobs and waits for them.
pub trait Runner: Send + Sync {
    /// Runs the job to its end. Its standard input is a pipe that nobody writes to any more.
    ///
    /// # Errors
    /// The program couldn't be started. Whatever a program does after that is an [`Outcome`].
    fn run(&self, job: &Job, cancel: &Cancel) -> io::Result<Outcome> {
        self.run_watched(job, cancel, &|_, _| {})
    }

    /// Like `run`; `seen` is called with what the job writes, while it runs.
    ///
    /// # Errors
    /// The program couldn't be started.
    fn run_watched(&self, job: &Job, cancel: &Cancel, seen: OutputListener) -> io::Result<Outcome>;

    /// Announces that jobs like these will come soon, perhaps with other arguments. The runner may
    /// start their programs now ([`Job::waiting_args`]).
    fn expect(&self, jobs: &[Job]);
}

/// Makes these changes to the environment that a command gets; `None` removes a variable.
fn change_environment<T: AsRef<OsStr>>(command: &mut Command, env: &[(T, Option<T>)]) {
    for (name, value) in env {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
}

/// Ends running jobs from another thread. All clones are the same switch.
#[derive(Clone, Default)]
pub struct Cancel {
    inner: Arc<Mutex<CancelState>>,
}

#[derive(Default)]
struct CancelState {
    cancelled: bool,
    stops: Vec<Box<dyn FnOnce() + Send>>,
}

impl Cancel {
    /// Ends the jobs that it was given to, and those that it will be given to.
    pub fn cancel(&self) {
        let stops = {
            let mut state = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
            state.cancelled = true;
            std::mem::take(&mut state.stops)
        };
        for stop in stops {
            stop();
        }
    }

    /// Whether [`Self::cancel`] was called.
    pub fn is_cancelled(&self) -> bool {
        let state = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        state.cancelled
    }

    /// Calls `stop` once when this is cancelled: at once, if it already is.
    pub fn on_cancel(&self, stop: impl FnOnce() + Send + 'static) {
        let mut state = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        if state.cancelled {
            drop(state);
            stop();
        } else {
            state.stops.push(Box::new(stop));
        }
    }
}
