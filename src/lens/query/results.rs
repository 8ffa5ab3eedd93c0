//! What a function or closure returns, and how it's turned into something owned.

use crate::lens::case::Case;
use crate::lens::query::{callee, errors, moved_type, rewrite, statements};
use crate::rust::edit::{self, TextEdit};
use crate::rust::{BindingKind, NodeId, NodeKind, Role, returns_from};

/// Every expression that a function's or closure's value may come from: its last expression,
/// through blocks, `if` and `match`, and what `return` gives.
pub fn results_of(case: &Case, body: NodeId) -> Vec<NodeId> {
    let mut results = Vec::new();
    if let Some(value) = case.tree.child(body, Role::Body) {
        leaves(case, value, &mut results);
    }
    for node in case.tree.descendants(body) {
        let is_return = case.tree.kind(node) == NodeKind::Return;
        if is_return
            && returns_from(case.tree, node) == Some(body)
            && let Some(value) = case.tree.child(node, Role::Value)
        {
            leaves(case, value, &mut results);
        }
    }
    results
}

fn leaves(case: &Case, node: NodeId, results: &mut Vec<NodeId>) {
    let tree = case.tree;
    match tree.kind(node) {
        NodeKind::Block => {
            let last = tree.children_as(node, Role::Statement).last();
            let value = last
                .filter(|last| statements::is_tail(case, *last))
                .and_then(|last| tree.child(last, Role::Value));
            if let Some(value) = value {
                leaves(case, value, results);
            }
        }
        NodeKind::UnsafeBlock | NodeKind::LabeledBlock => {
            if let Some(block) = tree.child(node, Role::Body) {
                leaves(case, block, results);
            }
        }
        NodeKind::If => {
            for branch in [Role::Body, Role::Else] {
                if let Some(branch) = tree.child(node, branch) {
                    leaves(case, branch, results);
                }
            }
        }
        NodeKind::Match => {
            for arm in tree.children_as(node, Role::Arm) {
                if let Some(value) = tree.child(arm, Role::Body) {
                    leaves(case, value, results);
                }
            }
        }
        NodeKind::Return | NodeKind::Break | NodeKind::Continue | NodeKind::Loop => {}
        NodeKind::MacroCall if never_returns(case, node) => {}
        _ => results.push(node),
    }
}

fn never_returns(case: &Case, node: NodeId) -> bool {
    matches!(
        callee::name(case, node),
        Some("panic" | "todo" | "unimplemented" | "unreachable")
    )
}

/// Edits that make a function's result and its type own what they borrow, and the new type.
pub fn owned(case: &Case, function: NodeId) -> Option<(Vec<TextEdit>, String)> {
    let ty = case.tree.child(function, Role::Return)?;
    let mut edits = own_type(case, ty)?;
    for value in results_of(case, function) {
        let owned = own_value(case, value, ty);
        if let Some(owned) = owned.filter(|owned| owned != case.written(value)) {
            edits.push(TextEdit::replacement(case.tree.bytes(value), owned));
        }
    }
    let written = owned_text(case, ty, &edits);
    Some((edits, written))
}

/// A type as it's written with these edits.
pub fn owned_text(case: &Case, ty: NodeId, edits: &[TextEdit]) -> String {
    let bytes = case.tree.bytes(ty);
    let inside = edits
        .iter()
        .filter(|edit| bytes.start <= edit.bytes.start && edit.bytes.end <= bytes.end);
    let moved: Vec<TextEdit> = inside
        .map(|edit| {
            let place = edit.bytes.start - bytes.start..edit.bytes.end - bytes.start;
            TextEdit::replacement(place, edit.text.clone())
        })
        .collect();
    let text = case.written(ty);
    edit::apply(text, &moved).unwrap_or_else(|| text.to_owned())
}

