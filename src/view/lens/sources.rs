//! Source lines as they are shown: made safe, without what all are indented by, cut around what
//! matters if they're long, with the compiler's spans coloured, and divided where there are few
//! columns.

use std::collections::BTreeMap;

use console::AnsiCodeIterator;
use unicode_width::UnicodeWidthChar;

use crate::lens::Lens;
use crate::lens::account::Tie;
use crate::lens::highlights::{self, Emphasis, Highlight};
use crate::lens::place::Place;
use crate::view::lens::excerpt;
use crate::view::styled;
use crate::view::text::safe;
use crate::view::theme::Theme;

/// How many more columns the further parts of a divided line are indented by.
const HANG: usize = 2;

/// A line of the source, character by character.
struct Line {
    glyphs: Vec<Glyph>,
}

/// A character that is shown.
struct Glyph {
    c: char,
    /// The character's number in the source line, from 1.
    column: usize,
    emphasis: Option<Emphasis>,
}

/// A line of the source, or a part of one, in a line of the drawing.
pub struct Part {
    /// Its text with colours.
    pub text: String,
    /// The columns of the undivided line that it begins in and that follows it.
    from: usize,
    to: usize,
    /// How many columns stand before it.
    hang: usize,
}

impl Part {
    /// Where a column of the undivided line stands in this part; `None` if it is in another.
    pub fn place(&self, column: usize) -> Option<usize> {
        (self.from..self.to)
            .contains(&column)
            .then(|| column - self.from + self.hang)
    }
}

/// The lines of a picture.
pub struct Sources<'a> {
    lens: &'a Lens,
    theme: Theme,
    lines: BTreeMap<usize, Line>,
}

impl<'a> Sources<'a> {
    /// The lines that a lens shows.
    pub fn new(lens: &'a Lens, theme: Theme) -> Self {
        let lines = lens.lines.iter().map(|(_, text)| safe(text, false));
        let indents = lines
            .filter(|text| !text.trim().is_empty())
            .map(|text| text.len() - text.trim_start_matches(' ').len());
        let indent = indents.min().unwrap_or(0);
        let line = |(number, text): &(usize, String)| {
            let mut line = Line::new(text, *number, &lens.highlights, indent);
            line.cut(&columns_that_matter(lens, *number), theme);
            (*number, line)
        };
        Self {
            lens,
            theme,
            lines: lens.lines.iter().map(line).collect(),
        }
    }

    /// What is drawn below the lines.
    pub fn ties(&self) -> &[Tie] {
        &self.lens.ties
    }

    fn glyphs(&self, number: usize) -> &[Glyph] {
        self.lines.get(&number).map_or(&[], |line| &line.glyphs)
    }

    /// A line without colours.
    pub fn plain(&self, number: usize) -> String {
        self.glyphs(number).iter().map(|glyph| glyph.c).collect()
    }

    /// The columns of a line.
    pub fn width(&self, number: usize) -> usize {
        self.glyphs(number).iter().map(Glyph::width).sum()
    }

    /// A line in parts of at most `room` columns, at least one.
    pub fn parts(&self, number: usize, room: usize) -> Vec<Part> {
        let painted = painted(self.glyphs(number), self.theme);
        let cells = styled::cells(&painted);
        let indent = cells.iter().take_while(|cell| cell.c == ' ').count();
        let hang = match styled::columns(&cells) <= room {
            true => 0,
            false => (indent + HANG).min(room / 3),
        };
        let divided = styled::divide_code(&cells, room, room.saturating_sub(hang));
        let mut parts: Vec<Part> = Vec::new();
        for cells in divided {
            let hang = if parts.is_empty() { 0 } else { hang };
            let from = cells.first().map_or(0, |cell| cell.column);
            if let Some(last) = parts.last_mut() {
                // The spaces that the line was divided at.
                last.to = from;
            }
            parts.push(Part {
                text: format!("{}{}", " ".repeat(hang), styled::text(cells)),
                from,
                to: usize::MAX,
                hang,
            });
        }
        parts
    }

    /// How many columns of the shown line stand before a character of the source.
    pub fn column(&self, place: Place) -> usize {
        let glyphs = self.glyphs(place.line).iter();
        let before = glyphs.filter(|glyph| glyph.column < place.column);
        before.map(Glyph::width).sum()
    }
}

impl Glyph {
    fn width(&self) -> usize {
        self.c.width().unwrap_or(0)
    }
}

