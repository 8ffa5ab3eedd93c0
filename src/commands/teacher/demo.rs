//! `class demo`: a class that's made up.

use anyhow::Result;

use crate::class::demo::{self, DemoOptions};
use crate::commands::args::ClassDemoArgs;
use crate::commands::context::Context;
use crate::engine::files;
use crate::exit;
use crate::view::text::{count, safe};

/// Runs the command.
pub fn run(args: &ClassDemoArgs, context: &mut Context) -> Result<u8> {
    let options = DemoOptions {
        learners: usize::try_from(args.learners)?,
        seed: args.seed,
        now: args.now.unwrap_or_else(files::now),
        events: args.events.map(usize::from),
        is_complete: args.complete,
        is_graded: args.graded,
    };
    let (_, made) = demo::make(&args.folder, &args.originals, &options)?;
    let folder = args.folder.to_string_lossy();
    let folder = safe(&folder, false);
    let lines = [
        format!("A made-up class is in {folder}."),
        format!(
            "{} handed in work on {}, with {}.",
            count(made.learners, "learner"),
            count(made.cells, "exercise"),
            count(made.events, "event")
        ),
        match made.forged {
            1 => "1 version that's claimed to pass doesn't.".to_owned(),
            number => format!("{number} versions that are claimed to pass don't."),
        },
        String::new(),
        format!("  rustlings-like class report --class {folder}   see its report"),
    ];
    context.lines(&lines)?;
    Ok(exit::PASSED)
}
