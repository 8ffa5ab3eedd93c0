//! A function of this file takes the value as an argument.

use super::methods;
use crate::lens::codes::moves::moved::Moved;
use crate::lens::query::moved_type::thing;
use crate::lens::query::{articles, change, lines, statements};
use crate::lens::repair::Repair;
use crate::rust::edit::TextEdit;
use crate::rust::{BindingId, Callee, Function, NodeId, NodeKind, Role, called_name, calls_in};

/// Lends the value instead of giving it away.
pub fn lend(moved: &Moved, call: NodeId) -> Vec<Repair> {
    let mut found = Vec::new();
    if let Some((function, parameter)) = moved.taker() {
        found.extend(lend_for_reading(moved, &function, parameter));
        found.extend(lend_for_writing(moved, &function, parameter));
        found.extend(assign_back(moved, call, &function));
    } else if let Some(edits) = change::suggestion(moved.case, "borrowing") {
        found.push(Repair::edit("Lend it: a reference will do here.", edits));
    }
    found.extend(methods::mutable_option(moved));
    if change::suggestion(moved.case, "consider borrowing").is_none() {
        found.extend(lend_to_bound(moved));
    }
    found
}

/// `&mut w` where any type with a trait will do: for many traits, a reference has it too.
fn lend_to_bound(moved: &Moved) -> Option<Repair> {
    let told = moved.of_type();
    let is_open = told.is_none_or(|told| told.starts_with("impl ") || !told.contains(['<', '&']));
    let is_named = moved.own_type().is_some() || matches!(moved.kind_of_type(), "String" | "Vec");
    if !is_open || is_named || !moved.is_whole_variable() || !moved.is_value_written() {
        return None;
    }
    let mut edits = change::make_mutable(moved.case, moved.owner?)?;
    edits.extend(change::prefixed(moved.case, moved.value, "&mut "));
    Some(Repair::edit(
        format!(
            "Lend it with `&mut`: then `{}` can be used again.",
            moved.path
        ),
        edits,
    ))
}

fn lend_for_reading(moved: &Moved, function: &Function, parameter: NodeId) -> Option<Repair> {
    let case = moved.case;
    let of_type = case.tree.child(parameter, Role::Type)?;
    let binding = bound_by(moved, parameter);
    if binding.is_some_and(|id| case.names.binding(id).is_mutable) {
        return None;
    }
    let is_passed_on = binding.is_none_or(|id| is_passed_on(moved, id));
    let (borrowed, prefix) = borrowed_type(moved, of_type, is_passed_on);
    let mut edits = vec![TextEdit::replacement(case.tree.bytes(of_type), borrowed)];
    edits.extend(lent_arguments(moved, function, parameter, prefix));
    let name = function.name();
    Some(Repair::edit(
        format!(
            "Let `{name}` borrow: it doesn't have to own {}. Change its parameter to a reference, and pass a reference.",
            thing(moved.of_type())
        ),
        edits,
    ))
}

/// A function that changes its parameter may mean to change the caller's value.
fn lend_for_writing(moved: &Moved, function: &Function, parameter: NodeId) -> Option<Repair> {
    let case = moved.case;
    let of_type = case.tree.child(parameter, Role::Type)?;
    let id = bound_by(moved, parameter)?;
    let binding = case.names.binding(id);
    let gives_it_back = function
        .returns
        .is_some_and(|returns| case.written(returns) == case.written(of_type));
    if !binding.is_whole || gives_it_back {
        return None;
    }
    let start = case.tree.bytes(parameter).start;
    let name = case.declaration(binding);
    let bytes = case.tree.bytes(of_type);
    let mut edits = vec![TextEdit::insertion(bytes.start, "&mut ")];
    if binding.is_mutable {
        edits.push(TextEdit::deletion(start..name.start));
    } else {
        let again = declared_again(moved, id)?;
        edits.push(TextEdit::deletion(lines::whole_lines(case, again)?));
    }
    edits.extend(lent_arguments(moved, function, parameter, "&mut "));
    edits.extend(change::make_mutable(case, moved.owner?)?);
    Some(Repair::edit(
        format!(
            "If `{}` is meant to change `{}` itself, lend it with `&mut`.",
            function.name(),
            moved.path
        ),
        edits,
    ))
}

/// `let mut name = name;`, if that's all that a function does with its parameter.
fn declared_again(moved: &Moved, parameter: BindingId) -> Option<NodeId> {
    let names = moved.case.names;
    let mut uses = names.uses_of(parameter);
    let used = uses.next().filter(|_| uses.next().is_none())?;
    let name = &names.binding(parameter).name;
    let mut bindings = names.bindings().map(|id| names.binding(id));
    let again = bindings.find(|binding| {
        binding.initializer == Some(used)
            && binding.is_mutable
            && binding.is_whole
            && binding.annotation.is_none()
            && binding.name == *name
    })?;
    Some(again.owner)
}

