//! Values of branches, arms and functions.

use super::Mismatch;
use crate::lens::case::{Case, Clue};
use crate::lens::labels;
use crate::lens::query::expectation::{a_value, is};
use crate::lens::query::statements::{around, body_around, is_tail, statement_of};
use crate::lens::query::{advice, errors, items, lines, places, rewrite};
use crate::lens::repair::Repair;
use crate::rust::edit::TextEdit;
use crate::rust::{NodeId, NodeKind, Role};

/// The first place whose label has this shape.
fn labelled<'a>(case: &'a Case, shape: &str) -> Option<&'a Clue> {
    let mut clues = case.clues.iter();
    clues.find(|clue| labels::has_shape(&clue.label, shape))
}

/// "on line 3", or nothing new if both are on one line.
fn last_line(clue: &Clue) -> usize {
    clue.area.end.line
}

/// `if` and `else`.
pub fn branches(mismatch: &Mismatch) -> Option<String> {
    let case = mismatch.case;
    let message = &case.diagnostic.message;
    if !labels::has_shape(message, "_ and _ have incompatible types") {
        return None;
    }
    let other = labelled(case, "expected because of this")?;
    if last_line(other) == last_line(&case.primary) {
        return Some(format!(
            "The branches of an `if` must have the same type, but on line {}, one gives {}, and another gives {}.",
            last_line(other),
            a_value(&mismatch.types.expected),
            a_value(&mismatch.types.found)
        ));
    }
    Some(format!(
        "The branches of an `if` must have the same type, but what line {} gives {}, and what line {} gives {}.",
        last_line(other),
        is(&mismatch.types.expected),
        last_line(&case.primary),
        is(&mismatch.types.found)
    ))
}

/// The arms of a `match`.
pub fn arms(mismatch: &Mismatch) -> Option<String> {
    let case = mismatch.case;
    if !labels::has_shape(&case.diagnostic.message, "_ arms have incompatible types") {
        return None;
    }
    let other = labelled(case, "this *found to be of type _")?;
    Some(format!(
        "The arms of a `match` must have the same type, but what line {} gives {}, and what line {} gives {}.",
        last_line(other),
        is(&format!("`{}`", other.name(0)?)),
        case.primary.line(),
        is(&mismatch.types.found)
    ))
}

/// `x` for `*x`, if that has the expected type.
pub fn without_star(case: &Case) -> Option<Repair> {
    let node = case.node(&case.primary);
    let inner = case.tree.child(node, Role::Operand)?;
    let star = case.tree.bytes(node).start..case.tree.bytes(inner).start;
    places::is_dereference(case, node).then(|| {
        let sentence = format!(
            "Leave out the `*`: `{}` fits as it is.",
            case.written(inner)
        );
        Repair::edit(sentence, vec![TextEdit::deletion(star)])
    })
}

/// `.ok()` where an `Option` is expected and a `Result` is there.
pub fn result_as_option(mismatch: &Mismatch) -> Option<Repair> {
    let (case, types) = (mismatch.case, &mismatch.types);
    let is_it = types.expected.starts_with("`Option<") && types.found.starts_with("`Result<");
    let is_expression = case.tree.bytes(mismatch.node) == case.primary.bytes;
    (is_it && is_expression).then(|| {
        let text = format!("{}.ok()", rewrite::as_receiver(case, mismatch.node));
        let edits = vec![TextEdit::replacement(case.primary.bytes.clone(), text)];
        let sentence = "Turn the `Result` into an `Option` with `.ok()`: `Ok(value)` becomes `Some(value)`, and an error becomes `None`.";
        Repair::edit(sentence, edits)
    })
}

/// Whether what is found has no size that's known: then it fits no parameter and no variable.
pub fn is_unsized(case: &Case) -> bool {
    let found = case.primary.label.split_once(", found `");
    found.is_some_and(|(_, found)| {
        found.starts_with("str`") || found.starts_with('[') && !found.contains("; ")
    })
}

