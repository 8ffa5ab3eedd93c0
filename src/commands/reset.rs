//! `reset` and `undo`.

use anyhow::Result;

use crate::commands::args::ResetArgs;
use crate::commands::context::{Context, OpenCourse};
use crate::engine::starters;
use crate::engine::test_restore::{self, TestRestoration};
use crate::exit;
use crate::model::course::Exercise;
use crate::model::journal::{EventKind, JournalEvent};
use crate::model::progress::ProgressChange;
use crate::view::text::{count, reveal};

/// Runs `reset`.
pub fn reset(args: &ResetArgs, context: &mut Context) -> Result<u8> {
    let opened = context.open()?;
    if args.tests {
        return reset_tests(opened.exercise(args.name.as_deref())?, &opened, context);
    }
    let chosen: Vec<&Exercise> = if args.all {
        opened.dir.course.exercises.iter().collect()
    } else {
        vec![opened.exercise(args.name.as_deref())?]
    };
    let done = starters::reset(&opened.dir, &opened.progress, &chosen)?;
    let changes: Vec<ProgressChange> = done
        .names
        .iter()
        .map(|name| ProgressChange::Reset { name: name.clone() })
        .collect();
    note(EventKind::Reset, &done.names, &opened);
    opened.store.apply(&opened.dir.course, &changes)?;
    let what = match done.names.as_slice() {
        [name] => reveal(name).into_owned(),
        names => count(names.len(), "exercise"),
    };
    match &done.backup {
        Some(backup) => writeln!(
            context.out,
            "{what} reset. Your version is in {}; `rustlings-like undo` brings it back.",
            relative(backup, &opened.dir.root)
        )?,
        None => writeln!(context.out, "{what} is back to its start.")?,
    }
    Ok(exit::PASSED)
}

/// Restores only an exercise's tests.
fn reset_tests(exercise: &Exercise, opened: &OpenCourse, context: &mut Context) -> Result<u8> {
    let name = &exercise.name;
    match test_restore::restore_tests(&opened.dir, &opened.progress, exercise)? {
        TestRestoration::Restored {
            backup,
            reset_tests,
        } => {
            opened.journal().record(JournalEvent::tests_reset(name));
            writeln!(
                context.out,
                "The original tests of {name} are back; {}. Your version is in {}; \
                 `rustlings-like undo` brings it back.",
                test_restore::describe_kept_code(&reset_tests),
                relative(&backup, &opened.dir.root)
            )?
        }
        TestRestoration::AlreadyOriginal => writeln!(
            context.out,
            "{name} already has its original tests; nothing was changed."
        )?,
    }
    Ok(exit::PASSED)
}

/// Runs `undo`.
pub fn undo(context: &mut Context) -> Result<u8> {
    let opened = context.open()?;
    let Some(undone) = starters::undo(&opened.dir, &opened.progress)? else {
        writeln!(context.out, "{}", starters::NOTHING_TO_UNDO)?;
        return Ok(exit::PASSED);
    };
    note(EventKind::Undo, &undone.names, &opened);
    opened.store.apply(&opened.dir.course, &undone.changes)?;
    let what = match undone.names.as_slice() {
        [name] => reveal(name).into_owned(),
        names => count(names.len(), "exercise"),
    };
    writeln!(context.out, "The reset of {what} is undone.")?;
    Ok(exit::PASSED)
}

/// Writes into the journal that this happened to these exercises.
fn note(kind: EventKind, names: &[String], opened: &OpenCourse) {
    let journal = opened.journal();
    for name in names {
        journal.record(JournalEvent::new(kind, name));
    }
}

fn relative(path: &std::path::Path, root: &std::path::Path) -> String {
    path.strip_prefix(root)
        .unwrap_or(path)
        .display()
        .to_string()
}
