//! How to repair it. Each is a proposal that the compiler has to accept.

use super::dangling::{Dangling, Data, Holder};
use super::declarations;
use crate::lens::account::Account;
use crate::lens::query::{
    asked, borrower, callee, closures, facts, lines, places, results, rewrite, self_borrow, threads,
};
use crate::lens::repair::{self, Repair};
use crate::model::ask::type_text;
use crate::model::diagnostic::Child;
use crate::rust::edit::TextEdit;
use crate::rust::{Binding, BindingId, BindingKind, NodeId, NodeKind, Role};

/// Proposes repairs, the best teaching first.
pub fn propose(dangling: &Dangling, account: &mut Account) {
    if dangling.gone_before().is_some() {
        return;
    }
    let repairs = match (&dangling.data, &dangling.holder) {
        (Data::Temporary, _) => of_temporary(dangling),
        (_, Holder::Itself) => vec![shorter_self(dangling)],
        (_, Holder::Temporary(_)) => vec![end_of_tail(dangling)],
        _ if dangling.is_for_ever() => of_static(dangling),
        _ => of_variable(dangling),
    };
    repairs
        .into_iter()
        .flatten()
        .for_each(|one| account.repair(one));
}

fn of_variable(dangling: &Dangling) -> Vec<Option<Repair>> {
    vec![
        declarations::swap(dangling).filter(|_| dangling.leaving.is_none()),
        declarations::further_out(dangling).filter(|_| dangling.leaving.is_none()),
        own_in_closure(dangling),
        lend_elements(dangling),
        keep_the_value(dangling),
        own_what_is_stored(dangling),
        own_elements(dangling),
        keep_a_copy(dangling),
    ]
}

fn of_static(dangling: &Dangling) -> Vec<Option<Repair>> {
    vec![
        ask_for_less(dangling),
        in_scope(dangling).filter(|_| changes_a_copy(dangling)),
        share_it(dangling),
        own_in_closure(dangling),
        in_scope(dangling),
        own_elements(dangling),
        move_it(dangling),
    ]
}

fn of_temporary(dangling: &Dangling) -> Vec<Option<Repair>> {
    if dangling.is_for_ever() {
        return vec![ask_for_less(dangling), move_it(dangling)];
    }
    vec![keep_the_temporary(dangling), name_it(dangling)]
}

/// The signature without `'static`.
fn ask_for_less(dangling: &Dangling) -> Option<Repair> {
    let asked = dangling.asked()?;
    Some(Repair::edit(
        format!(
            "Take a `{}` in `{}`: the borrow needn't last any longer.",
            asked.shorter, asked.name
        ),
        vec![asked.edit],
    ))
}

/// The help of the compiler whose words contain these.
fn help<'a>(dangling: &Dangling<'a>, words: &str) -> Option<&'a Child> {
    let mut children = dangling.case.diagnostic.children.iter();
    children.find(|child| child.message.contains(words))
}

/// `let` for a temporary value.
fn name_it(dangling: &Dangling) -> Option<Repair> {
    let case = dangling.case;
    let sentence = "Give the value a name with `let`: then it lives to the end of the block.";
    if let Some(help) = help(dangling, "using a `let` binding") {
        let edits = repair::edits_of(help, case.source);
        if !edits.is_empty() {
            return Some(Repair::edit(sentence, edits));
        }
    }
    let text = case.written(dangling.begin);
    let mut around = case.tree.ancestors(dangling.begin);
    let statement = around.find(|at| case.tree.role(*at) == Role::Statement)?;
    let name = lines::free_name(case, &["value", "owned", "whole"])?;
    let is_long = text.contains('\n');
    (!is_long).then(|| {
        let edits = vec![
            rewrite::insert_before(case, statement, &format!("let {name} = {text};")),
            TextEdit::replacement(case.tree.bytes(dangling.begin), name),
        ];
        Repair::edit(sentence, edits)
    })
}

