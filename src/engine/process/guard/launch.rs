//! How a guard starts its job: in a session of its own, perhaps with a low priority or in the
//! sandbox.

use std::io::{self, Write};
use std::os::unix::process::CommandExt;
use std::process::{ChildStdin, Command, Stdio};

use rustix::process::Pid;
#[cfg(target_os = "linux")]
use rustix::process::Signal;

use super::protocol::GuardRequest;
use crate::engine::process::{Sandbox, change_environment};

/// How much lower the priority of a job that yields is: as with `nice`.
const NICE: i32 = 10;

/// A job's first process.
pub struct LaunchedJob {
    /// Its number, which is also that of its process group.
    pub pid: Pid,
    /// Where it waits for the rest of its arguments, if it does.
    pub stdin: Option<ChildStdin>,
}

/// Starts the job.
///
/// # Errors
/// The system refuses. Then nothing was started.
pub fn launch(request: &GuardRequest) -> io::Result<LaunchedJob> {
    let mut command = command(request)?;
    detach(&mut command);
    if let Some(sandbox) = &request.sandbox {
        confine(&mut command, &sandbox.to_sandbox())?;
    }
    let mut child = command.spawn()?;
    let pid = Pid::from_child(&child);
    if request.yields {
        lower_priority(pid);
    }
    Ok(LaunchedJob {
        pid,
        stdin: child.stdin.take(),
    })
}

fn command(request: &GuardRequest) -> io::Result<Command> {
    let mut command = Command::new(&request.program);
    command.args(&request.args).stdin(if request.awaits_args {
        Stdio::piped()
    } else {
        pipe_with(&request.input)?
    });
    change_environment(&mut command, &request.env);
    Ok(command)
}

/// A pipe that holds this and is at its end then. Every system's pipes have room for it.
fn pipe_with(input: &str) -> io::Result<Stdio> {
    let (reader, mut writer) = io::pipe()?;
    writer.write_all(input.as_bytes())?;
    Ok(reader.into())
}

/// Gives the job a session of its own, so that it has a process group but no terminal: a program
/// can't draw on the terminal, and a compiler can't fit its text to the width. On Linux the job
/// dies if the guard is killed.
#[allow(unsafe_code, reason = "code between fork and exec is unsafe by nature")]
fn detach(command: &mut Command) {
    // SAFETY: the closure makes system calls only and touches no memory of ours.
    unsafe {
        command.pre_exec(|| {
            rustix::process::setsid()?;
            #[cfg(target_os = "linux")]
            rustix::process::set_parent_process_death_signal(Some(Signal::KILL))?;
            Ok(())
        });
    }
}

/// Makes the job start in the sandbox or not at all.
#[cfg(target_os = "linux")]
#[allow(unsafe_code, reason = "code between fork and exec is unsafe by nature")]
fn confine(command: &mut Command, sandbox: &Sandbox) -> io::Result<()> {
    let mut prepared = Some(crate::engine::process::sandbox::prepare(sandbox)?);
    // SAFETY: the guard has a single thread, so the child may do what the guard may.
    unsafe {
        command.pre_exec(move || match prepared.take() {
            Some(prepared) => prepared.enter(),
            None => Err(io::ErrorKind::Unsupported.into()),
        });
    }
    Ok(())
}

#[cfg(not(target_os = "linux"))]
fn confine(_command: &mut Command, _sandbox: &Sandbox) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Lets other processes go first. If that fails, the job only slows them down.
fn lower_priority(job: Pid) {
    let _ = rustix::process::setpriority_process(Some(job), NICE);
    // Linux may share its time among sessions first, and use the priority only within one
    // (sched(7), "The autogroup feature"). So the job's session gets a low priority as well.
    #[cfg(target_os = "linux")]
    let _ = std::fs::write(
        format!("/proc/{}/autogroup", job.as_raw_nonzero()),
        NICE.to_string(),
    );
}
