//! What `use` brings into a text, read from its tokens, since a macro's call must be understood
//! before there is a tree.

use std::collections::{HashMap, HashSet};

use super::token_text::TokenText;

/// Names that `use` brings in, and macros that the text defines, wherever in the text.
#[derive(Debug, Clone, Default)]
pub(super) struct Imports {
    /// What is imported by its name, with the first part of the path that leads there.
    roots: HashMap<String, String>,
    /// The parts before `::*`.
    globs: HashSet<String>,
    macros: HashSet<String>,
}

impl Imports {
    pub(super) fn of(source: &TokenText) -> Self {
        let mut imports = Self::default();
        for at in source.all() {
            match source.word(at) {
                "macro_rules" if source.word(at + 1) == "!" => {
                    imports.macros.insert(name(source, at + 2));
                }
                // `impl Trait + use<'a>` imports nothing.
                "use" if source.word(at + 1) != "<" => imports.read(source, at + 1),
                _ => {}
            }
        }
        imports
    }

    fn read(&mut self, source: &TokenText, begin: usize) {
        let begin = begin + 2 * usize::from(source.starts_with(begin, &[":", ":"]));
        let root = source.word(begin);
        let mut at = begin;
        while at < source.tokens().len() && source.word(at) != ";" {
            let is_last = matches!(source.word(at + 1), "," | "}" | ";");
            if source.word(at) == "*" {
                self.globs.insert(name(source, at.saturating_sub(3)));
            } else if is_last && source.partner(at).is_none() {
                self.roots.insert(name(source, at), root.to_owned());
            }
            at += 1;
        }
    }

    /// The first part of the path that a name is imported from; `{` where a group has no path.
    pub(super) fn root_of(&self, name: &str) -> Option<&str> {
        self.roots.get(name).map(String::as_str)
    }

    /// Whether the text defines a macro with this name.
    pub(super) fn has_macro(&self, name: &str) -> bool {
        self.macros.contains(name)
    }

    /// Whether names that the text doesn't show come from somewhere else than a module around.
    pub(super) fn has_foreign_glob(&self) -> bool {
        self.globs.iter().any(|glob| glob != "super")
    }
}

fn name(source: &TokenText, token: usize) -> String {
    source.word(token).trim_start_matches("r#").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rust::{Edition, Source};

    #[test]
    fn names_come_with_the_beginning_of_their_path() {
        let text = "use std::{pin::pin, fmt::{self as f, Debug}}; use ::log::r#warn;
            use {a::b}; use super::*; fn f() -> impl X + use<'a, T> {} macro_rules! m {}";
        let imports = Imports::of(&Source::new(text, Edition::E2024));
        assert_eq!(imports.root_of("pin"), Some("std"));
        assert_eq!(imports.root_of("f"), Some("std"));
        assert_eq!(imports.root_of("fmt"), None);
        assert_eq!(imports.root_of("warn"), Some("log"));
        assert_eq!(imports.root_of("b"), Some("{"));
        assert_eq!(imports.root_of("T"), None);
        assert!(imports.has_macro("m") && !imports.has_foreign_glob());
    }
}
