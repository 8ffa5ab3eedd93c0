//! Types without a size that's known when the program is compiled.

use super::last_part;
use crate::lens::case::Case;
use crate::lens::labels;
use crate::rust::{NodeKind, Role};

const NEEDS: &[(&str, &str)] = &[
    (
        "all function arguments must have",
        "a parameter must have one",
    ),
    ("all local variables must have", "a variable must have one"),
    (
        "the return type of a function must have",
        "a returned value must have one",
    ),
    (
        "slice and array elements must have",
        "an element of a slice or array must have one",
    ),
    ("tuples must have", "a part of a tuple must have one"),
    (
        "structs must have",
        "a field must have one, unless it's the last",
    ),
    (
        "only the last field of a struct may have",
        "a field must have one, unless it's the last",
    ),
];

/// A field's or parameter's type, for which there may be no note, or one about something else.
fn by_place(case: &Case) -> Option<&'static str> {
    let node = case.node(&case.primary);
    let parent = case
        .tree
        .parent(node)
        .filter(|_| case.tree.role(node) == Role::Type)?;
    match case.tree.kind(parent) {
        NodeKind::Field => Some("a field must have one, unless it's the last"),
        NodeKind::Parameter => Some("a parameter must have one"),
        _ => None,
    }
}

/// Who needs the size.
pub fn unknown_size(case: &Case) -> Option<String> {
    let shape = "the size for values of type _ cannot be known at compilation time";
    let is_told = labels::has_shape(&case.diagnostic.message, shape);
    let of = case.named(0).filter(|_| is_told)?;
    let mut needs = NEEDS.iter();
    let need = match needs.find(|(words, _)| case.has_note(words)) {
        Some((_, need)) => (*need).to_owned(),
        None if let Some(need) = by_place(case) => need.to_owned(),
        None => {
            let asked = case.note_names("required by an implicit");
            let by = asked.get(1).map(|by| last_part(by))?;
            format!("`{by}` needs one")
        }
    };
    Some(format!(
        "`{of}` has no size that's known at compile time, but {need}. Such a type is used behind a reference, or a smart pointer such as `Box`."
    ))
}
