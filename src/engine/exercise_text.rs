//! Reads and writes the text of an exercise: its file, or all Rust files of its folder.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::engine::files;
use crate::engine::ordinary_file::{self, LONGEST_TEXT, Links};
use crate::model::course::{Course, Exercise, Layout, RootFile};
use crate::model::exercise_text::{DEEPEST, MOST_FILES, is_plain, join, split};
use crate::model::leftovers;
use crate::model::module_files::ExerciseFile;

/// Where cargo puts what it builds, if a learner builds a package.
const TARGET: &str = "target";

/// Which of an exercise's texts is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// The learner's, or the starter.
    Own,
    /// The course's solution.
    Solution,
}

impl Version {
    /// The file, below the course's root, that it begins with.
    pub fn path(self, exercise: &Exercise) -> String {
        match self {
            Self::Own => exercise.path(),
            Self::Solution => exercise.solution_path(),
        }
    }

    fn folder(self, exercise: &Exercise) -> Option<String> {
        match self {
            Self::Own => exercise.folder(),
            Self::Solution => exercise.solution_folder(),
        }
    }
}

/// The folder below which the pristine copies have the paths of the exercises.
pub fn pristine_folder(state_folder: &Path) -> PathBuf {
    state_folder.join("pristine")
}

/// The exercise with the file that a learner's folder has of it, if the folder is of an older version of
/// the course, in which the exercise was in another chapter or had another name. `None` if its file is
/// where it belongs, or if there isn't exactly one such file.
pub fn find_moved(root: &Path, exercise: &Exercise) -> Option<Exercise> {
    let is_file = exercise.folder().is_none() && exercise.file.is_none();
    if !is_file || root.join(exercise.path()).symlink_metadata().is_ok() {
        return None;
    }
    let names: Vec<String> = [&exercise.name]
        .into_iter()
        .chain(&exercise.aliases)
        .map(|name| format!("{name}.rs"))
        .collect();
    let mut found = Vec::new();
    for chapter in fs::read_dir(root.join("exercises")).ok()?.flatten() {
        let chapter = chapter.file_name().into_string().ok()?;
        let paths = names
            .iter()
            .map(|name| format!("exercises/{chapter}/{name}"));
        found.extend(paths.filter(|path| root.join(path).symlink_metadata().is_ok()));
    }
    match &found[..] {
        [one] => Some(Exercise {
            file: Some(one.clone()),
            ..exercise.clone()
        }),
        _ => None,
    }
}

/// Reads the text of an exercise below `root`.
///
/// # Errors
/// Why it can't be used, to follow the path of the file that it begins with.
pub fn read(root: &Path, exercise: &Exercise, version: Version) -> Result<String, String> {
    read_with(root, exercise, version, &|_| Ok(()))
}

/// The same, if `allow` lets each of its files be read.
///
/// # Errors
/// Those of [`read`] and those of `allow`.
pub fn read_with(
    root: &Path,
    exercise: &Exercise,
    version: Version,
    allow: &dyn Fn(&Path) -> Result<(), String>,
) -> Result<String, String> {
    let path = version.path(exercise);
    let file = root.join(&path);
    let first = files::read_source(&file)?;
    allow(&file)?;
    let Some(folder) = version.folder(exercise) else {
        return Ok(first);
    };
    let name = path.rsplit('/').next().unwrap_or(&path).to_owned();
    let mut length = first.len();
    let mut found = vec![ExerciseFile {
        path: name.clone(),
        text: first,
    }];
    let folder = root.join(folder);
    for path in own_files(&folder, exercise)?
        .into_iter()
        .filter(|it| *it != name)
    {
        let file = folder.join(&path);
        let about = |problem: String| format!("has {path} beside it, which {problem}");
        let text = files::read_any_source(&file).map_err(about)?;
        allow(&file).map_err(about)?;
        length += text.len();
        if u64::try_from(length).is_ok_and(|length| length > LONGEST_TEXT) {
            return Err(format!(
                "can't be checked: its folder has more than {} MiB of code",
                LONGEST_TEXT >> 20
            ));
        }
        found.push(ExerciseFile { path, text });
    }
    Ok(join(&found))
}

