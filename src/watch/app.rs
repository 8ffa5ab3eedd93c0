//! The loop itself.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use crate::engine::check::Checker;
use crate::engine::course_dir::CourseDir;
use crate::engine::progress_store::ProgressStore;
use crate::engine::{embedded, ignored, presence, starters};
use crate::model::progress::Progress;
use crate::view::links::Links;
use crate::view::theme::Theme;
use crate::watch::effect::Hands;
use crate::watch::event::Event;
use crate::watch::files::Files;
use crate::watch::keyboard::Keyboard;
use crate::watch::others::Others;
use crate::watch::plain::Plain;
use crate::watch::state::{Effect, State};
use crate::watch::terminal::Terminal;
use crate::watch::{screen, signals};

/// How to start.
#[derive(Debug, Clone)]
pub struct Options {
    /// The exercise to start with, as a place in the course; the current one if not given.
    pub first: Option<usize>,
    /// Go on by itself after a pass.
    pub auto_next: bool,
    /// Do not rely on notifications of saves.
    pub poll: bool,
    /// Only the list.
    pub list_only: bool,
    /// Lines instead of a screen, words instead of keys.
    pub plain: bool,
    /// How text is dressed.
    pub theme: Theme,
    /// The files that a screen links to.
    pub links: Links,
}

/// Where the state is shown.
enum Display {
    Screen(Terminal, Keyboard, Links),
    Plain(Plain),
}

struct App {
    state: State,
    display: Display,
    hands: Hands,
    files: Files,
    others: Others,
    receiver: Receiver<Event>,
    root: PathBuf,
    /// The number of the latest check and when it was seen to run.
    check_began: (u64, Instant),
    /// Whether the last event asked for the end.
    quits: bool,
}

/// Runs the loop until the learner quits. Returns the progress at the end.
///
/// # Errors
/// The terminal cannot be used. Everything else is shown and the loop goes on.
pub fn run(
    checker: Checker,
    store: ProgressStore,
    progress: Progress,
    options: Options,
) -> Result<Progress> {
    let (events, receiver) = mpsc::channel();
    let dir = checker.dir().clone();
    let size = if options.plain {
        (Terminal::size().0.max(40), 0)
    } else {
        Terminal::size()
    };
    let mut state = State::new(dir.course.clone(), progress, options.theme, size);
    state.auto_next = options.auto_next;
    state.list_only = options.list_only;
    state.plain = options.plain;
    let effects = match options.first {
        Some(index) => state.start_at(index),
        None => state.start(),
    };
    state.has_solution = has_solution(&dir.root, &state);
    signals::listen(events.clone()).context("signals cannot be caught")?;
    let mut display = Display::open(&options, &events)?;
    // The first screen stands before anything slow begins.
    display.draw(&state)?;
    starters::keep_pristine(&dir);
    // The folder for the test file of the watcher; a read-only course has none.
    let _ = crate::engine::progress_store::prepare(&dir.state_folder());
    // Held to the end of the loop, or of the process.
    let (_presence, is_shared) = if options.list_only {
        (None, false)
    } else {
        presence::enter(&dir.state_folder())
    };
    let hands = Hands::new(checker, store, events.clone());
    let poll = options.poll || options.list_only;
    let (files, notice) = Files::start(&dir.root, &dir.state_folder(), poll, &events);
    let mut app = App {
        state,
        display,
        hands,
        files,
        others: Others::default(),
        receiver,
        root: dir.root.clone(),
        check_began: (0, Instant::now()),
        quits: false,
    };
    app.state.notices.extend(notice);
    if is_shared {
        app.state.notices.push(SHARED.to_owned());
    }
    app.state.notices.extend(ignored_manifest(&dir));
    app.look_at_current();
    app.perform(effects);
    if !options.list_only {
        let paths = dir.course.exercises.iter();
        let paths = paths.map(|exercise| dir.root.join(exercise.path()));
        app.others = Others::start(paths, app.state.current);
    }
    app.run()?;
    Ok(app.state.progress)
}

/// Said to whoever starts a second `watch`.
const SHARED: &str = "Another `watch` is open in this folder. You can use both: each checks what \
                      you save, and they share your progress.";

impl App {
    fn run(&mut self) -> Result<()> {
        while !self.quits {
            let patience = self.count_seconds();
            self.display.draw(&self.state)?;
            let event = match self.receiver.recv_timeout(patience) {
                Ok(event) => event,
                Err(RecvTimeoutError::Timeout) => Event::FilesTouched,
                Err(RecvTimeoutError::Disconnected) => Event::Quit,
            };
            self.handle(event)?;
        }
        self.hands.cancel_all();
        self.display.stop_reading();
        Ok(())
    }

