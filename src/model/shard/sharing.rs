//! Which files may be compiled together.

use std::ops::Range;

use super::levels::levels;
use super::roots::{INSTANTIATIONS, MAIN_TEST, MODULE};
use super::symbols::symbols;
use crate::rust::{Edition, Item, ItemKind, Source};

/// Words after which a file is compiled alone: they reach the crate's root, the linker or the
/// process as a whole, read other files or the compiler's environment, or show names and
/// paths that differ in a module.
const ALONE: [&str; 30] = [
    "macro_export",
    "export_name",
    "link_name",
    "link_section",
    "link",
    "used",
    "no_main",
    "global_allocator",
    "panic_handler",
    "proc_macro",
    "asm",
    "naked_asm",
    "global_asm",
    "ctor",
    "dtor",
    "inventory",
    "linkme",
    "distributed_slice",
    "wasm_bindgen",
    "module_path",
    "include",
    "include_str",
    "include_bytes",
    "option_env",
    "concat_idents",
    "backtrace",
    "Backtrace",
    "current_exe",
    "vars",
    "vars_os",
];

/// Words that show the paths of types: they are the same at the root of a crate that is called
/// like the file's own.
const TELLS_TYPES: [&str; 2] = ["type_name", "type_name_of_val"];

/// Words after which a file at the root would mean something to the modules beside it.
const TELLS_MODULES: [&str; 4] = ["macro_rules", "macro", "extern", "no_mangle"];

/// Pairs of words of the same kind outside of `main`: each is harmless without the other. The
/// tests of a shard are started with further arguments, but not a `main`.
const ALONE_TOGETHER: [[&str; 2]; 6] = [
    ["env", "args"],
    ["env", "args_os"],
    ["clap", "parse"],
    ["clap", "try_parse"],
    ["clap", "get_matches"],
    ["clap", "try_get_matches"],
];

/// What a file that looks for traces of a shard would have in its text: our own names, and
/// the way to all that the system knows of a process.
pub(super) const TRACES: [&str; 8] = [
    MAIN_TEST,
    MODULE,
    INSTANTIATIONS,
    "__twin",
    "RUSTLINGS_LIKE",
    "RUST_MIN_STACK",
    "RUST_TEST",
    "/proc",
];

/// Whether a file can be a module of a crate with others, and mean the same there.
pub fn may_share(source: &Source) -> bool {
    is_for_itself(source)
        && !TELLS_TYPES.iter().any(|name| source.has_name(name))
        && !calls_main(source)
}

/// Whether a file can be the root of a crate whose modules are other files, and mean the same
/// there, to itself and to them. What sets levels of lints at its head would set them for all.
pub fn may_be_root(source: &Source) -> bool {
    is_for_itself(source)
        && levels(source).is_empty()
        && !TELLS_MODULES.iter().any(|name| source.has_name(name))
}

/// Whether a file says nothing about its crate, neither to itself nor to others.
fn is_for_itself(source: &Source) -> bool {
    let text = source.text();
    if text.starts_with('\u{feff}') || source.unbalanced().is_some() || documents_itself(source) {
        return false;
    }
    if TRACES.iter().any(|trace| text.contains(trace)) {
        return false;
    }
    let has_symbols = !source.has_name("no_mangle")
        || (symbols(source).is_some() && !source.has_name("macro_rules"));
    has_symbols
        && !may_read_arguments(source)
        && !may_read_any_variable(source)
        && !may_name_thread(source)
        && mains(source, source.all()).count() == 1
        && reaches_nothing_outside(source)
}

/// Whether a file reaches neither the crate's root, nor the linker, nor other files.
fn reaches_nothing_outside(source: &Source) -> bool {
    !ALONE.iter().any(|name| source.has_name(name))
        && (levels(source).end..source.all().end).all(|at| is_local(source, at))
        && stays_below_root(source, source.all(), 0)
}

