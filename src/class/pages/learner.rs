//! The page of a learner. It can be shown to that learner.

use maud::{Markup, html};

use crate::class::pages::frame::{Frame, Tab, wide};
use crate::class::pages::marks::{columns, mark};
use crate::class::pages::words;
use crate::class::report::learner::{LearnerData, LearnerEvent};
use crate::model::timestamp;

/// The page; it lies in a folder of the report.
pub fn page(frame: &Frame, data: &LearnerData) -> Markup {
    let facts = frame.facts;
    let learner = &facts.learners[data.index];
    let label = words::shown(&learner.label);
    let main = html! {
        h1 { (label) }
        p.soft {
            "Handed in " (words::moment(learner.received_at)) " UTC, with " (words::level(&learner.level)) "."
        }
        dl.figures {
            div { dt { "claims to pass" } dd { (learner.claimed) " of " (facts.exercises.len()) } }
            div { dt { "verified" } dd { (learner.verified) } }
            div { dt { "claimed, but fails" } dd { (learner.refuted) } }
            div { dt { "failed versions" } dd { (learner.tries) } }
            div { dt { "time of work" } dd { (words::duration(learner.seconds)) } }
            div { dt { "last seen" } dd { (words::ago(learner.away(facts.now))) } }
        }
        @if let Some(current) = &learner.current {
            p {
                "At work on " (frame.exercise(current.exercise))
                @if let Some(need) = current.need(&facts.rules) { ": " strong { (words::need(&need)) } }
                "."
            }
        }
        @if !data.days.is_empty() {
            h2 { "Days" }
            (days(data))
        }
        h2 { "Exercises" }
        @if data.work.is_empty() {
            p { "There is no work on any exercise yet." }
        } @else {
            (wide("Exercises of this learner", &work(frame, data)))
        }
        @if !data.events.is_empty() {
            h2 { "What happened last" }
            (wide("What happened last", &events(frame, data)))
        }
    };
    frame.page(&label, Tab::Map, false, &main)
}

fn days(data: &LearnerData) -> Markup {
    let checks: Vec<u32> = data.days.iter().map(|(_, checks)| *checks).collect();
    let active = checks.iter().filter(|checks| **checks > 0).count();
    let most = data
        .days
        .iter()
        .max_by_key(|(day, checks)| (*checks, u64::MAX - day));
    let first = data.days.first().map_or(0, |(day, _)| *day);
    let last = data.days.last().map_or(0, |(day, _)| *day);
    html! {
        div.wide role="region" aria-label="Checks a day" tabindex="0" { (columns(&checks)) }
        p {
            "Checks on each day from " (timestamp::date(first)) " to " (timestamp::date(last)) ": "
            (words::counted(u32::try_from(active).unwrap_or(0), "day")) " with work"
            @if let Some((day, checks)) = most {
                ", most on " (timestamp::date(*day)) " (" (words::counted(*checks, "check")) ")"
            }
            "."
        }
    }
}

fn work(frame: &Frame, data: &LearnerData) -> Markup {
    html! {
        table {
            caption { span { "In the course's order. An error in brackets is beaten." } }
            thead { tr {
                th scope="col" { "Exercise" } th scope="col" { "State" }
                th.number scope="col" { "Failed versions" } th.number scope="col" { "Last hint" }
                th.number scope="col" { "Time of work" } th scope="col" { "Errors" }
                th scope="col" { "Last check" }
            } }
            tbody {
                @for work in &data.work {
                    tr {
                        th scope="row" { (frame.exercise(work.exercise)) }
                        td.state { (mark(work.state)) (words::state(work.state)) }
                        td.number { (work.tries) }
                        td.number { @if work.hints > 0 { (work.hints) } }
                        td.number { (words::duration(u64::from(work.seconds))) }
                        td {
                            @for (place, (code, is_beaten)) in work.codes.iter().enumerate() {
                                @if place > 0 { " " }
                                @if *is_beaten { "(" (frame.code(code)) ")" } @else { (frame.code(code)) }
                            }
                        }
                        td { @if let Some(reason) = &work.last_reason { (words::reason(reason)) } }
                    }
                }
            }
        }
    }
}

fn events(frame: &Frame, data: &LearnerData) -> Markup {
    html! {
        table {
            caption { span { "From the learner's journal, the latest first, in UTC by the learner's clock." } }
            thead { tr {
                th scope="col" { "When" } th scope="col" { "Exercise" } th scope="col" { "What" }
            } }
            tbody {
                @for event in &data.events {
                    tr {
                        td.name { (words::moment(event.at)) }
                        td { (frame.exercise(event.exercise)) }
                        td { (what(frame, event)) }
                    }
                }
            }
        }
    }
}

fn what(frame: &Frame, event: &LearnerEvent) -> Markup {
    html! {
        @match event.kind.as_str() {
            "opened" => "opened",
            "checked" => {
                (words::reason(event.reason.as_deref().unwrap_or("checked")))
                @for code in event.codes.iter().flat_map(|codes| codes.split(' ')) { " " (frame.code(code)) }
            }
            "hint" => { "hint " (event.level.unwrap_or(1)) }
            "solution" => "looked at the solution",
            "reset" => "reset",
            "undo" => "took the reset back",
            other => (words::shown(other)),
        }
    }
}
