//! Names that a solution has given to what a starter calls otherwise.

use std::collections::BTreeSet;

use crate::rust::Source;

/// The names that only one of the two sources has, where it gives them to something.
#[derive(Default)]
pub(super) struct Renames<'s> {
    original: BTreeSet<&'s str>,
    solution: BTreeSet<&'s str>,
}

impl<'s> Renames<'s> {
    pub(super) fn between(original: &'s Source, solution: &'s Source) -> Self {
        let only = |source: &'s Source, other: &Source| {
            let known: BTreeSet<&str> = other.all().map(|at| other.word(at)).collect();
            let mut names = names_given(source);
            names.retain(|name| !known.contains(name));
            names
        };
        Self {
            original: only(original, solution),
            solution: only(solution, original),
        }
    }

    /// Whether words of the original are those of the solution but for such names.
    pub(super) fn are_same(&self, original: &[&str], solution: &[&str]) -> bool {
        let is_same = |(a, b): (&&str, &&str)| {
            a == b || (self.original.contains(a) && self.solution.contains(b))
        };
        original.len() == solution.len() && original.iter().zip(solution).all(is_same)
    }
}

/// Whether a word gives a name to an item.
pub(super) fn defines_item(word: &str) -> bool {
    matches!(
        word,
        "fn" | "const" | "static" | "struct" | "enum" | "trait" | "type" | "mod" | "union"
    )
}

/// What is defined or bound.
fn names_given(source: &Source) -> BTreeSet<&str> {
    let given = source.all().filter_map(|at| {
        let is_let = source.word(at) == "let";
        let is_mutable = is_let && source.word(at + 1) == "mut";
        let name = at + 1 + usize::from(is_mutable);
        let gives = is_let || defines_item(source.word(at));
        (gives && source.is_identifier(name)).then(|| source.word(name))
    });
    given.collect()
}
