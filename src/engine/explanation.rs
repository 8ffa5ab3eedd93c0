//! Explains a program's errors: asks for facts, tells what happens, and proves the repairs.

use std::collections::HashMap;
use std::ops::Range;
use std::thread;

use crate::engine::ask::context::CompileContext;
use crate::engine::ask::proof::TrialResult;
use crate::engine::ask::{Asker, facts, proof};
use crate::engine::process::Cancel;
use crate::lens::repair::{HIDDEN, ProofState, Repair};
use crate::lens::{self, Lens, consequences};
use crate::model::ask::NotAsked;
use crate::model::ask::facts::Facts;
use crate::model::ask::proof::{Candidate, FaultyProgram, Proof};
use crate::model::diagnostic::{Diagnostic, Level};
use crate::rust::edit::{self, TextEdit};
use crate::rust::{Role, Source, called_name, calls_in, function_around};

/// How many repairs are tried for one error, and for all of a program.
const MOST_TRIALS: (usize, usize) = (8, 24);

/// Explains the errors of a program that can be compiled again: an entry for each, in their order.
/// Repairs that don't work, or that nobody could try, are left out.
pub fn explain(
    asker: &Asker,
    context: &CompileContext,
    program: FaultyProgram,
    cancel: &Cancel,
) -> Vec<Option<Lens>> {
    let facts = || facts::of_file(asker, context, program.source, cancel);
    explain_with(asker, context, program, facts, cancel)
}

/// The same with `facts` that are asked for elsewhere.
///
/// Until they come, we try the repairs that the errors alone suggest. The facts mostly lead to the
/// same repairs, or to one more.
pub fn explain_with(
    asker: &Asker,
    context: &CompileContext,
    program: FaultyProgram,
    facts: impl FnOnce() -> Facts,
    cancel: &Cancel,
) -> Vec<Option<Lens>> {
    let look = |facts: &Facts| {
        lens::look_at_all(
            program.errors,
            |error| error.is_about(program.file).then_some(program.source),
            facts,
        )
    };
    let prove = |candidates: Vec<Candidate>| {
        let results = proof::try_all(asker, context, program, &candidates, cancel);
        candidates.into_iter().zip(results).collect::<Vec<_>>()
    };
    let early = Trials::of(look(&Facts::default())).candidates;
    let (trials, mut results) = thread::scope(|scope| {
        let results = scope.spawn(|| prove(early.clone()));
        let trials = Trials::of(look(&facts()));
        let late = trials.candidates.iter().filter(|one| !early.contains(one));
        let late = prove(late.cloned().collect());
        let mut all = results.join().unwrap_or_default();
        all.extend(late);
        (trials, all)
    });
    let uncovers = |(_, result): &(_, TrialResult)| matches!(result.proof, Ok(Proof::Uncovers(_)));
    if trials.candidates != early && results.iter().any(uncovers) {
        // Which of them uncover the fewest errors, only a question about all of them tells.
        results = prove(trials.candidates.clone());
    }
    trials.settle(program, &results)
}

/// What the lens says of a program's errors, and which of its repairs are tried.
struct Trials {
    lenses: Vec<Option<Lens>>,
    /// The repairs that are tried: an error's index, and the repair's among those for that error.
    tried: Vec<(usize, usize)>,
    /// The same repairs, as the compiler is asked about them.
    candidates: Vec<Candidate>,
}

impl Trials {
    fn of(lenses: Vec<Option<Lens>>) -> Self {
        let (of_one, of_all) = MOST_TRIALS;
        let mut tried = Vec::new();
        let mut candidates = Vec::new();
        for (error, lens) in lenses.iter().enumerate() {
            let repairs = lens.iter().flat_map(|lens| lens.repairs.iter().enumerate());
            let open = repairs.filter(|(_, repair)| repair.proof == ProofState::Open);
            for (number, repair) in open.take(of_one) {
                if candidates.len() < of_all {
                    tried.push((error, number));
                    candidates.push(Candidate {
                        edits: repair.edits.clone(),
                        error,
                    });
                }
            }
        }
        Self {
            lenses,
            tried,
            candidates,
        }
    }

