//! Arguments that don't have the type of their parameter.

use std::ops::Range;

use super::Mismatch;
use crate::lens::case::{Case, Clue};
use crate::lens::labels;
use crate::lens::query::expectation::{self, Expectation, a_value, is, shown};
use crate::lens::query::statements::around;
use crate::lens::query::{callee, calls_of, concrete, errors, items, lists, test_code};
use crate::lens::repair::Repair;
use crate::rust::edit::TextEdit;
use crate::rust::{BindingKind, Function, NodeId, NodeKind, Role, calls_in, function_around};

/// "arguments to this function are incorrect": what is called.
fn callee<'a>(case: &'a Case) -> Option<&'a Clue> {
    let mut clues = case.clues.iter();
    clues.find(|clue| labels::has_shape(&clue.label, "arguments to this * are incorrect"))
}

/// The one argument that the error is about.
pub fn argument(mismatch: &Mismatch) -> Option<String> {
    let case = mismatch.case;
    let callee = self::callee(case)?;
    let argument = argument_with(case, &case.primary)?;
    sentence(case, callee, argument, &mismatch.types)
}

/// A sentence for each argument, if the error is about the call as a whole.
pub fn several_arguments(case: &Case) -> Option<Vec<String>> {
    let is_about_call = labels::has_shape(
        &case.diagnostic.message,
        "arguments to this * are incorrect",
    );
    if !is_about_call {
        return None;
    }
    let labelled = case.clues.iter().filter_map(|clue| {
        let types = expectation::of(case, clue)?;
        Some((argument_with(case, clue)?, types))
    });
    let sentences =
        labelled.map(|(argument, types)| sentence(case, &case.primary, argument, &types));
    let sentences: Vec<String> = sentences.collect::<Option<_>>()?;
    (!sentences.is_empty() && sentences.len() <= 3).then_some(sentences)
}

/// The argument with exactly these bytes.
fn argument_with(case: &Case, clue: &Clue) -> Option<NodeId> {
    let innermost = case.tree.innermost_at(clue.bytes.start);
    let mut near = around(case, innermost);
    near.find(|at| case.tree.role(*at) == Role::Argument && case.tree.bytes(*at) == clue.bytes)
}

fn sentence(case: &Case, callee: &Clue, argument: NodeId, types: &Expectation) -> Option<String> {
    let call = case.tree.parent(argument)?;
    if case.tree.kind(call) == NodeKind::MacroCall {
        // What takes the argument is a function that the macro hides.
        return None;
    }
    let name = case.text(&callee.bytes);
    let is_of_call = case.tree.bytes(call).contains(&callee.bytes.start);
    let is_name = !name.is_empty() && name.len() <= 40 && !name.contains(['\n', '$']);
    if !is_of_call || !is_name {
        return None;
    }
    if let Some(sentence) = after_first_element(case, (call, argument), types)
        .or_else(|| like_another(case, name, argument, types))
    {
        return Some(sentence);
    }
    let arguments: Vec<NodeId> = case.tree.children_as(call, Role::Argument).collect();
    let position = arguments.iter().position(|one| *one == argument)?;
    let which = match (arguments.len(), position) {
        (1, _) => "its argument".to_owned(),
        (_, 0) => "the first argument".to_owned(),
        (_, 1) => "the second argument".to_owned(),
        (_, 2) => "the third argument".to_owned(),
        (_, at) => format!("argument {}", at + 1),
    };
    let value = a_value(&types.expected);
    // What `Some` and the like take is up to the argument: where the result goes decides.
    let expected = if case.has_note("due to the type of the argument passed") {
        let which = which.replacen("its", "the", 1);
        format!("{value} is expected as {which} of `{name}`")
    } else {
        format!("`{name}` expects {value} as {which}")
    };
    Some(format!(
        "On line {}, {expected}, but {} {}.",
        case.line(case.tree.bytes(argument).start),
        shown(case, argument),
        is(&types.found)
    ))
}

