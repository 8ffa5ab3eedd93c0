//! The real program in a pseudo-terminal, and what a learner would see there.
//!
//! Waiting is woken by the program's output. A frame between the two marks of a
//! synchronised update is never looked at, as on a terminal that knows these marks.

#![allow(dead_code, reason = "each test file uses its own part of this")]

use std::fs;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal};

use crate::common::{Course, PROGRAM};

/// How long anything may take before a test gives up. Nothing is asserted about it.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// Enters the alternate screen.
pub const ENTER: &str = "\x1b[?1049h";
/// Leaves it.
pub const LEAVE: &str = "\x1b[?1049l";
/// Shows the cursor.
pub const SHOW_CURSOR: &str = "\x1b[?25h";
/// Hides it.
pub const HIDE_CURSOR: &str = "\x1b[?25l";

const SYNC_BEGINS: &str = "\x1b[?2026h";
const SYNC_ENDS: &str = "\x1b[?2026l";

/// A program in a pseudo-terminal.
pub struct Screen {
    pid: u32,
    master: Box<dyn MasterPty>,
    keyboard: Mutex<Box<dyn Write + Send>>,
    shared: Arc<Shared>,
    termios_before: String,
}

struct Shared {
    seen: Mutex<Seen>,
    changed: Condvar,
}

struct Seen {
    parser: vt100::Parser,
    raw: Vec<u8>,
    /// Nobody has the terminal open any more.
    closed: bool,
    exit: Option<ExitStatus>,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Seen {
    fn is_half_drawn(&self) -> bool {
        let last = |mark: &str| last_position(&self.raw, mark);
        last(SYNC_BEGINS) > last(SYNC_ENDS)
    }
}

/// A way to start a program in a pseudo-terminal.
pub struct Start<'a> {
    folder: &'a Path,
    words: Vec<String>,
    rows: u16,
    columns: u16,
    variables: Vec<(String, String)>,
}

impl<'a> Start<'a> {
    /// The program under test with these arguments, in a course.
    pub fn program(course: &'a Course, args: &[&str]) -> Self {
        let words = std::iter::once(PROGRAM).chain(args.iter().copied());
        Self::words(course, words)
    }

    /// A shell script in a course; `$PROGRAM` is the program under test, `$COURSE` the folder.
    pub fn script(course: &'a Course, script: &str) -> Self {
        let folder = course.root().to_str().expect("UTF-8");
        Self::words(course, ["sh", "-c", script])
            .variable("PROGRAM", PROGRAM)
            .variable("COURSE", folder)
    }

    fn words<'b>(course: &'a Course, words: impl IntoIterator<Item = &'b str>) -> Self {
        Self {
            folder: course.root(),
            words: words.into_iter().map(str::to_owned).collect(),
            rows: 30,
            columns: 100,
            variables: Vec::new(),
        }
    }

    /// Another size than 100 columns and 30 rows.
    pub fn size(mut self, rows: u16, columns: u16) -> Self {
        (self.rows, self.columns) = (rows, columns);
        self
    }

    /// Sets a variable of the environment.
    pub fn variable(mut self, name: &str, value: &str) -> Self {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Starts it.
    pub fn go(self) -> Screen {
        // One at a time: between opening a terminal and marking it close-on-exec another
        // thread's child could inherit it.
        static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
        let guard = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
        let size = pty_size(self.rows, self.columns);
        let pair = native_pty_system()
            .openpty(size)
            .expect("a pseudo-terminal");
        let termios_before = termios(&*pair.master);
        let mut command = CommandBuilder::new(&self.words[0]);
        command.args(&self.words[1..]);
        command.cwd(self.folder);
        let names = ["NO_COLOR", "LC_ALL", "LC_CTYPE"];
        let of_editors = [
            "VISUAL",
            "EDITOR",
            "ZELLIJ",
            "TERM_PROGRAM",
            "VSCODE_GIT_ASKPASS_NODE",
        ];
        for name in names.into_iter().chain(of_editors) {
            command.env_remove(name);
        }
        for name in crate::common::OF_TERMINALS {
            command.env_remove(name);
        }
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        for (name, value) in &self.variables {
            command.env(name, value);
        }
        let mut child = pair.slave.spawn_command(command).expect("it starts");
        drop(pair.slave);
        drop(guard);

        let (rows, columns) = (cells(self.rows), cells(self.columns));
        let shared = Arc::new(Shared {
            seen: Mutex::new(Seen {
                parser: vt100::Parser::new(rows, columns, 0),
                raw: Vec::new(),
                closed: false,
                exit: None,
            }),
            changed: Condvar::new(),
        });
        let reader = pair.master.try_clone_reader().expect("a reader");
        let keyboard = pair.master.take_writer().expect("a writer");
        let pid = child.process_id().expect("a process");
        let readers = Arc::clone(&shared);
        std::thread::spawn(move || read(reader, &readers));
        let waiters = Arc::clone(&shared);
        std::thread::spawn(move || {
            let exit = child.wait().expect("it can be waited for");
            waiters.lock().exit = Some(exit);
            waiters.changed.notify_all();
        });
        Screen {
            pid,
            master: pair.master,
            keyboard: Mutex::new(keyboard),
            shared,
            termios_before,
        }
    }
}

