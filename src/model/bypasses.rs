//! What a file has beside its tests that would change what they mean, or let it go around
//! them: another `assert_eq!`, a module called `std`, code that runs before `main`.
//!
//! Told from the file's words, so that it can be named. Everything here may be had where the
//! exercise itself has it.

use std::collections::BTreeSet;

use crate::model::items::{Item, items};
use crate::model::source;

/// Words that reach the linker, the entry of the program, or the harness. With one of them
/// code runs before or instead of the tests.
const REACHING: [&str; 13] = [
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

/// Names that tests take from the standard library without an import.
const KNOWN: [&str; 60] = [
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

/// An exercise as it came.
#[derive(Debug, Clone, Copy)]
pub struct Came<'a> {
    /// Its file.
    pub original: &'a str,
    /// The file with the tests that count: the original, but for statements of the learner's in
    /// the places that are open.
    pub tests: &'a str,
    /// The course's solution, if there is one.
    pub solution: Option<&'a str>,
    /// The crates that it may use, by their names in a source.
    pub crates: &'a [String],
}

impl<'a> Came<'a> {
    /// One without crates, whose solution nobody knows.
    pub fn alone(original: &'a str) -> Self {
        Self {
            original,
            tests: original,
            solution: None,
            crates: &[],
        }
    }
}

/// The names of what `current` has of this and neither the exercise as it came nor its
/// solution has.
pub fn found(came: Came, current: &str) -> Vec<String> {
    let original = File::of(came.original);
    let solution = came.solution.map(File::of);
    let current = File::of(current);
    let allows =
        |file: &File, name: &str| file.count(name, came.crates) >= current.count(name, came.crates);
    let mut names: BTreeSet<String> = current.reaching().chain(current.inner()).collect();
    let guarded = File::of(came.tests).guarded();
    names.extend(macros_used(&guarded).into_iter().filter_map(|name| {
        let takes = current.takes_macro(name);
        takes.then(|| format!("{name}!"))
    }));
    names.extend(guarded.iter().copied().filter_map(|name| {
        let takes = current.count(name, came.crates) > 0;
        let is_known = KNOWN.contains(&name) || is_crate(name, came.crates);
        (is_known && takes).then(|| name.to_owned())
    }));
    names.retain(|name| {
        let sources = [Some(&original), solution.as_ref()];
        !sources.into_iter().flatten().any(|file| allows(file, name))
    });
    let missing = original.demands().filter(|demand| {
        let has = |file: &File| file.inner_attributes().contains(demand);
        !has(&current) && solution.as_ref().is_none_or(has)
    });
    missing.chain(names).collect()
}

/// A file, read.
struct File<'a> {
    tokens: Vec<&'a str>,
    items: Vec<Item<'a>>,
    for_shell: bool,
}

impl<'a> File<'a> {
    fn of(source: &'a str) -> Self {
        let tokens = source::tokens_with_literals(source);
        Self {
            items: items(&tokens),
            for_shell: source::starts_for_shell(source),
            tokens,
        }
    }

    /// The words of [`REACHING`], and others like them.
    fn reaching(&self) -> impl Iterator<Item = String> {
        let has = |word: &&str| self.tokens.contains(word);
        let words = REACHING.into_iter().filter(has).map(str::to_owned);
        // A macro that makes macros can make any.
        let makes = self.count("macro_rules! $", &[]) > 0;
        let shell = self.for_shell.then(|| "#!".to_owned());
        let makes = makes.then(|| "macro_rules! $".to_owned());
        words.chain(shell).chain(makes)
    }

    /// Attributes of the file that are not [`HARMLESS`], as text.
    fn inner(&self) -> impl Iterator<Item = String> {
        let attributes = self.inner_attributes().into_iter();
        attributes.filter(|text| {
            let word = text.trim_start_matches("#![");
            let end = word.find(|c: char| !c.is_alphanumeric() && c != '_');
            !HARMLESS.contains(&&word[..end.unwrap_or(word.len())])
        })
    }

    /// The attributes `#![forbid(...)]` and `#![deny(...)]`, which belong to the exercise.
    fn demands(&self) -> impl Iterator<Item = String> {
        let attributes = self.inner_attributes().into_iter();
        attributes.filter(|text| text.starts_with("#![forbid(") || text.starts_with("#![deny("))
    }

