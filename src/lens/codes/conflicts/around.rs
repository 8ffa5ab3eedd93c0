//! A loop that is in the way too: the compiler tells of one borrow for each clash, and there may be
//! another one.

use super::conflict::{Action, Conflict};
use crate::lens::case::Case;
use crate::lens::query::borrower::Borrower;
use crate::lens::query::{callee, own_types, places, statements};
use crate::rust::{NodeId, NodeKind, Role};

/// Types of the standard library that a loop borrows as long as it goes through them.
const COLLECTIONS: [&str; 7] = [
    "BTreeMap", "BTreeSet", "HashMap", "HashSet", "String", "Vec", "VecDeque",
];

/// Their methods that give an iterator which borrows from them.
const LEND: [&str; 10] = [
    "bytes",
    "char_indices",
    "chars",
    "drain",
    "iter",
    "iter_mut",
    "keys",
    "lines",
    "values",
    "values_mut",
];

/// Methods of such an iterator that give another one which borrows too.
const HAND_ON: [&str; 5] = ["enumerate", "rev", "skip", "step_by", "take"];

/// That a `for` loop around the clash goes through what is borrowed, where another borrow is told of.
pub fn sentence(conflict: &Conflict) -> Option<String> {
    let case = conflict.case;
    let owner = conflict.owner_binding()?;
    let is_whole = owner.name == conflict.clash_path;
    let of_type = callee::type_name(case, owner).filter(|_| is_whole)?;
    let is_known =
        COLLECTIONS.contains(&of_type.as_str()) && own_types::named(case, &of_type).is_none();
    let is_owned = case
        .type_of(owner)
        .is_some_and(|told| !told.starts_with('&'));
    let excludes = matches!(
        conflict.action,
        Action::Write | Action::Assign | Action::Move
    );
    let is_told = matches!(conflict.keeping.borrower, Borrower::Loop(_));
    if !is_known || !is_owned || !excludes || is_told {
        return None;
    }
    let body = statements::body_around(case, conflict.at);
    let mut around = statements::around(case, conflict.at).take_while(|at| Some(*at) != body);
    let found = around.find(|at| goes_through(conflict, *at))?;
    let line = case.line(case.tree.bytes(found).start);
    Some(format!(
        "The `for` loop on line {line} is in the way too: it borrows `{}` until its last round.",
        owner.name
    ))
}

/// Whether a node is a loop that goes through the whole of what is borrowed, and goes on after the
/// clash in its body.
fn goes_through(conflict: &Conflict, node: NodeId) -> bool {
    let case = conflict.case;
    let tree = case.tree;
    let parts = (
        tree.child(node, Role::Subject),
        tree.child(node, Role::Body),
    );
    let (NodeKind::For, (Some(subject), Some(body))) = (tree.kind(node), parts) else {
        return false;
    };
    let is_inside = |inner: NodeId, outer: NodeId| tree.is_inside(inner, outer);
    is_inside(conflict.at, body)
        && !is_inside(conflict.begin, subject)
        && lent(case, subject).is_some_and(|place| case.names.binding_of(place) == conflict.owner)
        && !may_end(case, body)
}

/// What a loop with this subject borrows.
fn lent(case: &Case, subject: NodeId) -> Option<NodeId> {
    let tree = case.tree;
    if let Some((operand, _)) = places::reference(case, subject) {
        return Some(operand);
    }
    let receiver = tree.child(subject, Role::Receiver)?;
    let name =
        callee::name(case, subject).filter(|_| tree.kind(subject) == NodeKind::MethodCall)?;
    if HAND_ON.contains(&name) {
        return lent(case, receiver).filter(|_| tree.kind(receiver) == NodeKind::MethodCall);
    }
    LEND.contains(&name).then_some(receiver)
}

/// Whether the loop with this body may end before its last round.
fn may_end(case: &Case, body: NodeId) -> bool {
    let mut inside = case.tree.descendants(body);
    inside.any(|at| match case.tree.kind(at) {
        NodeKind::Break | NodeKind::Return | NodeKind::Try | NodeKind::Opaque => true,
        NodeKind::MacroCall => {
            let name = callee::name(case, at);
            matches!(
                name,
                None | Some("panic" | "todo" | "unimplemented" | "unreachable")
            )
        }
        NodeKind::Call => callee::name(case, at) == Some("exit"),
        _ => false,
    })
}
