//! `explain`: the borrow lens on an exercise, a file, a code, or what cargo said.

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
use crate::model::lens::{self, pages};
use crate::model::rustc_json;
use crate::view::lens::Style;
use crate::view::report::explained::{self, Looked, Manner};

/// The edition of a file that nothing is known about.
const EDITION: &str = "2024";

/// Diagnostics, and the folders in which their files may lie.
struct Said {
    diagnostics: Vec<Diagnostic>,
    folders: Vec<PathBuf>,
}

/// Runs the command.
pub fn run(args: &ExplainArgs, context: &mut Context) -> Result<u8> {
    let said = match args.what.as_deref() {
        Some("-") => from_input()?,
        Some(code) if is_code(code) => return from_code(code, args, context),
        Some(path) if Path::new(path).is_file() => match exercise_at(Path::new(path), context) {
            // The course knows how it is compiled, and with which crates.
            Some(name) if args.edition.is_none() => from_exercise(Some(&name), context)?,
            _ => from_file(Path::new(path), args)?,
        },
        Some(path) if path.ends_with(".rs") && path.contains('/') => {
            let message = format!("there is no file {path}");
            return Err(exit::error(exit::USAGE, message));
        }
        name => from_exercise(name, context)?,
    };
    show(&said, args, context)
}

/// `E0502`, also in small letters.
fn is_code(text: &str) -> bool {
    let digits = text.strip_prefix(['E', 'e']).unwrap_or("");
    digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit())
}

fn from_code(code: &str, args: &ExplainArgs, context: &mut Context) -> Result<u8> {
    let code = code.to_uppercase();
    let Some(page) = pages::page(&code) else {
        let known: Vec<&str> = pages::codes().collect();
        let message = format!(
            "{code} has no page here; `rustc --explain {code}` has one. Known are {}.",
            known.join(" ")
        );
        return Err(exit::error(exit::USAGE, message));
    };
    let diagnostic = page.diagnostic();
    let lens = diagnostic
        .as_ref()
        .and_then(|d| lens::look(d, Some(page.source)));
    if args.format == ExplainFormat::Json {
        let looked = diagnostic.as_ref().map(|error| Looked {
            error,
            lens,
            source: None,
        });
        let looked: Vec<Looked> = looked.into_iter().collect();
        write!(context.out, "{}", explained::document(&looked))?;
        return Ok(exit::PASSED);
    }
    let width = args.width.map_or(context.width, usize::from);
    let lines = explained::page(&page, lens.as_ref(), style(args), width, context.theme);
    let printed = context.lines(&lines);
    context.printed(printed)?;
    Ok(exit::PASSED)
}

fn style(args: &ExplainArgs) -> Style {
    match args.plain {
        true => Style::Words,
        false => Style::Drawing,
    }
}

fn from_input() -> Result<Said> {
    let mut bytes = Vec::new();
    std::io::stdin()
        .read_to_end(&mut bytes)
        .context("standard input cannot be read")?;
    let here = std::env::current_dir().context("this folder cannot be found any more")?;
    Ok(Said {
        diagnostics: rustc_json::parse_any(&String::from_utf8_lossy(&bytes)).diagnostics,
        folders: here.ancestors().map(Path::to_owned).collect(),
    })
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

fn from_file(path: &Path, args: &ExplainArgs) -> Result<Said> {
    let edition = args
        .edition
        .clone()
        .or_else(|| diagnose::edition_around(path));
    let edition = edition.unwrap_or_else(|| EDITION.to_owned());
    let output = diagnose::file(path, &edition).map_err(|e| exit::error(exit::MACHINE, e))?;
    Ok(Said {
        diagnostics: output.diagnostics,
        folders: vec![PathBuf::new()],
    })
}

fn from_exercise(name: Option<&str>, context: &mut Context) -> Result<Said> {
    let opened = context.open()?;
    let exercise = opened.exercise(name)?;
    let checker = opened.checker()?;
    let report = checker.check(exercise, Request::default(), &Cancel::default());
    Ok(Said {
        diagnostics: report.map(|r| r.diagnostics).unwrap_or_default(),
        folders: vec![opened.dir.root.clone()],
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
                .or_insert_with_key(|name| read(name, &said.folders))
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
    match args.format {
        ExplainFormat::Json => write!(context.out, "{}", explained::document(&looked))?,
        ExplainFormat::Human => {
            link(sources.keys().cloned(), &said.folders, context);
            let lines = explained::lines(&looked, manner, context.theme);
            let printed = context.lines(&lines);
            context.printed(printed)?;
        }
    }
    Ok(exit::PASSED)
}

/// The text of a file that the compiler named.
fn read(name: &str, folders: &[PathBuf]) -> Option<String> {
    let mut texts = folders
        .iter()
        .filter_map(|f| std::fs::read(f.join(name)).ok());
    texts
        .next()
        .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}
