//! What stands in the way of a change, in the compiler's words.

use crate::lens::case::Case;
use crate::lens::labels;

/// What stands in the way of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle<'a> {
    /// A variable that isn't declared with `mut`.
    NotMut,
    /// A `&` reference: what's changed belongs to a place behind it.
    Reference,
    /// A `*const` pointer.
    Pointer,
    /// A closure that's called as an `Fn`.
    FnClosure,
    /// A `static` without `mut`.
    Static,
    /// Indexing a value of this type, which only reads.
    Index(&'a str),
    /// Dereferencing a value of this type, which only reads: an `Rc`, a guard for reading.
    Owner(&'a str),
}

/// What stands in the way, if the message is one that's known.
pub fn obstacle<'a>(case: &Case<'a>) -> Option<Obstacle<'a>> {
    let message = case.diagnostic.message.as_str();
    let is = |pattern| labels::has_shape(message, pattern);
    let last = labels::names(message).last().copied();
    if is("* as it is not declared as mutable") || is("*, as _ is not declared as mutable") {
        Some(Obstacle::NotMut)
    } else if is("* captured variable in a _ closure*") || is("*as _ closures cannot mutate *") {
        Some(Obstacle::FnClosure)
    } else if is("*behind a _ reference") || is("*data in a _ reference*") {
        (last == Some("&")).then_some(Obstacle::Reference)
    } else if is("*behind a _ pointer") {
        Some(Obstacle::Pointer)
    } else if is("*immutable static item _*") {
        Some(Obstacle::Static)
    } else if is("*data in an index of _*") {
        last.map(Obstacle::Index)
    } else if is("*data in dereference of _*") || is("*data in an _*") {
        last.map(Obstacle::Owner)
    } else {
        None
    }
}
