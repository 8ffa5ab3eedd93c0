//! The state of the loop, and how each event changes it. It is pure: an effect is only a value
//! that the loop performs.

use std::collections::BTreeSet;

use console::Key;

use crate::lens::explanations::Explanations;
use crate::model::building::BuildStatus;
use crate::model::check_report::CheckReport;
use crate::model::course::Course;
use crate::model::journal::JournalEvent;
use crate::model::progress::{Progress, ProgressChange};
use crate::view::report::human;
use crate::view::theme::Theme;
use crate::watch::event::Event;

mod effect;
mod elsewhere;
mod exercise;
mod help;
pub mod list;
mod page;
mod reset;
mod screen;
mod shown;

pub use effect::{EditPlace, Effect};
pub use elsewhere::SavedElsewhere;
pub use list::List;
pub use page::Page;
pub use screen::Screen;

/// Everything that the loop knows.
#[derive(Debug)]
pub struct State {
    /// The course.
    pub course: Course,
    /// The learner's progress.
    pub progress: Progress,
    /// The current exercise, as an index into the course.
    pub current: usize,
    /// The screen that the learner sees.
    pub screen: Screen,
    /// The latest report on the current exercise.
    pub report: Option<CheckReport>,
    /// What the lens says of its errors.
    pub explanations: Explanations,
    /// The number of the latest check that was asked for.
    pub generation: u64,
    /// Whether that check is still running.
    pub checking: bool,
    /// For how many whole seconds that check has been running.
    pub checking_seconds: u64,
    /// Whether the current exercise has a solution to compare with.
    pub has_solution: bool,
    /// The chapters that have a page.
    pub chapters_with_page: BTreeSet<String>,
    /// An exercise of the chapter that the learner has just finished.
    pub ended_chapter: Option<usize>,
    /// How many of the exercise's hints the learner has asked for.
    pub hints_shown: usize,
    /// How many lines of the exercise's screen are scrolled out above it.
    pub scroll: usize,
    /// Messages at the top of the screen, shown until the next key.
    pub notices: Vec<String>,
    /// Other exercises that were saved.
    pub elsewhere: SavedElsewhere,
    /// The progress of a check of all exercises: how many are checked, out of how many.
    pub check_all: Option<(usize, usize)>,
    /// The progress of building the course's crates, while it lasts.
    pub crates: Option<BuildStatus>,
    /// Whether to go to the next exercise as soon as one passes.
    pub auto_next: bool,
    /// Whether there is only the list.
    pub list_only: bool,
    /// Whether plain lines are written instead of screens.
    pub plain: bool,
    /// The terminal's columns and rows.
    pub size: (usize, usize),
    /// Whether text has colours and symbols.
    pub theme: Theme,
}

impl State {
    /// The state before anything has happened.
    pub fn new(course: Course, progress: Progress, theme: Theme, size: (usize, usize)) -> Self {
        Self {
            current: progress.current_index(&course),
            course,
            progress,
            screen: Screen::Exercise,
            report: None,
            explanations: Explanations::default(),
            generation: 0,
            checking: false,
            checking_seconds: 0,
            has_solution: false,
            chapters_with_page: BTreeSet::new(),
            ended_chapter: None,
            hints_shown: 0,
            scroll: 0,
            notices: Vec::new(),
            elsewhere: SavedElsewhere::default(),
            check_all: None,
            crates: None,
            auto_next: false,
            list_only: false,
            plain: false,
            size,
            theme,
        }
    }

    /// Begins with the current exercise, or with the list.
    pub fn start(&mut self) -> Vec<Effect> {
        if self.list_only {
            self.open_list();
            return Vec::new();
        }
        self.welcome();
        self.greet_chapter();
        vec![self.check(true)]
    }

    /// Begins with an exercise that the learner asked for.
    pub fn start_at(&mut self, index: usize) -> Vec<Effect> {
        self.welcome();
        self.go_to(index)
    }

    fn welcome(&mut self) {
        if self.progress.is_untouched() {
            self.notices.extend(self.course.welcome_message.clone());
        }
    }

