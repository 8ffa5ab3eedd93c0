//! The ways out of an error: a sentence each, and the lines that change.

use crate::model::lens::Lens;
use crate::model::lens::fixes::{Edit, Fix};
use crate::view::lens::Style;
use crate::view::text::{fill, safe, wrap};
use crate::view::theme::Theme;

/// The most that are shown; more is no help.
const MOST: usize = 4;

/// The ways out, the aptest first.
pub fn lines(lens: &Lens, style: Style, width: usize, theme: Theme) -> Vec<String> {
    if lens.fixes.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![String::new(), theme.strong("Ways out")];
    for (index, fix) in lens.fixes.iter().take(MOST).enumerate() {
        lines.extend(sentence(index + 1, fix, width));
        lines.extend(changes(fix, style, width, theme));
    }
    lines
}

/// The ways out without the lines that change.
pub fn in_words(lens: &Lens, width: usize, theme: Theme) -> Vec<String> {
    if lens.fixes.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![String::new(), theme.strong("Ways out")];
    for (index, fix) in lens.fixes.iter().take(MOST).enumerate() {
        lines.extend(sentence(index + 1, fix, width));
    }
    lines
}

fn sentence(number: usize, fix: &Fix, width: usize) -> Vec<String> {
    let text = fill(&safe(&fix.what, false), width.min(90).saturating_sub(5));
    let lines = text.iter().enumerate().map(|(index, line)| match index {
        0 => format!("  {number}. {line}"),
        _ => format!("     {line}"),
    });
    lines.collect()
}

fn changes(fix: &Fix, style: Style, width: usize, theme: Theme) -> Vec<String> {
    let all = fix
        .edits
        .iter()
        .flat_map(|e| e.after.iter().chain([&e.before]));
    let indents = all.filter(|l| !l.trim().is_empty()).map(|l| {
        let text = safe(l, false);
        text.len() - text.trim_start_matches(' ').len()
    });
    let indent = indents.min().unwrap_or(0);
    let shown = |text: &str| -> String { safe(text, false).chars().skip(indent).collect() };
    let mut lines = Vec::new();
    for edit in &fix.edits {
        for (sign, number, text) in diff(edit) {
            let number = number.map_or_else(String::new, |n| n.to_string());
            let head = match (style, sign) {
                (Style::Words, '-') => format!("       line {number}, now: "),
                (Style::Words, '+') => "       then: ".to_owned(),
                (Style::Words, _) => format!("       line {number} stays: "),
                _ => format!("     {number:>4} {sign} "),
            };
            let line = format!("{head}{}", shown(text));
            let parts = wrap(&line, width);
            lines.extend(parts.iter().map(|part| paint(sign, part, theme)));
        }
    }
    lines
}

/// The lines of an edit: what goes, what stays, what comes.
fn diff(edit: &Edit) -> Vec<(char, Option<usize>, &str)> {
    let stays = edit.after.contains(&edit.before);
    let mut lines = Vec::new();
    if !stays {
        lines.push(('-', Some(edit.line), edit.before.as_str()));
    }
    for line in &edit.after {
        match *line == edit.before {
            true => lines.push((' ', Some(edit.line), line.as_str())),
            false => lines.push(('+', None, line.as_str())),
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
