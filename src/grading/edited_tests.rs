//! Whether the tests of a file are still the original ones.
//!
//! Compared by syntax: comments, formatting and trailing commas don't count, everything else
//! does. Tests may be added; what else stands in a module of tests may not be changed, and
//! nothing may be put in its place: not another `assert_eq!`, not a `#[cfg]`.

use crate::grading::bypasses::find_bypasses;
use crate::grading::compared_item::ComparedItem;
use crate::grading::level::Level;
use crate::grading::reference::Reference;
use crate::rust::Source;

/// The names of tests, and of modules of tests, that aren't the original ones: changed, taken
/// away, or with something beside them that may change what they mean, unless the exercise's
/// solution has it too.
pub fn edited_tests(reference: Reference, current: &Source) -> Vec<String> {
    let mut edited = edited_in(&Level::of_files(reference.tests, current));
    edited.extend(find_bypasses(reference, current));
    edited
}

/// Whether a file has all tests of another one, unchanged.
pub(super) fn has_tests_of(original: &Source, current: &Source) -> bool {
    edited_in(&Level::of_files(original, current)).is_empty()
}

/// What differs in a file, or in a module that the learner works in.
fn edited_in(level: &Level) -> Vec<String> {
    let mut edited = Vec::new();
    for (index, part) in level.original.iter().enumerate() {
        match level.below(index) {
            Some(below) if part.is_test_code() => {
                edited.extend(edited_in_tests(level, &below, part))
            }
            Some(below) => edited.extend(edited_in(&below)),
            None if !part.is_test_code() || is_unchanged(level, index) => {}
            None => edited.push(level.path_of(part)),
        }
    }
    edited
}

/// What differs in a module of tests.
fn edited_in_tests(level: &Level, below: &Level, module: &ComparedItem) -> Vec<String> {
    let whole = || level.path_of(module);
    let is_alike = |now: &&ComparedItem| {
        let has_attributes = now.attributes == module.attributes && now.has_same_inner(module);
        has_attributes && now.is_module() && now.name() == module.name()
    };
    if level.current.iter().filter(is_alike).count() != 1 {
        return vec![whole()];
    }
    // Once for all, since they stand above whatever is first.
    if !below.has_same_inner() {
        return vec![whole()];
    }
    let parts = below.original.iter().enumerate();
    let changed = parts.filter(|(index, _)| !below.has_same(*index));
    let names = changed.map(|(_, part)| {
        if part.has_function() {
            below.path_of(part)
        } else {
            whole()
        }
    });
    let mut edited: Vec<String> = names.collect();
    // A test more does no harm; anything else might.
    if edited.is_empty()
        && below
            .added()
            .any(|part| !part.is_test() && is_new(below, part))
    {
        edited.push(whole());
    }
    edited.dedup();
    edited
}

/// Whether a test outside of modules of tests is the original one, and no other attributes of the
/// file stand above it.
fn is_unchanged(level: &Level, index: usize) -> bool {
    let part = &level.original[index];
    let partner = level.partner(index).filter(|_| level.has_same(index));
    partner.is_some_and(|partner| partner.has_same_inner(part))
}

