//! A course in a scratch folder and the real program at work in it.

#![allow(dead_code, reason = "each test file uses its own part of this")]

pub mod lens;
pub mod tools;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// The program under test.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_rustlings-like");

/// Variables that tell of the terminal that tests are started in, which is none of theirs.
pub const OF_TERMINALS: [&str; 10] = [
    "CLICOLOR",
    "CLICOLOR_FORCE",
    "COLORTERM",
    "COMPLETE",
    "DOMTERM",
    "FORCE_HYPERLINK",
    "KONSOLE_VERSION",
    "TERM_PROGRAM",
    "VTE_VERSION",
    "WT_SESSION",
];

/// A course in a scratch folder.
pub struct Course {
    /// Removed at the end.
    _folder: Option<TempDir>,
    root: PathBuf,
    manifest: String,
}

impl Course {
    /// A course without exercises yet.
    pub fn new() -> Self {
        Self::below("")
    }

    /// A course without exercises yet, in a folder of this name in a scratch folder.
    pub fn below(name: &str) -> Self {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let root = folder.path().join(name);
        std::fs::create_dir_all(&root).expect("a folder");
        Self {
            _folder: Some(folder),
            ..Self::at(root)
        }
    }

    /// A course without exercises yet, in a folder that stays.
    pub fn at(root: PathBuf) -> Self {
        Self {
            _folder: None,
            root,
            manifest: "format_version = 1\n".to_owned(),
        }
    }

    /// An empty course in a folder that stays, so that the built-in course's crates are built
    /// once and not at each run of a test. All else is new, and `prepare` makes some of it. The
    /// file keeps others out.
    pub fn with_crates(prepare: impl FnOnce(&Self)) -> (Self, File) {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let lock = lock_crates();
        let course = Self::at(folder.join("with_crates"));
        let (crates, aside) = (
            course.path(".rustlings-like/crates"),
            folder.join("with_crates_aside"),
        );
        if crates.exists() {
            std::fs::rename(&crates, &aside).expect("the crates are moved");
        }
        // At the first time there is none.
        let _ = std::fs::remove_dir_all(course.root());
        std::fs::create_dir_all(course.root()).expect("a folder");
        prepare(&course);
        if aside.exists() {
            let state = course.path(".rustlings-like");
            std::fs::create_dir_all(state).expect("a folder");
            std::fs::rename(&aside, &crates).expect("the crates are moved back");
        }
        (course, lock)
    }

    /// Adds to the manifest's head.
    pub fn manifest(mut self, text: &str) -> Self {
        self.manifest.push_str(text);
        self
    }

    /// The built-in course, written by `init`.
    pub fn built_in() -> Self {
        let course = Self::new();
        course.init();
        course
    }

    /// Writes the built-in course here.
    pub fn init(&self) {
        let output = Command::new(PROGRAM)
            .arg("init")
            .arg(self.root())
            .output()
            .expect("the program starts");
        assert!(output.status.success(), "{output:?}");
    }

    /// Adds an exercise; `keys` are further lines of its manifest entry.
    pub fn exercise(mut self, name: &str, keys: &str, source: &str) -> Self {
        self.manifest
            .push_str(&format!("\n[[exercises]]\nname = \"{name}\"\n{keys}\n"));
        self.write("info.toml", self.manifest.clone());
        self.write(format!("exercises/{name}.rs"), source);
        self
    }

    /// The course's folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A path in the course.
    pub fn path(&self, path: impl AsRef<Path>) -> PathBuf {
        self.root().join(path)
    }

    /// Writes a file of the course.
    pub fn write(&self, path: impl AsRef<Path>, content: impl AsRef<[u8]>) {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("folders are made");
        std::fs::write(path, content).expect("a file is written");
    }

    /// Reads a file of the course.
    pub fn read(&self, path: impl AsRef<Path>) -> String {
        std::fs::read_to_string(self.path(path)).expect("a file is read")
    }

    /// The program with these arguments, to be started in the course.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(PROGRAM);
        for name in OF_TERMINALS {
            command.env_remove(name);
        }
        command
            .args(args)
            .current_dir(self.root())
            .env_remove("NO_COLOR")
            .env("LANG", "C.UTF-8");
        command
    }

    /// Runs the program in the course.
    pub fn run(&self, args: &[&str]) -> Run {
        finish(&mut self.command(args))
    }

    /// Runs `verify --format json` and returns the entry of one exercise.
    pub fn verdict(&self, name: &str) -> serde_json::Value {
        let run = self.run(&["verify", name, "--format", "json"]);
        let document: serde_json::Value = serde_json::from_str(&run.stdout)
            .unwrap_or_else(|error| panic!("no JSON ({error}): {run:?}"));
        document["exercises"][0].clone()
    }
}

/// Keeps others out of the folder of `Course::with_crates` until the file is dropped.
fn lock_crates() -> File {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("with_crates.lock");
    let lock = File::create(path).expect("a file");
    lock.lock().expect("nobody else is at work here");
    lock
}

/// Gives a course that has no crates yet those that tests built with `Course::with_crates`, if
/// they did: the same crates take a minute to build. Cargo finds them and builds what differs.
#[cfg(unix)]
pub fn copy_crates(root: &Path) {
    let _lock = lock_crates();
    let built = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let built = built.join("with_crates/.rustlings-like/crates/target");
    let crates = root.join(".rustlings-like/crates");
    if crates.exists() || !built.exists() {
        return;
    }
    std::fs::create_dir_all(&crates).expect("folders");
    let copied = Command::new("cp")
        .arg("-a")
        .arg(built)
        .arg(&crates)
        .status();
    assert!(copied.expect("cp starts").success());
    // How the course's own program was compiled is recorded elsewhere, so that is done again.
    let prints = crates.join("target/debug/.fingerprint");
    for print in std::fs::read_dir(prints).expect("a folder").flatten() {
        if print
            .file_name()
            .to_string_lossy()
            .starts_with("exercises-")
        {
            std::fs::remove_dir_all(print.path()).expect("a fingerprint is removed");
        }
    }
}

