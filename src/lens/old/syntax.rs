//! Functions, loops, statements and bindings, found among tokens without a parser.
//!
//! Where macros or odd forms hide something, nothing is found: what is drawn from here only
//! adds to what the compiler said.

use std::ops::Range;

use crate::lens::old::code::{Code, is_word};
use crate::lens::place::{Area, Place};

/// A function with a body.
#[derive(Debug, Clone)]
pub struct Function {
    /// Its name.
    pub name: String,
    /// The token `fn`.
    pub first: usize,
    /// The brackets of its parameters.
    pub parameters: (usize, usize),
    /// The braces of its body.
    pub body: (usize, usize),
}

/// A `for`, `while` or `loop`.
#[derive(Debug, Clone)]
pub struct Loop {
    /// Its keyword.
    pub keyword: usize,
    /// The braces of its body.
    pub body: (usize, usize),
}

/// How a name came to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BindingKind {
    /// By `let`.
    Let,
    /// By the pattern of `if let`, `while let` or an arm of `match`.
    Pattern,
    /// As the variable of a `for` loop.
    For,
    /// As a parameter of a function.
    Parameter,
    /// As a parameter of a closure.
    ClosureParameter,
}

/// A variable.
#[derive(Debug, Clone)]
pub struct Binding {
    /// Its name.
    pub name: String,
    /// The token of its name.
    pub token: usize,
    /// How it came to be.
    pub kind: BindingKind,
    /// Whether it is declared with `mut`.
    pub mutable: bool,
    /// The tokens between which it can be seen.
    pub visible: Range<usize>,
    /// The tokens of its type, empty if none is written.
    pub of_type: Range<usize>,
    /// The tokens of the value that it was declared with, empty if there is none.
    pub value: Range<usize>,
    /// Whether it is the whole pattern and not a part of one.
    pub is_whole: bool,
}

/// What a source consists of.
#[derive(Debug)]
pub struct Syntax {
    /// In their order.
    pub functions: Vec<Function>,
    /// In their order.
    pub loops: Vec<Loop>,
    /// The tokens of the bodies of closures, in the order of their places.
    pub closures: Vec<Range<usize>>,
    /// In the order of their places.
    pub bindings: Vec<Binding>,
}

const KEYWORDS: [&str; 12] = [
    "mut", "ref", "box", "if", "in", "true", "false", "self", "Self", "move", "let", "else",
];

impl Syntax {
    /// Finds all.
    pub fn new(code: &Code) -> Self {
        let mut syntax = Self {
            functions: functions(code),
            loops: loops(code),
            closures: Vec::new(),
            bindings: Vec::new(),
        };
        let mut bindings = Vec::new();
        for function in &syntax.functions {
            parameters(code, function, &mut bindings);
        }
        for index in 0..code.tokens.len() {
            match code.token(index) {
                "let" => let_binding(code, index, &mut bindings),
                "match" => match_arms(code, index, &mut bindings),
                "|" if begins_closure(code, index) => {
                    let body = closure(code, index, &mut bindings);
                    syntax.closures.extend(body);
                }
                "||" if begins_closure(code, index) => {
                    syntax
                        .closures
                        .push(index + 1..closure_end(code, index + 1));
                }
                _ => {}
            }
        }
        for one in &syntax.loops {
            for_variable(code, one, &mut bindings);
        }
        bindings.sort_by_key(|b| b.token);
        syntax.bindings = bindings;
        syntax
    }

    /// The innermost function around a place, its signature included.
    pub fn function_at(&self, code: &Code, place: Place) -> Option<&Function> {
        let index = code.index_at(place);
        self.functions
            .iter()
            .rfind(|f| (f.first..=f.body.1).contains(&index))
    }

    /// The innermost closure around a place, if no function stands between them.
    pub fn closure_at(&self, code: &Code, place: Place) -> Option<Range<usize>> {
        let index = code.index_at(place);
        let found = self.closures.iter().rfind(|c| c.contains(&index))?.clone();
        let function = self.function_at(code, place);
        function
            .is_none_or(|f| f.first < found.start)
            .then_some(found)
    }

