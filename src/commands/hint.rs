//! `hint`: one level at a time.

use anyhow::Result;

use crate::commands::args::HintArgs;
use crate::commands::context::{Context, OpenCourse};
use crate::engine::check::CheckRequest;
use crate::engine::files;
use crate::engine::process::Cancel;
use crate::exit;
use crate::lens::explanations::Explanations;
use crate::lens::rule::Rule;
use crate::model::course::Exercise;
use crate::model::journal::JournalEvent;
use crate::model::progress::ProgressChange;
use crate::view::leading;
use crate::view::lens::{self, Style};
use crate::view::text::{reflow, safe};

/// Runs the command.
pub fn run(args: &HintArgs, context: &mut Context) -> Result<u8> {
    let opened = context.open()?;
    let exercise = opened.exercise(args.name.as_deref())?;
    let levels = exercise.hints.len();
    if levels == 0 {
        return show_ways_out(&opened, exercise, context);
    }
    let seen = opened
        .progress
        .record(&exercise.name)
        .map_or(0, |r| r.hints_seen);
    let level = args.level.unwrap_or((seen + 1).min(levels));
    if !(1..=levels).contains(&level) {
        let message = format!(
            "{} has no hint {level}; its hints are 1 to {levels}",
            exercise.name
        );
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
    let journal = opened.journal();
    journal.record(JournalEvent::hint(&exercise.name, level));
    let change = ProgressChange::HintSeen {
        name: exercise.name.clone(),
        level,
    };
    if let Err(error) = opened.store.apply(&opened.dir.course, &[change]) {
        context.warn(&files::reasons(&error));
    }
    Ok(exit::PASSED)
}

/// Shows the ways out of the exercise's current error, if its author wrote no hints.
fn show_ways_out(opened: &OpenCourse, exercise: &Exercise, context: &mut Context) -> Result<u8> {
    let none = || {
        let format = opened.dir.course.format;
        let elsewhere = format
            .where_hints_are()
            .map(|where_they_are| format!("\n{where_they_are}"));
        let message = format!(
            "{} has no hints{}",
            exercise.name,
            elsewhere.unwrap_or_default()
        );
        exit::error(exit::USAGE, message)
    };
    let checker = opened.checker()?;
    let graded = checker.check(exercise, CheckRequest::default(), &Cancel::default());
    let report = graded.ok_or_else(none)?.report;
    let explained = checker.explain(exercise, &report, &Cancel::default());
    let mut explanations = explained.unwrap_or_else(|| Explanations::at_once(&report));
    explanations.withhold_lines(!opened.progress.has_tried_enough(&exercise.name));
    let found = leading::find(&report, &explanations);
    let found = found
        .filter(|leading| leading.lens.rule != Rule::Types)
        .ok_or_else(none)?;
    let lines = lens::ways_out(found.lens, Style::Drawing, context.width, context.theme);
    if lines.is_empty() {
        return Err(none());
    }
    context.lines(&lines)?;
    Ok(exit::PASSED)
}