/// The paths of an exercise's files in its folder, in order: its Rust files, and manifests of
/// packages.
///
/// # Errors
/// There are too many, or something else than files and folders has such a name. Worded to follow
/// the path of the file that the exercise begins with.
fn own_files(folder: &Path, exercise: &Exercise) -> Result<Vec<String>, String> {
    let unreadable = |error: io::Error| format!("is in a folder that can't be listed: {error}");
    let mut found = Vec::new();
    let mut folders = vec![String::new()];
    let mut seen = 0;
    while let Some(below) = folders.pop() {
        for entry in fs::read_dir(folder.join(&below)).map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?;
            seen += 1;
            if seen > MOST_FILES * DEEPEST {
                return Err("can't be checked: too much is in its folder".to_owned());
            }
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if leftovers::is_leftover(&name) || (exercise.is_package() && name == TARGET) {
                continue;
            }
            let is_own = exercise.has_files_called(&name);
            let path = if below.is_empty() {
                name.into_owned()
            } else {
                format!("{below}/{name}")
            };
            let kind = entry.file_type().map_err(unreadable)?;
            if kind.is_dir() && path.split('/').count() <= DEEPEST {
                folders.push(path);
            } else if kind.is_symlink() && entry.path().is_dir() {
                return Err(format!(
                    "can't be checked: {path} in its folder is a link to another folder"
                ));
            } else if is_own {
                if !is_plain(&path) {
                    let path = path.escape_debug();
                    return Err(format!(
                        "can't be checked: the file {path} in its folder has a name that not \
                         every system allows"
                    ));
                }
                found.push(path);
            }
        }
    }
    if found.len() > MOST_FILES {
        return Err(format!(
            "can't be checked: its folder has more than {MOST_FILES} Rust files"
        ));
    }
    found.sort();
    Ok(found)
}

/// The text that's kept of an exercise in a folder of ours or an author's, which needn't be usable.
pub fn read_kept(root: &Path, exercise: &Exercise, version: Version) -> Option<String> {
    if exercise.has_folder() {
        read(root, exercise, version).ok()
    } else {
        ordinary_file::read_text(root.join(version.path(exercise))).ok()
    }
}

/// Writes the text of an exercise below `root`. Other Rust files in its folder are removed: they
/// aren't part of that text.
///
/// # Errors
/// A file can't be written or removed.
pub fn write(root: &Path, exercise: &Exercise, version: Version, text: &str) -> io::Result<()> {
    let write = |path: &Path, text: &str| files::write_atomic(path, text.as_bytes());
    write_with(root, exercise, version, text, &write)
}

/// The same with another way to write a file.
///
/// # Errors
/// Those of [`write`].
pub fn write_with(
    root: &Path,
    exercise: &Exercise,
    version: Version,
    text: &str,
    write: &dyn Fn(&Path, &str) -> io::Result<()>,
) -> io::Result<()> {
    let Some(folder) = version.folder(exercise) else {
        return write(&root.join(version.path(exercise)), text);
    };
    let no_folder = || io::Error::new(io::ErrorKind::InvalidData, "it isn't kept as a folder");
    let written = split(text).ok_or_else(no_folder)?;
    let folder = root.join(folder);
    for file in &written {
        let path = folder.join(&file.path);
        refuse_links(&folder, &path)?;
        write(&path, &file.text)?;
    }
    let is_written = |path: &String| written.iter().any(|file| file.path == *path);
    remove_others(&folder, exercise, is_written)
}

/// Copies the files of an exercise as they are, whatever they hold, from below one folder to below
/// another. What else is there of the exercise is removed. Returns whether there were any.
///
/// # Errors
/// A file can't be read, written or removed.
pub fn copy(from: &Path, to: &Path, exercise: &Exercise) -> io::Result<bool> {
    let paths = paths_below(from, exercise).map_err(io::Error::other)?;
    for path in &paths {
        let content = ordinary_file::read(from.join(path), Links::Follow, LONGEST_TEXT)?;
        if let Some(folder) = exercise.folder() {
            refuse_links(&to.join(folder), &to.join(path))?;
        }
        files::write_atomic(&to.join(path), &content)?;
    }
    if let Some(folder) = exercise.folder().filter(|_| !paths.is_empty()) {
        let is_copied = |path: &String| paths.contains(&format!("{folder}/{path}"));
        remove_others(&to.join(&folder), exercise, is_copied)?;
    }
    Ok(!paths.is_empty())
}

/// The paths of a learner's files of an exercise that exist below `root`.
///
/// # Errors
/// They can't be listed.
pub fn paths_below(root: &Path, exercise: &Exercise) -> Result<Vec<String>, String> {
    paths_of(root, exercise, Version::Own)
}

/// The same for either version.
///
/// # Errors
/// They can't be listed.
pub fn paths_of(root: &Path, exercise: &Exercise, version: Version) -> Result<Vec<String>, String> {
    let path = version.path(exercise);
    let Some(folder) = version.folder(exercise) else {
        let exists = root.join(&path).is_file();
        return Ok(exists.then_some(path).into_iter().collect());
    };
    if !root.join(&folder).is_dir() {
        return Ok(Vec::new());
    }
    let below =
        own_files(&root.join(&folder), exercise).map_err(|problem| format!("{path} {problem}"))?;
    Ok(below
        .iter()
        .map(|path| format!("{folder}/{path}"))
        .collect())
}

