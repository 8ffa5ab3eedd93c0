//! What rustc says in notes and helps besides: in its own words, as far as the drawing and the
//! repairs don't say it.

use crate::lens::Lens;
use crate::lens::account::AtRunTime;
use crate::lens::case::Case;
use crate::lens::dubious;
use crate::lens::labels;
use crate::lens::line_edit::{LineEdit, line_edits};
use crate::lens::query::test_code::is_in_test;
use crate::lens::query::{odd_call, printed};
use crate::lens::repair::{self, ProofState, Repair};
use crate::lens::rule::Rule;
use crate::model::diagnostic::{Child, Diagnostic, Level};
use crate::rust::Source;
use crate::rust::edit::{self, TextEdit};

/// Words with which rustc speaks of the message itself and not of the program.
const NOISE: [&str; 8] = [
    "for more information about this error",
    "this error originates in",
    "the full type name has been written to",
    "the full name for the type has been written to",
    "consider using `--verbose`",
    "the lint level is defined here",
    "run with `RUST_BACKTRACE",
    "duplicate diagnostic emitted",
];

/// rustc's advice to show a value with `Debug`, whether its type has it or not.
const DEBUG_INSTEAD: &str = "in format strings you may be able to use `{:?}`";

/// Words of a note that advises: a drawing says what is, so it can't have said this.
const ADVICE: [&str; 12] = [
    "consider",
    "you could",
    "you can",
    "you might",
    "if ",
    "use ",
    "try ",
    "perhaps",
    "must ",
    "instead",
    "see ",
    "read more",
];

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
    let is_advice = ADVICE.iter().any(|words| remark.message.contains(words));
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

/// All notes and helps of a diagnostic that are about the program.
pub fn all(diagnostic: &Diagnostic) -> Vec<Remark> {
    let children = diagnostic.children.iter().filter(|child| is_one(child));
    children
        .map(|child| remark(diagnostic, child, None, &[]))
        .collect()
}

/// The notes and helps that the drawing of a lens doesn't say. Its repairs must be known.
pub fn of(diagnostic: &Diagnostic, source: Option<&Source>, lens: &Lens) -> Vec<Remark> {
    let results: Vec<Option<String>> = match source {
        Some(source) => {
            let repairs = lens.repairs.iter();
            repairs
                .map(|repair| edit::apply(source.text(), &repair.edits))
                .collect()
        }
        None => Vec::new(),
    };
    let said = told(lens);
    let children = diagnostic.children.iter().filter(|child| is_one(child));
    let remarks = children.map(|child| remark(diagnostic, child, source, &results));
    let mut kept: Vec<Remark> = Vec::new();
    for mut remark in remarks {
        remark.is_told = are_told(&remark.message, &said);
        if !is_said(&remark, lens, &said) && !kept.contains(&remark) {
            kept.push(remark);
        }
    }
    kept
}

fn is_one(child: &Child) -> bool {
    let message = child.message.as_str();
    let is_of_lint = message.starts_with("`#[") || message.starts_with("`-");
    matches!(child.level, Level::Note | Level::Help)
        && !message.is_empty()
        && !is_of_lint
        && !is_count_of_hidden(message)
        && !NOISE.iter().any(|words| message.starts_with(words))
}

/// "1 redundant requirement hidden": of a list that isn't shown as one.
fn is_count_of_hidden(message: &str) -> bool {
    message.contains(" redundant requirement") && message.ends_with(" hidden")
}

/// A note's words. If its entries are labels in files that aren't the learner's, they come below
/// it, as in a list.
fn message_with_entries(child: &Child, file: Option<&String>) -> String {
    let foreign = child
        .spans
        .iter()
        .filter(|span| Some(&span.file_name) != file);
    let entries = foreign.filter_map(|span| span.label.as_deref());
    let entries: Vec<&str> = entries.filter(|label| !label.is_empty()).collect();
    let is_list = child.message.starts_with("the following ");
    if entries.is_empty() || !is_list {
        return child.message.clone();
    }
    let head = child.message.trim_end_matches(':');
    format!("{head}:\n  {}", entries.join("\n  "))
}

fn remark(
    diagnostic: &Diagnostic,
    child: &Child,
    source: Option<&Source>,
    results: &[Option<String>],
) -> Remark {
    let file = diagnostic.primary_span().map(|span| &span.file_name);
    let own = || {
        let spans = child.spans.iter();
        spans.filter(|span| Some(&span.file_name) == file && span.suggested_replacement.is_none())
    };
    let line = own().find(|span| span.is_primary).map(|s| s.line_start);
    let labels = own().filter_map(|span| {
        let label = span.label.clone().filter(|label| !label.is_empty())?;
        Some((span.line_start, label))
    });
    let mut labels: Vec<(usize, String)> = labels.collect();
    labels.sort_by_key(|(line, _)| *line);
    let mut spans = child.spans.iter();
    let has_edits = spans.any(|span| span.suggested_replacement.is_some());
    let is_marked = source.is_some_and(|source| has_placeholder(child, source));
    let leaves_gap = source.zip(file).is_some_and(|(source, file)| {
        let all = repair::alternatives(child, file, source).into_iter();
        all.flatten().any(|edit| repair::has_gap(&edit, source))
    });
    let has_gaps = is_marked || leaves_gap;
    Remark {
        is_told: false,
        left_out: None,
        has_edits,
        has_gaps,
        level: child.level,
        message: message_with_entries(child, file),
        line,
        labels,
        suggestions: source
            .zip(file)
            .map(|(source, file)| {
                let all = repair::alternatives(child, file, source).into_iter();
                all.map(|edits| suggestion(edits, source, results))
                    .collect()
            })
            .unwrap_or_default(),
    }
}

