//! *Map*: exercises × learners.

use maud::{Markup, html};

use crate::class::pages::frame::{Frame, Tab, wide};
use crate::class::pages::marks::{Columns, mark};
use crate::class::pages::{paths, words};
use crate::class::report::map::{CellState, MapData};

/// The page.
pub fn page(frame: &Frame, data: &MapData) -> Markup {
    let facts = frame.facts;
    let columns = Columns::new(facts.exercises.iter().map(|it| it.chapter.as_str()));
    let first = data.rows.first().map_or(0, |(index, _)| *index);
    let table = html! {
        table.map {
            caption { span {
                "Each row is a learner, each column an exercise, in the course's order. "
                "Numbers above are chapters. Learners are in the order of their pseudonyms, which means nothing."
            } }
            thead { tr {
                th scope="col" { "Learner" } th scope="col" { span.skip { "Exercises" } (columns.heads()) }
                th.number scope="col" { "Claimed" } th.number scope="col" { "Verified" }
                th scope="col" { "At work on" }
            } }
            tbody {
                @if data.page == 0 { (everybody(frame, &columns)) }
                @for (index, states) in &data.rows {
                    @let learner = &facts.learners[*index];
                    tr {
                        th scope="row" { (frame.learner(*index)) }
                        td { (columns.row(states)) }
                        td.number { (learner.claimed) } td.number { (learner.verified) }
                        td {
                            @if let Some(current) = &learner.current { (frame.exercise(current.exercise)) }
                        }
                    }
                }
            }
        }
    };
    let main = html! {
        h1 {
            "Map"
            @if data.pages > 1 { ", page " (data.page + 1) " of " (data.pages) }
        }
        (legend())
        @if data.pages > 1 {
            p { "Learners " (first + 1) " to " (first + data.rows.len()) " of " (facts.learners.len()) "." }
            (pager(data))
        }
        (wide("Map of the class", &table))
        (chapters(frame))
    };
    frame.page("Map", Tab::Map, true, &main)
}

/// The first row: all learners as bars.
fn everybody(frame: &Frame, columns: &Columns) -> Markup {
    let facts = frame.facts;
    let all = u32::try_from(facts.learners.len()).unwrap_or(u32::MAX);
    let counts = facts.exercises.iter().map(|exercise| {
        // Some are verified without a claim, if only their code was handed in.
        let claimed = exercise.claimed.saturating_sub(exercise.verified);
        let rest = exercise.reached.saturating_sub(exercise.verified + claimed);
        [exercise.verified, claimed, rest]
    });
    let counts: Vec<[u32; 3]> = counts.collect();
    let claimed: u64 = facts.exercises.iter().map(|it| u64::from(it.claimed)).sum();
    let verified: u64 = facts
        .exercises
        .iter()
        .map(|it| u64::from(it.verified))
        .sum();
    html! {
        tr {
            th scope="row" { "Everybody" }
            td { (columns.bars(&counts, all)) }
            td.number { (claimed) } td.number { (verified) }
            td {}
        }
    }
}

fn legend() -> Markup {
    let states = [
        (CellState::Verified, "filled: verified"),
        (CellState::Claimed, "hollow: claimed, not graded"),
        (CellState::Refuted, "crossed: claimed, but fails"),
        (CellState::Started, "low: at work"),
    ];
    html! {
        ul.legend aria-label="What the marks mean" {
            @for (state, words) in states { li { (mark(state)) (words) } }
        }
    }
}

fn pager(data: &MapData) -> Markup {
    html! {
        nav aria-label="Pages of the map" {
            ul.pager {
                @for page in 0..data.pages {
                    @let current = (page == data.page).then_some("page");
                    li { a href=(paths::map(page)) aria-current=[current] { (page + 1) } }
                }
            }
        }
    }
}

fn chapters(frame: &Frame) -> Markup {
    let exercises = &frame.facts.exercises;
    let chapters = exercises.chunk_by(|a, b| a.chapter == b.chapter);
    html! {
        h2 { "The chapters" }
        ol {
            @for chapter in chapters {
                li { (words::chapter(&chapter[0].chapter)) ", " (words::counted(u32::try_from(chapter.len()).unwrap_or(0), "exercise")) }
            }
        }
        p { a href="exercises.html" { "All exercises with their numbers" } }
    }
}
