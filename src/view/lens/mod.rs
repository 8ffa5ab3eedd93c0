//! The borrow lens on a terminal: headline, drawing, sentences, ways out.

mod drawing;
mod signs;
mod ways_out;
mod words;

use crate::model::check_report::CheckReport;
use crate::model::diagnostic::{Diagnostic, Level};
use crate::model::lens::account::AtRunTime;
use crate::model::lens::{self as model, Lens, Rule, Tier};
use crate::view::rules;
use crate::view::text::{fill, safe};
use crate::view::theme::Theme;

/// How an error is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// As a picture with lanes.
    Drawing,
    /// In sentences, one a line, for screen readers and for narrow places.
    Words,
}

/// The widest that prose is set.
const PROSE: usize = 90;

/// All of a lens as lines of at most `width` columns.
pub fn lines(lens: &Lens, style: Style, width: usize, theme: Theme) -> Vec<String> {
    let mut lines = picture(lens, style, width, theme);
    lines.extend(ways_out::lines(lens, style, width, theme));
    lines
}

/// Drawing, sentences and ways out without a headline, for a page that has its own.
pub fn example(lens: &Lens, style: Style, width: usize, theme: Theme) -> Vec<String> {
    let mut lines = body(lens, style, width, theme);
    lines.extend(ways_out::lines(lens, style, width, theme));
    lines
}

/// Headline, drawing and sentences, without the ways out.
pub fn picture(lens: &Lens, style: Style, width: usize, theme: Theme) -> Vec<String> {
    let mut lines = headline(lens, width, theme);
    lines.extend(body(lens, style, width, theme));
    lines
}

/// The ways out alone.
pub fn ways_out(lens: &Lens, style: Style, width: usize, theme: Theme) -> Vec<String> {
    ways_out::lines(lens, style, width, theme)
}

fn body(lens: &Lens, style: Style, width: usize, theme: Theme) -> Vec<String> {
    let mut lines = Vec::new();
    if lens.tier != Tier::Text {
        lines.push(String::new());
        lines.extend(match style {
            Style::Drawing => drawing::lines(lens, width, theme),
            Style::Words => words::lines(lens, width),
        });
    }
    let told = story(lens, width, theme);
    if !told.is_empty() {
        lines.push(String::new());
        lines.extend(told);
    }
    lines
}

/// The code, the rule in plain words, the place.
fn headline(lens: &Lens, width: usize, theme: Theme) -> Vec<String> {
    let code = lens.code.as_deref().unwrap_or("lifetime");
    let code = match lens.rule {
        Rule::Threads if lens.code.is_none() => "error",
        _ => code,
    };
    let title = format!("{code}  {}", title(lens.rule));
    let place = lens.place.map_or_else(String::new, |p| {
        format!("{}:{}:{}", lens.file, p.line, p.column)
    });
    let place = safe(&place, false);
    let columns = console::measure_text_width(&title) + console::measure_text_width(&place) + 4;
    let mut lines = match columns <= width {
        true => vec![format!("{}    {}", theme.bad(&title), theme.key(&place))],
        false => fill(&title, width)
            .iter()
            .map(|l| theme.bad(l))
            .chain(fill(&place, width).iter().map(|l| theme.key(l)))
            .collect(),
    };
    let of_code = lens.code.as_deref().and_then(rules::rule);
    let rule = match (lens.rule, of_code) {
        (Rule::Threads, _) => "What several threads use must be made for that.",
        (_, Some(rule)) => rule,
        _ => "A returned reference must live as long as the signature promises.",
    };
    lines.extend(fill(rule, width.min(PROSE)));
    let message = format!("rustc: {}", safe(&lens.message, false).replace('\n', " "));
    lines.extend(
        fill(&message, width.min(PROSE))
            .iter()
            .map(|l| theme.faint(l)),
    );
    lines
}

fn title(rule: Rule) -> &'static str {
    match rule {
        Rule::OneOwner => "RULE 1: ONE OWNER",
        Rule::ReadersOrWriter => "RULE 2: MANY READERS OR ONE WRITER",
        Rule::NoDangling => "RULE 3: NO REFERENCE OUTLIVES ITS DATA",
        Rule::Threads => "RULE 2 BETWEEN THREADS: MANY READERS OR ONE WRITER",
        Rule::Types => "TYPES MUST FIT",
    }
}

/// What happened, and what would happen otherwise.
fn story(lens: &Lens, width: usize, theme: Theme) -> Vec<String> {
    let width = width.min(PROSE);
    let mut lines: Vec<String> = lens
        .story
        .iter()
        .flat_map(|sentence| fill(&safe(sentence, false), width))
        .collect();
    if let Some(at_run_time) = &lens.at_run_time {
        let text = match at_run_time {
            AtRunTime::Harm(text) => format!("If it ran all the same: {text}"),
            AtRunTime::Sound(text) | AtRunTime::Harmless(text) => text.clone(),
        };
        let text = fill(&safe(&text, false), width);
        lines.extend(text.iter().map(|line| match at_run_time {
            AtRunTime::Harm(_) => line.clone(),
            _ => theme.strong(line),
        }));
    }
    lines
}

/// The lens of the first error of a report that has one, for a screen: all its lines, or
/// none. `source` is the text of the exercise's file.
pub fn of_report(report: &CheckReport, source: &str, width: usize, theme: Theme) -> Vec<String> {
    let lens = first(report, source);
    lens.map_or_else(Vec::new, |lens| lines(&lens, Style::Drawing, width, theme))
}

/// The same for a place with little room and a headline of its own: drawing, story, and the
/// ways out in words. Nothing where there is nothing to draw: rustc's words are better then.
pub fn in_brief(report: &CheckReport, style: Style, width: usize, theme: Theme) -> Vec<String> {
    let lens = first(report, &report.source).filter(|lens| lens.tier != Tier::Text);
    let Some(lens) = lens else {
        return Vec::new();
    };
    let mut lines = body(&lens, style, width, theme);
    lines.extend(ways_out::in_words(&lens, width, theme));
    // The caller parts it from what is above.
    if lines.first().is_some_and(String::is_empty) {
        lines.remove(0);
    }
    lines
}

/// The lens of the first error, if it has one.
pub fn first(report: &CheckReport, source: &str) -> Option<Lens> {
    let error = report.at_level(Level::Error).next()?;
    model::look(error, source_of(error, report, source))
}

/// The source, if the error is about the exercise's own file.
pub fn source_of<'a>(error: &Diagnostic, report: &CheckReport, source: &'a str) -> Option<&'a str> {
    let own = error
        .primary_span()
        .is_some_and(|s| s.file_name == report.path);
    own.then_some(source)
}
