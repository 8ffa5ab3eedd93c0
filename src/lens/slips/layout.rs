//! Whether brackets and indentation agree, and where they first don't.

use std::ops::Range;

use crate::rust::{Delimiter, Source, TokenKind};

/// How wide a tab counts. Only texts that mix tabs and spaces depend on it.
const TAB: usize = 4;

/// The first place at which brackets, or braces and indentation, contradict each other. All of
/// these are numbers of tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Conflict {
    /// A `{` whose block should have ended before this token; all tokens if that's the end.
    UnclosedBlock { open: usize, before: usize },
    /// A bracket that should have been closed before this token.
    Unclosed { open: usize, before: usize },
    /// A bracket that closes nothing.
    Unopened { close: usize },
    /// A bracket that is closed by one of another kind.
    Mismatch { open: usize, close: usize },
}

/// A bracket that is open, and how far its statement and its line are indented.
struct Opener {
    token: usize,
    delimiter: Delimiter,
    line: usize,
    /// Whether nothing is behind it on its line.
    is_last: bool,
    least: usize,
    most: usize,
}

/// The first conflict. Without `indentation`, only brackets are compared with each other.
pub(super) fn conflict(source: &Source, indentation: bool) -> Option<Conflict> {
    let mut open: Vec<Opener> = Vec::new();
    let mut last_line = 0;
    for at in source.all() {
        let line = source.line_of(source.begin(at));
        let is_first = line > last_line;
        last_line = source.line_of(source.end_before(at + 1).saturating_sub(1));
        let top = open.last().filter(|top| indentation && top.line < line);
        let conflict = match top {
            Some(top) if is_first => conflict_of_line(source, top, at, line),
            // A block that goes over several lines ends at the beginning of one.
            Some(top) if top.is_last && source.word(at) == "}" => {
                Some(Conflict::Unopened { close: at })
            }
            _ => None,
        };
        if conflict.is_some() {
            return conflict;
        }
        match source.kind(at) {
            Some(TokenKind::Open(delimiter)) => open.push(opener(source, at, delimiter)),
            Some(TokenKind::Close(delimiter)) => match open.pop() {
                None => return Some(Conflict::Unopened { close: at }),
                Some(top) if top.delimiter == delimiter => {}
                Some(top) => return Some(mismatch(&top, &open, at, delimiter)),
            },
            _ => {}
        }
    }
    let top = open.pop()?;
    let before = source.tokens().len();
    let open = top.token;
    Some(if top.delimiter == Delimiter::Brace {
        Conflict::UnclosedBlock { open, before }
    } else {
        Conflict::Unclosed { open, before }
    })
}

/// What the first token of a line says about the block that it's in.
fn conflict_of_line(source: &Source, top: &Opener, at: usize, line: usize) -> Option<Conflict> {
    if top.delimiter != Delimiter::Brace {
        return None;
    }
    let indent = indentation(source, line);
    let ends_before = Conflict::UnclosedBlock {
        open: top.token,
        before: at,
    };
    match source.kind(at) {
        Some(TokenKind::Close(Delimiter::Brace)) if indent < top.least => Some(ends_before),
        Some(TokenKind::Close(Delimiter::Brace)) if indent > top.most => {
            Some(Conflict::Unopened { close: at })
        }
        Some(TokenKind::Close(_)) => None,
        // Whoever lost the `}` of `} else` may have left its blank.
        _ if source.word(at) == "else" => (indent <= top.least + 1).then_some(ends_before),
        _ => (indent <= top.least).then_some(ends_before),
    }
}

fn mismatch(top: &Opener, below: &[Opener], close: usize, delimiter: Delimiter) -> Conflict {
    let closes_one_below = below.iter().any(|open| open.delimiter == delimiter);
    let open = top.token;
    match (top.delimiter, delimiter) {
        (Delimiter::Brace, _) if !closes_one_below => Conflict::Unopened { close },
        (Delimiter::Brace, _) => Conflict::UnclosedBlock {
            open,
            before: close,
        },
        (_, Delimiter::Brace) => Conflict::Unclosed {
            open,
            before: close,
        },
        _ => Conflict::Mismatch { open, close },
    }
}

fn opener(source: &Source, token: usize, delimiter: Delimiter) -> Opener {
    let line = source.line_of(source.begin(token));
    let head = source.line_of(source.begin(head(source, token)));
    let (own, of_head) = (indentation(source, line), indentation(source, head));
    Opener {
        token,
        delimiter,
        line,
        is_last: token + 1 == tokens_of_line(source, line).end,
        least: own.min(of_head),
        most: own.max(of_head),
    }
}

/// The token at which what leads to a `{` begins: the statement, the item, the argument.
fn head(source: &Source, open: usize) -> usize {
    let mut at = open;
    while let Some(before) = at.checked_sub(1) {
        match source.kind(before) {
            Some(TokenKind::Open(_) | TokenKind::Close(Delimiter::Brace)) => break,
            Some(TokenKind::Punct(';' | ',')) => break,
            Some(TokenKind::Close(_)) => match source.partner(before) {
                Some(partner) => at = partner,
                None => break,
            },
            _ => at = before,
        }
    }
    at
}

/// How far a line is indented.
pub(super) fn indentation(source: &Source, line: usize) -> usize {
    let text = &source.text()[source.line(line)];
    let blanks = text.chars().take_while(|c| c.is_whitespace());
    blanks.map(|c| if c == '\t' { TAB } else { 1 }).sum()
}

/// The blanks at a line's beginning, as they are.
pub(super) fn blanks(source: &Source, line: usize) -> &str {
    let text = &source.text()[source.line(line)];
    let end = text.find(|c: char| !c.is_whitespace() || c == '\n');
    &text[..end.unwrap_or(0)]
}

/// The byte behind a line's last character that is no blank, comments included.
pub(super) fn line_end(source: &Source, line: usize) -> usize {
    let bytes = source.line(line);
    bytes.start + source.text()[bytes].trim_end().len()
}

/// Where a token is missing behind the last one of a line, for a sentence: a comment may follow.
pub(super) fn behind_last_token(source: &Source, byte: usize) -> String {
    let line = source.line_of(byte);
    if line_end(source, line) > byte {
        format!("on line {line}, before the comment")
    } else {
        format!("at the end of line {line}")
    }
}

/// The tokens that begin on a line.
pub(super) fn tokens_of_line(source: &Source, line: usize) -> Range<usize> {
    let bytes = source.line(line);
    source.token_at(bytes.start)..source.token_at(bytes.end)
}