/// What the program said and how it ended.
#[derive(Debug)]
pub struct Run {
    /// Its exit code; -1 for a signal.
    pub code: i32,
    /// Its standard output.
    pub stdout: String,
    /// Its standard error.
    pub stderr: String,
}

impl Run {
    /// From what the system gives.
    pub fn of(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout).expect("UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }
}

/// Runs a shell script that may mount in a namespace of its own; `$1` is the course, `$2` the
/// program, and `further` follow. `None` where that isn't possible; see `tools::require`.
#[cfg(target_os = "linux")]
pub fn in_mount_namespace(course: &Course, script: &str, further: &[&str]) -> Option<Run> {
    let mount = "unshare -rm sh -ec 'mount -t tmpfs -o size=64k none /mnt'";
    if !tools::require_script("`unshare -rm` that may mount", mount) {
        return None;
    }
    let mut command = Command::new("unshare");
    command
        .args(["-rm", "sh", "-ec", script, "sh"])
        .arg(course.root())
        .arg(PROGRAM)
        .args(further)
        .env("LANG", "C.UTF-8");
    Some(finish(command.current_dir(course.root())))
}

/// How long a command may take before a test gives it up as hanging.
const PATIENCE: Duration = Duration::from_secs(300);

/// Runs a command to its end; one that does not end fails the test instead of hanging it.
pub fn finish(command: &mut Command) -> Run {
    finish_within(PATIENCE.as_secs(), command)
}

/// The same with another patience.
pub fn finish_within(seconds: u64, command: &mut Command) -> Run {
    command.stdin(Stdio::null());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let child = command.spawn().expect("the program starts");
    let id = child.id();
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || sender.send(child.wait_with_output()));
    match receiver.recv_timeout(Duration::from_secs(seconds)) {
        Ok(output) => Run::of(output.expect("the program is waited for")),
        Err(_) => {
            kill(id);
            panic!("{command:?} does not end");
        }
    }
}

/// Ends a process that a test has started.
pub fn kill(id: u32) {
    #[cfg(unix)]
    signal(id, rustix::process::Signal::KILL);
    #[cfg(windows)]
    let _ = Command::new("taskkill")
        .args(["/F", "/T", "/PID", &id.to_string()])
        .output();
}

/// Sends a signal to a process that a test has started.
#[cfg(unix)]
pub fn signal(id: u32, signal: rustix::process::Signal) {
    let id = i32::try_from(id).expect("an id");
    let pid = rustix::process::Pid::from_raw(id).expect("an id");
    // It may have ended already.
    let _ = rustix::process::kill_process(pid, signal);
}

/// Waits until something holds; fails the test if it does not come to hold.
pub fn eventually(what: &str, mut holds: impl FnMut() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(60);
    while !holds() {
        assert!(Instant::now() < deadline, "it never came to this: {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// The command lines of all processes in which `marker` occurs.
#[cfg(target_os = "linux")]
pub fn processes_with(marker: &str) -> Vec<String> {
    let (_, lines) = find_processes(marker)
        .into_iter()
        .unzip::<u32, _, Vec<_>, _>();
    lines
}

#[cfg(target_os = "linux")]
fn find_processes(marker: &str) -> Vec<(u32, String)> {
    let entries = std::fs::read_dir("/proc").expect("processes are listed");
    let lines = entries.flatten().filter_map(|entry| {
        let id = entry.file_name().to_str()?.parse().ok()?;
        let line = std::fs::read(entry.path().join("cmdline")).ok()?;
        Some((id, String::from_utf8_lossy(&line).replace('\0', " ")))
    });
    lines.filter(|(_, line)| line.contains(marker)).collect()
}

/// A number of seconds for `sleep` that occurs in no other process of this machine. What
/// still sleeps for so long in the end is ended, so that a failing test leaves nothing.
#[cfg(target_os = "linux")]
pub struct Sleep(String);

#[cfg(target_os = "linux")]
impl Sleep {
    /// Another one at each call.
    pub fn new() -> Self {
        static NEXT: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
        let number = NEXT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        Self(format!("98765.{}{number:03}", std::process::id()))
    }

    /// The command lines of the processes that it marks.
    pub fn left(&self) -> Vec<String> {
        processes_with(&self.0)
    }
}

#[cfg(target_os = "linux")]
impl std::fmt::Display for Sleep {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(target_os = "linux")]
impl Drop for Sleep {
    fn drop(&mut self) {
        for (id, _) in find_processes(&self.0) {
            kill(id);
        }
    }
}

/// A program that runs beside the test; dropping it ends it.
pub struct Running(std::process::Child);

impl Running {
    /// Starts it; nobody hears its words.
    pub fn start(command: &mut Command) -> Self {
        command.stdin(Stdio::null());
        command.stdout(Stdio::null()).stderr(Stdio::null());
        Self::of(command.spawn().expect("the program starts"))
    }

    /// One that was started already.
    pub fn of(child: std::process::Child) -> Self {
        Self(child)
    }

    /// Its process.
    pub fn id(&self) -> u32 {
        self.0.id()
    }

    /// Whether it has ended.
    pub fn has_ended(&mut self) -> bool {
        self.0.try_wait().expect("it can be waited for").is_some()
    }

    /// Waits for its end.
    pub fn end(&mut self) -> std::process::ExitStatus {
        let mut status = None;
        eventually("the program ends", || {
            status = self.0.try_wait().expect("it can be waited for");
            status.is_some()
        });
        status.expect("it has ended")
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
