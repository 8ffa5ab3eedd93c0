//! `progress`: chapters, attempts, error codes met and beaten.

use anyhow::Result;

use crate::commands::context::Context;
use crate::exit;
use crate::view::progress;

/// Runs the command.
pub fn run(context: &mut Context) -> Result<u8> {
    let opened = context.open()?;
    let lines = progress::tables(&opened.dir.course, &opened.progress, context.theme);
    context.lines(&lines)?;
    Ok(exit::PASSED)
}
