//! The borrow lens: from an error and its program to the life of the value.
//!
//! Everything that's said rests on a fact: the compiler's labels, the syntax tree, or an answer of
//! the compiler. [`codes`] has a file for each code or family of codes; the rest is what they share.

pub mod account;
pub mod case;
pub mod codes;
mod dubious;
pub mod events;
pub mod explanations;
pub mod highlights;
pub mod idea;
pub mod labels;
pub mod panics;
pub mod place;
mod query;
pub mod remarks;
pub mod repair;
pub mod rule;
mod slips;
#[cfg(test)]
mod tests;
pub mod timeline;

use std::ops::Range;

use crate::lens::account::{Account, AtRunTime, Tie, TieEnd};
use crate::lens::case::Case;
use crate::lens::events::{Event, What};
use crate::lens::highlights::{Emphasis, Highlight};
use crate::lens::place::{Area, Place};
use crate::lens::query::{clones, test_code};
use crate::lens::remarks::Remark;
use crate::lens::repair::{Origin, Repair};
use crate::lens::rule::Rule;
use crate::lens::slips::Slip;
use crate::lens::timeline::Picture;
use crate::model::ask::facts::Facts;
use crate::model::diagnostic::{Diagnostic, Level};
use crate::rust::Source;
use crate::rust::edit::TextEdit;

/// How much of an error was understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tier {
    /// All of it: the picture tells the story.
    Timeline,
    /// A part: the source with rustc's own labels.
    Labels,
    /// Only which rule it is about.
    Text,
}

/// What is to be shown of an error.
#[derive(Debug)]
pub struct Lens {
    /// The code, if it has one.
    pub code: Option<String>,
    /// The rule.
    pub rule: Rule,
    /// The rule in one sentence.
    pub summary: &'static str,
    /// How much was understood.
    pub tier: Tier,
    /// The compiler's message.
    pub message: String,
    /// The file, as the compiler was given it.
    pub file: String,
    /// Where the error is.
    pub place: Option<Place>,
    /// Lanes and rows.
    pub picture: Picture,
    /// The source lines that the picture shows, by number.
    pub lines: Vec<(usize, String)>,
    /// What stands out in these lines.
    pub highlights: Vec<Highlight>,
    /// What is drawn below lines; several ties are one figure.
    pub ties: Vec<Tie>,
    /// What happens.
    pub events: Vec<Event>,
    /// One or two sentences.
    pub story: Vec<String>,
    /// What would happen if it were let through.
    pub at_run_time: Option<AtRunTime>,
    /// Ways to repair it, the most fitting first, the compiler's suggestions last. Those with an
    /// edit are open until somebody proves them.
    pub repairs: Vec<Repair>,
    /// What rustc adds in notes and helps, as far as the drawing doesn't say it.
    pub remarks: Vec<Remark>,
    /// Whether the changed lines of repairs are kept back, because a learner should find them. The
    /// words are always there.
    pub withholds_lines: bool,
}

/// Looks at an error. `source` is the file that it's about, if it's at hand; `facts` is what the
/// compiler answered about that file, which may be nothing yet: then less is said.
/// `None` for what no code covers, and for what is no error.
pub fn look(diagnostic: &Diagnostic, source: Option<&Source>, facts: &Facts) -> Option<Lens> {
    look_among(diagnostic, source, facts, &[diagnostic])
}