fn read(mut reader: Box<dyn Read + Send>, shared: &Shared) {
    let mut buffer = [0; 8192];
    loop {
        let count = reader.read(&mut buffer).unwrap_or(0);
        let mut seen = shared.lock();
        seen.parser.process(&buffer[..count]);
        seen.raw.extend_from_slice(&buffer[..count]);
        seen.closed = count == 0;
        drop(seen);
        shared.changed.notify_all();
        if count == 0 {
            return;
        }
    }
}

impl Screen {
    /// `watch` in a course, on a terminal of 100 columns and 30 rows.
    pub fn watch(course: &Course) -> Self {
        Start::program(course, &["watch"]).go()
    }

    /// Waits until the screen is as wanted; returns its text.
    #[track_caller]
    pub fn wait_for(&self, wanted: impl Fn(&vt100::Screen) -> bool) -> String {
        let seen = self.wait("the screen", |seen| wanted(seen.parser.screen()));
        seen.parser.screen().contents()
    }

    /// Waits until all these texts are on the screen; returns the whole text.
    #[track_caller]
    pub fn wait_text(&self, texts: &[&str]) -> String {
        let what = format!("{texts:?}");
        let seen = self.wait(&what, |seen| {
            let shown = seen.parser.screen().contents();
            texts.iter().all(|text| shown.contains(text))
        });
        seen.parser.screen().contents()
    }

    /// Waits until `text` is on the screen and `gone` is not; returns the whole text.
    #[track_caller]
    pub fn wait_change(&self, gone: &str, text: &str) -> String {
        self.wait_for(|screen| {
            let shown = screen.contents();
            shown.contains(text) && !shown.contains(gone)
        })
    }

    /// Waits until the bytes that came after the first `from` hold `text`.
    #[track_caller]
    pub fn wait_raw(&self, from: usize, text: &str) {
        let what = format!("{text:?} in the bytes from {from} on");
        drop(self.wait(&what, |seen| {
            last_position(&seen.raw[from..], text).is_some()
        }));
    }

