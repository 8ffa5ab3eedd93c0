//! How deeply a text is nested, told before anything recursive reads it.

use super::lexer::{Delimiter, TokenKind};
use super::source::Source;

/// How deep a text may be that is handed to the parser.
pub(super) const LIMIT: usize = 500;

/// An open bracket.
#[derive(Default)]
struct Level {
    /// How many things may be nested here without brackets: `!!!x`, `a = b = c`, `a + b + c`.
    chain: usize,
    /// Whether a comma may be inside of something here: `A<B, A<B, ...`, `|a, b| |a, b| ...`.
    has_open_list: bool,
}

/// The byte at which a text is nested too deeply, counting generously: brackets, and between
/// them whatever a parser may recurse on.
pub(super) fn too_deep(source: &Source) -> Option<usize> {
    let mut levels = vec![Level::default()];
    // The sum of all chains.
    let mut chained = 0;
    let tokens = source.tokens().iter().enumerate();
    for (at, token) in tokens {
        let Some(level) = levels.last_mut() else {
            break;
        };
        match token.kind {
            TokenKind::Open(_) => {
                level.chain += 1;
                chained += 1;
                levels.push(Level::default());
            }
            TokenKind::Close(delimiter) => {
                if levels.len() > 1 {
                    chained -= levels.pop().map_or(0, |level| level.chain);
                }
                if delimiter == Delimiter::Brace && begins_anew(source, at + 1) {
                    chained -= restart(levels.last_mut());
                }
            }
            TokenKind::Punct(';') => chained -= restart(Some(level)),
            TokenKind::Punct(',') if !level.has_open_list => chained -= restart(Some(level)),
            TokenKind::Punct(',' | '#' | '$' | '~') => {}
            // The second half of `::`.
            TokenKind::Punct(':') if at > 0 && source.word(at - 1) == ":" => {}
            TokenKind::Punct(mark) => {
                level.has_open_list |= matches!(mark, '<' | '|');
                level.chain += 1;
                chained += 1;
            }
            TokenKind::Ident if is_nesting_word(source.word(at)) => {
                level.chain += 1;
                chained += 1;
            }
            _ => {}
        }
        if chained + levels.len() > LIMIT {
            return Some(token.bytes.start);
        }
    }
    None
}

/// Ends the chain of a level, and says how long it was.
fn restart(level: Option<&mut Level>) -> usize {
    level.map(std::mem::take).map_or(0, |level| level.chain)
}

/// Whether what comes behind a closing brace can't go on with what is before it.
fn begins_anew(source: &Source, token: usize) -> bool {
    let is_word = matches!(
        source.kind(token),
        Some(TokenKind::Ident | TokenKind::RawIdent)
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
