//! The crates of a course: built once by cargo, then at hand for every exercise.
//!
//! Cargo builds them for a `bin` target of the course and calls the compiler for that target
//! through the [recorder](crate::engine::recorder). What cargo told the compiler there is
//! repeated for each exercise, which is then compiled without cargo.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::engine::course_dir::CourseDir;
use crate::engine::files;
use crate::engine::process::{Cancel, Job, Runner};
use crate::engine::recorder::EMPTY_SOURCE;
use crate::engine::toolchain::Toolchain;
use crate::model::cargo_messages::{self, Message};
use crate::model::limits::Limits;
use crate::model::outcome::{Ending, Outcome};
use crate::model::package::CargoManifest;
use crate::model::recording::{Recording, VARIABLE};

/// What every exercise that uses crates is compiled with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Crates {
    /// Differs whenever something that it was made of does; the same on two machines with
    /// equal manifests, lock files and toolchains.
    pub id: String,
    /// Arguments and variables, as cargo gave them.
    recording: Recording,
}

impl Crates {
    /// Flags for the compiler.
    pub fn flags(&self) -> Vec<String> {
        self.recording.flags()
    }

    /// Variables for the compiler.
    pub fn variables(&self) -> &[(String, String)] {
        &self.recording.env
    }

    /// Where a program finds the crates' dynamic libraries.
    pub fn library_folders(&self) -> impl Iterator<Item = &str> {
        self.recording.library_folders()
    }

    fn is_whole(&self) -> bool {
        let mut files = self.recording.crate_files();
        files.all(|file| Path::new(file).is_file())
    }
}

/// How far a build is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Building {
    /// Crates that are there.
    pub done: usize,
    /// All of them, once that is known.
    pub total: Option<usize>,
    /// The last one.
    pub name: String,
}

/// Hears of a build's progress, and at the end of `None`.
pub type Listener = Box<dyn Fn(Option<Building>) + Send + Sync>;

/// The crates of one course, built when they are first asked for.
pub struct CrateStore {
    shared: Arc<Shared>,
}

struct Shared {
    dir: CourseDir,
    runner: Arc<dyn Runner>,
    state: Mutex<State>,
    changed: Condvar,
    listener: Mutex<Option<Listener>>,
}

enum State {
    NotBuilt,
    Building,
    Built(Arc<Crates>),
    Failed(String),
}

impl CrateStore {
    /// For this course.
    pub fn new(dir: CourseDir, runner: Arc<dyn Runner>) -> Self {
        Self {
            shared: Arc::new(Shared {
                dir,
                runner,
                state: Mutex::new(State::NotBuilt),
                changed: Condvar::new(),
                listener: Mutex::new(None),
            }),
        }
    }

    /// Who is told of the progress.
    pub fn listen(&self, listener: Listener) {
        let mut slot = lock(&self.shared.listener);
        *slot = Some(listener);
    }

    /// Begins to build without waiting for it.
    pub fn start(&self, toolchain: &Toolchain) {
        let mut state = lock(&self.shared.state);
        if matches!(*state, State::NotBuilt) {
            *state = State::Building;
            self.spawn(toolchain);
        }
    }

