//! Finds and loads the course that a command is about.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::engine::ordinary_file::{self, LONGEST_FILE, Links};
use crate::engine::tool_settings::ToolSettings;
use crate::engine::{exercise_text, files, foreign};
use crate::exit;
use crate::model::course::Course;
use crate::model::formats::{Format, v5};
use crate::model::ignored::IgnoredManifest;
use crate::model::package::{CargoManifest, MADE_LOCK, ManifestSurroundings, Package};

/// The name of the folder that holds progress, backups, pristine files and the cache.
pub const STATE_FOLDER: &str = ".rustlings-like";

/// A course and where it is.
#[derive(Debug, Clone)]
pub struct CourseDir {
    /// The folder that holds `info.toml`, or the equivalent in another program's course.
    pub root: PathBuf,
    /// What the manifest says.
    pub course: Course,
    /// How its exercises are built.
    pub package: Package,
    /// Which folders may choose the toolchain and configure cargo.
    pub tool_settings: ToolSettings,
}

impl CourseDir {
    /// The digest of all of its files, but for what we, cargo and git make there, and for classes. `None` if one can't
    /// be read.
    pub fn digest(&self) -> Option<String> {
        let mut list = String::new();
        add_files(&self.root, &mut list)?;
        Some(files::digest(list.as_bytes()))
    }

    /// Loads the course in `folder`, or, without one, the course that `start` is in.
    ///
    /// # Errors
    /// There is no course, or it's broken: exit code 3.
    pub fn find(folder: Option<&Path>, start: &Path) -> Result<Self> {
        match (Self::root(folder, start), folder) {
            (Some(root), _) => Self::load(&root),
            (None, Some(folder)) => Err(no_course_in(folder)),
            (None, None) => Err(no_course(start)),
        }
    }

    /// The same for those who can do without a course and needn't hear why there is none: finding
    /// that out means looking into many folders.
    pub fn find_if_any(folder: Option<&Path>, start: &Path) -> Option<Self> {
        Self::load(&Self::root(folder, start)?).ok()
    }

    fn root(folder: Option<&Path>, start: &Path) -> Option<PathBuf> {
        match folder {
            Some(folder) => foreign::course_root(folder),
            None => start.ancestors().find_map(foreign::course_root),
        }
    }

    fn load(root: &Path) -> Result<Self> {
        let root = std::path::absolute(root).unwrap_or_else(|_| root.to_owned());
        refuse_linked_state(&root)?;
        let mut course = foreign::read_course(&root)?;
        let pristine = exercise_text::pristine_folder(&root.join(STATE_FOLDER));
        exercise_text::find_roots(&mut course, &[pristine, root.clone()]);
        let package = package(&root, &course)?;
        Ok(Self {
            root,
            course,
            package,
            tool_settings: ToolSettings::default(),
        })
    }