    /// The attributes of the file as text.
    fn inner_attributes(&self) -> BTreeSet<String> {
        let first = self.items.first().map(|item| item.attributes.as_slice());
        let mut texts = BTreeSet::new();
        let mut rest = first.unwrap_or_default();
        while rest.starts_with(&["#", "!"]) {
            let next = rest[1..].iter().position(|token| *token == "#");
            let (attribute, behind) = rest.split_at(next.map_or(rest.len(), |next| next + 1));
            texts.insert(attribute.concat());
            rest = behind;
        }
        texts
    }

    /// How often a file has what was found under this name.
    fn count(&self, name: &str, crates: &[String]) -> usize {
        match name {
            "#!" => usize::from(self.for_shell),
            "macro_rules! $" => {
                let made = self.tokens.windows(3);
                made.filter(|w| *w == ["macro_rules", "!", "$"]).count()
            }
            _ if name.starts_with("#!") => usize::from(self.inner_attributes().contains(name)),
            _ if REACHING.contains(&name) => {
                self.tokens.iter().filter(|token| **token == name).count()
            }
            _ => match name.strip_suffix('!') {
                Some(name) => usize::from(self.takes_macro(name)),
                None if is_crate(name, crates) => {
                    usize::from(self.takes(name) || self.takes_crate(name))
                }
                None => usize::from(self.takes(name)),
            },
        }
    }

    /// The tokens of its tests and of what belongs to them, at any depth.
    fn guarded(&self) -> Vec<&'a str> {
        let mut guarded = Vec::new();
        collect_guarded(&self.items, &mut guarded);
        guarded
    }

    /// Whether it makes its own macro of this name, or imports something under it.
    fn takes_macro(&self, name: &str) -> bool {
        let tokens = &self.tokens;
        let defines = tokens.windows(3).any(|w| w == ["macro_rules", "!", name]);
        let renames = tokens.windows(2).any(|w| w == ["as", name]);
        // Handed to a macro, which may define it, or imported.
        let names = |at: usize| tokens[at] == name && tokens.get(at + 1) != Some(&"!");
        let is_assertion = ASSERTIONS.contains(&name);
        let handed = is_assertion && (0..tokens.len()).any(names);
        defines || renames || handed || self.imports(name)
    }

    /// Whether it defines this name at its top, or imports something else under it.
    fn takes(&self, name: &str) -> bool {
        let defines = self.items.iter().any(|item| {
            let words = [
                "struct", "enum", "union", "trait", "type", "mod", "fn", "const", "static",
            ];
            let is_impl = item.tokens.first() == Some(&"impl");
            let head = item.tokens.windows(2).take(8);
            !item.is_guarded()
                && !is_impl
                && head
                    .into_iter()
                    .any(|w| words.contains(&w[0]) && w[1] == name)
        });
        let crates = self.items.iter().filter(|item| {
            let mut words = item.tokens.windows(2);
            words.any(|w| w == ["extern", "crate"])
        });
        let mut crates = crates.flat_map(|item| item.tokens.windows(2));
        defines || crates.any(|w| w == ["as", name]) || self.imports(name)
    }

    /// Whether a module or an import, at any depth, is called like this crate.
    fn takes_crate(&self, name: &str) -> bool {
        let mut words = self.tokens.windows(2);
        words.any(|w| w == ["mod", name] || w == ["as", name]) || self.imports(name)
    }

    /// Whether an import that is not of the standard library ends in this name.
    fn imports(&self, name: &str) -> bool {
        let uses = self.items.iter().filter(|item| !item.is_guarded());
        uses.into_iter().any(|item| {
            let is_visibility = |token: &&&str| {
                matches!(
                    **token,
                    "pub" | "(" | ")" | "crate" | "super" | "in" | "self"
                )
            };
            let mut words = item.tokens.iter().skip_while(is_visibility);
            if words.next() != Some(&"use") {
                return false;
            }
            let first = words.find(|token| **token != ":").copied().unwrap_or("");
            let foreign = !CRATES.contains(&first) && !KNOWN.contains(&first) && first != name;
            let ends = |w: &[&str]| w[0] == name && matches!(w[1], ";" | "," | "}");
            let renames = |w: &[&str]| w == ["as", name];
            let mut pairs = item.tokens.windows(2);
            pairs.any(|w| renames(w) || (foreign && ends(w)))
        })
    }
}

