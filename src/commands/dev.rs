//! `dev`: for authors.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Result;

use crate::commands::args::{DevCheckArgs, DevCommand, DevLockArgs, DevNewArgs};
use crate::commands::bar::Bars;
use crate::commands::context::Context;
use crate::engine::process::Cancel;
use crate::engine::{dev_check, dev_new, verify};
use crate::exit;
use crate::model::check_report::CheckReport;
use crate::model::verdict::Verdict;
use crate::view::curriculum;
use crate::view::text::{count, safe};

/// Runs the command.
pub fn run(command: &DevCommand, context: &mut Context) -> Result<u8> {
    match command {
        DevCommand::Check(args) => check(args, context),
        DevCommand::New(args) => new(args, context),
        DevCommand::Lock(args) => lock(args, context),
        DevCommand::Curriculum => curriculum(context),
    }
}

fn curriculum(context: &mut Context) -> Result<u8> {
    let opened = context.open()?;
    let printed = write!(context.out, "{}", curriculum::page(&opened.dir.course));
    context.printed(printed.map_err(Into::into))?;
    Ok(exit::PASSED)
}

fn lock(args: &DevLockArgs, context: &mut Context) -> Result<u8> {
    let opened = context.open()?;
    let checker = opened.checker()?;
    let machine = |message| exit::error(exit::MACHINE, message);
    let Some(locker) = checker.locker().map_err(machine)? else {
        let message = "this course names no crates; docs/course-format.md says how it can";
        return Err(exit::error(exit::USAGE, message));
    };
    let said = locker.write(args.newest).map_err(machine)?;
    let lines: Vec<String> = said.lines().map(|line| safe(line, false)).collect();
    context.lines(&lines)?;
    let file = opened.dir.lock_file();
    writeln!(context.out, "{} fits the dependencies.", file.display())?;
    Ok(exit::PASSED)
}

fn new(args: &DevNewArgs, context: &mut Context) -> Result<u8> {
    let opened = context.open()?;
    let written = dev_new::create(&opened.dir, &args.name, &args.dir)?;
    context.lines(&written)?;
    writeln!(
        context.out,
        "info.toml has the new entry. `rustlings-like dev check` says what is left to do."
    )?;
    Ok(exit::PASSED)
}

fn check(args: &DevCheckArgs, context: &mut Context) -> Result<u8> {
    let opened = context.open()?;
    let checker = opened.checker()?;
    checker
        .toolchain()
        .map_err(|message| exit::error(exit::MACHINE, message))?;
    let exercises = opened.dir.course.exercises.len();
    let jobs = args.jobs.map_or_else(verify::default_jobs, usize::from);
    let bars = Bars::new();
    checker.listen_to_crates(bars.crates());
    let bar = bars.exercises(exercises * 2);
    let (is_unchecked, note) = (AtomicBool::new(false), OnceLock::new());
    let each = |report: &CheckReport| {
        bar.inc(1);
        is_unchecked.fetch_or(report.verdict() == Verdict::Error, Ordering::Relaxed);
        if let Some(words) = report.note_without_clippy() {
            note.get_or_init(|| words);
        }
    };
    let findings = dev_check::review(&checker, jobs, &Cancel::default(), &each);
    bar.finish_and_clear();
    let findings = findings?;
    if let Some(note) = note.get() {
        context.warn(note);
    }
    for finding in &findings {
        writeln!(context.out, "{finding}")?;
    }
    let checked = format!(
        "{} and their solutions checked",
        count(exercises, "starter")
    );
    match findings.is_empty() {
        true => writeln!(context.out, "{checked}: nothing to put right")?,
        false => writeln!(
            context.out,
            "{checked}: {}",
            count(findings.len(), "finding")
        )?,
    }
    // What could not be checked may be right or wrong.
    Ok(if is_unchecked.into_inner() {
        exit::MACHINE
    } else if findings.is_empty() {
        exit::PASSED
    } else {
        exit::FAILED
    })
}