    /// The crates. Waits while they are built; `None` if that was cancelled, which does not
    /// end the build. A build that failed is tried again if `retry`.
    pub fn get(
        &self,
        toolchain: &Toolchain,
        retry: bool,
        cancel: &Cancel,
    ) -> Option<Result<Arc<Crates>, String>> {
        let shared = Arc::clone(&self.shared);
        cancel.on_cancel(move || shared.changed.notify_all());
        let mut state = lock(&self.shared.state);
        let mut may_start = true;
        loop {
            match &*state {
                State::Built(crates) => return Some(Ok(Arc::clone(crates))),
                State::Failed(message) if !(retry && may_start) => {
                    return Some(Err(message.clone()));
                }
                State::Building => {}
                State::NotBuilt | State::Failed(_) => {
                    *state = State::Building;
                    self.spawn(toolchain);
                }
            }
            may_start = false;
            if cancel.is_cancelled() {
                return None;
            }
            // The time is for a cancel that comes between the look and the wait.
            let wait = Duration::from_millis(200);
            let waited = self.shared.changed.wait_timeout(state, wait);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    fn spawn(&self, toolchain: &Toolchain) {
        let shared = Arc::clone(&self.shared);
        let toolchain = toolchain.clone();
        std::thread::spawn(move || {
            let result = shared.build(&toolchain);
            *lock(&shared.state) = match result {
                Ok(crates) => State::Built(Arc::new(crates)),
                Err(message) => State::Failed(message),
            };
            shared.changed.notify_all();
            shared.tell(None);
        });
    }
}

impl Shared {
    fn tell(&self, building: Option<Building>) {
        if let Some(listener) = &*lock(&self.listener) {
            listener(building);
        }
    }

    fn build(&self, toolchain: &Toolchain) -> Result<Crates, String> {
        let folder = self.dir.state_folder().join("crates");
        let place = Place::prepare(&self.dir, folder)
            .map_err(|error| format!("the crates of this course cannot be built: {error}"))?;
        let id = self.id(&place, toolchain);
        let stored = place.folder.join("crates.json");
        if !self.dir.package.may_change
            && let Some(crates) = read::<Crates>(&stored).filter(|crates| crates.id == id)
            && crates.is_whole()
        {
            return Ok(crates);
        }
        let mut recording = self.cargo_builds(&place, toolchain)?;
        recording.env = recording.variables(|name| std::env::var(name).ok());
        let mut crates = Crates { id, recording };
        if self.dir.package.may_change {
            crates.id = changing_id(&crates);
        }
        // Without it cargo is asked again the next time, and says the same.
        let text = serde_json::to_vec(&crates).unwrap_or_default();
        let _ = files::write_atomic(&stored, &text);
        Ok(crates)
    }

    /// What decides about the crates.
    fn id(&self, place: &Place, toolchain: &Toolchain) -> String {
        let text = |path: &Path| fs::read_to_string(path).unwrap_or_default();
        let parts = [
            text(&place.manifest),
            text(&place.lock),
            text(&self.dir.root.join("build.rs")),
            toolchain.id.clone(),
            std::env::var("RUSTFLAGS").unwrap_or_default(),
        ];
        files::digest(parts.join("\0").as_bytes())
    }

    fn cargo_builds(&self, place: &Place, toolchain: &Toolchain) -> Result<Recording, String> {
        let total = self.count(place, toolchain);
        let progress = Mutex::new((0, String::new()));
        self.tell(Some(Building {
            done: 0,
            total,
            name: String::new(),
        }));
        let seen = |bytes: &[u8]| {
            let mut progress = lock(&progress);
            progress.1.push_str(&String::from_utf8_lossy(bytes));
            while let Some((line, rest)) = progress.1.split_once('\n') {
                let message = cargo_messages::parse(line);
                progress.1 = rest.to_owned();
                if let Some(Message::Built { name }) = message {
                    progress.0 += 1;
                    let done = progress.0;
                    self.tell(Some(Building { done, total, name }));
                }
            }
        };
        let bin = &self.dir.package.bin;
        let args = ["test", "--no-run", "--message-format=json", "--bin", bin];
        let job = self.cargo(place, toolchain, &args);
        let run = || {
            let outcome = self.runner.run_watched(&job, &Cancel::default(), &seen);
            outcome.map_err(|error| format!("cargo could not be started: {error}"))
        };
        let recording = place.recording();
        // Of an earlier build; if cargo finds nothing to do, it still holds.
        for last_try in [false, true] {
            let outcome = run()?;
            if outcome.ending != Ending::Exited(0) {
                return Err(cargo_failed(&self.dir, &outcome));
            }
            if let Some(recording) = read(&recording) {
                return Ok(recording);
            }
            if !last_try {
                // Cargo found nothing to do, but what it once did is lost.
                place.forget_program();
            }
        }
        Err("cargo built the crates, but not the course's own program".to_owned())
    }

    /// How many crates there are, for the bar.
    fn count(&self, place: &Place, toolchain: &Toolchain) -> Option<usize> {
        let args = [
            "tree",
            "--prefix",
            "none",
            "--format",
            "{p}",
            "--edges",
            "normal,build,dev",
        ];
        let job = self.cargo(place, toolchain, &args);
        let outcome = self.runner.run(&job, &Cancel::default()).ok()?;
        let text = outcome.stdout.text();
        // One that was shown before is marked with a star.
        let names = text.lines().map(|line| line.trim_end_matches(" (*)"));
        let mut names: Vec<&str> = names.filter(|name| !name.is_empty()).collect();
        names.sort_unstable();
        names.dedup();
        (outcome.ending == Ending::Exited(0)).then_some(names.len())
    }

    fn cargo(&self, place: &Place, toolchain: &Toolchain, args: &[&str]) -> Job {
        let mut args: Vec<_> = args.iter().map(Into::into).collect();
        args.push("--manifest-path".into());
        args.push((&place.manifest).into());
        let us = std::env::current_exe().unwrap_or_default();
        let set = |name: &str, value: PathBuf| (name.into(), Some(value.into_os_string()));
        Job {
            program: toolchain.cargo.clone(),
            args,
            args_to_wait: Vec::new(),
            // Where the course's own settings for cargo lie.
            cwd: self.dir.root.clone(),
            env: vec![
                set("RUSTC", toolchain.rustc.clone()),
                set("RUSTC_WORKSPACE_WRAPPER", us),
                set(VARIABLE, place.recording()),
                set("CARGO_TARGET_DIR", place.folder.join("target")),
                // Nobody debugs the crates, and they link in half the time without.
                set("CARGO_PROFILE_DEV_DEBUG", "0".into()),
                set("CARGO_PROFILE_TEST_DEBUG", "0".into()),
                set("CARGO_TERM_COLOR", "never".into()),
            ],
            limits: Limits::cargo(),
        }
    }
}

/// Where cargo works.
struct Place {
    folder: PathBuf,
    manifest: PathBuf,
    lock: PathBuf,
}

impl Place {
    fn prepare(dir: &CourseDir, folder: PathBuf) -> std::io::Result<Self> {
        fs::create_dir_all(&folder)?;
        write_if_new(&folder.join(EMPTY_SOURCE), "fn main() {}\n")?;
        let CargoManifest::Made(text) = &dir.package.manifest else {
            return Ok(Self {
                manifest: dir.root.join("Cargo.toml"),
                lock: dir.root.join("Cargo.lock"),
                folder,
            });
        };
        let package = folder.join("package");
        let place = Self {
            manifest: package.join("Cargo.toml"),
            lock: package.join("Cargo.lock"),
            folder,
        };
        fs::create_dir_all(package.join("src"))?;
        write_if_new(&package.join("src/main.rs"), "fn main() {}\n")?;
        write_if_new(&place.manifest, text)?;
        if let Ok(lock) = fs::read_to_string(dir.lock_file()) {
            write_if_new(&place.lock, &lock)?;
        }
        Ok(place)
    }

    fn recording(&self) -> PathBuf {
        self.folder.join("recording.json")
    }

    /// Lets cargo think that the course's own program was never built.
    fn forget_program(&self) {
        let memory = self.folder.join("target/debug/.fingerprint");
        for entry in fs::read_dir(memory).into_iter().flatten().flatten() {
            let entries = fs::read_dir(entry.path()).into_iter().flatten().flatten();
            let is_program = |name: &str| name.contains("bin-");
            if entries
                .into_iter()
                .any(|file| file.file_name().to_str().is_some_and(is_program))
            {
                let _ = fs::remove_dir_all(entry.path());
            }
        }
    }
}

/// What was built of folders that may change is told apart by its files.
fn changing_id(crates: &Crates) -> String {
    let mut text = crates.id.clone();
    for file in crates.recording.crate_files() {
        let changed = fs::metadata(file).and_then(|file| file.modified());
        text.push_str(&format!("{file} {changed:?}\n"));
    }
    files::digest(text.as_bytes())
}

/// Cargo's own words, with the likely cause first.
fn cargo_failed(dir: &CourseDir, outcome: &Outcome) -> String {
    let said = outcome.stderr.text();
    let names = dir.package.crates.join(", ");
    let cause = match cargo_messages::is_offline(&said) {
        true => {
            "they could not be downloaded. Connect to the network and press r; \
             exercises without crates work meanwhile"
        }
        false => "cargo could not build them",
    };
    let words = cargo_messages::first_error(&said);
    format!("this exercise needs crates ({names}), and {cause}\n{words}")
}

fn read<T: for<'de> Deserialize<'de>>(path: &Path) -> Option<T> {
    serde_json::from_slice(&fs::read(path).ok()?).ok()
}

/// Leaves a file alone that is right already, so that cargo sees no change.
fn write_if_new(path: &Path, text: &str) -> std::io::Result<()> {
    match fs::read_to_string(path) {
        Ok(old) if old == text => Ok(()),
        _ => files::write_atomic(path, text.as_bytes()),
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
