//! Writes all pages into one folder.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use maud::Markup;
use rusqlite::Connection;

use crate::class::pages::frame::Frame;
use crate::class::pages::{self, paths};
use crate::class::report::drawings::Drawings;
use crate::class::report::errors::CodeData;
use crate::class::report::exercises::ExerciseData;
use crate::class::report::learner::LearnerData;
use crate::class::report::map::{self, MapData};
use crate::class::report::now::NowData;
use crate::class::report::projector::ProjectorData;
use crate::engine::removal;
use crate::exit;

/// Marks a folder that's ours to replace.
const MARK: &str = ".class-report";

/// How long the slowest page of a kind took, and how large the largest is.
#[derive(Debug, Clone, Default)]
pub struct PageTiming {
    /// The kind of page.
    pub kind: &'static str,
    /// How many there are.
    pub count: usize,
    /// The time of the slowest one, with its queries.
    pub slowest: Duration,
    /// The size of the largest one in bytes.
    pub largest: usize,
}

/// Writes the pages. A report that's there already is replaced when the new one is complete.
///
/// # Errors
/// The folder has something else in it, or can't be written, or the database can't be read.
pub fn write(
    folder: &Path,
    db: &Connection,
    frame: &Frame,
    drawings: &Drawings,
) -> Result<Vec<PageTiming>> {
    let folder = std::path::absolute(folder)?;
    let is_empty = || fs::read_dir(&folder).is_ok_and(|mut entries| entries.next().is_none());
    let exists = folder.symlink_metadata().is_ok();
    if exists && !folder.join(MARK).is_file() && !is_empty() {
        let message = format!(
            "{} isn't a report: name a folder that's new or empty",
            folder.display()
        );
        return Err(exit::error(exit::USAGE, message));
    }
    let parent = folder.parent().unwrap_or(&folder);
    let context = || format!("{} can't be written", folder.display());
    fs::create_dir_all(parent).with_context(context)?;
    let fresh = tempfile::Builder::new()
        .prefix(".class-report-")
        .tempdir_in(parent)
        .with_context(context)?;
    let mut writer = Writer {
        folder: fresh.path(),
        timings: Vec::new(),
    };
    writer.pages(db, frame, drawings)?;
    let timings = writer.timings;
    let site = fresh.path().join("site");
    if exists {
        // A folder can't be replaced in one step, so the old one leaves last.
        fs::rename(&folder, fresh.path().join("old")).with_context(context)?;
    }
    fs::rename(site, &folder).with_context(context)?;
    removal::remove_folder(fresh.path()).with_context(context)?;
    Ok(timings)
}

struct Writer<'a> {
    folder: &'a Path,
    timings: Vec<PageTiming>,
}

impl Writer<'_> {
    fn pages(&mut self, db: &Connection, frame: &Frame, drawings: &Drawings) -> Result<()> {
        let facts = frame.facts;
        self.write(MARK, b"")?;
        self.write(paths::STYLE, pages::STYLE.as_bytes())?;
        self.page("now", "index.html", || {
            Ok(pages::now::page(frame, &NowData::new(facts)))
        })?;
        for page in 0..map::page_count(facts) {
            self.page("map", &paths::map(page), || {
                Ok(pages::map::page(frame, &MapData::read(db, facts, page)?))
            })?;
        }
        self.page("errors", "errors.html", || Ok(pages::errors::page(frame)))?;
        self.page("exercises", "exercises.html", || {
            Ok(pages::exercises::page(frame))
        })?;
        self.page("projector", "projector.html", || {
            let data = ProjectorData::new(facts);
            Ok(pages::projector::page(frame, &data))
        })?;
        let below = frame.below();
        for code in facts.codes_with_page() {
            self.page("code", &paths::code(&code.code), || {
                let drawing = drawings.get(&code.code).cloned();
                let data = CodeData::new(facts, code, drawing);
                Ok(pages::code::page(&below, &data))
            })?;
        }
        for number in 0..facts.exercises.len() {
            self.page("exercise", &paths::exercise(number), || {
                let data = ExerciseData::new(facts, number);
                Ok(pages::exercise::page(&below, &data))
            })?;
        }
        if frame.has_learners {
            for (index, learner) in facts.learners.iter().enumerate() {
                self.page("learner", &paths::learner(&learner.pseudonym), || {
                    let data = LearnerData::read(db, facts, index)?;
                    Ok(pages::learner::page(&below, &data))
                })?;
            }
        }
        Ok(())
    }

    fn page(
        &mut self,
        kind: &'static str,
        path: &str,
        make: impl FnOnce() -> Result<Markup>,
    ) -> Result<()> {
        let start = Instant::now();
        let page = make()?.into_string();
        let time = start.elapsed();
        self.write(path, page.as_bytes())?;
        if self.timings.last().is_none_or(|last| last.kind != kind) {
            self.timings.push(PageTiming {
                kind,
                ..PageTiming::default()
            });
        }
        if let Some(timing) = self.timings.last_mut() {
            timing.count += 1;
            timing.slowest = timing.slowest.max(time);
            timing.largest = timing.largest.max(page.len());
        }
        Ok(())
    }

    fn write(&self, path: &str, content: &[u8]) -> Result<()> {
        let path: PathBuf = self.folder.join("site").join(path);
        let context = || format!("{} can't be written", path.display());
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).with_context(context)?;
        }
        fs::write(&path, content).with_context(context)
    }
}
