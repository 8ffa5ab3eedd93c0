//! Variables that exist, but not in the place where they're used.

use std::ops::Range;

use crate::lens::account::Account;
use crate::lens::case::Case;
use crate::lens::events::What;
use crate::lens::query::ends::{self, Scope};
use crate::lens::query::statements::around;
use crate::lens::query::{callee, errors, leaving, lines, pointing, rewrite, test_code};
use crate::lens::repair::Repair;
use crate::model::diagnostic::Diagnostic;
use crate::rust::edit::TextEdit;
use crate::rust::{
    Binding, BindingKind, Function, NodeId, NodeKind, Role, calls_in, function_around,
};

/// The name of a variable or function that isn't in scope.
fn unknown_value<'a>(case: &Case<'a>) -> Option<&'a str> {
    let message = &case.diagnostic.message;
    let is_value = message.contains("find value") || message.contains("find function");
    let name = case.text(&case.primary.bytes);
    let is_bare = message.ends_with("in this scope") && case.named(0) == Some(name);
    (is_value && is_bare).then_some(name)
}

/// Whether a variable could be what the error is about: one whose value isn't written as a number or a
/// text, if its name is called.
fn may_be_meant(case: &Case, binding: &Binding) -> bool {
    let is_called = case.diagnostic.message.contains("find function");
    let value = binding
        .initializer
        .filter(|_| is_called && binding.is_whole);
    value.is_none_or(|value| {
        let is_text = callee::path(case, value) == Some("String::from");
        case.tree.kind(value) != NodeKind::Literal && !is_text
    })
}

/// The variables of this name in a function, in order.
fn variables<'a>(case: &Case<'a>, name: &str) -> impl Iterator<Item = &'a Binding> {
    let bindings = case.names.bindings().map(|id| case.names.binding(id));
    bindings.filter(move |binding| {
        let is_item = binding.kind.is_item() || binding.kind == BindingKind::ConstParameter;
        binding.name == name && !is_item
    })
}

/// A variable of the same function whose scope has ended, or hasn't begun.
pub fn explain(case: &Case) -> Option<Account> {
    let name = unknown_value(case)?;
    let used = case.primary.bytes.start;
    let node = case.node_around(&case.primary.bytes);
    if let Some(binding) = last_ended(case, name, node) {
        return ended_before(case, binding, node);
    }
    let mut own = variables_beside(case, name, node);
    let later = own.find(|one| used < one.scope.start && may_be_meant(case, one))?;
    begins_later(case, later, node)
}

/// The variables of this name in the function that a node is in.
fn variables_beside<'a>(
    case: &Case<'a>,
    name: &str,
    node: NodeId,
) -> impl Iterator<Item = &'a Binding> {
    let function = |node| function_around(case.source, case.tree, node).map(|found| found.node);
    let here = function(node);
    let own = variables(case, name);
    own.filter(move |binding| here.is_some() && function(binding.owner) == here)
}

/// The variable of this name in the same function whose scope was the last to end before a use.
pub fn last_ended<'a>(case: &Case<'a>, name: &str, used: NodeId) -> Option<&'a Binding> {
    let place = case.primary.bytes.start;
    let own = variables_beside(case, name, used);
    let ended = own.filter(|one| one.scope.end <= place && may_be_meant(case, one));
    ended.max_by_key(|binding| binding.scope.end)
}

