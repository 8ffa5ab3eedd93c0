//! `progress`: chapters, attempts, error codes met and beaten.

use anyhow::Result;

use crate::commands::args::{ProgressArgs, TextOrJson};
use crate::commands::context::Context;
use crate::exit;
use crate::view::{progress, progress_json};

/// Runs the command.
pub fn run(args: &ProgressArgs, context: &mut Context) -> Result<u8> {
    let opened = context.open()?;
    let (course, progress) = (&opened.dir.course, &opened.progress);
    match args.format {
        TextOrJson::Json => write!(context.out, "{}", progress_json::document(course, progress))?,
        TextOrJson::Human => {
            let lines = progress::tables(course, progress, context.theme);
            context.lines(&lines)?;
        }
    }
    Ok(exit::PASSED)
}
