//! All that the loop knows, and how each event changes it. Pure: effects are only named.

use console::Key;

use crate::model::check_report::CheckReport;
use crate::model::course::Course;
use crate::model::progress::{Change, Progress};
use crate::view::report::human;
use crate::view::theme::Theme;
use crate::view::{diagnostics, exercise, text};
use crate::watch::event::Event;

/// Something for the loop to do.
#[derive(Debug, PartialEq)]
pub enum Effect {
    /// Check an exercise, ending the check that runs.
    Check {
        /// The exercise, as a place in the course.
        index: usize,
        /// The check's number.
        generation: u64,
        /// Whether a stored result will do.
        use_cache: bool,
    },
    /// End the check that runs: its result is not wanted.
    CancelCheck,
    /// Check all exercises.
    CheckAll,
    /// Write to the progress file.
    Record(Change),
    /// Record a check's result with the version of the file that it was made of.
    RecordCheck {
        /// The exercise, as a place in the course.
        index: usize,
        /// Whether it passed.
        passed: bool,
        /// The error codes that it gave.
        codes: Vec<String>,
    },
    /// Open the solution's file.
    Unseal(usize),
    /// Put an exercise back to its start.
    Reset(usize),
    /// Read the solution and show it.
    ShowSolution(usize),
    /// Bring back what the last reset took away.
    Undo,
    /// Open the exercise in the learner's editor.
    Edit(usize),
    /// End the program.
    Quit,
}

/// What is on the screen.
#[derive(Debug, PartialEq, Eq)]
pub enum Screen {
    /// The current exercise.
    Exercise,
    /// A page that can be scrolled.
    Page(Page),
    /// The list of exercises.
    List(List),
    /// The question whether to reset an exercise.
    ConfirmReset {
        /// The exercise, as a place in the course.
        index: usize,
        /// The list that the question came from, if it did.
        list: Option<List>,
    },
}

/// A page that can be scrolled.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// Its heading.
    pub title: String,
    /// Its lines, not yet fitted to the width.
    pub lines: Vec<String>,
    /// The first line on the screen, counted in fitted lines.
    pub scroll: usize,
}

/// The interactive list.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct List {
    /// The chosen row.
    pub chosen: usize,
    /// Which exercises are shown.
    pub filter: Filter,
    /// What their names, titles or chapters must contain.
    pub search: String,
    /// Whether keys go into the search.
    pub typing: bool,
}

/// Which exercises a list shows.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum Filter {
    /// Every one.
    #[default]
    All,
    /// Those not done.
    Pending,
    /// Those done.
    Done,
}

impl Filter {
    fn next(self) -> Self {
        match self {
            Self::All => Self::Pending,
            Self::Pending => Self::Done,
            Self::Done => Self::All,
        }
    }

    /// The word on the screen.
    pub fn word(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Pending => "pending",
            Self::Done => "done",
        }
    }
}

/// All that the loop knows.
#[derive(Debug)]
pub struct State {
    /// The course.
    pub course: Course,
    /// The learner's progress.
    pub progress: Progress,
    /// The exercise that is shown, as a place in the course.
    pub current: usize,
    /// What is on the screen.
    pub screen: Screen,
    /// The latest report on the current exercise.
    pub report: Option<CheckReport>,
    /// The number of the latest check that was asked for.
    pub generation: u64,
    /// Whether that check is still running.
    pub checking: bool,
    /// How many hints are on the screen.
    pub hints_shown: usize,
    /// Told at the top until the next key.
    pub notices: Vec<String>,
    /// How far a check of all is: checked, of how many.
    pub check_all: Option<(usize, usize)>,
    /// Whether a pass leads on by itself.
    pub auto_next: bool,
    /// Whether there is nothing but the list.
    pub list_only: bool,
    /// Columns and rows of the terminal.
    pub size: (usize, usize),
    /// How text is dressed.
    pub theme: Theme,
}

impl State {
    /// The state at the start.
    pub fn new(course: Course, progress: Progress, theme: Theme, size: (usize, usize)) -> Self {
        Self {
            current: progress.current_index(&course),
            course,
            progress,
            screen: Screen::Exercise,
            report: None,
            generation: 0,
            checking: false,
            hints_shown: 0,
            notices: Vec::new(),
            check_all: None,
            auto_next: false,
            list_only: false,
            size,
            theme,
        }
    }

