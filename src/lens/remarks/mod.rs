//! What rustc says in notes and helps besides: in its own words, as far as the drawing and the
//! repairs don't say it.

mod reading;
mod told;

use crate::lens::Lens;
use crate::lens::case::Case;
use crate::lens::dubious;
use crate::lens::labels;
use crate::lens::line_edit::LineEdit;
use crate::lens::query::test_code::is_in_test;
use crate::lens::query::{odd_call, printed};
use crate::lens::repair::{self, ProofState, Repair};
use crate::lens::rule::Rule;
use crate::model::diagnostic::Level;
use crate::rust::edit::TextEdit;

pub use reading::{all, of};

/// rustc's advice to show a value with `Debug`, whether its type has it or not.
const DEBUG_INSTEAD: &str = "in format strings you may be able to use `{:?}`";

/// What a help says without the words that tie it to the one before it or behind it, such as
/// `instead, ` and `...`.
pub fn standing_alone(message: &str) -> String {
    let ties = [
        "...or alternatively, ",
        "...or ",
        "alternatively, ",
        "instead, ",
    ];
    let rest = ties.iter().find_map(|tie| message.strip_prefix(tie));
    rest.unwrap_or(message).trim_end_matches("...").to_owned()
}

/// A note or help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Whether it's a note or a help.
    pub level: Level,
    /// rustc's words, perhaps on several lines.
    pub message: String,
    /// The line in the error's file that it's about.
    pub line: Option<usize>,
    /// Labels at places in that file, with their lines.
    pub labels: Vec<(usize, String)>,
    /// The changes that it suggests: one of them is enough.
    pub suggestions: Vec<Suggestion>,
    /// Whether the drawing has all names in it, though perhaps not the line.
    is_told: bool,
    /// Whether rustc leaves gaps in them, such as `/* value */`.
    has_gaps: bool,
    /// Whether rustc suggests a change with it.
    has_edits: bool,
    /// Why its suggestions are left out, if they'd change code that may not be the learner's.
    left_out: Option<String>,
}

/// A change that rustc suggests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The change.
    edits: Vec<TextEdit>,
    /// The lines that change.
    pub lines: Vec<LineEdit>,
    /// The repair with this result, as an index into the repairs of the lens.
    repair: Option<usize>,
    /// Why it's no good, if we know.
    pub objection: Option<String>,
}

impl Remark {
    /// Leaves out suggestions to change code that isn't the learner's, and says what is wrong with
    /// bad ones. Whether anything is left.
    pub fn is_kept(&mut self, case: &Case, is_overruled: &impl Fn(&[TextEdit]) -> bool) -> bool {
        if self.message.contains(DEBUG_INSTEAD) && printed::lacks_debug(case) {
            return false;
        }
        let had_any = !self.suggestions.is_empty();
        self.suggestions.retain(|one| !is_overruled(&one.edits));
        for one in &mut self.suggestions {
            one.objection = dubious::objection(case, &one.edits);
        }
        let is_left = !had_any || !self.suggestions.is_empty();
        // Words about several ways stay, though only some of the ways are any good.
        let bad = self
            .suggestions
            .iter()
            .filter(|one| one.objection.is_some());
        let bad = bad.count();
        if bad > 0 && bad < self.suggestions.len() {
            self.suggestions.clear();
        }
        is_left
    }

    /// Whether one of its suggestions has an edit like this.
    pub fn touches(&self, is_it: &impl Fn(&TextEdit) -> bool) -> bool {
        let mut edits = self.suggestions.iter().flat_map(|one| &one.edits);
        edits.any(is_it)
    }

    /// Keeps only the words if all its suggestions are to change code that isn't the learner's.
    pub fn forget_code(&mut self, case: &Case, stays: &impl Fn(&[TextEdit]) -> bool) {
        let mut all = self.suggestions.iter().flat_map(|one| &one.edits);
        let is_of_tests =
            all.any(|edit| is_in_test(case, case.tree.innermost_at(edit.bytes.start)));
        if self.suggestions.iter().all(|one| stays(&one.edits)) {
            let words = if is_of_tests {
                odd_call::doubt_about_test(case, false)
            } else {
                "That would change `main`. If it was given to you like this, change your own code instead.".to_owned()
            };
            self.left_out = Some(words).filter(|_| !self.suggestions.is_empty());
            self.suggestions.clear();
        }
    }

    /// Its words. `before` and `behind` are shown next to it: what belongs to them stays tied to them.
    pub fn words_between(&self, before: Option<&Self>, behind: Option<&Self>) -> String {
        let leads = |one: &Self| one.level == Level::Help && one.has_edits;
        let starts = self.message.starts_with("...");
        let is_tied =
            before.is_some_and(|one| leads(one) && (!starts || one.message.ends_with("...")));
        let goes_on = behind.is_some_and(|one| one.message.starts_with("..."));
        let alone = standing_alone(&self.message);
        let begin = if is_tied { &self.message } else { &alone };
        let begin = begin.trim_end_matches("...");
        if goes_on && self.message.ends_with("...") {
            format!("{begin}...")
        } else {
            begin.to_owned()
        }
    }

    /// Its suggestions that may be shown in code: somebody has tried them, so what's known of them is
    /// said, or they are to be filled in first.
    pub fn tried<'a>(&'a self, lens: &'a Lens) -> impl Iterator<Item = &'a Suggestion> {
        let has_objection = self.reservation(lens).is_some();
        self.suggestions.iter().filter(move |one| {
            self.has_gaps
                || match lens.proof_of(one) {
                    Some(ProofState::Refuted) => has_objection,
                    proof => proof == Some(ProofState::Proven),
                }
        })
    }

