//! What is to be shown of an error.

use crate::lens::account::{Account, AtRunTime, Tie, TieEnd};
use crate::lens::case::Case;
use crate::lens::events::{Event, What};
use crate::lens::highlights::{self, Emphasis, Highlight};
use crate::lens::place::{Area, Place};
use crate::lens::remarks::Remark;
use crate::lens::repair::{self, Repair};
use crate::lens::rule::Rule;
use crate::lens::slips::Slip;
use crate::lens::timeline::{self, Picture};
use crate::model::diagnostic::Diagnostic;
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
    /// The line whose slip has caused this error: with its repair, it's gone.
    pub goes_with: Option<usize>,
    /// Whether the program may have other errors with the repairs that are shown: none of them takes
    /// all away, or nobody has tried one.
    pub leaves_errors: bool,
    /// Whether the changed lines of repairs are kept back, because a learner should find them. The
    /// words are always there.
    pub withholds_lines: bool,
    /// The slip that it's about, if it's one.
    slip: Option<Slip>,
}

impl Lens {
    /// What is known of an error without its program.
    pub fn without_source(diagnostic: &Diagnostic, rule: Rule, summary: &'static str) -> Self {
        let primary = diagnostic.primary_span();
        Self {
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
            goes_with: None,
            leaves_errors: false,
            withholds_lines: false,
            slip: None,
        }
    }

    /// Takes what a code tells of the error.
    pub fn take(&mut self, case: &Case, account: Account) {
        let highlights = highlights::of(&case.clues);
        let last_lines = timeline::last_lines(case, &account.lanes, &account.events);
        let (loops, last_lines) = (timeline::loops(case), last_lines.as_slice());
        self.tell(case.source, (&loops, last_lines), highlights, account);
    }

    /// Takes what is told, and the lines of the source that this needs, with the file's loops
    /// and the last line of each lane.
    pub fn tell(
        &mut self,
        source: &Source,
        (loops, last_lines): (&[Area], &[usize]),
        highlights: Vec<Highlight>,
        mut account: Account,
    ) {
        account.also.extend(account.ties.iter().map(|tie| tie.line));
        let last = source.text().lines().count();
        let named = account.story.iter().flat_map(|text| named_lines(text));
        account.also.extend(named.filter(|line| *line <= last));
        let (lanes, events) = (&account.lanes, &account.events);
        self.picture = timeline::picture(loops, last_lines, lanes, events, &account.also);
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

    /// Draws a slip at its place.
    pub fn draw_slip(&mut self, source: &Source, slip: Slip) {
        let area = slip.area(source);
        let mut account = Account::default();
        let lane = account.lane("");
        account.event(lane, What::Conflict, area, "");
        account.also.extend(slip.other_line);
        account.story.push(slip.sentence.clone());
        let missing = slip.missing_text().map(|text| format!("`{text}` missing"));
        account.ties.push(Tie {
            line: area.start.line,
            ends: vec![(area.start.column, TieEnd::Wrong)],
            label: missing.unwrap_or_default(),
        });
        let highlight = Highlight {
            area,
            emphasis: Emphasis::Wrong,
        };
        self.place = Some(area.start);
        self.tell(source, (&[], &[]), vec![highlight], account);
        self.slip = Some(slip);
    }

    /// Marks a slip where the repairs that work put it right: of several places that a bracket may
    /// be missing at, the compiler has told the right one.
    pub fn mark_where_it_is_put_right(&mut self, source: &Source) {
        let shown = self.shown_repairs().map(|repair| repair.edits.clone());
        let proven: Vec<Vec<TextEdit>> = shown.collect();
        if let Some(slip) = &self.slip
            && let Some(slip) = slip.where_put_right(proven)
        {
            self.draw_slip(source, slip);
        }
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
    pub fn mark_other_errors(&mut self, case: &Case) {
        let places = case.errors.iter().filter_map(|error| error.primary_span());
        let others = places.filter(|place| place.file_name == self.file);
        for place in others {
            let line = place.line_start;
            // What's said of a place that explains this error may be about the other one as well.
            let is_it = |event: &Event| {
                let explains = matches!(event.what, What::Used | What::Label);
                let explains = explains && !event.note.is_empty();
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
    pub fn is_worth_showing(&self) -> bool {
        self.rule.is_about_ownership() || self.tier == Tier::Timeline
    }
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
