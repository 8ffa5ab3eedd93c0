//! Of several errors, the first that can be drawn leads, and the others are listed.

use crate::lens::explanations::Explanations;
use crate::lens::{Lens, Tier};
use crate::model::check_report::CheckReport;
use crate::model::diagnostic::{Diagnostic, Level};
use crate::view::lens::{self, Style};
use crate::view::repeats::{self, Repeat};
use crate::view::theme::Theme;
use crate::view::{diagnostics, other_errors};

/// The longest line of a source that's drawn, in bytes. A long line is cut, but looking at each
/// character of an even longer one would take long.
const LONGEST_LINE: usize = 100_000;

/// An error that is drawn, and what the lens knows about it.
#[derive(Debug, Clone, Copy)]
pub struct LeadingError<'a> {
    /// The error.
    pub error: &'a Diagnostic,
    /// Its lens, which has a drawing.
    pub lens: &'a Lens,
    report: &'a CheckReport,
    explanations: &'a Explanations,
}

/// The first error of a report that can be drawn.
pub fn find<'a>(
    report: &'a CheckReport,
    explanations: &'a Explanations,
) -> Option<LeadingError<'a>> {
    let mut errors = explanations.of_errors(report);
    errors.find_map(|(error, lens)| {
        let lens = lens?;
        is_drawn(lens).then_some(LeadingError {
            error,
            lens,
            report,
            explanations,
        })
    })
}

/// Whether there's a drawing, of code that's there and can be drawn in time.
fn is_drawn(lens: &Lens) -> bool {
    let mut lines = lens.lines.iter().map(|(_, text)| text);
    lens.tier != Tier::Text
        && lines.clone().any(|text| !text.trim().is_empty())
        && lines.all(|text| text.len() <= LONGEST_LINE)
}

/// The line and column where a learner should look first: at the error that's drawn, if there is
/// one. A slip has its own place, which needn't be where the parser gave up.
pub fn place(report: &CheckReport, leading: Option<&LeadingError>) -> Option<(usize, usize)> {
    let own = leading.filter(|leading| leading.error.is_about(&report.path));
    let place = own.and_then(|leading| leading.lens.place);
    let place = place.map(|place| (place.line, place.column));
    place.or_else(|| report.first_place())
}

/// All about the leading error, then the others: those that say the same with a sentence, the
/// rest with a line each.
pub fn in_full(leading: &LeadingError, width: usize, theme: Theme) -> Vec<String> {
    let mut lines = lens::lines(leading.lens, Style::Drawing, width, theme);
    lines.extend(like_the_leading(leading, width, theme));
    lines.extend(unlike_the_leading(leading, Style::Drawing, width, theme));
    lines
}

/// The same for a screen with a headline of its own: drawing, story and ways out, and other errors
/// in a line each.
pub fn in_brief(leading: &LeadingError, style: Style, width: usize, theme: Theme) -> Vec<String> {
    let mut lines = lens::in_brief(leading.lens, style, width, theme);
    lines.extend(unlike_the_leading(leading, style, width, theme));
    lines
}

/// ` The same error is on line 7. The compiler also reports 1 warning.`, or as much of it as
/// applies.
pub fn summarize_the_rest(leading: &LeadingError) -> String {
    let (same, _) = leading.other_errors();
    let same = repeats::in_a_sentence(&same);
    match diagnostics::count_warnings(leading.report) {
        None => same,
        Some(warnings) => format!("{same} The compiler also reports {warnings}."),
    }
}

impl<'a> LeadingError<'a> {
    /// The other errors of its report: those that say the same, and the rest.
    fn other_errors(&self) -> (Vec<&'a Diagnostic>, Vec<&'a Diagnostic>) {
        let errors = self.report.at_level(Level::Error);
        let others = errors.filter(|error| !std::ptr::eq(*error, self.error));
        others.partition(|error| error.is_like(self.error))
    }
}

/// The errors that say something else, a line each.
fn unlike_the_leading(
    leading: &LeadingError,
    style: Style,
    width: usize,
    theme: Theme,
) -> Vec<String> {
    let (_, others) = leading.other_errors();
    let report = leading.report;
    other_errors::lines(leading.error, &others, report, style, width, theme)
}

/// The errors that say the same as the leading one, a line and a sentence each.
fn like_the_leading(leading: &LeadingError, width: usize, theme: Theme) -> Vec<String> {
    let report = leading.report;
    let all = leading.explanations.of_errors(report);
    let same = all
        .filter(|(error, _)| !std::ptr::eq(*error, leading.error) && error.is_like(leading.error));
    let repeats = same.map(|(error, lens)| Repeat {
        error,
        sentence: lens.and_then(Lens::sentence),
        line: lens.and_then(|lens| lens.place).map(|place| place.line),
        source: error
            .is_about(&report.path)
            .then_some(report.source.as_str()),
    });
    let repeats: Vec<Repeat> = repeats.collect();
    repeats::lines(leading.error, &repeats, "", Style::Drawing, width, theme)
}
