//! `class purge`: forgets learners.

use std::io::{self, BufRead, IsTerminal, Write};
use std::path::Path;

use anyhow::Result;

use super::open::open;
use crate::class::purge::{self, Leaving, Whom};
use crate::commands::args::ClassPurgeArgs;
use crate::commands::context::Context;
use crate::engine::files;
use crate::exit;
use crate::view::text::{count, safe};

/// How many learners are named.
const MOST_NAMES: usize = 20;

/// Runs the command.
pub fn run(args: &ClassPurgeArgs, class: Option<&Path>, context: &mut Context) -> Result<u8> {
    let mut class = open(class)?;
    let days = args.older_than.unwrap_or(class.dir.settings.retention_days);
    let whom = match &args.learner {
        Some(name) => Whom::Learner(name.clone()),
        None if args.all => Whom::Everybody,
        None => Whom::NotSince(files::now().saturating_sub(u64::from(days) * 24 * 60 * 60)),
    };
    let leaving = purge::leaving(&class.store, &whom)?;
    if leaving.is_empty() {
        let line = match whom {
            Whom::NotSince(_) => format!("Something came from everybody in the last {days} days."),
            _ => "Nobody is in this class.".to_owned(),
        };
        context.lines(&[line])?;
        return Ok(exit::PASSED);
    }
    let who = count(leaving.len(), "learner");
    context.lines(&[format!("{who}: {}", names(&leaving))])?;
    if !args.yes
        && !confirm(
            &format!("Remove all that this class has of {who}? [y/N] "),
            context,
        )?
    {
        context.lines(&["Nothing was removed.".to_owned()])?;
        return Ok(exit::PASSED);
    }
    let removed = purge::purge(&class.dir, &mut class.store, &leaving)?;
    let mut line = format!("{who} removed, with code, journal and roster entry.");
    if !removed.is_empty() {
        line += &format!(
            " These are gone too, since they may tell of them: {}.",
            removed.join(", ")
        );
    }
    let rest =
        "Packs, zips, clones and exports outside the class's folder are still where they were.";
    context.lines(&[line, rest.to_owned()])?;
    Ok(exit::PASSED)
}

fn names(leaving: &[Leaving]) -> String {
    let names = leaving
        .iter()
        .take(MOST_NAMES)
        .map(|it| match it.pseudonym.as_str() {
            "" => safe(&it.key, false),
            pseudonym => format!("{} ({pseudonym})", safe(&it.key, false)),
        });
    let names = names.collect::<Vec<_>>().join(", ");
    match leaving.len().saturating_sub(MOST_NAMES) {
        0 => names,
        more => format!("{names} and {more} more"),
    }
}

/// Asks on a terminal. Elsewhere nobody can answer.
fn confirm(question: &str, context: &mut Context) -> Result<bool> {
    if !io::stdin().is_terminal() {
        let message = "nobody is here to confirm this: say --yes";
        return Err(exit::error(exit::USAGE, message));
    }
    write!(context.out, "{question}")?;
    context.out.flush()?;
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer)?;
    Ok(matches!(answer.trim(), "y" | "Y" | "yes"))
}
