//! `merge-reports`: merges the reports of one run's parts.

use std::fs;
use std::path::Path;

use anyhow::Result;
use serde_json::Value;

use crate::commands::args::MergeArgs;
use crate::commands::context::Context;
use crate::commands::reports::{self, Finished, Reports};
use crate::exit;
use crate::model::many_report;
use crate::model::verify_report::{SCHEMA, VerifyReport};

/// Runs the command.
pub fn run(args: &MergeArgs, context: &mut Context) -> Result<u8> {
    let mut parts = Vec::new();
    for file in &args.files {
        parts.push((file.display().to_string(), read(file)?));
    }
    let merged = VerifyReport::merge(parts).map_err(|why| exit::error(exit::USAGE, why))?;
    let reports = Reports::prepare(&args.reports, Path::new("."))?;
    for entry in &merged.exercises {
        reports.exercise_ended(None, entry);
    }
    reports.finish(Finished::One(&merged), context)?;
    Ok(reports::code(merged.verdict(), args.exit_zero))
}

fn read(file: &Path) -> Result<VerifyReport> {
    let wrong = |why: String| exit::error(exit::USAGE, format!("{} {why}", file.display()));
    let text = fs::read_to_string(file).map_err(|e| wrong(format!("can't be read: {e}")))?;
    let no_report = |e| wrong(format!("isn't a report of `verify --format json`: {e}"));
    let document: Value = serde_json::from_str(&text).map_err(no_report)?;
    match document["schema"].as_str() {
        Some(many_report::SCHEMA) => Err(wrong(
            "is about many learners: merge the `report` of one of them at a time".to_owned(),
        )),
        Some(schema) if schema != SCHEMA && schema.starts_with("rustlings-like/verify/") => {
            Err(wrong(format!(
                "has the schema {schema}, but this version reads {SCHEMA}: use the version that \
                 wrote the file"
            )))
        }
        _ => serde_json::from_value(document).map_err(no_report),
    }
}
