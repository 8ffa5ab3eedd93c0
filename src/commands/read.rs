//! `read`: the page that a chapter opens with.

use anyhow::Result;

use crate::commands::args::ReadArgs;
use crate::commands::context::Context;
use crate::engine::chapter_page;
use crate::exit;
use crate::model::course::Course;
use crate::view::chapter;

/// Runs the command.
pub fn run(args: &ReadArgs, context: &mut Context) -> Result<u8> {
    let opened = context.open()?;
    let course = &opened.dir.course;
    let name = match args.chapter.as_deref() {
        None => opened.exercise(None)?.chapter().to_owned(),
        Some(asked) => find(course, asked)?.to_owned(),
    };
    let Some(text) = chapter_page::read(&opened.dir, &name) else {
        let message = format!("chapter {name} has no page (exercises/{name}/README.md)");
        return Err(exit::error(exit::USAGE, message));
    };
    let lines = chapter::page(&text, context.width, context.theme);
    context.lines(&lines)?;
    Ok(exit::PASSED)
}

/// The chapter with this name, or this number, or this name without its number.
fn find<'c>(course: &'c Course, asked: &str) -> Result<&'c str> {
    let chapters: Vec<&str> = course
        .chapters()
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    let asked = asked.trim_end_matches('/');
    let is = |name: &&&str| {
        let (number, rest) = name.split_once('_').unwrap_or(("", name));
        **name == asked || number == asked || rest == asked
    };
    if let Some(found) = chapters.iter().find(is) {
        return Ok(found);
    }
    let similar = course.similar_chapters(asked);
    let way_out = match &similar[..] {
        [] => format!("the chapters are {}", chapters.join(", ")),
        some => format!("did you mean {}?", some.join(" or ")),
    };
    let message = format!("there is no chapter {asked:?}; {way_out}");
    Err(exit::error(exit::USAGE, message))
}
