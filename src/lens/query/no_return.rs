//! Where a `()` comes from: a function that names no return type.

use std::ops::Range;

use crate::lens::case::Case;
use crate::lens::query::statements::around;
use crate::lens::query::{callee, items};
use crate::rust::{Function, NodeId, NodeKind, functions};

/// Why the value that the error is about is `()`, and the name of the function that returns it.
pub fn reason(case: &Case) -> Option<(String, Range<usize>)> {
    let declared = declared(case, call_in(case)?)?;
    let sentence = format!(
        "`{}` names no return type (line {}), so it returns `()`.",
        case.text(&declared),
        case.line(declared.start)
    );
    Some((sentence, declared))
}

/// The name of the function of this file that a call means, where it's declared, if it names no
/// return type.
pub fn declared(case: &Case, call: NodeId) -> Option<Range<usize>> {
    let function = callee::function(case, call).or_else(|| only_one(case, call))?;
    let is_open = function.returns.is_none() && !function.is_async;
    items::name_of(case, function.node).filter(|_| is_open)
}

/// The call that has the value: what the error points at.
fn call_in(case: &Case) -> Option<NodeId> {
    let bytes = &case.primary.bytes;
    let mut near = around(case, case.tree.innermost_at(bytes.start));
    let is_it = |at: &NodeId| {
        let is_macro = case.tree.kind(*at) == NodeKind::MacroCall;
        callee::is_call(case, *at) && !is_macro && case.tree.bytes(*at) == *bytes
    };
    near.find(is_it)
}

/// The only function of the file with the name, if the standard library hardly has one of it.
fn only_one(case: &Case, call: NodeId) -> Option<Function> {
    let wanted = callee::name(case, call)?;
    let all = functions(case.source, case.tree);
    let mut same = all.into_iter().filter(|one| one.name() == wanted);
    same.next().filter(|_| same.next().is_none())
}
