//! `explain`: the borrow lens on an exercise, a file, a package, a code, or what cargo said.

mod code;
mod package;
mod subject;

use std::collections::BTreeMap;
use std::io::{Read, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::commands::args::{ExplainArgs, ExplainFormat};
use crate::commands::context::Context;
use crate::engine::check::Request;
use crate::engine::diagnose;
use crate::engine::process::Cancel;
use crate::exit;
use crate::model::diagnostic::{Diagnostic, Level};
use crate::model::explain_input::{self, ExplainInput};
use crate::model::lens;
use crate::model::rustc_json;
use crate::view::lens::Style;
use crate::view::report::explained::{self, Looked, Manner, PackageNote};
use subject::Subject;

/// The edition of a file that nothing is known about.
const EDITION: &str = "2024";

/// Diagnostics, and where to find the files that they name.
#[derive(Default)]
struct Said {
    diagnostics: Vec<Diagnostic>,
    /// The folders in which they may lie.
    folders: Vec<PathBuf>,
    /// The text of a program that has no file.
    program: Option<String>,
    /// What a file uses of its package, which the compiler was not given.
    note: Option<PackageNote>,
}

/// Runs the command.
pub fn run(args: &ExplainArgs, context: &mut Context) -> Result<u8> {
    if args.package {
        let said = package::from_package(args.what.as_deref(), context)?;
        return show(&said, args, context);
    }
    let said = match subject::find(args.what.as_deref(), context)? {
        Subject::Code(code) => return code::explain(&code, args, context),
        Subject::Input => from_input(args, context)?,
        Subject::File(path) => match exercise_at(&path, context) {
            // The course knows how it is compiled, and with which crates.
            Some(name) if args.edition.is_none() => from_exercise(Some(&name), context)?,
            _ => package::from_file(&path, args, context)?,
        },
        Subject::Exercise(name) => from_exercise(name.as_deref(), context)?,
    };
    show(&said, args, context)
}

fn style(args: &ExplainArgs) -> Style {
    if args.plain {
        Style::Words
    } else {
        Style::Drawing
    }
}

fn from_input(args: &ExplainArgs, context: &Context) -> Result<Said> {
    let mut bytes = Vec::new();
    std::io::stdin()
        .read_to_end(&mut bytes)
        .context("standard input cannot be read")?;
    let here = std::env::current_dir().context("this folder cannot be found any more")?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    match explain_input::classify(&text) {
        ExplainInput::CompilerJson => Ok(Said {
            diagnostics: rustc_json::parse_any(&text).diagnostics,
            folders: here.ancestors().map(Path::to_owned).collect(),
            ..Said::default()
        }),
        ExplainInput::CompilerText => Err(exit::error(
            exit::USAGE,
            "standard input has what the compiler writes for people; `explain -` reads its JSON\n\
             Try `cargo check --message-format=json | rustlings-like explain -`.",
        )),
        ExplainInput::Program => {
            let text = String::from_utf8(bytes).map_err(|_| {
                exit::error(
                    exit::USAGE,
                    "standard input has a program that isn't UTF-8 text",
                )
            })?;
            package::from_program(text, &here, args, context)
        }
    }
}

/// The name of the exercise of the course around here that a file is.
fn exercise_at(path: &Path, context: &Context) -> Option<String> {
    let dir = context.course_around()?;
    let file = std::fs::canonicalize(path).ok()?;
    let mut exercises = dir.course.exercises.iter();
    let found =
        exercises.find(|e| std::fs::canonicalize(dir.root.join(e.path())).is_ok_and(|f| f == file));
    found.map(|exercise| exercise.name.clone())
}

fn from_exercise(name: Option<&str>, context: &mut Context) -> Result<Said> {
    let opened = context.open()?;
    let exercise = opened.exercise(name)?;
    let checker = opened.checker()?;
    let graded = checker.check(exercise, Request::default(), &Cancel::default());
    Ok(Said {
        diagnostics: graded
            .map(|graded| graded.report.diagnostics)
            .unwrap_or_default(),
        folders: vec![opened.dir.root.clone()],
        ..Said::default()
    })
}

/// Lets the files be linked to that lie where the compiler was run.
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

fn show(said: &Said, args: &ExplainArgs, context: &mut Context) -> Result<u8> {
    let mut sources = BTreeMap::new();
    let errors = said.diagnostics.iter().filter(|d| d.level == Level::Error);
    let mut looked = Vec::new();
    for error in errors {
        let source = error.primary_span().map(|span| {
            let name = span.file_name.clone();
            sources
                .entry(name)
                .or_insert_with_key(|name| read(name, said))
                .clone()
        });
        let source = source.flatten();
        looked.push(Looked {
            error,
            lens: lens::look(error, source.as_deref()),
            source,
        });
    }
    let manner = Manner {
        style: style(args),
        rustc: args.rustc,
        all: args.all,
        width: args.width.map_or(context.width, usize::from),
    };
    let note = said.note.as_ref();
    match args.format {
        ExplainFormat::Json => write!(context.out, "{}", explained::document(&looked, note))?,
        ExplainFormat::Human => {
            link(sources.keys().cloned(), &said.folders, context);
            let lines = explained::lines(&looked, note, manner, context.theme);
            let printed = context.lines(&lines);
            context.printed(printed)?;
        }
    }
    Ok(exit::PASSED)
}

/// The text of a file that the compiler named.
fn read(name: &str, said: &Said) -> Option<String> {
    if let Some(program) = said
        .program
        .as_ref()
        .filter(|_| name == diagnose::INPUT_NAME)
    {
        return Some(program.clone());
    }
    let mut texts = said
        .folders
        .iter()
        .filter_map(|f| std::fs::read(f.join(name)).ok());
    texts
        .next()
        .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}
