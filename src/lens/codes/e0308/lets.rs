//! A variable that should be a reference: one of a `let`, or of a loop.

use crate::lens::case::Case;
use crate::lens::query::{change, declared, errors, places, rewrite};
use crate::lens::repair::Repair;
use crate::rust::edit::TextEdit;
use crate::rust::{NodeId, NodeKind, Role};

/// A `let` without a `&`.
pub struct NoReference {
    /// Its line.
    pub line: usize,
    /// The sentence.
    pub sentence: String,
    /// Puts the `&` there.
    pub repair: Repair,
    /// Whether no other signatures would do: as a value, the variable would move at each use.
    pub is_certain: bool,
}

/// The `let` of the variable that the error is about, if each of its uses is refused because it
/// expects a reference.
pub fn without_reference(case: &Case) -> Option<NoReference> {
    // In `P { name }`, the name is a field as well.
    let variable = case.names.resolve(case.tree, case.primary.bytes.start)?;
    let binding = case.names.binding(variable);
    if case.text(&case.primary.bytes) != binding.name {
        return None;
    }
    let is_plain = binding.kind.is_let() && binding.is_whole && binding.annotation.is_none();
    let value = binding.initializer.filter(|_| is_plain)?;
    let uses: Vec<NodeId> = case.names.uses_of(variable).collect();
    let expects_reference = |used: &NodeId| {
        let found = errors::mismatch_at(case, &case.tree.bytes(*used));
        found.is_some_and(|(_, label)| {
            let expected = label.strip_prefix("expected `").unwrap_or("");
            let is_shared = expected.starts_with('&') && !expected.starts_with("&mut ");
            let is_value = !label.contains("found `&");
            (is_shared || expected.starts_with("*const ")) && is_value
        })
    };
    // Such a reference can't be to a value that a variable's initializer makes.
    let is_for_good =
        |used: &NodeId| declared::static_reference(case, rewrite::value_of(case, *used)).is_some();
    if uses.len() < 2 || !uses.iter().all(expects_reference) || uses.iter().any(is_for_good) {
        return None;
    }
    let (name, line) = (&binding.name, case.line(case.declaration(binding).start));
    let known = case.variable(binding);
    let count = match uses.len() {
        2 => "Both".to_owned(),
        many => format!("All {many}"),
    };
    Some(NoReference {
        line,
        sentence: format!(
            "{count} uses of `{name}` expect a reference, so look at line {line}, where `{name}` gets its value."
        ),
        repair: Repair::edit(
            format!("Let `{name}` be a reference from the start: `&` before its value."),
            change::prefixed(case, value, "&"),
        ),
        is_certain: known.and_then(|known| known.is_copy) == Some(false),
    })
}

/// `for x in list` for `for x in *list`, where `x` should be a reference.
pub fn loop_over_reference(case: &Case) -> Option<Repair> {
    let variable = case.names.resolve(case.tree, case.primary.bytes.start)?;
    let binding = case.names.binding(variable);
    let label = &case.primary.label;
    let is_refused = case.text(&case.primary.bytes) == binding.name
        && label.starts_with("expected `&")
        && !label.contains("found `&");
    let is_of_loop = binding.is_whole && case.tree.kind(binding.owner) == NodeKind::For;
    let whole = binding.initializer.filter(|_| is_refused && is_of_loop)?;
    let inner = case.tree.child(whole, Role::Operand)?;
    let star = case.tree.bytes(whole).start..case.tree.bytes(inner).start;
    places::is_dereference(case, whole).then(|| {
        let sentence = format!(
            "Loop over `{}` without the `*`: then `{}` is a reference to each element.",
            case.written(inner),
            binding.name
        );
        Repair::edit(sentence, vec![TextEdit::deletion(star)])
    })
}
