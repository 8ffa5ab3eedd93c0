//! How a guard watches its job, and ends all of it.

use std::io::{self, Write};
use std::os::unix::net::UnixStream;
use std::process::ChildStdin;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, WaitOptions};

use super::limits::JobLimits;
use super::protocol::{self, LateArgs};
use crate::engine::process::child_signal::ChildSignal;
use crate::engine::process::tree::ProcessTable;
use crate::model::outcome::Ending;

/// How often memory, processes and files are counted.
const TICK: Duration = Duration::from_millis(100);

/// How long killed processes may take to end. They only take longer if the system hangs.
const END_TIMEOUT: Duration = Duration::from_secs(10);

/// Makes orphans among the job's processes children of this process (a "subreaper"), so that a
/// process that called `setsid` or forked twice is found as well. Other systems can't do that.
pub fn adopt_orphans() {
    // Fails on kernels before 3.4 only.
    #[cfg(target_os = "linux")]
    let _ = rustix::process::set_child_subreaper(Pid::from_raw(1));
}

/// Gives a job that was started ahead its arguments when they come.
///
/// # Errors
/// We have gone, sent something else, or the job didn't wait.
pub fn pass_late_args(
    mut stdin: ChildStdin,
    socket: &UnixStream,
    children: &ChildSignal,
) -> io::Result<()> {
    loop {
        let wakeup = children.wait(socket, None);
        if wakeup.has_child_ended {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        if wakeup.is_socket_ready {
            let args: LateArgs = protocol::receive(socket)?;
            return stdin.write_all(args.lines.as_bytes());
        }
    }
}

/// A job that runs.
pub struct Watch<'a> {
    /// Its first process.
    pub job: Pid,
    /// When its time is up.
    pub deadline: Instant,
    /// What else it may use.
    pub limits: JobLimits,
    /// The job is cancelled if something arrives here or the other end is closed.
    pub socket: &'a UnixStream,
    /// Registered before the job was started.
    pub children: &'a ChildSignal,
}

impl Watch<'_> {
    /// Waits for the end of the job, or ends it. Nothing of it is left afterwards.
    pub fn wait_to_end(&self) -> Ending {
        let ending = self.wait_for_ending();
        end_everything(self.job);
        ending
    }

    fn wait_for_ending(&self) -> Ending {
        let mut counted = Instant::now();
        loop {
            if let Some(ending) = self.find_own_ending() {
                return ending;
            }
            let now = Instant::now();
            if now >= self.deadline {
                return Ending::TimedOut;
            }
            // The table of processes is read once a tick, however many of them end.
            if now - counted >= TICK {
                counted = now;
                if let Some(ending) = self.check_limits() {
                    return ending;
                }
            }
            let timeout = self.deadline.saturating_duration_since(Instant::now());
            let wakeup = self.children.wait(self.socket, Some(timeout.min(TICK)));
            if wakeup.is_socket_ready {
                return Ending::Cancelled;
            }
        }
    }

    /// How the job's first process ended, if it has.
    fn find_own_ending(&self) -> Option<Ending> {
        let Ok(waited) = rustix::process::waitpid(Some(self.job), WaitOptions::NOHANG) else {
            return Some(Ending::Signaled(9));
        };
        let (_, status) = waited?;
        Some(match status.exit_status() {
            Some(status) => Ending::Exited(status),
            None => Ending::Signaled(status.terminating_signal().unwrap_or(0)),
        })
    }

    fn check_limits(&self) -> Option<Ending> {
        let mut table = ProcessTable::read();
        self.reap_orphans(&mut table);
        self.limits.find_exceeded(&table)
    }

    /// Removes orphans that have ended, but leaves the job's first process to be waited for.
    fn reap_orphans(&self, table: &mut ProcessTable) {
        for process in table.children() {
            if process != self.job
                && let Ok(Some(_)) = rustix::process::waitpid(Some(process), WaitOptions::NOHANG)
            {
                table.remove(process);
            }
        }
    }
}

/// Kills and reaps until there's no child left. A process is stopped before it's killed, so that
/// it can't start another when it sees a child die.
pub fn end_everything(job: Pid) {
    let _ = rustix::process::kill_process_group(job, Signal::KILL);
    let began = Instant::now();
    while began.elapsed() < END_TIMEOUT {
        match rustix::process::wait(WaitOptions::NOHANG) {
            // No child is left. Most jobs are at their end here at once.
            Err(_) => return,
            Ok(Some(_)) => {}
            Ok(None) => kill_descendants(),
        }
    }
}

fn kill_descendants() {
    let processes = ProcessTable::read().descendants();
    for signal in [Signal::STOP, Signal::KILL] {
        for process in &processes {
            let _ = rustix::process::kill_process(*process, signal);
        }
    }
    if processes.is_empty() {
        // A child isn't visible as ours: give the system a moment to end it.
        std::thread::yield_now();
    }
}
