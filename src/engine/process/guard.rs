//! The guard: a process that runs one job and lets nothing of it survive.
//!
//! It is this same program, started as `rustlings-like __guard now|waiting TIME_MS MEMORY
//! PROCESSES YIELDS SANDBOX PROGRAM ARGS...` with a socket as its standard input. With `waiting` the program
//! gets its arguments later: they come over the socket, and are handed on to its standard
//! input. Time counts from then. It ends the job and everything the
//! job started when the job's first process ends, when a limit is passed, or when the other
//! end of the socket is closed, which the system does for us if we are killed.
//!
//! On Linux orphans come back to the guard (it is their "subreaper"), so a process that
//! called `setsid` or forked twice is found as well. Elsewhere only the job's process group
//! is ended.

use std::ffi::OsString;
use std::fs::{self, Metadata};
use std::io::{self, Read, Write};
use std::os::fd::AsFd;
use std::os::unix::fs::MetadataExt;
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{ChildStdin, Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec};
use rustix::process::{Pid, Resource, Rlimit, Signal, WaitOptions};

#[cfg(target_os = "linux")]
use super::fork_server;
use super::tree::{self, Table};
use super::{Job, Sandbox};
use crate::model::outcome::Ending;

/// The hidden first argument.
pub const ARGUMENT: &str = "__guard";

/// How often memory and processes are counted.
const TICK: Duration = Duration::from_millis(100);

/// How long processes that were killed may take to end; longer only if the system hangs.
const LONGEST_END: Duration = Duration::from_secs(10);

/// How much a job that yields gives way: as much as a program that was started with `nice`.
const NICE: i32 = 10;

/// The largest file a job may write; in the sandbox also what it may write in all.
const LARGEST_FILE: u64 = 1024 * 1024 * 1024;

/// How many files and folders a job in the sandbox may make.
const MOST_FILES: usize = 20_000;

/// When the job has its arguments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// At its start.
    Now,
    /// Later, on its standard input.
    Waiting,
}

impl Start {
    /// As an argument.
    pub fn word(self) -> &'static str {
        match self {
            Self::Now => "now",
            Self::Waiting => "waiting",
        }
    }
}

/// Ends the arguments that come over the socket.
const END_OF_ARGS: u8 = 0;

/// The arguments of a job that waits, as they go over the socket: one a line. `None` if one
/// of them cannot be written so.
pub fn waited_for(args: &[OsString]) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    for arg in args {
        // The compiler reads such a list as UTF-8.
        let arg = arg
            .to_str()
            .filter(|arg| !arg.contains(['\n', '\r', '\0']))?;
        bytes.extend_from_slice(arg.as_bytes());
        bytes.push(b'\n');
    }
    bytes.push(END_OF_ARGS);
    Some(bytes)
}

/// The arguments of a job's guard, behind the hidden one.
pub fn args(job: &Job, start: Start) -> Vec<OsString> {
    let limits = &job.limits;
    let mut args: Vec<OsString> = vec![
        start.word().into(),
        limits.time.as_millis().to_string().into(),
        limits.memory.to_string().into(),
        limits.processes.to_string().into(),
        u8::from(job.yields).to_string().into(),
    ];
    args.extend(sandbox_args(job.sandbox.as_ref()));
    args.push((&job.program).into());
    args.extend_from_slice(match start {
        Start::Now => &job.args,
        Start::Waiting => &job.args_to_wait,
    });
    args
}

/// A sandbox as arguments: what is in it, how many folders there are to read, these, how many
/// to write, and those; or a single word.
fn sandbox_args(sandbox: Option<&Sandbox>) -> Vec<OsString> {
    let Some(sandbox) = sandbox else {
        return vec![NO_SANDBOX.into()];
    };
    let mut args: Vec<OsString> = vec![match sandbox.program {
        true => OF_PROGRAM.into(),
        false => OF_COMPILER.into(),
    }];
    for paths in [&sandbox.read, &sandbox.write] {
        args.push(paths.len().to_string().into());
        args.extend(paths.iter().map(Into::into));
    }
    args
}

const NO_SANDBOX: &str = "free";
const OF_PROGRAM: &str = "program";
const OF_COMPILER: &str = "compiler";

