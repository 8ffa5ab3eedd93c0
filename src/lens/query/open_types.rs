//! Types that aren't settled where they're written: each use decides what they are.

use crate::lens::case::Case;
use crate::lens::query::statements::around;
use crate::rust::{NodeId, NodeKind, Role};

/// Whether a type is just a type parameter: the `T` of `fn f<T>(value: T)`.
pub fn is_parameter(case: &Case, ty: NodeId) -> bool {
    parameters(case, ty).contains(&case.written(ty))
}

/// Whether a type holds something that each use decides: a type parameter, `_`, `impl Trait` or `Self`.
pub fn is_open(case: &Case, ty: NodeId) -> bool {
    let bytes = case.tree.bytes(ty);
    let tokens = case.source.token_at(bytes.start)..case.source.token_at(bytes.end);
    let words = case.source.words(&tokens);
    let parameters = parameters(case, ty);
    words
        .iter()
        .any(|word| matches!(*word, "_" | "impl" | "Self") || parameters.contains(word))
}

/// The names of the parameters for types and constants of all items around a type.
fn parameters<'a>(case: &Case<'a>, ty: NodeId) -> Vec<&'a str> {
    let tree = case.tree;
    let all = around(case, ty).flat_map(|item| tree.children(item));
    let generic = all.filter(|at| tree.kind(*at) == NodeKind::GenericParameter);
    let names = generic.filter_map(|at| tree.child(at, Role::Name));
    names
        .map(|name| case.written(name))
        .filter(|name| !name.starts_with('\''))
        .collect()
}
