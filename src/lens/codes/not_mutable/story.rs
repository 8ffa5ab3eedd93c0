//! What happens, drawn and told.

use std::ops::Range;

use super::attempt::Attempt;
use super::obstacle::Obstacle;
use crate::lens::account::{Account, AtRunTime};
use crate::lens::case::{Case, Clue};
use crate::lens::codes::words;
use crate::lens::events::What;
use crate::lens::labels::Role as Part;
use crate::lens::query::{articles, callee, errors, lent, places, results, statements};
use crate::model::ask::type_text;
use crate::rust::{Binding, BindingId, BindingKind, NodeId, NodeKind, Role, function_around};

/// Draws and tells it. `None` if a part that the story needs isn't known.
pub fn tell(attempt: &Attempt, account: &mut Account) -> Option<()> {
    match attempt.obstacle {
        Obstacle::NotMut => not_mut(attempt, account),
        Obstacle::Reference if attempt.clue.role == Part::ReadOnlyReference => {
            through_variable(attempt, account)
        }
        Obstacle::Reference => through_value(attempt, account),
        Obstacle::Pointer => pointer(attempt, account),
        Obstacle::FnClosure => fn_closure(attempt, account),
        Obstacle::Static => of_static(attempt, account),
        Obstacle::Index(of_type) => index(attempt, of_type, account),
        Obstacle::Owner(of_type) => owner(attempt, of_type, account),
    }
}

/// The conflict, and all further attempts at the same.
fn conflicts(attempt: &Attempt, lane: usize, account: &mut Account) {
    account.event(lane, What::Conflict, attempt.clue.area, attempt.note());
    for other in &attempt.others {
        account.event(lane, What::Conflict, other.area, "");
    }
}

fn not_mut(attempt: &Attempt, account: &mut Account) -> Option<()> {
    let binding = attempt.binding()?;
    let case = attempt.case;
    let lane = account.lane(binding.name.as_str());
    let declared = case.area(&case.declaration(binding));
    let is_reference = attempt.is_already_mutable_reference();
    let note = if is_reference {
        "a `&mut` reference"
    } else {
        "declared without `mut`"
    };
    account.event(lane, What::Created, declared, note);
    let (name, line) = (&binding.name, attempt.line());
    if let Some(change) = attempt.closure_change() {
        let told = closure_sentence(binding, change);
        account.event(lane, What::Used, change.area, told.0);
        account.say(format!(
            "{} So line {line} can call `{name}` only if `{name}` itself is `mut`, and line {} declares it without.",
            told.1, declared.start.line
        ));
    } else if is_reference {
        account.say(format!(
            "`{name}` is a `&mut` reference already. `&mut {name}` on line {line} asks for a reference to that reference, and for that `{name}` would have to be declared with `mut`."
        ));
    } else {
        let verb = attempt.verb();
        account.say(format!(
            "Line {line} {verb}, but {}.",
            without_mut(attempt, binding)
        ));
    }
    let lent = lent::to(case, binding);
    account
        .story
        .extend(lent.iter().map(|lent| lent.sentence(case)));
    conflicts(attempt, lane, account);
    // The program may do more with the variable that it mustn't.
    let is_all = !errors::of_ownership(attempt.case).any(|(error, at)| {
        error.code != attempt.case.diagnostic.code && is_about(attempt.case, &at, name)
    });
    let wrong_result = wrong_result(case, binding);
    if let Some((function, line)) = &wrong_result {
        account.say(format!(
            "`{name}` comes from `{function}`, and line {line} has an error about the result of `{function}`. Look at that one first: this error may go with it."
        ));
    }
    if !is_reference && is_all && lent.is_none() && wrong_result.is_none() {
        account.at_run_time = Some(AtRunTime::Harmless(words::MUT_IS_FOR_READERS.to_owned()));
    }
    Some(())
}

