//! Finds courses and folders of other programs on disk: the ones that can be opened, and what
//! the others are.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use anyhow::Result;

use crate::engine::files;
use crate::engine::ordinary_file;
use crate::exit;
use crate::model::course::Course;
use crate::model::formats::bins;
use crate::model::formats::manifest_kind::{self, ManifestKind};
use crate::model::formats::recognise::{FolderFacts, FolderKind};
use crate::model::formats::rustlings_state::{self, RustlingsState};
use crate::model::formats::{CLONES_MANIFEST, Format, v5};
use crate::model::manifest::{self, ManifestError, Problem};

/// The root of the course in `folder`, if there is one. A broken course counts too.
pub fn course_root(folder: &Path) -> Option<PathBuf> {
    if folder.join("info.toml").is_file() {
        let above = folder.parent().filter(|above| {
            let manifest = above.join(CLONES_MANIFEST);
            folder.join("info.toml") == manifest && is_clone(above)
        });
        return Some(above.unwrap_or(folder).to_owned());
    }
    let is_course = is_clone(folder) || is_made_by_rustlings(folder);
    is_course.then(|| folder.to_owned())
}

fn is_clone(folder: &Path) -> bool {
    folder.join(CLONES_MANIFEST).is_file() && folder.join("exercises").is_dir()
}

fn is_made_by_rustlings(folder: &Path) -> bool {
    let Ok(text) = ordinary_file::read_text(folder.join("Cargo.toml")) else {
        return false;
    };
    let was_started = || folder.join(rustlings_state::FILE).is_file();
    let has_exercises = || folder.join("exercises").is_dir();
    bins::lists_exercises(&text) || (was_started() && has_exercises())
}

/// Reads the course at a root that [`course_root`] found.
///
/// # Errors
/// The course is broken, or its manifest belongs to another program: exit code 3.
pub fn read_course(root: &Path) -> Result<Course> {
    if root.join("info.toml").is_file() {
        return read_manifest(root);
    }
    if is_clone(root) {
        let text = read(root, CLONES_MANIFEST)?;
        let course = manifest::parse(&text);
        let course = course.map_err(|error| broken(root, CLONES_MANIFEST, &error.problems))?;
        return Ok(Course {
            format: Format::RustlingsClone,
            ..course
        });
    }
    let text = read(root, "Cargo.toml")?;
    let mut course =
        bins::parse(&text).map_err(|problems| broken(root, "Cargo.toml", &problems))?;
    // We take only the hints: a verdict mustn't depend on what else is installed here.
    let mut known = installed_manifests();
    known.any(|rustlings| bins::take_hints(&mut course, &rustlings));
    Ok(course)
}

/// The manifests of all versions of Rustlings that cargo has built on this machine, newest
/// first.
fn installed_manifests() -> impl Iterator<Item = Course> {
    let entries = |folder: PathBuf| fs::read_dir(folder).into_iter().flatten().flatten();
    let registries = files::cargo_home().map(|home| home.join("registry/src"));
    let registries = registries.into_iter().flat_map(entries);
    let packages = registries.flat_map(|registry| entries(registry.path()));
    let manifests = packages.filter_map(|package| {
        let name = package.file_name();
        let version = name.to_str()?.strip_prefix("rustlings-macros-")?;
        let numbers = version.split('.').map(|number| number.parse::<u32>().ok());
        let numbers: Option<Vec<u32>> = numbers.collect();
        Some((numbers?, package.path().join("info.toml")))
    });
    let mut manifests: Vec<(Vec<u32>, PathBuf)> = manifests.collect();
    manifests.sort();
    manifests.into_iter().rev().filter_map(|(_, path)| {
        let text = ordinary_file::read_text(path).ok()?;
        manifest::parse(&text).ok()
    })
}

fn read_manifest(root: &Path) -> Result<Course> {
    let text = read(root, "info.toml")?;
    let broken = |error: ManifestError| broken(root, "info.toml", &error.problems);
    match manifest_kind::of(&text) {
        ManifestKind::Ours => manifest::parse(&text).map_err(broken),
        ManifestKind::RustlingsV5 => v5::parse(&text).map_err(broken),
        ManifestKind::Other(words) => Err(exit::error(
            exit::COURSE,
            format!(
                "{} {words}, so it belongs to another program: this one reads [[exercises]] \
                 tables, each with a `name`, as Rustlings does",
                root.join("info.toml").display()
            ),
        )),
    }
}

