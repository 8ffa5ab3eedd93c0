//! The guard: a process that runs one job and lets nothing of it survive.
//!
//! It's this same program, started with the hidden argument [`ARGUMENT`] and with a socket as its
//! standard input ([`protocol`]). It starts the job ([`launch`]) and ends it, and everything that
//! it started, when the job's first process ends, when a limit is passed ([`limits`]), or when the
//! other end of the socket is closed ([`watch`]). The system closes that if we are killed.

use std::io;
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::process::ExitCode;
use std::time::Instant;

use crate::engine::process::child_signal::ChildSignal;
use crate::model::outcome::Ending;
use launch::LaunchedJob;
use limits::JobLimits;
use protocol::{GuardReply, GuardRequest};
use watch::Watch;

mod launch;
mod limits;
mod os_text;
pub mod protocol;
mod watch;

/// The hidden first argument.
pub const ARGUMENT: &str = "__guard";

/// Is a guard until its job has ended.
pub fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::from(crate::exit::MACHINE),
    }
}

/// Is a guard until its job has ended, in a process of a single thread.
///
/// # Errors
/// Nobody hears the reply: whoever asked for the job has gone, or never was there.
pub fn run() -> io::Result<()> {
    let socket = UnixStream::from(io::stdin().as_fd().try_clone_to_owned()?);
    let reply = match run_job(&socket) {
        Ok(ending) => GuardReply::Ended(ending),
        Err(error) => GuardReply::not_started(&error),
    };
    protocol::send(&socket, &reply)
}

fn run_job(socket: &UnixStream) -> io::Result<Ending> {
    let request: GuardRequest = protocol::receive(socket)?;
    std::env::set_current_dir(&request.cwd)?;
    watch::adopt_orphans();
    limits::bound_this_process(request.limits.memory);
    let children = ChildSignal::register()?;
    let LaunchedJob { pid, stdin } = launch::launch(&request)?;
    if let Some(stdin) = stdin {
        watch::pass_late_args(stdin, socket, &children)
            .inspect_err(|_| watch::end_everything(pid))?;
    }
    let watch = Watch {
        job: pid,
        deadline: Instant::now() + request.limits.time,
        limits: JobLimits::new(&request),
        socket,
        children: &children,
    };
    Ok(watch.wait_to_end())
}
