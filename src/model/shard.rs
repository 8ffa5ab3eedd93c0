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
const ALONE: [&str; 33] = [
    "macro_export",
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
const ALONE_TOGETHER: [[&str; 2]; 2] = [
    // A program of a shard is started with further arguments.
    ["env", "args"],
    ["env", "args_os"],
];

/// What a file that looks for traces of a shard would have in its text: our own names, and
/// the way to all that the system knows of a process.
const TRACES: [&str; 3] = ["__exercise_", "RUSTLINGS_LIKE", "/proc"];

/// Lints that look at one item or expression, so that a level given to a module reaches all
/// that a level given to the crate reaches.
const LOCAL_LINTS: [&str; 14] = [
    "dead_code",
    "unreachable_code",
    "unsafe_code",
    "unused_imports",
    "unused_must_use",
    "unused_mut",
    "unused_variables",
    "clippy::clone_on_copy",
    "clippy::expect_used",
    "clippy::indexing_slicing",
    "clippy::panic",
    "clippy::ptr_arg",
    "clippy::undocumented_unsafe_blocks",
    "clippy::unwrap_used",
];

/// Whether a file can be a module of a crate with others, and mean the same there.
pub fn may_share(source: &str) -> bool {
    if source.contains("//!") || source.contains("/*!") || source.starts_with('\u{feff}') {
        return false;
    }
    if TRACES.iter().any(|trace| source.contains(trace)) {
        return false;
    }
    let all = source::tokens_with_literals(source);
    let tokens = &all[levels_length(&all)..];
    let says = |word: &&str| tokens.contains(word);
    let says_alone =
        ALONE.iter().any(says) || ALONE_TOGETHER.iter().any(|words| words.iter().all(says));
    !says_alone
        && !may_name_thread(tokens)
        && has_plain_main(tokens)
        && !calls_main(tokens)
        && (0..tokens.len()).all(|at| is_local(&tokens[at..]))
        && stays_below_root(tokens)
}

/// Words of programs that may wait for a time instead of working.
const WAITING: [&str; 5] = [
    "sleep",
    "sleep_until",
    "recv_timeout",
    "wait_timeout",
    "park_timeout",
];

/// Whether a file's programs may spend their time waiting.
pub fn may_wait(source: &str) -> bool {
    let tokens = source::tokens_with_literals(source);
    tokens.iter().any(|token| WAITING.contains(token))
}

/// How many tokens set levels of lints for the whole file, at its head, and can do the same
/// for a module. Allowing does so with every lint: no more is silent then than before.
fn levels_length(tokens: &[&str]) -> usize {
    let mut length = 0;
    while let ["#", "!", "[", level, "(", rest @ ..] = &tokens[length..] {
        let Some(end) = rest.iter().position(|token| *token == "]") else {
            break;
        };
        let Some((&")", inside)) = rest[..end].split_last() else {
            break;
        };
        let lints = inside.concat();
        let mut lints = lints.split(',').filter(|lint| !lint.is_empty());
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "_:".contains(c);
        let works_in_module = match *level {
            "allow" => lints.all(|lint| lint.chars().all(is_plain)),
            "warn" | "deny" | "forbid" => lints.all(|lint| LOCAL_LINTS.contains(&lint)),
            _ => false,
        };
        if !works_in_module {
            break;
        }
        length += 5 + end + 1;
    }
    length
}

/// The levels of lints that a file sets at its head, as inner attributes in one line, and the
/// file without them; everything else stays in its place. `None` if it sets none.
pub fn split_levels(source: &str) -> Option<(String, String)> {
    let tokens = source::tokens_with_literals(source);
    let levels = &tokens[..levels_length(&tokens)];
    let (first, last) = (levels.first()?, levels.last()?);
    let at = |token: &str| token.as_ptr() as usize - source.as_ptr() as usize;
    let (start, end) = (at(first), at(last) + last.len());
    // Comments between them go too, which nobody reads here.
    let blank = |c: char| if "\r\n".contains(c) { c } else { ' ' };
    let blanks: String = source[start..end].chars().map(blank).collect();
    let rest = format!("{}{blanks}{}", &source[..start], &source[end..]);
    Some((levels.concat(), rest))
}

/// Whether a file may ask for the name of a thread: that of the one that runs a test is the
/// test's path. Its number is the same in a module.
fn may_name_thread(tokens: &[&str]) -> bool {
    let is_number = |rest: &[&str]| matches!(rest, [_, "(", ")", ".", "id", ..]);
    let mut places = (0..tokens.len()).filter(|at| tokens[*at] == "current");
    tokens.contains(&"thread") && places.any(|at| !is_number(&tokens[at..]))
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
    /// The levels of lints that were taken from its head.
    pub levels: &'a str,
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
        let entry = "pub fn __main() -> ::std::process::ExitCode { super::__end(main) }";
        write_module(&mut root, *member, entry);
        // Writing into memory cannot fail.
        let _ = writeln!(
            arms,
            "        Ok(\"{}\") => {}::__main(),",
            member.number,
            module(member.number)
        );
    }
    // Of any type, so that clippy finds no `()` passed on.
    root.push_str(
        "fn __end<T: ::std::process::Termination>(main: fn() -> T) -> ::std::process::ExitCode {\n    \
         ::std::process::Termination::report(main())\n}\n",
    );
    let _ = write!(
        root,
        "fn main() -> ::std::process::ExitCode {{\n    match \
         ::std::env::var(\"{VARIABLE}\").as_deref() {{\n{arms}        \
         _ => ::std::process::ExitCode::from(4),\n    }}\n}}\n"
    );
    root
}

