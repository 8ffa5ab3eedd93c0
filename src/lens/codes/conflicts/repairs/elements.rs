//! Two elements of one collection at the same time.

use crate::lens::case::Case;
use crate::lens::codes::conflicts::conflict::{Action, Conflict};
use crate::lens::query::{advice, callee, lines, places, statements};
use crate::lens::repair::Repair;
use crate::rust::edit::TextEdit;
use crate::rust::{NodeId, NodeKind, Role, function_around};

/// `&mut v[2]`, with a number.
pub struct Element<'a> {
    /// The whole expression.
    pub node: NodeId,
    /// The collection, as it's written.
    pub whole: &'a str,
    /// The index.
    pub index: usize,
}

/// The two elements of a conflict, if both are `&mut v[NUMBER]` of one collection.
pub fn two<'a>(conflict: &Conflict<'a>) -> Option<(Element<'a>, Element<'a>)> {
    let first = element(conflict.case, conflict.begin)?;
    let second = element(conflict.case, conflict.at)?;
    let is_one = first.whole == second.whole && first.index != second.index;
    is_one.then_some((first, second))
}

/// The element whose borrow the compiler points at: the whole `&mut v[0]`, or only `v` in it.
fn element<'a>(case: &Case<'a>, node: NodeId) -> Option<Element<'a>> {
    let mut around = statements::around(case, node).take(3);
    let node = around.find(|at| places::reference(case, *at).is_some())?;
    let (operand, _) = places::reference(case, node)?;
    let receiver = case.tree.child(operand, Role::Receiver);
    let receiver = receiver.filter(|_| case.tree.kind(operand) == NodeKind::Index)?;
    places::base(case, receiver)?;
    let index = case
        .written(case.tree.child(operand, Role::Value)?)
        .parse()
        .ok()?;
    Some(Element {
        node,
        whole: case.written(receiver),
        index,
    })
}

/// Two places of one collection, as they're written, with the collection: `v[0]` and `v[last]`.
pub fn places_of_one<'a>(conflict: &Conflict<'a>) -> Option<(&'a str, &'a str, &'a str)> {
    let case = conflict.case;
    let indexed = |node| {
        let mut around = statements::around(case, node).take(3);
        let (operand, _) = around.find_map(|at| places::reference(case, at))?;
        let is_index = case.tree.kind(operand) == NodeKind::Index;
        let whole = case
            .tree
            .child(operand, Role::Receiver)
            .filter(|_| is_index)?;
        Some((case.written(operand), case.written(whole)))
    };
    let (first, whole) = indexed(conflict.begin)?;
    let (second, other) = indexed(conflict.at)?;
    let is_short = first.len() + second.len() <= 48;
    (whole == other && first != second && is_short).then_some((first, second, whole))
}

/// What rustc says of two places of a slice, where no edit is known.
fn as_rustc_says(conflict: &Conflict) -> Option<Repair> {
    advice::with(conflict.case, "split_at_mut")?;
    Some(Repair::advice(
        "`split_at_mut`, which rustc names, divides a slice into two parts that can be borrowed mutably at the same time.",
    ))
}

/// Whether the program builds what `split_at_mut` does: the function around has its name, or a comment
/// speaks of it.
fn is_to_be_built(conflict: &Conflict) -> bool {
    let case = conflict.case;
    let around = function_around(case.source, case.tree, conflict.begin);
    let is_named = around.is_some_and(|function| function.name().starts_with("split_at_mut"));
    let mut comments = case.source.comments().iter();
    is_named || comments.any(|comment| case.text(&comment.bytes).contains("split_at_mut"))
}

/// Exchanges, or takes the collection apart.
pub fn repairs(conflict: &Conflict) -> Vec<Repair> {
    if is_to_be_built(conflict) {
        return Vec::new();
    }
    let Some((first, second)) = two(conflict).filter(|_| conflict.action == Action::Write) else {
        let found = halves(conflict).or_else(|| as_rustc_says(conflict));
        return found.into_iter().collect();
    };
    let found = [
        swap(conflict, &first, &second),
        split(conflict, &first, &second),
    ];
    found.into_iter().flatten().collect()
}