/// Edits that make this type own what it borrows: `String` for `&str`, also as an argument of
/// `Option`, `Vec` or a tuple. `None` if there's nothing to change, or if it isn't understood: rustc
/// doesn't either where a name in it is unknown.
pub fn own_type(case: &Case, node: NodeId) -> Option<Vec<TextEdit>> {
    let tree = case.tree;
    let mut errors = errors::within(case, &tree.bytes(node));
    if errors.any(|(error, _)| error.message.starts_with("cannot find ")) {
        return None;
    }
    let mut edits = Vec::new();
    if let Some(owned) = rewrite::owned_type(case, node) {
        edits.push(TextEdit::replacement(tree.bytes(node), owned));
        return Some(edits);
    }
    if tree.kind(node) == NodeKind::ReferenceType {
        return own_type(case, rewrite::referent(case, node)?);
    }
    let parts: Vec<NodeId> = match tree.kind(node) {
        NodeKind::TupleType => tree.children(node).collect(),
        NodeKind::PathType => tree.children_as(node, Role::GenericArgument).collect(),
        _ => Vec::new(),
    };
    for part in parts {
        if let Some(owned) = rewrite::owned_type(case, part) {
            edits.push(TextEdit::replacement(tree.bytes(part), owned));
        }
    }
    (!edits.is_empty()).then_some(edits)
}

/// What stands for a value of this borrowed type when it's owned. `None` if it can stay.
pub fn own_value(case: &Case, value: NodeId, ty: NodeId) -> Option<String> {
    let tree = case.tree;
    if tree.kind(ty) == NodeKind::ReferenceType {
        return Some(own_reference(case, value, ty));
    }
    if tree.kind(ty) == NodeKind::TupleType && tree.kind(value) == NodeKind::Tuple {
        let parts = tree.children(value).zip(tree.children(ty));
        let owned = parts.map(|(value, ty)| {
            own_value(case, value, ty).unwrap_or_else(|| case.written(value).to_owned())
        });
        return Some(format!("({})", owned.collect::<Vec<_>>().join(", ")));
    }
    let argument = tree.children_as(ty, Role::GenericArgument).next()?;
    own_wrapped(case, value, argument)
}

/// The same for the argument of `Option<&T>`, `Result<&T, E>` or `Vec<&T>`.
fn own_wrapped(case: &Case, value: NodeId, argument: NodeId) -> Option<String> {
    let tree = case.tree;
    let text = case.written(value);
    let is_text = is_text(case, argument);
    let each = if is_text {
        ".map(str::to_string)"
    } else {
        ".cloned()"
    };
    match (tree.kind(value), callee::name(case, value)) {
        (NodeKind::Path, _) if text == "None" => None,
        (NodeKind::Call, Some("Err")) => None,
        (NodeKind::Call, Some(wrapper @ ("Some" | "Ok"))) => {
            let inner = tree.child(value, Role::Argument)?;
            Some(format!(
                "{wrapper}({})",
                own_reference(case, inner, argument)
            ))
        }
        (NodeKind::MethodCall, Some("collect")) => {
            let receiver = tree.bytes(tree.child(value, Role::Receiver)?);
            let rest = case.text(&(receiver.end..tree.bytes(value).end));
            Some(format!("{}{each}{rest}", case.text(&receiver)))
        }
        (NodeKind::Path, _) if case.names.binding_of(value).is_some() => {
            let told = case.binding(tree.bytes(value).start)?;
            let is_list = case
                .type_of(told)
                .is_some_and(|told| told.starts_with("Vec<"));
            Some(if is_list {
                format!("{text}.into_iter(){each}.collect()")
            } else {
                format!("{text}{each}")
            })
        }
        (NodeKind::MethodCall, _) => Some(format!("{text}{each}")),
        _ => None,
    }
}

fn is_text(case: &Case, reference: NodeId) -> bool {
    rewrite::referent(case, reference).is_some_and(|inner| case.written(inner) == "str")
}

