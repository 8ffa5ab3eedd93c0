//! `class collect`: brings the results of all parts of a plan together.

use anyhow::Result;

use crate::class::folder::ClassDir;
use crate::class::grading::{Collected, Shard, collect};
use crate::class::plan::{PlanFolder, WorkItem};
use crate::class::store::ClassStore;
use crate::commands::class::grader::Grader;
use crate::commands::context::Context;
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
fn notes(collected: &Collected) -> Vec<String> {
    let mut notes = Vec::new();
    let mut say = |number: usize, what: &str, why: &str| {
        if number > 0 {
            notes.push(format!("{} {what}{why}", count(number, "version")));
        }
    };
    let missing = match &collected.missing_shards[..] {
        [] => ": no shard of this plan has a file of results".to_owned(),
        shards => format!(": missing {}", named(shards)),
    };
    say(collected.missing, "not graded yet", &missing);
    let failed = format!(", since a machine failed: {}", exercises(&collected.failed));
    say(collected.failed.len(), "not graded", &failed);
    let disputed = format!(
        " graded differently by different machines, which doesn't count: {}. The next plan has {} again",
        exercises(&collected.disputed),
        if collected.disputed.len() == 1 {
            "it"
        } else {
            "them"
        },
    );
    say(collected.disputed.len(), "was", &disputed);
    let claims = ", which stay claims and don't count as verified";
    say(collected.claims, "graded without a sandbox", claims);
    let fleeting = " (it took too long, or used too much), so the next plan has it again";
    say(
        collected.fleeting,
        "with a result that another run might not give",
        fleeting,
    );
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

fn named(shards: &[Shard]) -> String {
    let of = shards.first().map_or(0, |shard| shard.of);
    let more = shards.len().saturating_sub(NAMED);
    let numbers = shards.iter().take(NAMED).map(|it| it.number.to_string());
    let numbers = numbers.collect::<Vec<_>>().join(", ");
    let more = match more {
        0 => String::new(),
        _ => format!(" and {more} more"),
    };
    match shards.len() {
        1 => format!("shard {numbers} of {of}"),
        _ => format!("shards {numbers}{more} of {of}"),
    }
}