fn read(root: &Path, file: &str) -> Result<String> {
    let text = files::read_manifest(root, file).and_then(|text| {
        let missing = || format!("{file} cannot be read: it doesn't exist any more");
        text.ok_or_else(missing)
    });
    text.map_err(|message| {
        let error = exit::error(exit::COURSE, message);
        error.context(format!("the course in {} is broken", root.display()))
    })
}

fn broken(root: &Path, file: &str, problems: &[Problem]) -> anyhow::Error {
    let lines = problems
        .iter()
        .map(|p| format!("{file}:{}:{}: {}", p.line, p.column, p.message));
    let error = exit::error(exit::COURSE, lines.collect::<Vec<_>>().join("\n"));
    error.context(format!("the course in {} is broken", root.display()))
}

/// What Rustlings' own state file says is done, and when that was written, in seconds since
/// 1970. `None` if Rustlings never ran in this folder.
pub fn rustlings_state(root: &Path, format: Format) -> Option<(RustlingsState, u64)> {
    if !format.may_have_rustlings_state() {
        return None;
    }
    let path = root.join(rustlings_state::FILE);
    let text = ordinary_file::read_text(&path).ok()?;
    let written = fs::metadata(&path).and_then(|file| file.modified()).ok()?;
    let since = written.duration_since(UNIX_EPOCH).ok()?;
    Some((rustlings_state::parse(&text)?, since.as_secs()))
}

/// What a folder is that isn't a course, if we recognise it.
pub fn recognise_folder(folder: &Path) -> Option<FolderKind> {
    inspect(folder).kind()
}

/// Recognises the nearest folder around `start`.
///
/// A cargo package says least, since it may be an exercise of something further up. If packages
/// beside it are exercises of Exercism, that says nothing about it.
pub fn recognise_folder_around(start: &Path) -> Option<(PathBuf, FolderKind)> {
    let recognise = |folder: &Path| Some((folder.to_owned(), recognise_folder(folder)?));
    let all: Vec<(PathBuf, FolderKind)> = start.ancestors().filter_map(recognise).collect();
    let mut specific = all
        .iter()
        .enumerate()
        .filter(|(_, (_, kind))| !kind.is_general());
    let specific = specific
        .find(|(at, (_, kind))| *at == 0 || !matches!(kind, FolderKind::ExercismExercises { .. }));
    specific
        .map(|(_, found)| found)
        .or_else(|| all.first())
        .cloned()
}

/// The names of the courses in `folder`, sorted.
pub fn courses_below(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let is_course = |name: &PathBuf| course_root(&folder.join(name)).is_some();
    let names = entries.map(|entry| PathBuf::from(entry.file_name()));
    let mut courses: Vec<PathBuf> = names.filter(is_course).collect();
    courses.sort();
    courses
}

fn inspect(folder: &Path) -> FolderFacts {
    let text = |name: &str| ordinary_file::read_text(folder.join(name)).ok();
    let has_exercism = |folder: &Path| {
        let files = ["metadata.json", "config.json"];
        files
            .iter()
            .any(|file| folder.join(".exercism").join(file).is_file())
    };
    let below = fs::read_dir(folder).into_iter().flatten().flatten();
    let below = below.map(|entry| entry.path());
    let exercises: Vec<PathBuf> = below.filter(|path| has_exercism(path)).collect();
    let is_package = |path: &PathBuf| path.join("Cargo.toml").is_file();
    let wr = [".wr.toml", "wr.toml"].map(|name| folder.join(name).is_file());
    FolderFacts {
        wr_config: wr.contains(&true),
        exercism: has_exercism(folder),
        exercism_below: !exercises.is_empty(),
        packages_below: exercises.iter().all(is_package),
        config_json: text("config.json"),
        cargo_toml: text("Cargo.toml"),
    }
}