fn remove_others(
    folder: &Path,
    exercise: &Exercise,
    stays: impl Fn(&String) -> bool,
) -> io::Result<()> {
    let all = own_files(folder, exercise).unwrap_or_default().into_iter();
    for other in all.filter(|path| !stays(path)) {
        fs::remove_file(folder.join(other))?;
    }
    Ok(())
}

/// A link in an exercise's folder mustn't lead what we write to another one.
fn refuse_links(folder: &Path, file: &Path) -> io::Result<()> {
    let mut between = file.ancestors().skip(1).take_while(|it| *it != folder);
    let is_link = |level: &Path| fs::symlink_metadata(level).is_ok_and(|it| it.is_symlink());
    match between.find(|level| is_link(level)) {
        Some(level) => {
            let message = format!("{} is a link to another folder", level.display());
            Err(io::Error::new(io::ErrorKind::InvalidInput, message))
        }
        None => Ok(()),
    }
}

/// Finds out with which file each folder of a course begins. `folders` are where to look, the most
/// trusted first.
pub fn find_roots(course: &mut Course, folders: &[PathBuf]) {
    for exercise in &mut course.exercises {
        let own = exercise.folder().filter(|_| !exercise.is_package());
        let Some(own) = own else {
            continue;
        };
        let has = |root: RootFile, folder: &PathBuf| folder.join(&own).join(root.name()).is_file();
        let roots = folders.iter().flat_map(|folder| {
            [RootFile::Main, RootFile::Lib]
                .into_iter()
                .filter(move |root| has(*root, folder))
        });
        let root = roots.into_iter().next().unwrap_or_default();
        exercise.layout = Layout::Modules(root);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> Exercise {
        Exercise {
            layout: Layout::Modules(RootFile::Main),
            ..Exercise::new("shop".to_owned(), 1)
        }
    }

    #[test]
    fn what_is_written_is_read_and_nothing_else_stays() {
        let root = tempfile::tempdir().expect("temp");
        let (root, exercise) = (root.path(), folder());
        let file = |path: &str, text: &str| ExerciseFile {
            path: path.to_owned(),
            text: text.to_owned(),
        };
        let text = join(&[
            file("main.rs", "mod a;"),
            file("a.rs", ""),
            file("a/b.rs", "b"),
        ]);
        write(root, &exercise, Version::Own, &text).expect("written");
        assert_eq!(read(root, &exercise, Version::Own), Ok(text.clone()));
        let own = root.join("exercises/shop");
        for (path, text) in [
            ("c.rs", "c"),
            ("data.txt", "d"),
            (".a.rs.swp", "s"),
            ("a.rs~", ""),
        ] {
            fs::write(own.join(path), text).expect("written");
        }
        let more = read(root, &exercise, Version::Own).expect("read");
        assert_eq!(split(&more).map(|files| files.len()), Some(4));
        let kept = tempfile::tempdir().expect("temp");
        assert!(copy(root, kept.path(), &exercise).expect("copied"));
        write(root, &exercise, Version::Own, &text).expect("written");
        assert_eq!(read(root, &exercise, Version::Own), Ok(text));
        assert!(!own.join("c.rs").exists());
        assert!(copy(kept.path(), root, &exercise).expect("copied"));
        assert_eq!(read(root, &exercise, Version::Own), Ok(more));
        assert!(own.join("data.txt").is_file() && own.join("c.rs").is_file());
    }

    #[cfg(unix)]
    #[test]
    fn links_to_folders_and_too_many_files_are_refused() {
        let root = tempfile::tempdir().expect("temp");
        let (root, exercise) = (root.path(), folder());
        let own = root.join("exercises/shop");
        fs::create_dir_all(&own).expect("folder");
        let read = || read(root, &exercise, Version::Own);
        assert_eq!(read(), Err(files::MISSING.to_owned()));
        fs::write(own.join("main.rs"), "fn main() {}").expect("written");
        std::os::unix::fs::symlink("/", own.join("a")).expect("link");
        assert!(read().is_err_and(|problem| problem.contains("a link to another folder")));
        let text = join(&[ExerciseFile {
            path: "a/rustlings-like-test.rs".to_owned(),
            text: String::new(),
        }]);
        assert!(write(root, &exercise, Version::Own, &text).is_err());
        fs::remove_file(own.join("a")).expect("removed");
        std::os::unix::fs::symlink("/dev/zero", own.join("a.rs")).expect("link");
        assert!(read().is_err_and(|problem| problem.contains("a.rs beside it, which is not")));
        fs::remove_file(own.join("a.rs")).expect("removed");
        for number in 0..MOST_FILES {
            fs::write(own.join(format!("a{number}.rs")), "").expect("written");
        }
        assert!(read().is_err_and(|problem| problem.contains("more than 64 Rust files")));
    }
}