    /// Keeps the repairs that work.
    fn settle(
        mut self,
        program: FaultyProgram,
        results: &[(Candidate, TrialResult)],
    ) -> Vec<Option<Lens>> {
        let result_of = |candidate: &Candidate| {
            let found = results.iter().find(|(tried, _)| tried == candidate);
            found.map(|(_, result)| result)
        };
        let mut known: HashMap<(usize, usize), &TrialResult> = HashMap::new();
        for ((error, number), candidate) in self.tried.iter().zip(&self.candidates) {
            if let (Some(lens), Some(result)) = (&mut self.lenses[*error], result_of(candidate)) {
                take_result(&mut lens.repairs[*number], result);
                known.insert((*error, *number), result);
            }
        }
        let errors = program.errors.iter();
        let errors = errors.filter(|one| one.level == Level::Error && one.primary_span().is_some());
        let count = errors.count();
        for (error, lens) in self.lenses.iter_mut().enumerate() {
            let Some(lens) = lens else { continue };
            // Nobody has tried these.
            let open = lens.repairs.iter_mut();
            for repair in open.filter(|repair| repair.proof == ProofState::Open) {
                repair.settle(ProofState::Open);
            }
            drop_lone_derive(program, error, lens, &known);
            drop_dead_ends(program, error, lens, &known);
            tell_what_stays(program, error, lens, &known);
            lens.keep_what_is_proven();
            let cures_all = |repair: &Repair| repair.cures.len() >= count;
            let is_tried = |repair: &Repair| repair.proof == ProofState::Proven;
            lens.leaves_errors = count > 1 && !lens.shown_repairs().any(cures_all)
                || !lens.shown_repairs().all(is_tried);
        }
        consequences::tell(program.source, program.errors, &mut self.lenses);
        self.lenses
    }
}

/// What the trial of a repair has shown.
fn take_result(repair: &mut Repair, result: &TrialResult) {
    settle(repair, &result.proof);
    repair.cures.clone_from(&result.cured);
    if repair.is_dubious && stays_broken(repair, &result.remaining) {
        repair.proof = ProofState::Refuted;
    }
}

/// Whether one of the errors that stay is about what a repair writes anew.
fn stays_broken(repair: &Repair, remaining: &[Range<usize>]) -> bool {
    remaining.iter().any(|place| {
        let mut edits = repair.edits.iter().map(|edit| &edit.bytes);
        edits.any(|edit| place.start < edit.end && edit.start < place.end)
    })
}

/// Puts the ways out behind that leave an error which another way out of the same error cures, and
/// says which errors stay: those that another way out cures, those in the function of this error or
/// of a line that a way out changes, and those on a line with a label. That's the same for each of
/// the ways out.
fn tell_what_stays(
    program: FaultyProgram,
    error: usize,
    lens: &mut Lens,
    known: &HashMap<(usize, usize), &TrialResult>,
) {
    let source = program.source;
    let own = program.errors.get(error).and_then(Diagnostic::primary_span);
    let own = own.and_then(|span| span.bytes_in(source)).unwrap_or(0..0);
    let works = |repair: &Repair| repair.proof == ProofState::Proven && repair.is_shown();
    let remaining = |number: usize| known.get(&(error, number)).map(|tried| &tried.remaining);
    let shown = lens.repairs.iter().enumerate();
    let shown = shown.filter(|(_, repair)| works(repair));
    let all: Vec<(usize, Vec<Range<usize>>)> = shown
        .filter_map(|(number, _)| Some((number, remaining(number)?.clone())))
        .collect();
    let is_cured = |place: &Range<usize>| all.iter().any(|(_, left)| !left.contains(place));
    let is_inside = |place: &Range<usize>| own.start <= place.start && place.end <= own.end;
    let edits = all
        .iter()
        .flat_map(|(number, _)| &lens.repairs[*number].edits);
    let changed: Vec<&TextEdit> = edits.collect();
    let labelled = program.errors.get(error).map(|error| &error.spans);
    let labelled = labelled.into_iter().flatten();
    let labelled = labelled.filter(|span| span.file_name == program.file);
    let mut near: Vec<usize> = labelled.map(|span| span.line_start).collect();
    let in_line = changed.iter().filter(|edit| !adds_lines(edit));
    near.extend(in_line.map(|edit| source.line_of(edit.bytes.start)));
    let is_near = |place: &Range<usize>| near.contains(&source.line_of(place.start));
    // A text with a slip has no functions to be found yet, but the repaired one has.
    let repaired = all.first().map(|(number, _)| &lens.repairs[*number].edits);
    let repaired = repaired.filter(|_| source.tree().is_err());
    let repaired = repaired.and_then(|edits| Some((edits, edited(source, edits)?)));
    let function = |bytes: &Range<usize>| match &repaired {
        Some((edits, text)) => function_at(text, moved_by(edits, bytes.start)),
        None => function_at(source, bytes.start),
    };
    let mut functions: Vec<Range<usize>> = changed
        .iter()
        .filter_map(|edit| {
            // New lines before a function aren't in it.
            let whole = function(&edit.bytes)?;
            (whole.start < edit.bytes.start || !adds_lines(edit)).then_some(whole)
        })
        .collect();
    functions.extend(function(&own));
    let is_in_function =
        |place: &Range<usize>| function(place).is_some_and(|one| functions.contains(&one));
    let uses_result = |place: &Range<usize>| {
        let error = program.errors.get(error);
        error.is_some_and(|error| is_of_result(error) && calls_beside(source, own.start, place))
    };
    let is_told = |place: &Range<usize>| {
        is_cured(place)
            || is_inside(place)
            || is_near(place)
            || is_in_function(place)
            || uses_result(place)
    };
    let mut told = Vec::new();
    for (number, left) in &all {
        let avoidable = left.iter().filter(|place| is_cured(place)).count();
        let lines = left.iter().filter(|place| is_told(place));
        let lines: Vec<usize> = lines.map(|place| source.line_of(place.start)).collect();
        told.push((*number, avoidable, lines));
    }
    for (number, avoidable, lines) in told {
        let repair = &mut lens.repairs[number];
        repair.leaves = avoidable;
        repair.tell_what_stays(source, lines);
    }
}

