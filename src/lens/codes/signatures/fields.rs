//! E0106 in a struct or enum: what holds a reference must say that it does.

use crate::lens::account::Account;
use crate::lens::case::Case;
use crate::lens::query::{callee, items, lifetimes, pointing, results, rewrite};
use crate::lens::repair::Repair;
use crate::rust::edit::TextEdit;
use crate::rust::{NodeId, NodeKind, Role};

/// What is told of a field's type.
pub fn explain(case: &Case, field: NodeId, place: NodeId) -> Option<Account> {
    let mut around = case.tree.ancestors(field);
    let item =
        around.find(|at| matches!(case.tree.kind(*at), NodeKind::Struct | NodeKind::Enum))?;
    let name = case.text(&items::name_of(case, item)?);
    let is_reference = matches!(
        case.tree.kind(place),
        NodeKind::ReferenceType | NodeKind::Lifetime
    );
    let ty = case.tree.child(field, Role::Type)?;
    let is_whole = ty == place || case.tree.parent(place) == Some(ty) && is_reference;
    let holds = if is_whole && case.tree.kind(ty) == NodeKind::ReferenceType {
        "is"
    } else {
        "holds"
    };
    let mut account;
    if is_reference {
        account = pointing::at_error(case, "a reference: how long does its data live?");
        account.say(format!(
            "A field of `{name}` {holds} a reference, so no `{name}` may outlive the data that it points to. A lifetime has to say how long that data lives."
        ));
    } else {
        let held = callee::named(case.text(&case.primary.bytes))?;
        account = pointing::at_error(case, format!("`{held}` has a lifetime: which one?"));
        account.say(format!(
            "A field of `{name}` holds `{held}`, which has a lifetime. So no `{name}` may outlive that either, and `{name}` must declare a lifetime too."
        ));
    }
    let line = case.line(items::name_of(case, item)?.start);
    account.also.push(line);
    account.spares_tests = Some(true);
    if let Some((line, value)) = given_value(case, item, field, name) {
        let own = items::name_of(case, field).map_or("", |own| case.text(&own));
        account.story = vec![format!(
            "The field `{own}` of `{name}` is a reference, so something else would have to own its data. But line {line} gives it no reference: `{value}` is a value of its own."
        )];
        account.also.push(line);
        account.repairs.extend(owned(case, item, name));
        account.spares_tests = Some(true);
        return Some(account);
    }
    account.repairs.extend(with_lifetime(case, item, name));
    account.repairs.extend(owned(case, item, name));
    account.repairs.extend(literal(case, place));
    Some(account)
}

/// The fields of a struct, or of all variants of an enum.
fn fields_of(case: &Case, item: NodeId) -> impl Iterator<Item = NodeId> {
    let inside = case.tree.descendants(item);
    inside.filter(|node| case.tree.kind(*node) == NodeKind::Field)
}

/// The type gets a lifetime, and so do the types that hold it.
fn with_lifetime(case: &Case, item: NodeId, name: &str) -> Option<Repair> {
    let mut items = vec![item];
    let mut edits = Vec::new();
    let mut next = 0;
    while let Some(item) = items.get(next).copied() {
        next += 1;
        let holders = lend(case, item, &mut edits)?;
        for holder in holders {
            if !items.contains(&holder) {
                items.push(holder);
            }
        }
    }
    Some(Repair::edit(
        format!("Give `{name}` a lifetime, if it only looks at data that something else owns."),
        edits,
    ))
}

/// The edits for one type and its uses. Other types that have it in a field are returned; there,
/// its lifetime is filled in.
fn lend(case: &Case, item: NodeId, edits: &mut Vec<TextEdit>) -> Option<Vec<NodeId>> {
    let tree = case.tree;
    let declared = lifetimes::declared(case, item)
        .first()
        .map(|one| (*one).to_owned());
    let has_one = declared.is_some();
    let lifetime = declared.or_else(|| lifetimes::free_name(case, item))?;
    if !has_one {
        edits.push(lifetimes::declare(case, item, &lifetime)?);
    }
    for field in fields_of(case, item) {
        let ty = tree.child(field, Role::Type)?;
        edits.extend(lifetimes::fill_in_all(case, ty, &lifetime));
    }
    if has_one {
        return Some(Vec::new());
    }
    let name = case.text(&items::name_of(case, item)?);
    let mut holders = Vec::new();
    for used in tree.nodes_of(NodeKind::PathType) {
        let is_it = callee::named(case.written(used)).as_deref() == Some(name);
        if !is_it {
            continue;
        }
        let mut near = tree.ancestors(used);
        if tree.role(used) == Role::Type
            && tree.parent(used).map(|at| tree.kind(at)) == Some(NodeKind::Impl)
        {
            edits.push(lifetimes::fill_in(case, used, "'_"));
        } else if near.any(|at| tree.kind(at) == NodeKind::Field) {
            let mut near = tree.ancestors(used);
            let holder =
                near.find(|at| matches!(tree.kind(*at), NodeKind::Struct | NodeKind::Enum))?;
            let declared = lifetimes::declared(case, holder);
            let lifetime = match declared.first() {
                Some(one) => (*one).to_owned(),
                None => lifetimes::free_name(case, holder)?,
            };
            edits.push(lifetimes::fill_in(case, used, &lifetime));
            holders.push(holder);
        }
    }
    Some(holders)
}

