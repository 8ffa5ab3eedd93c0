//! A chapter's page, and what's shown at a chapter's end.

use crate::model::course::Course;
use crate::model::journal::{ExerciseHistory, History};
use crate::view::journal::duration;
use crate::view::markdown;
use crate::view::text::{count, fill, fill_with_code, reveal};
use crate::view::theme::Theme;

/// The heading of the part of a page that says what the chapter teaches.
const TAUGHT: &str = "You can now";

/// How wide prose is at most.
const WIDEST: usize = 90;

/// A chapter's page as text.
pub fn page(markdown: &str, width: usize, theme: Theme) -> Vec<String> {
    markdown::lines(markdown, width.min(WIDEST), theme)
}

/// What somebody has done who has finished a chapter: the time, the error codes that they met and beat,
/// and what the chapter's page says they can do now.
pub fn ending(
    course: &Course,
    chapter: &str,
    page: Option<&str>,
    history: &History,
    width: usize,
    theme: Theme,
) -> Vec<String> {
    let width = width.min(WIDEST);
    let members = course.exercises.iter().filter(|it| it.chapter() == chapter);
    let names: Vec<&str> = members.map(|it| it.name.as_str()).collect();
    let mut first = format!(
        "You've finished {}: {}",
        reveal(chapter),
        count(names.len(), "exercise")
    );
    let work = names.iter().filter_map(|name| history.exercises.get(*name));
    let work: Vec<&ExerciseHistory> = work.collect();
    let seconds = work.iter().map(|it| it.active_seconds).sum::<u64>();
    if seconds > 0 {
        first += &format!(" in {}", duration(seconds));
    }
    first.push('.');
    let mut lines = fill(&first, width);
    let codes = work.iter().flat_map(|it| it.codes.iter());
    let mut beaten: Vec<&str> = codes
        .filter(|(_, code)| code.is_beaten)
        .map(|(code, _)| code.as_str())
        .collect();
    beaten.sort_unstable();
    beaten.dedup();
    if !beaten.is_empty() {
        let text = format!("Errors that you met and beat: {}.", beaten.join(", "));
        lines.extend(fill(&text, width));
    }
    let taught = page.map(|page| markdown::items_below(page, TAUGHT));
    let taught = taught.unwrap_or_default();
    if !taught.is_empty() {
        lines.extend([String::new(), theme.strong(TAUGHT), String::new()]);
    }
    for item in taught {
        let mut before = "- ";
        for line in fill_with_code(&item, width.saturating_sub(2)) {
            lines.push(format!("{before}{line}"));
            before = "  ";
        }
    }
    lines
}
