//! The hints of an exercise.

use crate::model::course::Exercise;
use crate::view::text::{reflow, safe};
use crate::view::theme::Theme;

/// The greatest width of a hint, in columns.
const PROSE: usize = 90;

/// The first `number` hints, each as lines with a heading.
pub fn shown(exercise: &Exercise, number: usize, width: usize, theme: Theme) -> Vec<Vec<String>> {
    let shown = exercise.hints.iter().take(number).enumerate();
    let hint = |(index, hint): (usize, &String)| lines(index, hint, exercise, "", width, theme);
    shown.map(hint).collect()
}

/// The newest of the first `number` hints, and the earlier ones, for a screen that has room for
/// one near its top. `None` if no hint is shown.
pub fn newest_and_earlier(
    exercise: &Exercise,
    number: usize,
    width: usize,
    theme: Theme,
) -> Option<(Vec<String>, Vec<Vec<String>>)> {
    let mut earlier = shown(exercise, number, width, theme);
    earlier.pop()?;
    let more = match earlier.len() {
        0 => String::new(),
        1 => " (hint 1 is at the end)".to_owned(),
        2 => " (hints 1 and 2 are at the end)".to_owned(),
        last => format!(" (hints 1 to {last} are at the end)"),
    };
    let index = earlier.len();
    let newest = lines(
        index,
        exercise.hints.get(index)?,
        exercise,
        &more,
        width,
        theme,
    );
    Some((newest, earlier))
}

fn lines(
    index: usize,
    hint: &str,
    exercise: &Exercise,
    more: &str,
    width: usize,
    theme: Theme,
) -> Vec<String> {
    let heading = format!("Hint {} of {}", index + 1, exercise.hints.len());
    let mut lines = vec![theme.warn(&heading) + more];
    lines.extend(reflow(&safe(hint, false), width.min(PROSE)));
    lines
}
