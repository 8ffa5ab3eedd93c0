//! The branches in which a variable gets a value, and those in which it doesn't.

use super::Unset;
use crate::lens::labels;
use crate::lens::query::statements;
use crate::rust::edit::TextEdit;
use crate::rust::{NodeId, NodeKind, Role};

/// A place where the variable still has to get its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gap {
    /// An `if` without `else`.
    Else(NodeId),
    /// A block that gives it none.
    Block(NodeId),
    /// The value of a match arm that isn't a block.
    Arm(NodeId),
}

/// Where the variable gets no value, as far as an `if` or a `match` decides it.
pub fn gaps(unset: &Unset) -> Vec<Gap> {
    let mut gaps: Vec<Gap> = Vec::new();
    for clue in unset.paths() {
        let node = unset.case.node(clue);
        let has = |shape| labels::has_shape(&clue.label, shape);
        if has("*initialized here in some *")
            && let Some(arms) = other_arms(unset, node)
        {
            let new = arms.into_iter().filter(|gap| !gaps.contains(gap));
            let new: Vec<Gap> = new.collect();
            gaps.extend(new);
            continue;
        }
        if has("*initialized here in some *") && !in_condition(unset, node) {
            let found = around(unset, node, NodeKind::If);
            let chain = found.map_or_else(Vec::new, |found| chain(unset, found));
            let new = chain.into_iter().filter(|gap| !gaps.contains(gap));
            let new: Vec<Gap> = new.collect();
            gaps.extend(new);
            continue;
        }
        let gap = if has("if this _ condition is _, *") || has("*initialized here in some *") {
            open_if(unset, node)
        } else if has("if this pattern is matched, *") {
            around(unset, node, NodeKind::MatchArm).and_then(|arm| of_arm(unset, arm))
        } else if has("if the _ condition is _ and this _ arm is executed, *") {
            let clue = unset.case.tree.innermost_at(clue.bytes.start);
            around(unset, clue, NodeKind::If).and_then(|found| else_block(unset, found))
        } else {
            None
        };
        gaps.extend(gap.filter(|gap| !gaps.contains(gap)));
    }
    gaps
}

/// Whether a node stands in the condition of the innermost `if` around it.
fn in_condition(unset: &Unset, node: NodeId) -> bool {
    let tree = unset.case.tree;
    let mut nodes = statements::around(unset.case, node);
    let part = nodes.find(|at| {
        let parent = tree.parent(*at).map(|parent| tree.kind(parent));
        parent == Some(NodeKind::If)
    });
    part.is_some_and(|part| tree.role(part) == Role::Condition)
}

/// The branches of an `if` with all its `else if` that give no value and go on below it.
fn chain(unset: &Unset, found: NodeId) -> Vec<Gap> {
    let tree = unset.case.tree;
    let main = unset.case.node(unset.main);
    let mut at = super::repairs::outermost_if(unset, found);
    let mut gaps = Vec::new();
    if tree.is_inside(main, at) {
        return gaps;
    }
    loop {
        let body = tree.child(at, Role::Body);
        gaps.extend(body.filter(|body| is_gap(unset, *body)).map(Gap::Block));
        match tree.child(at, Role::Else) {
            Some(other) if tree.kind(other) == NodeKind::If => at = other,
            Some(other) => {
                let last = Some(other).filter(|other| is_gap(unset, *other));
                gaps.extend(last.map(Gap::Block));
                return gaps;
            }
            None => {
                gaps.push(Gap::Else(at));
                return gaps;
            }
        }
    }
}

/// Whether a block gives no value, and its last statement doesn't leave.
fn is_gap(unset: &Unset, body: NodeId) -> bool {
    let tree = unset.case.tree;
    let last = tree.children_as(body, Role::Statement).last();
    let value = last.and_then(|last| tree.child(last, Role::Value));
    let leaves = value.is_some_and(|value| {
        let name = crate::lens::query::callee::name(unset.case, value);
        matches!(
            tree.kind(value),
            NodeKind::Return | NodeKind::Break | NodeKind::Continue
        ) || matches!(name, Some("panic" | "unreachable" | "todo" | "exit"))
    });
    !leaves && !unset.is_assigned_in(body)
}

