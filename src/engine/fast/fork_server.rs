//! A process that makes guards by forking itself. Starting this program anew for each job costs
//! more than most jobs of a course do: it has to be loaded and linked every time.
//!
//! The server has a single thread. Its standard input is a socket, where each order is one byte
//! together with the three files that the new guard gets as its standard input and outputs. The
//! guard's first message is its process number; the rest is between the guard and us. The server
//! ends when its socket does, which the system sees to if we are killed.

use std::io::{self, IoSlice, IoSliceMut, Read};
use std::mem::MaybeUninit;
use std::net::Shutdown;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::Duration;

use rustix::net::{
    RecvAncillaryBuffer, RecvAncillaryMessage, RecvFlags, SendAncillaryBuffer,
    SendAncillaryMessage, SendFlags,
};
use rustix::process::{Pid, Signal, WaitOptions};

use crate::engine::process::child_signal::ChildSignal;
use crate::engine::process::guard::protocol::{self, GuardRequest};
use crate::engine::process::{GuardFiles, GuardProcess, Job, RunningJob, guard};

/// The word that makes a guard a server.
pub const ARGUMENT: &str = "serve";

/// Standard input, output and error of a guard.
const FILES: usize = 3;

/// How long a guard may take to start; much longer than on the busiest machine.
const START_TIMEOUT: Duration = Duration::from_secs(5);

/// How long the server may take to end when nobody needs it any more.
const END_TIMEOUT: Duration = Duration::from_secs(2);

/// A running server.
pub struct ForkServer {
    socket: UnixStream,
    process: Child,
}

impl ForkServer {
    /// Starts one; `program` is this program's own file.
    ///
    /// # Errors
    /// The system can't start it.
    pub fn start_server(program: &Path) -> io::Result<Self> {
        let (socket, servers_end) = UnixStream::pair()?;
        // It takes orders at once.
        socket.set_write_timeout(Some(START_TIMEOUT))?;
        let process = Command::new(program)
            .args([guard::ARGUMENT, ARGUMENT])
            // It must keep no folder from being removed, and no terminal open.
            .current_dir("/")
            .process_group(0)
            .stdin(Stdio::from(OwnedFd::from(servers_end)))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        Ok(Self { socket, process })
    }

    /// Starts a job under a forked guard.
    ///
    /// # Errors
    /// The server is of no use any more: somebody has killed or stopped it.
    pub fn start_job(&self, job: &Job, request: &GuardRequest) -> io::Result<RunningJob> {
        RunningJob::start(job, |socket, files| {
            let guard = self.fork_guard(socket, files, request);
            // It must not carry out the order later.
            guard.inspect_err(|_| self.kill())
        })
    }

    fn fork_guard(
        &self,
        socket: &UnixStream,
        files: GuardFiles,
        request: &GuardRequest,
    ) -> io::Result<GuardProcess> {
        self.order(&files)?;
        // Otherwise the socket wouldn't end if there's no guard.
        drop(files);
        protocol::send(socket, request)?;
        Ok(GuardProcess::Other(receive_number(socket)?))
    }

    fn order(&self, files: &GuardFiles) -> io::Result<()> {
        let files = [
            files.socket.as_fd(),
            files.stdout.as_fd(),
            files.stderr.as_fd(),
        ];
        let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(FILES))];
        let mut control = SendAncillaryBuffer::new(&mut space);
        control.push(SendAncillaryMessage::ScmRights(&files));
        let bytes = [IoSlice::new(&[0])];
        rustix::net::sendmsg(&self.socket, &bytes, &mut control, SendFlags::NOSIGNAL)?;
        Ok(())
    }

    fn kill(&self) {
        // It's a child of ours that nobody has waited for, so the number is its own.
        let _ = rustix::process::kill_process(Pid::from_child(&self.process), Signal::KILL);
    }
}

/// Waits until a forked guard tells its process number.
///
/// # Errors
/// There will be no guard, or it takes so long that somebody must have stopped the server.
fn receive_number(socket: &UnixStream) -> io::Result<Pid> {
    socket.set_read_timeout(Some(START_TIMEOUT))?;
    let number = protocol::receive(socket)?;
    socket.set_read_timeout(None)?;
    Pid::from_raw(number).ok_or_else(|| io::ErrorKind::InvalidData.into())
}

impl Drop for ForkServer {
    fn drop(&mut self) {
        // It has ended already if these fail.
        let _ = self.socket.shutdown(Shutdown::Write);
        let _ = self.socket.set_read_timeout(Some(END_TIMEOUT));
        if !matches!(self.socket.read(&mut [0]), Ok(0)) {
            // Somebody has stopped it.
            let _ = self.process.kill();
        }
        let _ = self.process.wait();
    }
}

/// Serves until the socket on standard input ends. Returns in the server when nobody is left to
/// serve, and in each guard when its job has ended.
pub fn main() -> ExitCode {
    match serve() {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::from(crate::exit::MACHINE),
    }
}

fn serve() -> io::Result<()> {
    let socket = UnixStream::from(io::stdin().as_fd().try_clone_to_owned()?);
    let children = ChildSignal::register()?;
    loop {
        let wakeup = children.wait(&socket, None);
        while let Ok(Some(_)) = rustix::process::wait(WaitOptions::NOHANG) {}
        if !wakeup.is_socket_ready {
            continue;
        }
        let Some(files) = receive_order(&socket)? else {
            break;
        };
        if fork()? {
            drop((socket, children));
            return become_guard(files);
        }
    }
    // They end since our parent has no more use for them. What they took is counted as ours.
    while rustix::process::wait(WaitOptions::empty()).is_ok() {}
    Ok(())
}

/// The files of the next guard; `None` when there will be none.
fn receive_order(socket: &UnixStream) -> io::Result<Option<[OwnedFd; FILES]>> {
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(FILES))];
    let mut control = RecvAncillaryBuffer::new(&mut space);
    let received = rustix::net::recvmsg(
        socket,
        &mut [IoSliceMut::new(&mut [0])],
        &mut control,
        RecvFlags::CMSG_CLOEXEC,
    )?;
    if received.bytes == 0 {
        return Ok(None);
    }
    let mut files = Vec::new();
    for message in control.drain() {
        if let RecvAncillaryMessage::ScmRights(sent) = message {
            files.extend(sent);
        }
    }
    let files = files.try_into().map_err(|_| io::ErrorKind::InvalidData)?;
    Ok(Some(files))
}

/// Turns this process into a guard with these files.
fn become_guard(files: [OwnedFd; FILES]) -> io::Result<()> {
    let [socket, stdout, stderr] = files;
    rustix::stdio::dup2_stdin(&socket)?;
    rustix::stdio::dup2_stdout(&stdout)?;
    rustix::stdio::dup2_stderr(&stderr)?;
    drop((stdout, stderr));
    rustix::process::setpgid(None, None)?;
    let number = rustix::process::getpid().as_raw_nonzero();
    protocol::send(&UnixStream::from(socket), &number)?;
    guard::run()
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
