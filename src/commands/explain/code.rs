//! `explain CODE`: the page of an error code.

use std::io::Write as _;

use anyhow::Result;

use crate::commands::args::{ExplainArgs, ExplainFormat};
use crate::commands::context::Context;
use crate::engine::diagnose::{self, KnownCode};
use crate::exit;
use crate::lens::codes::{self, Entry};
use crate::lens::{self, Lens};
use crate::model::ask::facts::Facts;
use crate::model::diagnostic::Diagnostic;
use crate::rust::{Edition, Source};
use crate::view::report::explained::{self, ExplainedError};

/// Shows the page of an error code.
///
/// # Errors
/// There is no page for this code: exit code 2, with what rustc knows about it.
pub fn explain(code: &str, args: &ExplainArgs, context: &mut Context) -> Result<u8> {
    let Some(entry) = codes::entry(code) else {
        return Err(exit::error(exit::USAGE, explain_missing_page(code)));
    };
    let source = entry.example.map_or("", |example| example.source);
    let (diagnostic, lens) = explain_example(entry, source);
    let width = args.width.map_or(context.width, usize::from);
    let is_json = args.format == ExplainFormat::Json;
    let lines = explained::page(
        entry,
        diagnostic.as_ref().zip(lens.as_ref()),
        super::style(args),
        width,
        if is_json {
            context.theme.without_color()
        } else {
            context.theme
        },
    );
    if is_json {
        let errors = diagnostic.as_ref().map(|error| ExplainedError {
            error,
            lens,
            source: None,
        });
        let errors: Vec<ExplainedError> = errors.into_iter().collect();
        let document = explained::document(&errors, None, &lines);
        write!(context.out, "{document}")?;
        return Ok(exit::PASSED);
    }
    let printed = context.lines(&lines);
    context.ignore_closed_pipe(printed)?;
    Ok(exit::PASSED)
}

/// The example's error and what the lens says of it: by the compiler at hand, so that its repairs
/// are proven; without one, or with one that says something else, by what a compiler once said.
fn explain_example(entry: &Entry, source: &str) -> (Option<Diagnostic>, Option<Lens>) {
    if entry.example.is_none() {
        return (None, None);
    }
    let found = diagnose::program(source, super::EDITION).and_then(|program| program.explain());
    let explained = found.ok().and_then(|found| {
        let mut explained = found.errors.into_iter().zip(found.lenses?);
        explained.find(|(error, _)| error.code.as_deref() == Some(entry.code))
    });
    let source = Source::new(source, Edition::named(super::EDITION));
    let (error, lens) = match explained {
        Some((error, lens)) => (Some(error), lens),
        None => {
            let error = entry.example_error();
            let look = |error| lens::look(error, Some(&source), &Facts::default());
            let lens = error.as_ref().and_then(look);
            (error, lens)
        }
    };
    let labels = |error| lens::look_at_example(error, &source);
    let lens = lens.or_else(|| error.as_ref().and_then(labels));
    (error, lens)
}

fn explain_missing_page(code: &str) -> String {
    match diagnose::ask_about_code(code) {
        KnownCode::Known => {
            let codes: Vec<&str> = codes::entries().iter().map(|entry| entry.code).collect();
            format!(
                "{code} has no page here; `rustc --explain {code}` has one\n\
                 The codes with a page here: {}.",
                codes.join(" ")
            )
        }
        KnownCode::Unknown => {
            format!(
                "there is no error code {code}: `rustc --explain {code}` doesn't know it either"
            )
        }
        KnownCode::NotAsked => {
            format!("{code} has no page here; try `rustc --explain {code}`")
        }
    }
}
