//! Pages that can be scrolled.

use console::Key;

use crate::view::text;
use crate::watch::state::{Effect, Screen, State};

/// A page that can be scrolled.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// Its heading.
    pub title: String,
    /// Its lines, not yet fitted to the width.
    pub lines: Vec<String>,
    /// The first line on the screen, counted in fitted lines.
    pub scroll: usize,
}

impl State {
    pub(super) fn open_page(&mut self, title: String, lines: Vec<String>) {
        self.screen = Screen::Page(Page {
            title,
            lines,
            scroll: 0,
        });
    }

    pub(super) fn page_key(&mut self, key: &Key) -> Vec<Effect> {
        let (width, height) = self.size;
        let Screen::Page(page) = &mut self.screen else {
            return Vec::new();
        };
        let lines: usize = page
            .lines
            .iter()
            .map(|l| text::wrap(l, width).len().max(1))
            .sum();
        let room = height.saturating_sub(2).max(1);
        let last = lines.saturating_sub(room);
        match key {
            Key::Char('q' | 'o' | '?') | Key::Escape => self.screen = Screen::Exercise,
            _ => page.scroll = moved(page.scroll, key, room, last),
        }
        Vec::new()
    }
}

/// Where a key moves a position between 0 and `last`.
pub(super) fn moved(position: usize, key: &Key, page: usize, last: usize) -> usize {
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
        assert_eq!(moved(0, &Key::ArrowUp, 5, 9), 0);
        assert_eq!(moved(7, &Key::PageDown, 5, 9), 9);
        assert_eq!(moved(7, &Key::Home, 5, 9), 0);
    }
}
