//! The loop itself.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use crate::engine::chapter_page;
use crate::engine::check::Checker;
use crate::engine::course_dir::CourseDir;
use crate::engine::progress_store::{self, ProgressStore};
use crate::engine::{embedded, exercise_text, ignored, presence, starters};
use crate::model::journal::{EventKind, JournalEvent};
use crate::model::progress::Progress;
use crate::view::links::Links;
use crate::view::theme::Theme;
use crate::watch::current_file::CurrentFile;
use crate::watch::effect::EffectRunner;
use crate::watch::event::Event;
use crate::watch::keyboard::Keyboard;
use crate::watch::other_files::OtherFiles;
use crate::watch::plain::PlainDisplay;
use crate::watch::state::{EditPlace, Effect, State};
use crate::watch::terminal::Terminal;
use crate::watch::{screen, signals};

/// How `watch` runs.
#[derive(Debug, Clone)]
pub struct Options {
    /// The exercise to start with, as an index into the course; otherwise the current one.
    pub first: Option<usize>,
    /// Go to the next exercise as soon as one passes.
    pub auto_next: bool,
    /// Look for saves at intervals instead of relying on notifications.
    pub poll: bool,
    /// Show only the list.
    pub list_only: bool,
    /// Write plain lines instead of a screen, and read lines instead of keys.
    pub plain: bool,
    /// Whether text has colours and symbols.
    pub theme: Theme,
    /// The files that the screen links to.
    pub links: Links,
}

/// Where the learner sees the state.
enum Display {
    Screen(Terminal, Keyboard, Links),
    Plain(PlainDisplay),
}

struct App {
    state: State,
    display: Display,
    runner: EffectRunner,
    current_file: CurrentFile,
    other_files: OtherFiles,
    receiver: Receiver<Event>,
    root: PathBuf,
    /// The number of the latest check, and when we first saw it running.
    check_began: (u64, Instant),
    /// Whether to leave the loop.
    quits: bool,
}

/// Runs the loop until the learner quits, and returns the progress at the end.
///
/// # Errors
/// The terminal can't be used. Any other failure is shown, and the loop goes on.
pub fn run(
    checker: Checker,
    store: ProgressStore,
    progress: Progress,
    options: Options,
) -> Result<Progress> {
    let (events, receiver) = mpsc::channel();
    let dir = checker.dir().clone();
    let (state, effects) = begin(&dir, progress, &options);
    signals::listen(events.clone()).context("signals cannot be caught")?;
    let mut display = Display::open(&options, &events)?;
    // Draw the first screen before anything slow begins.
    display.draw(&state)?;
    starters::keep_pristine(&dir);
    // The watcher's test file needs this folder; a read-only course has none.
    let _ = progress_store::prepare(&dir.state_folder());
    // Held until the loop or the process ends.
    let (_presence, is_shared) = if options.list_only {
        (None, false)
    } else {
        presence::enter(&dir.state_folder())
    };
    let runner = EffectRunner::new(checker, store, events.clone());
    let poll = options.poll || options.list_only;
    let (current_file, notice) = CurrentFile::start(&dir.root, &dir.state_folder(), poll, &events);
    let mut app = App {
        state,
        display,
        runner,
        current_file,
        other_files: OtherFiles::default(),
        receiver,
        root: dir.root.clone(),
        check_began: (0, Instant::now()),
        quits: false,
    };
    let shared = is_shared.then(|| SHARED.to_owned());
    let notices = notice.into_iter().chain(shared);
    let notices = notices.chain(note_ignored_manifest(&dir));
    app.state.notices.extend(notices);
    app.watch_current();
    app.perform(effects);
    app.note_opened();
    if !options.list_only {
        app.watch_others(&dir);
    }
    app.run()?;
    Ok(app.state.progress)
}

/// The state at the start, and what to do first.
fn begin(dir: &CourseDir, progress: Progress, options: &Options) -> (State, Vec<Effect>) {
    let size = if options.plain {
        (Terminal::size().0.max(40), 0)
    } else {
        Terminal::size()
    };
    let mut state = State::new(dir.course.clone(), progress, options.theme, size);
    state.auto_next = options.auto_next;
    state.list_only = options.list_only;
    state.plain = options.plain;
    let chapters = dir.course.chapters().into_iter().map(|(name, _)| name);
    let with_page = chapters.filter(|name| chapter_page::read(dir, name).is_some());
    state.chapters_with_page = with_page.map(str::to_owned).collect();
    let effects = match options.first {
        Some(index) => state.start_at(index),
        None => state.start(),
    };
    state.has_solution = has_solution(&dir.root, &state);
    (state, effects)
}

