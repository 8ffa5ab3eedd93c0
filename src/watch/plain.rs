//! Watch as plain lines: for pipes, `TERM=dumb` and screen readers. The keys are the same,
//! as lines on standard input; the end of that input ends the program.

use std::io::{self, BufRead, Write};
use std::sync::mpsc::Sender;

use console::Key;

use crate::view::exercise;
use crate::watch::event::Event;
use crate::watch::screen;
use crate::watch::state::{Screen, State};

/// What was written last, so that only news are written.
#[derive(Debug, Default)]
pub struct Plain {
    last: Vec<String>,
}

impl Plain {
    /// Starts to read words from standard input.
    pub fn start(events: Sender<Event>) -> Self {
        std::thread::spawn(move || {
            for line in io::stdin().lock().lines() {
                let Ok(line) = line else { break };
                if keys(&line)
                    .into_iter()
                    .any(|key| events.send(Event::Key(key)).is_err())
                {
                    return;
                }
            }
            let _ = events.send(Event::Quit);
        });
        Self::default()
    }

    /// Writes what is new.
    ///
    /// # Errors
    /// The writer's.
    pub fn draw(&mut self, state: &State, out: &mut dyn Write) -> io::Result<()> {
        // Lines cannot be taken back: the old verdict is not said again before the new one.
        let repeats = state.checking && state.report.is_some() && state.screen == Screen::Exercise;
        let lines = lines(state);
        if lines == self.last || (repeats && state.notices.is_empty()) {
            return Ok(());
        }
        for line in &lines {
            writeln!(out, "{line}")?;
        }
        writeln!(out)?;
        self.last = lines;
        out.flush()
    }
}

/// The keys that a line stands for: its first letter, or Enter for an empty line.
fn keys(line: &str) -> Vec<Key> {
    let word = line.trim();
    match word.chars().next() {
        None => vec![Key::Enter],
        Some('/') => {
            let search = word.chars().map(Key::Char);
            search.chain([Key::Enter]).collect()
        }
        Some(letter) => vec![Key::Char(letter)],
    }
}

fn lines(state: &State) -> Vec<String> {
    let (width, _) = state.size;
    match &state.screen {
        Screen::Exercise => {
            let notices = screen::notices(state);
            exercise::lines(&screen::exercise_view(state, &notices), width, state.theme)
        }
        Screen::Page(page) => {
            let mut lines = vec![page.title.clone()];
            lines.extend(page.lines.iter().cloned());
            lines
        }
        Screen::List(list) => {
            let rows = state.rows(list);
            let name = |index: usize| &state.course.exercises[index].name;
            let row = |(place, index): (usize, &usize)| {
                let done = match state.progress.is_done(name(*index)) {
                    true => "done",
                    false => "pending",
                };
                let mark = if place == list.chosen { ">" } else { " " };
                format!("{mark} {} {done}", name(*index))
            };
            rows.iter().enumerate().map(row).collect()
        }
        Screen::ConfirmReset { index, .. } => {
            let name = &state.course.exercises[*index].name;
            vec![format!("Reset {name}? y for yes, anything else for no.")]
        }
    }
}
