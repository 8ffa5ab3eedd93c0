//! Calls with too few or too many arguments.

use crate::lens::account::Account;
use crate::lens::case::Case;
use crate::lens::codes::{Entry, Example};
use crate::lens::query::surplus::Decision;
use crate::lens::query::{advice, calls_of, items, lacking, merged, odd_call, pointing, surplus};
use crate::lens::rule::Rule;
use crate::rust::{Function, NodeKind, Role};

/// The codes of this file.
pub const ENTRIES: &[Entry] = &[Entry {
    code: "E0061",
    rule: Rule::Definitions,
    summary: "The call passes a different number of arguments than the function takes.",
    meaning: "A call passes exactly one argument for each parameter: Rust has no optional arguments and no \
         default values for parameters. The `self` of a method doesn't count if the method is called with a dot.",
    example: Some(Example {
        source: include_str!("../examples/E0061.txt"),
        said: include_str!("../examples/E0061.json"),
    }),
    explain: Some(explain),
}];

fn explain(case: &Case) -> Option<Account> {
    let (takes, passes) = lacking::numbers(&case.diagnostic.message)?;
    let note = advice::with(case, "defined here")?;
    let function = lacking::called(case, note);
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
    let decision = match &function {
        Some(function) if passes > takes => surplus::decision(case, function),
        _ => Decision::Settled,
    };
    for clue in case.clues.iter().filter(|clue| !clue.is_primary) {
        if decision == Decision::Settled || !clue.label.starts_with(surplus::LABEL) {
            pointing::point_at(&mut account, case, &clue.bytes, short(&clue.label));
        }
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
    if let Some(missing) = missing.filter(|_| passes > 0) {
        account.say(missing);
    }
    if takes > passes
        && let Some(merged) = merged::find(case)
    {
        account.say(merged.sentence(case));
        account.repair(merged.repair(case));
        account.spares_tests = Some(false);
    } else if let Some(function) = &function {
        blame_signature(&mut account, case, function, passes);
        blame_call(&mut account, case, function, takes);
    }
    if decision == Decision::Open && account.keeps.is_empty() {
        account.say(surplus::sentence(passes - takes));
    }
    Some(account)
}

/// Says that the signature is the odd one out, if the function's body or its other calls show it.
/// Then the call should stay as it is.
fn blame_signature(account: &mut Account, case: &Case, function: &Function, passes: usize) {
    let Some(call) = lacking::call_of(case) else {
        return;
    };
    let name = function.name();
    if let Some(lacking) = lacking::of_call(case) {
        let note = format!("`{}` isn't a parameter of `{name}`", lacking.name);
        pointing::point_at(account, case, &lacking.used, note);
        account.say(format!(
            "`{name}` uses `{}` on line {}, but has no such parameter.",
            lacking.name,
            case.line(lacking.used.start)
        ));
        account.repairs.extend(lacking.repair);
        account.keeps.push(case.tree.bytes(call));
        return;
    }
    let calls = calls_of::like(case, call, function);
    if let Some(all) = calls_of::all_pass(case, &calls, passes)
        && let Some(declared) = items::name_of(case, function.node)
    {
        let line = case.line(declared.start);
        let many = if all == 2 {
            "Both calls".to_owned()
        } else {
            format!("All {all} calls")
        };
        account.say(format!(
            "{many} of `{name}` in this file pass {}, so look at its signature on line {line}.",
            count(passes)
        ));
        account.keeps.push(case.tree.bytes(call));
    }
}

/// Says that a call in a test or in `main` is the odd one out, if all others agree with the signature.
fn blame_call(account: &mut Account, case: &Case, function: &Function, takes: usize) {
    let call = lacking::call_of(case).filter(|_| account.keeps.is_empty());
    let Some(others) = call.and_then(|call| odd_call::others(case, call, function, takes)) else {
        return;
    };
    let name = function.name();
    let passed = count(takes);
    account.say(if others == 1 {
        format!("The other call of `{name}` in this file passes {passed}.")
    } else {
        format!("The {others} other calls of `{name}` in this file pass {passed}.")
    });
    account.spares_tests = Some(false);
}

/// What rustc says of an argument, without its number and type: those are in the sentence, or too
/// long for a drawing.
fn short(label: &str) -> String {
    if label.starts_with("unexpected argument") && label.contains('{') {
        "unexpected argument".to_owned()
    } else {
        label.to_owned()
    }
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