fn read_sandbox(args: &mut impl Iterator<Item = OsString>) -> Option<Option<Sandbox>> {
    let word = args.next()?;
    if word == NO_SANDBOX {
        return Some(None);
    }
    // An unknown word must not make it larger.
    let program = word != OF_COMPILER;
    let read = read_paths(args)?;
    let write = read_paths(args)?;
    Some(Some(Sandbox {
        read,
        write,
        program,
    }))
}

fn read_paths(args: &mut impl Iterator<Item = OsString>) -> Option<Vec<PathBuf>> {
    let count: usize = args.next()?.to_str()?.parse().ok()?;
    let paths: Vec<PathBuf> = args.take(count).map(Into::into).collect();
    (paths.len() == count).then_some(paths)
}

/// The guard's last words to its parent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The job came to this end.
    Ended(Ending),
    /// It could not be started; the system's error number.
    NotStarted(i32),
}

impl Verdict {
    /// Why a job could not be started.
    fn of(error: &io::Error) -> Self {
        Self::NotStarted(error.raw_os_error().unwrap_or(2))
    }

    fn words(self) -> String {
        match self {
            Self::Ended(Ending::Exited(status)) => format!("exited {status}"),
            Self::Ended(Ending::Signaled(signal)) => format!("signaled {signal}"),
            Self::Ended(Ending::TimedOut) => "timed-out 0".to_owned(),
            Self::Ended(Ending::OutOfMemory) => "out-of-memory 0".to_owned(),
            Self::Ended(Ending::TooManyProcesses) => "too-many-processes 0".to_owned(),
            Self::Ended(Ending::TooMuchDisk) => "too-much-disk 0".to_owned(),
            Self::Ended(Ending::TooMuchOutput | Ending::Cancelled) => "cancelled 0".to_owned(),
            Self::NotStarted(error) => format!("not-started {error}"),
        }
    }

    /// Reads the last words.
    pub fn parse(words: &str) -> Option<Self> {
        let (kind, number) = words.trim().split_once(' ')?;
        let number: i32 = number.parse().ok()?;
        Some(match kind {
            "exited" => Self::Ended(Ending::Exited(number)),
            "signaled" => Self::Ended(Ending::Signaled(number)),
            "timed-out" => Self::Ended(Ending::TimedOut),
            "out-of-memory" => Self::Ended(Ending::OutOfMemory),
            "too-many-processes" => Self::Ended(Ending::TooManyProcesses),
            "too-much-disk" => Self::Ended(Ending::TooMuchDisk),
            "cancelled" => Self::Ended(Ending::Cancelled),
            "not-started" => Self::NotStarted(number),
            _ => return None,
        })
    }
}

/// Runs a guard to its end. `args` are those behind the hidden argument.
pub fn main(args: impl Iterator<Item = OsString>) -> ExitCode {
    let mut args = args.peekable();
    let ended = match args.peek() {
        #[cfg(target_os = "linux")]
        Some(word) if word == fork_server::ARGUMENT => fork_server::serve(),
        _ => run(args, Vec::new()),
    };
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::from(crate::exit::MACHINE),
    }
}

/// Runs a guard to its end, in this process. `env` changes the job's environment.
///
/// # Errors
/// The arguments are no guard's, or the system refuses what guards need.
pub fn run(
    args: impl Iterator<Item = OsString>,
    env: Vec<(OsString, Option<OsString>)>,
) -> io::Result<()> {
    let mut guard = Guard::from_args(args)?;
    super::change_environment(&mut guard.command, &env);
    guard.run()
}

/// Tells the parent that there will be no job.
///
/// # Errors
/// The parent has gone.
#[cfg(target_os = "linux")]
pub fn tell_not_started(mut parent: &UnixStream, error: &io::Error) -> io::Result<()> {
    parent.write_all(Verdict::of(error).words().as_bytes())
}

/// A pipe that nobody writes to, to be read from.
fn closed_pipe() -> io::Result<Stdio> {
    let (reader, _) = io::pipe()?;
    Ok(reader.into())
}

struct Guard {
    start: Start,
    time: Duration,
    /// Set when the job has its arguments.
    deadline: Instant,
    memory: u64,
    processes: usize,
    yields: bool,
    sandbox: Option<Sandbox>,
    command: Command,
}

