//! Items of this file by name and path.

use std::ops::Range;

use crate::lens::case::Case;
use crate::rust::{NodeId, NodeKind, Role};

/// The bytes of an item's name.
pub fn name_of(case: &Case, item: NodeId) -> Option<Range<usize>> {
    let name = case.tree.child(item, Role::Name)?;
    Some(case.tree.bytes(name))
}

/// The item of this name that encloses a place or begins there: what a span of rustc's is about.
pub fn item_at(case: &Case, bytes: &Range<usize>) -> Option<NodeId> {
    let node = case.tree.innermost_at(bytes.start);
    let mut around = std::iter::once(node).chain(case.tree.ancestors(node));
    around.find(|node| case.tree.kind(*node).is_item())
}

/// A parameter with its type, without the `mut` that's the function's own business.
pub fn parameter<'a>(case: &Case<'a>, node: NodeId) -> &'a str {
    let text = case.written(node);
    text.strip_prefix("mut ").map_or(text, str::trim_start)
}

/// The item, or the variant of an enum, that a path from `crate` leads to through the modules of
/// this file.
pub fn at_path(case: &Case, path: &str) -> Option<NodeId> {
    let mut parts = path.split("::");
    if parts.next() != Some("crate") {
        return None;
    }
    let mut node = case.tree.root();
    for part in parts {
        node = case.tree.children(node).find(|child| {
            let kind = case.tree.kind(*child);
            let is_named = kind.is_item() || kind == NodeKind::Variant;
            let name = name_of(case, *child).filter(|_| is_named);
            name.is_some_and(|name| case.text(&name) == part)
        })?;
    }
    (node != case.tree.root()).then_some(node)
}

/// The type whose `impl` a node is in, as it's written there.
pub fn self_type<'a>(case: &Case<'a>, node: NodeId) -> Option<&'a str> {
    let mut around = case.tree.ancestors(node);
    let found = around.find(|node| case.tree.kind(*node) == NodeKind::Impl)?;
    Some(case.written(case.tree.child(found, Role::Type)?))
}

/// The names of an enum's variants, in order.
pub fn variants<'a>(case: &Case<'a>, item: NodeId) -> Vec<&'a str> {
    let children = case.tree.children(item);
    let variants = children.filter(|child| case.tree.kind(*child) == NodeKind::Variant);
    let names = variants.filter_map(|variant| name_of(case, variant));
    names.map(|name| case.text(&name)).collect()
}

/// The fields of a struct or variant, each with its name; fields of tuples have none.
pub fn fields<'a>(case: &Case<'a>, of: NodeId) -> Vec<(NodeId, Option<&'a str>)> {
    let children = case.tree.children(of);
    let fields = children.filter(|child| case.tree.kind(*child) == NodeKind::Field);
    fields
        .map(|field| (field, name_of(case, field).map(|name| case.text(&name))))
        .collect()
}
