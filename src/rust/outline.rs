//! What the compiler and the test harness will find in a file: its tests, and its `main`.

use std::ops::Range;

use super::items::{Attribute, Item, ItemKind};
use super::source::Source;

/// A file's tests and its `main`, told of any text.
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
        let mut outline = Self {
            tests: Vec::new(),
            has_tests: false,
            has_main: false,
            main_does_something: false,
            global_allocator: source.has_name("global_allocator"),
        };
        outline.add_items(source, source.all(), "", false);
        outline
    }

    fn add_items(
        &mut self,
        source: &Source,
        tokens: Range<usize>,
        path: &str,
        is_conditional: bool,
    ) {
        for item in source.items(tokens) {
            let is_conditional = is_conditional || is_conditional_item(&item, source);
            let label = item.label(source);
            match (item.kind, &item.body) {
                (ItemKind::Module, Some(body)) => {
                    let path = format!("{path}{label}::");
                    self.add_items(source, body.clone(), &path, is_conditional);
                }
                (ItemKind::Function, _) => {
                    if path.is_empty() && label == "main" {
                        self.has_main = true;
                        self.main_does_something = !is_empty_main(&item, source);
                    }
                    let is_ignored = item.attributes.iter().any(ignores);
                    self.has_tests |= item.is_test();
                    if item.is_test() && !is_ignored && !is_conditional {
                        self.tests.push(format!("{path}{label}"));
                    }
                }
                _ => {}
            }
        }
    }
}

/// Whether an item is there in some builds only, of those for tests.
fn is_conditional_item(item: &Item, source: &Source) -> bool {
    let mut attributes = item.attributes.iter();
    attributes.any(|attribute| {
        attribute.path == "cfg" && source.words(&attribute.inside) != ["cfg", "(", "test", ")"]
    })
}

fn ignores(attribute: &Attribute) -> bool {
    attribute.path == "ignore"
}

fn is_empty_main(item: &Item, source: &Source) -> bool {
    let is_empty = item.body.as_ref().is_some_and(Range::is_empty);
    is_empty && source.words(&item.signature()) == ["fn", "main", "(", ")"]
}

/// The text of the function with this path, such as `tests::adds`, from the line of its `fn` to
/// the one where its body ends, without their common indent.
pub fn function_text(source: &Source, path: &str) -> Option<String> {
    let mut tokens = source.all();
    let mut names = path.split("::").peekable();
    let function = loop {
        let name = names.next()?;
        let is_last = names.peek().is_none();
        let kind = if is_last {
            ItemKind::Function
        } else {
            ItemKind::Module
        };
        let mut items = source.items(tokens.clone()).into_iter();
        let item = items.find(|item| item.kind == kind && item.name.as_deref() == Some(name))?;
        tokens = item.body.clone()?;
        if is_last {
            break item;
        }
    };
    let bytes = source.bytes(&function.tokens);
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

    fn outline(text: &str) -> Outline {
        Outline::of(&source(text))
    }

    #[test]
    fn finds_tests_by_path() {
        let found = outline(
            "#[test] fn top() {}
             #[cfg(test)] mod tests { use super::*;
               #[test] #[should_panic(expected = \"fn x\")] fn a() { let s = \"}\"; }
               #[test] #[ignore = \"later\"] fn b() {}
               mod deep { #[test] fn c() -> Result<(), String> { Ok(()) } }
               #[cfg(windows)] #[test] fn d() {}
               fn helper() {} }
             #[cfg(never)] mod more { #[test] fn e() {} }
             // #[test] fn commented() {}
             fn main() { /* nothing */ }",
        );
        assert_eq!(found.tests, ["top", "tests::a", "tests::deep::c"]);
        assert!(found.has_tests && found.has_main && !found.main_does_something);
    }

    #[test]
    fn finds_the_text_of_a_function() {
        let source = source(
            "// fn b() {}\nfn b() {}\nmod t {\n    fn bb() {}\n    #[test]\n    fn b() {\n        let s = \"}\";\n    }\n}\n",
        );
        let text = function_text(&source, "t::b");
        assert_eq!(text.as_deref(), Some("fn b() {\n    let s = \"}\";\n}"));
        assert_eq!(function_text(&source, "t::c"), None);
        assert_eq!(function_text(&source, ""), None);
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
        assert!(outline("fn main() { go(); }").main_does_something);
        assert!(outline("fn main() -> Result<(), E> { Ok(()) }").main_does_something);
        let other = outline("fn mainline() { x() } mod a { fn main() { x() } }");
        assert!(!other.has_main && !other.main_does_something);
    }

    proptest::proptest! {
        #[test]
        fn never_panics(text in "([{}\\[\\]#'\"/*\\\\ r\n]|fn|mod|test|é|.)*") {
            let source = source(&text);
            let _ = (Outline::of(&source), function_text(&source, "t::test"));
        }
    }
}
