//! Grades for Moodle's import.
//!
//! One unknown user or one grade over the maximum fails the whole file, so only learners of the roster
//! who have a grade are in it, and grades are scaled to the maximum. There is no column for feedback:
//! feedback without a grade would erase the grade that's there.

use crate::class::export::points::Points;
use crate::class::export::{csv, decimal};

/// How many learners aren't in the file, and why.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct NotInMoodle {
    /// They aren't in the roster.
    pub unknown: usize,
    /// Nothing of theirs counts yet.
    pub without_grade: usize,
}

/// The file for a grade item called `title` that goes up to `most`, and who isn't in it.
pub fn moodle(points: &Points, title: &str, most: f64) -> (String, NotInMoodle) {
    let mut left_out = NotInMoodle::default();
    let title = points.counting.title(title);
    let headings = ["useridnumber", "useremail", &title]
        .map(str::to_owned)
        .to_vec();
    let possible = points.possible();
    let mut rows = vec![headings];
    for learner in &points.learners {
        match &learner.roster {
            None => left_out.unknown += 1,
            Some(_) if !learner.has_any() => left_out.without_grade += 1,
            Some((_, email, _)) => {
                let share = if possible > 0.0 {
                    learner.total() / possible
                } else {
                    0.0
                };
                let grade = decimal((share * most).min(most));
                rows.push(vec![learner.id.clone(), email.clone(), grade]);
            }
        }
    }
    (csv(rows), left_out)
}
