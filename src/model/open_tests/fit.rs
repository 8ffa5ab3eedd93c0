//! Whether a learner's body is the original's but for what stands in its open places.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::grading::bypasses::is_of_library;
use crate::model::open_tests::body::{Demands, Piece, count_assertions, outside_blocks};
use crate::model::open_tests::statements::{Writer, blocks, split};
use crate::model::open_tests::text::{Text, is_word};

/// What an open place must not hold, whatever its marks say.
pub(super) struct Limits<'a> {
    /// Macros that the learner's file makes: one could hide a `return`.
    pub(super) own_macros: BTreeSet<&'a str>,
    /// What stands beside the tests: nothing may take its name.
    pub(super) helpers: BTreeSet<&'a str>,
    /// The words that the exercise's tests or its solution's have themselves.
    pub(super) allowed: BTreeSet<&'a str>,
    /// The crates of the course.
    pub(super) crates: &'a [String],
}

/// Larger bodies are not compared; they count as edited.
const MOST_PLACES: usize = 250_000;

/// The original and the learner's file.
#[derive(Clone, Copy)]
pub(super) struct Pair<'a, 't> {
    pub(super) original: &'t Text<'a>,
    pub(super) current: &'t Text<'a>,
    pub(super) limits: &'t Limits<'a>,
    /// Whether leaving the function skips nothing that decides: it is no test.
    pub(super) may_leave: bool,
}

impl<'a> Pair<'a, '_> {
    /// Whether a body of the learner's has these pieces.
    pub(super) fn fits(&self, pieces: &[Piece], body: &Range<usize>) -> bool {
        let statements = split(self.current, body, Writer::Learner);
        let (rows, columns) = (pieces.len(), statements.len());
        if (rows + 1).saturating_mul(columns + 1) > MOST_PLACES {
            return false;
        }
        // Whether the pieces from a row on fit the statements from a column on.
        let mut fits = vec![vec![false; columns + 1]; rows + 1];
        fits[rows][columns] = true;
        for row in (0..rows).rev() {
            for column in 0..=columns {
                fits[row][column] = match &pieces[row] {
                    Piece::Open(demands) => (column..=columns).any(|end| {
                        fits[row + 1][end] && self.may_hold(demands, &statements[column..end])
                    }),
                    piece => {
                        let statement = statements.get(column);
                        statement
                            .is_some_and(|it| fits[row + 1][column + 1] && self.is_it(piece, it))
                    }
                };
            }
        }
        fits[0][0]
    }

    /// Whether a statement is the one of a piece.
    fn is_it(&self, piece: &Piece, statement: &Range<usize>) -> bool {
        match piece {
            Piece::Open(_) => false,
            Piece::Fixed(original) => self.original.at(original) == self.current.at(statement),
            Piece::Nested {
                statement: original,
                blocks: wanted,
            } => {
                let inner = blocks(self.current, statement);
                inner.len() == wanted.len()
                    && outside_blocks(self.original, original)
                        == outside_blocks(self.current, statement)
                    && wanted
                        .iter()
                        .zip(&inner)
                        .all(|(pieces, body)| self.fits(pieces, body))
            }
        }
    }

    /// Whether these statements may stand in an open place.
    fn may_hold(&self, demands: &Demands, statements: &[Range<usize>]) -> bool {
        let (Some(first), Some(last)) = (statements.first(), statements.last()) else {
            return *demands == Demands::default();
        };
        let tokens = self.current.at(&(first.start..last.end));
        let keeps = |(wanted, is_outermost, times): (&[&str], bool, usize)| {
            let outermost = statements.iter().filter(|it| self.current.at(it) == wanted);
            let anywhere = tokens
                .windows(wanted.len().max(1))
                .filter(|run| *run == wanted);
            let found = if is_outermost {
                outermost.count()
            } else {
                anywhere.count()
            };
            found >= times
        };
        let kept: Vec<(&[&str], bool)> = demands
            .kept
            .iter()
            .map(|kept| (self.original.at(&kept.statement), kept.is_outermost))
            .collect();
        let mut counted = kept.iter().map(|&(wanted, is_outermost)| {
            let same = kept.iter().filter(|(other, _)| *other == wanted);
            (wanted, is_outermost, same.count())
        });
        counted.all(keeps)
            && count_assertions(tokens) >= demands.assertions
            && demands
                .subjects
                .iter()
                .all(|at| tokens.contains(&self.original.tokens[*at]))
            && self.limits.forbids(tokens, self.may_leave).is_none()
    }
}

