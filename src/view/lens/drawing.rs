//! Lanes beside code: a column a variable or borrow, a row a line.

use console::measure_text_width;

use crate::model::lens::timeline::{Row, Stroke};
use crate::model::lens::{Lens, Tier};
use crate::view::lens::figure::Figure;
use crate::view::lens::signs;
use crate::view::lens::sources::Sources;
use crate::view::text::{cut, fill, pad, safe};
use crate::view::theme::Theme;

/// The narrowest place for code and notes that is worth having.
const LEAST_CODE: usize = 20;

/// The columns that a name gets where code needs the room, if there is no want of them.
const SHORT_NAME: usize = 8;

/// What all rows share.
struct Sheet<'a> {
    lens: &'a Lens,
    theme: Theme,
    width: usize,
    /// Columns of the line numbers.
    number: usize,
    /// Columns of each lane.
    lanes: Vec<usize>,
    /// The code.
    sources: Sources<'a>,
    /// What is drawn below it.
    figure: Figure,
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
        let number = last.to_string().len().max(2) + 1;
        let sources = Sources::new(lens, theme);
        let widest = lens.lines.iter().map(|(line, _)| sources.width(*line));
        let lanes = lane_widths(lens, number, widest.max().unwrap_or(0), width);
        let room = width.saturating_sub(before_code(number, &lanes));
        let mut sheet = Self {
            lens,
            theme,
            width,
            figure: Figure::new(&sources, room.max(8), theme),
            number,
            lanes,
            sources,
            notes_at: 0,
        };
        sheet.notes_at = sheet.place_for_notes();
        sheet
    }

    /// The columns before the code.
    fn before_code(&self) -> usize {
        before_code(self.number, &self.lanes) + self.figure.columns()
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
        row.line.map_or(0, |line| self.sources.width(line))
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
            return vec![self.fold(index, row)];
        };
        let room = self.width.saturating_sub(self.before_code()).max(8);
        let parts = self.sources.parts(number, room);
        let beside = self.has_note_beside(row);
        let (cells, further) = (self.cells(row), self.further_cells(index));
        let mut lines = Vec::new();
        for (part, shown) in parts.iter().enumerate() {
            let spot = (number, part);
            let code = format!("{}{}", self.figure.rail(spot, false), shown.text);
            lines.push(match part {
                0 if beside => {
                    let note = self.note(&row.notes.join("; "));
                    let columns = self.figure.columns() + self.notes_at;
                    let code = format!("{}{note}", pad(&code, columns));
                    self.line(&number.to_string(), &cells, &code)
                }
                0 => self.line(&number.to_string(), &cells, &code),
                _ => self.line("", &further, &code),
            });
            let drawn = self.figure.below(spot, room + self.figure.columns());
            lines.extend(drawn.iter().map(|drawn| self.line("", &further, drawn)));
        }
        if !beside {
            let rail = self.figure.rail((number, parts.len()), true);
            for note in row.notes.iter().flat_map(|note| self.below(note, room)) {
                lines.push(self.line("", &further, &format!("{rail}{note}")));
            }
        }
        lines
    }

    /// A row for lines that are not shown.
    fn fold(&self, index: usize, row: &Row) -> String {
        let dots = if self.theme.unicode { "⋮" } else { ":" };
        let text = format!("{dots} {} lines", row.hidden);
        let next = self.lens.picture.rows.get(index + 1);
        let next = next.and_then(|row| row.line).unwrap_or(0);
        let rail = self.figure.rail((next, 0), false);
        let text = format!("{rail}{}", self.theme.faint(&text));
        self.line(dots, &self.cells(row), &text)
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

    fn note(&self, text: &str) -> String {
        let sign = if self.theme.unicode { "← " } else { "<- " };
        self.theme.faint(&format!("{sign}{}", safe(text, false)))
    }

    fn line(&self, number: &str, cells: &str, code: &str) -> String {
        let bar = if self.theme.unicode { "│" } else { "|" };
        let gap = " ".repeat(self.number.saturating_sub(measure_text_width(number)));
        let number = match number {
            "" => String::new(),
            _ => self.theme.faint(number),
        };
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
    measure_text_width(&row.notes.join("; ")) + 3
}

/// The columns of each lane: its name whole, or less of it where the code needs the room.
fn lane_widths(lens: &Lens, number: usize, code: usize, width: usize) -> Vec<usize> {
    let names = &lens.picture.lanes;
    let lanes = |most: usize| {
        let own = |(lane, name): (usize, &String)| {
            measure_text_width(name)
                .min(most)
                .max(marks(lens, lane))
                .max(1)
        };
        names.iter().enumerate().map(own).collect::<Vec<usize>>()
    };
    let fits = |code: usize, most: usize| before_code(number, &lanes(most)) + code <= width;
    let longest = names.iter().map(|name| measure_text_width(name)).max();
    let mut choices = (SHORT_NAME..=longest.unwrap_or(0)).rev();
    let all_code = choices.find(|most| fits(code, *most));
    let mut less = (2..=SHORT_NAME).rev();
    let most = all_code.or_else(|| less.find(|most| fits(code.min(LEAST_CODE), *most)));
    lanes(most.unwrap_or(2))
}

/// The most signs that a lane has in one row.
fn marks(lens: &Lens, lane: usize) -> usize {
    let rows = lens.picture.rows.iter();
    let marks = rows.map(|row| row.cells.get(lane).map_or(0, |cell| cell.marks.len()));
    marks.max().unwrap_or(0)
}

/// The columns before the code and its rail.
fn before_code(number: usize, lanes: &[usize]) -> usize {
    number + 2 + lanes.iter().map(|width| width + 2).sum::<usize>() + 2
}
