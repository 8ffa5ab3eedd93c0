//! Ways to get at a value that can't be moved, as candidates that the compiler is to prove.

use super::clones::{self, COSTS, need};
use super::place::{Behind, Taken};
use crate::lens::account::Account;
use crate::lens::query::goal::Goal;
use crate::lens::query::moved_type::kind;
use crate::lens::query::{articles, callee, change, own_types, places, statements};
use crate::lens::repair::Repair;
use crate::model::ask::type_text;
use crate::rust::edit::TextEdit;
use crate::rust::{BindingKind, NodeId, NodeKind, Role, function_around};

/// How many candidates an error may have.
const MOST: usize = 6;

/// What `std::mem::take` does.
const TAKE: &str =
    "Move it out with `std::mem::take`, which leaves the type's default value in its place.";

/// Proposes what fits, the most fitting first.
pub fn propose(taken: &Taken, account: &mut Account) {
    let mut found: Vec<Repair> = Vec::new();
    match taken.goal {
        _ if matches!(taken.behind, Behind::Closure(_)) => {
            found.extend(super::closures::once(taken))
        }
        Goal::Pattern(_) => found.extend(super::patterns::lend(taken)),
        Goal::Loop(_) => found.extend(lend_to_loop(taken)),
        Goal::Receiver(call) => found.extend(gentler_method(taken, call)),
        Goal::Returned => {
            let taking = leave_something(taken).filter(|_| is_to_be_taken(taken));
            found.extend(taking);
            found.extend(return_reference(taken));
        }
        Goal::Variable(_) => found.extend(lend_to_variable(taken)),
        _ => {}
    }
    if matches!(taken.behind, Behind::Mutable | Behind::Pointer(_)) || taken.is_holder_mutable() {
        found.extend(leave_something(taken));
        found.extend(clones::clone(taken));
    } else {
        found.extend(clones::clone(taken));
        found.extend(leave_something(taken));
    }
    found.extend(derive(taken));
    found.extend(element(taken));
    found.extend(advice(taken));
    let mut kept: Vec<Repair> = Vec::new();
    for repair in found {
        let is_new = repair.edits.is_empty() || kept.iter().all(|one| one.edits != repair.edits);
        if is_new {
            kept.push(repair);
        }
    }
    kept.truncate(MOST);
    kept.into_iter().for_each(|repair| account.repair(repair));
}

/// `for x in &v`
fn lend_to_loop(taken: &Taken) -> Vec<Repair> {
    let path = taken.path();
    let lent = Repair::edit(
        format!("Loop over `&{path}`: the loop then gets references to the elements."),
        change::prefixed(taken.case, taken.value, "&"),
    );
    vec![lent]
}

/// Borrows where the method takes.
fn gentler_method(taken: &Taken, call: NodeId) -> Vec<Repair> {
    let case = taken.case;
    let mut found = Vec::new();
    let name = callee::name(case, call).unwrap_or("");
    if let Some(receiver) = case.note("takes ownership of the receiver") {
        let node = case.tree.innermost_at(receiver.bytes.start);
        let mut around = statements::around(case, node);
        let own = around.find(|node| case.tree.kind(*node) == NodeKind::SelfParameter);
        if let Some(own) = own.filter(|own| case.written(*own) == "self") {
            let bytes = case.tree.bytes(own);
            found.push(Repair::edit(
                format!("Let `{name}` borrow with `&self`: it doesn't have to own the value."),
                vec![TextEdit::replacement(bytes, "&self")],
            ));
        }
    }
    let is_one = matches!(kind(taken.told.of_type), "Option" | "Result");
    if is_one {
        found.push(Repair::edit(
            format!("Borrow what's inside: `as_ref()` before `{name}`."),
            change::with_method(case, taken.value, "as_ref()"),
        ));
        if taken.behind == Behind::Mutable {
            found.push(Repair::edit(
                format!("Borrow what's inside mutably: `as_mut()` before `{name}`."),
                change::with_method(case, taken.value, "as_mut()"),
            ));
        }
    }
    let by = match name {
        "into_iter" => Some(("iter", "goes through the elements and only borrows them")),
        "into_bytes" => Some(("as_bytes", "gives the same bytes and only borrows them")),
        _ => None,
    };
    if let (Some((by, what)), Some(at)) = (by, case.tree.child(call, Role::Name)) {
        let edits = vec![TextEdit::replacement(case.tree.bytes(at), by)];
        found.push(Repair::edit(format!("`{by}` {what}."), edits));
    }
    found
}

