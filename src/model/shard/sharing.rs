//! Which files may be compiled together.

use std::ops::Range;

use super::blocks::{block_end, depth_at};
use super::levels::levels_length;
use super::roots::{INSTANTIATIONS, MAIN_TEST, MODULE};
use super::symbols::symbols;
use crate::model::source;

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
pub fn may_share(source: &str) -> bool {
    is_for_itself(source) && {
        let tokens = source::tokens_with_literals(source);
        !TELLS_TYPES.iter().any(|word| tokens.contains(word)) && !calls_main(&tokens)
    }
}

/// Whether a file can be the root of a crate whose modules are other files, and mean the same
/// there, to itself and to them. What sets levels of lints at its head would set them for all.
pub fn may_be_root(source: &str) -> bool {
    let tokens = source::tokens_with_literals(source);
    is_for_itself(source)
        && levels_length(&tokens) == 0
        && !TELLS_MODULES.iter().any(|word| tokens.contains(word))
}

/// Whether a file says nothing about its crate, neither to itself nor to others.
fn is_for_itself(source: &str) -> bool {
    if source.contains("//!") || source.contains("/*!") || source.starts_with('\u{feff}') {
        return false;
    }
    if TRACES.iter().any(|trace| source.contains(trace)) {
        return false;
    }
    let all = source::tokens_with_literals(source);
    let tokens = &all[levels_length(&all)..];
    let says = |word: &&str| tokens.contains(word);
    !ALONE.iter().any(says)
        && !may_read_arguments(tokens)
        && !may_read_any_variable(tokens)
        && (!says(&"no_mangle") || (symbols(source).is_some() && !says(&"macro_rules")))
        && !names_thread(tokens)
        && has_plain_main(tokens)
        && (0..tokens.len()).all(|at| is_local(&tokens[at..]))
        && stays_below_root(tokens)
}

/// Whether a file may ask for the name of a thread: that of the one that runs a test is the
/// test's path.
pub fn may_name_thread(source: &str) -> bool {
    names_thread(&source::tokens_with_literals(source))
}

/// The same of a file's tokens. The number of a thread is the same in a module.
fn names_thread(tokens: &[&str]) -> bool {
    let is_number = |rest: &[&str]| matches!(rest, [_, "(", ")", ".", "id", ..]);
    let mut places = (0..tokens.len()).filter(|at| tokens[*at] == "current");
    tokens.contains(&"thread") && places.any(|at| !is_number(&tokens[at..]))
}

/// Whether something else than `main` may look at the arguments of the process.
pub(super) fn may_read_arguments(tokens: &[&str]) -> bool {
    // What is implemented there can be called from elsewhere.
    let body = main_body(tokens).filter(|body| !tokens[body.clone()].contains(&"impl"));
    let body = body.unwrap_or(0..0);
    let outside = |word: &&str| {
        let mut places = tokens.iter().enumerate();
        places.any(|(at, token)| token == word && !body.contains(&at))
    };
    let reads = |[library, function]: &[&str; 2]| tokens.contains(library) && outside(function);
    ALONE_TOGETHER.iter().any(reads)
}

/// Whether a program may ask for a variable whose name does not stand in the file.
pub(super) fn may_read_any_variable(tokens: &[&str]) -> bool {
    let is_plain = |name: &&str| name.starts_with('"') && !name.contains('\\');
    let is_named = |at: usize| match &tokens[at + 1..] {
        ["(", name, ..] => is_plain(name),
        _ => false,
    };
    let mut places = (0..tokens.len()).filter(|at| ["var", "var_os"].contains(&tokens[*at]));
    tokens.contains(&"env") && places.any(|at| !is_named(at))
}

/// Where the body of the file's `main` is.
fn main_body(tokens: &[&str]) -> Option<Range<usize>> {
    let begins = |at: &usize| tokens[*at..].starts_with(&["fn", "main"]);
    let mut mains = (0..tokens.len()).filter(begins);
    let main = mains.find(|at| depth_at(tokens, *at) == Some(0))?;
    let start = main + tokens[main..].iter().position(|token| *token == "{")?;
    Some(start..block_end(tokens, start + 1)?)
}

/// Whether nothing that begins here speaks of the crate.
fn is_local(tokens: &[&str]) -> bool {
    let next = |ahead: usize| tokens.get(ahead).copied().unwrap_or("");
    match tokens[0] {
        "#" => next(1) != "!",
        // `pub(crate)` is fine, `crate::x` is not.
        "crate" => next(1) == ")",
        "extern" => next(1) != "crate",
        // A module in another file.
        "mod" => next(2) != ";",
        "env" => next(1) != "!",
        _ => true,
    }
}

/// Whether there is one `main` in the file itself, and it is not what a macro made of it.
fn has_plain_main(tokens: &[&str]) -> bool {
    let mut depth = 0_usize;
    let mut found = 0;
    for pair in tokens.windows(2) {
        match pair[0] {
            "{" => depth += 1,
            "}" => depth = depth.saturating_sub(1),
            "fn" if pair[1] == "main" && depth == 0 => found += 1,
            _ => {}
        }
    }
    found == 1
}

/// Whether something calls `main`: clippy dislikes that in a crate's own `main` only.
fn calls_main(tokens: &[&str]) -> bool {
    let calls = |words: &[&str]| words[0] != "fn" && words[1] == "main" && words[2] == "(";
    tokens.windows(3).any(calls)
}

/// Whether no `super::super` leads above the file.
fn stays_below_root(tokens: &[&str]) -> bool {
    // For each open brace, whether it is a module's.
    let mut open: Vec<bool> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match tokens[at] {
            "{" => open.push(at >= 2 && tokens[at - 2] == "mod"),
            "}" => {
                open.pop();
            }
            "super" => {
                let depth = open.iter().filter(|is_module| **is_module).count();
                let chain = tokens[at..]
                    .chunks(3)
                    .take_while(|chunk| chunk[0] == "super");
                if chain.count() > depth {
                    return false;
                }
            }
            _ => {}
        }
        at += 1;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
