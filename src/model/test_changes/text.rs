//! What telling tests from the rest asks of a source's tokens.

use std::ops::Range;

use crate::model::items::{Item, inner_attributes, items};
use crate::model::token_text::TokenText;

pub(super) type Text<'a> = TokenText<'a>;

/// An item and which tokens of the text it is.
pub(super) struct Placed<'a> {
    pub(super) item: Item<'a>,
    /// Without attributes of the whole file or module.
    pub(super) tokens: Range<usize>,
    /// How many of these are attributes.
    pub(super) attributes: usize,
}

impl<'a> Text<'a> {
    /// The items in a range of tokens.
    pub(super) fn items(&self, range: Range<usize>) -> Vec<Placed<'a>> {
        let inside = self.tokens.get(range.clone()).unwrap_or_default();
        let placed = |mut item: Item<'a>| {
            let begin = range.start + item.begin;
            let end = begin + item.attributes.len() + item.tokens.len();
            let inner = inner_attributes(&item.attributes);
            item.attributes.drain(..inner);
            Placed {
                tokens: begin + inner..end,
                attributes: item.attributes.len(),
                item,
            }
        };
        items(inside).into_iter().map(placed).collect()
    }

    /// Where the line of a byte begins, if there is nothing but space before it.
    pub(super) fn line_begin(&self, byte: usize) -> Option<usize> {
        let before = self.source.get(..byte)?;
        let line = before.rfind('\n').map_or(0, |at| at + 1);
        before[line..].trim().is_empty().then_some(line)
    }

    /// The end of what stands behind a byte on its line, if that is nothing but a comment.
    pub(super) fn comment_end(&self, byte: usize) -> usize {
        let behind = self.source.get(byte..).unwrap_or_default();
        let line = behind.split('\n').next().unwrap_or_default().trim_end();
        match line.trim_start().starts_with("//") {
            true => byte + line.len(),
            false => byte,
        }
    }

    /// Where the comments that stand right above a line begin.
    pub(super) fn comments_begin(&self, line: usize) -> usize {
        let mut begin = line;
        while let Some(above) = self.source.get(..begin.saturating_sub(1)) {
            let start = above.rfind('\n').map_or(0, |at| at + 1);
            if begin == 0 || !above[start..].trim_start().starts_with("//") {
                break;
            }
            begin = start;
        }
        begin
    }

    /// The line, from 1, and the text of a bracket that nothing closes or opens.
    pub(super) fn bracket_without_partner(&self) -> Option<(usize, &'a str)> {
        let mut open: Vec<usize> = Vec::new();
        for (at, token) in self.tokens.iter().enumerate() {
            let partner = match *token {
                "{" | "(" | "[" => {
                    open.push(at);
                    continue;
                }
                "}" => "{",
                ")" => "(",
                "]" => "[",
                _ => continue,
            };
            match open.pop() {
                Some(opening) if self.tokens[opening] == partner => {}
                // The inner one of the two is the likely culprit.
                Some(opening) => return Some(self.with_line(opening)),
                None => return Some(self.with_line(at)),
            }
        }
        open.pop().map(|opening| self.with_line(opening))
    }

    fn with_line(&self, token: usize) -> (usize, &'a str) {
        let before = self.source.get(..self.begin(token)).unwrap_or_default();
        (before.matches('\n').count() + 1, self.tokens[token])
    }
}

impl<'a> Placed<'a> {
    /// The tokens between a module's braces.
    pub(super) fn module_body(&self) -> Option<Range<usize>> {
        let length = self.item.module_body()?.len();
        let end = self.tokens.end - 1;
        Some(end - length..end)
    }

    /// The tokens of its attributes.
    pub(super) fn attribute_tokens(&self) -> Range<usize> {
        self.tokens.start..self.tokens.start + self.attributes
    }

    /// What an item of another file must have in common with it to be the same, changed.
    pub(super) fn kind_and_name(&self) -> (&'a str, &'a str) {
        let kinds = [
            "fn", "mod", "struct", "enum", "trait", "const", "static", "type", "use", "impl",
        ];
        let mut tokens = self.item.tokens.iter();
        let kind = tokens.find(|token| kinds.contains(token));
        (kind.copied().unwrap_or_default(), self.item.name())
    }

    /// Whether nothing that doesn't belong there stands before its keyword, as it does where
    /// the item before has no end.
    pub(super) fn has_clean_head(&self) -> bool {
        let (kind, _) = self.kind_and_name();
        let head = self.item.tokens.iter().take_while(|token| **token != kind);
        let mut words = head.filter(|token| !token.starts_with('"'));
        words.all(|token| {
            let known = [
                "pub", "(", ")", "crate", "super", "in", "self", "async", "unsafe", "extern",
                "const",
            ];
            known.contains(token)
        })
    }
}

/// A text with line ends as another text has them.
pub(super) fn with_line_ends_of(other: &str, text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    match other.contains("\r\n") {
        true => text.replace('\n', "\r\n"),
        false => text,
    }
}
