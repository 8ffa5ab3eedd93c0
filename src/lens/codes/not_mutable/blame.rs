//! A test, or the `main` beside tests, calls a method on a variable without `mut`. If the method
//! only reads, its signature asks for too much. If it changes something, the test forgot its `mut`.

use super::attempt::{Action, Attempt};
use super::obstacle::Obstacle;
use crate::lens::account::Account;
use crate::lens::case::Case;
use crate::lens::events::What;
use crate::lens::query::{borrower, callee, places, test_code};
use crate::lens::repair::Repair;
use crate::rust::edit::TextEdit;
use crate::rust::{Function, NodeId, NodeKind, Role};

/// Tells it, if it's so.
pub fn tell(attempt: &Attempt, account: &mut Account) -> bool {
    blamed(attempt).is_some_and(|(function, this)| {
        draw(attempt, &function, this, account);
        true
    })
}

/// The method that only reads and asks for `&mut self` all the same, and that parameter.
fn blamed(attempt: &Attempt) -> Option<(Function, NodeId)> {
    let (function, this) = asking(attempt)?;
    only_reads(attempt.case, &function).then_some((function, this))
}

/// Whose `mut` is missing, where a test calls a method that may change something: that of the test,
/// unless it isn't to be changed.
pub fn concede(attempt: &Attempt, account: &mut Account) {
    if attempt.obstacle == Obstacle::NotMut {
        account.spares_tests = Some(false);
    }
    let Some((function, _)) = asking(attempt) else {
        return;
    };
    let case = attempt.case;
    let (what, name) = (who(attempt), function.name());
    let line = case.line(case.tree.bytes(function.node).start);
    account.repair(Repair::advice(format!(
        "If {what} has to stay as it is, `{name}` (line {line}) has to take `&self`. What it changes can then be in a `Cell` or `RefCell`."
    )));
}

/// The test, or `main`.
fn who(attempt: &Attempt) -> &'static str {
    if test_code::is_in_test(attempt.case, attempt.place) {
        "the test"
    } else {
        "`main`"
    }
}

/// Whether nothing in a method can change what `self` refers to, as far as its text tells.
fn only_reads(case: &Case, function: &Function) -> bool {
    let is_use = |node: &NodeId| {
        let binding = case.names.binding_of(*node);
        binding.is_some_and(|id| case.names.binding(id).name == "self")
    };
    let nodes = function.body.map(|body| case.tree.descendants(body));
    nodes.is_some_and(|nodes| {
        nodes
            .into_iter()
            .filter(is_use)
            .all(|node| is_read(case, node))
    })
}

fn is_read(case: &Case, this: NodeId) -> bool {
    let tree = case.tree;
    let place = places::outermost(case, this);
    let Some(parent) = tree.parent(place) else {
        return false;
    };
    match (tree.kind(parent), tree.role(place)) {
        (NodeKind::MethodCall, Role::Receiver) => {
            callee::name(case, parent).is_some_and(|name| READS.contains(&name))
        }
        (NodeKind::Binary, _) => !borrower::is_compound(case, parent),
        (NodeKind::Reference, _) => {
            places::reference(case, parent).is_some_and(|(_, is_mutable)| !is_mutable)
        }
        (NodeKind::MacroCall, _) => {
            callee::name(case, parent).is_some_and(|name| PRINTS.contains(&name))
        }
        (NodeKind::If | NodeKind::ExpressionStatement | NodeKind::Let, _) => place != this,
        (NodeKind::Unary, _) => !places::is_dereference(case, parent),
        _ => false,
    }
}

/// Methods of the standard library that take `&self` wherever they're defined.
const READS: [&str; 22] = [
    "as_bytes",
    "as_slice",
    "as_str",
    "capacity",
    "chars",
    "clone",
    "contains",
    "contains_key",
    "eq",
    "first",
    "get",
    "is_empty",
    "is_none",
    "is_some",
    "iter",
    "keys",
    "len",
    "lines",
    "starts_with",
    "to_owned",
    "to_string",
    "values",
];

/// Macros that only read their arguments.
const PRINTS: [&str; 10] = [
    "assert",
    "assert_eq",
    "assert_ne",
    "eprint",
    "eprintln",
    "format",
    "matches",
    "print",
    "println",
    "write",
];

/// A method of the learner's that given code calls on a variable without `mut`, and its
/// `&mut self`.
fn asking(attempt: &Attempt) -> Option<(Function, NodeId)> {
    let case = attempt.case;
    let is_test = test_code::is_in_test(case, attempt.place)
        || test_code::is_in_given_main(case, attempt.place);
    if !is_test || attempt.obstacle != Obstacle::NotMut {
        return None;
    }
    let function = callee::function(case, attempt.method_call()?)?;
    let this = callee::self_parameter(case, &function)?;
    let is_learners = !test_code::is_in_test(case, function.node);
    let written = case.written(this);
    let is_it = is_learners && written.starts_with('&') && written.contains("mut");
    is_it.then_some((function, this))
}

fn draw(attempt: &Attempt, function: &Function, this: NodeId, account: &mut Account) {
    let case = attempt.case;
    let name = function.name();
    let variable = attempt
        .binding()
        .map_or("", |binding| binding.name.as_str());
    let lane = account.lane(variable);
    let bytes = case.tree.bytes(this);
    account.event(
        lane,
        What::Used,
        case.area(&bytes),
        format!("`{name}` asks for `&mut self`"),
    );
    if let Some(binding) = attempt.binding() {
        let declared = case.area(&case.declaration(binding));
        account.event(lane, What::Created, declared, "declared without `mut`");
    }
    account.event(lane, What::Conflict, attempt.clue.area, attempt.verb());
    let who = who(attempt);
    let line = case.line(bytes.start);
    account.say(format!(
        "`{name}` takes `&mut self` (line {line}), but {who} calls it on line {} on `{variable}`, a variable without `mut`.",
        attempt.line()
    ));
    account.say(format!(
        "As {who} is written, `{name}` has to take `&self`."
    ));
    if let Action::Method(_) = attempt.action {
        let tokens = case.source.token_at(bytes.start)..case.source.token_at(bytes.end);
        let mut words = tokens.clone();
        if let Some(word) = words.find(|at| case.source.word(*at) == "mut") {
            let edit = TextEdit::deletion(case.source.begin(word)..case.source.begin(word + 1));
            account.repair(Repair::edit(
                format!("Let `{name}` take `&self`: it changes nothing."),
                vec![edit],
            ));
        }
    }
    account.repair(Repair::advice(format!(
        "If `{name}` has to change something all the same, keep that in a `Cell` or `RefCell`, which can change through `&self`."
    )));
    account.spares_tests = Some(true);
}
