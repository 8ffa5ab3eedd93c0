//! A loop that changes what it goes through.

use crate::lens::case::Case;
use crate::lens::codes::conflicts::conflict::Conflict;
use crate::lens::events::What;
use crate::lens::query::{borrower::Borrower, callee, lines, places, statements};
use crate::lens::repair::Repair;
use crate::rust::edit::TextEdit;
use crate::rust::{NodeId, NodeKind, Role};

/// Collects first, keeps what should stay, or goes through something else.
pub fn repairs(conflict: &Conflict) -> Vec<Repair> {
    let Borrower::Loop(found) = conflict.keeping.borrower else {
        return Vec::new();
    };
    let found = [
        collected(conflict, found),
        retained(conflict, found),
        taken_out(conflict, found),
        by_index(conflict, found),
        over_clone(conflict, found),
    ];
    found.into_iter().flatten().collect()
}

/// What is new goes into a second collection, which is added after the loop.
fn collected(conflict: &Conflict, found: NodeId) -> Option<Repair> {
    let case = conflict.case;
    let call = conflict.clashing_call()?;
    let receiver = case.tree.child(call, Role::Receiver)?;
    let owner = conflict.owner_binding()?;
    let told = callee::type_name(case, owner)?;
    let (new, add) = match (told.as_str(), conflict.method()?) {
        ("Vec", "push") => ("Vec::new()", "extend(added)"),
        ("String", "push" | "push_str") => ("String::new()", "push_str(&added)"),
        _ => return None,
    };
    let body = case.tree.child(found, Role::Body)?;
    let uses = places::uses_in(case, conflict.owner?, body).count();
    let statement = statements::statement_of(case, found)?;
    let is_alone = uses == 1 && case.tree.child(statement, Role::Value) == Some(found);
    let is_plain = case.written(receiver) == owner.name && !case.source.has_name("added");
    let bytes = case.tree.bytes(statement);
    let (indent, end) = (lines::indent(case, bytes.start), lines::line_break(case));
    let name = &owner.name;
    (is_alone && is_plain && !leaves(case, body)).then(|| {
        Repair::edit(
            format!("Collect what is new during the loop, and add it to `{name}` afterwards."),
            vec![
                TextEdit::insertion(bytes.start, format!("let mut added = {new};{end}{indent}")),
                TextEdit::replacement(case.tree.bytes(receiver), "added"),
                TextEdit::insertion(bytes.end, format!("{end}{indent}{name}.{add};")),
            ],
        )
    })
}

/// Whether a function may be left from inside a node.
fn leaves(case: &Case, node: NodeId) -> bool {
    let mut inside = case.tree.descendants(node);
    inside.any(|at| {
        matches!(
            case.tree.kind(at),
            NodeKind::Return | NodeKind::Try | NodeKind::Opaque
        )
    })
}

/// `for (key, value) in &map { if CONDITION { map.remove(key); } }` is `retain`.
fn retained(conflict: &Conflict, found: NodeId) -> Option<Repair> {
    let case = conflict.case;
    let tree = case.tree;
    let owner = conflict.owner_binding()?;
    let told = callee::type_name(case, owner)?;
    let is_map =
        matches!(told.as_str(), "HashMap" | "BTreeMap") && conflict.method() == Some("remove");
    let body = tree.child(found, Role::Body)?;
    let only = |block: NodeId| {
        let mut inside = tree.children_as(block, Role::Statement);
        let first = inside.next()?;
        inside
            .next()
            .is_none()
            .then(|| tree.child(first, Role::Value))?
    };
    let test = only(body).filter(|node| tree.kind(*node) == NodeKind::If)?;
    let condition = tree.child(test, Role::Condition)?;
    let then = tree.child(test, Role::Body)?;
    let call = conflict.clashing_call()?;
    let has_more = tree.child(test, Role::Else).is_some() || only(then) != Some(call);
    let pattern = tree.child(found, Role::Pattern)?;
    let parts: Vec<NodeId> = tree.children(pattern).collect();
    let [key, value] = parts.as_slice() else {
        return None;
    };
    let argument = tree.child(call, Role::Argument)?;
    let names_key = case.written(argument) == case.written(*key);
    let is_plain = tree.kind(condition) != NodeKind::LetCondition
        && tree.kind(pattern) == NodeKind::TuplePattern
        && places::uses_in(case, conflict.owner?, condition)
            .next()
            .is_none();
    let statement = statements::statement_of(case, found)?;
    let is_statement = tree.child(statement, Role::Value) == Some(found);
    let name = &owner.name;
    let text = format!(
        "{name}.retain(|{}, {}| !({}));",
        case.written(*key),
        case.written(*value),
        case.written(condition)
    );
    (is_map && !has_more && names_key && is_plain && is_statement).then(|| {
        Repair::edit(
            format!("Let `{name}` keep only what should stay, with `retain`."),
            vec![TextEdit::replacement(tree.bytes(statement), text)],
        )
    })
}