    /// Reacts to an event.
    pub fn update(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Saved => self.check_saved(),
            Event::SavedElsewhere(saved) => {
                self.note_saved_elsewhere(saved);
                Vec::new()
            }
            Event::FilesTouched | Event::Resized | Event::Suspend => Vec::new(),
            Event::Key(key) => self.press_key(key),
            Event::Paste(text) => {
                self.paste(&text);
                Vec::new()
            }
            Event::Checked { generation, report } => self.accept_report(generation, *report),
            Event::Explained {
                generation,
                explanations,
            } => {
                if generation == self.generation {
                    self.explanations = *explanations;
                    self.decide_about_lines();
                }
                Vec::new()
            }
            Event::AllProgress { checked } => {
                self.check_all = Some((checked, self.course.exercises.len()));
                Vec::new()
            }
            Event::Crates(building) => {
                self.crates = building;
                Vec::new()
            }
            Event::AllChecked { reports } => self.show_all_checked(&reports),
            Event::Page { title, lines } => {
                self.open_page(title, lines);
                Vec::new()
            }
            Event::Notice(notice) => self.say(&notice),
            Event::WasReset {
                index,
                is_backed_up,
            } => self.report_reset(index, is_backed_up),
            Event::TestsRestored { index, what_stays } => {
                self.report_restored_tests(index, what_stays.as_deref())
            }
            Event::NotReset { index, why } => {
                self.notices = vec![why];
                self.check_if_current(index)
            }
            Event::WasUndone { names } => self.report_undo(&names),
            Event::Progress(progress) => {
                self.progress = *progress;
                self.decide_about_lines();
                Vec::new()
            }
            Event::Quit => vec![Effect::Quit],
        }
    }

    pub(super) fn check(&mut self, use_cache: bool) -> Effect {
        self.generation += 1;
        self.checking = true;
        self.checking_seconds = 0;
        Effect::Check {
            index: self.current,
            generation: self.generation,
            use_cache,
        }
    }

    /// Keeps repairs in code back until the learner has tried.
    fn decide_about_lines(&mut self) {
        let name = &self.course.exercises[self.current].name;
        let is_early = !self.progress.has_tried_enough(name);
        self.explanations.withhold_lines(is_early);
    }

    fn check_saved(&mut self) -> Vec<Effect> {
        if self.list_only {
            return Vec::new();
        }
        self.notices.clear();
        self.elsewhere = SavedElsewhere::default();
        self.scroll = 0;
        // A page stays open, and so does a question about another exercise. A question about this
        // one doesn't, since the save has changed what it is about.
        self.withdraw_question();
        vec![self.check(true)]
    }

    fn accept_report(&mut self, generation: u64, report: CheckReport) -> Vec<Effect> {
        if generation != self.generation {
            return Vec::new();
        }
        self.checking = false;
        let index = self.current;
        let passed = report.passed();
        let change = as_change(&self.course.exercises[index].name, &report);
        if passed {
            let is_news = !self.progress.is_done(&self.course.exercises[index].name);
            // Shown at once, before it is on disk.
            self.progress.apply(&change);
            if is_news {
                self.note_finished_chapter();
            }
        }
        let mut effects = vec![note(&self.course.exercises[index].name, &report)];
        if report.is_attempt() {
            effects.push(Effect::Record(change));
        }
        if passed {
            effects.push(Effect::Unseal(index));
        }
        self.explanations = Explanations::at_once(&report);
        self.decide_about_lines();
        self.report = Some(report);
        self.scroll = 0;
        let more = self.progress.next_pending(&self.course, index).is_some();
        // A learner who reads a page or looks at the list stays there.
        let is_shown = self.screen == Screen::Exercise;
        if passed && self.auto_next && more && is_shown {
            let name = &self.course.exercises[index].name;
            self.notices = vec![format!("{name} passed.")];
            effects.extend(self.go_to_next());
        }
        effects
    }

    /// Shows a message until the next key, at the top of the exercise's screen.
    pub(super) fn say(&mut self, notice: &str) -> Vec<Effect> {
        self.notices.push(notice.to_owned());
        self.scroll = 0;
        Vec::new()
    }

    fn report_reset(&mut self, index: usize, is_backed_up: bool) -> Vec<Effect> {
        let name = &self.course.exercises[index].name;
        let undo = match self.screen {
            _ if !is_backed_up => "",
            _ if self.list_only => " `rustlings-like undo` brings your version back.",
            Screen::List(_) => " To get your version back, press u on the exercise's screen.",
            _ => " Press u to get your version back.",
        };
        self.notices = vec![format!("{name} has been reset.{undo}")];
        if index == self.current {
            self.hints_shown = 0;
        }
        self.check_if_current(index)
    }

    /// Checks an exercise again if it is the current one.
    pub(super) fn check_if_current(&mut self, index: usize) -> Vec<Effect> {
        if index == self.current && !self.list_only {
            vec![self.check(true)]
        } else {
            Vec::new()
        }
    }

    fn report_undo(&mut self, names: &[String]) -> Vec<Effect> {
        self.notices = vec![format!("Your version of {} is back.", names.join(", "))];
        if self.list_only {
            Vec::new()
        } else {
            vec![self.check(true)]
        }
    }

    fn show_all_checked(&mut self, reports: &[CheckReport]) -> Vec<Effect> {
        self.check_all = None;
        let mut lines: Vec<String> = reports
            .iter()
            .map(|r| human::short_line(r, self.theme))
            .collect();
        let passed = reports.iter().filter(|r| r.passed()).count();
        let total = format!("{passed} of {} pass.", reports.len());
        match self.screen {
            Screen::Exercise => {
                lines.extend([String::new(), total]);
                self.open_page("All exercises".to_owned(), lines);
            }
            // Don't replace what the learner is reading or typing.
            _ => self.notices.push(format!("All exercises: {total}")),
        }
        let passed = reports.iter().filter(|report| report.passed());
        let effects = passed.flat_map(|report| {
            let change = Effect::Record(as_change(&report.name, report));
            // The journal has what's new, not what the learner hasn't worked on.
            let is_news = !self.progress.is_done(&report.name);
            let note = is_news.then(|| note(&report.name, report));
            note.into_iter().chain([change])
        });
        effects.collect()
    }

    fn press_key(&mut self, key: Key) -> Vec<Effect> {
        if key == Key::CtrlC {
            return vec![Effect::Quit];
        }
        if key == Key::Char('?') && self.has_help() {
            self.open_help();
            return Vec::new();
        }
        match &self.screen {
            Screen::Exercise => self.press_on_exercise(&key),
            Screen::Page(_) => self.press_on_page(&key),
            Screen::List(_) => self.press_on_list(key),
            Screen::ConfirmReset { .. } => self.press_on_question(&key),
            Screen::Help { .. } => self.press_on_help(&key),
        }
    }
}

