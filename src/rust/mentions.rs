//! What a source names, whatever it does with it: crates, standard input.

use super::lexer::TokenKind;
use super::token_text::TokenText;

impl TokenText {
    /// Whether it names one of these crates: in a path such as `tokio::time`, or in a `use` or
    /// `extern crate` of its own.
    pub fn names_crate(&self, crates: &[String]) -> bool {
        self.all().any(|at| {
            let in_path = self.starts_with(at + 1, &[":", ":"]);
            let is_imported = at > 0 && ["use", "crate"].contains(&self.word(at - 1));
            (in_path || is_imported)
                && self.is_identifier(at)
                && crates.iter().any(|name| name == self.name(at))
        })
    }

    /// Whether it has what edition 2024 rejects and older ones don't: `gen` as a name, or a foreign
    /// block or an attribute that isn't marked `unsafe`.
    pub fn is_for_older_edition(&self) -> bool {
        let unsafe_attributes = ["no_mangle", "export_name", "link_section"];
        self.all().any(|at| {
            let before = at.checked_sub(1).map_or("", |before| self.word(before));
            let opens_block = || {
                let brace = if self.word(at + 1) == "{" {
                    at + 1
                } else {
                    at + 2
                };
                self.word(brace) == "{"
            };
            match self.word(at) {
                "gen" => self.is_identifier(at),
                "extern" => before != "unsafe" && opens_block(),
                word => before == "[" && unsafe_attributes.contains(&word),
            }
        })
    }

    /// Whether the program may read its own standard input: it mentions `stdin`, and not only as
    /// the method that gives one to a process that it starts.
    pub fn mentions_stdin(&self) -> bool {
        self.all().any(|at| {
            let is_method = at > 0 && self.kind(at - 1) == Some(TokenKind::Punct('.'));
            self.name(at) == "stdin" && !is_method
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::rust::{Edition, Source};

    #[test]
    fn crates_are_named_in_paths_and_imports() {
        let names =
            |text: &str| Source::new(text, Edition::E2024).names_crate(&["tokio".to_owned()]);
        for text in [
            "use tokio;",
            "fn f() { tokio :: spawn(x) }",
            "extern crate tokio;",
            "#[tokio::test] fn a() {}",
            "use r#tokio::time;",
        ] {
            assert!(names(text), "{text}");
        }
        for text in [
            "// use tokio;",
            "let tokio = \"tokio::x\";",
            "use tokio_util;",
        ] {
            assert!(!names(text), "{text}");
        }
    }

    #[test]
    fn standard_input_is_not_that_of_a_child() {
        let mentions = |text: &str| Source::new(text, Edition::E2024).mentions_stdin();
        assert!(mentions("fn main() { std::io::stdin(); }"));
        assert!(!mentions(
            "fn main() { child.stdin.take(); \"stdin\"; } // stdin"
        ));
    }
}
