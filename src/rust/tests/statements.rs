//! The statements that the cutter cuts, beside those that the parser sees.

use std::ops::Range;

use super::Random;
use crate::rust::{Edition, NodeKind, Role, Source, StatementEnd, Tree};

/// Where the cutter doesn't cut the statements that the parser sees. `kinds` are the ways to cut.
pub(super) fn differences(source: &Source, tree: &Tree, kinds: &[StatementEnd]) -> Vec<String> {
    let mut differences = Vec::new();
    for block in tree.nodes_of(NodeKind::Block) {
        let bytes = tree.bytes(block);
        let close = source.token_at(bytes.end) - 1;
        let open = source.partner(close).expect("a block has its braces");
        let body = open + 1..close;
        let mut parsed: Vec<_> = tree
            .children_as(block, Role::Statement)
            .map(|statement| tree.bytes(statement))
            .map(|bytes| source.token_at(bytes.start)..source.token_at(bytes.end))
            .collect();
        // Attributes of the block go with its first statement.
        if let Some(first) = parsed.first_mut() {
            first.start = body.start;
        } else if !body.is_empty() {
            parsed.push(body.clone());
        }
        let texts = |ranges: &[Range<usize>]| -> Vec<String> {
            let texts = ranges.iter().map(|range| source.text_of(range).to_owned());
            texts.collect()
        };
        for ends in kinds {
            let cut = source.statements(body.clone(), *ends);
            if cut != parsed {
                let block = &source.text()[bytes.clone()];
                let (cut, parsed) = (texts(&cut), texts(&parsed));
                differences.push(format!(
                    "{block}\n  {ends:?}: {cut:?}\n  parser: {parsed:?}"
                ));
            }
        }
    }
    differences
}

/// Bodies with statements that end where one might not think so.
const BODIES: &[&str] = &[
    "m! { a } *n += 1;",
    "m! { a } - 1; m! { a }.b(); m! { a }? + 1; m! { a }; m! { a } .. 1; a::b::m! { c } (d);",
    "::a::m! { b } &c; m! [a]; m!(a); m!(a)",
    "macro_rules! m { () => {} } a; macro_rules! n(() => {};); b",
    "macro_rules! m { () => {} }; b",
    "match a {} - 1",
    "match a {} * b; match a {} & b; match a {} (b); match a {} [b];",
    "match a {}.b() - 1; match a {}? - 1; match a {} .. 1; match a {}\n.b; c",
    "if a {} else {} [0].b(); if a { } |b| c;",
    "if a {} else if b {} else {}.c(); if a {} else {}; d",
    "if S::A == a { b }; c",
    "if let S { a } = b { c } d",
    "if let S { a } | T { a } = b && let U { .. } = c && d { e } f",
    "if { a } { b } c; if { a } == { b } { c } d",
    "if match a { _ => b } { c } d; if match a {} == unsafe { b } { c } d",
    "if a == if b { c } else if d { e } else { f } { g } else { h } i",
    "if let 1..=2 = a { b } c; if let 1.. = a { b } c; if let ..=-1 = a { b } c",
    "if |a| b { c } d; if || a { b } c; if a || |b| -> S<{ 1 }> { c } { d } e;",
    "if a as u8 == b { c } d; if a as *const S<T> <= b { c } d; if a as fn(u8) -> u8 == b {} c",
    "if a::<{ 1 }>() { b } c; if a.b::<S<T>>() { c } d; if <S<T> as U>::V { a } b",
    "if <<S as T>::U as V>::W { a } b; if a << b < c { d } e; if a >>= b { c } d",
    "if a != b && !c && -d < *e & &f { g } h; if a | b { c } d; if a |= b { c } d",
    "if m! { a } { b } c; if m!(a) { b } c; if a!= (b) { c } d",
    "if return { a } { b } c; if break { b } c; if break 'a { b } c; if continue { b } c",
    "if a? { b } c; if a.0.1 { b } c; if a[0](1).await { b } c; if (a) { b } c",
    "if async { a } { b } c; if async move { a } { b } c; if const { a } { b } c",
    "if loop { a } { b } c; if 'a: loop { a } { b } c; if 'a: { b } { c } d; if while a {} {} b",
    "if for a in b {} {} c; if &raw const a == b {} c; if &mut a == b {} c",
    "if #[a] b { c } d; if \"{\" == '{' { c } d",
    "while a { b } c; while let S { a } = b { c } d; while { a; b } { c } d",
    "for S { a } in b { c } d; for a in 0.. { b } c; for a in .. { b } c; for a in 0..=b { c } d",
    "for (a, S { b }) in c.d(|e| S { f }) { g } h; for _ in [S { a }] { b } c",
    "for a in match b { _ => c } { d } e; for &a in b..c { d } e; for S::<{ 1 }> in a {} b",
    "for<'a> |b: &'a u8| { c }; for<> || a; d",
    "match a { _ => {} } match b { _ => c, } d",
    "match if a { b } else { c } { _ => d } e; match { a } { _ => b } c; match (S { a }) {} b",
    "match a..{ } b; match ..a { } b; match a..=b { } c; match a = b {} c; match .. {} c",
    "loop { a } b; 'a: loop { b }.c; 'a: while b { c } d; 'a: for b in c { d } e; 'a: { b } c",
    "unsafe { a } b; unsafe { a }.b(); unsafe { a }? ; unsafe fn a() {} b; unsafe impl A for B {} c",
    "const { a } b; const A: u8 = { 1 }; const fn a() {} const _: S = S { a }; b",
    "const || a; const move || a; const async || a; const async fn a() {} b",
    "async { a }; async move { a }.await; async || a; async fn a() {} async unsafe fn b() {} c",
    "static A: u8 = 1; static mut B: S = S { a }; b",
    "{ a } { b } { a }.b(); { a } - b; {}; ; c",
    "let a = S { b } ; let a = if b { c } else { d }; let S { a } = b else { c }; d",
    "let a = || { b }; let a = || -> u8 { b }; let a = match b {} as u8; let a = for S { b } in c {};",
    "let a: [u8; { 1 }] = { b }; let a = unsafe { b } + { c }; let a;",
    "a = S { b }; return S { a }; break 'a { b }; a;",
    "return !{ a } * b; return !a(S { a }.b); return !S { a }.b; return; a",
    "break !{ a }; continue; || { a }; |a| { b } (c); move || a; a",
    "S { a }; S { a }.b(); S { a } == c; d",
    "a.b(|c| { d })\n.e(); f",
    "#[a] b; #[a] if b {} c; #[a] { b } c; #[a] #[b] let c = d; #[a] m! { b } c",
    "#![a] #![b] if c {} d; e",
    "#![a]",
    "/// a\nfn b() {} // c\n d; /** e */ let f = g;",
    "fn a() -> S where T: U { b } struct A; struct B(u8); struct C { a: u8 } enum D {} union E { a: u8 } f",
    "use a::{b, c}; extern crate d; extern \"C\" { fn e(); } extern \"C\" fn f() {} type G = [u8; { 1 }]; h",
    "impl A for B { } trait C { } mod d { } pub(crate) struct E; pub fn f() {} g",
    "union = a; union { b: 1 }; auto = 1; default(); default! { a } b; union! { a } b",
    "r#if { a }; r#match! { a } *b; try { a } b; yield a; a = b",
    "fn a() {}; b",
];