impl Guard {
    fn from_args(mut args: impl Iterator<Item = OsString>) -> io::Result<Self> {
        let start = match args.next() {
            Some(word) if word == Start::Waiting.word() => Start::Waiting,
            _ => Start::Now,
        };
        let mut number = || -> io::Result<u64> {
            let text = args.next().and_then(|arg| arg.into_string().ok());
            let number = text.and_then(|text| text.parse().ok());
            number.ok_or_else(|| io::ErrorKind::InvalidInput.into())
        };
        let (time, memory, processes) = (number()?, number()?, number()?);
        let yields = number()? != 0;
        let sandbox = read_sandbox(&mut args).ok_or(io::ErrorKind::InvalidInput)?;
        let program = args.next().ok_or(io::ErrorKind::InvalidInput)?;
        let mut command = Command::new(program);
        command.args(args).stdin(match start {
            Start::Now => closed_pipe()?,
            Start::Waiting => Stdio::piped(),
        });
        let time = Duration::from_millis(time);
        Ok(Self {
            start,
            time,
            deadline: Instant::now() + time,
            memory,
            processes: usize::try_from(processes).unwrap_or(usize::MAX),
            yields,
            sandbox,
            command,
        })
    }

    fn run(mut self) -> io::Result<()> {
        let mut socket = UnixStream::from(io::stdin().as_fd().try_clone_to_owned()?);
        set_up(self.memory);
        // A byte arrives here whenever a child has ended.
        let (ended, writer) = UnixStream::pair()?;
        ended.set_nonblocking(true)?;
        signal_hook::low_level::pipe::register(signal_hook::consts::SIGCHLD, writer)?;
        let verdict = match self.start() {
            Ok((pid, input)) => match self.hand_over(input, &socket, &ended) {
                Ok(()) => Verdict::Ended(self.watch(pid, &socket, &ended)),
                Err(error) => {
                    end_everything(pid);
                    Verdict::of(&error)
                }
            },
            Err(error) => Verdict::of(&error),
        };
        // If the parent is gone there is nobody to tell.
        let _ = socket.write_all(verdict.words().as_bytes());
        Ok(())
    }

    fn start(&mut self) -> io::Result<(Pid, Option<ChildStdin>)> {
        cut_loose(&mut self.command);
        if let Some(sandbox) = &self.sandbox {
            shut_in(&mut self.command, sandbox)?;
        }
        let mut child = self.command.spawn()?;
        let pid = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
        let pid = pid.ok_or(io::ErrorKind::InvalidData)?;
        if self.yields {
            give_way(pid);
        }
        Ok((pid, child.stdin.take()))
    }

    /// Gives a waiting job its arguments when they come, and then starts the clock.
    ///
    /// # Errors
    /// The parent has gone, or the job did not wait.
    fn hand_over(
        &mut self,
        input: Option<ChildStdin>,
        mut socket: &UnixStream,
        ended: &UnixStream,
    ) -> io::Result<()> {
        let Some(mut input) = input.filter(|_| self.start == Start::Waiting) else {
            return Ok(());
        };
        let mut args = Vec::new();
        let mut buffer = [0_u8; 4096];
        while args.last() != Some(&END_OF_ARGS) {
            let mut polled = [
                PollFd::new(socket, PollFlags::IN),
                PollFd::new(ended, PollFlags::IN),
            ];
            // An error is an interruption by a signal: the next look tells.
            let _ = rustix::event::poll(&mut polled, None);
            let [arrived, gone] = polled.map(|fd| !fd.revents().is_empty());
            if gone {
                return Err(io::ErrorKind::BrokenPipe.into());
            }
            if arrived {
                match socket.read(&mut buffer)? {
                    0 => return Err(io::ErrorKind::UnexpectedEof.into()),
                    count => args.extend_from_slice(&buffer[..count]),
                }
            }
        }
        args.pop();
        input.write_all(&args)?;
        self.deadline = Instant::now() + self.time;
        Ok(())
    }

