//! Finds what learners handed in: packs, and files of exercises, in folders and zips of any layout.
//!
//! All of it comes from anybody, so it's read within bounds, and nothing of it is written anywhere but
//! into the database. Whatever is neither a pack nor an exercise's file is left alone.

mod import;
#[cfg(test)]
mod tests;
mod tree;
mod uploads;

use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

use anyhow::Result;

use crate::engine::files;
use crate::engine::ordinary_file::{self, Links};
use crate::model::course::{Course, Exercise};
use crate::model::exercise_text::join;
use crate::model::module_files::ExerciseFile;
use crate::model::pack::{self, MOST_CODE, MOST_FILES, Pack, learner_of_file};
use crate::model::progress::Progress;
use crate::model::progress_file;

pub use import::{Import, Imported, ImportedHandIn, doubles};
use tree::Tree;
use uploads::Uploader;

/// How long a pack may be, in bytes.
const LONGEST_PACK: u64 = 64 << 20;

/// How a pack begins.
const PACK: &[u8] = b"{\"schema\":\"rustlings-like/pack/";

/// The progress file below a learner's folder.
const PROGRESS: &str = ".rustlings-like/progress.json";

/// Something that was handed in.
#[derive(Debug)]
pub struct Found {
    /// Where it is, for people.
    pub place: String,
    /// What the folder or the file calls the learner.
    pub called: String,
    /// Whom a learning platform named as the one who uploaded it.
    pub uploader: Option<Platform>,
    /// What it is.
    pub content: Content,
}

/// What a learning platform says about who uploaded a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Platform {
    /// The name as the platform has it.
    pub name: String,
    /// The number that it gave them, if the file's name tells.
    pub id: Option<String>,
}

/// What was handed in.
#[derive(Debug)]
pub enum Content {
    /// A pack.
    Pack(Box<Pack>),
    /// Files of exercises.
    Files {
        /// The texts by the exercises' names.
        texts: BTreeMap<String, String>,
        /// The progress, if the folder has it.
        progress: Option<Box<Progress>>,
        /// Whether it's a whole folder of the course, so that what isn't in it wasn't done.
        is_complete: bool,
        /// When it was made, as far as the files or the repository tell, in seconds since 1970.
        made_at: u64,
    },
}

/// Gives what was found to `each`, and keeps what can't be used.
struct Collector<'a> {
    course: &'a Course,
    each: &'a mut dyn FnMut(Found) -> Result<()>,
    problems: Vec<String>,
}

/// Finds what was handed in at a path: a pack, a zip, or a folder with any of these in it. `each` gets
/// one after the other. Returns a sentence for each file that can't be used.
///
/// # Errors
/// Those of `each`.
pub fn collect(
    path: &Path,
    course: &Course,
    each: &mut dyn FnMut(Found) -> Result<()>,
) -> Result<Vec<String>> {
    let mut collected = Collector {
        course,
        each,
        problems: Vec::new(),
    };
    collected.add(path)?;
    Ok(collected.problems)
}

/// Files that belong together, since they lie in one folder or one learner uploaded them.
#[derive(Default)]
struct Unit {
    /// The folder, below the tree's.
    root: String,
    uploader: Option<Platform>,
    /// The exercises' files: name of the exercise, path.
    files: Vec<(String, String)>,
    progress: Option<String>,
    is_complete: bool,
}

/// A folder or a zip that's looked through.
struct Place<'a> {
    /// Where it is, for people.
    path: &'a str,
    /// What it's called.
    name: &'a str,
    /// Who uploaded it all.
    uploader: Option<&'a Platform>,
    /// Whether it's a zip in another tree. Zips in those are left alone.
    is_inner: bool,
}

