//! From a text to its tree: the only place that hands a text to `syn`.

use std::thread;

use proc_macro2::{Delimiter as Bracket, TokenStream, TokenTree};

use super::imports::Imports;
use super::lexer::TokenKind;
use super::nesting;
use super::token_text::TokenText;
use super::tree::{Tree, TreeBuilder};

/// Why a text has no tree. It may be Rust all the same: rustc reads more than we do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// The line where reading stopped, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What is wrong there, in the parser's words.
    pub reason: String,
}

/// How much stack a text within [`nesting::LIMIT`] may need. Tests read the deepest of each shape
/// with a quarter of it. What isn't used isn't paid for: the system hands out memory page by page.
const STACK: usize = if cfg!(test) { 32 << 20 } else { 128 << 20 };

/// What stopped the reader, and at which byte.
struct Stop {
    byte: usize,
    reason: String,
}

/// Reads a text, which takes a thread: its stack is as deep as the text may be nested, and
/// proc-macro2's table of texts goes away with it.
pub(super) fn parse(source: &TokenText) -> Result<Tree, Unreadable> {
    let check = || {
        if let Some(byte) = nesting::too_deep(source) {
            let reason = "nested too deeply to be read".to_owned();
            return Err(Stop { byte, reason });
        }
        read_on_thread(source)
    };
    check().map_err(|stop| {
        let line = source.line_of(stop.byte);
        let before = &source.text()[source.line(line).start..stop.byte];
        Unreadable {
            line,
            column: before.chars().count() + 1,
            reason: stop.reason,
        }
    })
}

fn read_on_thread(source: &TokenText) -> Result<Tree, Stop> {
    let failed = |reason: &str| {
        Err(Stop {
            byte: 0,
            reason: reason.to_owned(),
        })
    };
    thread::scope(|scope| {
        let reader = thread::Builder::new()
            .stack_size(STACK)
            .spawn_scoped(scope, || read(source));
        match reader.map(thread::ScopedJoinHandle::join) {
            Ok(Ok(tree)) => tree,
            Ok(Err(_)) => failed("the parser failed"),
            Err(_) => failed("no memory for the parser"),
        }
    })
}

fn read(source: &TokenText) -> Result<Tree, Stop> {
    let head = source.head_length();
    let text = &source.text()[head..];
    let stop = |span: proc_macro2::Span, reason: String| Stop {
        byte: (head + span.byte_range().start).min(source.text().len()),
        reason,
    };
    let tokens: TokenStream = text
        .parse()
        .map_err(|error: proc_macro2::LexError| stop(error.span(), error.to_string()))?;
    let mut comparison = Comparison::new(source);
    if !comparison.agrees_on(tokens.clone()) || !comparison.is_complete() {
        let byte = source.begin(comparison.token);
        let reason = "the parser's tokens aren't rustc's here".to_owned();
        return Err(Stop { byte, reason });
    }
    let file: syn::File =
        syn::parse2(tokens).map_err(|error| stop(error.span(), error.to_string()))?;
    let imports = Imports::of(source);
    Ok(TreeBuilder::new(source.text(), head, source.edition(), &imports).file(&file))
}

/// Compares proc-macro2's tokens with rustc's. Only where they are the same can a tree made of
/// one be used with the other.
struct Comparison<'s> {
    source: &'s TokenText,
    /// The next of rustc's tokens.
    token: usize,
    /// The next comment that is documentation, which proc-macro2 turns into an attribute.
    comment: usize,
}

impl<'s> Comparison<'s> {
    fn new(source: &'s TokenText) -> Self {
        let mut comparison = Self {
            source,
            token: 0,
            comment: 0,
        };
        comparison.skip_to_documentation();
        comparison
    }

    fn skip_to_documentation(&mut self) {
        let comments = &self.source.comments()[self.comment..];
        let ordinary = comments.iter().take_while(|comment| !comment.is_doc);
        self.comment += ordinary.count();
    }

    fn is_complete(&self) -> bool {
        self.token == self.source.tokens().len() && self.comment == self.source.comments().len()
    }

    fn agrees_on(&mut self, tokens: TokenStream) -> bool {
        tokens.into_iter().all(|token| self.agrees_on_token(token))
    }

    fn agrees_on_token(&mut self, token: TokenTree) -> bool {
        let head = self.source.head_length();
        let bytes = |span: proc_macro2::Span| {
            let bytes = span.byte_range();
            head + bytes.start..head + bytes.end
        };
        let span = bytes(token.span());
        if let Some(comment) = self.source.comments().get(self.comment)
            && comment.bytes == span
        {
            return self.skip_attribute(&token);
        }
        match token {
            TokenTree::Group(group) => {
                let is_none = group.delimiter() == Bracket::None;
                !is_none
                    && self.takes(&bytes(group.span_open()))
                    && self.agrees_on(group.stream())
                    && self.takes(&bytes(group.span_close()))
            }
            TokenTree::Punct(punct) if punct.as_char() == '\'' => {
                // The name of the lifetime, which is one token with it, comes next.
                self.source.kind(self.token) == Some(TokenKind::Lifetime)
                    && self.source.begin(self.token) == span.start
            }
            TokenTree::Ident(_) if self.source.kind(self.token) == Some(TokenKind::Lifetime) => {
                let begin = self.source.begin(self.token);
                self.takes(&(begin..span.end)) && begin + 1 == span.start
            }
            _ => self.takes(&span),
        }
    }

    /// Documentation comes as `#`, `!` if it is of what is around it, and a group.
    fn skip_attribute(&mut self, token: &TokenTree) -> bool {
        if matches!(token, TokenTree::Group(_)) {
            self.comment += 1;
            self.skip_to_documentation();
        }
        true
    }

    /// Whether the next token has these bytes; it is behind us then.
    fn takes(&mut self, bytes: &std::ops::Range<usize>) -> bool {
        let token = self.source.tokens().get(self.token);
        let is_same = token.is_some_and(|token| token.bytes == *bytes);
        self.token += usize::from(is_same);
        is_same
    }
}
