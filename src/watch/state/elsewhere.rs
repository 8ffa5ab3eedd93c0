//! Exercises that were saved though another one is the current one.

use crate::watch::state::{Effect, State};

/// How many names a message has at most.
const MOST_NAMES: usize = 3;

/// What was saved elsewhere.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Elsewhere {
    /// The exercises, as places in the course.
    saved: Vec<usize>,
    /// Whether the screen still says so.
    is_shown: bool,
}

impl State {
    pub(super) fn saved_elsewhere(&mut self, saved: Vec<usize>) {
        if !self.list_only {
            let is_shown = true;
            self.elsewhere = Elsewhere { saved, is_shown };
        }
    }

    /// Goes to the exercise that was saved.
    pub(super) fn go_elsewhere(&mut self) -> Vec<Effect> {
        match self.elsewhere.saved[..] {
            [index] => self.go_to(index),
            [] => self.say("You haven't saved another exercise. Press l for the list."),
            _ => self.say("Several exercises have changed. Press l for the list."),
        }
    }

    /// Stops saying it; the key still works.
    pub(super) fn hide_elsewhere(&mut self) {
        self.elsewhere.is_shown = false;
    }

    /// What to tell the learner who has saved something else.
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
