//! What a job writes to its standard output and standard error, read on Unix.

use std::io::{self, PipeReader, PipeWriter, Read};
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use rustix::event::{PollFd, PollFlags, Timespec};

use super::unix::hang_up;
use super::{Job, Seen, Stream, order};
use crate::model::outcome::Captured;

/// Our ends of a job's two streams.
pub enum Streams {
    /// Each is read by itself.
    Apart {
        /// Standard output.
        stdout: PipeReader,
        /// Standard error.
        stderr: PipeReader,
    },
    /// They are read in the order in which they are written.
    InOrder(order::Pipes),
}

impl Streams {
    /// Those that a job needs, and their ends for the job: output and errors.
    ///
    /// # Errors
    /// The system has no pipes left.
    pub fn open(job: &Job) -> io::Result<(Self, [PipeWriter; 2])> {
        if job.in_order {
            let (pipes, writers) = order::Pipes::open()?;
            return Ok((Self::InOrder(pipes), writers));
        }
        let (stdout, output) = io::pipe()?;
        let (stderr, errors) = io::pipe()?;
        Ok((Self::Apart { stdout, stderr }, [output, errors]))
    }

    /// Reads both to their ends.
    ///
    /// # Errors
    /// The system cannot wait for several files at once.
    pub fn read(self, job: &Job, budget: &OutputBudget, seen: Seen) -> io::Result<Output> {
        match self {
            Self::Apart { stdout, stderr } => Ok(read_apart(stdout, stderr, job, budget, seen)),
            Self::InOrder(pipes) => read_in_order(pipes, job, budget, seen),
        }
    }
}

/// Output allowed to both streams together.
pub struct OutputBudget<'a> {
    /// How much there was.
    pub total: &'a AtomicU64,
    /// How much there may be.
    pub limit: u64,
    /// By which the guard is told that it was too much.
    pub socket: &'a UnixStream,
    /// When the guard itself must be in trouble: somebody stopped or killed it.
    pub deadline: Instant,
}

impl OutputBudget<'_> {
    /// Waits until there is something to read; false if that takes too long.
    fn wait(&self, pipe: &impl AsFd) -> bool {
        loop {
            let left = time_left(self.deadline);
            match rustix::event::poll(&mut [PollFd::new(pipe, PollFlags::IN)], Some(&left)) {
                Err(rustix::io::Errno::INTR) => {}
                ready => return ready.is_ok_and(|ready| ready > 0),
            }
        }
    }

    /// Counts bytes of output, and ends the job with those that are too many.
    fn spend(&self, bytes: usize) {
        let bytes = bytes as u64;
        let before = self.total.fetch_add(bytes, Ordering::Relaxed);
        if before <= self.limit && before + bytes > self.limit {
            hang_up(self.socket);
        }
    }
}

/// How long it is until then; nothing if that was before.
pub fn time_left(deadline: Instant) -> Timespec {
    let left = deadline.saturating_duration_since(Instant::now());
    Timespec {
        tv_sec: i64::try_from(left.as_secs()).unwrap_or(i64::MAX),
        tv_nsec: left.subsec_nanos().into(),
    }
}

/// What a job wrote.
#[derive(Default)]
pub struct Output {
    /// To standard output.
    pub stdout: Captured,
    /// To standard error.
    pub stderr: Captured,
    /// To both in their order, if that was asked for.
    pub in_order: Captured,
}

fn read_apart(
    stdout: PipeReader,
    stderr: PipeReader,
    job: &Job,
    budget: &OutputBudget,
    seen: Seen,
) -> Output {
    let kept = job.limits.kept_output;
    let output = |bytes: &[u8]| seen(Stream::Output, bytes);
    let errors = |bytes: &[u8]| seen(Stream::Errors, bytes);
    std::thread::scope(|scope| {
        let stderr = scope.spawn(|| read(stderr, kept, budget, &errors));
        Output {
            stdout: read(stdout, kept, budget, &output),
            stderr: stderr.join().unwrap_or_default(),
            in_order: Captured::default(),
        }
    })
}

fn read_in_order(
    pipes: order::Pipes,
    job: &Job,
    budget: &OutputBudget,
    seen: Seen,
) -> io::Result<Output> {
    let kept = job.limits.kept_output;
    let mut output = Output::default();
    pipes.read(budget.socket, budget.deadline, &mut |stream, bytes| {
        let own = match stream {
            Stream::Output => &mut output.stdout,
            Stream::Errors => &mut output.stderr,
        };
        own.add(bytes, kept);
        output.in_order.add(bytes, kept);
        seen(stream, bytes);
        budget.spend(bytes.len());
    })?;
    Ok(output)
}

/// Reads to the end, keeping the first `kept` bytes.
fn read(
    mut pipe: impl Read + AsFd,
    kept: u64,
    budget: &OutputBudget,
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
        budget.spend(count);
    }
}
