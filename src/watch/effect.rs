//! Performs the effects that the state asks for.

use std::io::{self, ErrorKind};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::Sender;

use crate::engine::chapter_page;
use crate::engine::check::{CheckRequest, Checker};
use crate::engine::exercise_text::{self, Version};
use crate::engine::journal::{Journal, JournalFiles};
use crate::engine::process::Cancel;
use crate::engine::progress_store::ProgressStore;
use crate::engine::test_restore::{self, TestRestoration};
use crate::engine::{editor, embedded, files, starters, verify};
use crate::model::course::Exercise;
use crate::model::diagnostic::Level;
use crate::model::editor::{FilePosition, OpenCommand};
use crate::model::exercise_text::for_people;
use crate::model::journal::{EventKind, History, JournalEvent};
use crate::model::progress::{Progress, ProgressChange};
use crate::view::text::safe;
use crate::view::theme::Theme;
use crate::view::{chapter, diff};
use crate::watch::event::Event;
use crate::watch::state::EditPlace;

/// Performs effects, and sends what comes of them to the loop as events.
pub struct EffectRunner {
    checker: Arc<Checker>,
    store: ProgressStore,
    journal: Journal,
    events: Sender<Event>,
    /// Cancels the running check.
    check: Cancel,
    /// Cancels the check of all exercises.
    check_of_all: Cancel,
}

impl EffectRunner {
    /// Also passes the progress of building crates to `events`.
    pub fn new(checker: Checker, store: ProgressStore, events: Sender<Event>) -> Self {
        let listener = events.clone();
        checker.listen_to_crates(Box::new(move |building| {
            let _ = listener.send(Event::Crates(building));
        }));
        Self {
            journal: Journal::start(checker.dir().state_folder()),
            checker: Arc::new(checker),
            store,
            events,
            check: Cancel::default(),
            check_of_all: Cancel::default(),
        }
    }

    fn exercise(&self, index: usize) -> &Exercise {
        &self.checker.dir().course.exercises[index]
    }

    fn send(&self, event: Event) {
        // The loop has ended if nobody listens.
        let _ = self.events.send(event);
    }

    fn notice(&self, notice: impl Into<String>) {
        self.send(Event::Notice(notice.into()));
    }

    /// Starts a check, and cancels the one that is running.
    pub fn check(&mut self, index: usize, generation: u64, use_cache: bool) {
        self.check.cancel();
        self.check = Cancel::default();
        let cancel = self.check.clone();
        let checker = Arc::clone(&self.checker);
        let events = self.events.clone();
        std::thread::spawn(move || {
            let exercise = &checker.dir().course.exercises[index];
            let request = CheckRequest {
                use_cache,
                retry_crates: !use_cache,
                again: true,
                ..CheckRequest::default()
            };
            let mut found = None;
            let expected = checker.check_then(exercise, request, &cancel, |graded| {
                let has_error = graded.report.at_level(Level::Error).next().is_some();
                found = has_error.then(|| graded.report.clone());
                let report = Box::new(graded.report);
                let _ = events.send(Event::Checked { generation, report });
            });
            let explained = found.and_then(|report| checker.explain(exercise, &report, &cancel));
            if let Some(explanations) = explained.map(Box::new) {
                let _ = events.send(Event::Explained {
                    generation,
                    explanations,
                });
            }
            // Compilers that start now would delay the repairs, or the next check if there is one.
            if !cancel.is_cancelled() {
                checker.get_ready(&expected);
            }
            checker.build_crates_ahead(index);
        });
    }

    /// Cancels the running check.
    pub fn cancel_check(&self) {
        self.check.cancel();
    }

    /// Cancels everything that is running.
    pub fn cancel_all(&self) {
        self.check.cancel();
        self.check_of_all.cancel();
    }

    /// Checks all exercises, several at once.
    pub fn check_all(&mut self) {
        self.check_of_all = Cancel::default();
        let cancel = self.check_of_all.clone();
        let checker = Arc::clone(&self.checker);
        let events = self.events.clone();
        std::thread::spawn(move || {
            let all: Vec<&Exercise> = checker.dir().course.exercises.iter().collect();
            let checked = AtomicUsize::new(0);
            let each = |_: usize, _: &_| {
                let checked = checked.fetch_add(1, Ordering::Relaxed) + 1;
                let _ = events.send(Event::AllProgress { checked });
            };
            let jobs = verify::default_jobs();
            let reports = verify::verify(
                &checker,
                &all,
                CheckRequest::default(),
                jobs,
                &cancel,
                &each,
            );
            if let Some(reports) = reports {
                let _ = events.send(Event::AllChecked { reports });
            }
        });
    }

    /// Writes an event into the journal, and sets its time to now. This doesn't wait for a disk.
    pub fn note(&self, event: JournalEvent) {
        self.journal.record(event);
    }

    /// Writes a change to the progress file, and sets its time to now. The journal hears of hints.
    pub fn record(&self, mut change: ProgressChange) {
        if let ProgressChange::HintSeen { name, level } = &change {
            self.note(JournalEvent::hint(name, *level));
        }
        if let ProgressChange::Checked { now, .. } = &mut change {
            *now = files::now();
        }
        let course = &self.checker.dir().course;
        match self.store.apply(course, &[change]) {
            Ok(progress) => self.send(Event::Progress(Box::new(progress))),
            Err(error) => self.notice(files::reasons(&error)),
        }
    }

    /// Makes a solution's file readable.
    pub fn unseal(&self, index: usize) {
        if let Err(error) = embedded::unseal(&self.checker.dir().root, self.exercise(index)) {
            self.notice(format!(
                "Couldn't unlock the solution: {}",
                files::reason(&error)
            ));
        }
    }