    /// Waits for the job's end or brings it about; nothing of it is left afterwards.
    fn watch(&self, pid: Pid, socket: &UnixStream, ended: &UnixStream) -> Ending {
        let mut looked = Instant::now();
        let ending = loop {
            match rustix::process::waitpid(Some(pid), WaitOptions::NOHANG) {
                Ok(Some((_, status))) => {
                    break status.exit_status().map_or_else(
                        || Ending::Signaled(status.terminating_signal().unwrap_or(0)),
                        Ending::Exited,
                    );
                }
                Ok(None) => {}
                Err(_) => break Ending::Signaled(9),
            }
            if Instant::now() >= self.deadline {
                break Ending::TimedOut;
            }
            // The table of processes is read once a tick, however many of them end.
            if looked.elapsed() >= TICK {
                looked = Instant::now();
                let mut table = Table::read();
                reap_others(pid, &mut table);
                if let Some(ending) = self.limit_passed(&table) {
                    break ending;
                }
            }
            if self.wait(socket, ended) {
                break Ending::Cancelled;
            }
        };
        end_everything(pid);
        ending
    }

    fn limit_passed(&self, table: &Table) -> Option<Ending> {
        let all = table.descendants();
        if all.len() > self.processes {
            return Some(Ending::TooManyProcesses);
        }
        let memory: u64 = all
            .iter()
            .map(|process| tree::resident_bytes(*process))
            .sum();
        if memory > self.memory {
            return Some(Ending::OutOfMemory);
        }
        let sandbox = self.sandbox.as_ref()?;
        let mut written = Written::default();
        all.iter()
            .for_each(|process| written.add_nameless(*process));
        sandbox.write.iter().for_each(|folder| written.add(folder));
        (written.bytes > LARGEST_FILE || written.files > MOST_FILES).then_some(Ending::TooMuchDisk)
    }

    /// Waits for a child's end, the next tick or the deadline. True if the parent hung up.
    fn wait(&self, socket: &UnixStream, ended: &UnixStream) -> bool {
        let left = self.deadline.saturating_duration_since(Instant::now());
        let timeout = left.min(TICK);
        let timeout = Timespec {
            tv_sec: 0,
            tv_nsec: timeout.subsec_nanos().into(),
        };
        let mut polled = [
            PollFd::new(socket, PollFlags::IN),
            PollFd::new(ended, PollFlags::IN),
        ];
        // An error is an interruption by a signal: the caller looks again anyway.
        let _ = rustix::event::poll(&mut polled, Some(&timeout));
        let hung_up = !polled[0].revents().is_empty();
        let mut bytes = [0_u8; 64];
        while (&*ended).read(&mut bytes).is_ok_and(|count| count > 0) {}
        hung_up
    }
}

/// What a job takes up on the disk.
#[derive(Default)]
struct Written {
    bytes: u64,
    files: usize,
}

impl Written {
    /// What lies below a folder. Counting ends when there is too much: it is done often.
    fn add(&mut self, folder: &Path) {
        let mut folders = vec![folder.to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
                // Of a link itself, not of what it leads to.
                let Ok(found) = entry.metadata() else {
                    continue;
                };
                self.files += 1;
                self.bytes = self.bytes.saturating_add(taken_up(&found));
                if found.is_dir() {
                    folders.push(entry.path());
                }
                if self.files > MOST_FILES || self.bytes > LARGEST_FILE {
                    return;
                }
            }
        }
    }

    /// Open files that no folder has any more, or never had.
    fn add_nameless(&mut self, process: Pid) {
        let files = tree::open_files(process);
        let nameless = files
            .iter()
            .filter(|file| file.is_file() && file.nlink() == 0);
        self.bytes = nameless.fold(self.bytes, |sum, file| sum.saturating_add(taken_up(file)));
    }
}

fn taken_up(file: &Metadata) -> u64 {
    // The unit of this number is the same for all disks.
    file.blocks().saturating_mul(512)
}

/// Reaps orphans that ended, which are in the table no more, but leaves the job's own end for
/// `watch` to see.
fn reap_others(job: Pid, table: &mut Table) {
    for process in table.children() {
        if process != job
            && let Ok(Some(_)) = rustix::process::waitpid(Some(process), WaitOptions::NOHANG)
        {
            table.remove(process);
        }
    }
}

/// Kills and reaps until there is no child left. A process is stopped before it is killed,
/// so that its parent cannot start another meanwhile.
fn end_everything(job: Pid) {
    let _ = rustix::process::kill_process_group(job, Signal::KILL);
    let begun = Instant::now();
    while begun.elapsed() < LONGEST_END {
        // Most jobs end here: no child is left at all.
        match rustix::process::wait(WaitOptions::NOHANG) {
            Err(_) => return,
            Ok(Some(_)) => continue,
            Ok(None) => {}
        }
        let found = Table::read().descendants();
        for process in &found {
            let _ = rustix::process::kill_process(*process, Signal::STOP);
        }
        for process in &found {
            let _ = rustix::process::kill_process(*process, Signal::KILL);
        }
        if found.is_empty() {
            // A child that is not visible as ours: give the system a moment to end it.
            std::thread::yield_now();
        }
    }
}

