//! Exercises that are compiled together: which may be, and the crate that holds them.
//!
//! Each file becomes a module of one crate by `include!`. That is only sound for files that
//! say nothing about their crate or its root, and that cannot tell that they are in a module:
//! `may_share` refuses whatever it is not sure about, which only costs time.

use std::fmt::Write;

use crate::model::source;

/// Words after which a file is compiled alone: they reach the crate's root, the linker or the
/// process as a whole, read other files or the compiler's environment, or show names and
/// paths that differ in a module.
const ALONE: [&str; 34] = [
    "macro_export",
    "macro_use",
    "no_mangle",
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
    "type_name",
    "type_name_of_val",
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

/// Pairs of words of the same kind: each is harmless without the other.
const ALONE_TOGETHER: [[&str; 2]; 3] = [
    // A program of a shard is started with further arguments.
    ["env", "args"],
    ["env", "args_os"],
    // The name of the thread that runs a test is the test's path.
    ["thread", "current"],
];

/// What a file that looks for traces of a shard would have in its text: our own names, and
/// the way to all that the system knows of a process.
const TRACES: [&str; 3] = ["__exercise_", "RUSTLINGS_LIKE", "/proc"];

/// Whether a file can be a module of a crate with others, and mean the same there.
pub fn may_share(source: &str) -> bool {
    if source.contains("//!") || source.contains("/*!") || source.starts_with('\u{feff}') {
        return false;
    }
    if TRACES.iter().any(|trace| source.contains(trace)) {
        return false;
    }
    let tokens = source::tokens_with_literals(source);
    let says = |word: &&str| tokens.contains(word);
    let says_alone =
        ALONE.iter().any(says) || ALONE_TOGETHER.iter().any(|words| words.iter().all(says));
    !says_alone
        && has_plain_main(&tokens)
        && !calls_main(&tokens)
        && (0..tokens.len()).all(|at| is_local(&tokens[at..]))
        && stays_below_root(&tokens)
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

/// A file in a shard.
#[derive(Debug, Clone, Copy)]
pub struct Member<'a> {
    /// Its number in the shard, which names its module.
    pub number: usize,
    /// Its path as the compiler is to see it, with `/`.
    pub path: &'a str,
}

/// The module of a file; also the beginning of its tests' names.
pub fn module(number: usize) -> String {
    format!("__exercise_{number:04}")
}

/// The variable that tells the program of all `main`s which one is to run.
pub const VARIABLE: &str = "__RUSTLINGS_LIKE_MAIN";

/// The root of a crate that holds the files' tests.
pub fn root_of_tests(members: &[Member]) -> String {
    let mut root = String::new();
    for member in members {
        // In a crate of its own `main` counts as used.
        let using_main = "const _: () = { let _ = main; };";
        write_module(&mut root, *member, using_main);
    }
    root.push_str("fn main() {}\n");
    root
}

/// The root of a crate whose program runs one of the files' `main`s.
pub fn root_of_mains(members: &[Member]) -> String {
    let mut root = String::new();
    let mut arms = String::new();
    for member in members {
        let entry = "pub fn __main() -> ::std::process::ExitCode { \
                     ::std::process::Termination::report(main()) }";
        write_module(&mut root, *member, entry);
        // Writing into memory cannot fail.
        let _ = writeln!(
            arms,
            "        Ok(\"{}\") => {}::__main(),",
            member.number,
            module(member.number)
        );
    }
    let _ = write!(
        root,
        "fn main() -> ::std::process::ExitCode {{\n    match \
         ::std::env::var(\"{VARIABLE}\").as_deref() {{\n{arms}        \
         _ => ::std::process::ExitCode::from(4),\n    }}\n}}\n"
    );
    root
}

fn write_module(root: &mut String, member: Member, more: &str) {
    let name = module(member.number);
    // Our own item stands first: clippy dislikes items behind a module of tests. The path is
    // escaped as Rust does it.
    // It is `pub` because lints look at what can be seen from outside, as a root's items can.
    let _ = writeln!(
        root,
        "pub mod {name} {{ {more} include!({:?}); }}",
        member.path
    );
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
    }

    #[test]
    fn files_that_speak_of_their_crate_are_alone() {
        for text in [
            "#![allow(dead_code)] fn main() {}",
            "//! About the crate.\nfn main() {}",
            "use crate::x; fn main() {}",
            "macro_rules! m { () => { $crate::x() } } fn main() {}",
            "use super::x; fn main() {}",
            "mod a { use super::super::x; } fn main() {}",
            "mod file; fn main() {}",
            "#[unsafe(no_mangle)] extern \"C\" fn f() {} fn main() {}",
            "extern crate alloc; fn main() {}",
            "fn main() { println!(\"{}\", env!(\"X\")); }",
            "fn main() { println!(\"{}\", std::any::type_name::<u8>()); }",
            "fn main() { std::thread::current().name(); }",
            "use std::thread::current as me; fn main() { me().name(); }",
            "fn main() { std::env::args().count(); }",
            "use std::env::{self, args_os as a}; fn main() { a().count(); }",
            "fn main() { std::fs::read(\"/proc/self/cmdline\"); }",
            "mod __exercise_0000 {} fn main() {}",
            "fn main() { std::env::var(\"__RUSTLINGS_LIKE_MAIN\"); }",
            "fn main() { unsafe { std::arch::asm!(\"\") } }",
            "#[ctor::ctor] fn first() {} fn main() {}",
            "fn main() { if false { main() } }",
            "mod a { fn main() {} }",
            "",
        ] {
            assert!(!may_share(text), "{text}");
        }
    }

    #[test]
    fn roots_name_every_file() {
        let members = [
            Member {
                number: 0,
                path: "exercises/a.rs",
            },
            Member {
                number: 7,
                path: "exercises/a \"b\".rs",
            },
        ];
        let tests = root_of_tests(&members);
        assert!(tests.contains("pub mod __exercise_0007 { const"));
        assert!(tests.contains("include!(\"exercises/a \\\"b\\\".rs\"); }"));
        let mains = root_of_mains(&members);
        assert!(mains.contains("Ok(\"7\") => __exercise_0007::__main(),"));
    }

    proptest::proptest! {
        #[test]
        fn never_panics(text in "([{}#!:;()]|mod |super|crate|fn main|é|\")*") {
            may_share(&text);
        }
    }
}
