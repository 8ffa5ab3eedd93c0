//! Texts that are nested as deeply as the reader takes them, and deeper.

use crate::rust::nesting::{LIMIT, too_deep};
use crate::rust::{Edition, Source};

/// What is nested: a text of a given depth.
type Nested = fn(usize) -> String;

/// `before` and `behind` so many times around `middle`.
fn around(depth: usize, before: &str, middle: &str, behind: &str) -> String {
    format!("{}{middle}{}", before.repeat(depth), behind.repeat(depth))
}

fn body(depth: usize, before: &str, middle: &str, behind: &str) -> String {
    format!("fn f() {{ {} }}", around(depth, before, middle, behind))
}

fn of_type(depth: usize, before: &str, middle: &str, behind: &str) -> String {
    format!("type T = {};", around(depth, before, middle, behind))
}

fn of_pattern(depth: usize, before: &str, middle: &str, behind: &str) -> String {
    format!(
        "fn f() {{ let {} = x; }}",
        around(depth, before, middle, behind)
    )
}

/// Everything that a parser may recurse on.
const SHAPES: &[(&str, Nested)] = &[
    ("parentheses", |n| body(n, "(", "x", ")")),
    ("tuples", |n| body(n, "(1, ", "x", ")")),
    ("arrays", |n| body(n, "[", "x", "]")),
    ("blocks", |n| body(n, "{", "x", "}")),
    ("unsafe blocks", |n| body(n, "unsafe {", "x", "}")),
    ("async blocks", |n| body(n, "async move {", "x", "}")),
    ("const blocks", |n| body(n, "const {", "x", "}")),
    ("not", |n| body(n, "!", "x", "")),
    ("minus", |n| body(n, "-", "x", "")),
    ("references", |n| body(n, "&", "x", "")),
    ("mutable references", |n| body(n, "&mut ", "x", "")),
    ("raw references", |n| body(n, "&raw const ", "x", "")),
    ("assignments", |n| body(n, "x = ", "x", "")),
    ("sums", |n| body(n, "x + ", "x", "")),
    ("sums to the right", |n| body(n, "x + (", "x", ")")),
    ("conjunctions", |n| body(n, "x && ", "x", "")),
    ("methods", |n| body(n, "", "x", ".f()")),
    ("methods with closures", |n| {
        body(n, "", "x", ".f(|a| a < b)")
    }),
    ("fields", |n| body(n, "", "x", ".a")),
    ("awaits", |n| body(n, "", "x", ".await")),
    ("questions", |n| body(n, "", "x", "?")),
    ("calls of calls", |n| body(n, "", "x", "()")),
    ("calls in calls", |n| body(n, "f(", "x", ")")),
    ("methods in methods", |n| body(n, "x.f(", "x", ")")),
    ("indices", |n| body(n, "", "x", "[0]")),
    ("casts", |n| body(n, "", "x", " as T")),
    ("else if", |n| body(n, "if x {} else ", "{}", "")),
    ("ifs", |n| body(n, "if x {", "x", "}")),
    ("ifs in conditions", |n| body(n, "if ", "x", " {}")),
    ("matches", |n| body(n, "match x { _ => ", "x", "}")),
    ("loops", |n| body(n, "'a: loop {", "x", "}")),
    ("for", |n| body(n, "for x in x {", "x", "}")),
    ("for in heads", |n| body(n, "for S{} in ", "x", "{}")),
    ("closures", |n| body(n, "||", "x", "")),
    ("closures with two parameters", |n| {
        body(n, "|a, b|", "x", "")
    }),
    ("closures with blocks", |n| body(n, "move |a| {", "x", "}")),
    ("closures with generics", |n| {
        body(n, "|a: A<B, C>, b|", "x", "")
    }),
    ("closures in arms", |n| {
        body(n, "match x { A | B => |a, b|", "x", "}")
    }),
    ("returns", |n| body(n, "return ", "x", "")),
    ("breaks", |n| body(n, "break ", "x", "")),
    ("ranges", |n| body(n, "..(", "x", ")")),
    ("struct literals", |n| body(n, "S { s: ", "x", "}")),
    ("macros", |n| body(n, "vec![", "x", "]")),
    ("formats", |n| body(n, "format!(\"{}\", ", "x", ")")),
    ("macros nobody knows", |n| body(n, "m!(", "x", ")")),
    ("let else", |n| body(n, "let A = x else {", "x", "};")),
    ("functions", |n| around(n, "fn f() {", "x", "}")),
    ("modules", |n| around(n, "mod m {", "", "}")),
    ("generics", |n| of_type(n, "A<", "A", ">")),
    ("generics with commas", |n| {
        of_type(n, "A<u8, A<'a, ", "A", ">>")
    }),
    ("paths of types", |n| of_type(n, "<", "A", " as B>::C")),
    ("traits", |n| of_type(n, "Box<dyn Fn() -> ", "A", ">")),
    ("turbofish", |n| body(n, "f::<[u8; ", "1", "]>()")),
    ("use", |n| format!("use {}a;", "a::".repeat(n))),
    ("use in braces", |n| {
        format!("use {};", around(n, "a::{", "a", "}"))
    }),
    ("types behind references", |n| {
        of_type(n, "&'a mut ", "A", "")
    }),
    ("types behind pointers", |n| of_type(n, "*const ", "A", "")),
    ("types in tuples", |n| of_type(n, "(A, ", "A", ")")),
    ("types in parentheses", |n| of_type(n, "(", "A", ")")),
    ("types in arrays", |n| of_type(n, "[", "A", "; 1]")),
    ("types in slices", |n| of_type(n, "[", "A", "]")),
    ("types of functions", |n| of_type(n, "fn(", "A", ")")),
    ("types that functions return", |n| {
        of_type(n, "fn() -> ", "A", "")
    }),
    ("bounds", |n| of_type(n, "impl A<B = ", "impl A", ">")),
    ("macros as types", |n| of_type(n, "m![", "A", "]")),
    ("patterns behind references", |n| {
        of_pattern(n, "&", "x", "")
    }),
    ("patterns in parentheses", |n| of_pattern(n, "(", "x", ")")),
    ("patterns in tuples", |n| of_pattern(n, "(1, ", "x", ")")),
    ("patterns in slices", |n| of_pattern(n, "[", "x", "]")),
    ("patterns in variants", |n| of_pattern(n, "A(", "x", ")")),
    ("patterns in structs", |n| {
        of_pattern(n, "A { a: ", "x", "}")
    }),
    ("patterns behind names", |n| of_pattern(n, "a @ ", "x", "")),
    ("alternatives", |n| of_pattern(n, "(A | ", "x", ")")),
];

