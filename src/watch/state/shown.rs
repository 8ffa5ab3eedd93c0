//! What the exercise's screen shows, and how it scrolls.

use console::Key;

use crate::model::building::BuildStatus;
use crate::view::exercise::{self, ExerciseView};
use crate::view::theme::Theme;
use crate::view::window::Extent;
use crate::view::{building, progress};
use crate::watch::state::State;
use crate::watch::state::page::move_position;

impl State {
    /// Collects what the exercise's screen shows.
    pub fn exercise_view<'a>(&'a self, notices: &'a [String]) -> ExerciseView<'a> {
        let exercise = &self.course.exercises[self.current];
        ExerciseView {
            exercise,
            number: self.current + 1,
            total: self.course.exercises.len(),
            done: self.progress.count_done(&self.course),
            is_done: self.progress.is_done(&exercise.name),
            report: self.report.as_ref(),
            explanations: &self.explanations,
            checking: self.checking.then_some(self.checking_seconds),
            has_solution: self.has_solution,
            hints_shown: self.hints_shown,
            scroll: self.scroll,
            notices,
        }
    }

    /// All messages at the top: notices, and the progress of a check of all and of a build of
    /// crates.
    pub fn all_notices(&self) -> Vec<String> {
        let mut notices = self.notices.clone();
        notices.extend(self.elsewhere_notice());
        if let Some((checked, total)) = self.check_all {
            let bar = self.small_bar(checked, total);
            notices.push(format!("Checking all exercises: {bar} {checked}/{total}"));
        }
        if let Some(crates) = self.awaited_crates() {
            let bar = self.small_bar(crates.done, crates.total.unwrap_or(0));
            let count = building::count(crates);
            let time = building::time(crates);
            notices.push(format!("{}.", building::HEADING));
            notices.push(format!("{bar} {count}, {time}."));
            let meanwhile = building::meanwhile(crates);
            notices.extend(meanwhile.map(|words| format!("{words}. Press l for the list.")));
        }
        notices
    }

    /// The build of crates, if a check may be waiting for it.
    pub fn awaited_crates(&self) -> Option<&BuildStatus> {
        let may_wait = self.check_all.is_some() || (self.checking && self.checking_seconds > 0);
        self.crates.as_ref().filter(|_| may_wait)
    }

    fn small_bar(&self, done: usize, total: usize) -> String {
        let width = if self.size.0 < 60 { 8 } else { 20 };
        let theme = Theme {
            color: false,
            ..self.theme
        };
        progress::bar(done, total, width, theme)
    }

    /// Scrolls the exercise's screen. Returns false if the key doesn't scroll there: unlike on
    /// pages, `g` has another meaning, and plain watch has nothing to scroll.
    pub(super) fn scroll_exercise(&mut self, key: &Key) -> bool {
        let scrolls = matches!(
            key,
            Key::ArrowUp
                | Key::ArrowDown
                | Key::PageUp
                | Key::PageDown
                | Key::Home
                | Key::End
                | Key::Char('j' | 'k' | ' ')
        );
        if !scrolls || self.plain {
            return false;
        }
        let extent = self.exercise_extent();
        // A line stays in sight.
        let page = extent.rows.saturating_sub(1).max(1);
        self.scroll = move_position(self.scroll, key, page, extent.last_scroll());
        true
    }

    /// Takes another size of the terminal, and keeps about the same part of the text in sight.
    pub fn resize(&mut self, size: (usize, usize)) {
        if self.scroll == 0 {
            self.size = size;
            return;
        }
        let before = self.exercise_extent().lines;
        self.size = size;
        let extent = self.exercise_extent();
        let scroll = self.scroll * extent.lines / before.max(1);
        self.scroll = scroll.min(extent.last_scroll());
    }

    fn exercise_extent(&self) -> Extent {
        let (width, height) = self.size;
        let notices = self.all_notices();
        exercise::extent(&self.exercise_view(&notices), width, height, self.theme)
    }
}
