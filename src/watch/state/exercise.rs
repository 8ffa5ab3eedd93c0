//! The keys of the exercise's screen.

use console::Key;

use crate::model::progress::ProgressChange;
use crate::view::leading;
use crate::view::report::human;
use crate::view::text;
use crate::watch::state::{EditPlace, Effect, Page, SavedElsewhere, Screen, State};

impl State {
    pub(super) fn press_on_exercise(&mut self, key: &Key) -> Vec<Effect> {
        // A message stays while the learner scrolls.
        if self.scroll_exercise(key) {
            return Vec::new();
        }
        self.notices.clear();
        self.hide_elsewhere();
        let Key::Char(letter) = key else {
            return Vec::new();
        };
        match letter.to_ascii_lowercase() {
            'n' => self.go_to_next_if_done(),
            'p' => self.go_to_previous(),
            'g' => self.go_to_saved(),
            'h' => self.show_hint(),
            'i' => self.show_chapter(),
            'l' => {
                self.open_list();
                Vec::new()
            }
            'o' => {
                self.open_output();
                Vec::new()
            }
            'r' => vec![self.check(false)],
            'a' => self.start_check_of_all(),
            'e' => vec![self.edit(self.current)],
            'x' => {
                self.screen = Screen::ConfirmReset {
                    index: self.current,
                    list: None,
                };
                Vec::new()
            }
            's' => self.show_solution(),
            't' => vec![Effect::CancelCheck, Effect::RestoreTests(self.current)],
            'u' => vec![Effect::Undo],
            'q' => vec![Effect::Quit],
            _ => Vec::new(),
        }
    }

    /// Opens an exercise in the editor, the current one at the problem that's shown.
    pub(super) fn edit(&self, index: usize) -> Effect {
        let report = self.report.as_ref().filter(|_| index == self.current);
        let exercise = &self.course.exercises[index];
        let path = report.map(|report| &report.path);
        Effect::Edit {
            index,
            place: EditPlace {
                file: path.filter(|path| exercise.owns(path)).cloned(),
                position: report.and_then(|report| {
                    let leading = leading::find(report, &self.explanations);
                    leading::place(report, leading.as_ref())
                }),
            },
        }
    }

    fn go_to_next_if_done(&mut self) -> Vec<Effect> {
        let name = &self.course.exercises[self.current].name;
        if !self.progress.is_done(name) {
            let notice = "Not solved yet. To skip ahead, press l and choose an exercise.";
            return self.say(notice);
        }
        self.go_to_next()
    }

    /// Goes to the exercise before this one, done or not.
    fn go_to_previous(&mut self) -> Vec<Effect> {
        match self.current.checked_sub(1) {
            Some(index) => self.go_to(index),
            None => self.say("This is the first exercise."),
        }
    }

    pub(super) fn go_to_next(&mut self) -> Vec<Effect> {
        match self.progress.next_pending(&self.course, self.current + 1) {
            Some(index) => {
                let ended = self.ended_chapter.take();
                let mut effects = self.go_to(index);
                effects.extend(ended.map(Effect::EndChapter));
                effects
            }
            None => {
                let message = self.course.final_message.clone();
                let message =
                    message.unwrap_or_else(|| "You have solved every exercise.".to_owned());
                let lines = text::safe(&message, self.theme.color);
                self.open_page(
                    "Done".to_owned(),
                    lines.lines().map(str::to_owned).collect(),
                );
                Vec::new()
            }
        }
    }

    pub(super) fn go_to(&mut self, index: usize) -> Vec<Effect> {
        self.current = index;
        self.elsewhere = SavedElsewhere::default();
        self.report = None;
        self.scroll = 0;
        self.hints_shown = 0;
        self.screen = Screen::Exercise;
        let name = self.course.exercises[index].name.clone();
        self.greet_chapter();
        self.progress.current = Some(name.clone());
        let record = Effect::Record(ProgressChange::Current { name });
        if self.list_only {
            return vec![record, Effect::Quit];
        }
        vec![self.check(true), record]
    }

    fn show_hint(&mut self) -> Vec<Effect> {
        let exercise = &self.course.exercises[self.current];
        if exercise.hints.is_empty() {
            let elsewhere = self.course.format.where_hints_are();
            let elsewhere = elsewhere.map_or_else(String::new, |words| format!(" {words}."));
            let notice = format!("This exercise has no hints.{elsewhere}");
            return self.say(&notice);
        }
        if self.hints_shown == exercise.hints.len() {
            return self.say("That was the last hint.");
        }
        self.hints_shown += 1;
        self.scroll = 0;
        vec![Effect::Record(ProgressChange::HintSeen {
            name: exercise.name.clone(),
            level: self.hints_shown,
        })]
    }

    /// Whether the current exercise's chapter has a page.
    pub(super) fn has_page(&self) -> bool {
        self.chapters_with_page
            .contains(self.course.exercises[self.current].chapter())
    }

    fn show_chapter(&mut self) -> Vec<Effect> {
        match self.has_page() {
            true => vec![Effect::ShowChapter(self.current)],
            false => self.say("This chapter has no page."),
        }
    }

    /// Where a chapter begins, says that it has a page.
    pub(super) fn greet_chapter(&mut self) {
        let exercise = &self.course.exercises[self.current];
        let chapter = exercise.chapter();
        let before = self.current.checked_sub(1);
        let is_first = before.is_none_or(|it| self.course.exercises[it].chapter() != chapter);
        if is_first && self.has_page() && !self.progress.is_done(&exercise.name) {
            let notice = format!("A new chapter: {chapter}. Press i to read what it's about.");
            self.notices.push(notice);
        }
    }

    /// Notes that a pass has finished the current exercise's chapter, if it opened with a page: only
    /// then there's something to look back at.
    pub(super) fn note_finished_chapter(&mut self) {
        if !self.has_page() {
            return;
        }
        let chapter = self.course.exercises[self.current].chapter();
        let mut members = self
            .course
            .exercises
            .iter()
            .filter(|it| it.chapter() == chapter);
        if members.all(|it| self.progress.is_done(&it.name)) {
            self.ended_chapter = Some(self.current);
        }
    }

    fn start_check_of_all(&mut self) -> Vec<Effect> {
        if self.check_all.is_some() {
            return Vec::new();
        }
        self.check_all = Some((0, self.course.exercises.len()));
        self.scroll = 0;
        vec![Effect::CheckAll]
    }

    fn show_solution(&mut self) -> Vec<Effect> {
        let name = &self.course.exercises[self.current].name;
        if !self.has_solution {
            let notice = "This course has no solution for this exercise.";
            return self.say(notice);
        }
        if self.progress.is_done(name) {
            return vec![Effect::ShowSolution(self.current)];
        }
        let notice = "You can see the solution once your own version passes. Press h for a hint.";
        self.say(notice)
    }

    fn open_output(&mut self) {
        let lines = match &self.report {
            Some(report) => human::everything(report, &self.explanations, self.size.0, self.theme),
            None => vec!["The check is still running.".to_owned()],
        };
        let title = format!(
            "Full output of {}",
            self.course.exercises[self.current].name
        );
        self.screen = Screen::Page(Page {
            title,
            lines,
            has_snippets: true,
            scroll: 0,
        });
    }
}