/// The function of this file whose result a variable has or is a part of, and the line of an error
/// that says that the result hasn't the type that its signature tells.
fn wrong_result(case: &Case, binding: &Binding) -> Option<(String, usize)> {
    let value = binding.initializer.or_else(|| {
        let owner = binding.owner;
        let roles = [Role::Value, Role::Subject];
        roles
            .into_iter()
            .find_map(|role| case.tree.child(owner, role))
    });
    let mut value = value?;
    while case.tree.kind(value) == NodeKind::MethodCall
        && callee::name(case, value).is_some_and(|name| ["unwrap", "expect"].contains(&name))
    {
        value = case.tree.child(value, Role::Receiver)?;
    }
    let function = callee::function(case, value)?;
    let results = results::results_of(case, function.node).into_iter();
    let mut results = results.map(|result| case.tree.bytes(result));
    let line = results.find_map(|bytes| {
        let mut errors = errors::within(case, &bytes);
        let wrong = errors.find(|(error, _)| error.code.as_deref() == Some("E0308"));
        wrong.map(|(_, at)| case.line(at.start))
    })?;
    Some((function.name().to_owned(), line))
}

/// Whether an error is at a place that belongs to a variable.
fn is_about(case: &Case, at: &Range<usize>, name: &str) -> bool {
    let base = places::base(case, case.node_around(at));
    base.is_some_and(|base| case.names.binding(base).name == name)
}

/// What a closure does to what it captures, as a note and as a sentence.
fn closure_sentence(binding: &Binding, change: &Clue) -> (String, String) {
    let name = &binding.name;
    match change.name(1) {
        Some(changed) if change.label.contains("mutable borrow") => (
            format!("the closure borrows `{changed}` mutably"),
            format!("The closure `{name}` borrows `{changed}` mutably."),
        ),
        Some(changed) => (
            format!("the closure may change its `{changed}`"),
            format!("The closure `{name}` may change `{changed}`, which it owns."),
        ),
        None => (
            "the closure changes what it captures".to_owned(),
            format!("The closure `{name}` changes something that it captures."),
        ),
    }
}

fn without_mut(attempt: &Attempt, binding: &Binding) -> String {
    let case = attempt.case;
    let name = &binding.name;
    let line = case.line(case.declaration(binding).start);
    let place = if line == attempt.line() {
        String::new()
    } else {
        format!(" on line {line}")
    };
    let function = function_of(case, binding);
    match (binding.kind, function) {
        (BindingKind::SelfParameter, Some(function)) => {
            format!("`{function}` takes `self` without `mut`{place}")
        }
        (BindingKind::Parameter | BindingKind::ClosureParameter, _) => {
            format!("the parameter `{name}` is declared without `mut`{place}")
        }
        _ => format!("`{name}` is declared without `mut`{place}"),
    }
}

/// The name of the function that a parameter is of.
fn function_of(case: &Case, binding: &Binding) -> Option<String> {
    let found = function_around(case.source, case.tree, binding.owner)?;
    Some(found.name().to_owned())
}

/// What a variable is, if the compiler has told its type: "a `&Tank`".
fn what(case: &Case, binding: &Binding) -> String {
    let told = case
        .type_of(binding)
        .filter(|told| type_text::is_shared_reference(told));
    match told.map(type_text::display) {
        Some(told) if told.chars().count() <= 40 => articles::a(&told),
        _ => "a `&` reference".to_owned(),
    }
}

/// A variable that's a `&` reference.
fn through_variable(attempt: &Attempt, account: &mut Account) -> Option<()> {
    let binding = attempt.binding()?;
    let case = attempt.case;
    let name = &binding.name;
    let declared = case.area(&case.declaration(binding));
    let lane = account.lane(name.as_str());
    let is_self = binding.kind == BindingKind::SelfParameter;
    let what = if is_self {
        "a `&` reference".to_owned()
    } else {
        what(case, binding)
    };
    let round = if binding.kind == BindingKind::For {
        " on every round"
    } else {
        ""
    };
    account.event(
        lane,
        What::Reads,
        declared,
        format!("`{name}` is {what}{round}: it can only read"),
    );
    conflicts(attempt, lane, account);
    let line = declared.start.line;
    let function = function_of(case, binding).filter(|_| is_self);
    account.say(match function {
        Some(function) if case.written(binding.owner).starts_with('&') => {
            format!("`{function}` takes `&self` (line {line}), a reference that can only read.")
        }
        _ if binding.kind == BindingKind::ClosureParameter => {
            format!("The closure gets `{name}` as {what} (line {line}), which can only read.")
        }
        _ => format!("`{name}` is {what}{round} (line {line}), which can only read."),
    });
    needs_mutable_reference(attempt, account);
    Some(())
}

