//! A process that makes guards by forking itself. To start this program anew for each job costs
//! more than most jobs of a course do: it has to be loaded and linked every time.
//!
//! The server is a guard that was started with a word of its own and has a single thread. An
//! order comes over its standard input, a socket, together with the three files that the new
//! guard is to have as standard input and outputs. The guard's first words to its parent are
//! its number. The server ends when the socket does, which the system sees to if we are killed.

use std::ffi::{OsStr, OsString};
use std::io::{self, IoSlice, IoSliceMut, Read, Write};
use std::mem::MaybeUninit;
use std::net::Shutdown;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags};
use rustix::net::{
    RecvAncillaryBuffer, RecvAncillaryMessage, RecvFlags, SendAncillaryBuffer,
    SendAncillaryMessage, SendFlags,
};
use rustix::process::{Pid, Signal, WaitOptions};
use signal_hook::consts::SIGCHLD;

use super::guard;

/// The word that makes a guard a server.
pub const ARGUMENT: &str = "serve";

/// Standard input, output and error of a guard.
const FILES: usize = 3;

/// The longest order, in bytes. One of a compile has some ten thousand.
const LONGEST: usize = 16 << 20;

/// How long a guard may take to begin; much longer than on the busiest machine.
const LONGEST_START: Duration = Duration::from_secs(5);

/// How long it may take to end when nobody needs it any more.
const LONGEST_END: Duration = Duration::from_secs(2);

/// A running server.
pub struct ForkServer {
    socket: Mutex<UnixStream>,
    process: Child,
}

/// A guard to make.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Order {
    /// Its arguments, as they would stand behind the hidden one.
    pub args: Vec<OsString>,
    /// The folder it starts in.
    pub cwd: OsString,
    /// Changes to the job's environment; `None` removes.
    pub env: Vec<(OsString, Option<OsString>)>,
}

impl ForkServer {
    /// Starts one; `program` is this program's own file.
    ///
    /// # Errors
    /// It cannot be started.
    pub fn start(program: &Path) -> io::Result<Self> {
        let (socket, servers_end) = UnixStream::pair()?;
        // It takes orders at once.
        socket.set_write_timeout(Some(LONGEST_START))?;
        let process = Command::new(program)
            .args([guard::ARGUMENT, ARGUMENT])
            // It must keep no folder from being removed, and no terminal open.
            .current_dir("/")
            .process_group(0)
            .stdin(Stdio::from(OwnedFd::from(servers_end)))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        Ok(Self {
            socket: Mutex::new(socket),
            process,
        })
    }

    /// Has a guard made with these files as its standard input and outputs. Whether it began
    /// is told by [`await_guard`] alone.
    ///
    /// # Errors
    /// The server has gone.
    pub fn fork(&self, order: &Order, files: [BorrowedFd; FILES]) -> io::Result<()> {
        let bytes = order.bytes();
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_ne_bytes();
        let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(FILES))];
        let mut control = SendAncillaryBuffer::new(&mut space);
        control.push(SendAncillaryMessage::ScmRights(&files));
        let mut socket = self.socket.lock().unwrap_or_else(PoisonError::into_inner);
        let sent = rustix::net::sendmsg(
            &*socket,
            &[IoSlice::new(&length)],
            &mut control,
            SendFlags::NOSIGNAL,
        )?;
        socket.write_all(&length[sent..])?;
        socket.write_all(&bytes)
    }

    /// Ends it, so that no order is carried out late.
    pub fn kill(&self) {
        let process = i32::try_from(self.process.id());
        if let Some(process) = process.ok().and_then(Pid::from_raw) {
            // It is a child of ours that nobody has waited for, so the number is its own.
            let _ = rustix::process::kill_process(process, Signal::KILL);
        }
    }
}

