//! What an open place must not hold, whatever its marks say.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::grading::bypasses::{is_harmless, is_of_library};
use crate::grading::compared_item::test_parts;
use crate::grading::open_tests::names::defines_item;
use crate::rust::{Source, TokenKind};

/// What the learner's statements may not use or define.
pub(super) struct PlaceLimits<'s> {
    /// Macros that the learner's file makes: one could hide a `return`.
    own_macros: BTreeSet<&'s str>,
    /// What stands beside the tests: nothing may take its name.
    helpers: BTreeSet<&'s str>,
    /// The words that the exercise's tests or its solution's have themselves.
    allowed: BTreeSet<&'s str>,
    /// The crates of the course.
    crates: &'s [String],
}

impl<'s> PlaceLimits<'s> {
    pub(super) fn of(
        original: &'s Source,
        solution: Option<&'s Source>,
        current: &'s Source,
        crates: &'s [String],
    ) -> Self {
        let mut limits = Self {
            own_macros: macros_of(current).collect(),
            helpers: BTreeSet::new(),
            allowed: BTreeSet::new(),
            crates,
        };
        for source in [Some(original), solution].into_iter().flatten() {
            limits.allowed.extend(macros_of(source));
            for part in test_parts(source) {
                let helper = part.identity().filter(|_| !part.is_test());
                limits.helpers.extend(helper.map(|(_, name)| name));
                let words = part.tokens().map(|at| source.word(at));
                limits.allowed.extend(words);
            }
        }
        limits
    }

    /// A word in a range of tokens that no open place may have, if there is one. In a helper
    /// nothing is skipped by leaving early, so it may.
    pub(super) fn forbidden<'c>(
        &self,
        source: &'c Source,
        tokens: &Range<usize>,
        may_leave: bool,
    ) -> Option<&'c str> {
        let mut words = tokens.clone().filter(|at| {
            let word = source.word(*at);
            let is_own_macro =
                source.word(at + 1) == "!" && self.own_macros.contains(source.name(*at));
            is_own_macro || word == "macro_rules"
        });
        let is_new = |at: &usize| !self.allowed.contains(source.word(*at));
        let leaves = || {
            let ways_out = if may_leave {
                Vec::new()
            } else {
                ways_out(source, tokens)
            };
            ways_out.into_iter().find(is_new)
        };
        let is_taken = |name: &NewName| {
            let word = source.name(name.token);
            let is_known = if name.is_variable {
                word == "drop"
            } else {
                is_of_library(word, self.crates)
            };
            is_known || self.helpers.contains(word)
        };
        let takes = || {
            let names = new_names(source, tokens).into_iter();
            names.filter(is_taken).map(|name| name.token).next()
        };
        let attribute = || tokens.clone().find(|at| is_inner_attribute(source, *at));
        let found = attribute().or_else(|| words.find(is_new));
        let found = found.or_else(leaves).or_else(takes);
        found.map(|at| source.word(at))
    }
}

/// Whether an attribute of the block around it begins here, and does more than turn lints on and
/// off: it may change what the whole test means.
fn is_inner_attribute(source: &Source, token: usize) -> bool {
    let begins = source.starts_with(token, &["#", "!", "["]);
    begins && !is_harmless(source.word(token + 3))
}

/// The macros that a file makes.
fn macros_of(source: &Source) -> impl Iterator<Item = &str> {
    let defines = |at: &usize| source.starts_with(*at, &["macro_rules", "!"]);
    let places = source.all().filter(defines);
    places.map(|at| source.name(at + 2))
}

/// What a brace opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum OpenBlock {
    Block,
    Loop,
    Function,
}

/// The blocks that are open at a place.
#[derive(Debug, Default)]
struct OpenBlocks {
    all: Vec<OpenBlock>,
    /// Those of them that are a loop or a function.
    targets: Vec<OpenBlock>,
    functions: usize,
}

impl OpenBlocks {
    fn open(&mut self, block: OpenBlock) {
        self.all.push(block);
        if block != OpenBlock::Block {
            self.targets.push(block);
        }
        self.functions += usize::from(block == OpenBlock::Function);
    }

