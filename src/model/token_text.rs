//! A source with its tokens and their places. What a room asks of it beyond that, it adds itself.

use std::ops::Range;

use crate::model::source;

/// A source and its tokens; comments and space are none.
pub struct TokenText<'a> {
    /// The source itself.
    pub source: &'a str,
    /// Its tokens, in order.
    pub tokens: Vec<&'a str>,
    /// The byte at which each begins.
    begins: Vec<usize>,
}

impl<'a> TokenText<'a> {
    /// With all tokens.
    pub fn of(source: &'a str) -> Self {
        let places = source::tokens_with_places(source);
        let (begins, tokens) = places.into_iter().unzip();
        Self {
            source,
            tokens,
            begins,
        }
    }

    /// Without the commas that end a list, as a formatter may add and remove them.
    pub fn without_last_commas(source: &'a str) -> Self {
        let (mut tokens, mut begins) = (Vec::<&str>::new(), Vec::new());
        for (begin, token) in source::tokens_with_places(source) {
            if matches!(token, ")" | "]" | "}") && tokens.last() == Some(&",") {
                tokens.pop();
                begins.pop();
            }
            tokens.push(token);
            begins.push(begin);
        }
        Self {
            source,
            tokens,
            begins,
        }
    }

    /// The byte at which a token begins, or the end of the source.
    pub fn begin(&self, token: usize) -> usize {
        self.begins.get(token).copied().unwrap_or(self.source.len())
    }

    /// The byte behind the token before this one.
    pub fn end_before(&self, token: usize) -> usize {
        let last = token.checked_sub(1);
        let end = last.and_then(|last| Some(self.begins.get(last)? + self.tokens.get(last)?.len()));
        end.unwrap_or(0)
    }

    /// The bytes from the first token of a range to the end of its last.
    pub fn bytes(&self, tokens: &Range<usize>) -> Range<usize> {
        let begin = self.begin(tokens.start);
        begin..self.end_before(tokens.end).max(begin)
    }

    /// The text of these bytes.
    pub fn slice(&self, bytes: Range<usize>) -> &'a str {
        self.source.get(bytes).unwrap_or_default()
    }
}