/// Whether a method is there to take the value away: it asks for `&mut self`, and nothing else in it
/// needs that. One that's named after the field or begins with `get` only looks.
fn is_to_be_taken(taken: &Taken) -> bool {
    let case = taken.case;
    let Some(id) = taken.holder.filter(|_| taken.behind == Behind::Mutable) else {
        return false;
    };
    let binding = case.names.binding(id);
    let function = function_around(case.source, case.tree, taken.value);
    let name = function.as_ref().map_or("", |function| function.name());
    let field = taken.path().rsplit('.').next().unwrap_or_default();
    let is_getter = name == field || name.starts_with("get");
    let is_self = binding.kind == BindingKind::SelfParameter;
    is_self && !is_getter && case.names.uses_of(id).count() == 1
}

/// `fn name(&self) -> &str` for a value that's looked at only.
fn return_reference(taken: &Taken) -> Option<Repair> {
    let case = taken.case;
    let function = function_around(case.source, case.tree, taken.value)?;
    let returns = function.returns?;
    let told = taken.told.of_type?;
    let is_same = case.written(returns) == told;
    let is_its_own = statements::body_around(case, taken.value) == Some(function.node);
    if !is_same || !is_its_own || matches!(taken.behind, Behind::Destructor(_)) {
        return None;
    }
    let element = case.tree.children_as(returns, Role::GenericArgument).next();
    let by = match (kind(Some(told)), element) {
        ("String", _) => "&str".to_owned(),
        ("Vec", Some(element)) => format!("&[{}]", case.written(element)),
        _ => format!("&{told}"),
    };
    let mut edits = vec![TextEdit::replacement(case.tree.bytes(returns), by.clone())];
    edits.extend(change::prefixed(case, taken.value, "&"));
    Some(Repair::edit(
        format!(
            "Return a reference, `{by}`: then `{}` lends the value to its caller.",
            function.name()
        ),
        edits,
    ))
}

/// `let first = &v[0];`
fn lend_to_variable(taken: &Taken) -> Vec<Repair> {
    let case = taken.case;
    let Some(binding) = taken.let_variable() else {
        return Vec::new();
    };
    let name = &binding.name;
    let mut found = Vec::new();
    if let (Behind::Pointer(kind), Some(inner)) = (taken.behind, taken.dereferenced()) {
        let star = case.tree.bytes(taken.value).start..case.tree.bytes(inner).start;
        found.push(Repair::edit(
            format!("Keep the `{kind}` in `{name}`, and use the value through it."),
            vec![TextEdit::deletion(star)],
        ));
    }
    // A reference that is dereferenced is there already.
    let reference = taken.dereferenced().filter(|inner| {
        let is_lent = matches!(taken.behind, Behind::Shared | Behind::Mutable);
        is_lent && !places::is_dereference(case, *inner)
    });
    let mut edits = match reference {
        Some(inner) => {
            let star = case.tree.bytes(taken.value).start..case.tree.bytes(inner).start;
            vec![TextEdit::deletion(star)]
        }
        None => change::prefixed(case, taken.value, "&"),
    };
    if let Some(annotation) = binding.annotation {
        let start = case.tree.bytes(annotation).start;
        edits.push(TextEdit::insertion(start, "&"));
    }
    found.push(Repair::edit(
        format!("Let `{name}` be a reference, if it only needs to look."),
        edits,
    ));
    if binding.is_mutable && binding.annotation.is_none() {
        let bytes = case.declaration(binding);
        let pattern = case.tree.parent(binding.places[0]);
        let start = pattern.map_or(bytes.start, |node| case.tree.bytes(node).start);
        let mut edits = vec![TextEdit::deletion(start..bytes.start)];
        edits.extend(change::prefixed(case, taken.value, "&mut "));
        found.push(Repair::edit(
            format!("Let `{name}` borrow with `&mut`: then the change happens in place."),
            edits,
        ));
    }
    found
}

