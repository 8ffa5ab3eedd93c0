//! Two arguments in each other's place, as rustc's labels at a call show it.

use std::ops::Range;

use crate::lens::case::Case;
use crate::lens::labels;
use crate::lens::query::callee;
use crate::lens::query::statements::around;
use crate::lens::repair::Repair;
use crate::rust::edit::TextEdit;
use crate::rust::{Function, NodeId, Role};

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
