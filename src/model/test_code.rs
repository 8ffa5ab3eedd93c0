//! Whether the tests of a file are still those that it came with.
//!
//! Compared by syntax: comments, formatting and trailing commas do not count, everything else
//! does. Tests may be added; what else stands in a module of tests may not be changed, and
//! nothing may be put in its place: not another `assert_eq!`, not a `#[cfg]`.

use crate::model::source;

/// One item of a file or module, as its tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Item<'a> {
    attributes: Vec<&'a str>,
    /// Without the attributes.
    tokens: Vec<&'a str>,
}

/// The names of tests, and of modules of tests, that are not as in `original`: changed,
/// taken away, or with something put beside them that may change what they mean.
pub fn edited(original: &str, current: &str) -> Vec<String> {
    let (original_tokens, current_tokens) = (tokens(original), tokens(current));
    let current_items = items(&current_tokens);
    let mut edited = Vec::new();
    let mut guarded_code = Vec::new();
    for item in items(&original_tokens)
        .iter()
        .filter(|item| item.is_guarded())
    {
        guarded_code.extend_from_slice(&item.tokens);
        match item.module_body() {
            Some(_) => edited.extend(edited_in_module(item, &current_items)),
            None if current_items.contains(item) => {}
            None => edited.push(item.name().to_owned()),
        }
    }
    for name in macros_used(&guarded_code) {
        if defines_macro(&current_tokens, name) && !defines_macro(&original_tokens, name) {
            edited.push(format!("{name}!"));
        }
    }
    edited
}

/// What differs between a module of tests and the one of the same name now.
fn edited_in_module(original: &Item, current: &[Item]) -> Vec<String> {
    let name = original.name();
    let is_same = |item: &&Item| {
        item.attributes == original.attributes
            && item.name() == name
            && item.module_body().is_some()
    };
    let mut same = current.iter().filter(is_same);
    let (Some(module), None) = (same.next(), same.next()) else {
        return vec![name.to_owned()];
    };
    let now = items(module.module_body().unwrap_or_default());
    let then = items(original.module_body().unwrap_or_default());
    let mut edited: Vec<String> = then
        .iter()
        .filter(|item| !now.contains(item))
        .map(|item| match item.is_function() {
            true => format!("{name}::{}", item.name()),
            false => name.to_owned(),
        })
        .collect();
    // A test more does no harm; anything else might.
    let added = now.iter().filter(|item| !then.contains(item));
    if edited.is_empty() && added.into_iter().any(|item| !item.is_test()) {
        edited.push(name.to_owned());
    }
    edited.dedup();
    edited
}

impl<'a> Item<'a> {
    /// Whether it belongs to the tests and not to the learner.
    fn is_guarded(&self) -> bool {
        self.is_test() || self.has_attribute(&["cfg", "(", "test", ")"])
    }

    /// `#[test]`, also that of another crate: `#[tokio::test(...)]`.
    fn is_test(&self) -> bool {
        let mut attributes = self.attributes.split(|token| *token == "#");
        attributes.any(|attribute| {
            let path = attribute.iter().take_while(|token| **token != "(");
            let words = path.filter(|token| !matches!(**token, "[" | "]" | ":"));
            words.last() == Some(&"test")
        })
    }

    fn has_attribute(&self, words: &[&str]) -> bool {
        let mut attributes = self.attributes.split(|token| *token == "#");
        attributes.any(|attribute| attribute.get(1..attribute.len().max(2) - 1) == Some(words))
    }

    fn is_function(&self) -> bool {
        self.tokens.contains(&"fn") && self.module_body().is_none()
    }

    /// The word behind `fn`, `mod` and the like.
    fn name(&self) -> &'a str {
        let keywords = [
            "fn", "mod", "struct", "enum", "trait", "const", "static", "type",
        ];
        let at = self.tokens.iter().position(|t| keywords.contains(t));
        let name = at.and_then(|at| self.tokens.get(at + 1)).copied();
        name.unwrap_or_else(|| self.tokens.first().copied().unwrap_or(""))
    }

    /// What stands between a module's braces.
    fn module_body(&self) -> Option<&[&'a str]> {
        let start = self.tokens.iter().position(|token| *token == "{")?;
        let head = &self.tokens[..start];
        let end = self.tokens.len() - 1;
        head.contains(&"mod")
            .then(|| self.tokens.get(start + 1..end).unwrap_or_default())
    }
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

/// Cuts the inside of a file or module into items.
fn items<'a>(tokens: &[&'a str]) -> Vec<Item<'a>> {
    let mut items = Vec::new();
    let mut rest = tokens;
    while !rest.is_empty() {
        let attributes = attributes_length(rest);
        let length = item_length(&rest[attributes..]);
        let (head, behind) = rest.split_at(attributes);
        let (body, behind) = behind.split_at(length);
        items.push(Item {
            attributes: head.to_vec(),
            tokens: body.to_vec(),
        });
        rest = behind;
    }
    items
}

/// How many tokens the attributes at the start are.
fn attributes_length(tokens: &[&str]) -> usize {
    let mut at = 0;
    while tokens.get(at) == Some(&"#") {
        let bracket = at + 1 + usize::from(tokens.get(at + 1) == Some(&"!"));
        if tokens.get(bracket) != Some(&"[") {
            break;
        }
        at = bracket + group_length(&tokens[bracket..]);
    }
    at
}

/// How many tokens an item is: to its `;`, or to the end of its braces.
fn item_length(tokens: &[&str]) -> usize {
    let ends_with_semicolon = item_ends_with_semicolon(tokens);
    let mut at = 0;
    while at < tokens.len() {
        match tokens[at] {
            ";" => return at + 1,
            "{" if !ends_with_semicolon => return at + group_length(&tokens[at..]),
            "{" | "(" | "[" => at += group_length(&tokens[at..]),
            _ => at += 1,
        }
    }
    tokens.len()
}

fn item_ends_with_semicolon(tokens: &[&str]) -> bool {
    let is_visibility = |token: &&&str| matches!(**token, "pub" | "(" | ")" | "crate" | "super");
    let mut words = tokens.iter().skip_while(is_visibility);
    match words.next() {
        // `const fn` is a function.
        Some(&"const") => !matches!(words.next(), Some(&("fn" | "unsafe" | "async" | "extern"))),
        Some(&("static" | "use" | "type" | "let")) => true,
        _ => false,
    }
}

/// How many tokens a bracketed group is, brackets included.
fn group_length(tokens: &[&str]) -> usize {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate() {
        match *token {
            "{" | "(" | "[" => depth += 1,
            "}" | ")" | "]" => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return at + 1;
        }
    }
    tokens.len()
}

/// The names before a `!` that opens a group.
fn macros_used<'a>(tokens: &[&'a str]) -> Vec<&'a str> {
    let calls = tokens
        .windows(3)
        .filter(|w| w[1] == "!" && matches!(w[2], "(" | "[" | "{"));
    let mut names: Vec<&str> = calls.map(|w| w[0]).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// Whether a source makes its own macro of this name, or imports something under it.
fn defines_macro(tokens: &[&str], name: &str) -> bool {
    let defines = tokens.windows(3).any(|w| w == ["macro_rules", "!", name]);
    defines || tokens.windows(2).any(|w| w == ["as", name])
}

#[cfg(test)]
mod tests {
    use super::*;

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
