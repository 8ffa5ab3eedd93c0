//! Names that a solution has given to what a starter calls otherwise.

use std::collections::BTreeSet;

use crate::model::open_tests::text::{Text, is_word};

/// The names that only one of the two sources has, where it gives them to something.
#[derive(Default)]
pub(super) struct Names<'a> {
    original: BTreeSet<&'a str>,
    solution: BTreeSet<&'a str>,
}

impl<'a> Names<'a> {
    pub(super) fn of(original: &Text<'a>, solution: &Text<'a>) -> Self {
        let only = |text: &Text<'a>, other: &Text<'a>| {
            let known: BTreeSet<&str> = other.tokens.iter().copied().collect();
            let given = names_given(&text.tokens);
            given
                .into_iter()
                .filter(|name| !known.contains(name))
                .collect()
        };
        Self {
            original: only(original, solution),
            solution: only(solution, original),
        }
    }

    /// Whether tokens of the original are those of the solution but for such names.
    pub(super) fn are_same(&self, original: &[&str], solution: &[&str]) -> bool {
        let is_same = |(a, b): (&&str, &&str)| {
            a == b || (self.original.contains(a) && self.solution.contains(b))
        };
        original.len() == solution.len() && original.iter().zip(solution).all(is_same)
    }
}

/// What is defined or bound.
pub(super) fn names_given<'a>(tokens: &[&'a str]) -> BTreeSet<&'a str> {
    let given = tokens.windows(3).filter_map(|w| {
        let defines = matches!(
            w[0],
            "fn" | "let"
                | "const"
                | "static"
                | "struct"
                | "enum"
                | "trait"
                | "type"
                | "mod"
                | "union"
        );
        let name = if w[0] == "let" && w[1] == "mut" {
            w[2]
        } else {
            w[1]
        };
        (defines && is_word(name)).then_some(name)
    });
    given.collect()
}
