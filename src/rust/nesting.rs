//! How deeply a text is nested, told before anything recursive reads it.

use super::lexer::{Delimiter, TokenKind};
use super::token_text::TokenText;

/// How deep a text may be that is handed to the parser.
pub(super) const LIMIT: usize = 500;

/// An open bracket.
#[derive(Default)]
struct OpenBracket {
    /// How many things may be nested here without brackets: `!!!x`, `a = b = c`, `a + b + c`.
    chain: usize,
    /// How many `<` may be open, in which a comma ends nothing: `A<B, A<B, ...`.
    angles: usize,
    /// Whether the parameters of a closure may be open: `|a, b| |a, b| ...`.
    has_open_bar: bool,
}

impl OpenBracket {
    /// Whether a comma here ends whatever is nested.
    fn ends_at_comma(&self) -> bool {
        self.angles == 0 && !self.has_open_bar
    }
}

/// The byte at which a text is nested too deeply, counting generously: brackets, and between
/// them whatever a parser may recurse on.
pub(super) fn too_deep(source: &TokenText) -> Option<usize> {
    let mut levels = vec![OpenBracket::default()];
    // The sum of all chains.
    let mut chained = 0;
    for (at, token) in source.tokens().iter().enumerate() {
        let Some(level) = levels.last_mut() else {
            break;
        };
        match token.kind {
            TokenKind::Close(delimiter) => {
                if levels.len() > 1 {
                    chained -= levels.pop().map_or(0, |level| level.chain);
                }
                if delimiter == Delimiter::Brace && begins_anew(source, at + 1) {
                    chained -= restart(levels.last_mut());
                }
            }
            TokenKind::Punct(';') => chained -= restart(Some(level)),
            TokenKind::Punct(',') if level.ends_at_comma() => chained -= restart(Some(level)),
            _ if may_nest(source, at) => {
                level.chain += 1;
                chained += 1;
                follow_list(level, source, at);
                if matches!(token.kind, TokenKind::Open(_)) {
                    levels.push(OpenBracket::default());
                }
            }
            _ => {}
        }
        if chained + levels.len() > LIMIT {
            return Some(token.bytes.start);
        }
    }
    None
}

/// Whether something may be nested behind or around a token.
fn may_nest(source: &TokenText, at: usize) -> bool {
    match source.kind(at) {
        Some(TokenKind::Open(_)) => true,
        Some(TokenKind::Ident) => is_nesting_word(source.word(at)),
        Some(TokenKind::Punct(',' | '#' | '$' | '~')) => false,
        // Not the second half of `::`.
        Some(TokenKind::Punct(':')) => at == 0 || source.word(at - 1) != ":",
        Some(TokenKind::Punct(_)) => true,
        _ => false,
    }
}

/// Keeps in mind the lists that have no brackets of their own.
fn follow_list(level: &mut OpenBracket, source: &TokenText, at: usize) {
    let before = at.checked_sub(1);
    let before_word = before.map_or("", |before| source.word(before));
    match source.word(at) {
        "<" => level.angles += 1,
        ">" if !matches!(before_word, "-" | "=") => level.angles = level.angles.saturating_sub(1),
        "|" if level.has_open_bar => level.has_open_bar = false,
        "|" => level.has_open_bar = !before.is_some_and(|before| is_operand(source, before)),
        _ => {}
    }
}

/// Whether a token can end a value or pattern, so that a bar behind it begins no closure.
fn is_operand(source: &TokenText, token: usize) -> bool {
    match source.kind(token) {
        Some(TokenKind::Ident) => !is_nesting_word(source.word(token)),
        Some(TokenKind::RawIdent | TokenKind::Literal(_) | TokenKind::Close(_)) => true,
        _ => false,
    }
}

/// Ends the chain of a level, and says how long it was.
fn restart(level: Option<&mut OpenBracket>) -> usize {
    level.map(std::mem::take).map_or(0, |level| level.chain)
}

/// Whether what comes behind a closing brace can't go on with what is before it.
fn begins_anew(source: &TokenText, token: usize) -> bool {
    let is_word = matches!(
        source.kind(token),
        Some(TokenKind::Ident | TokenKind::RawIdent | TokenKind::Literal(_) | TokenKind::Lifetime)
    );
    let is_attribute = source.word(token) == "#";
    let goes_on = matches!(source.word(token), "else" | "as" | "in" | "if" | "where");
    (is_word && !goes_on) || is_attribute
}

/// Words that something is nested behind without brackets.
fn is_nesting_word(word: &str) -> bool {
    matches!(
        word,
        "else"
            | "as"
            | "if"
            | "match"
            | "while"
            | "for"
            | "in"
            | "return"
            | "break"
            | "yield"
            | "let"
            | "move"
            | "async"
            | "static"
            | "const"
            | "unsafe"
            | "loop"
            | "try"
            | "dyn"
            | "impl"
            | "fn"
            | "mut"
            | "ref"
            | "box"
            | "become"
            | "where"
    )
}
