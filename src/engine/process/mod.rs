//! Child processes behind one trait: a job in, what it did out.
//!
//! Whatever a job starts ends with it, and it ends with us. On Unix a small guard process
//! (this same program, started with a hidden argument) stands between us and the job and
//! sees to that even if we are killed; on Windows a job object does.

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
#[cfg(unix)]
pub use unix::{GuardFiles, GuardProcess, RunningJob, SystemRunner};

#[cfg(windows)]
mod windows;
#[cfg(windows)]
pub use windows::SystemRunner;

/// Whether a program could run into trouble that gives this name to a function of its own:
/// the system's library may have it, and others that are loaded call it.
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

/// Whether a program could run into trouble that gives this name to a function of its own:
/// that is not known here.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
pub fn is_symbol_taken(_name: &str) -> bool {
    true
}

/// A process to start.
#[derive(Debug, Clone)]
pub struct Job {
    /// The program's file.
    pub program: PathBuf,
    /// Its arguments, without its name.
    pub args: Vec<OsString>,
    /// The arguments to start it with before the others are known: it then reads those from
    /// its standard input, one a line. Empty if it cannot do that.
    pub args_to_wait: Vec<OsString>,
    /// The folder it starts in.
    pub cwd: PathBuf,
    /// Changes to our own environment; `None` removes.
    pub env: Vec<(OsString, Option<OsString>)>,
    /// What it may use.
    pub limits: Limits,
    /// Whether others go before it: nobody waits for it as long as they run.
    pub yields: bool,
    /// Whether [`Outcome::in_order`] is wanted.
    pub in_order: bool,
    /// The files that it may use and nothing else, if it runs in the sandbox.
    pub sandbox: Option<Sandbox>,
}

/// What a job in the sandbox can reach beside the system's programs and libraries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sandbox {
    /// Files and folders to read and to run programs from.
    pub read: Vec<PathBuf>,
    /// Folders to do anything in, up to a limit of their size.
    pub write: Vec<PathBuf>,
    /// Whether it is a learner's program: those may do less than a compiler.
    pub program: bool,
}

/// What this machine lacks for the sandbox; `None` if it has everything.
pub fn missing_for_sandbox() -> Option<String> {
    #[cfg(target_os = "linux")]
    return sandbox::missing();
    #[cfg(not(target_os = "linux"))]
    Some("there is a sandbox on Linux only".to_owned())
}

/// Where a job writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stream {
    /// Its standard output.
    Output,
    /// Its standard error.
    Errors,
}

/// Is told what a job writes, in pieces of any length.
pub type Seen<'a> = &'a (dyn Fn(Stream, &[u8]) + Sync);

/// Starts jobs and waits for them.
pub trait Runner: Send + Sync {
    /// Runs the job to its end. Its standard input is a pipe that is closed already.
    ///
    /// # Errors
    /// The program could not be started. Whatever a started program does is a value.
    fn run(&self, job: &Job, cancel: &Cancel) -> io::Result<Outcome> {
        self.run_watched(job, cancel, &|_, _| {})
    }

    /// Like `run`; `seen` is given what the job writes as it comes.
    ///
    /// # Errors
    /// The program could not be started.
    fn run_watched(&self, job: &Job, cancel: &Cancel, seen: Seen) -> io::Result<Outcome>;

    /// Says that jobs like these, perhaps with other arguments, will come soon. Their programs
    /// may be started now, to wait for them.
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

/// Ends running jobs from another thread. Clones belong together.
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
    /// Ends what runs under it, and what would begin later.
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

    /// Whether it was cancelled.
    pub fn is_cancelled(&self) -> bool {
        let state = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        state.cancelled
    }

    /// Calls `stop` once when cancelled, at once if that was before.
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