/// A variable whose scope ended before it's used.
pub fn ended_before(case: &Case, binding: &Binding, used: NodeId) -> Option<Account> {
    let scope = ends::scope_of(case, binding)?;
    let end = ends::end_of(case, scope);
    let declared = case.declaration(binding);
    if end.start < declared.end || case.primary.bytes.start < end.end {
        return None;
    }
    let name = &binding.name;
    let mut account = Account::default();
    let lane = account.lane(name.clone());
    let note = format!("`{name}` begins here");
    account.event(lane, What::Created, case.area(&declared), note);
    let note = format!("`{name}` goes out of scope");
    let variable = case.names.bound_at(case.tree, declared.start);
    let may_leave = variable.is_none_or(|variable| leaving::may_leave(case, variable));
    let what = if may_leave {
        What::LastUse
    } else {
        What::Dropped
    };
    account.event(lane, what, case.area(&end), note);
    let note = format!("no `{name}` any more");
    account.event(lane, What::Conflict, case.primary.area, note);
    account.say(format!(
        "{}, so {} can't use it any more.",
        where_it_ends(case, binding, scope).trim_end_matches('.'),
        lines::listed(&used_too_late(case, name, used, &end))
    ));
    if let Some(repair) = declared_before(case, binding, scope, used) {
        account.repair(repair);
    }
    if let Some(left) = outermost_loop(case, binding, used).filter(|_| binding.kind.is_let()) {
        account.repair(moved_out(case, binding, left).unwrap_or_else(|| {
            Repair::advice(format!(
                "Declare `{name}` before the loop on line {}, with `let mut` and a first value, and only \
                 assign to it inside: `{name} = ...;`",
                case.line(case.tree.bytes(left).start)
            ))
        }));
    } else if let Scope::Branch(block) = scope
        && binding.kind.is_let()
        && is_lone_branch(case, block)
    {
        account.repair(Repair::advice(format!(
            "Let the whole `if` give the value, and add an `else` for the other case: \
             `let {name} = if ... {{ ... }} else {{ ... }};`"
        )));
    }
    Some(account)
}

/// "The `name` of line 3 goes out of scope on line 5, at the end of its block."
pub fn where_it_ends(case: &Case, binding: &Binding, scope: Scope) -> String {
    let from = case.line(case.declaration(binding).start);
    let to = case.line(ends::end_of(case, scope).start);
    let on_line = if from == to {
        String::new()
    } else {
        format!(" on line {to},")
    };
    format!(
        "The `{}` of line {from} goes out of scope{on_line} {}.",
        binding.name,
        ends::at_the_end(case, scope)
    )
}

/// The lines of a function on which rustc doesn't know a name, from the end of its variable on.
fn used_too_late(case: &Case, name: &str, used: NodeId, end: &Range<usize>) -> Vec<usize> {
    let places = places_too_late(case, name, used, end).into_iter();
    let mut lines: Vec<usize> = places.map(|place| case.line(place)).collect();
    lines.dedup();
    lines
}

/// The same places in bytes, in order.
fn places_too_late(case: &Case, name: &str, used: NodeId, end: &Range<usize>) -> Vec<usize> {
    let function = |node| function_around(case.source, case.tree, node).map(|found| found.node);
    let here = function(used);
    let is_it = |error: &Diagnostic, at: &Range<usize>| {
        error.message == case.diagnostic.message
            && case.text(at) == name
            && end.end <= at.start
            && function(case.node_around(at)) == here
    };
    let errors = errors::in_file(case).into_iter();
    let places = errors.filter(|(error, at)| is_it(error, at));
    let mut places: Vec<usize> = places.map(|(_, at)| at.start).collect();
    places.push(case.primary.bytes.start);
    places.sort_unstable();
    places
}

/// The outermost loop that the variable is in and its use isn't, in the same function.
fn outermost_loop(case: &Case, binding: &Binding, used: NodeId) -> Option<NodeId> {
    let tree = case.tree;
    let is_loop = |at: &NodeId| {
        matches!(
            tree.kind(*at),
            NodeKind::Loop | NodeKind::While | NodeKind::For
        )
    };
    let left = around(case, binding.owner).take_while(|at| !tree.is_inside(used, *at));
    left.filter(is_loop).last()
}

