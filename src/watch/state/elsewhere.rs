//! Saves of exercises other than the current one.

use crate::watch::state::{Effect, State};

/// How many names a message has at most.
const MOST_NAMES: usize = 3;

/// The other exercises that were saved.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct SavedElsewhere {
    /// As indices into the course.
    saved: Vec<usize>,
    /// Whether the screen still mentions them.
    is_shown: bool,
}

impl State {
    pub(super) fn note_saved_elsewhere(&mut self, saved: Vec<usize>) {
        if !self.list_only {
            let is_shown = true;
            self.elsewhere = SavedElsewhere { saved, is_shown };
            self.scroll = 0;
        }
    }

    /// Goes to the other exercise that was saved.
    pub(super) fn go_to_saved(&mut self) -> Vec<Effect> {
        match self.elsewhere.saved[..] {
            [index] => self.go_to(index),
            [] => self.say("You haven't saved another exercise. Press l for the list."),
            _ => self.say("Several exercises have changed. Press l for the list."),
        }
    }

    /// Removes the notice; the key that it names still works.
    pub(super) fn hide_elsewhere(&mut self) {
        self.elsewhere.is_shown = false;
    }

    /// The notice for a learner who has saved another exercise.
    pub fn elsewhere_notice(&self) -> Option<String> {
        let name = |index: &usize| self.course.exercises[*index].name.as_str();
        let current = name(&self.current);
        let saved = &self.elsewhere.saved;
        match &saved[..] {
            _ if !self.elsewhere.is_shown => None,
            [] => None,
            [index] => Some(format!(
                "You saved {}. The current exercise is {current}. Press g to go to {}.",
                name(index),
                name(index)
            )),
            _ => {
                let shown: Vec<&str> = saved.iter().take(MOST_NAMES).map(name).collect();
                let more = match saved.len() - shown.len() {
                    0 => String::new(),
                    more => format!(" and {more} more"),
                };
                Some(format!(
                    "{} other exercises changed: {}{more}. The current exercise is {current}. \
                     Press l for the list.",
                    saved.len(),
                    shown.join(", ")
                ))
            }
        }
    }
}
