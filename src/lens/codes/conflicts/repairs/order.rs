//! Another order: what clashes comes after the last use of the borrow, or before the borrow.

use crate::lens::case::Case;
use crate::lens::codes::conflicts::conflict::{Action, Conflict};
use crate::lens::labels::Role as Part;
use crate::lens::query::borrower::{Borrower, bound_by, holders};
use crate::lens::query::{errors, lines, places, statements};
use crate::lens::repair::Repair;
use crate::rust::edit::TextEdit;
use crate::rust::{BindingId, NodeId, NodeKind, Role};

/// The errors about a borrow that something gets in the way of.
const CODES: [&str; 5] = ["E0499", "E0502", "E0503", "E0505", "E0506"];

/// Moves the statement that clashes.
pub fn repairs(conflict: &Conflict) -> Vec<Repair> {
    if conflict.rounds != (0, 0) || !matches!(conflict.keeping.borrower, Borrower::Variable(_)) {
        return Vec::new();
    }
    let Some(clash) = statements::statement_of(conflict.case, conflict.at) else {
        return Vec::new();
    };
    let above = above(conflict, clash);
    let below = below(conflict, clash);
    let first = read_first(conflict).filter(|_| above.is_none());
    [above, below, first].into_iter().flatten().collect()
}

/// The borrow begins later, where what clashes can't be moved itself.
pub fn last_repairs(conflict: &Conflict) -> Vec<Repair> {
    let borrower = &conflict.keeping.borrower;
    let may = matches!(borrower, Borrower::Variable(_) | Borrower::Lifetime(_));
    if conflict.rounds != (0, 0) || !may {
        return Vec::new();
    }
    let clash = statements::statement_of(conflict.case, conflict.at);
    let is_kept = matches!(borrower, Borrower::Variable(_));
    let clash = clash.filter(|clash| !is_kept || below(conflict, *clash).is_none());
    let later = clash.and_then(|clash| begun_later(conflict, clash));
    later.into_iter().collect()
}

/// A read before the borrow that writes begins.
fn above(conflict: &Conflict, clash: NodeId) -> Option<Repair> {
    if !matches!(conflict.action, Action::Read | Action::Use) {
        return None;
    }
    let case = conflict.case;
    let begin = statements::statement_of(case, conflict.begin)?;
    let between = between(case, begin, clash)?;
    let kept = holders(case, conflict.begin);
    let is_unused = |node: &NodeId| {
        let mut kept = kept.iter();
        *node == begin || kept.all(|id| places::uses_in(case, *id, *node).next().is_none())
    };
    let others: Vec<NodeId> = between
        .iter()
        .copied()
        .filter(|one| *one != begin)
        .collect();
    let is_ready = between.iter().all(is_unused)
        && are_independent(conflict, clash, &others)
        && !uses_declared(case, clash, begin)
        && !leaves(case, clash)
        && !(prints(case, clash) && prints(case, begin));
    let text = case.text(&lines::whole_lines(case, clash)?);
    let target = lines::whole_lines(case, begin)?.start;
    let edits = vec![
        TextEdit::insertion(target, text),
        TextEdit::deletion(lines::whole_lines(case, clash)?),
    ];
    let sentence = format!(
        "Run {} before line {}, where the borrow begins.",
        lines::named(case, clash),
        case.line(case.tree.bytes(begin).start)
    );
    is_ready.then(|| Repair::edit(sentence, edits))
}