    /// The lock file with the versions of the course's crates.
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

/// We write, lock and remove files in that folder, so it has to be one and not a link to another.
fn refuse_linked_state(root: &Path) -> Result<()> {
    let folder = root.join(STATE_FOLDER);
    let is_link = fs::symlink_metadata(&folder).is_ok_and(|found| found.is_symlink());
    if !is_link {
        return Ok(());
    }
    Err(broken(format!(
        "{} is a link, but it must be a folder: remove the link, or put the folder in its place",
        folder.display()
    )))
}

fn package(root: &Path, course: &Course) -> Result<Package> {
    if course.format == Format::RustlingsV5 {
        return Ok(make_v5_package(course));
    }
    let own = read_package(root).map_err(broken);
    let (own, ignored) =
        own.with_context(|| format!("the course in {} is broken", root.display()))?;
    if own.is_none()
        && course.dependencies.is_empty()
        && let Some(package) = read_dev_package(root)?
    {
        return Ok(package);
    }
    let root = root.to_string_lossy();
    Ok(own.unwrap_or_else(|| Package {
        ignored,
        ..Package::of_dependencies(&course.dependencies, &root)
    }))
}

/// Reads the course's `Cargo.toml`: as the course's package, or as a manifest without effect.
fn read_package(root: &Path) -> Result<(Option<Package>, Option<IgnoredManifest>), String> {
    let Some(text) = files::read_manifest(root, "Cargo.toml")? else {
        return Ok((None, None));
    };
    let above = manifests_above(root);
    let package = Package::of_cargo_toml(&text, surroundings(root, &above));
    let package = package.map_err(|error| format!("Cargo.toml: {error}"))?;
    let ignored = if package.is_none() {
        IgnoredManifest::read(&text, &|path| root.join(path).exists())
    } else {
        None
    };
    Ok((package, ignored))
}

/// Rustlings before version 6 compiled everything without cargo, in one edition.
fn make_v5_package(course: &Course) -> Package {
    let mut package = Package::plain();
    v5::EDITION.clone_into(&mut package.flags.edition);
    if course.exercises.iter().any(|e| e.strict_clippy) {
        package.flags.lints.push(v5::LINT.to_owned());
    }
    package
}

/// Reads `dev/Cargo.toml` in a repository like Rustlings' own, where the `Cargo.toml` at the
/// root belongs to a program.
fn read_dev_package(root: &Path) -> Result<Option<Package>> {
    let folder = root.join("dev");
    let Ok(text) = ordinary_file::read_text(folder.join("Cargo.toml")) else {
        return Ok(None);
    };
    let around = surroundings(&folder, &[]);
    let package = Package::of_cargo_toml(&text, around)
        .map_err(|error| broken(format!("dev/Cargo.toml: {error}")))
        .with_context(|| format!("the course in {} is broken", root.display()))?;
    Ok(package.map(|package| package.made_from(&folder.to_string_lossy())))
}

fn surroundings<'a>(root: &Path, above: &'a [String]) -> ManifestSurroundings<'a> {
    ManifestSurroundings {
        build_script: root.join("build.rs").is_file(),
        library: root.join("src/lib.rs").is_file(),
        above,
    }
}

fn manifests_above(root: &Path) -> Vec<String> {
    let folders = root.ancestors().skip(1);
    let texts = folders.map(|folder| ordinary_file::read_text(folder.join("Cargo.toml")));
    texts.flatten().collect()
}

fn broken(message: String) -> anyhow::Error {
    exit::error(exit::COURSE, message)
}

const HOW_TO_START: &str =
    "Start one with `rustlings-like init my-course`, or name one with --course DIR.";

fn no_course_in(folder: &Path) -> anyhow::Error {
    let shown = folder.display();
    let message = match foreign::recognise_folder(folder) {
        Some(kind) => format!("there is no course in {shown}: it {}", kind.words()),
        None => format!("there is no course in {shown} (no info.toml)"),
    };
    exit::error(exit::COURSE, message)
}

fn no_course(start: &Path) -> anyhow::Error {
    let message = if let [below, ..] = foreign::courses_below(start).as_slice() {
        format!(
            "there is no course here, but there is one in {0}: go there, or name it with \
             `--course {0}`",
            below.display()
        )
    } else if let Some((folder, kind)) = foreign::recognise_folder_around(start) {
        format!(
            "there is no course here: {} {}\n{HOW_TO_START}",
            folder.display(),
            kind.words()
        )
    } else {
        format!("there is no course here (no info.toml in this folder or above it)\n{HOW_TO_START}")
    };
    exit::error(exit::COURSE, message)
}

/// Folders that aren't part of a course.
const MADE_FOLDERS: [&str; 3] = [STATE_FOLDER, ".git", "target"];

/// The file that makes a folder a class. It may lie in its course's folder, and isn't part of it.
pub const CLASS_FILE: &str = "class.toml";

/// Adds the digests of all files below a folder, in their order by name.
fn add_files(folder: &Path, list: &mut String) -> Option<()> {
    let entries: Result<Vec<_>, _> = fs::read_dir(folder).ok()?.collect();
    let mut paths: Vec<PathBuf> = entries.ok()?.iter().map(fs::DirEntry::path).collect();
    paths.sort();
    for path in paths {
        let name = path.file_name()?.to_str()?;
        let kind = fs::symlink_metadata(&path).ok()?.file_type();
        if kind.is_dir() {
            let is_class = path.join(CLASS_FILE).symlink_metadata().is_ok();
            if !is_class && !MADE_FOLDERS.contains(&name) {
                list.push_str(&format!("{name:?} {{\n"));
                add_files(&path, list)?;
                list.push_str("}\n");
            }
            continue;
        }
        let content = ordinary_file::read(&path, Links::Follow, LONGEST_FILE).ok()?;
        list.push_str(&format!("{name:?} {}\n", files::digest(&content)));
    }
    Some(())
}
