//! Jobs on Unix: a guard process a job, its output read through two pipes, and a socket
//! between us and the guard. Closing our end of the socket (by cancelling, or by dying)
//! makes the guard end the job and all that the job started.
//!
//! On Linux guards are made by a server of ours, which takes a quarter of the time. Where that
//! does not work they are started one by one, as elsewhere.

use std::io::{self, PipeWriter, Read, Write};
use std::net::Shutdown;
#[cfg(target_os = "linux")]
use std::os::fd::AsFd;
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
#[cfg(target_os = "linux")]
use std::sync::OnceLock;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

#[cfg(target_os = "linux")]
use rustix::process::{Pid, Signal};

#[cfg(target_os = "linux")]
use super::fork_server::{self, ForkServer, Order};
use super::guard::{Start, Verdict};
use super::streams::{Budget, Streams};
use super::{Cancel, Job, Runner, Seen};
use crate::model::outcome::{Ending, Outcome};

/// How many programs wait at most: what the exercise needs that the learner works on and the one
/// before it. Each takes some megabytes.
const WAITING: usize = 6;

/// How much longer than the job's time limit we wait for the guard.
const GRACE: Duration = Duration::from_secs(15);

/// Starts real processes.
pub struct SystemRunner {
    guard: PathBuf,
    /// Programs that wait for their arguments.
    waiting: Mutex<Vec<Waiting>>,
    /// Started for the first job; `None` if that did not work.
    #[cfg(target_os = "linux")]
    server: OnceLock<Option<ForkServer>>,
}

/// A program that was started before its arguments were known.
struct Waiting {
    job: Job,
    started: Started,
}

/// A job under its guard.
struct Started {
    guard: Guard,
    socket: UnixStream,
    streams: Streams,
}

/// The files that a guard has as its standard input and outputs.
struct Files {
    socket: UnixStream,
    stdout: PipeWriter,
    stderr: PipeWriter,
}

enum Guard {
    /// A child of ours.
    Started(Child),
    /// Made by the server.
    #[cfg(target_os = "linux")]
    Forked(Pid),
}

impl SystemRunner {
    /// # Errors
    /// This program's own file cannot be found.
    pub fn new() -> io::Result<Self> {
        Ok(Self {
            guard: std::env::current_exe()?,
            waiting: Mutex::default(),
            #[cfg(target_os = "linux")]
            server: OnceLock::new(),
        })
    }

    /// Starts a job in the quickest way.
    fn start(&self, job: &Job, start: Start) -> io::Result<Started> {
        #[cfg(target_os = "linux")]
        {
            let start_server = || ForkServer::start(&self.guard).ok();
            if let Some(server) = self.server.get_or_init(start_server)
                && let Ok(started) = Started::new(job, |socket, files| {
                    let guard = fork(server, job, start, files, socket);
                    guard.inspect_err(|_| server.kill())
                })
            {
                return Ok(started);
            }
        }
        self.start_alone(job, start)
    }

    /// Starts a job with a guard that is a child of ours.
    fn start_alone(&self, job: &Job, start: Start) -> io::Result<Started> {
        Started::new(job, |_, files| {
            let mut command = Command::new(&self.guard);
            command
                .arg(super::guard::ARGUMENT)
                .args(super::guard::args(job, start))
                .current_dir(&job.cwd)
                // Its own group: Ctrl-C at the terminal is for us, and ends the guard through us.
                .process_group(0)
                .stdin(Stdio::from(OwnedFd::from(files.socket)))
                .stdout(files.stdout)
                .stderr(files.stderr);
            super::change_environment(&mut command, &job.env);
            // The command keeps the guard's files, and goes here: else they would never end.
            Ok(Guard::Started(command.spawn()?))
        })
    }

    /// The program that waits for this job's arguments, with the arguments given to it.
    fn take_waiting(&self, job: &Job) -> Option<Started> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let index = waiting.iter().position(|waiting| waiting.suits(job))?;
        let started = waiting.remove(index).started;
        drop(waiting);
        let args = super::guard::waited_for(&job.args)?;
        (&started.socket).write_all(&args).ok()?;
        Some(started)
    }
}

impl Waiting {
    fn suits(&self, job: &Job) -> bool {
        self.job.program == job.program
            && self.job.args_to_wait == job.args_to_wait
            && self.job.cwd == job.cwd
            && self.job.env == job.env
            && self.job.limits == job.limits
            && self.job.yields == job.yields
            && self.job.in_order == job.in_order
            && self.job.sandbox == job.sandbox
    }

    fn end(self) {
        let started = self.started;
        close(&started.socket);
        // It has ended already if these fail.
        let _ = (&started.socket).read_to_end(&mut Vec::new());
        let _ = started.guard.wait();
    }
}

impl Drop for SystemRunner {
    fn drop(&mut self) {
        let waiting = std::mem::take(&mut self.waiting);
        let waiting = waiting.into_inner().unwrap_or_else(PoisonError::into_inner);
        waiting.into_iter().for_each(Waiting::end);
    }
}