/// `take` through a mutable place: something else comes in its place.
fn leave_something(taken: &Taken) -> Option<Repair> {
    let case = taken.case;
    let is_place =
        places::base(case, taken.value).is_some() || matches!(taken.behind, Behind::Pointer(_));
    let is_mutable = matches!(
        taken.behind,
        Behind::Mutable
            | Behind::Index(_)
            | Behind::Array
            | Behind::Slice
            | Behind::Destructor(_)
            | Behind::Pointer(_)
    );
    if !is_place || !is_mutable || !taken.names.is_empty() || taken.is_only_read() {
        return None;
    }
    let mut edits = match (taken.behind, taken.holder) {
        (Behind::Mutable | Behind::Pointer(_) | Behind::Slice, _) => Vec::new(),
        (_, Some(holder)) if taken.is_holder_reference() == Some(false) => {
            change::make_mutable(case, holder)?
        }
        _ => Vec::new(),
    };
    if kind(taken.told.of_type) == "Option" {
        let inner = taken.dereferenced();
        match inner {
            Some(inner) => {
                let star = case.tree.bytes(taken.value).start..case.tree.bytes(inner).start;
                edits.push(TextEdit::deletion(star));
                edits.extend(change::with_method(case, inner, "take()"));
            }
            None => edits.extend(change::with_method(case, taken.value, "take()")),
        }
        return Some(Repair::edit(
            "Move it out with `take()`, which leaves `None` in its place.",
            edits,
        ));
    }
    let bytes = case.tree.bytes(taken.value);
    let name = change::shorthand(case, taken.value);
    if let (Behind::Mutable, Some(inner)) = (taken.behind, taken.dereferenced())
        && case.names.binding_of(inner).is_some()
    {
        let by = format!("{name}std::mem::take({})", case.written(inner));
        edits.push(TextEdit::replacement(bytes, by));
        return Some(Repair::edit(TAKE, edits));
    }
    edits.push(TextEdit::insertion(
        bytes.start,
        format!("{name}std::mem::take(&mut "),
    ));
    edits.push(TextEdit::insertion(bytes.end, ")"));
    Some(Repair::edit(TAKE, edits))
}

/// `remove` for an element that's needed for good.
fn element(taken: &Taken) -> Option<Repair> {
    let case = taken.case;
    let tree = case.tree;
    let is_index = tree.kind(taken.value) == NodeKind::Index;
    let collection = tree
        .child(taken.value, Role::Receiver)
        .filter(|_| is_index)?;
    let index = tree.child(taken.value, Role::Value)?;
    if taken.is_in_loop() {
        return None;
    }
    let (from, at) = (case.written(collection), case.written(index));
    let rest = tree.bytes(collection).end..tree.bytes(taken.value).end;
    let is_owned = taken.is_holder_reference() == Some(false);
    match taken.behind {
        Behind::Index(told) if kind(Some(told)) == "Vec" => {
            let mut edits = if is_owned {
                change::make_mutable(case, taken.holder?)?
            } else {
                Vec::new()
            };
            edits.push(TextEdit::replacement(rest, format!(".remove({at})")));
            Some(Repair::edit(
                format!(
                    "If `{from}` is to lose the element: `remove({at})` moves it out and closes the gap."
                ),
                edits,
            ))
        }
        Behind::Array if is_owned => taken_by_pattern(taken, collection, at).or_else(|| {
            let by = format!(".into_iter().nth({at}).unwrap()");
            Some(Repair::edit(
                format!(
                    "If `{from}` isn't needed any more: `into_iter()` takes it apart, and `nth({at})` is this element. The others are dropped."
                ),
                vec![TextEdit::replacement(rest, by)],
            ))
        }),
        _ => None,
    }
}

/// The most elements that a pattern names one by one.
const LONGEST_PATTERN: usize = 4;

