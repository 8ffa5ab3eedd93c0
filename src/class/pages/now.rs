//! *Now*: who needs help, and why.

use maud::{Markup, html};

use crate::class::pages::frame::{Frame, Tab, wide};
use crate::class::pages::words;
use crate::class::report::now::{MOST, NowData};

/// The page.
pub fn page(frame: &Frame, data: &NowData) -> Markup {
    let facts = frame.facts;
    let rules = &facts.rules;
    let main = html! {
        h1 { "Who needs help now" }
        dl.figures {
            div { dt { "learners" } dd { (facts.learners.len()) } }
            div { dt { "at work in the last hour" } dd { (data.active.0) } }
            div { dt { "in the last 7 days" } dd { (data.active.1) } }
            div { dt { "need help" } dd { (data.help.len()) } }
            div { dt { "finished, as they claim" } dd { (data.finished) } }
        }
        @if data.help.is_empty() {
            p { "Nobody is stuck, as far as what was handed in can tell." }
        } @else {
            (help(frame, data))
        }
        p.soft {
            "Somebody needs help when the exercise that they worked on last has the same error code in "
            (rules.same_code) " versions running, or " (rules.failed) " failed versions and "
            (rules.minutes) " minutes of work. Pauses of more than five minutes don't count. "
            span.code { "class.toml" } " can change these numbers."
        }
        h2 { "Not seen for " (words::counted(rules.away_days, "day")) " or more" }
        @if data.away.is_empty() {
            p { "Everybody who hasn't finished has been here lately." }
        } @else {
            (away(frame, data))
        }
        @if facts.silent > 0 {
            h2 { "Nothing handed in" }
            p { (words::counted(facts.silent, "learner")) " of the roster." }
            @if !facts.silent_names.is_empty() {
                ul { @for name in facts.silent_names.iter().take(MOST) { li { (words::shown(name)) } } }
            }
        }
    };
    frame.page("Now", Tab::Now, true, &main)
}

fn help(frame: &Frame, data: &NowData) -> Markup {
    let facts = frame.facts;
    let table = html! {
        table {
            caption { span { "Those who have been stuck longest come first." (more(data.help.len())) } }
            thead { tr {
                th scope="col" { "Learner" } th scope="col" { "Why" } th scope="col" { "Exercise" }
                th.number scope="col" { "Failed versions" } th scope="col" { "Last seen" }
            } }
            tbody {
                @for (index, need) in data.help.iter().take(MOST) {
                    @let learner = &facts.learners[*index];
                    tr {
                        th scope="row" { (frame.learner(*index)) }
                        td.why { (words::need(need)) }
                        @if let Some(current) = &learner.current {
                            td { (frame.exercise(current.exercise)) }
                            td.number { (current.tries) }
                        } @else {
                            td {} td {}
                        }
                        td.name { (words::ago(learner.away(facts.now))) }
                    }
                }
            }
        }
    };
    wide("Who needs help", &table)
}

fn away(frame: &Frame, data: &NowData) -> Markup {
    let facts = frame.facts;
    let all = facts.exercises.len();
    let table = html! {
        table {
            caption { span { "Learners who haven't finished. Those who have been away longest come first." (more(data.away.len())) } }
            thead { tr {
                th scope="col" { "Learner" } th scope="col" { "Last seen" }
                th.number scope="col" { "Passed, claimed" } th scope="col" { "Stopped at" }
            } }
            tbody {
                @for index in data.away.iter().take(MOST) {
                    @let learner = &facts.learners[*index];
                    tr {
                        th scope="row" { (frame.learner(*index)) }
                        td.name { (words::ago(learner.away(facts.now))) }
                        td.number { (learner.claimed) " of " (all) }
                        td {
                            @match &learner.current {
                                Some(current) => {
                                    (frame.exercise(current.exercise))
                                    @if let Some(need) = current.need(&facts.rules) { ", " (words::need(&need)) }
                                }
                                None => "between two exercises",
                            }
                        }
                    }
                }
            }
        }
    };
    wide("Not seen for long", &table)
}

fn more(count: usize) -> Markup {
    html! {
        @if count > MOST {
            " These are the first " (MOST) " of " (count) "; "
            span.code { "class report --csv" } " has all."
        }
    }
}