/// `lines.push(format!(...))` with a `Vec<String>`, for `lines.push(&format!(...))`.
fn keep_the_temporary(dangling: &Dangling) -> Option<Repair> {
    let case = dangling.case;
    let reference = case.tree.parent(dangling.begin)?;
    let is_argument = case.tree.role(reference) == Role::Argument;
    let (operand, _) = places::reference(case, reference).filter(|_| is_argument)?;
    let keeper = dangling.keeper()?;
    let annotation = results::own_type(case, keeper.annotation?)?;
    let bytes = case.tree.bytes(reference).start..case.tree.bytes(operand).start;
    let mut edits = annotation;
    edits.push(TextEdit::deletion(bytes));
    let sentence = format!(
        "Let `{}` own the values instead of borrowing them.",
        keeper.name
    );
    Some(Repair::edit(sentence, edits))
}

/// Whether the closure changes a `Copy` variable that's read later.
fn changes_a_copy(dangling: &Dangling) -> bool {
    let (Some(closure), Data::Variable(id)) = (dangling.closure, &dangling.data) else {
        return false;
    };
    closures::changes_a_copy(dangling.case, closure, *id)
}

/// `Rc<Cell<T>>`, where the closure and the code behind it are to see the same changes.
fn share_it(dangling: &Dangling) -> Option<Repair> {
    let owner = dangling.owner().filter(|_| changes_a_copy(dangling))?;
    let told = dangling.case.type_of(owner)?;
    Some(Repair::advice(format!(
        "If the change is to be seen afterwards, share the value: make `{}` an `Rc<Cell<{told}>>`, and give the closure a clone of the `Rc`.",
        owner.name
    )))
}

/// `move` before the closure that captures a variable.
fn own_in_closure(dangling: &Dangling) -> Option<Repair> {
    let case = dangling.case;
    let closure = dangling.closure?;
    let owner = dangling.owner()?;
    let (at, text, what) = if case.tree.kind(closure) == NodeKind::AsyncBlock {
        let body = case.tree.child(closure, Role::Body)?;
        (case.tree.bytes(body).start, "move ", "`async` block")
    } else {
        (case.tree.bytes(closure).start, "move ", "closure")
    };
    let mut sentence = format!("Let the {what} own `{}`: put `move` before it.", owner.name);
    if changes_a_copy(dangling) {
        sentence = closures::own_a_copy(what, &owner.name);
    } else if let Some(note) = closures::copies_that_change(case, closure) {
        sentence = format!("{sentence} {note}");
    }
    Some(Repair::edit(sentence, vec![TextEdit::insertion(at, text)]))
}

/// The whole value goes where its borrow went, with the type of the holder changed if it's
/// written.
fn keep_the_value(dangling: &Dangling) -> Option<Repair> {
    let case = dangling.case;
    let owner = dangling
        .owner()
        .filter(|owner| owner.name == dangling.path)?;
    let keeper = dangling.keeper().or_else(|| dangling.lifetime_holder());
    let keeper = keeper.or_else(|| receiver_of_call(dangling));
    let keeper = keeper.filter(|_| dangling.closure.is_none())?;
    let value = borrowed_whole(dangling)?;
    let mut edits = vec![TextEdit::replacement(
        case.tree.bytes(value),
        owner.name.clone(),
    )];
    if let Some(annotation) = keeper.annotation {
        edits.extend(results::own_type(case, annotation)?);
    }
    let sentence = format!(
        "Let `{}` own the value instead of borrowing it: give it `{}` itself.",
        keeper.name, owner.name
    );
    Some(Repair::edit(sentence, edits))
}

/// The variable on which the call is made that asks for a longer borrow.
fn receiver_of_call<'a>(dangling: &Dangling<'a>) -> Option<&'a Binding> {
    let case = dangling.case;
    let call = callee::call_at(case, dangling.until?)?;
    let receiver = case.tree.child(call, Role::Receiver)?;
    let variable = case.names.binding_of(receiver)?;
    Some(case.names.binding(variable)).filter(|binding| binding.annotation.is_some())
}

