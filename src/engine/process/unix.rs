//! Jobs on Unix: one guard process a job, two pipes for its output, and a socket between us and
//! the guard. Closing our end of the socket (by cancelling, or by dying) makes the guard end the
//! job and all that the job started.

use std::io::{self, PipeWriter, Read};
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
#[cfg(target_os = "linux")]
use std::path::Path;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::{Duration, Instant};

#[cfg(target_os = "linux")]
use rustix::process::{Pid, Signal};

use super::guard;
use super::guard::protocol::{self, GuardReply, GuardRequest};
use super::streams::{OutputBudget, Streams, hang_up};
use super::{Cancel, Job, OutputListener, Runner};
use crate::model::outcome::{Ending, Outcome};

/// How much longer than the job's time limit we wait for the guard.
const GRACE: Duration = Duration::from_secs(15);

/// How long a guard may take to read a message; much longer than on the busiest machine.
const WRITE_TIMEOUT: Duration = Duration::from_secs(5);

/// Starts a new guard for each job.
pub struct SystemRunner {
    program: PathBuf,
}

/// A job under its guard. If it's dropped, the guard ends the job.
pub struct RunningJob {
    guard: GuardProcess,
    socket: UnixStream,
    streams: Streams,
}

/// The files that a guard has as its standard input and outputs.
pub struct GuardFiles {
    /// Its end of the socket.
    pub socket: UnixStream,
    /// For the job's standard output.
    pub stdout: PipeWriter,
    /// For the job's standard error.
    pub stderr: PipeWriter,
}

/// A guard's process.
pub enum GuardProcess {
    /// A child of this process.
    Child(Child),
    /// Not our child: whoever started it reaps it.
    #[cfg(target_os = "linux")]
    Other(Pid),
}

impl SystemRunner {
    /// # Errors
    /// This program's own file can't be found.
    pub fn new() -> io::Result<Self> {
        let program = std::env::current_exe()?;
        Ok(Self { program })
    }

    /// This program's own file.
    #[cfg(target_os = "linux")]
    pub fn program(&self) -> &Path {
        &self.program
    }

    /// Starts a guard that does this.
    ///
    /// # Errors
    /// The system can't start it.
    pub fn start(&self, job: &Job, request: &GuardRequest) -> io::Result<RunningJob> {
        RunningJob::start(job, |socket, files| {
            let guard = self.start_guard(files)?;
            // It fails if somebody has killed the guard. The missing reply says so later.
            let _ = protocol::send(socket, request);
            Ok(guard)
        })
    }

    /// The files are closed here on return, else they would never end.
    fn start_guard(&self, files: GuardFiles) -> io::Result<GuardProcess> {
        let guard = Command::new(&self.program)
            .arg(guard::ARGUMENT)
            // Its own group: Ctrl-C at the terminal is for us, and ends the guard through us.
            .process_group(0)
            .stdin(Stdio::from(OwnedFd::from(files.socket)))
            .stdout(files.stdout)
            .stderr(files.stderr)
            .spawn()?;
        Ok(GuardProcess::Child(guard))
    }
}

impl Runner for SystemRunner {
    fn run_watched(&self, job: &Job, cancel: &Cancel, seen: OutputListener) -> io::Result<Outcome> {
        let running = self.start(job, &GuardRequest::now(job))?;
        running.finish(job, cancel, seen)
    }

    /// Starts nothing ahead.
    fn expect(&self, _jobs: &[Job]) {}
}

impl GuardProcess {
    /// Kills one that doesn't answer.
    fn kill(&mut self) -> io::Result<()> {
        match self {
            Self::Child(child) => child.kill(),
            // The number is its own as long as it lives.
            #[cfg(target_os = "linux")]
            Self::Other(guard) => Ok(rustix::process::kill_process(*guard, Signal::KILL)?),
        }
    }

    /// Waits for its end, if it is a child of this process.
    fn wait(self) -> io::Result<()> {
        match self {
            Self::Child(mut child) => child.wait().map(|_| ()),
            #[cfg(target_os = "linux")]
            Self::Other(_) => Ok(()),
        }
    }
}

impl RunningJob {
    /// Starts a job. `start_guard` is given our end of the socket and the guard's files; it has to
    /// send the guard its request, and to close those files.
    ///
    /// # Errors
    /// Those of `start_guard`, or the system has no file descriptors left.
    pub fn start(
        job: &Job,
        start_guard: impl FnOnce(&UnixStream, GuardFiles) -> io::Result<GuardProcess>,
    ) -> io::Result<Self> {
        let (socket, guards_end) = UnixStream::pair()?;
        socket.set_write_timeout(Some(WRITE_TIMEOUT))?;
        let (streams, [stdout, stderr]) = Streams::open(job)?;
        let files = GuardFiles {
            socket: guards_end,
            stdout,
            stderr,
        };
        let guard = start_guard(&socket, files)?;
        Ok(Self {
            guard,
            socket,
            streams,
        })
    }

    /// Our end of the guard's socket.
    pub fn socket(&self) -> &UnixStream {
        &self.socket
    }

    /// Waits for the job's end. `seen` is given what it writes.
    ///
    /// # Errors
    /// The job couldn't be started after all, or the system can't wait for it.
    pub fn finish(self, job: &Job, cancel: &Cancel, seen: OutputListener) -> io::Result<Outcome> {
        let started = Instant::now();
        let mut guard = self.guard;
        let socket = Arc::new(self.socket);
        let on_cancel = Arc::clone(&socket);
        cancel.on_cancel(move || hang_up(&on_cancel));

        let total = AtomicU64::new(0);
        let budget = OutputBudget {
            total: &total,
            limit: job.limits.total_output,
            socket: &socket,
            deadline: started + job.limits.time + GRACE,
        };
        let output = self.streams.read(job, &budget, seen)?;
        if Instant::now() >= budget.deadline {
            // It didn't end the job in time, so somebody has stopped it.
            guard.kill()?;
        }
        let reply = receive_reply(&socket);
        guard.wait()?;
        let ending = if total.into_inner() > job.limits.total_output {
            Ending::TooMuchOutput
        } else if cancel.is_cancelled() {
            Ending::Cancelled
        } else {
            reply?.into_ending()?
        };
        Ok(Outcome {
            ending,
            stdout: output.stdout,
            stderr: output.stderr,
            in_order: output.in_order,
            duration: started.elapsed(),
        })
    }

    /// Ends the job and waits until nothing of it is left.
    pub fn end(self) {
        hang_up(&self.socket);
        // It has ended already if these fail.
        let _ = receive_reply(&self.socket);
        let _ = self.guard.wait();
    }
}

/// A guard's reply, once the guard has ended.
fn receive_reply(mut socket: &UnixStream) -> io::Result<GuardReply> {
    let reply = protocol::receive(socket);
    // The socket ends with the guard. An error means that it has ended.
    let _ = socket.read_to_end(&mut Vec::new());
    match reply {
        Ok(reply) => Ok(reply),
        Err(error) if error.kind() == io::ErrorKind::InvalidData => Err(error),
        // Somebody killed the guard; it can only have been the job, and took itself along.
        Err(_) => Ok(GuardReply::Ended(Ending::Signaled(9))),
    }
}
