//! Tokens and comments of a text. Where they begin and end is rustc's own lexer's word
//! (`ra-ap-rustc_lexer`); the few splits that depend on the edition are those of rustc's parser
//! (`compiler/rustc_parse/src/lexer/mod.rs`).

use std::ops::Range;

use ra_ap_rustc_lexer::{self as rustc_lexer, FrontmatterAllowed};

/// An edition of the language, as far as tokens depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Edition {
    /// 2015 and 2018: any word may stand right before a literal.
    Before2021,
    /// 2021: such words are reserved, and `c"..."` is a literal.
    E2021,
    /// 2024 and later: `#"` and `##` are reserved too.
    #[default]
    E2024,
}

impl Edition {
    /// The edition with this name, as in `Cargo.toml` or behind `--edition`.
    pub fn named(name: &str) -> Self {
        match name {
            "2015" | "2018" => Self::Before2021,
            "2021" => Self::E2021,
            _ => Self::E2024,
        }
    }
}

/// A token: what is neither space nor comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Its bytes in the text.
    pub bytes: Range<usize>,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// An identifier or a keyword.
    Ident,
    /// An identifier such as `r#type`.
    RawIdent,
    /// `'a`, also `'r#a`.
    Lifetime,
    /// A literal with its suffix.
    Literal(LiteralKind),
    /// One character of punctuation.
    Punct(char),
    /// An opening bracket.
    Open(Delimiter),
    /// A closing bracket.
    Close(Delimiter),
    /// What rustc's lexer rejects: a foreign character, a reserved prefix, a literal that
    /// doesn't end.
    Invalid,
}

/// What a literal is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LiteralKind {
    /// `1`, `0xff_u8`.
    Integer,
    /// `1.5`, `1e3`.
    Float,
    /// `'a'`.
    Char,
    /// `b'a'`.
    Byte,
    /// `"..."`, raw or not.
    Str,
    /// `b"..."`, raw or not.
    ByteStr,
    /// `c"..."`, raw or not.
    CStr,
}

/// A pair of brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delimiter {
    /// `( )`
    Parenthesis,
    /// `[ ]`
    Bracket,
    /// `{ }`
    Brace,
}

/// A comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// Its bytes in the text, without the line's end.
    pub bytes: Range<usize>,
    /// Whether it is one of `// ...`, documentation included.
    pub is_line: bool,
    /// Whether it is documentation of what is below or around it: `///`, `//!`, `/** */`.
    pub is_doc: bool,
}

/// What a text is made of, in order.
#[derive(Debug, Default)]
pub(super) struct Lexed {
    pub(super) tokens: Vec<Token>,
    pub(super) comments: Vec<Comment>,
}

/// How many bytes at the beginning of a file the compiler leaves out: the mark of its encoding,
/// and a first line for the shell.
pub(super) fn head_length(text: &str) -> usize {
    let mark = if text.starts_with('\u{feff}') { 3 } else { 0 };
    mark + rustc_lexer::strip_shebang(&text[mark..]).unwrap_or(0)
}

/// Cuts a text behind its first `head` bytes into tokens and comments.
pub(super) fn lex(text: &str, head: usize, edition: Edition) -> Lexed {
    let mut lexed = Lexed::default();
    let mut at = head;
    let mut frontmatter = FrontmatterAllowed::Yes;
    // A new cursor where a token is cut shorter than the lexer took it.
    while at < text.len() {
        let mut cursor = rustc_lexer::Cursor::new(&text[at..], frontmatter);
        frontmatter = FrontmatterAllowed::No;
        loop {
            let token = cursor.advance_token();
            if token.kind == rustc_lexer::TokenKind::Eof {
                return lexed;
            }
            let length = token.len as usize;
            let kept = kept_length(&text[at..at + length], &token.kind, edition);
            lexed.push(&token.kind, at..at + kept, kept < length, edition);
            at += kept;
            if kept < length {
                break;
            }
        }
    }
    lexed
}

/// How much of a token is one in an edition older than what the lexer knows.
fn kept_length(text: &str, kind: &rustc_lexer::TokenKind, edition: Edition) -> usize {
    use ra_ap_rustc_lexer::{LiteralKind as L, TokenKind as K};
    match kind {
        K::Literal {
            kind: L::CStr { .. },
            ..
        } if edition < Edition::E2021 => 1,
        K::Literal {
            kind: L::RawCStr { .. },
            ..
        } if edition < Edition::E2021 => 2,
        K::RawLifetime if edition < Edition::E2021 => "'r".len(),
        K::GuardedStrPrefix if edition < Edition::E2024 => 1,
        _ => text.len(),
    }
}

