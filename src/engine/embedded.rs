//! The built-in course, and writing a learner's folder from it.

use std::borrow::Cow;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use include_dir::{Dir, include_dir};

use crate::engine::course_dir::STATE_FOLDER;
use crate::engine::exercise_text::{self as engine_text, Version, write_with};
use crate::engine::ordinary_file;
use crate::engine::{files, progress_store};
use crate::exit;
use crate::model::course::{Course, Exercise, Layout, RootFile};
use crate::model::exercise_text;
use crate::model::formats::bins;
use crate::model::manifest;
use crate::model::module_files::ExerciseFile;
use crate::model::package::{self, INSTANTIATIONS, MADE_LOCK};

static EXERCISES: Dir = include_dir!("$CARGO_MANIFEST_DIR/exercises");
static SOLUTIONS: Dir = include_dir!("$CARGO_MANIFEST_DIR/solutions");
const MANIFEST: &str = include_str!("../../info.toml");
const CALLS: &str = include_str!("../../crates/instantiations.rs");
const README: &str = include_str!("learner_readme.md");

/// The `id` of the built-in course.
pub const ID: &str = "rustlings-like";

/// The first line of a sealed solution's file.
const SEAL: &str = "// Sealed until your own version passes.";

/// The built-in starter of an exercise.
pub fn starter(exercise: &Exercise) -> Option<Cow<'static, str>> {
    let (path, folder) = (exercise.path(), exercise.folder());
    text(&EXERCISES, exercise, &path, folder.as_deref(), "exercises/")
}

/// Another file of the built-in course's exercises, by its path below the course's root.
pub fn exercise_file(path: &str) -> Option<&'static str> {
    contents(&EXERCISES, path, "exercises/")
}

/// The built-in solution of an exercise.
pub fn solution(exercise: &Exercise) -> Option<Cow<'static, str>> {
    let (path, folder) = (exercise.solution_path(), exercise.solution_folder());
    text(&SOLUTIONS, exercise, &path, folder.as_deref(), "solutions/")
}

/// The text of an exercise: its file, or all Rust files of its folder.
fn text(
    dir: &'static Dir,
    exercise: &Exercise,
    path: &str,
    folder: Option<&str>,
    top: &str,
) -> Option<Cow<'static, str>> {
    let first = contents(dir, path, top)?;
    let Some(folder) = folder else {
        return Some(first.into());
    };
    let mut found = Vec::new();
    collect_files(dir.get_dir(folder.strip_prefix(top)?)?, &mut found);
    let below = format!("{}/", folder.strip_prefix(top)?);
    let mut files: Vec<ExerciseFile> = found
        .iter()
        .filter(|(path, _)| exercise.has_files_called(path.rsplit('/').next().unwrap_or(path)))
        .filter_map(|(path, text)| {
            Some(ExerciseFile {
                path: path.strip_prefix(&below)?.to_owned(),
                text: (*text).to_owned(),
            })
        })
        .collect();
    // The root comes first.
    files.sort_by_key(|file| {
        (
            !path.ends_with(&format!("{below}{}", file.path)),
            file.path.clone(),
        )
    });
    Some(exercise_text::join(&files).into())
}

/// The texts of all files below a folder, with their paths in the whole.
fn collect_files(dir: &'static Dir, found: &mut Vec<(String, &'static str)>) {
    for file in dir.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        found.extend(file.contents_utf8().map(|text| (path, text)));
    }
    for below in dir.dirs() {
        collect_files(below, found);
    }
}

fn contents(dir: &'static Dir, path: &str, top: &str) -> Option<&'static str> {
    dir.get_file(path.strip_prefix(top)?)?.contents_utf8()
}

/// The built-in course.
///
/// # Errors
/// The built-in manifest is broken, which its tests would have found.
pub fn course() -> Result<Course> {
    let mut course = manifest::parse(MANIFEST).context("the built-in course is broken")?;
    for exercise in course
        .exercises
        .iter_mut()
        .filter(|e| e.has_folder() && !e.is_package())
    {
        exercise.layout = Layout::Modules(RootFile::Main);
        if contents(&EXERCISES, &exercise.path(), "exercises/").is_none() {
            exercise.layout = Layout::Modules(RootFile::Lib);
        }
    }
    Ok(course)
}

/// A digest that distinguishes this build's course from that of other builds.
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

/// Writes the built-in course without its solutions into a folder of ours. Files that are
/// already right stay untouched.
///
/// # Errors
/// A file can't be written.
pub fn unpack(folder: &Path) -> Result<()> {
    let course = course()?;
    for exercise in &course.exercises {
        let starter = starter(exercise).unwrap_or_default();
        let write = |path: &Path, text: &str| files::write_if_new(path, text);
        write_with(folder, exercise, Version::Own, &starter, &write)?;
    }
    files::write_if_new(&folder.join("Cargo.toml"), &cargo_toml(&course))?;
    for (path, text) in files_for_crates() {
        files::write_if_new(&folder.join(path), text)?;
    }
    files::write_if_new(&folder.join("info.toml"), MANIFEST)?;
    Ok(())
}

/// The other files that the course's crates are built from, with their paths beside the
/// `Cargo.toml`.
fn files_for_crates() -> impl Iterator<Item = (&'static str, &'static str)> {
    let lock = contents(&EXERCISES, MADE_LOCK, "exercises/");
    let lock = lock.map(|text| ("Cargo.lock", text));
    lock.into_iter().chain([(INSTANTIATIONS, CALLS)])
}

/// Writes the built-in course into `folder`.
///
/// # Errors
/// The folder already has something from a course (exit code 2; nothing is changed), or a file
/// can't be written.
pub fn init(folder: &Path) -> Result<()> {
    refuse_to_overwrite(folder)?;
    let course = course()?;
    let cannot_write = || format!("the course cannot be written to {}", folder.display());
    write_course(folder, &course).with_context(cannot_write)
}

fn refuse_to_overwrite(folder: &Path) -> Result<()> {
    if folder.join("info.toml").exists() {
        let message = format!(
            "there is already a course in {}; nothing was changed\n\
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
                "{} already exists and would be overwritten; nothing was changed\n\
                 Name a new folder: `rustlings-like init my-course`.",
                folder.join(name).display()
            );
            return Err(exit::error(exit::USAGE, message));
        }
    }
    Ok(())
}

