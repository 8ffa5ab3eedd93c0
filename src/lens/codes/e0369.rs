//! Operators that a type doesn't have.

use std::ops::Range;

use crate::lens::account::Account;
use crate::lens::case::{Case, Clue};
use crate::lens::codes::names::instead;
use crate::lens::codes::{Entry, Example};
use crate::lens::query::{advice, articles, items, own_types, pointing};
use crate::lens::repair::Repair;
use crate::lens::rule::Rule;
use crate::rust::edit::TextEdit;
use crate::rust::{NodeId, NodeKind, Role};

/// The codes of this file.
pub const ENTRIES: &[Entry] = &[Entry {
    code: "E0369",
    rule: Rule::Abilities,
    summary: "This operator isn't defined for values of these types.",
    meaning: "Operators are methods of traits: `+` is `Add`, `==` is `PartialEq`, `<` is `PartialOrd`. A \
         type has an operator only if it implements the trait. Comparisons can be derived for types of your \
         own. A type parameter has an operator only if a trait bound says so.",
    example: Some(Example {
        source: include_str!("../examples/E0369.txt"),
        said: include_str!("../examples/E0369.json"),
    }),
    explain: Some(explain),
}];

/// The operator and its two operands, with their types in rustc's words.
struct Operands<'a> {
    operator: &'a str,
    left: (NodeId, &'a str),
    right: (NodeId, &'a str),
}

fn explain(case: &Case) -> Option<Account> {
    if let Some(account) = instead::explain(case) {
        return Some(account);
    }
    let operands = operands(case)?;
    let (operator, left, right) = (operands.operator, operands.left.1, operands.right.1);
    let mut account = pointing::at_error(case, format!("no `{operator}` for these types"));
    let types = if left == right {
        format!("Both sides of `{operator}` are {}", articles::plural(left))
    } else {
        format!(
            "`{operator}` stands between {} and {}",
            articles::shown(left),
            articles::shown(right)
        )
    };
    if case.primary.label.contains("cannot be used to concatenate") {
        account.say(format!(
            "{types}. They only borrow their texts, so there's no place to put both together: that \
             takes a `String` of its own on the left, or a new one."
        ));
        account.repair(formatted(case, &operands));
        return Some(account);
    }
    if let Some(help) = advice::with(case, "restricting type parameter") {
        let name = *advice::names(help).first()?;
        account.say(format!(
            "{types}. `{name}` may be any type, and not every type has `{operator}`: a trait bound \
             must promise it."
        ));
        return Some(account);
    }
    let note = advice::with(case, "an implementation of `")?;
    let [wanted, of_type, ..] = advice::names(note)[..] else {
        return None;
    };
    let item = own_types::named(case, of_type.split('<').next()?)?;
    let bytes = items::name_of(case, item)?;
    pointing::point_at(&mut account, case, &bytes, format!("has no `{wanted}`"));
    account.say(format!(
        "{types}. `{operator}` comes from the trait `{wanted}`, which `{of_type}` doesn't implement."
    ));
    if let "Add" | "Sub" | "Mul" | "Div" | "Rem" = wanted {
        account.repair(Repair::advice(format!(
            "Define what `{operator}` does for `{of_type}`: `impl std::ops::{wanted} for {of_type}`."
        )));
    }
    Some(account)
}

fn operands<'a>(case: &'a Case) -> Option<Operands<'a>> {
    let tree = case.tree;
    let binary = case.node_around(&case.primary.bytes);
    if tree.kind(binary) != NodeKind::Binary {
        return None;
    }
    let typed = |role| {
        let node = tree.child(binary, role)?;
        let of_it = |clue: &&Clue| clue.bytes == tree.bytes(node) && !clue.is_primary;
        let clue = case.clues.iter().find(of_it)?;
        Some((node, clue.label.as_str())).filter(|(_, label)| !label.is_empty())
    };
    Some(Operands {
        operator: case.text(&case.primary.bytes),
        left: typed(Role::Left)?,
        right: typed(Role::Right)?,
    })
}

/// The whole sum that an error is about, and its format string: only of names and literals.
fn whole_text(case: &Case, operands: &Operands) -> Option<(Range<usize>, String)> {
    let tree = case.tree;
    let mut whole = tree.parent(operands.left.0)?;
    let is_sum = |node: NodeId| {
        let operands = tree
            .child(node, Role::Left)
            .zip(tree.child(node, Role::Right));
        tree.kind(node) == NodeKind::Binary
            && operands.is_some_and(|(left, right)| {
                case.text(&(tree.bytes(left).end..tree.bytes(right).start))
                    .trim()
                    == "+"
            })
    };
    while let Some(parent) = tree.parent(whole).filter(|parent| is_sum(*parent)) {
        whole = parent;
    }
    let mut parts = Vec::new();
    let mut rest = whole;
    while is_sum(rest) {
        parts.push(tree.child(rest, Role::Right)?);
        rest = tree.child(rest, Role::Left)?;
    }
    parts.push(rest);
    if parts.len() < 3 {
        return None;
    }
    let text = parts
        .into_iter()
        .rev()
        .map(|part| in_format_string(case, part));
    Some((tree.bytes(whole), text.collect::<Option<String>>()?))
}

/// A name or a string literal as a part of a format string.
fn in_format_string(case: &Case, node: NodeId) -> Option<String> {
    let text = case.written(node);
    let is_name = |text: &str| text.chars().all(|c| c == '_' || c.is_alphanumeric());
    match case.tree.kind(node) {
        NodeKind::Path if is_name(text) => Some(format!("{{{text}}}")),
        NodeKind::Reference => {
            let inner = case.tree.child(node, Role::Operand)?;
            let name = case.written(inner);
            is_name(name).then(|| format!("{{{name}}}"))
        }
        NodeKind::Literal => {
            let inside = text.strip_prefix('"')?.strip_suffix('"')?;
            Some(inside.replace('{', "{{").replace('}', "}}"))
        }
        _ => None,
    }
}

/// Both texts in a `format!`.
fn formatted(case: &Case, operands: &Operands) -> Repair {
    let tree = case.tree;
    let (left, right) = (tree.bytes(operands.left.0), tree.bytes(operands.right.0));
    if let Some((whole, text)) = whole_text(case, operands) {
        let edits = vec![TextEdit::replacement(whole, format!("format!(\"{text}\")"))];
        return Repair::edit("Put all of them into a new `String` with `format!`.", edits);
    }
    let edits = vec![
        TextEdit::insertion(left.start, "format!(\"{}{}\", "),
        TextEdit::replacement(left.end..right.start, ", "),
        TextEdit::insertion(right.end, ")"),
    ];
    Repair::edit("Put both into a new `String` with `format!`.", edits)
}
