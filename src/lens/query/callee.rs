//! Which function of this file a call means.

use crate::lens::case::{Case, Clue};
use crate::lens::query::statements::around;
use crate::lens::query::{places, rewrite};
use crate::rust::{
    Binding, Call, Callee, Function, NodeId, NodeKind, Role, call, called_name, functions,
};

/// Whether a node is a call of a function, method or macro.
pub fn is_call(case: &Case, node: NodeId) -> bool {
    call(case.tree, node).is_some()
}

/// The call that a clue points at, whole or at one of its arguments.
pub fn call_at(case: &Case, clue: &Clue) -> Option<NodeId> {
    let mut near = around(case, case.tree.innermost_at(clue.bytes.start));
    let is_whole = |at: &NodeId| is_call(case, *at) && case.tree.bytes(*at) == clue.bytes;
    near.find(is_whole).or_else(|| {
        let node = case.node(clue);
        let parent = case.tree.parent(node)?;
        let is_argument = case.tree.role(node) == Role::Argument;
        (is_argument && is_call(case, parent)).then_some(parent)
    })
}

/// The call that a value comes from: itself, perhaps behind a `&`, or what its variable begins with.
pub fn call_behind(case: &Case, value: NodeId) -> Option<NodeId> {
    let value = rewrite::value_of(case, value);
    let inner = match case.tree.kind(value) {
        NodeKind::Reference => case.tree.child(value, Role::Operand)?,
        NodeKind::Path => {
            let binding = case.names.binding(case.names.binding_of(value)?);
            let is_plain = binding.is_whole && binding.annotation.is_none();
            binding.initializer.filter(|_| is_plain)?
        }
        _ => value,
    };
    let is_macro = case.tree.kind(inner) == NodeKind::MacroCall;
    (is_call(case, inner) && !is_macro).then_some(inner)
}

/// What a method is called on or a field is asked of, where an error is about its name.
pub fn receiver_at(case: &Case, name: NodeId) -> Option<NodeId> {
    let whole = case.tree.parent(name)?;
    case.tree.child(whole, Role::Receiver)
}

/// The name of what a call calls.
pub fn name<'a>(case: &Case<'a>, node: NodeId) -> Option<&'a str> {
    let found = call(case.tree, node)?;
    called_name(case.source, case.tree, &found)
}

/// Whether a call is one of the standard library's `drop`.
pub fn is_drop(case: &Case, node: NodeId) -> bool {
    disposal(case, node) == Some("drop")
}

/// The name of the standard library's function that a call gives a value to so that nobody has it
/// any more: `drop` or `forget`.
pub fn disposal<'a>(case: &Case<'a>, node: NodeId) -> Option<&'a str> {
    let name = name(case, node).filter(|name| matches!(*name, "drop" | "forget"))?;
    let is_std = case.tree.kind(node) == NodeKind::Call && function(case, node).is_none();
    is_std.then_some(name)
}

/// What a call calls, as it's written: the path of a function, or the name of a method.
pub fn path<'a>(case: &Case<'a>, node: NodeId) -> Option<&'a str> {
    match call(case.tree, node)?.callee {
        Callee::Function(path) if case.tree.kind(path) == NodeKind::Path => {
            Some(case.written(path))
        }
        _ => name(case, node),
    }
}

/// What a call calls, in backticks and with a macro's `!`; "a function" if it has no name.
pub fn shown_name(case: &Case, node: NodeId) -> String {
    let is_macro = case.tree.kind(node) == NodeKind::MacroCall;
    let sign = if is_macro { "!" } else { "" };
    name(case, node).map_or("a function".to_owned(), |name| format!("`{name}{sign}`"))
}

/// The function of this file that a call means, if that is certain: a method by the type of what
/// it's called on, a function by being the only one with this name.
pub fn function(case: &Case, node: NodeId) -> Option<Function> {
    let found: Call = call(case.tree, node)?;
    let wanted = called_name(case.source, case.tree, &found)?;
    let all = functions(case.source, case.tree);
    let mut same = all.into_iter().filter(|one| one.name() == wanted);
    match found.callee {
        Callee::Method { receiver, .. } => {
            let of_type = receiver_type(case, receiver)?;
            same.find(|one| self_parameter(case, one).is_some() && is_of(one, &of_type))
        }
        Callee::Function(_) => {
            let found = same.next()?;
            let is_free = self_parameter(case, &found).is_none();
            (is_free && same.next().is_none()).then_some(found)
        }
        _ => None,
    }
}

