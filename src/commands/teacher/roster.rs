//! `class roster`: who is in the class.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;

use super::open::open;
use crate::class::roster;
use crate::class::store::KnownLearner;
use crate::commands::args::{ClassRosterArgs, ClassRosterCommand};
use crate::commands::context::Context;
use crate::engine::{files, ordinary_file};
use crate::exit;
use crate::model::timestamp;
use crate::view::text::{count, pad, safe};

/// Runs the command.
pub fn run(args: &ClassRosterArgs, class: Option<&Path>, context: &mut Context) -> Result<u8> {
    let named = match &args.command {
        Some(ClassRosterCommand::Import { file }) => Some(file),
        None => args.file.as_ref(),
    };
    match named {
        Some(file) => import(file, class, context),
        None => list(class, context),
    }
}

fn import(file: &Path, class: Option<&Path>, context: &mut Context) -> Result<u8> {
    let mut class = open(class)?;
    let name = file.display();
    let text = ordinary_file::read_text(file).map_err(|error| {
        let message = match error.kind() {
            std::io::ErrorKind::InvalidData => {
                format!("{name} isn't UTF-8: in your spreadsheet, save it as \"CSV UTF-8\"")
            }
            _ => format!("{name} {}", files::unreadable(&error)),
        };
        exit::error(exit::USAGE, message)
    })?;
    let entries = roster::read(&text).map_err(|what| {
        let message = format!("{name}: {what}; nothing was changed");
        exit::error(exit::USAGE, message)
    })?;
    let before = class.store.roster()?;
    class.store.set_roster(&entries)?;
    let old: BTreeMap<&str, _> = before.iter().map(|it| (it.id.as_str(), it)).collect();
    let is_new = |id: &str| !old.contains_key(id);
    let new = entries.iter().filter(|it| is_new(&it.id)).count();
    let changed = entries
        .iter()
        .filter(|it| old.get(it.id.as_str()).is_some_and(|old| old != it));
    let changed = changed.count();
    let gone = before.len() + new - entries.len();
    let line = format!(
        "The roster has {}: {new} new, {changed} changed, {gone} gone.",
        count(entries.len(), "learner")
    );
    context.lines(&[line])?;
    Ok(exit::PASSED)
}

fn list(class: Option<&Path>, context: &mut Context) -> Result<u8> {
    let class = open(class)?;
    let learners = class.store.learners()?;
    if learners.is_empty() {
        let lines = [
            "Nobody is in this class yet.".to_owned(),
            "  rustlings-like class roster import FILE   reads a roster (CSV)".to_owned(),
            "  rustlings-like class import PATH...       takes up what learners handed in"
                .to_owned(),
        ];
        context.lines(&lines)?;
        return Ok(exit::PASSED);
    }
    let rows = learners.iter().map(row);
    let headings = ["Id", "Name", "Section", "Pseudonym", "Handed in", "Level"].map(str::to_owned);
    let rows: Vec<[String; 6]> = [headings].into_iter().chain(rows).collect();
    let width = |column: usize| {
        let widths = rows
            .iter()
            .map(|row| console::measure_text_width(&row[column]));
        widths.max().unwrap_or(0).min(32)
    };
    let widths: [usize; 6] = std::array::from_fn(width);
    let lines = rows.iter().enumerate().map(|(index, row)| {
        let cells = row.iter().zip(widths).map(|(cell, width)| pad(cell, width));
        let line = cells.collect::<Vec<_>>().join("  ");
        match index {
            0 => context.theme.strong(line.trim_end()),
            _ => line.trim_end().to_owned(),
        }
    });
    let mut lines: Vec<String> = lines.collect();
    let unexpected = learners.iter().filter(|it| it.name.is_none()).count();
    let silent = learners.iter().filter(|it| it.pseudonym.is_none()).count();
    lines.push(String::new());
    lines.push(format!(
        "{}; nothing has come from {silent}; {unexpected} not in the roster.",
        count(learners.len(), "learner")
    ));
    context.lines(&lines)?;
    Ok(exit::PASSED)
}

fn row(learner: &KnownLearner) -> [String; 6] {
    let text = |text: &Option<String>| safe(text.as_deref().unwrap_or("-"), false);
    let day = learner
        .received_at
        .map(|at| timestamp::date(timestamp::day_of(at)));
    [
        safe(&learner.id, false),
        text(&learner.name),
        text(&learner.section),
        text(&learner.pseudonym),
        day.unwrap_or_else(|| "-".to_owned()),
        text(&learner.level),
    ]
}
