//! `class collect`: brings the results of all parts of a plan together.

use anyhow::Result;

use crate::class::folder::ClassDir;
use crate::class::grading::{CollectedResults, PlanShard, collect};
use crate::class::plan::{PlanFolder, WorkItem};
use crate::class::store::ClassStore;
use crate::commands::context::Context;
use crate::commands::teacher::grader::Grader;
use crate::exit;
use crate::view::text::{count, safe};

/// How many of a kind are named.
const NAMED: usize = 10;

/// Runs the command.
pub fn run(class: &ClassDir, context: &mut Context) -> Result<u8> {
    let folder = PlanFolder::read(&class.plan())?;
    let grader = Grader::new(&class.course(), &class.root, context)?;
    grader.refuse_other_plan(&folder)?;
    bring_together(class, &folder, &grader, context)
}

/// Collects the results and says what's missing.
///
/// # Errors
/// The plan's folder can't be read or written, or the database can't be changed.
pub fn bring_together(
    class: &ClassDir,
    folder: &PlanFolder,
    grader: &Grader,
    context: &mut Context,
) -> Result<u8> {
    let course = grader.course();
    let mut store = ClassStore::open(class, course)?;
    let collected = collect(folder, course, &mut store)?;
    for refused in &collected.refused {
        let path = refused.path.to_string_lossy();
        let message = format!(
            "{} doesn't count: it {}",
            safe(&path, false),
            safe(&refused.why, false)
        );
        context.warn(&message);
    }
    for note in notes(&collected) {
        context.warn(&note);
    }
    let all = folder.plan.work.len();
    context.lines(&[format!(
        "{} of {} graded: {} passed.",
        collected.graded,
        count(all, "version"),
        collected.passed
    )])?;
    Ok(if collected.is_complete() {
        exit::PASSED
    } else {
        exit::FAILED
    })
}

/// What is to be said besides, a sentence each.
fn notes(collected: &CollectedResults) -> Vec<String> {
    let mut notes = Vec::new();
    let versions = |number: usize, one: &str, many: &str| match number {
        1 => format!("1 version {one}"),
        _ => format!("{number} versions {many}"),
    };
    if collected.missing > 0 {
        let missing = match &collected.missing_shards[..] {
            [] => "no shard of this plan has a file of results".to_owned(),
            [one] => format!("shard {} of {} is missing", one.number, one.of),
            many => format!("shards {} are missing", named(many)),
        };
        let what = versions(collected.missing, "isn't graded yet", "aren't graded yet");
        notes.push(format!("{what}: {missing}"));
    }
    if !collected.failed.is_empty() {
        let what = "couldn't be graded, since a machine failed";
        let what = versions(collected.failed.len(), what, what);
        notes.push(format!("{what}: {}", exercises(&collected.failed)));
    }
    if !collected.disputed.is_empty() {
        let what = versions(collected.disputed.len(), "has", "have");
        notes.push(format!(
            "{what} different results on different machines, which don't count: {}; `rustlings-like class run` \
             grades again",
            exercises(&collected.disputed)
        ));
    }
    if collected.claims > 0 {
        let what = versions(collected.claims, "was", "were");
        notes.push(format!(
            "{what} graded without a sandbox, and such results stay claims: nothing of that is verified"
        ));
    }
    if !collected.fleeting.is_empty() {
        let what = versions(collected.fleeting.len(), "took too long", "took too long");
        notes.push(format!(
            "{what}, or had too little memory or disk: {}; the result counts, and the next plan grades \
             again",
            exercises(&collected.fleeting)
        ));
    }
    notes
}

/// The exercises of some work, each once.
fn exercises(work: &[WorkItem]) -> String {
    let mut names: Vec<&str> = work.iter().map(|it| it.exercise.as_str()).collect();
    names.dedup();
    let more = names.len().saturating_sub(NAMED);
    names.truncate(NAMED);
    let names = safe(&names.join(", "), false);
    match more {
        0 => names,
        _ => format!("{names} and {more} more"),
    }
}

/// The first of several shards, such as `2, 4 and 7 more of 64`.
fn named(shards: &[PlanShard]) -> String {
    let of = shards.first().map_or(0, |shard| shard.of);
    let more = shards.len().saturating_sub(NAMED);
    let numbers = shards.iter().take(NAMED).map(|it| it.number.to_string());
    let numbers = numbers.collect::<Vec<_>>().join(", ");
    match more {
        0 => format!("{numbers} of {of}"),
        _ => format!("{numbers} and {more} more of {of}"),
    }
}
