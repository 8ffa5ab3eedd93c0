//! Struct literals that leave fields out.

use crate::lens::account::Account;
use crate::lens::case::Case;
use crate::lens::codes::{Entry, Example};
use crate::lens::labels;
use crate::lens::query::{items, own_types, pointing};
use crate::lens::repair::Repair;
use crate::lens::rule::Rule;
use crate::rust::edit::TextEdit;
use crate::rust::{NodeId, NodeKind, Role};

/// The codes of this file.
pub const ENTRIES: &[Entry] = &[Entry {
    code: "E0063",
    rule: Rule::Definitions,
    summary: "A struct or variant is built, and not every field is given a value.",
    meaning: "Whoever builds a struct gives each field a value: there's no default that a field has by \
         itself. `..other` takes the remaining fields from another value of the type, for example from \
         `Default::default()` if the type implements `Default`.",
    example: Some(Example {
        source: include_str!("../examples/E0063.txt"),
        said: include_str!("../examples/E0063.json"),
    }),
    explain: Some(explain),
}];

fn explain(case: &Case) -> Option<Account> {
    let path = case.text(&case.primary.bytes);
    let declared = declaration(case, path);
    let missing = match declared {
        Some(of) => not_given(case, of)?,
        None => told_missing(case)?,
    };
    let listed = list(&missing);
    let mut account = pointing::at_error(case, format!("without {listed}"));
    for (field, name) in declared.map_or_else(Vec::new, |of| items::fields(case, of)) {
        if let Some(name) = name.filter(|name| missing.contains(name)) {
            let bytes = items::name_of(case, field)?;
            pointing::point_at(&mut account, case, &bytes, format!("declares `{name}`"));
        }
    }
    let built = if path == "Self" {
        labels::names(&case.diagnostic.message).pop()?
    } else {
        path
    };
    let (noun, verb) = if missing.len() == 1 {
        ("field", "has")
    } else {
        ("fields", "have")
    };
    account.say(format!(
        "`{built}` is built on line {}, but the {noun} {listed} {verb} no value there. A field gets no \
         value by itself.",
        case.primary.line()
    ));
    if let Some(repair) = rest(case) {
        account.repair(repair);
    }
    let values: Vec<String> = missing
        .iter()
        .map(|name| format!("`{name}: ...`"))
        .collect();
    account.repair(Repair::advice(format!(
        "Give {} a value between the braces: {}.",
        if missing.len() == 1 { "it" } else { "each" },
        values.join(", ")
    )));
    Some(account)
}

/// The struct literal that the error is about.
fn literal(case: &Case) -> Option<NodeId> {
    let literal = case.tree.parent(case.node(&case.primary))?;
    (case.tree.kind(literal) == NodeKind::StructLiteral).then_some(literal)
}

/// The fields of a declaration that the literal leaves out, if they're those that rustc counts.
fn not_given<'a>(case: &Case<'a>, of: NodeId) -> Option<Vec<&'a str>> {
    let tree = case.tree;
    let values = tree.children(literal(case)?);
    let values = values.filter(|node| tree.kind(*node) == NodeKind::FieldValue);
    let given = values.filter_map(|node| {
        let name = tree
            .child(node, Role::Name)
            .or(tree.child(node, Role::Value))?;
        Some(case.written(name))
    });
    let given: Vec<&str> = given.collect();
    let fields = items::fields(case, of).into_iter();
    let missing = fields.filter_map(|(_, name)| name.filter(|name| !given.contains(name)));
    let missing: Vec<&str> = missing.collect();
    // rustc names the type last.
    let named = labels::names(&case.diagnostic.message);
    let told = named.split_last()?.1;
    let agrees = !told.is_empty() && told.iter().all(|name| missing.contains(name));
    agrees.then_some(missing)
}

/// The names of the missing fields, if rustc names all.
fn told_missing<'a>(case: &'a Case) -> Option<Vec<&'a str>> {
    let label = case.primary.label.strip_prefix("missing ")?;
    let names = labels::names(label);
    let is_all = !label.contains("other field") && !names.is_empty();
    is_all.then_some(names)
}

fn list(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.as_slice() {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        _ => quoted.concat(),
    }
}

/// The struct or variant that a path names, if it's in this file and no other has the name.
fn declaration(case: &Case, path: &str) -> Option<NodeId> {
    let mut parts = path.rsplit("::");
    let last = parts.next()?;
    let Some(owner) = parts.next() else {
        let named = labels::names(&case.diagnostic.message);
        let name = if last == "Self" { named.last()? } else { last };
        return own_types::named(case, name);
    };
    let variants = own_types::named(case, owner).map(|of| case.tree.children(of));
    let variant = variants.and_then(|mut children| {
        children.find(|child| {
            let name = items::name_of(case, *child);
            case.tree.kind(*child) == NodeKind::Variant
                && name.is_some_and(|name| case.text(&name) == last)
        })
    });
    variant.or_else(|| own_types::named(case, last))
}

/// Takes the other fields from the type's default value; the compiler knows if it has one.
fn rest(case: &Case) -> Option<Repair> {
    let last = case.tree.children(literal(case)?).last()?;
    if case.tree.kind(last) != NodeKind::FieldValue {
        return None;
    }
    let end = case.tree.bytes(last).end;
    let comma = case.source.token_at(end);
    let has_comma = case.source.starts_with(comma, &[","]);
    let edit = if has_comma {
        TextEdit::insertion(case.source.end_before(comma + 1), " ..Default::default()")
    } else {
        TextEdit::insertion(end, ", ..Default::default()")
    };
    let sentence = "Take the remaining fields from the type's default value.";
    Some(Repair::edit(sentence, vec![edit]))
}
