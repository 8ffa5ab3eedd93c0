//! Jobs on Windows: a job object holds the process and all that it starts, and ends everything
//! when its handle is closed, which the system does if we are killed.

use std::io::{self, Read, Write};
use std::os::windows::io::AsRawHandle;
use std::os::windows::process::CommandExt;
use std::process::{ChildStdin, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use win32job::Job as JobObject;

use super::{Cancel, Job, OutputListener, Runner, Stream};
use crate::model::outcome::{CapturedOutput, Ending, Outcome};

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
    fn run_watched(&self, job: &Job, cancel: &Cancel, seen: OutputListener) -> io::Result<Outcome> {
        let started = Instant::now();
        let object = job_object()?;
        let mut child = command(job).spawn()?;
        // A job that has ended reads nothing.
        let write = |mut stdin: ChildStdin| stdin.write_all(job.input.as_bytes());
        let _ = child.stdin.take().map(write);
        object
            .assign_process(child.as_raw_handle() as isize)
            .map_err(io::Error::other)?;
        let reader = OutputReader::new(job, seen);
        let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
        std::thread::scope(|scope| {
            let stdout = scope.spawn(|| reader.read(Stream::Output, stdout));
            let stderr = scope.spawn(|| reader.read(Stream::Errors, stderr));
            let ending = loop {
                if let Some(status) = child.try_wait()? {
                    break Ending::Exited(status.code().unwrap_or(-1));
                }
                let output = reader.total.load(Ordering::Relaxed);
                if let Some(ending) = find_reason_to_end(job, cancel, &object, output, started) {
                    break ending;
                }
                std::thread::sleep(TICK);
            };
            // Closing the only handle ends all processes of the job object, and so the pipes.
            drop(object);
            child.wait()?;
            Ok(Outcome {
                ending,
                stdout: stdout.join().unwrap_or_default(),
                stderr: stderr.join().unwrap_or_default(),
                in_order: std::mem::take(&mut *reader.lock_in_order()),
                duration: started.elapsed(),
            })
        })
    }

    /// Starts nothing ahead.
    fn expect(&self, _jobs: &[Job]) {}
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

/// Why the job has to be ended now, if it has to; `output` is how many bytes it has written.
fn find_reason_to_end(
    job: &Job,
    cancel: &Cancel,
    object: &JobObject,
    output: u64,
    started: Instant,
) -> Option<Ending> {
    if cancel.is_cancelled() {
        return Some(Ending::Cancelled);
    }
    if output > job.limits.total_output {
        return Some(Ending::TooMuchOutput);
    }
    if started.elapsed() >= job.limits.time {
        return Some(Ending::TimedOut);
    }
    let processes = object.query_process_id_list().ok()?;
    (processes.len() > job.limits.processes as usize).then_some(Ending::TooManyProcesses)
}

/// Reads what a job writes, in one thread for each stream.
struct OutputReader<'a> {
    kept: u64,
    keeps_order: bool,
    seen: OutputListener<'a>,
    /// How many bytes there were so far.
    total: AtomicU64,
    /// The system doesn't tell the order of writes to two pipes. This is the order of our reads.
    in_order: Mutex<CapturedOutput>,
}

impl<'a> OutputReader<'a> {
    fn new(job: &Job, seen: OutputListener<'a>) -> Self {
        Self {
            kept: job.limits.kept_output,
            keeps_order: job.in_order,
            seen,
            total: AtomicU64::new(0),
            in_order: Mutex::default(),
        }
    }

    /// Reads a pipe to its end, and keeps what [`CapturedOutput::add`] keeps.
    fn read(&self, stream: Stream, pipe: Option<impl Read>) -> CapturedOutput {
        let mut captured = CapturedOutput::default();
        let Some(mut pipe) = pipe else {
            return captured;
        };
        let mut buffer = [0_u8; 16 * 1024];
        loop {
            let bytes = match pipe.read(&mut buffer) {
                Ok(0) | Err(_) => return captured,
                Ok(count) => &buffer[..count],
            };
            captured.add(bytes, self.kept);
            (self.seen)(stream, bytes);
            if self.keeps_order {
                self.lock_in_order().add(bytes, self.kept);
            }
            self.total.fetch_add(bytes.len() as u64, Ordering::Relaxed);
        }
    }

    fn lock_in_order(&self) -> MutexGuard<'_, CapturedOutput> {
        self.in_order.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
