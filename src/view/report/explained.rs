//! `explain` for people, and for programs (schema `rustlings-like/explain/v1`).

use serde::Serialize;

use crate::model::diagnostic::Diagnostic;
use crate::model::lens::account::{AtRunTime, Tie};
use crate::model::lens::code::Place;
use crate::model::lens::events::Event;
use crate::model::lens::fixes::Fix;
use crate::model::lens::pages::Page;
use crate::model::lens::{Lens, Tier};
use crate::view::lens::{self, Style};
use crate::view::text::{count, fill};
use crate::view::theme::Theme;
use crate::view::{diagnostics, rules};

/// The widest that prose is set.
const PROSE: usize = 90;

const SCHEMA: &str = "rustlings-like/explain/v1";

/// Errors with their lenses, as lines. An error without one is shown in rustc's own words.
pub fn lines(
    looked: &[(&Diagnostic, Option<Lens>)],
    rustc: bool,
    style: Style,
    width: usize,
    theme: Theme,
) -> Vec<String> {
    if looked.is_empty() {
        return vec![theme.good("There is no error to explain.")];
    }
    let mut lines = Vec::new();
    for (error, lens) in looked {
        if !lines.is_empty() {
            lines.extend([String::new(), theme.rule(width), String::new()]);
        }
        lines.extend(one(error, lens.as_ref(), rustc, style, width, theme));
    }
    if looked.len() > 1 {
        lines.extend([String::new(), theme.faint(&count(looked.len(), "error"))]);
    }
    lines
}

/// One error: its lens, and rustc's own text where there is none or it is asked for.
pub fn one(
    error: &Diagnostic,
    lens: Option<&Lens>,
    rustc: bool,
    style: Style,
    width: usize,
    theme: Theme,
) -> Vec<String> {
    let mut lines = match lens {
        Some(lens) => lens::lines(lens, style, width, theme),
        None => {
            let rule = error.code.as_deref().and_then(rules::rule);
            rule.iter().map(|rule| (*rule).to_owned()).collect()
        }
    };
    let needed = lens.is_none_or(|lens| lens.tier == Tier::Text);
    if rustc || needed {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(diagnostics::rendered(error, theme));
    }
    lines
}

/// The page of a code: what it means, and its example with the ways out of it.
pub fn page(
    page: &Page,
    lens: Option<&Lens>,
    style: Style,
    width: usize,
    theme: Theme,
) -> Vec<String> {
    let mut lines = vec![theme.bad(page.code)];
    let rule = rules::rule(page.code).unwrap_or("");
    lines.extend(fill(rule, width.min(PROSE)).iter().map(|l| theme.strong(l)));
    lines.push(String::new());
    lines.extend(fill(page.meaning, width.min(PROSE)));
    if let Some(lens) = lens {
        lines.extend([String::new(), theme.strong("For example")]);
        lines.extend(lens::example(lens, style, width, theme));
    }
    lines
}

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    errors: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    code: Option<&'a str>,
    message: &'a str,
    place: Option<Place>,
    file: Option<&'a str>,
    /// `timeline`, `labels`, `text`, or `none` for an error that the lens is not for.
    tier: &'static str,
    lanes: &'a [String],
    events: &'a [Event],
    ties: &'a [Tie],
    story: &'a [String],
    at_run_time: Option<&'a AtRunTime>,
    fixes: &'a [Fix],
}

/// The document as indented JSON with a line break at its end.
pub fn document(looked: &[(&Diagnostic, Option<Lens>)]) -> String {
    let document = Document {
        schema: SCHEMA,
        errors: looked
            .iter()
            .map(|(e, lens)| entry(e, lens.as_ref()))
            .collect(),
    };
    // Text and numbers always serialise.
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

fn entry<'a>(error: &'a Diagnostic, lens: Option<&'a Lens>) -> Entry<'a> {
    Entry {
        code: error.code.as_deref(),
        message: &error.message,
        place: lens.and_then(|l| l.place),
        file: error.primary_span().map(|s| s.file_name.as_str()),
        tier: lens.map_or("none", |l| tier(l.tier)),
        lanes: lens.map_or(&[], |l| &l.picture.lanes),
        events: lens.map_or(&[], |l| &l.events),
        ties: lens.map_or(&[], |l| &l.ties),
        story: lens.map_or(&[], |l| &l.story),
        at_run_time: lens.and_then(|l| l.at_run_time.as_ref()),
        fixes: lens.map_or(&[], |l| &l.fixes),
    }
}

fn tier(tier: Tier) -> &'static str {
    match tier {
        Tier::Timeline => "timeline",
        Tier::Labels => "labels",
        Tier::Text => "text",
    }
}
