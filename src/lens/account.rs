//! What an error comes down to: events, sentences, ways out.

use std::ops::Range;

use serde::Serialize;

use crate::lens::events::{Event, What};
use crate::lens::place::Area;
use crate::lens::repair::Repair;

/// What would happen if the compiler let the program pass.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "text")]
pub enum AtRunTime {
    /// Something would go wrong.
    Harm(String),
    /// Nothing: the program is sound, and the compiler cannot see it.
    Sound(String),
    /// Nothing: the rule is there for readers.
    Harmless(String),
}

/// A tie drawn below a line: places of it that belong together.
///
/// A signature may take several lines. Then there is a tie for each line that has an end, all
/// of them are one figure, and the last has the words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tie {
    /// The line.
    pub line: usize,
    /// The columns that are tied, with the sign that each gets.
    pub ends: Vec<(usize, TieEnd)>,
    /// Words on it; empty where a tie in a later line has them.
    pub label: String,
}

/// One end of a tie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TieEnd {
    /// Data comes from here.
    From,
    /// Data goes there.
    To,
    /// Here something is missing or does not fit.
    Wrong,
}

/// All that is told about an error.
#[derive(Debug, Clone, Default)]
pub struct Account {
    /// The lanes' names.
    pub lanes: Vec<String>,
    /// In the order in which they were found.
    pub events: Vec<Event>,
    /// Drawn below their lines.
    pub ties: Vec<Tie>,
    /// The rule in one sentence, if this case needs another one than its code has.
    pub summary: Option<&'static str>,
    /// Lines to show besides those of events.
    pub also: Vec<usize>,
    /// One or two sentences.
    pub story: Vec<String>,
    /// What would happen otherwise.
    pub at_run_time: Option<AtRunTime>,
    /// Ways to repair it, the most fitting first.
    pub repairs: Vec<Repair>,
    /// Whether the cause is outside of the code that isn't the learner's to change, which is tests
    /// and the `main` beside them: then no repair may touch that code, not even rustc's. `None`
    /// leaves it to what the compiler points at.
    pub spares_tests: Option<bool>,
    /// What stays as it is, in bytes, because its cause is elsewhere: rustc's suggestions to change
    /// it aren't passed on.
    pub keeps: Vec<Range<usize>>,
}

impl Account {
    /// A lane of this name; its index.
    pub fn lane(&mut self, name: impl Into<String>) -> usize {
        self.lanes.push(name.into());
        self.lanes.len() - 1
    }

    /// Something that happens.
    pub fn event(&mut self, lane: usize, what: What, area: Area, note: impl Into<String>) {
        self.events.push(Event::new(lane, what, area, note));
    }

    /// Something that happens on a later round of a loop.
    pub fn event_on(
        &mut self,
        lane: usize,
        what: What,
        area: Area,
        round: usize,
        note: impl Into<String>,
    ) {
        let event = Event::new(lane, what, area, note);
        self.events.push(event.on_round(round));
    }

    /// A sentence.
    pub fn say(&mut self, sentence: impl Into<String>) {
        self.story.push(sentence.into());
    }

    /// What would go wrong.
    pub fn harm(&mut self, text: impl Into<String>) {
        self.at_run_time = Some(AtRunTime::Harm(text.into()));
    }

    /// The program is sound.
    pub fn sound(&mut self, text: impl Into<String>) {
        self.at_run_time = Some(AtRunTime::Sound(text.into()));
    }

    /// A way to repair it.
    pub fn repair(&mut self, repair: Repair) {
        self.repairs.push(repair);
    }
}
