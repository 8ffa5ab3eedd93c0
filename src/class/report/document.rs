//! The report for programs: schema `rustlings-like/class-report/v1`.

use std::io::Write;

use anyhow::Result;
use rusqlite::Connection;
use serde::Serialize;

use crate::class::report::facts::{ClassFacts, NeedForHelp};
use crate::class::report::now::NowData;
use crate::class::report::tables::{Cell, cells};
use crate::model::timestamp;

const SCHEMA: &str = "rustlings-like/class-report/v1";

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    class: &'a str,
    /// Whether everything is made up.
    demo: bool,
    at: String,
    help: Vec<Help<'a>>,
    away: Vec<&'a str>,
    /// How many learners of the roster haven't handed in anything.
    silent: u32,
    learners: Vec<Learner<'a>>,
    exercises: Vec<Exercise<'a>>,
    errors: Vec<Code<'a>>,
}

#[derive(Serialize)]
struct Help<'a> {
    learner: &'a str,
    exercise: Option<&'a str>,
    code: Option<&'a str>,
    versions: u32,
    seconds: u32,
}

#[derive(Serialize)]
struct Learner<'a> {
    learner: &'a str,
    level: &'a str,
    handed_in: String,
    last_seen: Option<String>,
    claimed: u32,
    verified: u32,
    /// Claimed, and failed when it was graded.
    refuted: u32,
    failed_versions: u32,
    active_seconds: u64,
    at_work_on: Option<&'a str>,
    exercises: Vec<Work<'a>>,
}

#[derive(Serialize)]
struct Work<'a> {
    exercise: &'a str,
    claimed: bool,
    /// `null` if nobody has graded it.
    verified: Option<bool>,
    failed_versions: u32,
    last_hint: u32,
    active_seconds: u32,
}

#[derive(Serialize)]
struct Exercise<'a> {
    exercise: &'a str,
    chapter: &'a str,
    begun: u32,
    claimed: u32,
    verified: u32,
    refuted: u32,
    median_failed_versions: Option<u32>,
    median_active_seconds: Option<u32>,
    /// By the last hint, from none to the third.
    after_hint: Vec<AfterHint>,
}

#[derive(Serialize)]
struct AfterHint {
    learners: u32,
    claimed: u32,
}

#[derive(Serialize)]
struct Code<'a> {
    code: &'a str,
    met: u32,
    beaten: u32,
    median_versions: Option<u32>,
    exercises: Vec<MetIn<'a>>,
}

#[derive(Serialize)]
struct MetIn<'a> {
    exercise: &'a str,
    met: u32,
    beaten: u32,
}

/// Writes the report.
///
/// # Errors
/// It can't be written, or the database can't be read.
pub fn write(out: impl Write, db: &Connection, facts: &ClassFacts) -> Result<()> {
    let now = NowData::new(facts);
    let label = |index: usize| facts.learners[index].label.as_str();
    let name = |number: usize| facts.exercises[number].name.as_str();
    let mut learners = Vec::new();
    for (index, learner) in facts.learners.iter().enumerate() {
        let mut work = Vec::new();
        cells(db, facts, index, |cell| {
            work.push(work_of(cell, name(cell.exercise)));
            Ok(())
        })?;
        learners.push(Learner {
            learner: &learner.label,
            level: &learner.level,
            handed_in: timestamp::to_rfc3339(learner.received_at),
            last_seen: learner.last_at.map(timestamp::to_rfc3339),
            claimed: learner.claimed,
            verified: learner.verified,
            refuted: learner.refuted,
            failed_versions: learner.tries,
            active_seconds: learner.seconds,
            at_work_on: learner.current.as_ref().map(|it| name(it.exercise)),
            exercises: work,
        });
    }
    let help = now.help.iter().map(|(index, need)| {
        let (code, versions) = match need {
            NeedForHelp::SameCode(code, versions, _) => (Some(code.as_str()), *versions),
            NeedForHelp::ManyVersions(versions, _) => (None, *versions),
        };
        let current = facts.learners[*index].current.as_ref();
        Help {
            learner: label(*index),
            exercise: current.map(|it| name(it.exercise)),
            code,
            versions,
            seconds: need.seconds(),
        }
    });
    let document = Document {
        schema: SCHEMA,
        class: &facts.name,
        demo: facts.is_demo,
        at: timestamp::to_rfc3339(facts.now),
        help: help.collect(),
        away: now.away.iter().map(|index| label(*index)).collect(),
        silent: facts.silent,
        learners,
        exercises: exercises(facts),
        errors: errors(facts),
    };
    let mut out = out;
    serde_json::to_writer(&mut out, &document)?;
    writeln!(out)?;
    out.flush()?;
    Ok(())
}

fn work_of<'a>(cell: &Cell, exercise: &'a str) -> Work<'a> {
    Work {
        exercise,
        claimed: cell.is_claimed,
        verified: cell.verified,
        failed_versions: cell.tries,
        last_hint: cell.hints,
        active_seconds: cell.seconds,
    }
}

fn exercises(facts: &ClassFacts) -> Vec<Exercise<'_>> {
    let exercises = facts.exercises.iter().map(|exercise| {
        let hints = exercise.after_hint.iter();
        let hints = hints.map(|(learners, claimed)| AfterHint {
            learners: *learners,
            claimed: *claimed,
        });
        Exercise {
            exercise: &exercise.name,
            chapter: &exercise.chapter,
            begun: exercise.reached,
            claimed: exercise.claimed,
            verified: exercise.verified,
            refuted: exercise.refuted,
            median_failed_versions: exercise.tries,
            median_active_seconds: exercise.seconds,
            after_hint: hints.collect(),
        }
    });
    exercises.collect()
}

fn errors(facts: &ClassFacts) -> Vec<Code<'_>> {
    let codes = facts.codes.iter().map(|code| {
        let exercises = code.exercises.iter();
        let exercises = exercises.map(|(number, met, beaten)| MetIn {
            exercise: &facts.exercises[*number].name,
            met: *met,
            beaten: *beaten,
        });
        Code {
            code: &code.code,
            met: code.met,
            beaten: code.beaten,
            median_versions: code.tries,
            exercises: exercises.collect(),
        }
    });
    codes.collect()
}
