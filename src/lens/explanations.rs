//! What the lens says of a check's errors.

use crate::lens::{Lens, look_at_all};
use crate::model::ask::facts::Facts;
use crate::model::check_report::CheckReport;
use crate::model::diagnostic::{Diagnostic, Level};
use crate::rust::Source;

/// What the lens says of the errors of one report: an entry for each, in their order.
#[derive(Debug, Default)]
pub struct Explanations {
    lenses: Vec<Option<Lens>>,
}

impl Explanations {
    /// What can be said at once, before the compiler was asked: drawings and words, and no repair
    /// that needs a proof.
    pub fn at_once(report: &CheckReport) -> Self {
        let mut errors = report.at_level(Level::Error).peekable();
        if errors.peek().is_none() {
            return Self::default();
        }
        let source = Source::new(report.source.as_str(), report.edition);
        let source_of = |error: &Diagnostic| error.is_about(&report.path).then_some(&source);
        Self::new(look_at_all(errors, source_of, &Facts::default()))
    }

    /// An entry for each error of a report, in their order. What only a proven repair could show
    /// isn't said before it's proven.
    pub fn new(mut lenses: Vec<Option<Lens>>) -> Self {
        for lens in lenses.iter_mut().flatten() {
            lens.keep_what_is_proven();
        }
        Self { lenses }
    }

    /// The entries themselves.
    pub fn into_lenses(self) -> Vec<Option<Lens>> {
        self.lenses
    }

    /// The report's errors, each with what's said of it.
    pub fn of_errors<'a>(
        &'a self,
        report: &'a CheckReport,
    ) -> impl Iterator<Item = (&'a Diagnostic, Option<&'a Lens>)> {
        let lenses = self.lenses.iter().map(Option::as_ref);
        let lenses = lenses.chain(std::iter::repeat(None));
        report.at_level(Level::Error).zip(lenses)
    }

    /// Keeps the changed lines of all repairs back, or no longer.
    pub fn withhold_lines(&mut self, withholds_lines: bool) {
        for lens in self.lenses.iter_mut().flatten() {
            lens.withholds_lines = withholds_lines;
        }
    }
}