    /// The function of this name, if there is just one.
    pub fn function_named(&self, name: &str) -> Option<&Function> {
        let mut found = self.functions.iter().filter(|f| f.name == name);
        let first = found.next();
        first.filter(|_| found.next().is_none())
    }

    /// The innermost loop whose body or head holds both places.
    pub fn loop_around(&self, code: &Code, one: Place, other: Place) -> Option<&Loop> {
        let (one, other) = (code.index_at(one), code.index_at(other));
        let holds = |l: &&Loop, at| l.keyword <= at && at <= l.body.1;
        self.loops
            .iter()
            .filter(|l| holds(l, one) && holds(l, other))
            .min_by_key(|l| l.body.1 - l.keyword)
    }

    /// Whether a function stands in `impl Trait for Type`, so that a trait says what it takes.
    pub fn is_of_trait(&self, code: &Code, function: &Function) -> bool {
        let mut at = function.first;
        while let Some(before) = at.checked_sub(1) {
            at = before;
            match code.token(at) {
                ")" | "]" | "}" => at = code.partner(at).unwrap_or(at),
                "{" => break,
                _ => {}
            }
        }
        let head = (0..at)
            .rev()
            .take_while(|i| !matches!(code.token(*i), "{" | "}" | ";"));
        let words: Vec<&str> = head.map(|i| code.token(i)).collect();
        words.contains(&"impl") && words.contains(&"for")
    }

    /// The type of a field of a struct that is declared in this text.
    pub fn field_type(&self, code: &Code, name: &str, field: &str) -> Option<String> {
        let at = (1..code.tokens.len())
            .find(|at| code.token(*at) == name && code.token(*at - 1) == "struct")?;
        let open = find_outside(code, at + 1, &["{", ";"])?;
        let close = code.partner(open).filter(|_| code.token(open) == "{")?;
        parts(code, open + 1..close, ",")
            .into_iter()
            .find_map(|part| {
                let colon = part.clone().find(|i| code.token(*i) == ":")?;
                let area = code.span_of(colon + 1, part.end.checked_sub(1)?)?;
                (code.token(colon - 1) == field).then(|| code.text(area))
            })
    }

    /// The variable that a name means at a place.
    pub fn binding(&self, code: &Code, name: &str, place: Place) -> Option<&Binding> {
        let index = code.index_at(place);
        let mut seen = self.bindings.iter().rev();
        seen.find(|b| b.name == name && b.visible.contains(&index))
    }

    /// The variable that is declared at a place.
    pub fn declared_at(&self, code: &Code, area: Area) -> Option<&Binding> {
        let range = code.indices(area);
        self.bindings.iter().find(|b| range.contains(&b.token))
    }
}

/// The index of the first of `ends` from `from` on that stands in no bracket opened since.
/// `None` if the bracket around it ends before.
pub fn find_outside(code: &Code, from: usize, ends: &[&str]) -> Option<usize> {
    let mut at = from;
    while at < code.tokens.len() {
        let text = code.token(at);
        if ends.contains(&text) {
            return Some(at);
        }
        match text {
            "(" | "[" | "{" => at = code.partner(at)?,
            ")" | "]" | "}" => return None,
            _ => {}
        }
        at += 1;
    }
    None
}

fn functions(code: &Code) -> Vec<Function> {
    let found = (0..code.tokens.len()).filter(|i| code.token(*i) == "fn");
    found.filter_map(|first| function(code, first)).collect()
}

fn function(code: &Code, first: usize) -> Option<Function> {
    let head = head(code, first)?;
    let end = code
        .partner(head.body.0)
        .filter(|_| code.token(head.body.0) == "{")?;
    Some(Function {
        body: (head.body.0, end),
        ..head
    })
}

/// The function of a trait that ends with its signature, if this place lies in one; its body
/// is the `;`.
pub fn signature_at(code: &Code, place: Place) -> Option<Function> {
    let at = code.index_at(place);
    let first = (0..at).rfind(|i| code.token(*i) == "fn")?;
    head(code, first).filter(|head| code.token(head.body.0) == ";" && at < head.body.0)
}

