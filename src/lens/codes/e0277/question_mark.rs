//! `?` where the function returns nothing that could take the error.

use crate::lens::case::{Case, Clue};
use crate::lens::labels;
use crate::lens::query::statements::body_around;
use crate::lens::query::{articles, items};
use crate::rust::NodeKind;

/// Who has the `?` in it: "`main`" or "the closure".
fn body(case: &Case) -> Option<String> {
    let body = body_around(case, case.tree.innermost_at(case.primary.bytes.start))?;
    match case.tree.kind(body) {
        NodeKind::Function => {
            let name = items::name_of(case, body)?;
            Some(format!("`{}`", case.text(&name)))
        }
        NodeKind::Closure => Some("the closure".to_owned()),
        _ => Some("the `async` block".to_owned()),
    }
}

/// In a function that returns neither `Result` nor `Option`.
pub fn without_result(case: &Case) -> Option<String> {
    let label = &case.primary.label;
    let shape = "cannot use the _ operator in * that returns _";
    let returns = labels::names(label).last().copied();
    let returns = returns.filter(|_| labels::has_shape(label, shape))?;
    let who = body(case)?;
    Some(format!(
        "If there's no value, the `?` on line {} returns from {who} with the error or with `None`. So {who} must return a `Result` or an `Option`, but it returns `{returns}`.",
        case.primary.line()
    ))
}

/// On an `Option` where a `Result` is returned, or the other way round.
pub fn on_the_other(case: &Case) -> Option<String> {
    let message = &case.diagnostic.message;
    let shape = "the _ operator can only be used on _s, not _s, in * that returns _";
    if !labels::has_shape(message, shape) {
        return None;
    }
    let (works, found, returns) = (case.named(1)?, case.named(2)?, case.named(3)?);
    let who = body(case)?;
    Some(format!(
        "Inside {who}, which returns {}, `?` works on {} only, but on line {} it's used on {}.",
        articles::a(returns),
        articles::a(works),
        case.primary.line(),
        articles::a(found)
    ))
}

/// An error that doesn't become the function's own error type.
pub fn conversion(case: &Case) -> Option<String> {
    let shape = "_ couldn't convert the error to _";
    if !labels::has_shape(&case.diagnostic.message, shape) {
        return None;
    }
    let is_told =
        |clue: &&Clue| labels::has_shape(&clue.label, "the trait _ is not implemented for _");
    let told = case.clues.iter().find(is_told)?;
    let (from, to) = (told.name(0)?, told.name(1)?);
    let found = from.strip_prefix("From<")?.strip_suffix('>')?;
    let who = body(case)?;
    Some(format!(
        "The `?` on line {} returns the error from {who} as {}, but the error is {}, and `{to}` doesn't implement `{from}`.",
        case.primary.line(),
        articles::a(to),
        articles::a(found)
    ))
}