/// Whether a file can be written out as a module of a crate, and the compiler finds the same in
/// it there. What it does when it runs may differ.
pub fn may_be_inline_module(source: &Source) -> bool {
    source.head_length() == 0
        // Before that, paths begin at the root.
        && source.edition() != Edition::Before2021
        && !TELLS_MODULES.iter().any(|name| *name != "macro_rules" && source.has_name(name))
        && reaches_nothing_outside(source)
        && source.unbalanced().is_none()
        && source.tree().is_ok()
        && has_plain_main(source)
}

/// Whether `main` is one that the compiler can't refuse where a program begins: without
/// attributes, arguments and a result. Or there is none.
fn has_plain_main(source: &Source) -> bool {
    let is_plain = |main: Item| {
        let body = main
            .body
            .as_ref()
            .map_or(main.tokens.end, |body| body.start);
        let head = source.words(&(main.tokens.start..body));
        main.attributes.is_empty() && head == ["fn", "main", "(", ")", "{"]
    };
    let mut found = mains(source, source.all()).map(is_plain);
    match (found.next(), found.next()) {
        (Some(is_plain), None) => is_plain,
        // Imported as `main`, or made by a macro.
        (None, _) => !source.has_name("main"),
        _ => false,
    }
}

/// Whether there is documentation of the whole file, or of a module from inside.
fn documents_itself(source: &Source) -> bool {
    let mut comments = source.comments().iter();
    comments.any(|comment| {
        let text = &source.text()[comment.bytes.clone()];
        text.starts_with("//!") || text.starts_with("/*!")
    })
}

/// Whether a file may ask for the name of a thread: that of the one that runs a test is the
/// test's path. The number of a thread is the same in a module.
pub fn may_name_thread(source: &Source) -> bool {
    let is_number = |at: usize| source.starts_with(at + 1, &["(", ")", ".", "id"]);
    let mut places = places_of(source, "current");
    source.has_name("thread") && places.any(|at| !is_number(at))
}

/// Whether something else than `main` may look at the arguments of the process.
pub(super) fn may_read_arguments(source: &Source) -> bool {
    let body = mains(source, source.all())
        .next()
        .and_then(|main| main.body);
    // What is implemented there can be called from elsewhere.
    let body = body.filter(|body| !source.words(body).contains(&"impl"));
    let body = body.unwrap_or(0..0);
    let outside = |name: &str| places_of(source, name).any(|at| !body.contains(&at));
    let reads = |[library, function]: &[&str; 2]| source.has_name(library) && outside(function);
    ALONE_TOGETHER.iter().any(reads)
}

/// Whether a program may ask for a variable whose name isn't written in the file.
pub(super) fn may_read_any_variable(source: &Source) -> bool {
    let is_plain = |name: &str| name.starts_with('"') && !name.contains('\\');
    let is_named = |at: usize| source.word(at + 1) == "(" && is_plain(source.word(at + 2));
    let mut places = places_of(source, "var").chain(places_of(source, "var_os"));
    source.has_name("env") && places.any(|at| !is_named(at))
}

/// Where an identifier of this name is.
fn places_of<'s>(source: &'s Source, name: &'s str) -> impl Iterator<Item = usize> + 's {
    let is_it = move |at: &usize| source.is_identifier(*at) && source.name(*at) == name;
    source.all().filter(is_it)
}

/// The functions called `main` among the items in these tokens.
fn mains(source: &Source, tokens: Range<usize>) -> impl Iterator<Item = Item> {
    let items = source.items(tokens).into_iter();
    items.filter(|item| item.kind == ItemKind::Function && item.name.as_deref() == Some("main"))
}

/// Whether what begins with this token says nothing about the crate.
fn is_local(source: &Source, at: usize) -> bool {
    match source.word(at) {
        "#" => source.word(at + 1) != "!",
        // `pub(crate)` is fine, `crate::x` is not.
        "crate" => source.word(at + 1) == ")",
        "extern" => source.word(at + 1) != "crate",
        // A module in another file.
        "mod" => source.word(at + 2) != ";",
        "env" => source.word(at + 1) != "!",
        _ => true,
    }
}

