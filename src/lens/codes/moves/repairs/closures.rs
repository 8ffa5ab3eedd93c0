//! The value moves into a closure, or is a closure that can be called once.

use crate::lens::codes::moves::moved::Moved;
use crate::lens::labels::Role as Part;
use crate::lens::query::{callee, change, closures, places, rewrite, statements};
use crate::lens::repair::Repair;
use crate::rust::edit::TextEdit;
use crate::rust::{Callee, NodeId, NodeKind, Role, call};

/// Borrows instead, or gives the closure a value of its own.
pub fn gentler(moved: &Moved, closure: NodeId) -> Vec<Repair> {
    let is_thread = is_for_thread(moved, closure);
    let mut found = Vec::new();
    if !is_thread {
        found.extend(without_move(moved, closure));
        found.extend(clone_inside(moved));
    }
    found.extend(share(moved, closure).filter(|_| is_thread));
    if is_thread {
        found.push(Repair::advice(
            "A thread that ends before the function does can borrow: see `thread::scope`.",
        ));
    }
    found
}

/// Whether a closure is given to `thread::spawn`.
fn is_for_thread(moved: &Moved, closure: NodeId) -> bool {
    let case = moved.case;
    let tree = case.tree;
    let outer = tree.parent(closure).filter(|parent| {
        tree.kind(*parent) == NodeKind::Call && tree.role(closure) == Role::Argument
    });
    let Some(found) = outer.and_then(|outer| call(tree, outer)) else {
        return false;
    };
    let Callee::Function(path) = found.callee else {
        return false;
    };
    let written = case.written(path);
    written == "spawn" || written.ends_with("thread::spawn")
}

fn without_move(moved: &Moved, closure: NodeId) -> Option<Repair> {
    let edit = closures::without_move(moved.case, closure)?;
    let word = closures::word(moved.case, closure);
    Some(Repair::edit(
        format!("Without `move`, the {word} only borrows `{}`.", moved.path),
        vec![edit],
    ))
}

/// A closure that moves what it captured can clone it instead.
fn clone_inside(moved: &Moved) -> Option<Repair> {
    let case = moved.case;
    let captured = case.first(Part::CapturedUse)?;
    let node = case.tree.node_with_bytes(&captured.bytes)?;
    let owner = moved.owner()?;
    let is_known = case.variable(owner).and_then(|facts| facts.is_clone) == Some(true);
    let is_use = places::base(case, node) == moved.owner && moved.is_whole_variable();
    if !is_known || !is_use || moved.is_counted() {
        return None;
    }
    let edits = change::with_method(case, node, "clone()");
    Some(Repair::edit(
        format!(
            "Clone `{}` inside the closure: then it only borrows. A clone costs time and memory.",
            moved.path
        ),
        edits,
    ))
}

/// A value of its own for a closure: a line before it, or a block around it where the variable is
/// needed later.
pub fn with_own(moved: &Moved, closure: NodeId, value: &str) -> Option<Vec<TextEdit>> {
    let case = moved.case;
    let name = &moved.path;
    let line = format!("let {name} = {value};");
    let statement = statements::statement_of(case, closure)?;
    let block = case.tree.parent(statement)?;
    let block = case.tree.bytes(block);
    let behind = case.tree.bytes(closure).end;
    let is_needed = change::uses_behind(case, moved.owner?, behind)
        .any(|node| block.contains(&case.tree.bytes(node).start));
    let is_outside = case.declaration(moved.owner()?).start < block.start;
    if is_outside && !is_needed {
        return Some(vec![rewrite::insert_before(case, statement, &line)]);
    }
    let bytes = case.tree.bytes(closure);
    Some(vec![
        TextEdit::insertion(bytes.start, format!("{{ {line} ")),
        TextEdit::insertion(bytes.end, " }"),
    ])
}

/// An `Arc` around the value, and an owner for each thread.
fn share(moved: &Moved, closure: NodeId) -> Option<Repair> {
    let case = moved.case;
    let owner = moved.owner()?;
    let value = owner.initializer.filter(|_| change::is_plain(owner))?;
    if moved.is_counted() || !moved.is_whole_variable() || owner.annotation.is_some() {
        return None;
    }
    let name = &moved.path;
    let mut edits = with_own(moved, closure, &format!("std::sync::Arc::clone(&{name})"))?;
    let bytes = case.tree.bytes(value);
    edits.push(TextEdit::insertion(bytes.start, "std::sync::Arc::new("));
    edits.push(TextEdit::insertion(bytes.end, ")"));
    Some(Repair::edit(
        format!(
            "Let the threads share it: an `Arc` around `{name}`, and a clone of the `Arc` for each thread."
        ),
        edits,
    ))
}

/// `Fn` for `FnOnce` where the function that is called asks for it; or a clone in the closure.
pub fn callable_again(moved: &Moved) -> Vec<Repair> {
    let found = [fn_bound(moved), clone_in_closure(moved)];
    found.into_iter().flatten().collect()
}

fn fn_bound(moved: &Moved) -> Option<Repair> {
    let case = moved.case;
    let bound = case.note("made to be an `FnOnce` closure here")?;
    let source = case.source;
    let tokens = source.token_at(bound.bytes.start)..source.token_at(bound.bytes.end);
    let word = tokens.into_iter().find(|at| source.word(*at) == "FnOnce")?;
    let begin = source.begin(word);
    let edits = vec![TextEdit::replacement(begin..begin + "FnOnce".len(), "Fn")];
    Some(Repair::edit(
        "Ask for a closure that can be called more than once: `Fn` instead of `FnOnce`.",
        edits,
    ))
}

/// What the closure moves away is cloned instead.
fn clone_in_closure(moved: &Moved) -> Option<Repair> {
    let case = moved.case;
    let place = case.note("moves the variable")?;
    let node = case.tree.node_with_bytes(&place.bytes)?;
    let variable = case.names.binding_of(node)?;
    let binding = case.names.binding(variable);
    let is_known = case.variable(binding).and_then(|facts| facts.is_clone) == Some(true);
    if !is_known || callee::is_call(case, node) {
        return None;
    }
    Some(Repair::edit(
        format!(
            "Clone `{}` inside the closure: then it can be called again. A clone costs time and memory.",
            binding.name
        ),
        change::with_method(case, node, "clone()"),
    ))
}
