//! What would go wrong, where that is certain for the very program.

use super::conflict::{Action, Conflict};
use super::repairs::closures;
use crate::lens::account::Account;
use crate::lens::events::What;
use crate::lens::query::borrower::Borrower;
use crate::lens::query::{callee, moved_type, own_types};
use crate::model::ask::type_text;
use crate::rust::{NodeId, NodeKind, Role};

/// Says it.
pub fn tell(conflict: &Conflict, account: &mut Account) {
    let kinds = [threads, collection, dropped, changed];
    if let Some(text) = kinds.iter().find_map(|kind| kind(conflict)) {
        account.harm(text);
    }
}

fn threads(conflict: &Conflict) -> Option<String> {
    let is_it = closures::are_spawned(conflict)
        && conflict.how == What::Writes
        && conflict.action == Action::Write;
    is_it.then(|| {
        format!(
            "two threads could write to `{}` at the same moment.",
            conflict.path
        )
    })
}

/// The type of the variable that keeps the borrow, if it's a shared reference.
fn shared_reference<'a>(conflict: &Conflict<'a>) -> Option<&'a str> {
    let told = conflict.case.type_of(conflict.keeper()?)?;
    (told.starts_with('&') && !told.starts_with("&mut ")).then_some(told)
}

/// A `Vec` or `String` that grows or is cleared under a reference into it.
fn collection(conflict: &Conflict) -> Option<String> {
    let case = conflict.case;
    let owner = conflict.owner_binding()?;
    let of_owner = case.type_of(owner)?;
    let kind = callee::type_name(case, owner)?;
    let is_one = matches!(kind.as_str(), "Vec" | "String")
        && conflict.path == owner.name
        && conflict.clash_path == owner.name
        && conflict.how == What::Reads;
    let of_owner = type_text::referent(of_owner).unwrap_or(of_owner);
    let (reader, is_buffer) = match conflict.keeping.borrower {
        Borrower::Loop(found) => (
            "the loop".to_owned(),
            goes_through(conflict, found, &owner.name),
        ),
        Borrower::Variable(_) => {
            let read = type_text::referent(shared_reference(conflict)?)?;
            if read == of_owner {
                return None;
            }
            (
                format!("`{}`", conflict.keeper_name()),
                is_in_buffer(of_owner, read),
            )
        }
        _ => return None,
    };
    let method = conflict.method().filter(|_| is_one)?;
    match method {
        "push" | "push_str" | "insert" | "extend" | "append" | "reserve" if is_buffer => {
            Some(format!(
                "`{method}` may have to move all of `{}` to a larger place, and {reader} would go on reading the old one, which is freed.",
                owner.name
            ))
        }
        // Numbers and letters would still be there.
        "clear" if drops_elements(conflict, of_owner) => Some(format!(
            "`clear` takes away what {reader} is still reading."
        )),
        _ => None,
    }
}

/// Whether a reference to this type into a collection is one into the collection's own memory: to an
/// element or to a slice of them, and not to what an element has elsewhere.
fn is_in_buffer(collection: &str, read: &str) -> bool {
    match moved_type::argument_of(collection, "Vec") {
        Some(element) => read == element || read == format!("[{element}]"),
        None => moved_type::kind(Some(collection)) == "String" && read == "str",
    }
}

/// Methods whose iterator reads a `Vec` or `String` itself.
const READERS: [&str; 8] = [
    "iter",
    "chunks",
    "windows",
    "chars",
    "char_indices",
    "bytes",
    "lines",
    "split_whitespace",
];

/// Whether a loop goes through a collection with this name, and not through what one of its elements
/// has.
fn goes_through(conflict: &Conflict, found: NodeId, name: &str) -> bool {
    let (case, tree) = (conflict.case, conflict.case.tree);
    let Some(subject) = tree.child(found, Role::Subject) else {
        return false;
    };
    let is_owner = |node: Option<NodeId>| node.is_some_and(|node| case.written(node) == name);
    let calls = |node: NodeId, names: &[&str]| {
        tree.kind(node) == NodeKind::MethodCall
            && callee::name(case, node).is_some_and(|name| names.contains(&name))
    };
    let mut at = subject;
    while calls(
        at,
        &["enumerate", "rev", "skip", "take", "cloned", "copied"],
    ) && let Some(receiver) = tree.child(at, Role::Receiver)
    {
        at = receiver;
    }
    if calls(at, &READERS) {
        is_owner(tree.child(at, Role::Receiver))
    } else {
        tree.kind(at) == NodeKind::Reference && is_owner(tree.child(at, Role::Operand))
    }
}

/// Whether the elements of a collection of this type have memory to free or a destructor.
fn drops_elements(conflict: &Conflict, collection: &str) -> bool {
    let element = moved_type::argument_of(collection, "Vec");
    element.is_some_and(|element| {
        let kind = moved_type::kind(Some(element));
        own_types::holds_memory(conflict.case, kind)
            || own_types::implements_drop(conflict.case, kind)
    })
}

/// `drop(x)` while a reference to it is used later.
fn dropped(conflict: &Conflict) -> Option<String> {
    let case = conflict.case;
    let tree = case.tree;
    let call = tree.parent(conflict.at)?;
    let is_drop = conflict.action == Action::Move
        && tree.kind(call) == NodeKind::Call
        && tree.role(conflict.at) == Role::Argument
        && callee::name(case, call) == Some("drop")
        && callee::function(case, call).is_none();
    let owner = case.type_of(conflict.owner_binding()?)?;
    // What a method gives may refer to something that lives on, and so may an `Rc`. A value of
    // plain numbers would still be there.
    let is_reference = tree.kind(conflict.begin) == NodeKind::Reference
        && tree.role(conflict.begin) != Role::Argument
        && conflict.path == conflict.clash_path;
    let kind = moved_type::kind(Some(owner));
    let has_life = own_types::holds_memory(case, kind) || own_types::implements_drop(case, kind);
    let read = type_text::referent(shared_reference(conflict)?)?;
    let is_whole = read == owner || is_in_buffer(owner, read);
    let is_own_data = is_reference || is_whole || drops_elements(conflict, owner);
    (is_drop && is_own_data && has_life).then(|| {
        format!(
            "`drop` ends the life of `{}`, and `{}` would read what is no longer there.",
            conflict.clash_path,
            conflict.keeper_name()
        )
    })
}

/// A value that changes under a shared reference.
fn changed(conflict: &Conflict) -> Option<String> {
    let is_it = conflict.action == Action::Assign
        && conflict.how == What::Reads
        && conflict.path == conflict.clash_path
        && conflict.borrowing_closure().is_none();
    shared_reference(conflict).filter(|_| is_it)?;
    Some(format!(
        "`{}` would refer to a value that changes, though a `&` reference relies on its value staying the same.",
        conflict.keeper_name()
    ))
}
