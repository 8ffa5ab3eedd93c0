use super::*;
use crate::rust::{Edition, Source};

/// Reads a text in which `/*1*/` stands behind what binds, `/*=1*/` behind what uses it, and
/// `/*=*/` behind a name that mustn't mean any binding.
fn check(text: &str) {
    let source = Source::new(text, Edition::E2024);
    let tree = source.tree().unwrap_or_else(|e| panic!("{e:?}: {text}"));
    let names = source.names().expect("it has a tree");
    let mut bound = HashMap::new();
    let mut used = Vec::new();
    for comment in source.comments() {
        let mark = text[comment.bytes.clone()].trim_matches(['/', '*']);
        let before = comment.bytes.start - 1;
        match mark.strip_prefix('=') {
            None => {
                let id = names.bound_at(tree, before);
                let id = id.unwrap_or_else(|| panic!("{mark} isn't bound: {text}"));
                bound.insert(mark, id);
            }
            Some(of) => used.push((of, before)),
        }
    }
    for (of, before) in used {
        let node = tree.innermost_at(before);
        let in_format = tree
            .children(node)
            .next()
            .filter(|_| tree.kind(node) == NodeKind::Literal);
        let meant = names.binding_of(in_format.unwrap_or(node));
        assert_eq!(meant, bound.get(of).copied(), "{of} at {before}: {text}");
    }
}

#[test]
fn a_let_is_known_behind_its_statement() {
    check(
        "fn f(x/*1*/: u8) { let x/*2*/ = x/*=1*/ + 1; { let x/*3*/ = x/*=2*/; x/*=3*/; } x/*=2*/; }",
    );
    check("fn f() { let Some(x/*1*/) = x/*=*/ else { return x/*=*/ }; x/*=1*/; }");
    check("fn f() { { let x/*1*/ = 1; } x/*=*/; let x/*2*/; x/*=2*/ = 3; }");
    check("fn f(r#type/*1*/: u8) { r#type/*=1*/; let r#x/*2*/ = 1; x/*=2*/; }");
}

#[test]
fn conditions_bind_for_what_they_guard() {
    check("fn f(x/*1*/: O) { if let Some(x/*2*/) = x/*=1*/ { x/*=2*/ } else { x/*=1*/ } }");
    check(
        "fn f(x/*1*/: O) { if let A(x/*2*/) = x/*=1*/ && let B(x/*3*/) = x/*=2*/ && x/*=3*/ > 1 { x/*=3*/ } else { x/*=1*/ } }",
    );
    check("fn f() { while let Some(x/*1*/) = s.pop() && x/*=1*/ { x/*=1*/; } x/*=*/; }");
    check(
        "fn f(y/*0*/: u8) { match y/*=0*/ { x/*1*/ if x/*=1*/ > 1 => x/*=1*/, y/*2*/ => y/*=2*/, _ => y/*=0*/ } }",
    );
    check(
        "fn f() { match a { A(x/*1*/) if let Some(z/*2*/) = x/*=1*/ => (x/*=1*/, z/*=2*/), _ => z/*=*/ } }",
    );
    check("fn f() { match a { A(x/*1*/) | B { x } => x/*=1*/ } }");
    check("fn f() { for (i/*1*/, x) in i/*=*/ { i/*=1*/; } i/*=*/; }");
    check("fn f(v/*1*/: u8) { matches!(v/*=1*/, n/*2*/ @ 1.. if n/*=2*/ > v/*=1*/); n/*=*/; }");
}

#[test]
fn closures_see_what_is_around_and_functions_do_not() {
    check(
        "fn f(a/*1*/: u8) { let g/*3*/ = |b/*2*/| a/*=1*/ + b/*=2*/; b/*=*/; g/*=3*/(a/*=1*/); fn h() { a/*=*/; } }",
    );
    check("fn f(a/*1*/: u8) { async move { a/*=1*/; let a/*2*/ = 1; a/*=2*/ }; a/*=1*/; }");
    check(
        "const A/*1*/: u8 = 1; fn f() { A/*=2*/; fn g() { A/*=2*/; } const A/*2*/: u8 = 2; A/*=2*/; } fn h(x: [u8; A/*=1*/]) {}",
    );
    check(
        "static A/*1*/: u8 = 1; mod m { fn f() { A/*=*/; } } impl X { const B: u8 = 1; fn f() { B/*=*/; } }",
    );
    check(
        "impl<const N/*1*/: usize> X<N> { fn f(self/*2*/) { self/*=2*/; [0; N/*=1*/]; fn g() { N/*=*/ } } }",
    );
    check("fn f<const N/*1*/: usize>(a: [u8; N/*=1*/]) { N/*=1*/ }");
}

