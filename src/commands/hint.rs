//! `hint`: one level at a time.

use anyhow::Result;

use crate::commands::args::HintArgs;
use crate::commands::context::Context;
use crate::exit;
use crate::model::progress::Change;
use crate::view::text::{reflow, safe};

/// Runs the command.
pub fn run(args: &HintArgs, context: &mut Context) -> Result<u8> {
    let opened = context.open()?;
    let exercise = opened.exercise(args.name.as_deref())?;
    let levels = exercise.hints.len();
    if levels == 0 {
        let message = format!("{} has no hints", exercise.name);
        return Err(exit::error(exit::USAGE, message));
    }
    let seen = opened
        .progress
        .record(&exercise.name)
        .map_or(0, |r| r.hints_seen);
    let level = args.level.unwrap_or((seen + 1).min(levels));
    if !(1..=levels).contains(&level) {
        let message = format!("{} has hints 1 to {levels}, not {level}", exercise.name);
        return Err(exit::error(exit::USAGE, message));
    }
    let mut lines = vec![
        context
            .theme
            .strong(&format!("{}: hint {level} of {levels}", exercise.name)),
    ];
    lines.extend(reflow(
        &safe(&exercise.hints[level - 1], false),
        context.width.min(90),
    ));
    if args.level.is_none() && seen >= levels {
        lines.push(context.theme.faint("That was the last hint."));
    }
    context.lines(&lines)?;
    let change = Change::HintSeen {
        name: exercise.name.clone(),
        level,
    };
    if let Err(error) = opened.store.apply(&opened.dir.course, &[change]) {
        context.warn(&format!("{error:#}"));
    }
    Ok(exit::PASSED)
}
