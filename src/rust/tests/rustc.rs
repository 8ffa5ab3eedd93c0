//! The compiler's word on bindings and their uses.

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use super::texts;
use crate::rust::names::BindingId;
use crate::rust::{BindingKind, Edition, Names, NodeKind, Role, Source, Tree};

/// What rustc says of a library of this text, line by line of JSON; nothing if it doesn't
/// compile.
fn compile(text: &str, edition: &str) -> Option<Vec<serde_json::Value>> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("text.rs");
    fs::write(&path, text).expect("the folder is ours");
    let output = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
        .args([
            "--crate-type",
            "lib",
            "--emit",
            "metadata",
            "--error-format",
            "json",
        ])
        .args(["--edition", edition, "--crate-name", "text", "--out-dir"])
        .arg(folder.path())
        .arg(&path)
        .output()
        .expect("rustc runs");
    let lines = String::from_utf8(output.stderr).expect("JSON is UTF-8");
    let messages = lines
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok());
    output.status.success().then(|| messages.collect())
}

/// The bytes that rustc names as variables nobody uses.
fn unused(text: &str) -> BTreeSet<(u64, u64)> {
    let messages = compile(text, "2024").unwrap_or_else(|| panic!("it compiles: {text}"));
    let is_it = |message: &&serde_json::Value| message["code"]["code"] == "unused_variables";
    let spans = messages
        .iter()
        .filter(is_it)
        .flat_map(|message| message["spans"].as_array());
    let bytes = |span: &serde_json::Value| {
        let number = |name: &str| span[name].as_u64().expect("a number");
        (number("byte_start"), number("byte_end"))
    };
    spans.flatten().map(bytes).collect()
}

/// What the tree says nobody uses.
fn unused_in_tree(source: &Source) -> BTreeSet<(u64, u64)> {
    let (tree, names) = read(source);
    let is_unused = |id: &BindingId| {
        let binding = names.binding(*id);
        let is_variable = !binding.kind.is_item()
            && !matches!(
                binding.kind,
                BindingKind::SelfParameter | BindingKind::ConstParameter
            );
        is_variable && !binding.name.starts_with('_') && names.uses_of(*id).next().is_none()
    };
    let places = names
        .bindings()
        .filter(is_unused)
        .flat_map(|id| &names.binding(id).places);
    let wide = |byte: usize| u64::try_from(byte).expect("a place fits");
    let bytes = places.map(|place| tree.bytes(*place));
    bytes
        .map(|bytes| (wide(bytes.start), wide(bytes.end)))
        .collect()
}

fn read(source: &Source) -> (&Tree, &Names) {
    let tree = source.tree().expect("it is readable");
    (tree, source.names().expect("it is readable"))
}