/// `let [left, _] = pair;` for `let left = pair[0];`
fn taken_by_pattern(taken: &Taken, array: NodeId, index: &str) -> Option<Repair> {
    let case = taken.case;
    let binding = taken.let_variable()?;
    let at: usize = index.parse().ok()?;
    let length = case.named(0)?.rsplit_once("; ")?.1;
    let length: usize = length.trim_end_matches(']').parse().ok()?;
    let is_plain = binding.is_whole && binding.annotation.is_none() && !binding.is_reference;
    if !is_plain || at >= length || at >= LONGEST_PATTERN {
        return None;
    }
    let [place] = binding.places[..] else {
        return None;
    };
    let name = &binding.name;
    let word = if binding.is_mutable { "mut " } else { "" };
    let mut parts = vec!["_".to_owned(); at];
    parts.push(format!("{word}{name}"));
    if length <= LONGEST_PATTERN {
        parts.resize(length, "_".to_owned());
    } else {
        parts.push("..".to_owned());
    }
    let pattern = format!("[{}]", parts.join(", "));
    let whole = case.tree.parent(place).filter(|_| binding.is_mutable);
    let from = case.written(array);
    let rest = case.tree.bytes(array).end..case.tree.bytes(taken.value).end;
    Some(Repair::edit(
        format!(
            "Take it out of the array with a pattern. `{from}` as a whole can't be used after that."
        ),
        vec![
            TextEdit::replacement(case.tree.bytes(whole.unwrap_or(place)), pattern),
            TextEdit::deletion(rest),
        ],
    ))
}

/// `#[derive(Clone)]` and a clone, or `#[derive(Clone, Copy)]`, for a type of this file.
fn derive(taken: &Taken) -> Vec<Repair> {
    let case = taken.case;
    let name = kind(taken.told.of_type);
    let Some(item) = own_types::named(case, name) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    if !own_types::has_generics(case, item)
        && let Some(edit) = own_types::derive(case, item, &["Clone", "Copy"])
    {
        found.push(Repair::edit(
            format!(
                "All that's in {} can be copied, so let it be `Copy`: then nothing moves.",
                articles::a(name)
            ),
            vec![edit],
        ));
    }
    let is_place =
        taken.names.is_empty() && taken.dereferenced().is_none() && !taken.is_only_dropped();
    if is_place
        && change::suggestion(case, "clon").is_none()
        && let Some(edit) = own_types::derive(case, item, &["Clone"])
    {
        let mut edits = vec![edit];
        edits.extend(change::with_method(case, taken.value, "clone()"));
        edits.extend(taken.lent_to_closure());
        found.push(Repair::edit(
            format!(
                "Let `{name}` be `Clone`, and clone it{}. {COSTS}",
                when(taken)
            ),
            edits,
        ));
    }
    found
}

/// Words that follow from what the value belongs to.
fn advice(taken: &Taken) -> Option<Repair> {
    match (taken.behind, taken.goal) {
        (Behind::Counted(kind), _) => Some(Repair::advice(format!(
            "`{kind}::try_unwrap` moves the value out if there is no other owner."
        ))),
        (Behind::Mutable, Goal::Receiver(_)) if kind(taken.told.of_type) != "Option" => {
            Some(Repair::advice(
                "To move a value out through a `&mut` reference for good, keep it in an `Option`, and `take()` it: that leaves `None`.",
            ))
        }
        _ => None,
    }
}

/// The same for a type that becomes `Clone`: in a closure it's done for each call.
fn when(taken: &Taken) -> String {
    match taken.behind {
        Behind::Closure(_) if taken.lent_to_closure().is_some() => {
            ", for each call. Without `move`, the closure only borrows the original".to_owned()
        }
        Behind::Closure(_) => ", for each call".to_owned(),
        _ => need(taken),
    }
}

impl Taken<'_> {
    /// Whether it's moved only to be dropped: a clone of it would be for nothing.
    pub fn is_only_dropped(&self) -> bool {
        matches!(self.goal, Goal::Argument(call) if callee::is_drop(self.case, call))
    }

    /// Whether the variable's type is known to be `Clone`.
    pub fn is_clone(&self) -> bool {
        let holder = self.holder();
        let facts = holder.and_then(|holder| self.case.variable(holder));
        facts.and_then(|facts| facts.is_clone) == Some(true)
    }

    /// Whether the variable is known to be a `&mut` reference.
    fn is_holder_mutable(&self) -> bool {
        let Some(holder) = self.holder() else {
            return false;
        };
        let told = self.case.type_of(holder);
        let is_self = holder.kind == BindingKind::SelfParameter;
        told.is_some_and(type_text::is_mutable_reference)
            || is_self && type_text::is_mutable_reference(self.case.written(holder.owner))
    }

    /// Whether a `for` loop or a method of an `Option` would only look at it, for all that's known.
    fn is_only_read(&self) -> bool {
        matches!(self.goal, Goal::Loop(_)) && self.behind != Behind::Mutable
    }
}