/// Whether code may count on what this name means: the standard library has it without an
/// import, or it is a crate.
pub(super) fn is_of_library(name: &str, crates: &[String]) -> bool {
    KNOWN.contains(&name) || is_crate(name, crates)
}

fn is_crate(name: &str, crates: &[String]) -> bool {
    CRATES.contains(&name) || crates.iter().any(|it| it == name)
}

fn collect_guarded<'a>(all: &[Item<'a>], guarded: &mut Vec<&'a str>) {
    for item in all {
        match item.module_body() {
            _ if item.is_guarded() => guarded.extend_from_slice(&item.tokens),
            Some(body) => collect_guarded(&items(body), guarded),
            None => {}
        }
    }
}

/// The names before a `!` that opens a group.
fn macros_used<'a>(tokens: &[&'a str]) -> BTreeSet<&'a str> {
    let calls = tokens
        .windows(3)
        .filter(|w| w[1] == "!" && matches!(w[2], "(" | "[" | "{"));
    calls.map(|w| w[0]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ORIGINAL: &str = "#![forbid(unsafe_code)]\nfn f() -> Option<u32> { None }\nfn main() {}\n\
        #[cfg(test)] mod tests { use super::*; #[test] fn a() { let it: Option<u32> = f(); assert_eq!(it, Some(std::mem::size_of::<u32>() as u32)); } }";

    fn after(text: &str) -> Vec<String> {
        found(
            Came::alone(ORIGINAL),
            &ORIGINAL.replace("fn main() {}", text),
        )
    }

    fn solved<'a>(original: &'a str, solution: &'a str) -> Came<'a> {
        Came {
            solution: Some(solution),
            ..Came::alone(original)
        }
    }

    #[test]
    fn nothing_is_called_like_a_crate_that_tests_use() {
        let original = ORIGINAL.replace("#[test]", "#[tokio::test] async");
        let crates = ["tokio".to_owned()];
        let came = Came {
            crates: &crates,
            ..Came::alone(&original)
        };
        for text in [
            "mod tokio { pub use ::tokio::test; pub mod runtime {} }",
            "mod fake { pub mod tokio {} } use fake::*;",
            "use fake::tokio;",
            "use fake as tokio;",
        ] {
            let text = original.replace("fn main() {}", text);
            assert_eq!(found(came, &text), ["tokio"], "{text}");
            assert!(found(Came::alone(&original), &text).is_empty());
        }
        let text = original.replace(
            "fn main() {}",
            "use tokio; use tokio::time as t; fn main() {}",
        );
        assert!(found(came, &text).is_empty());
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
        assert!(
            found(
                Came::alone(ORIGINAL),
                &format!("#![allow(dead_code)]\n{ORIGINAL}")
            )
            .is_empty()
        );
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
            ("#! [cfg(any())]", "#!"),
        ] {
            let text = format!("{head}\n{ORIGINAL}");
            let names = found(Came::alone(ORIGINAL), &text);
            assert!(names.iter().any(|n| n == name), "{head}: {names:?}");
        }
    }

    #[test]
    fn what_the_exercise_demands_must_stay() {
        let text = ORIGINAL.replace("#![forbid(unsafe_code)]\n", "");
        assert_eq!(
            found(Came::alone(ORIGINAL), &text),
            ["#![forbid(unsafe_code)]"]
        );
    }

    #[test]
    fn what_the_exercise_or_its_solution_has_may_be_had() {
        let text = ORIGINAL.replace("fn f", "#[unsafe(no_mangle)] fn f");
        assert!(found(solved(ORIGINAL, &text), &text).is_empty());
        assert!(found(Came::alone(&text), &text).is_empty());
        let more = text.replace("fn main", "#[unsafe(no_mangle)] fn main");
        assert_eq!(found(solved(&text, &text), &more), ["no_mangle"]);
    }

    proptest::proptest! {
        #[test]
        fn never_panics_and_a_text_is_like_itself(
            text in "([{}()\\[\\]#'\"/*!; \n]|#!|use |mod|as |assert_eq|std|no_main|#\\[cfg\\(test\\)\\]|é)*"
        ) {
            assert_eq!(found(Came::alone(&text), &text), Vec::<String>::new());
            let _ = found(solved(ORIGINAL, &text), &text);
        }
    }
}