impl<'a> Limits<'a> {
    /// What tokens in an open place have that none may have.
    pub(super) fn forbids(&self, tokens: &[&'a str], may_leave: bool) -> Option<&'a str> {
        let is_new = |word: &&str| !self.allowed.contains(*word);
        let leaves = ways_out(tokens).into_iter().filter(|_| !may_leave);
        let called = tokens.windows(2).filter(|w| w[1] == "!").map(|w| w[0]);
        let own = called.filter(|name| self.own_macros.contains(name));
        let makes = tokens
            .iter()
            .copied()
            .filter(|token| *token == "macro_rules");
        let mut taken = names_taken(tokens).into_iter().filter_map(|taken| {
            let (name, is_taken) = match taken {
                Taken::Item(name) => (name, is_of_library(name, self.crates)),
                Taken::Variable(name) => (name, name == "drop"),
            };
            (is_taken || self.helpers.contains(name)).then_some(name)
        });
        let mut words = leaves.chain(own).chain(makes).filter(is_new);
        words.next().or_else(|| taken.next())
    }
}

/// Words that leave the place early, and with it the statements behind it.
fn ways_out<'a>(tokens: &[&'a str]) -> Vec<&'a str> {
    let mut found = Vec::new();
    let mut open: Vec<Around> = Vec::new();
    let mut next = Around::Block;
    for (at, &token) in tokens.iter().enumerate() {
        let in_function = open.contains(&Around::Function);
        let in_loop = || {
            let own = open.iter().rposition(|around| *around != Around::Block);
            own.is_some_and(|own| open[own] == Around::Loop)
        };
        match token {
            "fn" => next = Around::Function,
            "loop" | "while" | "for" if next != Around::Function => next = Around::Loop,
            "{" => {
                let before = at.checked_sub(1).map_or("", |before| tokens[before]);
                let is_closure = matches!(before, "|" | "async" | "move");
                let around = if is_closure { Around::Function } else { next };
                open.push(around);
                next = Around::Block;
            }
            "}" => {
                open.pop();
            }
            ";" => next = Around::Block,
            "return" if !in_function => found.push(token),
            "break" | "continue" if !in_function => {
                let has_label = tokens.get(at + 1) == Some(&"'");
                if has_label || !in_loop() {
                    found.push(token);
                }
            }
            _ => {}
        }
    }
    found
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Around {
    Block,
    Loop,
    Function,
}

/// The names that tokens define or import. A variable hides functions only.
fn names_taken<'a>(tokens: &[&'a str]) -> Vec<Taken<'a>> {
    let mut names = Vec::new();
    for (at, word) in tokens.iter().enumerate() {
        let behind = &tokens[at + 1..];
        match *word {
            "fn" | "const" | "static" | "struct" | "enum" | "trait" | "type" | "mod" | "union" => {
                names.extend(behind.first().copied().map(Taken::Item));
            }
            "let" | "for" => names.extend(bound(behind).into_iter().map(Taken::Variable)),
            "use" => names.extend(imported(behind).into_iter().map(Taken::Item)),
            _ => {}
        }
    }
    names
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Taken<'a> {
    Item(&'a str),
    Variable(&'a str),
}

/// The names in a pattern: those that no path, call or struct goes on from.
fn bound<'a>(tokens: &[&'a str]) -> Vec<&'a str> {
    let end = tokens.iter().position(|t| matches!(*t, "=" | ";" | "in"));
    let pattern = &tokens[..end.unwrap_or(tokens.len())];
    let is_field = pattern.contains(&"{");
    let mut names = Vec::new();
    for (at, word) in pattern.iter().enumerate() {
        let behind = &pattern[at + 1..];
        let is_path = behind.starts_with(&[":", ":"]) || (at > 0 && pattern[at - 1] == ":");
        if *word == ":" && !is_path && !is_field {
            // A type stands behind it.
            break;
        }
        let opens = matches!(behind.first(), Some(&("(" | "{")));
        if is_word(word) && !is_path && !opens {
            names.push(*word);
        }
    }
    names
}

/// The names at the ends of an import, and those that it gives. What comes from the standard
/// library under its own name is what it always is.
fn imported<'a>(tokens: &[&'a str]) -> Vec<&'a str> {
    let end = tokens.iter().position(|token| *token == ";");
    let path = &tokens[..end.map_or(tokens.len(), |end| end + 1)];
    let first = path.iter().find(|token| **token != ":").copied();
    let is_library = first.is_some_and(|first| matches!(first, "std" | "core" | "alloc"));
    let ends = path.windows(2).enumerate().filter(|(at, w)| {
        let is_renamed = at.checked_sub(1).is_some_and(|before| path[before] == "as");
        matches!(w[1], ";" | "," | "}") && (is_renamed || !is_library)
    });
    ends.map(|(_, w)| w[0]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::source;

    fn forbidden(code: &str) -> Option<&str> {
        let limits = Limits {
            own_macros: BTreeSet::from(["leave"]),
            helpers: BTreeSet::from(["check"]),
            allowed: BTreeSet::new(),
            crates: &[],
        };
        limits.forbids(&source::tokens_with_literals(code), false)
    }

    #[test]
    fn honest_statements_hold_nothing_forbidden() {
        for code in [
            "let nice: &[u32] = &a[1..4]; let str = \"a\"; let Some(x) = y else { panic!() };",
            "for x in xs { if x { break; } else { continue } }",
            "let f = |x| { return x; }; fn g() -> u8 { return 1; } let h = move || { return };",
            "use super::*; use super::my::transformer; use std::option::Option;",
            "let x = y as u32; drop(x); let v = vec![check(1)];",
            "loop { let x = { break 3 }; }",
        ] {
            assert_eq!(forbidden(code), None, "{code}");
        }
    }

    #[test]
    fn ways_around_the_fixed_statements_are_forbidden() {
        for (code, word) in [
            ("return;", "return"),
            ("if a { return }", "return"),
            ("break;", "break"),
            ("loop { break 'a; }", "break"),
            ("loop { || { 1 }; } continue;", "continue"),
            ("leave!();", "leave"),
            ("macro_rules! m { () => {} }", "macro_rules"),
            ("let check = |_| 4;", "check"),
            ("let (mut drop, a) = b;", "drop"),
            ("fn check() {}", "check"),
            ("struct Some;", "Some"),
            ("use super::fake::Some;", "Some"),
            ("use std::mem::{forget as drop};", "drop"),
        ] {
            assert_eq!(forbidden(code), Some(word), "{code}");
        }
    }
}
