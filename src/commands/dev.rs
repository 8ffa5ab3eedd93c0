//! `dev`: for authors.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::Result;

use crate::commands::args::{
    DevCheckArgs, DevCommand, DevLockArgs, DevNewArgs, DevTypesArgs, TextOrJson,
};
use crate::commands::bar::Bars;
use crate::commands::check_json;
use crate::commands::context::Context;
use crate::engine::ask::{self, types::TypedVariable};
use crate::engine::check::{Checker, Request};
use crate::engine::dev_check::{self, Review};
use crate::engine::process::Cancel;
use crate::engine::{dev_new, files, verify};
use crate::exit;
use crate::model::check_report::CheckReport;
use crate::model::review::Finding;
use crate::model::verdict::Verdict;
use crate::view::review_json::{self, Facts};
use crate::view::text::{count, safe};
use crate::view::{curriculum, review};

/// Runs the command.
pub fn run(command: &DevCommand, context: &mut Context) -> Result<u8> {
    match command {
        DevCommand::Check(args) => check(args, context),
        DevCommand::New(args) => new(args, context),
        DevCommand::Lock(args) => lock(args, context),
        DevCommand::Curriculum => curriculum(context),
        DevCommand::Types(args) => types(args, context),
    }
}

/// One line a variable, and how many of them have an answer.
fn types(args: &DevTypesArgs, context: &mut Context) -> Result<u8> {
    let machine = |message| exit::error(exit::MACHINE, message);
    let file = std::path::absolute(&args.file).unwrap_or_else(|_| args.file.clone());
    let dir = check_json::course_of(&file, context)?;
    let (exercise, solution) = check_json::exercise_of(&file, &dir)?;
    let exercise = exercise.clone();
    let mut checker = Checker::new(dir)?;
    if args.sandbox {
        checker = checker.in_sandbox().map_err(machine)?;
    }
    let request = Request {
        solution,
        ..Request::default()
    };
    let cancel = Cancel::default();
    let text = files::read_source(&file)
        .map_err(|problem| exit::error(exit::USAGE, format!("{} {problem}", file.display())))?;
    let compile = checker.compile_context(&exercise, request, &text, &cancel);
    let compile = compile.map_err(machine)?;
    let mut asker = checker.asker();
    if let Some(seconds) = args.timeout {
        asker = asker.with_time(Duration::from_secs(seconds));
    }
    let types = ask::types::of_file(&asker, &compile, &text, &cancel);
    let types = types.map_err(|reason| machine(reason.to_string()))?;
    let line = |typed: &TypedVariable| {
        let (place, name) = (typed.place, &typed.name);
        let found = match &typed.found {
            Ok(found) => found.clone(),
            Err(reason) => format!("not asked: {reason}"),
        };
        let line = format!("{}:{}: {name}: {found}", place.line, place.column);
        safe(&line, false)
    };
    let mut lines: Vec<String> = types.iter().map(line).collect();
    let answered = types.iter().filter(|typed| typed.found.is_ok()).count();
    let compiled = count(asker.compiled(), "compile");
    let all = count(types.len(), "variable");
    lines.push(format!("{answered} of {all}, {compiled}"));
    let printed = context.lines(&lines);
    context.printed(printed)?;
    Ok(exit::PASSED)
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
            lines.push(format!("{}: {}", checked(&review), outcome(&review)));
            context.lines(&lines)
        }
    };
    context.printed(printed)?;
    match review.crates_failure {
        Some(message) => Err(exit::error(exit::MACHINE, message)),
        // What couldn't be checked may be right or wrong.
        None if is_unchecked.into_inner() => Ok(exit::MACHINE),
        None => Ok(exit_code(&review.findings, args.strict)),
    }
}

fn document(review: &Review) -> String {
    review_json::document(&Facts {
        findings: &review.findings,
        starters: review.checked.0,
        solutions: review.checked.1,
        unchecked: review.unchecked,
        crates_failure: review.crates_failure.as_deref(),
    })
}

/// What was checked, and what couldn't be.
fn checked(review: &Review) -> String {
    let (starters, solutions) = review.checked;
    let unchecked = match review.unchecked {
        0 => String::new(),
        number => format!(" ({} not, for lack of crates)", count(number, "exercise")),
    };
    let starters = count(starters, "starter");
    match solutions {
        0 => format!("{starters} checked{unchecked}"),
        _ => format!("{starters} and their solutions checked{unchecked}"),
    }
}

fn outcome(review: &Review) -> String {
    if review.findings.is_empty() {
        return "nothing to put right".to_owned();
    }
    review::totals(&review.findings)
}

/// Advice alone fails only where that is asked for.
fn exit_code(findings: &[Finding], strict: bool) -> u8 {
    let is_failure = review::count_errors(findings) > 0 || (strict && !findings.is_empty());
    if is_failure {
        exit::FAILED
    } else {
        exit::PASSED
    }
}
