//! The built-in course, and a learner's folder made from it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use include_dir::{Dir, include_dir};

use crate::engine::course_dir::STATE_FOLDER;
use crate::engine::{files, progress_store, starters};
use crate::exit;
use crate::model::course::{Course, Exercise};
use crate::model::formats::bins;
use crate::model::manifest;
use crate::model::package::{self, INSTANTIATIONS, MADE_LOCK};

static EXERCISES: Dir = include_dir!("$CARGO_MANIFEST_DIR/exercises");
static SOLUTIONS: Dir = include_dir!("$CARGO_MANIFEST_DIR/solutions");
const MANIFEST: &str = include_str!("../../info.toml");
const CALLS: &str = include_str!("../../crates/instantiations.rs");
const README: &str = include_str!("learner_readme.md");

/// The `id` of the built-in course.
pub const ID: &str = "rustlings-like";

/// The first line of a solution that is not to be seen yet.
const SEAL: &str = "// Sealed until your own version passes.";

/// The built-in starter at a path below the course's root.
pub fn starter(exercise: &Exercise) -> Option<&'static str> {
    contents(&EXERCISES, &exercise.path(), "exercises/")
}

/// The built-in solution of an exercise.
pub fn solution(exercise: &Exercise) -> Option<&'static str> {
    contents(&SOLUTIONS, &exercise.solution_path(), "solutions/")
}

fn contents(dir: &'static Dir, path: &str, top: &str) -> Option<&'static str> {
    dir.get_file(path.strip_prefix(top)?)?.contents_utf8()
}

/// The built-in course.
///
/// # Errors
/// It is broken, which its tests would have found.
pub fn course() -> Result<Course> {
    manifest::parse(MANIFEST).context("the built-in course is broken")
}

/// What tells this build's course from those of others.
pub fn version() -> String {
    let mut texts = vec![MANIFEST, CALLS];
    collect_texts(&EXERCISES, &mut texts);
    files::digest(texts.join("\0").as_bytes())
}

fn collect_texts(dir: &'static Dir, texts: &mut Vec<&'static str>) {
    texts.extend(dir.files().filter_map(|file| file.contents_utf8()));
    for below in dir.dirs() {
        collect_texts(below, texts);
    }
}

/// Puts the built-in course into a folder of ours, without solutions. What is there and right
/// stays.
///
/// # Errors
/// It cannot be written.
pub fn unpack(folder: &Path) -> Result<()> {
    let course = course()?;
    for exercise in &course.exercises {
        let starter = starter(exercise).unwrap_or_default();
        files::write_if_new(&folder.join(exercise.path()), starter)?;
    }
    files::write_if_new(&folder.join("Cargo.toml"), &cargo_toml(&course))?;
    for (path, text) in for_crates() {
        files::write_if_new(&folder.join(path), text)?;
    }
    files::write_if_new(&folder.join("info.toml"), MANIFEST)?;
    Ok(())
}

/// What else the course's crates are built of, with its path in a folder that has a
/// `Cargo.toml`.
fn for_crates() -> impl Iterator<Item = (&'static str, &'static str)> {
    let lock = contents(&EXERCISES, MADE_LOCK, "exercises/");
    let lock = lock.map(|text| ("Cargo.lock", text));
    lock.into_iter().chain([(INSTANTIATIONS, CALLS)])
}

/// Writes the built-in course into `folder`.
///
/// # Errors
/// Something of a course is there already (nothing is changed then: exit code 2), or it
/// cannot be written.
pub fn init(folder: &Path) -> Result<()> {
    refuse_to_overwrite(folder)?;
    let course = course()?;
    let cannot_write = || format!("the course cannot be written to {}", folder.display());
    write_course(folder, &course).with_context(cannot_write)
}

fn refuse_to_overwrite(folder: &Path) -> Result<()> {
    if folder.join("info.toml").exists() {
        let message = format!(
            "there is a course in {} already; nothing was changed\n\
             Open it with `rustlings-like watch`, or name another folder.",
            folder.display()
        );
        return Err(exit::error(exit::USAGE, message));
    }
    for name in [
        "exercises",
        "solutions",
        "Cargo.toml",
        "Cargo.lock",
        STATE_FOLDER,
    ] {
        if folder.join(name).exists() {
            let message = format!(
                "{} exists already and would be overwritten; nothing was changed\n\
                 Name a new folder: `rustlings-like init my-course`.",
                folder.join(name).display()
            );
            return Err(exit::error(exit::USAGE, message));
        }
    }
    Ok(())
}

/// The manifest comes last: a folder without it is no course, so one that was cut short
/// can simply be removed and made again.
fn write_course(folder: &Path, course: &Course) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    for exercise in &course.exercises {
        let starter = starter(exercise).unwrap_or_default();
        write_new(&folder.join(exercise.path()), starter)?;
        write_new(
            &starters::pristine_path(&folder.join(STATE_FOLDER), exercise),
            starter,
        )?;
        write_new(&folder.join(exercise.solution_path()), &sealed(exercise))?;
    }
    progress_store::prepare(&folder.join(STATE_FOLDER))?;
    write_new(&folder.join("Cargo.toml"), &cargo_toml(course))?;
    for (path, text) in for_crates() {
        write_new(&folder.join(path), text)?;
    }
    for (name, text) in [(".gitignore", "/target/\n"), ("README.md", README)] {
        let path = folder.join(name);
        if !path.exists() {
            write_new(&path, text)?;
        }
    }
    write_new(&folder.join("info.toml"), MANIFEST)
}

