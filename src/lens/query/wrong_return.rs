//! A function that declares another return type than its body gives: where its result is used, that
//! may be what is wrong.

use std::ops::Range;

use crate::lens::case::Case;
use crate::lens::labels;
use crate::lens::query::expectation::a_value;
use crate::lens::query::{callee, errors, results, test_code};
use crate::lens::repair::Repair;
use crate::rust::NodeId;
use crate::rust::edit::TextEdit;

/// A return type that the function's body contradicts.
pub struct WrongReturn {
    /// What is known, in a sentence.
    pub sentence: String,
    /// What the body gives, in rustc's words.
    pub given: String,
    /// The return type.
    pub declared: Range<usize>,
    /// Writes the type that the body gives, if it can be written.
    pub repair: Option<Repair>,
}

/// Whether rustc refuses the type of each value that a function may return. If it takes one of several,
/// the return type can't be what's wrong.
pub fn refuses_all(case: &Case, function: NodeId) -> bool {
    let results = results::results_of(case, function);
    let is_refused = |result: &NodeId| {
        let mut inside = errors::within(case, &case.tree.bytes(*result));
        inside.any(|(error, _)| error.code.as_deref() == Some("E0308"))
    };
    results.iter().all(is_refused)
}

/// The return type of the function of this file that a value comes from, if rustc refuses all that
/// its body gives, and all of that has one type.
pub fn of_value(case: &Case, value: NodeId) -> Option<WrongReturn> {
    let function = callee::function(case, callee::call_behind(case, value)?)?;
    let declared = case.tree.bytes(function.returns?);
    let whole = case.tree.bytes(function.node);
    let mut given: Option<(&str, usize)> = None;
    for (error, at) in errors::within(case, &whole) {
        let is_of_result = error.spans.iter().any(|span| {
            let label = span.label.as_deref().unwrap_or_default();
            let is_there = span.bytes_in(case.source).as_ref() == Some(&declared);
            is_there && labels::has_shape(label, "expected * because of return type")
        });
        if error.code.as_deref() != Some("E0308") || !is_of_result {
            continue;
        }
        let label = error.primary_span()?.label.as_deref()?;
        let (_, found) = label.split_once(", found ")?;
        match given {
            Some((known, _)) if known != found => return None,
            Some(_) => {}
            None => given = Some((found, case.line(at.start))),
        }
    }
    let (found, line) = given.filter(|_| refuses_all(case, function.node))?;
    let name = function.name();
    let sentence = format!(
        "`{name}` declares the return type `{}` (line {}), but its body gives {} (line {line}).",
        case.text(&declared),
        case.line(declared.start),
        a_value(found)
    );
    let ty = found
        .strip_prefix('`')
        .and_then(|rest| rest.strip_suffix('`'))
        .filter(|ty| !ty.contains(['{', '_', '@', '\'']) && *ty != "()");
    let is_free = !test_code::is_given(case, &declared);
    let repair = ty.filter(|_| is_free).map(|ty| {
        let edit = TextEdit::replacement(declared.clone(), ty);
        Repair::edit(format!("Give `{name}` the return type `{ty}`."), vec![edit])
    });
    Some(WrongReturn {
        sentence,
        given: found.to_owned(),
        declared,
        repair,
    })
}
