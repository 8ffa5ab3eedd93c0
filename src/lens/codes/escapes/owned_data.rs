//! Repairs for E0521: own the data, start the thread in a scope, or ask for less or more.

use super::passed_on::{Goal, PassedOn};
use crate::lens::case::Case;
use crate::lens::query::{
    callee, facts, fields, places, results, rewrite, statements, threads, trait_object,
};
use crate::lens::repair::Repair;
use crate::model::ask::type_text;
use crate::rust::edit::TextEdit;
use crate::rust::{Binding, BindingKind, NodeId, NodeKind, Role};

/// Proposals, the best teaching first.
pub fn propose(passed: &PassedOn) -> Vec<Repair> {
    let found = match &passed.goal {
        Goal::Call(call, _) => vec![
            ask_for_less(passed, *call),
            own_captured(passed, *call),
            own_fields(passed, *call),
            own_in_field(passed, *call),
            in_scope(passed, *call),
            ask_for_static(passed),
        ],
        Goal::Variable(outer) => vec![infer_parameter(passed), own_in_variable(passed, outer)],
        Goal::Unknown => vec![ask_for_static(passed)],
    };
    found.into_iter().flatten().collect()
}

/// `impl dyn Trait + '_`.
fn ask_for_less(passed: &PassedOn, call: NodeId) -> Option<Repair> {
    let found = trait_object::implementation(passed.case, call)?;
    let end = passed.case.tree.bytes(found.node).end;
    Some(Repair::edit(
        format!(
            "Write `impl {} + '_`: then it's there for values that borrow, too.",
            found.written
        ),
        vec![TextEdit::insertion(end, " + '_")],
    ))
}

/// The closure that is passed to a call.
fn closure_in(case: &Case, call: NodeId) -> Option<NodeId> {
    let mut arguments = case.tree.children_as(call, Role::Argument);
    arguments.find(|at| {
        matches!(
            case.tree.kind(*at),
            NodeKind::Closure | NodeKind::AsyncBlock
        )
    })
}

/// `let text = text.to_string();` before the closure that takes it along.
fn own_captured(passed: &PassedOn, call: NodeId) -> Option<Repair> {
    let case = passed.case;
    let closure = closure_in(case, call)?;
    let statement = statements::statement_of(case, call)?;
    let captured = case.names.captured_by(case.tree, closure).into_iter();
    let mut names = Vec::new();
    let mut text = Vec::new();
    for id in captured {
        let binding = case.names.binding(id);
        if let Some(method) = facts::copying_method(case, binding) {
            text.push(format!("let {0} = {0}.{method}();", binding.name));
            names.push(format!("`{}`", binding.name));
        }
    }
    let edit = rewrite::insert_before(case, statement, &rewrite::as_lines(case, &text, statement));
    let copy = if names.len() == 1 {
        "an owned copy"
    } else {
        "owned copies"
    };
    (!names.is_empty()).then(|| {
        Repair::edit(
            format!(
                "Make {copy} of {} before the closure, for it to keep.",
                names.join(" and ")
            ),
            vec![edit],
        )
    })
}

/// Copies of the fields that a closure uses, made before it.
fn own_fields(passed: &PassedOn, call: NodeId) -> Option<Repair> {
    let case = passed.case;
    let closure = closure_in(case, call)?;
    let statement = statements::statement_of(case, call)?;
    let captured = case.names.captured_by(case.tree, closure).into_iter();
    let mut text: Vec<String> = Vec::new();
    let mut edits = Vec::new();
    let mut whole = Vec::new();
    let mut is_cloned = false;
    for id in captured {
        let binding = case.names.binding(id);
        let is_reference = case
            .type_of(binding)
            .is_some_and(type_text::is_shared_reference);
        if !(is_reference || binding.name == "self") {
            continue;
        }
        for used in places::uses_in(case, id, closure) {
            let copy = fields::copy_of(case, used)?;
            let line = format!("let {} = {};", copy.name, copy.value);
            if !text.contains(&line) {
                is_cloned |= copy.value.ends_with(".clone()");
                whole.push(format!("`{}`", copy.written));
                text.push(line);
            }
            edits.push(TextEdit::replacement(copy.bytes, copy.name));
        }
    }
    edits.push(rewrite::insert_before(
        case,
        statement,
        &rewrite::as_lines(case, &text, statement),
    ));
    let verb = if is_cloned { "Clone" } else { "Copy" };
    (!text.is_empty()).then(|| {
        Repair::edit(
            format!(
                "{} {} before the closure, so that it owns what it uses.",
                verb,
                whole.join(" and ")
            ),
            edits,
        )
    })
}