/// The only argument of a call in a list whose first element is a call of the same: what that
/// returned decides what this one has to return.
fn after_first_element(
    case: &Case,
    (call, argument): (NodeId, NodeId),
    types: &Expectation,
) -> Option<String> {
    let first = lists::leader_of(case, call)?;
    let path = callee::path(case, call)?;
    let is_same = callee::path(case, first) == Some(path) && callee::function(case, call).is_none();
    let is_only = case.tree.children_as(call, Role::Argument).count() == 1;
    (is_same && is_only).then(|| {
        format!(
            "All elements of a list have the same type. Beside {}, `{path}` would need {} as its argument on line {}, but {} {}.",
            shown(case, first),
            a_value(&types.expected),
            case.line(case.tree.bytes(argument).start),
            shown(case, argument),
            is(&types.found)
        )
    })
}

/// An argument whose parameter has the same type parameter as another: that one's argument decides.
fn like_another(case: &Case, name: &str, argument: NodeId, types: &Expectation) -> Option<String> {
    let shape = "expected all arguments to be this * type because they need to match the type of this parameter";
    let mut clues = case.clues.iter();
    let clue = clues.find(|clue| labels::has_shape(&clue.label, shape))?;
    let other = argument_with(case, clue).filter(|other| *other != argument)?;
    let (other, own) = (shown(case, other), shown(case, argument));
    Some(format!(
        "`{name}` takes {other} and {own} as values of the same type. On line {}, {other} {}, but {own} {}.",
        case.line(case.tree.bytes(argument).start),
        is(&types.expected),
        is(&types.found)
    ))
}

/// What says that a declaration is to blame and not a value.
pub struct Blame {
    /// The sentence. `None` if only a proof of the repair shows that the declaration is to blame.
    pub sentence: Option<String>,
    /// The values that may stay as they are.
    pub keeps: Vec<Range<usize>>,
    /// The declaration's name and type.
    pub declared: Range<usize>,
    /// Writes the type that all values have.
    pub repair: Option<Repair>,
}

/// The signature of a function of this file, if no call fits it. One call alone shows that only in
/// tests and the `main` beside them, which are given.
pub fn signature(case: &Case) -> Option<Blame> {
    self::callee(case)?;
    let argument = argument_with(case, &case.primary)?;
    let call = case.tree.parent(argument)?;
    let function = callee::function(case, call).or_else(|| callee::only_function(case, call))?;
    if test_code::is_in_test(case, function.node) {
        return None;
    }
    let mut arguments = case.tree.children_as(call, Role::Argument);
    let position = arguments.position(|one| one == argument)?;
    let has_self = callee::self_parameter(case, &function).is_some();
    let is_method = case.tree.kind(call) == NodeKind::MethodCall;
    let parameter = *function
        .parameters
        .get(position + usize::from(has_self && is_method))?;
    if let Some(blame) = without_size(case, parameter) {
        return Some(blame);
    }
    let calls = calls_of::like(case, call, &function);
    let nth = |call: &NodeId| case.tree.children_as(*call, Role::Argument).nth(position);
    let passed: Vec<Option<NodeId>> = calls.iter().map(nth).collect();
    let labels = if calls.len() > 1 {
        Some(calls_of::refused_labels(case, &passed)?)
    } else {
        None
    };
    let is_given = test_code::is_given(case, &case.primary.bytes);
    let name = function.name();
    let bytes = case.tree.bytes(parameter);
    let declared = format!(
        "`{}` on line {}",
        items::parameter(case, parameter),
        case.line(bytes.start)
    );
    let all = labels.as_deref().unwrap_or_default();
    if !is_given && !is_odd(case, &function, parameter, all.len()) {
        return None;
    }
    let sentence = match (&labels, is_given) {
        (None, false) => return None,
        (None, true) if let Some(line) = literal_of_main(case, argument) => format!(
            "Either the value of {} on line {line} or the signature of `{name}` is wrong: {declared}.",
            shown(case, argument)
        ),
        (_, true) => {
            let who = if test_code::is_in_test(case, call) {
                "The tests call"
            } else {
                "`main` calls"
            };
            format!("{who} `{name}` like this, so look at its signature: {declared}.")
        }
        (Some(labels), false) => format!(
            "{} calls of `{name}` passes {} here, so look at its signature: {declared}.",
            none_of(labels.len()),
            a_value(&expectation::of(case, &case.primary)?.expected)
        ),
    };
    let repair = labels.and_then(|labels| retyped(case, parameter, function.node, &labels));
    let passed = passed.into_iter().flatten();
    Some(Blame {
        sentence: Some(sentence),
        keeps: passed.map(|node| case.tree.bytes(node)).collect(),
        declared: bytes,
        repair,
    })
}

