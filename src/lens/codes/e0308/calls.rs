//! Arguments that don't have the type of their parameter.

use super::Mismatch;
use crate::lens::case::{Case, Clue};
use crate::lens::labels;
use crate::lens::query::expectation::{self, Expectation, a_value, is, shown};
use crate::lens::query::statements::around;
use crate::lens::query::{callee, test_code};
use crate::rust::{NodeId, NodeKind, Role};

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
    let name = case.text(&callee.bytes);
    let is_of_call = case.tree.bytes(call).contains(&callee.bytes.start);
    let is_name = !name.is_empty() && name.len() <= 40 && !name.contains(['\n', '$']);
    if !is_of_call || !is_name {
        return None;
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
    Some(format!(
        "On line {}, `{name}` expects {} as {which}, but {} {}.",
        case.line(case.tree.bytes(argument).start),
        a_value(&types.expected),
        shown(case, argument),
        is(&types.found)
    ))
}

/// In tests and the `main` beside them, the signature of a function of this file decides.
pub fn given_call(case: &Case) -> Option<String> {
    self::callee(case)?;
    let argument = argument_with(case, &case.primary)?;
    let call = case.tree.parent(argument)?;
    let function = callee::function(case, call)?;
    let is_learners = !test_code::is_in_test(case, function.node);
    if !is_learners || !test_code::is_given(case, &case.primary.bytes) {
        return None;
    }
    let mut arguments = case.tree.children_as(call, Role::Argument);
    let position = arguments.position(|one| one == argument)?;
    let has_self = callee::self_parameter(case, &function).is_some();
    let is_method = case.tree.kind(call) == NodeKind::MethodCall;
    let position = position + usize::from(has_self && is_method);
    let parameter = *function.parameters.get(position)?;
    let who = if test_code::is_in_test(case, call) {
        "The tests call"
    } else {
        "`main` calls"
    };
    Some(format!(
        "{who} `{}` like this, so look at its signature: `{}` on line {}.",
        function.name(),
        case.written(parameter),
        case.line(case.tree.bytes(parameter).start)
    ))
}
