//! Trait bounds of functions, types and impls.

use super::{last_part, missing};
use crate::lens::case::Case;
use crate::lens::labels;
use crate::lens::query::statements::around;
use crate::lens::query::{articles, errors, own_types};
use crate::model::diagnostic::Level;
use crate::rust::{NodeKind, Role};

/// "required by a bound in `f`": who asks, by its last name.
fn asker<'a>(case: &Case<'a>) -> Option<&'a str> {
    let names = case.note_names("required by a bound in");
    names.first().map(|name| last_part(name))
}

/// The notes "required for `A` to implement `B`": both names of each.
fn steps<'a>(case: &Case<'a>) -> Vec<(&'a str, &'a str)> {
    let notes = case.diagnostic.children.iter();
    let notes = notes.filter(|note| note.level == Level::Note);
    let shaped =
        notes.filter(|note| labels::has_shape(&note.message, "required for _ to implement _"));
    let names = shaped.map(|note| labels::names(&note.message));
    names
        .filter_map(|names| Some((*names.first()?, *names.get(1)?)))
        .collect()
}

/// Whether the notes tell of more than one such step.
fn is_opaque(case: &Case) -> bool {
    case.has_note("redundant requirement") || case.has_note("required because")
}

/// An `impl` of a trait that has supertraits.
pub fn supertrait(case: &Case) -> Option<String> {
    let missing = missing(case)?;
    let asker = asker(case)?;
    let node = case.node(&case.primary);
    let whole = case.tree.parent(node)?;
    let is_type = case.tree.kind(whole) == NodeKind::Impl && case.tree.role(node) == Role::Type;
    let of_trait = case.tree.child(whole, Role::Trait).filter(|_| is_type)?;
    let is_same = last_part(case.written(of_trait)) == asker;
    let is_direct = steps(case).is_empty() && !is_opaque(case);
    (is_same && is_direct).then(|| {
        format!(
            "A type that implements `{asker}` must also implement `{}`, but `{}` doesn't.",
            missing.short(),
            missing.of
        )
    })
}

/// A field of a type for which a trait is derived.
pub fn derived(case: &Case) -> Option<String> {
    let missing = missing(case)?;
    let mut near = around(case, case.node(&case.primary));
    let field = near.find(|at| case.tree.kind(*at) == NodeKind::Field)?;
    let item = case
        .tree
        .ancestors(field)
        .find(|at| case.tree.kind(*at).is_item())?;
    let name = case.tree.child(item, Role::Name)?;
    let is_derived = own_types::is_derived(case, item, missing.short());
    is_derived.then(|| {
        format!(
            "Deriving `{}` for `{}` works only if each field implements it, but `{}` doesn't.",
            missing.short(),
            case.written(name),
            missing.of
        )
    })
}

/// A pointer to a type that becomes one to a trait object.
pub fn conversion(case: &Case) -> Option<String> {
    let missing = missing(case)?;
    let mut notes = case.diagnostic.children.iter();
    let note =
        notes.find(|note| labels::has_shape(&note.message, "required for the cast from _ to _"))?;
    let names = labels::names(&note.message);
    let (from, to) = (*names.first()?, *names.get(1)?);
    let is_direct = steps(case).is_empty() && !is_opaque(case);
    is_direct.then(|| {
        format!(
            "Line {} turns {} into {}. For that, `{}` must implement `{}`, but it doesn't.",
            case.primary.line(),
            articles::a(from),
            articles::a(to),
            missing.of,
            missing.short()
        )
    })
}

/// A function, method or type that asks for a trait.
pub fn called(case: &Case) -> Option<String> {
    let missing = missing(case)?;
    let asker = asker(case).filter(|_| !is_opaque(case))?;
    let line = case.primary.line();
    let steps = steps(case);
    match steps.as_slice() {
        [] => Some(format!(
            "`{asker}` on line {line} works only with a type that implements `{}`, but {} doesn't.",
            missing.short(),
            articles::shown(missing.of)
        )),
        [(whole, of_trait)] if *whole == missing.of && last_part(of_trait) == missing.short() => {
            Some(format!(
                "`{asker}` on line {line} works only with a type that implements `{}`, but {} doesn't.",
                missing.short(),
                articles::shown(missing.of)
            ))
        }
        [(whole, of_trait)] => Some(format!(
            "`{asker}` on line {line} asks for `{}` of {}, which has it only if {} implements `{}`. But it doesn't.",
            last_part(of_trait),
            articles::shown(whole),
            articles::shown(missing.of),
            missing.short()
        )),
        _ => None,
    }
}

/// An `impl` of the trait for a type that rustc doesn't know, and whose name is like this type's; its
/// line.
pub fn implemented_for_unknown(case: &Case) -> Option<(String, usize)> {
    let missing = missing(case)?;
    let of = last_part(missing.of);
    let mut errors = errors::in_file(case).into_iter();
    errors.find_map(|(error, at)| {
        let helps = error.children.iter();
        let helps = helps.filter(|help| help.message.contains("with a similar name exists"));
        let mut similar = helps.flat_map(|help| &help.spans);
        let is_similar =
            similar.any(|span| span.suggested_replacement.as_deref() == Some(of));
        let node = case.tree.node_with_bytes(&at).filter(|_| is_similar)?;
        let mut near = around(case, node).take_while(|near| case.tree.bytes(*near) == at);
        let ty = near.find(|near| case.tree.role(*near) == Role::Type)?;
        let whole = case.tree.parent(ty)?;
        let of_trait = case.tree.child(whole, Role::Trait)?;
        let is_same = last_part(case.written(of_trait)) == missing.short();
        let line = case.line(at.start);
        (case.tree.kind(whole) == NodeKind::Impl && is_same).then(|| {
            let unknown = case.text(&at);
            let sentence = format!(
                "Line {line} implements `{}` for `{unknown}`, which rustc doesn't know. It may be meant to be `{of}`.",
                missing.short()
            );
            (sentence, line)
        })
    })
}

/// A trait that a line asks for, though no signature is named.
pub fn alone(case: &Case) -> Option<String> {
    let missing = missing(case)?;
    let has_notes =
        case.diagnostic.children.iter().any(|child| {
            child.level == Level::Note && labels::has_shape(&child.message, "required *")
        });
    let is_sized =
        missing.short() == "Sized" || missing.of.contains('{') && missing.of.contains("closure");
    (!has_notes && !is_sized).then(|| {
        let (name, with) = articles::bound(missing.short());
        format!(
            "Line {} needs {} to implement {name}{with}, but {} doesn't.",
            case.primary.line(),
            articles::shown(missing.of),
            if with.is_empty() {
                "it".to_owned()
            } else {
                articles::shown(missing.of)
            }
        )
    })
}
