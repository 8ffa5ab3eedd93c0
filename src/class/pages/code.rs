//! The page of an error code.

use maud::{Markup, html};

use crate::class::pages::frame::{Frame, Tab, wide};
use crate::class::pages::words;
use crate::class::report::errors::CodeData;
use crate::lens::codes;
use crate::view::text::reveal;

/// The page; it lies in a folder of the report.
pub fn page(frame: &Frame, data: &CodeData) -> Markup {
    let code = &data.facts.code;
    let (met, beaten) = (data.facts.met, data.facts.beaten);
    let entry = codes::entry(code);
    let exercises = html! {
        table {
            caption { span { "Where the class met it. Beaten means that the exercise has passed since, as the learner claims." } }
            thead { tr {
                th scope="col" { "Exercise" } th.number scope="col" { "Met by" }
                th.number scope="col" { "Beaten by" }
            } }
            tbody {
                @for (number, met, beaten) in &data.facts.exercises {
                    tr {
                        th scope="row" { (frame.exercise(*number)) }
                        td.number { (met) } td.number { (beaten) }
                    }
                }
            }
        }
    };
    let main = html! {
        h1 { (code) }
        @if let Some(entry) = entry {
            p { strong { (words::prose(entry.summary)) } }
            p { (words::prose(entry.meaning)) }
        }
        dl.figures {
            div { dt { "learners met it" } dd { (met) } }
            div { dt { "haven't beaten it" } dd { (met - beaten.min(met)) } }
            @if let Some(tries) = data.facts.tries {
                div { dt { "versions until it's gone" } dd { (tries) } }
            }
        }
        @if !data.fighting.is_empty() {
            h2 { "Has it right now" }
            (wide("Who has it right now", &fighting(frame, data)))
        }
        @if let Some((exercise, drawing)) = &data.drawing {
            h2 { "How it comes about" }
            p { "This is what learners start from in " span.code { (words::shown(exercise)) } ", not anybody's work." }
            pre role="group" aria-label="The error, drawn" tabindex="0" {
                @for line in drawing.lines() { (reveal(line)) "\n" }
            }
        }
        h2 { "Where it's met" }
        (wide("Where it's met", &exercises))
    };
    frame.page(code, Tab::Errors, false, &main)
}

fn fighting(frame: &Frame, data: &CodeData) -> Markup {
    html! {
        table {
            caption { span { "Learners whose last version has it. Those who have had it longest come first." } }
            thead { tr {
                th scope="col" { "Learner" } th scope="col" { "Exercise" }
                th.number scope="col" { "Versions running" } th.number scope="col" { "Time of work" }
            } }
            tbody {
                @for (index, versions, seconds) in &data.fighting {
                    tr {
                        th scope="row" { (frame.learner(*index)) }
                        td {
                            @if let Some(current) = &frame.facts.learners[*index].current {
                                (frame.exercise(current.exercise))
                            }
                        }
                        td.number { (versions) }
                        td.number { (words::duration(u64::from(*seconds))) }
                    }
                }
            }
        }
    }
}
