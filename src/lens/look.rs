//! From a diagnostic to what is shown of it.

use crate::lens::account::{Account, AtRunTime};
use crate::lens::case::Case;
use crate::lens::choice::Choice;
use crate::lens::events::What;
use crate::lens::place::Place;
use crate::lens::query::{causes, leaving, valueless};
use crate::lens::rule::Rule;
use crate::lens::shown::{Lens, Tier};
use crate::lens::slips::Slip;
use crate::lens::{codes, remarks, slips};
use crate::model::ask::facts::Facts;
use crate::model::diagnostic::{Diagnostic, Level};
use crate::rust::{NodeKind, Source};

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
    let mut lens = Lens::without_source(
        diagnostic,
        entry.rule_for(diagnostic),
        entry.summary_for(diagnostic),
    );
    if let Some(source) = source
        && let Some(case) = Case::new(diagnostic, source, facts)
    {
        let case = case.among(errors);
        lens.place = Some(case.primary.area.start);
        let mut account = entry.explain.and_then(|explain| explain(&case));
        if let Some(account) = &mut account {
            leaving::draw(&case, account);
            valueless::draw(&case, account);
            causes::tell(&case, account);
        }
        // With `unsafe`, things may go wrong that no checker looks for.
        if let Some(account) = &mut account
            && !matches!(account.at_run_time, Some(AtRunTime::Harm(_)))
            && has_unsafe(&case)
        {
            account.at_run_time = None;
        }
        // Where a line has another error, all may not be well with it.
        if let Some(account) = &mut account
            && !matches!(account.at_run_time, Some(AtRunTime::Harm(_)))
            && account
                .events
                .iter()
                .any(|event| has_other_error(&case, event.line))
        {
            account.at_run_time = None;
        }
        (lens.tier, lens.repairs) = match &account {
            Some(account) => (Tier::Timeline, account.repairs.clone()),
            None => (Tier::Labels, Vec::new()),
        };
        if let Some(summary) = account.as_ref().and_then(|account| account.summary) {
            lens.summary = summary;
        }
        let choice = Choice::new(&case, account.as_ref());
        lens.repairs = choice.of_repairs(lens.repairs);
        lens.take(&case, account.unwrap_or_else(|| labels_alone(&case)));
        lens.mark_other_errors(&case);
        lens.remarks = choice.of_remarks(&lens);
    } else {
        lens.remarks = remarks::of(diagnostic, source, &lens);
    }
    Some(lens).filter(Lens::is_worth_showing)
}

/// Whether an error of another kind is on a line.
fn has_other_error(case: &Case, line: usize) -> bool {
    let file = case.diagnostic.primary_span().map(|at| &at.file_name);
    let others = case.errors.iter();
    let mut others = others.filter(|error| error.code != case.diagnostic.code);
    others.any(|error| {
        let place = error.primary_span();
        place.is_some_and(|at| Some(&at.file_name) == file && at.line_start == line)
    })
}

/// Whether the function around an error has `unsafe` in it, or before it.
fn has_unsafe(case: &Case) -> bool {
    let node = case.node_around(&case.primary.bytes);
    let function = case.tree.ancestors(node);
    let function = std::iter::once(node).chain(function);
    let mut function = function.filter(|at| case.tree.kind(*at) == NodeKind::Function);
    function.any(|at| {
        let bytes = case.tree.bytes(at);
        let tokens = case.source.token_at(bytes.start)..case.source.token_at(bytes.end);
        case.source.words(&tokens).contains(&"unsafe")
    })
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
    let mut lens = Lens::without_source(
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

/// A slip at its own place, which needn't be where the parser gave up.
fn of_slip(diagnostic: &Diagnostic, source: &Source, slip: Slip) -> Lens {
    let mut lens = Lens::without_source(diagnostic, Rule::Syntax, slips::SUMMARY);
    lens.tier = Tier::Timeline;
    lens.repairs = slip.lens_repairs(source);
    let area = slip.area(source);
    lens.draw_slip(source, slip);
    lens.remarks = remarks::of(diagnostic, Some(source), &lens);
    // What rustc says of the place where its parser gave up says nothing about another one.
    let told_on = diagnostic.primary_span().map(|span| span.line_start);
    if told_on != Some(area.start.line) {
        lens.remarks
            .retain(|remark| remark.is_about(area.start.line));
    }
    lens
}

/// The source with rustc's own words.
fn labels_alone(case: &Case) -> Account {
    let mut account = Account::default();
    let lane = account.lane("");
    for clue in &case.clues {
        let what = if clue.is_primary {
            What::Conflict
        } else {
            What::Label
        };
        account.event(lane, what, clue.area, clue.label.clone());
    }
    account
}
