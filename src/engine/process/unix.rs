//! Jobs on Unix: a guard process a job, its output read through two pipes, and a socket
//! between us and the guard. Closing our end of the socket (by cancelling, or by dying)
//! makes the guard end the job and all that the job started.

use std::io::{self, Read, Write};
use std::net::Shutdown;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec};

use super::guard::{Start, Verdict};
use super::{Cancel, Job, Runner, Seen, Stream};
use crate::model::outcome::{Captured, Ending, Outcome};

/// How much longer than the job's time limit we wait for the guard.
const GRACE: Duration = Duration::from_secs(15);

/// Starts real processes.
pub struct SystemRunner {
    guard: PathBuf,
    /// Programs that wait for their arguments.
    waiting: Mutex<Vec<Waiting>>,
}

/// A program that was started before its arguments were known.
struct Waiting {
    job: Job,
    started: Started,
}

/// A job under its guard.
struct Started {
    guard: Child,
    socket: UnixStream,
}

impl SystemRunner {
    /// # Errors
    /// This program's own file cannot be found.
    pub fn new() -> io::Result<Self> {
        Ok(Self {
            guard: std::env::current_exe()?,
            waiting: Mutex::default(),
        })
    }

    fn start(&self, job: &Job, start: Start) -> io::Result<Started> {
        let (socket, guards_end) = UnixStream::pair()?;
        let args = match start {
            Start::Now => &job.args,
            Start::Waiting => &job.args_to_wait,
        };
        let mut command = Command::new(&self.guard);
        command
            .arg(super::guard::ARGUMENT)
            .arg(start.word())
            .arg(job.limits.time.as_millis().to_string())
            .arg(job.limits.memory.to_string())
            .arg(job.limits.processes.to_string())
            .arg(u8::from(job.yields).to_string())
            .args(super::guard::sandbox_args(job.sandbox.as_ref()))
            .arg(&job.program)
            .args(args)
            .current_dir(&job.cwd)
            // Its own group: Ctrl-C at the terminal is for us, and ends the guard through us.
            .process_group(0)
            .stdin(Stdio::from(OwnedFd::from(guards_end)))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        for (name, value) in &job.env {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        // The command keeps a copy of the guard's end, and goes with this function: else the
        // socket would never end.
        let guard = command.spawn()?;
        Ok(Started { guard, socket })
    }

    /// The program that waits for this job's arguments, with the arguments given to it.
    fn take_waiting(&self, job: &Job) -> Option<Started> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let index = waiting.iter().position(|waiting| waiting.suits(job))?;
        let started = waiting.swap_remove(index).started;
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
            && self.job.sandbox == job.sandbox
    }
}

impl Drop for SystemRunner {
    fn drop(&mut self) {
        let waiting = std::mem::take(&mut self.waiting);
        let waiting = waiting.into_inner().unwrap_or_else(PoisonError::into_inner);
        for Waiting { mut started, .. } in waiting {
            drop(started.socket);
            // It has ended already if this fails.
            let _ = started.guard.wait();
        }
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
            let found = found.map(|index| there.swap_remove(index));
            // If it cannot be started there is only no time saved.
            let found = found.or_else(|| {
                let started = self.start(job, Start::Waiting).ok()?;
                let job = job.clone();
                Some(Waiting { job, started })
            });
            waiting.extend(found);
        }
        // Some may be of use again later.
        waiting.append(&mut there);
    }
}

impl Started {
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
        let kept = job.limits.kept_output;
        let (stdout, stderr) = (guard.stdout.take(), guard.stderr.take());
        let output = |bytes: &[u8]| seen(Stream::Output, bytes);
        let errors = |bytes: &[u8]| seen(Stream::Errors, bytes);
        let (stdout, stderr) = std::thread::scope(|scope| {
            let stderr = scope.spawn(|| stderr.map(|pipe| read(pipe, kept, &budget, &errors)));
            let stdout = stdout.map(|pipe| read(pipe, kept, &budget, &output));
            (stdout, stderr.join().unwrap_or_default())
        });
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
            stdout: stdout.unwrap_or_default(),
            stderr: stderr.unwrap_or_default(),
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

/// Output allowed to both streams together.
struct Budget<'a> {
    total: &'a AtomicU64,
    limit: u64,
    socket: &'a UnixStream,
    /// When the guard itself must be in trouble: somebody stopped or killed it.
    deadline: Instant,
}

impl Budget<'_> {
    /// Waits until there is something to read; false if that takes too long.
    fn wait(&self, pipe: &impl AsFd) -> bool {
        loop {
            let left = self.deadline.saturating_duration_since(Instant::now());
            let left = Timespec {
                tv_sec: i64::try_from(left.as_secs()).unwrap_or(i64::MAX),
                tv_nsec: left.subsec_nanos().into(),
            };
            match rustix::event::poll(&mut [PollFd::new(pipe, PollFlags::IN)], Some(&left)) {
                Err(rustix::io::Errno::INTR) => {}
                ready => return ready.is_ok_and(|ready| ready > 0),
            }
        }
    }
}

/// Reads to the end, keeping the first `kept` bytes.
fn read(
    mut pipe: impl Read + AsFd,
    kept: u64,
    budget: &Budget,
    seen: &(dyn Fn(&[u8]) + Sync),
) -> Captured {
    let mut captured = Captured::default();
    let mut buffer = [0_u8; 16 * 1024];
    loop {
        if !budget.wait(&pipe) {
            return captured;
        }
        let count = match pipe.read(&mut buffer) {
            Ok(0) => return captured,
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(_) => return captured,
        };
        captured.add(&buffer[..count], kept);
        seen(&buffer[..count]);
        let before = budget.total.fetch_add(count as u64, Ordering::Relaxed);
        if before <= budget.limit && before + count as u64 > budget.limit {
            close(budget.socket);
        }
    }
}

/// Tells the guard to end the job. Only our sending side: its last words may still come.
fn close(socket: &UnixStream) {
    // It fails only where the guard has gone already.
    let _ = socket.shutdown(Shutdown::Write);
}