impl Lexed {
    fn push(
        &mut self,
        kind: &rustc_lexer::TokenKind,
        bytes: Range<usize>,
        is_cut: bool,
        edition: Edition,
    ) {
        use ra_ap_rustc_lexer::TokenKind as K;
        let comment = |is_line, is_doc, bytes| Comment {
            bytes,
            is_line,
            is_doc,
        };
        match kind {
            K::Whitespace | K::Frontmatter { .. } | K::Eof => {}
            K::LineComment { doc_style } => {
                self.comments
                    .push(comment(true, doc_style.is_some(), bytes));
            }
            K::BlockComment { doc_style, .. } => {
                self.comments
                    .push(comment(false, doc_style.is_some(), bytes));
            }
            kind => {
                let kind = token_kind(kind, is_cut, edition);
                self.tokens.push(Token { kind, bytes });
            }
        }
    }
}

fn token_kind(kind: &rustc_lexer::TokenKind, is_cut: bool, edition: Edition) -> TokenKind {
    use ra_ap_rustc_lexer::TokenKind as K;
    match kind {
        // `c` before a string, where that is no literal of its own.
        K::Literal { .. } if is_cut => TokenKind::Ident,
        K::Literal { kind, .. } => {
            literal_kind(kind).map_or(TokenKind::Invalid, TokenKind::Literal)
        }
        K::Ident => TokenKind::Ident,
        K::UnknownPrefix if edition < Edition::E2021 => TokenKind::Ident,
        K::RawIdent => TokenKind::RawIdent,
        K::RawLifetime
        | K::Lifetime {
            starts_with_number: false,
        } => TokenKind::Lifetime,
        K::UnknownPrefixLifetime if edition < Edition::E2021 => TokenKind::Lifetime,
        K::GuardedStrPrefix if is_cut => TokenKind::Punct('#'),
        kind => bracket(kind)
            .or_else(|| punctuation(kind))
            .unwrap_or(TokenKind::Invalid),
    }
}

fn literal_kind(kind: &rustc_lexer::LiteralKind) -> Option<LiteralKind> {
    use ra_ap_rustc_lexer::LiteralKind as L;
    Some(match kind {
        L::Int { .. } => LiteralKind::Integer,
        L::Float { .. } => LiteralKind::Float,
        L::Char { terminated: true } => LiteralKind::Char,
        L::Byte { terminated: true } => LiteralKind::Byte,
        L::Str { terminated: true } | L::RawStr { n_hashes: Some(_) } => LiteralKind::Str,
        L::ByteStr { terminated: true } | L::RawByteStr { n_hashes: Some(_) } => {
            LiteralKind::ByteStr
        }
        L::CStr { terminated: true } | L::RawCStr { n_hashes: Some(_) } => LiteralKind::CStr,
        _ => return None,
    })
}

fn bracket(kind: &rustc_lexer::TokenKind) -> Option<TokenKind> {
    use ra_ap_rustc_lexer::TokenKind as K;
    Some(match kind {
        K::OpenParen => TokenKind::Open(Delimiter::Parenthesis),
        K::CloseParen => TokenKind::Close(Delimiter::Parenthesis),
        K::OpenBrace => TokenKind::Open(Delimiter::Brace),
        K::CloseBrace => TokenKind::Close(Delimiter::Brace),
        K::OpenBracket => TokenKind::Open(Delimiter::Bracket),
        K::CloseBracket => TokenKind::Close(Delimiter::Bracket),
        _ => return None,
    })
}

fn punctuation(kind: &rustc_lexer::TokenKind) -> Option<TokenKind> {
    use ra_ap_rustc_lexer::TokenKind as K;
    Some(TokenKind::Punct(match kind {
        K::Semi => ';',
        K::Comma => ',',
        K::Dot => '.',
        K::At => '@',
        K::Pound => '#',
        K::Tilde => '~',
        K::Question => '?',
        K::Colon => ':',
        K::Dollar => '$',
        K::Eq => '=',
        K::Bang => '!',
        K::Lt => '<',
        K::Gt => '>',
        K::Minus => '-',
        K::And => '&',
        K::Or => '|',
        K::Plus => '+',
        K::Star => '*',
        K::Slash => '/',
        K::Caret => '^',
        K::Percent => '%',
        _ => return None,
    }))
}
