//! The type could be copied, cloned, or has a counted owner.

use crate::lens::codes::moves::moved::Moved;
use crate::lens::query::goal::Goal;
use crate::lens::query::{articles, change, own_types, statements};
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
    let told = moved.of_type()?;
    let array = told
        .strip_prefix('[')
        .and_then(|rest| rest.split_once("; "));
    // An array is `Copy` if its elements are.
    let name = array.map_or(moved.kind_of_type(), |(element, _)| element);
    let item = own_types::named(moved.case, name)?;
    if own_types::has_generics(moved.case, item) {
        return None;
    }
    let edit = own_types::derive(moved.case, item, &["Clone", "Copy"])?;
    Some(Repair::edit(
        format!(
            "All that's in {} can be copied, so let it be `Copy`: then nothing moves.",
            articles::a(name)
        ),
        vec![edit],
    ))
}

/// `#[derive(Clone)]` and a clone, where the type isn't `Clone` yet; or a bound on a type parameter.
pub fn clone_own(moved: &Moved) -> Option<Repair> {
    let case = moved.case;
    let can_clone = moved.is_value_written()
        && moved.goal != Goal::Invocation
        && change::suggestion(moved.case, "clon").is_none();
    if !can_clone || super::is_result_ignored(moved) {
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
    edits.push(own_types::derive(moved.case, item, &["Clone"])?);
    let name = moved.kind_of_type();
    Some(Repair::edit(
        format!(
            "Let `{name}` be `Clone`, and clone it, if {}. {costs}",
            super::need(moved)
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