/// Waits until a guard says its number, and returns that; `socket` is our end of the one that
/// it was given.
///
/// # Errors
/// There will be no guard, or it takes so long that somebody must have stopped the server.
pub fn await_guard(mut socket: &UnixStream) -> io::Result<Pid> {
    socket.set_read_timeout(Some(LONGEST_START))?;
    let mut words = Vec::new();
    let mut byte = [0];
    // What comes behind is for others.
    while words.last() != Some(&b'\n') {
        socket.read_exact(&mut byte)?;
        words.extend(byte);
    }
    socket.set_read_timeout(None)?;
    let number = String::from_utf8_lossy(&words).trim().parse().ok();
    number
        .and_then(Pid::from_raw)
        .ok_or_else(|| io::ErrorKind::InvalidData.into())
}

impl Drop for ForkServer {
    fn drop(&mut self) {
        let socket = self
            .socket
            .get_mut()
            .unwrap_or_else(PoisonError::into_inner);
        // It has ended already if these fail.
        let _ = socket.shutdown(Shutdown::Write);
        let _ = socket.set_read_timeout(Some(LONGEST_END));
        if !matches!(socket.read(&mut [0]), Ok(0)) {
            // Somebody has stopped it.
            let _ = self.process.kill();
        }
        let _ = self.process.wait();
    }
}

impl Order {
    fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        write_text(&mut bytes, &self.cwd);
        for (name, value) in &self.env {
            bytes.push(if value.is_some() { SET } else { REMOVED });
            write_text(&mut bytes, name);
            if let Some(value) = value {
                write_text(&mut bytes, value);
            }
        }
        bytes.push(ARGS);
        self.args.iter().for_each(|arg| write_text(&mut bytes, arg));
        bytes
    }

    /// `None` if these are no whole order.
    fn read(mut bytes: &[u8]) -> Option<Self> {
        let mut order = Self {
            cwd: read_text(&mut bytes)?,
            ..Self::default()
        };
        loop {
            match read_byte(&mut bytes)? {
                SET => {
                    let name = read_text(&mut bytes)?;
                    order.env.push((name, Some(read_text(&mut bytes)?)));
                }
                REMOVED => order.env.push((read_text(&mut bytes)?, None)),
                ARGS => break,
                _ => return None,
            }
        }
        while !bytes.is_empty() {
            order.args.push(read_text(&mut bytes)?);
        }
        Some(order)
    }
}

/// What follows in an order.
const SET: u8 = 1;
const REMOVED: u8 = 2;
const ARGS: u8 = 3;

/// No text of the system's has a zero in it.
fn write_text(bytes: &mut Vec<u8>, text: &OsStr) {
    bytes.extend_from_slice(text.as_bytes());
    bytes.push(0);
}

fn read_text(bytes: &mut &[u8]) -> Option<OsString> {
    let end = bytes.iter().position(|byte| *byte == 0)?;
    let text = OsString::from_vec(bytes[..end].to_vec());
    *bytes = &bytes[end + 1..];
    Some(text)
}

fn read_byte(bytes: &mut &[u8]) -> Option<u8> {
    let (first, rest) = bytes.split_first()?;
    *bytes = rest;
    Some(*first)
}

/// Serves until the socket on standard input ends. Returns in the server when nobody is left to
/// serve, and in each guard at its end.
///
/// # Errors
/// The system refuses what a server or a guard needs, or an order makes no sense.
pub fn serve() -> io::Result<()> {
    let socket = UnixStream::from(io::stdin().as_fd().try_clone_to_owned()?);
    // A byte arrives here whenever a guard has ended.
    let (ended, writer) = UnixStream::pair()?;
    ended.set_nonblocking(true)?;
    let signal = signal_hook::low_level::pipe::register(SIGCHLD, writer)?;
    loop {
        let mut polled = [
            PollFd::new(&socket, PollFlags::IN),
            PollFd::new(&ended, PollFlags::IN),
        ];
        // An error is an interruption by a signal.
        let _ = rustix::event::poll(&mut polled, None);
        let is_ordered = !polled[0].revents().is_empty();
        while (&ended).read(&mut [0; 64]).is_ok_and(|count| count > 0) {}
        while let Ok(Some(_)) = rustix::process::wait(WaitOptions::NOHANG) {}
        if !is_ordered {
            continue;
        }
        let Some((order, files)) = receive(&socket)? else {
            break;
        };
        if fork()? {
            signal_hook::low_level::unregister(signal);
            drop((socket, ended));
            return become_guard(order, files);
        }
    }
    // They end since our parent has no more use for them. What they took is counted as ours.
    while rustix::process::wait(WaitOptions::empty()).is_ok() {}
    Ok(())
}

