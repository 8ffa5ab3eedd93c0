use super::*;
use crate::rust::Edition;

fn sealed_with(original: &str, solution: Option<&str>, current: &str) -> SealedProgram {
    let source = |text: &str| Source::new(text, Edition::E2024);
    let (original, solution) = (source(original), solution.map(source));
    let reference = Reference {
        solution: solution.as_ref(),
        ..Reference::alone(&original)
    };
    SealedProgram::new(reference, &source(current), "it.rs")
}

fn sealed(original: &str, current: &str) -> SealedProgram {
    sealed_with(original, None, current)
}

const ORIGINAL: &str = "fn double(x: u32) -> u32 { x }\n\nfn main() {}\n\n/// Tests.\n#[cfg(test)]\n\
    mod tests {\n    use super::*;\n    // Two.\n    #[test]\n    fn doubles() {\n        \
    assert_eq!(double(2), 4);\n    }\n    #[test]\n    #[should_panic]\n    fn refuses() {\n        \
    double(u32::MAX);\n    }\n}\n";

fn names(program: &SealedProgram) -> Vec<&str> {
    program
        .tests
        .iter()
        .map(|test| test.name.as_str())
        .collect()
}

/// The only file with tests, without what is the same in all.
fn tests_text(program: &SealedProgram) -> &str {
    let [file] = &program.test_files[..] else {
        panic!("one file: {:?}", program.test_files);
    };
    let end = file
        .text
        .find("\n#[allow(dead_code, unreachable_pub)]\nmod __seal");
    &file.text[..end.expect("the seal")]
}

#[test]
fn sealed_tests_have_the_names_that_the_harness_shows() {
    let original = "#[cfg(test)] mod r#mod { #[test] fn r#move() {} #[test] fn r#a() {} }";
    let program = sealed(original, original);
    assert_eq!(names(&program), ["r#mod::a", "r#mod::r#move"]);
    let loose = sealed("#[test] fn t() {}", "fn main() {}");
    assert_eq!(names(&loose), ["t"]);
    assert_eq!(loose.tests[0].harness_name, "__rustlings_like_tests::t");
    let said = loose.in_learners_words("a/it.rs", "test __rustlings_like_tests::t ... ok");
    assert_eq!(said, "test t ... ok");
}

#[test]
fn an_unchanged_file_keeps_all_its_lines() {
    let program = sealed(ORIGINAL, ORIGINAL);
    assert_eq!(names(&program), ["tests::doubles", "tests::refuses"]);
    assert_eq!(program.shown, ORIGINAL.replace("/// Tests.\n", "\n"));
    let code = ORIGINAL.split("/// Tests.").next().expect("code");
    assert_eq!(program.code.trim_end(), code.trim_end());
    // Each line of the tests is the one that is shown.
    let line = |text: &str| text.lines().position(|line| line.contains("double(2)"));
    assert_eq!(line(tests_text(&program)), line(ORIGINAL));
}

#[test]
fn our_text_is_before_the_learners() {
    let program = sealed(ORIGINAL, ORIGINAL);
    let root = program.root.expect("a root").text();
    let ours = " #[cfg(test)]#[path = \"it.rs.__tests0\"] mod tests; include!(\"it.rs\");\n";
    assert!(
        root.replace(")] #[path", ")]#[path").ends_with(ours),
        "{root}"
    );
    assert!(!program.code.contains("__"), "{}", program.code);
}

#[test]
fn learners_lines_stay_and_tests_are_the_originals() {
    let tests = "#[cfg(test)]\nmod tests {";
    for current in [
        ORIGINAL
            .replace("x }", "x * 2 }")
            .replace("double(2), 4", "1, 1"),
        ORIGINAL.replace("#[cfg(test)]", "#[cfg(any())]"),
        ORIGINAL.replace("#[cfg(test)]\n", ""),
        ORIGINAL.replace(tests, "#[cfg(test)]\nmod other {"),
        ORIGINAL.replace(
            tests,
            "#[cfg(test)]\nmod tests {}\n#[cfg(test)]\nmod tests {",
        ),
        ORIGINAL
            .split("/// Tests.")
            .next()
            .unwrap_or_default()
            .to_owned(),
        format!("#[test] fn mine() {{}}\n{ORIGINAL}// The end."),
        format!("{ORIGINAL}\nfn behind() {{}}\n"),
    ] {
        let program = sealed(ORIGINAL, &current);
        for text in [&program.shown, &program.code] {
            for (line, (was, is)) in current.lines().zip(text.lines()).enumerate() {
                let is_code =
                    was.contains("fn double(") || was.contains("fn main") || was.contains("behind");
                assert!(!is_code || was == is, "line {line} of\n{current}\n{text}");
            }
        }
        assert_eq!(program.code.matches("mod ").count(), 0, "{}", program.code);
        assert_eq!(program.shown.matches("fn doubles").count(), 1);
        let end = &ORIGINAL[ORIGINAL.find("#[cfg(test)]").unwrap_or(0)..];
        assert!(program.shown.ends_with(end), "{}", program.shown);
        assert!(tests_text(&program).contains("assert_eq!(double(2), 4);"));
    }
}

