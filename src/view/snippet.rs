//! Fits the compiler's messages into few columns.
//!
//! Its pictures of code consist of lines with a gutter: a line of code, and below it notes that
//! underline parts of the code and say something about them. If a picture is too wide, we break it
//! so that underlines stay below their code: first the words of the notes, then the code together
//! with its notes.

use console::measure_text_width;

use crate::view::styled::{self, Cell, cells, columns, divide, divide_code};
use crate::view::theme::Theme;

/// With fewer columns beside the gutter, a picture is shown as prose.
const MIN_PICTURE_WIDTH: usize = 12;
/// With fewer columns beside an underline, its words begin on the next line.
const MIN_WORDS_WIDTH: usize = 16;
/// The characters that underline code and connect underlines with words.
const MARKS: &str = " -^~+_|/\\";

/// Breaks the compiler's lines into lines of at most `width` columns.
pub fn fit(lines: &[String], width: usize, theme: Theme) -> Vec<String> {
    let mut fitted = Vec::new();
    let mut rest = lines;
    while let Some(line) = rest.first() {
        let group = 1 + if is_code(line) {
            rest[1..].iter().take_while(|l| is_note(l)).count()
        } else {
            0
        };
        let (picture, next) = rest.split_at(group);
        if picture.iter().all(|l| measure_text_width(l) <= width) {
            fitted.extend(picture.iter().cloned())
        } else {
            fitted.extend(divide_lines(picture, width, theme))
        }
        rest = next;
    }
    fitted
}

fn divide_lines(picture: &[String], width: usize, theme: Theme) -> Vec<String> {
    let lines: Option<Vec<Line>> = picture.iter().map(|line| Line::parse(line)).collect();
    match lines.as_deref() {
        Some([code, notes @ ..]) if width >= code.gutter.len() + MIN_PICTURE_WIDTH => {
            let room = width - code.gutter.len();
            if code.is_code {
                divide_picture(code, notes, room, theme)
            } else {
                code.note(&Segment::whole(), room)
            }
        }
        _ => picture
            .iter()
            .flat_map(|line| divide_prose(line, width))
            .collect(),
    }
}

/// Breaks a line that isn't part of a picture.
fn divide_prose(line: &str, width: usize) -> Vec<String> {
    let cells = cells(line);
    let plain: String = cells.iter().map(|cell| cell.c).collect();
    let indent = plain.len() - plain.trim_start_matches(' ').len();
    // After `  = note: `.
    let after_word = plain
        .trim_start()
        .strip_prefix("= ")
        .and_then(|note| note.find(": "))
        .map(|colon| indent + colon + 4);
    let hang = match after_word {
        Some(hang) if hang <= width / 3 => hang,
        Some(_) => indent + 2,
        None => indent,
    };
    let hang = hang.min(width / 3);
    let lines = divide(&cells, width, width - hang);
    hanging(&lines, "", &" ".repeat(hang))
}

/// Joins the parts of a broken line with what stands before the first part and the others.
fn hanging(lines: &[&[Cell]], first: &str, others: &str) -> Vec<String> {
    let lines = lines.iter().enumerate();
    lines
        .map(|(place, line)| {
            let before = if place == 0 { first } else { others };
            format!("{before}{}", styled::text(line))
        })
        .collect()
}

/// A line with a gutter.
struct Line {
    gutter: Vec<Cell>,
    content: Vec<Cell>,
    is_code: bool,
}

/// The columns of a picture that go onto one line.
struct Segment {
    from: usize,
    to: usize,
    /// How many columns it is indented.
    hang: usize,
}

impl Segment {
    fn whole() -> Self {
        Self {
            from: 0,
            to: usize::MAX,
            hang: 0,
        }
    }

    fn holds(&self, column: usize) -> bool {
        (self.from..self.to).contains(&column)
    }
}

fn is_code(line: &str) -> bool {
    // A program's output can be long, and few of its lines need a closer look.
    let may_be = ["|", "~", "+", "-"].iter().any(|sign| line.contains(sign));
    may_be && Line::parse(line).is_some_and(|line| line.is_code)
}

fn is_note(line: &str) -> bool {
    Line::parse(line).is_some_and(|line| !line.is_code)
}

fn divide_picture(code: &Line, notes: &[Line], room: usize, theme: Theme) -> Vec<String> {
    let parts = code.segments(notes, room);
    let mut lines = Vec::new();
    for (place, part) in parts.iter().enumerate() {
        lines.push(code.code(part, place > 0, theme));
        lines.extend(notes.iter().flat_map(|note| note.note(part, room)));
    }
    let empty = notes.iter().filter(|note| note.content.is_empty());
    lines.extend(empty.map(|note| styled::text(&note.gutter)));
    lines
}

