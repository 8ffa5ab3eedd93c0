//! Jobs on Windows: a job object holds the process and all that it starts, and ends everything
//! when its handle is closed, which the system does if we are killed.

use std::io::{self, Read};
use std::os::windows::io::AsRawHandle;
use std::os::windows::process::CommandExt;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use win32job::Job as JobObject;

use super::{Cancel, Job, Runner, Seen, Stream};
use crate::model::outcome::{Captured, Ending, Outcome};

/// How often we look whether the job has ended or passed a limit.
const TICK: Duration = Duration::from_millis(5);

/// Runs a process, and what it starts, at a lower priority.
/// <https://learn.microsoft.com/windows/win32/procthread/process-creation-flags>
const BELOW_NORMAL_PRIORITY_CLASS: u32 = 0x4000;

/// Starts real processes.
pub struct SystemRunner;

impl SystemRunner {
    /// # Errors
    /// None on this system.
    pub fn new() -> io::Result<Self> {
        Ok(Self)
    }
}

impl Runner for SystemRunner {
    fn run_watched(&self, job: &Job, cancel: &Cancel, seen: Seen) -> io::Result<Outcome> {
        let started = Instant::now();
        let object = job_object()?;
        let mut child = command(job).spawn()?;
        // The job's standard input is at its end at once.
        drop(child.stdin.take());
        object
            .assign_process(child.as_raw_handle() as isize)
            .map_err(io::Error::other)?;
        let object = Arc::new(Mutex::new(Some(object)));
        let total = AtomicU64::new(0);
        let kept = job.limits.kept_output;
        let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
        let output = |bytes: &[u8]| seen(Stream::Output, bytes);
        let errors = |bytes: &[u8]| seen(Stream::Errors, bytes);
        // The system doesn't tell the order of writes to two pipes. This is the order of our reads.
        let in_order = Mutex::new(Captured::default());
        let add = |bytes: &[u8]| {
            if job.in_order {
                lock(&in_order).add(bytes, kept);
            }
        };
        let output = |bytes: &[u8]| {
            output(bytes);
            add(bytes);
        };
        let errors = |bytes: &[u8]| {
            errors(bytes);
            add(bytes);
        };
        std::thread::scope(|scope| {
            let stdout = scope.spawn(|| stdout.map(|pipe| read(pipe, kept, &total, &output)));
            let stderr = scope.spawn(|| stderr.map(|pipe| read(pipe, kept, &total, &errors)));
            let ending = loop {
                if let Some(status) = child.try_wait()? {
                    break Ending::Exited(status.code().unwrap_or(-1));
                }
                if let Some(ending) = stopped(job, cancel, &object, &total, started) {
                    break ending;
                }
                std::thread::sleep(TICK);
            };
            // Closing the last handle ends all processes of the job object, and so the pipes.
            drop(object.lock().map(|mut object| object.take()));
            child.wait()?;
            let stdout = stdout.join().ok().flatten().unwrap_or_default();
            let stderr = stderr.join().ok().flatten().unwrap_or_default();
            let in_order = std::mem::take(&mut *lock(&in_order));
            Ok(Outcome {
                ending,
                stdout,
                stderr,
                in_order,
                duration: started.elapsed(),
            })
        })
    }

    /// Starts nothing ahead.
    fn expect(&self, _jobs: &[Job]) {}
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn job_object() -> io::Result<JobObject> {
    let mut limits = win32job::ExtendedLimitInfo::new();
    limits.limit_kill_on_job_close();
    JobObject::create_with_limit_info(&limits).map_err(io::Error::other)
}

fn command(job: &Job) -> Command {
    let mut command = Command::new(&job.program);
    command
        .args(&job.args)
        .current_dir(&job.cwd)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    if job.yields {
        command.creation_flags(BELOW_NORMAL_PRIORITY_CLASS);
    }
    super::change_environment(&mut command, &job.env);
    command
}

fn stopped(
    job: &Job,
    cancel: &Cancel,
    object: &Mutex<Option<JobObject>>,
    total: &AtomicU64,
    started: Instant,
) -> Option<Ending> {
    if cancel.is_cancelled() {
        return Some(Ending::Cancelled);
    }
    if total.load(Ordering::Relaxed) > job.limits.total_output {
        return Some(Ending::TooMuchOutput);
    }
    if started.elapsed() >= job.limits.time {
        return Some(Ending::TimedOut);
    }
    let processes = object.lock().ok()?.as_ref()?.query_process_id_list().ok()?;
    (processes.len() > job.limits.processes as usize).then_some(Ending::TooManyProcesses)
}

/// Reads to the end, and keeps what [`Captured::add`] keeps.
fn read(
    mut pipe: impl Read,
    kept: u64,
    total: &AtomicU64,
    seen: &(dyn Fn(&[u8]) + Sync),
) -> Captured {
    let mut captured = Captured::default();
    let mut buffer = [0_u8; 16 * 1024];
    loop {
        let count = match pipe.read(&mut buffer) {
            Ok(0) | Err(_) => return captured,
            Ok(count) => count,
        };
        captured.add(&buffer[..count], kept);
        seen(&buffer[..count]);
        total.fetch_add(count as u64, Ordering::Relaxed);
    }
}
