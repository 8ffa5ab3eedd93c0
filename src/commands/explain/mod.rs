//! `explain`: the borrow lens on an exercise, a file, a package, an error code, or JSON from
//! cargo.

mod code;
mod package;
mod subject;

use std::collections::BTreeMap;
use std::io::{Read, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::commands::args::{ExplainArgs, ExplainFormat};
use crate::commands::check_json::path_below;
use crate::commands::context::Context;
use crate::engine::check::CheckRequest;
use crate::engine::diagnose;
use crate::engine::ordinary_file::{self, LONGEST_TEXT, Links};
use crate::engine::process::Cancel;
use crate::exit;
use crate::lens;
use crate::lens::explanations::Explanations;
use crate::model::ask::facts::Facts;
use crate::model::cargo_messages;
use crate::model::diagnostic::{Diagnostic, Level};
use crate::model::explain_input::{self, ExplainInput};
use crate::model::rustc_json;
use crate::rust::{Edition, Source};
use crate::view::lens::Style;
use crate::view::report::explained::{self, DisplayOptions, ExplainedError, PackageNote};
use subject::ExplainSubject;

/// The edition of a file that isn't in any package.
const EDITION: &str = "2024";

/// What the compiler found, and where to find the files that it names.
#[derive(Default)]
struct Diagnosis {
    errors: Vec<Diagnostic>,
    /// What the lens says of each of them, if the compiler could be asked about the program.
    explanations: Option<Explanations>,
    /// The folders that file names may be relative to.
    folders: Vec<PathBuf>,
    /// The program's text, if it came on standard input.
    program: Option<String>,
    /// The edition that the files are read in.
    edition: Edition,
    /// What a file compiled alone needs from its package.
    note: Option<PackageNote>,
}

/// Runs the command.
pub fn run(args: &ExplainArgs, context: &mut Context) -> Result<u8> {
    if args.package {
        let diagnosis = package::from_package(args.what.as_deref(), context)?;
        return show(diagnosis, args, context);
    }
    let diagnosis = match subject::find(args.what.as_deref(), context)? {
        ExplainSubject::Code(code) => return code::explain(&code, args, context),
        ExplainSubject::Input => from_input(args, context)?,
        ExplainSubject::File(path) => match exercise_at(&path, context) {
            // The course knows the exercise's edition and crates.
            Some(name) if args.edition.is_none() => from_exercise(Some(&name), context)?,
            _ => package::from_file(&path, args, context)?,
        },
        ExplainSubject::Exercise(name) => from_exercise(name.as_deref(), context)?,
    };
    show(diagnosis, args, context)
}

fn style(args: &ExplainArgs) -> Style {
    if args.plain {
        Style::Words
    } else {
        Style::Drawing
    }
}

fn from_input(args: &ExplainArgs, context: &Context) -> Result<Diagnosis> {
    let mut bytes = Vec::new();
    std::io::stdin()
        .read_to_end(&mut bytes)
        .context("standard input can't be read")?;
    let here = std::env::current_dir().context("this folder doesn't exist any more")?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    match explain_input::classify(&text) {
        ExplainInput::CompilerJson => {
            let errors = errors_of(rustc_json::parse_any(&text).diagnostics);
            if errors.is_empty() && cargo_messages::is_failed_build(&text) {
                return Err(exit::error(
                    exit::MACHINE,
                    "the build failed, but these messages have no error in a program: cargo says \
                     why on standard error",
                ));
            }
            Ok(Diagnosis {
                errors,
                folders: here.ancestors().map(Path::to_owned).collect(),
                ..Diagnosis::default()
            })
        }
        ExplainInput::CompilerText => Err(exit::error(
            exit::USAGE,
            "standard input has the compiler's text for people, but `explain -` reads its JSON\n\
             Try `cargo check --message-format=json | rustlings-like explain -`.",
        )),
        ExplainInput::Program => {
            let text = String::from_utf8(bytes).map_err(|_| {
                exit::error(
                    exit::USAGE,
                    "the program on standard input isn't UTF-8 text",
                )
            })?;
            package::from_program(text, &here, args, context)
        }
    }
}

/// The name of the exercise that this file belongs to, in the course around this folder.
fn exercise_at(path: &Path, context: &Context) -> Option<String> {
    let dir = context.course_around()?;
    let file = std::fs::canonicalize(path).ok()?;
    let root = std::fs::canonicalize(&dir.root).ok()?;
    let below = path_below(&file, &root).unwrap_or_default();
    let mut exercises = dir.course.exercises.iter();
    let found = exercises.find(|e| {
        let is_it = || std::fs::canonicalize(dir.root.join(e.path())).is_ok_and(|f| f == file);
        is_it() || e.owns(&below)
    });
    found.map(|exercise| exercise.name.clone())
}

fn from_exercise(name: Option<&str>, context: &mut Context) -> Result<Diagnosis> {
    let opened = context.open()?;
    let exercise = opened.exercise(name)?;
    let checker = opened.checker()?;
    let graded = checker.check(exercise, CheckRequest::default(), &Cancel::default());
    let Some(report) = graded.map(|graded| graded.report) else {
        return Err(exit::error(exit::MACHINE, "the check was cancelled"));
    };
    if let Some(obstacle) = report.reason.obstacle(&exercise.path()) {
        return Err(exit::error(exit::MACHINE, obstacle));
    }
    let mut explanations = checker.explain(exercise, &report, &Cancel::default());
    if let Some(explanations) = &mut explanations {
        let is_early = !opened.progress.has_tried_enough(&exercise.name);
        explanations.withhold_lines(is_early);
    }
    Ok(Diagnosis {
        explanations,
        errors: errors_of(report.diagnostics),
        edition: report.edition,
        folders: vec![opened.dir.root.clone()],
        ..Diagnosis::default()
    })
}

/// Adds links to the files that lie in the folder where the compiler ran.
fn link(names: impl Iterator<Item = String>, folders: &[PathBuf], context: &mut Context) {
    let Some(folder) = folders
        .first()
        .and_then(|f| std::path::absolute(f.join(".")).ok())
    else {
        return;
    };
    let folder: PathBuf = folder.components().collect();
    context.link_below(&folder);
    for name in names.filter(|name| folder.join(name).is_file()) {
        context.links.add(name);
    }
}

fn show(mut diagnosis: Diagnosis, args: &ExplainArgs, context: &mut Context) -> Result<u8> {
    let found = &diagnosis.errors;
    let mut sources = BTreeMap::new();
    for span in found.iter().filter_map(|error| error.primary_span()) {
        sources
            .entry(span.file_name.clone())
            .or_insert_with_key(|name| {
                read(name, &diagnosis).map(|text| Source::new(text, diagnosis.edition))
            });
    }
    let source_of = |error: &Diagnostic| {
        let span = error.primary_span()?;
        sources.get(&span.file_name)?.as_ref()
    };
    let explanations = diagnosis.explanations.take();
    let explanations = explanations.unwrap_or_else(|| {
        Explanations::new(lens::look_at_all(found, source_of, &Facts::default()))
    });
    let lenses = explanations.into_lenses();
    let errors = found.iter().zip(lenses);
    let errors = errors.map(|(error, lens)| ExplainedError {
        error,
        lens,
        source: source_of(error),
    });
    let errors: Vec<ExplainedError> = errors.collect();
    let options = DisplayOptions {
        style: style(args),
        rustc: args.rustc,
        all: args.all,
        width: args.width.map_or(context.width, usize::from),
    };
    let note = diagnosis.note.as_ref();
    match args.format {
        ExplainFormat::Json => {
            let lines = explained::lines(&errors, note, options, context.theme.without_color());
            let document = explained::document(&errors, note, &lines);
            write!(context.out, "{document}")?;
        }
        ExplainFormat::Human => {
            link(sources.keys().cloned(), &diagnosis.folders, context);
            let lines = explained::lines(&errors, note, options, context.theme);
            let printed = context.lines(&lines);
            context.ignore_closed_pipe(printed)?;
        }
    }
    Ok(exit::PASSED)
}

fn errors_of(diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let errors = diagnostics.into_iter();
    errors.filter(|d| d.level == Level::Error).collect()
}

/// The text of a file that a diagnostic names.
fn read(name: &str, diagnosis: &Diagnosis) -> Option<String> {
    if let Some(program) = diagnosis
        .program
        .as_ref()
        .filter(|_| name == diagnose::INPUT_NAME)
    {
        return Some(program.clone());
    }
    let mut texts = diagnosis
        .folders
        .iter()
        .filter_map(|f| ordinary_file::read(f.join(name), Links::Follow, LONGEST_TEXT).ok());
    texts
        .next()
        .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}