impl Line {
    /// Splits off the gutter: `12 | `, `   | `, or in a suggestion `12 + `.
    fn parse(line: &str) -> Option<Self> {
        let mut content = cells(line);
        while content.last().is_some_and(|cell| cell.c == ' ') {
            content.pop();
        }
        let sign = content
            .iter()
            .position(|cell| !cell.c.is_ascii_digit() && cell.c != ' ')?;
        let is_code = content[..sign].iter().any(|cell| cell.c.is_ascii_digit());
        let follows_space = sign > 0 && content[sign - 1].c == ' ';
        let signs = if is_code { "|~+-" } else { "|" };
        if !follows_space || !signs.contains(content[sign].c) {
            return None;
        }
        let mut rest = content.split_off(sign + 1);
        match rest.first() {
            Some(space) if space.c == ' ' => content.push(rest.remove(0)),
            Some(_) => return None,
            None => {}
        }
        let begin = columns(&content);
        for cell in &mut rest {
            cell.column -= begin;
        }
        Some(Self {
            gutter: content,
            content: rest,
            is_code,
        })
    }

    /// The segments into which a line of code is broken together with its notes.
    fn segments(&self, notes: &[Self], room: usize) -> Vec<Segment> {
        let indent = self.content.iter().take_while(|cell| cell.c == ' ').count();
        let hang = (indent + 2).min(room / 4);
        // A mark may be beyond the end of the line.
        let mut all = self.content.clone();
        let marked = notes.iter().filter_map(|note| note.marks().0.last());
        let end = marked.map(|mark| mark.column + 1).max().unwrap_or(0);
        all.extend((columns(&all)..end).map(Cell::filler));
        let lines = divide_code(&all, room, room - hang);
        let begins: Vec<usize> = lines
            .iter()
            .skip(1)
            .filter_map(|line| line.first())
            .map(|cell| cell.column)
            .collect();
        let from = std::iter::once(0).chain(begins.iter().copied());
        let to = begins.iter().copied().chain([usize::MAX]);
        let parts = from.zip(to).enumerate();
        parts
            .map(|(place, (from, to))| Segment {
                from,
                to,
                hang: if place == 0 { 0 } else { hang },
            })
            .collect()
    }

    /// A segment of a line of code. An ellipsis stands for the line number if it goes on.
    fn code(&self, part: &Segment, goes_on: bool, theme: Theme) -> String {
        let mut gutter = self.gutter.clone();
        if goes_on {
            let last = gutter.iter().rposition(|cell| cell.c.is_ascii_digit());
            for (place, cell) in gutter.iter_mut().enumerate() {
                if cell.c.is_ascii_digit() {
                    let sign = if theme.unicode { '…' } else { '.' };
                    *cell = cell.with(if Some(place) == last { sign } else { ' ' });
                }
            }
        }
        let shown = self.content.iter().filter(|cell| part.holds(cell.column));
        let shown: Vec<Cell> = shown.cloned().collect();
        let line = format!(
            "{}{}{}",
            styled::text(&gutter),
            " ".repeat(part.hang),
            styled::text(&shown)
        );
        line.trim_end().to_owned()
    }

    /// A note's marks up to the last one, and its words.
    fn marks(&self) -> (&[Cell], &[Cell]) {
        let words = self.content.iter().position(|cell| !MARKS.contains(cell.c));
        let (marks, words) = self.content.split_at(words.unwrap_or(self.content.len()));
        (styled::trim_end(marks), words)
    }

    /// The marks and words of a note in a segment; nothing if it has none there.
    fn note(&self, part: &Segment, room: usize) -> Vec<String> {
        let (marks, words) = self.marks();
        let is_mark = |cell: &&Cell| cell.c != ' ' && part.holds(cell.column);
        let last_mark = marks.last();
        // Words right after an underline belong to it; others belong where they begin.
        let anchor = words.first().map(|word| match last_mark {
            Some(mark) if mark.column + 2 == word.column => mark.column,
            _ => word.column,
        });
        let begin = |column: usize| column - part.from + part.hang;
        let mut line = Vec::new();
        for mark in marks.iter().filter(is_mark) {
            // The code was broken at a space, so there is nothing to mark below it.
            if begin(mark.column) < room {
                pad_to(&mut line, begin(mark.column));
                line.push(mark.clone());
            }
        }
        match (words.first(), anchor) {
            (Some(first), Some(anchor)) if part.holds(anchor) => {
                let last = begin(last_mark.map_or(anchor, |mark| mark.column.max(part.from)));
                self.annotate(line, words, begin(first.column), last, room)
            }
            _ if line.is_empty() => Vec::new(),
            _ => vec![format!(
                "{}{}",
                styled::text(&self.gutter),
                styled::text(&line)
            )],
        }
    }

