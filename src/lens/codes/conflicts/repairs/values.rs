//! A value of its own in place of a reference.

use crate::lens::case::Case;
use crate::lens::codes::conflicts::conflict::Conflict;
use crate::lens::query::places;
use crate::lens::repair::Repair;
use crate::model::ask::type_text;
use crate::rust::edit::TextEdit;
use crate::rust::{Binding, NodeId, NodeKind};

/// Whether a type is copied, whatever the program is.
fn is_copied(ty: &str) -> bool {
    ty == "()" || type_text::is_small(ty)
}

/// Lets the variable that keeps the borrow own what it needs.
pub fn repairs(conflict: &Conflict) -> Vec<Repair> {
    own_value(conflict).into_iter().collect()
}

fn own_value(conflict: &Conflict) -> Option<Repair> {
    let case = conflict.case;
    let keeper = conflict.keeper()?;
    let value = keeper
        .initializer
        .filter(|_| keeper.is_whole && keeper.annotation.is_none())?;
    if case.tree.kind(keeper.owner) != NodeKind::Let || !case.tree.is_inside(conflict.begin, value)
    {
        return None;
    }
    let told = case.type_of(keeper)?;
    if let Some(inner) = told.strip_prefix('&') {
        return of_reference(case, keeper, value, without_lifetime(inner));
    }
    let inner = told
        .strip_prefix("Option<&")
        .and_then(|rest| rest.strip_suffix('>'))?;
    let inner = without_lifetime(inner);
    let end = case.tree.bytes(value).end;
    if inner.starts_with("mut ") {
        return None;
    }
    let (method, what) = if is_copied(inner) {
        ("copied", "copy")
    } else {
        ("cloned", "clone")
    };
    let name = &keeper.name;
    Some(Repair::edit(
        format!("Let `{name}` hold a {what} of the `{inner}` instead of a reference."),
        vec![TextEdit::insertion(end, format!(".{method}()"))],
    ))
}

fn without_lifetime(told: &str) -> &str {
    if told.starts_with('\'') {
        told.split_once(' ').map_or(told, |(_, rest)| rest)
    } else {
        told
    }
}

fn of_reference(case: &Case, keeper: &Binding, value: NodeId, inner: &str) -> Option<Repair> {
    if inner.starts_with("mut ") || inner.starts_with('&') || inner.starts_with("dyn ") {
        return None;
    }
    let bytes = case.tree.bytes(value);
    let operand = places::reference(case, value).map(|(operand, _)| case.tree.bytes(operand).start);
    let name = &keeper.name;
    if is_copied(inner) {
        let edit = match operand {
            Some(start) => TextEdit::deletion(bytes.start..start),
            None => TextEdit::insertion(bytes.start, "*"),
        };
        let sentence =
            format!("Let `{name}` be a copy of the `{inner}` instead of a reference to it.");
        return Some(Repair::edit(sentence, vec![edit]));
    }
    let (method, owned) = match inner {
        "str" => ("to_string", "`String`".to_owned()),
        _ if inner.starts_with('[') => ("to_vec", "`Vec`".to_owned()),
        _ => ("clone", format!("`{inner}`")),
    };
    let head = operand.map(|start| TextEdit::deletion(bytes.start..start));
    let tail = TextEdit::insertion(bytes.end, format!(".{method}()"));
    let sentence = format!(
        "Let `{name}` own a clone instead of a reference: {} of its own.",
        with_article(&owned)
    );
    Some(Repair::edit(
        sentence,
        head.into_iter().chain([tail]).collect(),
    ))
}

fn with_article(quoted: &str) -> String {
    let first = quoted.chars().nth(1).unwrap_or(' ');
    let article = if "AEIOaeio".contains(first) {
        "an"
    } else {
        "a"
    };
    format!("{article} {quoted}")
}
