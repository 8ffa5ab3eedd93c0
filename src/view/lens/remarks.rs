//! What rustc says besides, in its own words.

use crate::lens::Lens;
use crate::lens::remarks::Remark;
use crate::lens::repair::Repair;
use crate::model::diagnostic::Level;
use crate::view::lens::ways_out;
use crate::view::lens::{PROSE, Style};
use crate::view::text::{fill, safe};
use crate::view::theme::Theme;

/// The most suggestions of one help that are shown in code.
const MOST: usize = 4;

/// rustc's notes and helps that are said nowhere above, under a heading of their own. In code only
/// if there's nothing else to try, and if that isn't withheld.
pub fn lines(lens: &Lens, style: Style, width: usize, theme: Theme) -> Vec<String> {
    let shown = ways_out::shown(lens);
    let remarks: Vec<&Remark> = lens.remarks_beside(&shown).collect();
    let is_stuck = !shown
        .iter()
        .any(|repair: &&Repair| !repair.edits.is_empty());
    let has_code = is_stuck && !lens.withholds_lines;
    let each = remarks.iter().enumerate().map(|(index, remark)| {
        let reservation = remark.reservation(lens);
        let at = |index: usize| remarks.get(index).copied();
        let message = remark.words_between(index.checked_sub(1).and_then(at), at(index + 1));
        let mut lines = words(remark, &message, reservation.as_deref(), width);
        if has_code && remark.suggestions.iter().any(|one| one.objection.is_none()) {
            for suggestion in remark.tried(lens).take(MOST) {
                lines.extend(ways_out::changes(&suggestion.lines, style, width, theme));
            }
        }
        lines
    });
    below_heading(each.flatten().collect(), theme)
}

fn below_heading(lines: Vec<String>, theme: Theme) -> Vec<String> {
    if lines.is_empty() {
        return lines;
    }
    let mut all = vec![String::new(), theme.strong("rustc adds")];
    all.extend(lines);
    all
}

fn words(remark: &Remark, message: &str, reservation: Option<&str>, width: usize) -> Vec<String> {
    let level = if remark.level == Level::Note {
        "note"
    } else {
        "help"
    };
    let line = remark.line.filter(|_| remark.suggestions.is_empty());
    let place = line.map_or_else(String::new, |line| format!(" (line {line})"));
    let mut message = message.lines();
    let first = message.next().unwrap_or_default();
    let mut texts = vec![format!("  {level}{place}: {first}")];
    texts.extend(message.map(|more| format!("    {}", more.trim_end())));
    let labels = remark.labels.iter();
    texts.extend(labels.map(|(line, label)| format!("    line {line}: {label}")));
    texts.extend(reservation.map(|words| format!("    {words}")));
    let all = texts.iter();
    all.flat_map(|text| fill(&safe(text, false), width.min(PROSE)))
        .collect()
}