#[test]
fn macros_of_the_standard_library_use_names() {
    check(
        r#"fn f(x/*1*/: u8, w/*2*/: usize) { println!("{x}"/*=1*/); println!("{:w$}"/*=2*/, x/*=1*/); }"#,
    );
    check(
        r#"fn f(x/*1*/: u8) { println!("{x}"/*=*/, x = x/*=1*/ + 1); vec![x/*=1*/; x/*=1*/]; vec![1, x/*=1*/]; }"#,
    );
    check(
        r#"fn f(x/*1*/: u8) { assert!(x/*=1*/ > 1, "{x}"/*=1*/); assert_eq!(x/*=1*/, 1, "{x:?}"/*=1*/); }"#,
    );
    check(
        r#"fn f(x/*1*/: u8) { std::write!(x/*=1*/, "{x}"/*=1*/).unwrap(); dbg!(x/*=1*/); todo!("{x}"/*=1*/) }"#,
    );
    check(r#"fn f(x/*1*/: u8) { other!(x/*=*/, "{x}"/*=*/); stringify!(x/*=*/); }"#);
    check(
        r#"macro_rules! vec { ($x:expr) => { 1 } } fn f(x/*1*/: u8) { vec![x/*=*/]; std::vec![x/*=1*/] }"#,
    );
    check(
        r#"thread_local! { static A/*1*/: u8 = const { 1 }; pub static B: u8 = A/*=1*/ } fn f() { A/*=1*/ }"#,
    );
    check(r#"use std::pin::pin; fn f(x/*1*/: u8) { pin!(x/*=1*/); ready!(x/*=*/); }"#);
}

#[test]
fn a_constant_in_a_pattern_binds_nothing() {
    check(
        "const A/*1*/: u8 = 1; fn f() { match x { A/*=1*/ => 1, B/*2*/ => B/*=2*/, None => None/*=*/ } }",
    );
    check(
        "use E::*; struct U; fn f(x/*3*/: E) { match x/*=3*/ { B => B/*=*/, U => U/*=*/, c/*1*/ => c/*=1*/ } }",
    );
    check(
        "fn f(x/*1*/: u8) { S { x/*=1*/, y: x/*=1*/, ..x/*=1*/ }; x::y/*=*/; x/*=*/!(); a.x/*=*/; }",
    );
}

#[test]
fn a_binding_knows_its_words() {
    let text = "fn f(&mut self, mut a: u8, ref b: u8) { let ref mut c: u16 = 1; let (mut d, e) = x; let g @ 1 = 2; for h in y {} }
        static mut I: u8 = 1;";
    let source = Source::new(text, Edition::E2024);
    let (tree, names) = (
        source.tree().expect("readable"),
        source.names().expect("readable"),
    );
    let describe = |id: BindingId| {
        let b = names.binding(id);
        let text_of = |node: Option<NodeId>| node.map_or("-", |node| &text[tree.bytes(node)]);
        let (mutable, whole) = (u8::from(b.is_mutable), u8::from(b.is_whole));
        let reference = u8::from(b.is_reference);
        let (of, value) = (text_of(b.annotation), text_of(b.initializer));
        format!("{} {mutable}{reference}{whole} {of} {value}", b.name)
    };
    let found: Vec<_> = names.bindings().map(describe).collect();
    let wanted = [
        "self 001 - -",
        "a 101 u8 -",
        "b 011 u8 -",
        "c 111 u16 1",
        "d 100 - x",
        "e 000 - x",
        "g 000 - 2",
        "h 001 - y",
        "I 101 u8 1",
    ];
    assert_eq!(found, wanted);
}

#[test]
fn a_closure_captures_what_it_uses() {
    let text = r#"const K: u8 = 1; fn f(a: u8, b: u8, c: u8) { let g = |d| { let e = a; println!("{b} {a}"); d + e + K }; }"#;
    let source = Source::new(text, Edition::E2024);
    let (tree, names) = (
        source.tree().expect("readable"),
        source.names().expect("readable"),
    );
    let closure = tree.nodes_of(NodeKind::Closure).next().expect("a closure");
    let captured = names.captured_by(tree, closure).into_iter();
    let captured: Vec<_> = captured.map(|id| names.binding(id).name.as_str()).collect();
    assert_eq!(captured, ["a", "b"]);
}

#[test]
fn a_name_can_be_asked_for_anywhere() {
    let text = "fn f(a: u8) { { let b = a; } let b = 2; b }";
    let source = Source::new(text, Edition::E2024);
    let (tree, names) = (
        source.tree().expect("readable"),
        source.names().expect("readable"),
    );
    let last = text.rfind('b').expect("it is there");
    let meant = names.resolve(tree, last);
    assert_eq!(
        meant.map(|id| tree.bytes(names.binding(id).places[0]).start),
        text.find("b = 2")
    );
    assert_eq!(
        names.resolve(tree, text.find("b = 2").expect("it is there")),
        meant
    );
    assert_eq!(names.visible_at(tree, "b", last), meant);
    assert_eq!(
        names.visible_at(tree, "b", text.find("{ let").expect("it is there")),
        None
    );
    assert_eq!(meant.map(|id| names.uses_of(id).count()), Some(1));
}
