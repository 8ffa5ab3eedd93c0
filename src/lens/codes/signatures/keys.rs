//! A key that borrows from its element: `sort_by_key(|p| &p.name)`.

use crate::lens::account::Account;
use crate::lens::case::Case;
use crate::lens::query::{callee, labelled, lines, places};
use crate::lens::repair::Repair;
use crate::rust::edit::TextEdit;
use crate::rust::{NodeId, NodeKind, Role};

/// Methods whose closure makes a key of an element, each with the one that compares instead.
const METHODS: [(&str, Option<&str>); 7] = [
    ("sort_by_key", Some("sort_by")),
    ("sort_unstable_by_key", Some("sort_unstable_by")),
    ("sort_by_cached_key", None),
    ("max_by_key", Some("max_by")),
    ("min_by_key", Some("min_by")),
    ("dedup_by_key", None),
    ("binary_search_by_key", None),
];

/// What is told of such an error. `None` for any other.
pub fn explain(case: &Case) -> Option<Account> {
    let tree = case.tree;
    let mut around = tree.ancestors(case.node(&case.primary));
    let closure = around.find(|at| tree.kind(*at) == NodeKind::Closure)?;
    let call = tree.parent(closure)?;
    let name = callee::name(case, call).filter(|_| tree.kind(call) == NodeKind::MethodCall)?;
    let (_, other) = METHODS.iter().find(|(method, _)| *method == name)?;
    let mut clues = case.clues.iter();
    let returns = clues.any(|clue| clue.label.starts_with("return type of closure is"));
    if !returns || !case.primary.label.starts_with("returning this value") {
        return None;
    }
    let mut account = labelled::account(case);
    account.say(format!(
        "`{name}` looks at a key apart from its element, so the key can't borrow from the element. But the closure on line {} returns a reference into the one that it gets.",
        case.line(tree.bytes(closure).start)
    ));
    if let Some((parameter, place)) = reference(case, closure) {
        account.repairs.extend(
            other.and_then(|other| compared(case, call, closure, (parameter, place), other)),
        );
        account.repair(Repair::edit(
            "Return a key that owns its value: a clone. Each costs time and memory.",
            vec![TextEdit::replacement(
                tree.bytes(tree.child(closure, Role::Body)?),
                format!("{}.clone()", case.written(place)),
            )],
        ));
    }
    Some(account)
}

/// The name of the closure's only parameter, and the place that it returns a reference to.
fn reference<'a>(case: &Case<'a>, closure: NodeId) -> Option<(&'a str, NodeId)> {
    let tree = case.tree;
    let (place, is_mutable) = places::reference(case, tree.child(closure, Role::Body)?)?;
    let base = case.names.binding(places::base(case, place)?);
    let is_own = base.is_whole && tree.is_inside(base.places.first().copied()?, closure);
    let name = case.text(&case.declaration(base));
    let continues = case.written(place).strip_prefix(name)?.starts_with('.');
    (is_own && !is_mutable && continues).then_some((name, place))
}

/// `sort_by(|a, b| a.name.cmp(&b.name))`
fn compared(
    case: &Case,
    call: NodeId,
    closure: NodeId,
    (parameter, place): (&str, NodeId),
    method: &str,
) -> Option<Repair> {
    let tree = case.tree;
    let rest = case.written(place).strip_prefix(parameter)?;
    let one = lines::free_name(case, &["a", "left", "one"])?;
    let other = lines::free_name(case, &["b", "right", "other"])?;
    let name = tree.child(call, Role::Name)?;
    let edits = vec![
        TextEdit::replacement(tree.bytes(name), method),
        TextEdit::replacement(
            tree.bytes(closure),
            format!("|{one}, {other}| {one}{rest}.cmp(&{other}{rest})"),
        ),
    ];
    Some(Repair::edit(
        format!(
            "Compare two elements with `{method}`: both are only borrowed, and nothing is cloned."
        ),
        edits,
    ))
}
