//! The question whether to reset.

use console::Key;

use crate::model::verdict::Reason;
use crate::watch::state::{Effect, Screen, State};

impl State {
    pub(super) fn confirm_key(&mut self, key: &Key) -> Vec<Effect> {
        let Some(index) = self.close_question() else {
            return Vec::new();
        };
        match key {
            // The verdict on what is put back is not wanted any more.
            Key::Char('y' | 'Y') if index == self.current => {
                vec![Effect::CancelCheck, Effect::Reset(index)]
            }
            Key::Char('y' | 'Y') => vec![Effect::Reset(index)],
            _ => Vec::new(),
        }
    }

    /// Says what became of an exercise's tests, and checks it.
    pub(super) fn tests_restored(&mut self, index: usize, what_stays: Option<&str>) -> Vec<Effect> {
        let name = &self.course.exercises[index].name;
        let reason = self.report.as_ref().map(|report| &report.reason);
        let notice = match (what_stays, reason) {
            (Some(what_stays), _) => format!(
                "The tests of {name} are the original ones again; {what_stays}. \
                 Press u to bring your version back."
            ),
            (None, Some(Reason::TestsEdited { names })) if index == self.current => format!(
                "The tests of {name} are the original ones. Your own code stands in their \
                 way: {}.",
                names.join(", ")
            ),
            (None, _) => format!("The tests of {name} are the original ones already."),
        };
        self.notices = vec![notice];
        self.check_anew(index)
    }

    /// Whether the latest check found that the current exercise's file is gone.
    pub fn is_file_gone(&self) -> bool {
        let report = self.report.as_ref();
        report.is_some_and(|report| report.reason.is_mended_by_reset())
    }

    /// Takes the question back if it is about the current exercise, which has just changed.
    pub(super) fn withdraw_question(&mut self) {
        let current = self.current;
        let is_about_current = |screen: &Screen| matches!(screen, Screen::ConfirmReset { index, .. } if *index == current);
        if is_about_current(&self.screen) {
            self.close_question();
        } else if let Screen::Help { behind, .. } = &mut self.screen
            && is_about_current(behind)
        {
            behind.close_question();
        }
    }

    /// Goes back to where the question was asked; the exercise that it was about.
    pub(super) fn close_question(&mut self) -> Option<usize> {
        self.screen.close_question()
    }
}

impl Screen {
    fn close_question(&mut self) -> Option<usize> {
        let Self::ConfirmReset { index, list } = self else {
            return None;
        };
        let index = *index;
        *self = list.take().map_or(Self::Exercise, Self::List);
        Some(index)
    }
}