/// A field is taken out of the whole for the loop, and put back.
fn taken_out(conflict: &Conflict, found: NodeId) -> Option<Repair> {
    let case = conflict.case;
    let tree = case.tree;
    let place = places::borrowed(case, tree.child(found, Role::Subject)?)?;
    let statement = statements::statement_of(case, found)?;
    let is_statement = tree.child(statement, Role::Value) == Some(found);
    let body = tree.child(found, Role::Body)?;
    let method = conflict.method()?;
    let whole = case.written(place);
    let field = places::parts(whole).get(1).copied()?;
    let mut inside = tree.descendants(body);
    let is_used = inside.any(|at| tree.kind(at) == NodeKind::Name && case.written(at) == field);
    let name = lines::free_name(case, &["taken"])?;
    let bytes = tree.bytes(statement);
    let (indent, end) = (lines::indent(case, bytes.start), lines::line_break(case));
    let may = is_statement && !is_used && !leaves(case, body) && leaves_field_alone(conflict);
    may.then(|| {
        Repair::edit(
            format!("Take `{whole}` out for the loop and put it back afterwards: `{method}` doesn't use it."),
            vec![
                TextEdit::insertion(
                    bytes.start,
                    format!("let {name} = std::mem::take(&mut {whole});{end}{indent}"),
                ),
                TextEdit::replacement(tree.bytes(place), name),
                TextEdit::insertion(bytes.end, format!("{end}{indent}{whole} = {name};")),
            ],
        )
    })
}

/// The numbers of the elements are no borrow.
fn by_index(conflict: &Conflict, found: NodeId) -> Option<Repair> {
    let case = conflict.case;
    let tree = case.tree;
    let subject = tree.child(found, Role::Subject)?;
    let pattern = tree.child(found, Role::Pattern)?;
    let place = places::borrowed(case, subject)?;
    let is_plain = tree.kind(pattern) == NodeKind::IdentifierPattern
        && (tree.kind(subject) == NodeKind::Reference
            || callee::name(case, subject) == Some("iter"))
        && conflict.how == What::Reads;
    let stays = conflict.method() == Some("push") || leaves_field_alone(conflict);
    let body = tree.bytes(tree.child(found, Role::Body)?);
    let first = tree
        .children_as(tree.child(found, Role::Body)?, Role::Statement)
        .next()?;
    let name = lines::free_name(case, &["i", "at", "index"])?;
    let (indent, end) = (
        lines::indent(case, tree.bytes(first).start),
        lines::line_break(case),
    );
    let (whole, element) = (case.written(place), case.written(pattern));
    let is_split = case.line(body.start) < case.line(tree.bytes(first).start);
    (is_plain && stays && is_split).then(|| {
        Repair::edit(
            format!("Loop over the indices of `{whole}`, and borrow one element at a time."),
            vec![
                TextEdit::replacement(tree.bytes(pattern), name),
                TextEdit::replacement(tree.bytes(subject), format!("0..{whole}.len()")),
                TextEdit::insertion(
                    tree.bytes(first).start,
                    format!("let {element} = &{whole}[{name}];{end}{indent}"),
                ),
            ],
        )
    })
}

/// Whether the method that clashes is of this file and never names the field that's borrowed.
fn leaves_field_alone(conflict: &Conflict) -> bool {
    let case = conflict.case;
    let called = conflict
        .clashing_call()
        .and_then(|call| callee::function(case, call));
    let Some(body) = called.and_then(|function| function.body) else {
        return false;
    };
    let Some(field) = places::parts(&conflict.path).get(1).copied() else {
        return false;
    };
    // Nor calls anything on the whole that might.
    let mut inside = case.tree.descendants(body);
    !inside.any(|at| {
        let is_self = case.tree.kind(at) == NodeKind::Path && case.written(at) == "self";
        let parent = case.tree.parent(at).map(|parent| case.tree.kind(parent));
        let is_whole = is_self && parent != Some(NodeKind::FieldAccess);
        is_whole || (case.tree.kind(at) == NodeKind::Name && case.written(at) == field)
    })
}

fn over_clone(conflict: &Conflict, found: NodeId) -> Option<Repair> {
    let case = conflict.case;
    let subject = case.tree.child(found, Role::Subject)?;
    let place = places::borrowed(case, subject)?;
    let whole = case.written(place);
    let end = case.tree.bytes(place).end;
    let is_shared = conflict.how == What::Reads && place != subject;
    is_shared.then(|| {
        Repair::edit(
            format!(
                "Loop over a clone of `{whole}`, so that the loop doesn't borrow `{whole}` itself."
            ),
            vec![TextEdit::insertion(end, ".clone()")],
        )
    })
}
