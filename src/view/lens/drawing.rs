//! Lanes beside code: a column a variable or borrow, a row a line.

use console::measure_text_width;

use crate::model::lens::account::{Tie, TieEnd};
use crate::model::lens::timeline::{Row, Stroke};
use crate::model::lens::{Lens, Tier};
use crate::view::lens::signs;
use crate::view::text::{cut, fill, pad, safe, wrap};
use crate::view::theme::Theme;

/// The narrowest place for code and notes that is worth having.
const LEAST_CODE: usize = 18;

/// What all rows share.
struct Sheet<'a> {
    lens: &'a Lens,
    theme: Theme,
    width: usize,
    /// Columns of the line numbers.
    number: usize,
    /// Columns of each lane.
    lanes: Vec<usize>,
    /// Columns that all shown lines begin with in vain.
    indent: usize,
    /// The column where notes stand whose lines leave room for them.
    notes_at: usize,
}

/// The drawing.
pub fn lines(lens: &Lens, width: usize, theme: Theme) -> Vec<String> {
    let sheet = Sheet::new(lens, width, theme);
    let mut lines = sheet.names();
    for (index, row) in lens.picture.rows.iter().enumerate() {
        lines.extend(sheet.row(index, row));
    }
    lines.extend(sheet.legend());
    lines
}

impl<'a> Sheet<'a> {
    fn new(lens: &'a Lens, width: usize, theme: Theme) -> Self {
        let last = lens.lines.last().map_or(0, |(number, _)| *number);
        let mut sheet = Self {
            lens,
            theme,
            width,
            number: last.to_string().len().max(2) + 1,
            lanes: Vec::new(),
            indent: 0,
            notes_at: 0,
        };
        sheet.indent = sheet.common_indent();
        sheet.lanes = sheet.lane_widths();
        sheet.notes_at = sheet.place_for_notes();
        sheet
    }

    fn common_indent(&self) -> usize {
        let lines = self.lens.lines.iter().map(|(_, text)| safe(text, false));
        let indents = lines
            .filter(|text| !text.trim().is_empty())
            .map(|text| text.len() - text.trim_start_matches(' ').len());
        indents.min().unwrap_or(0)
    }

    /// A line's text as it is shown.
    fn code(&self, number: usize) -> String {
        let found = self.lens.lines.iter().find(|(line, _)| *line == number);
        let text = safe(found.map_or("", |(_, text)| text), false);
        text.chars()
            .skip(self.indent)
            .collect::<String>()
            .trim_end()
            .to_owned()
    }

    fn lane_widths(&self) -> Vec<usize> {
        let names = &self.lens.picture.lanes;
        let most = self.width.saturating_sub(self.number + LEAST_CODE + 4);
        let most = (most / names.len().max(1)).saturating_sub(2).max(2);
        let marks = |lane: usize| {
            let rows = self.lens.picture.rows.iter();
            rows.map(|row| row.cells.get(lane).map_or(0, |c| c.marks.len()))
                .max()
                .unwrap_or(0)
        };
        let width = |(lane, name): (usize, &String)| {
            measure_text_width(name).min(most).max(marks(lane)).max(1)
        };
        names.iter().enumerate().map(width).collect()
    }

    /// The columns before the code.
    fn before_code(&self) -> usize {
        self.number + 2 + self.lanes.iter().map(|w| w + 2).sum::<usize>() + 2
    }

    /// The column that lets most notes stand beside their lines, and those aligned.
    fn place_for_notes(&self) -> usize {
        let rows = self
            .lens
            .picture
            .rows
            .iter()
            .filter(|r| !r.notes.is_empty());
        let mut widths: Vec<(usize, usize)> =
            rows.map(|r| (self.code_width(r), note_width(r))).collect();
        widths.sort_unstable();
        while let Some((widest, _)) = widths.last() {
            let at = widest + 3;
            if widths
                .iter()
                .all(|(_, note)| self.before_code() + at + note <= self.width)
            {
                return at;
            }
            widths.pop();
        }
        0
    }

