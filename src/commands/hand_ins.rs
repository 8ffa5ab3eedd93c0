//! From the arguments of `verify` to the folders that learners handed in.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::commands::args::VerifyArgs;
use crate::commands::choose;
use crate::commands::context::{Context, OpenCourse};
use crate::commands::grade::{self, GradedCourse};
use crate::exit;

/// Folders that were handed in, and what else the command line says.
pub struct HandIns {
    /// The original course.
    pub original: GradedCourse,
    /// The arguments without the folders.
    pub args: VerifyArgs,
    /// The folders in the order in which they were named, each once.
    pub folders: Vec<HandIn>,
}

/// A folder that was handed in.
#[derive(Debug, Clone)]
pub struct HandIn {
    /// What reports call the learner: the folder's name, or all that was typed if another folder
    /// has the same name.
    pub name: String,
    /// The folder as it was typed.
    pub typed: String,
    /// The folder's absolute path.
    pub folder: PathBuf,
}

/// What a word on the command line is.
enum Word {
    Exercise,
    Folder,
    /// A folder without anything to grade.
    Empty,
}

/// The folders among the names on the command line. `None` if all of them are exercises'.
///
/// # Errors
/// A word is neither an exercise nor a folder, or it doesn't go with folders (exit code 2); a
/// folder has nothing to grade (exit code 3).
pub fn find(args: &VerifyArgs, context: &mut Context) -> Result<Option<HandIns>> {
    let may_be_folder = |word: &String| word.contains(['/', '\\']) || Path::new(word).exists();
    if !args.names.iter().any(may_be_folder) {
        return Ok(None);
    }
    if !args.pristine || args.originals.is_none() {
        return refuse_folders(&args.names).map(|()| None);
    }
    let original = grade::originals(args.originals.as_ref(), context)?;
    let (mut names, mut folders, mut empty) = (Vec::new(), Vec::new(), Vec::new());
    for word in &args.names {
        match meaning(&original.opened, word)? {
            Word::Exercise => names.push(word.clone()),
            Word::Folder => folders.push(word.as_str()),
            Word::Empty => empty.push(word.as_str()),
        }
    }
    if !empty.is_empty() {
        return Err(nothing_to_grade(&empty));
    }
    if folders.is_empty() {
        return Ok(None);
    }
    if context.course().is_some() {
        let message = format!(
            "--course and the folder {:?} can't be used together: name all learners' folders \
             without --course",
            folders[0]
        );
        return Err(exit::error(exit::USAGE, message));
    }
    if args.solutions {
        let message = "--solutions checks a course's own solutions, so it can't be used with \
                       folders that were handed in";
        return Err(exit::error(exit::USAGE, message));
    }
    Ok(Some(HandIns {
        original,
        args: VerifyArgs {
            names,
            ..args.clone()
        },
        folders: named(&folders)?,
    }))
}

fn meaning(opened: &OpenCourse, word: &str) -> Result<Word> {
    let path = Path::new(word);
    if path.is_dir() && has_work(opened, path) {
        return Ok(Word::Folder);
    }
    match choose::find_named(opened, word) {
        Ok(_) => Ok(Word::Exercise),
        Err(_) if path.is_dir() => Ok(Word::Empty),
        Err(_) if path.exists() => {
            let message = format!(
                "{word:?} is a file and no exercise of the course: name the folder that was \
                 handed in (if this is an archive, unpack it first)"
            );
            Err(exit::error(exit::USAGE, message))
        }
        Err(_) if word.contains(['/', '\\']) => {
            let message = format!(
                "there is no folder {word:?}, and no exercise of the course has that path; look \
                 for a slip in the path, or leave it out"
            );
            Err(exit::error(exit::USAGE, message))
        }
        Err(error) => Err(error),
    }
}

/// Whether a folder has something to grade. One that we can't look into may have: its own report
/// says what is wrong.
fn has_work(opened: &OpenCourse, folder: &Path) -> bool {
    let mut exercises = opened.dir.course.exercises.iter();
    fs::read_dir(folder).is_err()
        || folder.join("exercises").is_dir()
        || exercises.any(|exercise| folder.join(exercise.path()).symlink_metadata().is_ok())
}

fn nothing_to_grade(folders: &[&str]) -> anyhow::Error {
    let message = format!(
        "there is nothing to grade in {} (no folder called exercises, and no exercise of the \
         original course); name the folder that has `exercises` in it, or leave this one out",
        folders.join(", ")
    );
    exit::error(exit::COURSE, message)
}

/// Says what to add if a folder is named where only exercises can be.
fn refuse_folders(words: &[String]) -> Result<()> {
    let is_handed_in = |word: &&String| Path::new(word).join("exercises").is_dir();
    match words.iter().find(is_handed_in) {
        None => Ok(()),
        Some(folder) => Err(exit::error(
            exit::USAGE,
            format!(
                "{folder:?} is a folder: to grade folders that were handed in, say \
                 `rustlings-like verify --pristine --originals COURSE FOLDER...`, where COURSE is \
                 the original course's folder or built-in"
            ),
        )),
    }
}

/// Gives each folder a name that no other has.
fn named(typed: &[&str]) -> Result<Vec<HandIn>> {
    let mut folders: Vec<(HandIn, PathBuf)> = Vec::new();
    for typed in typed {
        let folder = std::path::absolute(typed)?;
        let real = fs::canonicalize(&folder).unwrap_or_else(|_| folder.clone());
        // Of `.` or `..`, only the real path tells the name.
        let own = folder.components().next_back();
        let own = match own {
            Some(std::path::Component::Normal(name)) if !typed.ends_with("..") => Some(name),
            _ => real.file_name(),
        };
        let name = own.map_or_else(|| (*typed).to_owned(), |it| it.to_string_lossy().into());
        let typed = (*typed).to_owned();
        if let Some((other, _)) = folders.iter().find(|(_, other)| *other == real) {
            if other.name == name {
                continue;
            }
            // Nobody's work counts as another's, and nobody is left out in silence.
            let message = format!(
                "{typed} and {} are the same folder, since one is a link to the other; leave one out",
                other.typed
            );
            return Err(exit::error(exit::USAGE, message));
        }
        folders.push((
            HandIn {
                name,
                typed,
                folder,
            },
            real,
        ));
    }
    let mut uses: BTreeMap<String, usize> = BTreeMap::new();
    for (it, _) in &folders {
        *uses.entry(it.name.clone()).or_default() += 1;
    }
    let distinct = folders.into_iter().map(|(it, _)| HandIn {
        name: if uses[&it.name] > 1 {
            it.typed.clone()
        } else {
            it.name
        },
        ..it
    });
    Ok(distinct.collect())
}