/// Turns a check into an event for the journal.
fn note(name: &str, report: &CheckReport) -> Effect {
    Effect::Note(Box::new(JournalEvent::checked(name, report)))
}

/// Turns a check into a change of the progress.
fn as_change(name: &str, report: &CheckReport) -> ProgressChange {
    ProgressChange::Checked {
        name: name.to_owned(),
        passed: report.passed(),
        codes: report.error_codes(),
        version: report.version.clone(),
        now: 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::manifest;
    use crate::model::verdict::Reason;

    fn state() -> State {
        let course = manifest::parse(
            "format_version = 1\nfinal_message = \"bye\"\n[[exercises]]\nname = \"a\"\nhint = \"look\"\n[[exercises]]\nname = \"b\"\n",
        )
        .expect("valid");
        State::new(course, Progress::default(), Theme::PLAIN, (80, 24))
    }

    fn report(reason: Reason) -> Box<CheckReport> {
        Box::new(CheckReport::without_check("a", "exercises/a.rs", reason))
    }

    fn press(state: &mut State, keys: &str) -> Vec<Effect> {
        keys.chars()
            .flat_map(|c| state.update(Event::Key(Key::Char(c))))
            .collect()
    }

    #[test]
    fn a_late_report_is_thrown_away() {
        let mut state = state();
        state.start();
        let first = state.generation;
        state.update(Event::Saved);
        let late = Event::Checked {
            generation: first,
            report: report(Reason::Passed),
        };
        assert_eq!(state.update(late), []);
        assert!(state.report.is_none() && state.checking);
    }

    #[test]
    fn a_pass_stays_until_n_is_pressed() {
        let mut state = state();
        state.start();
        assert_eq!(press(&mut state, "n"), []);
        assert!(state.notices[0].contains("Not solved yet"));
        let passed = Event::Checked {
            generation: state.generation,
            report: report(Reason::Passed),
        };
        state.update(passed);
        assert_eq!(state.current, 0);
        press(&mut state, "n");
        assert_eq!(state.current, 1);
    }

    #[test]
    fn auto_next_goes_on_and_stops_at_the_end() {
        let mut state = state();
        state.auto_next = true;
        state.start();
        for _ in 0..2 {
            let passed = Event::Checked {
                generation: state.generation,
                report: report(Reason::Passed),
            };
            state.update(passed);
        }
        assert_eq!(state.current, 1);
        assert!(state.report.is_some());
    }

    #[test]
    fn a_welcome_is_for_those_who_have_done_nothing_yet() {
        let welcomed = |progress: Progress| {
            let mut state = state();
            state.course.welcome_message = Some("hello".to_owned());
            state.progress = progress;
            state.start();
            !state.notices.is_empty()
        };
        assert!(welcomed(Progress::default()));
        let mut begun = Progress::default();
        begun.apply(&ProgressChange::HintSeen {
            name: "a".to_owned(),
            level: 1,
        });
        assert!(!welcomed(begun));
    }

    #[test]
    fn a_save_leaves_learners_where_they_are() {
        let mut state = state();
        state.auto_next = true;
        state.start();
        // The question about another exercise than the saved one.
        press(&mut state, "ljx");
        state.update(Event::Saved);
        assert!(matches!(
            state.screen,
            Screen::ConfirmReset { index: 1, .. }
        ));
        // The question about the saved one goes back to where it came from.
        press(&mut state, "nkx");
        assert!(matches!(
            state.screen,
            Screen::ConfirmReset { index: 0, .. }
        ));
        state.update(Event::Saved);
        assert!(matches!(state.screen, Screen::List(_)));
        let passed = Event::Checked {
            generation: state.generation,
            report: report(Reason::Passed),
        };
        state.update(passed);
        state.update(Event::AllChecked {
            reports: vec![*report(Reason::Passed)],
        });
        assert!(matches!(state.screen, Screen::List(_)));
        assert_eq!(state.notices, ["All exercises: 1 of 1 pass."]);
    }

    #[test]
    fn hints_come_one_at_a_time_and_end() {
        let mut state = state();
        assert_eq!(press(&mut state, "h").len(), 1);
        assert_eq!(press(&mut state, "h"), []);
        assert_eq!((state.hints_shown, state.notices.len()), (1, 1));
    }

    #[test]
    fn a_reset_is_asked_for() {
        let mut state = state();
        assert_eq!(press(&mut state, "xn"), []);
        assert_eq!(
            press(&mut state, "xy"),
            [Effect::CancelCheck, Effect::Reset(0)]
        );
        // Resetting another exercise leaves the running check alone. A reset that fails starts it again.
        assert_eq!(press(&mut state, "ljxy"), [Effect::Reset(1)]);
        let why = "no room".to_owned();
        let not = Event::NotReset { index: 0, why };
        assert!(matches!(
            state.update(not)[..],
            [Effect::Check { index: 0, .. }]
        ));
        assert_eq!(state.notices, ["no room"]);
    }

    #[test]
    fn the_list_filters_searches_and_sets_the_current_one() {
        let mut state = state();
        press(&mut state, "l/b");
        state.update(Event::Key(Key::Enter));
        let Screen::List(list) = &state.screen else {
            panic!("no list: {:?}", state.screen);
        };
        assert_eq!(state.rows(list), [1]);
        state.update(Event::Key(Key::Enter));
        assert_eq!((state.current, &state.screen), (1, &Screen::Exercise));
    }
}