/// What clashes after the last use of the borrow.
fn below(conflict: &Conflict, clash: NodeId) -> Option<Repair> {
    let case = conflict.case;
    if conflict.until.role == Part::UntilDrop {
        return None;
    }
    let (last, holder) = last_statement(conflict, clash)?;
    let mut passed = between(case, clash, last)?;
    passed.remove(0);
    passed.push(last);
    if matches!(conflict.action, Action::Read | Action::Use) {
        // It would see what is written in between.
        return None;
    }
    if !are_independent(conflict, clash, &passed) {
        return None;
    }
    let name = &case.names.binding(holder).name;
    let moved = lines::whole_lines(case, clash)?;
    let (moving, end) = (lines::named(case, clash), lines::named(case, last));
    let sentence = if has_no_effect(case, clash) {
        format!("Move {moving} below {end}, where `{name}` is used for the last time.")
    } else {
        format!("Run {moving} after {end}, where `{name}` is used for the last time.")
    };
    if statements::is_tail(case, last) {
        return value_first(case, clash, last, sentence);
    }
    let behind = lines::whole_lines(case, last)?.end;
    let edits = vec![
        TextEdit::insertion(behind, case.text(&moved)),
        TextEdit::deletion(moved),
    ];
    Some(Repair::edit(sentence, edits))
}

/// The borrow begins only after all that clashes with it.
fn begun_later(conflict: &Conflict, clash: NodeId) -> Option<Repair> {
    let case = conflict.case;
    let begin = statements::statement_of(case, conflict.begin)?;
    let clash = last_clash(conflict, clash)?;
    let mut passed = between(case, begin, clash)?;
    passed.remove(0);
    passed.push(clash);
    let is_let = case.tree.kind(begin) == NodeKind::Let && conflict.action != Action::Move;
    let moved = lines::whole_lines(case, begin)?;
    let (later, owner) = (lines::named(case, clash), &conflict.clash_path);
    let names: Vec<String> = bound_by(case, begin)
        .into_iter()
        .map(|id| format!("`{}`", case.names.binding(id).name))
        .collect();
    // What is worked out from the changed value may be something else.
    let condition = match names.as_slice() {
        [name] => format!(", if {name} may come from the changed `{owner}`."),
        _ => format!(": then the borrow begins when `{owner}` has changed."),
    };
    let sentence = format!(
        "Run {} only after {later}{condition}",
        lines::named(case, begin)
    );
    let changes = matches!(conflict.action, Action::Write | Action::Assign);
    let is_closure = conflict.clashing_closure().is_some();
    if !is_let || !changes || is_closure || !are_independent(conflict, begin, &passed) {
        return None;
    }
    let edits = vec![
        TextEdit::insertion(lines::whole_lines(case, clash)?.end, case.text(&moved)),
        TextEdit::deletion(moved),
    ];
    Some(Repair::edit(sentence, edits))
}

/// The last of the statements that clash with the same borrow: the compiler reports an error for
/// each of them. `None` if one isn't in the same block.
fn last_clash(conflict: &Conflict, clash: NodeId) -> Option<NodeId> {
    let case = conflict.case;
    let siblings = statements::siblings(case, clash);
    let mut last = clash;
    for (error, bytes) in errors::in_file(case) {
        let mut spans = error.spans.iter();
        let is_of_borrow = error
            .code
            .as_deref()
            .is_some_and(|code| CODES.contains(&code))
            && spans.any(|span| {
                !span.is_primary
                    && span.bytes_in(case.source).as_ref() == Some(&conflict.borrow.bytes)
            });
        if !is_of_borrow {
            continue;
        }
        let node = case.node_around(&bytes);
        let mut own = siblings.iter().copied();
        last = last.max(own.find(|one| case.tree.is_inside(node, *one))?);
    }
    Some(last)
}

/// The value of a block is worked out first, into a variable.
fn value_first(case: &Case, clash: NodeId, last: NodeId, sentence: String) -> Option<Repair> {
    let value = case.tree.child(last, Role::Value)?;
    // A loop has no value, and of macros we know it only of these.
    let makes_value = match case.tree.kind(value) {
        NodeKind::For | NodeKind::While => false,
        NodeKind::MacroCall => {
            let path = case.tree.child(value, Role::Callee);
            matches!(path.map(|path| case.written(path)), Some("format" | "vec"))
        }
        _ => true,
    };
    let name = lines::free_name(case, &["result", "answer", "value"])?;
    let bytes = case.tree.bytes(last);
    let (indent, end) = (lines::indent(case, bytes.start), lines::line_break(case));
    let moved = case.written(clash);
    if !makes_value {
        return None;
    }
    let edits = vec![
        TextEdit::deletion(lines::whole_lines(case, clash)?),
        TextEdit::insertion(bytes.start, format!("let {name} = ")),
        TextEdit::insertion(
            bytes.end,
            format!(";{end}{indent}{moved}{end}{indent}{name}"),
        ),
    ];
    Some(Repair::edit(sentence, edits))
}