    fn close(&mut self) {
        let closed = self.all.pop().filter(|block| *block != OpenBlock::Block);
        if closed.is_some() {
            self.targets.pop();
        }
        self.functions -= usize::from(closed == Some(OpenBlock::Function));
    }

    fn are_in_function(&self) -> bool {
        self.functions > 0
    }

    /// Whether a `break` without a label ends a loop that is open here.
    fn are_in_loop(&self) -> bool {
        self.targets.last() == Some(&OpenBlock::Loop)
    }
}

/// Words that leave the place early, and with it the statements behind it. They are looked for
/// among the tokens, so that a macro's argument counts as well.
fn ways_out(source: &Source, tokens: &Range<usize>) -> Vec<usize> {
    let closures = closures(source, tokens);
    let mut found = Vec::new();
    let mut open = OpenBlocks::default();
    let mut next = OpenBlock::Block;
    for at in tokens.clone() {
        match source.word(at) {
            // Without a name it's a type.
            "fn" if source.is_identifier(at + 1) => next = OpenBlock::Function,
            "loop" | "while" | "for" if next != OpenBlock::Function => next = OpenBlock::Loop,
            "{" => {
                let follows = at > tokens.start;
                let before = if follows { source.word(at - 1) } else { "" };
                let is_closure = matches!(before, "async" | "move") || closures.contains(&at);
                open.open(if is_closure {
                    OpenBlock::Function
                } else {
                    next
                });
                next = OpenBlock::Block;
            }
            "}" => open.close(),
            ";" => next = OpenBlock::Block,
            "return" if !open.are_in_function() => found.push(at),
            "break" | "continue" if !open.are_in_function() => {
                let has_label = source.kind(at + 1) == Some(TokenKind::Lifetime);
                if has_label || !open.are_in_loop() {
                    found.push(at);
                }
            }
            _ => {}
        }
    }
    found
}

/// Where the bodies of closures begin: behind the `|` after the parameters.
fn closures(source: &Source, tokens: &Range<usize>) -> BTreeSet<usize> {
    let mut bodies = BTreeSet::new();
    let mut at = tokens.start;
    while at < tokens.end {
        if source.word(at) != "|" {
            at += 1;
            continue;
        }
        let is_operator = at > tokens.start && is_operand(source, at - 1);
        let is_double =
            source.word(at + 1) == "|" && source.end_before(at + 1) == source.begin(at + 1);
        at = match parameters_end(source, at + 1..tokens.end).filter(|_| !is_operator) {
            Some(end) => {
                bodies.insert(end + 1);
                end + 1
            }
            None => at + 1 + usize::from(is_double),
        };
    }
    bodies
}

/// The `|` behind the parameters of a closure that begin here.
fn parameters_end(source: &Source, tokens: Range<usize>) -> Option<usize> {
    let mut at = tokens.start;
    while at < tokens.end {
        match source.word(at) {
            "|" => return Some(at),
            // Those are the alternatives of a pattern.
            "=" | ";" | ")" | "]" | "}" => return None,
            "(" | "[" | "{" => at = source.inside(at)?.end + 1,
            _ => at += 1,
        }
    }
    None
}

/// Whether a value may end with this token, so that a `|` behind it is an operator.
fn is_operand(source: &Source, token: usize) -> bool {
    match source.kind(token) {
        Some(TokenKind::Close(_) | TokenKind::Literal(_) | TokenKind::Lifetime) => true,
        Some(TokenKind::RawIdent) => true,
        Some(TokenKind::Ident) => !BEFORE_VALUES.contains(&source.word(token)),
        // The end of a type's arguments, but for the arrow of a `match`.
        Some(TokenKind::Punct('>')) => token == 0 || source.word(token - 1) != "=",
        Some(TokenKind::Punct(punct)) => matches!(punct, '?' | '_'),
        _ => false,
    }
}

/// Keywords that a value may stand behind.
const BEFORE_VALUES: [&str; 9] = [
    "async", "break", "else", "if", "in", "match", "move", "return", "while",
];

/// A name that is defined or imported. A variable hides functions only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct NewName {
    token: usize,
    is_variable: bool,
}

