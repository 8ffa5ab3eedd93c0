//! The texts of the crates that hold several files, and how their programs are started.

use std::ffi::OsString;
use std::fmt::Write;

use super::main_place::MainPlace;
use crate::model::outcome::{CapturedOutput, Outcome};

/// A file in a shard.
#[derive(Debug, Clone, Copy)]
pub struct Member<'a> {
    /// Its number in the shard, which names its module.
    pub number: usize,
    /// Its path as the compiler is to see it, with `/`.
    pub path: &'a str,
    /// The levels of lints that were taken from its head.
    pub levels: &'a str,
    /// Where its `main` is, if it is run.
    pub main: Option<MainPlace>,
    /// Whether it is no module but the root itself: one of them may be.
    pub is_root: bool,
    /// The file that is its module, if that isn't the file itself: then what our items add stands
    /// there already.
    pub module_file: Option<&'a str>,
}

/// What stands in a member's module for a crate of tests.
pub fn items_for_tests(main: Option<MainPlace>) -> &'static str {
    match main {
        Some(MainPlace::Tests) => TESTED_MAIN,
        // In a crate of its own `main` counts as used.
        _ => "const _: () = { let _ = main; };",
    }
}

/// What stands in a member's module for a crate of `main`s.
pub fn items_for_mains() -> &'static str {
    "pub fn __main() -> ::std::process::ExitCode { super::__end(main) }"
}

/// How the root calls a `main` that is one of the tests.
const TESTED_MAIN: &str = "pub(super) fn __main() -> bool { super::__passes(main) }";

/// How the modules of files begin.
pub(super) const MODULE: &str = "__exercise_";

/// The module of a file; also the beginning of its tests' names.
pub fn module(number: usize) -> String {
    format!("{MODULE}{number:04}")
}

/// Whether a text has a name that only a shard has.
pub fn has_trace(text: &str) -> bool {
    [MODULE, MAIN_TEST, TWINS, TWIN]
        .iter()
        .any(|name| text.contains(name))
}

/// The module of a file without its tests.
fn twin(number: usize) -> String {
    format!("{TWIN}{number:04}")
}

/// The path of that text, where the file's own is this.
pub fn twin_path(path: &str) -> String {
    format!("{TWINS}{path}")
}

/// Whether a path is of that kind.
pub fn is_twin(path: &str) -> bool {
    path.starts_with(TWINS)
}

const TWINS: &str = "__twins/";

/// How the modules of files without their tests begin.
const TWIN: &str = "__twin_";

/// The name of the library with code of the crates' generic functions, which a root brings in
/// so that the compiler takes them from there.
pub const INSTANTIATIONS: &str = "__instantiations";

/// The end of a root that brings that library in.
pub fn with_instantiations() -> String {
    format!("extern crate {INSTANTIATIONS} as _;\n")
}

/// The variable that tells the program of all `main`s which one is to run.
pub const VARIABLE: &str = "__RUSTLINGS_LIKE_MAIN";

/// The test in the root that runs one of the files' `main`s. By its name it is the first, so
/// that it needs no argument: `main` is to have none.
pub const MAIN_TEST: &str = "__a_main";

/// Variables with which a program of tests begins with that one, and lets its output through.
const FOR_MAIN: [(&str, &str); 2] = [("RUST_TEST_THREADS", "1"), ("RUST_TEST_NOCAPTURE", "1")];

/// Variables for the same, with as much room on the stack as `main` has otherwise.
pub fn variables_for_main() -> impl Iterator<Item = (OsString, Option<OsString>)> {
    let variables = FOR_MAIN.into_iter().chain([("RUST_MIN_STACK", MAIN_STACK)]);
    variables.map(|(name, value)| (name.into(), Some(value.into())))
}

/// The usual size of the main thread's stack, in bytes.
const MAIN_STACK: &str = "8388608";

