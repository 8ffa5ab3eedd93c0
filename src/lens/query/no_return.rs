//! Where a `()` comes from: a function that names no return type.

use std::ops::Range;

use crate::lens::case::Case;
use crate::lens::query::statements::around;
use crate::lens::query::{callee, errors, items};
use crate::lens::repair::{Repair, edits_of};
use crate::rust::edit::TextEdit;
use crate::rust::{Callee, Function, NodeId, NodeKind, Role, call, functions};

/// Why the value that the error is about is `()`, and the name of the function that returns it.
pub fn reason(case: &Case) -> Option<(String, Range<usize>)> {
    reason_of_call(case, call_in(case)?)
}

/// Why a value is `()`, and the name of the function that returns it: the value may be a variable.
pub fn reason_of(case: &Case, value: NodeId) -> Option<(String, Range<usize>)> {
    reason_of_call(case, callee::call_behind(case, value)?)
}

fn reason_of_call(case: &Case, call: NodeId) -> Option<(String, Range<usize>)> {
    if let Some(found) = of_closure(case, call) {
        return Some(found);
    }
    let declared = declared(case, call)?;
    let sentence = format!(
        "`{}` names no return type (line {}), so it returns `()`.",
        case.text(&declared),
        case.line(declared.start)
    );
    Some((sentence, declared))
}

/// The same of a call of a closure in a variable, if the closure's block ends without a value.
fn of_closure(case: &Case, node: NodeId) -> Option<(String, Range<usize>)> {
    let tree = case.tree;
    let Callee::Function(path) = call(tree, node)?.callee else {
        return None;
    };
    let binding = case.names.binding(case.names.binding_of(path)?);
    let closure = binding.initializer.filter(|_| binding.is_whole)?;
    let body = tree.child(closure, Role::Body)?;
    let is_plain = tree.kind(closure) == NodeKind::Closure && tree.kind(body) == NodeKind::Block;
    let last = tree.children_as(body, Role::Statement).last()?;
    let text = case.written(last);
    if !is_plain || !text.ends_with(';') || tree.child(closure, Role::Return).is_some() {
        return None;
    }
    let sentence = format!(
        "The closure `{}` ends its block with a `;` (line {}), so it returns `()`.",
        binding.name,
        case.line(tree.bytes(last).end - 1)
    );
    Some((sentence, case.declaration(binding)))
}

/// The name of the function of this file that a call means, where it's declared, if it names no
/// return type.
pub fn declared(case: &Case, call: NodeId) -> Option<Range<usize>> {
    let function = in_trait(case, call)
        .or_else(|| callee::function(case, call))
        .or_else(|| only_one(case, call))?;
    let is_open = function.returns.is_none() && !function.is_async;
    items::name_of(case, function.node).filter(|_| is_open)
}

/// Writes a return type for a function that names none: the one that its `impl`s have, or that rustc
/// suggests for its body.
pub fn repair(case: &Case, declared: &Range<usize>) -> Option<Repair> {
    let all = functions(case.source, case.tree);
    let is_it = |one: &&Function| items::name_of(case, one.node).as_ref() == Some(declared);
    let own = all.iter().find(is_it)?;
    let name = own.name();
    let sentence = |ty: &str| format!("Give `{name}` the return type `{ty}`.");
    let mut errors = errors::within(case, &case.tree.bytes(own.node));
    let suggested = errors.find_map(|(error, _)| {
        let mut helps = error.children.iter();
        let help = helps.find(|help| help.message.starts_with("try adding a return type"))?;
        let edits = edits_of(help, case.source);
        let [edit] = edits.as_slice() else {
            return None;
        };
        let ty = edit.text.trim().strip_prefix("->")?.trim().to_owned();
        (!ty.contains('_')).then_some((ty, edits))
    });
    if let Some((ty, edits)) = suggested {
        return Some(Repair::edit(sentence(&ty), edits));
    }
    let mut types = all
        .iter()
        .filter(|one| one.name() == name && one.node != own.node)
        .map(|one| one.returns.map(|ty| case.written(ty)));
    let first = types.next()??;
    let open = case.source.token_at(declared.end);
    let close = case.source.partner(open)?;
    let is_same = types.all(|ty| ty == Some(first)) && case.source.word(open) == "(";
    let end = case.source.bytes(&(close..close + 1)).end;
    let edit = TextEdit::insertion(end, format!(" -> {first}"));
    let is_fit = is_same && !first.contains("Self");
    is_fit.then(|| Repair::edit(sentence(first), vec![edit]))
}

/// The method of a trait of this file that a call means, if all methods of that name are this one and
/// those of its `impl`s.
fn in_trait(case: &Case, call: NodeId) -> Option<Function> {
    let wanted = callee::name(case, call)?;
    let all = functions(case.source, case.tree);
    let same: Vec<Function> = all.into_iter().filter(|one| one.name() == wanted).collect();
    let item = |one: &Function| {
        let kinds = [NodeKind::Trait, NodeKind::Impl];
        let mut near = case.tree.ancestors(one.node);
        near.find(|at| kinds.contains(&case.tree.kind(*at)))
    };
    let is_declared =
        |one: &&Function| item(one).is_some_and(|at| case.tree.kind(at) == NodeKind::Trait);
    let mut declared = same.iter().filter(is_declared);
    let found = declared.next().filter(|_| declared.next().is_none())?;
    let name = items::name_of(case, item(found)?)?;
    let is_of_it = |one: &Function| {
        let of = item(one).and_then(|at| case.tree.child(at, Role::Trait));
        let path = of.map_or("", |of| case.written(of));
        path.rsplit("::").next() == Some(case.text(&name))
    };
    let mut others = same.iter().filter(|one| one.node != found.node);
    others.all(is_of_it).then(|| found.clone())
}

/// The call that has the value: what the error points at.
fn call_in(case: &Case) -> Option<NodeId> {
    let bytes = &case.primary.bytes;
    let mut near = around(case, case.tree.innermost_at(bytes.start));
    let is_it = |at: &NodeId| {
        let is_macro = case.tree.kind(*at) == NodeKind::MacroCall;
        callee::is_call(case, *at) && !is_macro && case.tree.bytes(*at) == *bytes
    };
    near.find(is_it)
}

/// The only function of the file with the name, if the standard library hardly has one of it.
fn only_one(case: &Case, call: NodeId) -> Option<Function> {
    let wanted = callee::name(case, call)?;
    let all = functions(case.source, case.tree);
    let mut same = all.into_iter().filter(|one| one.name() == wanted);
    same.next().filter(|_| same.next().is_none())
}