/// The loop goes through references: what it goes through lives on when it's over.
fn lend_elements(dangling: &Dangling) -> Option<Repair> {
    let (case, tree) = (dangling.case, dangling.case.tree);
    let owner = dangling.owner()?;
    let is_it = owner.kind == BindingKind::For && owner.is_whole && owner.name == dangling.path;
    let (operand, is_mutable) = places::reference(case, dangling.begin)?;
    let subject = owner.initializer.filter(|_| is_it && !is_mutable)?;
    let statement = tree
        .parent(owner.owner)
        .filter(|at| tree.role(*at) == Role::Statement)?;
    let uses = case
        .names
        .uses_of(case.names.bound_at(tree, case.declaration(owner).start)?);
    let is_only = uses.count() == 1;
    let mut edits = vec![TextEdit::deletion(
        tree.bytes(dangling.begin).start..tree.bytes(operand).start,
    )];
    if tree.kind(subject) == NodeKind::Path {
        edits.push(TextEdit::insertion(tree.bytes(subject).start, "&"));
    } else {
        let name = lines::free_name(case, &["items", "values", "all"])?;
        let text = format!("let {name} = {};", case.written(subject));
        edits.push(rewrite::insert_before(case, statement, &text));
        edits.push(TextEdit::replacement(
            tree.bytes(subject),
            format!("&{name}"),
        ));
    }
    is_only.then(|| {
        let sentence =
            "Let the loop go through references: then the values live on after the loop.";
        Repair::edit(sentence, edits)
    })
}

/// `ages.insert(name.to_string(), age)` for `ages.insert(name, age)`, where `name` borrows.
fn own_what_is_stored(dangling: &Dangling) -> Option<Repair> {
    let (case, tree) = (dangling.case, dangling.case.tree);
    let Holder::Variable(keeper) = dangling.holder else {
        return None;
    };
    let holders = borrower::holders(case, dangling.begin);
    let calls = case.names.uses_of(keeper).filter_map(|used| {
        let call = tree.parent(used)?;
        (tree.role(used) == Role::Receiver && callee::is_call(case, call)).then_some(call)
    });
    let mut edits = Vec::new();
    let mut names = Vec::new();
    for argument in calls.flat_map(|call| tree.children_as(call, Role::Argument)) {
        let used = case
            .names
            .binding_of(argument)
            .filter(|id| holders.contains(id));
        let binding = used.map(|id| case.names.binding(id));
        if let Some(binding) = binding
            && let Some(method) = facts::copying_method(case, binding)
        {
            let copy = format!(".{method}()");
            names.push(format!("`{}{copy}`", binding.name));
            edits.push(TextEdit::insertion(tree.bytes(argument).end, copy));
        }
    }
    let keeper = case.names.binding(keeper);
    if let Some(annotation) = keeper.annotation.filter(|_| !edits.is_empty()) {
        edits.extend(results::own_type(case, annotation)?);
    }
    let what = names.join(" and ");
    (!edits.is_empty()).then(|| {
        let sentence = format!("Let `{}` own what it keeps: give it {what}.", keeper.name);
        Repair::edit(sentence, edits)
    })
}

/// `&name` or `name.as_str()`, if the borrow is just that.
fn borrowed_whole(dangling: &Dangling) -> Option<NodeId> {
    let case = dangling.case;
    if places::reference(case, dangling.begin).is_some() {
        return Some(dangling.begin);
    }
    let call = case.tree.parent(dangling.begin)?;
    let is_receiver = case.tree.role(dangling.begin) == Role::Receiver;
    let name = callee::name(case, call).filter(|_| is_receiver)?;
    matches!(name, "as_str" | "as_slice").then_some(call)
}

/// `into_iter` for `iter`.
fn own_elements(dangling: &Dangling) -> Option<Repair> {
    let case = dangling.case;
    let call = case.tree.parent(dangling.begin)?;
    let name = case.tree.child(call, Role::Name)?;
    let is_iter = case.tree.kind(call) == NodeKind::MethodCall && case.written(name) == "iter";
    is_iter.then(|| {
        Repair::edit(
            format!(
                "Let the iterator own the elements of `{}`: `into_iter()`.",
                dangling.path
            ),
            vec![TextEdit::replacement(case.tree.bytes(name), "into_iter")],
        )
    })
}

/// A copy of an element instead of a reference to it.
fn keep_a_copy(dangling: &Dangling) -> Option<Repair> {
    let case = dangling.case;
    let keeper = dangling.keeper()?;
    let told = case.type_of(keeper)?;
    let value = value_for(dangling)?;
    let inner = told.split_once("Option<").map(|(_, inner)| inner);
    let is_option = told.starts_with("Option<&") || told.starts_with("std::option::Option<&");
    let element = inner.filter(|_| is_option && keeper.annotation.is_none())?;
    let is_other = type_text::is_mutable_reference(element) || element.contains("str>");
    let method = if is_number(element) {
        "copied"
    } else {
        "cloned"
    };
    (!is_other).then(|| {
        Repair::edit(
            format!("Keep a copy of the value instead of a reference: `{method}()`."),
            vec![TextEdit::insertion(
                case.tree.bytes(value).end,
                format!(".{method}()"),
            )],
        )
    })
}