/// Whether an error is about what a function returns.
fn is_of_result(error: &Diagnostic) -> bool {
    error.spans.iter().any(|span| {
        let label = span.label.as_deref().unwrap_or_default();
        label.ends_with("because of return type")
    })
}

/// Whether the statement at a place calls a function of the same name as the one around a byte.
fn calls_beside(source: &Source, byte: usize, place: &Range<usize>) -> bool {
    let Ok(tree) = source.tree() else {
        return false;
    };
    let function = function_around(source, tree, tree.innermost_at(byte));
    let mut around = tree.ancestors(tree.innermost_at(place.start));
    let statement = around.find(|node| tree.role(*node) == Role::Statement);
    function.zip(statement).is_some_and(|(function, whole)| {
        let mut calls = calls_in(tree, whole);
        calls.any(|call| called_name(source, tree, &call) == Some(function.name()))
    })
}

/// Takes back ways out that only derive traits, if there's no other and an error of another kind
/// stays on the very line of this one: that line needs something else first.
fn drop_lone_derive(
    program: FaultyProgram,
    error: usize,
    lens: &mut Lens,
    known: &HashMap<(usize, usize), &TrialResult>,
) {
    let place = |error: &Diagnostic| error.primary_span()?.bytes_in(program.source);
    let Some(own) = program.errors.get(error) else {
        return;
    };
    let line = own.primary_span().map(|span| span.line_start);
    let is_on_line = |left: &Range<usize>| {
        let mut others = program.errors.iter();
        Some(program.source.line_of(left.start)) == line
            && others.any(|other| other.code != own.code && place(other).as_ref() == Some(left))
    };
    let leaves_line = |number: usize| {
        let tried = known.get(&(error, number));
        tried.is_some_and(|tried| tried.remaining.iter().any(is_on_line))
    };
    let only_derives = |repair: &Repair| {
        let mut edits = repair.edits.iter();
        !repair.edits.is_empty() && edits.all(|edit| edit.text.contains("#[derive("))
    };
    let shown = lens.repairs.iter().enumerate();
    let mut shown = shown.filter(|(_, repair)| repair.is_shown());
    if !shown.all(|(number, repair)| only_derives(repair) && leaves_line(number)) {
        return;
    }
    for repair in lens.repairs.iter_mut().filter(|one| one.is_shown()) {
        repair.proof = ProofState::Open;
    }
}

