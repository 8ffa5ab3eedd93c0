//! The list of exercises: a table, and the interactive screen.

use console::measure_text_width;

use crate::model::course::{Course, Exercise};
use crate::model::progress::Progress;
use crate::view::footer::keys_that_fit;
use crate::view::text::{cut, cut_with_ellipsis, fill, pad, reveal, safe, shorten_message};
use crate::view::theme::Theme;

/// From this many columns on, the chapter stands beside the name.
const WIDE: usize = 60;

/// How many columns the parts of a row take.
#[derive(Debug, Clone, Copy)]
struct Columns {
    /// 0 if there is no room for chapters, or the course has none.
    chapter: usize,
    name: usize,
}

impl Columns {
    fn of(course: &Course, width: usize) -> Self {
        let names = course.exercises.iter();
        let names = names.map(|e| measure_text_width(&reveal(&e.name)));
        let has_chapters = course.exercises.iter().any(|e| e.dir.is_some());
        Self {
            chapter: if has_chapters && width >= WIDE { 14 } else { 0 },
            name: if width >= WIDE {
                24
            } else {
                names.max().unwrap_or(0).min(24)
            },
        }
    }
}

/// Draws one row: state, chapter, name, title.
fn row(
    exercise: &Exercise,
    progress: &Progress,
    is_current: bool,
    columns: Columns,
    theme: Theme,
) -> String {
    let mark = if progress.is_done(&exercise.name) {
        theme.good(theme.tick())
    } else {
        theme.faint(theme.dot())
    };
    let pointer = match (is_current, theme.unicode) {
        (true, true) => "●",
        (true, false) => "*",
        (false, _) => " ",
    };
    let chapter = match columns.chapter {
        0 => String::new(),
        width => pad(&reveal(exercise.dir.as_deref().unwrap_or("")), width) + " ",
    };
    let name = reveal(&exercise.name);
    match &exercise.title {
        Some(title) => format!(
            "{pointer} {mark} {chapter}{} {}",
            pad(&name, columns.name),
            theme.faint(&safe(title, false))
        ),
        None => format!("{pointer} {mark} {chapter}{name}"),
    }
}

/// All exercises as a table, with a total below it.
pub fn table(course: &Course, progress: &Progress, width: usize, theme: Theme) -> Vec<String> {
    let current = progress.current_index(course);
    let columns = Columns::of(course, width);
    let rows = course.exercises.iter().enumerate();
    let mut lines: Vec<String> = rows
        .map(|(index, exercise)| row(exercise, progress, index == current, columns, theme))
        .map(|line| cut_with_ellipsis(line.trim_end(), width, theme))
        .collect();
    lines.push(String::new());
    lines.push(format!(
        "{} of {} done",
        progress.count_done(course),
        course.exercises.len()
    ));
    lines
}

/// The interactive list.
#[derive(Debug)]
pub struct ListView<'a> {
    /// The course.
    pub course: &'a Course,
    /// The learner's progress.
    pub progress: &'a Progress,
    /// The exercises to show, as indices into the course.
    pub rows: &'a [usize],
    /// The chosen row, as an index into `rows`.
    pub chosen: usize,
    /// The current exercise, as an index into the course.
    pub current: usize,
    /// `all`, `pending` or `done`.
    pub filter: &'a str,
    /// What the learner searches for; empty without a search.
    pub search: &'a str,
    /// Whether keys go into the search.
    pub typing: bool,
    /// A message above the rows.
    pub notice: Option<&'a str>,
}

/// The interactive list: at most `height` lines, each at most `width` columns wide.
pub fn screen(view: &ListView, width: usize, height: usize, theme: Theme) -> Vec<String> {
    let columns = Columns::of(view.course, width);
    let mut lines = vec![heading(view, width, theme)];
    if let Some(notice) = view.notice {
        let notice = fill(&safe(&shorten_message(notice), false), width);
        lines.extend(notice.iter().map(|line| theme.warn(line)));
    }
    let room = height.saturating_sub(lines.len() + 1);
    let first = first_row(view.chosen, view.rows.len(), room);
    let rows = view.rows.iter().enumerate().skip(first).take(room);
    lines.extend(rows.map(|(place, index)| {
        let is_chosen = place == view.chosen;
        screen_row(view, *index, is_chosen, columns, width, theme)
    }));
    if view.rows.is_empty() {
        lines.push(theme.faint(if view.search.is_empty() {
            "Nothing to show here. Press f to see other exercises."
        } else {
            "Nothing matches. Press Esc to clear the search."
        }));
    }
    lines.truncate(height.saturating_sub(1));
    lines.resize(height.saturating_sub(1), String::new());
    lines.push(keys(view, width, theme));
    lines.into_iter().map(|line| cut(&line, width)).collect()
}

/// Draws a row of the interactive list. The chosen one has a sign too, for terminals without
/// colours.
fn screen_row(
    view: &ListView,
    index: usize,
    is_chosen: bool,
    columns: Columns,
    width: usize,
    theme: Theme,
) -> String {
    let exercise = &view.course.exercises[index];
    let is_current = index == view.current;
    if !is_chosen {
        let row = row(exercise, view.progress, is_current, columns, theme);
        return cut_with_ellipsis(&format!(" {row}"), width, theme);
    }
    let uncoloured = Theme {
        color: false,
        ..theme
    };
    let row = row(exercise, view.progress, is_current, columns, uncoloured);
    let sign = if theme.unicode { "▶" } else { ">" };
    let line = cut_with_ellipsis(format!("{sign}{row}").trim_end(), width, theme);
    theme.chosen(&pad(&line, width))
}

/// The heading: the search, then the total and the filter if there is room for them.
fn heading(view: &ListView, width: usize, theme: Theme) -> String {
    let done = view.progress.count_done(view.course);
    let total = view.course.exercises.len();
    let count = format!("{}  {done}/{total} done", theme.strong("Exercises"));
    let filter = format!("  filter: {}", theme.key(view.filter));
    let search = search(view, theme);
    let headings = [
        format!("{count}{filter}{search}"),
        format!("{count}{search}"),
        search.trim_start().to_owned(),
    ];
    let fits = |heading: &&String| !heading.is_empty() && measure_text_width(heading) <= width;
    headings.iter().find(fits).cloned().unwrap_or(count)
}

fn search(view: &ListView, theme: Theme) -> String {
    match (view.typing, view.search.is_empty()) {
        (true, _) => format!("  search: {}_", theme.key(view.search)),
        (false, false) => format!("  search: {}", theme.key(view.search)),
        (false, true) => String::new(),
    }
}

fn keys(view: &ListView, width: usize, theme: Theme) -> String {
    let keys = [
        ("Enter", "continue here"),
        ("f", "filter"),
        ("/", "search"),
        ("e", "edit"),
        ("x", "reset"),
        ("j k", "move"),
    ];
    if view.typing {
        let keys = [("Enter", "keep"), ("?", "help")];
        keys_that_fit(&keys, &[("Esc", "clear")], width, theme)
    } else {
        keys_that_fit(&keys, &[("q", "back"), ("?", "help")], width, theme)
    }
}

/// The first row to show, so that the chosen one is in the middle if possible.
fn first_row(chosen: usize, rows: usize, room: usize) -> usize {
    let most = rows.saturating_sub(room);
    chosen.saturating_sub(room / 2).min(most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chosen_row_is_always_visible() {
        for rows in 0..30 {
            for room in 1..12 {
                for chosen in 0..rows {
                    let first = first_row(chosen, rows, room);
                    assert!(first <= chosen && chosen < first + room);
                }
            }
        }
    }
}
