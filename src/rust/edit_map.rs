//! Where something in an edited text was before the edits.

use std::ops::Range;

use super::edit::TextEdit;

/// Leads from an edited text back to the text as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditMap {
    /// In the order of the text.
    pieces: Vec<Piece>,
}

/// A part of the text that an edit has made another, without what it only repeats.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Piece {
    was: Range<usize>,
    is: Range<usize>,
}

impl EditMap {
    /// The map of a text with edits that can be made.
    pub fn new(text: &str, edits: &[TextEdit]) -> Self {
        let mut order: Vec<&TextEdit> = edits.iter().collect();
        order.sort_by_key(|edit| (edit.bytes.start, edit.bytes.end));
        let (mut added, mut removed) = (0, 0);
        let piece = |edit: &TextEdit| {
            let old = text.get(edit.bytes.clone()).unwrap_or("");
            let (before, behind) = common_ends(old, &edit.text);
            let was = edit.bytes.start + before..edit.bytes.end - behind;
            let start = was.start + added - removed;
            let is = start..start + edit.text.len() - before - behind;
            added += edit.text.len();
            removed += old.len();
            Piece { was, is }
        };
        let pieces = order.into_iter().map(piece).collect();
        Self { pieces }
    }

    /// The bytes in the text as it was. An end that lies within new text becomes that end of
    /// what the new text replaces.
    pub fn original(&self, bytes: Range<usize>) -> Range<usize> {
        let start = self.start(bytes.start);
        start..self.end(bytes.end).max(start)
    }

    /// Whether these bytes of the edited text lie wholly within what one edit has put there.
    pub fn is_new(&self, bytes: &Range<usize>) -> bool {
        let mut pieces = self.pieces.iter();
        pieces.any(|piece| piece.is.start <= bytes.start && bytes.end <= piece.is.end)
    }

    /// Whether any of these bytes of the edited text is new.
    pub fn has_new(&self, bytes: &Range<usize>) -> bool {
        let mut pieces = self.pieces.iter();
        pieces.any(|piece| piece.is.start < bytes.end && bytes.start < piece.is.end)
    }

    /// Where the edited text has changed: for each edit, its byte there, and the bytes of what is
    /// new.
    pub fn changes(&self) -> impl Iterator<Item = (usize, Range<usize>)> {
        let pieces = self.pieces.iter();
        pieces.map(|piece| (piece.is.start, piece.is.clone()))
    }

    /// Whether any of these bytes of the text as it was has gone.
    pub fn is_gone(&self, bytes: &Range<usize>) -> bool {
        let mut pieces = self.pieces.iter();
        pieces.any(|piece| piece.was.start < bytes.end && bytes.start < piece.was.end)
    }

    fn start(&self, at: usize) -> usize {
        let mut last = Piece {
            was: 0..0,
            is: 0..0,
        };
        for piece in &self.pieces {
            if at < piece.is.start {
                break;
            }
            if at < piece.is.end {
                return piece.was.start;
            }
            last = piece.clone();
        }
        at - last.is.end + last.was.end
    }

    fn end(&self, at: usize) -> usize {
        let mut last = Piece {
            was: 0..0,
            is: 0..0,
        };
        for piece in &self.pieces {
            if at <= piece.is.start {
                break;
            }
            if at < piece.is.end {
                return piece.was.end;
            }
            last = piece.clone();
        }
        at - last.is.end + last.was.end
    }
}

/// How many bytes two texts have in common at their beginnings, and how many of the rest at
/// their ends.
fn common_ends(old: &str, new: &str) -> (usize, usize) {
    let same = |pair: &(char, char)| pair.0 == pair.1;
    let length = |pairs: &mut dyn Iterator<Item = (char, char)>| -> usize {
        pairs.take_while(same).map(|(c, _)| c.len_utf8()).sum()
    };
    let before = length(&mut old.chars().zip(new.chars()));
    let rest = old[before..].chars().rev().zip(new[before..].chars().rev());
    (before, length(&mut { rest }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rust::edit::apply;

    fn map(text: &str, edits: &[TextEdit]) -> (String, EditMap) {
        let edited = apply(text, edits).expect("edits that can be made");
        (edited, EditMap::new(text, edits))
    }

    /// What `name` in the edited text was.
    fn was<'t>(text: &'t str, edits: &[TextEdit], name: &str) -> &'t str {
        let (edited, map) = map(text, edits);
        let at = edited.find(name).expect("it is there");
        &text[map.original(at..at + name.len())]
    }

    #[test]
    fn what_was_not_edited_is_found_again() {
        let text = "take(é); take(b);";
        let edits = [
            TextEdit::insertion(5, "&"),
            TextEdit::replacement(10..14, "give_all"),
            TextEdit::deletion(15..16),
        ];
        assert_eq!(map(text, &edits).0, "take(&é); give_all();");
        for name in ["take", "é", ");", "(&é)", ";"] {
            assert_eq!(was(text, &edits, name), name.replace('&', ""), "{name}");
        }
        assert_eq!(was(text, &edits, "&é"), "é");
        assert_eq!(was(text, &edits, "give_all"), "take");
        assert_eq!(was(text, &edits, "give_all()"), "take(b)");
    }

    #[test]
    fn what_an_edit_only_repeats_is_not_new() {
        let text = "let a = b;";
        let edits = [TextEdit::replacement(8..9, "b.clone()")];
        assert_eq!(was(text, &edits, "b"), "b");
        let (edited, map) = map(text, &edits);
        let at = edited.find("clone").expect("it is there");
        assert!(map.is_new(&(at..at + 5)) && !map.is_new(&(8..12)));
        assert!(!map.is_gone(&(8..9)));
        let moved = [TextEdit::deletion(0..4), TextEdit::insertion(10, "let ")];
        let map = EditMap::new(text, &moved);
        assert!(map.is_gone(&(3..5)) && !map.is_gone(&(4..5)) && map.is_new(&(6..9)));
    }

    proptest::proptest! {
        #[test]
        fn each_place_leads_into_the_text(
            text in "[abé\n]{0,12}", first in 0..12_usize, length in 0..5_usize, new in "[abé\n]{0,5}"
        ) {
            let edits = [TextEdit::replacement(first..first + length, new), TextEdit::insertion(0, "x")];
            if let Some(edited) = apply(&text, &edits) {
                let map = EditMap::new(&text, &edits);
                let (mut last_start, mut last_end) = (0, 0);
                for at in 0..=edited.len() {
                    let (start, end) = (map.start(at), map.end(at));
                    proptest::prop_assert!(last_start <= start && start <= text.len());
                    proptest::prop_assert!(last_end <= end && end <= text.len());
                    (last_start, last_end) = (start, end);
                }
            }
        }
    }
}
