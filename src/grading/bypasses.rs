//! What a file contains besides its tests that changes their meaning or gets around them: another
//! `assert_eq!`, a module called `std`, code that runs before `main`.
//!
//! It is found by words, so that a message can name it. All of it is allowed if the exercise has
//! it too.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::grading::reference::Reference;
use crate::rust::{Item, ItemKind, Source, TokenKind};

/// How a first line for the shell is named.
const SHEBANG: &str = "#!";

/// How a macro that makes macros is named.
const MAKES_MACROS: &str = "macro_rules! $";

/// Words that reach the linker, the entry of the program, or the harness. With one of them
/// code runs before or instead of the tests.
const LINKER_AND_ENTRY_WORDS: [&str; 13] = [
    "custom_test_frameworks",
    "export_name",
    "global_allocator",
    "global_asm",
    "link_name",
    "link_section",
    "no_core",
    "no_implicit_prelude",
    "no_main",
    "no_mangle",
    "no_std",
    "reexport_test_harness_main",
    "test_runner",
];

/// Attributes of a whole file that a learner may well add.
const HARMLESS: [&str; 8] = [
    "allow",
    "deny",
    "doc",
    "expect",
    "forbid",
    "recursion_limit",
    "type_length_limit",
    "warn",
];

/// Names that tests use from the standard library without an import.
const PRELUDE_NAMES: [&str; 60] = [
    "AsMut",
    "AsRef",
    "Box",
    "Clone",
    "Copy",
    "Default",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "Err",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Future",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Send",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Vec",
    "alloc",
    "bool",
    "char",
    "core",
    "drop",
    "f32",
    "f64",
    "i128",
    "i16",
    "i32",
    "i64",
    "i8",
    "isize",
    "std",
    "str",
    "u128",
    "u16",
    "u32",
    "u64",
    "u8",
    "usize",
];

/// Crates that are always there.
const CRATES: [&str; 3] = ["alloc", "core", "std"];

/// Macros whose names are good for nothing else.
const ASSERTIONS: [&str; 6] = [
    "assert",
    "assert_eq",
    "assert_ne",
    "debug_assert",
    "debug_assert_eq",
    "debug_assert_ne",
];

/// Words before a new name.
const DEFINING_WORDS: [&str; 9] = [
    "struct", "enum", "union", "trait", "type", "mod", "fn", "const", "static",
];

/// The names of what `current` has of this and neither the exercise nor its solution has.
pub fn find_bypasses(reference: Reference, current: &Source) -> Vec<String> {
    let original = FileItems::new(reference.original);
    let solution = reference.solution.map(FileItems::new);
    let current = FileItems::new(current);
    let crates = reference.crates;
    let allows =
        |file: &FileItems, name: &str| file.count(name, crates) >= current.count(name, crates);
    let mut names: BTreeSet<String> = current
        .linker_and_entry_words()
        .chain(current.harmful_attributes())
        .collect();
    let tests = test_names(reference.tests);
    names.extend(
        macro_calls(reference.tests, &tests)
            .into_iter()
            .filter_map(|name| {
                let is_shadowed = current.shadows_macro(name);
                is_shadowed.then(|| format!("{name}!"))
            }),
    );
    let used = tests.iter().map(|at| reference.tests.name(*at));
    let used: BTreeSet<&str> = used.filter(|name| is_of_library(name, crates)).collect();
    let shadowed = used
        .into_iter()
        .filter(|name| current.count(name, crates) > 0);
    names.extend(shadowed.map(str::to_owned));
    names.retain(|name| {
        let sources = [Some(&original), solution.as_ref()];
        !sources.into_iter().flatten().any(|file| allows(file, name))
    });
    let missing = original.demands().filter(|demand| {
        let has = |file: &FileItems| file.inner_attributes().contains(demand);
        !has(&current) && solution.as_ref().is_none_or(has)
    });
    missing.chain(names).collect()
}

/// A file with its items.
struct FileItems<'a> {
    source: &'a Source,
    items: Vec<Item>,
}

impl<'a> FileItems<'a> {
    fn new(source: &'a Source) -> Self {
        Self {
            items: source.items(source.all()),
            source,
        }
    }

    /// The words of [`LINKER_AND_ENTRY_WORDS`], and others like them.
    fn linker_and_entry_words(&self) -> impl Iterator<Item = String> {
        let words = LINKER_AND_ENTRY_WORDS
            .into_iter()
            .filter(|word| self.source.has_name(word));
        // A macro that makes macros can make any.
        let makes = self.count(MAKES_MACROS, &[]) > 0;
        let shell = self.source.has_shebang().then(|| SHEBANG.to_owned());
        let makes = makes.then(|| MAKES_MACROS.to_owned());
        words.map(str::to_owned).chain(shell).chain(makes)
    }

