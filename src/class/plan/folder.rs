//! The folder of a plan. It can be copied to another machine: it has the plan, the code, and no names.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::class::plan::{GradingPlan, WorkItem};
use crate::engine::files;
use crate::engine::ordinary_file::{self, LONGEST_FILE, LONGEST_TEXT, Links};
use crate::exit;

/// The beginning of the names of folders in which a plan is made before it's in its place.
pub const SCRATCH: &str = ".plan-";

const PLAN: &str = "plan.json";
const CODE: &str = "code";
const RESULTS: &str = "results";
const MERGED: &str = "results.ndjson";

/// The folder of a plan, and what its `plan.json` says.
#[derive(Debug, Clone)]
pub struct PlanFolder {
    /// The folder.
    pub root: PathBuf,
    /// The plan.
    pub plan: GradingPlan,
    /// The digest of `plan.json`, by which results say which plan they belong to.
    pub digest: String,
}

/// What became of a plan's folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlanChange {
    /// There's a new plan.
    New,
    /// The same plan is there already, and so are the results that it has so far.
    Same,
}

impl PlanFolder {
    /// Writes a plan and the code that it names, in place of the plan that's there. If that is the
    /// same and its results haven't been collected yet, everything stays.
    ///
    /// # Errors
    /// The folder can't be written, or `text` has no text for a digest.
    pub fn write(
        root: &Path,
        plan: GradingPlan,
        mut text: impl FnMut(&str) -> Result<Vec<u8>>,
    ) -> Result<(Self, PlanChange)> {
        let json = plan.to_text()?;
        let digest = files::digest(json.as_bytes());
        let folder = Self {
            root: root.to_owned(),
            plan,
            digest,
        };
        let is_collected = folder.merged().symlink_metadata().is_ok();
        if !is_collected && fs::read(root.join(PLAN)).is_ok_and(|it| it == json.as_bytes()) {
            return Ok((folder, PlanChange::Same));
        }
        let unwritable = || format!("the plan can't be written to {}", root.display());
        let parent = root.parent().unwrap_or(Path::new("."));
        let scratch = || tempfile::Builder::new().prefix(SCRATCH).tempdir_in(parent);
        let new = scratch().with_context(unwritable)?;
        for name in [CODE, RESULTS] {
            fs::create_dir(new.path().join(name)).with_context(unwritable)?;
        }
        let codes: BTreeSet<&str> = folder.plan.work.iter().map(|it| it.code.as_str()).collect();
        for code in codes {
            let file = code_file(new.path(), code);
            fs::write(file, text(code)?).with_context(unwritable)?;
        }
        files::write_atomic(&new.path().join(PLAN), json.as_bytes()).with_context(unwritable)?;
        // Nobody ever sees half of a plan.
        let old = scratch().with_context(unwritable)?;
        let aside = old.path().join("plan");
        match fs::rename(root, &aside) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(error).with_context(unwritable);
            }
            _ => {}
        }
        if let Err(error) = fs::rename(new.path(), root) {
            // If the old one can't come back either, it's made anew all the same.
            let _ = fs::rename(&aside, root);
            return Err(error).with_context(unwritable);
        }
        // It has moved, so there is nothing to remove.
        let _ = new.keep();
        Ok((folder, PlanChange::New))
    }

    /// Reads a plan.
    ///
    /// # Errors
    /// There is none (exit code 2), or it's damaged.
    pub fn read(root: &Path) -> Result<Self> {
        let path = root.join(PLAN);
        let bytes = ordinary_file::read(&path, Links::Refuse, LONGEST_FILE * 8);
        let bytes = bytes.map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => {
                let message = format!(
                    "there is no plan in {}: `rustlings-like class plan` makes one",
                    root.display()
                );
                exit::error(exit::USAGE, message)
            }
            _ => {
                let message = format!("{} {}", path.display(), files::unreadable(&error));
                exit::error(exit::MACHINE, message)
            }
        })?;
        let plan = std::str::from_utf8(&bytes).map_err(|_| "isn't text".to_owned());
        let plan = plan.and_then(GradingPlan::read).map_err(|what| {
            let message = format!("{} {what}", path.display());
            exit::error(exit::COURSE, message)
        })?;
        Ok(Self {
            root: root.to_owned(),
            plan,
            digest: files::digest(&bytes),
        })
    }

    /// The exact bytes that were handed in.
    ///
    /// # Errors
    /// They aren't there, or aren't those that the plan means.
    pub fn code(&self, item: &WorkItem) -> Result<Vec<u8>> {
        let path = code_file(&self.root, &item.code);
        let wrong = |what: &str| {
            let message = format!(
                "{} {what}: copy the plan's folder again, or make the plan anew",
                path.display()
            );
            exit::error(exit::COURSE, message)
        };
        let text = ordinary_file::read(&path, Links::Refuse, LONGEST_TEXT)
            .map_err(|error| wrong(&files::unreadable(&error)))?;
        match blake3::hash(&text).to_hex().as_str() == item.code {
            true => Ok(text),
            false => Err(wrong("was changed or cut off after the plan was made")),
        }
    }

    /// The folder of the shards' results.
    pub fn results(&self) -> PathBuf {
        self.root.join(RESULTS)
    }

    /// The file with all results together.
    pub fn merged(&self) -> PathBuf {
        self.root.join(MERGED)
    }
}

fn code_file(root: &Path, code: &str) -> PathBuf {
    root.join(CODE).join(format!("{code}.rs"))
}