/// Bounds that every process of the job inherits.
fn set_up(memory: u64) {
    #[cfg(target_os = "linux")]
    {
        // Fails on kernels before 3.4 only.
        let _ = rustix::process::set_child_subreaper(rustix::process::Pid::from_raw(1));
        limit(Resource::Data, memory);
    }
    #[cfg(not(target_os = "linux"))]
    limit(Resource::As, memory);
    limit(Resource::Core, 0);
    limit(Resource::Fsize, LARGEST_FILE);
}

fn limit(resource: Resource, value: u64) {
    let old = rustix::process::getrlimit(resource);
    let value = old.maximum.map_or(value, |maximum| maximum.min(value));
    // Lowering never fails; the old bound would stay if it did.
    let _ = rustix::process::setrlimit(
        resource,
        Rlimit {
            current: Some(value),
            maximum: Some(value),
        },
    );
}

/// Others go before this job. It is only slower for others if that cannot be done.
fn give_way(job: Pid) {
    let _ = rustix::process::setpriority_process(Some(job), NICE);
    // Where Linux shares its time among sessions first, and only in them by priority
    // (sched(7), "The autogroup feature"), the job's own session has to give way.
    #[cfg(target_os = "linux")]
    let _ = std::fs::write(
        format!("/proc/{}/autogroup", job.as_raw_nonzero()),
        NICE.to_string(),
    );
}

/// The job has a session of its own, and so a process group, but no terminal: a program cannot
/// draw on it, and the compiler cannot shape its text for its width. On Linux the job dies if
/// the guard is killed.
#[allow(unsafe_code, reason = "code between fork and exec is unsafe by nature")]
fn cut_loose(command: &mut Command) {
    // SAFETY: the closure makes system calls only and touches no memory of ours.
    unsafe {
        command.pre_exec(|| {
            rustix::process::setsid()?;
            #[cfg(target_os = "linux")]
            rustix::process::set_parent_process_death_signal(Some(Signal::KILL))?;
            Ok(())
        });
    }
}

/// The job begins in the sandbox or not at all.
#[cfg(target_os = "linux")]
#[allow(unsafe_code, reason = "code between fork and exec is unsafe by nature")]
fn shut_in(command: &mut Command, sandbox: &Sandbox) -> io::Result<()> {
    let mut prepared = Some(super::sandbox::prepare(sandbox)?);
    // SAFETY: the guard has a single thread, so the child may do what the guard may.
    unsafe {
        command.pre_exec(move || match prepared.take() {
            Some(prepared) => prepared.enter(),
            None => Err(io::ErrorKind::Unsupported.into()),
        });
    }
    Ok(())
}

#[cfg(not(target_os = "linux"))]
fn shut_in(_command: &mut Command, _sandbox: &Sandbox) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sandbox_goes_through_arguments() {
        let sandbox = Sandbox {
            read: vec!["/a b".into(), "3".into()],
            write: vec!["/c".into()],
            program: true,
        };
        for sandbox in [None, Some(Sandbox::default()), Some(sandbox)] {
            let mut args = sandbox_args(sandbox.as_ref());
            args.push("program".into());
            let mut args = args.into_iter();
            assert_eq!(read_sandbox(&mut args), Some(sandbox));
            assert_eq!(args.next(), Some("program".into()));
        }
    }

    #[test]
    fn last_words_are_understood() {
        for ending in [
            Ending::Exited(101),
            Ending::Signaled(6),
            Ending::TimedOut,
            Ending::OutOfMemory,
            Ending::TooManyProcesses,
            Ending::TooMuchDisk,
            Ending::Cancelled,
        ] {
            let verdict = Verdict::Ended(ending);
            assert_eq!(Verdict::parse(&verdict.words()), Some(verdict));
        }
        assert_eq!(
            Verdict::parse("not-started 2"),
            Some(Verdict::NotStarted(2))
        );
        assert_eq!(Verdict::parse(""), None);
    }
}
