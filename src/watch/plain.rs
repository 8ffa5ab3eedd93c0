//! `watch` as plain lines, for pipes, `TERM=dumb` and screen readers. The keys are the same, as
//! lines on standard input; the end of that input ends the program.

use std::io::{self, BufRead, Write};
use std::sync::mpsc::Sender;

use console::Key;

use crate::view::building::Reporter;
use crate::view::exercise;
use crate::view::text::reveal;
use crate::watch::event::Event;
use crate::watch::state::{List, Page, Screen, State};

/// Remembers what was written, so that only news is.
#[derive(Debug, Default)]
pub struct PlainDisplay {
    /// The lines of the last page, list or question, if one is open.
    other: Option<Vec<String>>,
    /// The exercise that was shown last.
    exercise: Option<usize>,
    /// The number of the check whose verdict was shown last.
    generation: Option<u64>,
    /// That verdict, as it was written.
    verdict: Vec<String>,
    notices: Vec<String>,
    /// When the progress of building crates was last reported.
    building: Reporter,
    /// How many hints of the exercise were shown.
    hints: usize,
}

impl PlainDisplay {
    /// Starts to read lines from standard input.
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
    /// The writer failed.
    pub fn draw(&mut self, state: &State, out: &mut dyn Write) -> io::Result<()> {
        let mut news = self.new_notices(state);
        news.extend(match &state.screen {
            Screen::Exercise => self.exercise(state),
            Screen::Page(page) | Screen::Help { page, .. } => self.other(page_lines(page)),
            Screen::List(list) => self.list(state, list),
            Screen::ConfirmReset { index, .. } => {
                let name = &state.course.exercises[*index].name;
                let question = format!("Reset {name}? Type y for yes, anything else for no.");
                self.other(vec![question])
            }
        });
        if news.is_empty() {
            return Ok(());
        }
        let lines = news.iter().map(|line| format!("{}\n", reveal(line)));
        // Written at once, so that nobody reads half an answer.
        out.write_all((lines.collect::<String>() + "\n").as_bytes())?;
        out.flush()
    }

    fn new_notices(&mut self, state: &State) -> Vec<String> {
        let mut notices = state.notices.clone();
        notices.extend(state.elsewhere_notice());
        // Its progress would be a line for each exercise.
        if state.check_all.is_some() {
            notices.push("Checking all exercises.".to_owned());
        }
        let new = notices.iter().filter(|n| !self.notices.contains(n));
        let mut new: Vec<String> = new.cloned().collect();
        self.notices = notices;
        let crates = state.awaited_crates();
        new.extend(crates.and_then(|crates| self.building.next(crates)));
        exercise::notices(&new, state.size.0, state.theme)
    }

    /// What is new about the exercise: its header if it's another one, the verdict once for each
    /// check, and hints when the learner asks for them.
    fn exercise(&mut self, state: &State) -> Vec<String> {
        let view = state.exercise_view(&[]);
        let parts = exercise::parts(&view, state.size.0, state.theme);
        let was_elsewhere = self.other.take().is_some();
        let mut news = Vec::new();
        if self.exercise.is_none() {
            news.push("Type a letter, then Enter: h for a hint, q to quit, ? for help.".to_owned());
        }
        if self.exercise != Some(state.current) {
            self.exercise = Some(state.current);
            (self.generation, self.hints) = (None, 0);
            news.extend(parts.header);
            if state.report.is_none() {
                news.push(parts.place.clone());
                news.extend(parts.verdict.iter().cloned());
            }
        } else if was_elsewhere {
            news.extend(parts.header);
        }
        let is_answered = state.report.is_some() && !state.checking;
        if is_answered && self.generation != Some(state.generation) {
            self.generation = Some(state.generation);
            news.push(parts.place);
            news.extend(parts.verdict.iter().cloned());
            self.verdict = parts.verdict;
        } else if is_answered && self.verdict != parts.verdict {
            // The compiler was asked meanwhile: repairs that work, and what the types tell.
            news.extend(new_paragraphs(&self.verdict, &parts.verdict));
            self.verdict = parts.verdict;
        }
        self.hints = self.hints.min(parts.hints.len());
        for hint in &parts.hints[self.hints..] {
            news.extend(hint.iter().cloned());
        }
        self.hints = parts.hints.len();
        news
    }

    /// The rows and what the learner can do, or only the chosen row if nothing else changed.
    fn list(&mut self, state: &State, list: &List) -> Vec<String> {
        let rows = list_lines(state, list);
        // Without the mark of the chosen row.
        let names = |rows: &[String]| -> Vec<String> {
            let names = rows.iter().filter_map(|row| row.get(1..));
            names.map(str::to_owned).collect()
        };
        let before = self.other.as_deref().map(names);
        let only_moved = before == Some(names(&rows));
        let chosen = rows.iter().find(|row| row.starts_with('>')).cloned();
        let mut news = self.other(rows);
        if news.is_empty() {
            return news;
        }
        if only_moved {
            news.clear()
        } else {
            news.push(
                "j and k move, /word searches, Enter alone chooses, q goes back. Chosen:"
                    .to_owned(),
            )
        }
        news.extend(chosen);
        news
    }

    /// Lines of a page, list or question, unless they were just written.
    fn other(&mut self, lines: Vec<String>) -> Vec<String> {
        if self.other.as_ref() == Some(&lines) {
            Vec::new()
        } else {
            self.other.insert(lines).clone()
        }
    }
}

/// The paragraphs of a text that an earlier one doesn't have, with an empty line between them.
fn new_paragraphs(earlier: &[String], text: &[String]) -> Vec<String> {
    let known: Vec<&[String]> = earlier.split(String::is_empty).collect();
    let paragraphs = text.split(String::is_empty);
    let new: Vec<&[String]> = paragraphs.filter(|lines| !known.contains(lines)).collect();
    new.join(&String::new())
}

fn page_lines(page: &Page) -> Vec<String> {
    let mut lines = vec![page.title.clone()];
    lines.extend(page.lines.iter().cloned());
    lines
}

fn list_lines(state: &State, list: &List) -> Vec<String> {
    let rows = state.rows(list);
    if rows.is_empty() {
        return vec!["  no exercises".to_owned()];
    }
    let row = |(place, index): (usize, &usize)| {
        let name = &state.course.exercises[*index].name;
        let done = if state.progress.is_done(name) {
            "done"
        } else {
            "pending"
        };
        let mark = if place == list.chosen { ">" } else { " " };
        format!("{mark} {name} {done}")
    };
    rows.iter().enumerate().map(row).collect()
}

/// The keys that a line means: its first letter, Enter if it's empty, or a whole search.
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
