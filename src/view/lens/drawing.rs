//! Lanes beside code: a column a variable or borrow, a row a line.

use console::measure_text_width;

use crate::lens::place::Place;
use crate::lens::timeline::{Note, Row, Stroke};
use crate::lens::{Lens, Tier};
use crate::view::lens::excerpt;
use crate::view::lens::figure::Figure;
use crate::view::lens::signs;
use crate::view::lens::sources::{Part, Sources};
use crate::view::text::{cut, fill_with_code, pad, safe};
use crate::view::theme::Theme;

/// The narrowest place for code and notes that is worth having.
const LEAST_CODE: usize = 18;

/// The columns that a name gets where code needs the room, if there is no want of them.
const SHORT_NAME: usize = 9;

/// The most columns that a name gets. A borrow without a name of its own has an expression instead,
/// which may be long.
const LONGEST_NAME: usize = 20;

/// The fewest columns in which words of several lines stand beside an arrow.
const LEAST_NOTE: usize = 24;

/// Points from words to the place above them.
const ARROW: char = '↑';

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
            .filter(|r| !r.notes.is_empty() && !must_point(r));
        let widths: Vec<(usize, usize)> =
            rows.map(|r| (self.code_width(r), note_width(r))).collect();
        let fits = |at: usize| {
            let beside = |(code, note): &&(usize, usize)| {
                code + 3 <= at && self.before_code() + at + note <= self.width
            };
            widths.iter().filter(beside).count()
        };
        let places = widths.iter().map(|(code, _)| code + 3);
        places
            .max_by_key(|at| (fits(*at), usize::MAX - at))
            .unwrap_or(0)
    }

    fn code_width(&self, row: &Row) -> usize {
        row.line.map_or(0, |line| self.sources.width(line))
    }

    fn has_note_beside(&self, row: &Row) -> bool {
        let fits = self.before_code() + self.notes_at + note_width(row) <= self.width;
        !row.notes.is_empty()
            && !must_point(row)
            && fits
            && self.code_width(row) + 3 <= self.notes_at
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
                    let columns = self.figure.columns() + self.notes_at;
                    let code = format!("{}{}", pad(&code, columns), self.note(row));
                    self.line(&number.to_string(), &cells, &code)
                }
                0 => self.line(&number.to_string(), &cells, &code),
                _ => self.line("", &further, &code),
            });
            let drawn = self.figure.below(spot, room + self.figure.columns());
            lines.extend(drawn.iter().map(|drawn| self.line("", &further, drawn)));
            for note in row.notes.iter().filter(|_| !beside) {
                if let Some(column) = self.place_in(shown, number, note) {
                    let text = excerpt::sentence(&note.text, self.theme);
                    let words = pointing(column, &text, room)
                        .unwrap_or_else(|| without_arrow(&text, room, self.theme));
                    lines.extend(self.said(&words, spot, &further));
                }
            }
        }
        lines
    }

    /// Words below a part of a line.
    fn said(&self, words: &[String], spot: (usize, usize), cells: &str) -> Vec<String> {
        let rail = self.figure.rail(spot, true);
        let lines = words.iter().map(|words| {
            let words = match self.theme.unicode {
                true => words.clone(),
                false => words.replacen(ARROW, "^", 1),
            };
            self.line("", cells, &format!("{rail}{words}"))
        });
        lines.collect()
    }

    /// The column in which a part of a line has the place of a note.
    fn place_in(&self, part: &Part, line: usize, note: &Note) -> Option<usize> {
        let column = note.column;
        part.place(self.sources.column(Place { line, column }))
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

    /// The notes of a row beside it.
    fn note(&self, row: &Row) -> String {
        let sign = if self.theme.unicode { "← " } else { "<- " };
        format!("{sign}{}", excerpt::sentence(&joined(row), self.theme))
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
            let after = next?.cells.get(lane)?;
            let here = self.lens.picture.rows.get(index)?.cells.get(lane)?;
            let goes_on = after.stroke.is_some() || !after.marks.is_empty();
            // At the head of a loop there is a sign alone.
            let begins = after.stroke.filter(|_| !here.marks.is_empty());
            here.stroke.or(begins).filter(|_| goes_on)
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
    measure_text_width(&joined(row)) + 3
}

/// Whether words on a row speak of "this", which is a place in the line: beside the line, they'd
/// refer to nothing.
fn must_point(row: &Row) -> bool {
    let mut notes = row.notes.iter();
    notes.any(|note| note.text.ends_with("due to this") || note.text.contains("because this is"))
}

fn joined(row: &Row) -> String {
    let notes: Vec<&str> = row.notes.iter().map(|note| note.text.as_str()).collect();
    notes.join("; ")
}

/// An arrow to the place above it, with words behind it or, if they don't fit there, before it.
/// `None` if there's too little room for both.
fn pointing(column: usize, text: &str, room: usize) -> Option<Vec<String>> {
    if column >= room {
        return None;
    }
    let words = measure_text_width(text);
    let left = column.saturating_sub(1);
    let right = room.saturating_sub(column + 2);
    if words <= right {
        Some(behind_arrow(column, text, room))
    } else if words <= left {
        Some(before_arrow(column, text))
    } else if right >= LEAST_NOTE && right >= left {
        Some(behind_arrow(column, text, room))
    } else {
        (left >= LEAST_NOTE).then(|| before_arrow(column, text))
    }
}

/// An arrow in a column, and words behind it.
fn behind_arrow(column: usize, text: &str, room: usize) -> Vec<String> {
    let text = fill_with_code(text, room.saturating_sub(column + 2));
    let lines = text.iter().enumerate().map(|(index, line)| match index {
        0 => format!("{}{ARROW} {line}", " ".repeat(column)),
        _ => format!("{}{line}", " ".repeat(column + 2)),
    });
    lines.collect()
}

/// An arrow in a column, and words before it.
fn before_arrow(column: usize, text: &str) -> Vec<String> {
    let left = column.saturating_sub(1);
    let text = fill_with_code(text, left);
    let widest = text.iter().map(|line| measure_text_width(line)).max();
    let gap = " ".repeat(left.saturating_sub(widest.unwrap_or(0)));
    let lines = text.iter().enumerate().map(|(index, line)| match index {
        0 => format!("{} {ARROW}", pad(&format!("{gap}{line}"), left)),
        _ => format!("{gap}{line}"),
    });
    lines.collect()
}

/// Words on a line that's so narrow that no arrow could stand below the place.
fn without_arrow(text: &str, room: usize, theme: Theme) -> Vec<String> {
    let dash = if theme.unicode { "–" } else { "-" };
    let text = fill_with_code(text, room.saturating_sub(2));
    let lines = text.iter().enumerate().map(|(index, line)| match index {
        0 => format!("{dash} {line}"),
        _ => format!("  {line}"),
    });
    lines.collect()
}

/// The columns of each lane: its name, or less of it if it's long or the code needs the room.
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
    let longest = longest.unwrap_or(0).min(LONGEST_NAME);
    let mut choices = (SHORT_NAME..=longest).rev();
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

#[cfg(test)]
mod tests {
    use super::*;

    const THEME: Theme = Theme {
        color: false,
        unicode: true,
    };

    #[test]
    fn an_arrow_stands_in_its_column_or_there_is_none() {
        let text = "is a whole number, needed is a reference";
        let mut without = 0;
        for room in 10..100 {
            for column in 0..room + 9 {
                let Some(lines) = pointing(column, text, room) else {
                    without += 1;
                    continue;
                };
                let before = lines[0].split(ARROW).next().expect("a first part");
                assert_eq!(measure_text_width(before), column, "{lines:#?}");
                assert!(!lines[1..].iter().any(|line| line.contains(ARROW)));
                for line in &lines {
                    assert!(measure_text_width(line) <= room, "{room}: {lines:#?}");
                }
            }
        }
        assert!(without > 0);
        assert!(!without_arrow(text, 30, THEME).concat().contains(ARROW));
    }

    #[test]
    fn words_are_right_aligned_before_an_arrow() {
        let text = "is a whole number, needed is a reference to a reference";
        assert_eq!(
            pointing(48, text, 70).expect("room"),
            [
                "  is a whole number, needed is a reference to a ↑",
                "  reference"
            ]
        );
        assert_eq!(pointing(20, text, 40), None);
        assert_eq!(
            without_arrow(text, 40, THEME),
            [
                "– is a whole number, needed is a",
                "  reference to a reference"
            ]
        );
    }
}