/// Whether rustc says that a change has placeholders, and it does write a word that isn't in what it
/// replaces. A change that only takes arguments away, or puts them in order, is complete.
fn has_placeholder(child: &Child, source: &Source) -> bool {
    let marked = || {
        let spans = child.spans.iter();
        spans.filter(|span| span.suggestion_applicability.as_deref() == Some("HasPlaceholders"))
    };
    let replaced = marked().filter_map(|span| source.text().get(span.bytes_in(source)?));
    let known: Vec<&str> = replaced.flat_map(words_of).collect();
    let mut written = marked().filter_map(|span| span.suggested_replacement.as_deref());
    written.any(|text| words_of(text).any(|word| !known.contains(&word)))
}

/// The names and numbers of a piece of code.
fn words_of(code: &str) -> impl Iterator<Item = &str> {
    let words = code.split(|c: char| !c.is_alphanumeric() && c != '_');
    words.filter(|word| !word.is_empty())
}

fn suggestion(edits: Vec<TextEdit>, source: &Source, results: &[Option<String>]) -> Suggestion {
    let result = edit::apply(source.text(), &edits);
    let lines = line_edits(source, &edits).unwrap_or_default();
    Suggestion {
        repair: results
            .iter()
            .position(|one| one.is_some() && *one == result),
        lines,
        edits,
        objection: None,
    }
}

/// All that a lens says besides its repairs.
fn told(lens: &Lens) -> String {
    let events = lens.events.iter().map(|event| event.note.as_str());
    let ties = lens.ties.iter().map(|tie| tie.label.as_str());
    let story = lens.story.iter().map(String::as_str);
    let fate = lens.at_run_time.iter().map(|fate| match fate {
        AtRunTime::Harm(text) | AtRunTime::Sound(text) | AtRunTime::Harmless(text) => text.as_str(),
    });
    let all = events.chain(ties).chain(story).chain(fate);
    all.chain([lens.message.as_str()])
        .collect::<Vec<_>>()
        .join("\n")
}

/// Whether the drawing says all of a note: its words, or every name in it at the line that it's
/// about. Advice is never taken for said.
fn is_said(remark: &Remark, lens: &Lens, told: &str) -> bool {
    if told.contains(&remark.message) {
        return remark.suggestions.is_empty();
    }
    // The drawing has both types, with fewer lifetimes.
    let is_comparison = remark.message.trim_start().starts_with("expected ");
    if is_comparison && remark.message.contains("\n") && told.contains("expected `") {
        return true;
    }
    let is_drawn = |line: usize| lens.lines.iter().any(|(one, _)| *one == line);
    let all_drawn = remark.line.is_none_or(is_drawn);
    let labels_told = remark.labels.iter().all(|(_, label)| are_told(label, told));
    let is_advice = ADVICE.iter().any(|words| remark.message.contains(words));
    if !all_drawn || !labels_told || is_advice || !remark.suggestions.is_empty() {
        return false;
    }
    // Where something is defined in another file is no help without that file.
    remark.message.ends_with(" here") || are_told(&remark.message, told)
}

/// Whether all names of a text are among what is told. A text without names isn't told. How much
/// of a path is written doesn't matter, nor does rustc's name for a closure.
fn are_told(text: &str, told: &str) -> bool {
    let names = labels::names(text);
    let is_told = |name: &&str| {
        let name = name.trim_start_matches(['*', '&']);
        let last = name.rsplit("::").next().unwrap_or(name);
        let short = if name.contains('<') { name } else { last };
        name == "self" || name.starts_with('{') || has_word(told, short) || has_word(told, last)
    };
    if text.lines().count() > 1 {
        return text.lines().all(|line| are_told(line, told));
    }
    told.contains(text) || (!names.is_empty() && names.iter().all(is_told))
}