/// Writes the manifest last. Without it a folder isn't a course, so a folder that was cut short
/// can simply be removed and made again.
fn write_course(folder: &Path, course: &Course) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    for exercise in &course.exercises {
        let starter = starter(exercise).unwrap_or_default();
        let pristine = engine_text::pristine_folder(&folder.join(STATE_FOLDER));
        for place in [folder, &pristine] {
            write_with(place, exercise, Version::Own, &starter, &write_new)?;
        }
        write_new(&folder.join(exercise.solution_path()), &seal(exercise))?;
    }
    for (chapter, _) in course.chapters() {
        let page = format!("exercises/{chapter}/README.md");
        if let Some(text) = exercise_file(&page) {
            write_new(&folder.join(page), text)?;
        }
    }
    progress_store::prepare(&folder.join(STATE_FOLDER))?;
    write_new(&folder.join("Cargo.toml"), &cargo_toml(course))?;
    for (path, text) in files_for_crates() {
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

fn seal(exercise: &Exercise) -> String {
    format!(
        "{SEAL}\n// Then `rustlings-like solution {}` opens it.\n",
        exercise.name
    )
}

/// The manifest for rust-analyzer, which reads the exercises from it, and for cargo, which
/// builds their crates. Its empty workspace table keeps it out of a workspace around the folder.
fn cargo_toml(course: &Course) -> String {
    let files = course.exercises.iter().filter(|it| !it.is_package());
    let bins = files.map(|exercise| {
        format!(
            "  {{ name = \"{}\", path = \"{}\" }},\n",
            exercise.name,
            exercise.path()
        )
    });
    let bins: String = bins.collect();
    let head = format!(
        "# For rust-analyzer, which shows types and errors in your editor, and for the crates\n\
         # that later chapters use.\n\
         bin = [\n{bins}]\n\n"
    );
    package::made_manifest(&head, "2024", &course.dependencies)
}

/// Whether a solution's text is only a placeholder, ours or Rustlings'.
pub fn is_sealed(text: &str) -> bool {
    text.starts_with(SEAL) || bins::is_stub(text)
}

/// Explains a solution's text that is only a placeholder, worded to follow the file's path.
pub fn seal_in_words(text: &str) -> Option<&'static str> {
    if bins::is_stub(text) {
        Some("is only a placeholder: Rustlings writes the solution when the exercise passes there")
    } else {
        is_sealed(text).then_some("is sealed until your own version passes")
    }
}

/// Whether a solution's file exists and is more than Rustlings' placeholder.
pub fn is_more_than_stub(path: &Path) -> bool {
    path.exists() && !ordinary_file::read_text(path).is_ok_and(|text| bins::is_stub(&text))
}

/// Opens the sealed solution of an exercise that has passed.
///
/// # Errors
/// The solution can't be written.
pub fn unseal(root: &Path, exercise: &Exercise) -> io::Result<()> {
    let path = root.join(exercise.solution_path());
    let sealed = ordinary_file::read_text(&path).is_ok_and(|text| text.starts_with(SEAL));
    match solution(exercise).filter(|_| sealed) {
        Some(text) => engine_text::write(root, exercise, Version::Solution, &text),
        None => Ok(()),
    }
}

/// Whether an exercise has a solution, sealed or open.
pub fn has_solution(root: &Path, exercise: &Exercise) -> bool {
    read_solution(root, exercise).is_some()
}

/// The text of an exercise's solution: the course's file, or the built-in solution while that
/// file is sealed. `None` if the course has no solution.
pub fn read_solution(root: &Path, exercise: &Exercise) -> Option<String> {
    let path: PathBuf = root.join(exercise.solution_path());
    let text = ordinary_file::read_text(path).ok()?;
    if bins::is_stub(&text) {
        None
    } else if is_sealed(&text) {
        solution(exercise).map(Cow::into_owned)
    } else if exercise.has_folder() {
        engine_text::read_kept(root, exercise, Version::Solution)
    } else {
        Some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Cargo puts a lock file in order when it builds. Then ours would come back each time, and
    /// the crates would be built for it again.
    #[test]
    fn cargo_has_nothing_to_change_in_the_lock_file() {
        let (_, lock) = files_for_crates()
            .find(|(path, _)| *path == "Cargo.lock")
            .expect("a lock file");
        let lock: toml::Table = toml::from_str(lock).unwrap();
        let packages = lock["package"].as_array().expect("packages");
        let names = packages.iter().map(|package| package["name"].as_str());
        assert!(names.is_sorted());
    }
}
