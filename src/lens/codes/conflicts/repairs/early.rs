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
    let is_early = sound::returned_early(conflict).is_some();
    let kinds = [
        look_first(conflict).filter(|_| is_early),
        branch_first(conflict).filter(|_| is_early),
        stepping(conflict).or_else(|| looking_again(conflict)),
    ];
    let mut found: Vec<Repair> = kinds.into_iter().flatten().take(2).collect();
    if is_early {
        found.push(Repair::advice(
            "Find out first whether to return, without keeping a borrow, and borrow what is returned only then; or return something that borrows nothing, such as an index or an owned value.",
        ));
    }
    found
}

/// Methods of the standard library's collections that only look something up.
const LOOKS: [&str; 6] = ["get", "get_mut", "first", "first_mut", "last", "last_mut"];

/// How to find out whether there is something, and how to get it.
struct Look {
    is_there: String,
    value: String,
}

/// A look-up that may be done twice: in a collection of the standard library, or in a field.
fn look_of(case: &Case, subject: NodeId) -> Option<Look> {
    let tree = case.tree;
    let written = case.written(subject);
    if let Some((place, is_mutable)) = places::reference(case, subject) {
        return of_place(case, place, is_mutable);
    }
    if places::base(case, subject).is_some() {
        return of_place(case, subject, true);
    }
    let receiver = tree.child(subject, Role::Receiver)?;
    let name = callee::name(case, subject)?;
    if matches!(name, "as_mut" | "as_deref_mut") {
        return of_place(case, receiver, true);
    }
    let kind = callee::type_of_place(case, receiver).filter(|_| LOOKS.contains(&name))?;
    let is_there = match (kind.as_str(), tree.child(subject, Role::Argument)) {
        ("HashMap" | "BTreeMap", Some(key)) => {
            format!(
                "{}.contains_key({})",
                case.written(receiver),
                case.written(key)
            )
        }
        ("Vec" | "VecDeque", _) => format!("{written}.is_some()"),
        _ => return None,
    };
    let value = format!("{written}.unwrap()");
    Some(Look { is_there, value })
}

fn of_place(case: &Case, place: NodeId, is_mutable: bool) -> Option<Look> {
    if places::borrowed(case, place) != Some(place) {
        return None;
    }
    let written = case.written(place);
    let borrowed = if is_mutable { "as_mut" } else { "as_ref" };
    Some(Look {
        is_there: format!("{written}.is_some()"),
        value: format!("{written}.{borrowed}().unwrap()"),
    })
}

/// `if let Some(x) = map.get_mut(&key) { return x; }` looks with `contains_key` first, and so on.
fn look_first(conflict: &Conflict) -> Option<Repair> {
    let case = conflict.case;
    let tree = case.tree;
    let mut around = tree.ancestors(conflict.begin);
    let condition = around.find(|at| tree.kind(*at) == NodeKind::LetCondition)?;
    let whole = tree
        .parent(condition)
        .filter(|at| tree.kind(*at) == NodeKind::If)?;
    let body = tree.child(whole, Role::Body)?;
    let look = look_of(case, tree.child(condition, Role::Initializer)?)?;
    let returned = only_use(case, tree.child(condition, Role::Pattern)?, body)?;
    Some(Repair::edit(
        "Look first, and borrow only where the borrow is returned.",
        vec![
            TextEdit::replacement(tree.bytes(condition), look.is_there),
            TextEdit::replacement(tree.bytes(returned), look.value),
        ],
    ))
}

/// `match map.get(&key) { Some(x) => x, None => ... }` is an `if` that looks first.
fn branch_first(conflict: &Conflict) -> Option<Repair> {
    let case = conflict.case;
    let tree = case.tree;
    let mut around = tree.ancestors(conflict.begin);
    let whole = around.find(|at| tree.kind(*at) == NodeKind::Match)?;
    let look = look_of(case, tree.child(whole, Role::Subject)?)?;
    let arms: Vec<NodeId> = tree.children_as(whole, Role::Arm).collect();
    let [first, second] = arms.as_slice() else {
        return None;
    };
    let has_guard = arms
        .iter()
        .any(|arm| tree.child(*arm, Role::Guard).is_some());
    let (then, other) = (
        tree.child(*first, Role::Body)?,
        tree.child(*second, Role::Body)?,
    );
    let used = only_use(case, tree.child(*first, Role::Pattern)?, then)?;
    let rest = case.written(tree.child(*second, Role::Pattern)?);
    let (bytes, used) = (tree.bytes(then), tree.bytes(used));
    let text = case.text(&(bytes.start..used.start)).to_owned()
        + &look.value
        + case.text(&(used.end..bytes.end));
    let block = |node: NodeId, text: &str| {
        if tree.kind(node) == NodeKind::Block {
            text.to_owned()
        } else {
            format!("{{ {text} }}")
        }
    };
    let text = format!(
        "if {} {} else {}",
        look.is_there,
        block(then, &text),
        block(other, case.written(other))
    );
    (!has_guard && matches!(rest, "None" | "_")).then(|| {
        Repair::edit(
            "Look first, and borrow only where the borrow is returned.",
            vec![TextEdit::replacement(tree.bytes(whole), text)],
        )
    })
}

/// The only use, in a node, of the only variable of the pattern `Some(x)`.
fn only_use(case: &Case, pattern: NodeId, node: NodeId) -> Option<NodeId> {
    let tree = case.tree;
    let path = tree.child(pattern, Role::Callee)?;
    let inner = tree.children(pattern).nth(1)?;
    let is_some = case.written(path) == "Some"
        && tree.kind(pattern) == NodeKind::TupleStructPattern
        && tree.kind(inner) == NodeKind::IdentifierPattern;
    let variable = case.names.bound_at(tree, tree.bytes(inner).end - 1)?;
    let mut uses = places::uses_in(case, variable, node);
    let only = uses.next()?;
    let is_whole = tree.kind(only) == NodeKind::Path;
    (is_some && is_whole && uses.next().is_none()).then_some(only)
}

/// No variable for what a cursor refers to: each use looks it up anew.
fn looking_again(conflict: &Conflict) -> Option<Repair> {
    let case = conflict.case;
    let tree = case.tree;
    let cursor = sound::cursor_of(conflict)?;
    let variable = sound::only_variable(conflict, cursor.found)?;
    let at = &conflict.owner_binding()?.name;
    let condition = tree.child(cursor.found, Role::Condition)?;
    let node = &case.names.binding(variable).name;
    let mut edits = vec![TextEdit::replacement(
        tree.bytes(condition),
        format!("{at}.is_some()"),
    )];
    for used in case.names.uses_of(variable) {
        if tree.role(used) != Role::Receiver {
            return None;
        }
        edits.push(TextEdit::replacement(
            tree.bytes(used),
            format!("{at}.as_mut().unwrap()"),
        ));
    }
    Some(Repair::edit(
        format!(
            "Keep no `{node}`: look through `{at}` at each use, so that each borrow ends at once."
        ),
        edits,
    ))
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
