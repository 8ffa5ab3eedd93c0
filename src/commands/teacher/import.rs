//! `class import`: what learners handed in.

use std::path::Path;

use anyhow::Result;

use super::open::open;
use crate::class::collect::{Import, Imported, ImportedHandIn, doubles};
use crate::class::store::Added;
use crate::commands::args::ClassImportArgs;
use crate::commands::context::Context;
use crate::exit;
use crate::model::timestamp;
use crate::view::text::{count, safe};

/// How many lines about single hand-ins are shown.
const MOST_LINES: usize = 40;

/// Runs the command.
pub fn run(args: &ClassImportArgs, class: Option<&Path>, context: &mut Context) -> Result<u8> {
    let mut class = open(class)?;
    let mut import = Import::new(&class.dir, &class.course)?;
    import.prefix.clone_from(&args.prefix);
    import.replace = args.replace;
    let mut all = Imported::default();
    for path in &args.paths {
        let imported = import.path(&mut class.store, path)?;
        let is_empty = imported.hand_ins.is_empty() && imported.problems.is_empty();
        if is_empty {
            all.problems.push(format!(
                "{} has nothing that was handed in: no pack, no zip, and no file of an exercise",
                path.display()
            ));
        }
        all.hand_ins.extend(imported.hand_ins);
        all.problems.extend(imported.problems);
    }
    if let Some(prefix) = args.prefix.as_deref()
        && !all.hand_ins.is_empty()
        && !all.hand_ins.iter().any(|it| it.has_prefix)
    {
        context.warn(&format!("no folder's name begins with {prefix:?}"));
    }
    if !all.hand_ins.is_empty() {
        context.lines(&lines(&all))?;
    }
    for problem in &all.problems {
        context.error(&safe(problem, false));
    }
    Ok(match all.problems.is_empty() {
        true => exit::PASSED,
        false => exit::FAILED,
    })
}

fn lines(all: &Imported) -> Vec<String> {
    let counted = |added: fn(&Added) -> bool| {
        let counted = all.hand_ins.iter().filter(|it| added(&it.added));
        counted.count()
    };
    let mut lines: Vec<String> = all
        .hand_ins
        .iter()
        .filter_map(line)
        .take(MOST_LINES)
        .collect();
    let more = all.hand_ins.iter().filter_map(line).count() - lines.len();
    if more > 0 {
        lines.push(format!("... and {more} more"));
    }
    let code: usize = all.hand_ins.iter().map(|it| it.code).sum();
    lines.push(format!(
        "{}: {} new, {} replaced, {} as before, {} older than what's here; {} of code.",
        count(all.hand_ins.len(), "hand-in"),
        counted(|it| *it == Added::New),
        counted(|it| *it == Added::Replaced),
        counted(|it| *it == Added::Known),
        counted(|it| matches!(it, Added::Older(_))),
        count(code, "file"),
    ));
    let doubles = doubles(&all.hand_ins);
    if !doubles.is_empty() {
        let names = doubles.into_iter().map(|it| safe(it, false));
        let names = names.collect::<Vec<_>>().join(", ");
        lines.push(format!("More than one is of {names}: the latest counts."));
    }
    lines
}

/// What a teacher should know of one hand-in.
fn line(it: &ImportedHandIn) -> Option<String> {
    let mut notes = it.notes.clone();
    if let Added::Older(at) = it.added {
        let date = timestamp::to_rfc3339(at);
        notes.push(format!(
            "is older than what's here, made at {date}, and changes nothing (--replace takes it)"
        ));
    }
    let who = safe(&it.key, false);
    let place = safe(&it.place, false);
    (!notes.is_empty()).then(|| format!("{who} ({place}): {}", safe(&notes.join("; "), false)))
}
