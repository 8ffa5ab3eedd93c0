//! Types that this file declares.

use crate::lens::case::Case;
use crate::lens::query::{lines, moved_type};
use crate::rust::edit::TextEdit;
use crate::rust::{NodeId, NodeKind, Role};

/// The `struct` or `enum` of this name, if there's only one.
pub fn named(case: &Case, name: &str) -> Option<NodeId> {
    let tree = case.tree;
    let mut items = tree.nodes().filter(|node| {
        let is_type = matches!(tree.kind(*node), NodeKind::Struct | NodeKind::Enum);
        let found = tree.child(*node, Role::Name);
        is_type && found.is_some_and(|found| case.written(found) == name)
    });
    let first = items.next();
    first.filter(|_| items.next().is_none())
}

/// Whether a type has parameters between `<>`.
pub fn has_generics(case: &Case, item: NodeId) -> bool {
    let tree = case.tree;
    let mut parts = tree.children(item);
    parts.any(|part| tree.kind(part) == NodeKind::GenericParameter)
}

/// Whether a trait is derived for a type.
pub fn is_derived(case: &Case, item: NodeId, name: &str) -> bool {
    let mut attributes = case.tree.children_as(item, Role::Attribute);
    attributes.any(|attribute| {
        let bytes = case.tree.bytes(attribute);
        let tokens = case.source.token_at(bytes.start)..case.source.token_at(bytes.end);
        let words = case.source.words(&tokens);
        words.get(2) == Some(&"derive") && words.contains(&name)
    })
}

/// Types of the standard library that hold memory of their own.
const HOLDERS: [&str; 9] = [
    "String", "Vec", "VecDeque", "HashMap", "HashSet", "BTreeMap", "BTreeSet", "Box", "PathBuf",
];

/// Whether values of the type with this name hold memory of their own: it's one of the standard
/// library that does, or a struct of this file with a field of such a type.
pub fn holds_memory(case: &Case, name: &str) -> bool {
    let tree = case.tree;
    let is_holder = |name: &str| HOLDERS.contains(&name) && named(case, name).is_none();
    let Some(item) = named(case, name) else {
        return is_holder(name);
    };
    let mut fields = tree
        .descendants(item)
        .filter(|node| tree.kind(*node) == NodeKind::Field);
    tree.kind(item) == NodeKind::Struct
        && fields.any(|field| {
            let ty = tree.child(field, Role::Type);
            is_holder(ty.map_or("", |ty| moved_type::kind(Some(case.written(ty)))))
        })
}

/// Whether a type of this file implements `Drop`.
pub fn implements_drop(case: &Case, name: &str) -> bool {
    let tree = case.tree;
    let is_type = |node: NodeId| moved_type::kind(Some(case.written(node))) == name;
    named(case, name).is_some()
        && tree.nodes_of(NodeKind::Impl).any(|node| {
            let of = tree.child(node, Role::Trait);
            let is_drop = of.is_some_and(|of| case.written(of).ends_with("Drop"));
            is_drop && tree.child(node, Role::Type).is_some_and(is_type)
        })
}

/// The type of this file whose `drop` runs when a value of this type goes: the type itself, or the type
/// of one of its fields or elements.
pub fn whose_drop_runs<'a>(case: &Case<'a>, told: &'a str) -> Option<&'a str> {
    fn search<'a>(case: &Case<'a>, told: &'a str, seen: &mut Vec<NodeId>) -> Option<&'a str> {
        let is_part = |c: char| c == '_' || c.is_alphanumeric();
        // A reference drops nothing else, and a counted value may have other owners.
        let keeps = ["&", "*", "Rc<", "Arc<", "ManuallyDrop"];
        if keeps.iter().any(|sign| told.contains(sign)) {
            return None;
        }
        told.split(|c: char| !is_part(c)).find_map(|name| {
            let item = named(case, name).filter(|item| !seen.contains(item))?;
            seen.push(item);
            if implements_drop(case, name) {
                return Some(name);
            }
            let tree = case.tree;
            let fields = tree.descendants(item);
            let mut types = fields
                .filter(|node| tree.kind(*node) == NodeKind::Field)
                .filter_map(|field| tree.child(field, Role::Type));
            types.find_map(|ty| search(case, case.written(ty), seen))
        })
    }
    search(case, told, &mut Vec::new())
}

/// Derives traits that aren't derived yet.
pub fn derive(case: &Case, item: NodeId, traits: &[&str]) -> Option<TextEdit> {
    let source = case.source;
    let mut attributes = case.tree.children_as(item, Role::Attribute);
    let derived = attributes.find_map(|attribute| {
        let bytes = case.tree.bytes(attribute);
        let tokens = source.token_at(bytes.start)..source.token_at(bytes.end);
        let words = source.words(&tokens);
        let is_derive = words.get(2) == Some(&"derive");
        is_derive.then(|| (tokens.end - 2, words.len() > 6, words))
    });
    let has = |name: &str| {
        derived
            .as_ref()
            .is_some_and(|(_, _, words)| words.contains(&name))
    };
    let missing: Vec<&str> = traits.iter().copied().filter(|name| !has(name)).collect();
    if missing.is_empty() {
        return None;
    }
    let missing = missing.join(", ");
    Some(match derived {
        Some((close, has_others, _)) => {
            let comma = if has_others { ", " } else { "" };
            TextEdit::insertion(source.begin(close), format!("{comma}{missing}"))
        }
        None => {
            let begin = case
                .tree
                .bytes_without_attributes(item, source.text())
                .start;
            let (indent, end) = (lines::indent(case, begin), lines::line_break(case));
            TextEdit::insertion(begin, format!("#[derive({missing})]{end}{indent}"))
        }
    })
}
