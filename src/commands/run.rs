//! `run`: check one exercise and show everything.

use anyhow::Result;

use crate::commands::args::RunArgs;
use crate::commands::bar::Bars;
use crate::commands::context::Context;
use crate::engine::check::Request;
use crate::engine::process::Cancel;
use crate::engine::{embedded, files, starters};
use crate::exit;
use crate::model::check_report::CheckReport;
use crate::model::progress::Change;
use crate::model::verdict::Verdict;
use crate::view::report::human;

/// Runs the command.
pub fn run(args: &RunArgs, context: &mut Context) -> Result<u8> {
    let opened = context.open()?;
    starters::keep_pristine(&opened.dir);
    let exercise = opened.exercise(args.name.as_deref())?;
    let request = Request {
        use_cache: !args.no_cache,
        ..Request::default()
    };
    let checker = opened.checker()?;
    checker.listen_to_crates(Bars::new().crates());
    let report = checker.check(exercise, request, &Cancel::default());
    let Some(report) = report else {
        return Ok(exit::MACHINE);
    };
    let change = Change::Checked {
        name: exercise.name.clone(),
        passed: report.passed(),
        codes: report.error_codes(),
        version: report.version.clone(),
        now: files::now(),
    };
    let changes = if report.is_attempt() {
        vec![change]
    } else {
        Vec::new()
    };
    if let Err(error) = opened.store.apply(&opened.dir.course, &changes) {
        context.warn(&format!("{error:#}"));
    }
    if report.passed()
        && let Err(error) = embedded::unseal(&opened.dir.root, exercise)
    {
        context.warn(&format!("the solution could not be opened: {error}"));
    }
    let lines = human::full(&report, context.width, context.theme);
    let printed = context.lines(&lines);
    context.printed(printed)?;
    let has_warnings = report.passed() && !report.diagnostics.is_empty();
    let unknown = opened.dir.course.format.what_is_unknown();
    if let Some(note) = unknown.filter(|_| has_warnings) {
        context.warn(note);
    }
    Ok(code(&report))
}

/// The exit code of one report.
fn code(report: &CheckReport) -> u8 {
    match report.verdict() {
        Verdict::Pass => exit::PASSED,
        Verdict::Fail => exit::FAILED,
        Verdict::Error => exit::MACHINE,
    }
}