fn is_number(told: &str) -> bool {
    type_text::is_small(told.trim_start_matches('&').trim_end_matches('>'))
}

/// What the holder is given, by assignment or as its first value.
fn value_for(dangling: &Dangling) -> Option<NodeId> {
    let tree = dangling.case.tree;
    let mut around = crate::lens::query::statements::around(dangling.case, dangling.begin);
    around.find(|at| {
        let parent = tree.parent(*at).map(|parent| tree.kind(parent));
        matches!(
            (tree.role(*at), parent),
            (Role::Right, Some(NodeKind::Assignment)) | (Role::Initializer, Some(NodeKind::Let))
        )
    })
}

/// `&mut self` for `&'a mut self`.
fn shorter_self(dangling: &Dangling) -> Option<Repair> {
    let case = dangling.case;
    let found = self_borrow::method(case, dangling.begin)?;
    let lifetime = case.tree.bytes(found.node);
    let shorter = found
        .parameter
        .replacen(&format!("{} ", found.lifetime), "", 1);
    Some(Repair::edit(
        format!(
            "Take `{shorter}` in `{}`: then the borrow ends with the call.",
            found.name
        ),
        vec![TextEdit::deletion(asked::with_space(case, lifetime))],
    ))
}

/// What the compiler suggests for a temporary value in the last expression of a block.
fn end_of_tail(dangling: &Dangling) -> Option<Repair> {
    let case = dangling.case;
    let edits = |words| help(dangling, words).map(|help| repair::edits_of(help, case.source));
    if let Some(edits) = edits("adding semicolon") {
        let sentence =
            "Put a `;` after the last expression: then its temporary values are dropped there.";
        return Some(Repair::edit(sentence, edits));
    }
    let edits = edits("save the expression's value")?;
    let sentence = "Keep the result in a variable, and end the block with that: then the temporary value is dropped at the `;`.";
    Some(Repair::edit(sentence, edits))
}

/// A scope for the thread that borrows.
fn in_scope(dangling: &Dangling) -> Option<Repair> {
    let case = dangling.case;
    let Data::Variable(owner) = dangling.data else {
        return None;
    };
    let call = || callee::call_at(case, dangling.until?);
    let node = dangling.closure.or_else(call)?;
    let spawn = threads::spawn_around(case, node)?;
    scoped(dangling, &spawn, owner)
}

fn scoped(dangling: &Dangling, spawn: &threads::Spawn, owner: BindingId) -> Option<Repair> {
    let found = threads::put_into_scope(dangling.case, spawn, owner)?;
    Some(Repair::edit(found.sentence(&dangling.path), found.edits))
}

/// `words` for `&words`, where something wants to keep it for ever.
fn move_it(dangling: &Dangling) -> Option<Repair> {
    let (case, tree) = (dangling.case, dangling.case.tree);
    let parent = tree.parent(dangling.begin);
    let is_whole = places::reference(case, dangling.begin).is_some();
    let reference = if is_whole {
        Some(dangling.begin)
    } else {
        parent
    };
    let reference = reference?;
    let (operand, _) = places::reference(case, reference)?;
    let bound = tree
        .parent(reference)
        .filter(|at| tree.kind(*at) == NodeKind::Let);
    let annotation = bound.and_then(|bound| tree.child(bound, Role::Type));
    let bytes = tree.bytes(reference).start..tree.bytes(operand).start;
    let mut edits = vec![TextEdit::deletion(bytes)];
    if let Some(annotation) = annotation {
        edits.extend(results::own_type(case, annotation)?);
    }
    let what = match dangling.data {
        Data::Temporary => "the value itself".to_owned(),
        _ => format!("`{}` itself", dangling.path),
    };
    Some(Repair::edit(
        format!("Give {what} away, and not a reference to it."),
        edits,
    ))
}