/// A signature; its body is what it ends with.
fn head(code: &Code, first: usize) -> Option<Function> {
    let name = code.token(first + 1);
    if !is_word(name) {
        return None;
    }
    let open = skip_generics(code, first + 2);
    let close = code.partner(open).filter(|_| code.token(open) == "(")?;
    let end = find_outside(code, close + 1, &["{", ";"])?;
    Some(Function {
        name: name.to_owned(),
        first,
        parameters: (open, close),
        body: (end, end),
    })
}

/// Passes over `<...>`, if that stands here.
pub fn skip_generics(code: &Code, at: usize) -> usize {
    if code.token(at) != "<" {
        return at;
    }
    let mut depth = 0_usize;
    for index in at..code.tokens.len() {
        match code.token(index) {
            "<" => depth += 1,
            ">" if depth <= 1 => return index + 1,
            ">" => depth -= 1,
            _ => {}
        }
    }
    at
}

fn loops(code: &Code) -> Vec<Loop> {
    let is_loop = |at: &usize| match code.token(*at) {
        "while" | "loop" => true,
        "for" => {
            code.token(*at + 1) != "<"
                && find_outside(code, *at + 1, &["in", "{", ";"])
                    .is_some_and(|found| code.token(found) == "in")
        }
        _ => false,
    };
    let found = (0..code.tokens.len()).filter(is_loop);
    let whole = found.filter_map(|keyword| {
        let open = block_of_head(code, keyword + 1)?;
        let close = code.partner(open)?;
        Some(Loop {
            keyword,
            body: (open, close),
        })
    });
    whole.collect()
}

/// The brace that opens the block behind a head such as `while a < b`.
fn block_of_head(code: &Code, from: usize) -> Option<usize> {
    let open = find_outside(code, from, &["{", ";"])?;
    (code.token(open) == "{").then_some(open)
}

/// The names that a pattern binds, as tokens.
fn names(code: &Code, pattern: Range<usize>) -> Vec<(usize, bool)> {
    let mut found = Vec::new();
    for at in pattern.clone() {
        let text = code.token(at);
        let next = code.token(at + 1);
        let before = match at > pattern.start {
            true => code.token(at - 1),
            false => "",
        };
        let begins_small = text.starts_with(|c: char| c.is_alphabetic() && !c.is_uppercase())
            || (text.starts_with('_') && text.len() > 1);
        let is_path = next == "::" || before == "::" || (at + 1 < pattern.end && next == "(");
        let is_field = next == ":" && at + 1 < pattern.end;
        let is_macro = next == "!";
        if begins_small && !KEYWORDS.contains(&text) && !is_path && !is_field && !is_macro {
            found.push((at, before == "mut"));
        }
    }
    found
}

struct Pattern {
    range: Range<usize>,
    kind: BindingKind,
    visible: Range<usize>,
    of_type: Range<usize>,
    value: Range<usize>,
}

fn push(code: &Code, pattern: &Pattern, into: &mut Vec<Binding>) {
    let names = names(code, pattern.range.clone());
    let plain = pattern.range.clone().all(|at| is_word(code.token(at)));
    let is_whole = plain && names.len() == 1;
    into.extend(names.into_iter().map(|(token, mutable)| Binding {
        name: code.token(token).to_owned(),
        token,
        kind: pattern.kind,
        mutable,
        visible: pattern.visible.clone(),
        of_type: pattern.of_type.clone(),
        value: pattern.value.clone(),
        is_whole,
    }));
}

fn let_binding(code: &Code, at: usize, into: &mut Vec<Binding>) {
    let conditional = at > 0 && matches!(code.token(at - 1), "if" | "while" | "&&");
    let Some(end) = find_outside(code, at + 1, &[":", "=", ";"]) else {
        return;
    };
    let range = at + 1..end;
    let equals = match code.token(end) {
        ":" => find_outside(code, end + 1, &["=", ";"]).unwrap_or(end),
        _ => end,
    };
    let of_type = match code.token(end) {
        ":" => end + 1..equals,
        _ => 0..0,
    };
    let has_value = code.token(equals) == "=";
    if conditional {
        let block = block_of_head(code, equals + 1);
        let Some((open, close)) = block.and_then(|open| Some((open, code.partner(open)?))) else {
            return;
        };
        let pattern = Pattern {
            range,
            kind: BindingKind::Pattern,
            visible: equals + 1..close + 1,
            of_type: 0..0,
            value: equals + 1..open,
        };
        return push(code, &pattern, into);
    }
    let stop = find_outside(code, equals, &[";"]).unwrap_or(equals);
    let pattern = Pattern {
        range,
        kind: BindingKind::Let,
        visible: stop..end_of_block(code, at),
        of_type,
        value: if has_value { equals + 1..stop } else { 0..0 },
    };
    push(code, &pattern, into);
}