/// The same for one of several errors of a compile: what the others say counts too.
fn look_among(
    diagnostic: &Diagnostic,
    source: Option<&Source>,
    facts: &Facts,
    errors: &[&Diagnostic],
) -> Option<Lens> {
    if diagnostic.level != Level::Error {
        return None;
    }
    if let Some(source) = source
        && let Some(slip) = slips::look(diagnostic, source)
    {
        return Some(of_slip(diagnostic, source, slip));
    }
    let entry = codes::entry_for(diagnostic)?;
    let mut lens = without_source(
        diagnostic,
        entry.rule_for(diagnostic),
        entry.summary_for(diagnostic),
    );
    if let Some(source) = source
        && let Some(case) = Case::new(diagnostic, source, facts)
    {
        let case = case.among(errors);
        lens.place = Some(case.primary.area.start);
        let account = entry.explain.and_then(|explain| explain(&case));
        (lens.tier, lens.repairs) = match &account {
            Some(account) => (Tier::Timeline, account.repairs.clone()),
            None => (Tier::Labels, Vec::new()),
        };
        let spared = test_code::spared(&case, account.as_ref());
        let suggested = repair::suggested(diagnostic, source).into_iter();
        let open = suggested.filter(|one| !dubious::is_hopeless(&case, &one.edits));
        lens.repairs.extend(open.map(|one| Repair {
            is_dubious: dubious::objection(&case, &one.edits).is_some(),
            ..one
        }));
        let kept: Vec<Range<usize>> = account.iter().flat_map(|one| one.keeps.clone()).collect();
        let is_kept = |edit: &TextEdit| {
            let mut kept = kept.iter();
            kept.any(|kept| kept.start <= edit.bytes.start && edit.bytes.end <= kept.end)
        };
        let stays = |edits: &[TextEdit]| spared.is_touched_by(&case, edits);
        let is_overruled = |edits: &[TextEdit]| stays(edits) || edits.iter().any(is_kept);
        lens.repairs.retain(|one| match one.origin {
            Origin::Lens => !stays(&one.edits),
            Origin::Compiler => !is_overruled(&one.edits),
        });
        lens.repairs
            .retain(|one| one.is_dubious || !clones::is_refused(&case, one));
        lens.repairs = repair::without_repeats(lens.repairs, source);
        lens.take(&case, account.unwrap_or_else(|| labels_alone(&case)));
        lens.mark_other_errors(&case);
        lens.remarks = remarks::of(diagnostic, Some(source), &lens);
        let has_repair = lens.repairs.iter().any(|one| !one.is_dubious);
        lens.remarks.retain_mut(|remark| {
            if !has_repair && !remark.touches(&is_kept) {
                remark.forget_code(&case, &stays);
            }
            remark.is_kept(&case, &is_overruled)
        });
    } else {
        lens.remarks = remarks::of(diagnostic, source, &lens);
    }
    Some(lens).filter(Lens::is_worth_showing)
}

/// Where the slip behind an error is, if it's one and the lens knows the place. It needn't be where
/// rustc says that its parser gave up.
pub fn slip_place(diagnostic: &Diagnostic, source: &Source) -> Option<Place> {
    let slip = slips::look(diagnostic, source)?;
    Some(slip.area(source).start)
}

/// All lines of a program with rustc's own labels, for the page of a code that has no drawing.
/// `None` if the labels aren't about this source.
pub fn look_at_example(diagnostic: &Diagnostic, source: &Source) -> Option<Lens> {
    let entry = codes::entry_for(diagnostic)?;
    let facts = Facts::default();
    let case = Case::new(diagnostic, source, &facts)?;
    let mut lens = without_source(
        diagnostic,
        entry.rule_for(diagnostic),
        entry.summary_for(diagnostic),
    );
    lens.place = Some(case.primary.area.start);
    lens.tier = Tier::Labels;
    let mut account = labels_alone(&case);
    account.also.extend(1..=source.text().lines().count());
    lens.take(&case, account);
    lens.remarks = remarks::of(diagnostic, Some(source), &lens);
    Some(lens)
}

/// Looks at all diagnostics of a program: an entry for each, in their order.
pub fn look_at_all<'d, 's>(
    diagnostics: impl IntoIterator<Item = &'d Diagnostic>,
    source_of: impl Fn(&Diagnostic) -> Option<&'s Source>,
    facts: &Facts,
) -> Vec<Option<Lens>> {
    let all: Vec<&Diagnostic> = diagnostics.into_iter().collect();
    let errors = all.iter().copied();
    let errors: Vec<&Diagnostic> = errors.filter(|one| one.level == Level::Error).collect();
    all.iter()
        .map(|one| look_among(one, source_of(one), facts, &errors))
        .collect()
}

