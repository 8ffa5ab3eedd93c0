//! Ways to give a variable its value in time.

use super::branches::{self, Gap};
use super::{Unset, values};
use crate::lens::query::{borrower, lines, places, statements};
use crate::lens::repair::Repair;
use crate::rust::edit::TextEdit;
use crate::rust::{BindingKind, NodeId, NodeKind, Role};

/// What the value is, is for the author to say.
const EXAMPLE: &str = "is only an example: which value is right depends on what you want";

/// Proposes them.
pub fn repairs(unset: &Unset) -> Vec<Repair> {
    let mut found = Vec::new();
    found.extend(struct_literal(unset));
    if !unset.is_partial() {
        found.extend(earlier(unset));
        found.extend(in_branches(unset));
        found.extend(as_value(unset));
    }
    // A value made from its own empty one is hardly meant.
    if super::namesake(unset).is_none() || !is_own_value(unset) {
        found.extend(first_value(unset));
    }
    found
}

/// Whether the use is in the value that the variable is to get.
fn is_own_value(unset: &Unset) -> bool {
    let case = unset.case;
    let tree = case.tree;
    let mut around = statements::around(case, case.node(unset.main));
    around.any(|at| {
        let assignment = tree.parent(at).filter(|_| tree.role(at) == Role::Right);
        let assignment = assignment.filter(|one| tree.kind(*one) == NodeKind::Assignment);
        let left = assignment.and_then(|one| tree.child(one, Role::Left));
        left.is_some_and(|left| case.names.binding_of(left) == Some(unset.variable))
    })
}

/// A value in each branch that has none.
fn in_branches(unset: &Unset) -> Option<Repair> {
    let gaps = branches::gaps(unset);
    let first = gaps.first()?;
    let name = &unset.binding.name;
    let sample = values::sample(unset.case, unset.binding);
    let value = sample.as_deref().unwrap_or("todo!()");
    let edits: Vec<TextEdit> = gaps
        .iter()
        .flat_map(|gap| branches::fill(unset, *gap, value))
        .collect();
    let place = match first {
        Gap::Else(found) => {
            let line = unset.case.line(unset.case.tree.bytes(*found).start);
            format!("in an `else` of the `if` on line {line}")
        }
        _ if gaps.len() > 1 => "in the other branches".to_owned(),
        _ => "in the other branch".to_owned(),
    };
    let sentence = format!("Give `{name}` a value {place} too");
    Some(match sample {
        Some(sample) => Repair::edit(format!("{sentence}. `{sample}` {EXAMPLE}."), edits),
        None => Repair::sentence_proven_by(format!("{sentence}."), edits),
    })
}

/// `let x = if ... { a } else { b };`
fn as_value(unset: &Unset) -> Option<Repair> {
    let case = unset.case;
    let tree = case.tree;
    let gaps = branches::gaps(unset);
    let [Gap::Else(found)] = gaps.as_slice() else {
        return None;
    };
    let found = outermost_if(unset, *found);
    let sample = values::sample(case, unset.binding)?;
    let statement = tree.parent(found)?;
    let owner = unset.binding.owner;
    let is_beside = tree.kind(statement) == NodeKind::ExpressionStatement
        && tree.parent(statement) == tree.parent(owner)
        && unset.binding.is_whole
        && unset.binding.kind == BindingKind::Let;
    let whole = lines::whole_lines(case, owner).filter(|_| is_beside)?;
    let first = case.names.uses_of(unset.variable).next()?;
    if !tree.is_inside(first, found) {
        return None;
    }
    let mut edits = vec![TextEdit::deletion(whole)];
    let mut at = found;
    loop {
        let body = tree.child(at, Role::Body)?;
        edits.push(last_value(unset, body)?);
        match tree.child(at, Role::Else) {
            Some(other) if tree.kind(other) == NodeKind::If => at = other,
            Some(other) => {
                edits.push(last_value(unset, other)?);
                break;
            }
            None => {
                let text = format!(" else {};", branches::block(unset, body, &sample));
                edits.push(TextEdit::insertion(tree.bytes(body).end, text));
                break;
            }
        }
    }
    let owner = tree.bytes(owner);
    let end = unset.binding.annotation.map_or_else(
        || case.declaration(unset.binding).end,
        |annotation| tree.bytes(annotation).end,
    );
    let head = case.text(&(owner.start..end));
    edits.push(TextEdit::insertion(
        tree.bytes(found).start,
        format!("{head} = "),
    ));
    let name = &unset.binding.name;
    Some(Repair::edit(
        format!(
            "Or make the `if` the value of `{name}`: then no branch can be forgotten. `{sample}` {EXAMPLE}."
        ),
        edits,
    ))
}

