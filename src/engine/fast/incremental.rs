//! What the compiler keeps of an exercise for the next time (`-Cincremental`).
//!
//! With crates most of a compile is code made of their generic functions, and that is the same
//! after a save: the second compile takes half the time of a usual one, the first half as much
//! again. Without crates it takes longer than it saves.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard};

use crate::engine::parallel::lock;
use crate::model::outcome::{Ending, Outcome};

/// The folder of the exercise that is worked on.
#[derive(Default)]
pub(in crate::engine) struct Incremental {
    state: Mutex<State>,
    turn: Mutex<()>,
}

#[derive(Default)]
struct State {
    given_up: bool,
    /// The exercise and its folder.
    kept: Option<(String, PathBuf)>,
}

impl Incremental {
    /// The folder of this exercise, perhaps with something in it. That of another is removed:
    /// each is some ten MB large. `None` if it cannot be had.
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

    /// Waits until no other check uses the folder: one that was cancelled is about to end.
    pub(in crate::engine) fn turn(&self) -> MutexGuard<'_, ()> {
        lock(&self.turn)
    }

    /// Gives no folder any more.
    pub(in crate::engine) fn give_up(&self) {
        lock(&self.state).given_up = true;
    }
}

/// Where the programs go that are made with the notes in a folder. It is the same each time: the
/// compiler counts where it writes to among what must not have changed.
pub(in crate::engine) fn output(folder: &Path) -> PathBuf {
    folder.join("output")
}

/// Whether a compile has to be done again without: nothing that the compiler has to say of its
/// own notes (no room for them, no hard links, ...) is about the exercise, and if it broke down
/// they may be why. The words in a source only cost a second compile.
pub(in crate::engine) fn is_in_the_way(compiled: &Outcome) -> bool {
    match compiled.ending {
        Ending::Cancelled => false,
        // The compiler's own panic.
        Ending::Exited(101) => true,
        _ => compiled.stderr.text().contains("incremental compilation"),
    }
}