/// The line where `main` declares a variable with a number or a text, if an argument is such a
/// variable: the value may be wrong as well as the parameter.
fn literal_of_main(case: &Case, argument: NodeId) -> Option<usize> {
    let binding = case.names.binding(case.names.binding_of(argument)?);
    let value = binding.initializer.filter(|_| binding.is_whole)?;
    let is_literal = case.tree.kind(value) == NodeKind::Literal;
    (is_literal && test_code::is_in_given_main(case, argument))
        .then(|| case.line(case.declaration(binding).start))
}

/// The parameter that a value in its function is, or is cloned from, if all calls pass what the value
/// should be.
pub fn used_parameter(mismatch: &Mismatch) -> Option<Blame> {
    let (case, tree) = (mismatch.case, mismatch.case.tree);
    let is_clone = tree.kind(mismatch.node) == NodeKind::MethodCall
        && callee::name(case, mismatch.node) == Some("clone");
    let receiver = tree
        .child(mismatch.node, Role::Receiver)
        .filter(|_| is_clone);
    let used = receiver.unwrap_or(mismatch.node);
    let binding = case.names.binding(case.names.binding_of(used)?);
    let is_parameter = binding.kind == BindingKind::Parameter && binding.is_whole;
    let ty = binding.annotation.filter(|_| is_parameter)?;
    let parameter = tree.parent(ty)?;
    let function = function_around(case.source, tree, ty)?;
    let has_self = callee::self_parameter(case, &function).is_some();
    let mut own = function.parameters.iter();
    let position = own.position(|one| *one == parameter)? - usize::from(has_self);
    let name = function.name();
    let mut all = calls_in(tree, tree.root()).map(|call| call.node);
    let first = all.find(|at| callee::name(case, *at) == Some(name))?;
    let calls = calls_of::like(case, first, &function);
    let nth = |call: &NodeId| tree.children_as(*call, Role::Argument).nth(position);
    let passed: Vec<Option<NodeId>> = calls.iter().map(nth).collect();
    let labels = calls_of::refused_labels(case, &passed).filter(|labels| labels.len() > 1)?;
    let wanted = &mismatch.types.expected;
    let is_wanted = |label: &&str| {
        let found = label.split_once(", found ").map(|(_, found)| found);
        found.is_some_and(|found| found == wanted || is_number_of(found, wanted))
    };
    if !labels.iter().all(is_wanted) || test_code::is_in_test(case, function.node) {
        return None;
    }
    let bytes = tree.bytes(parameter);
    let calls = match labels.len() {
        2 => format!("Both calls of `{name}` pass"),
        many => format!("All {many} calls of `{name}` pass"),
    };
    let sentence = format!(
        "{calls} {}, so look at its signature: `{}` on line {}.",
        a_value(wanted),
        items::parameter(case, parameter),
        case.line(bytes.start)
    );
    let text = wanted
        .strip_prefix('`')
        .and_then(|rest| rest.strip_suffix('`'))
        .filter(|text| !text.contains(['{', '_', '@', '\'']));
    let repair = text.map(|text| {
        let edit = TextEdit::replacement(tree.bytes(ty), text);
        let sentence = format!("Give `{}` the type `{text}`.", binding.name);
        Repair::edit(sentence, vec![edit]).or_advice()
    });
    Some(Blame {
        sentence: Some(sentence),
        keeps: vec![case.primary.bytes.clone()],
        declared: bytes,
        repair,
    })
}

/// Whether a type has a number in it that isn't settled, and is the other one otherwise:
/// `&mut {integer}` and `&mut u32`.
fn is_number_of(found: &str, wanted: &str) -> bool {
    let integers = [
        "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize",
    ];
    let mut integers = integers.iter();
    integers.any(|one| found.replace("{integer}", one) == wanted)
        || ["f32", "f64"]
            .iter()
            .any(|one| found.replace("{float}", one) == wanted)
}

