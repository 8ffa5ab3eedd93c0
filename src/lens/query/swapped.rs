//! Two arguments in each other's place, as rustc's labels at a call show it.

use std::ops::Range;

use crate::lens::case::Case;
use crate::lens::labels;
use crate::lens::query::statements::around;
use crate::lens::query::{callee, errors};
use crate::lens::repair::Repair;
use crate::rust::edit::TextEdit;
use crate::rust::{Function, NodeId, NodeKind, Role};

/// A call of a function of this file whose second argument rustc would rather have first.
#[derive(Debug, Clone)]
pub struct Swapped {
    /// What is called.
    pub function: Function,
    /// The call's bytes.
    pub call: Range<usize>,
    /// Both arguments.
    arguments: [Range<usize>; 2],
}

/// The call that this error is about. rustc finds no place for the first argument and misses the
/// second, so the other one fits the first parameter.
pub fn of_call(case: &Case) -> Option<Swapped> {
    let is_about_call = labels::has_shape(
        &case.diagnostic.message,
        "arguments to this * are incorrect",
    );
    let has = |words: &str| {
        let mut clues = case.clues.iter();
        clues.any(|clue| clue.label.contains(words))
    };
    if !is_about_call || !has("unexpected argument #1") || !has("argument #2 of type") {
        return None;
    }
    let mut near = around(case, case.tree.innermost_at(case.primary.bytes.start));
    let call = near.find(|at| callee::is_call(case, *at))?;
    let arguments: Vec<NodeId> = case.tree.children_as(call, Role::Argument).collect();
    let [first, second] = arguments.as_slice() else {
        return None;
    };
    let function = callee::function(case, call)?;
    (function.parameters.len() == 2).then(|| Swapped {
        function,
        call: case.tree.bytes(call),
        arguments: [case.tree.bytes(*first), case.tree.bytes(*second)],
    })
}

/// The call around this error that another error is about.
pub fn around_error(case: &Case) -> Option<Swapped> {
    case.errors.iter().find_map(|error| {
        let other = Case::new(error, case.source, case.facts)?.among(case.errors);
        let found = of_call(&other)?;
        found
            .call
            .contains(&case.primary.bytes.start)
            .then_some(found)
    })
}

/// Writes two arguments of a call the other way round, where rustc has one error about each of them
/// and this is one of the two.
pub fn refused_both(case: &Case) -> Option<Repair> {
    let argument = argument_at(case, &case.primary.bytes)?;
    let call = case.tree.parent(argument)?;
    let is_macro = case.tree.kind(call) == NodeKind::MacroCall;
    let name = callee::name(case, call).filter(|_| !is_macro)?;
    let errors = errors::within(case, &case.tree.bytes(call));
    let refused = errors.filter_map(|(error, at)| {
        let is_of_types = matches!(error.code.as_deref(), Some("E0308" | "E0277"));
        let refused = argument_at(case, &at).filter(|_| is_of_types)?;
        (case.tree.parent(refused) == Some(call)).then_some(refused)
    });
    let mut refused: Vec<NodeId> = refused.collect();
    refused.sort_by_key(|node| case.tree.bytes(*node).start);
    refused.dedup();
    let [first, second] = refused[..] else {
        return None;
    };
    let edits = vec![
        TextEdit::replacement(case.tree.bytes(first), case.written(second)),
        TextEdit::replacement(case.tree.bytes(second), case.written(first)),
    ];
    let what = format!("`{}` and `{}`", case.written(first), case.written(second));
    let is_short = what.chars().count() <= 60 && !what.contains('\n');
    let what = if is_short {
        what
    } else {
        "the two arguments".to_owned()
    };
    Some(Repair::edit(
        format!("Swap {what} in the call of `{name}`."),
        edits,
    ))
}

/// The argument with these bytes, or with a `&` before them: rustc may point behind that.
fn argument_at(case: &Case, bytes: &Range<usize>) -> Option<NodeId> {
    let mut near = around(case, case.tree.innermost_at(bytes.start));
    let argument = near.find(|at| case.tree.role(*at) == Role::Argument)?;
    let own = case.tree.bytes(argument);
    let before = case.text(&(own.start..bytes.start));
    let is_whole = own.end == bytes.end && matches!(before.trim_end(), "" | "&" | "&mut");
    is_whole.then_some(argument)
}

impl Swapped {
    /// What is known, in one sentence.
    pub fn sentence(&self, case: &Case) -> String {
        let first = self.function.parameters.first();
        let first = first.map_or("", |node| case.written(*node));
        format!(
            "On line {}, the second argument of `{}` fits its first parameter, `{first}`, so the two may be swapped.",
            case.line(self.call.start),
            self.function.name()
        )
    }

    /// Writes them the other way round.
    pub fn repair(&self, case: &Case) -> Repair {
        let [first, second] = &self.arguments;
        let edits = vec![
            TextEdit::replacement(first.clone(), case.text(second)),
            TextEdit::replacement(second.clone(), case.text(first)),
        ];
        let sentence = format!("Swap the two arguments of `{}`.", self.function.name());
        Repair::edit(sentence, edits)
    }
}