fn without_source(diagnostic: &Diagnostic, rule: Rule, summary: &'static str) -> Lens {
    let primary = diagnostic.primary_span();
    Lens {
        code: diagnostic.code.clone(),
        rule,
        summary,
        tier: Tier::Text,
        message: diagnostic.message.clone(),
        file: primary.map_or_else(String::new, |s| s.file_name.clone()),
        place: primary.map(|s| Place {
            line: s.line_start,
            column: s.column_start,
        }),
        picture: Picture::default(),
        lines: Vec::new(),
        highlights: Vec::new(),
        ties: Vec::new(),
        events: Vec::new(),
        story: Vec::new(),
        at_run_time: None,
        repairs: Vec::new(),
        remarks: Vec::new(),
        withholds_lines: false,
    }
}

/// A slip at its own place, which needn't be where the parser gave up.
fn of_slip(diagnostic: &Diagnostic, source: &Source, slip: Slip) -> Lens {
    let mut lens = without_source(diagnostic, Rule::Syntax, slips::SUMMARY);
    let area = slip.area(source);
    let mut account = Account::default();
    let lane = account.lane("");
    account.event(lane, What::Conflict, area, "");
    lens.tier = Tier::Timeline;
    lens.place = Some(area.start);
    lens.repairs = slip.lens_repairs(source);
    account.also.extend(slip.other_line);
    let missing = slip.missing_text().map(|text| format!("`{text}` missing"));
    account.story.push(slip.sentence);
    account.ties.push(Tie {
        line: area.start.line,
        ends: vec![(area.start.column, TieEnd::Wrong)],
        label: missing.unwrap_or_default(),
    });
    let highlight = Highlight {
        area,
        emphasis: Emphasis::Wrong,
    };
    lens.tell(source, &[], vec![highlight], account);
    lens.remarks = remarks::of(diagnostic, Some(source), &lens);
    // What rustc says of the place where its parser gave up says nothing about another one.
    let told_on = diagnostic.primary_span().map(|span| span.line_start);
    if told_on != Some(area.start.line) {
        lens.remarks
            .retain(|remark| remark.is_about(area.start.line));
    }
    lens
}

/// The lines that a sentence names, such as 3 and 5 of "lines 3 and 5". What's in backticks is code.
fn named_lines(sentence: &str) -> Vec<usize> {
    let prose = sentence.split('`').step_by(2);
    let mut found = Vec::new();
    for text in prose {
        let mut is_number_next = false;
        for word in text.split_whitespace() {
            let number = word.trim_matches(|c: char| !c.is_ascii_digit()).parse();
            match (word.trim_start_matches('('), number) {
                ("line" | "Line" | "lines" | "Lines", _) => is_number_next = true,
                ("and" | "to" | "or", _) => {}
                (_, Ok(line)) if is_number_next && line > 0 => found.push(line),
                _ => is_number_next = false,
            }
        }
    }
    found
}

/// The source with rustc's own words.
fn labels_alone(case: &Case) -> Account {
    let mut account = Account::default();
    let lane = account.lane("");
    for clue in &case.clues {
        let what = if clue.is_primary {
            What::Conflict
        } else {
            What::Used
        };
        account.event(lane, what, clue.area, clue.label.clone());
    }
    account
}

impl Lens {
    fn take(&mut self, case: &Case, account: Account) {
        let highlights = highlights::of(&case.clues);
        self.tell(case.source, &timeline::loops(case), highlights, account);
    }

