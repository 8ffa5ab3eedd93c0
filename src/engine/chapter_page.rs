//! The page that a chapter opens with: `README.md` in the chapter's folder.

use crate::engine::course_dir::CourseDir;
use crate::engine::{embedded, ordinary_file};

/// The text of a chapter's page: the course's file, or in the built-in course our own, if the
/// learner's folder is older than the page. `None` if there is none.
pub fn read(dir: &CourseDir, chapter: &str) -> Option<String> {
    // Only names that the manifest has checked lead to a file.
    let mut chapters = dir
        .course
        .exercises
        .iter()
        .filter_map(|it| it.dir.as_deref());
    let chapter = chapters.find(|it| *it == chapter)?;
    let path = format!("exercises/{chapter}/README.md");
    match ordinary_file::read_text(dir.root.join(&path)) {
        Ok(text) => Some(text),
        Err(_) if dir.course.id.as_deref() == Some(embedded::ID) => {
            embedded::exercise_file(&path).map(str::to_owned)
        }
        Err(_) => None,
    }
}
