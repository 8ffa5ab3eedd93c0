//! What every command works with: where to write, in which style, and which course.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::commands::args::{Args, ColorChoice};
use crate::commands::terminal::{self, is_dumb, theme};
use crate::engine::check::Checker;
use crate::engine::course_dir::CourseDir;
use crate::engine::exercise_text;
use crate::engine::files;
use crate::engine::journal::Journal;
use crate::engine::progress_store::ProgressStore;
use crate::exit;
use crate::model::course::{Course, Exercise};
use crate::model::progress::Progress;
use crate::view::links::Links;
use crate::view::text::{reveal, safe, shorten_message};
use crate::view::theme::Theme;

/// The width of the output, in columns, where there is no terminal to ask.
const PLAIN_WIDTH: usize = 100;

/// What every command works with.
pub struct Context {
    /// Standard output.
    pub out: Box<dyn Write>,
    /// Colours and symbols for standard output.
    pub theme: Theme,
    /// The files to link to, if standard output is a terminal that shows links.
    pub links: Links,
    /// Whether standard output is a terminal that can move its cursor.
    pub on_terminal: bool,
    /// The width of standard output in columns.
    pub width: usize,
    course: Option<PathBuf>,
    color: ColorChoice,
}

/// A course with the learner's progress in it.
pub struct OpenCourse {
    /// The course and where it is.
    pub dir: CourseDir,
    /// The learner's progress.
    pub progress: Progress,
    /// Where the progress is saved.
    pub store: ProgressStore,
}

impl Context {
    /// Reads the arguments and the environment.
    pub fn new(args: &Args) -> Self {
        let terminal = console::Term::stdout();
        let on_terminal = io::stdout().is_terminal() && !is_dumb();
        let width = terminal
            .size_checked()
            .map_or(PLAIN_WIDTH, |(_, columns)| columns.into());
        Self {
            out: Box::new(io::stdout()),
            theme: Theme {
                unicode: !args.ascii && theme(args.color, on_terminal).unicode,
                ..theme(args.color, on_terminal)
            },
            links: Links::none(),
            on_terminal,
            width,
            course: args.course.clone(),
            color: args.color,
        }
    }

    /// The course that this folder is in, if there is one and it isn't broken.
    pub fn course_around(&self) -> Option<CourseDir> {
        let here = std::env::current_dir().ok()?;
        CourseDir::find_if_any(self.course.as_deref(), &here)
    }

    /// The folder that `--course` names.
    pub fn course(&self) -> Option<&Path> {
        self.course.as_deref()
    }

    /// Loads the course and the progress in it.
    ///
    /// # Errors
    /// There is no course, it's broken, or a newer version wrote the progress.
    pub fn open(&mut self) -> Result<OpenCourse> {
        let dir = CourseDir::find(self.course.as_deref(), &here()?)?;
        self.open_at(dir)
    }

    /// The folder that `--course` names, or the current one.
    ///
    /// # Errors
    /// The current folder doesn't exist any more.
    pub fn folder(&self) -> Result<PathBuf> {
        let folder = here()?.join(self.course.as_deref().unwrap_or(Path::new("")));
        Ok(folder.components().collect())
    }

    /// Loads the progress in a course.
    ///
    /// # Errors
    /// A newer version wrote the progress.
    pub fn open_at(&mut self, dir: CourseDir) -> Result<OpenCourse> {
        let store = ProgressStore::new(dir.state_folder());
        let loaded = store.load(&dir.course)?;
        if let Some(notice) = &loaded.notice {
            self.warn(notice);
        }
        self.link_below(&dir.root);
        self.links.add_course(&dir.course);
        for exercise in dir.course.exercises.iter().filter(|it| it.has_folder()) {
            let paths = exercise_text::paths_below(&dir.root, exercise);
            paths
                .into_iter()
                .flatten()
                .for_each(|path| self.links.add(path));
        }
        Ok(OpenCourse {
            dir,
            progress: loaded.progress,
            store,
        })
    }

    /// From now on, links to files below this folder. The files still have to be added.
    pub fn link_below(&mut self, root: &Path) {
        self.links = terminal::links(self.color, self.on_terminal, root);
    }

    /// Writes lines for people: shows invisible characters as escapes, and links to known files.
    ///
    /// # Errors
    /// Standard output can't be written.
    pub fn lines(&mut self, lines: &[String]) -> Result<()> {
        let lines = lines.iter().map(|line| reveal(line).into_owned());
        for line in self.links.mark(lines.collect()) {
            writeln!(self.out, "{line}")?;
        }
        Ok(())
    }