    /// Whether it's about a line of the error's file.
    pub fn is_about(&self, line: usize) -> bool {
        let mut changes = self.suggestions.iter().flat_map(|one| &one.lines);
        self.line == Some(line)
            || self.labels.iter().any(|(labelled, _)| *labelled == line)
            || changes.any(|change| change.line == line)
    }

    /// What is to be known of its suggestions: why they're no good, or that they aren't enough.
    /// `None` if it has none, or if there's nothing against one of them.
    pub fn reservation(&self, lens: &Lens) -> Option<String> {
        if let Some(words) = &self.left_out {
            return Some(words.clone());
        }
        let is_refuted = |one: &Suggestion| lens.is_refuted(one);
        let first = self.suggestions.first()?;
        let all = &self.suggestions;
        // What doesn't compile does nothing, not even harm.
        if !self.has_gaps && all.iter().all(is_refuted) {
            Some(repair::NOT_ENOUGH.to_owned())
        } else if all.iter().all(|one| one.objection.is_some()) {
            first.objection.clone()
        } else if self.has_gaps && !(has_only_words_to_fill_in(all) && all.iter().all(is_refuted)) {
            Some("That's only a template for you to fill in.".to_owned())
        } else if !self.has_gaps && all.iter().all(|one| lens.is_hidden(one)) {
            Some(repair::HIDDEN.to_owned())
        } else {
            None
        }
    }
}

/// Whether the only gaps are messages: such a template compiles as it is, or it's no good.
fn has_only_words_to_fill_in(suggestions: &[Suggestion]) -> bool {
    let mut edits = suggestions.iter().flat_map(|one| &one.edits);
    edits.all(|edit| edit.text.contains("\"REASON\""))
}

impl Lens {
    /// What rustc says besides these repairs. A suggestion that doesn't work or does no good is of
    /// no use where there are changes that do.
    pub fn remarks_beside<'a>(
        &'a self,
        shown: &'a [&'a Repair],
    ) -> impl Iterator<Item = &'a Remark> {
        let is_shown = |suggestion: &Suggestion| {
            let repair = suggestion.repair.and_then(|index| self.repairs.get(index));
            repair.is_some_and(|repair| shown.iter().any(|one| one.is_like(repair)))
        };
        let has_changes = shown.iter().any(|repair| !repair.edits.is_empty());
        // Where a slip is found, rustc's guesses at what the parser met are about something else.
        let is_slip = self.rule == Rule::Syntax;
        let is_useless = move |remark: &Remark| {
            let mut all = remark.suggestions.iter();
            let is_bad = all.all(|one| one.objection.is_some() || self.is_refuted(one));
            let is_bad = is_bad && !remark.suggestions.is_empty();
            let is_guess = is_slip && remark.has_edits;
            has_changes && (is_bad || is_guess || remark.left_out.is_some())
        };
        self.remarks.iter().filter(move |remark| {
            let is_done = is_done(remark, shown);
            !remark.suggestions.iter().any(is_shown) && !is_done && !is_useless(remark)
        })
    }

    /// What is known of whether a suggestion of rustc's works: `Open` if nobody has tried it.
    pub fn outcome_of(&self, suggestion: &Suggestion) -> ProofState {
        self.proof_of(suggestion).unwrap_or(ProofState::Open)
    }

    fn is_refuted(&self, suggestion: &Suggestion) -> bool {
        self.proof_of(suggestion) == Some(ProofState::Refuted)
    }

    /// Whether another error hides whether a suggestion works.
    fn is_hidden(&self, suggestion: &Suggestion) -> bool {
        let repair = suggestion.repair.and_then(|index| self.repairs.get(index));
        repair.is_some_and(|repair| repair.is_hidden)
    }

    /// What is known of whether a suggestion works. `None` if it's no repair that could be tried.
    fn proof_of(&self, suggestion: &Suggestion) -> Option<ProofState> {
        let repair = self.repairs.get(suggestion.repair?)?;
        Some(repair.proof)
    }
}

/// Whether a repair does what advice without a suggestion is about: it changes the line, or writes
/// what the advice names.
fn is_done(remark: &Remark, shown: &[&Repair]) -> bool {
    let names = labels::names(&remark.message);
    let is_advice = told::advises(&remark.message);
    let does = |repair: &&Repair| {
        let changes_line = || repair.lines.iter().any(|one| Some(one.line) == remark.line);
        let writes = |name: &&str| {
            let mut new = repair.lines.iter().flat_map(|line| &line.after);
            new.any(|line| line.contains(name))
        };
        let writes_all = || !names.is_empty() && names.iter().all(writes);
        (changes_line() && (is_advice || remark.is_told)) || (is_advice && writes_all())
    };
    let derives = |repair: &&Repair| is_clone_derived(remark, repair);
    remark.suggestions.is_empty() && shown.iter().any(|one| does(one) || derives(one))
}

/// Whether a repair does what rustc has in mind where a type isn't `Clone`: it derives that above the
/// type, and clones the value.
fn is_clone_derived(remark: &Remark, repair: &Repair) -> bool {
    let shape = "if _ implemented _, you could clone the value";
    let derives = |line: &LineEdit| {
        let mut after = line.after.iter();
        remark.line.is_some_and(|of| line.line <= of)
            && after.any(|text| text.contains("derive(") && text.contains("Clone"))
    };
    let clones = |line: &LineEdit| line.after.iter().any(|text| text.contains(".clone()"));
    labels::has_shape(&remark.message, shape)
        && repair.lines.iter().any(derives)
        && repair.lines.iter().any(clones)
}

#[cfg(test)]
mod tests;
