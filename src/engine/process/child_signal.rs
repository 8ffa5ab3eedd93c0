//! The end of child processes as something to wait for, together with a socket.

use std::io::{self, Read};
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec};
use signal_hook::SigId;
use signal_hook::consts::SIGCHLD;
use signal_hook::low_level;

/// Notices when a child of this process ends, from its creation until it's dropped.
pub struct ChildSignal {
    /// A byte arrives here whenever a child has ended.
    arrivals: UnixStream,
    registration: SigId,
}

/// Why a wait was over. If it's neither, time has passed, or a signal arrived.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wakeup {
    /// The socket has something to read, or its other end was closed.
    pub is_socket_ready: bool,
    /// A child has ended.
    pub has_child_ended: bool,
}

impl ChildSignal {
    /// # Errors
    /// The system has no file descriptors left.
    pub fn register() -> io::Result<Self> {
        let (arrivals, writer) = UnixStream::pair()?;
        arrivals.set_nonblocking(true)?;
        let registration = low_level::pipe::register(SIGCHLD, writer)?;
        Ok(Self {
            arrivals,
            registration,
        })
    }

    /// Waits for the socket or a child, for as long as nothing happens if there's no `timeout`.
    pub fn wait(&self, socket: impl AsFd, timeout: Option<Duration>) -> Wakeup {
        let timeout = timeout.and_then(|timeout| Timespec::try_from(timeout).ok());
        let mut polled = [
            PollFd::new(&socket, PollFlags::IN),
            PollFd::new(&self.arrivals, PollFlags::IN),
        ];
        // It fails if a signal arrives; callers wait again then.
        if rustix::event::poll(&mut polled, timeout.as_ref()).is_err() {
            return Wakeup::default();
        }
        let [is_socket_ready, has_child_ended] = polled.map(|file| !file.revents().is_empty());
        if has_child_ended {
            let mut bytes = [0; 64];
            while (&self.arrivals).read(&mut bytes).is_ok_and(|read| read > 0) {}
        }
        Wakeup {
            is_socket_ready,
            has_child_ended,
        }
    }
}

impl Drop for ChildSignal {
    fn drop(&mut self) {
        low_level::unregister(self.registration);
    }
}