    /// Attributes of the file that are not [`HARMLESS`], as text.
    fn harmful_attributes(&self) -> impl Iterator<Item = String> {
        let first = self.items.first();
        let attributes = first.map_or(&[][..], |item| &item.inner).iter();
        let others = attributes.filter(|a| !is_harmless(&a.path));
        others.map(|attribute| self.source.words(&attribute.tokens).concat())
    }

    /// The attributes `#![forbid(...)]` and `#![deny(...)]`, which belong to the exercise.
    fn demands(&self) -> impl Iterator<Item = String> {
        let attributes = self.inner_attributes().into_iter();
        attributes.filter(|text| text.starts_with("#![forbid(") || text.starts_with("#![deny("))
    }

    /// The attributes of the file as text.
    fn inner_attributes(&self) -> BTreeSet<String> {
        let first = self.items.first();
        let attributes = first.map_or(&[][..], |item| &item.inner).iter();
        let texts = attributes.map(|attribute| self.source.words(&attribute.tokens).concat());
        texts.collect()
    }

    /// How often a file has what was found under this name.
    fn count(&self, name: &str, crates: &[String]) -> usize {
        match name {
            SHEBANG => usize::from(self.source.has_shebang()),
            MAKES_MACROS => self.count_tokens(&["macro_rules", "!", "$"]),
            _ if name.starts_with("#!") => usize::from(self.inner_attributes().contains(name)),
            _ if LINKER_AND_ENTRY_WORDS.contains(&name) => self.count_tokens(&[name]),
            _ => match name.strip_suffix('!') {
                Some(name) => usize::from(self.shadows_macro(name)),
                None if is_crate(name, crates) => {
                    usize::from(self.shadows(name) || self.shadows_crate(name))
                }
                None => usize::from(self.shadows(name)),
            },
        }
    }

    fn count_tokens(&self, names: &[&str]) -> usize {
        let is_there = |at: &usize| self.has_at(*at, names);
        self.source.all().filter(is_there).count()
    }

    /// Whether the tokens from this one on have these names.
    fn has_at(&self, at: usize, names: &[&str]) -> bool {
        let mut names = names.iter().enumerate();
        names.all(|(ahead, name)| self.source.name(at + ahead) == *name)
    }

    fn has(&self, names: &[&str]) -> bool {
        self.source.all().any(|at| self.has_at(at, names))
    }

    /// Whether it makes its own macro of this name, or imports something under it.
    fn shadows_macro(&self, name: &str) -> bool {
        let defines = self.has(&["macro_rules", "!", name]) || self.has(&["macro", name]);
        // Handed to a macro, which may define it, or imported.
        let is_handed = |at: usize| self.has_at(at, &[name]) && self.source.word(at + 1) != "!";
        let is_assertion = ASSERTIONS.contains(&name);
        let handed = is_assertion && self.source.all().any(is_handed);
        defines || handed || self.has(&["as", name]) || self.imports(name)
    }

    /// Whether it defines this name at its top, or imports something else under it.
    fn shadows(&self, name: &str) -> bool {
        let defines = |item: &Item| {
            let has_it = match item.kind {
                ItemKind::MacroDefinition | ItemKind::ExternCrate => false,
                // What is in them has no module around it, and may be defined here.
                ItemKind::MacroCall | ItemKind::ForeignModule | ItemKind::Unknown => {
                    self.defines_within(&item.tokens, name)
                }
                _ => item.name.as_deref() == Some(name),
            };
            has_it && !item.is_test_code(self.source)
        };
        let renames = |item: &Item| {
            let mut tokens = item.tokens.clone();
            item.kind == ItemKind::ExternCrate && tokens.any(|at| self.has_at(at, &["as", name]))
        };
        let mut items = self.items.iter();
        items.any(|item| defines(item) || renames(item)) || self.imports(name)
    }

    /// Whether a word that defines something stands before this name anywhere in these tokens.
    fn defines_within(&self, tokens: &Range<usize>, name: &str) -> bool {
        let mut names = tokens.clone().skip(1);
        names.any(|at| {
            self.has_at(at, &[name]) && DEFINING_WORDS.contains(&self.source.word(at - 1))
        })
    }

