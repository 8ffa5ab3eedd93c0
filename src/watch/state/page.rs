//! Pages that can be scrolled.

use console::Key;

use crate::view::theme::Theme;
use crate::view::{snippet, text};
use crate::watch::state::{Effect, Screen, State};

/// A page of text that can be scrolled.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// Its heading.
    pub title: String,
    /// The text, not yet fitted to the screen's width.
    pub lines: Vec<String>,
    /// Whether the text contains the compiler's pictures of code.
    pub has_snippets: bool,
    /// The first line on the screen, as an index into the fitted lines.
    pub scroll: usize,
}

impl Page {
    /// Fits the lines to a width.
    pub fn fit(&self, width: usize, theme: Theme) -> Vec<String> {
        if self.has_snippets {
            snippet::fit(&self.lines, width, theme)
        } else {
            let lines = self.lines.iter();
            lines.flat_map(|line| text::wrap(line, width)).collect()
        }
    }
}

impl State {
    pub(super) fn open_page(&mut self, title: String, lines: Vec<String>) {
        self.screen = Screen::Page(Page {
            title,
            lines,
            ..Page::default()
        });
    }

    pub(super) fn press_on_page(&mut self, key: &Key) -> Vec<Effect> {
        let goes_back = matches!(key, Key::Char('q' | 'o') | Key::Escape);
        // Plain watch has written the whole page: other keys are for the exercise.
        if goes_back || self.plain {
            self.screen = Screen::Exercise;
            return if goes_back {
                Vec::new()
            } else {
                self.press_on_exercise(key)
            };
        }
        self.scroll(key);
        Vec::new()
    }

    /// Scrolls the page that is on the screen.
    pub(super) fn scroll(&mut self, key: &Key) {
        let (width, height) = self.size;
        let (Screen::Page(page) | Screen::Help { page, .. }) = &mut self.screen else {
            return;
        };
        let lines = page.fit(width, self.theme).len();
        let room = height.saturating_sub(2).max(1);
        let last = lines.saturating_sub(room);
        page.scroll = move_position(page.scroll, key, room, last);
    }
}

/// Where a key moves a position from 0 to `last`, when the screen shows `page` lines.
pub(super) fn move_position(position: usize, key: &Key, page: usize, last: usize) -> usize {
    let moved = match key {
        Key::ArrowUp | Key::Char('k') => position.saturating_sub(1),
        Key::ArrowDown | Key::Char('j') => position + 1,
        Key::PageUp => position.saturating_sub(page),
        Key::PageDown | Key::Char(' ') => position + page,
        Key::Home | Key::Char('g') => 0,
        Key::End | Key::Char('G') => last,
        _ => position,
    };
    moved.min(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scrolling_stays_inside() {
        assert_eq!(move_position(0, &Key::ArrowUp, 5, 9), 0);
        assert_eq!(move_position(7, &Key::PageDown, 5, 9), 9);
        assert_eq!(move_position(7, &Key::Home, 5, 9), 0);
    }
}