/// The notice in a second `watch`.
const SHARED: &str = "Another `watch` is open in this folder. You can use both: each checks what \
                      you save, and they share your progress.";

impl App {
    fn run(&mut self) -> Result<()> {
        while !self.quits {
            let max_wait = self.count_seconds();
            self.display.draw(&self.state)?;
            let event = match self.receiver.recv_timeout(max_wait) {
                Ok(event) => event,
                Err(RecvTimeoutError::Timeout) => Event::FilesTouched,
                Err(RecvTimeoutError::Disconnected) => Event::Quit,
            };
            self.handle(event)?;
        }
        self.runner.cancel_all();
        self.display.stop_reading();
        Ok(())
    }

    /// Counts the seconds of the running check, and returns how long to wait for an event.
    fn count_seconds(&mut self) -> Duration {
        let max_wait = self.current_file.max_wait();
        let max_wait = self
            .other_files
            .max_wait()
            .unwrap_or(max_wait)
            .min(max_wait);
        if !self.state.checking {
            return max_wait;
        }
        if self.check_began.0 != self.state.generation {
            self.check_began = (self.state.generation, Instant::now());
        }
        let time = self.check_began.1.elapsed();
        self.state.checking_seconds = time.as_secs();
        let to_next_second = Duration::from_secs(time.as_secs() + 1).saturating_sub(time);
        max_wait.min(to_next_second)
    }

    fn handle(&mut self, event: Event) -> Result<()> {
        let event = match event {
            Event::FilesTouched => {
                let size = self.display.size(self.state.size);
                if size != self.state.size {
                    self.state.resize(size);
                    self.display.clear()?;
                }
                self.state
                    .notices
                    .extend(self.current_file.check_notifications());
                match self.find_saves() {
                    Some(event) => event,
                    None => return Ok(()),
                }
            }
            Event::Resized => {
                self.state.resize(self.display.size(self.state.size));
                return self.display.clear();
            }
            Event::Suspend => {
                self.display.lend(signals::stop_here)?;
                self.state.resize(self.display.size(self.state.size));
                return Ok(());
            }
            other => other,
        };
        let before = self.state.current;
        let effects = self.state.update(event);
        let is_elsewhere = self.state.current != before;
        if is_elsewhere {
            self.watch_current();
        }
        // Draw first, so that no disk delays a verdict.
        if !effects.contains(&Effect::Quit) {
            self.display.draw(&self.state)?;
        }
        self.perform(effects);
        if is_elsewhere {
            self.note_opened();
        }
        Ok(())
    }

    /// Finds out what was saved. If the current exercise was, the others don't count: a learner who
    /// saves all files at once works on this one.
    fn find_saves(&mut self) -> Option<Event> {
        if self.current_file.has_changed() {
            self.other_files.mark_all_seen();
            return Some(Event::Saved);
        }
        let others = self.other_files.find_saves();
        (!others.is_empty()).then_some(Event::SavedElsewhere(others))
    }

    fn watch_current(&mut self) {
        self.other_files.set_current(self.state.current);
        let exercise = &self.state.course.exercises[self.state.current];
        self.current_file.watch(self.root.join(exercise.path()));
        self.current_file.watch_folder(&self.root, exercise);
        self.state.has_solution = has_solution(&self.root, &self.state);
        if let Some(script) = exercise.build_script() {
            self.current_file.watch_beside(self.root.join(script));
        }
    }

    /// Writes into the journal that the learner has turned to the current exercise.
    fn note_opened(&self) {
        if !self.state.list_only {
            let name = &self.state.course.exercises[self.state.current].name;
            self.runner.note(JournalEvent::new(EventKind::Opened, name));
        }
    }

