//! `dev`: tools for authors of courses.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Result;

use crate::commands::args::{
    DevCheckArgs, DevCommand, DevLockArgs, DevNewArgs, LayoutArg, TextOrJson,
};
use crate::commands::bar::Bars;
use crate::commands::context::Context;
use crate::commands::{dev_permissions, dev_proofs, dev_types};
use crate::engine::dev_check::{self, Review};
use crate::engine::dev_new::NewLayout;
use crate::engine::process::Cancel;
use crate::engine::{dev_new, embedded, verify};
use crate::exit;
use crate::model::check_report::CheckReport;
use crate::model::review::Finding;
use crate::model::verdict::Verdict;
use crate::view::review_json::{self, ReviewSummary};
use crate::view::text::{count, safe};
use crate::view::{curriculum, review};

/// Runs the command.
pub fn run(command: &DevCommand, context: &mut Context) -> Result<u8> {
    match command {
        DevCommand::Check(args) => check(args, context),
        DevCommand::New(args) => new(args, context),
        DevCommand::Lock(args) => lock(args, context),
        DevCommand::Curriculum => curriculum(context),
        DevCommand::Types(args) => dev_types::run(args, context),
        DevCommand::Permissions(args) => dev_permissions::run(args, context),
        DevCommand::Proofs(args) => dev_proofs::run(args, context),
    }
}

fn curriculum(context: &mut Context) -> Result<u8> {
    let opened = context.open()?;
    let course = &opened.dir.course;
    // Only the built-in course has this page beside its curriculum.
    let is_built_in = course.id.as_deref() == Some(embedded::ID);
    let sources = is_built_in.then_some("sources.md");
    let printed = write!(context.out, "{}", curriculum::page(course, sources));
    context.ignore_closed_pipe(printed.map_err(Into::into))?;
    Ok(exit::PASSED)
}

fn lock(args: &DevLockArgs, context: &mut Context) -> Result<u8> {
    let opened = context.open()?;
    let checker = opened.checker()?;
    let machine = |message| exit::error(exit::MACHINE, message);
    let Some(locker) = checker.locker().map_err(machine)? else {
        let message = "this course names no crates; docs/course-format.md says how to name some";
        return Err(exit::error(exit::USAGE, message));
    };
    let messages = locker.write(args.newest).map_err(machine)?;
    let lines: Vec<String> = messages.lines().map(|line| safe(line, false)).collect();
    context.lines(&lines)?;
    let file = opened.dir.lock_file();
    writeln!(context.out, "{} matches the dependencies.", file.display())?;
    Ok(exit::PASSED)
}

fn new(args: &DevNewArgs, context: &mut Context) -> Result<u8> {
    let opened = context.open()?;
    let layout = match args.layout {
        LayoutArg::File => NewLayout::File,
        LayoutArg::Modules => NewLayout::Modules,
        LayoutArg::Package => NewLayout::Package,
    };
    let written = dev_new::create(&opened.dir, &args.name, &args.dir, layout)?;
    context.lines(&written)?;
    writeln!(
        context.out,
        "info.toml has the new entry. `rustlings-like dev check` says what's left to do."
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
    let bar = bars.items(exercises * 2);
    let (is_unchecked, note) = (AtomicBool::new(false), OnceLock::new());
    let each = |report: &CheckReport| {
        bar.inc(1);
        is_unchecked.fetch_or(report.verdict() == Verdict::Error, Ordering::Relaxed);
        if let Some(words) = report.note_without_clippy() {
            note.get_or_init(|| words);
        }
    };
    let review = dev_check::review(&checker, jobs, &Cancel::default(), &each);
    bar.finish_and_clear();
    let review = review?;
    if let Some(note) = note.get() {
        context.warn(note);
    }
    let printed = match args.format {
        TextOrJson::Json => write!(context.out, "{}", document(&review)).map_err(Into::into),
        TextOrJson::Human => {
            let mut lines = review::lines(&review.findings, context.theme);
            lines.push(format!(
                "{}: {}",
                describe_checked(&review),
                describe_outcome(&review)
            ));
            context.lines(&lines)
        }
    };
    context.ignore_closed_pipe(printed)?;
    match review.crates_failure {
        Some(message) => Err(exit::error(exit::MACHINE, message)),
        // Nobody knows whether the unchecked exercises are right.
        None if is_unchecked.into_inner() => Ok(exit::MACHINE),
        None => Ok(exit_code(&review.findings, args.strict)),
    }
}

fn document(review: &Review) -> String {
    review_json::document(&ReviewSummary {
        findings: &review.findings,
        starters: review.checked.0,
        solutions: review.checked.1,
        unchecked: review.unchecked,
        crates_failure: review.crates_failure.as_deref(),
    })
}

/// Says what was checked, and what couldn't be.
fn describe_checked(review: &Review) -> String {
    let (starters, solutions) = review.checked;
    let unchecked = match review.unchecked {
        0 => String::new(),
        number => format!(" (but not {}: no crates)", count(number, "exercise")),
    };
    let starters = count(starters, "starter");
    match solutions {
        0 => format!("{starters} checked{unchecked}"),
        number => {
            let solutions = count(number, "solution");
            format!("{starters} and {solutions} checked{unchecked}")
        }
    }
}

fn describe_outcome(review: &Review) -> String {
    if review.findings.is_empty() {
        return "nothing to fix".to_owned();
    }
    review::totals(&review.findings)
}

/// Advice alone fails only with `--strict`.
fn exit_code(findings: &[Finding], strict: bool) -> u8 {
    let is_failure = review::count_errors(findings) > 0 || (strict && !findings.is_empty());
    if is_failure {
        exit::FAILED
    } else {
        exit::PASSED
    }
}
