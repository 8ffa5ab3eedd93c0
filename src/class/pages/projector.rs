//! *Projector*: for everybody in the room.

use maud::{Markup, html};

use crate::class::pages::frame::{Frame, wide};
use crate::class::pages::marks::bar;
use crate::class::pages::words;
use crate::class::report::projector::{LEAST, ProjectorData, PublicCount};
use crate::lens::codes;

/// The page. Nothing on it leads to a learner.
pub fn page(frame: &Frame, data: &ProjectorData) -> Markup {
    let main = html! {
        h1 { "Where we are" }
        @if data.learners < LEAST {
            p { "There are too few of us to show numbers." }
        } @else {
            (wide("Chapters", &chapters(data)))
            @if !data.codes.is_empty() {
                h2 { "Errors that many of us met" }
                (wide("Errors", &errors(data)))
            }
            p.soft { "As learners' own machines say. Numbers below " (LEAST) " stay hidden, and so does a number "
                "that's fewer than " (LEAST) " short of all of us: it reads “nearly all”." }
        }
    };
    frame.public_page("Projector", &main)
}

fn chapters(data: &ProjectorData) -> Markup {
    html! {
        table.chart {
            caption { span { "How many of us have begun each chapter, and how much of it all of us have done." } }
            thead { tr {
                th scope="col" { "Chapter" } th.number scope="col" { "Begun by" }
                th.number scope="col" { "Done" } td {}
            } }
            tbody {
                @for (chapter, begun, done) in &data.chapters {
                    tr {
                        th scope="row" { (words::chapter(chapter)) }
                        td.number { (number(*begun)) }
                        @if let Some(done) = done {
                            td.number { (done) " %" } td { (bar(*done, 100, 480)) }
                        } @else {
                            td {} td {}
                        }
                    }
                }
            }
        }
    }
}

fn errors(data: &ProjectorData) -> Markup {
    html! {
        table {
            caption { span { "Beaten means that every exercise that gave it passes now." } }
            thead { tr {
                th scope="col" { "Error" } th.number scope="col" { "Met by" } th.number scope="col" { "Beaten by" }
            } }
            tbody {
                @for (code, met, beaten) in &data.codes {
                    tr {
                        th scope="row" {
                            span.code { (words::shown(code)) }
                            @if let Some(entry) = codes::entry(code) { br; span.soft { (words::prose(entry.summary)) } }
                        }
                        td.number { (number(*met)) } td.number { (number(*beaten)) }
                    }
                }
            }
        }
    }
}

fn number(count: PublicCount) -> String {
    match count {
        PublicCount::Of(number) => number.to_string(),
        PublicCount::Few => format!("fewer than {LEAST}"),
        PublicCount::NearlyAll => "nearly all".to_owned(),
    }
}