impl Collector<'_> {
    fn add(&mut self, path: &Path) -> Result<()> {
        let place = path.to_string_lossy().into_owned();
        let mut name = learner_of_file(path);
        let tree = if path.is_dir() {
            // `.` has a name, too.
            let whole = std::path::absolute(path).unwrap_or_default();
            if let Some(own) = whole.file_name() {
                name = own.to_string_lossy().into_owned();
            }
            Tree::of_folder(path)
        } else if is_zip(path) {
            Tree::of_zip(path)
        } else {
            if exercise_at(self.course, &place.replace('\\', "/")).is_some() {
                let what =
                    "is a single exercise, and nothing tells whose: name the folder that it's in";
                self.problem(&place, what);
                return Ok(());
            }
            let bytes = ordinary_file::read(path, Links::Follow, LONGEST_PACK);
            let bytes = bytes.map_err(|error| files::unreadable(&error));
            return self.add_pack(bytes, place, name, None);
        };
        let within = Place {
            path: &place,
            name: &name,
            uploader: None,
            is_inner: false,
        };
        self.add_tree(tree, &within)
    }

    fn problem(&mut self, place: &str, what: &str) {
        self.problems.push(format!("{place} {what}"));
    }

    fn add_pack(
        &mut self,
        bytes: Result<Vec<u8>, String>,
        place: String,
        called: String,
        uploader: Option<Platform>,
    ) -> Result<()> {
        let pack = bytes.and_then(|bytes| pack::read(&bytes).map_err(|error| error.to_string()));
        match pack {
            Ok(pack) => (self.each)(Found {
                place,
                called,
                uploader,
                content: Content::Pack(Box::new(pack)),
            }),
            Err(what) => {
                self.problem(&place, &what);
                Ok(())
            }
        }
    }

    fn add_tree(&mut self, tree: Result<Tree, String>, place: &Place<'_>) -> Result<()> {
        let mut tree = match tree {
            Ok(tree) => tree,
            Err(what) => {
                self.problem(place.path, &what);
                return Ok(());
            }
        };
        let mut units: BTreeMap<String, Unit> = BTreeMap::new();
        for path in std::mem::take(&mut tree.paths) {
            let (uploader, rest) = match uploads::split(&path) {
                Some((uploader, rest)) => (Some(platform(&uploader)), rest),
                None => (place.uploader.cloned(), path.as_str()),
            };
            let before = |end: &str| path[..path.len() - end.len()].trim_end_matches('/');
            if let Some(root) = folder_of_progress(&path) {
                units.entry(root.to_owned()).or_default().progress = Some(path.clone());
            } else if path.contains(".rustlings-like/") {
                // Backups and pristine copies are nobody's hand-in.
            } else if let Some((exercise, end)) = exercise_at(self.course, rest) {
                let is_complete = exercise.owns(end);
                let is_upload = uploader.is_some() && !is_complete;
                let root = before(if is_upload { rest } else { end });
                let unit = units.entry(root.to_owned()).or_default();
                root.clone_into(&mut unit.root);
                unit.uploader = uploader;
                unit.is_complete |= is_complete;
                unit.files.push((exercise.name.clone(), path.clone()));
            } else if path.ends_with(".zip") && !place.is_inner {
                let inner = Place {
                    path: &format!("{}/{path}", place.path),
                    name: &learner_of_file(Path::new(rest)),
                    uploader: uploader.as_ref(),
                    is_inner: true,
                };
                self.add_tree(tree.inner_zip(&path), &inner)?;
            } else if tree.begin(&path, PACK.len()) == PACK {
                let bytes = tree.read(&path, LONGEST_PACK);
                let whole = format!("{}/{path}", place.path);
                self.add_pack(bytes, whole, learner_of_file(Path::new(rest)), uploader)?;
            } else if uploader.is_some() {
                // Somebody handed it in, and should hear that it doesn't count.
                self.problem(
                    &format!("{}/{path}", place.path),
                    "is neither a pack nor an exercise",
                );
            }
        }
        units.retain(|_, unit| !unit.files.is_empty());
        for (root, unit) in &units {
            let folder = root.rsplit('/').next().filter(|it| !it.is_empty());
            // A zip of one folder has the learner's name more often than the folder in it.
            let is_only = units.len() == 1 && tree.is_zip();
            let called = folder.filter(|_| !is_only).unwrap_or(place.name);
            let path = [place.path, root].join("/");
            self.add_unit(&mut tree, unit, path.trim_end_matches('/'), called)?;
        }
        Ok(())
    }

    fn add_unit(&mut self, tree: &mut Tree, unit: &Unit, place: &str, called: &str) -> Result<()> {
        if unit.files.len() > self.course.exercises.len().max(MOST_FILES) {
            self.problem(place, "has more files than the course has exercises");
            return Ok(());
        }
        let mut texts = BTreeMap::new();
        let mut room = MOST_CODE;
        let times = unit.files.iter().filter_map(|(_, path)| tree.time(path));
        let newest = times.collect::<Vec<u64>>().into_iter().max();
        let newest = newest.unwrap_or_else(files::now);
        let mut folders: BTreeMap<String, Vec<ExerciseFile>> = BTreeMap::new();
        for (exercise, path) in &unit.files {
            let bytes = tree.read(path, u64::try_from(room).unwrap_or(u64::MAX));
            let text = bytes.and_then(|bytes| {
                String::from_utf8(bytes).map_err(|_| "isn't UTF-8 text".to_owned())
            });
            match text {
                Ok(text) => {
                    room -= text.len();
                    match file_below(self.course, exercise, path) {
                        Some(below) => {
                            let path = below.to_owned();
                            let files = folders.entry(exercise.clone()).or_default();
                            files.push(ExerciseFile { path, text });
                        }
                        None => {
                            texts.insert(exercise.clone(), text);
                        }
                    }
                }
                Err(what) => self.problem(&format!("{place}: {path}"), &what),
            }
        }
        for (exercise, mut files) in folders {
            let is_root = |path: &str| {
                let root = self.course.exercises.iter().find(|it| it.name == exercise);
                root.is_some_and(|it| it.path().rsplit('/').next() == Some(path))
            };
            files.sort_by_key(|file| (!is_root(&file.path), file.path.clone()));
            if files.first().is_some_and(|first| is_root(&first.path)) {
                texts.insert(exercise, join(&files));
            } else {
                self.problem(
                    &format!("{place}: {exercise}"),
                    "lacks the file that it begins with",
                );
            }
        }
        let progress = unit.progress.as_ref().and_then(|path| {
            let bytes = tree.read(path, ordinary_file::LONGEST_TEXT).ok()?;
            progress_file::from_text(&String::from_utf8(bytes).ok()?).ok()
        });
        (self.each)(Found {
            place: place.to_owned(),
            called: called.to_owned(),
            uploader: unit.uploader.clone(),
            content: Content::Files {
                texts,
                progress: progress.map(Box::new),
                is_complete: unit.is_complete,
                made_at: tree.commit_time(&unit.root).unwrap_or(newest),
            },
        })
    }
}

