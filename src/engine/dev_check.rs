//! Reviews a course for its author: what to fix before learners get it, and what could be
//! better.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::engine::check::{CheckRequest, Checker};
use crate::engine::course_dir::CourseDir;
use crate::engine::crates::Crates;
use crate::engine::exercise_text::{self, Version};
use crate::engine::fast::instantiations::{self, Instantiations};
use crate::engine::process::Cancel;
use crate::engine::{embedded, files, verify};
use crate::exit;
use crate::grading::{dodges, open_tests};
use crate::model::cargo_exercise;
use crate::model::check_report::CheckReport;
use crate::model::course::{Exercise, Layout, MANIFEST, RootFile};
use crate::model::exercise_text as model_text;
use crate::model::expectation;
use crate::model::formats::Format;
use crate::model::module_files::{ExerciseFile, ModuleFiles};
use crate::model::package::{CargoManifest, INSTANTIATIONS, MADE_LOCK, OLD_INSTANTIATIONS};
use crate::model::review::{self, Finding};
use crate::model::settings_review;
use crate::model::verdict::{Reason, Verdict};
use crate::rust::{Outline, Source};

/// The result of reviewing a course.
#[derive(Debug)]
pub struct Review {
    /// Errors, then advice, each sorted by file and line.
    pub findings: Vec<Finding>,
    /// How many starters and how many solutions were checked.
    pub checked: (usize, usize),
    /// Why the course's crates couldn't be built, if so. The first line is a summary.
    pub crates_failure: Option<String>,
    /// How many exercises couldn't be checked because of that.
    pub unchecked: usize,
}

/// Reviews a whole course. If something can't be checked, everything else is still reported.
///
/// `each` is called with every starter and solution that was checked.
///
/// # Errors
/// A folder of the course can't be listed, there is no toolchain, or the review was cancelled.
pub fn review(
    checker: &Checker,
    jobs: usize,
    cancel: &Cancel,
    each: &(dyn Fn(&CheckReport) + Sync),
) -> Result<Review> {
    let dir = checker.dir();
    let mut findings = review::review_manifest(&dir.course);
    findings.extend(review_unlisted_files(checker)?);
    let all: Vec<&Exercise> = dir.course.exercises.iter().collect();
    let has_solutions = all.iter().any(|e| is_there(&dir.root, &e.solution_path()));
    if !has_solutions && dir.course.format == Format::Own {
        let message = "the course has no solutions: nothing proves that its exercises can be \
                       solved, and learners have nothing to compare theirs with";
        findings.push(Finding::advice("info.toml", 1, message));
    }
    for exercise in &all {
        findings.extend(review_files(checker, exercise, has_solutions));
        findings.extend(review_tests(checker, exercise));
    }
    findings.extend(review_cargo_toml(checker));
    findings.extend(review_crates(checker)?);
    let crates = checker.build_crates();
    if let Ok(Some(crates)) = &crates {
        findings.extend(review_instantiations(&dir.root, crates));
    }
    let crates_failure = crates.err();
    let files = CourseFiles {
        checker,
        without_crates: crates_failure.is_some(),
    };
    let starters = files.check(&all, false, jobs, cancel, each)?;
    for (exercise, report) in &starters {
        findings.extend(review_starter(exercise, report));
    }
    let solutions = files.check(&all, true, jobs, cancel, each)?;
    for (_, report) in &solutions {
        findings.extend(review_solution(report));
    }
    let is_unchecked = |exercise: &&&Exercise| {
        let mut kinds = [false, true].into_iter();
        kinds.any(|solution| files.lack_crates(exercise, solution))
    };
    Ok(Review {
        unchecked: all.iter().filter(is_unchecked).count(),
        findings: review::merge(findings),
        checked: (starters.len(), solutions.len()),
        crates_failure,
    })
}

/// The starters and solutions of a course.
struct CourseFiles<'a> {
    checker: &'a Checker,
    /// Whether its crates couldn't be built.
    without_crates: bool,
}

