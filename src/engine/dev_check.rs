//! What an author must put right before a course is given to learners.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::engine::check::{Checker, Request};
use crate::engine::crates::Crates;
use crate::engine::crates::instantiations::{self, Instantiations};
use crate::engine::process::Cancel;
use crate::engine::{files, verify};
use crate::exit;
use crate::model::check_report::CheckReport;
use crate::model::course::Exercise;
use crate::model::expectation;
use crate::model::package::{CargoManifest, INSTANTIATIONS, MADE_LOCK, OLD_INSTANTIATIONS};
use crate::model::review::{self, Finding};
use crate::model::source;

/// Checks a whole course and returns ALL findings, sorted by file and line.
///
/// `each` hears of every starter and solution as it was checked.
///
/// # Errors
/// A folder of the course cannot be listed, or it was cancelled.
pub fn review(
    checker: &Checker,
    jobs: usize,
    cancel: &Cancel,
    each: &(dyn Fn(&CheckReport) + Sync),
) -> Result<Vec<Finding>> {
    let dir = checker.dir();
    let mut findings = review::review_manifest(&dir.course);
    let mut found_files = Vec::new();
    for top in ["exercises", "solutions"] {
        found_files.extend(
            files::list_below(&dir.root, top)
                .with_context(|| format!("{top}/ cannot be listed"))?,
        );
    }
    findings.extend(review::unlisted(&dir.course, &found_files));
    let all: Vec<&Exercise> = dir.course.exercises.iter().collect();
    for exercise in &all {
        findings.extend(missing_files(checker, exercise));
    }
    findings.extend(review_crates(checker)?);
    // One message instead of two an exercise.
    let crates = checker
        .build_crates()
        .map_err(|message| exit::error(exit::MACHINE, message))?;
    findings.extend(crates.and_then(|crates| review_instantiations(&dir.root, &crates)));
    for solution in [false, true] {
        let request = Request {
            solution,
            author: true,
            ..Request::default()
        };
        let reports = verify::verify(checker, &all, request, jobs, cancel, &|_, report| {
            each(report)
        })
        .context("the check was cancelled")?;
        for (exercise, report) in all.iter().zip(&reports) {
            match solution {
                true => findings.extend(review_solution(report)),
                false => findings.extend(review_starter(exercise, report)),
            }
        }
    }
    findings.sort();
    Ok(findings)
}

/// The lock file, and crates that are declared in vain.
fn review_crates(checker: &Checker) -> Result<Vec<Finding>> {
    let machine = |message| exit::error(exit::MACHINE, message);
    let dir = checker.dir();
    let mut findings = Vec::new();
    if dir.package.manifest == CargoManifest::Own {
        let declared = dir.course.dependencies.keys();
        let unknown = declared.filter(|name| !dir.package.has_crate(name));
        findings.extend(unknown.map(|name| {
            let message = format!("does not name {name}, which info.toml does");
            Finding::new("Cargo.toml", 1, message)
        }));
    }
    if let Some(locker) = checker.locker().map_err(machine)? {
        let problem = locker.problem().context("cargo has no place to work in")?;
        let file = match dir.package.manifest {
            CargoManifest::Own => "Cargo.lock",
            CargoManifest::Made(_) => MADE_LOCK,
        };
        findings.extend(problem.map(|problem| Finding::new(file, 1, problem)));
    }
    Ok(findings)
}

fn review_instantiations(root: &Path, crates: &Crates) -> Option<Finding> {
    let path = instantiations::find(root)?;
    match &crates.instantiations {
        Instantiations::Failed { line, message } => Some(Finding::new(path, *line, message)),
        _ if path == INSTANTIATIONS && root.join(OLD_INSTANTIATIONS).is_file() => {
            let message = format!("is not read, since there is {INSTANTIATIONS}");
            Some(Finding::new(OLD_INSTANTIATIONS, 1, message))
        }
        Instantiations::None | Instantiations::Built(_) => None,
    }
}

/// Files that are not there, and a starter without tests where tests are to decide.
fn missing_files(checker: &Checker, exercise: &Exercise) -> Vec<Finding> {
    let root = &checker.dir().root;
    let mut findings = Vec::new();
    for path in [exercise.path(), exercise.solution_path()] {
        if !root.join(&path).is_file() {
            findings.push(Finding::new(&path, 1, "does not exist"));
        }
    }
    if let Ok(text) = fs::read_to_string(root.join(exercise.path())) {
        if !text.contains("fn main") {
            findings.push(Finding::new(exercise.path(), 1, "has no fn main"));
        }
        if exercise.test && !source::outline(&text).has_tests {
            let message = "has no tests; add some, or say test = false in info.toml";
            findings.push(Finding::new(exercise.path(), 1, message));
        }
    }
    findings
}

fn review_starter(exercise: &Exercise, report: &CheckReport) -> Vec<Finding> {
    if exercise.expect.is_empty() {
        return Vec::new();
    }
    let (missing, surprising) = expectation::compare(&exercise.expect, report);
    let line = report.first_place().map_or(1, |(line, _)| line);
    let missing = missing
        .iter()
        .map(|m| format!("the starter does not give {m:?}"));
    let surprising = surprising
        .iter()
        .map(|s| format!("the starter gives {s:?}, which expect does not name"));
    missing
        .chain(surprising)
        .map(|message| Finding::new(&report.path, line, message))
        .collect()
}

fn review_solution(report: &CheckReport) -> Vec<Finding> {
    let mut messages = Vec::new();
    if !report.passed() {
        messages.push(format!(
            "the solution does not pass ({})",
            report.reason.kind()
        ));
    }
    if let Some(first) = report.diagnostics.first() {
        messages.push(format!("the solution gives {}", first.message));
    }
    let line = report
        .diagnostics
        .iter()
        .find_map(|d| d.primary_span())
        .map_or(1, |span| span.line_start);
    messages
        .into_iter()
        .map(|message| Finding::new(&report.path, line, message))
        .collect()
}
