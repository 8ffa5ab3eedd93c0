//! The ways out of an error: a sentence each, and the lines that change.

use crate::lens::Lens;
use crate::lens::line_edit::LineEdit;
use crate::lens::repair::{Origin, Repair};
use crate::view::lens::excerpt;
use crate::view::lens::style::Style;
use crate::view::styled;
use crate::view::text::{fill, safe};
use crate::view::theme::Theme;

/// The most that are shown; more is no help.
const MOST: usize = 4;

/// The ways out, the most fitting first, with their changed lines unless these are withheld.
pub fn lines(lens: &Lens, style: Style, width: usize, theme: Theme) -> Vec<String> {
    let shown = shown(lens);
    if shown.is_empty() {
        return Vec::new();
    }
    let heading = if lens.leaves_errors {
        "Ways out of this error"
    } else {
        "Ways out"
    };
    let mut lines = vec![String::new(), theme.strong(heading)];
    for (index, repair) in shown.iter().enumerate() {
        lines.extend(sentence(index + 1, repair, width, theme));
        if !lens.withholds_lines {
            lines.extend(changes(&repair.lines, style, width, theme));
        }
    }
    let has_lines = shown.iter().any(|repair| !repair.lines.is_empty());
    if lens.withholds_lines && has_lines {
        let them = if shown.len() == 1 { "it" } else { "them" };
        let words =
            format!("You'll see {them} in code after the second hint, or after a second attempt.");
        lines.extend(fill(&words, width.min(90)));
    }
    lines
}

/// The ways out that are shown.
pub fn shown(lens: &Lens) -> Vec<&Repair> {
    lens.shown_repairs().take(MOST).collect()
}

fn sentence(number: usize, repair: &Repair, width: usize, theme: Theme) -> Vec<String> {
    let sentence = match repair.origin {
        Origin::Lens => repair.sentence.clone(),
        Origin::Compiler => format!("rustc suggests: {}", repair.sentence),
    };
    let text = fill(
        &excerpt::sentence(&sentence, theme),
        width.min(90).saturating_sub(5),
    );
    let lines = text.iter().enumerate().map(|(index, line)| match index {
        0 => format!("  {number}. {line}"),
        _ => format!("     {line}"),
    });
    lines.collect()
}

/// The lines that change, as they are and as they will be.
pub fn changes(edits: &[LineEdit], style: Style, width: usize, theme: Theme) -> Vec<String> {
    let all = edits.iter().flat_map(|e| e.after.iter().chain([&e.before]));
    let indents = all.filter(|l| !l.trim().is_empty()).map(|l| {
        let text = safe(l, false);
        text.len() - text.trim_start_matches(' ').len()
    });
    let indent = indents.min().unwrap_or(0);
    let shown = |text: &str, other: &str| -> String {
        let text = excerpt::of_text(
            &safe(text, false),
            &excerpt::differences(&safe(text, false), &safe(other, false)),
            theme,
        );
        match style {
            Style::Drawing => text.chars().skip(indent).collect(),
            // An indent is not heard.
            Style::Words => text.trim_start().to_owned(),
        }
    };
    let mut lines = Vec::new();
    let mut shown_to = None;
    for edit in edits {
        let all = diff(edit);
        // A new line has no number that would tell where it belongs.
        let is_new = all.first().is_some_and(|(sign, _, _)| *sign == '+');
        if shown_to.is_some_and(|line: usize| line + 1 < edit.line) && is_new {
            let dots = if theme.unicode { "⋮" } else { ":" };
            lines.push(theme.faint(&format!("     {dots:>4}")));
        }
        shown_to = Some(edit.line);
        for (sign, number, text) in all {
            let head = head(edit, sign, number, style);
            let other = match sign {
                '+' => Some(&edit.before),
                _ => edit.after.iter().find(|after| **after != edit.before),
            };
            let other = other.map_or("", String::as_str);
            let parts = code(&shown(text, other), width.saturating_sub(head.len()));
            let mut before = head.clone();
            for part in parts {
                lines.push(paint(sign, &format!("{before}{part}"), theme));
                before = " ".repeat(head.len());
            }
        }
    }
    lines
}

/// What stands before a line.
fn head(edit: &LineEdit, sign: char, number: Option<usize>, style: Style) -> String {
    let number = number.map_or_else(String::new, |n| n.to_string());
    match (style, sign) {
        (Style::Words, '-') if edit.after.is_empty() => format!("       line {number} goes: "),
        (Style::Words, '-') => format!("       line {number}, now: "),
        (Style::Words, '+') if edit.after.contains(&edit.before) => "       new line: ".to_owned(),
        (Style::Words, '+') => "       then: ".to_owned(),
        (Style::Words, _) => format!("       line {number} stays: "),
        _ => format!("     {number:>4} {sign} "),
    }
}

/// A line of code, divided if need be.
fn code(text: &str, room: usize) -> Vec<String> {
    let cells = styled::cells(text);
    let indent = cells.iter().take_while(|cell| cell.c == ' ').count();
    let hang = (indent + 2).min(room / 3);
    let lines = styled::divide_code(&cells, room, room.saturating_sub(hang));
    let lines = lines.into_iter().enumerate().map(|(index, line)| {
        let hang = if index == 0 { 0 } else { hang };
        format!("{}{}", " ".repeat(hang), styled::text(line))
    });
    lines.collect()
}

/// The lines of an edit: what goes, what stays, what comes.
fn diff(edit: &LineEdit) -> Vec<(char, Option<usize>, &str)> {
    // New lines come after it or before it, and may have its text again.
    let mut after = edit.after.iter();
    let stays = match edit.after.first() {
        Some(first) if *first == edit.before => Some(0),
        _ => after.rposition(|line| *line == edit.before),
    };
    let mut lines = Vec::new();
    if stays.is_none() {
        lines.push(('-', Some(edit.line), edit.before.as_str()));
    }
    for (index, line) in edit.after.iter().enumerate() {
        if Some(index) == stays {
            lines.push((' ', Some(edit.line), line.as_str()));
        } else {
            lines.push(('+', None, line.as_str()));
        }
    }
    lines
}

fn paint(sign: char, line: &str, theme: Theme) -> String {
    match sign {
        '-' => theme.bad(line),
        '+' => theme.good(line),
        _ => theme.faint(line),
    }
}