/// The `let` with its value, before the loop instead of in it: only if it needs nothing of the loop,
/// and is declared with `mut`, so that the loop is there to change it.
fn moved_out(case: &Case, binding: &Binding, left: NodeId) -> Option<Repair> {
    let tree = case.tree;
    let value = binding.initializer.filter(|_| binding.is_whole)?;
    let is_constant = tree.kind(value) == NodeKind::Literal;
    let is_let = binding.kind == BindingKind::Let && binding.is_mutable;
    let statement = around(case, left).find(|at| tree.role(*at) == Role::Statement)?;
    if !is_constant || !is_let {
        return None;
    }
    let text = case.written(binding.owner);
    let edits = vec![
        rewrite::insert_before(case, statement, text),
        rewrite::remove_statement(case, binding.owner),
    ];
    let line = case.line(tree.bytes(left).start);
    let sentence = format!("Declare `{}` before the loop on line {line}.", binding.name);
    Some(Repair::edit(sentence, edits).or_advice())
}

/// Whether a block belongs to an `if` without `else`.
fn is_lone_branch(case: &Case, block: NodeId) -> bool {
    let tree = case.tree;
    tree.parent(block).is_some_and(|parent| {
        tree.kind(parent) == NodeKind::If && tree.child(parent, Role::Else).is_none()
    })
}

/// Declares a variable outside of the block, and only assigns it inside. Where not every path
/// does so, the compiler refuses.
fn declared_before(case: &Case, binding: &Binding, scope: Scope, used: NodeId) -> Option<Repair> {
    let tree = case.tree;
    if binding.kind != BindingKind::Let || !matches!(scope, Scope::Block(_) | Scope::Branch(_)) {
        return None;
    }
    let outer = around(case, binding.owner)
        .find(|at| tree.role(*at) == Role::Statement && holds(case, tree.parent(*at), used))?;
    let begin = tree
        .bytes_without_attributes(outer, case.source.text())
        .start;
    let mut edits = Vec::new();
    let mut is_mutable = false;
    for one in variables(case, &binding.name).filter(|one| tree.is_inside(one.owner, outer)) {
        let value = one.initializer.filter(|_| one.is_whole)?;
        if one.kind != BindingKind::Let {
            return None;
        }
        is_mutable |= one.is_mutable;
        let bytes = tree.bytes(one.owner).start..tree.bytes(value).start;
        edits.push(TextEdit::replacement(bytes, format!("{} = ", one.name)));
    }
    let word = if is_mutable { "mut " } else { "" };
    let ty = binding
        .annotation
        .map_or_else(String::new, |ty| format!(": {}", case.written(ty)));
    let name = &binding.name;
    let (indent, end) = (lines::indent(case, begin), lines::line_break(case));
    let declaration = format!("let {word}{name}{ty};{end}{indent}");
    edits.insert(0, TextEdit::insertion(begin, declaration));
    let sentence = format!("Declare `{name}` before the block, and give it its value inside.");
    Some(Repair::edit(sentence, edits))
}

fn holds(case: &Case, block: Option<NodeId>, node: NodeId) -> bool {
    block.is_some_and(|block| {
        case.tree.kind(block) == NodeKind::Block && case.tree.is_inside(node, block)
    })
}

/// A `let` of the same block that comes only later.
fn begins_later(case: &Case, binding: &Binding, used: NodeId) -> Option<Account> {
    let is_in_block = holds(case, case.tree.parent(binding.owner), used);
    if !binding.kind.is_let() || !is_in_block {
        return None;
    }
    let name = &binding.name;
    let declared = case.declaration(binding);
    let mut account = pointing::at_error(case, format!("no `{name}` yet"));
    let whole = case.area(&case.tree.bytes(binding.owner));
    let is_long = whole.start.line < whole.end.line;
    let what = if is_long { "`let`" } else { "line" };
    let note = format!("`{name}` is known only after this {what}");
    pointing::point_at(&mut account, case, &declared, note);
    let (from, line) = (case.line(declared.start), case.primary.line());
    account.say(if case.tree.is_inside(used, binding.owner) {
        format!("The `let` of `{name}` uses `{name}` itself, which has no value before that `let` is done.")
    } else {
        format!("`{name}` is declared on line {from}. A variable can't be used before its `let`, as on line {line}.")
    });
    Some(account)
}

