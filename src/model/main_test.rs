//! A file's `main` as one more of its tests, so that one compile makes the program of both.
//!
//! The test goes below the file's last line, so every place in the file stays what it was. It
//! ends the process with the status that `main` gives, as soon as `main` ends, and its output is
//! `main`'s but for the name of the thread in a panic, which [`shard::of_main_alone`] puts right.
//! It is short and calls nothing generic, since the compiler makes code of it at every save: a
//! thread called `main` instead took 20 ms.

use crate::model::diagnostic::Diagnostic;
use crate::model::shard::{self, MAIN_TEST, MainPlace};
use crate::rust::{ItemKind, Source};

/// Words that bring in files by their place beside the source, which is compiled as a copy.
const READS_FILES: [&str; 4] = ["include", "include_str", "include_bytes", "path"];

/// Whether `main` runs the same as a test of this file, which has tests of its own.
pub fn may_join(source: &Source) -> bool {
    shard::main_place(source, true) == MainPlace::Tests
        && !shard::reads_start(source)
        && !shard::may_name_thread(source)
        && !reads_files(source)
}

/// Whether a source may name other files.
pub fn reads_files(source: &Source) -> bool {
    let is_file = |at: usize| source.word(at) == "mod" && source.word(at + 2) == ";";
    READS_FILES.iter().any(|name| source.has_name(name)) || source.all().any(is_file)
}

/// The text with the test of `main` below it.
pub fn with_main_test(source: &Source) -> String {
    let text = source.text();
    let call = if returns_nothing(source) {
        CALL
    } else {
        CALL_AND_ASK
    };
    format!(
        "{text}\n\
         #[test]\n\
         fn {MAIN_TEST}() {{\n    \
             struct End(i32);\n    \
             impl ::core::ops::Drop for End {{\n        \
                 fn drop(&mut self) {{ ::std::process::exit(self.0) }}\n    \
             }}\n    \
             let mut end = End({PANICKED});\n    \
             {call}\n\
         }}\n"
    )
}

/// Runs a `main` that returns nothing: less for the compiler to look through.
const CALL: &str = "let () = main(); end.0 = 0;";

/// Runs any `main`, and finds out which status it gives.
const CALL_AND_ASK: &str = "let status = ::std::process::Termination::report(main());
    let mut code = 0;
    while code < 255 && status != ::std::process::ExitCode::from(code) { code += 1; }
    end.0 = code as i32;";

/// Whether `main` is written without a type that it returns.
fn returns_nothing(source: &Source) -> bool {
    let items = source.items(source.all());
    let main = items
        .iter()
        .find(|item| item.kind == ItemKind::Function && item.name.as_deref() == Some("main"));
    main.is_some_and(|main| source.words(&main.signature()) == ["fn", "main", "(", ")"])
}

/// The status of a process whose `main` has panicked.
const PANICKED: i32 = 101;

/// Whether the compiler objects to something below the file's own text. Without our test it may
/// say something else, or nothing. `path` is the file's, as the compiler names it.
pub fn is_blamed(source: &Source, path: &str, diagnostics: &[Diagnostic]) -> bool {
    // A text that ends with a line break has a last, empty line, which ours begins on.
    let own_lines = source.line_count();
    diagnostics.iter().any(|diagnostic| {
        let children = diagnostic.children.iter().flat_map(|child| &child.spans);
        let mut spans = diagnostic.spans.iter().chain(children);
        // A linker's words have no place.
        let is_about_nothing = diagnostic.spans.is_empty() && diagnostic.rendered.contains("link");
        is_about_nothing
            || diagnostic.message.contains(MAIN_TEST)
            || spans.any(|span| span.file_name == path && span.line_end > own_lines)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::diagnostic::{Level, Span};
    use crate::rust::Edition;

    fn source(text: &str) -> Source {
        Source::new(text, Edition::E2024)
    }

    const TESTS: &str = "#[cfg(test)] mod tests { use super::*; #[test] fn a() {} }";

    fn error_in(line: usize) -> Diagnostic {
        let span = Span {
            file_name: "exercises/a.rs".to_owned(),
            line_start: line,
            line_end: line,
            column_start: 1,
            column_end: 2,
            is_primary: true,
            label: None,
            suggested_replacement: None,
            suggestion_applicability: None,
        };
        Diagnostic {
            code: None,
            level: Level::Error,
            message: "expected one of `;`, found `#`".to_owned(),
            spans: vec![span],
            children: Vec::new(),
            rendered: String::new(),
        }
    }

    #[test]
    fn a_main_joins_the_tests_where_it_cannot_tell() {
        assert!(may_join(&source(&format!(
            "fn main() {{ work(); }} {TESTS}"
        ))));
        for text in [
            format!("fn main() {{ std::env::vars(); }} {TESTS}"),
            format!("fn f() {{ std::env::args(); }} fn main() {{}} {TESTS}"),
            format!("fn main() {{ if cfg!(test) {{}} }} {TESTS}"),
            format!("fn main() {{ include_str!(\"a\"); }} {TESTS}"),
            format!("mod other; fn main() {{}} {TESTS}"),
            format!("fn main() {{ std::thread::current().name(); }} {TESTS}"),
            format!("fn __a_main() {{}} fn main() {{}} {TESTS}"),
        ] {
            assert!(!may_join(&source(&text)), "{text}");
        }
    }

    #[test]
    fn the_files_own_lines_stay_where_they_are() {
        for own in ["fn main() {}", "fn main() {}\n", "fn main() {} // end"] {
            let source = source(own);
            let text = with_main_test(&source);
            assert!(text.starts_with(own));
            let own_lines = own.matches('\n').count() + 1;
            let file = "exercises/a.rs";
            assert!(!is_blamed(&source, file, &[error_in(own_lines)]));
            assert!(is_blamed(&source, file, &[error_in(own_lines + 1)]));
            // A place in a crate, or in the standard library, is no place in our test.
            assert!(!is_blamed(&source, "b.rs", &[error_in(own_lines + 1)]));
            let first = text.lines().nth(own_lines);
            assert_eq!(first, Some("#[test]"));
        }
    }
}
