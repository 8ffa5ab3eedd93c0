//! The lens's drawing of an error in the course's own starter, kept in the class's folder.

use std::collections::BTreeMap;
use std::fs;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Mutex;

use crate::class::folder::ClassDir;
use crate::class::texts::CourseTexts;
use crate::engine::parallel::{self, lock};
use crate::engine::{diagnose, embedded, files, ordinary_file};
use crate::lens::explanations::Explanations;
use crate::model::course::Course;
use crate::model::expectation::Expectation;
use crate::rust::{Edition, Source};
use crate::view::lens::Style;
use crate::view::report::explained::{self, DisplayOptions, ExplainedError};
use crate::view::theme::Theme;

/// The folder of the drawings, in the class's folder.
const FOLDER: &str = "drawings";

/// How many starters are tried for a code.
const MOST_STARTERS: usize = 4;

/// The width of a drawing, in columns.
const WIDTH: usize = 96;

/// For each code that could be drawn, the exercise's name and the drawing.
pub type Drawings = BTreeMap<String, (String, String)>;

/// Draws each code in a starter that the course expects to give it. What was drawn before is read again;
/// what can't be drawn, for want of a compiler above all, is left out.
pub fn draw(class: &ClassDir, course: &Course, texts: &CourseTexts, codes: &[&str]) -> Drawings {
    let drawings = Mutex::new(Drawings::new());
    let has_compiler = Mutex::new(true);
    let jobs = std::thread::available_parallelism().map_or(1, usize::from);
    parallel::each(jobs, codes.len(), |index| {
        let code = codes[index];
        let starters = starters(course, code);
        let key = key(texts, code, &starters);
        let kept = class.root.join(FOLDER).join(format!("{code}.txt"));
        let found = match read(&kept, &key) {
            Some(found) => found,
            None if *lock(&has_compiler) => match find(course, texts, code, &starters) {
                Ok(found) => {
                    keep(&kept, &key, found.as_ref());
                    found
                }
                Err(_) => {
                    *lock(&has_compiler) = false;
                    None
                }
            },
            None => None,
        };
        if let Some(found) = found {
            lock(&drawings).insert(code.to_owned(), found);
        }
        ControlFlow::Continue(())
    });
    drawings.into_inner().unwrap_or_default()
}

/// The exercises whose starters are expected to give this code, those with the fewest errors first.
fn starters(course: &Course, code: &str) -> Vec<usize> {
    let expected = Expectation::Code(code.to_owned());
    let exercises = course.exercises.iter().enumerate();
    let mut found: Vec<(usize, usize)> = exercises
        .filter(|(_, exercise)| exercise.expect.contains(&expected))
        .map(|(number, exercise)| (exercise.expect.len(), number))
        .collect();
    found.sort_unstable();
    found.truncate(MOST_STARTERS);
    found.into_iter().map(|(_, number)| number).collect()
}

/// The first of these starters that gives the code by itself, drawn.
fn find(
    course: &Course,
    texts: &CourseTexts,
    code: &str,
    starters: &[usize],
) -> Result<Option<(String, String)>, String> {
    for number in starters {
        let name = &course.exercises[*number].name;
        if let Some(drawing) = draw_one(&texts.starters[*number], &texts.edition, code)? {
            let drawing = drawing.replace(diagnose::INPUT_NAME, &format!("{name}.rs"));
            return Ok(Some((name.clone(), drawing)));
        }
    }
    Ok(None)
}

fn draw_one(text: &str, edition: &str, code: &str) -> Result<Option<String>, String> {
    let found = diagnose::program(text, edition)?.explain()?;
    let Some(lenses) = found.lenses else {
        return Ok(None);
    };
    let lenses = Explanations::new(lenses).into_lenses();
    let mut errors = found.errors.iter().zip(lenses);
    let Some((error, Some(lens))) = errors.find(|(error, _)| error.code.as_deref() == Some(code))
    else {
        return Ok(None);
    };
    let source = Source::new(text, Edition::named(edition));
    let error = ExplainedError {
        error,
        lens: Some(lens),
        source: Some(&source),
    };
    let options = DisplayOptions {
        style: Style::Drawing,
        rustc: false,
        all: true,
        width: WIDTH,
    };
    let theme = Theme {
        color: false,
        unicode: true,
    };
    Ok(Some(
        explained::lines(&[error], None, options, theme).join("\n"),
    ))
}

/// What a drawing depends on.
fn key(texts: &CourseTexts, code: &str, starters: &[usize]) -> String {
    let texts = starters
        .iter()
        .map(|number| texts.starters[*number].as_str());
    let parts: Vec<&str> = texts.collect();
    let tool = (env!("CARGO_PKG_VERSION"), embedded::version());
    let all = format!("{tool:?}\0{code}\0{}", parts.join("\0"));
    files::digest(all.as_bytes())
}

/// What was drawn before: `Some(None)` if it was tried in vain.
fn read(path: &Path, key: &str) -> Option<Option<(String, String)>> {
    let text = ordinary_file::read_own_text(path).ok()?;
    let (head, drawing) = text.split_once('\n')?;
    let (found, name) = head.split_once(' ').unwrap_or((head, ""));
    let is_drawn = !name.is_empty();
    (found == key).then(|| is_drawn.then(|| (name.to_owned(), drawing.to_owned())))
}

/// Keeps a drawing. If that fails, it's drawn again next time.
fn keep(path: &Path, key: &str, found: Option<&(String, String)>) {
    let text = match found {
        Some((name, drawing)) => format!("{key} {name}\n{drawing}"),
        None => format!("{key}\n"),
    };
    let folder = path.parent().map(fs::create_dir_all);
    if folder.is_some_and(|made| made.is_ok()) {
        let _ = files::write_atomic(path, text.as_bytes());
    }
}