/// Writes a module in a line of its own, so that the n-th member stands in the n-th line.
fn write_module(root: &mut String, member: Member, more: &str) {
    let Member { path, levels, .. } = member;
    let name = module(member.number);
    // Our own item stands first: clippy dislikes items behind a module of tests. The path is
    // escaped as Rust does it.
    // It is `pub` because lints look at what can be seen from outside, as a root's items can.
    let _ = writeln!(
        root,
        "pub mod {name} {{ {levels} {more} include!({path:?}); }}"
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
        assert!(may_share(
            "// One.\n#![allow(clippy::x, y)]\n#![forbid(unsafe_code,)]\n
             #[macro_use] mod macros { macro_rules! m { () => {} } }
             fn main() { m!(); std::thread::current().id(); }"
        ));
    }

    #[test]
    fn programs_that_sleep_are_known() {
        assert!(may_wait("fn main() { std::thread::sleep(TIME); }"));
        assert!(!may_wait("fn main() { println!(\"sleep\"); } // sleep"));
    }

    #[test]
    fn levels_are_taken_from_the_head() {
        let source = "// é\n#![allow(clippy::x, // é\r\n  y)] #![deny(unused_mut)] fn main() {}\n";
        let (levels, rest) = split_levels(source).unwrap();
        assert_eq!(levels, "#![allow(clippy::x,y)]#![deny(unused_mut)]");
        let blank = format!("// é\n{:24}\r\n{:27}fn main() {{}}\n", "", "");
        assert_eq!(rest.replace(' ', "."), blank.replace(' ', "."));
        assert_eq!(rest.chars().count(), source.chars().count());
        assert_eq!(split_levels("fn main() {}"), None);
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
            "fn main() { let t = std::thread::current(); t.id(); }",
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
                levels: "",
            },
            Member {
                number: 7,
                path: "exercises/a \"b\".rs",
                levels: "#![allow(x)]",
            },
        ];
        let tests = root_of_tests(&members);
        assert!(tests.contains("pub mod __exercise_0007 { #![allow(x)] const"));
        assert!(
            tests
                .lines()
                .nth(1)
                .is_some_and(|line| line.starts_with("pub mod __exercise_0007"))
        );
        assert!(tests.contains("include!(\"exercises/a \\\"b\\\".rs\"); }"));
        let mains = root_of_mains(&members);
        assert!(mains.contains("Ok(\"7\") => __exercise_0007::__main(),"));
    }

    proptest::proptest! {
        #[test]
        fn never_panics(text in "([{}#!:;(),]|\\[|\\]|mod |super|crate|fn main|allow|é|\")*") {
            may_share(&text);
            split_levels(&text);
        }
    }
}
