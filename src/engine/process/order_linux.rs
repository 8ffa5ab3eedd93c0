//! The order in which a job writes to its two streams, on Linux: exact for each of its threads,
//! and without mixing the streams.
//!
//! Each stream is a pipe with room for one write only (a pipe of packets, one page large), so
//! the job can't write twice to a stream before the first write has been read. Beyond that,
//! epoll tells of pipes in the order in which they were written to: a writer queues its pipe
//! before `write` returns, and edge-triggered, a pipe is queued once for each of its writes.
//! So one read for each event, in the order of the events, repeats what the job did.
//!
//! A job has to wait for us at each write, so writing takes several times as long. A job that
//! writes very often gets ordinary pipes, and we lose the order within what these can hold.

use std::io::{self, PipeReader, PipeWriter, Read};
use std::mem::MaybeUninit;
use std::os::unix::net::UnixStream;
use std::time::Instant;

use rustix::event::epoll::{self, CreateFlags, Event, EventData, EventFlags};
use rustix::fs::OFlags;
use rustix::io::Errno;
use rustix::pipe::PipeFlags;

use super::Stream;
use super::streams::time_left;

/// Room for one write: the system rounds it up to a page.
const NARROW: usize = 1;

/// Room for many writes: what pipes have by default.
const WIDE: usize = 64 * 1024;

/// The largest page of any system. If a read has no room for all of a packet, the rest is lost.
const LARGEST_PACKET: usize = 64 * 1024;

/// After this many reads of one stream and none of the other, there is hardly an order to keep,
/// until the job writes to the other as well.
const LONG_RUN: u32 = 10_000;

/// After this many reads of both, the job has waited for us long enough.
const MAX_READS: u32 = 100_000;

/// The number of the guard's socket among the events. The pipes have the numbers below it.
const GUARD: usize = 2;

/// A job's standard output and standard error, to be read in order.
pub struct Pipes {
    /// Those that haven't ended yet.
    open: [Option<Pipe>; GUARD],
    pace: Pace,
}

struct Pipe {
    stream: Stream,
    reader: PipeReader,
    /// The job's own end, which switches between packets and an ordinary pipe. Dropped when the
    /// job is over, because the pipe doesn't end before.
    writer: Option<PipeWriter>,
}

impl Pipes {
    /// Two pipes, and the job's ends of them: standard output, standard error.
    ///
    /// # Errors
    /// The system has no file descriptors left.
    pub fn open() -> io::Result<(Self, [PipeWriter; GUARD])> {
        let (stdout, output) = Pipe::open(Stream::Output)?;
        let (stderr, errors) = Pipe::open(Stream::Errors)?;
        let pipes = Self {
            open: [Some(stdout), Some(stderr)],
            pace: Pace::default(),
        };
        Ok((pipes, [output, errors]))
    }

    /// Reads both to their ends or until the deadline, and calls `take` with what was written, in
    /// that order. Something arrives on the guard's socket when the job is over.
    ///
    /// # Errors
    /// The system can't wait for several files at once.
    pub fn read(
        mut self,
        guard: &UnixStream,
        deadline: Instant,
        take: &mut dyn FnMut(Stream, &[u8]),
    ) -> io::Result<()> {
        let epoll = epoll::create(CreateFlags::CLOEXEC)?;
        let data = |index: usize| EventData::new_u64(index as u64);
        let flags = EventFlags::IN | EventFlags::ET;
        for (index, pipe) in self.open.iter().enumerate() {
            if let Some(pipe) = pipe {
                epoll::add(&epoll, &pipe.reader, data(index), flags)?;
            }
        }
        epoll::add(&epoll, guard, data(GUARD), flags)?;
        let mut buffer = vec![0; LARGEST_PACKET];
        let mut room = [MaybeUninit::<Event>::uninit(); GUARD + 1];
        while self.open.iter().any(Option::is_some) {
            let events = match epoll::wait(&epoll, &mut room, Some(&time_left(deadline))) {
                Ok(([], _)) => break,
                Ok((events, _)) => events,
                Err(Errno::INTR) => continue,
                Err(error) => return Err(error.into()),
            };
            if self.pace.is_wide {
                // Standard error comes last: it may say why the job ended.
                events.sort_by_key(|event| event.data.u64());
            }
            for event in events.iter() {
                // The fields of a packed structure are copied first.
                let (data, flags) = (event.data, event.flags);
                match usize::try_from(data.u64()) {
                    Ok(index) if index < GUARD => {
                        let to_end = flags.contains(EventFlags::HUP);
                        self.read_one(index, to_end, &mut buffer, take);
                    }
                    _ => self.drop_writers(),
                }
            }
            self.keep_pace();
        }
        Ok(())
    }

    /// Reads one write, or everything if we can't know how many writes that is.
    fn read_one(
        &mut self,
        index: usize,
        to_end: bool,
        buffer: &mut [u8],
        take: &mut dyn FnMut(Stream, &[u8]),
    ) {
        let Some(pipe) = &mut self.open[index] else {
            return;
        };
        loop {
            match pipe.reader.read(buffer) {
                Ok(0) => break,
                Ok(count) => take(pipe.stream, &buffer[..count]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return,
                Err(_) => break,
            }
            self.pace.count(pipe.stream);
            if !self.pace.is_wide && !to_end {
                return;
            }
        }
        self.open[index] = None;
    }

    fn drop_writers(&mut self) {
        for pipe in self.open.iter_mut().flatten() {
            pipe.writer = None;
        }
    }

    fn keep_pace(&mut self) {
        let wide = self.pace.wants_room();
        if wide == self.pace.is_wide {
            return;
        }
        let changed = self.open.iter().flatten().map(|pipe| pipe.widen(wide));
        // A pipe that holds several writes can't be narrowed yet.
        let all_narrow = changed.fold(!wide, |all, changed| all && changed.is_ok());
        self.pace.is_wide = !all_narrow;
    }
}

impl Pipe {
    fn open(stream: Stream) -> io::Result<(Self, PipeWriter)> {
        let (reader, writer) = rustix::pipe::pipe_with(PipeFlags::CLOEXEC | PipeFlags::DIRECT)?;
        rustix::io::ioctl_fionbio(&reader, true)?;
        rustix::pipe::fcntl_setpipe_size(&reader, NARROW)?;
        let writer = PipeWriter::from(writer);
        let pipe = Self {
            stream,
            reader: reader.into(),
            writer: Some(writer.try_clone()?),
        };
        Ok((pipe, writer))
    }

    /// Makes this an ordinary pipe, or again one with room for a single write.
    fn widen(&self, wide: bool) -> rustix::io::Result<()> {
        let size = if wide { WIDE } else { NARROW };
        rustix::pipe::fcntl_setpipe_size(&self.reader, size)?;
        let Some(writer) = &self.writer else {
            return Ok(());
        };
        let mut flags = rustix::fs::fcntl_getfl(writer)?;
        flags.set(OFlags::DIRECT, !wide);
        rustix::fs::fcntl_setfl(writer, flags)
    }
}

/// How often the job writes, and how much room it has for that.
#[derive(Default)]
struct Pace {
    is_wide: bool,
    reads: u32,
    /// Reads of one stream without any of the other.
    run: u32,
    last: Option<Stream>,
}

impl Pace {
    fn count(&mut self, stream: Stream) {
        if self.last != Some(stream) {
            self.run = 0;
        }
        self.last = Some(stream);
        self.run += 1;
        self.reads += 1;
    }

    fn wants_room(&self) -> bool {
        self.run >= LONG_RUN || self.reads >= MAX_READS
    }
}
