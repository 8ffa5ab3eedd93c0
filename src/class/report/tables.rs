//! The report as tables. Claimed and verified are columns of their own.

use std::fs::{self, File};
use std::io::BufWriter;
use std::path::Path;

use anyhow::{Context, Result};
use csv::Writer;
use rusqlite::Connection;

use crate::class::report::facts::{ClassFacts, NeedForHelp};
use crate::class::report::now::NowData;
use crate::class::spreadsheet;
use crate::model::timestamp;

/// A learner's work on an exercise.
#[derive(Debug, Clone, Copy)]
pub struct Cell {
    /// The exercise's number.
    pub exercise: usize,
    /// Whether a pass is claimed.
    pub is_claimed: bool,
    /// Whether it passed when it was graded; `None` if nobody has graded it.
    pub verified: Option<bool>,
    /// How many versions failed.
    pub tries: u32,
    /// The highest hint.
    pub hints: u32,
    /// The time of work in seconds.
    pub seconds: u32,
}

/// Calls `each` with all of a learner's work, in the course's order.
///
/// # Errors
/// The database can't be read, or `each` fails.
pub fn cells(
    db: &Connection,
    facts: &ClassFacts,
    index: usize,
    mut each: impl FnMut(&Cell) -> Result<()>,
) -> Result<()> {
    let mut cells = db.prepare_cached(
        "SELECT exercise, claimed, verified, attempts, hints, active_s
         FROM cell WHERE learner = ?1 ORDER BY exercise",
    )?;
    let mut rows = cells.query([facts.learners[index].id])?;
    while let Some(row) = rows.next()? {
        let (claimed, verified): (i64, i64) = (row.get(1)?, row.get(2)?);
        let cell = Cell {
            exercise: row.get(0)?,
            is_claimed: claimed == 2,
            verified: match verified {
                2 => Some(true),
                1 => Some(false),
                _ => None,
            },
            tries: row.get(3)?,
            hints: row.get(4)?,
            seconds: row.get(5)?,
        };
        // The course may not have the exercise any more.
        if cell.exercise < facts.exercises.len() {
            each(&cell)?;
        }
    }
    Ok(())
}

/// Writes `learners.csv`, `exercises.csv`, `errors.csv` and `cells.csv`.
///
/// # Errors
/// The files can't be written, or the database can't be read.
pub fn write(folder: &Path, db: &Connection, facts: &ClassFacts) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("{} can't be made", folder.display()))?;
    learners(&mut Table::create(folder, "learners.csv")?, facts)?;
    exercises(&mut Table::create(folder, "exercises.csv")?, facts)?;
    errors(&mut Table::create(folder, "errors.csv")?, facts)?;
    work(&mut Table::create(folder, "cells.csv")?, db, facts)
}

/// A file that's written row by row.
struct Table {
    writer: Writer<BufWriter<File>>,
}

impl Table {
    fn create(folder: &Path, name: &str) -> Result<Self> {
        let path = folder.join(name);
        let file = File::create(&path);
        let file = file.with_context(|| format!("{} can't be written", path.display()))?;
        Ok(Self {
            writer: Writer::from_writer(BufWriter::new(file)),
        })
    }

    fn row<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) -> Result<()> {
        for cell in cells {
            self.writer
                .write_field(spreadsheet::cell(cell).as_bytes())?;
        }
        self.writer.write_record(None::<&[u8]>)?;
        Ok(())
    }

    fn end(&mut self) -> Result<()> {
        Ok(self.writer.flush()?)
    }
}

fn optional(number: Option<u32>) -> String {
    number.map_or_else(String::new, |number| number.to_string())
}