fn reason(text: &str) -> Option<String> {
    let source = Source::new(text, Edition::E2024);
    source.tree().err().map(|why| why.reason.clone())
}

/// The deepest text of a shape that the reader takes.
fn deepest(nested: Nested) -> usize {
    let is_refused = |depth: usize| too_deep(&Source::new(nested(depth), Edition::E2024)).is_some();
    let (mut read, mut refused) = (1, 5_000);
    assert!(is_refused(refused));
    while refused - read > 1 {
        let middle = usize::midpoint(read, refused);
        if is_refused(middle) {
            refused = middle;
        } else {
            read = middle;
        }
    }
    read
}

#[test]
fn the_deepest_texts_are_read_and_deeper_ones_refused() {
    for (name, nested) in SHAPES {
        assert_eq!(reason(&nested(3)), None, "{name}");
        let depth = deepest(*nested);
        assert!(depth >= LIMIT / 10, "{name}: only {depth}");
        assert_eq!(reason(&nested(depth)), None, "{name} {depth}");
        let refused = reason(&nested(depth + 1));
        assert!(
            refused.is_some_and(|why| why.contains("too deeply")),
            "{name}"
        );
    }
}

#[test]
fn brackets_without_end_do_no_harm() {
    for open in [
        "(", "[", "{", "!", "&", "<", "a<", "if ", "|", "-", "mod a {", "#[", "a::",
    ] {
        let text = format!("fn f() {{ {} }}", open.repeat(20_000));
        assert!(reason(&text).is_some(), "{open}");
        let text = format!("{} x", open.repeat(20_000));
        assert!(reason(&text).is_some(), "{open}");
    }
}

#[test]
fn long_texts_are_not_deep() {
    let lines = [
        ("fn f() {", "if a { b() } else { c } ", "}"),
        ("fn f() {", "a(b + c, |d| d); ", "}"),
        ("fn f() {", "match a { A => 1, B { .. } => { 2 } } ", "}"),
        (
            "fn f() { match a {",
            "A | B => a < b, \"c\" => { |d, e| f } ",
            "}}",
        ),
        ("const A: &[u8] = &[", "-1 + 2, ", "];"),
        ("", "fn f<T: A<B>>(a: &T) -> Option<T> { b } ", ""),
        ("", "impl A<B> for C { fn a(&self) {} } ", ""),
        ("enum E {", "#[a] A(B<C>) = 1, ", "}"),
        ("", "/// Doc.\n#[derive(A, B)] struct S; ", ""),
    ];
    for (before, line, behind) in lines {
        let text = format!("{before}{}{behind}", line.repeat(40));
        assert_eq!(reason(&text), None, "{line}");
    }
}