impl CourseFiles<'_> {
    /// Checks all the starters or solutions that exist and don't lack their crates.
    fn check<'e>(
        &self,
        exercises: &[&'e Exercise],
        solution: bool,
        jobs: usize,
        cancel: &Cancel,
        each: &(dyn Fn(&CheckReport) + Sync),
    ) -> Result<Vec<(&'e Exercise, CheckReport)>> {
        let request = request(solution);
        let can_be_checked = |exercise: &&Exercise| {
            self.is_there(exercise, solution) && !self.lack_crates(exercise, solution)
        };
        let chosen: Vec<&Exercise> = exercises.iter().copied().filter(can_be_checked).collect();
        let each = |_, report: &CheckReport| each(report);
        let reports = verify::verify(self.checker, &chosen, request, jobs, cancel, &each)
            .context("the check was cancelled")?;
        Ok(chosen.into_iter().zip(reports).collect())
    }

    /// Whether the exercise has such a file. Rustlings' placeholders for solutions don't count.
    fn is_there(&self, exercise: &Exercise, solution: bool) -> bool {
        let dir = self.checker.dir();
        if solution && dir.course.format != Format::Own {
            embedded::read_solution(&dir.root, exercise).is_some()
        } else {
            is_there(&dir.root, &request(solution).path(exercise))
        }
    }

    fn lack_crates(&self, exercise: &Exercise, solution: bool) -> bool {
        self.without_crates && self.checker.needs_crates(exercise, request(solution))
    }
}

fn request(solution: bool) -> CheckRequest {
    CheckRequest {
        solution,
        author: true,
        ..CheckRequest::default()
    }
}

fn is_there(root: &Path, path: &str) -> bool {
    root.join(path).is_file()
}

/// Files that belong to no exercise.
fn review_unlisted_files(checker: &Checker) -> Result<Vec<Finding>> {
    let dir = checker.dir();
    let mut found_files = Vec::new();
    for top in ["exercises", "solutions"] {
        found_files.extend(
            files::list_below(&dir.root, top)
                .with_context(|| format!("{top}/ cannot be listed"))?,
        );
    }
    let unlisted = review::find_unlisted(&dir.course, &found_files).into_iter();
    let findings = unlisted.map(|file| {
        let is_rust = file.ends_with(".rs");
        let text = is_rust.then(|| fs::read_to_string(dir.root.join(file)).ok());
        review::review_unlisted(&dir.course, file, text.flatten().as_deref())
    });
    Ok(findings.collect())
}

/// Settings in the course's `Cargo.toml` that have no effect.
fn review_cargo_toml(checker: &Checker) -> Vec<Finding> {
    let dir = checker.dir();
    // A manifest that can't be read was refused when the course was opened.
    let Ok(Some(text)) = files::read_manifest(&dir.root, "Cargo.toml") else {
        return Vec::new();
    };
    let exercises = dir.course.exercises.iter();
    let sources = exercises.map(|e| exercise_text::read_kept(&dir.root, e, Version::Own));
    let sources: Vec<String> = sources.flatten().collect();
    let sources = sources.iter().map(String::as_str);
    let exists = |path: &str| is_there(&dir.root, path);
    settings_review::review(&text, &dir.course, &dir.package, &exists, sources)
}

/// Problems with the lock file, and crates that only one of the manifests names.
fn review_crates(checker: &Checker) -> Result<Vec<Finding>> {
    let machine = |message| exit::error(exit::MACHINE, message);
    let dir = checker.dir();
    let mut findings = Vec::new();
    if dir.package.manifest == CargoManifest::Own {
        let declared = dir.course.dependencies.keys();
        let unknown = declared.filter(|name| !dir.package.has_crate(name));
        findings.extend(unknown.map(|name| {
            let message = format!("does not name {name}, but info.toml does");
            Finding::error("Cargo.toml", 1, message)
        }));
    }
    if let Some(locker) = checker.locker().map_err(machine)? {
        let problem = locker.problem().context("cargo has no place to work in")?;
        let file = match dir.package.manifest {
            CargoManifest::Own => "Cargo.lock",
            CargoManifest::Made(_) => MADE_LOCK,
        };
        findings.extend(problem.map(|problem| Finding::error(file, 1, problem)));
    }
    Ok(findings)
}

