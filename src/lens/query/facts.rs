//! What follows from the compiler's answers about variables.

use crate::lens::case::Case;
use crate::model::ask::type_text;
use crate::rust::Binding;

/// The method that makes something owned of a variable that is a shared reference by a fact.
pub fn copying_method(case: &Case, binding: &Binding) -> Option<&'static str> {
    let told = case
        .type_of(binding)
        .filter(|told| type_text::is_shared_reference(told))?;
    if binding.name == "self" {
        return None;
    }
    let inner = type_text::referent(told)?;
    Some(match inner {
        "str" => "to_string",
        _ if inner.starts_with('[') => "to_vec",
        _ => "clone",
    })
}
