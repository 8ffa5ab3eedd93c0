//! What a file's programs might do, by the words in it.

use super::sharing::{TRACES, may_read_any_variable, may_read_arguments};
use crate::rust::Source;

/// Words of programs that may wait for a time instead of working.
const WAITING: [&str; 5] = [
    "sleep",
    "sleep_until",
    "recv_timeout",
    "wait_timeout",
    "park_timeout",
];

/// Whether a file's programs may spend their time waiting.
pub fn may_wait(source: &Source) -> bool {
    WAITING.iter().any(|name| source.has_name(name))
}

/// What a program can tell that clippy's driver built: it leaves out checks of pointers, and
/// what `panic!` and `format_args!` make of a text is another thing.
const TELLS_DRIVER: [&str; 8] = [
    "unsafe",
    "downcast",
    "downcast_ref",
    "downcast_mut",
    "payload",
    "payload_as_str",
    "format_args",
    "Arguments",
];

/// Whether a file's programs may differ if clippy's driver builds them and not rustc. It also
/// sets `cfg(clippy)`, which only the names of lints may speak of.
pub fn needs_rustc(source: &Source) -> bool {
    let tokens = source.plain_words(&source.all());
    // `#[unsafe(no_mangle)]` is no code.
    let tells = |at: usize| {
        let is_attribute = tokens[at] == "unsafe" && tokens.get(at + 1) == Some(&"(");
        TELLS_DRIVER.contains(&tokens[at]) && !is_attribute
    };
    let names_clippy = |at: usize| {
        let is_lint = tokens[at] == "clippy" && tokens.get(at + 1) == Some(&":");
        tokens[at].contains("clippy") && !is_lint
    };
    (0..tokens.len()).any(|at| tells(at) || names_clippy(at))
}

/// Whether a program may look at all its variables, or its tests at their arguments.
pub fn reads_start(source: &Source) -> bool {
    ["vars", "vars_os"].iter().any(|name| source.has_name(name))
        || may_read_arguments(source)
        || may_read_any_variable(source)
        || TRACES.iter().any(|trace| source.text().contains(trace))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rust::Edition;

    fn source(text: &str) -> Source {
        Source::new(text, Edition::E2024)
    }

    #[test]
    fn programs_that_sleep_are_known() {
        assert!(may_wait(&source("fn main() { std::thread::sleep(TIME); }")));
        assert!(!may_wait(&source(
            "fn main() { println!(\"sleep\"); } // sleep"
        )));
    }

    #[test]
    fn files_that_can_tell_who_built_them_are_known() {
        for text in [
            "fn main() { unsafe { f() } }",
            "unsafe fn f() {}",
            "#[cfg(clippy)] fn f() {}",
            "#[cfg(r#clippy)] fn f() {}",
            "#[cfg_attr(clippy, path = \"x\")] mod a {}",
            "m!(clippy);",
            "fn main() { e.downcast_ref::<&str>(); }",
        ] {
            assert!(needs_rustc(&source(text)), "{text}");
        }
        assert!(!needs_rustc(&source(
            "#![allow(clippy::all)] #[unsafe(no_mangle)] fn main() {} // clippy"
        )));
    }
}