/// A name that the function assigns to, though no `let` declares it.
pub fn assigned_without_let(case: &Case) -> Option<Account> {
    let name = unknown_value(case)?;
    let tree = case.tree;
    let node = case.node_around(&case.primary.bytes);
    let here = function_around(case.source, tree, node)?;
    let mut inside = tree.descendants(here.body?);
    let (statement, place) = inside.find_map(|at| {
        let value = tree.child(at, Role::Value)?;
        let is_assignment = tree.kind(at) == NodeKind::ExpressionStatement
            && tree.kind(value) == NodeKind::Assignment;
        let place = tree.child(value, Role::Left).filter(|_| is_assignment)?;
        (case.written(place) == name).then(|| (at, tree.bytes(place)))
    })?;
    if place.start > case.primary.bytes.start {
        return None;
    }
    let is_here = place == case.primary.bytes;
    let line = case.line(place.start);
    let note = if is_here { "not declared" } else { "not known" };
    let mut account = pointing::at_error(case, note);
    pointing::point_at(&mut account, case, &place, "not declared");
    // What another function declares is of no use here.
    let is_elsewhere = variables(case, name).next().is_some();
    let nothing = if is_elsewhere {
        format!("nothing in `{}`", here.name())
    } else {
        "nothing".to_owned()
    };
    account.say(format!(
        "Line {line} assigns to `{name}`, but {nothing} declares `{name}`. Declaring it takes a `let`."
    ));
    let block = tree.parent(statement)?;
    if let Some(outside) = needed_beyond(case, name, block) {
        let begin = statement_before(case, name, block);
        let begin = begin.map_or(line, |at| case.line(tree.bytes(at).start));
        account.repair(Repair::advice(format!(
            "Declare `{name}` before line {begin} and give it a first value there: `let mut {name} = ...;`. Line {outside} uses `{name}` too, and a variable that's declared on line {line} would be gone by then."
        )));
    } else if holds(case, Some(block), node) {
        let edit = TextEdit::insertion(place.start, "let ");
        let sentence = format!("Declare `{name}` where it gets its first value.");
        let repair = Repair::edit(sentence, vec![edit]);
        // Where the name is used again, it's the one that is meant.
        let end = place.end;
        let is_used_again = places_too_late(case, name, node, &(end..end)).len() > 1;
        account.repair(if is_used_again {
            repair.or_advice()
        } else {
            repair
        });
    }
    Some(account)
}

/// The statement around a block that a `let` of this name has to come before, so that all uses behind
/// the block know it.
fn statement_before(case: &Case, name: &str, block: NodeId) -> Option<NodeId> {
    let tree = case.tree;
    let end = tree.bytes(block).end;
    let last = places_too_late(case, name, block, &(end..end)).pop()?;
    let last = tree.innermost_at(last);
    let mut around = around(case, block);
    around.find(|at| tree.role(*at) == Role::Statement && holds(case, tree.parent(*at), last))
}

/// The first line behind a block that needs a name of which rustc knows no variable.
fn needed_beyond(case: &Case, name: &str, block: NodeId) -> Option<usize> {
    let end = case.tree.bytes(block).end;
    let lines = used_too_late(case, name, block, &(end..end));
    lines.into_iter().find(|line| case.line(end) < *line)
}

/// Why a `let` where a name is assigned to is no good, if the variable would be gone too soon.
pub fn gone_too_soon(case: &Case, edit: &TextEdit) -> Option<String> {
    let name = unknown_value(case).filter(|_| edit.text == "let ")?;
    let place = case.tree.innermost_at(edit.bytes.start);
    let block = around(case, place).find(|at| case.tree.kind(*at) == NodeKind::Block)?;
    let line = needed_beyond(case, name, block)?;
    Some(format!(
        "That `{name}` would be gone before line {line}, which uses `{name}` too."
    ))
}