/// Whether something calls `main`: clippy dislikes that in a crate's own `main` only.
fn calls_main(source: &Source) -> bool {
    let is_call = |at: usize| at > 0 && source.word(at - 1) != "fn" && source.word(at + 1) == "(";
    places_of(source, "main").any(is_call)
}

/// Whether no `super::super` in these tokens, which are this many modules deep, leads above the
/// file.
fn stays_below_root(source: &Source, tokens: Range<usize>, depth: usize) -> bool {
    let modules = source.items(tokens.clone()).into_iter();
    let modules = modules.filter(|item| item.kind == ItemKind::Module);
    let modules: Vec<Range<usize>> = modules.filter_map(|module| module.body).collect();
    let begins = std::iter::once(tokens.start).chain(modules.iter().map(|module| module.end));
    let ends = modules
        .iter()
        .map(|module| module.start)
        .chain([tokens.end]);
    let mut outside = begins.zip(ends).flat_map(|(begin, end)| begin..end);
    let stays = |at: usize| {
        let is_super = |at: &usize| source.word(*at) == "super";
        (at..tokens.end).step_by(3).take_while(is_super).count() <= depth
    };
    outside.all(stays)
        && modules
            .iter()
            .all(|module| stays_below_root(source, module.clone(), depth + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn may_share(text: &str) -> bool {
        super::may_share(&Source::new(text, Edition::E2024))
    }

    fn may_be_root(text: &str) -> bool {
        super::may_be_root(&Source::new(text, Edition::E2024))
    }

    #[test]
    fn ordinary_files_may_share() {
        assert!(may_share(
            "// crate:: in a comment\nuse std::fmt;\npub(crate) struct A;\n
             mod inner { use super::A; mod deeper { use super::super::A; } }
             fn main() { println!(\"no_mangle\"); }
             #[cfg(test)] mod tests { use super::*; #[test] fn a() {} }"
        ));
        assert!(may_share(
            "// One.\n#![allow(clippy::x, y)]\n#![forbid(unsafe_code,)]\n
             #[macro_use] mod macros { macro_rules! m { () => {} } }
             fn main() { m!(); std::thread::current().id(); }"
        ));
        assert!(may_share(
            "use clap::Parser; fn f() { A::try_parse_from([1]); }
             fn main() -> X { let a = A::parse(); if a { std::env::args().count(); } }
             fn g() { std::env::var(\"HOME\"); }"
        ));
    }

    #[test]
    fn files_that_name_types_may_be_the_root() {
        let source = "fn main() { println!(\"{}\", std::any::type_name::<u8>()); }";
        assert!(!may_share(source) && may_be_root(source));
        assert!(may_be_root(
            "fn main() -> u8 { 1 } #[test] fn a() { main(); }"
        ));
        for more in [
            "macro_rules! m { () => {} }",
            "extern \"C\" { fn f(); }",
            "#[no_mangle] fn f() {}",
            "extern crate alloc;",
            "use crate::x;",
            "mod file;",
        ] {
            assert!(!may_be_root(&format!("{source} {more}")), "{more}");
        }
        assert!(!may_be_root(&format!("#![allow(dead_code)] {source}")));
    }

    /// With a search in all modules at each token this would take hours.
    #[test]
    fn a_file_of_many_modules_is_read_in_one_pass() {
        let modules = "mod a { use super::b; }\n".repeat(50_000);
        assert!(may_share(&format!("fn main() {{}}\n{modules}")));
    }

    #[test]
    fn files_that_speak_of_their_crate_are_alone() {
        for text in [
            "#![warn(missing_docs)] fn main() {}",
            "#![allow(dead_code)] #![no_std] fn main() {}",
            "#![allow(x, reason = \"y\")] fn main() {}",
            "#![expect(x)] fn main() {}",
            "#![cfg_attr(test, allow(x))] fn main() {}",
            "#![deny(unused_mut, warnings)] fn main() {}",
            "#![allow(x) fn main() {}",
            "fn main() {} mod a { #![allow(x)] }",
            "//! About the crate.\nfn main() {}",
            "use crate::x; fn main() {}",
            "macro_rules! m { () => { $crate::x() } } fn main() {}",
            "use super::x; fn main() {}",
            "mod a { use super::super::x; } fn main() {}",
            "mod file; fn main() {}",
            "#[cfg_attr(test, no_mangle)] extern \"C\" fn f() {} fn main() {}",
            "macro_rules! m { () => { #[no_mangle] fn f() {} } } fn main() {}",
            "extern crate alloc; fn main() {}",
            "fn main() { println!(\"{}\", env!(\"X\")); }",
            "fn main() { println!(\"{}\", std::any::type_name::<u8>()); }",
            "fn main() { std::thread::current().name(); }",
            "use std::thread::current as me; fn main() { me().name(); }",
            "fn f() { std::env::args().count(); } fn main() {}",
            "fn main() { impl A { fn f() { std::env::args().count(); } } }",
            "mod a { fn main() { std::env::args().count(); } } fn main() {}",
            "use clap::Parser; fn f() { A::parse(); } fn main() {}",
            "fn main() { std::env::var(name()); }",
            "fn main() { std::env::var_os(\"A\\x42\"); }",
            "use std::env::var as v; fn main() { v(\"A\"); }",
            "use std::env::{self, args_os as a}; fn main() { a().count(); }",
            "fn main() { std::fs::read(\"/proc/self/cmdline\"); }",
            "mod __exercise_0000 {} fn main() {}",
            "fn main() { std::env::var(\"__RUSTLINGS_LIKE_MAIN\"); }",
            "fn main() { unsafe { std::arch::asm!(\"\") } }",
            "#[ctor::ctor] fn first() {} fn main() {}",
            "fn main() { if false { main() } }",
            "fn main() { let t = std::thread::current(); t.id(); }",
            "mod a { fn main() {} }",
            "",
        ] {
            assert!(!may_share(text), "{text}");
        }
    }

    #[test]
    fn what_may_be_an_inline_module() {
        let may = |text: &str| may_be_inline_module(&Source::new(text, Edition::E2024));
        for text in [
            "#![allow(dead_code)] #![deny(unused_mut)]\nuse std::fmt;\nfn main() {}",
            "//! About it.\nfn main() { std::env::args().nth(1); } // the end",
            "pub(crate) fn f() {} mod a { use super::f; }",
            "macro_rules! m { () => {} } fn main() { m!(); std::env::var(x()); }",
            "fn main() {} #[cfg(test)] mod tests { use super::*; #[test] fn a() { main() } }",
            "",
        ] {
            assert!(may(text), "{text}");
        }
        for text in [
            "\u{feff}fn main() {}",
            "#!/bin/rust\nfn main() {}",
            "#![feature(x)] fn main() {}",
            "#![deny(warnings)] fn main() {}",
            "fn main() { } }",
            "fn main() { let x = ; }",
            "fn main() -> Result<(), E> { Ok(()) }",
            "async fn main() {}",
            "#[tokio::main] fn main() {}",
            "fn main() {} fn main() {}",
            "use a::main;",
            "fn main(x: u8) {}",
            "extern \"C\" { fn f(); } fn main() {}",
            "extern crate alloc; fn main() {}",
            "#[unsafe(no_mangle)] fn f() {} fn main() {}",
            "#[macro_export] macro_rules! m { () => {} } fn main() {}",
            "#[global_allocator] static A: B = B; fn main() {}",
            "mod file; fn main() {}",
            "use crate::x; fn main() {}",
            "fn f() { crate::main() } fn main() {}",
            "use super::x; fn main() {}",
            "fn main() { include!(\"x\"); }",
        ] {
            assert!(!may(text), "{text}");
        }
        let old = Source::new("fn main() {}", Edition::Before2021);
        assert!(!may_be_inline_module(&old));
    }
}
