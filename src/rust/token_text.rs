//! A text and its tokens: lines, words, brackets.

use std::ops::Range;

use super::lexer::{self, Comment, Delimiter, Edition, Token, TokenKind, TokenLists};
use super::lines::Lines;

/// A text with its tokens. Ranges of tokens count from 0; comments are no tokens.
#[derive(Debug, Clone)]
pub struct TokenText {
    text: String,
    edition: Edition,
    head: usize,
    tokens: Vec<Token>,
    comments: Vec<Comment>,
    partners: Vec<Option<usize>>,
    depths: Vec<usize>,
    lines: Lines,
}

impl TokenText {
    /// Cuts a text of this edition into tokens.
    pub fn new(text: String, edition: Edition) -> Self {
        let head = lexer::head_length(&text);
        let TokenLists { tokens, comments } = lexer::lex(&text, head, edition);
        Self {
            depths: depths(&tokens),
            partners: partners(&tokens),
            lines: Lines::new(&text),
            head,
            tokens,
            comments,
            edition,
            text,
        }
    }

    /// The text itself.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The edition that it was read with.
    pub fn edition(&self) -> Edition {
        self.edition
    }

    /// Whether its first line is for the shell: `#!/usr/bin/env run-cargo-script`.
    pub fn has_shebang(&self) -> bool {
        self.text.trim_start_matches('\u{feff}').starts_with("#!") && self.head > "\u{feff}".len()
    }

    /// How many bytes at its beginning the compiler leaves out: the mark of the encoding, and a
    /// line for the shell.
    pub fn head_length(&self) -> usize {
        self.head
    }

    /// Its tokens, in order.
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// Its comments, in order.
    pub fn comments(&self) -> &[Comment] {
        &self.comments
    }

    /// All of its tokens, as a range.
    pub fn all(&self) -> Range<usize> {
        0..self.tokens.len()
    }

    /// The text of a token; empty behind the last.
    pub fn word(&self, token: usize) -> &str {
        let bytes = self.tokens.get(token).map(|token| token.bytes.clone());
        bytes.map_or("", |bytes| &self.text[bytes])
    }

    /// The texts of the tokens in a range, as far as there are any.
    pub fn words(&self, tokens: &Range<usize>) -> Vec<&str> {
        let end = tokens.end.min(self.tokens.len());
        (tokens.start.min(end)..end)
            .map(|at| self.word(at))
            .collect()
    }

    /// The text of a token, an identifier without `r#`; empty behind the last.
    pub fn name(&self, token: usize) -> &str {
        let word = self.word(token);
        word.strip_prefix("r#")
            .filter(|_| self.is_identifier(token))
            .unwrap_or(word)
    }

    /// The texts of the tokens in a range, identifiers without `r#`.
    pub fn plain_words(&self, tokens: &Range<usize>) -> Vec<&str> {
        let end = tokens.end.min(self.tokens.len());
        (tokens.start.min(end)..end)
            .map(|at| self.name(at))
            .collect()
    }

    /// Whether an identifier or keyword of this name is anywhere in it.
    pub fn has_name(&self, name: &str) -> bool {
        let mut tokens = self.all();
        tokens.any(|at| self.is_identifier(at) && self.name(at) == name)
    }

    /// Whether a token is an identifier or a keyword.
    pub fn is_identifier(&self, token: usize) -> bool {
        matches!(
            self.kind(token),
            Some(TokenKind::Ident | TokenKind::RawIdent)
        )
    }

    /// Whether the tokens from this one on begin with these texts.
    pub fn starts_with(&self, token: usize, words: &[&str]) -> bool {
        let mut words = words.iter().enumerate();
        words.all(|(ahead, word)| self.word(token + ahead) == *word)
    }

    /// The kind of a token, if there is one.
    pub fn kind(&self, token: usize) -> Option<TokenKind> {
        self.tokens.get(token).map(|token| token.kind)
    }

    /// The bytes from the first token of a range to the end of its last; nothing, before the
    /// next token, for an empty one.
    pub fn bytes(&self, tokens: &Range<usize>) -> Range<usize> {
        let begin = self.begin(tokens.start);
        begin..self.end_before(tokens.end).max(begin)
    }

    /// The text from the first token of a range to its last, comments and all.
    pub fn text_of(&self, tokens: &Range<usize>) -> &str {
        &self.text[self.bytes(tokens)]
    }

    /// The byte at which a token begins, or the end of the text.
    pub fn begin(&self, token: usize) -> usize {
        let token = self.tokens.get(token);
        token.map_or(self.text.len(), |token| token.bytes.start)
    }

    /// The byte behind the token before this one, or the beginning of the text.
    pub fn end_before(&self, token: usize) -> usize {
        let before = token.min(self.tokens.len()).checked_sub(1);
        before.map_or(0, |before| self.tokens[before].bytes.end)
    }

    /// The first token that begins at this byte or behind it.
    pub fn token_at(&self, byte: usize) -> usize {
        self.tokens
            .partition_point(|token| token.bytes.start < byte)
    }

    /// The bracket that closes or opens this one. A bracket that nothing closes has none.
    pub fn partner(&self, token: usize) -> Option<usize> {
        self.partners.get(token).copied().flatten()
    }

    /// How many brackets are open before a token.
    pub fn depth(&self, token: usize) -> usize {
        self.depths.get(token).copied().unwrap_or(0)
    }