/// Why rustc's `let ter` for `letter` is no good, if another line needs `letter`.
pub fn cuts_the_name(case: &Case, edit: &TextEdit) -> Option<String> {
    let name = unknown_value(case)?;
    let place = &case.primary.bytes;
    let rest = edit.text.strip_prefix("let ")?;
    if edit.bytes != *place || name.strip_prefix("let") != Some(rest) {
        return None;
    }
    let node = case.node_around(place);
    let lines = used_too_late(case, name, node, &(place.end..place.end));
    let line = lines
        .into_iter()
        .find(|line| *line != case.primary.line())?;
    Some(format!(
        "That declares a variable `{rest}`, but line {line} uses `{name}` too."
    ))
}

/// A variable of another function. Which one is meant is said only if one alone can be.
pub fn of_another_function(case: &Case) -> Option<Account> {
    let name = unknown_value(case)?;
    let function = |node| function_around(case.source, case.tree, node);
    let here = function(case.node_around(&case.primary.bytes))?;
    let owned = variables(case, name).filter_map(|binding| {
        let owner = function(binding.owner)?;
        (owner.node != here.node).then_some((binding, owner))
    });
    let owned: Vec<(&Binding, Function)> = owned.collect();
    if owned.is_empty() || variables_beside(case, name, here.node).next().is_some() {
        return None;
    }
    let mut account = pointing::at_error(case, format!("no `{name}` in `{}`", here.name()));
    let within_reach = owned.iter().filter_map(|(binding, owner)| {
        let how = way_across(case, binding, owner, &here)?;
        Some((*binding, owner, how))
    });
    let within_reach: Vec<_> = within_reach.collect();
    let [(binding, owner, how)] = within_reach.as_slice() else {
        account.say(format!("Nothing in `{}` declares `{name}`.", here.name()));
        return Some(account);
    };
    let declared = case.declaration(binding);
    let note = format!("a variable of `{}`", owner.name());
    pointing::point_at(&mut account, case, &declared, note);
    account.say(format!(
        "The `{name}` on line {} belongs to `{}`. Another function doesn't see it: {how}.",
        case.line(declared.start),
        owner.name()
    ));
    Some(account)
}

/// How a variable's value would come to a function that doesn't own it, if it may well be meant
/// there: its own function calls the other while it's in scope, or is called by the other and has it
/// until the end. What only a test has, the tested function can't mean.
fn way_across(
    case: &Case,
    binding: &Binding,
    owner: &Function,
    here: &Function,
) -> Option<&'static str> {
    let calls = |caller: &Function, called: &Function| -> Vec<Range<usize>> {
        let body = caller.body.into_iter();
        let all = body.flat_map(|body| calls_in(case.tree, body));
        let own = all.filter(|call| callee::name(case, call.node) == Some(called.name()));
        own.map(|call| case.tree.bytes(call.node)).collect()
    };
    let is_variable =
        matches!(binding.kind, BindingKind::Let | BindingKind::Parameter) && binding.is_whole;
    let is_test = |function: &Function| test_code::is_in_test(case, function.node);
    if !is_variable || is_test(here) || is_test(owner) {
        return None;
    }
    let scope = &binding.scope;
    let is_in_scope = |call: &Range<usize>| scope.start <= call.start && call.end <= scope.end;
    if calls(owner, here).iter().any(is_in_scope) {
        return Some("a caller hands values over as arguments");
    }
    let end = case.tree.bytes(owner.body?).end;
    let is_there_at_the_end = scope.end + 1 >= end;
    let is_made_there = binding.kind == BindingKind::Let;
    (is_there_at_the_end && is_made_there && !calls(here, owner).is_empty())
        .then_some("a function hands values back as its result")
}
