//! `?` where the function returns nothing that could take the error.

use crate::lens::case::{Case, Clue};
use crate::lens::labels;
use crate::lens::query::statements::{around, body_around};
use crate::lens::query::{advice, articles, callee, items};
use crate::rust::{NodeKind, Role};

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
    let line = case.primary.line();
    let only = match operand(case) {
        Some(Operand::Result) => format!(
            "If there's an error, the `?` on line {line} returns from {who} with it. So {who} must return a `Result`"
        ),
        Some(Operand::Option) if who == "`main`" => {
            return Some(format!(
                "If there's no value, the `?` on line {line} would return `None` from `main`. But `main` can't return an `Option`: `match`, `if let` or `let ... else` can say what happens then."
            ));
        }
        Some(Operand::Option) => format!(
            "If there's no value, the `?` on line {line} returns `None` from {who}. So {who} must return an `Option`"
        ),
        None if who == "`main`" => {
            return Some(format!(
                "The `?` on line {line} would return from `main` with an error or with `None`, but `main` returns `{returns}`. It could return a `Result`, but never an `Option`."
            ));
        }
        None => format!(
            "If there's no value, the `?` on line {line} returns from {who}. So {who} must return a `Result` or an `Option`, whichever the `?` is used on"
        ),
    };
    Some(format!("{only}, but it returns `{returns}`."))
}

/// What a `?` is used on.
enum Operand {
    Result,
    Option,
}

/// What the `?` of this error is used on, if rustc or a signature of this file tells.
fn operand(case: &Case) -> Option<Operand> {
    // rustc suggests that only for a `Result`.
    if advice::with(case, "consider adding return type").is_some() {
        return Some(Operand::Result);
    }
    let node = case.node_around(&case.primary.bytes);
    let whole = around(case, node).find(|at| case.tree.kind(*at) == NodeKind::Try)?;
    let value = case.tree.child(whole, Role::Operand)?;
    let returned = callee::function(case, value)?.returns?;
    let ty = case.written(returned);
    let name = ty.split('<').next()?.rsplit("::").next()?.trim();
    match name {
        "Result" => Some(Operand::Result),
        "Option" => Some(Operand::Option),
        _ => None,
    }
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
