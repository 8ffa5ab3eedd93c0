//! `explain` for people, and for programs (schema `rustlings-like/explain/v1`).

use serde::Serialize;

use crate::lens::account::{AtRunTime, Tie};
use crate::lens::codes::{self, Entry};
use crate::lens::events::Event;
use crate::lens::line_edit::LineEdit;
use crate::lens::place::Place;
use crate::lens::remarks::{self, Remark};
use crate::lens::repair::{Origin, ProofState, Repair};
use crate::lens::{Lens, Tier};
use crate::model::diagnostic::Diagnostic;
use crate::model::package_use::PackageUse;
use crate::model::verify_report::SpanEntry;
use crate::rust::Source;
use crate::view::diagnostics;
use crate::view::lens::{self, Style};
use crate::view::repeats::{self, Repeat};
use crate::view::report::entry;
use crate::view::text::{count, fill, safe};
use crate::view::theme::Theme;

/// The greatest width of prose, in columns.
const PROSE: usize = 90;

const SCHEMA: &str = "rustlings-like/explain/v1";

/// An error with what the lens says about it.
#[derive(Debug)]
pub struct ExplainedError<'a> {
    /// The error.
    pub error: &'a Diagnostic,
    /// `None` if the lens doesn't cover it.
    pub lens: Option<Lens>,
    /// Its file, if available.
    pub source: Option<&'a Source>,
}

/// What a file uses from its cargo package, which the compiler wasn't given.
#[derive(Debug)]
pub struct PackageNote {
    /// What it uses.
    pub used: PackageUse,
    /// The command that explains the whole package.
    pub command: String,
}

/// How much to show, and how.
#[derive(Debug, Clone, Copy)]
pub struct DisplayOptions {
    /// As a picture or in sentences.
    pub style: Style,
    /// Whether to show rustc's own message too.
    pub rustc: bool,
    /// Whether to show each error as a whole, even if it says the same as another.
    pub all: bool,
    /// The width in columns.
    pub width: usize,
}

/// Explains errors. One that the lens doesn't cover keeps rustc's own message; of several that say
/// the same, the first is shown and the others are listed. `note` comes first.
pub fn lines(
    errors: &[ExplainedError],
    note: Option<&PackageNote>,
    options: DisplayOptions,
    theme: Theme,
) -> Vec<String> {
    let mut lines = note.map_or_else(Vec::new, |note| note_lines(note, options.width, theme));
    if errors.is_empty() && note.is_none() {
        return vec![theme.good("There is no error to explain.")];
    }
    for group in groups(errors, options.all) {
        let Some((first, others)) = group.split_first() else {
            continue;
        };
        if !lines.is_empty() {
            lines.extend([String::new(), theme.rule(options.width), String::new()]);
        }
        let DisplayOptions {
            rustc,
            style,
            width,
            ..
        } = options;
        lines.extend(one(
            first.error,
            first.lens.as_ref(),
            rustc,
            style,
            width,
            theme,
        ));
        lines.extend(listed(first, others, options, theme));
    }
    if errors.len() > 1 {
        lines.extend([String::new(), theme.faint(&count(errors.len(), "error"))]);
    }
    lines
}

fn note_lines(note: &PackageNote, width: usize, theme: Theme) -> Vec<String> {
    let PackageUse { package, names } = &note.used;
    let names = names.iter().map(|name| format!("`{name}`"));
    let text = format!(
        "This program uses {} from the package `{}`, so rustc can't check it alone. This command \
         explains the whole package (it runs `cargo check`, which runs build scripts):",
        names.collect::<Vec<_>>().join(", "),
        package
    );
    let mut lines = fill(&safe(&text, false), width.min(PROSE));
    lines.push(format!("  {}", theme.key(&safe(&note.command, false))));
    lines
}

/// Groups errors that say the same; with `all`, each is a group of its own.
fn groups<'a, 'b>(errors: &'b [ExplainedError<'a>], all: bool) -> Vec<Vec<&'b ExplainedError<'a>>> {
    let mut groups: Vec<Vec<&ExplainedError>> = Vec::new();
    for error in errors {
        let like = |group: &&mut Vec<&ExplainedError>| {
            let first = group.first();
            first.is_some_and(|first| {
                first.error.is_like(error.error) || is_of_same_slip(first, error)
            })
        };
        match groups.iter_mut().find(like).filter(|_| !all) {
            Some(group) => group.push(error),
            None => groups.push(vec![error]),
        }
    }
    groups
}

fn is_of_same_slip(one: &ExplainedError, other: &ExplainedError) -> bool {
    let lenses = one.lens.as_ref().zip(other.lens.as_ref());
    lenses.is_some_and(|(one, other)| one.is_of_same_slip(other))
}