/// The arms that give no value beside one that does, if the innermost branching around it is a
/// `match`.
fn other_arms(unset: &Unset, node: NodeId) -> Option<Vec<Gap>> {
    let tree = unset.case.tree;
    let mut nodes = statements::around(unset.case, node);
    let is_branch = |at: &NodeId| matches!(tree.kind(*at), NodeKind::If | NodeKind::MatchArm);
    let arm = nodes
        .find(is_branch)
        .filter(|at| tree.kind(*at) == NodeKind::MatchArm)?;
    let all = tree.children_as(tree.parent(arm)?, Role::Arm);
    let without = all.filter(|arm| {
        let body = tree.child(*arm, Role::Body);
        body.is_some_and(|body| !unset.is_assigned_in(body))
    });
    Some(without.filter_map(|arm| of_arm(unset, arm)).collect())
}

fn around(unset: &Unset, node: NodeId, kind: NodeKind) -> Option<NodeId> {
    let mut nodes = statements::around(unset.case, node);
    nodes.find(|at| unset.case.tree.kind(*at) == kind)
}

/// The innermost `if` without `else` around a node that the use isn't in too.
fn open_if(unset: &Unset, node: NodeId) -> Option<Gap> {
    let tree = unset.case.tree;
    let main = unset.case.node(unset.main);
    let mut nodes = statements::around(unset.case, node);
    let found = nodes.find(|at| tree.kind(*at) == NodeKind::If)?;
    let is_open = tree.child(found, Role::Else).is_none() && !tree.is_inside(main, found);
    is_open.then_some(Gap::Else(found))
}

fn of_arm(unset: &Unset, arm: NodeId) -> Option<Gap> {
    let body = unset.case.tree.child(arm, Role::Body)?;
    Some(if unset.case.tree.kind(body) == NodeKind::Block {
        Gap::Block(body)
    } else {
        Gap::Arm(body)
    })
}

fn else_block(unset: &Unset, found: NodeId) -> Option<Gap> {
    let tree = unset.case.tree;
    let other = tree.child(found, Role::Else)?;
    (tree.kind(other) == NodeKind::Block).then_some(Gap::Block(other))
}

/// Gives the variable this value in a gap.
pub fn fill(unset: &Unset, gap: Gap, value: &str) -> Vec<TextEdit> {
    let case = unset.case;
    let tree = case.tree;
    let name = &unset.binding.name;
    match gap {
        Gap::Else(found) => {
            let Some(body) = tree.child(found, Role::Body) else {
                return Vec::new();
            };
            let bytes = tree.bytes(body);
            let text = format!(
                " else {}",
                block(unset, body, &format!("{name} = {value};"))
            );
            vec![TextEdit::insertion(bytes.end, text)]
        }
        Gap::Block(body) => {
            let bytes = tree.bytes(body);
            if tree.children(body).next().is_none() {
                return vec![TextEdit::replacement(
                    bytes,
                    format!("{{ {name} = {value}; }}"),
                )];
            }
            let first = tree.children(body).next();
            let begin = first.map_or(bytes.end, |first| tree.bytes(first).start);
            let is_own_line = case.line(begin) != case.line(bytes.start);
            let end = if is_own_line {
                let indent = crate::lens::query::lines::indent(case, begin);
                format!("{}{indent}", crate::lens::query::lines::line_break(case))
            } else {
                " ".to_owned()
            };
            vec![TextEdit::insertion(
                begin,
                format!("{name} = {value};{end}"),
            )]
        }
        Gap::Arm(body) => {
            let bytes = tree.bytes(body);
            let is_unit =
                tree.kind(body) == NodeKind::Tuple && tree.children(body).next().is_none();
            if is_unit {
                return vec![TextEdit::replacement(bytes, format!("{name} = {value}"))];
            }
            vec![
                TextEdit::insertion(bytes.start, format!("{{ {name} = {value}; ")),
                TextEdit::insertion(bytes.end, " }"),
            ]
        }
    }
}

/// A block of one line that is laid out as another one is.
pub fn block(unset: &Unset, model: NodeId, inside: &str) -> String {
    let case = unset.case;
    let bytes = case.tree.bytes(model);
    if case.line(bytes.start) == case.line(bytes.end) {
        return format!("{{ {inside} }}");
    }
    let end = crate::lens::query::lines::line_break(case);
    let indent = crate::lens::query::lines::indent(case, bytes.end - 1);
    format!("{{{end}{indent}    {inside}{end}{indent}}}")
}
