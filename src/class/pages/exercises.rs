//! *Exercises*: all of them in a table.

use maud::{Markup, html};

use crate::class::pages::frame::{Frame, Tab, wide};
use crate::class::pages::words;
use crate::class::report::facts::ExerciseFacts;
use crate::class::report::numbers::percent;

/// The page.
pub fn page(frame: &Frame) -> Markup {
    let facts = frame.facts;
    let table = html! {
        table {
            caption { span {
                "In the course's order. Failed versions and time of work are medians of learners "
                "who claim a pass."
            } }
            thead { tr {
                th scope="col" { "Exercise" } th.number scope="col" { "Begun" }
                th.number scope="col" { "Claimed" } th.number scope="col" { "Verified" }
                th.number scope="col" { "Fails" } th.number scope="col" { "Still at it" }
                th.number scope="col" { "Failed versions" } th.number scope="col" { "Time of work" }
                th.number scope="col" { "With a hint" }
            } }
            @for (start, chapter) in chapters(&facts.exercises) {
                tbody {
                    tr { th scope="rowgroup" colspan="9" { strong { (words::chapter(&chapter[0].chapter)) } } }
                    @for (offset, exercise) in chapter.iter().enumerate() {
                        tr {
                            th scope="row" { (frame.exercise(start + offset)) }
                            td.number { (exercise.reached) } td.number { (exercise.claimed) }
                            td.number { (exercise.verified) } td.number { (exercise.refuted) }
                            td.number { (exercise.current.len()) }
                            td.number { (exercise.tries.map_or_else(dash, |it| it.to_string())) }
                            td.number { (exercise.seconds.map_or_else(dash, |it| words::duration(u64::from(it)))) }
                            td.number { (with_hint(exercise).map_or_else(dash, |it| format!("{it} %"))) }
                        }
                    }
                }
            }
        }
    };
    let main = html! {
        h1 { "Exercises" }
        (wide("Exercises", &table))
    };
    frame.page("Exercises", Tab::Exercises, true, &main)
}

/// The chapters with the number of their first exercise.
fn chapters(exercises: &[ExerciseFacts]) -> impl Iterator<Item = (usize, &[ExerciseFacts])> {
    let mut start = 0;
    let chapters = exercises.chunk_by(|a, b| a.chapter == b.chapter);
    chapters.map(move |chapter| {
        start += chapter.len();
        (start - chapter.len(), chapter)
    })
}

fn dash() -> String {
    "–".to_owned()
}

/// How many of a hundred learners took a hint.
fn with_hint(exercise: &ExerciseFacts) -> Option<u32> {
    let with = exercise.after_hint[1..]
        .iter()
        .map(|(learners, _)| learners);
    percent(with.sum(), exercise.reached)
}
