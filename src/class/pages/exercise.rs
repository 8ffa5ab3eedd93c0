//! The page of an exercise.

use maud::{Markup, html};

use crate::class::pages::frame::{Frame, Tab, wide};
use crate::class::pages::marks::bar;
use crate::class::pages::words;
use crate::class::report::exercises::{ExerciseData, MOST_LEARNERS};
use crate::class::report::facts::TRY_STEPS;
use crate::class::report::numbers::percent;

/// The page; it lies in a folder of the report.
pub fn page(frame: &Frame, data: &ExerciseData) -> Markup {
    let facts = data.facts;
    let name = words::shown(&facts.name);
    let main = html! {
        h1 { (name) }
        p.soft {
            @if !facts.title.is_empty() { (words::shown(&facts.title)) ". " }
            "Exercise " (data.number + 1) " of " (frame.facts.exercises.len()) ", in " (words::chapter(&facts.chapter)) "."
        }
        dl.figures {
            div { dt { "have begun it" } dd { (facts.reached) } }
            div { dt { "claim to pass" } dd { (facts.claimed) } }
            div { dt { "verified" } dd { (facts.verified) } }
            div { dt { "claimed, but fails" } dd { (facts.refuted) } }
            @if let Some(tries) = facts.tries { div { dt { "failed versions, median" } dd { (tries) } } }
            @if let Some(seconds) = facts.seconds {
                div { dt { "time of work, median" } dd { (words::duration(u64::from(seconds))) } }
            }
        }
        @if facts.reached == 0 {
            p { "Nobody has begun it yet." }
        } @else {
            h2 { "How many tries it takes" }
            (wide("How many tries it takes", &tries(data)))
            h2 { "How far hints lead" }
            (wide("How far hints lead", &hints(data)))
            @if !data.codes.is_empty() {
                h2 { "Which errors come up" }
                (wide("Which errors come up", &codes(frame, data)))
            }
            @if !facts.current.is_empty() {
                h2 { "Who is at work on it" }
                (wide("Who is at work on it", &current(frame, data)))
            }
        }
        nav aria-label="Exercises beside this one" {
            ul.pager {
                @if data.number > 0 { li { "Before: " (frame.exercise(data.number - 1)) } }
                @if data.number + 1 < frame.facts.exercises.len() { li { "Next: " (frame.exercise(data.number + 1)) } }
            }
        }
    };
    frame.page(&name, Tab::Exercises, false, &main)
}

fn tries(data: &ExerciseData) -> Markup {
    let most = data.facts.try_counts.iter().copied().max().unwrap_or(0);
    html! {
        table.chart {
            caption { span { "Learners who claim a pass, by how many versions failed before it." } }
            thead { tr {
                th scope="col" { "Failed versions" } th.number scope="col" { "Learners" }
                td {}
            } }
            tbody {
                @for (step, count) in data.facts.try_counts.iter().enumerate() {
                    tr {
                        th scope="row" { (span(step)) }
                        td.number { (count) }
                        td { (bar(*count, most, 320)) }
                    }
                }
            }
        }
    }
}

/// The failed versions that a bar counts.
fn span(step: usize) -> String {
    let from = step
        .checked_sub(1)
        .map_or(0, |before| TRY_STEPS[before] + 1);
    match TRY_STEPS.get(step) {
        Some(to) if *to == from => to.to_string(),
        Some(to) => format!("{from} to {to}"),
        None => format!("{from} or more"),
    }
}

fn hints(data: &ExerciseData) -> Markup {
    html! {
        table.chart {
            caption { span { "Learners by the last hint that they took, and how many of them claim a pass." } }
            thead { tr {
                th scope="col" { "Last hint" } th.number scope="col" { "Learners" }
                th.number scope="col" { "Passed" } td {}
            } }
            tbody {
                @for (level, (learners, passed)) in data.facts.after_hint.iter().enumerate() {
                    tr {
                        th scope="row" {
                            @match level { 0 => "none", 3 => "third, or a later one", 1 => "first", _ => "second" }
                        }
                        td.number { (learners) }
                        td.number {
                            @match percent(*passed, *learners) { Some(share) => { (share) " %" } None => "–" }
                        }
                        td { (bar(*passed, *learners, 320)) }
                    }
                }
            }
        }
    }
}

fn codes(frame: &Frame, data: &ExerciseData) -> Markup {
    html! {
        table.chart {
            caption { span { "Learners who met each error here. Beaten means that they claim a pass since." } }
            thead { tr {
                th scope="col" { "Code" } th.number scope="col" { "Met by" }
                th.number scope="col" { "Beaten by" } td {}
            } }
            tbody {
                @for (code, met, beaten) in data.codes.iter().take(20) {
                    tr {
                        th scope="row" { (frame.code(code)) }
                        td.number { (met) } td.number { (beaten) }
                        td { (bar(*met, data.facts.reached, 320)) }
                    }
                }
            }
        }
    }
}

fn current(frame: &Frame, data: &ExerciseData) -> Markup {
    let learners = &data.facts.current;
    html! {
        table {
            caption { span {
                "Learners who worked on it last, in the order of their pseudonyms."
                @if learners.len() > MOST_LEARNERS { " These are " (MOST_LEARNERS) " of " (learners.len()) "." }
            } }
            thead { tr {
                th scope="col" { "Learner" } th.number scope="col" { "Failed versions" }
                th.number scope="col" { "Time of work" } th scope="col" { "Last seen" }
                th scope="col" { "Needs help" }
            } }
            tbody {
                @for index in learners.iter().take(MOST_LEARNERS) {
                    @let learner = &frame.facts.learners[*index];
                    @if let Some(current) = &learner.current {
                        tr {
                            th scope="row" { (frame.learner(*index)) }
                            td.number { (current.tries) }
                            td.number { (words::duration(u64::from(current.seconds))) }
                            td.name { (words::ago(learner.away(frame.facts.now))) }
                            td {
                                @if let Some(need) = current.need(&frame.facts.rules) { (words::need(&need)) }
                            }
                        }
                    }
                }
            }
        }
    }
}