/// The `if` that an `else if` belongs to.
pub fn outermost_if(unset: &Unset, mut found: NodeId) -> NodeId {
    let tree = unset.case.tree;
    while let Some(parent) = tree.parent(found)
        && tree.kind(parent) == NodeKind::If
        && tree.role(found) == Role::Else
    {
        found = parent;
    }
    found
}

/// `x = value;` at the end of a block, as `value`.
fn last_value(unset: &Unset, body: NodeId) -> Option<TextEdit> {
    let case = unset.case;
    let tree = case.tree;
    let last = tree.children_as(body, Role::Statement).last()?;
    let assignment = tree.child(last, Role::Value)?;
    let is_assignment = tree.kind(assignment) == NodeKind::Assignment;
    let left = tree
        .child(assignment, Role::Left)
        .filter(|_| is_assignment)?;
    let right = tree.child(assignment, Role::Right)?;
    let is_ours = case.names.binding_of(left) == Some(unset.variable);
    let uses = places::uses_in(case, unset.variable, body).count();
    (is_ours && uses == 1).then(|| TextEdit::replacement(tree.bytes(last), case.written(right)))
}

/// A first value in the declaration.
fn first_value(unset: &Unset) -> Option<Repair> {
    let case = unset.case;
    let binding = unset.binding;
    let is_plain = binding.is_whole && binding.kind == BindingKind::Let;
    let sample = values::sample(case, binding).filter(|_| is_plain)?;
    let end = binding.annotation.map_or_else(
        || case.declaration(binding).end,
        |annotation| case.tree.bytes(annotation).end,
    );
    let mut edits = vec![TextEdit::insertion(end, format!(" = {sample}"))];
    if !binding.is_mutable && changes(unset) {
        edits.push(TextEdit::insertion(case.declaration(binding).start, "mut "));
    }
    let name = &binding.name;
    Some(Repair::edit(
        format!("Give `{name}` a value to begin with. `{sample}` {EXAMPLE}."),
        edits,
    ))
}

/// Whether anything changes the variable, as far as it's written.
fn changes(unset: &Unset) -> bool {
    let case = unset.case;
    let tree = case.tree;
    let mut uses = case.names.uses_of(unset.variable);
    uses.any(|used| {
        let place = places::outermost(case, used);
        let Some(parent) = tree.parent(place) else {
            return false;
        };
        match tree.kind(parent) {
            NodeKind::Assignment => tree.role(place) == Role::Left,
            NodeKind::Binary => {
                tree.role(place) == Role::Left && borrower::is_compound(case, parent)
            }
            NodeKind::Reference => {
                places::reference(case, parent).is_some_and(|(_, is_mutable)| is_mutable)
            }
            // What's called for its effect alone.
            NodeKind::MethodCall => {
                let statement = tree.parent(parent);
                tree.role(place) == Role::Receiver
                    && statement.is_some_and(|statement| {
                        tree.kind(statement) == NodeKind::ExpressionStatement
                            && !statements::is_tail(case, statement)
                    })
            }
            _ => false,
        }
    })
}

/// The assignment stands below the use, in the same block: it goes above.
fn earlier(unset: &Unset) -> Option<Repair> {
    let case = unset.case;
    let tree = case.tree;
    let (statement, assignment) = assigned_below(unset)?;
    let whole = lines::whole_lines(case, assignment)?;
    let begin = tree.bytes(statement).start;
    let (from, to) = (case.line(tree.bytes(assignment).start), case.line(begin));
    let text = format!(
        "{}{}{}",
        case.written(assignment),
        lines::line_break(case),
        lines::indent(case, begin)
    );
    (lines::whole_lines(case, statement).is_some() && from != to).then(|| {
        Repair::edit(
            format!(
                "Let line {from} run before line {to}, so that `{}` has its value in time.",
                unset.binding.name
            ),
            vec![TextEdit::deletion(whole), TextEdit::insertion(begin, text)],
        )
    })
}