#[test]
fn names_are_written_out() {
    let original = "use std::collections::HashMap;\nuse std::io::Read;\nuse shop::Price;\n\
        mod shop { pub struct Price; }\nenum Color { Red, Green }\nuse Color::*;\ntrait Area { fn area(&self); }\n\
        const MOST: u8 = 1;\nfn go() {}\nfn unused() {}\n\
        #[cfg(test)] mod tests { use super::*; use std::fmt::Debug;\n\
        #[test] fn t() { let map: HashMap<u8, String> = go(); format!(\"{MOST}\"); Red; } }\n";
    let text = tests_text(&sealed(original, original)).to_owned();
    for part in [
        "use super::{HashMap as _, Read as _, Price as _, Red, Area as _, MOST, go};",
        "use ::std::collections::HashMap as HashMap;",
        "use ::std::io::Read as _;",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    assert!(!text.contains('*') && !text.contains("String}"), "{text}");
    // What the learner doesn't have isn't imported.
    let text = tests_text(&sealed(original, "fn go() {}")).to_owned();
    assert!(text.contains("use super::{go};"), "{text}");
}

#[test]
fn tests_in_the_learners_modules_stand_there() {
    let original = "mod a {\n pub fn x() {}\n #[cfg(test)] mod tests { #[test] fn t() { super::x(); } }\n}\nfn main() {}\n";
    let current = original
        .replace("super::x();", "")
        .replace("{}\n #", "{ 1; }\n #");
    let program = sealed(original, &current);
    assert_eq!(names(&program), ["a::tests::t"]);
    assert!(program.code.contains("x() { 1; }"), "{}", program.code);
    let ours = "mod a { #[cfg(test)] #[path = \"../it.rs.__tests0\"] mod tests;";
    assert!(program.code.starts_with(ours), "{}", program.code);
    assert!(tests_text(&program).contains("super::x();"));
    let said = program.in_learners_words("e/it.rs", "e/a/../it.rs.__tests0:3:1");
    assert_eq!(said, "e/it.rs:3:1");
}

#[test]
fn a_result_is_looked_at_and_an_end_that_a_macro_makes_is_none() {
    let original = "#[test]\nfn t() -> Result<(), String> {\n    go()?;\n    Ok(())\n}\n";
    let program = sealed(original, original);
    let text = tests_text(&program);
    for part in [
        "fn t()  -> ::std::process::ExitCode {",
        "fn t(__end: &::std::cell::Cell<bool>) -> Result<(), String> { let __result: Result<(), String> = {\n    go()?;",
        "}; __end.set(true); __result } __seal::run(t) }",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    let program = sealed(ORIGINAL, ORIGINAL);
    assert!(tests_text(&program).contains("} __end.set(true); } __seal::run(doubles) }"));
}

#[test]
fn a_wanted_panic_is_caught() {
    for (attribute, call) in [
        ("#[should_panic]", "__seal::run_panicking(\"\", t)"),
        (
            "#[should_panic(expected = \"no\")]",
            "__seal::run_panicking(\"no\", t)",
        ),
        (
            "#[cfg_attr(debug_assertions, should_panic)]",
            "if ::std::cfg!(debug_assertions) { __seal::run_panicking(\"\", t) } else { __seal::run(t) }",
        ),
    ] {
        let original = format!("{attribute}\n#[test]\nfn t() {{ panic!() }}\n");
        let program = sealed(&original, &original);
        let text = tests_text(&program);
        assert!(text.contains(call) && !text.contains(attribute), "{text}");
    }
}

#[test]
fn tests_that_use_the_learners_macros_stand_behind_them() {
    let original = "macro_rules! square { ($x:expr) => { 1 } }\nfn main() {}\n\
        #[cfg(test)] mod tests { #[test] fn t() { assert_eq!(square!(2), vec![4][0]); } }\n";
    let program = sealed(original, original);
    let root = program.root.as_ref().expect("a root").text();
    assert!(root.contains("include!(\"it.rs\"); #[cfg(test)]"), "{root}");
    let text = tests_text(&program);
    let wanted = "::std::assert_eq!(square!(2), ::std::vec![4][0]);";
    assert!(text.contains(wanted), "{text}");
}

#[test]
fn attributes_of_the_file_go_to_the_root() {
    let original = "//! About it.\n#![allow(unused)] // Why.\n#![deny(warnings)] fn main() {}\n#[test] fn t() {}\n";
    let program = sealed(original, original);
    let root = program.root.expect("a root").text();
    let wanted = "\n#![allow(unused)]        \n#![deny(warnings)] ";
    assert!(root.trim_start_matches(' ').starts_with(wanted), "{root}");
    let code = program.code.split('\n').nth(2).expect("a line");
    assert_eq!(code, "                   fn main() {}");
}

#[test]
fn what_we_cannot_read_gets_no_tests() {
    let program = sealed(ORIGINAL, "fn double(x: u32) -> u32 { x");
    assert!(program.root.is_none() && program.tests.is_empty());
    assert_eq!(program.code, "fn double(x: u32) -> u32 { x");
    assert!(program.shown.contains("fn doubles"));
}

#[test]
fn what_has_no_name_takes_nothing_elses_place() {
    let own = "use a::B;\nimpl Stack { fn push() {} }\nm! { fn c() {} }\n";
    let tests = "#[cfg(test)]\nuse b::C;\n#[cfg(test)]\nimpl Stack { fn all() {} }\n\
        #[cfg(test)]\nm! { fn d() {} }\n#[test]\nfn t() {}\n";
    let original = format!("{own}{tests}");
    for current in [&original, own, &original.replace("#[cfg(test)]\n", "")] {
        let text = sealed(&original, current).shown;
        assert!(text.starts_with(own), "{text}");
        assert_eq!(text.matches("fn all").count(), 1, "{text}");
        assert_eq!(text.matches("use b::C").count(), 1, "{text}");
    }
}

proptest::proptest! {
    #[test]
    fn never_panics(
        text in "([{}()\\[\\]#'\"/*!; \n]|fn |mod |tests|use super::|\\*|#!\\[|//!|#\\[test\\]|#\\[cfg\\(test\\)\\]|-> Result|é)*"
    ) {
        let _ = sealed(ORIGINAL, &text);
        let _ = sealed(&text, ORIGINAL);
        let _ = sealed_with(&text, Some(ORIGINAL), &text);
    }
}

#[test]
fn globs_in_tests_become_names() {
    let original = |uses: &str, inside: &str| {
        format!(
            "use std::cmp::Ordering;\nuse shapes::{{Kind, Other as Another}};\nuse more::*;\n\
             enum Coin {{ Dime, Penny }}\n\
             mod shapes {{ pub enum Kind {{ Round, Flat }} pub enum Other {{ Thin }} }}\n\
             mod more {{ pub mod deep {{ pub enum Size {{ Big }} }} pub use deep::Size; }}\n\
             make! {{ Made }}\n#[cfg(test)] mod tests {{ {uses} #[test] fn t() {{ {inside} \
             let it: String = f(Round, Thin, Big, Dime); assert!(it.is_empty()); }} }}"
        )
    };
    let of = |uses: &str, inside: &str| {
        let text = original(uses, inside);
        tests_text(&sealed(&text, &text)).to_owned()
    };
    for (glob, wanted) in [
        ("use super::Coin::*;", "use super::Coin::{Dime};"),
        (
            "use crate::shapes::Kind::*;",
            "use crate::shapes::Kind::{Round};",
        ),
        ("use super::Kind::*;", "use super::Kind::{Round};"),
        ("use super::Another::*;", "use super::Another::{Thin};"),
        ("use super::Size::*;", "use super::Size::{Big};"),
        ("use super::Ordering::*;", "use ::std::cmp::Ordering::*;"),
        ("use Kind::*;", "use Kind::{Round};"),
        ("use self::Coin::*;", "use self::Coin::{Dime};"),
    ] {
        for text in [of(glob, ""), of("", glob)] {
            assert!(text.contains(wanted), "{glob}: {text}");
            assert!(!text.contains(glob), "{glob}: {text}");
        }
    }
    // The solution has the same variants.
    let text = original("use super::Coin::*;", "");
    let both = sealed_with(&text, Some(&text), &text);
    assert!(tests_text(&both).contains("use super::Coin::{Dime};"));
    let inner = of(
        "mod inner { use super::super::Coin::*; fn f() { Dime; } }",
        "",
    );
    assert!(inner.contains("use super::super::Coin::{Dime};"), "{inner}");
    let loose = "enum Coin { Dime } #[test] fn t() { use self::Coin::*; assert!(f(Dime)); }";
    let text = tests_text(&sealed(loose, loose)).to_owned();
    assert!(text.contains("use super::Coin::{Dime};"), "{text}");
    // What a macro makes isn't known, so that names of the library's are said.
    let made = of("use super::Made::*;", "");
    for name in [
        "std::prelude::rust_2024::String;",
        "std::assert;",
        "use super::Made::*;",
    ] {
        assert!(made.contains(name), "{name}: {made}");
    }
    // The tests' own names and crates stay.
    let own = of("enum Own { A } use Own::*; use std::fmt::*;", "");
    assert!(own.contains("use Own::*; use std::fmt::*;"), "{own}");
}
