//! The code that invented learners hand in.

use crate::class::demo::random::Random;
use crate::class::texts::CourseTexts;

/// Remarks that change nothing of a program.
const REMARKS: [&str; 14] = [
    "// Done!",
    "// Took me a while.",
    "// I'd like to see another way to do this.",
    "// Ask about this one on Thursday.",
    "// My second idea.",
    "// It was the borrow, after all.",
    "// Works.",
    "// Finally.",
    "// TIL.",
    "// Not sure that this is how one writes it.",
    "// Read the chapter again before the exam.",
    "// With a hint.",
    "// Without a hint!",
    "// Easy.",
];

/// A text that was handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoCode {
    /// The text.
    pub text: String,
    /// Whether it's right, as far as whoever made it up knows.
    pub is_right: bool,
}

/// Right code: the solution, sometimes with an edit that changes nothing. `None` if the course has no
/// solution.
pub fn right(texts: &CourseTexts, place: usize, random: &mut Random) -> Option<DemoCode> {
    let solution = texts.solutions.get(place)?.as_deref()?;
    Some(DemoCode {
        text: edited(solution, random),
        is_right: true,
    })
}

/// Code that isn't right yet: one of the course's wrong repairs, or the starter. `None` if there is
/// neither.
pub fn wrong(texts: &CourseTexts, place: usize, random: &mut Random) -> Option<DemoCode> {
    let repairs = texts.wrong_repairs.get(place)?;
    let starter = texts.starters.get(place).filter(|text| !text.is_empty());
    let text = match random.percent(50) {
        true => random.choose(repairs).or(starter),
        false => starter.or_else(|| repairs.first()),
    }?;
    Some(DemoCode {
        text: edited(text, random),
        is_right: false,
    })
}

/// The text as it is in half of all cases, and otherwise with a remark or an empty line more.
fn edited(text: &str, random: &mut Random) -> String {
    let end = text.trim_end();
    match random.below(8) {
        0..=3 => text.to_owned(),
        4 => format!("{end}\n\n\n"),
        5 => {
            let remark = random.choose(&REMARKS).copied().unwrap_or_default();
            format!("{remark}\n{text}")
        }
        _ => {
            let remark = random.choose(&REMARKS).copied().unwrap_or_default();
            format!("{end}\n\n{remark}\n")
        }
    }
}
