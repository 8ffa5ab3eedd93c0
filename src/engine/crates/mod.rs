//! The crates of a course: cargo builds them once, and then every exercise can use them.
//!
//! Cargo builds them for one of the course's targets, and calls the compiler for that target
//! through the [recorder](crate::engine::recorder). We repeat the recorded arguments for each
//! exercise, which is then compiled without cargo.

mod build;
pub mod config;
pub mod flags;
pub mod lock;
mod place;
mod progress;
mod scripts;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::engine::course_dir::CourseDir;
use crate::engine::exercise_text::{self, Version};
use crate::engine::fast::instantiations::Instantiations;
use crate::engine::parallel::lock;
use crate::engine::process::{Cancel, Runner};
use crate::engine::toolchain::Toolchain;
use crate::model::building::{self, BuildStatus, Meanwhile};
use crate::model::course::Exercise;
use crate::model::package::Package;
use crate::model::recording::Recording;

/// The built crates, as every exercise that uses them needs them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Crates {
    /// Identifies what the crates were built from: two machines with the same manifests, lock
    /// files and toolchains have the same id.
    pub id: String,
    /// The compiler's arguments and variables, as cargo gave them.
    recording: Recording,
    /// The program that cargo built. Cargo rebuilds it whenever something in it has changed.
    program: PathBuf,
    /// Generic code of the crates that was compiled once for all exercises.
    pub instantiations: Instantiations,
}

impl Crates {
    /// The flags with which the compiler finds the crates.
    pub fn flags(&self) -> Vec<String> {
        self.recording.flags()
    }

    /// The course's edition, as cargo gave it.
    pub fn edition(&self) -> Option<String> {
        let flags = self.flags();
        let edition = flags
            .iter()
            .find_map(|flag| flag.strip_prefix("--edition="));
        edition.map(str::to_owned)
    }

    /// The variables that cargo set for the compiler.
    pub fn variables(&self) -> &[(String, String)] {
        &self.recording.env
    }

    /// The folders where a program finds the crates' dynamic libraries.
    pub fn library_folders(&self) -> impl Iterator<Item = &str> {
        self.recording.library_folders()
    }

    fn is_whole(&self) -> bool {
        let mut files = self.recording.crate_files().map(Path::new);
        self.program.is_file() && files.all(Path::is_file) && self.instantiations.is_whole()
    }
}

/// Is called with a build's progress, and with `None` at its end.
pub type Listener = Box<dyn Fn(Option<BuildStatus>) + Send + Sync>;

/// The crates of one course, built when they are first asked for.
pub struct CrateStore {
    shared: Arc<StoreInner>,
}

struct StoreInner {
    dir: CourseDir,
    wasm: Option<WasmPart>,
    runner: Arc<dyn Runner>,
    state: Mutex<BuildState>,
    changed: Condvar,
    listener: Mutex<Option<Listener>>,
}

/// The crates of a course that are built for WebAssembly.
#[derive(Debug, Clone)]
struct WasmPart {
    /// The name of their folder.
    name: String,
    /// The lock file of all the course's crates.
    lock: PathBuf,
}

enum BuildState {
    NotBuilt,
    Building,
    Built(Arc<Crates>),
    Failed(String),
}

impl CrateStore {
    /// A store for this course's crates. Nothing is built yet.
    pub fn new(dir: CourseDir, runner: Arc<dyn Runner>) -> Self {
        Self::with(dir, None, runner)
    }

    /// A store for some of this course's crates, built for WebAssembly.
    pub fn for_wasm(dir: &CourseDir, part: Package, runner: Arc<dyn Runner>) -> Self {
        let wasm = WasmPart {
            name: part.crates.join("-"),
            lock: dir.lock_file(),
        };
        let dir = CourseDir {
            package: part,
            ..dir.clone()
        };
        Self::with(dir, Some(wasm), runner)
    }