/// All fields that hold references own their data, and get it where the struct is made. `None` if
/// a field would still hold a borrow.
fn owned(case: &Case, item: NodeId, name: &str) -> Option<Repair> {
    let tree = case.tree;
    let mut edits = Vec::new();
    let mut types: Vec<String> = Vec::new();
    let mut is_changed = Vec::new();
    for field in fields_of(case, item) {
        let ty = tree.child(field, Role::Type)?;
        if !borrows(case, ty) {
            continue;
        }
        let changes = results::own_type(case, ty)?;
        let own = results::owned_text(case, ty, &changes);
        if own.contains(['&', '\'']) {
            return None;
        }
        edits.extend(changes);
        let own = format!("`{own}`");
        if !types.contains(&own) {
            types.push(own);
        }
        let name = tree.child(field, Role::Name).map(|name| case.written(name));
        is_changed.push((name, ty));
    }
    for value in tree.nodes_of(NodeKind::FieldValue) {
        let is_of_type = is_of(case, value, name);
        let named = tree.child(value, Role::Name).map(|name| case.written(name));
        let field = is_changed.iter().find(|(field, _)| *field == named);
        let inner = tree.child(value, Role::Value);
        let (Some(inner), Some((_, ty))) = (inner.filter(|_| is_of_type), field) else {
            continue;
        };
        if is_value(case, inner, *ty) {
            continue;
        }
        let text = match rewrite::owned_type(case, *ty) {
            Some(own) => {
                let copy = if own == "String" {
                    ".to_string()"
                } else {
                    ".clone()"
                };
                format!("{}{copy}", rewrite::as_receiver(case, inner))
            }
            None => match results::own_value(case, inner, *ty) {
                Some(text) => text,
                None => continue,
            },
        };
        edits.push(TextEdit::replacement(tree.bytes(inner), text));
    }
    let types = types.join(" and ");
    Some(Repair::edit(
        format!("Let `{name}` own its data ({types}): then it depends on nothing else."),
        edits,
    ))
}

/// Whether a field of a literal belongs to this struct.
fn is_of(case: &Case, value: NodeId, name: &str) -> bool {
    let literal = case.tree.parent(value);
    let path = literal.and_then(|literal| case.tree.child(literal, Role::Callee));
    path.is_some_and(|path| {
        let written = callee::named(case.written(path));
        written.as_deref() == Some(name)
            || case.written(path) == "Self" && items::self_type(case, value) == Some(name)
    })
}

/// The first value that a field of a reference's type is given, with its line, if all that it's given
/// are values themselves.
fn given_value<'a>(
    case: &Case<'a>,
    item: NodeId,
    field: NodeId,
    name: &str,
) -> Option<(usize, &'a str)> {
    let tree = case.tree;
    let ty = tree.child(field, Role::Type)?;
    let own = case.text(&items::name_of(case, field)?);
    let is_it = tree.kind(item) == NodeKind::Struct && tree.kind(ty) == NodeKind::ReferenceType;
    let all = tree.nodes_of(NodeKind::FieldValue).filter(|value| {
        let named = tree.child(*value, Role::Name);
        named.is_some_and(|named| case.written(named) == own) && is_of(case, *value, name)
    });
    let given: Vec<Option<NodeId>> = all.map(|value| tree.child(value, Role::Value)).collect();
    let first = (*given.first()?)?;
    let is_value = |given: &Option<NodeId>| given.is_some_and(|one| is_value(case, one, ty));
    let line = case.line(tree.bytes(first).start);
    let text = case.written(first);
    (is_it && given.iter().all(is_value) && text.len() <= 40 && !text.contains('\n'))
        .then_some((line, text))
}

/// Whether an expression makes a new value of the type that a reference type refers to.
fn is_value(case: &Case, value: NodeId, ty: NodeId) -> bool {
    let referent = rewrite::referent(case, ty).map(|ty| case.written(ty));
    let Some(wanted) = referent.and_then(callee::named) else {
        return false;
    };
    let wanted = wanted.as_str();
    let name = callee::name(case, value).unwrap_or_default();
    match case.tree.kind(value) {
        NodeKind::MacroCall => matches!((name, wanted), ("vec", "Vec") | ("format", "String")),
        NodeKind::Call => {
            let path = callee::path(case, value).unwrap_or_default();
            let owner = path.rsplit_once("::").map_or("", |(owner, _)| owner);
            let owner = owner.split('<').next().unwrap_or_default();
            let is_new = matches!(name, "new" | "from" | "with_capacity" | "default");
            is_new && owner.trim_end_matches("::").rsplit("::").next() == Some(wanted)
        }
        NodeKind::MethodCall => name == "to_string" && wanted == "String",
        _ => false,
    }
}

/// A `&str` that's only ever a literal needs no lifetime from outside.
fn literal(case: &Case, place: NodeId) -> Option<Repair> {
    let mut near = std::iter::once(place).chain(case.tree.parent(place));
    let reference = near.find(|at| case.tree.kind(*at) == NodeKind::ReferenceType)?;
    let mut parts = case.tree.children(reference);
    let is_whole = case.tree.role(reference) == Role::Type;
    let lent = parts.find(|part| case.tree.kind(*part) != NodeKind::Lifetime)?;
    let edit = TextEdit::replacement(case.tree.bytes(reference), "&'static str");
    (is_whole && case.written(lent) == "str" && !case.written(reference).starts_with("&mut")).then(
        || {
            Repair::edit(
                "Write `&'static str`, if it only ever points to string literals.",
                vec![edit],
            )
        },
    )
}

/// Whether a type has a reference or a lifetime in it.
fn borrows(case: &Case, ty: NodeId) -> bool {
    let mut parts = std::iter::once(ty).chain(case.tree.descendants(ty));
    parts.any(|part| {
        matches!(
            case.tree.kind(part),
            NodeKind::ReferenceType | NodeKind::Lifetime
        )
    })
}