    fn code_width(&self, row: &Row) -> usize {
        measure_text_width(&self.code(row.line.unwrap_or(0)))
    }

    fn has_note_beside(&self, row: &Row) -> bool {
        let fits = self.before_code() + self.notes_at + note_width(row) <= self.width;
        !row.notes.is_empty() && fits && self.code_width(row) + 3 <= self.notes_at
    }

    fn names(&self) -> Vec<String> {
        let lanes = &self.lens.picture.lanes;
        if lanes.iter().all(String::is_empty) {
            return Vec::new();
        }
        let names = lanes.iter().zip(&self.lanes);
        let names = names.map(|(name, width)| {
            let fits = measure_text_width(name) <= *width;
            let shown = match fits {
                true => name.clone(),
                false => format!(
                    "{}{}",
                    cut(name, width.saturating_sub(1)),
                    if self.theme.unicode { "…" } else { "~" }
                ),
            };
            pad(&self.theme.strong(&safe(&shown, false)), width + 2)
        });
        let line = format!("{}  {}", " ".repeat(self.number), names.collect::<String>());
        vec![line.trim_end().to_owned()]
    }

    fn row(&self, index: usize, row: &Row) -> Vec<String> {
        let Some(number) = row.line else {
            let dots = if self.theme.unicode { "⋮" } else { ":" };
            let text = format!("{dots} {} lines", row.hidden);
            return vec![self.line(dots, &self.cells(row), &self.theme.faint(&text))];
        };
        let room = self.width.saturating_sub(self.before_code()).max(8);
        let text = self.code(number);
        let mut parts = wrap(&text, room).into_iter();
        let mut first = parts.next().unwrap_or_default();
        let beside = self.has_note_beside(row);
        if beside {
            first = format!(
                "{}{}",
                pad(&first, self.notes_at),
                self.note(&row.notes.join("; "))
            );
        }
        let mut lines = vec![self.line(&number.to_string(), &self.cells(row), &first)];
        let further = self.further_cells(index);
        let further_parts: Vec<String> = parts.collect();
        let is_wrapped = !further_parts.is_empty();
        lines.extend(
            further_parts
                .iter()
                .map(|part| self.line("", &further, part)),
        );
        for tie in self.lens.ties.iter().filter(|tie| tie.line == number) {
            let drawn = self.tie(tie, is_wrapped, room);
            lines.extend(drawn.iter().map(|part| self.line("", &further, part)));
        }
        if !beside {
            for note in row.notes.iter().flat_map(|note| self.below(note, room)) {
                lines.push(self.line("", &further, &note));
            }
        }
        lines
    }

    fn below(&self, note: &str, room: usize) -> Vec<String> {
        let sign = if self.theme.unicode { "↑ " } else { "^ " };
        let text = fill(&safe(note, false), room.saturating_sub(2));
        let lines = text.iter().enumerate().map(|(index, line)| match index {
            0 => self.theme.faint(&format!("{sign}{line}")),
            _ => self.theme.faint(&format!("  {line}")),
        });
        lines.collect()
    }

    /// A tie between places of a line; only its words where the line is broken.
    fn tie(&self, tie: &Tie, is_wrapped: bool, room: usize) -> Vec<String> {
        let label = safe(&tie.label, false);
        if is_wrapped {
            return self.below(&label, room);
        }
        let mut ends: Vec<(usize, TieEnd)> = tie
            .ends
            .iter()
            .map(|(column, end)| (self.display_column(tie.line, *column), *end))
            .collect();
        ends.sort_by_key(|(column, _)| *column);
        let drawn = self.arc(&ends);
        let columns = measure_text_width(&drawn);
        let paint = |text: &str| self.theme.bad(text);
        if columns + measure_text_width(&label) < room {
            return vec![paint(&format!("{drawn} {label}"))];
        }
        let mut lines = vec![paint(&drawn)];
        let first = ends.first().map_or(0, |(column, _)| *column);
        let indent = first
            .min(room.saturating_sub(measure_text_width(&label) + 1))
            .min(room / 2);
        let text = fill(&label, room.saturating_sub(indent).max(8));
        lines.extend(
            text.iter()
                .map(|line| format!("{}{}", " ".repeat(indent), paint(line))),
        );
        lines
    }

