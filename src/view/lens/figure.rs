//! The figure that ties places of a signature together: an arc below its line or, where they
//! stand on several lines, a rail at their left with a branch to each.

use crate::lens::account::TieEnd;
use crate::lens::place::Place;
use crate::view::lens::sources::Sources;
use crate::view::text::{fill, safe};
use crate::view::theme::Theme;

/// The columns of a rail.
const RAIL: usize = 2;

/// A part of a line, as the number of the line and of the part.
type Spot = (usize, usize);

/// An end of the tie: the column that it is drawn in, counted from its part's begin.
type End = (usize, TieEnd);

/// The figure of a lens; without ties it is empty and draws nothing.
pub struct Figure {
    /// The ends in each part that has any, from above.
    branches: Vec<(Spot, Vec<End>)>,
    label: String,
    theme: Theme,
}

impl Figure {
    /// The ties of a lens over lines of code that have `room` columns.
    pub fn new(sources: &Sources, room: usize, theme: Theme) -> Self {
        let whole = Self::of(sources, room, theme);
        match whole.branches.len() {
            0 | 1 => whole,
            _ => Self::of(sources, room.saturating_sub(RAIL), theme),
        }
    }

    fn of(sources: &Sources, room: usize, theme: Theme) -> Self {
        let ties = sources.ties();
        let mut branches = Vec::new();
        for tie in ties {
            for (index, part) in sources.parts(tie.line, room).iter().enumerate() {
                let place = |column| Place {
                    line: tie.line,
                    column,
                };
                let ends = tie.ends.iter();
                let ends = ends.filter_map(|(column, end)| {
                    Some((part.place(sources.column(place(*column)))?, *end))
                });
                let mut ends: Vec<End> = ends.collect();
                ends.sort_by_key(|(column, _)| *column);
                if !ends.is_empty() {
                    branches.push(((tie.line, index), ends));
                }
            }
        }
        branches.sort_by_key(|(spot, _)| *spot);
        let labels = ties.iter().map(|tie| safe(&tie.label, false));
        let labels: Vec<String> = labels.filter(|label| !label.is_empty()).collect();
        Self {
            branches,
            label: labels.join("; "),
            theme,
        }
    }

    /// How many columns it needs before the code.
    pub fn columns(&self) -> usize {
        match self.branches.len() {
            0 | 1 => 0,
            _ => RAIL,
        }
    }

    /// What stands before the code of a part, and before what is said below it if `below`.
    pub fn rail(&self, spot: Spot, below: bool) -> String {
        let (Some((first, _)), Some((last, _))) = (self.branches.first(), self.branches.last())
        else {
            return String::new();
        };
        let passes = match below {
            true => *first <= spot && spot < *last,
            false => *first < spot && spot <= *last,
        };
        let line = if self.theme.unicode { "│" } else { "|" };
        match (self.columns(), passes) {
            (0, _) => String::new(),
            (_, true) => format!("{} ", self.theme.bad(line)),
            (_, false) => " ".repeat(RAIL),
        }
    }

    /// The lines below a part, of at most `room` columns with the rail; none where nothing is
    /// tied.
    pub fn below(&self, spot: Spot, room: usize) -> Vec<String> {
        let Some(index) = self.branches.iter().position(|(at, _)| *at == spot) else {
            return Vec::new();
        };
        let drawn = match self.columns() {
            0 => self.arc(index),
            _ => self.branch(index),
        };
        match index + 1 == self.branches.len() {
            true => self.labelled(&drawn, room),
            false => vec![self.theme.bad(&drawn)],
        }
    }

    /// The last line with its words, behind it if there is room, else below.
    fn labelled(&self, drawn: &str, room: usize) -> Vec<String> {
        let paint = |text: &str| self.theme.bad(text);
        let width = console::measure_text_width(&self.label);
        if console::measure_text_width(drawn) + 1 + width <= room {
            return vec![paint(&format!("{drawn} {}", self.label))];
        }
        let first = drawn.chars().take_while(|c| *c == ' ').count();
        let indent = (first + self.columns())
            .min(room.saturating_sub(width))
            .min(room / 2);
        let text = fill(&self.label, room.saturating_sub(indent).max(8));
        let text = text
            .iter()
            .map(|line| format!("{}{}", " ".repeat(indent), paint(line)));
        std::iter::once(paint(drawn)).chain(text).collect()
    }

    /// An arc from the first end to the last.
    fn arc(&self, index: usize) -> String {
        let Some((_, ends)) = self.branches.get(index) else {
            return String::new();
        };
        let first = ends.first().map_or(0, |(column, _)| *column);
        format!("{}{}", " ".repeat(first), self.stroke(ends, first, '╰'))
    }

    /// A branch of the rail to the ends of one line.
    fn branch(&self, index: usize) -> String {
        let Some((_, ends)) = self.branches.get(index) else {
            return String::new();
        };
        let corner = match (index, self.theme.unicode) {
            (_, false) => '+',
            (0, true) => '╭',
            (_, true) if index + 1 == self.branches.len() => '╰',
            (_, true) => '├',
        };
        let line = if self.theme.unicode { "─" } else { "-" };
        let first = if ends.len() > 1 { '┴' } else { '╯' };
        let rest = self.stroke(ends, 0, first);
        format!("{corner}{}{rest}", line.repeat(RAIL - 1))
    }

    /// A stroke from a column to the last end, with a sign for each.
    fn stroke(&self, ends: &[End], from: usize, first_sign: char) -> String {
        let last = ends.last().map_or(0, |(column, _)| *column);
        let first = ends.first().map_or(0, |(column, _)| *column);
        let sign = |(column, end): &End| match (end, self.theme.unicode) {
            (TieEnd::Wrong, true) => '✗',
            (TieEnd::Wrong, false) => 'X',
            (_, false) => '^',
            (_, true) if *column == first => first_sign,
            (_, true) if *column == last => '╯',
            (_, true) => '┴',
        };
        let line = if self.theme.unicode { '─' } else { '-' };
        let here = |column| ends.iter().find(|(at, _)| *at == column);
        (from..=last)
            .map(|column| here(column).map_or(line, sign))
            .collect()
    }
}