/// The next order; `None` when there will be none.
fn receive(mut socket: &UnixStream) -> io::Result<Option<(Order, [OwnedFd; FILES])>> {
    let mut length = [0_u8; size_of::<u64>()];
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(FILES))];
    let mut control = RecvAncillaryBuffer::new(&mut space);
    let received = rustix::net::recvmsg(
        socket,
        &mut [IoSliceMut::new(&mut length)],
        &mut control,
        RecvFlags::CMSG_CLOEXEC,
    )?;
    let mut files = Vec::new();
    for message in control.drain() {
        if let RecvAncillaryMessage::ScmRights(sent) = message {
            files.extend(sent);
        }
    }
    if received.bytes == 0 {
        return Ok(None);
    }
    socket.read_exact(&mut length[received.bytes..])?;
    let length = usize::try_from(u64::from_ne_bytes(length)).unwrap_or(usize::MAX);
    let files = files.try_into().map_err(|_| io::ErrorKind::InvalidData)?;
    if length > LONGEST {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut bytes = vec![0; length];
    socket.read_exact(&mut bytes)?;
    let order = Order::read(&bytes).ok_or(io::ErrorKind::InvalidData)?;
    Ok(Some((order, files)))
}

/// Turns this process into the guard that was ordered.
fn become_guard(order: Order, files: [OwnedFd; FILES]) -> io::Result<()> {
    let [socket, output, errors] = files;
    rustix::stdio::dup2_stdin(&socket)?;
    rustix::stdio::dup2_stdout(&output)?;
    rustix::stdio::dup2_stderr(&errors)?;
    drop((socket, output, errors));
    rustix::process::setpgid(None, None)?;
    let mut parent = UnixStream::from(io::stdin().as_fd().try_clone_to_owned()?);
    writeln!(parent, "{}", rustix::process::getpid().as_raw_nonzero())?;
    if let Err(error) = std::env::set_current_dir(&order.cwd) {
        return guard::tell_not_started(&parent, &error);
    }
    guard::run(order.args.into_iter(), order.env)
}

/// Splits this process in two. True in the new one.
#[allow(unsafe_code, reason = "only the system can split a process")]
fn fork() -> io::Result<bool> {
    // SAFETY: this process has a single thread, so the new one finds no lock held.
    match unsafe { libc::fork() } {
        -1 => Err(io::Error::last_os_error()),
        child => Ok(child == 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_goes_through_bytes() {
        let text = |text: &str| OsString::from(text);
        let order = Order {
            args: vec![text("now"), text(""), OsString::from_vec(vec![0xff, b'\n'])],
            cwd: text("/a b"),
            env: vec![
                (text("SET"), Some(text("x=y"))),
                (text("EMPTY"), Some(text(""))),
                (text("GONE"), None),
            ],
        };
        let bytes = order.bytes();
        assert_eq!(Order::read(&bytes), Some(order));
        for end in 0..bytes.len() {
            // One that ends between two arguments is whole.
            let read = Order::read(&bytes[..end]);
            assert!(read.is_none_or(|order| order.args.len() < 3), "{end}");
        }
        assert_eq!(Order::read(b"/\0\x09"), None);
        assert_eq!(Order::read(b""), None);
    }
}
