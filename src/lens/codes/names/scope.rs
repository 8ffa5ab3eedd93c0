//! Variables that exist, but not in the place where they're used.

use crate::lens::account::Account;
use crate::lens::case::Case;
use crate::lens::events::What;
use crate::lens::query::ends::{self, Scope};
use crate::lens::query::statements::around;
use crate::lens::query::{callee, leaving, lines, pointing, test_code};
use crate::lens::repair::Repair;
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
    let function = |node| function_around(case.source, case.tree, node).map(|found| found.node);
    let here = function(node)?;
    let own = variables(case, name).filter(|binding| function(binding.owner) == Some(here));
    let own: Vec<&Binding> = own.collect();
    let ended = own.iter().filter(|binding| binding.scope.end <= used);
    if let Some(binding) = ended.max_by_key(|binding| binding.scope.end) {
        return ended_before(case, binding, node);
    }
    let later = own.iter().find(|binding| used < binding.scope.start)?;
    begins_later(case, later, node)
}

fn ended_before(case: &Case, binding: &Binding, used: NodeId) -> Option<Account> {
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
    let (from, to) = (case.line(declared.start), case.line(end.start));
    let at_the_end = ends::at_the_end(case, scope);
    let on_line = if from == to {
        String::new()
    } else {
        format!(" on line {to},")
    };
    account.say(format!(
        "The `{name}` of line {from} goes out of scope{on_line} {at_the_end}, so line {} can't use \
         it any more.",
        case.primary.line()
    ));
    if let Some(repair) = declared_before(case, binding, scope, used) {
        account.repair(repair);
    }
    if let Scope::Branch(block) = scope
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
    let indent = lines::indent(case, begin);
    let declaration = format!("let {word}{name}{ty};\n{indent}");
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
    account.say(format!(
        "Line {line} assigns to `{name}`, but nothing declares `{name}`. Declaring it takes a `let`."
    ));
    if holds(case, tree.parent(statement), node) {
        let edit = TextEdit::insertion(place.start, "let ");
        let sentence = format!("Declare `{name}` where it gets its first value.");
        account.repair(Repair::edit(sentence, vec![edit]));
    }
    Some(account)
}

/// A variable of another function, if only one function has one of this name.
pub fn of_another_function(case: &Case) -> Option<Account> {
    let name = unknown_value(case)?;
    let function = |node| function_around(case.source, case.tree, node);
    let here = function(case.node_around(&case.primary.bytes))?;
    let mut owners = variables(case, name).filter_map(|binding| {
        let owner = function(binding.owner)?;
        Some((binding, owner))
    });
    let (binding, owner) = owners.next()?;
    if owner.node == here.node || owners.any(|(_, other)| other.node != owner.node) {
        return None;
    }
    let mut account = pointing::at_error(case, format!("no `{name}` in `{}`", here.name()));
    if !could_pass(case, binding, &owner, &here) {
        account.say(format!("Nothing in `{}` declares `{name}`.", here.name()));
        return Some(account);
    }
    let declared = case.declaration(binding);
    let note = format!("a variable of `{}`", owner.name());
    pointing::point_at(&mut account, case, &declared, note);
    account.say(format!(
        "The `{name}` on line {} belongs to `{}`. Another function doesn't see it: values go from \
         function to function as arguments and results.",
        case.line(declared.start),
        owner.name()
    ));
    Some(account)
}

/// Whether a variable may well be meant in a function that doesn't own it: one of the two calls the
/// other, and it's there for more than a round of a loop or an arm. Tests are on their own.
fn could_pass(case: &Case, binding: &Binding, owner: &Function, here: &Function) -> bool {
    let calls = |caller: &Function, called: &Function| {
        let body = caller.body.into_iter();
        let mut all = body.flat_map(|body| calls_in(case.tree, body));
        all.any(|call| callee::name(case, call.node) == Some(called.name()))
    };
    matches!(binding.kind, BindingKind::Let | BindingKind::Parameter)
        && binding.is_whole
        && !test_code::is_in_test(case, here.node)
        && (calls(owner, here) || calls(here, owner))
}
