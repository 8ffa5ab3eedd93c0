//! All calls of one function of this file, and whether they agree against its signature.

use crate::lens::case::Case;
use crate::lens::query::{callee, errors};
use crate::rust::{Callee, Function, NodeId, call, calls_in, functions};

/// The calls that are written like this one and can only mean the function, this one among them.
/// Empty if the file has another function of that name.
pub fn like(case: &Case, node: NodeId, function: &Function) -> Vec<NodeId> {
    let all = functions(case.source, case.tree);
    let same = all.iter().filter(|one| one.name() == function.name());
    if same.count() != 1 {
        return Vec::new();
    }
    let is_method = |node| {
        let found = call(case.tree, node);
        found.is_some_and(|found| matches!(found.callee, Callee::Method { .. }))
    };
    let wanted = is_method(node);
    let calls = calls_in(case.tree, case.tree.root()).map(|call| call.node);
    let named = calls.filter(|at| callee::name(case, *at) == Some(function.name()));
    named.filter(|at| is_method(*at) == wanted).collect()
}

/// How many calls there are, if all of them pass this number of arguments, and more than one does.
pub fn all_pass(case: &Case, calls: &[NodeId], count: usize) -> Option<usize> {
    let passes = |node: &NodeId| call(case.tree, *node).map(|found| found.arguments.len());
    let is_all = calls.iter().all(|node| passes(node) == Some(count));
    (is_all && calls.len() > 1).then_some(calls.len())
}

/// What stands in a place of each call or literal, and rustc's labels there, if rustc accepts none
/// of them.
pub fn refused_labels<'a>(case: &Case<'a>, places: &[Option<NodeId>]) -> Option<Vec<&'a str>> {
    let label = |place: &Option<NodeId>| {
        let (_, label) = errors::mismatch_at(case, &case.tree.bytes((*place)?))?;
        Some(label)
    };
    places.iter().map(label).collect()
}
