//! A gradebook for Canvas.
//!
//! Canvas finds a student by `ID`, `SIS User ID`, `SIS Login ID` or the name, in this order, and makes an
//! assignment of a title that it doesn't know. Columns with some titles it drops without a word.

use crate::class::export::points::Points;
use crate::class::export::{csv, decimal};

/// Columns of Canvas's own. One whose title contains any of these is dropped on import.
const OWN_TITLES: [&str; 10] = [
    "Current Points",
    "Final Points",
    "Current Score",
    "Unposted Current Score",
    "Final Score",
    "Unposted Final Score",
    "Current Grade",
    "Unposted Current Grade",
    "Final Grade",
    "Unposted Final Grade",
];

/// The file for an assignment called `title`; `assignment` is its number in Canvas, if it exists there.
/// Learners who aren't in the roster can't be found in Canvas, so they aren't in the file.
///
/// # Errors
/// Canvas would drop the column. Reads on after the title.
pub fn canvas(points: &Points, title: &str, assignment: Option<u64>) -> Result<String, String> {
    let lower = title.to_lowercase();
    if let Some(own) = OWN_TITLES
        .iter()
        .find(|own| lower.contains(&own.to_lowercase()))
    {
        return Err(format!(
            "contains {own:?}, and Canvas drops such columns without a word"
        ));
    }
    let title = points.counting.title(title);
    let title = match assignment {
        Some(id) => format!("{title} ({id})"),
        None => title,
    };
    let text = |row: [&str; 6]| row.map(str::to_owned).to_vec();
    let headings = text([
        "Student",
        "ID",
        "SIS User ID",
        "SIS Login ID",
        "Section",
        &title,
    ]);
    let possible = decimal(points.possible());
    let possible = text(["    Points Possible", "", "", "", "", &possible]);
    let students = points.learners.iter().filter_map(|learner| {
        let (name, email, section) = learner.roster.as_ref()?;
        let score = if learner.has_any() {
            decimal(learner.total())
        } else {
            String::new()
        };
        Some(text([name, "", &learner.id, email, section, &score]))
    });
    Ok(csv([headings, possible].into_iter().chain(students)))
}