    fn tell(
        &mut self,
        source: &Source,
        loops: &[Area],
        highlights: Vec<Highlight>,
        mut account: Account,
    ) {
        account.also.extend(account.ties.iter().map(|tie| tie.line));
        let last = source.text().lines().count();
        let named = account.story.iter().flat_map(|text| named_lines(text));
        account.also.extend(named.filter(|line| *line <= last));
        self.picture = timeline::picture(loops, &account.lanes, &account.events, &account.also);
        let lines = self.picture.rows.iter().filter_map(|row| row.line);
        let text = |line: usize| {
            let text = &source.text()[source.line(line)];
            let text = text.strip_prefix('\u{feff}').unwrap_or(text);
            text.trim_end_matches(['\n', '\r']).to_owned()
        };
        self.lines = lines.map(|line| (line, text(line))).collect();
        self.highlights = highlights;
        self.ties = account.ties;
        self.events = account.events;
        self.story = account.story;
        self.at_run_time = account.at_run_time;
    }

    /// Whether both errors come from one slip, which has made the parser stumble more than once.
    pub fn is_of_same_slip(&self, other: &Self) -> bool {
        self.rule == Rule::Syntax
            && self.tier == Tier::Timeline
            && (self.place, &self.story) == (other.place, &other.story)
    }

    /// What happened, in one sentence, if that is understood.
    pub fn sentence(&self) -> Option<&str> {
        self.story.first().map(String::as_str)
    }

    /// Marks the shown lines where the compile has another error, so that they don't look right.
    fn mark_other_errors(&mut self, case: &Case) {
        let places = case.errors.iter().filter_map(|error| error.primary_span());
        let others = places.filter(|place| place.file_name == self.file);
        for place in others {
            let line = place.line_start;
            // What's said of a place that explains this error may be about the other one as well.
            let is_it = |event: &Event| {
                let explains = event.what == What::Used && !event.note.is_empty();
                event.line == line && (event.what == What::Conflict || explains)
            };
            let is_own_line = line == case.primary.line();
            if !is_own_line && !self.events.iter().any(is_it) {
                self.picture
                    .add_note(line, place.column_start, timeline::ANOTHER_ERROR);
            }
        }
    }

    /// The repairs that may be shown, the most fitting first: of those that work, the ones that
    /// leave fewer errors.
    pub fn shown_repairs(&self) -> impl Iterator<Item = &Repair> {
        let shown = self.repairs.iter().filter(|repair| repair.is_shown());
        let mut shown: Vec<&Repair> = shown.collect();
        shown.sort_by_key(|repair| repair.leaves);
        repair::without_equal_ideas(shown.into_iter()).into_iter()
    }

    /// Takes back what only a repair could show: where `mut` isn't enough, more is wrong than a
    /// missing word for readers.
    pub fn keep_what_is_proven(&mut self) {
        let is_mut_enough = self.shown_repairs().any(Repair::only_adds_mut);
        if matches!(self.at_run_time, Some(AtRunTime::Harmless(_))) && !is_mut_enough {
            self.at_run_time = None;
        }
    }

    /// Errors that aren't about ownership are drawn only where something can be said about them.
    fn is_worth_showing(&self) -> bool {
        self.rule.is_about_ownership() || self.tier == Tier::Timeline
    }
}

#[cfg(test)]
mod line_tests {
    use super::named_lines;

    #[test]
    fn the_lines_that_a_sentence_names_are_found() {
        for (sentence, lines) in [
            ("Line 3 moves `a` away (line 12).", vec![3, 12]),
            ("The value of lines 4 to 8 is returned.", vec![4, 8]),
            ("Lines 2, 5 and 7 read it.", vec![2, 5, 7]),
            (
                "`line 9` is code, and line `x` is none; 6 isn't one.",
                vec![],
            ),
            ("All 3 uses of it are on line 4 of 5.", vec![4]),
        ] {
            assert_eq!(named_lines(sentence), lines, "{sentence}");
        }
    }
}