/// The statement of the clash's block that has the last use of the borrow, if all uses behind the
/// clash are in that block, and the variable that is used there.
fn last_statement(conflict: &Conflict, clash: NodeId) -> Option<(NodeId, BindingId)> {
    let case = conflict.case;
    let end = case.tree.bytes(clash).end;
    let mut kept = holders(case, conflict.begin);
    if let Borrower::Variable(id) = conflict.keeping.borrower {
        kept.push(id);
    }
    kept.retain(|id| Some(*id) != conflict.owner && !is_bound_in(case, *id, clash));
    let siblings = statements::siblings(case, clash);
    let uses = kept.iter().flat_map(|id| {
        let uses = case.names.uses_of(*id);
        uses.map(|used| (used, *id))
    });
    let later = uses.filter(|(used, _)| case.tree.bytes(*used).start >= end);
    let holding = |(used, id)| {
        let mut siblings = siblings.iter().copied();
        let found = siblings.find(|one| case.tree.is_inside(used, *one))?;
        Some((found, id))
    };
    let found: Option<Vec<(NodeId, BindingId)>> = later.map(holding).collect();
    let keeper = conflict.keeping.borrower.clone();
    let is_keeper = |id: BindingId| keeper == Borrower::Variable(id);
    found?
        .into_iter()
        .max_by_key(|(statement, id)| (*statement, is_keeper(*id)))
}

fn is_bound_in(case: &Case, id: BindingId, node: NodeId) -> bool {
    let places = &case.names.binding(id).places;
    places
        .first()
        .is_some_and(|place| case.tree.is_inside(*place, node))
}

/// The statements from `first` to the one before `behind`, if both are in one block.
fn between(case: &Case, first: NodeId, behind: NodeId) -> Option<Vec<NodeId>> {
    let siblings = statements::siblings(case, first);
    let begin = siblings.iter().position(|one| *one == first)?;
    let end = siblings.iter().position(|one| *one == behind)?;
    siblings
        .get(begin..end)
        .map(<[NodeId]>::to_vec)
        .filter(|found| !found.is_empty())
}

/// Whether a statement may change places with others: none of them leaves, none uses what it
/// declares or what it declares them to be, and nothing that one writes is used by the other.
fn are_independent(conflict: &Conflict, moved: NodeId, others: &[NodeId]) -> bool {
    let case = conflict.case;
    let mut all = others.iter().chain([&moved]);
    if all.any(|node| leaves(case, *node))
        || (others.iter().any(|o| prints(case, *o)) && prints(case, moved))
    {
        return false;
    }
    let uses = |id: BindingId, nodes: &[NodeId]| {
        let mut nodes = nodes.iter();
        nodes.any(|node| places::uses_in(case, id, *node).next().is_some())
    };
    let declared = |node: NodeId| bound_by(case, node);
    if declared(moved).into_iter().any(|id| uses(id, others)) {
        return false;
    }
    let earlier = others.iter().flat_map(|other| declared(*other));
    if earlier.into_iter().any(|id| uses(id, &[moved])) {
        return false;
    }
    let is_pure = only_borrows(case, moved) || case.tree.is_inside(conflict.begin, moved);
    let kept = holders(case, conflict.begin);
    let mut all = case
        .names
        .bindings()
        .filter(|id| uses(*id, &[moved]) && uses(*id, others));
    all.all(|id| {
        let may_change = case.names.binding(id).is_mutable || !is_shared(case, id);
        !may_change || (is_pure && Some(id) == conflict.owner) || kept.contains(&id)
    })
}

