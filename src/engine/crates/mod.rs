//! The crates of a course: built once by cargo, then at hand for every exercise.
//!
//! Cargo builds them for a `bin` target of the course and calls the compiler for that target
//! through the [recorder](crate::engine::recorder). What cargo told the compiler there is
//! repeated for each exercise, which is then compiled without cargo.

mod build;
pub mod config;
pub mod lock;
mod place;
mod progress;
mod scripts;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::engine::course_dir::CourseDir;
use crate::engine::fast::instantiations::Instantiations;
use crate::engine::files;
use crate::engine::parallel::lock;
use crate::engine::process::{Cancel, Runner};
use crate::engine::toolchain::Toolchain;
use crate::model::building::{self, Building, Meanwhile};
use crate::model::package::Package;
use crate::model::recording::Recording;

/// What every exercise that uses crates is compiled with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Crates {
    /// Differs whenever something that it was made of does; the same on two machines with
    /// equal manifests, lock files and toolchains.
    pub id: String,
    /// Arguments and variables, as cargo gave them.
    recording: Recording,
    /// The program that cargo made, anew whenever something that it is made of changed.
    program: PathBuf,
    /// What was made of them for all exercises at once.
    pub instantiations: Instantiations,
}

impl Crates {
    /// Flags for the compiler.
    pub fn flags(&self) -> Vec<String> {
        self.recording.flags()
    }

    /// The edition of the course, as cargo gave it.
    pub fn edition(&self) -> Option<String> {
        let flags = self.flags();
        let edition = flags
            .iter()
            .find_map(|flag| flag.strip_prefix("--edition="));
        edition.map(str::to_owned)
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
        let mut files = self.recording.crate_files().map(Path::new);
        self.program.is_file() && files.all(Path::is_file) && self.instantiations.is_whole()
    }
}

/// Hears of a build's progress, and at the end of `None`.
pub type Listener = Box<dyn Fn(Option<Building>) + Send + Sync>;

/// The crates of one course, built when they are first asked for.
pub struct CrateStore {
    shared: Arc<Shared>,
}

struct Shared {
    dir: CourseDir,
    wasm: Option<WasmPart>,
    runner: Arc<dyn Runner>,
    state: Mutex<State>,
    changed: Condvar,
    listener: Mutex<Option<Listener>>,
}

/// A part of a course's crates that is built for WebAssembly.
#[derive(Debug, Clone)]
struct WasmPart {
    /// A name for its folder.
    name: String,
    /// The file that fixes the versions of all.
    lock: PathBuf,
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
        Self::with(dir, None, runner)
    }

    /// A part of this course's crates, for WebAssembly.
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
            shared: Arc::new(Shared {
                dir,
                wasm,
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

    /// Whether a build is or was under way.
    pub fn is_begun(&self) -> bool {
        !matches!(*lock(&self.shared.state), State::NotBuilt)
    }

    /// Begins to build without waiting for it. Returns whether there is nothing to wait for,
    /// since they are as they were stored.
    pub fn start(&self, toolchain: &Toolchain) -> bool {
        let mut state = lock(&self.shared.state);
        if matches!(*state, State::NotBuilt) {
            let stored = self.shared.builder(toolchain).stored();
            *state = stored.map_or(State::Building, |crates| State::Built(Arc::new(crates)));
            if matches!(*state, State::Building) {
                self.spawn(toolchain);
            }
        }
        matches!(*state, State::Built(_))
    }

    /// The crates. Waits while they are built; `None` if that was cancelled, which does not
    /// end the build. A build that failed is tried again if `retry`. A failure's message has
    /// one short line, and the whole of it below that.
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

    /// What keeps its lock file.
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
                Ok(crates) => State::Built(Arc::new(crates)),
                Err(message) => State::Failed(message),
            };
            shared.changed.notify_all();
            shared.tell(None);
        });
    }
}

impl Shared {
    fn builder<'a>(&'a self, toolchain: &'a Toolchain) -> build::Builder<'a> {
        let builder = build::Builder::new(&self.dir, &*self.runner, toolchain);
        builder.for_wasm(self.wasm.as_ref())
    }

    /// What doesn't need the crates. An exercise that can't be read doesn't wait for them either.
    fn meanwhile(&self) -> Meanwhile {
        let needs = |path: String| {
            let source = files::read_source(&self.dir.root.join(path));
            source.is_ok_and(|source| self.dir.package.is_needed_by(&source))
        };
        let exercises = self.dir.course.exercises.iter();
        let exercises: Vec<(&str, bool)> = exercises
            .map(|exercise| (exercise.chapter(), needs(exercise.path())))
            .collect();
        building::meanwhile(exercises.iter().copied())
    }

    fn tell(&self, building: Option<Building>) {
        if let Some(listener) = &*lock(&self.listener) {
            listener(building);
        }
    }
}