/// Whether the function of this file that takes the value changes it: changes of a clone are lost.
pub fn is_changed_by_taker(moved: &Moved) -> bool {
    let Some((_, parameter)) = moved.taker() else {
        return false;
    };
    bound_by(moved, parameter).is_some_and(|id| {
        moved.case.names.binding(id).is_mutable || declared_again(moved, id).is_some()
    })
}

/// The variable of a parameter that is nothing but a name.
fn bound_by(moved: &Moved, parameter: NodeId) -> Option<BindingId> {
    let names = moved.case.names;
    let mut bindings = names.bindings();
    bindings.find(|id| {
        let binding = names.binding(*id);
        binding.owner == parameter && binding.is_whole
    })
}

/// Whether a parameter is handed to somebody else, who may ask for its very type.
fn is_passed_on(moved: &Moved, parameter: BindingId) -> bool {
    let tree = moved.case.tree;
    let mut uses = moved.case.names.uses_of(parameter);
    uses.any(|used| {
        let parent = tree.parent(used).map(|parent| (tree.kind(parent), parent));
        match parent {
            Some((NodeKind::Reference, _)) => true,
            Some((NodeKind::Call | NodeKind::MethodCall, _)) => tree.role(used) == Role::Argument,
            _ => false,
        }
    })
}

/// A type by reference, and what makes an argument of it: `&str` and `&[T]` for `String` and
/// `Vec<T>`, `&T` for `Box<T>`, where nothing hinders.
fn borrowed_type(moved: &Moved, of_type: NodeId, is_passed_on: bool) -> (String, &'static str) {
    let written = moved.case.written(of_type);
    if is_passed_on || moved.is_own_type() {
        return (format!("&{written}"), "&");
    }
    let tree = moved.case.tree;
    let element = tree.children_as(of_type, Role::GenericArgument).next();
    match (moved.kind_of_type(), element) {
        ("String", _) => ("&str".to_owned(), "&"),
        ("Vec", Some(element)) => (format!("&[{}]", moved.case.written(element)), "&"),
        ("Box", Some(inner)) => (format!("&{}", moved.case.written(inner)), "&*"),
        _ => (format!("&{written}"), "&"),
    }
}

/// The arguments for a parameter in all calls of its function, each with a prefix.
fn lent_arguments(
    moved: &Moved,
    function: &Function,
    parameter: NodeId,
    prefix: &str,
) -> Vec<TextEdit> {
    let case = moved.case;
    let tree = case.tree;
    let mut parameters = function.parameters.iter();
    let Some(position) = parameters.position(|one| *one == parameter) else {
        return Vec::new();
    };
    let first = function.parameters.first();
    let has_self = first.is_some_and(|one| tree.kind(*one) == NodeKind::SelfParameter);
    let arguments = calls_in(tree, tree.root()).filter_map(|call| {
        let is_it = called_name(case.source, tree, &call) == Some(function.name());
        let at = match call.callee {
            Callee::Function(_) => position,
            Callee::Method { .. } if has_self => position.checked_sub(1)?,
            _ => return None,
        };
        call.arguments.get(at).copied().filter(|_| is_it)
    });
    let edits = arguments.flat_map(|argument| change::prefixed(case, argument, prefix));
    edits.collect()
}

/// `v = sorted(v);` for a function that returns what it was given, or one of its kind.
pub fn assign_back(moved: &Moved, call: NodeId, function: &Function) -> Option<Repair> {
    let case = moved.case;
    let tree = case.tree;
    let returned = case.written(function.returns?);
    let told = moved.of_type()?;
    let is_same = returned == told || returned == "Self" && moved.is_own_type();
    let statement = tree.parent(call)?;
    let is_dropped = tree.kind(statement) == NodeKind::ExpressionStatement
        && !statements::is_tail(case, statement);
    if !is_same || !is_dropped || !moved.is_whole_variable() {
        return None;
    }
    let owner = moved.owner()?;
    let at = tree.bytes(statement).start;
    let (path, name) = (&moved.path, function.name());
    let is_in_inner = tree.parent(statement) != tree.parent(owner.owner);
    let (words, mut edits) = if owner.is_mutable || is_in_inner {
        (
            format!("{path} = "),
            change::make_mutable(case, moved.owner?)?,
        )
    } else {
        (format!("let {path} = "), Vec::new())
    };
    edits.push(TextEdit::insertion(at, words.clone()));
    Some(Repair::edit(
        format!(
            "`{name}` returns {}. Keep it: `{words}...`.",
            articles::a(told)
        ),
        edits,
    ))
}