#[test]
fn rustc_names_the_same_variables_as_unused() {
    let text = r#"
#![allow(dead_code, unreachable_code)]
use std::fmt::Write as _;
enum E { A(u8), B { x: u8 }, C }
use E::*;
const K: u8 = 3;
struct S<const N: usize>(u8);
impl<const N: usize> S<N> { fn m(&self, a: u8, _b: u8) -> usize { let n = N; 1 } }
fn lets(r#type: u8, y: u8) -> u8 { let x = y; let x = x + 1; { let x = 2; } x }
fn conditions(o: Option<u8>, p: Option<u8>) -> u8 {
    if let Some(a) = o { 1 } else { 2 };
    if let Some(a) = o && let Some(b) = p && a > 1 { return 1; }
    while let Some(c) = p { break; }
    let Some(d) = o else { return 0 };
    let Some(o) = o else { return 0 };
    match p { Some(K) => 0, Some(e) if e > o => 1, Some(f) => 2, None => 3 }
}
fn matches_(e: E) -> u8 {
    match e { A(q) | B { x: q } => 1, C => 2 };
    0
}
fn loops(v: Vec<(u8, u8)>) { for (i, (a, b)) in v.iter().enumerate() { println!("{i}"); } }
fn closures(a: u8, b: u8, c: u8, d: u8) -> impl Fn(u8) -> u8 {
    let g = move |a: u8, h| { let b = 1; c };
    let _ = g(1, 2);
    move |z| d
}
fn formats(a: u8, w: usize, p: f64, q: usize) -> String {
    let mut s = String::new();
    write!(s, "{a:>w$} {p:.q$} {b}", b = a).unwrap();
    let name = 1;
    format!("{{name}} {s}")
}
fn macros(a: u8, b: Vec<u8>, c: u8, d: u8, e: u8, f: Option<u8>) -> bool {
    assert!(a > 1, "{c}");
    assert_eq!(vec![d; 2], b);
    let unused = vec![1];
    matches!(f, Some(n) if n > e)
}
fn hidden(x: u8) { fn inner(x: u8) -> u8 { x } const X: u8 = 1; }
fn asynchronous(a: u8, b: u8) -> impl Future<Output = u8> { async move { let c = 1; a } }
fn nested() { let a = |b: u8| move |c: u8| b; let [first, .., last] = [1, 2, 3]; let w @ Some(_) = Some(1) else { return }; }
fn literals(x: u8, y: u8, z: u8) -> E { let E::B { x: t } = (E::B { x }) else { return A(y) }; let x = 1; E::B { x } }
"#;
    let source = Source::new(text, Edition::E2024);
    let describe = |bytes: &BTreeSet<(u64, u64)>| {
        let narrow = |byte: u64| usize::try_from(byte).expect("a place fits");
        let describe = |(begin, end): &(u64, u64)| {
            let begin = narrow(*begin);
            format!("{}: {}", source.line_of(begin), &text[begin..narrow(*end)])
        };
        bytes.iter().map(describe).collect::<Vec<_>>()
    };
    let (ours, theirs) = (unused_in_tree(&source), unused(text));
    assert!(theirs.len() > 25, "{}", theirs.len());
    assert_eq!(describe(&ours), describe(&theirs));
}

/// The text with another name for each variable, or nothing if there is none to rename. If a
/// use is taken for that of another variable, or not seen at all, it doesn't compile.
fn rename_all(source: &Source) -> Option<String> {
    let (tree, names) = read(source);
    let opaque: HashSet<&str> = tree
        .nodes_of(NodeKind::Opaque)
        .flat_map(|node| {
            let bytes = tree.bytes(node);
            let tokens = source.token_at(bytes.start)..source.token_at(bytes.end);
            source.words(&tokens)
        })
        .collect();
    let mut edits = Vec::new();
    for (number, id) in names.bindings().enumerate() {
        let binding = names.binding(id);
        let is_fixed = binding.kind.is_item()
            || binding.kind == BindingKind::SelfParameter
            || opaque.iter().any(|word| word.contains(&binding.name));
        if is_fixed {
            continue;
        }
        let new = format!("{}_{number}", binding.name);
        for place in binding.places.iter().copied().chain(names.uses_of(id)) {
            edits.push((tree.bytes(place), edit(source, tree, place, &new)));
        }
    }
    edits.sort_by_key(|(bytes, _)| bytes.start);
    let mut text = String::new();
    let mut at = 0;
    for (bytes, new) in &edits {
        text.push_str(&source.text()[at..bytes.start]);
        text.push_str(new);
        at = bytes.end;
    }
    text.push_str(&source.text()[at..]);
    (!edits.is_empty()).then_some(text)
}

/// What stands instead of a name. `S { x }` becomes `S { x: new }`, with `mut` and `ref` behind
/// the colon, which `S { mut x }` has no simple way for: such a name is written as `x: mut new`.
fn edit(source: &Source, tree: &Tree, place: crate::rust::NodeId, new: &str) -> String {
    let old = &source.text()[tree.bytes(place)];
    let around = tree.parent(place);
    let is_shorthand = |field: crate::rust::NodeId| {
        matches!(
            tree.kind(field),
            NodeKind::FieldValue | NodeKind::FieldPattern
        ) && tree.child(field, Role::Name).is_none()
    };
    let in_pattern = around
        .and_then(|around| tree.parent(around))
        .filter(|_| around.is_some_and(|around| tree.kind(around) == NodeKind::IdentifierPattern));
    let shorthand = around.into_iter().chain(in_pattern).any(is_shorthand);
    if shorthand {
        format!("{old}: {new}")
    } else {
        new.to_owned()
    }
}

/// Renames the variables of solutions, and compiles them again.
fn check_renamed(texts: &[(std::path::PathBuf, String)]) -> usize {
    let mut compiled = 0;
    for (path, text) in texts {
        let source = Source::new(text.as_str(), Edition::E2024);
        let Some(renamed) = rename_all(&source) else {
            continue;
        };
        // `S { mut x }` would need more than a new name.
        if text.contains("{ mut ") || text.contains("{ ref ") || compile(text, "2024").is_none() {
            continue;
        }
        compiled += 1;
        let accepted = compile(&renamed, "2024").is_some();
        assert!(accepted, "{}:\n{renamed}", path.display());
    }
    compiled
}

fn solutions() -> Vec<(std::path::PathBuf, String)> {
    let is_solution = |path: &Path| path.starts_with("solutions");
    texts()
        .into_iter()
        .filter(|(path, _)| is_solution(path))
        .collect()
}

#[test]
fn programs_with_other_names_compile() {
    let all = solutions();
    let some: Vec<_> = all.into_iter().step_by(12).collect();
    let compiled = check_renamed(&some);
    assert!(compiled > 6, "only {compiled} of {}", some.len());
}

#[test]
#[ignore = "a long sweep: the variables of all solutions are renamed"]
fn all_solutions_with_other_names_compile() {
    let compiled = check_renamed(&solutions());
    assert!(compiled > 80, "only {compiled}");
}

/// The pieces that rustc cuts a text into, which must lex: one program for all texts.
fn cut_by_rustc(texts: &[&str], edition: &str) -> Vec<Vec<String>> {
    let prints = texts
        .iter()
        .map(|text| format!("println!(\"{{:?}}\", pieces!({text}));\n"));
    let program = format!(
        "macro_rules! pieces {{ ($($t:tt)*) => {{ [$(stringify!($t)),*] }} }}\nfn main() {{ {} }}",
        prints.collect::<String>()
    );
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("text.rs");
    let built = folder.path().join("text.exe");
    fs::write(&path, program).expect("the folder is ours");
    let status = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
        .args(["--edition", edition, "--cap-lints", "allow", "-o"])
        .args([&built, &path])
        .status()
        .expect("rustc runs");
    assert!(status.success(), "edition {edition}");
    let output = Command::new(built).output().expect("it runs");
    let lines = String::from_utf8(output.stdout).expect("it prints text");
    let pieces = lines
        .lines()
        .map(|line| serde_json::from_str(line).expect("a list"));
    pieces.collect()
}

#[test]
fn rustc_cuts_the_same_tokens_in_each_edition() {
    let any = [
        "r#a 'a 'b' b'c' 1.0e3 1u8 0b10",
        "'static r\"x\" br#\"y\"# 1 . 0",
        "a/* b */c // d\n",
        "é ñ _x x_",
    ];
    let before_2021 = [
        "k#fn a",
        "'r#a b",
        "z\"x\" c\"y\" cr\"z\" f'a'",
        "cr#\"z\"#",
        "'a#b",
    ];
    let before_2024 = ["#\"x\"# y", "##", "##\"a\"# b", "# #"];
    let later = ["c\"y\" cr#\"z\"#", "'r#a b"];
    let check = |texts: Vec<&str>, name: &str| {
        let found = cut_by_rustc(&texts, name);
        assert_eq!(found.len(), texts.len());
        for (text, wanted) in texts.iter().zip(found) {
            let source = Source::new(*text, Edition::named(name));
            assert_eq!(source.words(&source.all()), wanted, "{text} in {name}");
        }
    };
    check([&any[..], &before_2021, &before_2024].concat(), "2018");
    check([&any[..], &before_2024, &later].concat(), "2021");
    check([&any[..], &later].concat(), "2024");
}
