//! The one reader of Rust text: everything in this program that asks a question about a
//! source asks it here.
//!
//! A [`Source`] is read once and handed on. It knows its text, lines and tokens for any text at
//! all; its items are known for any text too, if only as well as their brackets tell. What
//! needs more than that is asked of the syntax tree, which only readable text has.
//!
//! Calls, closures, loops and functions are here for the lens.

mod calls;
mod conditions;
pub mod edit;
pub mod edit_map;
pub mod flatten;
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

pub use items::{Attribute, Item, ItemKind, shown_name};
pub use lexer::{Delimiter, Edition, LiteralKind, TokenKind};
pub use names::{Binding, BindingId, BindingKind, Names};
pub use outline::{Outline, Test, find_tests, test_text};
pub use source::Source;
pub use statements::StatementEnd;
pub use token_text::blanked;
pub use tree::{NodeId, NodeKind, Role, Tree};
pub use {
    calls::{Call, Callee, call, called_name, calls_in},
    flow::{as_closure, returns_from},
    functions::{Function, function_around, functions, parameters},
};