    /// The tokens between an opening bracket and its partner.
    pub fn inside(&self, open: usize) -> Option<Range<usize>> {
        let close = self.partner(open).filter(|close| *close > open)?;
        Some(open + 1..close)
    }

    /// A bracket without a partner, if there is any: the one that is likely to be the culprit.
    pub fn unbalanced(&self) -> Option<usize> {
        unbalanced(&self.tokens)
    }

    /// The line that a byte is on, from 1.
    pub fn line_of(&self, byte: usize) -> usize {
        self.lines.line_of(byte)
    }

    /// The bytes of a line, from 1, with its end; empty if there is no such line.
    pub fn line(&self, line: usize) -> Range<usize> {
        self.lines.bytes(line, &self.text)
    }

    /// The line break that the text uses.
    pub fn line_break(&self) -> &'static str {
        if self.text.contains("\r\n") {
            "\r\n"
        } else {
            "\n"
        }
    }

    /// The byte at a place as the compiler counts: a line, from 1, and a character in it, from 1.
    pub fn byte_at(&self, line: usize, column: usize) -> Option<usize> {
        let bytes = self.line(line);
        let text = self.text.get(bytes.clone())?;
        // rustc takes a byte order mark away before it counts.
        let counted = text.strip_prefix('\u{feff}').unwrap_or(text);
        let begin = bytes.end - counted.len();
        let before = counted.chars().take(column.checked_sub(1)?);
        Some(begin + before.map(char::len_utf8).sum::<usize>())
    }

    /// How many lines there are. A text that ends with a line break has a last, empty line.
    pub fn line_count(&self) -> usize {
        self.lines.count()
    }
}

/// How many brackets are open before each token.
fn depths(tokens: &[Token]) -> Vec<usize> {
    let mut depth = 0_usize;
    let before = |token: &Token| {
        let before = depth;
        match token.kind {
            TokenKind::Open(_) => depth += 1,
            TokenKind::Close(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        before
    };
    tokens.iter().map(before).collect()
}

/// For each token, which one is its partner. A bracket that nothing closes ends with the pair
/// around it, and one that closes nothing is left out.
fn partners(tokens: &[Token]) -> Vec<Option<usize>> {
    let mut partners = vec![None; tokens.len()];
    let mut open: Vec<(usize, Delimiter)> = Vec::new();
    // How many of each kind are open, so that nobody searches in vain.
    let mut counts = [0_usize; 3];
    for (at, token) in tokens.iter().enumerate() {
        match token.kind {
            TokenKind::Open(delimiter) => {
                open.push((at, delimiter));
                counts[delimiter as usize] += 1;
            }
            TokenKind::Close(delimiter) if counts[delimiter as usize] > 0 => {
                while let Some((opening, opened)) = open.pop() {
                    counts[opened as usize] -= 1;
                    if opened == delimiter {
                        partners[at] = Some(opening);
                        partners[opening] = Some(at);
                        break;
                    }
                }
            }
            _ => {}
        }
    }
    partners
}

/// The first bracket that has no partner in a text whose brackets must be nested.
fn unbalanced(tokens: &[Token]) -> Option<usize> {
    let mut open = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match token.kind {
            TokenKind::Open(delimiter) => open.push((at, delimiter)),
            TokenKind::Close(delimiter) => match open.pop() {
                Some((_, opened)) if opened == delimiter => {}
                // The inner one of the two is the likely culprit.
                Some((opening, _)) => return Some(opening),
                None => return Some(at),
            },
            _ => {}
        }
    }
    open.pop().map(|(opening, _)| opening)
}

/// A text with spaces in the place of these bytes, so that everything else stays where it was.
pub fn blanked(text: &str, bytes: Range<usize>) -> String {
    let blank = |c: char| if "\r\n".contains(c) { c } else { ' ' };
    let blanks: String = text[bytes.clone()].chars().map(blank).collect();
    format!("{}{blanks}{}", &text[..bytes.start], &text[bytes.end..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> TokenText {
        TokenText::new(text.to_owned(), Edition::E2024)
    }

    #[test]
    fn lines_are_counted_from_one() {
        let source = text("a\r\né\n");
        assert_eq!(
            (source.line_count(), source.line_of(0), source.line_of(5)),
            (3, 1, 2)
        );
        assert_eq!(
            (source.line(2), source.line(3), source.line(9)),
            (3..6, 6..6, 6..6)
        );
        assert_eq!(source.text_of(&(0..2)), "a\r\né");
    }

    #[test]
    fn a_bracket_has_its_partner() {
        let source = text("( [ ) { } ]");
        let partners: Vec<_> = source.all().map(|at| source.partner(at)).collect();
        assert_eq!(partners, [Some(2), None, Some(0), Some(4), Some(3), None]);
        assert_eq!(source.unbalanced(), Some(1));
        assert_eq!(text("([])").unbalanced(), None);
        assert_eq!(text("a)").unbalanced(), Some(1));
    }

    /// With a search at each token these would take hours.
    #[test]
    fn long_texts_are_read_in_one_pass() {
        let unpaired = text(&("(".repeat(300_000) + &"]".repeat(300_000)));
        assert_eq!(
            (unpaired.tokens().len(), unpaired.partner(0)),
            (600_000, None)
        );
        assert!(text(&"#".repeat(600_000)).tokens().len() >= 300_000);
    }
}
