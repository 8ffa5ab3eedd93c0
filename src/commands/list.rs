//! `list`: a table, JSON, or the interactive list.

use anyhow::Result;
use serde::Serialize;

use crate::commands::args::{ListArgs, ListFormat};
use crate::commands::context::{Context, OpenCourse};
use crate::commands::watch;
use crate::exit;
use crate::model::course::Layout;
use crate::view::list;

#[derive(Serialize)]
struct ListDocument<'a> {
    schema: &'static str,
    current: &'a str,
    exercises: Vec<ListEntry<'a>>,
}

#[derive(Serialize)]
struct ListEntry<'a> {
    name: &'a str,
    path: String,
    /// If it isn't one file.
    #[serde(skip_serializing_if = "Option::is_none")]
    layout: Option<&'static str>,
    chapter: &'a str,
    title: Option<&'a str>,
    done: bool,
    attempts: u32,
}

/// Runs the command.
pub fn run(args: &ListArgs, context: &mut Context) -> Result<u8> {
    if args.format.is_none() && context.on_terminal && watch::has_keyboard() {
        return watch::list(context);
    }
    let opened = context.open()?;
    match args.format {
        Some(ListFormat::Json) => writeln!(context.out, "{}", json(&opened)?)?,
        _ => {
            let table = list::table(
                &opened.dir.course,
                &opened.progress,
                context.width,
                context.theme,
            );
            context.lines(&table)?;
        }
    }
    Ok(exit::PASSED)
}

fn json(opened: &OpenCourse) -> Result<String> {
    let course = &opened.dir.course;
    let progress = &opened.progress;
    let exercises = course.exercises.iter().map(|exercise| ListEntry {
        name: &exercise.name,
        path: exercise.path(),
        layout: match exercise.layout {
            Layout::File => None,
            Layout::Modules(_) => Some("modules"),
            Layout::Package => Some("package"),
        },
        chapter: exercise.chapter(),
        title: exercise.title.as_deref(),
        done: progress.is_done(&exercise.name),
        attempts: progress.record(&exercise.name).map_or(0, |r| r.attempts),
    });
    let document = ListDocument {
        schema: "rustlings-like/list/v1",
        current: &course.exercises[progress.current_index(course)].name,
        exercises: exercises.collect(),
    };
    Ok(serde_json::to_string_pretty(&document)?)
}
