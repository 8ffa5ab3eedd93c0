//! What editors find in a learner's folder: settings for rust-analyzer, and a separate cargo
//! package with the exercises that it loads.
//!
//! That package keeps rust-analyzer fast: it has no crates until the learner gets near the
//! chapters that use them. It also keeps the course's `rust-analyzer.toml` from overriding the
//! settings, since rust-analyzer reads that file for the course's own package only.

use std::fs;
use std::io;
use std::path::Path;

use crate::engine::course_dir::{CourseDir, STATE_FOLDER};
use crate::engine::ordinary_file;
use crate::engine::{embedded, files};
use crate::model::course::{Course, Exercise};
use crate::model::package::{self, Package};

/// The folder of the package, below the course's state folder.
const PACKAGE_FOLDER: &str = "editor";

/// The files for editors, below the course's folder.
const FILES: [(&str, &str); 5] = [
    (
        ".vscode/settings.json",
        include_str!("vscode-settings.json"),
    ),
    (
        ".vscode/extensions.json",
        include_str!("vscode-extensions.json"),
    ),
    (".zed/settings.json", include_str!("zed-settings.json")),
    (
        ".helix/languages.toml",
        include_str!("helix-languages.toml"),
    ),
    ("rust-analyzer.toml", include_str!("rust-analyzer.toml")),
];

/// Writes the settings into a folder with the built-in course. Returns the files that already
/// existed, which stay unchanged.
///
/// # Errors
/// A file can't be written.
pub fn write(folder: &Path, course: &Course) -> io::Result<Vec<&'static str>> {
    write_package(folder, &without_crates(folder, course))?;
    let mut kept = Vec::new();
    for (path, text) in FILES {
        let file = folder.join(path);
        if fs::symlink_metadata(&file).is_ok() {
            kept.push(path);
        } else {
            fs::create_dir_all(file.parent().unwrap_or(folder))?;
            fs::write(file, text)?;
        }
    }
    Ok(kept)
}

/// Adds the crates to rust-analyzer's package once the learner needs them, and restores the
/// package if it's gone. Does nothing if no editor's settings name the package.
pub fn follow(dir: &CourseDir, needs_crates: bool) {
    let manifest = dir.state_folder().join(PACKAGE_FOLDER).join("Cargo.toml");
    let is_named = || {
        let mut texts = FILES
            .iter()
            .map(|(path, _)| ordinary_file::read_text(dir.root.join(path)));
        let name = format!("{STATE_FOLDER}/{PACKAGE_FOLDER}/Cargo.toml");
        dir.course.id.as_deref() == Some(embedded::ID)
            && texts.any(|text| text.is_ok_and(|text| text.contains(&name)))
    };
    let is_right = manifest.is_file() && !needs_crates;
    if is_right || !is_named() {
        return;
    }
    let text = if needs_crates {
        // The lock file comes first, so that rust-analyzer needs no network.
        if let Ok(lock) = ordinary_file::read_text(dir.lock_file()) {
            let _ = files::write_if_new(&manifest.with_file_name("Cargo.lock"), &lock);
        }
        let dependencies = package::dependencies_from("../..", &dir.course.dependencies);
        package_text(&dir.course, |_| true, &dependencies)
    } else {
        without_crates(&dir.root, &dir.course)
    };
    // If this fails, the learner's editor knows less, but the learner can go on.
    let _ = write_package(&dir.root, &text);
}

fn write_package(root: &Path, manifest: &str) -> io::Result<()> {
    let folder = root.join(STATE_FOLDER).join(PACKAGE_FOLDER);
    fs::create_dir_all(&folder)?;
    files::write_if_new(&folder.join(".gitignore"), "/target/\n")?;
    files::write_if_new(&folder.join("Cargo.toml"), manifest)
}

/// The package with only the chapters in which no exercise names a crate.
fn without_crates(root: &Path, course: &Course) -> String {
    let package = Package::of_dependencies(&course.dependencies, &root.to_string_lossy());
    let names_crate = |exercise: &Exercise| {
        embedded::starter(exercise).is_some_and(|starter| package.is_needed_by(&starter))
    };
    let with: Vec<&Option<String>> = course
        .exercises
        .iter()
        .filter(|exercise| names_crate(exercise))
        .map(|exercise| &exercise.dir)
        .collect();
    package_text(
        course,
        |exercise| !with.contains(&&exercise.dir),
        &toml::Table::new(),
    )
}

fn package_text(
    course: &Course,
    is_in: impl Fn(&Exercise) -> bool,
    dependencies: &toml::Table,
) -> String {
    let bins = course
        .exercises
        .iter()
        .filter(|exercise| is_in(exercise) && !exercise.is_package());
    let bins = bins.map(|exercise| {
        let (name, path) = (&exercise.name, exercise.path());
        format!("  {{ name = \"{name}\", path = \"../../{path}\" }},\n")
    });
    let bins: String = bins.collect();
    let head = format!(
        "# For rust-analyzer, which loads this package instead of the course's own.\n\
         # rustlings-like adds the exercises with crates when you get to them.\n\
         bin = [\n{bins}]\n\n"
    );
    package::made_manifest(&head, "2024", dependencies)
}
