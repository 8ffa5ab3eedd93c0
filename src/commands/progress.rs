//! `progress`: chapters, time, attempts, error codes met and beaten.

use anyhow::Result;

use crate::commands::args::{ProgressArgs, TextOrJson};
use crate::commands::context::Context;
use crate::engine::files;
use crate::engine::journal::JournalFiles;
use crate::exit;
use crate::model::journal::History;
use crate::model::timestamp;
use crate::view::{journal, progress, progress_json};

/// Runs the command.
pub fn run(args: &ProgressArgs, context: &mut Context) -> Result<u8> {
    let opened = context.open()?;
    let (course, progress) = (&opened.dir.course, &opened.progress);
    let loaded = JournalFiles::new(opened.dir.state_folder()).read();
    for problem in &loaded.problems {
        context.warn(problem);
    }
    let skipped = loaded.lines.skipped;
    let history = History::new(course, progress, &loaded.lines.events);
    match (args.format, history) {
        (TextOrJson::Json, history) => {
            let told = history.as_ref().map(|history| (history, skipped));
            let document = progress_json::document(course, progress, told);
            write!(context.out, "{document}")?;
        }
        (TextOrJson::Human, None) => {
            let lines = progress::tables(course, progress, context.theme);
            context.lines(&lines)?;
        }
        (TextOrJson::Human, Some(history)) => {
            let today = timestamp::day_of(files::now());
            let (width, theme) = (context.width, context.theme);
            let tables = journal::tables(course, progress, &history, today, width, theme);
            context.lines(&tables)?;
            if skipped > 0 {
                context.warn(&journal::skipped(skipped));
            }
        }
    }
    Ok(exit::PASSED)
}