impl Runner for SystemRunner {
    fn run_watched(&self, job: &Job, cancel: &Cancel, seen: Seen) -> io::Result<Outcome> {
        // One that waited may have been killed meanwhile, which says nothing about the job.
        if let Some(started) = self.take_waiting(job)
            && let Ok(outcome) = started.finish(job, cancel, seen)
            && !matches!(outcome.ending, Ending::Signaled(_))
        {
            return Ok(outcome);
        }
        self.start(job, Start::Now)?.finish(job, cancel, seen)
    }

    fn expect(&self, jobs: &[Job]) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let mut there = std::mem::take(&mut *waiting);
        for job in jobs.iter().filter(|job| !job.args_to_wait.is_empty()) {
            let found = there.iter().position(|waiting| waiting.suits(job));
            let found = found.map(|index| there.remove(index));
            // If it cannot be started there is only no time saved.
            let found = found.or_else(|| {
                let started = self.start(job, Start::Waiting).ok()?;
                let job = job.clone();
                Some(Waiting { job, started })
            });
            waiting.extend(found);
        }
        // Some may be of use again later; those that were started last stand in front.
        waiting.append(&mut there);
        let kept = WAITING.min(waiting.len());
        let too_many = waiting.split_off(kept);
        drop(waiting);
        too_many.into_iter().for_each(Waiting::end);
    }
}

/// Has the server make a guard, with which our end of the socket connects us.
///
/// # Errors
/// The server has gone, or is of no more use: somebody has stopped it.
#[cfg(target_os = "linux")]
fn fork(
    server: &ForkServer,
    job: &Job,
    start: Start,
    files: Files,
    socket: &UnixStream,
) -> io::Result<Guard> {
    let order = Order {
        args: super::guard::args(job, start),
        cwd: job.cwd.clone().into(),
        env: job.env.clone(),
    };
    let guards = [
        files.socket.as_fd(),
        files.stdout.as_fd(),
        files.stderr.as_fd(),
    ];
    server.fork(&order, guards)?;
    // Else the socket would not end if there is no guard.
    drop(files);
    Ok(Guard::Forked(fork_server::await_guard(socket)?))
}

impl Guard {
    /// Kills one that does not answer.
    fn kill(&mut self) -> io::Result<()> {
        match self {
            Self::Started(child) => child.kill(),
            // The number is its own as long as it lives.
            #[cfg(target_os = "linux")]
            Self::Forked(guard) => Ok(rustix::process::kill_process(*guard, Signal::KILL)?),
        }
    }

    /// Waits for its end, if it is a child of ours.
    fn wait(self) -> io::Result<()> {
        match self {
            Self::Started(mut child) => child.wait().map(|_| ()),
            #[cfg(target_os = "linux")]
            Self::Forked(_) => Ok(()),
        }
    }
}

impl Started {
    /// A job whose guard is started with these files.
    fn new(
        job: &Job,
        start: impl FnOnce(&UnixStream, Files) -> io::Result<Guard>,
    ) -> io::Result<Self> {
        let (socket, guards_end) = UnixStream::pair()?;
        let (streams, [output, errors]) = Streams::open(job)?;
        let files = Files {
            socket: guards_end,
            stdout: output,
            stderr: errors,
        };
        let guard = start(&socket, files)?;
        Ok(Self {
            guard,
            socket,
            streams,
        })
    }

    /// Waits for the job's end.
    fn finish(self, job: &Job, cancel: &Cancel, seen: Seen) -> io::Result<Outcome> {
        let started = Instant::now();
        let mut guard = self.guard;
        let socket = Arc::new(self.socket);
        let on_cancel = Arc::clone(&socket);
        cancel.on_cancel(move || close(&on_cancel));

        let total = AtomicU64::new(0);
        let budget = Budget {
            total: &total,
            limit: job.limits.total_output,
            socket: &socket,
            deadline: started + job.limits.time + GRACE,
        };
        let output = self.streams.read(job, &budget, seen)?;
        if Instant::now() >= budget.deadline {
            // It did not end the job in time, so somebody has stopped it.
            guard.kill()?;
        }
        let mut words = String::new();
        // An error here means that the guard was killed, which is found out below.
        let _ = (&*socket).read_to_string(&mut words);
        guard.wait()?;
        Ok(Outcome {
            ending: ending(&words, cancel, total.into_inner() > job.limits.total_output)?,
            stdout: output.stdout,
            stderr: output.stderr,
            in_order: output.in_order,
            duration: started.elapsed(),
        })
    }
}

fn ending(words: &str, cancel: &Cancel, too_much_output: bool) -> io::Result<Ending> {
    if too_much_output {
        return Ok(Ending::TooMuchOutput);
    }
    if cancel.is_cancelled() {
        return Ok(Ending::Cancelled);
    }
    match Verdict::parse(words) {
        Some(Verdict::Ended(ending)) => Ok(ending),
        Some(Verdict::NotStarted(error)) => Err(io::Error::from_raw_os_error(error)),
        // Somebody killed the guard; it can only have been the job, and took itself along.
        None => Ok(Ending::Signaled(9)),
    }
}

/// Tells the guard to end the job. Only our sending side: its last words may still come.
pub fn close(socket: &UnixStream) {
    // It fails only where the guard has gone already.
    let _ = socket.shutdown(Shutdown::Write);
}