/// Lists the other errors of a group, with rustc's own message of each if asked for.
fn listed(
    first: &ExplainedError,
    others: &[&ExplainedError],
    options: DisplayOptions,
    theme: Theme,
) -> Vec<String> {
    let elsewhere = others.iter().filter(|other| !is_of_same_slip(first, other));
    let repeats = elsewhere.map(|other| Repeat {
        error: other.error,
        sentence: other.lens.as_ref().and_then(Lens::sentence),
        line: (other.lens.as_ref().and_then(|lens| lens.place)).map(|place| place.line),
        source: other.source.map(|source| source.text()),
    });
    let repeats: Vec<Repeat> = repeats.collect();
    let more = " (`--all` shows each whole)";
    let mut lines = repeats::lines(
        first.error,
        &repeats,
        more,
        options.style,
        options.width,
        theme,
    );
    let stumbles = others.len() - repeats.len();
    if stumbles > 0 {
        let times = match stumbles {
            1 => "once more".to_owned(),
            number => format!("{number} more times"),
        };
        let words = format!("rustc reports the same slip {times}.");
        lines.push(String::new());
        lines.extend(fill(&words, options.width.min(PROSE)));
    }
    for other in others.iter().filter(|_| options.rustc) {
        lines.push(String::new());
        lines.extend(diagnostics::rendered(other.error, theme));
    }
    lines
}

/// What is said of rustc's suggestions in rustc's own message.
const UNTRIED: &str =
    "The `help` is rustc's own suggestion. Unlike a way out, it hasn't been tried.";

/// Explains one error: its lens, and rustc's own message if it's asked for, or else what rustc adds
/// to the lens. Where nothing is drawn, we know less than rustc, and its message leads.
pub fn one(
    error: &Diagnostic,
    lens: Option<&Lens>,
    rustc: bool,
    style: Style,
    width: usize,
    theme: Theme,
) -> Vec<String> {
    if let Some(lens) = lens.filter(|lens| lens.goes_with.is_some()) {
        let mut lines = lens::consequence(lens, width, theme);
        if rustc {
            lines.push(String::new());
            lines.extend(diagnostics::rendered(error, theme));
        }
        return lines;
    }
    let Some(lens) = lens.filter(|lens| lens.tier != Tier::Text) else {
        let mut lines = diagnostics::rendered(error, theme);
        if let Some(rule) = codes::summary_of(error) {
            lines.push(String::new());
            lines.extend(fill(rule, width.min(PROSE)));
        }
        if has_suggestion(error) {
            lines.extend(fill(UNTRIED, width.min(PROSE)));
        }
        return lines;
    };
    let mut lines = lens::lines(lens, style, width, theme);
    if rustc {
        lines.push(String::new());
        lines.extend(diagnostics::rendered(error, theme));
    } else {
        lines.extend(lens::remarks(lens, style, width, theme));
    }
    lines
}

/// Whether rustc suggests a change of the program.
fn has_suggestion(error: &Diagnostic) -> bool {
    let mut spans = error.children.iter().flat_map(|child| &child.spans);
    spans.any(|span| span.suggested_replacement.is_some())
}

/// The page of an error code: what it means, and an example with the ways to fix it.
pub fn page(
    entry: &Entry,
    example: Option<(&Diagnostic, &Lens)>,
    style: Style,
    width: usize,
    theme: Theme,
) -> Vec<String> {
    let mut lines = vec![theme.bad(entry.code)];
    lines.extend(
        fill(entry.summary, width.min(PROSE))
            .iter()
            .map(|l| theme.strong(l)),
    );
    lines.push(String::new());
    lines.extend(fill(entry.meaning, width.min(PROSE)));
    if let Some((error, lens)) = example {
        lines.extend([String::new(), theme.strong("For example")]);
        lines.extend(lens::example(lens, style, width, theme));
        if lens.tier == Tier::Labels {
            let message = format!("rustc: {}", safe(&error.message, false).replace('\n', " "));
            lines.push(String::new());
            lines.extend(fill(&message, width.min(PROSE)));
        }
    }
    lines
}

#[derive(Serialize)]
struct ExplainDocument<'a> {
    schema: &'static str,
    errors: Vec<ErrorEntry<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    package: Option<PackageEntry<'a>>,
    /// What people are shown.
    rendered: String,
}

#[derive(Serialize)]
struct PackageEntry<'a> {
    name: &'a str,
    uses: &'a [String],
    command: &'a str,
}

#[derive(Serialize)]
struct ErrorEntry<'a> {
    code: Option<&'a str>,
    message: &'a str,
    place: Option<Place>,
    file: Option<&'a str>,
    /// rustc's own places.
    spans: Vec<SpanEntry>,
    /// `timeline`, `labels`, `text`, or `none` if the lens doesn't cover the error.
    tier: &'static str,
    lanes: &'a [String],
    events: &'a [Event],
    ties: &'a [Tie],
    story: &'a [String],
    at_run_time: Option<&'a AtRunTime>,
    fixes: Vec<FixEntry<'a>>,
    notes: Vec<NoteEntry>,
}