/// Whether control may leave a statement, or nobody knows what it does.
fn leaves(case: &Case, node: NodeId) -> bool {
    let mut inside = case.tree.descendants(node);
    inside.any(|at| {
        matches!(
            case.tree.kind(at),
            NodeKind::Return
                | NodeKind::Break
                | NodeKind::Continue
                | NodeKind::Try
                | NodeKind::Await
                | NodeKind::Opaque
        )
    })
}

/// Whether a statement uses what another declares.
fn uses_declared(case: &Case, statement: NodeId, other: NodeId) -> bool {
    let mut declared = bound_by(case, other).into_iter();
    declared.any(|id| places::uses_in(case, id, statement).next().is_some())
}

/// A small value is read before the borrow begins, into a variable of its own.
fn read_first(conflict: &Conflict) -> Option<Repair> {
    let case = conflict.case;
    let owner = conflict
        .owner_binding()
        .filter(|owner| owner.name == conflict.path)?;
    let is_copied = case.variable(owner).and_then(|told| told.is_copy) == Some(true);
    let is_read = matches!(conflict.action, Action::Read | Action::Use) && is_copied;
    let is_use = case.written(conflict.at) == owner.name && conflict.clashing_call().is_none();
    let begin = statements::statement_of(case, conflict.begin)?;
    let start = case.tree.bytes(begin).start;
    let kept = holders(case, conflict.begin);
    let mut uses = kept.iter().flat_map(|id| case.names.uses_of(*id));
    let is_unused = uses.all(|used| case.tree.bytes(used).start > conflict.clash.bytes.start);
    // A loop in between would see one value over and over.
    let mut around = case.tree.ancestors(conflict.at);
    let is_repeated =
        around.any(|at| case.tree.kind(at).is_loop() && !case.tree.is_inside(conflict.begin, at));
    let name = format!("{}_before", owner.name);
    let (indent, end) = (lines::indent(case, start), lines::line_break(case));
    let is_ready = is_read && is_use && is_unused && !is_repeated && !case.source.has_name(&name);
    is_ready.then(|| {
        Repair::edit(
            format!(
                "Copy `{}` before line {}, where the borrow begins.",
                owner.name,
                case.line(start)
            ),
            vec![
                TextEdit::insertion(start, format!("let {name} = {};{end}{indent}", owner.name)),
                TextEdit::replacement(conflict.clash.bytes.clone(), name),
            ],
        )
    })
}

/// Whether a variable can't be used to write: not `mut`, and of a type without `&mut`.
fn is_shared(case: &Case, id: BindingId) -> bool {
    let binding = case.names.binding(id);
    let told = case.type_of(binding);
    !binding.is_mutable && told.is_some_and(|told| !told.contains("mut ") && !told.contains("Cell"))
}

/// `let a = &mut b;` has no effect of its own.
fn only_borrows(case: &Case, statement: NodeId) -> bool {
    let value = case.tree.child(statement, Role::Initializer);
    let is_let = case.tree.kind(statement) == NodeKind::Let;
    let operand = value.and_then(|value| places::reference(case, value));
    is_let && operand.is_some_and(|(operand, _)| places::base(case, operand).is_some())
}

/// `let` with a reference, a closure, or a literal of such has no effect of its own.
fn has_no_effect(case: &Case, statement: NodeId) -> bool {
    let value = case.tree.child(statement, Role::Initializer);
    let is_let = case.tree.kind(statement) == NodeKind::Let;
    let is_still = |value: NodeId| {
        matches!(
            case.tree.kind(value),
            NodeKind::Closure | NodeKind::Reference | NodeKind::StructLiteral | NodeKind::Path
        ) && crate::rust::calls_in(case.tree, value).next().is_none()
    };
    is_let && value.is_some_and(is_still)
}

/// Whether a statement prints.
fn prints(case: &Case, statement: NodeId) -> bool {
    let mut calls = crate::rust::calls_in(case.tree, statement);
    calls.any(|call| {
        let name = crate::rust::called_name(case.source, case.tree, &call);
        matches!(
            name,
            Some("print" | "println" | "eprint" | "eprintln" | "dbg" | "write" | "writeln")
        )
    })
}