/// Who returns: "`name`" or "the closure".
fn name_of(case: &Case, body: NodeId) -> Option<String> {
    match case.tree.kind(body) {
        NodeKind::Function => {
            let name = items::name_of(case, body)?;
            Some(format!("`{}`", case.text(&name)))
        }
        NodeKind::Closure => Some("the closure".to_owned()),
        _ => None,
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + chars.as_str()
}

/// What is returned, where the signature tells a type.
pub fn returned(mismatch: &Mismatch) -> Option<String> {
    let case = mismatch.case;
    let shapes = [
        "expected * because of return type",
        "expected * because of default return type",
    ];
    let because = shapes.iter().find_map(|shape| labelled(case, shape))?;
    let by_type = around(case, case.tree.innermost_at(because.bytes.start))
        .find(|at| case.tree.role(*at) == Role::Return);
    let body = match by_type {
        Some(ty) => case.tree.parent(ty)?,
        None => body_around(case, mismatch.node)?,
    };
    let who = capital(&name_of(case, body)?);
    let promises = if mismatch.types.expected == "`()`" {
        "returns nothing, which is the type `()`".to_owned()
    } else {
        format!("returns {}", a_value(&mismatch.types.expected))
    };
    Some(format!(
        "{who} {promises}, but the value on line {} {}.",
        case.primary.line(),
        is(&mismatch.types.found)
    ))
}

/// The value that a function should return, at the end of its last loop and not behind it: another
/// error is about that.
pub fn in_loop(mismatch: &Mismatch) -> Option<(String, Repair)> {
    let (case, tree) = (mismatch.case, mismatch.case.tree);
    let is_loop = matches!(tree.kind(mismatch.node), NodeKind::For | NodeKind::While);
    let body = tree
        .child(mismatch.node, Role::Body)
        .filter(|_| is_loop && mismatch.types.found == "`()`")?;
    let wanted = format!("expected `()`, found {}", mismatch.types.expected);
    let (_, at) = errors::within(case, &tree.bytes(body)).find(|(error, _)| {
        let label = error.primary_span().and_then(|span| span.label.as_deref());
        label == Some(wanted.as_str())
    })?;
    let statement = statement_of(case, tree.innermost_at(at.start))?;
    if tree.parent(statement) != Some(body) || tree.bytes(statement) != at {
        return None;
    }
    let text = case.text(&at);
    let sentence = format!(
        "Line {} has {}, but inside the loop.",
        case.line(at.start),
        a_value(&mismatch.types.expected)
    );
    let end = tree.bytes(mismatch.node).end;
    let behind = format!(
        "{}{}{text}",
        lines::line_break(case),
        rewrite::indentation(case, mismatch.node)
    );
    let edits = vec![
        rewrite::remove_statement(case, statement),
        TextEdit::insertion(end, behind),
    ];
    let repair = Repair::edit("Move it below the loop.", edits);
    Some((sentence, repair.or_advice()))
}

/// A body that ends without a value.
pub fn no_tail(mismatch: &Mismatch) -> Option<String> {
    let case = mismatch.case;
    let at = labelled(
        case,
        "implicitly returns _ as its body has no tail or _ expression",
    )?;
    let function = items::item_at(case, &at.bytes)?;
    let who = name_of(case, function)?;
    let end = format!(
        "{who} returns {}, but its body ends without a value, so it would return `()`.",
        a_value(&mismatch.types.expected)
    );
    let removal = advice::with(case, "remove this semicolon to return this value");
    let line = removal
        .and_then(|help| help.spans.first())
        .map(|span| span.line_start);
    Some(match line {
        Some(line) => format!("{end} The `;` on line {line} drops the value."),
        None => end,
    })
}

/// A function without a return type whose last expression has a value.
pub fn no_return_type(mismatch: &Mismatch) -> Option<String> {
    let case = mismatch.case;
    let statement =
        around(case, mismatch.node).find(|at| case.tree.role(*at) == Role::Statement)?;
    let block = case.tree.parent(statement)?;
    let function = case.tree.parent(block)?;
    let is_end = case.tree.kind(function) == NodeKind::Function
        && case.tree.child(function, Role::Body) == Some(block)
        && case.tree.child(statement, Role::Value) == Some(mismatch.node)
        && is_tail(case, statement);
    let has_none = case.tree.child(function, Role::Return).is_none();
    (is_end && has_none && mismatch.types.expected == "`()`").then(|| {
        let who = name_of(case, function).unwrap_or_default();
        format!(
            "{who} has no return type, so it returns `()`, but its last expression (line {}) {}.",
            case.primary.line(),
            is(&mismatch.types.found)
        )
    })
}

/// `return value;` in a function without a return type.
pub fn returned_from_unit(mismatch: &Mismatch) -> Option<String> {
    let case = mismatch.case;
    let tree = case.tree;
    let leaves = tree.parent(mismatch.node)?;
    let function = body_around(case, leaves)?;
    let is_it = tree.kind(leaves) == NodeKind::Return
        && tree.kind(function) == NodeKind::Function
        && tree.child(function, Role::Return).is_none()
        && mismatch.types.expected == "`()`";
    let who = name_of(case, function).filter(|_| is_it)?;
    Some(format!(
        "{who} has no return type, so it returns `()`, but what line {} returns {}.",
        case.primary.line(),
        is(&mismatch.types.found)
    ))
}
