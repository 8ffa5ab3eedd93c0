//! The question whether to reset, and restored tests.

use console::Key;

use crate::model::verdict::Reason;
use crate::watch::state::{Effect, Screen, State};

impl State {
    pub(super) fn press_on_question(&mut self, key: &Key) -> Vec<Effect> {
        let Some(index) = self.close_question() else {
            return Vec::new();
        };
        match key {
            // Nobody needs the verdict on the version that goes away.
            Key::Char('y' | 'Y') if index == self.current => {
                vec![Effect::CancelCheck, Effect::Reset(index)]
            }
            Key::Char('y' | 'Y') => vec![Effect::Reset(index)],
            _ => Vec::new(),
        }
    }

    /// Says what happened to the exercise's tests, and checks it again.
    pub(super) fn report_restored_tests(
        &mut self,
        index: usize,
        what_stays: Option<&str>,
    ) -> Vec<Effect> {
        let name = &self.course.exercises[index].name;
        let reason = self.report.as_ref().map(|report| &report.reason);
        let notice = match (what_stays, reason) {
            (Some(what_stays), _) => format!(
                "The original tests of {name} are back; {what_stays}. \
                 Press u to get your version back."
            ),
            (None, Some(Reason::TestsEdited { names })) if index == self.current => format!(
                "{name} already has its original tests, but your own code gets in their way: {}.",
                names.join(", ")
            ),
            (None, _) => format!("{name} already has its original tests."),
        };
        self.notices = vec![notice];
        self.check_if_current(index)
    }

    /// Whether the latest check found that the current exercise's file is missing.
    pub fn is_file_missing(&self) -> bool {
        let report = self.report.as_ref();
        report.is_some_and(|report| report.reason.is_fixed_by_reset())
    }

    /// Closes the question if it is about the current exercise, whose file has just changed.
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

    /// Goes back to where the question was asked, and returns the exercise it was about.
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
