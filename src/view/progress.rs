//! The learner's progress, as a bar and as tables.

use crate::model::course::Course;
use crate::model::progress::Progress;
use crate::view::text::{count, pad, reveal};
use crate::view::theme::Theme;

/// A progress bar of `width` columns.
pub fn bar(done: usize, total: usize, width: usize, theme: Theme) -> String {
    let filled = (done * width).checked_div(total).unwrap_or(0).min(width);
    // Even the first solved exercise shows, however long the course.
    let filled = filled.max(usize::from(done > 0 && width > 0));
    let (full, empty) = if theme.unicode {
        ("█", "░")
    } else {
        ("#", "-")
    };
    format!(
        "{}{}",
        theme.good(&full.repeat(filled)),
        theme.faint(&empty.repeat(width - filled))
    )
}

/// Progress by chapter, then the error codes that the learner has met.
pub fn tables(course: &Course, progress: &Progress, theme: Theme) -> Vec<String> {
    let mut lines = vec![
        headline(course, progress, usize::MAX, theme),
        String::new(),
        theme.strong("Chapter                Done      Failed  Hints"),
    ];
    for (chapter, members) in course.chapters() {
        lines.push(chapter_row(course, progress, chapter, &members, theme));
    }
    lines.push(String::new());
    let codes = progress.codes().into_iter();
    let codes = codes.map(|(code, (met, is_beaten))| (code, met, is_beaten));
    lines.extend(code_table(codes, usize::MAX, theme));
    lines
}

/// A bar, and how many exercises are done, in `width` columns if that's possible.
pub fn headline(course: &Course, progress: &Progress, width: usize, theme: Theme) -> String {
    let done = progress.count_done(course);
    let total = course.exercises.len();
    let text = format!("{done} of {} done", count(total, "exercise"));
    let room = width.saturating_sub(text.len() + 1).min(30);
    if room == 0 {
        return text;
    }
    format!("{} {text}", bar(done, total, room, theme))
}

fn chapter_row(
    course: &Course,
    progress: &Progress,
    chapter: &str,
    members: &[usize],
    theme: Theme,
) -> String {
    let names = members
        .iter()
        .map(|index| course.exercises[*index].name.as_str());
    let records: Vec<_> = names
        .clone()
        .filter_map(|name| progress.record(name))
        .collect();
    let done = names.filter(|name| progress.is_done(name)).count();
    let attempts: u32 = records.iter().map(|r| r.attempts).sum();
    let hints: usize = records.iter().map(|r| r.hints_seen).sum();
    let mark = if done == members.len() {
        theme.good(theme.tick())
    } else {
        theme.faint(theme.dot())
    };
    format!(
        "{mark} {} {} {attempts:>8} {hints:>6}",
        pad(&reveal(chapter), 20),
        pad(&format!("{done}/{}", members.len()), 7),
    )
}

/// Error codes, each with how often it was met and whether it's beaten, in `width` columns if that's
/// possible.
pub fn code_table(
    codes: impl Iterator<Item = (String, u32, bool)>,
    width: usize,
    theme: Theme,
) -> Vec<String> {
    let mut codes = codes.peekable();
    if codes.peek().is_none() {
        return vec![theme.faint("No error codes yet.")];
    }
    // Behind the code: how often, and the longest state.
    let room = width.saturating_sub("  ".len() + " Times   still open".len());
    let room = room.clamp("E0382".len(), 20);
    let heading = format!("{} Times   State", pad("Error code", room + 2));
    let mut lines = vec![theme.strong(&heading)];
    for (code, met, is_beaten) in codes {
        let (mark, state) = if is_beaten {
            (theme.good(theme.tick()), "fixed")
        } else {
            (theme.warn(theme.dot()), "still open")
        };
        lines.push(format!(
            "{mark} {} {} {state}",
            pad(&code, room),
            pad(&met.to_string(), 7)
        ));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_wide_as_asked() {
        assert_eq!(bar(1, 4, 8, Theme::PLAIN), "##------");
        assert_eq!(bar(4, 4, 8, Theme::PLAIN), "########");
        assert_eq!(bar(0, 0, 3, Theme::PLAIN), "---");
    }
}
