//! What the drawing says already, so that rustc's note needn't say it again.

use super::Remark;
use crate::lens::Lens;
use crate::lens::account::AtRunTime;
use crate::lens::labels;

/// Words of a note that advises: a drawing says what is, so it can't have said this.
const ADVICE: [&str; 12] = [
    "consider",
    "you could",
    "you can",
    "you might",
    "if ",
    "use ",
    "try ",
    "perhaps",
    "must ",
    "instead",
    "see ",
    "read more",
];

/// Whether a note advises to do something.
pub fn advises(message: &str) -> bool {
    ADVICE.iter().any(|words| message.contains(words))
}

/// All that a lens says besides its repairs.
pub fn told(lens: &Lens) -> String {
    let events = lens.events.iter().map(|event| event.note.as_str());
    let ties = lens.ties.iter().map(|tie| tie.label.as_str());
    let story = lens.story.iter().map(String::as_str);
    let fate = lens.at_run_time.iter().map(|fate| match fate {
        AtRunTime::Harm(text) | AtRunTime::Sound(text) | AtRunTime::Harmless(text) => text.as_str(),
    });
    let all = events.chain(ties).chain(story).chain(fate);
    all.chain([lens.message.as_str()])
        .collect::<Vec<_>>()
        .join("\n")
}

/// Whether the drawing says all of a note: its words, or every name in it at the line that it's
/// about. Advice is never taken for said.
pub fn is_said(remark: &Remark, lens: &Lens, told: &str) -> bool {
    if told.contains(&remark.message) {
        return remark.suggestions.is_empty();
    }
    // The drawing has both types, with fewer lifetimes.
    let is_comparison = remark.message.trim_start().starts_with("expected ");
    if is_comparison && remark.message.contains("\n") && told.contains("expected `") {
        return true;
    }
    let is_drawn = |line: usize| lens.lines.iter().any(|(one, _)| *one == line);
    let all_drawn = remark.line.is_none_or(is_drawn);
    let labels_told = remark.labels.iter().all(|(_, label)| are_told(label, told));
    let is_advice = advises(&remark.message);
    if !all_drawn || !labels_told || is_advice || !remark.suggestions.is_empty() {
        return false;
    }
    // Where something is defined in another file is no help without that file.
    remark.message.ends_with(" here") || are_told(&remark.message, told)
}

/// Whether all names of a text are among what is told. A text without names isn't told. How much
/// of a path is written doesn't matter, nor does rustc's name for a closure.
pub fn are_told(text: &str, told: &str) -> bool {
    let names = labels::names(text);
    let is_told = |name: &&str| {
        let name = name.trim_start_matches(['*', '&']);
        let last = name.rsplit("::").next().unwrap_or(name);
        let short = if name.contains('<') { name } else { last };
        name == "self" || name.starts_with('{') || has_word(told, short) || has_word(told, last)
    };
    if text.lines().count() > 1 {
        return text.lines().all(|line| are_told(line, told));
    }
    told.contains(text) || (!names.is_empty() && names.iter().all(is_told))
}

/// Whether these words stand in a text and aren't a part of longer ones.
fn has_word(text: &str, words: &str) -> bool {
    let is_part = |c: char| c == '_' || c.is_alphanumeric();
    let mut found = text.match_indices(words);
    found.any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + words.len()..]);
        !before.ends_with(is_part) && !after.starts_with(is_part)
    }) && !words.is_empty()
}
