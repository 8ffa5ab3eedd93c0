//! The question whether to reset.

use console::Key;

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

    /// Goes back to where the question was asked; the exercise that it was about.
    pub(super) fn close_question(&mut self) -> Option<usize> {
        let Screen::ConfirmReset { index, list } = &mut self.screen else {
            return None;
        };
        let index = *index;
        self.screen = list.take().map_or(Screen::Exercise, Screen::List);
        Some(index)
    }
}