/// The bracket that closes what is open at `at`, or the end.
pub fn end_of_block(code: &Code, at: usize) -> usize {
    let mut index = at;
    while index < code.tokens.len() {
        match code.token(index) {
            "(" | "[" | "{" => index = code.partner(index).unwrap_or(index),
            ")" | "]" | "}" => return index,
            _ => {}
        }
        index += 1;
    }
    index
}

fn parameters(code: &Code, function: &Function, into: &mut Vec<Binding>) {
    let (open, close) = function.parameters;
    for part in parts(code, open + 1..close, ",") {
        let colon = part.clone().find(|at| code.token(*at) == ":");
        let Some(colon) = colon else {
            if let Some(at) = part.clone().find(|at| code.token(*at) == "self") {
                into.push(own(code, function, at, part));
            }
            continue;
        };
        let pattern = Pattern {
            range: part.start..colon,
            kind: BindingKind::Parameter,
            visible: function.body.0..function.body.1 + 1,
            of_type: colon + 1..part.end,
            value: 0..0,
        };
        push(code, &pattern, into);
    }
}

/// `self`, `&self`, `&mut self`: its type is what stands there.
fn own(code: &Code, function: &Function, at: usize, part: Range<usize>) -> Binding {
    Binding {
        name: "self".to_owned(),
        token: at,
        kind: BindingKind::Parameter,
        mutable: at > part.start && code.token(at - 1) == "mut" && code.token(part.start) != "&",
        visible: function.body.0..function.body.1 + 1,
        of_type: part,
        value: 0..0,
        is_whole: true,
    }
}

/// Cuts a range at separators that stand in no bracket (also not in `<...>`).
pub fn parts(code: &Code, range: Range<usize>, separator: &str) -> Vec<Range<usize>> {
    let (mut found, mut start, mut at, mut angles) = (Vec::new(), range.start, range.start, 0);
    while at < range.end {
        match code.token(at) {
            "(" | "[" | "{" => at = code.partner(at).unwrap_or(at),
            "<" => angles += 1,
            ">" => angles -= 1,
            text if text == separator && angles <= 0 => {
                found.push(start..at);
                start = at + 1;
            }
            _ => {}
        }
        at += 1;
    }
    if start < range.end {
        found.push(start..range.end);
    }
    found
}

fn for_variable(code: &Code, one: &Loop, into: &mut Vec<Binding>) {
    if code.token(one.keyword) != "for" {
        return;
    }
    let Some(within) = find_outside(code, one.keyword + 1, &["in"]) else {
        return;
    };
    let pattern = Pattern {
        range: one.keyword + 1..within,
        kind: BindingKind::For,
        visible: one.body.0..one.body.1 + 1,
        of_type: 0..0,
        value: within + 1..one.body.0,
    };
    push(code, &pattern, into);
}

fn match_arms(code: &Code, at: usize, into: &mut Vec<Binding>) {
    let Some(open) = block_of_head(code, at + 1) else {
        return;
    };
    let Some(close) = code.partner(open) else {
        return;
    };
    let mut start = open + 1;
    while start < close {
        let Some(arrow) = find_outside(code, start, &["=>"]).filter(|a| *a < close) else {
            return;
        };
        let guard = (start..arrow).find(|i| code.token(*i) == "if");
        let end = arm_end(code, arrow + 1, close);
        let pattern = Pattern {
            range: start..guard.unwrap_or(arrow),
            kind: BindingKind::Pattern,
            visible: guard.unwrap_or(arrow)..end + 1,
            of_type: 0..0,
            value: at + 1..open,
        };
        push(code, &pattern, into);
        start = end + 1;
    }
}

