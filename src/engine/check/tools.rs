//! What exercises are built with: the toolchain, and the course's crates.

use std::sync::Arc;

use crate::engine::check::plan::{Tools, WasmTools};
use crate::engine::check::subject::Subject;
use crate::engine::check::{CheckRequest, Checker, Stopwatch};
use crate::engine::crates::config::Config;
use crate::engine::crates::lock::Locker;
use crate::engine::crates::{Crates, Listener};
use crate::engine::process::Cancel;
use crate::engine::toolchain::{self, Toolchain};
use crate::engine::{editors, exercise_text};
use crate::model::course::Exercise;

/// We begin to build the crates this many exercises before the first that needs them.
const SOON: usize = 20;

/// What is said of a check that ended while it waited. Nobody hears of its report.
const CANCELLED: &str = "the check was cancelled";

impl Checker {
    /// The toolchain, found at the first call.
    ///
    /// # Errors
    /// There is none.
    pub fn toolchain(&self) -> Result<&Toolchain, String> {
        self.toolchain_unless(|_| false)
    }

    /// The toolchain. Looks for it again if there was none before or it lacked something.
    fn toolchain_of_now(&self) -> Result<&Toolchain, String> {
        self.toolchain_unless(|found| match found {
            Ok(toolchain) => toolchain.lacks_what_is_there(),
            Err(_) => true,
        })
    }

    fn toolchain_unless(
        &self,
        is_outdated: impl FnOnce(&Result<Toolchain, String>) -> bool,
    ) -> Result<&Toolchain, String> {
        let find = || {
            let (root, settings) = (&self.dir.root, self.dir.tool_settings);
            let toolchain = toolchain::find(&settings.toolchain_folder(root))?;
            let config = Config::read(root, settings);
            let flags = config.flags(&toolchain, &self.dir.state_folder(), &*self.runner);
            Ok(toolchain.with_flags(flags))
        };
        let found = self.toolchain.get(find, is_outdated);
        found.as_ref().map_err(Clone::clone)
    }

    /// All that a subject is built with. The stopwatch pauses while crates are built.
    pub(super) fn tools<'a>(
        &'a self,
        subject: &Subject,
        cancel: &Cancel,
        stopwatch: &Stopwatch,
    ) -> Result<Tools<'a>, String> {
        let toolchain = if subject.request.again {
            self.toolchain_of_now()?
        } else {
            self.toolchain()?
        };
        let native = self.native_tools(subject, toolchain, cancel)?;
        let wasm = if !subject.exercise.wasm {
            None
        } else if toolchain.wasm_std.is_none() {
            Some(WasmTools::NoTarget)
        } else {
            let retry = subject.request.retry_crates;
            let (text, crates) = (subject.source().text(), native.crates.as_deref());
            let get = || self.wasm_crates.get(text, crates, toolchain, retry, cancel);
            let crates = stopwatch.pause(get);
            let crates = crates.unwrap_or_else(|| Err(CANCELLED.to_owned()))?;
            Some(WasmTools::Crates(crates))
        };
        Ok(Tools { wasm, ..native })
    }

    /// What a subject is built with for this machine alone.
    pub(super) fn native_tools<'a>(
        &'a self,
        subject: &Subject,
        toolchain: &'a Toolchain,
        cancel: &Cancel,
    ) -> Result<Tools<'a>, String> {
        Ok(Tools {
            toolchain,
            flags: &self.dir.package.flags,
            crates: match subject.package() {
                // It has only crates of its own.
                Some(_) => None,
                None => self.crates_for(subject.source().text(), toolchain, cancel)?,
            },
            wasm: None,
            sandboxed: self.sandboxed,
        })
    }

    /// The crates, if this source needs them.
    pub(super) fn crates_for(
        &self,
        source: &str,
        toolchain: &Toolchain,
        cancel: &Cancel,
    ) -> Result<Option<Arc<Crates>>, String> {
        if !self.dir.package.is_needed_by(source) {
            return Ok(None);
        }
        let crates = self.crates.get(toolchain, false, cancel);
        crates
            .unwrap_or_else(|| Err(CANCELLED.to_owned()))
            .map(Some)
    }

    /// Waits for the crates if an exercise needs them. A check does this before it reads the
    /// file and starts its stopwatch.
    pub(in crate::engine) fn await_crates(
        &self,
        exercise: &Exercise,
        request: CheckRequest,
        cancel: &Cancel,
    ) {
        if self.needs_crates(exercise, request)
            && let Ok(toolchain) = self.toolchain()
        {
            // The check asks again and gets the same answer.
            self.crates.get(toolchain, request.retry_crates, cancel);
        }
    }

    /// Whether an exercise has to wait until the crates are built.
    pub fn needs_crates(&self, exercise: &Exercise, request: CheckRequest) -> bool {
        if !self.dir.package.has_crates() || exercise.is_package() {
            return false;
        }
        // What can't be read isn't compiled.
        let sources = self.grading.sources(&self.dir.root);
        let exercise = self.as_found(exercise);
        let source = exercise_text::read(sources, &exercise, request.version());
        source.is_ok_and(|source| self.dir.package.is_needed_by(&source))
    }

    /// Tells `listener` how far the building of the course's crates is.
    pub fn listen_to_crates(&self, listener: Listener) {
        self.crates.listen(listener);
    }

    /// Begins to build the course's crates if the learner, at the exercise with this index, needs
    /// them or soon will, and lets the learner's editor know of them. The check of this very exercise
    /// may have begun to build them already, which says nothing about the editor.
    pub fn build_crates_ahead(&self, index: usize) {
        let mut soon = self.dir.course.exercises.iter().skip(index).take(SOON);
        let is_near = soon.any(|exercise| self.needs_crates(exercise, CheckRequest::default()));
        editors::follow(&self.dir, is_near);
        if is_near && !self.crates.is_begun() {
            self.start_crates();
        }
    }

    /// Begins to build the course's crates without waiting for them. Returns whether there is
    /// nothing to wait for.
    pub fn start_crates(&self) -> bool {
        // Without a toolchain there will be a message at the check.
        let toolchain = self.toolchain();
        toolchain.is_ok_and(|toolchain| self.crates.start(toolchain))
    }

    /// Builds the course's crates, if it has some.
    ///
    /// # Errors
    /// They can't be built, or there is no toolchain.
    pub fn build_crates(&self) -> Result<Option<Arc<Crates>>, String> {
        if !self.dir.package.has_crates() {
            return Ok(None);
        }
        let toolchain = self.toolchain()?;
        let built = self.crates.get(toolchain, false, &Cancel::default());
        built.transpose()
    }

    /// What keeps the lock file of the course's crates; `None` if it has no crates.
    ///
    /// # Errors
    /// There is no toolchain.
    pub fn locker(&self) -> Result<Option<Locker<'_>>, String> {
        let toolchain = self.toolchain()?;
        let has_crates = self.dir.package.has_crates();
        Ok(has_crates.then(|| self.crates.locker(toolchain)))
    }
}