    /// Whether a module or an import, at any depth, is called like this crate.
    fn shadows_crate(&self, name: &str) -> bool {
        self.has(&["mod", name]) || self.has(&["as", name]) || self.imports(name)
    }

    /// Whether an import that is not of the standard library ends in this name.
    fn imports(&self, name: &str) -> bool {
        let uses = self.items.iter().filter(|item| item.kind == ItemKind::Use);
        let mut uses = uses.filter(|item| !item.is_test_code(self.source));
        uses.any(|item| {
            let mut tokens = item.tokens.clone();
            // What is behind `pub(crate) use`, but for `::`.
            let mut path = tokens
                .clone()
                .skip_while(|at| self.source.word(*at) != "use")
                .skip(1);
            let first = path.find(|at| self.source.word(*at) != ":");
            let first = first.map_or("", |at| self.source.name(at));
            let is_foreign =
                !CRATES.contains(&first) && !PRELUDE_NAMES.contains(&first) && first != name;
            tokens.any(|at| {
                let ends = [";", ",", "}"].contains(&self.source.word(at + 1));
                self.has_at(at, &["as", name]) || (is_foreign && ends && self.has_at(at, &[name]))
            })
        })
    }
}

/// Whether an inner attribute with this path does no harm to tests.
pub(super) fn is_harmless(path: &str) -> bool {
    HARMLESS.contains(&path)
}

/// Whether code may count on what this name means: the standard library has it without an
/// import, or it is a crate.
pub fn is_of_library(name: &str, crates: &[String]) -> bool {
    PRELUDE_NAMES.contains(&name) || is_crate(name, crates)
}

pub(super) fn is_crate(name: &str, crates: &[String]) -> bool {
    CRATES.contains(&name) || crates.iter().any(|it| it == name)
}

/// The tokens of a file's tests and of what belongs to them, at any depth.
fn test_names(source: &Source) -> Vec<usize> {
    let mut tokens = Vec::new();
    add_test_names(source, source.all(), &mut tokens);
    tokens
}

fn add_test_names(source: &Source, all: Range<usize>, tokens: &mut Vec<usize>) {
    for item in source.items(all) {
        if item.is_test_code(source) {
            tokens.extend(item.tokens);
        } else if let (ItemKind::Module, Some(body)) = (item.kind, item.body) {
            add_test_names(source, body, tokens);
        }
    }
}

