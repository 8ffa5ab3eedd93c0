//! `explain` in a cargo package: one of its files, compiled alone, or the whole package.

use std::path::Path;

use anyhow::Result;

use super::{Diagnosis, EDITION, errors_of};
use crate::commands::args::ExplainArgs;
use crate::commands::context::Context;
use crate::engine::diagnose::{self, SurroundingPackage};
use crate::exit;
use crate::lens::explanations::Explanations;
use crate::model::package_use::{self, LoneFile};
use crate::rust::Edition;
use crate::view::report::explained::PackageNote;

/// Finds the package around a file or folder. If its manifest can't be read, a note says so.
pub fn find_package(path: &Path, context: &Context) -> Option<SurroundingPackage> {
    diagnose::package_around(path).unwrap_or_else(|problem| {
        context.warn(&format!("{problem}\nThe edition may not be {EDITION}."));
        None
    })
}

/// The edition that the user names, or that of the package or workspace around a file or
/// folder, or the newest.
pub fn edition(
    path: &Path,
    args: &ExplainArgs,
    around: Option<&SurroundingPackage>,
    context: &Context,
) -> String {
    let package = around.map(|around| &around.package);
    let without_edition =
        package.filter(|package| package.edition.is_none() && args.edition.is_none());
    if let Some(package) = without_edition {
        context.warn(&format!(
            "the package {} inherits its edition, but its workspace has none; assuming {EDITION}",
            package.name
        ));
    }
    let edition = match (&args.edition, package) {
        (Some(named), _) => Some(named.clone()),
        (None, Some(package)) => package.edition.clone(),
        (None, None) => diagnose::workspace_edition_around(path),
    };
    edition.unwrap_or_else(|| EDITION.to_owned())
}

/// Compiles a file alone, and notes what it needs from its package.
///
/// # Errors
/// The file can't be read, or the machine fails.
pub fn from_file(path: &Path, args: &ExplainArgs, context: &Context) -> Result<Diagnosis> {
    let around = find_package(path, context);
    let edition = edition(path, args, around.as_ref(), context);
    let machine = |message| exit::error(exit::MACHINE, message);
    let program = diagnose::file(path, &edition).map_err(machine)?;
    let explained = program.explain().map_err(machine)?;
    let diagnosis = Diagnosis {
        errors: explained.errors,
        explanations: explained.lenses.map(Explanations::new),
        edition: Edition::named(&edition),
        folders: vec![Path::new("").to_owned()],
        ..Diagnosis::default()
    };
    let Some(around) = around else {
        return Ok(diagnosis);
    };
    let file = LoneFile {
        name: &path.to_string_lossy(),
        source: &program.source,
        package: &around.package,
        is_crate_root: around.is_crate_root(path),
    };
    let command = format!("rustlings-like explain --package {}", quote(path));
    Ok(note_needed_package(diagnosis, file, command))
}

/// Compiles a program that may be a file of the package around this folder.
///
/// # Errors
/// The machine fails.
pub fn from_program(
    text: String,
    here: &Path,
    args: &ExplainArgs,
    context: &Context,
) -> Result<Diagnosis> {
    let around = find_package(here, context);
    let edition = edition(here, args, around.as_ref(), context);
    let machine = |message| exit::error(exit::MACHINE, message);
    let program = diagnose::program(&text, &edition).map_err(machine)?;
    let explained = program.explain().map_err(machine)?;
    let diagnosis = Diagnosis {
        errors: explained.errors,
        explanations: explained.lenses.map(Explanations::new),
        program: Some(text),
        edition: Edition::named(&edition),
        ..Diagnosis::default()
    };
    let Some(around) = around else {
        return Ok(diagnosis);
    };
    let file = LoneFile {
        name: diagnose::INPUT_NAME,
        source: &program.source,
        package: &around.package,
        // Nobody knows. If it isn't one, its modules are looked for in the package.
        is_crate_root: false,
    };
    let command = "rustlings-like explain --package".to_owned();
    Ok(note_needed_package(diagnosis, file, command))
}

/// Replaces the diagnosis of a file compiled alone, if it can't be trusted because the file
/// needs its package.
fn note_needed_package(diagnosis: Diagnosis, file: LoneFile, command: String) -> Diagnosis {
    match package_use::find(&diagnosis.errors, file) {
        Some(used) => Diagnosis {
            note: Some(PackageNote { used, command }),
            ..Diagnosis::default()
        },
        None => diagnosis,
    }
}

/// Runs `cargo check` on the whole package around a file or folder.
///
/// # Errors
/// There is no package (exit code 2), or cargo fails.
pub fn from_package(what: Option<&str>, context: &Context) -> Result<Diagnosis> {
    let path = Path::new(what.unwrap_or("."));
    if !path.exists() {
        let message = format!("there is no file or folder {}", path.display());
        return Err(exit::error(exit::USAGE, message));
    }
    if diagnose::manifest_around(path).is_none() {
        let message = format!(
            "there is no cargo package around {} (no Cargo.toml in its folder or above it)",
            path.display()
        );
        return Err(exit::error(exit::USAGE, message));
    }
    context.warn("running `cargo check` on the whole package, including its build scripts");
    let checked = diagnose::check_package(path);
    let (diagnostics, root) = checked.map_err(|e| exit::error(exit::MACHINE, e))?;
    Ok(Diagnosis {
        errors: errors_of(diagnostics),
        folders: vec![root],
        ..Diagnosis::default()
    })
}

/// Quotes a path for a shell.
fn quote(path: &Path) -> String {
    let text = path.display().to_string();
    let is_plain = |c: char| c.is_alphanumeric() || "_-./\\:".contains(c);
    if text.chars().all(is_plain) && !text.is_empty() {
        text
    } else if cfg!(windows) {
        format!("\"{text}\"")
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}