/// The last token of an arm: its comma, or the brace of its block.
fn arm_end(code: &Code, from: usize, close: usize) -> usize {
    if code.token(from) == "{" {
        let end = code.partner(from).unwrap_or(close);
        return match code.token(end + 1) {
            "," => end + 1,
            _ => end,
        };
    }
    find_outside(code, from, &[","])
        .filter(|comma| *comma < close)
        .unwrap_or(close - 1)
}

fn begins_closure(code: &Code, at: usize) -> bool {
    let before = match at {
        0 => "",
        _ => code.token(at - 1),
    };
    let leads = [
        "(", ",", "=", "{", ";", "=>", "return", "move", "async", "[", ":", "&&", "||", "}",
    ];
    leads.contains(&before)
}

/// The body of the closure whose parameters begin here.
fn closure(code: &Code, at: usize, into: &mut Vec<Binding>) -> Option<Range<usize>> {
    let end = (at + 1..code.tokens.len()).find(|i| code.token(*i) == "|")?;
    // No list of parameters is that long: this was no closure.
    if end - at > 60 || (at..end).any(|i| matches!(code.token(i), ";" | "{" | "=>")) {
        return None;
    }
    let last = closure_end(code, end + 1);
    for part in parts(code, at + 1..end, ",") {
        let colon = part.clone().find(|i| code.token(*i) == ":");
        let pattern = Pattern {
            range: part.start..colon.unwrap_or(part.end),
            kind: BindingKind::ClosureParameter,
            visible: end..last,
            of_type: colon.map_or(0..0, |colon| colon + 1..part.end),
            value: 0..0,
        };
        push(code, &pattern, into);
    }
    Some(end + 1..last)
}

/// The first token behind a closure's body that begins at `from`.
pub fn closure_end(code: &Code, from: usize) -> usize {
    if code.token(from) == "{" {
        return code.partner(from).map_or(from, |end| end + 1);
    }
    let mut at = from;
    while at < code.tokens.len() {
        match code.token(at) {
            "(" | "[" | "{" => at = code.partner(at).unwrap_or(at),
            ")" | "]" | "}" | "," | ";" => return at,
            _ => {}
        }
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, BindingKind, bool)> {
        let syntax = Syntax::new(&Code::new(text));
        let bindings = syntax.bindings.into_iter();
        bindings.map(|b| (b.name, b.kind, b.is_whole)).collect()
    }

    #[test]
    fn finds_every_kind_of_binding() {
        let text = "fn f(&mut self, a: &[u8], (b, _): (u8, u8)) -> u8 {
            let mut c = 1; let Point { x, y: z } = p;
            if let Some(d) = e { } else { }
            for (i, n) in v.iter().enumerate() { v.iter().map(|k| k + 1); }
            match m { A::B(o) | A::C(o) if o > 1 => o, Q { r, .. } => { r } None => 0 }
        }";
        let names: Vec<String> = found(text).into_iter().map(|f| f.0).collect();
        let expected = [
            "self", "a", "b", "c", "x", "z", "d", "i", "n", "k", "o", "o", "r",
        ];
        assert_eq!(names, expected);
    }

    #[test]
    fn a_name_means_the_nearest_declaration_before_it() {
        let text = "fn f() {\n let x = 1;\n { let x = x + 1; g(x); }\n g(x);\n}";
        let code = Code::new(text);
        let syntax = Syntax::new(&code);
        let at = |line, column| {
            let place = Place { line, column };
            let binding = syntax.binding(&code, "x", place).expect("declared");
            code.tokens[binding.token].area.start.line
        };
        assert_eq!((at(3, 12), at(3, 21), at(4, 4)), (2, 3, 2));
    }

    #[test]
    fn functions_and_loops_have_their_bodies() {
        let text = "impl<T> A for B<T> { fn g<F: Fn(u8) -> u8>(f: F) where F: Send { for x in 0..3 { while f(x) > 1 {} } } }";
        let syntax = Syntax::new(&Code::new(text));
        assert_eq!(syntax.functions[0].name, "g");
        assert_eq!(syntax.loops.len(), 2);
    }

    proptest::proptest! {
        #[test]
        fn never_panics(text in "([{}()|=;:,<>&'\"\r\n\t ]|let|fn|for|in|match|if|while|loop|move|mut|x|é|名|=>)*") {
            Syntax::new(&Code::new(&text));
        }
    }
}