    /// Counts for how long the check has been running; returns how long to wait for an event
    /// before something has to be looked at.
    fn count_seconds(&mut self) -> Duration {
        let patience = self.files.patience();
        let patience = self.others.patience().unwrap_or(patience).min(patience);
        if !self.state.checking {
            return patience;
        }
        if self.check_began.0 != self.state.generation {
            self.check_began = (self.state.generation, Instant::now());
        }
        let time = self.check_began.1.elapsed();
        self.state.checking_seconds = time.as_secs();
        let to_next_second = Duration::from_secs(time.as_secs() + 1).saturating_sub(time);
        patience.min(to_next_second)
    }

    fn handle(&mut self, event: Event) -> Result<()> {
        let event = match event {
            Event::FilesTouched => {
                let size = self.display.size(self.state.size);
                if size != self.state.size {
                    self.state.size = size;
                    self.display.clear()?;
                }
                self.state.notices.extend(self.files.self_test());
                match self.saved() {
                    Some(event) => event,
                    None => return Ok(()),
                }
            }
            Event::Resized => {
                self.state.size = self.display.size(self.state.size);
                return self.display.clear();
            }
            Event::Suspend => {
                self.display.lend(signals::stop_here)?;
                self.state.size = self.display.size(self.state.size);
                return Ok(());
            }
            other => other,
        };
        let before = self.state.current;
        let effects = self.state.update(event);
        if self.state.current != before {
            self.look_at_current();
        }
        // Shown first, done afterwards: nothing that writes to a disk delays a verdict.
        if !effects.contains(&Effect::Quit) {
            self.display.draw(&self.state)?;
        }
        self.perform(effects);
        Ok(())
    }

    /// What was saved, if something was. A save of the current exercise is told alone: whoever
    /// saves all files at once works on that one.
    fn saved(&mut self) -> Option<Event> {
        if self.files.changed() {
            self.others.take_note_of_all();
            return Some(Event::Saved);
        }
        let others = self.others.saved();
        (!others.is_empty()).then_some(Event::SavedElsewhere(others))
    }

    fn look_at_current(&mut self) {
        self.others.turn_to(self.state.current);
        let exercise = &self.state.course.exercises[self.state.current];
        self.files.look_at(self.root.join(exercise.path()));
        self.state.has_solution = has_solution(&self.root, &self.state);
        if let Some(script) = exercise.build_script() {
            self.files.look_also_at(self.root.join(script));
        }
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Check {
                    index,
                    generation,
                    use_cache,
                } => self.hands.check(index, generation, use_cache),
                Effect::CancelCheck => self.hands.cancel_check(),
                Effect::CheckAll => self.hands.check_all(),
                Effect::Record(change) => self.hands.record(change),
                Effect::Unseal(index) => self.hands.unseal(index),
                Effect::Reset(index) => {
                    self.hands.reset(index, &self.state.progress);
                    self.others.take_note(index);
                    self.files.take_note();
                }
                Effect::RestoreTests(index) => {
                    self.hands.restore_tests(index, &self.state.progress);
                    self.others.take_note(index);
                    self.files.take_note();
                }
                Effect::Undo => {
                    self.hands.undo(&self.state.progress);
                    self.others.take_note_of_all();
                    self.files.take_note();
                }
                Effect::ShowSolution(index) => self.hands.show_solution(index, self.state.theme),
                Effect::Edit { index, place } => self.edit(index, place),
                Effect::Quit => self.quits = true,
            }
        }
    }

    fn edit(&mut self, index: usize, place: Option<(usize, usize)>) {
        let display = &mut self.display;
        let mut is_gone = false;
        self.hands.edit(index, place, &mut |use_it| {
            is_gone |= display.lend(use_it).is_err();
        });
        self.quits |= is_gone;
    }
}

/// What to know of a `Cargo.toml` that doesn't count, if that matters.
fn ignored_manifest(dir: &CourseDir) -> Option<String> {
    ignored::note(dir, &dir.root, dir.course.exercises.iter())
}

/// Whether there is a solution of the exercise that is shown.
fn has_solution(root: &Path, state: &State) -> bool {
    embedded::has_solution(root, &state.course.exercises[state.current])
}

impl Display {
    fn open(options: &Options, events: &Sender<Event>) -> Result<Self> {
        if options.plain {
            return Ok(Self::Plain(Plain::start(events.clone())));
        }
        let terminal = Terminal::take().context("the terminal cannot be used")?;
        let keyboard = Keyboard::start(events.clone());
        Ok(Self::Screen(terminal, keyboard, options.links.clone()))
    }

    /// The reader of keys must not change the terminal's modes once they are given back.
    fn stop_reading(&self) {
        if let Self::Screen(_, keyboard, _) = self {
            keyboard.pause(true);
        }
    }

    fn draw(&mut self, state: &State) -> Result<()> {
        match self {
            Self::Screen(terminal, _, links) => terminal.draw(&links.mark(screen::frame(state))),
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
