//! A pattern would move something out.

use super::place::{Behind, Taken};
use crate::lens::case::Case;
use crate::lens::labels;
use crate::lens::query::goal::Goal;
use crate::lens::query::{change, errors, places, statements};
use crate::lens::repair::Repair;
use crate::rust::edit::TextEdit;
use crate::rust::{Binding, BindingKind, NodeId, NodeKind, Role, function_around};

/// Matches on a reference, or borrows by `ref`, or takes the whole out of its place.
pub fn lend(taken: &Taken) -> Vec<Repair> {
    let case = taken.case;
    if is_changed(taken) && taken.dereferenced().is_none() {
        return vec![by_mutable_reference(taken)];
    }
    let mut found = Vec::new();
    let is_pattern = case.tree.kind(taken.value).is_pattern();
    if is_pattern {
        found.extend(without_borrow(taken));
        return found;
    }
    let by_reference = match taken.dereferenced() {
        Some(inner) => {
            let star = case.tree.bytes(taken.value).start..case.tree.bytes(inner).start;
            vec![TextEdit::deletion(star)]
        }
        None => change::prefixed(case, taken.value, "&"),
    };
    let what = taken.dereferenced().map_or_else(
        || format!("&{}", taken.path()),
        |inner| case.written(inner).to_owned(),
    );
    let is_let =
        matches!(taken.goal, Goal::Pattern(id) if case.names.binding(id).kind == BindingKind::Let);
    let verb = if is_let { "Take apart" } else { "Match on" };
    let sentence = format!("{verb} `{what}`: the names in the pattern then borrow");
    found.push(Repair::edit(format!("{sentence}."), by_reference.clone()));
    let owned = owned_uses(taken);
    if !owned.is_empty() {
        let edits = by_reference.into_iter().chain(owned).collect();
        found.push(Repair::edit(
            format!("{sentence}. Clone what must be owned."),
            edits,
        ));
    }
    if taken.behind == Behind::Mutable {
        if is_option(taken) {
            found.push(Repair::edit(
                "Move it out with `take()`, which leaves `None` in its place.",
                match taken.dereferenced() {
                    Some(inner) => {
                        let bytes = case.tree.bytes(taken.value);
                        let by = format!("{}.take()", case.written(inner));
                        vec![TextEdit::replacement(bytes, by)]
                    }
                    None => change::with_method(case, taken.value, "take()"),
                },
            ));
        }
        if taken.dereferenced().is_none() {
            found.push(by_mutable_reference(taken));
        }
    }
    if let Some(by_ref) = by_ref(taken) {
        found.push(by_ref);
    }
    found
}

fn by_mutable_reference(taken: &Taken) -> Repair {
    Repair::edit(
        format!(
            "Match on `&mut {}`: the names in the pattern then borrow mutably.",
            taken.path()
        ),
        change::prefixed(taken.case, taken.value, "&mut "),
    )
}

/// Whether another error says that a name of the pattern is changed, as a closure is that's called:
/// a shared reference wouldn't do.
fn is_changed(taken: &Taken) -> bool {
    let case = taken.case;
    let names = taken
        .names
        .iter()
        .filter_map(|node| case.tree.child(*node, Role::Name));
    let names: Vec<&str> = names.map(|name| case.written(name)).collect();
    taken.behind == Behind::Mutable
        && errors::in_file(case).into_iter().any(|(error, bytes)| {
            let named = labels::names(&error.message).first().copied();
            let is_of_body = function_around(case.source, case.tree, case.node_around(&bytes))
                .map(|one| one.node)
                == function_around(case.source, case.tree, taken.value).map(|one| one.node);
            error.code.as_deref() == Some("E0596")
                && is_of_body
                && named.is_some_and(|named| names.contains(&named))
        })
}

/// Whether the compiler names a variant of `Option`.
fn is_option(taken: &Taken) -> bool {
    let message = &taken.case.diagnostic.message;
    message.contains("as enum variant `Some`")
}

/// `|&x|` where `|x|` will do.
fn without_borrow(taken: &Taken) -> Option<Repair> {
    let edits = change::suggestion(taken.case, "removing the borrow")?;
    Some(Repair::edit(
        "Leave out one `&` of the pattern: its name then holds a reference.",
        edits,
    ))
}

/// `ref` before the names that would move.
fn by_ref(taken: &Taken) -> Option<Repair> {
    let case = taken.case;
    let edits: Vec<TextEdit> = taken
        .names
        .iter()
        .map(|node| TextEdit::insertion(case.tree.bytes(*node).start, "ref "))
        .collect();
    let names: Vec<String> = taken
        .names
        .iter()
        .filter_map(|node| case.tree.child(*node, Role::Name))
        .map(|name| format!("`{}`", case.written(name)))
        .collect();
    (!edits.is_empty()).then(|| {
        Repair::edit(
            format!(
                "Put `ref` before {}: the pattern then borrows instead of moving.",
                names.join(" and ")
            ),
            edits,
        )
    })
}

/// What makes owned values of references where the names of the pattern are used as values.
fn owned_uses(taken: &Taken) -> Vec<TextEdit> {
    let case = taken.case;
    let bindings = case.names.bindings().map(|id| (id, case.names.binding(id)));
    let of_pattern = bindings.filter(|(_, one)| one.initializer == Some(taken.value));
    let edits = of_pattern.flat_map(|(id, one)| {
        let uses = case.names.uses_of(id).filter(|used| is_value(case, *used));
        let uses: Vec<NodeId> = uses.collect();
        let is_moved = is_named(taken, one);
        uses.into_iter()
            .flat_map(move |used| owned(case, used, one, is_moved))
    });
    edits.collect()
}

fn is_named(taken: &Taken, binding: &Binding) -> bool {
    let mut names = taken.names.iter();
    names.any(|node| taken.case.tree.child(*node, Role::Name) == binding.places.first().copied())
}

/// A clone of what isn't `Copy`, and a `*` before what is.
fn owned(case: &Case, used: NodeId, binding: &Binding, is_moved: bool) -> Vec<TextEdit> {
    let is_copy = case.variable(binding).and_then(|facts| facts.is_copy);
    match is_copy {
        Some(true) => change::prefixed(case, used, "*"),
        _ if is_moved || is_copy == Some(false) => change::with_method(case, used, "clone()"),
        _ => Vec::new(),
    }
}

/// Whether a use wants the value itself: as a result, an argument of a function, or a field.
fn is_value(case: &Case, used: NodeId) -> bool {
    let tree = case.tree;
    if tree.kind(used) != NodeKind::Path {
        return false;
    }
    let Some(parent) = tree.parent(used) else {
        return false;
    };
    match tree.kind(parent) {
        NodeKind::MatchArm => tree.role(used) == Role::Body,
        NodeKind::Call | NodeKind::MethodCall => tree.role(used) == Role::Argument,
        NodeKind::ExpressionStatement => statements::is_tail(case, parent),
        NodeKind::FieldValue | NodeKind::Return | NodeKind::Let | NodeKind::Tuple => true,
        NodeKind::Binary => places::base(case, used).is_some(),
        _ => false,
    }
}
