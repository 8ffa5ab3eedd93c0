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
#![expect(unused_imports, reason = "users are moved onto it one by one")]

mod calls;
mod flow;
mod functions;
mod imports;
mod items;
mod lexer;
mod lines;
mod mentions;
mod names;
mod nesting;
mod outline;
mod parse;
mod source;
mod statements;
#[cfg(test)]
mod tests;
mod token_text;
mod tree;

pub use calls::{Call, Callee, call, called_name, calls_in};
pub use flow::{Closure, Loop, as_closure, as_loop, returns_from, target_of};
pub use functions::{Function, function_around, functions, parameters};
pub use items::{Attribute, Item, ItemKind};
pub use lexer::{Comment, Delimiter, Edition, LiteralKind, Token, TokenKind};
pub use names::{Binding, BindingId, BindingKind, Names};
pub use outline::{Outline, Test, function_text, mentions_tests, tests};
pub use parse::Unreadable;
pub use source::Source;
pub use statements::StatementEnd;
pub use token_text::{TokenText, blanked};
pub use tree::{NodeId, NodeKind, Role, Tree};