fn needs_mutable_reference(attempt: &Attempt, account: &mut Account) {
    account.say(format!(
        "Line {} {}: that needs a `&mut` reference.",
        attempt.line(),
        attempt.deed()
    ));
}

/// A place behind a reference that no variable is: a field, or what a call returns.
fn through_value(attempt: &Attempt, account: &mut Account) -> Option<()> {
    let case = attempt.case;
    let base = root(case, attempt.place).map(|id| case.names.binding(id));
    let lane = account.lane(base.map_or("", |binding| binding.name.as_str()));
    if let Some(binding) = base {
        let declared = case.area(&case.declaration(binding));
        let told = case.type_of(binding).map(type_text::display);
        let told = told.filter(|told| told.chars().count() <= 40);
        let note = told.map_or_else(String::new, |told| {
            format!("`{}` is {}", binding.name, articles::a(&told))
        });
        account.event(lane, What::Seen, declared, note);
    }
    let line = attempt.line();
    let field = reference_field(case);
    let field = field.and_then(|field| Some((field, case.tree.child(field, Role::Type)?)));
    if let Some((field, of_type)) = field {
        let area = case.area(&case.tree.bytes(field));
        let told = articles::a(case.written(of_type));
        account.event(lane, What::Reads, area, format!("{told}: it can only read"));
        account.say(format!(
            "The field on line {} is {told}, which can only read.",
            area.start.line
        ));
        needs_mutable_reference(attempt, account);
    } else if let Some((name, returned, area)) = returned_reference(attempt) {
        account.event(
            lane,
            What::Reads,
            area,
            format!("`{name}` returns a `&` reference: it can only read"),
        );
        account.say(format!(
            "`{name}` returns `{returned}` (line {}), a reference that can only read.",
            area.start.line
        ));
        needs_mutable_reference(attempt, account);
    } else {
        account.say(format!(
            "Line {line} {}, but that's behind a `&` reference, which can only read.",
            attempt.verb()
        ));
    }
    conflicts(attempt, lane, account);
    Some(())
}

/// The variable that an expression begins with: `pair` of `pair.0.unwrap().on`.
fn root(case: &Case, mut node: NodeId) -> Option<BindingId> {
    loop {
        node = places::base_node(case, node);
        let inner = match case.tree.kind(node) {
            NodeKind::MethodCall => case.tree.child(node, Role::Receiver),
            NodeKind::Try => case.tree.child(node, Role::Operand),
            _ => return case.names.binding_of(node),
        };
        node = inner?;
    }
}

/// The field that the compiler proposes to make a `&mut` reference.
pub fn reference_field(case: &Case) -> Option<NodeId> {
    let proposed = case.note("consider changing this to be mutable")?;
    let node = case.node_around(&proposed.bytes);
    let mut around = statements::around(case, node);
    around.find(|at| case.tree.kind(*at) == NodeKind::Field)
}

/// The function of this file whose result is to change, with what it returns.
fn returned_reference(attempt: &Attempt) -> Option<(String, String, crate::lens::place::Area)> {
    let case = attempt.case;
    let base = places::base_node(case, attempt.place);
    let function = callee::function(case, base)?;
    let returns = function.returns?;
    let is_reference = case.tree.kind(returns) == NodeKind::ReferenceType;
    let written = case.written(returns);
    let area = case.area(&case.tree.bytes(returns));
    is_reference.then(|| (function.name().to_owned(), written.to_owned(), area))
}

