//! What is shown of a long line of code: its beginning, its end, and what's around the places that
//! matter.

use std::ops::Range;

use console::measure_text_width;

use crate::view::text::{safe, shorten};
use crate::view::theme::Theme;

/// A line of up to this many columns is shown whole.
const WHOLE: usize = 160;

/// How many columns of a long line are shown at its beginning and at its end.
const BEGINNING: usize = 48;
const END: usize = 12;

/// How many columns are shown on each side of a place that matters.
const AROUND: usize = 24;

/// The most columns of code that a sentence quotes.
const QUOTE: usize = 120;

/// The fewest columns that are worth leaving out.
const LEAST_GAP: usize = 16;

/// How many columns a gap may grow to begin and end between words.
const TO_NEXT_WORD: usize = 10;

/// The stretches of a line that are left out, as indices into its characters. `widths` are the
/// characters with their columns, and `marks` the indices that matter.
pub fn gaps(characters: &[(char, usize)], marks: &[usize]) -> Vec<Range<usize>> {
    let columns = columns(characters);
    let all = columns.last().copied().unwrap_or(0);
    if all <= WHOLE {
        return Vec::new();
    }
    let column = |mark: &usize| columns.get(*mark).copied().unwrap_or(all);
    let around = marks.iter().map(column);
    let around = around.map(|at| (at.saturating_sub(AROUND), at + AROUND));
    let mut kept: Vec<(usize, usize)> = around.collect();
    kept.extend([(0, BEGINNING), (all - END, all)]);
    kept.sort_unstable();
    let index = |column: usize| columns.partition_point(|at| *at < column);
    let mut gaps = Vec::new();
    let mut end = 0;
    for (from, to) in kept {
        if from > end + LEAST_GAP {
            gaps.push(between_words(characters, index(end)..index(from)));
        }
        end = end.max(to);
    }
    gaps
}

/// The columns before each character, and at last those of all.
fn columns(characters: &[(char, usize)]) -> Vec<usize> {
    let mut columns = vec![0];
    let mut sum = 0;
    columns.extend(characters.iter().map(|(_, width)| {
        sum += width;
        sum
    }));
    columns
}

/// The gap, grown so that it begins and ends at a space, if one is near.
fn between_words(characters: &[(char, usize)], gap: Range<usize>) -> Range<usize> {
    let is_space = |at: &usize| characters.get(*at).is_some_and(|(c, _)| *c == ' ');
    let before = gap.start.saturating_sub(TO_NEXT_WORD)..gap.start;
    let after = gap.end..(gap.end + TO_NEXT_WORD).min(characters.len());
    let start = before.rev().find(is_space).map(|space| space + 1);
    let end = after.into_iter().find(is_space);
    start.unwrap_or(gap.start)..end.unwrap_or(gap.end)
}

/// A text with its gaps as ellipses. `marks` are places in it, counted in characters.
pub fn of_text(text: &str, marks: &[usize], theme: Theme) -> String {
    let mut buffer = [0; 4];
    let width = |c: char| measure_text_width(c.encode_utf8(&mut buffer));
    let widths: Vec<usize> = text.chars().map(width).collect();
    let characters: Vec<(char, usize)> = text.chars().zip(widths).collect();
    let mut shown = String::new();
    let mut from = 0;
    let end = characters.len();
    let gaps = gaps(&characters, marks);
    for gap in gaps.into_iter().chain(std::iter::once(end..end)) {
        shown.extend(characters[from..gap.start].iter().map(|(c, _)| c));
        if !gap.is_empty() {
            shown.push_str(theme.ellipsis());
        }
        from = gap.end;
    }
    shown
}

/// A sentence that's safe to print, in which long code between backticks is cut in the middle.
pub fn sentence(text: &str, theme: Theme) -> String {
    let text = safe(text, false);
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len().is_multiple_of(2) {
        // A quote that doesn't end could be anything.
        return text;
    }
    let parts = parts.iter().enumerate().map(|(index, part)| {
        let is_code = index % 2 == 1;
        if is_code && measure_text_width(part) > QUOTE {
            shorten(part, QUOTE, theme)
        } else {
            (*part).to_owned()
        }
    });
    parts.collect::<Vec<_>>().join("`")
}

/// Where two texts differ: where each of them stops being like the other, from the left and from
/// the right, counted in characters.
pub fn differences(one: &str, other: &str) -> [usize; 2] {
    let alike = |a: &mut dyn Iterator<Item = char>, b: &mut dyn Iterator<Item = char>| {
        a.zip(b).take_while(|(a, b)| a == b).count()
    };
    let left = alike(&mut one.chars(), &mut other.chars());
    let right = alike(&mut one.chars().rev(), &mut other.chars().rev());
    [left, one.chars().count().saturating_sub(right).max(left)]
}

#[cfg(test)]
mod tests {
    use super::*;

    const THEME: Theme = Theme {
        color: false,
        unicode: true,
    };

    fn literal(numbers: usize) -> String {
        let numbers = (0..numbers).map(|n| n.to_string());
        let numbers = numbers.collect::<Vec<_>>().join(", ");
        format!("let table = vec![{numbers}];")
    }

    #[test]
    fn an_ordinary_line_is_whole() {
        let line = literal(36);
        assert!(line.len() < WHOLE);
        assert_eq!(of_text(&line, &[], THEME), line);
    }

    #[test]
    fn a_long_literal_is_cut_between_its_elements() {
        let line = literal(400);
        assert_eq!(
            of_text(&line, &[4], THEME),
            "let table = vec![0, 1, 2, 3, 4, 5, 6, 7, 8, 9, … 398, 399];"
        );
        let at = line.find("200").expect("a number");
        assert_eq!(
            of_text(&line, &[at], Theme::PLAIN),
            "let table = vec![0, 1, 2, 3, 4, 5, 6, 7, 8, 9, ... 196, 197, 198, 199, 200, 201, 202, 203, ... 398, 399];"
        );
    }

    #[test]
    fn what_matters_is_never_left_out() {
        let lines = [literal(400), "x".repeat(900), "日本 ".repeat(200)];
        for line in lines {
            let characters: Vec<(char, usize)> = line
                .chars()
                .map(|c| (c, if c.is_ascii() { 1 } else { 2 }))
                .collect();
            for mark in 0..characters.len() {
                let gaps = gaps(&characters, &[mark, mark / 2]);
                assert!(!gaps.is_empty());
                let mut before = 0;
                for gap in &gaps {
                    assert!(before <= gap.start && gap.start < gap.end);
                    assert!(!gap.contains(&mark) && !gap.contains(&(mark / 2)));
                    before = gap.end;
                }
                let left_out: usize = gaps.iter().map(Range::len).sum();
                assert!(characters.len() - left_out < 220, "{left_out}");
            }
        }
    }

    #[test]
    fn a_sentence_quotes_no_more_than_it_needs() {
        let said = sentence(&format!("Line 3 gives `{}` away.", literal(400)), THEME);
        let code = said.split('`').nth(1).expect("a quote");
        assert!(code.starts_with("let table = vec![0, 1, 2") && code.ends_with(" 398, 399];"));
        assert!(code.contains('…') && measure_text_width(code) <= QUOTE);
        let short = "One `v`, and a ` that stands alone, and `w`.";
        assert_eq!(sentence(short, THEME), short);
    }

    #[test]
    fn texts_differ_between_what_is_alike() {
        assert_eq!(differences("a b c", "a xx c"), [2, 3]);
        assert_eq!(differences("a c", "a b c"), [2, 2]);
        assert_eq!(differences("same", "same"), [4, 4]);
    }
}