    /// The text with links to known files.
    pub fn with_links(&self, text: &str) -> String {
        let lines = text.lines().map(str::to_owned).collect();
        let marked = self.links.mark(lines).into_iter();
        marked.map(|line| line + "\n").collect()
    }

    /// Ignores a closed pipe: if nobody reads the output any more, the result still counts.
    ///
    /// # Errors
    /// Printing failed for another reason.
    pub fn ignore_closed_pipe(&self, result: Result<()>) -> Result<()> {
        match result {
            Err(error) if is_closed_pipe(&error) => Ok(()),
            other => other,
        }
    }

    /// Writes a note to standard error.
    pub fn warn(&self, message: &str) {
        self.on_stderr("note", message);
    }

    /// Writes to standard error what can't be done, if there's more to do.
    #[cfg(feature = "class")]
    pub fn error(&self, message: &str) {
        self.on_stderr("error", message);
    }

    /// Writes an error to standard error and returns its exit code.
    pub fn fail(&self, error: &anyhow::Error) -> u8 {
        if is_closed_pipe(error) {
            // The reader has seen enough, as in `list | head`.
            return exit::PASSED;
        }
        self.on_stderr("error", &files::reasons(error));
        exit::code_of(error)
    }

    fn on_stderr(&self, word: &str, message: &str) {
        let theme = theme(self.color, io::stderr().is_terminal());
        let word = match word {
            "error" => theme.bad("error:"),
            _ => theme.warn(&format!("{word}:")),
        };
        // If standard error can't be written, there is nowhere else to say so.
        let _ = writeln!(
            io::stderr(),
            "{word} {}",
            safe(&shorten_message(message), false)
        );
    }
}

fn here() -> Result<PathBuf> {
    std::env::current_dir().context("this folder doesn't exist any more")
}

impl OpenCourse {
    /// The exercise with this name, or the current one.
    ///
    /// # Errors
    /// There is no such exercise: exit code 2, with similar names.
    pub fn exercise(&self, name: Option<&str>) -> Result<&Exercise> {
        let course = &self.dir.course;
        let index = match name {
            None => self.progress.current_index(course),
            Some(name) => self.position(name)?,
        };
        Ok(&course.exercises[index])
    }

    /// The position in the course of the exercise with this name.
    ///
    /// # Errors
    /// There is no such exercise: exit code 2, with similar names.
    pub fn position(&self, name: &str) -> Result<usize> {
        let course = &self.dir.course;
        // A file of an exercise that has several may be called like another exercise.
        let in_folder = in_folder(course, name);
        let position = in_folder.or_else(|| course.position(plain_name(name)));
        let position = position.or_else(|| in_file(course, name));
        position.ok_or_else(|| self.unknown_exercise(name))
    }

    fn unknown_exercise(&self, name: &str) -> anyhow::Error {
        let similar = self.dir.course.similar_names(name);
        let advice = if similar.is_empty() {
            "`rustlings-like list` shows all names.".to_owned()
        } else {
            format!("Did you mean {}?", similar.join(" or "))
        };
        exit::error(
            exit::USAGE,
            format!("there is no exercise called {name:?}. {advice}"),
        )
    }

    /// The learner's journal, to write to.
    pub fn journal(&self) -> Journal {
        Journal::start(self.dir.state_folder())
    }

    /// A checker for the course's exercises.
    ///
    /// # Errors
    /// This program's own file can't be found.
    pub fn checker(&self) -> Result<Checker> {
        Checker::new(self.dir.clone()).context("this program can't find its own file")
    }
}

/// The exercise's name in what was typed: a name, or the path of the exercise's file.
pub fn plain_name(typed: &str) -> &str {
    match typed.strip_suffix(".rs") {
        Some(path) => path.rsplit(['/', '\\']).next().unwrap_or(path),
        None => typed,
    }
}

/// The exercise whose file has this path, if the file isn't named after the exercise.
fn in_file(course: &Course, typed: &str) -> Option<usize> {
    let typed = typed.replace('\\', "/");
    let typed = Path::new(&typed);
    let mut exercises = course.exercises.iter();
    exercises.position(|exercise| typed.ends_with(exercise.path()))
}

/// The exercise in whose folder this path is, or which has this folder.
fn in_folder(course: &Course, typed: &str) -> Option<usize> {
    let typed = typed.replace('\\', "/");
    let mut exercises = course.exercises.iter();
    exercises.position(|exercise| {
        let folder = exercise.folder();
        let mut levels = Path::new(&typed).ancestors();
        folder.is_some_and(|folder| levels.any(|level| level.ends_with(&folder)))
    })
}

/// Whether writing failed because nobody reads the output any more.
pub fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
