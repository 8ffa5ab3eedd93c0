//! Types of functions in an `impl` of a trait, which that trait declares.

use std::ops::Range;

use super::Mismatch;
use super::calls::Blame;
use crate::lens::case::Case;
use crate::lens::labels;
use crate::lens::query::{errors, items};
use crate::lens::repair::Repair;
use crate::rust::edit::TextEdit;
use crate::rust::{BindingKind, Function, NodeId, NodeKind, Role, function_around, functions};

/// A return type that isn't the one that the trait of its `impl` asks for.
pub fn wanted_by_trait(mismatch: &Mismatch) -> Option<Blame> {
    let case = mismatch.case;
    let shapes = [
        "expected * because of return type",
        "expected * because of default return type",
    ];
    let is_signature = |label: &str| shapes.iter().any(|shape| labels::has_shape(label, shape));
    let mut clues = case.clues.iter();
    let because = clues.find(|clue| is_signature(&clue.label))?;
    let own = function_around(case.source, case.tree, mismatch.node)?;
    let body = case.tree.bytes(own.body?);
    if because.bytes.end > body.start {
        return None;
    }
    let is_missing = own.returns.is_none();
    let of_trait = in_trait(case, &own).and_then(|declared| declared.returns);
    let told = required_at(case, &because.bytes);
    // Two ways to write a type may mean the same, so that only the compiler knows whether they differ.
    let written = of_trait.map(|ty| case.written(ty));
    let required = written.filter(|_| is_missing || told.is_some()).or(told)?;
    let place = of_trait.map_or(String::new(), |ty| {
        format!(" (line {})", case.line(case.tree.bytes(ty).start))
    });
    let (name, line) = (own.name(), because.line());
    let found = match own.returns {
        Some(ty) => format!("says `{}`", case.written(ty)),
        None => "names no return type".to_owned(),
    };
    let edit = match own.returns {
        Some(ty) => TextEdit::replacement(case.tree.bytes(ty), required),
        None => {
            let at = because.bytes.start;
            let is_tight = case.source.text()[at..].starts_with('{');
            let gap = if is_tight { " " } else { "" };
            TextEdit::insertion(at, format!(" -> {required}{gap}"))
        }
    };
    Some(Blame {
        sentence: Some(format!(
            "Its trait asks for the return type `{required}`{place}, but line {line} {found}."
        )),
        keeps: vec![case.primary.bytes.clone()],
        declared: because.bytes.clone(),
        repair: Some(Repair::edit(
            format!("Give `{name}` the return type `{required}`."),
            vec![edit],
        )),
    })
}

/// A value that is a parameter, for which the trait of its `impl` asks for the type that's expected.
pub fn parameter_wanted_by_trait(mismatch: &Mismatch) -> Option<Blame> {
    let (case, tree) = (mismatch.case, mismatch.case.tree);
    let binding = case.names.binding(case.names.binding_of(mismatch.node)?);
    let is_parameter = binding.kind == BindingKind::Parameter && binding.is_whole;
    let ty = binding.annotation.filter(|_| is_parameter)?;
    let declared = tree.bytes(ty);
    let required = required_at(case, &declared)?;
    if mismatch.types.expected.trim_matches('`') != required {
        return None;
    }
    let name = &binding.name;
    let edit = TextEdit::replacement(declared.clone(), required);
    Some(Blame {
        sentence: Some(format!(
            "Its trait asks for the type `{required}` for `{name}`, but line {} says `{}`.",
            case.line(declared.start),
            case.written(ty)
        )),
        keeps: vec![case.primary.bytes.clone()],
        declared,
        repair: Some(Repair::edit(
            format!("Give `{name}` the type `{required}`."),
            vec![edit],
        )),
    })
}

/// The type that a trait asks for at this place of a signature, if rustc refuses the one that's there.
fn required_at<'a>(case: &Case<'a>, place: &Range<usize>) -> Option<&'a str> {
    let mut errors = errors::within(case, place);
    let (error, _) =
        errors.find(|(error, at)| error.code.as_deref() == Some("E0053") && at == place)?;
    let label = error.primary_span()?.label.as_deref()?;
    let (required, _) = label.strip_prefix("expected `")?.split_once("`, found ")?;
    Some(required)
}

/// The declaration of a function of an `impl` in the trait, if that's in this file.
fn in_trait(case: &Case, own: &Function) -> Option<Function> {
    let tree = case.tree;
    let holder = tree.parent(own.node)?;
    let path = case.written(tree.child(holder, Role::Trait)?);
    let wanted = path.split('<').next()?.rsplit("::").next()?.trim();
    let is_named = |at: &NodeId| {
        let name = items::name_of(case, *at);
        name.is_some_and(|name| case.text(&name) == wanted)
    };
    let mut traits = tree.nodes_of(NodeKind::Trait).filter(is_named);
    let declared = traits.next().filter(|_| traits.next().is_none())?;
    let mut all = functions(case.source, tree).into_iter();
    all.find(|one| tree.parent(one.node) == Some(declared) && one.name() == own.name())
}