    fn watch_others(&mut self, dir: &CourseDir) {
        let paths = dir.course.exercises.iter();
        let paths = paths.map(|exercise| {
            let first = vec![exercise.path()];
            let all = exercise_text::paths_below(&dir.root, exercise);
            let all = all.ok().filter(|all| !all.is_empty()).unwrap_or(first);
            all.iter().map(|path| dir.root.join(path)).collect()
        });
        self.other_files = OtherFiles::start(paths, self.state.current);
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Check {
                    index,
                    generation,
                    use_cache,
                } => self.runner.check(index, generation, use_cache),
                Effect::CancelCheck => self.runner.cancel_check(),
                Effect::CheckAll => self.runner.check_all(),
                Effect::Record(change) => self.runner.record(change),
                Effect::Note(event) => self.runner.note(*event),
                Effect::Unseal(index) => self.runner.unseal(index),
                Effect::Reset(index) => {
                    self.runner.reset(index, &self.state.progress);
                    self.other_files.mark_seen(index);
                    self.current_file.mark_seen();
                }
                Effect::RestoreTests(index) => {
                    self.runner.restore_tests(index, &self.state.progress);
                    self.other_files.mark_seen(index);
                    self.current_file.mark_seen();
                }
                Effect::Undo => {
                    self.runner.undo(&self.state.progress);
                    self.other_files.mark_all_seen();
                    self.current_file.mark_seen();
                }
                Effect::ShowChapter(index) => {
                    self.runner
                        .show_chapter(index, self.state.size.0, self.state.theme);
                }
                Effect::EndChapter(index) => {
                    let look = (self.state.size.0, self.state.theme, self.state.plain);
                    self.runner.end_chapter(index, &self.state.progress, look);
                }
                Effect::ShowSolution(index) => self.runner.show_solution(index, self.state.theme),
                Effect::Edit { index, place } => self.edit(index, &place),
                Effect::Quit => self.quits = true,
            }
        }
    }

    fn edit(&mut self, index: usize, place: &EditPlace) {
        let display = &mut self.display;
        let mut is_terminal_gone = false;
        self.runner.edit(index, place, &mut |use_it| {
            is_terminal_gone |= display.lend(use_it).is_err();
        });
        self.quits |= is_terminal_gone;
    }
}

/// The notice about a `Cargo.toml` that has no effect, if the learner may miss what it says.
fn note_ignored_manifest(dir: &CourseDir) -> Option<String> {
    ignored::note(dir, &dir.root, dir.course.exercises.iter())
}

/// Whether the current exercise has a solution.
fn has_solution(root: &Path, state: &State) -> bool {
    embedded::has_solution(root, &state.course.exercises[state.current])
}

impl Display {
    fn open(options: &Options, events: &Sender<Event>) -> Result<Self> {
        if options.plain {
            return Ok(Self::Plain(PlainDisplay::start(events.clone())));
        }
        let terminal = Terminal::take().context("the terminal cannot be used")?;
        let keyboard = Keyboard::start(events.clone());
        Ok(Self::Screen(terminal, keyboard, options.links.clone()))
    }

    /// Stops the reader of keys, which must not change the terminal's modes once we have restored
    /// them.
    fn stop_reading(&self) {
        if let Self::Screen(_, keyboard, _) = self {
            keyboard.pause(true);
        }
    }

    fn draw(&mut self, state: &State) -> Result<()> {
        match self {
            Self::Screen(terminal, _, links) => {
                if let Some(report) = &state.report {
                    links.add(report.path.clone());
                }
                terminal.draw(&links.mark(screen::frame(state)))
            }
            Self::Plain(plain) => plain.draw(state, &mut io::stdout()),
        }
        .context("the terminal is gone")
    }

    fn clear(&mut self) -> Result<()> {
        match self {
            Self::Screen(terminal, ..) => terminal.clear().context("the terminal is gone"),
            Self::Plain(_) => Ok(()),
        }
    }

    fn size(&self, old: (usize, usize)) -> (usize, usize) {
        match self {
            Self::Screen(..) => Terminal::size(),
            Self::Plain(_) => old,
        }
    }

    fn lend(&mut self, use_it: impl FnOnce()) -> Result<()> {
        match self {
            Self::Screen(terminal, keyboard, _) => {
                keyboard.pause(true);
                let result = terminal.lend(use_it);
                keyboard.pause(false);
                result.context("the terminal is gone")
            }
            Self::Plain(_) => {
                use_it();
                Ok(())
            }
        }
    }
}
