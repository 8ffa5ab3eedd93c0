//! Finds and loads the course that a command is about.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::engine::files;
use crate::exit;
use crate::model::course::Course;
use crate::model::ignored::IgnoredManifest;
use crate::model::manifest;
use crate::model::package::{CargoManifest, MADE_LOCK, Package, Surroundings};

/// The name of the folder that holds progress, backups, pristine files and the cache.
pub const STATE_FOLDER: &str = ".rustlings-like";

/// A course and where it is.
#[derive(Debug, Clone)]
pub struct CourseDir {
    /// The folder that holds `info.toml`.
    pub root: PathBuf,
    /// What the manifest says.
    pub course: Course,
    /// How its exercises are built.
    pub package: Package,
}

impl CourseDir {
    /// Loads the course in `folder`, or, if none is named, the one that `start` lies in.
    ///
    /// # Errors
    /// There is none, or it is broken: exit code 3.
    pub fn find(folder: Option<&Path>, start: &Path) -> Result<Self> {
        match folder {
            Some(folder) if folder.join("info.toml").is_file() => Self::load(folder),
            Some(folder) => Err(exit::error(
                exit::COURSE,
                format!("there is no course in {} (no info.toml)", folder.display()),
            )),
            None => {
                let root = start.ancestors().find(|f| f.join("info.toml").is_file());
                Self::load(root.ok_or_else(no_course)?)
            }
        }
    }

    fn load(root: &Path) -> Result<Self> {
        let root = std::path::absolute(root).unwrap_or_else(|_| root.to_owned());
        let is_broken = || format!("the course in {} is broken", root.display());
        let text = files::read_manifest(&root, "info.toml")
            .map_err(broken)
            .with_context(is_broken)?
            .ok_or_else(no_course)?;
        let course = manifest::parse(&text)
            .map_err(|error| broken(format!("{error}")))
            .with_context(is_broken)?;
        let package = package(&root, &course)?;
        Ok(Self {
            root,
            course,
            package,
        })
    }

    /// The file that fixes the versions of the course's crates.
    pub fn lock_file(&self) -> PathBuf {
        self.root.join(match self.package.manifest {
            CargoManifest::Own => "Cargo.lock",
            CargoManifest::Made(_) => MADE_LOCK,
        })
    }

    /// The folder for progress, backups, pristine files and the cache.
    pub fn state_folder(&self) -> PathBuf {
        self.root.join(STATE_FOLDER)
    }
}

fn package(root: &Path, course: &Course) -> Result<Package> {
    let own = read_package(root).map_err(broken);
    let (own, ignored) =
        own.with_context(|| format!("the course in {} is broken", root.display()))?;
    let root = root.to_string_lossy();
    Ok(own.unwrap_or_else(|| Package {
        ignored,
        ..Package::of_dependencies(&course.dependencies, &root)
    }))
}

/// What the course's `Cargo.toml` says, or what it would say if it counted.
fn read_package(root: &Path) -> Result<(Option<Package>, Option<IgnoredManifest>), String> {
    let Some(text) = files::read_manifest(root, "Cargo.toml")? else {
        return Ok((None, None));
    };
    let above = manifests_above(root);
    let package = Package::of_cargo_toml(&text, surroundings(root, &above));
    let package = package.map_err(|error| format!("Cargo.toml: {error}"))?;
    let ignored = if package.is_none() {
        let code = ["src/main.rs", "src/lib.rs", "src/bin"];
        let has_code = code.iter().any(|path| root.join(path).exists());
        IgnoredManifest::read(&text, has_code)
    } else {
        None
    };
    Ok((package, ignored))
}

fn surroundings<'a>(root: &Path, above: &'a [String]) -> Surroundings<'a> {
    Surroundings {
        build_script: root.join("build.rs").is_file(),
        library: root.join("src/lib.rs").is_file(),
        above,
    }
}

fn manifests_above(root: &Path) -> Vec<String> {
    let folders = root.ancestors().skip(1);
    let texts = folders.map(|folder| fs::read_to_string(folder.join("Cargo.toml")));
    texts.flatten().collect()
}

fn broken(message: String) -> anyhow::Error {
    exit::error(exit::COURSE, message)
}

fn no_course() -> anyhow::Error {
    exit::error(
        exit::COURSE,
        "there is no course here (no info.toml in this folder or above it)\n\
         Start one with `rustlings-like init my-course`, or name one with --course DIR.",
    )
}
