//! Types as a program can write them, from rustc's words.

use crate::lens::case::Case;
use crate::rust::{NodeId, NodeKind};

const INTEGERS: [&str; 12] = [
    "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize",
];

/// A type in rustc's words as a signature can have it. A number whose type isn't settled gets the
/// one that the node names. `None` if the node names none or several, or has type parameters: then
/// the number may be of any type.
pub fn named(case: &Case, told: &str, node: NodeId) -> Option<String> {
    let mut ty = told.replace("'static ", "");
    for (unsettled, all) in [("{integer}", &INTEGERS[..]), ("{float}", &["f32", "f64"])] {
        if ty.contains(unsettled) {
            ty = ty.replace(unsettled, only_number_in(case, node, all)?);
        }
    }
    Some(ty)
}

/// The same of a label's words, "integer" or "`&str`". `None` if they don't tell a type.
pub fn labelled(case: &Case, words: &str, node: NodeId) -> Option<String> {
    let told = match words {
        "integer" => "{integer}",
        "floating-point number" => "{float}",
        _ => words.strip_prefix('`')?.strip_suffix('`')?,
    };
    named(case, told, node).filter(|ty| !ty.contains(['{', '_', '@']))
}

/// The type that a place wants, if a number whose type isn't settled can have it.
pub fn literal_as(told: &str, wanted: &str) -> Option<String> {
    let is_fit = match told {
        "{integer}" => INTEGERS.contains(&wanted),
        "{float}" => matches!(wanted, "f32" | "f64"),
        _ => false,
    };
    is_fit.then(|| wanted.to_owned())
}

/// The one type of these that a node names, if it has no type parameters.
fn only_number_in<'a>(case: &Case<'a>, node: NodeId, all: &[&str]) -> Option<&'a str> {
    let tree = case.tree;
    let is_generic = |at: NodeId| tree.kind(at) == NodeKind::GenericParameter;
    if tree.descendants(node).any(is_generic) {
        return None;
    }
    let types = tree.descendants(node).filter_map(|at| {
        let text = case.written(at);
        let is_type = tree.kind(at) == NodeKind::PathType;
        (is_type && all.contains(&text)).then_some(text)
    });
    let mut types = types.collect::<Vec<_>>();
    types.dedup();
    match types.as_slice() {
        [only] => Some(only),
        _ => None,
    }
}