    #[track_caller]
    fn wait(&self, what: &str, wanted: impl Fn(&Seen) -> bool) -> MutexGuard<'_, Seen> {
        let deadline = Instant::now() + PATIENCE;
        let mut seen = self.shared.lock();
        loop {
            // Nothing will make a frame whole that was cut off by the end.
            if (!seen.is_half_drawn() || seen.closed) && wanted(&seen) {
                return seen;
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() || seen.closed {
                let text = seen.parser.screen().contents();
                let closed = seen.closed;
                panic!("waited for {what}; the terminal (closed: {closed}) shows:\n{text}\n");
            }
            let waited = self.shared.changed.wait_timeout(seen, left);
            seen = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// What is on the screen now.
    #[track_caller]
    pub fn text(&self) -> String {
        self.look(vt100::Screen::contents)
    }

    /// Looks at the screen as it is now, or once the frame that is being drawn is whole.
    #[track_caller]
    pub fn look<T>(&self, look: impl FnOnce(&vt100::Screen) -> T) -> T {
        look(self.wait("a whole frame", |_| true).parser.screen())
    }

    /// All that was written so far.
    pub fn raw(&self) -> String {
        String::from_utf8_lossy(&self.shared.lock().raw).into_owned()
    }

    /// How many bytes were written so far.
    pub fn raw_len(&self) -> usize {
        self.shared.lock().raw.len()
    }

    /// Types.
    pub fn keys(&self, keys: &str) {
        let mut keyboard = self.keyboard.lock().unwrap_or_else(PoisonError::into_inner);
        keyboard.write_all(keys.as_bytes()).expect("keys are typed");
        keyboard.flush().expect("keys are typed");
    }

    /// Gives the terminal another size and waits until the screen was drawn anew.
    #[track_caller]
    pub fn resize(&self, rows: u16, columns: u16) {
        let from = {
            let mut seen = self.shared.lock();
            seen.parser.set_size(cells(rows), cells(columns));
            seen.raw.len()
        };
        let size = pty_size(rows, columns);
        self.master.resize(size).expect("another size");
        let what = format!("a redraw for {columns} columns and {rows} rows");
        drop(self.wait(&what, |seen| {
            let news = &seen.raw[from..];
            let cleared = last_position(news, "\x1b[2J");
            cleared.is_some() && last_position(news, SYNC_ENDS) > cleared
        }));
    }

    /// The process's number.
    pub fn pid(&self) -> u32 {
        self.pid
    }

    /// Sends a signal to the process.
    pub fn signal(&self, signal: Signal) {
        send(self.pid, signal);
    }

    /// Waits for the end of the process and of its output; returns its exit code.
    #[track_caller]
    pub fn wait_exit(&self) -> u32 {
        let status = self.wait_end();
        assert_eq!(status.signal(), None, "{status}\n{}", self.text());
        status.exit_code()
    }

    /// Waits for the end of the process and of its output, however that came.
    #[track_caller]
    pub fn wait_end(&self) -> ExitStatus {
        let deadline = Instant::now() + PATIENCE;
        let mut seen = self.shared.lock();
        loop {
            if let (Some(status), true) = (seen.exit.clone(), seen.closed) {
                return status;
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                let (closed, exit) = (seen.closed, &seen.exit);
                let text = seen.parser.screen().contents();
                panic!("no end: exit {exit:?}, closed {closed}; the terminal shows:\n{text}\n");
            }
            let waited = self.shared.changed.wait_timeout(seen, left);
            seen = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// The terminal's modes now.
    pub fn termios(&self) -> String {
        termios(&*self.master)
    }

    /// The terminal's modes before anything was started in it.
    pub fn termios_before(&self) -> &str {
        &self.termios_before
    }

    /// Asserts that the terminal was taken, and given back as it was before.
    #[track_caller]
    pub fn assert_given_back(&self) {
        let raw = self.raw();
        for (taken, given) in [
            (ENTER, LEAVE),
            (HIDE_CURSOR, SHOW_CURSOR),
            ("\x1b[?7l", "\x1b[?7h"),
            ("\x1b[?2004h", "\x1b[?2004l"),
        ] {
            let (taken_at, given_at) = (raw.rfind(taken), raw.rfind(given));
            assert!(taken_at.is_some(), "{taken:?} was never written: {raw:?}");
            assert!(given_at > taken_at, "{given:?} must follow: {raw:?}");
        }
        let (alternate, hidden) =
            self.look(|screen| (screen.alternate_screen(), screen.hide_cursor()));
        assert!(!alternate && !hidden, "{alternate} {hidden}");
        assert_eq!(self.termios(), self.termios_before());
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // The process leads a group of its own, so that a shell's children are in it.
        if self.shared.lock().exit.is_none()
            && let Some(pid) = i32::try_from(self.pid).ok().and_then(Pid::from_raw)
        {
            let _ = rustix::process::kill_process_group(pid, Signal::KILL);
        }
    }
}

/// Sends a signal to a process.
pub fn send(pid: u32, signal: Signal) {
    let pid = i32::try_from(pid).ok().and_then(Pid::from_raw);
    let pid = pid.expect("a process number");
    rustix::process::kill_process(pid, signal).expect("a signal is sent");
}

fn termios(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios().expect("a terminal's modes"))
}

fn pty_size(rows: u16, cols: u16) -> PtySize {
    PtySize {
        rows,
        cols,
        pixel_width: 0,
        pixel_height: 0,
    }
}

fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).expect("a size above 0")
}

/// Where `text` stands last.
fn last_position(bytes: &[u8], text: &str) -> Option<usize> {
    bytes
        .windows(text.len())
        .rposition(|part| part == text.as_bytes())
}

/// Waits until something holds that nothing tells us of: files and processes.
#[track_caller]
pub fn eventually(what: &str, mut holds: impl FnMut() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !holds() {
        assert!(Instant::now() < deadline, "never came true: {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// The course's progress file, as soon as it is as wanted.
#[track_caller]
pub fn progress_when(
    course: &Course,
    what: &str,
    wanted: impl Fn(&serde_json::Value) -> bool,
) -> serde_json::Value {
    let path = course.path(".rustlings-like/progress.json");
    let deadline = Instant::now() + PATIENCE;
    loop {
        let text = fs::read_to_string(&path).unwrap_or_default();
        let progress = serde_json::from_str(&text).unwrap_or(serde_json::Value::Null);
        if wanted(&progress) {
            return progress;
        }
        assert!(Instant::now() < deadline, "never {what}: {progress:#}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Processes that belong to one course, known by its path in their program or arguments.
/// Those that are left at the end are killed, so that a test that fails leaves none.
pub struct Processes {
    root: PathBuf,
}

impl Processes {
    /// Those of this course.
    pub fn of(course: &Course) -> Self {
        Self {
            root: course.root().to_owned(),
        }
    }

    /// All that mention the course: its programs, their guards, its compilers.
    pub fn all(&self) -> Vec<u32> {
        self.matching(|pid| {
            runs_from(pid, &self.root) || mentions(pid, &self.root) || waits(pid, &self.root)
        })
    }

    /// Compilers that wait for their arguments, and their guards.
    pub fn waiting(&self) -> Vec<u32> {
        self.matching(|pid| waits(pid, &self.root))
    }

    /// The learner's programs, and what they started.
    pub fn programs(&self) -> Vec<u32> {
        self.matching(|pid| runs_from(pid, &self.root))
    }

    fn matching(&self, wanted: impl Fn(u32) -> bool) -> Vec<u32> {
        let entries = fs::read_dir("/proc").expect("/proc").flatten();
        entries
            .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
            .filter(|pid| wanted(*pid))
            .collect()
    }

    /// Waits until this many of the learner's programs run; returns their numbers.
    #[track_caller]
    pub fn wait_programs(&self, count: usize) -> Vec<u32> {
        let mut programs = Vec::new();
        eventually(&format!("{count} running programs"), || {
            programs = self.programs();
            programs.len() == count
        });
        programs
    }

    /// Waits until there is none of any kind.
    #[track_caller]
    pub fn wait_none(&self) {
        self.wait_end(|_| true);
    }

    /// Waits until there is none but compilers that wait.
    #[track_caller]
    pub fn wait_idle(&self) {
        self.wait_end(|pid| !waits(pid, &self.root));
    }

    #[track_caller]
    fn wait_end(&self, counts: impl Fn(u32) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let mut left = self.all();
            left.retain(|pid| counts(*pid));
            if left.is_empty() {
                return;
            }
            let left: Vec<_> = left.into_iter().map(describe).collect();
            assert!(Instant::now() < deadline, "left behind: {left:#?}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Processes {
    fn drop(&mut self) {
        for pid in self.all() {
            let pid = i32::try_from(pid).ok().and_then(Pid::from_raw);
            if let Some(pid) = pid {
                let _ = rustix::process::kill_process(pid, Signal::KILL);
            }
        }
    }
}

fn runs_from(pid: u32, root: &Path) -> bool {
    fs::read_link(format!("/proc/{pid}/exe")).is_ok_and(|exe| exe.starts_with(root))
}

fn mentions(pid: u32, root: &Path) -> bool {
    let words = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
    String::from_utf8_lossy(&words).contains(root.to_str().expect("UTF-8"))
}

/// A compiler that waits has the course only as its folder.
fn waits(pid: u32, root: &Path) -> bool {
    let words = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
    String::from_utf8_lossy(&words).contains("@/dev/stdin")
        && fs::read_link(format!("/proc/{pid}/cwd")).is_ok_and(|cwd| cwd == root)
}

fn describe(pid: u32) -> String {
    let words = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
    let words = String::from_utf8_lossy(&words).replace('\0', " ");
    format!("{pid} ({}) {words}", state(pid))
}

/// A process's state as /proc has it: `R`, `S`, `T` and so on; `-` for none.
pub fn state(pid: u32) -> char {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    let state = stat
        .rsplit_once(") ")
        .and_then(|(_, rest)| rest.chars().next());
    state.unwrap_or('-')
}

/// The processes directly below one.
pub fn children(pid: u32) -> Vec<u32> {
    let list = fs::read_to_string(format!("/proc/{pid}/task/{pid}/children"));
    let list = list.unwrap_or_default();
    list.split_whitespace()
        .filter_map(|pid| pid.parse().ok())
        .collect()
}