    /// How many columns of the shown line stand before a column of the source.
    fn display_column(&self, number: usize, column: usize) -> usize {
        let found = self.lens.lines.iter().find(|(line, _)| *line == number);
        let text: String = found
            .map_or("", |(_, text)| text)
            .chars()
            .take(column - 1)
            .collect();
        measure_text_width(&safe(&text, false)).saturating_sub(self.indent)
    }

    fn arc(&self, ends: &[(usize, TieEnd)]) -> String {
        let (first, last) = match (ends.first(), ends.last()) {
            (Some((first, _)), Some((last, _))) => (*first, *last),
            _ => return String::new(),
        };
        let sign = |column: usize, end: TieEnd| match (end, self.theme.unicode) {
            (TieEnd::Wrong, true) => '✗',
            (TieEnd::Wrong, false) => 'X',
            (_, true) if column == first => '╰',
            (_, true) if column == last => '╯',
            (_, true) => '┴',
            (_, false) => '^',
        };
        let line = if self.theme.unicode { '─' } else { '-' };
        let mut text = " ".repeat(first);
        for column in first..=last {
            let here = ends.iter().find(|(at, _)| *at == column);
            text.push(here.map_or(line, |(at, end)| sign(*at, *end)));
        }
        text
    }

    fn note(&self, text: &str) -> String {
        let sign = if self.theme.unicode { "← " } else { "<- " };
        self.theme.faint(&format!("{sign}{}", safe(text, false)))
    }

    fn line(&self, number: &str, cells: &str, code: &str) -> String {
        let bar = if self.theme.unicode { "│" } else { "|" };
        let gap = " ".repeat(self.number.saturating_sub(measure_text_width(number)));
        let number = self.theme.faint(number);
        let bar = self.theme.faint(bar);
        format!("{gap}{number}  {cells}{bar} {code}")
            .trim_end()
            .to_owned()
    }

    fn cells(&self, row: &Row) -> String {
        let cells = row.cells.iter().zip(&self.lanes);
        cells
            .map(|(cell, width)| pad(&signs::cell(cell, self.theme), width + 2))
            .collect()
    }

    /// The cells below a row that belong to it: what goes on in the next one.
    fn further_cells(&self, index: usize) -> String {
        let next = self.lens.picture.rows.get(index + 1);
        let strokes = |lane: usize| -> Option<Stroke> {
            let starts = next?.cells.get(lane)?;
            let here = self.lens.picture.rows.get(index)?.cells.get(lane)?;
            here.stroke
                .or(starts.stroke)
                .filter(|_| starts.stroke.is_some())
        };
        let cells = self.lanes.iter().enumerate().map(|(lane, width)| {
            let sign =
                strokes(lane).map_or_else(String::new, |s| signs::painted_stroke(s, self.theme));
            pad(&sign, width + 2)
        });
        cells.collect()
    }

    fn legend(&self) -> Vec<String> {
        if self.lens.tier != Tier::Timeline {
            return Vec::new();
        }
        let parts = signs::legend(&self.lens.picture, self.theme);
        // The cross alone explains itself.
        if parts.len() < 2 {
            return Vec::new();
        }
        let mut lines: Vec<String> = Vec::new();
        let room = self.width.saturating_sub(self.number + 2);
        for part in parts {
            match lines.last_mut() {
                Some(last) if measure_text_width(last) + measure_text_width(&part) + 3 <= room => {
                    last.push_str("   ");
                    last.push_str(&part);
                }
                _ => lines.push(part),
            }
        }
        let indent = " ".repeat(self.number + 2);
        let shown = lines
            .iter()
            .map(|l| format!("{indent}{}", self.theme.faint(l)));
        shown.collect()
    }
}

/// The columns of a row's notes beside its line.
fn note_width(row: &Row) -> usize {
    measure_text_width(&row.notes.join("; ")) + 2
}