/// The names of the macros that are called in these tokens.
fn macro_calls<'a>(source: &'a Source, tokens: &[usize]) -> BTreeSet<&'a str> {
    let is_call = |at: &&usize| {
        let opens = matches!(source.kind(**at + 2), Some(TokenKind::Open(_)));
        source.word(**at + 1) == "!" && opens
    };
    let calls = tokens.iter().filter(is_call);
    calls.map(|at| source.name(*at)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rust::Edition;

    fn source(text: &str) -> Source {
        Source::new(text, Edition::E2024)
    }

    /// What goes around the tests of `original` in `text`.
    fn found(original: &str, solution: Option<&str>, crates: &[String], text: &str) -> Vec<String> {
        let (original, solution) = (source(original), solution.map(source));
        let reference = Reference {
            solution: solution.as_ref(),
            crates,
            ..Reference::alone(&original)
        };
        find_bypasses(reference, &source(text))
    }

    fn found_alone(original: &str, text: &str) -> Vec<String> {
        found(original, None, &[], text)
    }

    const ORIGINAL: &str = "#![forbid(unsafe_code)]\nfn f() -> Option<u32> { None }\nfn main() {}\n\
        #[cfg(test)] mod tests { use super::*; #[test] fn a() { let it: Option<u32> = f(); assert_eq!(it, Some(std::mem::size_of::<u32>() as u32)); } }";

    fn after(text: &str) -> Vec<String> {
        found_alone(ORIGINAL, &ORIGINAL.replace("fn main() {}", text))
    }

    #[test]
    fn nothing_is_called_like_a_crate_that_tests_use() {
        let original = ORIGINAL.replace("#[test]", "#[tokio::test] async");
        let crates = ["tokio".to_owned()];
        for text in [
            "mod tokio { pub use ::tokio::test; pub mod runtime {} }",
            "mod fake { pub mod tokio {} } use fake::*;",
            "use fake::tokio;",
            "use fake as tokio;",
        ] {
            let text = original.replace("fn main() {}", text);
            assert_eq!(found(&original, None, &crates, &text), ["tokio"], "{text}");
            assert!(found_alone(&original, &text).is_empty());
        }
        let text = original.replace(
            "fn main() {}",
            "use tokio; use tokio::time as t; fn main() {}",
        );
        assert!(found(&original, None, &crates, &text).is_empty());
    }

    #[test]
    fn honest_code_has_none() {
        for text in [
            "use std::fmt::Result; fn main() { let vec = 3_u8 as u32; assert!(vec == 3); }",
            "impl Drop for X { fn drop(&mut self) {} } enum E { Some, None }",
            "fn main() { \"a\".matches('a'); } // no_mangle assert_eq",
            "use std::{fmt, option::Option}; mod inner { pub fn assert_it() {} }",
            "macro_rules! square { ($x:expr) => { $x * $x } } const NAME: &str = \"no_main\";",
        ] {
            assert!(after(text).is_empty(), "{text}: {:?}", after(text));
        }
        assert!(found_alone(ORIGINAL, &format!("#![allow(dead_code)]\n{ORIGINAL}")).is_empty());
    }

    #[test]
    fn what_changes_the_tests_is_named() {
        for (text, name) in [
            ("macro_rules! assert_eq { ($($x:tt)*) => {} }", "assert_eq!"),
            (
                "mod m { macro_rules! assert_eq { () => {} } }",
                "assert_eq!",
            ),
            ("make!(assert_eq);", "assert_eq!"),
            ("use checks::assert_eq;", "assert_eq!"),
            ("use core::debug_assert_ne as assert_eq;", "assert_eq!"),
            (
                "macro_rules! make { ($n:ident) => { macro_rules! $n { () => {} } } }",
                "macro_rules! $",
            ),
            ("mod std { pub mod mem {} }", "std"),
            ("extern crate self as std;", "std"),
            ("pub struct Option<T>(T);", "Option"),
            ("use mine::Some;", "Some"),
            ("use mine::{Any as Some, More};", "Some"),
            ("pub(crate) type u32 = u8;", "u32"),
            (
                "macro_rules! items { ($($t:tt)*) => { $($t)* } } items! { pub struct Option; }",
                "Option",
            ),
            ("mine::items!(mod a {} fn Some(x: u32) {});", "Some"),
            ("unsafe extern \"C\" { safe fn Some(x: X); }", "Some"),
            ("extern \"C\" { static mut A: u8; fn r#Some(); }", "Some"),
            (
                "#[unsafe(no_mangle)] extern \"C\" fn exit() {}",
                "no_mangle",
            ),
            (
                "#[cfg_attr(all(), link_section = \".init_array\")] static A: u8 = 1;",
                "link_section",
            ),
        ] {
            assert_eq!(after(text), [name], "{text}");
        }
        for (head, name) in [
            ("#![no_main]", "no_main"),
            ("#![cfg(any())]", "#![cfg(any())]"),
            ("#![feature(x)]", "#![feature(x)]"),
            ("#!/* for the shell */", "#!"),
            // rustc takes this for an attribute, not for a line for the shell.
            ("#! [cfg(any())]", "#![cfg(any())]"),
        ] {
            let text = format!("{head}\n{ORIGINAL}");
            let names = found_alone(ORIGINAL, &text);
            assert!(names.iter().any(|n| n == name), "{head}: {names:?}");
        }
    }

    #[test]
    fn what_the_exercise_demands_must_stay() {
        let text = ORIGINAL.replace("#![forbid(unsafe_code)]\n", "");
        assert_eq!(found_alone(ORIGINAL, &text), ["#![forbid(unsafe_code)]"]);
    }

    #[test]
    fn what_the_exercise_or_its_solution_has_may_be_had() {
        let text = ORIGINAL.replace("fn f", "#[unsafe(no_mangle)] fn f");
        assert!(found(ORIGINAL, Some(&text), &[], &text).is_empty());
        assert!(found_alone(&text, &text).is_empty());
        let more = text.replace("fn main", "#[unsafe(no_mangle)] fn main");
        assert_eq!(found(&text, Some(&text), &[], &more), ["no_mangle"]);
    }

    proptest::proptest! {
        #[test]
        fn never_panics_and_a_text_is_like_itself(
            text in "([{}()\\[\\]#'\"/*!; \n]|#!|use |mod|as |assert_eq|std|no_main|#\\[cfg\\(test\\)\\]|é)*"
        ) {
            assert_eq!(found_alone(&text, &text), Vec::<String>::new());
            let _ = found(ORIGINAL, Some(&text), &[], &text);
        }
    }
}
