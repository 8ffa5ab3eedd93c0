//! Tests and `main` of any text. Read from the items, since a starter needn't be Rust yet.

use super::items::{Item, ItemKind};
use super::source::Source;

/// A file's tests and its `main`. This works on any text.
///
/// Where a macro hides something it's on the careful side: a test that isn't seen isn't
/// required, and an unusual `main` counts as doing something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline {
    /// Paths of the tests that run by default, such as `tests::adds`.
    pub tests: Vec<String>,
    /// Whether there is any test, also an ignored or conditional one.
    pub has_tests: bool,
    /// Whether there is a `main` at the top.
    pub has_main: bool,
    /// Whether that `main` is more than an empty body.
    pub main_does_something: bool,
    /// Whether it brings its own allocator, which must be linked statically.
    pub global_allocator: bool,
}

impl Outline {
    /// Of this source.
    pub fn of(source: &Source) -> Self {
        let tests = find_tests(source).into_iter().filter(Test::runs_by_default);
        Self {
            tests: tests.map(|test| test.path).collect(),
            has_tests: mentions_tests(source),
            has_main: main(source).is_some(),
            main_does_something: main_does_something(source),
            global_allocator: source.has_name("global_allocator"),
        }
    }
}

/// A function that the test harness may run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Test {
    /// Its path as the harness prints it: `tests::adds`.
    pub path: String,
    /// The function.
    pub item: Item,
    /// Whether it says `#[ignore]`, with a reason or without.
    pub is_ignored: bool,
    /// Whether it, or a module around it, is there only under a condition other than `test`.
    pub is_conditional: bool,
}

impl Test {
    /// Whether the harness runs it without being asked to, on any machine.
    pub fn runs_by_default(&self) -> bool {
        !self.is_ignored && !self.is_conditional
    }
}

/// The tests of a text, in order. Those that a macro's definition writes aren't seen; those in a
/// call of a macro, such as `proptest!`, are.
pub fn find_tests(source: &Source) -> Vec<Test> {
    let mut tests = Vec::new();
    let mut open = vec![Scope {
        items: source.items(source.all()).into_iter(),
        path: String::new(),
        is_conditional: false,
    }];
    while let Some(scope) = open.last_mut() {
        let Some(item) = scope.items.next() else {
            open.pop();
            continue;
        };
        if item.kind == ItemKind::Function && item.is_test() {
            tests.extend(scope.test(source, item));
        } else if let Some(inner) = scope.inside(source, &item) {
            open.push(inner);
        }
    }
    tests
}

/// Whether anything in a text looks like a test, be it ignored, conditional, or written by a
/// macro.
pub fn mentions_tests(source: &Source) -> bool {
    let is_test = |at: usize| {
        let begins = source.starts_with(at, &["#", "["]);
        begins && names_test(source, at + 1)
    };
    source.all().any(is_test)
}

/// Whether the path behind this bracket ends with `test`.
fn names_test(source: &Source, bracket: usize) -> bool {
    let mut at = bracket + 1;
    if source.starts_with(at, &[":", ":"]) {
        at += 2;
    }
    while source.starts_with(at + 1, &[":", ":"]) {
        at += 3;
    }
    source.name(at) == "test"
}

/// The `main` of the file itself.
fn main(source: &Source) -> Option<Item> {
    let is_main =
        |item: &Item| item.kind == ItemKind::Function && item.name.as_deref() == Some("main");
    source.items(source.all()).into_iter().find(is_main)
}

/// Whether a text has a `main` that is more than an empty body.
fn main_does_something(source: &Source) -> bool {
    main(source).is_some_and(|main| {
        let words = source.words(&main.tokens);
        !words.ends_with(&["main", "(", ")", "{", "}"])
    })
}

/// The items of a module, and what is known of it.
struct Scope {
    items: std::vec::IntoIter<Item>,
    path: String,
    is_conditional: bool,
}

impl Scope {
    fn test(&self, source: &Source, item: Item) -> Option<Test> {
        let has = |path: &str| item.attributes.iter().any(|one| one.path == path);
        Some(Test {
            path: format!("{}{}", self.path, item.shown_name()?),
            is_ignored: has("ignore"),
            is_conditional: self.is_conditional || is_conditional(source, &item),
            item,
        })
    }

    fn inside(&self, source: &Source, item: &Item) -> Option<Self> {
        let path = match item.kind {
            ItemKind::Module => format!("{}{}::", self.path, item.shown_name()?),
            ItemKind::MacroCall => self.path.clone(),
            _ => return None,
        };
        Some(Self {
            items: source.items(item.body.clone()?).into_iter(),
            is_conditional: self.is_conditional || is_conditional(source, item),
            path,
        })
    }
}

/// Whether an item is there only under a condition other than `test`.
fn is_conditional(source: &Source, item: &Item) -> bool {
    let mut attributes = item.attributes.iter();
    attributes.any(|one| {
        let words = source.words(&one.inside).concat().replace(",)", ")");
        one.path == "cfg" && words != "cfg(test)"
    })
}

