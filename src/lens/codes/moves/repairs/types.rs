//! The type could be copied, cloned, or has a counted owner.

use crate::lens::codes::moves::goal::Goal;
use crate::lens::codes::moves::moved::Moved;
use crate::lens::query::{change, statements};
use crate::lens::repair::Repair;
use crate::rust::edit::TextEdit;
use crate::rust::{NodeId, NodeKind, Role};

/// A clone of an `Rc` or `Arc` is one more owner.
pub fn one_more_owner(moved: &Moved) -> Option<Repair> {
    if !moved.is_counted() || !moved.is_whole_variable() {
        return None;
    }
    let case = moved.case;
    let (kind, name) = (moved.kind_of_type(), &moved.path);
    let sentence = format!(
        "Clone the `{kind}`: that makes one more owner of the same value, and copies nothing else."
    );
    let clone = format!("{kind}::clone(&{name})");
    let edits = match moved.goal {
        Goal::Closure(closure) => super::closures::with_own(moved, closure, &clone)?,
        _ if moved.is_value_written() => {
            let name = change::shorthand(case, moved.value);
            let bytes = case.tree.bytes(moved.value);
            vec![TextEdit::replacement(bytes, format!("{name}{clone}"))]
        }
        _ => return None,
    };
    Some(Repair::edit(sentence, edits))
}

/// `#[derive(Clone, Copy)]` on a type of this file.
pub fn copy(moved: &Moved) -> Option<Repair> {
    let item = moved.own_type()?;
    if has_generics(moved, item) {
        return None;
    }
    let edit = derive(moved, item, &["Clone", "Copy"])?;
    let name = moved.kind_of_type();
    Some(Repair::edit(
        format!("All that's in a `{name}` can be copied, so let it be `Copy`: then nothing moves."),
        vec![edit],
    ))
}

/// `#[derive(Clone)]` and a clone, where the type isn't `Clone` yet; or a bound on a type parameter.
pub fn clone_own(moved: &Moved) -> Option<Repair> {
    let case = moved.case;
    let can_clone = moved.is_value_written()
        && moved.goal != Goal::Invocation
        && super::suggestion(moved, "clon").is_none();
    if !can_clone {
        return None;
    }
    let mut edits = change::with_method(case, moved.value, "clone()");
    let costs = "A clone costs time and memory.";
    if let Some(parameter) = type_parameter(moved) {
        let bytes = case.tree.bytes(parameter);
        let has_bound = case.tree.child(parameter, Role::Bound).is_some();
        let bound = if has_bound { " + Clone" } else { ": Clone" };
        edits.push(TextEdit::insertion(bytes.end, bound));
        let name = moved.of_type()?;
        return Some(Repair::edit(
            format!("Ask for `{name}: Clone`, and clone it. {costs}"),
            edits,
        ));
    }
    let item = moved.own_type()?;
    edits.push(derive(moved, item, &["Clone"])?);
    let name = moved.kind_of_type();
    Some(Repair::edit(
        format!(
            "Let `{name}` be `Clone`, and clone it, if both need a value of their own. {costs}"
        ),
        edits,
    ))
}

/// The parameter between `<>` that is the type of what moves.
fn type_parameter(moved: &Moved) -> Option<NodeId> {
    let case = moved.case;
    let told = moved.of_type()?;
    let mut around = statements::around(case, moved.value);
    around.find_map(|item| {
        let mut parameters = case.tree.children_as(item, Role::Parameter);
        parameters.find(|node| {
            let name = case.tree.child(*node, Role::Name);
            case.tree.kind(*node) == NodeKind::GenericParameter
                && name.is_some_and(|name| case.written(name) == told)
        })
    })
}

fn has_generics(moved: &Moved, item: NodeId) -> bool {
    let tree = moved.case.tree;
    let mut parts = tree.children(item);
    parts.any(|part| tree.kind(part) == NodeKind::GenericParameter)
}

/// Derives traits that aren't derived yet.
fn derive(moved: &Moved, item: NodeId, traits: &[&str]) -> Option<TextEdit> {
    let case = moved.case;
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
            let indent = change::indent(case, begin);
            TextEdit::insertion(begin, format!("#[derive({missing})]\n{indent}"))
        }
    })
}