/// A parameter whose type has no size, so that no value can be passed for it.
fn without_size(case: &Case, parameter: NodeId) -> Option<Blame> {
    let ty = case.tree.child(parameter, Role::Type)?;
    let written = case.written(ty);
    let is_slice = written == "str" || case.tree.kind(ty) == NodeKind::SliceType;
    if !is_slice && !written.starts_with("dyn ") {
        return None;
    }
    let bytes = case.tree.bytes(parameter);
    let edit = TextEdit::insertion(case.tree.bytes(ty).start, "&");
    Some(Blame {
        sentence: Some(format!(
            "`{written}` has no size that's known at compile time, so it can't be the type of a parameter: look at `{}` on line {}.",
            items::parameter(case, parameter),
            case.line(bytes.start)
        )),
        keeps: vec![case.primary.bytes.clone()],
        declared: bytes,
        repair: Some(Repair::edit("Take a reference.", vec![edit])),
    })
}

/// Whether a parameter is the odd one out: three calls contradict it, or two and the body as well.
fn is_odd(case: &Case, function: &Function, parameter: NodeId, calls: usize) -> bool {
    let name = case.tree.child(parameter, Role::Pattern);
    let in_body = function.body.zip(name).is_some_and(|(body, name)| {
        let mut errors = errors::within(case, &case.tree.bytes(body));
        errors.any(|(error, at)| match error.code.as_deref() {
            Some("E0308") => {
                let used = case.text(&at);
                used.strip_suffix(".clone()").unwrap_or(used) == case.written(name)
            }
            // A method that the value inside of an `Option` has.
            Some("E0599") => {
                let called = case.tree.parent(case.node_around(&at));
                let receiver = called.and_then(|call| case.tree.child(call, Role::Receiver));
                let mut notes = error.children.iter();
                receiver.is_some_and(|on| case.written(on) == case.written(name))
                    && notes.any(|note| note.message.contains("exists on the type"))
            }
            _ => false,
        })
    });
    calls > 2 || calls == 2 && in_body
}

/// Writes the type that all these labels have found into a parameter or field. What its function
/// expects of it tells which type of number it is.
pub fn retyped(case: &Case, declaration: NodeId, of: NodeId, labels: &[&str]) -> Option<Repair> {
    let found = |label: &&str| Some(label.split_once(", found ")?.1.to_owned());
    let all: Vec<String> = labels.iter().map(found).collect::<Option<_>>()?;
    let first = all.first()?;
    if all.iter().any(|other| other != first) {
        return None;
    }
    let ty = case.tree.child(declaration, Role::Type)?;
    let pattern = case.tree.child(declaration, Role::Pattern);
    let pattern = pattern.or_else(|| case.tree.child(declaration, Role::Name))?;
    let pattern = case.tree.child(pattern, Role::Name).unwrap_or(pattern);
    let name = case.written(pattern);
    let wanted = errors::within(case, &case.tree.bytes(of)).find_map(|(error, at)| {
        let label = error.primary_span()?.label.as_deref()?;
        let (expected, _) = label.strip_prefix("expected ")?.split_once(", found ")?;
        let is_number = first == "integer" || first == "floating-point number";
        let is_it = case.text(&at) == name && is_number;
        is_it.then(|| expected.trim_matches('`').to_owned())
    });
    let sentence = format!(
        "Give `{name}` the type of the values that {}.",
        if case.tree.kind(declaration) == NodeKind::Field {
            "it gets"
        } else {
            "are passed to it"
        }
    );
    let is_number = matches!(first.as_str(), "integer" | "floating-point number");
    match wanted.or_else(|| concrete::labelled(case, first, declaration)) {
        Some(text) => {
            let edit = TextEdit::replacement(case.tree.bytes(ty), text);
            Some(Repair::edit(sentence, vec![edit]).or_advice())
        }
        // A literal fits several types.
        None if is_number => {
            let what = if first == "integer" {
                "an integer type"
            } else {
                "a floating-point type"
            };
            Some(Repair::advice(format!("Give `{name}` {what}.")))
        }
        None => None,
    }
}

/// "Neither of the 2", "None of the 3".
fn none_of(count: usize) -> String {
    let none = if count == 2 { "Neither" } else { "None" };
    format!("{none} of the {count}")
}
