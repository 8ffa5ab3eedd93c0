//! Where a file's `main` means what it means in a crate of its own.

use std::ops::Range;

use super::blocks::{blanked, block_end, depth_at};
use crate::model::source;

/// Where a file's `main` can be compiled, with the same meaning as by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MainPlace {
    /// In its module of the crate of tests, where a thread of its own runs it.
    Tests,
    /// In the same crate, but as a second module without the tests.
    Twin,
    /// In a crate that is not compiled for tests.
    Apart,
}

/// Words outside of tests after which a `main` may not be the same in a crate of tests.
const TELLS_CRATE: [&str; 6] = [
    "cfg",
    "cfg_attr",
    "cfg_match",
    "cfg_select",
    "test",
    "bench",
];

/// Words outside of tests after which a `main` may not be the same in a file elsewhere.
const TELLS_FILE: [&str; 4] = ["file", "Location", "caller", "track_caller"];

/// Where a file's `main` can be compiled. Without tests that are run there must be none.
pub fn main_place(source: &str, runs_tests: bool) -> MainPlace {
    let tokens = source::tokens_with_literals(source);
    let (outside, name, inside) = match tests_apart(&tokens) {
        Some((module, inside)) if runs_tests => {
            let outside = [&tokens[..module], &tokens[inside.end..]].concat();
            (outside, tokens[inside.start - 2], &tokens[inside])
        }
        Some(_) => return MainPlace::Apart,
        None => (tokens.clone(), "test", &[][..]),
    };
    let tells = |token: &&str| TELLS_CRATE.contains(token) || *token == name;
    if outside.iter().any(tells) || tells_thread(&outside) {
        return MainPlace::Apart;
    }
    // Tests can give abilities to the types of the file.
    let gives = |token: &&str| ["impl", "macro_rules"].contains(token);
    if !inside.iter().any(gives) && (inside.is_empty() || !outside.contains(&"macro_rules")) {
        return MainPlace::Tests;
    }
    match outside.iter().any(|token| TELLS_FILE.contains(token)) {
        true => MainPlace::Apart,
        false => MainPlace::Twin,
    }
}

/// Whether a program may show the number of a thread, for which there is only `{:?}`.
fn tells_thread(tokens: &[&str]) -> bool {
    let shows = |token: &&str| token.contains("?}") || *token == "dbg";
    let has = |word| tokens.contains(&word);
    has("thread") && has("current") && tokens.iter().any(shows)
}

/// A file's text with blanks in place of its module of tests; `None` if it has none.
pub fn without_tests(source: &str) -> Option<String> {
    let tokens = source::tokens_with_literals(source);
    let (module, inside) = tests_apart(&tokens)?;
    let blank = blanked(source, tokens[module], tokens[inside.end]);
    Some(blank)
}

/// Where `#[cfg(test)] mod NAME {` begins in the file itself, and the tokens in its braces.
fn tests_apart(tokens: &[&str]) -> Option<(usize, Range<usize>)> {
    const HEAD: [&str; 8] = ["#", "[", "cfg", "(", "test", ")", "]", "mod"];
    let start = tokens.windows(HEAD.len()).position(|pair| pair == HEAD)?;
    let inside = start + HEAD.len() + 2;
    if depth_at(tokens, start)? != 0 || tokens.get(inside - 1) != Some(&"{") {
        return None;
    }
    Some((start, inside..block_end(tokens, inside)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_main_is_compiled_where_it_is_the_same() {
        let apart = "#[cfg(test)] mod tests { use super::*; #[test] fn a() { {} } }";
        let with_impl = "#[cfg(test)] mod tests { impl X for super::Y {} }";
        let id = "thread::current().id()";
        for (place, text) in [
            (
                MainPlace::Tests,
                format!("fn main() {{ println!(\"test\"); }} {apart}"),
            ),
            (
                MainPlace::Tests,
                format!("{apart} mod b {{ impl X for Y {{}} }} fn main() {{}}"),
            ),
            (
                MainPlace::Tests,
                format!("fn main() {{ f({id}); }} {apart}"),
            ),
            (
                MainPlace::Tests,
                format!("fn main() {{ f(file!()); }} {apart}"),
            ),
            (MainPlace::Twin, format!("fn main() {{}} {with_impl}")),
            (
                MainPlace::Twin,
                format!("macro_rules! m {{ () => {{}} }} fn main() {{}} {apart}"),
            ),
            (
                MainPlace::Apart,
                format!("fn main() {{ tests::a(); }} {apart}"),
            ),
            (
                MainPlace::Apart,
                format!("fn main() {{ cfg!(test); }} {apart}"),
            ),
            (
                MainPlace::Apart,
                format!("fn main() {{ file!(); }} {with_impl}"),
            ),
            (
                MainPlace::Apart,
                format!("#[cfg(not(test))] fn main() {{}} {apart}"),
            ),
            (
                MainPlace::Apart,
                format!("{apart} #[cfg(test)] fn b() {{}} fn main() {{ b(); }}"),
            ),
            (
                MainPlace::Apart,
                format!("{apart} #[test] fn b() {{}} fn main() {{ b(); }}"),
            ),
            (MainPlace::Apart, format!("{apart} {apart} fn main() {{}}")),
            (
                MainPlace::Apart,
                format!("fn main() {{ println!(\"{{:?}}\", {id}); }} {apart}"),
            ),
            (
                MainPlace::Apart,
                format!("mod inner {{ {apart} }} fn main() {{}}"),
            ),
            (
                MainPlace::Apart,
                "fn main() {} #[cfg(test)] mod tests {".to_owned(),
            ),
            (MainPlace::Apart, "fn main() {} #[cfg(test)] mod".to_owned()),
        ] {
            assert_eq!(main_place(&text, true), place, "{text}");
        }
        assert_eq!(main_place("fn main() {}", false), MainPlace::Tests);
        let text = format!("fn main() {{}} {apart}");
        assert_eq!(main_place(&text, false), MainPlace::Apart);
        let rest = without_tests(&format!("{text}// c\n")).unwrap();
        assert_eq!(
            rest.trim_end(),
            format!("fn main() {{}} {:1$}// c", "", apart.len())
        );
        assert_eq!(without_tests("fn main() {}"), None);
    }
}
