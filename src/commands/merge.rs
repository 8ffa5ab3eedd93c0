//! `merge-reports`: the parts of one run, joined.

use std::fs;
use std::path::Path;

use anyhow::Result;

use crate::commands::args::MergeArgs;
use crate::commands::context::Context;
use crate::commands::reports::{self, Reports};
use crate::exit;
use crate::model::verify_report::VerifyReport;

/// Runs the command.
pub fn run(args: &MergeArgs, context: &mut Context) -> Result<u8> {
    let mut parts = Vec::new();
    for file in &args.files {
        parts.push((file.display().to_string(), read(file)?));
    }
    let merged = VerifyReport::merge(parts).map_err(|why| exit::error(exit::USAGE, why))?;
    let reports = Reports::prepare(&args.reports, Path::new("."))?;
    for entry in &merged.exercises {
        reports.exercise_ended(entry);
    }
    reports.finish(&merged, context)?;
    Ok(reports::code(&merged, args.exit_zero))
}

fn read(file: &Path) -> Result<VerifyReport> {
    let wrong = |why: String| exit::error(exit::USAGE, format!("{} {why}", file.display()));
    let text = fs::read_to_string(file).map_err(|e| wrong(format!("cannot be read: {e}")))?;
    serde_json::from_str(&text)
        .map_err(|e| wrong(format!("is no report of `verify --format json`: {e}")))
}