fn review_instantiations(root: &Path, crates: &Crates) -> Option<Finding> {
    let path = instantiations::find(root)?;
    match &crates.instantiations {
        Instantiations::Failed { line, message } => Some(Finding::error(path, *line, message)),
        _ if path == INSTANTIATIONS && root.join(OLD_INSTANTIATIONS).is_file() => {
            let message = format!("is ignored, since {INSTANTIATIONS} exists");
            Some(Finding::error(OLD_INSTANTIATIONS, 1, message))
        }
        Instantiations::None | Instantiations::Built(_) => None,
    }
}

/// Missing files, starters without `main`, and starters without the tests they need.
fn review_files(checker: &Checker, exercise: &Exercise, has_solutions: bool) -> Vec<Finding> {
    let mut findings = Vec::new();
    let root = &checker.dir().root;
    let format = checker.dir().course.format;
    let solution = has_solutions && format == Format::Own;
    let solution = solution.then(|| exercise.solution_path());
    let script = exercise.build_script().map(str::to_owned);
    for path in [exercise.path()].into_iter().chain(solution).chain(script) {
        if !is_there(root, &path) {
            findings.push(Finding::error(&path, 1, "does not exist"));
        }
    }
    if exercise.is_package() {
        findings.extend(review_package(checker.dir(), exercise));
        return findings;
    }
    if has_solutions {
        findings.extend(review_folder(checker.dir(), exercise));
    }
    if let Some(source) = starter(checker.dir(), exercise) {
        // Rustlings before version 6 runs only the tests if there are any.
        let needs_main = (exercise.legacy.is_none() || !exercise.test)
            && exercise.layout != Layout::Modules(RootFile::Lib);
        let outline = Outline::of(&source);
        if needs_main && !outline.has_main {
            findings.push(Finding::error(exercise.path(), 1, "has no fn main"));
        }
        let way_out = match format {
            Format::Own | Format::RustlingsClone => Some("test = false"),
            Format::RustlingsV5 => Some("mode = \"compile\""),
            // These folders don't say which exercises must have tests.
            Format::RustlingsInit => None,
        };
        let lacks_tests = exercise.test && !outline.has_tests;
        if let Some(way_out) = way_out.filter(|_| lacks_tests) {
            let manifest = format.manifest();
            let message = format!("has no tests; add some, or write {way_out} in {manifest}");
            findings.push(Finding::error(exercise.path(), 1, message));
        }
    }
    findings
}

/// The program in an exercise's starter, if it can be read.
fn starter(dir: &CourseDir, exercise: &Exercise) -> Option<Source> {
    let text = exercise_text::read_kept(&dir.root, exercise, Version::Own)?;
    dir.package.read_program(exercise, &exercise.path(), &text)
}

/// What cargo or a learner would miss in the package of an exercise.
fn review_package(dir: &CourseDir, exercise: &Exercise) -> Vec<Finding> {
    let text = exercise_text::read_kept(&dir.root, exercise, Version::Own);
    let Some(files) = text.as_deref().and_then(model_text::split) else {
        return Vec::new();
    };
    let (path, mut findings) = (exercise.path(), Vec::new());
    let manifest = files.iter().find(|file| file.path == MANIFEST);
    if manifest.is_some_and(|it| cargo_exercise::with_workspace(&it.text) != it.text) {
        let message = "has no [workspace]: without it, cargo looks for one in the folders around \
                       the exercise when a learner runs it there";
        findings.push(Finding::error(&path, 1, message));
    }
    let has_tests = |file: &ExerciseFile| {
        file.path.ends_with(".rs") && Outline::of(&dir.package.read(file.text.as_str())).has_tests
    };
    if !files.iter().any(has_tests) {
        findings.push(Finding::error(
            &path,
            1,
            "has no tests; add some in tests/ or in src/",
        ));
    }
    findings
}

/// Files in the folder of a solution that no module is in. A starter may have some, which the
/// learner is to make modules of.
fn review_folder(dir: &CourseDir, exercise: &Exercise) -> Vec<Finding> {
    let Some(files) = module_files(dir, exercise, Version::Solution) else {
        return Vec::new();
    };
    let idle = files.without_module();
    idle.map(|file| Finding::advice(&file.path, 1, "belongs to no module of the solution"))
        .collect()
}