/// Takes back ways out after which a call that this error is about still asks for the same thing, so
/// that an error of another kind stays. They're kept if there's no other way out.
fn drop_dead_ends(
    program: FaultyProgram,
    error: usize,
    lens: &mut Lens,
    known: &HashMap<(usize, usize), &TrialResult>,
) {
    let source = program.source;
    let Some(own) = program.errors.get(error) else {
        return;
    };
    let asked = asked_at(program, own);
    let place = |error: &Diagnostic| error.primary_span()?.bytes_in(source);
    let is_same = |left: &Range<usize>| {
        let mut others = program.errors.iter();
        others.any(|other| {
            let mut places = asked_at(program, other).into_iter();
            let is_asked_there = |at: Range<usize>| {
                let mut own = asked.iter();
                own.any(|own| at.start < own.end && own.start < at.end)
            };
            let is_other = other.code != own.code && place(other).as_ref() == Some(left);
            is_other && places.any(is_asked_there)
        })
    };
    let leads_nowhere = |number: usize| {
        let tried = known.get(&(error, number));
        tried.is_some_and(|tried| tried.remaining.iter().any(is_same))
    };
    let numbers = 0..lens.repairs.len();
    let shown: Vec<usize> = numbers
        .filter(|one| lens.repairs[*one].is_shown())
        .collect();
    let (dead, good): (Vec<usize>, Vec<usize>) =
        shown.into_iter().partition(|one| leads_nowhere(*one));
    if !good.is_empty() {
        for number in dead {
            lens.repairs[number].proof = ProofState::Refuted;
        }
    }
}

/// The calls of which an error says that they ask for something that lasts longer.
fn asked_at(program: FaultyProgram, error: &Diagnostic) -> Vec<Range<usize>> {
    let own = error.spans.iter().filter(|span| {
        let label = span.label.as_deref().unwrap_or_default();
        label.contains("argument requires that")
    });
    let notes = error.children.iter();
    let notes = notes.filter(|note| note.message.contains("requires argument type to outlive"));
    let all = own.chain(notes.flat_map(|note| &note.spans));
    let all = all.filter(|span| span.file_name == program.file);
    all.filter_map(|span| span.bytes_in(program.source))
        .collect()
}

/// Whether an edit only adds lines, and changes none.
fn adds_lines(edit: &TextEdit) -> bool {
    edit.bytes.is_empty() && edit.text.contains('\n')
}

/// A source with these changes.
fn edited(source: &Source, edits: &[TextEdit]) -> Option<Source> {
    let text = edit::apply(source.text(), edits)?;
    Some(Source::new(text, source.edition()))
}

/// Where a byte is after these changes.
fn moved_by(edits: &[TextEdit], byte: usize) -> usize {
    let before = edits.iter().filter(|edit| edit.bytes.end <= byte);
    let (added, removed) = before.fold((0, 0), |(added, removed), edit| {
        (added + edit.text.len(), removed + edit.bytes.len())
    });
    (byte + added).saturating_sub(removed)
}

/// The innermost function around a byte, in bytes.
fn function_at(source: &Source, byte: usize) -> Option<Range<usize>> {
    let tree = source.tree().ok()?;
    let function = function_around(source, tree, tree.innermost_at(byte))?;
    Some(tree.bytes(function.node))
}

/// What a trial's outcome says of a repair. One without an answer stays open.
fn settle(repair: &mut Repair, proof: &Result<Proof, NotAsked>) {
    let is_sure = repair.is_sure;
    repair.settle(match proof {
        Ok(Proof::Works | Proof::Uncovers(_)) => ProofState::Proven,
        Ok(Proof::ErrorStays | Proof::NewError { .. }) => ProofState::Refuted,
        Ok(Proof::Hidden) | Err(_) => ProofState::Open,
    });
    repair.is_hidden = matches!(proof, Ok(Proof::Hidden));
    if is_sure && repair.is_hidden {
        repair.sentence = format!("{} {HIDDEN}", repair.sentence);
    }
    if let Ok(Proof::Uncovers(number)) = proof {
        let errors = if *number == 1 {
            "one more error".to_owned()
        } else {
            format!("{number} more errors")
        };
        let sentence = repair.sentence.trim_end_matches('.');
        repair.sentence = format!(
            "{sentence}. rustc then reads on, and finds {errors} that it couldn't see before."
        );
    }
}
