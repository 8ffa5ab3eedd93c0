//! The one reader of Rust text: everything in this program that asks a question about a
//! source asks it here.
//!
//! A [`Source`] is read once and handed on. It knows its text, lines and tokens for any text at
//! all; its items are known for any text too, if only as well as their brackets tell. What
//! needs more than that is asked of the syntax tree, which only readable text has.

#![cfg_attr(
    not(test),
    expect(dead_code, reason = "users are moved onto it one by one")
)]

mod items;
mod lexer;
mod lines;
mod source;

pub use items::{Attribute, Item, ItemKind};
pub use lexer::{Comment, Delimiter, Edition, LiteralKind, Token, TokenKind};
pub use source::Source;
