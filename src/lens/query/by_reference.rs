//! Variables that are a reference only because of a `&` that may be a slip.

use crate::lens::case::Case;
use crate::lens::query::{errors, expectation, rewrite};
use crate::lens::repair::{self, Repair};
use crate::rust::edit::TextEdit;
use crate::rust::{Binding, BindingKind, NodeKind, Role};

/// A variable that should be the value itself.
pub struct ByReference<'a> {
    /// Its name.
    pub name: &'a str,
    /// The line of the `&`.
    pub line: usize,
    /// Why it's a reference.
    pub sentence: String,
    /// Takes the `&` away.
    pub repair: Repair,
    /// Whether the `&` is an error itself.
    pub is_refused: bool,
}

/// The variable that the error is about, if its value without the reference is what's expected.
pub fn variable<'a>(case: &Case<'a>) -> Option<ByReference<'a>> {
    let types = expectation::of(case, &case.primary)?;
    let expected = expectation::plain(&types.expected);
    let found = expectation::plain(&types.found);
    let is_reference_to_it = found
        .strip_prefix("`&")
        .is_some_and(|rest| expected.strip_prefix('`') == Some(rest));
    // In `P { name }`, the name is a field as well.
    let id = case.names.resolve(case.tree, case.primary.bytes.start)?;
    let binding = case.names.binding(id);
    if !is_reference_to_it || case.text(&case.primary.bytes) != binding.name {
        return None;
    }
    against_trait(case, binding).or_else(|| lent(case, binding))
}

/// A parameter with a `&` that the trait's method doesn't have.
fn against_trait<'a>(case: &Case<'a>, binding: &'a Binding) -> Option<ByReference<'a>> {
    let owner = case.tree.bytes(binding.owner);
    let is_parameter = binding.kind == BindingKind::Parameter && binding.is_whole;
    let refused = errors::within(case, &owner)
        .find(|(error, _)| is_parameter && error.code.as_deref() == Some("E0053"));
    let (error, at) = refused?;
    let mut helps = error.children.iter();
    let edits = helps.find_map(|help| {
        let is_it = help.message == "change the parameter type to match the trait";
        let edits = repair::edits_of(help, case.source);
        (is_it && !edits.is_empty()).then_some(edits)
    })?;
    // rustc writes the type with its path, though it may be in scope.
    let edits = without_sign(case, binding, &edits).unwrap_or(edits);
    let (name, line) = (&binding.name, case.line(at.start));
    Some(ByReference {
        name,
        line,
        sentence: format!(
            "`{name}` is a reference because line {line} declares it as one, which the trait doesn't: that error comes first."
        ),
        repair: Repair::edit(
            format!("Declare `{name}` as the trait does, on line {line}."),
            edits,
        ),
        is_refused: true,
    })
}

/// Only takes the `&` away, if rustc writes the type behind it.
fn without_sign(case: &Case, binding: &Binding, edits: &[TextEdit]) -> Option<Vec<TextEdit>> {
    let ty = binding.annotation?;
    let inner = rewrite::referent(case, ty)?;
    let [edit] = edits else {
        return None;
    };
    let is_same = edit.text.rsplit("::").next() == Some(case.written(inner));
    let sign = case.tree.bytes(ty).start..case.tree.bytes(inner).start;
    is_same.then(|| vec![TextEdit::deletion(sign)])
}

/// `let wall = &photos;`
fn lent<'a>(case: &Case<'a>, binding: &'a Binding) -> Option<ByReference<'a>> {
    let is_plain = binding.kind == BindingKind::Let && binding.is_whole && !binding.is_reference;
    let value = binding
        .initializer
        .filter(|_| is_plain && binding.annotation.is_none())?;
    let inner = case.tree.child(value, Role::Operand)?;
    let is_variable = case.names.binding_of(inner).is_some();
    if case.tree.kind(value) != NodeKind::Reference || !is_variable {
        return None;
    }
    let (name, inner_name) = (&binding.name, case.written(inner));
    let sign = case.tree.bytes(value).start..case.tree.bytes(inner).start;
    let line = case.line(sign.start);
    Some(ByReference {
        name,
        line,
        sentence: format!(
            "`{name}` is a reference because of the `&` before `{inner_name}` on line {line}."
        ),
        repair: Repair::edit(
            format!(
                "Take the `&` on line {line} away: `{name}` then gets the value of `{inner_name}` itself."
            ),
            vec![TextEdit::deletion(sign)],
        ),
        is_refused: false,
    })
}
