//! Help: any screen can open it, and it leads back there.

use console::Key;

use crate::view::help;
use crate::watch::state::{Effect, Page, Screen, State};

impl State {
    /// Whether `?` opens help here. In plain watch it may be part of a search, since a search
    /// arrives there as a whole line.
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
            Screen::Exercise => {
                help::for_exercise(self.has_solution, self.has_page(), width, theme)
            }
            Screen::Page(_) => help::for_page(width, theme),
            Screen::List(list) if list.typing => help::for_search(width, theme),
            Screen::List(_) => help::for_list(self.list_only, width, theme),
            Screen::ConfirmReset { .. } => help::for_reset_question(width, theme),
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

    pub(super) fn press_on_help(&mut self, key: &Key) -> Vec<Effect> {
        let goes_back = matches!(key, Key::Char('q' | '?') | Key::Escape);
        // Plain watch has written the whole page: other keys are for the screen behind it.
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
            self.press_key(key.clone())
        }
    }
}
