//! Levels of lints that a file sets for itself: they move to its module.

use std::ops::Range;

use crate::rust::{Attribute, Source, blanked};

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

/// The tokens at a file's head that set levels of lints for the whole file, and can do the same
/// for a module. Allowing does so with every lint: no more is silent then than before.
pub(super) fn levels(source: &Source) -> Range<usize> {
    let items = source.items(source.all());
    let attributes = items.first().map_or(&[][..], |first| &first.inner);
    let works = |attribute: &&Attribute| works_in_module(source, attribute);
    let levels = attributes.iter().take_while(works);
    0..levels.last().map_or(0, |last| last.tokens.end)
}

/// Whether a module that begins with this attribute gets from it what a crate does.
fn works_in_module(source: &Source, attribute: &Attribute) -> bool {
    let words = source.words(&attribute.inside);
    let Some((&")", [_, "(", lints @ ..])) = words.split_last() else {
        return false;
    };
    let lints = lints.concat();
    let mut lints = lints.split(',').filter(|lint| !lint.is_empty());
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "_:".contains(c);
    match attribute.path.as_str() {
        "allow" => lints.all(|lint| lint.chars().all(is_plain)),
        "warn" | "deny" | "forbid" => lints.all(|lint| LOCAL_LINTS.contains(&lint)),
        _ => false,
    }
}

/// The levels of lints that a file sets at its head, as inner attributes in one line, and the
/// file without them; everything else stays in its place. `None` if it sets none.
pub fn split_levels(source: &Source) -> Option<(String, String)> {
    let levels = levels(source);
    if levels.is_empty() {
        return None;
    }
    // Comments between them go too, which nobody reads here.
    let rest = blanked(source.text(), source.bytes(&levels));
    Some((source.words(&levels).concat(), rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rust::Edition;

    #[test]
    fn levels_are_taken_from_the_head() {
        let text = "// é\n#![allow(clippy::x, // é\r\n  y)] #![deny(unused_mut)] fn main() {}\n";
        let source = |text| Source::new(text, Edition::E2024);
        let (levels, rest) = split_levels(&source(text)).unwrap();
        assert_eq!(levels, "#![allow(clippy::x,y)]#![deny(unused_mut)]");
        let blank = format!("// é\n{:24}\r\n{:27}fn main() {{}}\n", "", "");
        assert_eq!(rest.replace(' ', "."), blank.replace(' ', "."));
        assert_eq!(rest.chars().count(), text.chars().count());
        assert_eq!(split_levels(&source("fn main() {}")), None);
    }
}
