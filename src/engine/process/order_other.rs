//! The order in which a job writes to its two streams, on systems that don't tell it. Of what we
//! find at the same moment, standard output comes first, so that a panic follows the text that led
//! to it.

use std::io::{self, PipeReader, PipeWriter, Read};
use std::os::unix::net::UnixStream;
use std::time::Instant;

use rustix::event::{PollFd, PollFlags};
use rustix::io::Errno;

use super::Stream;
use super::streams::time_left;

/// A job's standard output and standard error, to be read in order.
pub struct Pipes {
    /// Those that haven't ended yet.
    open: Vec<(Stream, PipeReader)>,
}

impl Pipes {
    /// Two pipes, and the job's ends of them: standard output, standard error.
    ///
    /// # Errors
    /// The system has no file descriptors left.
    pub fn open() -> io::Result<(Self, [PipeWriter; 2])> {
        let (stdout, output) = io::pipe()?;
        let (stderr, errors) = io::pipe()?;
        rustix::io::ioctl_fionbio(&stdout, true)?;
        rustix::io::ioctl_fionbio(&stderr, true)?;
        let open = vec![(Stream::Output, stdout), (Stream::Errors, stderr)];
        Ok((Self { open }, [output, errors]))
    }

    /// Reads both to their ends or until the deadline, and calls `take` with what was written, as
    /// far as we can tell in that order.
    ///
    /// # Errors
    /// The system can't wait for two pipes at once.
    pub fn read(
        mut self,
        _guard: &UnixStream,
        deadline: Instant,
        take: &mut dyn FnMut(Stream, &[u8]),
    ) -> io::Result<()> {
        let mut buffer = vec![0; 64 * 1024];
        while !self.open.is_empty() {
            let mut polled: Vec<PollFd> = self
                .open
                .iter()
                .map(|(_, pipe)| PollFd::new(pipe, PollFlags::IN))
                .collect();
            match rustix::event::poll(&mut polled, Some(&time_left(deadline))) {
                Ok(0) => break,
                Ok(_) | Err(Errno::INTR) => {}
                Err(error) => return Err(error.into()),
            }
            self.open
                .retain_mut(|(stream, pipe)| match pipe.read(&mut buffer) {
                    Ok(0) => false,
                    Ok(count) => {
                        take(*stream, &buffer[..count]);
                        true
                    }
                    Err(error) => matches!(
                        error.kind(),
                        io::ErrorKind::Interrupted | io::ErrorKind::WouldBlock
                    ),
                });
        }
        Ok(())
    }
}
