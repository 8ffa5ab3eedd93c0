//! `explain` in a cargo package: a file of it, compiled alone, or all of it.

use std::path::Path;

use anyhow::Result;

use super::{EDITION, Said};
use crate::commands::args::ExplainArgs;
use crate::commands::context::Context;
use crate::engine::diagnose::{self, Around};
use crate::engine::files;
use crate::exit;
use crate::model::package_use::{self, LoneFile};
use crate::rust::{Edition, Source};
use crate::view::report::explained::PackageNote;

/// The package around a file or folder. That it cannot be read is told on standard error.
pub fn around(path: &Path, context: &Context) -> Option<Around> {
    diagnose::package_around(path).unwrap_or_else(|problem| {
        context.warn(&format!(
            "{problem}\nThe edition may be another one than {EDITION}."
        ));
        None
    })
}

/// The edition that the user names, else that of the package or workspace around a file or
/// folder, else the newest.
pub fn edition(
    path: &Path,
    args: &ExplainArgs,
    around: Option<&Around>,
    context: &Context,
) -> String {
    let package = around.map(|around| &around.package);
    let lacks = package.filter(|package| package.edition.is_none() && args.edition.is_none());
    if let Some(package) = lacks {
        context.warn(&format!(
            "the package {} inherits its edition, and its workspace has none; {EDITION} is taken",
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

/// Compiles a file alone, and tells what it uses of its package.
///
/// # Errors
/// The file cannot be read, or the machine fails.
pub fn from_file(path: &Path, args: &ExplainArgs, context: &Context) -> Result<Said> {
    let around = around(path, context);
    let edition = edition(path, args, around.as_ref(), context);
    let machine = |message| exit::error(exit::MACHINE, message);
    let diagnostics = diagnose::file(path, &edition).map_err(machine)?;
    let source = files::read_source(path).unwrap_or_default();
    let said = Said {
        diagnostics,
        folders: vec![Path::new("").to_owned()],
        ..Said::default()
    };
    let Some(around) = around else {
        return Ok(said);
    };
    let file = LoneFile {
        name: &path.to_string_lossy(),
        source: &Source::new(source, Edition::named(&edition)),
        package: &around.package,
        is_crate_root: around.is_crate_root(path),
    };
    let command = format!("rustlings-like explain --package {}", quoted(path));
    Ok(unless_it_needs_its_package(said, file, command))
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
) -> Result<Said> {
    let around = around(here, context);
    let edition = edition(here, args, around.as_ref(), context);
    let diagnostics = diagnose::program(&text, &edition);
    let said = Said {
        diagnostics: diagnostics.map_err(|e| exit::error(exit::MACHINE, e))?,
        program: Some(text.clone()),
        ..Said::default()
    };
    let Some(around) = around else {
        return Ok(said);
    };
    let file = LoneFile {
        name: diagnose::INPUT_NAME,
        source: &Source::new(text, Edition::named(&edition)),
        package: &around.package,
        // Nobody knows; if it is none, modules are looked for in the package.
        is_crate_root: false,
    };
    let command = "rustlings-like explain --package".to_owned();
    Ok(unless_it_needs_its_package(said, file, command))
}

/// What was said of a file, or, if that can't be trusted, what the file uses of its package.
fn unless_it_needs_its_package(said: Said, file: LoneFile, command: String) -> Said {
    match package_use::find(&said.diagnostics, file) {
        Some(used) => Said {
            note: Some(PackageNote { used, command }),
            ..Said::default()
        },
        None => said,
    }
}

/// Lets cargo check the whole package around a file or folder.
///
/// # Errors
/// There is none (exit code 2), or cargo fails.
pub fn from_package(what: Option<&str>, context: &Context) -> Result<Said> {
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
    context.warn("`cargo check` looks at the whole package; its build scripts run");
    let checked = diagnose::check_package(path);
    let (diagnostics, root) = checked.map_err(|e| exit::error(exit::MACHINE, e))?;
    Ok(Said {
        diagnostics,
        folders: vec![root],
        ..Said::default()
    })
}

/// A path as it is typed into a shell.
fn quoted(path: &Path) -> String {
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