/// The owned form of a value of type `&T`.
fn own_reference(case: &Case, value: NodeId, ty: NodeId) -> String {
    let tree = case.tree;
    let inner = rewrite::referent(case, ty);
    let is_list = inner.is_some_and(|inner| tree.kind(inner) == NodeKind::SliceType);
    let copy = if is_text(case, ty) {
        ".to_string()"
    } else if is_list {
        ".to_vec()"
    } else {
        ".clone()"
    };
    let receiver = tree.child(value, Role::Receiver);
    let operand = tree.child(value, Role::Operand);
    match (tree.kind(value), callee::name(case, value)) {
        (NodeKind::MethodCall, Some("as_str" | "as_slice" | "as_ref")) => {
            let receiver = receiver.filter(|receiver| is_movable(case, *receiver));
            receiver.map_or_else(
                || format!("{}{copy}", case.written(value)),
                |receiver| case.written(receiver).to_owned(),
            )
        }
        (NodeKind::Reference, _) if let Some(operand) = operand => {
            if is_movable(case, operand) && !gives_guard(case, operand) {
                case.written(operand).to_owned()
            } else {
                format!("{}{copy}", rewrite::as_receiver(case, operand))
            }
        }
        (NodeKind::Path, _) if is_owned_variable(case, value, ty) => case.written(value).to_owned(),
        _ => format!("{}{copy}", rewrite::as_receiver(case, value)),
    }
}

/// Whether a variable of the function itself is the owned value already. Only a choice between two
/// edits.
fn is_owned_variable(case: &Case, value: NodeId, ty: NodeId) -> bool {
    let tree = case.tree;
    let inner = rewrite::referent(case, ty);
    let wanted = match inner.map(|inner| (tree.kind(inner), case.written(inner))) {
        Some((NodeKind::SliceType, _)) => "Vec",
        Some((_, "str")) => "String",
        Some((_, written)) => moved_type::kind(Some(written)),
        None => return false,
    };
    let Some(id) = case.names.binding_of(value) else {
        return false;
    };
    let binding = case.names.binding(id);
    if binding.kind != BindingKind::Let || !binding.is_whole || binding.is_reference {
        return false;
    }
    let written = binding.annotation.map(|ty| case.written(ty));
    if let Some(told) = case.type_of(binding).or(written) {
        return !told.starts_with('&') && moved_type::kind(Some(told)) == wanted;
    }
    let made = binding
        .initializer
        .filter(|made| tree.kind(*made) != NodeKind::Reference);
    made.is_some_and(|made| match (tree.kind(made), callee::name(case, made)) {
        (NodeKind::MacroCall, Some("vec")) => wanted == "Vec",
        (NodeKind::MacroCall, Some("format")) => wanted == "String",
        (NodeKind::MethodCall, Some("to_string" | "to_uppercase" | "to_lowercase")) => {
            wanted == "String"
        }
        (NodeKind::MethodCall, Some("to_vec")) => wanted == "Vec",
        (NodeKind::Call, _) => callee::path(case, made)
            .and_then(|path| path.split("::").next())
            .is_some_and(|of| of == wanted),
        (NodeKind::StructLiteral, _) => case.written(made).starts_with(wanted),
        _ => false,
    })
}

/// Whether a call probably gives something that lends the value. Only a choice between two edits.
fn gives_guard(case: &Case, node: NodeId) -> bool {
    let name = callee::name(case, node);
    let is_method = case.tree.kind(node) == NodeKind::MethodCall;
    is_method
        && matches!(
            name,
            Some("borrow" | "unwrap" | "expect" | "lock" | "read" | "get")
        )
}

/// Whether a value can move away as it's written: a variable, or a value just made.
fn is_movable(case: &Case, node: NodeId) -> bool {
    match case.tree.kind(node) {
        NodeKind::Path => case.names.binding_of(node).is_some_and(|id| {
            let kind = case.names.binding(id).kind;
            !kind.is_item() && kind != BindingKind::SelfParameter
        }),
        NodeKind::Call | NodeKind::MacroCall | NodeKind::Array | NodeKind::StructLiteral => true,
        NodeKind::MethodCall => true,
        _ => false,
    }
}