fn write_new(path: &Path, text: &str) -> io::Result<()> {
    fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))?;
    fs::write(path, text)
}

fn sealed(exercise: &Exercise) -> String {
    format!(
        "{SEAL}\n// `rustlings-like solution {}` opens it then.\n",
        exercise.name
    )
}

/// Lets rust-analyzer understand the exercises, and cargo build their crates. The empty
/// workspace table keeps them apart from a workspace that the folder may lie in.
fn cargo_toml(course: &Course) -> String {
    let bins = course.exercises.iter().map(|exercise| {
        format!(
            "  {{ name = \"{}\", path = \"{}\" }},\n",
            exercise.name,
            exercise.path()
        )
    });
    let bins: String = bins.collect();
    let head = format!(
        "# For rust-analyzer, which shows you types and errors in your editor, and for the\n\
         # crates of the later chapters.\n\
         bin = [\n{bins}]\n\n"
    );
    package::made_manifest(&head, "2024", &course.dependencies)
}

/// Whether a solution's text is the note that stands in for it, ours or that of Rustlings.
pub fn is_sealed(text: &str) -> bool {
    text.starts_with(SEAL) || bins::is_stub(text)
}

/// What to say of a solution's text that only stands in for one, to follow its path.
pub fn seal_in_words(text: &str) -> Option<&'static str> {
    if bins::is_stub(text) {
        Some("only stands in for a solution: Rustlings writes it when the exercise passes there")
    } else {
        is_sealed(text).then_some("is sealed until your own version passes")
    }
}

/// Whether a file of a solution's is there that is more than Rustlings' note.
pub fn is_more_than_stub(path: &Path) -> bool {
    path.exists() && !fs::read_to_string(path).is_ok_and(|text| bins::is_stub(&text))
}

/// Opens the solution of an exercise that has passed, if it was sealed.
///
/// # Errors
/// It cannot be written.
pub fn unseal(root: &Path, exercise: &Exercise) -> io::Result<()> {
    let path = root.join(exercise.solution_path());
    let sealed = fs::read_to_string(&path).is_ok_and(|text| text.starts_with(SEAL));
    match solution(exercise).filter(|_| sealed) {
        Some(text) => files::write_atomic(&path, text.as_bytes()),
        None => Ok(()),
    }
}

/// Whether an exercise has a solution, sealed or open.
pub fn has_solution(root: &Path, exercise: &Exercise) -> bool {
    read_solution(root, exercise).is_some()
}

/// The text of an exercise's solution: the course's file, or the built-in one while that
/// file is sealed. `None` if the course has none.
pub fn read_solution(root: &Path, exercise: &Exercise) -> Option<String> {
    let path: PathBuf = root.join(exercise.solution_path());
    let text = fs::read_to_string(path).ok()?;
    match is_sealed(&text) {
        true if bins::is_stub(&text) => None,
        true => solution(exercise).map(str::to_owned),
        false => Some(text),
    }
}