#[test]
fn statements_end_where_the_parser_ends_them() {
    let mut found = Vec::new();
    for body in BODIES {
        let source = Source::new(format!("fn f() {{ {body} }}"), Edition::E2024);
        match source.tree() {
            Ok(tree) => found.extend(differences(&source, tree, &[StatementEnd::Strict])),
            Err(why) => found.push(format!("{body}: {why:?}")),
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// What bodies are made of.
const PIECES: &[&str] = &[
    "if ",
    "if let S { a } = ",
    "else ",
    "else if ",
    "while ",
    "while let ",
    "for a in ",
    "match ",
    "loop ",
    "unsafe ",
    "async ",
    "const ",
    "move ",
    "{ a }",
    "{ a }",
    "{ a }",
    "{ a }",
    "{ b; }",
    "{}",
    "{}",
    "(a)",
    "[a]",
    "a ",
    "a ",
    "b ",
    "S { a } ",
    "S ",
    "1 ",
    "\"s\" ",
    "m! ",
    "a.b() ",
    ".c ",
    ".. ",
    "..=",
    "? ",
    "! ",
    "- ",
    "* ",
    "& ",
    "&& ",
    "| ",
    "|| ",
    "|a| ",
    "= ",
    "== ",
    "< ",
    "> ",
    "<< ",
    "+= ",
    "as u8 ",
    "as S<T> ",
    "::<T>",
    "return ",
    "break ",
    "'a: ",
    "break 'a ",
    "let a = ",
    "; ",
    "; ",
    "#[a] ",
];

/// A body of a few pieces, which is seldom Rust.
fn pieces(random: &mut Random) -> String {
    let count = 2 + random.below(9);
    let each = (0..count).map(|_| random.choose(PIECES));
    each.collect()
}

/// How statements and expressions are made: `@` is an expression, `%` a condition, `~` a body, `^` one that may be in a condition.
const STATEMENTS: &[&str] = &[
    "a;",
    "@;",
    "@;",
    "let a = @;",
    "let S { a } = @;",
    "let a = b else {~};",
    ";",
    "m! { a }",
    "fn a() {~}",
    "const A: u8 = @;",
    "struct A;",
    "use a::{b};",
    "#[a] @;",
    "{~}",
    "unsafe {~}",
    "loop {~}",
    "if % {~}",
    "if % {~} else {~}",
    "if % {~} else if % {~}",
    "if % {~}.a();",
    "if % {~} else {~} + 1",
    "while % {~}",
    "'a: while % {~}",
    "for S { a } in ^ {~}",
    "match ^ { _ => @ }",
    "match ^ {}? - @;",
];
const EXPRESSIONS: &[&str] = &[
    "a",
    "1",
    "S { a: @ }",
    "m!(a)",
    "m! { a }",
    "a::<{ 1 }>()",
    "<S<T> as U>::a",
    "^",
    "^",
];
/// Those that may be in a condition.
const CONDITIONS: &[&str] = &[
    "a",
    "a.b(@)",
    "a[@]",
    "(@)",
    "[@]",
    "m! { a }",
    "^?",
    "^.a",
    "!^",
    "-^",
    "&mut ^",
    "*^",
    "^ + ^",
    "^ == ^",
    "^ && ^",
    "^ || ^",
    "^ < a",
    "^ << ^",
    "^ | ^",
    "^ & ^",
    "^ = ^",
    "^ as S<T>",
    "a..a.b(@)",
    "..a",
    "a..",
    "0..=a",
    "|a| ^",
    "|| ^",
    "move |S { a }| ^",
    "|a: S<{ 1 }>| -> u8 {~}",
    "async {~}",
    "unsafe {~}",
    "{~}",
    "loop {~}",
    "'a: {~}",
    "if % {~} else {~}",
    "match ^ { _ => @ }",
    "return a",
    "return S { a: @ }",
    "break",
    "break 'a S { a: @ }",
    "while % {~}",
    "for a in ^ {~}",
    "a::<{ 1 }>",
    "<S<T> as U>::a",
    "#[a] ^",
];
const HEADS: &[&str] = &[
    "^",
    "^",
    "let a = ^",
    "let S { a } | T { .. } = ^",
    "let 1..=2 = ^",
    "% && %",
    "let S::<{ 1 }> { a } = ^ && %",
];

/// A text of such a form, with smaller ones in it. At most so many levels.
fn grow(form: &str, depth: usize, random: &mut Random) -> String {
    let mut text = String::new();
    for part in form.chars() {
        if part == '~' {
            let count = if depth == 0 { 0 } else { random.below(3) };
            text += &(0..count)
                .map(|_| grow("$ ", depth, random))
                .collect::<String>();
            continue;
        }
        let forms = match part {
            '@' => EXPRESSIONS,
            '^' => CONDITIONS,
            '%' => HEADS,
            '$' => STATEMENTS,
            _ => {
                text.push(part);
                continue;
            }
        };
        // The first form of each has nothing in it, or only what has nothing in it.
        let chosen = if depth == 0 {
            forms[0]
        } else {
            random.choose(forms)
        };
        text += &grow(chosen, depth.saturating_sub(1), random);
    }
    text
}

/// A body of whole statements, which often is Rust.
fn statements(random: &mut Random) -> String {
    grow(random.choose(&["$", "$ $ $", "$ $ @"]), 4, random)
}

/// Compares so many random bodies, and returns how many of them are readable.
fn compare(count: usize, seed: u64, make: impl Fn(&mut Random) -> String) -> usize {
    let mut random = Random::new(seed);
    let (mut readable, mut found) = (0, Vec::new());
    for _ in 0..count {
        let body = make(&mut random);
        let source = Source::new(format!("fn f() {{ {body} }}"), Edition::E2024);
        if let Ok(tree) = source.tree() {
            found.extend(differences(&source, tree, &[StatementEnd::Strict]));
            readable += 1;
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
    readable
}

#[test]
fn random_bodies_are_cut_as_parsed() {
    let readable = compare(1_500, 3, pieces);
    assert!(readable > 30, "{readable} are readable");
    let readable = compare(1_500, 4, statements);
    assert!(readable > 500, "{readable} are readable");
}

#[test]
#[ignore = "a long sweep: 40,000 random bodies"]
fn many_random_bodies_are_cut_as_parsed() {
    let readable = compare(20_000, 5, pieces);
    assert!(readable > 400, "{readable} are readable");
    let readable = compare(20_000, 6, statements);
    assert!(readable > 8_000, "{readable} are readable");
}
