//! Whether the tests of a file are still those that it came with.
//!
//! Compared by syntax: comments, formatting and trailing commas do not count, everything else
//! does. Tests may be added; what else stands in a module of tests may not be changed, and
//! nothing may be put in its place: not another `assert_eq!`, not a `#[cfg]`.

use crate::grading::bypasses::find_bypasses;
use crate::grading::reference::Reference;
use crate::model::items::{Item, items};
use crate::model::source;
use crate::rust::Source;

/// The names of tests, and of modules of tests, that are not as they came: changed,
/// taken away, or with something put beside them that may change what they mean, unless the
/// exercise's solution has it too.
pub fn edited(reference: Reference, current: &Source) -> Vec<String> {
    let (original_tokens, current_tokens) =
        (tokens(reference.tests.text()), tokens(current.text()));
    let mut edited = edited_items(&items(&original_tokens), &items(&current_tokens), "");
    edited.extend(find_bypasses(reference, current));
    edited
}

/// Whether a file has all tests of another one, unchanged.
pub(super) fn are_tests_of(original: &str, current: &str) -> bool {
    let (original, current) = (tokens(original), tokens(current));
    edited_items(&items(&original), &items(&current), "").is_empty()
}

fn edited_items(original: &[Item], current: &[Item], path: &str) -> Vec<String> {
    let mut edited = Vec::new();
    for item in original {
        match item.module_body() {
            Some(_) if item.is_guarded() => edited.extend(edited_in_module(item, current, path)),
            // Tests may lie deeper, in modules that the learner works in.
            Some(body) => {
                let named = |now: &&Item| now.name() == item.name();
                let now = current.iter().find(named).and_then(Item::module_body);
                let now = items(now.unwrap_or_default());
                let path = format!("{path}{}::", item.name());
                edited.extend(edited_items(&items(body), &now, &path));
            }
            None if !item.is_guarded() || current.contains(item) => {}
            None => edited.push(format!("{path}{}", item.name())),
        }
    }
    edited
}

/// What differs between a module of tests and the one of the same name now.
fn edited_in_module(original: &Item, current: &[Item], path: &str) -> Vec<String> {
    let name = original.name();
    let whole = || format!("{path}{name}");
    let is_same = |item: &&Item| {
        item.attributes == original.attributes
            && item.name() == name
            && item.module_body().is_some()
    };
    let mut same = current.iter().filter(is_same);
    let (Some(module), None) = (same.next(), same.next()) else {
        return vec![whole()];
    };
    let now = items(module.module_body().unwrap_or_default());
    let then = items(original.module_body().unwrap_or_default());
    let mut edited: Vec<String> = then
        .iter()
        .filter(|item| !now.contains(item))
        .map(|item| match item.is_function() {
            true => format!("{path}{name}::{}", item.name()),
            false => whole(),
        })
        .collect();
    // A test more does no harm; anything else might.
    let added = now.iter().filter(|item| !then.contains(item));
    if edited.is_empty() && added.into_iter().any(|item| !item.is_test()) {
        edited.push(whole());
    }
    edited.dedup();
    edited
}

/// The tokens of a source, literals included, without commas that end a list.
fn tokens(source: &str) -> Vec<&str> {
    let mut tokens: Vec<&str> = Vec::new();
    for token in source::tokens_with_literals(source) {
        if matches!(token, ")" | "]" | "}") && tokens.last() == Some(&",") {
            tokens.pop();
        }
        tokens.push(token);
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rust::Edition;

    fn edited(original: &str, current: &str) -> Vec<String> {
        let source = |text: &str| Source::new(text, Edition::E2024);
        super::edited(Reference::alone(&source(original)), &source(current))
    }

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
