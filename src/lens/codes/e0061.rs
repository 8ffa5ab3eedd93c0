//! Calls with too few or too many arguments.

use crate::lens::account::Account;
use crate::lens::case::Case;
use crate::lens::codes::{Entry, Example};
use crate::lens::query::{advice, items, pointing};
use crate::lens::rule::Rule;
use crate::model::diagnostic::Child;
use crate::rust::{Function, NodeKind, Role, function_around};

/// The codes of this file.
pub const ENTRIES: &[Entry] = &[Entry {
    code: "E0061",
    rule: Rule::Definitions,
    summary: "The call passes another number of arguments than the function takes.",
    meaning: "A call passes exactly one argument for each parameter: Rust has no optional arguments and no \
         default values for parameters. The `self` of a method doesn't count if the method is called with a dot.",
    example: Some(Example {
        source: include_str!("../examples/E0061.txt"),
        said: include_str!("../examples/E0061.json"),
    }),
    explain: Some(explain),
}];

fn explain(case: &Case) -> Option<Account> {
    let (takes, passes) = numbers(&case.diagnostic.message)?;
    let note = advice::with(case, "defined here")?;
    let function = called(case, note);
    let call = case.text(&case.primary.bytes);
    // In a macro's definition, what's called has no name yet.
    if call.starts_with('$') {
        return None;
    }
    let mut account = pointing::at_error(case, of_arguments(case, takes, passes));
    let names = function.as_ref().map(|function| parameters(case, function));
    if let (Some(function), Some(names)) = (&function, &names) {
        let bytes = items::name_of(case, function.node)?;
        // A method that's called by its path takes `self` too.
        let is_told = names.len() == takes && takes > 0;
        let takes = if is_told {
            format!("takes {}", names.join(", "))
        } else {
            format!("takes {}", count(takes))
        };
        pointing::point_at(&mut account, case, &bytes, takes);
    }
    for clue in case.clues.iter().filter(|clue| !clue.is_primary) {
        pointing::point_at(&mut account, case, &clue.bytes, clue.label.clone());
    }
    let kind = note.message.split(" defined here").next()?;
    let missing = missing(case).filter(|_| takes > passes);
    account.say(format!(
        "The {kind} `{call}` takes {}, but the call on line {} passes {}.",
        count(takes),
        case.primary.line(),
        if passes == 0 {
            "none".to_owned()
        } else {
            passes.to_string()
        }
    ));
    if let Some(names) = &names
        && names.len() + 1 == takes
    {
        account.say("A method that's called by its path takes its `self` as the first argument.");
    }
    if let Some(missing) = missing {
        account.say(missing);
    }
    Some(account)
}

/// "this function takes 2 arguments but 1 argument was supplied": both numbers.
fn numbers(message: &str) -> Option<(usize, usize)> {
    let mut numbers = message.split(' ').filter_map(|word| word.parse().ok());
    let found = (numbers.next()?, numbers.next()?);
    (numbers.next().is_none() && found.0 != found.1).then_some(found)
}

fn count(arguments: usize) -> String {
    match arguments {
        0 => "no arguments".to_owned(),
        1 => "1 argument".to_owned(),
        _ => format!("{arguments} arguments"),
    }
}

fn of_arguments(case: &Case, takes: usize, passes: usize) -> String {
    if case.primary.label.is_empty() {
        format!("{passes} instead of {takes}")
    } else {
        case.primary.label.clone()
    }
}

/// The function of this file whose definition a note shows: one of its places is the name.
fn called(case: &Case, note: &Child) -> Option<Function> {
    let file = &case.diagnostic.primary_span()?.file_name;
    let spans = note.spans.iter().filter(|span| &span.file_name == file);
    let mut functions = spans.filter_map(|span| {
        let begin = case.source.byte_at(span.line_start, span.column_start)?;
        let node = case.tree.innermost_at(begin);
        let function = function_around(case.source, case.tree, node)?;
        let name = items::name_of(case, function.node)?;
        (name.start == begin).then_some(function)
    });
    functions.next()
}

/// The parameters as they're written, without `self`.
fn parameters(case: &Case, function: &Function) -> Vec<String> {
    let own = function.parameters.iter();
    let own = own.filter(|node| case.tree.kind(**node) != NodeKind::SelfParameter);
    own.map(|node| format!("`{}`", case.written(*node)))
        .collect()
}

/// Which parameter gets no argument: rustc points at it in the definition.
fn missing(case: &Case) -> Option<String> {
    let note = advice::with(case, "defined here")?;
    let file = &case.diagnostic.primary_span()?.file_name;
    let spans = note
        .spans
        .iter()
        .filter(|span| !span.is_primary && &span.file_name == file);
    let names = spans.filter_map(|span| {
        let start = case.source.byte_at(span.line_start, span.column_start)?;
        let node = case.tree.innermost_at(start);
        let mut around = std::iter::once(node).chain(case.tree.ancestors(node));
        let parameter = around.find(|node| case.tree.kind(*node) == NodeKind::Parameter)?;
        let pattern = case.tree.child(parameter, Role::Pattern)?;
        Some(format!("`{}`", case.written(pattern)))
    });
    let names: Vec<String> = names.collect();
    match names.as_slice() {
        [] => None,
        [one] => Some(format!("There's no argument for {one}.")),
        [first @ .., last] => Some(format!(
            "There are no arguments for {} and {last}.",
            first.join(", ")
        )),
    }
}