/// The text of the test with this path, such as `tests::adds`, from the line of its `fn` to the one
/// where its body ends, without their common indent.
pub fn test_text(source: &Source, path: &str) -> Option<String> {
    let test = find_tests(source)
        .into_iter()
        .find(|test| test.path == path)?;
    let bytes = source.bytes(&test.item.tokens);
    let lines = source.line_of(bytes.start)..=source.line_of(bytes.end);
    let lines = lines.map(|line| source.text()[source.line(line)].trim_end());
    let lines: Vec<&str> = lines.collect();
    let indent = lines.first()?.chars().take_while(|c| *c == ' ').count();
    let prefix = " ".repeat(indent);
    let outdented = lines.iter().map(|l| l.strip_prefix(&prefix).unwrap_or(l));
    Some(outdented.collect::<Vec<_>>().join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rust::Edition;

    fn source(text: &str) -> Source {
        Source::new(text, Edition::E2024)
    }

    /// The paths of those that run by default, and of those that don't.
    fn paths(text: &str) -> (Vec<String>, Vec<String>) {
        let found = find_tests(&source(text)).into_iter();
        let (run, others): (Vec<_>, Vec<_>) = found.partition(Test::runs_by_default);
        let path = |test: Test| test.path;
        let others = others.into_iter().map(path).collect();
        (run.into_iter().map(path).collect(), others)
    }

    #[test]
    fn tests_are_found_by_path() {
        let text = "#[test] fn top() {}
             #[cfg(test)] mod tests { use super::*;
               #[test] #[should_panic(expected = \"fn x\")] fn a() { let s = \"}\"; }
               #[test] #[ignore = \"later\"] fn b() {}
               mod deep { #[test] fn c() -> Result<(), String> { Ok(()) } }
               #[cfg(test,)] mod more { #[test] fn i() {} }
               #[cfg(windows)] #[test] fn d() {}
               fn helper() {} }
             #[cfg(never)] mod more { #[test] fn e() {} }
             // #[test] fn commented() {}
             proptest! { #[test] fn f(x in 0..3) {} }
             macro_rules! m { () => { #[test] fn g() {} } }
             #[tokio::test(flavor = \"x\")] async fn h() {}
             fn main() { /* nothing */ }";
        let (run, others) = paths(text);
        assert_eq!(
            run,
            [
                "top",
                "tests::a",
                "tests::deep::c",
                "tests::more::i",
                "f",
                "h"
            ]
        );
        assert_eq!(others, ["tests::b", "tests::d", "more::e"]);
        assert!(mentions_tests(&source(text)) && !main_does_something(&source(text)));
    }

    #[test]
    fn finds_the_text_of_a_test() {
        let source = source(
            "// fn b() {}\nfn b() {}\nmod t {\n    fn bb() {}\n    #[test]\n    fn b() {\n        let s = \"}\";\n    }\n}\n",
        );
        let text = test_text(&source, "t::b");
        assert_eq!(text.as_deref(), Some("fn b() {\n    let s = \"}\";\n}"));
        assert_eq!(test_text(&source, "t::c"), None);
        assert_eq!(test_text(&source, ""), None);
    }

    #[test]
    fn a_line_for_the_shell_hides_nothing() {
        for head in ["#!/*", "#! /bin/x \"", "\u{feff}#!/*"] {
            let source = source(&format!("{head}\n#[test] fn a() {{}}\nfn main() {{}}"));
            assert!(source.has_shebang());
            assert_eq!(Outline::of(&source).tests, ["a"], "{head}");
            assert_eq!(source.word(0), "#");
        }
        let source = source("#![a]\n\u{200e}b // c");
        assert!(!source.has_shebang());
        let tokens = source.tokens().iter().map(|t| t.bytes.start);
        assert_eq!(tokens.collect::<Vec<_>>(), [0, 1, 2, 3, 4, 9]);
    }

    #[test]
    fn a_main_with_a_body_does_something() {
        assert!(main_does_something(&source("fn main() { go(); }")));
        assert!(main_does_something(&source(
            "fn main() -> Result<(), E> { Ok(()) }"
        )));
        assert!(!main_does_something(&source(
            "fn domain() { x() } fn mainline() { y() }"
        )));
        assert!(!main_does_something(&source("pub fn main() {}")));
        let outline = |text: &str| Outline::of(&source(text));
        assert!(outline("#[global_allocator] static A: X = X;").global_allocator);
        assert!(!outline("// global_allocator").global_allocator);
        assert!(!outline("fn mainline() {} mod a { fn main() {} }").has_main);
    }

    #[test]
    fn what_is_not_rust_yet_has_tests_too() {
        let text =
            "#!/bin/x\nfn main() { let x = ???; }\nmod tests { #[test] fn a() { assert!(__) } ";
        assert_eq!(paths(text).0, ["tests::a"]);
        assert!(mentions_tests(&source("m! { #[a::test] }")));
        assert!(mentions_tests(&source(
            "#[::core::prelude::v1::test] fn a() {}"
        )));
        assert!(mentions_tests(&source("#[r#test] fn a() {}")));
        // As the harness prints it.
        assert_eq!(
            paths("#[test] fn r#move() {} #[test] fn r#a() {}").0,
            ["r#move", "a"]
        );
        assert!(!mentions_tests(&source(
            "#[testing] #[cfg(test)] fn f() {}"
        )));
        let deep = |count: usize| "mod a { ".repeat(count) + "#[test] fn t() {}";
        assert_eq!(find_tests(&source(&deep(100))).len(), 1);
        // Nobody goes in there.
        assert!(find_tests(&source(&deep(20_000))).is_empty());
    }
}
