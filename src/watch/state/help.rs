//! Help, which any screen can ask for and which leads back to it.

use console::Key;

use crate::view::help;
use crate::watch::state::{Effect, Page, Screen, State};

impl State {
    /// Whether `?` asks for help here. In a line of plain watch it may be part of a search, which
    /// arrives as a whole.
    pub(super) fn has_help(&self) -> bool {
        match &self.screen {
            Screen::Help { .. } => false,
            Screen::List(list) => !(list.typing && self.plain),
            Screen::Exercise | Screen::Page(_) | Screen::ConfirmReset { .. } => true,
        }
    }

    pub(super) fn open_help(&mut self) {
        let (width, theme) = (self.size.0, self.theme);
        let lines = match &self.screen {
            Screen::Exercise => help::of_exercise(self.has_solution, width, theme),
            Screen::Page(_) => help::of_page(width, theme),
            Screen::List(list) if list.typing => help::of_search(width, theme),
            Screen::List(_) => help::of_list(self.list_only, width, theme),
            Screen::ConfirmReset { .. } => help::of_question(width, theme),
            Screen::Help { .. } => return,
        };
        let page = Page {
            title: "Help".to_owned(),
            lines,
            ..Page::default()
        };
        let behind = Box::new(std::mem::replace(&mut self.screen, Screen::Exercise));
        self.screen = Screen::Help { page, behind };
    }

    pub(super) fn help_key(&mut self, key: &Key) -> Vec<Effect> {
        let goes_back = matches!(key, Key::Char('q' | '?') | Key::Escape);
        // In plain watch all of it was written: what comes now is for what is behind.
        if !goes_back && !self.plain {
            self.scroll(key);
            return Vec::new();
        }
        if let Screen::Help { behind, .. } = std::mem::replace(&mut self.screen, Screen::Exercise) {
            self.screen = *behind;
        }
        if goes_back {
            Vec::new()
        } else {
            self.key(key.clone())
        }
    }
}
