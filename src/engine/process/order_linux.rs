//! The order in which a job writes to its two streams, on Linux: exact for each of its threads,
//! and without mixing the streams.
//!
//! Each stream is a pipe with room for one write only (a pipe of packets, one page large), so
//! the job cannot write twice to a stream before the first write has been read. Beyond that,
//! epoll tells of pipes in the order in which they were written to: a writer queues its pipe
//! before `write` returns, and edge-triggered, a pipe is queued once for each of its writes.
//! So one read for each event, in the order of the events, repeats what the job did.
//!
//! That makes a job wait for us at each write, which takes about 5 µs instead of 1. A job that
//! writes very often gets more room, at the price of the order within what the room holds.

use std::io::{self, PipeReader, PipeWriter, Read};
use std::mem::MaybeUninit;
use std::time::Instant;

use rustix::event::epoll::{self, CreateFlags, Event, EventData, EventFlags};
use rustix::io::Errno;
use rustix::pipe::PipeFlags;

use super::Stream;
use super::unix::time_left;

/// Room for one write: the system rounds it up to a page.
const NARROW: usize = 1;

/// Room for many writes: what pipes have by default.
const WIDE: usize = 64 * 1024;

/// The largest page of any system; the rest of a packet that a read has no room for is lost.
const LARGEST_PACKET: usize = 64 * 1024;

/// After so many reads of one stream without any of the other, there is hardly an order to
/// keep, until the other is written to as well.
const LONG_RUN: u32 = 20_000;

/// After so many reads of both, a job has waited for us long enough.
const MOST_READS: u32 = 200_000;

/// A pipe whose reading end is for [`read`].
///
/// # Errors
/// The system has none left.
pub fn pipe() -> io::Result<(PipeReader, PipeWriter)> {
    let (reader, writer) = rustix::pipe::pipe_with(PipeFlags::CLOEXEC | PipeFlags::DIRECT)?;
    rustix::io::ioctl_fionbio(&reader, true)?;
    rustix::pipe::fcntl_setpipe_size(&reader, NARROW)?;
    Ok((reader.into(), writer.into()))
}

/// Reads standard output and standard error to their ends, and gives `take` what is written in
/// the order in which it was written. Ends early at the deadline.
///
/// # Errors
/// The system cannot wait for two pipes at once.
pub fn read(
    stdout: PipeReader,
    stderr: PipeReader,
    deadline: Instant,
    take: &mut dyn FnMut(Stream, &[u8]),
) -> io::Result<()> {
    let epoll = epoll::create(CreateFlags::CLOEXEC)?;
    let mut pipes = Pipes {
        open: [(Stream::Output, stdout), (Stream::Errors, stderr)].map(Some),
        buffer: vec![0; LARGEST_PACKET],
        pace: Pace::default(),
    };
    for (index, pipe) in (0_u64..).zip(&pipes.open) {
        if let Some((_, pipe)) = pipe {
            let data = EventData::new_u64(index);
            epoll::add(&epoll, pipe, data, EventFlags::IN | EventFlags::ET)?;
        }
    }
    let mut room = [MaybeUninit::<Event>::uninit(); 2];
    while pipes.open.iter().any(Option::is_some) {
        let events = match epoll::wait(&epoll, &mut room, Some(&time_left(deadline))) {
            Ok((events, _)) if events.is_empty() => break,
            Ok((events, _)) => events,
            Err(Errno::INTR) => continue,
            Err(error) => return Err(error.into()),
        };
        if pipes.pace.is_wide {
            // What went to standard error last stands last: it may be why the job ended.
            events.sort_by_key(|event| event.data.u64());
        }
        for event in events.iter() {
            // The data of a packed structure is copied first.
            let (data, flags) = (event.data, event.flags);
            let index = usize::try_from(data.u64()).unwrap_or_default();
            pipes.read_one(index, flags.contains(EventFlags::HUP), take);
        }
        pipes.keep_pace();
    }
    Ok(())
}

struct Pipes {
    /// Those whose end was not seen yet.
    open: [Option<(Stream, PipeReader)>; 2],
    buffer: Vec<u8>,
    pace: Pace,
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

impl Pipes {
    /// Reads one write, or all that there is where nobody knows how many those are.
    fn read_one(&mut self, index: usize, to_end: bool, take: &mut dyn FnMut(Stream, &[u8])) {
        let Some((stream, pipe)) = &mut self.open[index] else {
            return;
        };
        loop {
            match pipe.read(&mut self.buffer) {
                Ok(0) => break,
                Ok(count) => take(*stream, &self.buffer[..count]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return,
                Err(_) => break,
            }
            self.pace.count(*stream);
            if !self.pace.is_wide && !to_end {
                return;
            }
        }
        self.open[index] = None;
    }

    fn keep_pace(&mut self) {
        let wants_room = self.pace.wants_room();
        if wants_room == self.pace.is_wide {
            return;
        }
        let size = if wants_room { WIDE } else { NARROW };
        let pipes = || self.open.iter().flatten();
        // A pipe that holds several writes cannot be made narrow yet.
        let is_set =
            |(_, pipe): &(Stream, PipeReader)| rustix::pipe::fcntl_setpipe_size(pipe, size).is_ok();
        let all_set = pipes().filter(|pipe| is_set(pipe)).count() == pipes().count();
        self.pace.is_wide = wants_room || !all_set;
    }
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
        self.run >= LONG_RUN || self.reads >= MOST_READS
    }
}
