//! Patterns that today's checker understands, in place of those that it doesn't.

use crate::lens::case::Case;
use crate::lens::codes::conflicts::conflict::Conflict;
use crate::lens::codes::conflicts::sound;
use crate::lens::query::{callee, lines, places};
use crate::lens::repair::Repair;
use crate::rust::edit::TextEdit;
use crate::rust::{NodeId, NodeKind, Role};

/// Looks first and borrows afterwards, or lets a cursor look before it steps.
pub fn repairs(conflict: &Conflict) -> Vec<Repair> {
    let mut found: Vec<Repair> = look_first(conflict).into_iter().collect();
    found.extend(stepping(conflict));
    if sound::returning_branch(conflict).is_some() {
        found.push(Repair::advice(
            "Find out first whether to return, without keeping a borrow, and borrow what is returned only then; or return something that borrows nothing, such as an index or an owned value.",
        ));
    }
    found
}

/// Methods of the standard library's collections that only look something up.
const LOOKS: [&str; 6] = ["get", "get_mut", "first", "first_mut", "last", "last_mut"];

/// `if let Some(x) = map.get_mut(&key) { return x; }` looks with `contains_key` first, and so on.
fn look_first(conflict: &Conflict) -> Option<Repair> {
    let case = conflict.case;
    let tree = case.tree;
    let branch = sound::returning_branch(conflict)?;
    let whole = tree
        .parent(branch)
        .filter(|at| tree.kind(*at) == NodeKind::If)?;
    let condition = tree.child(whole, Role::Condition)?;
    let subject = tree.child(condition, Role::Initializer)?;
    let pattern = tree.child(condition, Role::Pattern)?;
    let name = callee::name(case, subject).filter(|name| LOOKS.contains(name))?;
    let receiver = tree.child(subject, Role::Receiver)?;
    let kind = callee::type_name(case, conflict.owner_binding()?)?;
    let is_map = matches!(kind.as_str(), "HashMap" | "BTreeMap");
    let is_plain = is_map || matches!(kind.as_str(), "Vec" | "VecDeque");
    let returned = returned_variable(case, pattern, branch)?;
    let looked = case.written(subject);
    let look = match (is_map, tree.child(subject, Role::Argument)) {
        (true, Some(key)) if name.starts_with("get") => {
            format!(
                "{}.contains_key({})",
                case.written(receiver),
                case.written(key)
            )
        }
        _ => format!("{looked}.is_some()"),
    };
    is_plain.then(|| {
        Repair::edit(
            "Look first, and borrow only where the borrow is returned.",
            vec![
                TextEdit::replacement(tree.bytes(condition), look),
                TextEdit::replacement(tree.bytes(returned), format!("{looked}.unwrap()")),
            ],
        )
    })
}

/// The only use of the only variable of `Some(x)`, in what a branch returns.
fn returned_variable(case: &Case, pattern: NodeId, branch: NodeId) -> Option<NodeId> {
    let tree = case.tree;
    let path = tree.child(pattern, Role::Callee)?;
    let inner = tree.children(pattern).nth(1)?;
    let is_some = case.written(path) == "Some"
        && tree.kind(pattern) == NodeKind::TupleStructPattern
        && tree.kind(inner) == NodeKind::IdentifierPattern;
    let variable = case.names.bound_at(tree, tree.bytes(inner).end - 1)?;
    let mut uses = places::uses_in(case, variable, branch);
    let only = uses.next()?;
    let is_returned = tree
        .ancestors(only)
        .any(|at| tree.kind(at) == NodeKind::Return);
    (is_some && is_returned && uses.next().is_none()).then_some(only)
}

/// `while let Some(node) = ... { if CONDITION { break; } at = &mut node.next; }` looks through a
/// shared borrow, and steps with a new one.
fn stepping(conflict: &Conflict) -> Option<Repair> {
    let case = conflict.case;
    let tree = case.tree;
    let cursor = sound::cursor_of(conflict)?;
    let variable = sound::only_variable(conflict, cursor.found)?;
    let node = &case.names.binding(variable).name;
    let at = &conflict.owner_binding()?.name;
    let right = tree.child(cursor.step, Role::Right)?;
    let (next, is_mutable) = places::reference(case, right)?;
    let field = tree
        .child(next, Role::Name)
        .filter(|_| tree.kind(next) == NodeKind::FieldAccess)?;
    let is_of_node = tree
        .child(next, Role::Receiver)
        .is_some_and(|of| case.written(of) == node);
    let body = tree.child(cursor.found, Role::Body)?;
    let statements: Vec<NodeId> = tree.children_as(body, Role::Statement).collect();
    let stop = match statements.as_slice() {
        [only] if tree.is_inside(cursor.step, *only) => None,
        [test, last] if tree.is_inside(cursor.step, *last) => Some(stop_condition(case, *test)?),
        _ => return None,
    };
    let look = match stop {
        Some(condition) => format!("{at}.as_ref().is_some_and(|{node}| {condition})"),
        None => format!("{at}.is_some()"),
    };
    let bytes = tree.bytes(cursor.found);
    let (indent, end) = (lines::indent(case, bytes.start), lines::line_break(case));
    let inner = lines::indent(case, tree.bytes(*statements.first()?).start);
    let text = format!(
        "while {look} {{{end}{inner}{at} = &mut {at}.as_mut().unwrap().{};{end}{indent}}}",
        case.written(field)
    );
    (is_mutable && is_of_node).then(|| {
        Repair::edit(
            format!("Let `{at}` only look before it steps, so that no borrow is left over where the loop ends."),
            vec![TextEdit::replacement(bytes, text)],
        )
    })
}

/// The opposite of `CONDITION` in `if CONDITION { break; }`.
fn stop_condition(case: &Case, statement: NodeId) -> Option<String> {
    let tree = case.tree;
    let test = tree
        .child(statement, Role::Value)
        .filter(|at| tree.kind(*at) == NodeKind::If)?;
    let condition = tree.child(test, Role::Condition)?;
    let body = tree.child(test, Role::Body)?;
    let inside: Vec<NodeId> = tree.children_as(body, Role::Statement).collect();
    let [only] = inside.as_slice() else {
        return None;
    };
    let jump = tree.child(*only, Role::Value)?;
    let is_break = tree.kind(jump) == NodeKind::Break
        && tree.children(jump).next().is_none()
        && tree.child(test, Role::Else).is_none()
        && tree.kind(condition) != NodeKind::LetCondition;
    if !is_break {
        return None;
    }
    let sides = (
        tree.child(condition, Role::Left),
        tree.child(condition, Role::Right),
    );
    if let (NodeKind::Binary, (Some(left), Some(right))) = (tree.kind(condition), sides) {
        let operator = tree.bytes(left).end..tree.bytes(right).start;
        if case.text(&operator).trim() == "==" {
            return Some(format!("{} != {}", case.written(left), case.written(right)));
        }
    }
    Some(format!("!({})", case.written(condition)))
}