    fn with(dir: CourseDir, wasm: Option<WasmPart>, runner: Arc<dyn Runner>) -> Self {
        Self {
            shared: Arc::new(StoreInner {
                dir,
                wasm,
                runner,
                state: Mutex::new(BuildState::NotBuilt),
                changed: Condvar::new(),
                listener: Mutex::new(None),
            }),
        }
    }

    /// Sets the listener for the progress of builds.
    pub fn listen(&self, listener: Listener) {
        let mut slot = lock(&self.shared.listener);
        *slot = Some(listener);
    }

    /// Whether a build has started.
    pub fn is_begun(&self) -> bool {
        !matches!(*lock(&self.shared.state), BuildState::NotBuilt)
    }

    /// Starts a build without waiting for it. Returns whether the crates are ready already,
    /// since the stored ones are up to date.
    pub fn start(&self, toolchain: &Toolchain) -> bool {
        let mut state = lock(&self.shared.state);
        if matches!(*state, BuildState::NotBuilt) {
            let stored = self.shared.builder(toolchain).stored();
            *state = stored.map_or(BuildState::Building, |crates| {
                BuildState::Built(Arc::new(crates))
            });
            if matches!(*state, BuildState::Building) {
                self.spawn(toolchain);
            }
        }
        matches!(*state, BuildState::Built(_))
    }

    /// The crates, after waiting until they're built. `None` if the wait was cancelled, which
    /// doesn't stop the build. With `retry`, a build that failed is tried again. The message of
    /// a failure has a summary in its first line and details below.
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
                BuildState::Built(crates) => return Some(Ok(Arc::clone(crates))),
                BuildState::Failed(message) if !(retry && may_start) => {
                    return Some(Err(message.clone()));
                }
                BuildState::Building => {}
                BuildState::NotBuilt | BuildState::Failed(_) => {
                    *state = BuildState::Building;
                    self.spawn(toolchain);
                }
            }
            may_start = false;
            if cancel.is_cancelled() {
                return None;
            }
            // The timeout catches a cancel that comes between the check and the wait.
            let wait = Duration::from_millis(200);
            let waited = self.shared.changed.wait_timeout(state, wait);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// The lock file of the crates.
    pub fn locker<'a>(&'a self, toolchain: &'a Toolchain) -> lock::Locker<'a> {
        lock::Locker::new(&self.shared.dir, &*self.shared.runner, toolchain)
    }

    fn spawn(&self, toolchain: &Toolchain) {
        let shared = Arc::clone(&self.shared);
        let toolchain = toolchain.clone();
        std::thread::spawn(move || {
            let tell = |building| shared.tell(Some(building));
            let result = shared.builder(&toolchain).build(shared.meanwhile(), &tell);
            *lock(&shared.state) = match result {
                Ok(crates) => BuildState::Built(Arc::new(crates)),
                Err(message) => BuildState::Failed(message),
            };
            shared.changed.notify_all();
            shared.tell(None);
        });
    }
}

impl StoreInner {
    fn builder<'a>(&'a self, toolchain: &'a Toolchain) -> build::Builder<'a> {
        let builder = build::Builder::new(&self.dir, &*self.runner, toolchain);
        builder.for_wasm(self.wasm.as_ref())
    }

    /// Finds out what doesn't need the crates. An exercise that can't be read doesn't wait for
    /// them either.
    fn meanwhile(&self) -> Meanwhile {
        let needs = |exercise: &Exercise| {
            let source = exercise_text::read(&self.dir.root, exercise, Version::Own);
            !exercise.is_package()
                && source.is_ok_and(|source| self.dir.package.is_needed_by(&source))
        };
        let exercises = self.dir.course.exercises.iter();
        let exercises: Vec<(&str, bool)> = exercises
            .map(|exercise| (exercise.chapter(), needs(exercise)))
            .collect();
        building::meanwhile(exercises.iter().copied())
    }

    fn tell(&self, building: Option<BuildStatus>) {
        if let Some(listener) = &*lock(&self.listener) {
            listener(building);
        }
    }
}
