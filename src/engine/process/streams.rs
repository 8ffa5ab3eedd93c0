//! Reads what a job writes to its standard output and standard error, on Unix.

use std::io::{self, PipeReader, PipeWriter, Read};
use std::net::Shutdown;
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use rustix::event::{PollFd, PollFlags, Timespec};

use super::{Job, OutputListener, Stream, order};
use crate::model::outcome::CapturedOutput;

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
    /// The streams that a job needs, and the job's ends of them: standard output, standard error.
    ///
    /// # Errors
    /// The system has no file descriptors left.
    pub fn open(job: &Job) -> io::Result<(Self, [PipeWriter; 2])> {
        if job.in_order {
            let (pipes, writers) = order::Pipes::open()?;
            return Ok((Self::InOrder(pipes), writers));
        }
        let (stdout, output) = io::pipe()?;
        let (stderr, errors) = io::pipe()?;
        Ok((Self::Apart { stdout, stderr }, [output, errors]))
    }

    /// Reads both to their ends, or until the budget's deadline.
    ///
    /// # Errors
    /// The system can't wait for several files at once.
    pub fn read(
        self,
        job: &Job,
        budget: &OutputBudget,
        seen: OutputListener,
    ) -> io::Result<Output> {
        match self {
            Self::Apart { stdout, stderr } => Ok(read_apart(stdout, stderr, job, budget, seen)),
            Self::InOrder(pipes) => read_in_order(pipes, job, budget, seen),
        }
    }
}

/// How much output both streams together may have, and until when.
pub struct OutputBudget<'a> {
    /// How many bytes there were so far.
    pub total: &'a AtomicU64,
    /// How many bytes there may be.
    pub limit: u64,
    /// The guard's socket, which is closed when there were too many.
    pub socket: &'a UnixStream,
    /// By then the guard should have ended the job. If it hasn't, somebody has stopped or killed it.
    pub deadline: Instant,
}

impl OutputBudget<'_> {
    /// Waits until there's something to read. False if the deadline passes first.
    fn wait_readable(&self, pipe: &impl AsFd) -> bool {
        loop {
            let left = time_left(self.deadline);
            match rustix::event::poll(&mut [PollFd::new(pipe, PollFlags::IN)], Some(&left)) {
                Err(rustix::io::Errno::INTR) => {}
                ready => return ready.is_ok_and(|ready| ready > 0),
            }
        }
    }

    /// Counts bytes of output, and ends the job when the limit is passed.
    fn spend(&self, bytes: usize) {
        let bytes = bytes as u64;
        let before = self.total.fetch_add(bytes, Ordering::Relaxed);
        if before <= self.limit && before + bytes > self.limit {
            hang_up(self.socket);
        }
    }
}

/// How long it is until the deadline; zero if it has passed.
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
    pub stdout: CapturedOutput,
    /// To standard error.
    pub stderr: CapturedOutput,
    /// To both, in the order in which it was written, if that was asked for.
    pub in_order: CapturedOutput,
}

fn read_apart(
    stdout: PipeReader,
    stderr: PipeReader,
    job: &Job,
    budget: &OutputBudget,
    seen: OutputListener,
) -> Output {
    let kept = job.limits.kept_output;
    let output = |bytes: &[u8]| seen(Stream::Output, bytes);
    let errors = |bytes: &[u8]| seen(Stream::Errors, bytes);
    std::thread::scope(|scope| {
        let stderr = scope.spawn(|| read(stderr, kept, budget, &errors));
        Output {
            stdout: read(stdout, kept, budget, &output),
            stderr: stderr.join().unwrap_or_default(),
            in_order: CapturedOutput::default(),
        }
    })
}

fn read_in_order(
    pipes: order::Pipes,
    job: &Job,
    budget: &OutputBudget,
    seen: OutputListener,
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

/// Reads to the end or until the deadline, and keeps what [`CapturedOutput::add`] keeps.
fn read(
    mut pipe: impl Read + AsFd,
    kept: u64,
    budget: &OutputBudget,
    seen: &(dyn Fn(&[u8]) + Sync),
) -> CapturedOutput {
    let mut captured = CapturedOutput::default();
    let mut buffer = [0_u8; 16 * 1024];
    loop {
        if !budget.wait_readable(&pipe) {
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

/// Tells the guard to end the job. Only our sending side is closed: its reply may still come.
pub fn hang_up(socket: &UnixStream) {
    // It fails only where the guard has gone already.
    let _ = socket.shutdown(Shutdown::Write);
}
