//! Types without a size that's known when the program is compiled.

use super::last_part;
use crate::lens::case::Case;
use crate::lens::labels;

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

/// Who needs the size.
pub fn unknown_size(case: &Case) -> Option<String> {
    let shape = "the size for values of type _ cannot be known at compilation time";
    let is_told = labels::has_shape(&case.diagnostic.message, shape);
    let of = case.named(0).filter(|_| is_told)?;
    let mut needs = NEEDS.iter();
    let need = match needs.find(|(words, _)| case.has_note(words)) {
        Some((_, need)) => (*need).to_owned(),
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