    /// Shows the page of an exercise's chapter.
    pub fn show_chapter(&self, index: usize, width: usize, theme: Theme) {
        let name = self.exercise(index).chapter();
        match chapter_page::read(self.checker.dir(), name) {
            Some(text) => self.send(Event::Page {
                title: name.to_owned(),
                lines: chapter::page(&text, width, theme),
            }),
            None => self.notice("The chapter's page can't be read."),
        }
    }

    /// Shows what the learner has done in an exercise's chapter. With `plain`, it isn't a page.
    pub fn end_chapter(
        &self,
        index: usize,
        progress: &Progress,
        (width, theme, plain): (usize, Theme, bool),
    ) {
        let dir = self.checker.dir();
        let name = self.exercise(index).chapter();
        let page = chapter_page::read(dir, name);
        let events = JournalFiles::new(dir.state_folder()).read().lines.events;
        let history = History::of(&dir.course, progress, &events);
        let lines = chapter::ending(&dir.course, name, page.as_deref(), &history, width, theme);
        if plain {
            // A page would keep the next exercise's verdict back.
            return self.notice(lines.join("\n"));
        }
        self.send(Event::Page {
            title: "Chapter finished".to_owned(),
            lines,
        });
    }

    /// Resets an exercise to its starter.
    pub fn reset(&self, index: usize, progress: &Progress) {
        let exercise = self.exercise(index);
        match starters::reset(self.checker.dir(), progress, &[exercise]) {
            Ok(done) => {
                self.note(JournalEvent::new(EventKind::Reset, &exercise.name));
                self.record(ProgressChange::Reset {
                    name: exercise.name.clone(),
                });
                self.send(Event::WasReset {
                    index,
                    is_backed_up: done.backup.is_some(),
                });
            }
            Err(error) => self.send(Event::NotReset {
                index,
                why: files::reasons(&error),
            }),
        }
    }

    /// Restores an exercise's original tests.
    pub fn restore_tests(&self, index: usize, progress: &Progress) {
        let exercise = self.exercise(index);
        match test_restore::restore_tests(self.checker.dir(), progress, exercise) {
            Ok(restored) => self.send(Event::TestsRestored {
                index,
                what_stays: match restored {
                    TestRestoration::AlreadyOriginal => None,
                    TestRestoration::Restored { reset_tests, .. } => {
                        self.note(JournalEvent::tests_reset(&exercise.name));
                        Some(test_restore::describe_kept_code(&reset_tests))
                    }
                },
            }),
            Err(error) => self.send(Event::NotReset {
                index,
                why: files::reasons(&error),
            }),
        }
    }

    /// Undoes the last reset.
    pub fn undo(&self, progress: &Progress) {
        match starters::undo(self.checker.dir(), progress) {
            Ok(Some(undone)) => {
                for change in undone.changes {
                    self.record(change);
                }
                let names = undone.names;
                for name in &names {
                    self.note(JournalEvent::new(EventKind::Undo, name));
                }
                self.send(Event::WasUndone { names });
            }
            Ok(None) => self.notice(starters::NOTHING_TO_UNDO),
            Err(error) => self.notice(files::reasons(&error)),
        }
    }

    /// Shows a solution, with a diff against the learner's file.
    pub fn show_solution(&self, index: usize, theme: Theme) {
        let exercise = self.exercise(index);
        let root = &self.checker.dir().root;
        let Some(solution) = embedded::read_solution(root, exercise) else {
            self.notice("This course has no solution for this exercise.");
            return;
        };
        let solution = safe(&for_people(exercise, &solution), false);
        let yours = exercise_text::read(root, exercise, Version::Own).unwrap_or_default();
        let yours = for_people(exercise, &yours);
        let diff = diff::of_code(&safe(&yours, false), &solution, theme);
        let mut lines: Vec<String> = solution.lines().map(str::to_owned).collect();
        if !diff.is_empty() {
            lines.push(String::new());
            lines.push(theme.strong("How they differ (- yours, + ours)"));
            lines.extend(diff);
        }
        self.note(JournalEvent::new(EventKind::Solution, &exercise.name));
        self.send(Event::Page {
            title: format!("Solution of {}", exercise.name),
            lines,
        });
    }

    /// Opens an exercise in the learner's editor. If the editor needs the terminal, `lend` gives it
    /// away for as long as the editor runs.
    pub fn edit(&self, index: usize, place: &EditPlace, lend: LendTerminal) {
        let exercise = self.exercise(index);
        let path = place.file.clone().unwrap_or_else(|| exercise.path());
        let path = self.checker.dir().root.join(path);
        let place = place.position;
        let target = FilePosition { path: &path, place };
        let commands = match editor::commands(target) {
            Ok(commands) => commands,
            Err(problem) => return self.notice(problem),
        };
        let mut commands = commands.iter().peekable();
        while let Some(command) = commands.next() {
            match self.open(command, &mut *lend) {
                Ok(()) => return,
                Err(error) if error.kind() == ErrorKind::NotFound && commands.peek().is_some() => {}
                Err(error) => {
                    let program = &command.program;
                    self.notice(format!("Couldn't start {program}: {error}"));
                    return;
                }
            }
        }
    }

    fn open(&self, command: &OpenCommand, lend: LendTerminal) -> io::Result<()> {
        if !command.needs_terminal {
            let events = self.events.clone();
            return editor::start(command, move |failure| {
                // The loop has ended if nobody listens.
                let _ = events.send(Event::Notice(failure));
            });
        }
        let mut ended = Ok(None);
        lend(&mut || ended = editor::run(command));
        ended?.into_iter().for_each(|failure| self.notice(failure));
        Ok(())
    }
}

/// Gives the terminal away while a function runs.
pub type LendTerminal<'a> = &'a mut dyn FnMut(&mut dyn FnMut());
