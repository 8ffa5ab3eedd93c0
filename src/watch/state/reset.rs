//! The question whether to reset.

use console::Key;

use crate::watch::state::{Effect, Screen, State};

impl State {
    pub(super) fn confirm_key(&mut self, key: &Key) -> Vec<Effect> {
        let screen = std::mem::replace(&mut self.screen, Screen::Exercise);
        let Screen::ConfirmReset { index, list } = screen else {
            return Vec::new();
        };
        self.screen = list.map_or(Screen::Exercise, Screen::List);
        match key {
            Key::Char('y' | 'Y') => vec![Effect::CancelCheck, Effect::Reset(index)],
            _ => Vec::new(),
        }
    }
}