/// The only function or method of this file with the name that a call has. rustc's note says
/// whether it's the one that is meant.
pub fn only_function(case: &Case, node: NodeId) -> Option<Function> {
    let wanted = name(case, node)?;
    let place = case.note("defined here")?;
    let all = functions(case.source, case.tree);
    let mut same = all.into_iter().filter(|one| one.name() == wanted);
    let found = same.next().filter(|_| same.next().is_none())?;
    let own = case.tree.bytes(case.tree.child(found.node, Role::Name)?);
    (own.start == place.bytes.start).then_some(found)
}

/// The `self` of a method.
pub fn self_parameter(case: &Case, function: &Function) -> Option<NodeId> {
    let mut parameters = function.parameters.iter().copied();
    parameters.find(|node| case.tree.kind(*node) == NodeKind::SelfParameter)
}

fn is_of(function: &Function, of_type: &str) -> bool {
    let around = function.path.len().checked_sub(2);
    around
        .and_then(|at| function.path.get(at))
        .is_some_and(|name| name == of_type)
}

/// The name of the type that a method is called on.
fn receiver_type(case: &Case, receiver: NodeId) -> Option<String> {
    places::base(case, receiver)?;
    type_of_place(case, receiver)
}

/// The name of a variable's type without what it's behind and without arguments: `Vec` of
/// `&mut Vec<u8>`.
pub fn type_name(case: &Case, binding: &Binding) -> Option<String> {
    if binding.name == "self" {
        return self_type(case, binding);
    }
    if let Some(told) = case.type_of(binding) {
        return named(told);
    }
    if let Some(annotation) = binding.annotation.filter(|_| binding.is_whole) {
        return named(case.written(annotation));
    }
    let value = binding.initializer.filter(|_| binding.is_whole)?;
    let is_literal = case.tree.kind(value) == NodeKind::StructLiteral;
    let path = case
        .tree
        .child(value, Role::Callee)
        .filter(|_| is_literal)?;
    named(case.written(path))
}

/// The name of the type of a place: a variable, or a field of a struct of this file.
pub fn type_of_place(case: &Case, place: NodeId) -> Option<String> {
    let tree = case.tree;
    match tree.kind(place) {
        NodeKind::FieldAccess => {
            let whole = type_of_place(case, tree.child(place, Role::Receiver)?)?;
            let field = case.written(tree.child(place, Role::Name)?);
            let named =
                |node: &NodeId| tree.child(*node, Role::Name).map(|name| case.written(name));
            let of_whole = tree
                .nodes_of(NodeKind::Struct)
                .find(|at| named(at) == Some(&whole))?;
            let mut fields = tree
                .children(of_whole)
                .filter(|at| tree.kind(*at) == NodeKind::Field);
            let found = fields.find(|at| named(at) == Some(field))?;
            self::named(case.written(tree.child(found, Role::Type)?))
        }
        NodeKind::Unary | NodeKind::Parenthesized => {
            let inner = tree
                .child(place, Role::Operand)
                .or(tree.child(place, Role::Part))?;
            type_of_place(case, inner)
        }
        _ => {
            let variable = case.names.binding_of(place)?;
            type_name(case, case.names.binding(variable))
        }
    }
}

fn self_type(case: &Case, binding: &Binding) -> Option<String> {
    let mut around = case.tree.ancestors(binding.owner);
    let found = around.find(|node| case.tree.kind(*node) == NodeKind::Impl)?;
    named(case.written(case.tree.child(found, Role::Type)?))
}

/// The name of a type in the compiler's words. `None` for tuples, slices, closures and the like.
pub fn named(told: &str) -> Option<String> {
    let mut rest = told.trim();
    while let Some(inner) = rest.strip_prefix('&') {
        let inner = inner.trim_start();
        let inner = match inner.strip_prefix('\'') {
            Some(behind) => behind.split_once(' ').map_or("", |(_, rest)| rest),
            None => inner,
        };
        rest = inner.strip_prefix("mut ").unwrap_or(inner).trim_start();
    }
    let path = rest.split('<').next().unwrap_or(rest);
    let name = path.rsplit("::").next().unwrap_or(path).trim();
    let is_name = name.chars().all(|c| c == '_' || c.is_alphanumeric()) && !name.is_empty();
    is_name.then(|| name.to_owned())
}
