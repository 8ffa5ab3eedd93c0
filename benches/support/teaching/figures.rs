//! What was measured, and whether it's what it is to be.

use std::io::{self, Write};
use std::time::Duration;

use serde_json::json;

use super::{FULL, Took};
use crate::support::report::{Goal, Times};

/// All that was measured.
#[derive(Default)]
pub struct Figures(Vec<Figure>);

/// One thing that was measured.
pub struct Figure {
    /// What.
    pub what: String,
    /// With how many learners.
    pub learners: u32,
    /// How much it is.
    pub value: f64,
    /// Of what.
    pub unit: &'static str,
    /// What it is to be.
    pub goal: Goal,
    /// Whether `value` is for more learners than were measured.
    pub is_extrapolated: bool,
    /// If it's a time: how many seconds it took of processors, which depends less on what else the
    /// machine does.
    pub processors: Option<f64>,
}

impl Figures {
    /// Adds what doesn't depend on how many learners there are, or is told for as many as there were.
    pub fn add(&mut self, figure: Figure) {
        self.0.push(figure);
    }

    /// Adds what grows with the number of learners. With fewer than the goals are about, the value is
    /// scaled in proportion.
    pub fn grows(&mut self, what: &str, learners: u32, value: f64, unit: &'static str, goal: Goal) {
        let mut figure = Figure {
            what: what.to_owned(),
            learners,
            value,
            unit,
            goal,
            is_extrapolated: learners < FULL,
            processors: None,
        };
        figure.value *= figure.scale();
        self.add(figure);
    }

    /// Adds the median of times, which grow with the number of learners.
    pub fn takes(&mut self, what: &str, learners: u32, took: &[Took], goal: Goal) {
        let (mut wall, mut processors) = (Times::default(), Times::default());
        for took in took {
            wall.push(took.wall);
            if let Some(time) = took.processors {
                processors.push(time);
            }
        }
        let seconds = |times: Times| times.median() / 1000.0;
        self.grows(what, learners, seconds(wall), "s", goal);
        let processors = Some(seconds(processors)).filter(|it| !it.is_nan());
        if let Some(figure) = self.0.last_mut() {
            figure.processors = processors.map(|it| it * figure.scale());
        }
    }

    /// Whether all goals are met.
    pub fn all_met(&self) -> bool {
        self.0.iter().all(|it| it.goal.is_met_by(it.value))
    }

    /// Writes the table.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        writeln!(
            out,
            "\n| What | Learners | Value | Unit | of processors | Goal | |\n|---|---|---:|---|---:|---|---|"
        )?;
        for figure in &self.0 {
            let Figure {
                what,
                learners,
                value,
                unit,
                goal,
                ..
            } = figure;
            let learners = match figure.is_extrapolated {
                true => format!("{learners}, EXTRAPOLATED to {FULL}"),
                false => learners.to_string(),
            };
            let processors = figure.processors;
            let processors = processors.map_or("-".to_owned(), |it| format!("{it:.2}"));
            let (words, verdict) = (goal.words(), goal.verdict(*value));
            writeln!(
                out,
                "| {what} | {learners} | {value:.2} | {unit} | {processors} | {words} | {verdict} |"
            )?;
        }
        Ok(())
    }

    /// The same as JSON.
    pub fn json(&self) -> String {
        let figures = self.0.iter().map(|it| {
            json!({
                "what": it.what,
                "learners": it.learners,
                "extrapolated_to": it.is_extrapolated.then_some(FULL),
                "value": it.value,
                "unit": it.unit,
                "seconds_of_processors": it.processors,
                "goal": it.goal.words(),
                "met": it.goal.is_met_by(it.value),
            })
        });
        let figures: Vec<serde_json::Value> = figures.collect();
        format!("{:#}\n", json!({ "figures": figures }))
    }
}

impl Figure {
    /// From what was measured to what's told.
    fn scale(&self) -> f64 {
        match self.is_extrapolated {
            true => f64::from(FULL) / f64::from(self.learners),
            false => 1.0,
        }
    }
}

/// Seconds.
pub fn seconds(time: Duration) -> f64 {
    time.as_secs_f64()
}

/// A number of bytes in MB.
pub fn megabytes(bytes: u64) -> f64 {
    kilobytes(bytes) / 1000.0
}

/// A number of bytes in kB.
pub fn kilobytes(bytes: u64) -> f64 {
    // No file is so long that this would lose a bit that matters.
    #[allow(clippy::cast_precision_loss, reason = "a few digits are told")]
    let bytes = bytes as f64;
    bytes / 1000.0
}