    /// Puts words, which begin at the column `at`, after marks, which end at `last`.
    fn annotate(
        &self,
        marks: Vec<Cell>,
        words: &[Cell],
        at: usize,
        last: usize,
        room: usize,
    ) -> Vec<String> {
        let underline = marks.iter().rev().take_while(|cell| cell.c != ' ').count();
        let under = if at == last + 2 {
            (last + 1).saturating_sub(underline)
        } else {
            at
        };
        let hang = under.min(room / 3);
        let here = room.saturating_sub(at);
        let begins_here = columns(words) <= here || here >= MIN_WORDS_WIDTH;
        let gutter = styled::text(&self.gutter);
        // Lines that lead down to other words continue beside these.
        let bars: Vec<Cell> = marks
            .iter()
            .take(hang)
            .map(|cell| cell.with(if cell.c == '|' { '|' } else { ' ' }))
            .collect();
        let mut before = bars;
        pad_to(&mut before, hang);
        let others = format!("{gutter}{}", styled::text(&before));
        let mut line = marks;
        if begins_here {
            pad_to(&mut line, at);
            let lines = divide(words, here, room - hang);
            return hanging(&lines, &format!("{gutter}{}", styled::text(&line)), &others);
        }
        let mut lines = vec![format!("{gutter}{}", styled::text(&line))];
        lines.extend(hanging(
            &divide(words, room - hang, room - hang),
            &others,
            &others,
        ));
        lines
    }
}

/// Fills a line with spaces up to a column.
fn pad_to(line: &mut Vec<Cell>, column: usize) {
    while columns(line) < column {
        line.extend(cells(" "));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOVED: &str = "error[E0382]: use of moved value: `data`
 --> exercises/01_first/one.rs:4:10
  |
2 |     let data = vec![1];
  |         ---- move occurs because `data` has type `Vec<i32>`, which does not implement the `Copy` trait
3 |     drop(data);
  |          ---- value moved here
  |
  = note: consider changing this parameter type to borrow instead if owning it is not necessary
help: consider cloning the value if the performance cost is acceptable
  |
3 |     drop(data.clone());
  |              ++++++++";

    fn fitted(text: &str, width: usize) -> String {
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let theme = Theme {
            color: false,
            unicode: true,
        };
        fit(&lines, width, theme).join("\n")
    }

    #[test]
    fn what_fits_is_left_as_it_is() {
        assert_eq!(fitted(MOVED, 120), MOVED);
    }

    #[test]
    fn words_are_broken_and_underlines_stay() {
        insta::assert_snapshot!(fitted(MOVED, 40));
    }

    #[test]
    fn twenty_columns() {
        insta::assert_snapshot!(fitted(MOVED, 20));
    }

    #[test]
    fn code_is_divided_with_what_is_below_it() {
        let text = "12 |     let joined = first.join(second_argument).expect(\"a thread\");
   |                  ----- ^^^^ --------------- this is an argument of some kind
   |                  |     |
   |                  |     no method of this name, so look for another one
   |                  it has this type
   |
13 |     end();";
        insta::assert_snapshot!(fitted(text, 40));
    }

    #[test]
    fn spans_of_several_lines() {
        let text = "2 | /     match a_rather_long_expression(first, second) {
3 | |         1 => {}
4 | |     }
  | |_____^ expected `i32`, found `()`, and that is how it goes with matches
...
9 |       other();";
        insta::assert_snapshot!(fitted(text, 36));
    }

    proptest::proptest! {
        #[test]
        fn nothing_is_too_wide_and_no_words_are_lost(
            code in "( {0,12}([a-z(.,]{1,9} ){0,9})",
            marks in " {0,20}[-^]{0,9} {0,9}[-^]{0,5}",
            words in "([a-z`日]{1,9} ){0,9}",
            width in 2usize..70,
        ) {
            let text = format!("12 | {code}x\n   | {marks} {words}\n   |\nerror: {words}");
            let fitted = fitted(&text, width);
            for line in fitted.lines() {
                proptest::prop_assert!(console::measure_text_width(line) <= width, "{line:?}");
            }
            let letters = |text: &str| {
                let mut letters: Vec<char> = text.chars().filter(|c| !c.is_whitespace() && !"…|-^".contains(*c)).collect();
                letters.sort_unstable();
                letters
            };
            proptest::prop_assert_eq!(letters(&fitted), letters(&text));
        }
    }
}