impl Line {
    fn new(text: &str, number: usize, marked: &[Highlight], indent: usize) -> Self {
        let mut glyphs: Vec<Glyph> = Vec::new();
        let mut column = 0;
        for (part, is_code) in AnsiCodeIterator::new(text) {
            for c in part.chars() {
                column += 1;
                if is_code {
                    continue;
                }
                let place = Place {
                    line: number,
                    column,
                };
                // A combining character goes with what it stands on.
                let emphasis = match (c.width(), glyphs.last()) {
                    (Some(0), Some(before)) => before.emphasis,
                    _ => highlights::at(marked, place),
                };
                let shown = safe(c.encode_utf8(&mut [0; 4]), false);
                glyphs.extend(shown.chars().map(|c| Glyph {
                    c,
                    column,
                    emphasis,
                }));
            }
        }
        glyphs.drain(..indent.min(glyphs.len()));
        let end = glyphs.iter().rposition(|glyph| !glyph.c.is_whitespace());
        glyphs.truncate(end.map_or(0, |end| end + 1));
        // A span over several lines is not about their indent.
        let blanks = glyphs.iter_mut().take_while(|g| g.c.is_whitespace());
        blanks.for_each(|glyph| glyph.emphasis = None);
        Self { glyphs }
    }

    /// Leaves out what's far from all of these columns, if the line is long.
    fn cut(&mut self, columns: &[usize], theme: Theme) {
        let characters = self.glyphs.iter().map(|glyph| (glyph.c, glyph.width()));
        let characters: Vec<(char, usize)> = characters.collect();
        let index = |column: &usize| self.glyphs.partition_point(|glyph| glyph.column < *column);
        let marks: Vec<usize> = columns.iter().map(index).collect();
        for gap in excerpt::gaps(&characters, &marks).into_iter().rev() {
            let (first, last) = (&self.glyphs[gap.start], &self.glyphs[gap.end - 1]);
            let column = first.column;
            let emphasis = first.emphasis.filter(|_| first.emphasis == last.emphasis);
            let ellipsis = theme.ellipsis().chars().map(|c| Glyph {
                c,
                column,
                emphasis,
            });
            self.glyphs.splice(gap, ellipsis.collect::<Vec<_>>());
        }
    }
}

/// The columns of a line that a drawing points at, or where something coloured begins or ends.
fn columns_that_matter(lens: &Lens, line: usize) -> Vec<usize> {
    let ends = lens.highlights.iter();
    let ends = ends.flat_map(|highlight| [highlight.area.start, highlight.area.end]);
    let ends = ends.filter(|place| place.line == line);
    let events = lens.events.iter().filter(|event| event.line == line);
    let ties = lens.ties.iter().filter(|tie| tie.line == line);
    let ties = ties.flat_map(|tie| tie.ends.iter().map(|(column, _)| *column));
    let columns = ends.map(|place| place.column);
    let columns = columns.chain(events.map(|event| event.column)).chain(ties);
    columns.collect()
}

fn painted(glyphs: &[Glyph], theme: Theme) -> String {
    let runs = glyphs.chunk_by(|one, next| one.emphasis == next.emphasis);
    let painted = runs.map(|run| {
        let text: String = run.iter().map(|glyph| glyph.c).collect();
        match run.first().and_then(|glyph| glyph.emphasis) {
            Some(Emphasis::Wrong) => theme.wrong_place(&text),
            Some(Emphasis::Cause) => theme.cause_place(&text),
            Some(Emphasis::Later) => theme.later_place(&text),
            None => text,
        }
    });
    painted.collect()
}

#[cfg(test)]
mod tests {
    use super::painted as painted_line;
    use super::*;
    use crate::lens::place::Area;

    const COLOUR: Theme = Theme {
        color: true,
        unicode: true,
    };

    /// A line with the characters from `start` to `end` of it wrong.
    fn painted(text: &str, start: usize, end: usize) -> String {
        let place = |column| Place { line: 1, column };
        let marked = Highlight {
            area: Area {
                start: place(start),
                end: place(end),
            },
            emphasis: Emphasis::Wrong,
        };
        let line = painted_line(&Line::new(text, 1, &[marked], 0).glyphs, COLOUR);
        line.replace("\u{1b}[31m\u{1b}[1m\u{1b}[4m", "«")
            .replace("\u{1b}[0m", "»")
    }

    #[test]
    fn a_combining_character_is_not_parted_from_what_it_stands_on() {
        assert_eq!(painted("cafe\u{301} x", 1, 5), "«cafe\u{301}» x");
        assert_eq!(painted("cafe\u{301} x", 5, 7), "cafe\u{301}« »x");
    }

    #[test]
    fn what_is_not_shown_moves_no_span() {
        assert_eq!(painted("\ta\tbc", 4, 5), "    a    «b»c");
        assert_eq!(painted("\"\u{1b}[1m\" + b", 10, 11), "\"\" + «b»");
        assert_eq!(painted("\u{7}ab  ", 3, 6), "a«b»");
    }
}