    /// What to do first.
    pub fn start(&mut self) -> Vec<Effect> {
        if self.list_only {
            self.open_list();
            return Vec::new();
        }
        if self.progress.current.is_none() {
            self.notices.extend(self.course.welcome_message.clone());
        }
        vec![self.check(true)]
    }

    /// Lets an event happen.
    pub fn update(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Saved => self.saved(),
            Event::FilesTouched | Event::Resized | Event::Suspend => Vec::new(),
            Event::Key(key) => self.key(key),
            Event::Checked { generation, report } => self.checked(generation, *report),
            Event::AllProgress { checked } => {
                self.check_all = Some((checked, self.course.exercises.len()));
                Vec::new()
            }
            Event::AllChecked { reports } => self.all_checked(&reports),
            Event::Page { title, lines } => {
                self.open_page(title, lines);
                Vec::new()
            }
            Event::Notice(notice) => {
                self.notices.push(notice);
                Vec::new()
            }
            Event::WasReset { index } => self.was_reset(index),
            Event::WasUndone { names } => self.was_undone(&names),
            Event::Progress(progress) => {
                self.progress = *progress;
                Vec::new()
            }
            Event::Quit => vec![Effect::Quit],
        }
    }

    /// The rows of a list, as places in the course.
    pub fn rows(&self, list: &List) -> Vec<usize> {
        let search = list.search.to_lowercase();
        let exercises = self.course.exercises.iter().enumerate();
        let shown = exercises.filter(|(_, exercise)| {
            let done = self.progress.is_done(&exercise.name);
            let wanted = match list.filter {
                Filter::All => true,
                Filter::Pending => !done,
                Filter::Done => done,
            };
            let title = exercise.title.as_deref().unwrap_or("");
            let text = format!("{} {} {title}", exercise.name, exercise.chapter());
            wanted && text.to_lowercase().contains(&search)
        });
        shown.map(|(index, _)| index).collect()
    }

    fn check(&mut self, use_cache: bool) -> Effect {
        self.generation += 1;
        self.checking = true;
        Effect::Check {
            index: self.current,
            generation: self.generation,
            use_cache,
        }
    }

    fn saved(&mut self) -> Vec<Effect> {
        if self.list_only {
            return Vec::new();
        }
        self.notices.clear();
        // A page that the learner reads stays; a question about an old state does not.
        if matches!(self.screen, Screen::ConfirmReset { .. }) {
            self.screen = Screen::Exercise;
        }
        vec![self.check(true)]
    }

    fn checked(&mut self, generation: u64, report: CheckReport) -> Vec<Effect> {
        if generation != self.generation {
            return Vec::new();
        }
        self.checking = false;
        let index = self.current;
        let passed = report.passed();
        let mut effects = vec![Effect::RecordCheck {
            index,
            passed,
            codes: report.error_codes(),
        }];
        if passed {
            let name = &self.course.exercises[index].name;
            // Shown at once; the time is filled in when it is written.
            self.progress.apply(&Change::Checked {
                name: name.clone(),
                passed,
                codes: Vec::new(),
                version: String::new(),
                now: 0,
            });
            effects.push(Effect::Unseal(index));
        }
        self.report = Some(report);
        let more = self.progress.next_pending(&self.course, index).is_some();
        if passed && self.auto_next && more {
            let name = &self.course.exercises[index].name;
            self.notices = vec![format!("{name} passed.")];
            effects.extend(self.next());
        }
        effects
    }

    fn was_reset(&mut self, index: usize) -> Vec<Effect> {
        let name = self.course.exercises[index].name.clone();
        self.notices = vec![format!(
            "{name} is as it was at the start. Press u to bring your version back."
        )];
        if index == self.current && !self.list_only {
            self.hints_shown = 0;
            return vec![self.check(true)];
        }
        Vec::new()
    }

    fn was_undone(&mut self, names: &[String]) -> Vec<Effect> {
        self.notices = vec![format!("Your version of {} is back.", names.join(", "))];
        match self.list_only {
            true => Vec::new(),
            false => vec![self.check(true)],
        }
    }

    fn all_checked(&mut self, reports: &[CheckReport]) -> Vec<Effect> {
        self.check_all = None;
        let mut lines: Vec<String> = reports
            .iter()
            .map(|r| human::short_line(r, self.theme))
            .collect();
        let passed = reports.iter().filter(|r| r.passed()).count();
        lines.push(String::new());
        lines.push(format!("{passed} of {} pass.", reports.len()));
        self.open_page("All exercises".to_owned(), lines);
        let reports = reports.iter().enumerate();
        reports
            .filter(|(_, report)| report.passed())
            .map(|(index, report)| Effect::RecordCheck {
                index,
                passed: true,
                codes: report.error_codes(),
            })
            .collect()
    }

    fn key(&mut self, key: Key) -> Vec<Effect> {
        if key == Key::CtrlC {
            return vec![Effect::Quit];
        }
        match &self.screen {
            Screen::Exercise => self.exercise_key(&key),
            Screen::Page(_) => self.page_key(&key),
            Screen::List(_) => self.list_key(key),
            Screen::ConfirmReset { .. } => self.confirm_key(&key),
        }
    }

    fn exercise_key(&mut self, key: &Key) -> Vec<Effect> {
        self.notices.clear();
        let Key::Char(letter) = key else {
            return Vec::new();
        };
        match letter.to_ascii_lowercase() {
            'n' => self.next_if_done(),
            'h' => self.hint(),
            'l' => {
                self.open_list();
                Vec::new()
            }
            'o' => {
                self.open_output();
                Vec::new()
            }
            'r' => vec![self.check(false)],
            'a' => self.check_all(),
            'e' => vec![Effect::Edit(self.current)],
            'x' => {
                self.screen = Screen::ConfirmReset {
                    index: self.current,
                    list: None,
                };
                Vec::new()
            }
            's' => self.solution(),
            'u' => vec![Effect::Undo],
            '?' => {
                self.open_page("Help".to_owned(), exercise::help(self.size.0, self.theme));
                Vec::new()
            }
            'q' => vec![Effect::Quit],
            _ => Vec::new(),
        }
    }

    fn next_if_done(&mut self) -> Vec<Effect> {
        let name = &self.course.exercises[self.current].name;
        if !self.progress.is_done(name) {
            let notice = "Not solved yet. To go elsewhere all the same, press l for the list.";
            self.notices.push(notice.to_owned());
            return Vec::new();
        }
        self.next()
    }

    fn next(&mut self) -> Vec<Effect> {
        match self.progress.next_pending(&self.course, self.current + 1) {
            Some(index) => self.go_to(index),
            None => {
                let message = self.course.final_message.clone();
                let message = message.unwrap_or_else(|| "All exercises are done.".to_owned());
                let lines = text::safe(&message, self.theme.color);
                self.open_page(
                    "Done".to_owned(),
                    lines.lines().map(str::to_owned).collect(),
                );
                Vec::new()
            }
        }
    }

    fn go_to(&mut self, index: usize) -> Vec<Effect> {
        self.current = index;
        self.report = None;
        self.hints_shown = 0;
        self.screen = Screen::Exercise;
        let name = self.course.exercises[index].name.clone();
        self.progress.current = Some(name.clone());
        let record = Effect::Record(Change::Current { name });
        if self.list_only {
            return vec![record, Effect::Quit];
        }
        vec![self.check(true), record]
    }

    fn hint(&mut self) -> Vec<Effect> {
        let exercise = &self.course.exercises[self.current];
        if exercise.hints.is_empty() {
            self.notices.push("This exercise has no hints.".to_owned());
            return Vec::new();
        }
        if self.hints_shown == exercise.hints.len() {
            self.notices.push("That was the last hint.".to_owned());
            return Vec::new();
        }
        self.hints_shown += 1;
        vec![Effect::Record(Change::HintSeen {
            name: exercise.name.clone(),
            level: self.hints_shown,
        })]
    }

    fn check_all(&mut self) -> Vec<Effect> {
        if self.check_all.is_some() {
            return Vec::new();
        }
        self.check_all = Some((0, self.course.exercises.len()));
        vec![Effect::CheckAll]
    }

    fn solution(&mut self) -> Vec<Effect> {
        let name = &self.course.exercises[self.current].name;
        if self.progress.is_done(name) {
            return vec![Effect::ShowSolution(self.current)];
        }
        let notice = "The solution opens when your own version passes. Press h for a hint.";
        self.notices.push(notice.to_owned());
        Vec::new()
    }

    fn open_output(&mut self) {
        let lines = match &self.report {
            Some(report) => diagnostics::everything(report, self.theme),
            None => vec!["The check is still running.".to_owned()],
        };
        let title = format!(
            "Full output of {}",
            self.course.exercises[self.current].name
        );
        self.open_page(title, lines);
    }

    fn open_page(&mut self, title: String, lines: Vec<String>) {
        self.screen = Screen::Page(Page {
            title,
            lines,
            scroll: 0,
        });
    }

    fn open_list(&mut self) {
        self.screen = Screen::List(List {
            chosen: self.current,
            ..List::default()
        });
    }

    fn page_key(&mut self, key: &Key) -> Vec<Effect> {
        let (width, height) = self.size;
        let Screen::Page(page) = &mut self.screen else {
            return Vec::new();
        };
        let lines: usize = page
            .lines
            .iter()
            .map(|l| text::wrap(l, width).len().max(1))
            .sum();
        let room = height.saturating_sub(2).max(1);
        let last = lines.saturating_sub(room);
        match key {
            Key::Char('q' | 'o' | '?') | Key::Escape => self.screen = Screen::Exercise,
            _ => page.scroll = moved(page.scroll, key, room, last),
        }
        Vec::new()
    }

    fn list_key(&mut self, key: Key) -> Vec<Effect> {
        self.notices.clear();
        let room = self.size.1.saturating_sub(2).max(1);
        let Screen::List(mut list) = std::mem::replace(&mut self.screen, Screen::Exercise) else {
            return Vec::new();
        };
        if list.typing {
            type_search(&mut list, &key);
            self.screen = Screen::List(list);
            return Vec::new();
        }
        let rows = self.rows(&list);
        let chosen = rows.get(list.chosen).copied();
        match (key, chosen) {
            (Key::Escape, _) if !list.search.is_empty() => {
                list.search.clear();
                list.chosen = 0;
            }
            (Key::Char('q' | 'l') | Key::Escape, _) => return self.leave_list(),
            (Key::Enter | Key::Char('c'), Some(index)) => return self.go_to(index),
            (Key::Char('x'), Some(index)) => {
                self.screen = Screen::ConfirmReset {
                    index,
                    list: Some(list),
                };
                return Vec::new();
            }
            (Key::Char('e'), Some(index)) => {
                self.screen = Screen::List(list);
                return vec![Effect::Edit(index)];
            }
            (Key::Char('f'), _) => {
                list.filter = list.filter.next();
                list.chosen = 0;
            }
            (Key::Char('/'), _) => {
                list.typing = true;
                list.search.clear();
                list.chosen = 0;
            }
            (key, _) => {
                list.chosen = moved(list.chosen, &key, room, rows.len().saturating_sub(1));
            }
        }
        self.screen = Screen::List(list);
        Vec::new()
    }

    fn leave_list(&mut self) -> Vec<Effect> {
        match self.list_only {
            true => vec![Effect::Quit],
            false => Vec::new(),
        }
    }

    fn confirm_key(&mut self, key: &Key) -> Vec<Effect> {
        let screen = std::mem::replace(&mut self.screen, Screen::Exercise);
        let Screen::ConfirmReset { index, list } = screen else {
            return Vec::new();
        };
        self.screen = list.map_or(Screen::Exercise, Screen::List);
        match key {
            Key::Char('y' | 'Y') => vec![Effect::CancelCheck, Effect::Reset(index)],
            _ => Vec::new(),
        }
    }
}

/// Where a key moves a position between 0 and `last`.
fn moved(position: usize, key: &Key, page: usize, last: usize) -> usize {
    let moved = match key {
        Key::ArrowUp | Key::Char('k') => position.saturating_sub(1),
        Key::ArrowDown | Key::Char('j') => position + 1,
        Key::PageUp => position.saturating_sub(page),
        Key::PageDown | Key::Char(' ') => position + page,
        Key::Home | Key::Char('g') => 0,
        Key::End | Key::Char('G') => last,
        _ => position,
    };
    moved.min(last)
}

fn type_search(list: &mut List, key: &Key) {
    list.chosen = 0;
    match key {
        Key::Enter => list.typing = false,
        Key::Escape => {
            list.typing = false;
            list.search.clear();
        }
        Key::Backspace => {
            list.search.pop();
        }
        Key::Char(c) if !c.is_control() => list.search.push(*c),
        _ => {}
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

    #[test]
    fn scrolling_stays_inside() {
        assert_eq!(moved(0, &Key::ArrowUp, 5, 9), 0);
        assert_eq!(moved(7, &Key::PageDown, 5, 9), 9);
        assert_eq!(moved(7, &Key::Home, 5, 9), 0);
    }
}
