//! Times and what is made of them.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::Result;

use super::environment::command;

/// The times of one thing that was done in every round.
#[derive(Debug, Default)]
pub struct Times(Vec<Duration>);

impl Times {
    /// Adds the time of a round.
    pub fn push(&mut self, time: Duration) {
        self.0.push(time);
    }

    /// The median in milliseconds; with an even number of rounds the upper one.
    pub fn median(&self) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let median = sorted.get(sorted.len() / 2);
        median.map_or(f64::NAN, |time| time.as_secs_f64() * 1000.0)
    }
}

/// What a value is to be.
#[derive(Debug, Clone, Copy)]
pub enum Goal {
    /// Not more than this.
    AtMost(f64),
    /// Not less than this.
    AtLeast(f64),
    /// Less than this.
    Below(f64),
    /// Whatever it is; it is only told.
    None,
}

impl Goal {
    /// Whether a value is what it is to be.
    pub fn is_met_by(self, value: f64) -> bool {
        match self {
            Self::AtMost(limit) => value <= limit,
            Self::AtLeast(limit) => value >= limit,
            Self::Below(limit) => value < limit,
            Self::None => true,
        }
    }

    /// What a value is to be, in words.
    pub fn words(self) -> String {
        match self {
            Self::AtMost(limit) => format!("at most {limit}"),
            Self::AtLeast(limit) => format!("at least {limit}"),
            Self::Below(limit) => format!("below {limit}"),
            Self::None => "-".to_owned(),
        }
    }

    /// What to say of a value.
    pub fn verdict(self, value: f64) -> &'static str {
        match (self, self.is_met_by(value)) {
            (Self::None, _) => "-",
            (_, true) => "met",
            (_, false) => "**NOT met**",
        }
    }
}

/// One line of the table.
#[derive(Debug)]
pub struct Row {
    /// What we did.
    pub what: String,
    /// What it cost us: milliseconds, if the table says nothing else.
    pub ours: f64,
    /// What that is compared with.
    pub against: String,
    /// What that costs, if it has a price.
    pub other: Option<f64>,
    /// What is made of the two.
    pub value: f64,
    /// What that is to be.
    pub goal: Goal,
}

impl Row {
    /// Our time in parts of another's.
    pub fn slower(what: &str, ours: &Times, against: &str, other: &Times, goal: Goal) -> Self {
        Self::parts(what, ours.median(), against, other.median(), goal)
    }

    /// Our cost in parts of another's.
    pub fn parts(what: &str, ours: f64, against: &str, other: f64, goal: Goal) -> Self {
        Self {
            what: what.to_owned(),
            ours,
            against: against.to_owned(),
            other: Some(other),
            value: ours / other,
            goal,
        }
    }

    /// Another's time in parts of ours.
    pub fn faster(what: &str, ours: &Times, against: &str, other: &Times, goal: Goal) -> Self {
        let row = Self::slower(what, ours, against, other, goal);
        Self {
            value: row.value.recip(),
            ..row
        }
    }

    /// What ours takes more than another, in milliseconds.
    pub fn more(what: &str, ours: &Times, against: &str, other: &Times, goal: Goal) -> Self {
        let row = Self::slower(what, ours, against, other, goal);
        let value = row.ours - other.median();
        Self { value, ..row }
    }

    /// Our time for each of a number of things, in milliseconds.
    pub fn each(what: &str, ours: &Times, things: &str, count: u32, goal: Goal) -> Self {
        let ours = ours.median();
        Self {
            what: what.to_owned(),
            ours,
            against: format!("{count} {things}"),
            other: None,
            value: ours / f64::from(count),
            goal,
        }
    }

    /// Whether the goal is met.
    pub fn is_met(&self) -> bool {
        self.goal.is_met_by(self.value)
    }
}

/// Writes the table, with the unit of what was measured.
pub fn write_table(rows: &[Row], unit: &str, out: &mut impl Write) -> io::Result<()> {
    writeln!(
        out,
        "| Ours | {unit} | Against | {unit} | Ratio | Goal | |\n|---|---:|---|---:|---:|---|---|"
    )?;
    for row in rows {
        let other = row
            .other
            .map_or("-".to_owned(), |cost| format!("{cost:.1}"));
        writeln!(
            out,
            "| {} | {:.1} | {} | {other} | {:.2} | {} | {} |",
            row.what,
            row.ours,
            row.against,
            row.value,
            row.goal.words(),
            row.goal.verdict(row.value)
        )?;
    }
    Ok(())
}

/// Writes what the machine is and how busy.
pub fn write_machine(folder: &Path, out: &mut impl Write) -> Result<()> {
    let cores = std::thread::available_parallelism()?;
    let memory = first_line("/proc/meminfo", "hw.memsize");
    let load = first_line("/proc/loadavg", "vm.loadavg");
    let version = said(command("rustc", folder).arg("--version"));
    writeln!(
        out,
        "Cores: {cores}. Memory: {memory}. {version}. Load at the start: {load}."
    )?;
    Ok(())
}

/// From Linux' file or, elsewhere, from `sysctl`; in the system's own words.
fn first_line(file: &str, name: &str) -> String {
    let text = fs::read_to_string(file);
    let text = text.unwrap_or_else(|_| said(Command::new("sysctl").args(["-n", name])));
    let line = text.lines().next().unwrap_or_default();
    let words: Vec<&str> = line.split_whitespace().collect();
    words.join(" ")
}

fn said(command: &mut Command) -> String {
    let output = command.output().map(|output| output.stdout);
    let text = String::from_utf8_lossy(&output.unwrap_or_default())
        .trim()
        .to_owned();
    match text.is_empty() {
        true => "unknown".to_owned(),
        false => text,
    }
}
