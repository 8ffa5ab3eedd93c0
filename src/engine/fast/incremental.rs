//! What the compiler keeps of an exercise for the next time (`-Cincremental`).
//!
//! With crates, most of a compile is code made from their generic functions, which a save doesn't
//! change. Without crates it costs more than it saves.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard};

use crate::engine::parallel::lock;
use crate::model::outcome::{Ending, Outcome};

/// The folder of the exercise that the learner is working on.
#[derive(Default)]
pub(in crate::engine) struct Incremental {
    state: Mutex<IncrementalState>,
    turn: Mutex<()>,
}

#[derive(Default)]
struct IncrementalState {
    given_up: bool,
    /// The exercise and its folder.
    kept: Option<(String, PathBuf)>,
}

impl Incremental {
    /// The folder of this exercise, perhaps with something in it; `make` makes a new one. Removes
    /// that of another exercise, since each takes some ten MB. `None` if there can't be one.
    pub(in crate::engine) fn folder(
        &self,
        exercise: &str,
        make: impl FnOnce() -> Result<PathBuf, String>,
    ) -> Option<PathBuf> {
        let mut state = lock(&self.state);
        if state.given_up {
            return None;
        }
        if let Some((name, folder)) = &state.kept
            && name == exercise
        {
            return Some(folder.clone());
        }
        if let Some((_, folder)) = state.kept.take() {
            // What stays behind goes with the scratch folder.
            let _ = fs::remove_dir_all(folder);
        }
        let folder = make().ok()?;
        state.kept = Some((exercise.to_owned(), folder.clone()));
        Some(folder)
    }

    /// Waits until no other check uses the folder. One that was cancelled will soon end.
    pub(in crate::engine) fn turn(&self) -> MutexGuard<'_, ()> {
        lock(&self.turn)
    }

    /// Gives no folder from now on.
    pub(in crate::engine) fn give_up(&self) {
        lock(&self.state).given_up = true;
    }
}

/// Where the programs are written that are compiled with the notes in a folder. It's the same
/// place each time, because rustc counts the place among the things that mustn't change.
pub(in crate::engine) fn output(folder: &Path) -> PathBuf {
    folder.join("output")
}

/// Whether to compile again without the notes. What the compiler says about its own notes (no
/// room for them, no hard links) isn't about the exercise, and if it broke down they may be why.
/// If the words come from the source, that only costs a second compile.
pub(in crate::engine) fn is_in_the_way(compiled: &Outcome) -> bool {
    match compiled.ending {
        Ending::Cancelled => false,
        // The compiler's own panic.
        Ending::Exited(101) => true,
        _ => compiled.stderr.text().contains("incremental compilation"),
    }
}