/// The statement of the use, and a later one of the same block that gives the variable its value.
/// `None` if the use isn't the first mention of the variable.
pub fn assigned_below(unset: &Unset) -> Option<(NodeId, NodeId)> {
    let case = unset.case;
    let tree = case.tree;
    let main = case.node(unset.main);
    let block = tree.parent(unset.binding.owner)?;
    let mut around = statements::around(case, main);
    let statement = around.find(|at| tree.parent(*at) == Some(block))?;
    let all = statements::siblings(case, statement);
    let at = all.iter().position(|one| *one == statement)?;
    let mut later = all.iter().skip(at + 1);
    let assignment = *later.find(|one| is_assignment(unset, **one))?;
    let begin = tree.bytes(statement).start;
    let mut uses = case.names.uses_of(unset.variable);
    let is_first = uses.all(|used| tree.bytes(used).start >= begin);
    is_first.then_some((statement, assignment))
}

fn is_assignment(unset: &Unset, statement: NodeId) -> bool {
    let tree = unset.case.tree;
    let value = tree.child(statement, Role::Value);
    let assignment = value.filter(|value| tree.kind(*value) == NodeKind::Assignment);
    let left = assignment.and_then(|value| tree.child(value, Role::Left));
    left.is_some_and(|left| unset.case.names.binding_of(left) == Some(unset.variable))
}

/// Fields that get their values one by one right below the declaration: the whole at once.
fn struct_literal(unset: &Unset) -> Option<Repair> {
    let case = unset.case;
    let tree = case.tree;
    let binding = unset.binding;
    let annotation = binding
        .annotation
        .filter(|_| unset.is_partial() && binding.is_whole)?;
    let name = case.written(annotation);
    let fields = fields_of(unset, name)?;
    let all = statements::siblings(case, binding.owner);
    let at = all.iter().position(|one| *one == binding.owner)?;
    let assigned: Vec<(NodeId, &str, NodeId)> = all
        .iter()
        .skip(at + 1)
        .map_while(|statement| field_assignment(unset, *statement))
        .collect();
    let values: Option<Vec<String>> = fields
        .iter()
        .map(|field| {
            let found = assigned.iter().find(|(_, one, _)| one == field)?;
            Some(format!("{field}: {}", case.written(found.2)))
        })
        .collect();
    let values = values.filter(|values| values.len() == assigned.len())?;
    let mut edits = vec![TextEdit::deletion(lines::whole_lines(case, binding.owner)?)];
    let last = assigned.last()?.0;
    for (statement, _, _) in &assigned {
        if *statement != last {
            edits.push(TextEdit::deletion(lines::whole_lines(case, *statement)?));
        }
    }
    let is_mut = if binding.is_mutable { "mut " } else { "" };
    let text = format!(
        "let {is_mut}{} = {name} {{ {} }};",
        binding.name,
        values.join(", ")
    );
    edits.push(TextEdit::replacement(tree.bytes(last), text));
    Some(Repair::edit(
        format!("Make the whole `{name}` at once."),
        edits,
    ))
}

/// The names of the fields of a struct of this file.
fn fields_of<'a>(unset: &Unset<'a>, name: &str) -> Option<Vec<&'a str>> {
    let case = unset.case;
    let tree = case.tree;
    let mut structs = tree.nodes_of(NodeKind::Struct);
    let found = structs.find(|node| {
        let of = tree.child(*node, Role::Name);
        of.map(|of| case.written(of)) == Some(name)
    })?;
    let fields = tree.children(found);
    let fields = fields.filter(|at| tree.kind(*at) == NodeKind::Field);
    fields
        .map(|field| Some(case.written(tree.child(field, Role::Name)?)))
        .collect()
}

/// `x.field = value;`
fn field_assignment<'a>(unset: &Unset<'a>, statement: NodeId) -> Option<(NodeId, &'a str, NodeId)> {
    let case = unset.case;
    let tree = case.tree;
    let assignment = tree.child(statement, Role::Value)?;
    if tree.kind(assignment) != NodeKind::Assignment {
        return None;
    }
    let left = tree.child(assignment, Role::Left)?;
    let field = tree.child(left, Role::Name)?;
    let receiver = tree.child(left, Role::Receiver)?;
    let is_ours = case.names.binding_of(receiver) == Some(unset.variable);
    let right = tree.child(assignment, Role::Right)?;
    is_ours.then(|| (statement, case.written(field), right))
}
