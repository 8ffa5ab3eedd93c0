//! Where a file's `main` means what it means in a crate of its own.

use crate::rust::{Item, ItemKind, Source, blanked};

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
pub fn main_place(source: &Source, runs_tests: bool) -> MainPlace {
    let tests = tests_apart(source);
    let (outside, name, inside) = match &tests {
        Some(tests) if runs_tests => {
            let all = source.all();
            let module = tests.with_attributes();
            let outside = [all.start..module.start, module.end..all.end];
            let outside = outside.map(|tokens| source.plain_words(&tokens)).concat();
            let inside = tests.body.clone().unwrap_or(0..0);
            (outside, tests.label(source), source.plain_words(&inside))
        }
        Some(_) => return MainPlace::Apart,
        None => (source.plain_words(&source.all()), "test", Vec::new()),
    };
    let tells = |token: &&str| TELLS_CRATE.contains(token) || *token == name;
    if source.unbalanced().is_some() || outside.iter().any(tells) || tells_thread(&outside) {
        return MainPlace::Apart;
    }
    // Tests can give abilities to the types of the file.
    let gives = |token: &&str| ["impl", "macro_rules"].contains(token);
    if !inside.iter().any(gives) && (inside.is_empty() || !outside.contains(&"macro_rules")) {
        return MainPlace::Tests;
    }
    if outside.iter().any(|token| TELLS_FILE.contains(token)) {
        MainPlace::Apart
    } else {
        MainPlace::Twin
    }
}

/// Whether a program may show the number of a thread, for which there is only `{:?}`.
fn tells_thread(names: &[&str]) -> bool {
    let shows = |token: &&str| token.contains("?}") || *token == "dbg";
    let has = |name| names.contains(&name);
    has("thread") && has("current") && names.iter().any(shows)
}

/// A file's text with blanks in place of its module of tests; `None` if it has none.
pub fn without_tests(source: &Source) -> Option<String> {
    let tests = tests_apart(source)?;
    let bytes = source.bytes(&tests.with_attributes());
    Some(blanked(source.text(), bytes))
}

/// The first `#[cfg(test)] mod NAME { ... }` in the file itself.
fn tests_apart(source: &Source) -> Option<Item> {
    let is_apart = |item: &Item| {
        let is_module = item.kind == ItemKind::Module && item.body.is_some();
        is_module && item.has_attribute(source, &["cfg", "(", "test", ")"])
    };
    let mut items = source.items(source.all()).into_iter();
    items.find(is_apart)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rust::Edition;

    fn source(text: &str) -> Source {
        Source::new(text, Edition::E2024)
    }

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
            assert_eq!(main_place(&source(&text), true), place, "{text}");
        }
        assert_eq!(main_place(&source("fn main() {}"), false), MainPlace::Tests);
        let text = format!("fn main() {{}} {apart}");
        assert_eq!(main_place(&source(&text), false), MainPlace::Apart);
        let rest = without_tests(&source(&format!("{text}// c\n"))).unwrap();
        assert_eq!(
            rest.trim_end(),
            format!("fn main() {{}} {:1$}// c", "", apart.len())
        );
        assert_eq!(without_tests(&source("fn main() {}")), None);
    }
}