/// What rustc says besides.
#[derive(Serialize)]
struct NoteEntry {
    /// `note` or `help`.
    level: &'static str,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    labels: Vec<NoteLabel>,
    /// Why its suggestions are no good.
    #[serde(skip_serializing_if = "Option::is_none")]
    reservation: Option<String>,
    /// The edits of each suggestion. Those of one belong together.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Vec<LineEdit>>,
    /// What is known of each suggestion, in the same order: `proven`, `refuted` or `untried`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    outcomes: Vec<&'static str>,
}

#[derive(Serialize)]
struct NoteLabel {
    line: usize,
    text: String,
}

fn note_entry(remark: &Remark, lens: Option<&Lens>) -> NoteEntry {
    let labels = remark.labels.iter().map(|(line, text)| NoteLabel {
        line: *line,
        text: text.clone(),
    });
    let is_withheld = lens.is_some_and(|lens| lens.withholds_lines);
    let suggestions = || remark.suggestions.iter().filter(|_| !is_withheld);
    let outcome = |one| lens.map_or("untried", |lens| outcome(lens.outcome_of(one)));
    NoteEntry {
        level: remark.level.word(),
        message: remark.message.clone(),
        line: remark.line,
        labels: labels.collect(),
        reservation: lens.and_then(|lens| remark.reservation(lens)),
        suggestions: suggestions().map(|one| one.lines.clone()).collect(),
        outcomes: suggestions().map(outcome).collect(),
    }
}

fn outcome(proof: ProofState) -> &'static str {
    match proof {
        ProofState::Proven => "proven",
        ProofState::Refuted => "refuted",
        ProofState::Open | ProofState::FollowsFromFacts => "untried",
    }
}

fn notes(error: &Diagnostic, lens: Option<&Lens>) -> Vec<NoteEntry> {
    let Some(lens) = lens else {
        let all = remarks::all(error);
        return all.iter().map(|one| note_entry(one, None)).collect();
    };
    let shown: Vec<&Repair> = lens.shown_repairs().collect();
    let besides = lens.remarks_beside(&shown);
    besides.map(|one| note_entry(one, Some(lens))).collect()
}

#[derive(Serialize)]
struct FixEntry<'a> {
    what: &'a str,
    /// `lens` or `rustc`.
    origin: &'static str,
    /// Whether the compiler was seen to accept the changed program.
    proven: bool,
    /// Whether its edits are kept back, because a learner should find them.
    withheld: bool,
    edits: &'a [LineEdit],
}

fn fix<'a>(repair: &'a Repair, lens: &Lens) -> FixEntry<'a> {
    let is_withheld = lens.withholds_lines && !repair.lines.is_empty();
    FixEntry {
        what: &repair.sentence,
        origin: match repair.origin {
            Origin::Lens => "lens",
            Origin::Compiler => "rustc",
        },
        proven: repair.proof == ProofState::Proven,
        withheld: is_withheld,
        edits: if is_withheld { &[] } else { &repair.lines },
    }
}

/// The errors as indented JSON that ends with a line break, with the lines that people are shown.
pub fn document(errors: &[ExplainedError], note: Option<&PackageNote>, shown: &[String]) -> String {
    let document = ExplainDocument {
        schema: SCHEMA,
        errors: errors
            .iter()
            .map(|one| error_entry(one.error, one.lens.as_ref()))
            .collect(),
        package: note.map(|note| PackageEntry {
            name: &note.used.package,
            uses: &note.used.names,
            command: &note.command,
        }),
        rendered: shown.iter().map(|line| format!("{line}\n")).collect(),
    };
    // Text and numbers always serialise.
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

fn error_entry<'a>(error: &'a Diagnostic, lens: Option<&'a Lens>) -> ErrorEntry<'a> {
    ErrorEntry {
        code: error.code.as_deref(),
        message: &error.message,
        place: lens.and_then(|l| l.place),
        file: error.primary_span().map(|s| s.file_name.as_str()),
        spans: error.spans.iter().map(entry::span).collect(),
        tier: lens.map_or("none", |l| tier(l.tier)),
        lanes: lens.map_or(&[], |l| &l.picture.lanes),
        events: lens.map_or(&[], |l| &l.events),
        ties: lens.map_or(&[], |l| &l.ties),
        story: lens.map_or(&[], |l| &l.story),
        at_run_time: lens.and_then(|l| l.at_run_time.as_ref()),
        fixes: lens.map_or_else(Vec::new, |l| {
            l.shown_repairs().map(|one| fix(one, l)).collect()
        }),
        notes: notes(error, lens),
    }
}

fn tier(tier: Tier) -> &'static str {
    match tier {
        Tier::Timeline => "timeline",
        Tier::Labels => "labels",
        Tier::Text => "text",
    }
}