fn is_zip(path: &Path) -> bool {
    let mut begin = [0; 2];
    let read = ordinary_file::open(path, Links::Follow);
    read.and_then(|mut file| file.read_exact(&mut begin))
        .is_ok()
        && &begin == b"PK"
}

fn platform(uploader: &Uploader<'_>) -> Platform {
    match uploader {
        Uploader::FullName(name) => Platform {
            name: (*name).to_owned(),
            id: None,
        },
        Uploader::Canvas { name, id } => Platform {
            name: (*name).to_owned(),
            id: Some((*id).to_owned()),
        },
    }
}

/// The folder that a progress file belongs to.
fn folder_of_progress(path: &str) -> Option<&str> {
    let root = path.strip_suffix(PROGRESS)?;
    (root.is_empty() || root.ends_with('/')).then(|| root.trim_end_matches('/'))
}

/// The path of a file in the folder of the exercise of this name, if that's a folder.
fn file_below<'a>(course: &Course, exercise: &str, path: &'a str) -> Option<&'a str> {
    let exercise = course.exercises.iter().find(|it| it.name == exercise)?;
    let folder = format!("{}/", exercise.folder()?);
    let begin = path.find(&folder)?;
    Some(&path[begin + folder.len()..])
}

/// The exercise whose file this is, and the part of the path that says so: the exercise's whole path, or
/// only the file's name. Platforms put a number behind the name of a file that was handed in again.
fn exercise_at<'a, 'b>(course: &'a Course, path: &'b str) -> Option<(&'a Exercise, &'b str)> {
    let find = |name: &str| course.exercises.iter().find(|it| it.name == name);
    let in_folder = course.exercises.iter().find_map(|exercise| {
        let folder = exercise.folder()?;
        let begin = path.find(&format!("{folder}/"))?;
        let starts = begin == 0 || path[..begin].ends_with('/');
        (starts && exercise.owns(&path[begin..])).then(|| (exercise, &path[begin..]))
    });
    if in_folder.is_some() {
        return in_folder;
    }
    let stem = path.rsplit('/').next()?.strip_suffix(".rs")?;
    let again = || {
        let (name, number) = stem.rsplit_once('-')?;
        let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        find(name).filter(|_| is_number)
    };
    let whole = course.exercises.iter().find_map(|exercise| {
        let own = exercise.path();
        let begin = path.len().checked_sub(own.len())?;
        let is_whole = path.is_char_boundary(begin) && path[begin..] == own;
        let starts = begin == 0 || path[..begin].ends_with('/');
        (is_whole && starts).then(|| (exercise, &path[begin..]))
    });
    whole.or_else(|| {
        let exercise = find(stem).or_else(again)?;
        Some((exercise, &path[path.len() - stem.len() - ".rs".len()..]))
    })
}