/// The run of such a program without what the harness wrote before `main`, and with the usual
/// name of the thread; `None` if it began otherwise.
pub fn of_main_alone(run: Outcome) -> Option<Outcome> {
    // The runtime's words where a thread panics or its stack overflows.
    let named = |text: &str| text.replace(&format!("thread '{MAIN_TEST}'"), "thread 'main'");
    let of_main = |captured: &CapturedOutput| {
        let text = captured.text();
        Some(CapturedOutput::of(&named(written_by_main(&text)?)))
    };
    Some(Outcome {
        stdout: of_main(&run.stdout)?,
        stderr: CapturedOutput::of(&named(&run.stderr.text())),
        in_order: of_main(&run.in_order)?,
        ..run
    })
}

/// What `main` wrote, of all that such a program wrote; `None` if it began otherwise.
fn written_by_main(output: &str) -> Option<&str> {
    let count = output.strip_prefix("\nrunning ")?;
    let rest = count.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = rest.strip_prefix(" test")?;
    let rest = rest.strip_prefix('s').unwrap_or(rest);
    rest.strip_prefix("\ntest ")?
        .strip_prefix(MAIN_TEST)?
        .strip_prefix(" ... ")
}

/// A process ends with `main`, and so does the one that runs it as a test, even if it panics: the
/// other tests would follow. Old compilers cannot compare statuses.
const PASSES: &str = "#[cfg(test)]
fn __passes<T: ::std::process::Termination>(main: fn() -> T) -> bool {
    let status = ::std::process::Termination::report(main());
    format!(\"{status:?}\") == format!(\"{:?}\", ::std::process::ExitCode::SUCCESS)
}
#[cfg(test)]
fn __end(passes: fn() -> bool) {
    let passes = ::std::panic::catch_unwind(passes);
    let status = if let ::std::result::Result::Ok(true) = passes { 0 } else { 1 };
    ::std::process::exit(status)
}
";

/// The root of a crate that holds the files' tests, and the `main`s that can be run there.
pub fn root_of_tests(members: &[Member]) -> String {
    let mut root = String::new();
    let mut arms = String::new();
    for member in members {
        write_module(&mut root, *member, items_for_tests(member.main));
        let call = match member.main {
            Some(MainPlace::Tests) if member.is_root => "__passes(main)".to_owned(),
            Some(MainPlace::Tests) => format!("{}::__main()", module(member.number)),
            Some(MainPlace::Twin) => format!("{}::__main()", twin(member.number)),
            Some(MainPlace::Apart) | None => continue,
        };
        write_arm(&mut arms, *member, &call);
    }
    for member in members {
        if member.main == Some(MainPlace::Twin) {
            let (name, path) = (twin(member.number), twin_path(member.path));
            // Writing into memory cannot fail.
            let _ = writeln!(root, "mod {name} {{ {TESTED_MAIN} include!({path:?}); }}");
        }
    }
    let main = if members.iter().any(|member| member.is_root) {
        ""
    } else {
        "fn main() {}\n"
    };
    let _ = write!(
        root,
        "{main}{PASSES}#[test]\nfn {MAIN_TEST}() {{\n    \
         __end(|| match ::std::env::var(\"{VARIABLE}\").as_deref().unwrap_or_default() {{\n{arms}        \
         _ => false,\n    }});\n}}\n"
    );
    root
}

/// The root of a crate that is one file, its tests and its `main`.
pub fn root_of_file(path: &str, levels: &str) -> String {
    format!(
        "{levels}\n{PASSES}#[test]\nfn {MAIN_TEST}() {{\n    __end(|| __passes(main));\n}}\n\
         include!({path:?});\n"
    )
}

/// How tests are run without that of `main`. Files that look at how they were started have to
/// be built otherwise.
pub const WITHOUT_MAIN: [&str; 3] = ["--exact", "--skip", MAIN_TEST];

/// How the tests of the file at the root are run without those of the modules.
pub const ROOT_ONLY: [&str; 4] = ["--skip", MODULE, "--skip", MAIN_TEST];

/// The root of a crate whose program runs one of the files' `main`s.
pub fn root_of_mains(members: &[Member]) -> String {
    let mut root = String::new();
    let mut arms = String::new();
    for member in members {
        write_module(&mut root, *member, items_for_mains());
        let call = format!("{}::__main()", module(member.number));
        write_arm(&mut arms, *member, &call);
    }
    // Of any type, so that clippy finds no `()` passed on.
    root.push_str(
        "fn __end<T: ::std::process::Termination>(main: fn() -> T) -> ::std::process::ExitCode {\n    \
         ::std::process::Termination::report(main())\n}\n",
    );
    let _ = write!(
        root,
        "fn main() -> ::std::process::ExitCode {{\n    match \
         ::std::env::var(\"{VARIABLE}\").as_deref().unwrap_or_default() {{\n{arms}        \
         _ => ::std::process::ExitCode::from(4),\n    }}\n}}\n"
    );
    root
}

/// Writes the arm of a `match` that calls a file's `main`.
fn write_arm(arms: &mut String, member: Member, call: &str) {
    let number = member.number;
    // Writing into memory cannot fail.
    let _ = writeln!(arms, "        \"{number}\" => {call},");
}

/// Writes a module in a line of its own, so that the n-th member stands in the n-th line.
fn write_module(root: &mut String, member: Member, more: &str) {
    let Member { path, levels, .. } = member;
    if member.is_root {
        // Writing into memory cannot fail.
        let _ = writeln!(root, "include!({path:?});");
        return;
    }
    let name = module(member.number);
    if let Some(file) = member.module_file {
        // Writing into memory cannot fail.
        let _ = writeln!(root, "#[path = {file:?}] pub mod {name};");
        return;
    }
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
    fn what_main_wrote_is_told_apart() {
        assert_eq!(
            written_by_main("\nrunning 12 tests\ntest __a_main ... hi\n"),
            Some("hi\n")
        );
        assert_eq!(
            written_by_main("\nrunning 1 test\ntest __a_main ... "),
            Some("")
        );
        assert_eq!(
            written_by_main("\nrunning 2 tests\ntest a ... ok\ntest __a_main ... "),
            None
        );
        assert_eq!(written_by_main("\nrunning 1 test\n"), None);
    }

    #[test]
    fn roots_name_every_file() {
        let members = [
            Member {
                number: 0,
                path: "exercises/a.rs",
                levels: "",
                main: Some(MainPlace::Tests),
                is_root: false,
                module_file: None,
            },
            Member {
                number: 7,
                path: "exercises/a \"b\".rs",
                levels: "#![allow(x)]",
                main: Some(MainPlace::Twin),
                is_root: false,
                module_file: None,
            },
        ];
        let tests = root_of_tests(&members);
        assert!(tests.contains("\nfn main() {}\n"));
        assert!(tests.contains("pub mod __exercise_0007 { #![allow(x)] const"));
        assert!(tests.contains("\"0\" => __exercise_0000::__main(),"));
        let file = root_of_file("a.rs", "#![allow(x)]");
        assert!(file.starts_with("#![allow(x)]\n") && file.ends_with("\ninclude!(\"a.rs\");\n"));
        assert!(tests.contains("\"7\" => __twin_0007::__main(),"));
        assert!(tests.contains("include!(\"__twins/exercises/a \\\"b\\\".rs\"); }"));
        assert!(
            tests
                .lines()
                .nth(1)
                .is_some_and(|line| line.starts_with("pub mod __exercise_0007"))
        );
        assert!(tests.contains("include!(\"exercises/a \\\"b\\\".rs\"); }"));
        let at_root = Member {
            is_root: true,
            ..members[0]
        };
        let tests = root_of_tests(&[members[1], at_root]);
        assert_eq!(tests.lines().nth(1), Some("include!(\"exercises/a.rs\");"));
        assert!(tests.contains("\"0\" => __passes(main),") && !tests.contains("fn main()"));
        let mains = root_of_mains(&members);
        assert!(mains.contains("\"7\" => __exercise_0007::__main(),"));
    }
}