fn learners(table: &mut Table, facts: &ClassFacts) -> Result<()> {
    table.row([
        "learner",
        "claimed",
        "verified",
        "claimed_but_fails",
        "failed_versions",
        "active_seconds",
        "handed_in",
        "last_seen",
        "at_work_on",
        "needs_help_code",
        "needs_help_versions",
        "needs_help_seconds",
        "away",
    ])?;
    let now = NowData::new(facts);
    let mut needs = vec![None; facts.learners.len()];
    let mut is_away = vec![false; facts.learners.len()];
    for (index, need) in &now.help {
        needs[*index] = Some(need);
    }
    for index in &now.away {
        is_away[*index] = true;
    }
    for (index, learner) in facts.learners.iter().enumerate() {
        let current = learner.current.as_ref();
        let (code, versions, seconds) = match needs[index] {
            Some(NeedForHelp::SameCode(code, versions, seconds)) => {
                (code.as_str(), Some(*versions), Some(*seconds))
            }
            Some(NeedForHelp::ManyVersions(versions, seconds)) => {
                ("", Some(*versions), Some(*seconds))
            }
            None => ("", None, None),
        };
        table.row([
            learner.label.as_str(),
            &learner.claimed.to_string(),
            &learner.verified.to_string(),
            &learner.refuted.to_string(),
            &learner.tries.to_string(),
            &learner.seconds.to_string(),
            &timestamp::to_rfc3339(learner.received_at),
            &learner
                .last_at
                .map_or_else(String::new, timestamp::to_rfc3339),
            current.map_or("", |it| &facts.exercises[it.exercise].name),
            code,
            &optional(versions),
            &optional(seconds),
            if is_away[index] { "yes" } else { "" },
        ])?;
    }
    table.end()
}

fn exercises(table: &mut Table, facts: &ClassFacts) -> Result<()> {
    table.row([
        "exercise",
        "chapter",
        "begun",
        "claimed",
        "verified",
        "claimed_but_fails",
        "median_failed_versions",
        "median_active_seconds",
        "hint_0",
        "hint_0_claimed",
        "hint_1",
        "hint_1_claimed",
        "hint_2",
        "hint_2_claimed",
        "hint_3",
        "hint_3_claimed",
    ])?;
    for exercise in &facts.exercises {
        let mut cells = vec![
            exercise.name.clone(),
            exercise.chapter.clone(),
            exercise.reached.to_string(),
            exercise.claimed.to_string(),
            exercise.verified.to_string(),
            exercise.refuted.to_string(),
            optional(exercise.tries),
            optional(exercise.seconds),
        ];
        for (learners, claimed) in exercise.after_hint {
            cells.extend([learners.to_string(), claimed.to_string()]);
        }
        table.row(cells.iter().map(String::as_str))?;
    }
    table.end()
}

fn errors(table: &mut Table, facts: &ClassFacts) -> Result<()> {
    table.row(["code", "exercise", "met", "beaten", "median_versions"])?;
    for code in &facts.codes {
        let all = ["", &code.met.to_string(), &code.beaten.to_string()].map(str::to_owned);
        let [exercise, met, beaten] = &all;
        table.row([
            code.code.as_str(),
            exercise,
            met,
            beaten,
            &optional(code.tries),
        ])?;
        for (number, met, beaten) in &code.exercises {
            let name = &facts.exercises[*number].name;
            table.row([
                code.code.as_str(),
                name,
                &met.to_string(),
                &beaten.to_string(),
                "",
            ])?;
        }
    }
    table.end()
}

fn work(table: &mut Table, db: &Connection, facts: &ClassFacts) -> Result<()> {
    table.row([
        "learner",
        "exercise",
        "claimed",
        "verified",
        "failed_versions",
        "last_hint",
        "active_seconds",
    ])?;
    for (index, learner) in facts.learners.iter().enumerate() {
        cells(db, facts, index, |cell| {
            table.row([
                learner.label.as_str(),
                &facts.exercises[cell.exercise].name,
                if cell.is_claimed { "passed" } else { "started" },
                match cell.verified {
                    Some(true) => "passed",
                    Some(false) => "failed",
                    None => "",
                },
                &cell.tries.to_string(),
                &cell.hints.to_string(),
                &cell.seconds.to_string(),
            ])
        })?;
    }
    table.end()
}
