//! `init`: a learner's folder.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::commands::args::InitArgs;
use crate::commands::context::Context;
use crate::engine::{editors, embedded};
use crate::exit;

/// Runs the command.
pub fn run(args: &InitArgs, context: &mut Context) -> Result<u8> {
    let folder = match &args.dir {
        Some(folder) => folder.clone(),
        None => this_folder()?,
    };
    embedded::init(&folder)?;
    let theme = context.theme;
    let (place, start) = if folder.as_path() == Path::new(".") {
        ("this folder".to_owned(), "rustlings-like".to_owned())
    } else {
        let folder = folder.display();
        (folder.to_string(), format!("cd {folder} && rustlings-like"))
    };
    let lines = [
        format!("The course is ready in {place}."),
        format!("Start with: {}", theme.key(&start)),
    ];
    context.lines(&lines)?;
    write_for_editors(&folder, context)?;
    Ok(exit::PASSED)
}

/// Without these files the course works all the same.
fn write_for_editors(folder: &Path, context: &Context) -> Result<()> {
    match editors::write(folder, &embedded::course()?) {
        Ok(kept) if kept.is_empty() => {}
        Ok(kept) => {
            let verb = if kept.len() == 1 { "was" } else { "were" };
            let more = if kept.contains(&"rust-analyzer.toml") {
                ""
            } else {
                "\nrust-analyzer.toml names the settings for checking only the exercise you save."
            };
            let kept = kept.join(", ");
            context.warn(&format!(
                "{kept} {verb} there already and stayed unchanged.{more}"
            ));
        }
        Err(error) => context.warn(&format!(
            "settings for editors could not be written: {error}"
        )),
    }
    Ok(())
}

/// The current folder, if there is nothing in it but perhaps a git repository.
fn this_folder() -> Result<PathBuf> {
    let mut entries = std::fs::read_dir(".")?.flatten();
    let in_use = entries.find(|entry| entry.file_name() != ".git");
    if Path::new("info.toml").exists() {
        // Says what to do instead.
        return Ok(PathBuf::from("."));
    }
    match in_use {
        None => Ok(PathBuf::from(".")),
        Some(entry) => Err(exit::error(
            exit::USAGE,
            format!(
                "this folder is not empty (it has {}); nothing was changed\n\
                 Name a new folder: `rustlings-like init my-course`.",
                entry.file_name().display()
            ),
        )),
    }
}
