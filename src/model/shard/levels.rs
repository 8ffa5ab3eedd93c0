//! Levels of lints that a file sets for itself: they move to its module.

use super::blocks::blanked;
use crate::model::source;

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

/// How many tokens set levels of lints for the whole file, at its head, and can do the same
/// for a module. Allowing does so with every lint: no more is silent then than before.
pub(super) fn levels_length(tokens: &[&str]) -> usize {
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
    // Comments between them go too, which nobody reads here.
    let rest = blanked(source, first, last);
    Some((levels.concat(), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