/// The files of an exercise that has several.
fn module_files(dir: &CourseDir, exercise: &Exercise, version: Version) -> Option<ModuleFiles> {
    let text = exercise_text::read_kept(&dir.root, exercise, version)?;
    let edition = dir.package.edition();
    let program = model_text::program(exercise, &version.path(exercise), &text, edition);
    program.ok()?.modules
}

/// Tests that pass although the learner's code doesn't do what they ask for.
fn review_tests(checker: &Checker, exercise: &Exercise) -> Vec<Finding> {
    if !exercise.test || exercise.has_learners_tests() || exercise.is_package() {
        return Vec::new();
    }
    let dir = checker.dir();
    let Some(starter) = starter(dir, exercise) else {
        return Vec::new();
    };
    let path = exercise.solution_path();
    let solution = embedded::read_solution(&dir.root, exercise)
        .and_then(|text| dir.package.read_program(exercise, &path, &text));
    let open = open_tests::fill(&starter, solution.as_ref(), &starter, &[]);
    let open = open.map(|open| open.places).unwrap_or_default();
    // A starter needn't be Rust yet; its tests are in the solution too.
    let readable = solution
        .as_ref()
        .filter(|it| it.tree().is_ok() && starter.tree().is_err());
    let (version, source) = match readable {
        Some(solution) => (Version::Solution, solution),
        None => (Version::Own, &starter),
    };
    let path = version.path(exercise);
    let files = module_files(dir, exercise, version);
    let dodges = dodges::find_dodges(source, solution.as_ref(), &open).into_iter();
    dodges
        .map(|dodge| {
            let place = files.as_ref().map(|files| files.place(dodge.line));
            let place = place.map(|(file, line)| (&file.path, line));
            let (path, line) = place.unwrap_or((&path, dodge.line));
            Finding::advice(path, line, dodge.message)
        })
        .collect()
}

fn review_starter(exercise: &Exercise, report: &CheckReport) -> Vec<Finding> {
    if let Some(finding) = review_tool_failure("starter", report) {
        return vec![finding];
    }
    if exercise.expect.is_empty() {
        return Vec::new();
    }
    let (missing, surprising) = expectation::compare(&exercise.expect, report);
    let line = report.first_place().map_or(1, |(line, _)| line);
    let missing = missing
        .iter()
        .map(|m| format!("the starter does not give {m:?}, which expect names"));
    let surprising = surprising
        .iter()
        .map(|s| format!("the starter gives {s:?}, which expect does not name"));
    missing
        .chain(surprising)
        .map(|message| Finding::error(&report.path, line, message))
        .collect()
}

/// A finding for a file that couldn't be checked, because this machine failed.
fn review_tool_failure(what: &str, report: &CheckReport) -> Option<Finding> {
    let Reason::ToolFailure { message } = &report.reason else {
        return None;
    };
    let first = message.lines().next().unwrap_or_default();
    let message = format!("the {what} could not be checked: {first}");
    Some(Finding::error(&report.path, 1, message))
}

fn review_solution(report: &CheckReport) -> Vec<Finding> {
    let span = report.diagnostics.iter().find_map(|d| d.primary_span());
    let line = span.map_or(1, |span| span.line_start);
    let first = report.diagnostics.first();
    let mut findings = Vec::new();
    if report.verdict() == Verdict::Error {
        findings.extend(review_tool_failure("solution", report));
    } else if !report.passed() {
        let why = match &report.reason {
            Reason::BadSource { problem } => format!("the solution {problem}"),
            reason => format!("the solution does not pass ({})", reason.kind()),
        };
        findings.push(Finding::error(&report.path, line, why));
    }
    let gives = first.map(|first| format!("the solution gives {}", first.message));
    findings.extend(gives.map(|message| {
        if report.passed() {
            Finding::advice(&report.path, line, message)
        } else {
            Finding::error(&report.path, line, message)
        }
    }));
    findings
}
