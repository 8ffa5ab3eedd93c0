//! What a function returns, for accounts that aren't rebuilt yet.

use crate::lens::old::case::Case;
use crate::lens::old::syntax::Function;
use crate::lens::place::Area;

/// The type behind `->`, as text and place.
pub fn return_type(case: &Case, function: &Function) -> Option<(String, Area)> {
    let code = case.code;
    let arrow = function.parameters.1 + 1;
    if code.token(arrow) != "->" {
        return None;
    }
    let range = arrow + 1..function.body.0;
    let end = range
        .clone()
        .find(|at| code.token(*at) == "where")
        .unwrap_or(range.end);
    let area = code.span_of(range.start, end.checked_sub(1)?)?;
    Some((code.text(area), area))
}
