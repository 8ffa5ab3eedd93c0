//! Events become lanes and rows: a column a variable or borrow, a row a line.

use std::collections::{BTreeMap, BTreeSet};

use crate::lens::case::Case;
use crate::lens::events::{Event, What};
use crate::lens::place::{Area, Place};
use crate::lens::query::places;
use crate::rust::NodeKind;

/// A sign in a lane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// It gets its value.
    Created,
    /// It is declared, and empty.
    Empty,
    /// Its value moves away.
    Moved,
    /// What the compiler objects to.
    Conflict,
    /// It is dropped.
    Dropped,
    /// A loop comes round.
    Round,
}

/// What goes on between the signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stroke {
    /// It owns its value.
    Owns,
    /// It owns a part of it.
    OwnsPart,
    /// It has no value, or none any more.
    Nothing,
    /// It is borrowed for reading.
    Reads,
    /// It is borrowed for writing.
    Writes,
    /// It is borrowed.
    Borrows,
}

/// What one lane shows in one row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    /// Its signs, seldom more than one.
    pub marks: Vec<Mark>,
    /// What goes on.
    pub stroke: Option<Stroke>,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The line that it shows; `None` for a fold.
    pub line: Option<usize>,
    /// How many lines a fold hides.
    pub hidden: usize,
    /// One cell a lane.
    pub cells: Vec<Cell>,
    /// Words on the line.
    pub notes: Vec<Note>,
}

/// Words on a place of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The place's column in the source, from 1.
    pub column: usize,
    /// The words; never empty.
    pub text: String,
}

/// Lanes and rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Picture {
    /// The lanes' names.
    pub lanes: Vec<String>,
    /// The rows, from above.
    pub rows: Vec<Row>,
}

/// What is said of a line where the compile has another error.
pub const ANOTHER_ERROR: &str = "another error";

impl Picture {
    /// Adds words on a place of a line, if the line is shown and doesn't have them yet.
    pub fn add_note(&mut self, line: usize, column: usize, text: &str) {
        let row = self.rows.iter_mut().find(|row| row.line == Some(line));
        let row = row.filter(|row| row.notes.iter().all(|note| note.text != text));
        if let Some(row) = row {
            row.notes.push(Note {
                column,
                text: text.to_owned(),
            });
        }
    }
}

/// The longest gap that is shown rather than folded.
const SHORT_GAP: usize = 2;

/// What is found out line by line before rows are made.
struct Grid<'a> {
    loops: &'a [Area],
    /// For each lane, the last line on which it may be drawn.
    last_lines: &'a [usize],
    events: &'a [Event],
    cells: BTreeMap<(usize, usize), Cell>,
    lines: BTreeSet<usize>,
    open_ends: Vec<(usize, Option<Stroke>, usize)>,
}

/// The loops of a file, from their keyword to their last brace.
pub fn loops(case: &Case) -> Vec<Area> {
    let nodes = case.tree.nodes();
    let loops = nodes.filter(|node| case.tree.kind(*node).is_loop());
    loops
        .map(|node| case.area(&case.tree.bytes(node)))
        .collect()
}

/// For each lane, the last line on which it may be drawn: its variable's scope ends there. Without a
/// variable, that's the last line of the function around its first event.
pub fn last_lines(case: &Case, lanes: &[String], events: &[Event]) -> Vec<usize> {
    let lanes = lanes.iter().enumerate();
    let last_line = |(lane, name): (usize, &String)| {
        let mut own = events.iter().filter(|event| event.lane == lane);
        let first = own.next()?;
        let byte = case.source.byte_at(first.line, first.column)?;
        let own_name = places::parts(name).first().copied();
        let variable = case.binding(byte);
        let variable = variable.filter(|variable| Some(variable.name.as_str()) == own_name);
        let end = match variable {
            Some(variable) => variable.scope.end,
            None => {
                let node = case.tree.innermost_at(byte);
                let mut around = case.tree.ancestors(node);
                let function = around.find(|at| case.tree.kind(*at) == NodeKind::Function)?;
                case.tree.bytes(function).end
            }
        };
        // Where a later event of the lane tells of more, it's known better.
        Some(own.map(|event| event.line).fold(case.line(end), usize::max))
    };
    let last_line = |lane| last_line(lane).unwrap_or(usize::MAX);
    lanes.map(last_line).collect()
}

/// Draws events; `loops` are those of the file, `last_lines` tells where each lane ends at the
/// latest, and `also` are lines to show besides.
pub fn picture(
    loops: &[Area],
    last_lines: &[usize],
    lanes: &[String],
    events: &[Event],
    also: &[usize],
) -> Picture {
    let mut grid = Grid {
        loops,
        last_lines,
        events,
        cells: BTreeMap::new(),
        lines: also.iter().copied().collect(),
        open_ends: Vec::new(),
    };
    grid.lines.extend(events.iter().map(|e| e.line));
    for lane in 0..lanes.len() {
        let mut own: Vec<&Event> = events.iter().filter(|e| e.lane == lane).collect();
        own.sort_by_key(|e| (e.round, e.line, e.column));
        grid.lane(lane, &own);
    }
    grid.finish();
    let rows = grid.rows(lanes.len(), events);
    Picture {
        lanes: lanes.to_vec(),
        rows,
    }
}

