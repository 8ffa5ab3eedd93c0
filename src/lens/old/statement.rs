//! The statement around a place, and the variable that a borrow in it ends up in.

use crate::lens::old::code::{Code, is_word, words};
use crate::lens::old::syntax::{BindingKind, Syntax, find_outside};
use crate::lens::place::{Area, Place};

/// A statement as tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Statement {
    /// Its first token.
    pub first: usize,
    /// The first token behind it, its `;` included.
    pub end: usize,
}

impl Statement {
    /// Whether a place lies in it.
    pub fn holds(self, code: &Code, place: Place) -> bool {
        (self.first..self.end).contains(&code.index_at(place))
    }
}

/// The innermost statement around a place. The head of a loop, an `if` or a `match` is one.
pub fn statement_at(code: &Code, place: Place) -> Statement {
    let index = code.index_at(place);
    let first = first_token(code, index);
    Statement {
        first,
        end: end_token(code, first, index),
    }
}

fn first_token(code: &Code, index: usize) -> usize {
    let mut at = index;
    while at > 0 {
        let before = at - 1;
        match code.token(before) {
            ";" | "=>" => return at,
            "{" if !is_literal(code, before) => return at,
            "}" if ends_statement(code, before) => return at,
            ")" | "]" | "}" => at = code.partner(before).unwrap_or(before),
            _ => at = before,
        }
    }
    0
}

/// Whether a brace opens the fields of a value, as in `Point { x: 1 }`.
fn is_literal(code: &Code, open: usize) -> bool {
    let Some(name) = open.checked_sub(1) else {
        return false;
    };
    let mut first = name;
    while first >= 2 && code.token(first - 1) == "::" {
        first -= 2;
    }
    // As in `-> &'a mut Point {`.
    while first >= 1 && is_of_reference(code.token(first - 1)) {
        first -= 1;
    }
    let before = match first {
        0 => "",
        _ => code.token(first - 1),
    };
    let items = [
        "->", "struct", "enum", "impl", "for", "trait", "union", "mod", "in", "match", "if", ">",
    ];
    code.token(name).starts_with(char::is_uppercase) && !items.contains(&before)
}

fn is_of_reference(text: &str) -> bool {
    matches!(text, "mut" | "dyn" | "impl") || text.starts_with('\'') || text == "&"
}

/// Whether the statement ends with this `}`.
fn ends_statement(code: &Code, close: usize) -> bool {
    if code
        .partner(close)
        .is_some_and(|open| is_literal(code, open))
    {
        return false;
    }
    let next = code.token(close + 1);
    let goes_on = [
        ".", "?", ")", "]", ",", ";", "else", "==", "!=", "&&", "||", "+", "as",
    ];
    !goes_on.contains(&next)
}

fn end_token(code: &Code, first: usize, index: usize) -> usize {
    if matches!(code.token(first), "for" | "while" | "loop" | "if" | "match") {
        let open = find_outside(code, first + 1, &["{", ";"]);
        if let Some(open) = open.filter(|open| *open >= index) {
            return open + 1;
        }
    }
    let mut at = first;
    while at < code.tokens.len() {
        match code.token(at) {
            ";" => return at + 1,
            "(" | "[" | "{" => at = code.partner(at).unwrap_or(at),
            ")" | "]" | "}" => return at,
            _ => {}
        }
        at += 1;
    }
    at
}

/// Where a borrow may be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Keeper {
    /// A variable that the statement declares or assigns, or a collection that it is put
    /// into.
    Variable(String),
    /// The loop that runs over it.
    Loop,
}

/// Who may keep a borrow that is made at `area`: a guess from the form of its statement.
pub fn keepers(code: &Code, syntax: &Syntax, area: Area) -> Vec<Keeper> {
    let statement = statement_at(code, area.start);
    let at = code.index_at(area.start);
    let declared = syntax.bindings.iter().filter(|b| {
        b.value.contains(&at)
            && matches!(
                b.kind,
                BindingKind::Let | BindingKind::Pattern | BindingKind::For
            )
    });
    let mut found: Vec<Keeper> = declared.map(|b| Keeper::Variable(b.name.clone())).collect();
    if code.token(statement.first) == "for" {
        found.push(Keeper::Loop);
    }
    if let Some(name) = assigned_or_fed(code, statement, at) {
        found.push(Keeper::Variable(name));
    }
    found
}

/// `x` of `x = ...`, `x.y = ...` and `x.push(...)`.
fn assigned_or_fed(code: &Code, statement: Statement, at: usize) -> Option<String> {
    let mut first = statement.first;
    while matches!(code.token(first), "*" | "(") {
        first += 1;
    }
    let name = code.token(first);
    let next = code.token(first + 1);
    let leads = matches!(next, "=" | "." | "[") && at > first;
    (is_word(name) && leads && name != "let").then(|| name.to_owned())
}

/// The keeper among `guesses` that a later use confirms by naming it.
pub fn confirmed<'a>(guesses: &'a [Keeper], used: &str) -> Option<&'a str> {
    let used = words(used);
    guesses.iter().find_map(|guess| match guess {
        Keeper::Variable(name) => used.contains(&name.as_str()).then_some(name.as_str()),
        Keeper::Loop => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keepers_at(text: &str, borrow: &str) -> Vec<Keeper> {
        let code = Code::new(text);
        let column = text[..text.find(borrow).expect("there")].chars().count() + 1;
        let start = Place { line: 1, column };
        let end = Place {
            line: 1,
            column: column + borrow.chars().count(),
        };
        keepers(&code, &Syntax::new(&code), Area { start, end })
    }

    #[test]
    fn guesses_who_keeps_a_borrow() {
        let variable = |name: &str| Keeper::Variable(name.to_owned());
        let cases = [
            ("fn f() { let a = g(&v[0]); }", "&v", vec![variable("a")]),
            ("fn f() { b = S { x: &v }; }", "&v", vec![variable("b")]),
            ("fn f() { c.push(&v); }", "&v", vec![variable("c")]),
            (
                "fn f() { for d in &v { } }",
                "&v",
                vec![variable("d"), Keeper::Loop],
            ),
            (
                "fn f() { if let Some(e) = &v { } }",
                "&v",
                vec![variable("e")],
            ),
            ("fn f() { { } g(&v); }", "&v", vec![]),
        ];
        for (text, borrow, expected) in cases {
            assert_eq!(keepers_at(text, borrow), expected, "{text}");
        }
    }
}
