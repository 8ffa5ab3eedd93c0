//! Points for other systems. Only what grading has found counts, unless claims are asked for; then the
//! column says so.

mod canvas;
mod jplag;
mod moodle;
mod points;
mod table;
mod xapi;

pub use canvas::canvas;
pub use jplag::{JplagFolder, jplag};
pub use moodle::moodle;
pub use points::{Points, points};
pub use table::{exercises, table};
pub use xapi::{Platform, xapi};

use crate::class::spreadsheet;

/// Which points are exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counting {
    /// What grading has found.
    Verified,
    /// What the learners' machines say.
    Claimed,
}

impl Counting {
    /// The title of a column with such points.
    pub fn title(self, title: &str) -> String {
        match self {
            Self::Verified => title.to_owned(),
            Self::Claimed => format!("{title} (claimed, not verified)"),
        }
    }
}

/// Rows as CSV.
fn csv(rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut writer = csv::WriterBuilder::new()
        .flexible(true)
        .from_writer(Vec::new());
    for row in rows {
        // Memory has room, and all is text.
        let _ = writer.write_record(row.iter().map(|text| spreadsheet::cell(text).into_owned()));
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A number of points in at most two decimals.
fn decimal(points: f64) -> String {
    let text = format!("{points:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text.is_empty() {
        "0".to_owned()
    } else {
        text.to_owned()
    }
}
