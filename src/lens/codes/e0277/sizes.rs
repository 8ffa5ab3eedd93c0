//! Types without a size that's known when the program is compiled.

use std::ops::Range;

use super::last_part;
use crate::lens::case::Case;
use crate::lens::labels;
use crate::lens::query::{callee, own_types};
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
    (
        "tuples must have",
        "a tuple that's built here needs a size for each part",
    ),
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
            if is_holder(case, by) {
                format!("`{by}` can hold only types that have a size")
            } else {
                format!("`{by}` needs one")
            }
        }
    };
    let by_call = parameter_of_call(case, of).map(|bytes| {
        format!(
            ": look at `{}` on line {}",
            case.text(&bytes),
            case.line(bytes.start)
        )
    });
    Some(format!(
        "`{of}` has no size that's known at compile time, but {need}{}. Such a type is used behind a reference, or a smart pointer such as `Box`.",
        by_call.unwrap_or_default()
    ))
}

/// Whether a name is of a type that holds values of the type that it's given.
fn is_holder(case: &Case, name: &str) -> bool {
    let is_known = matches!(
        name,
        "Option" | "Result" | "Vec" | "VecDeque" | "HashMap" | "HashSet" | "BTreeMap" | "BTreeSet"
    );
    is_known || own_types::named(case, name).is_some()
}

/// The parameter with this type, if the error is about an argument for it.
fn parameter_of_call(case: &Case, of: &str) -> Option<Range<usize>> {
    let argument = case.node(&case.primary);
    let call = case.tree.parent(argument)?;
    let mut arguments = case.tree.children_as(call, Role::Argument);
    let position = arguments.position(|one| one == argument)?;
    let function = callee::function(case, call)?;
    let has_self = callee::self_parameter(case, &function).is_some();
    let is_method = case.tree.kind(call) == NodeKind::MethodCall;
    let at = position + usize::from(has_self && is_method);
    let parameter = *function.parameters.get(at)?;
    let ty = case.tree.child(parameter, Role::Type)?;
    (case.written(ty) == of).then(|| case.tree.bytes(parameter))
}

/// The parameter that an argument is for, where the error is about its size.
pub fn at_fault(case: &Case) -> Option<Range<usize>> {
    let shape = "the size for values of type _ cannot be known at compilation time";
    let is_told = labels::has_shape(&case.diagnostic.message, shape);
    parameter_of_call(case, case.named(0).filter(|_| is_told)?)
}
