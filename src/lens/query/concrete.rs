//! Types as a program can write them, from rustc's words.

use crate::lens::case::Case;
use crate::rust::{NodeId, NodeKind};

const INTEGERS: [&str; 12] = [
    "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize",
];

/// A type in rustc's words as it can be written. Numbers whose type isn't settled get one that the
/// node uses, or else the usual one.
pub fn named(case: &Case, told: &str, node: NodeId) -> String {
    let number = |all: &[&str], usual: &str| number_in(case, node, all).unwrap_or(usual).to_owned();
    told.replace("'static ", "")
        .replace("{integer}", &number(&INTEGERS, "i32"))
        .replace("{float}", &number(&["f32", "f64"], "f64"))
}

/// The same of a label's words, "integer" or "`&str`". `None` if they don't tell a type.
pub fn labelled(case: &Case, words: &str, node: NodeId) -> Option<String> {
    let told = match words {
        "integer" => "{integer}",
        "floating-point number" => "{float}",
        _ => words.strip_prefix('`')?.strip_suffix('`')?,
    };
    let ty = named(case, told, node);
    (!ty.contains(['{', '_', '@'])).then_some(ty)
}

/// The first of these types that a node names.
fn number_in<'a>(case: &Case<'a>, node: NodeId, all: &[&str]) -> Option<&'a str> {
    let mut types = case.tree.descendants(node);
    types.find_map(|at| {
        let text = case.written(at);
        let is_type = case.tree.kind(at) == NodeKind::PathType;
        (is_type && all.contains(&text)).then_some(text)
    })
}
