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
    /// Whether Rust has an edition of this name, or may have one day: there's one every three years.
    pub fn is_name(name: &str) -> bool {
        let year = name.parse::<u16>().ok().filter(|_| name.len() == 4);
        let is_new = |year: u16| year > 2024 && year < 2100 && (year - 2024).is_multiple_of(3);
        ["2015", "2018", "2021", "2024"].contains(&name) || year.is_some_and(is_new)
    }

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
pub(super) struct TokenLists {
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
pub(super) fn lex(text: &str, head: usize, edition: Edition) -> TokenLists {
    let mut lexed = TokenLists::default();
    let mut at = head;
    let mut frontmatter = FrontmatterAllowed::Yes;
    let mut hashes = Hashes::default();
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
            let kept = match token.kind {
                rustc_lexer::TokenKind::GuardedStrPrefix if !hashes.end_before_quote(text, at) => {
                    if edition < Edition::E2024 {
                        1
                    } else {
                        length
                    }
                }
                _ => kept_length(&text[at..], length, &token.kind, edition),
            };
            lexed.push(&token.kind, at..at + kept, kept < length, edition);
            at += kept;
            if kept != length {
                break;
            }
        }
    }
    lexed
}

/// A run of `#`, so that a long one is looked at once.
#[derive(Default)]
struct Hashes {
    /// The byte behind the last one that was looked at.
    end: usize,
}

impl Hashes {
    /// Whether the run of `#` that this byte is in ends at a `"`.
    fn end_before_quote(&mut self, text: &str, at: usize) -> bool {
        if at >= self.end {
            let run = text[at..].bytes().take_while(|byte| *byte == b'#');
            self.end = at + run.count();
        }
        text[self.end..].starts_with('"')
    }
}

/// How long a token is for an edition, where the lexer's word is another than rustc's parser's.
fn kept_length(
    rest: &str,
    length: usize,
    kind: &rustc_lexer::TokenKind,
    edition: Edition,
) -> usize {
    use ra_ap_rustc_lexer::{LiteralKind as L, TokenKind as K};
    match kind {
        K::Literal {
            kind: L::CStr { .. },
            ..
        } if edition < Edition::E2021 => "c".len(),
        K::Literal {
            kind: L::RawCStr { .. },
            ..
        } if edition < Edition::E2021 => "cr".len(),
        K::ForcedKeywordIdent if edition < Edition::E2021 => "k".len(),
        K::RawLifetime if edition < Edition::E2021 => "'r".len(),
        K::GuardedStrPrefix if edition < Edition::E2024 => "#".len(),
        K::GuardedStrPrefix => {
            let mut cursor = rustc_lexer::Cursor::new(rest, FrontmatterAllowed::No);
            let guarded = cursor.guarded_double_quoted_string();
            guarded.map_or(length, |guarded| guarded.token_len as usize)
        }
        _ => length,
    }
}

impl TokenLists {
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
        // `c` before a string, where that is no literal of its own; `k` before `#`.
        K::Literal { .. } | K::ForcedKeywordIdent if is_cut => TokenKind::Ident,
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

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str, edition: Edition) -> Vec<(&str, bool)> {
        let lexed = lex(text, head_length(text), edition);
        let tokens = lexed.tokens.into_iter();
        tokens
            .map(|token| (&text[token.bytes], token.kind != TokenKind::Invalid))
            .collect()
    }

    #[test]
    fn what_is_reserved_depends_on_the_edition() {
        let of = |text| {
            [Edition::Before2021, Edition::E2021, Edition::E2024]
                .map(|edition| words(text, edition))
        };
        let same =
            |words: &[(&'static str, bool)]| [words.to_vec(), words.to_vec(), words.to_vec()];
        let split = |before: &[(&'static str, bool)], later: &[(&'static str, bool)]| {
            [before.to_vec(), later.to_vec(), later.to_vec()]
        };
        assert_eq!(
            of("z\"x\""),
            split(
                &[("z", true), ("\"x\"", true)],
                &[("z", false), ("\"x\"", true)]
            )
        );
        assert_eq!(
            of("c\"x\""),
            split(&[("c", true), ("\"x\"", true)], &[("c\"x\"", true)])
        );
        assert_eq!(
            of("cr#\"x\"#"),
            split(
                &[("cr", true), ("#", true), ("\"x\"", true), ("#", true)],
                &[("cr#\"x\"#", true)]
            )
        );
        assert_eq!(
            of("k#fn"),
            split(
                &[("k", true), ("#", true), ("fn", true)],
                &[("k#fn", false)]
            )
        );
        assert_eq!(
            of("'r#a"),
            split(&[("'r", true), ("#", true), ("a", true)], &[("'r#a", true)])
        );
        assert_eq!(
            of("'a#b"),
            split(
                &[("'a", true), ("#", true), ("b", true)],
                &[("'a", false), ("#", true), ("b", true)]
            )
        );
        assert_eq!(
            of("r#a 'a b'c' 1.e"),
            same(&[
                ("r#a", true),
                ("'a", true),
                ("b'c'", true),
                ("1", true),
                (".", true),
                ("e", true)
            ])
        );
        assert_eq!(of("\"a é '' 1.0"), same(&[("\"a é '' 1.0", false)]));
    }

    #[test]
    fn guarded_strings_are_one_token_from_2024_on() {
        let text = "##\"a\"#z\"# ##";
        let pieces = [
            ("#", true),
            ("#", true),
            ("\"a\"", true),
            ("#", true),
            ("z", false),
            ("\"# ##", false),
        ];
        assert_eq!(words(text, Edition::E2021), pieces);
        assert_eq!(
            words("#\"a\"# b", Edition::E2024),
            [("#\"a\"#", false), ("b", true)]
        );
        assert_eq!(words("## b", Edition::E2024), [("##", false), ("b", true)]);
        assert_eq!(words("#\"a", Edition::E2024), [("#\"a", false)]);
    }

    /// rustc's macros see these tokens (seen with `stringify!`); a raw string would hide what
    /// follows.
    #[test]
    fn no_raw_string_begins_inside_a_token() {
        let text = "\"\\\" \"";
        for first in [
            "'r", "'br", "1r", "1.0cr", "\"a\"r", "b'a'br", "'a'r", "b\"\"br", "r\"\"cr",
        ] {
            let whole = format!("{first}{text} x");
            for edition in [Edition::E2021, Edition::E2024] {
                let expected = [(first, true), (text, true), ("x", true)];
                assert_eq!(words(&whole, edition), expected, "{whole}");
            }
        }
        let hashes = "'a'r#\"\\\" \"# x";
        let pieces = [
            ("'a'r", true),
            ("#", true),
            (text, true),
            ("#", true),
            ("x", true),
        ];
        assert_eq!(words(hashes, Edition::E2021), pieces);
        let guarded = [("'a'r", true), ("#\"\\\" \"#", false), ("x", true)];
        assert_eq!(words(hashes, Edition::E2024), guarded);
    }

    #[test]
    fn a_head_is_left_out() {
        assert_eq!(words("\u{feff}#!/bin/x\na", Edition::E2024), [("a", true)]);
        assert_eq!(words("#![a]", Edition::E2024).len(), 5);
        assert_eq!(
            words("---cargo\n[x]\n---\na", Edition::E2024),
            [("a", true)]
        );
    }
}
