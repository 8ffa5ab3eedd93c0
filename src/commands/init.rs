//! `init`: makes a folder to learn in.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::commands::args::InitArgs;
use crate::commands::context::Context;
use crate::engine::{editors, embedded, files};
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
    write_editor_settings(&folder, context)?;
    Ok(exit::PASSED)
}

/// Writes settings for editors. The course also works without them, so a failure is only a note.
fn write_editor_settings(folder: &Path, context: &Context) -> Result<()> {
    match editors::write(folder, &embedded::course()?) {
        Ok(kept) if kept.is_empty() => {}
        Ok(kept) => {
            let verb = if kept.len() == 1 { "exists" } else { "exist" };
            let more = if kept.contains(&"rust-analyzer.toml") {
                ""
            } else {
                "\nrust-analyzer.toml says how to check only the exercise you save."
            };
            let kept = kept.join(", ");
            context.warn(&format!(
                "{kept} already {verb}, so nothing was changed there.{more}"
            ));
        }
        Err(error) => context.warn(&format!(
            "the settings for editors couldn't be written: {}",
            files::reason(&error)
        )),
    }
    Ok(())
}

/// The current folder, if it's empty apart from a git repository.
fn this_folder() -> Result<PathBuf> {
    let mut entries = std::fs::read_dir(".")?.flatten();
    let in_use = entries.find(|entry| entry.file_name() != ".git");
    if Path::new("info.toml").exists() {
        // The caller refuses to overwrite it and says what to do instead.
        return Ok(PathBuf::from("."));
    }
    match in_use {
        None => Ok(PathBuf::from(".")),
        Some(entry) => Err(exit::error(
            exit::USAGE,
            format!(
                "this folder isn't empty (it contains {}); nothing was changed\n\
                 Name a new folder: `rustlings-like init my-course`.",
                entry.file_name().display()
            ),
        )),
    }
}
