//! Changes to a text, as values.

use std::ops::Range;

/// One change: these bytes go, and the text comes in their place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextEdit {
    /// The bytes that go, in the text as it was. Empty for an insertion.
    pub bytes: Range<usize>,
    /// What comes instead. Empty for a deletion.
    pub text: String,
}

impl TextEdit {
    /// Puts a text before the byte `at`.
    pub fn insertion(at: usize, text: impl Into<String>) -> Self {
        Self::replacement(at..at, text)
    }

    /// Puts a text in the place of these bytes.
    pub fn replacement(bytes: Range<usize>, text: impl Into<String>) -> Self {
        let text = text.into();
        Self { bytes, text }
    }

    /// Takes these bytes away.
    pub fn deletion(bytes: Range<usize>) -> Self {
        Self::replacement(bytes, "")
    }
}

/// The text with all changes made. Insertions at the same byte keep their order. `None` if two
/// changes overlap, if one lies outside the text, or if it would split a character.
pub fn apply(text: &str, edits: &[TextEdit]) -> Option<String> {
    let mut order: Vec<&TextEdit> = edits.iter().collect();
    order.sort_by_key(|edit| (edit.bytes.start, edit.bytes.end));
    let mut changed = String::with_capacity(text.len());
    let mut copied = 0;
    for edit in order {
        changed.push_str(text.get(copied..edit.bytes.start)?);
        text.get(edit.bytes.clone())?;
        changed.push_str(&edit.text);
        copied = edit.bytes.end;
    }
    changed.push_str(text.get(copied..)?);
    Some(changed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_applied_in_any_order() {
        let edits = [
            TextEdit::deletion(4..6),
            TextEdit::insertion(0, "<"),
            TextEdit::insertion(0, "("),
            TextEdit::replacement(2..3, "zz"),
        ];
        assert_eq!(apply("abcdefg", &edits).as_deref(), Some("<(abzzdg"));
    }

    #[test]
    fn edits_that_cannot_be_made_are_none() {
        let two = [TextEdit::deletion(0..3), TextEdit::deletion(2..4)];
        assert_eq!(apply("abcdef", &two), None);
        assert_eq!(apply("é", &[TextEdit::insertion(1, "x")]), None);
        assert_eq!(apply("a", &[TextEdit::insertion(2, "x")]), None);
        #[expect(clippy::reversed_empty_ranges, reason = "that's what is tested")]
        let backwards = TextEdit::deletion(2..1);
        assert_eq!(apply("abc", &[backwards]), None);
    }
}
