//! Refuses to grade where a learner's settings would start programs, or decide what is built.

use std::io;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::engine::course_dir::CourseDir;
use crate::engine::{files, git, ordinary_file, tool_settings};
use crate::exit;
use crate::model::package::CargoManifest;
use crate::model::toolchain_file;

/// Refuses to grade a learner's folder whose files would start a program of the learner's, or whose
/// settings we'd take for the user's. We don't use those files, so this only says what's wrong.
///
/// # Errors
/// There is such a file: exit code 3. `CARGO_HOME` is inside the learner's checkout and has
/// settings there, or a variable leads to files of the learner's: exit code 4.
pub fn refuse_to_grade(folder: &Path) -> Result<()> {
    let checkout = git::checkout(folder);
    let folder = std::fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    let folders = folder
        .ancestors()
        .take_while(|above| above.starts_with(&checkout));
    for file in folders.filter_map(tool_settings::toolchain_file) {
        let text = ordinary_file::read_text(&file).unwrap_or_default();
        if let Some(path) = toolchain_file::path(&text) {
            let message = format!(
                "{} names a toolchain by its path ({path:?}), which would start programs from \
                 there: when grading, that's refused, so remove `path`",
                file.display()
            );
            return Err(exit::error(exit::COURSE, message));
        }
    }
    let home = files::cargo_home().and_then(|home| std::fs::canonicalize(home).ok());
    let inside = home.filter(|home| home.starts_with(&checkout));
    let mut settings = inside
        .iter()
        .flat_map(|home| ["config", "config.toml"].map(|name| home.join(name)));
    match settings.find(|file| file.exists()) {
        Some(file) => {
            let message = format!(
                "CARGO_HOME is inside the learner's folder, so {} may be the learner's: when \
                 grading, set CARGO_HOME to a folder elsewhere",
                file.display()
            );
            Err(exit::error(exit::MACHINE, message))
        }
        None => refuse_learners_folders(&checkout),
    }
}

/// The programs that we start, or that those start.
const PROGRAMS: [&str; 8] = [
    "git",
    "rustup",
    "rustc",
    "cargo",
    "clippy-driver",
    "cc",
    "ld",
    "ar",
];

/// Refuses folders with files of the learner's that we would start, obey or believe: the variables
/// that name them are the grader's, but CI may have put them inside the checkout.
fn refuse_learners_folders(checkout: &Path) -> Result<()> {
    // First of all, since git is one of these programs.
    let path = std::env::var_os("PATH").unwrap_or_default();
    let has_program = |folder: &Path| {
        let name = |name: &&str| format!("{name}{}", std::env::consts::EXE_SUFFIX);
        PROGRAMS.iter().any(|it| folder.join(name(it)).exists())
    };
    for folder in std::env::split_paths(&path) {
        let real = std::fs::canonicalize(Path::new(".").join(folder));
        let inside = real.ok().filter(|real| real.starts_with(checkout));
        if let Some(real) = inside.filter(|real| has_program(real)) {
            let message = format!(
                "PATH leads to {}, which is in the learner's checkout: when grading, take it out \
                 of PATH",
                real.display()
            );
            return Err(exit::error(exit::MACHINE, message));
        }
    }
    let rustup = std::env::var_os("RUSTUP_HOME").map(PathBuf::from);
    // The original course that's inside this program is unpacked into our cache folder.
    let homes = [
        ("XDG_CACHE_HOME", files::cache_folder()),
        ("CARGO_HOME", files::cargo_home()),
        ("RUSTUP_HOME", rustup),
    ];
    let homes = homes
        .into_iter()
        .filter_map(|(name, home)| Some((name, home?)));
    for (name, folder) in homes {
        let Ok(real) = std::fs::canonicalize(&folder) else {
            continue;
        };
        if real.starts_with(checkout) && git::has_files_in(&folder) {
            let message = format!(
                "{name} leads to {}, where the learner's repository has files of its own: when \
                 grading, let it name a folder elsewhere",
                real.display()
            );
            return Err(exit::error(exit::MACHINE, message));
        }
    }
    Ok(())
}

/// Refuses an original course for whose package cargo would take a learner's `Cargo.toml`, in a
/// folder above, as the workspace: it could replace crates by others with build scripts.
///
/// # Errors
/// There is such a file: exit code 3.
pub fn refuse_learners_workspace(original: &CourseDir, learners: &Path) -> Result<()> {
    let has_own = is_workspace(&original.root).unwrap_or(false);
    if original.package.manifest != CargoManifest::Own || has_own {
        return Ok(());
    }
    let checkout = git::checkout(learners);
    let root = std::fs::canonicalize(&original.root).unwrap_or_else(|_| original.root.clone());
    let mut above = root.ancestors().skip(1);
    // What we can't read, cargo may be able to.
    let may_be = |folder: &Path| is_workspace(folder).unwrap_or(true);
    let learners = above.find(|above| above.starts_with(&checkout) && may_be(above));
    let Some(folder) = learners else {
        return Ok(());
    };
    let message = format!(
        "{} would be the workspace of the original course, but it may be the learner's: put an empty \
         [workspace] into the original's Cargo.toml, or the original into a folder outside the \
         learner's checkout",
        folder.join("Cargo.toml").display()
    );
    Err(exit::error(exit::COURSE, message))
}

/// Whether there is a workspace's manifest in a folder. `None` if we can't read it.
fn is_workspace(folder: &Path) -> Option<bool> {
    match ordinary_file::read_text(folder.join("Cargo.toml")) {
        Ok(text) => {
            let table: toml::Table = text.parse().ok()?;
            Some(table.contains_key("workspace"))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Some(false),
        Err(_) => None,
    }
}
