//! The signs of the drawing, with and without Unicode, and what they mean.

use crate::lens::timeline::{Cell, Mark, Picture, Stroke};
use crate::view::theme::Theme;

/// The sign of a mark.
pub fn mark(mark: Mark, theme: Theme) -> &'static str {
    let (unicode, ascii) = match mark {
        Mark::Created => ("●", "*"),
        Mark::Empty => ("○", "o"),
        Mark::Moved => ("→", ">"),
        Mark::Conflict => ("✗", "X"),
        Mark::Dropped => ("†", "+"),
        Mark::Round => ("↻", "@"),
    };
    if theme.unicode { unicode } else { ascii }
}

/// The sign of a stroke.
pub fn stroke(stroke: Stroke, theme: Theme) -> &'static str {
    let (unicode, ascii) = match stroke {
        Stroke::Owns => ("│", "|"),
        Stroke::OwnsPart => ("┆", "!"),
        Stroke::Nothing => ("·", "."),
        Stroke::Reads => ("┃", "r"),
        Stroke::Writes => ("║", "W"),
        Stroke::Borrows => ("╎", "b"),
    };
    if theme.unicode { unicode } else { ascii }
}

fn mark_words(mark: Mark) -> &'static str {
    match mark {
        Mark::Created => "created",
        Mark::Empty => "declared, no value yet",
        Mark::Moved => "moved away",
        Mark::Conflict => "not allowed",
        Mark::Dropped => "dropped",
        Mark::Round => "next time round",
    }
}

fn stroke_words(stroke: Stroke) -> &'static str {
    match stroke {
        Stroke::Owns => "alive",
        Stroke::OwnsPart => "a part is gone",
        Stroke::Nothing => "nothing in it",
        Stroke::Reads => "reads",
        Stroke::Writes => "may write",
        Stroke::Borrows => "borrows",
    }
}

/// A cell as text with colours.
pub fn cell(cell: &Cell, theme: Theme) -> String {
    if cell.marks.is_empty() {
        return cell
            .stroke
            .map_or_else(String::new, |s| painted_stroke(s, theme));
    }
    cell.marks.iter().map(|m| painted_mark(*m, theme)).collect()
}

fn painted_mark(one: Mark, theme: Theme) -> String {
    let sign = mark(one, theme);
    match one {
        Mark::Conflict | Mark::Dropped => theme.bad(sign),
        Mark::Created => theme.good(sign),
        Mark::Moved | Mark::Round | Mark::Empty => theme.warn(sign),
    }
}

/// A stroke as text with colours.
pub fn painted_stroke(one: Stroke, theme: Theme) -> String {
    let sign = stroke(one, theme);
    match one {
        Stroke::Owns => theme.good(sign),
        Stroke::Reads => theme.key(sign),
        Stroke::Writes => theme.warn(sign),
        Stroke::OwnsPart | Stroke::Nothing | Stroke::Borrows => theme.faint(sign),
    }
}

/// The signs that a picture uses, each with its meaning.
pub fn legend(picture: &Picture, theme: Theme) -> Vec<String> {
    let cells = || picture.rows.iter().flat_map(|row| &row.cells);
    let marks = [
        Mark::Created,
        Mark::Empty,
        Mark::Moved,
        Mark::Dropped,
        Mark::Round,
        Mark::Conflict,
    ];
    let strokes = [
        Stroke::Owns,
        Stroke::OwnsPart,
        Stroke::Nothing,
        Stroke::Reads,
        Stroke::Writes,
        Stroke::Borrows,
    ];
    let shown = |s: Stroke| cells().any(|c| c.marks.is_empty() && c.stroke == Some(s));
    let mut parts: Vec<String> = marks
        .into_iter()
        .filter(|m| cells().any(|c| c.marks.contains(m)))
        .map(|m| format!("{} {}", mark(m, theme), mark_words(m)))
        .collect();
    let at = parts.len().saturating_sub(1);
    let strokes = strokes.into_iter().filter(|s| shown(*s));
    let strokes = strokes.map(|s| format!("{} {}", stroke(s, theme), stroke_words(s)));
    parts.splice(at..at, strokes.collect::<Vec<_>>());
    parts
}