/// Whether these words stand in a text and aren't a part of longer ones.
fn has_word(text: &str, words: &str) -> bool {
    let is_part = |c: char| c == '_' || c.is_alphanumeric();
    let mut found = text.match_indices(words);
    found.any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + words.len()..]);
        !before.ends_with(is_part) && !after.starts_with(is_part)
    }) && !words.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lens::tests::look_at;

    /// The messages of a golden program's remarks, where nothing is proven yet.
    fn remarks(name: &str) -> Vec<String> {
        let lenses = look_at(name, &[]);
        let all = lenses.iter().flat_map(|lens| {
            let shown: Vec<&Repair> = lens.shown_repairs().collect();
            let besides = lens.remarks_beside(&shown);
            besides.map(|one| one.message.clone()).collect::<Vec<_>>()
        });
        all.collect()
    }

    #[test]
    fn what_rustc_knows_and_the_drawing_does_not_say_is_kept() {
        let said = remarks("E0004/guards");
        let wanted = "match arms with guards don't count towards exhaustivity";
        assert!(said.iter().any(|one| one == wanted), "{said:?}");
        let said = remarks("E0499/two_elements");
        let is_there = |one: &String| one.contains("use `.split_at_mut(position)`");
        assert!(said.iter().any(is_there), "{said:?}");
    }

    #[test]
    fn a_suggestion_is_kept_until_a_repair_that_works_is_like_it() {
        let mut lenses = look_at("E0382/simple", &[]);
        let lens = &mut lenses[0];
        let is_about_clone = |lens: &Lens| {
            let shown: Vec<&Repair> = lens.shown_repairs().collect();
            let mut besides = lens.remarks_beside(&shown);
            besides.any(|one| one.message.starts_with("consider cloning"))
        };
        assert!(is_about_clone(lens));
        for repair in &mut lens.repairs {
            repair.proof = ProofState::Proven;
        }
        assert!(!is_about_clone(lens));
        let shown = lens
            .shown_repairs()
            .filter(|one| one.sentence.contains("lon"));
        assert_eq!(shown.count(), 1, "{:?}", lens.repairs);
    }

    /// There are more suggestions than trials: what nobody has tried is told in rustc's words, and
    /// nothing is claimed of it.
    #[test]
    fn nothing_is_claimed_of_a_suggestion_that_nobody_has_tried() {
        let mut lenses = look_at("E0382/simple", &[]);
        let lens = &mut lenses[0];
        let states = [
            (ProofState::Open, 0, None),
            (
                ProofState::Refuted,
                1,
                Some("With that alone, it still doesn't compile."),
            ),
            (ProofState::Proven, 1, None),
        ];
        for (state, in_code, reservation) in states {
            for repair in &mut lens.repairs {
                repair.proof = state;
            }
            let mut remarks = lens.remarks.iter();
            let help = remarks.find(|one| one.message.starts_with("consider cloning"));
            let help = help.expect("rustc's help");
            assert_eq!(help.tried(lens).count(), in_code, "{state:?}");
            assert_eq!(help.reservation(lens).as_deref(), reservation, "{state:?}");
            assert_eq!(lens.outcome_of(&help.suggestions[0]), state);
        }
    }

    #[test]
    fn what_goes_on_from_another_help_stands_alone_without_it() {
        let help = |message: &str| Remark {
            level: Level::Help,
            message: message.to_owned(),
            line: None,
            labels: Vec::new(),
            suggestions: Vec::new(),
            is_told: false,
            has_gaps: false,
            has_edits: true,
            left_out: None,
        };
        let first = help("consider using `'static`");
        let second = help("instead, you might want to borrow...");
        let third = help("...or alternatively, you might want an owned value");
        assert_eq!(
            second.words_between(Some(&first), Some(&third)),
            "instead, you might want to borrow..."
        );
        assert_eq!(
            second.words_between(Some(&first), None),
            "instead, you might want to borrow"
        );
        assert_eq!(second.words_between(None, None), "you might want to borrow");
        assert_eq!(
            third.words_between(Some(&second), None),
            "...or alternatively, you might want an owned value"
        );
        assert_eq!(
            third.words_between(Some(&first), None),
            "you might want an owned value"
        );
        assert_eq!(first.words_between(None, None), first.message);
    }

    #[test]
    fn words_about_the_message_itself_are_left_out() {
        let child = |message: &str| Child {
            level: Level::Note,
            message: message.to_owned(),
            spans: Vec::new(),
        };
        assert!(!is_one(&child("`#[deny(x)]` on by default")));
        assert!(!is_one(&child("this error originates in the macro `m`")));
        assert!(is_one(&child("`Option` is defined")));
        assert!(!is_one(&child("1 redundant requirement hidden")));
        assert!(!is_one(&child("2 redundant requirements hidden")));
    }

    #[test]
    fn a_list_of_what_others_implement_keeps_its_entries() {
        let said = remarks("E0277/index_type");
        let mut lists = said
            .iter()
            .filter(|one| one.contains("the following other"));
        let list = lists.next().expect("a list");
        assert!(list.ends_with(
            ":\n  `usize` implements `SliceIndex<ByteStr>`\n  `usize` implements `SliceIndex<[T]>`"
        ));
    }

    #[test]
    fn debug_is_advised_only_where_the_type_has_it() {
        let said = remarks("E0277/neither_display_nor_debug");
        let advised = said.iter().filter(|one| one.contains(DEBUG_INSTEAD));
        assert_eq!(advised.count(), 1, "only for the type that derives it");
    }

    #[test]
    fn a_name_is_told_with_or_without_its_path() {
        assert!(are_told(
            "required by a bound in `a::spawn`",
            "into spawn(), so"
        ));
        assert!(!are_told(
            "required by a bound in `a::spawn`",
            "it's respawned"
        ));
        assert!(!are_told(
            "values are dropped in the opposite order",
            "dropped"
        ));
    }
}
