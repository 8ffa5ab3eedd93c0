//! `verify`: exact verdicts for CI.

use std::time::Duration;

use anyhow::Result;

use crate::commands::args::{VerifyArgs, VerifyFormat};
use crate::commands::bar::Bars;
use crate::commands::context::{Context, Opened};
use crate::engine::check::Request;
use crate::engine::process::Cancel;
use crate::engine::verify;
use crate::exit;
use crate::model::check_report::CheckReport;
use crate::model::course::Exercise;
use crate::model::verdict::Verdict;
use crate::view::report::{human, json};

/// Runs the command.
pub fn run(args: &VerifyArgs, context: &mut Context) -> Result<u8> {
    let opened = context.open()?;
    let chosen = choose(&opened, &args.names)?;
    let mut checker = opened.checker()?;
    if args.sandbox {
        checker = checker.in_sandbox().map_err(no_sandbox)?;
    }
    // One message instead of one an exercise.
    checker
        .toolchain()
        .map_err(|message| exit::error(exit::MACHINE, message))?;
    let request = Request {
        solution: args.solutions,
        use_cache: !args.no_cache,
        together: !args.no_batch,
        time: args.timeout.map(Duration::from_secs),
        ..Request::default()
    };
    let jobs = args.jobs.map_or_else(verify::default_jobs, usize::from);
    let bars = Bars::new();
    checker.listen_to_crates(bars.crates());
    let bar = bars.exercises(chosen.len());
    let reports = verify::verify(
        &checker,
        &chosen,
        request,
        jobs,
        &Cancel::default(),
        &|_, report| {
            bar.set_message(report.name.clone());
            bar.inc(1);
        },
    );
    bar.finish_and_clear();
    let Some(reports) = reports else {
        return Ok(exit::MACHINE);
    };
    let printed = print(&reports, args.format, context);
    context.printed(printed)?;
    Ok(code(&reports))
}

fn print(reports: &[CheckReport], format: VerifyFormat, context: &mut Context) -> Result<()> {
    match format {
        VerifyFormat::Human => {
            context.lines(&human::failures(reports, context.theme))?;
            let lines = reports.iter();
            let lines = lines.map(|report| human::line(report, context.theme));
            context.lines(&lines.collect::<Vec<_>>())?;
            human::summary(reports, context.theme, &mut context.out)?;
        }
        VerifyFormat::Json => write!(context.out, "{}", json::document(reports))?,
    }
    Ok(())
}

/// The named exercises in the course's order, each once; all if none is named.
fn choose<'a>(opened: &'a Opened, names: &[String]) -> Result<Vec<&'a Exercise>> {
    if names.is_empty() {
        return Ok(opened.dir.course.exercises.iter().collect());
    }
    let named = names
        .iter()
        .map(|name| opened.exercise(Some(name)))
        .collect::<Result<Vec<_>>>()?;
    let all = opened.dir.course.exercises.iter();
    Ok(all
        .filter(|e| named.iter().any(|n| n.name == e.name))
        .collect())
}

fn no_sandbox(missing: String) -> anyhow::Error {
    let message = format!("this machine has no sandbox: {missing}; nothing was run");
    exit::error(exit::MACHINE, message)
}

fn code(reports: &[CheckReport]) -> u8 {
    let any = |verdict| reports.iter().any(|r| r.verdict() == verdict);
    if any(Verdict::Error) {
        exit::MACHINE
    } else if any(Verdict::Fail) {
        exit::FAILED
    } else {
        exit::PASSED
    }
}
