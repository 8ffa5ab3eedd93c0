//! Opens the class that a command is about.

use std::path::Path;

use anyhow::Result;

use crate::class::folder::ClassDir;
use crate::class::store::ClassStore;
use crate::commands::teacher::class;
use crate::engine::grading::originals::Originals;
use crate::exit;
use crate::model::course::Course;

/// A class with its course and its database.
pub struct OpenClass {
    /// The class and where it is.
    pub dir: ClassDir,
    /// The originals of its course.
    pub originals: Originals,
    /// Its course.
    pub course: Course,
    /// Its database.
    pub store: ClassStore,
}

/// Opens the class in `folder`, or the one that the current folder is in.
///
/// # Errors
/// There is none, or it, its course or its database can't be opened.
pub fn open(folder: Option<&Path>) -> Result<OpenClass> {
    let dir = class(folder)?;
    let originals = Originals::find(Some(&dir.course()), None)?;
    let Some(course) = originals.course.clone() else {
        return Err(exit::error(exit::COURSE, "the class has no course"));
    };
    let store = ClassStore::open(&dir, &course)?;
    Ok(OpenClass {
        dir,
        originals,
        course,
        store,
    })
}
