//! Finds out whether anybody could miss what an ignored `Cargo.toml` says.

use std::path::Path;

use crate::engine::course_dir::CourseDir;
use crate::engine::exercise_text::{self, Version};
use crate::model::course::Exercise;

/// What to tell whoever checks these exercises, which lie below `root`; `None` where the course
/// has no such manifest, or where it makes no difference that is worth a word.
pub fn note<'e>(
    dir: &CourseDir,
    root: &Path,
    exercises: impl Iterator<Item = &'e Exercise>,
) -> Option<String> {
    let ignored = dir.package.ignored.as_ref()?;
    let sources = exercises.map(|exercise| exercise_text::read_kept(root, exercise, Version::Own));
    let sources: Vec<String> = sources.flatten().collect();
    ignored.note(&dir.package, sources.iter().map(String::as_str))
}