fn pointer(attempt: &Attempt, account: &mut Account) -> Option<()> {
    let binding = attempt.binding()?;
    let case = attempt.case;
    let name = &binding.name;
    let declared = case.area(&case.declaration(binding));
    let lane = account.lane(name.as_str());
    account.event(lane, What::Created, declared, "a `*const` pointer");
    conflicts(attempt, lane, account);
    account.say(format!(
        "`{name}` is a `*const` pointer (line {}), which can only read. Line {} {}.",
        declared.start.line,
        attempt.line(),
        attempt.verb()
    ));
    Some(())
}

/// A closure that may only read what it captures.
fn fn_closure(attempt: &Attempt, account: &mut Account) -> Option<()> {
    let case = attempt.case;
    let binding = attempt.binding()?;
    let lane = account.lane(binding.name.as_str());
    let declared = case.area(&case.declaration(binding));
    account.event(lane, What::Created, declared, "");
    conflicts(attempt, lane, account);
    let closure = case.first(Part::InClosure).map(Clue::line);
    let place = closure.map_or_else(String::new, |line| format!(" on line {line}"));
    let (line, verb) = (attempt.line(), attempt.verb());
    let asked = case.first(Part::AsksClosure);
    let asked = asked.and_then(|asked| {
        let function = function_around(case.source, case.tree, case.node(asked))?;
        Some((asked, function.name().to_owned()))
    });
    if let Some((asked, function)) = asked {
        let returns = asked.label.contains("return");
        let asks = if returns { "returns" } else { "asks for" };
        let note = format!("`{function}` {asks} an `Fn`");
        account.event(lane, What::Used, asked.area, note);
        account.say(format!(
            "`{function}` {asks} an `Fn` (line {}): a closure that changes nothing that it captures.",
            asked.line()
        ));
        account.say(format!(
            "The closure{place} captures `{}`, and line {line} {verb}.",
            binding.name
        ));
    } else {
        account.say(format!(
            "The closure{place} is used as an `Fn`, so it can't change what it captures. Line {line} {verb}, which it captures."
        ));
    }
    Some(())
}

fn of_static(attempt: &Attempt, account: &mut Account) -> Option<()> {
    let case = attempt.case;
    let binding = attempt.binding()?;
    let name = &binding.name;
    let declared = case.area(&case.declaration(binding));
    let lane = account.lane(name.as_str());
    account.event(lane, What::Created, declared, "a `static` without `mut`");
    conflicts(attempt, lane, account);
    account.say(format!(
        "`{name}` (line {}) is a `static`: the whole program shares it, so it can only be read.",
        declared.start.line
    ));
    account.say(format!("Line {} {}.", attempt.line(), attempt.verb()));
    Some(())
}

fn base_lane(attempt: &Attempt, note: &str, account: &mut Account) -> usize {
    let case = attempt.case;
    let base = root(case, attempt.place).map(|id| case.names.binding(id));
    let lane = account.lane(base.map_or("", |binding| binding.name.as_str()));
    if let Some(binding) = base {
        let declared = case.area(&case.declaration(binding));
        account.event(lane, What::Created, declared, note);
    }
    lane
}

fn index(attempt: &Attempt, of_type: &str, account: &mut Account) -> Option<()> {
    let lane = base_lane(attempt, "", account);
    conflicts(attempt, lane, account);
    account.say(format!(
        "Indexing {} can only read what's in it.",
        articles::a(&type_text::display(of_type))
    ));
    account.say(format!("Line {} {}.", attempt.line(), attempt.verb()));
    Some(())
}

/// A type that gives only `&` references to what's inside.
fn owner(attempt: &Attempt, of_type: &str, account: &mut Account) -> Option<()> {
    let shown = type_text::display(of_type);
    let lane = base_lane(attempt, "", account);
    conflicts(attempt, lane, account);
    account.say(match of_type {
        "Rc" | "Arc" => format!(
            "The value in an `{shown}` may have several owners, so each of them can only read it."
        ),
        _ => format!("A `{shown}` lets you only read what's inside."),
    });
    account.say(format!("Line {} {}.", attempt.line(), attempt.verb()));
    Some(())
}