fn new_names(source: &Source, tokens: &Range<usize>) -> Vec<NewName> {
    let mut names = Vec::new();
    for at in tokens.clone() {
        let behind = at + 1..tokens.end;
        let word = source.word(at);
        let is_variable = matches!(word, "let" | "for");
        let found = match word {
            "let" | "for" => bound(source, behind),
            "use" => imported(source, behind),
            _ if defines_item(word) => behind.take(1).collect(),
            _ => continue,
        };
        names.extend(
            found
                .into_iter()
                .map(|token| NewName { token, is_variable }),
        );
    }
    names
}

/// The names in the pattern that begins here: those that no path, call or struct goes on from.
fn bound(source: &Source, tokens: Range<usize>) -> Vec<usize> {
    let is_end = |at: &usize| matches!(source.word(*at), "=" | ";" | "in");
    let end = tokens.clone().find(is_end).unwrap_or(tokens.end);
    let pattern = tokens.start..end;
    let is_field = pattern.clone().any(|at| source.word(at) == "{");
    let mut names = Vec::new();
    for at in pattern.clone() {
        let behind = if at + 1 < end {
            source.word(at + 1)
        } else {
            ""
        };
        let before = if at > pattern.start {
            source.word(at - 1)
        } else {
            ""
        };
        let is_path = (behind == ":" && source.word(at + 2) == ":") || before == ":";
        if source.word(at) == ":" && !is_path && !is_field {
            // A type stands behind it.
            break;
        }
        if source.is_identifier(at) && !is_path && !matches!(behind, "(" | "{") {
            names.push(at);
        }
    }
    names
}

/// The names at the ends of the import that begins here, and those that it gives. What comes
/// from the standard library under its own name is what it always is.
fn imported(source: &Source, tokens: Range<usize>) -> Vec<usize> {
    let is_end = |at: &usize| source.word(*at) == ";";
    let end = tokens.clone().find(is_end).unwrap_or(tokens.end);
    let path = tokens.start..end;
    let first = path.clone().find(|at| source.word(*at) != ":");
    let first = first.map_or("", |first| source.word(first));
    let is_library = matches!(first, "std" | "core" | "alloc");
    let ends = path.clone().filter(|at| {
        let is_last = matches!(source.word(at + 1), ";" | "," | "}");
        let is_renamed = *at > path.start && source.word(at - 1) == "as";
        source.is_identifier(*at) && is_last && (is_renamed || !is_library)
    });
    ends.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rust::Edition;

    fn forbidden(code: &str) -> Option<String> {
        let limits = PlaceLimits {
            own_macros: BTreeSet::from(["leave"]),
            helpers: BTreeSet::from(["check"]),
            allowed: BTreeSet::new(),
            crates: &[],
        };
        let source = Source::new(code, Edition::default());
        let word = limits.forbidden(&source, &source.all(), false);
        word.map(str::to_owned)
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
            "let f = [1].map(|Point { x, .. }: Point| { return x }); g(a, || { return });",
            "let f = match x { A | B => |(a, b)| { return a; }, | C => move | | { return } };",
            "if a | b || c { g(|| { return 1 }) } else { vec![|x: Vec<u8>| { return x }] }",
            "#![allow(unused)] let x = 1; #[allow(unused)] let y = 2;",
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
            ("let _ = false || { return; };", "return"),
            ("let _ = f() | { return; };", "return"),
            ("let _ = a[0] | { return; };", "return"),
            ("let _ = 1 as A<u8> || { return; };", "return"),
            ("let _ = a? || { return; };", "return"),
            ("let _ = r#move || { return; };", "return"),
            ("match 0 { | _ => false || a | { return; } };", "return"),
            (
                "match 0 { | 0 | 1 => false || { return; }, _ => a };",
                "return",
            ),
            ("let _: fn() = { return; };", "return"),
            ("#![should_panic] a();", "#"),
            ("#! [cfg_attr(all(), should_panic)] a();", "#"),
            ("let a = { #![cfg(any())] 1 };", "#"),
        ] {
            assert_eq!(forbidden(code).as_deref(), Some(word), "{code}");
        }
    }

    #[test]
    fn many_open_braces_are_read_in_one_go() {
        let code = "{ | ( ".repeat(50_000) + "return";
        assert_eq!(forbidden(&code).as_deref(), Some("return"));
    }
}