/// Whether something is no second copy of what the original has.
fn is_new(level: &Level, part: &ComparedItem) -> bool {
    !level.original.iter().any(|original| original.is_same(part))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rust::Edition;

    const ORIGINAL: &str = r#"
        fn double(x: u32) -> u32 { x + 1 }
        #[cfg(test)]
        mod tests {
            use super::*;
            const CASES: [(u32, u32); 2] = [(1, 2), (3, 6)];
            fn check(x: u32) -> u32 { double(x) }
            #[test]
            fn doubles() {
                for (x, wanted) in CASES { assert_eq!(check(x), wanted, "of {x}"); }
            }
            #[test]
            #[should_panic(expected = "too large")]
            fn refuses() { double(u32::MAX); }
        }
        #[test]
        fn outside() { assert!(double(2) == 4); }
        fn main() {}
    "#;

    fn edited(original: &str, current: &str) -> Vec<String> {
        let read = |text| Source::new(text, Edition::default());
        edited_tests(Reference::alone(&read(original)), &read(current))
    }

    fn after(from: &str, to: &str) -> Vec<String> {
        assert!(ORIGINAL.contains(from), "{from}");
        edited(ORIGINAL, &ORIGINAL.replacen(from, to, 1))
    }

    #[test]
    fn the_learners_code_form_comments_and_more_tests_do_not_count() {
        assert!(after("x + 1", "x * 2").is_empty());
        assert!(
            after(
                "assert_eq!(check(x), wanted, \"of {x}\");",
                "// a\n assert_eq!(\ncheck(x), /* b */ wanted,\n \"of {x}\",\n);"
            )
            .is_empty()
        );
        assert!(
            after(
                "#[test]\n        fn outside",
                "#[test] fn mine() {} #[test]\n fn outside"
            )
            .is_empty()
        );
        assert!(
            after(
                "use super::*;",
                "use super::*; #[test] fn mine() { check(1); }"
            )
            .is_empty()
        );
    }

    #[test]
    fn every_other_change_is_named() {
        let name = |name: &str| vec![name.to_owned()];
        assert_eq!(after("(3, 6)", "(3, 4)"), name("tests"));
        assert_eq!(after("{ double(x) }", "{ x * 2 }"), name("tests::check"));
        assert_eq!(after("\"of {x}\"", "\"\""), name("tests::doubles"));
        assert_eq!(
            after(
                "#[test]\n            fn doubles",
                "#[test]\n#[ignore]\nfn doubles"
            ),
            name("tests::doubles")
        );
        assert_eq!(after("too large", "too"), name("tests::refuses"));
        assert_eq!(
            after("for (x, wanted)", "return; for (x, wanted)"),
            name("tests::doubles")
        );
        assert_eq!(after("fn doubles", "fn renamed"), name("tests::doubles"));
        assert_eq!(after("#[cfg(test)]", "#[cfg(never)]"), name("tests"));
        assert_eq!(
            after("#[cfg(test)]", "#[cfg(test)] mod tests {} #[cfg(test)]"),
            name("tests")
        );
        assert_eq!(after("double(2) == 4", "true"), name("outside"));
        assert_eq!(
            after(
                "use super::*;",
                "use super::*; fn double(x: u32) -> u32 { x }"
            ),
            name("tests")
        );
        assert_eq!(
            after(
                "fn main",
                "macro_rules! assert_eq { ($($x:tt)*) => {} } fn main"
            ),
            name("assert_eq!")
        );
        assert_eq!(
            after("fn main", "use core::debug_assert as assert; fn main"),
            name("assert!")
        );
    }

    #[test]
    fn attributes_of_a_module_are_compared_whatever_is_first_in_it() {
        let original = "#[cfg(test)] mod tests { #![warn(unused)] #[test] fn a() {} }";
        let edit = |from, to| edited(original, &original.replace(from, to));
        let mine = "#[test] fn mine() {} #[test]";
        assert!(edit("#[test]", mine).is_empty());
        assert_eq!(edit("#![warn(unused)]", ""), ["tests"]);
        assert_eq!(edit("#![warn(unused)] #[test]", mine), ["tests"]);
        let more = format!("#![cfg(any())] {mine}");
        assert_eq!(edit("#[test]", &more), ["tests"]);
        assert_eq!(edit("#[test] fn a() {}", "#![allow(unused)]"), ["tests"]);
        let plain = "#[cfg(test)] mod tests { #[test] fn a() {} }";
        let current = plain.replace("#[test]", &format!("#![allow(unused)] {mine}"));
        assert_eq!(edited(plain, &current), ["tests"]);
    }

    #[test]
    fn all_that_is_missing_is_named() {
        let current = "fn double(x: u32) -> u32 { x + 1 } fn main() {}";
        assert_eq!(edited(ORIGINAL, current), ["tests", "outside"]);
        assert!(edited("fn main() {}", current).is_empty());
    }

    #[test]
    fn the_test_attribute_of_another_crate_is_one() {
        let original = "#[tokio::test(start_paused = true)] async fn waits() { nap(3).await; }";
        assert_eq!(edited(original, &original.replace('3', "4")), ["waits"]);
    }

    proptest::proptest! {
        #[test]
        fn never_panics_and_a_text_is_like_itself(
            text in "([{}()\\[\\]#'\"/*!; \n]|fn|mod|tests|const|#\\[test\\]|#\\[cfg\\(test\\)\\]|é)*"
        ) {
            let _ = edited(ORIGINAL, &text);
            // Two modules of one name are no Rust, and count as edited.
            if text.matches("mod").count() < 2 {
                assert_eq!(edited(&text, &text), Vec::<String>::new());
            }
        }
    }
}
