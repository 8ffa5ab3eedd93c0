//! Small drawings. Each stands beside the same in words or numbers, so they're hidden from screen
//! readers.

use std::fmt::Write as _;

use maud::{Markup, html};

use crate::class::report::map::CellState;

/// The width of one exercise in the map.
const CELL: usize = 6;

/// The space between two chapters.
const GAP: usize = 4;

/// The width of a digit above the map.
const DIGIT: usize = 10;

/// The height of a learner's row.
const ROW: usize = 22;

/// The height of the bars above.
const BARS: u32 = 72;

/// Where each exercise stands in the map.
#[derive(Debug, Clone)]
pub struct Columns {
    /// The left edge of each exercise.
    lefts: Vec<usize>,
    /// The first exercise of each chapter.
    chapters: Vec<usize>,
    width: usize,
}

impl Columns {
    /// Puts the exercises of these chapters, one name an exercise, side by side.
    pub fn new<'a>(chapters: impl Iterator<Item = &'a str>) -> Self {
        let mut columns = Self {
            lefts: Vec::new(),
            chapters: Vec::new(),
            width: 2,
        };
        let mut before = None;
        for (number, chapter) in chapters.enumerate() {
            if before != Some(chapter) {
                columns.width += if before.is_some() { GAP } else { 0 };
                columns.chapters.push(number);
                before = Some(chapter);
            }
            columns.lefts.push(columns.width);
            columns.width += CELL;
        }
        columns
    }

    /// The numbers of the chapters, from 1, above the exercises.
    pub fn heads(&self) -> Markup {
        // A number that would cover the one before it is left out.
        let mut end = 0;
        let numbers = self.chapters.iter().enumerate();
        let numbers = numbers.filter_map(|(number, first)| {
            let (left, number) = (self.lefts[*first], (number + 1).to_string());
            let is_free = left >= end;
            if is_free {
                end = left + number.len() * DIGIT + 2;
            }
            is_free.then_some((left, number))
        });
        html! {
            svg aria-hidden="true" width=(self.width + DIGIT * 2) height="20" {
                @for (left, number) in numbers { text x=(left) y="16" { (number) } }
            }
        }
    }

    /// For each exercise a bar: verified at the bottom, claimed above, then those at work.
    /// `counts` has the three numbers of learners, and `all` is how many learners there are.
    pub fn bars(&self, counts: &[[u32; 3]], all: u32) -> Markup {
        let mut paths = [String::new(), String::new(), String::new()];
        for (left, counts) in self.lefts.iter().zip(counts) {
            let mut bottom = BARS;
            for (path, count) in paths.iter_mut().zip(counts) {
                let height = (count * (BARS - 4) + all / 2).checked_div(all).unwrap_or(0);
                let height = if *count > 0 { height.max(1) } else { 0 };
                let top = bottom.saturating_sub(height);
                if height > 0 {
                    let width = CELL - 2;
                    let _ = write!(path, "M{left}.5 {top}.5h{width}v{height}h-{width}z");
                }
                bottom = top;
            }
        }
        let [verified, claimed, started] = paths;
        html! {
            svg aria-hidden="true" width=(self.width) height=(BARS + 2) {
                path.verified d=(verified) {}
                path.claimed-bar d=(claimed) {}
                path.started d=(started) {}
            }
        }
    }

    /// A learner's row.
    pub fn row(&self, states: &[CellState]) -> Markup {
        let mut paths = [String::new(), String::new(), String::new(), String::new()];
        for (left, state) in self.lefts.iter().zip(states) {
            if let Some(kind) = kind(*state) {
                paths[kind] += &shape(*state, *left);
            }
        }
        html! {
            svg aria-hidden="true" width=(self.width) height=(ROW) {
                @for (class, path) in CLASSES.iter().zip(&paths) {
                    @if !path.is_empty() { path class=(class) d=(path) {} }
                }
            }
        }
    }
}

const CLASSES: [&str; 4] = ["verified", "claimed", "started", "refuted"];

fn kind(state: CellState) -> Option<usize> {
    match state {
        CellState::Untouched => None,
        CellState::Verified => Some(0),
        CellState::Claimed => Some(1),
        CellState::Started => Some(2),
        CellState::Refuted => Some(3),
    }
}

/// Each state has a shape of its own: filled, hollow, low, crossed.
fn shape(state: CellState, left: usize) -> String {
    match state {
        CellState::Untouched => String::new(),
        CellState::Verified | CellState::Claimed => format!("M{left}.5 4.5h3v13h-3z"),
        CellState::Started => format!("M{left}.5 15.5h3v2h-3z"),
        CellState::Refuted => format!("M{left} 5l4 12m0-12l-4 12"),
    }
}

/// The mark of a state by itself.
pub fn mark(state: CellState) -> Markup {
    let class = kind(state).map(|kind| CLASSES[kind]);
    html! {
        svg aria-hidden="true" width="9" height=(ROW) viewBox="0 0 9 22" {
            @if let Some(class) = class { path class=(class) d=(shape(state, 2)) {} }
        }
    }
}

/// A share as a bar of this length; nothing of nothing.
pub fn bar(part: u32, whole: u32, width: u32) -> Markup {
    let filled = (part.min(whole) * width).checked_div(whole).unwrap_or(0);
    let filled = if part > 0 { filled.max(2) } else { 0 };
    html! {
        svg aria-hidden="true" width=(width) height="14" {
            rect.rest x="0" y="12" width=(width) height="2" {}
            rect.bar x="0" y="1" width=(filled) height="13" {}
        }
    }
}

/// A bar for each number, side by side.
pub fn columns(numbers: &[u32]) -> Markup {
    const WIDTH: usize = 12;
    const HEIGHT: u32 = 64;
    let most = numbers.iter().copied().max().unwrap_or(0).max(1);
    let mut path = String::new();
    for (index, number) in numbers.iter().enumerate() {
        let height = number * HEIGHT / most;
        let height = if *number > 0 { height.max(2) } else { 0 };
        let (left, top) = (index * WIDTH + 1, HEIGHT - height);
        if height > 0 {
            let _ = write!(path, "M{left} {top}h{}v{height}h-{}z", WIDTH - 2, WIDTH - 2);
        }
    }
    let width = numbers.len() * WIDTH;
    html! {
        svg aria-hidden="true" width=(width) height=(HEIGHT + 2) {
            rect.rest x="0" y=(HEIGHT) width=(width) height="2" {}
            path.bar d=(path) {}
        }
    }
}
