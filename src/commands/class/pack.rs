//! `class pack`: a learner's work as one file.

use std::path::Path;

use anyhow::{Context as _, Result, anyhow};

use crate::commands::args::ClassPackArgs;
use crate::commands::context::Context;
use crate::engine::{files, pack};
use crate::exit;
use crate::model::pack::{self as model, PackLevel};
use crate::view::pack as view;

/// Runs the command.
pub fn run(args: &ClassPackArgs, context: &mut Context) -> Result<u8> {
    let file = args.file.as_deref();
    if let Some(file) = file.filter(|_| !args.list) {
        refuse(file, args.force)?;
    }
    let opened = context.open()?;
    let learner = match (&args.learner, file) {
        (Some(learner), _) => learner.trim().to_owned(),
        (None, Some(file)) => model::learner_of_file(file),
        (None, None) => "(the file's name)".to_owned(),
    };
    if learner.is_empty() || learner.len() > 200 || learner.contains(char::is_control) {
        let message = "--as takes the id or address that your class knows you by, on one line";
        return Err(exit::error(exit::USAGE, message));
    }
    let level = PackLevel::from(args.level);
    let packed = pack::pack(&opened.dir, &learner, level)?;
    for problem in &packed.problems {
        context.warn(problem);
    }
    let text = model::to_text(&packed.pack);
    // What's shown is read from the text itself, so it's what others will find in it.
    let shown = model::read(text.as_bytes())
        .map_err(|error| anyhow!("this folder's work can't be packed: the pack {error}"))?;
    let written = file.filter(|_| !args.list);
    if let Some(file) = written {
        let unwritable = || format!("{} can't be written", file.display());
        files::write_atomic(file, text.as_bytes()).with_context(unwritable)?;
    }
    let lines = view::contents(&shown, text.len(), written, context.theme);
    context.lines(&lines)?;
    Ok(exit::PASSED)
}

fn refuse(file: &Path, may_replace: bool) -> Result<()> {
    if file.is_dir() {
        let message = format!("{} is a folder: name the file to write", file.display());
        return Err(exit::error(exit::USAGE, message));
    }
    // A share that isn't there today isn't made here.
    let folder = file
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
        let message = format!("there's no folder {}", folder.display());
        return Err(exit::error(exit::USAGE, message));
    }
    if file.symlink_metadata().is_ok() && !may_replace {
        let message = format!(
            "{} exists: name another file, or replace it with --force",
            file.display()
        );
        return Err(exit::error(exit::USAGE, message));
    }
    Ok(())
}
