//! `read`: the page that a chapter opens with.

use anyhow::Result;

use crate::commands::args::ReadArgs;
use crate::commands::choose;
use crate::commands::context::Context;
use crate::engine::chapter_page;
use crate::exit;
use crate::view::chapter;

/// Runs the command.
pub fn run(args: &ReadArgs, context: &mut Context) -> Result<u8> {
    let opened = context.open()?;
    let name = match args.chapter.as_deref() {
        None => opened.exercise(None)?.chapter().to_owned(),
        Some(asked) => choose::find_chapters(&opened, asked)?.swap_remove(0),
    };
    let Some(text) = chapter_page::read(&opened.dir, &name) else {
        let message = format!("chapter {name} has no page (exercises/{name}/README.md)");
        return Err(exit::error(exit::USAGE, message));
    };
    let lines = chapter::page(&text, context.width, context.theme);
    context.lines(&lines)?;
    Ok(exit::PASSED)
}
