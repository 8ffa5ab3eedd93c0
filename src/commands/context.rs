//! What every command works with: where to write, how to dress it, which course.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::commands::args::{Args, ColorChoice};
use crate::commands::terminal::{self, is_dumb, theme};
use crate::engine::check::Checker;
use crate::engine::course_dir::CourseDir;
use crate::engine::progress_store::ProgressStore;
use crate::exit;
use crate::model::course::{Course, Exercise};
use crate::model::progress::Progress;
use crate::view::links::Links;
use crate::view::text::{reveal, safe, shorten_message};
use crate::view::theme::Theme;

/// The widest that plain text is set, in columns.
const PLAIN_WIDTH: usize = 100;

/// What every command works with.
pub struct Context {
    /// Standard output.
    pub out: Box<dyn Write>,
    /// How to dress text on it.
    pub theme: Theme,
    /// The files that it links to, where it is a terminal that can show links.
    pub links: Links,
    /// Whether it is a terminal that can place text.
    pub on_terminal: bool,
    /// Its columns.
    pub width: usize,
    course: Option<PathBuf>,
    color: ColorChoice,
}

/// A course with the learner's progress in it.
pub struct Opened {
    /// The course and where it is.
    pub dir: CourseDir,
    /// How far the learner is.
    pub progress: Progress,
    /// Where that is kept.
    pub store: ProgressStore,
}

impl Context {
    /// From the arguments and the environment.
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

    /// The course that this folder lies in, if there is a sound one.
    pub fn course_around(&self) -> Option<CourseDir> {
        let here = std::env::current_dir().ok()?;
        CourseDir::find(self.course.as_deref(), &here).ok()
    }

    /// The folder that `--course` names.
    pub fn course(&self) -> Option<&Path> {
        self.course.as_deref()
    }

    /// Loads the course and the progress in it.
    ///
    /// # Errors
    /// There is no course, or it is broken, or a newer version wrote the progress.
    pub fn open(&mut self) -> Result<Opened> {
        let dir = CourseDir::find(self.course.as_deref(), &here()?)?;
        self.open_at(dir)
    }

    /// The folder that `--course` names, or this one.
    ///
    /// # Errors
    /// This one is gone.
    pub fn folder(&self) -> Result<PathBuf> {
        let folder = here()?.join(self.course.as_deref().unwrap_or(Path::new("")));
        Ok(folder.components().collect())
    }

    /// Loads the progress in a course.
    ///
    /// # Errors
    /// A newer version wrote it.
    pub fn open_at(&mut self, dir: CourseDir) -> Result<Opened> {
        let store = ProgressStore::new(dir.state_folder());
        let loaded = store.load(&dir.course)?;
        if let Some(notice) = &loaded.notice {
            self.warn(notice);
        }
        self.link_below(&dir.root);
        self.links.add_course(&dir.course);
        Ok(Opened {
            dir,
            progress: loaded.progress,
            store,
        })
    }

    /// Lets files below a folder be linked to, once they are known.
    pub fn link_below(&mut self, root: &Path) {
        self.links = terminal::links(self.color, self.on_terminal, root);
    }

    /// Writes lines for people: characters that nobody could see are written as escapes, and
    /// the files that are known are linked to.
    ///
    /// # Errors
    /// The writer's.
    pub fn lines(&mut self, lines: &[String]) -> Result<()> {
        let lines = lines.iter().map(|line| reveal(line).into_owned());
        for line in self.links.mark(lines.collect()) {
            writeln!(self.out, "{line}")?;
        }
        Ok(())
    }

    /// Lines with links to the files that are known, as one text.
    pub fn with_links(&self, text: &str) -> String {
        let lines = text.lines().map(str::to_owned).collect();
        let marked = self.links.mark(lines).into_iter();
        marked.map(|line| line + "\n").collect()
    }

    /// Lets a result stand whose printing failed because nobody reads it any more.
    ///
    /// # Errors
    /// The printing failed for another reason.
    pub fn printed(&self, result: Result<()>) -> Result<()> {
        match result {
            Err(error) if is_closed_pipe(&error) => Ok(()),
            other => other,
        }
    }

    /// Tells something on standard error that is no failure.
    pub fn warn(&self, message: &str) {
        self.on_stderr("note", message);
    }

    /// Tells an error on standard error and returns its exit code.
    pub fn fail(&self, error: &anyhow::Error) -> u8 {
        if is_closed_pipe(error) {
            // Whoever read our output has seen enough, as in `list | head`.
            return exit::PASSED;
        }
        self.on_stderr("error", &format!("{error:#}"));
        exit::code_of(error)
    }

    fn on_stderr(&self, word: &str, message: &str) {
        let theme = theme(self.color, io::stderr().is_terminal());
        let word = match word {
            "error" => theme.bad("error:"),
            _ => theme.warn(&format!("{word}:")),
        };
        // There is nowhere else to say it.
        let _ = writeln!(
            io::stderr(),
            "{word} {}",
            safe(&shorten_message(message), false)
        );
    }
}

fn here() -> Result<PathBuf> {
    std::env::current_dir().context("this folder cannot be found any more")
}

impl Opened {
    /// The exercise of this name, or the current one.
    ///
    /// # Errors
    /// There is none of this name: exit code 2, with names that look like it.
    pub fn exercise(&self, name: Option<&str>) -> Result<&Exercise> {
        let course = &self.dir.course;
        let index = match name {
            None => self.progress.current_index(course),
            Some(name) => self.position(name)?,
        };
        Ok(&course.exercises[index])
    }

    /// The place in the course of the exercise of this name.
    ///
    /// # Errors
    /// There is none of this name: exit code 2, with names that look like it.
    pub fn position(&self, name: &str) -> Result<usize> {
        let course = &self.dir.course;
        let position = course.position(plain_name(name));
        let position = position.or_else(|| in_file(course, name));
        position.ok_or_else(|| self.unknown(name))
    }

    fn unknown(&self, name: &str) -> anyhow::Error {
        let similar = self.dir.course.similar_names(name);
        let advice = match similar.is_empty() {
            true => "`rustlings-like list` shows all names.".to_owned(),
            false => format!("Did you mean {}?", similar.join(" or ")),
        };
        exit::error(
            exit::USAGE,
            format!("there is no exercise called {name:?}. {advice}"),
        )
    }

    /// What checks its exercises.
    ///
    /// # Errors
    /// This program's own file cannot be found.
    pub fn checker(&self) -> Result<Checker> {
        Checker::new(self.dir.clone()).context("this program cannot find its own file")
    }
}

/// A name as it was typed, or the name in the path of an exercise's file.
pub fn plain_name(typed: &str) -> &str {
    match typed.strip_suffix(".rs") {
        Some(path) => path.rsplit(['/', '\\']).next().unwrap_or(path),
        None => typed,
    }
}

/// The exercise whose file has this path, where the file is called otherwise.
fn in_file(course: &Course, typed: &str) -> Option<usize> {
    let typed = typed.replace('\\', "/");
    let typed = Path::new(&typed);
    let mut exercises = course.exercises.iter();
    exercises.position(|exercise| typed.ends_with(exercise.path()))
}

/// Whether output failed since nobody reads it any more.
pub fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
