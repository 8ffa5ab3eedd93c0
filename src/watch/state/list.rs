//! The keys of the list.

use console::Key;

use crate::watch::state::page::move_position;
use crate::watch::state::{Effect, Screen, State};

/// The list of exercises.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct List {
    /// The chosen row, from 0.
    pub chosen: usize,
    /// Which exercises are shown.
    pub filter: Filter,
    /// Only exercises with this in their names, titles or chapters are shown.
    pub search: String,
    /// Whether the learner is typing the search.
    pub typing: bool,
    /// The exercise that was chosen before the search, as an index into the course.
    pub before_search: Option<usize>,
}

/// Which exercises a list shows.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum Filter {
    /// Every one.
    #[default]
    All,
    /// Those that aren't done.
    Pending,
    /// Those that are done.
    Done,
}

impl Filter {
    fn next(self) -> Self {
        match self {
            Self::All => Self::Pending,
            Self::Pending => Self::Done,
            Self::Done => Self::All,
        }
    }

    /// The filter's name on the screen.
    pub fn word(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Pending => "pending",
            Self::Done => "done",
        }
    }
}

impl State {
    /// The exercises that a list shows, as indices into the course.
    pub fn rows(&self, list: &List) -> Vec<usize> {
        let search = list.search.to_lowercase();
        let exercises = self.course.exercises.iter().enumerate();
        let shown = exercises.filter(|(_, exercise)| {
            let done = self.progress.is_done(&exercise.name);
            let wanted = match list.filter {
                Filter::All => true,
                Filter::Pending => !done,
                Filter::Done => done,
            };
            let title = exercise.title.as_deref().unwrap_or("");
            let text = format!("{} {} {title}", exercise.name, exercise.chapter());
            wanted && text.to_lowercase().contains(&search)
        });
        shown.map(|(index, _)| index).collect()
    }

    pub(super) fn open_list(&mut self) {
        self.screen = Screen::List(List {
            chosen: self.current,
            ..List::default()
        });
    }

    pub(super) fn press_on_list(&mut self, key: Key) -> Vec<Effect> {
        self.notices.clear();
        match std::mem::replace(&mut self.screen, Screen::Exercise) {
            Screen::List(list) if list.typing => self.press_in_search(list, &key),
            Screen::List(list) => self.press_on_rows(list, key),
            _ => Vec::new(),
        }
    }

    fn press_in_search(&mut self, mut list: List, key: &Key) -> Vec<Effect> {
        type_search(&mut list, key);
        if !list.typing && list.search.is_empty() {
            let before = list.before_search.take();
            self.choose(&mut list, before);
        }
        self.screen = Screen::List(list);
        Vec::new()
    }

    fn press_on_rows(&mut self, mut list: List, key: Key) -> Vec<Effect> {
        let rows = self.rows(&list);
        let chosen = rows.get(list.chosen).copied();
        match (key, chosen) {
            (Key::Escape, _) if !list.search.is_empty() => {
                list.search.clear();
                // Nothing is chosen if nothing was found.
                let chosen = chosen.or(list.before_search);
                self.choose(&mut list, chosen);
            }
            (Key::Char('q' | 'l') | Key::Escape, _) => return self.leave_list(),
            (Key::Enter | Key::Char('c'), Some(index)) => return self.go_to(index),
            (Key::Char('x'), Some(index)) => {
                let list = Some(list);
                self.screen = Screen::ConfirmReset { index, list };
                return Vec::new();
            }
            (Key::Char('e'), Some(index)) => {
                self.screen = Screen::List(list);
                return vec![self.edit(index)];
            }
            (Key::Char('f'), _) => {
                list.filter = list.filter.next();
                self.choose(&mut list, chosen);
            }
            (Key::Char('/'), _) => {
                list.typing = true;
                list.before_search = chosen.or(list.before_search);
                list.search.clear();
                self.choose(&mut list, chosen);
            }
            (key, _) => {
                let room = self.size.1.saturating_sub(2).max(1);
                list.chosen = move_position(list.chosen, &key, room, rows.len().saturating_sub(1));
            }
        }
        self.screen = Screen::List(list);
        Vec::new()
    }

    /// Chooses an exercise's row, or the next row if it isn't shown.
    fn choose(&self, list: &mut List, exercise: Option<usize>) {
        let rows = self.rows(list);
        let wanted = exercise.unwrap_or(0);
        let place = rows.iter().position(|index| *index >= wanted);
        list.chosen = place.unwrap_or(rows.len().saturating_sub(1));
    }

    /// Adds pasted text to a search that is being typed; ignores it elsewhere.
    pub(super) fn paste(&mut self, text: &str) {
        if let Screen::List(list) = &mut self.screen
            && list.typing
        {
            let line = text.lines().next().unwrap_or_default();
            for c in line.chars() {
                type_search(list, &Key::Char(c));
            }
        }
    }

    fn leave_list(&mut self) -> Vec<Effect> {
        if self.list_only {
            vec![Effect::Quit]
        } else {
            Vec::new()
        }
    }
}

fn type_search(list: &mut List, key: &Key) {
    match key {
        Key::Enter => list.typing = false,
        Key::Escape => {
            list.typing = false;
            list.search.clear();
        }
        Key::Backspace => {
            list.search.pop();
            list.chosen = 0;
        }
        Key::Char(c) if !c.is_control() => {
            list.search.push(*c);
            list.chosen = 0;
        }
        _ => {}
    }
}