/// `String` for `&'static str` in the field that keeps it, and an owned copy for it.
fn own_in_field(passed: &PassedOn, call: NodeId) -> Option<Repair> {
    let case = passed.case;
    let receiver = case.tree.child(call, Role::Receiver)?;
    let field = fields::declaration(case, receiver)?;
    let ty = case.tree.child(field, Role::Type)?;
    let mut edits = results::own_type(case, ty)?;
    let mut arguments = case.tree.children_as(call, Role::Argument);
    let argument = arguments.find(|at| {
        places::base(case, *at).is_some_and(|id| case.names.binding(id) == passed.parameter)
    })?;
    let method = facts::copying_method(case, passed.parameter)?;
    edits.push(TextEdit::insertion(
        case.tree.bytes(argument).end,
        format!(".{method}()"),
    ));
    Some(Repair::edit(
        format!(
            "Let `{}` own its values instead of borrowing them.",
            case.written(case.tree.child(field, Role::Name)?)
        ),
        edits,
    ))
}

/// A scope for the thread.
fn in_scope(passed: &PassedOn, call: NodeId) -> Option<Repair> {
    let case = passed.case;
    let spawn = threads::spawn_around(case, call)?;
    let id = case
        .names
        .bound_at(case.tree, case.declaration(passed.parameter).start)?;
    let found = threads::put_into_scope(case, &spawn, id)?;
    Some(Repair::edit(
        found.sentence(&passed.parameter.name),
        found.edits,
    ))
}

/// `&'static str` for `&str`.
fn ask_for_static(passed: &PassedOn) -> Option<Repair> {
    let case = passed.case;
    let annotation = passed
        .parameter
        .annotation
        .filter(|_| passed.is_for_ever())?;
    let has_lifetime = case
        .tree
        .descendants(annotation)
        .any(|at| case.tree.kind(at) == NodeKind::Lifetime);
    let inner = rewrite::referent(case, annotation)?;
    let is_text = case.written(annotation) == "&str" && !has_lifetime;
    is_text.then(|| {
        Repair::edit(
            "Ask for `&'static str`: then only text that's there for the whole program can be passed, such as a literal.",
            vec![TextEdit::insertion(case.tree.bytes(inner).start, "'static ")],
        )
    })
}

/// The parameter of a closure without its type.
fn infer_parameter(passed: &PassedOn) -> Option<Repair> {
    let case = passed.case;
    if passed.parameter.kind != BindingKind::ClosureParameter {
        return None;
    }
    let annotation = passed.parameter.annotation?;
    let name = case.declaration(passed.parameter);
    let written = case.written(annotation);
    let edit = TextEdit::deletion(name.end..case.tree.bytes(annotation).end);
    Some(Repair::edit(
        format!(
            "Leave out the type of `{}`: with `{written}` the closure has to accept a reference of any lifetime, and without it the compiler finds one that is long enough.",
            passed.parameter.name
        ),
        vec![edit],
    ))
}

/// The outer variable owns what it keeps.
fn own_in_variable(passed: &PassedOn, outer: &Binding) -> Option<Repair> {
    let case = passed.case;
    let mut edits = results::own_type(case, outer.annotation?)?;
    let value = given_to(passed, outer)?;
    let method = facts::copying_method(case, passed.parameter)?;
    let copy = format!(".{method}()");
    let initial = outer
        .initializer
        .filter(|at| case.tree.kind(*at) == NodeKind::Literal);
    for at in std::iter::once(value).chain(initial) {
        edits.push(TextEdit::insertion(case.tree.bytes(at).end, copy.clone()));
    }
    Some(Repair::edit(
        format!(
            "Let `{}` own its value instead of borrowing it.",
            outer.name
        ),
        edits,
    ))
}

/// The parameter where it goes into the outer variable: what is assigned, or an argument.
fn given_to(passed: &PassedOn, outer: &Binding) -> Option<NodeId> {
    let (case, tree) = (passed.case, passed.case.tree);
    let is_of = |node: NodeId, binding: &Binding| {
        places::base(case, node).is_some_and(|id| case.names.binding(id) == binding)
    };
    let assignment = case.node(&case.primary);
    if let (Some(left), Some(right)) = (
        tree.child(assignment, Role::Left),
        tree.child(assignment, Role::Right),
    ) {
        return (is_of(left, outer) && is_of(right, passed.parameter)).then_some(right);
    }
    let call = callee::call_at(case, &case.primary)?;
    let mut arguments = tree.children_as(call, Role::Argument);
    arguments.find(|at| is_of(*at, passed.parameter))
}