impl<'a> Grid<'a> {
    fn lane(&mut self, lane: usize, events: &[&Event]) {
        let mut stroke = None;
        for (index, event) in events.iter().enumerate() {
            let before = stroke;
            let (mark, after) = sign(event.what, before);
            let cell = self.cells.entry((event.line, lane)).or_default();
            cell.marks.extend(mark);
            let shown = if event.what == What::LastUse {
                before
            } else {
                after
            };
            cell.stroke = cell.stroke.or(shown);
            stroke = after;
            if let Some(next) = events.get(index + 1) {
                self.between(lane, stroke, event, next);
            }
        }
        if matches!(stroke, Some(Stroke::Owns | Stroke::OwnsPart)) {
            let last = events.last().map_or(0, |e| e.line);
            self.open_ends.push((lane, stroke, last + 1));
        }
    }

    /// The loop that comes round between two events. Where one of them stands outside of it,
    /// there is another event inside.
    fn loop_between(&self, from: &Event, to: &Event) -> Option<Area> {
        let place = |e: &Event| Place {
            line: e.line,
            column: e.column,
        };
        let innermost = |loops: &mut dyn Iterator<Item = Area>| loops.max_by_key(|l| l.start);
        let around = |a: &Event, b: &Event| {
            let holds = |l: &Area| l.holds(place(a)) && l.holds(place(b));
            innermost(&mut self.loops.iter().copied().filter(holds))
        };
        let earlier = || {
            let events = self.events.iter().filter(|e| e.round < to.round);
            innermost(&mut events.filter_map(|e| around(e, to)))
        };
        let later = || {
            let events = self.events.iter().filter(|e| e.round > from.round);
            innermost(&mut events.filter_map(|e| around(from, e)))
        };
        around(from, to).or_else(earlier).or_else(later)
    }

    /// What lives on below its last event does so to the last row.
    fn finish(&mut self) {
        let end = self.lines.last().copied().unwrap_or(0);
        for (lane, stroke, from) in std::mem::take(&mut self.open_ends) {
            self.fill(lane, stroke, from..end + 1);
        }
    }

    /// The lines from one event to the next, over the end of a loop if there is a new round.
    fn between(&mut self, lane: usize, stroke: Option<Stroke>, from: &Event, to: &Event) {
        if to.round == from.round {
            return self.fill(lane, stroke, from.line + 1..to.line);
        }
        let Some(one) = self.loop_between(from, to) else {
            return self.fill(lane, stroke, from.line + 1..to.line);
        };
        let (first, last) = (one.start.line, one.end.line);
        self.lines.extend([first, last]);
        self.fill(lane, stroke, from.line + 1..last + 1);
        self.fill(lane, stroke, first + 1..to.line);
        let head = self.cells.entry((first, lane)).or_default();
        if !head.marks.contains(&Mark::Round) {
            head.marks.push(Mark::Round);
        }
    }

    fn fill(&mut self, lane: usize, stroke: Option<Stroke>, lines: std::ops::Range<usize>) {
        let last = self.last_lines.get(lane).copied().unwrap_or(usize::MAX);
        for line in lines.take_while(|line| *line <= last) {
            let cell = self.cells.entry((line, lane)).or_default();
            cell.stroke = cell.stroke.or(stroke);
        }
    }

    fn rows(&self, lanes: usize, events: &[Event]) -> Vec<Row> {
        let mut rows: Vec<Row> = Vec::new();
        let mut before: Option<usize> = None;
        for line in &self.lines {
            let gap = before.map_or(0, |before| line - before - 1);
            if gap > SHORT_GAP {
                rows.push(self.fold(lanes, *line - 1, gap));
            } else {
                rows.extend((line - gap..*line).map(|l| self.row(lanes, l, events)));
            }
            rows.push(self.row(lanes, *line, events));
            before = Some(*line);
        }
        rows
    }

    fn row(&self, lanes: usize, line: usize, events: &[Event]) -> Row {
        let mut on_it: Vec<&Event> = events.iter().filter(|e| e.line == line).collect();
        on_it.sort_by_key(|e| (e.round, e.column));
        let mut notes: Vec<Note> = Vec::new();
        for event in on_it {
            if !event.note.is_empty() && !notes.iter().any(|note| note.text == event.note) {
                notes.push(Note {
                    column: event.column,
                    text: event.note.clone(),
                });
            }
        }
        Row {
            line: Some(line),
            hidden: 0,
            cells: self.cells_of(lanes, line),
            notes,
        }
    }

    fn fold(&self, lanes: usize, last: usize, hidden: usize) -> Row {
        let mut cells = self.cells_of(lanes, last);
        for cell in &mut cells {
            cell.marks.clear();
        }
        Row {
            line: None,
            hidden,
            cells,
            notes: Vec::new(),
        }
    }

    fn cells_of(&self, lanes: usize, line: usize) -> Vec<Cell> {
        let cell = |lane| self.cells.get(&(line, lane)).cloned().unwrap_or_default();
        (0..lanes).map(cell).collect()
    }
}

/// The sign of an event, and what goes on after it.
fn sign(what: What, before: Option<Stroke>) -> (Option<Mark>, Option<Stroke>) {
    match what {
        What::Created => (Some(Mark::Created), Some(Stroke::Owns)),
        What::Seen => (None, Some(Stroke::Owns)),
        What::Declared => (Some(Mark::Empty), Some(Stroke::Nothing)),
        What::Moved => (Some(Mark::Moved), Some(Stroke::Nothing)),
        What::MovedInPart => (Some(Mark::Moved), Some(Stroke::OwnsPart)),
        What::Reads => (None, Some(Stroke::Reads)),
        What::Writes => (None, Some(Stroke::Writes)),
        What::Borrows => (None, Some(Stroke::Borrows)),
        What::Used | What::Label => (None, before),
        What::LastUse => (None, None),
        What::Dropped => (Some(Mark::Dropped), None),
        What::Conflict => (Some(Mark::Conflict), before),
    }
}
