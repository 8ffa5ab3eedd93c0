//! Calls around a place, for the accounts that aren't rebuilt yet.

use crate::lens::old::case::Case;
use crate::lens::old::code::{Code, is_word};
use crate::lens::old::syntax::parts;
use crate::lens::place::Area;

/// The call that something is an argument of, as it is written: `thread::spawn`.
pub fn call_around(case: &Case, area: Area) -> Option<String> {
    let code = case.code;
    let first = code.index_at(area.start);
    let before = code.token(first.checked_sub(1)?);
    if !matches!(before, "(" | ",") {
        return None;
    }
    let open = open_bracket(case, first).filter(|at| code.token(*at) == "(")?;
    let name = open
        .checked_sub(1)
        .filter(|name| is_word(code.token(*name)))?;
    let keywords = ["if", "while", "match", "return", "in", "let", "mut"];
    (!keywords.contains(&code.token(name))).then(|| path_ending_at(case, name))
}

/// The bracket that is open at a token.
pub fn open_bracket(case: &Case, index: usize) -> Option<usize> {
    let mut at = index;
    loop {
        at = at.checked_sub(1)?;
        match case.code.token(at) {
            "(" | "[" | "{" => return Some(at),
            ")" | "]" | "}" => at = case.code.partner(at)?,
            _ => {}
        }
    }
}

fn path_ending_at(case: &Case, last: usize) -> String {
    let code = case.code;
    let mut first = last;
    while first >= 2
        && matches!(code.token(first - 1), "::" | ".")
        && is_word(code.token(first - 2))
    {
        first -= 2;
    }
    case.written(&(first..last + 1))
}

/// The arguments at one position of all calls of a function.
pub fn arguments(code: &Code, name: &str, position: usize) -> Vec<Area> {
    let calls = (1..code.tokens.len()).filter(|at| {
        code.token(*at) == name && code.token(*at + 1) == "(" && code.token(*at - 1) != "fn"
    });
    let found = calls.filter_map(|at| {
        let close = code.partner(at + 1)?;
        let argument = parts(code, at + 2..close, ",").into_iter().nth(position)?;
        code.span_of(argument.start, argument.end.checked_sub(1)?)
    });
    found.collect()
}
