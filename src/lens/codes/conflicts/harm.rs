//! What would go wrong, where that is certain for the very program.

use super::conflict::{Action, Conflict};
use super::repairs::closures;
use crate::lens::account::Account;
use crate::lens::events::What;
use crate::lens::query::borrower::Borrower;
use crate::lens::query::{callee, moved_type, own_types};
use crate::rust::{NodeKind, Role};

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
    let reader = match conflict.keeping.borrower {
        Borrower::Loop(_) => "the loop".to_owned(),
        Borrower::Variable(_) => {
            let told = shared_reference(conflict)?;
            let whole = told.ends_with(of_owner.trim_start_matches('&').trim_start_matches("mut "));
            if whole {
                return None;
            }
            format!("`{}`", conflict.keeper_name())
        }
        _ => return None,
    };
    let method = conflict.method().filter(|_| is_one)?;
    match method {
        "push" | "push_str" | "insert" | "extend" | "append" | "reserve" => Some(format!(
            "`{method}` may have to move all of `{}` to a larger place, and {reader} would go on reading the old one, which is freed.",
            owner.name
        )),
        // Numbers and letters would still be there.
        "clear" if drops_elements(conflict, of_owner) => Some(format!(
            "`clear` takes away what {reader} is still reading."
        )),
        _ => None,
    }
}

/// Whether the elements of a collection of this type have memory to free or a destructor.
fn drops_elements(conflict: &Conflict, collection: &str) -> bool {
    let collection = collection
        .trim_start_matches('&')
        .trim_start_matches("mut ");
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
    let is_reference = case.tree.kind(conflict.begin) == NodeKind::Reference
        && conflict.path == conflict.clash_path;
    let kind = moved_type::kind(Some(owner));
    let is_collection = matches!(kind, "String" | "Vec" | "VecDeque");
    let has_life = own_types::holds_memory(case, kind) || own_types::implements_drop(case, kind);
    let is_own_data = (is_reference || is_collection) && has_life;
    let is_owned = is_own_data && shared_reference(conflict).is_some();
    (is_drop && is_owned).then(|| {
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
