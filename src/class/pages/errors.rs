//! *Errors*: the codes that the class fights with.

use maud::{Markup, html};

use crate::class::pages::frame::{Frame, Tab, wide};
use crate::class::pages::marks::bar;
use crate::class::pages::words;
use crate::class::report::facts::MOST_CODES;
use crate::class::report::numbers::percent;
use crate::lens::codes;

/// How many exercises a row names.
const MOST_EXERCISES: usize = 3;

/// The page.
pub fn page(frame: &Frame) -> Markup {
    let facts = frame.facts;
    let main = html! {
        h1 { "Errors" }
        @if facts.codes.is_empty() {
            p { "No error code has been handed in yet." }
        } @else {
            (wide("Error codes", &table(frame)))
        }
    };
    frame.page("Errors", Tab::Errors, true, &main)
}

fn table(frame: &Frame) -> Markup {
    let facts = frame.facts;
    html! {
        table {
            caption { span {
                "Those that most learners met come first. A code is beaten when every exercise that gave it "
                "has passed, as the learner claims. Versions is the median of how many had it before it was gone."
                @if facts.codes.len() > MOST_CODES { " These are the first " (MOST_CODES) " of " (facts.codes.len()) "." }
            } }
            thead { tr {
                th scope="col" { "Code" } th.number scope="col" { "Met by" }
                th.number scope="col" { "Not beaten" } th scope="col" { "Beaten" }
                th.number scope="col" { "Versions" } th scope="col" { "Most often in" }
            } }
            tbody {
                @for code in facts.codes.iter().take(MOST_CODES) {
                    @let share = percent(code.beaten, code.met).unwrap_or(0);
                    tr {
                        th scope="row" {
                            (frame.code(&code.code))
                            @if let Some(entry) = codes::entry(&code.code) { br; span.soft { (words::prose(entry.summary)) } }
                        }
                        td.number { (code.met) }
                        td.number { (code.met - code.beaten.min(code.met)) }
                        td { (share) " %" (bar(code.beaten, code.met, 90)) }
                        td.number { (code.tries.map_or_else(|| "–".to_owned(), |tries| tries.to_string())) }
                        td {
                            @for (place, (number, _, _)) in code.exercises.iter().take(MOST_EXERCISES).enumerate() {
                                @if place > 0 { br; }
                                (frame.exercise(*number))
                            }
                        }
                    }
                }
            }
        }
    }
}