/// `std::mem::swap(&mut v[0], &mut v[1])`.
fn swap(conflict: &Conflict, first: &Element, second: &Element) -> Option<Repair> {
    let case = conflict.case;
    let call = case.tree.parent(first.node)?;
    let path = case.tree.child(call, Role::Callee)?;
    let is_swap = callee::name(case, call) == Some("swap")
        && case.written(path).ends_with("mem::swap")
        && case.tree.parent(second.node) == Some(call);
    let whole = first.whole;
    let text = format!("{whole}.swap({}, {})", first.index, second.index);
    is_swap.then(|| {
        Repair::edit(
            format!("Let `{whole}` exchange its elements itself, with `swap`."),
            vec![TextEdit::replacement(case.tree.bytes(call), text)],
        )
    })
}

fn split(conflict: &Conflict, first: &Element, second: &Element) -> Option<Repair> {
    let case = conflict.case;
    let statement = statements::statement_of(case, first.node)?;
    let (left, right) = (
        lines::free_name(case, &["left", "front"])?,
        lines::free_name(case, &["right", "back"])?,
    );
    let at = first.index.max(second.index);
    let part = |element: &Element| {
        let (name, index) = if element.index < at {
            (left, element.index)
        } else {
            (right, 0)
        };
        TextEdit::replacement(
            case.tree.bytes(element.node),
            format!("&mut {name}[{index}]"),
        )
    };
    let start = case.tree.bytes(statement).start;
    let (indent, end) = (lines::indent(case, start), lines::line_break(case));
    let whole = first.whole;
    let head = format!("let ({left}, {right}) = {whole}.split_at_mut({at});{end}{indent}");
    Some(Repair::edit(
        format!("Split `{whole}` into two parts that may be written at the same time."),
        vec![TextEdit::insertion(start, head), part(first), part(second)],
    ))
}

/// A range up to or from a place: `&mut v[..n]` and `&mut v[n..]`.
struct Half<'a> {
    statement: NodeId,
    name: &'a str,
    whole: &'a str,
    from: Option<&'a str>,
    to: Option<&'a str>,
}

/// Where two halves meet, if both begin and end there.
pub fn meeting<'a>(conflict: &Conflict<'a>) -> Option<&'a str> {
    let first = half(conflict.case, conflict.begin)?;
    let second = half(conflict.case, conflict.at)?;
    let meets = first.whole == second.whole
        && first.from.is_none()
        && second.to.is_none()
        && first.to == second.from
        && first.statement != second.statement;
    let is_plain = |text: &&str| text.chars().all(|c| c == '_' || c.is_alphanumeric());
    first.to.filter(|_| meets).filter(is_plain)
}

fn half<'a>(case: &Case<'a>, node: NodeId) -> Option<Half<'a>> {
    let mut around = statements::around(case, node).take(3);
    let node = around.find(|at| places::reference(case, *at).is_some())?;
    let (operand, _) = places::reference(case, node)?;
    let range = case.tree.child(operand, Role::Value)?;
    let whole = case.tree.child(operand, Role::Receiver)?;
    let statement = case.tree.parent(node)?;
    let pattern = case.tree.child(statement, Role::Pattern)?;
    let is_let = case.tree.kind(statement) == NodeKind::Let
        && case.tree.kind(pattern) == NodeKind::IdentifierPattern
        && case.tree.kind(range) == NodeKind::RangeExpression;
    // `..=n` ends behind `n`.
    let tokens = case.tree.bytes(range);
    let tokens = case.source.token_at(tokens.start)..case.source.token_at(tokens.end);
    let is_let = is_let && !case.source.words(&tokens).contains(&"=");
    let end = |role| case.tree.child(range, role).map(|node| case.written(node));
    is_let.then(|| Half {
        statement,
        name: case.written(pattern),
        whole: case.written(whole),
        from: end(Role::Left),
        to: end(Role::Right),
    })
}

fn halves(conflict: &Conflict) -> Option<Repair> {
    let case = conflict.case;
    let at = meeting(conflict)?;
    let first = half(case, conflict.begin)?;
    let second = half(case, conflict.at)?;
    let text = format!(
        "let ({}, {}) = {}.split_at_mut({at});",
        first.name, second.name, first.whole
    );
    Some(Repair::edit(
        format!(
            "Split `{}` into both parts at once, with `split_at_mut`.",
            first.whole
        ),
        vec![
            TextEdit::replacement(case.tree.bytes(first.statement), text),
            TextEdit::deletion(lines::whole_lines(case, second.statement)?),
        ],
    ))
}
