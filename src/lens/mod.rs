//! The borrow lens: from an error and its program to the life of the value.
//!
//! Everything that's said rests on a fact: the compiler's labels, the syntax tree, or an answer of
//! the compiler. [`codes`] has a file for each code or family of codes; the rest is what they share.
//!
//! [`look`] begins with a diagnostic and ends with a [`Lens`]: [`case`] reads what rustc says, a code
//! tells the story as an [`account`], [`choice`] decides which repairs and remarks stay.

pub mod account;
pub mod case;
mod choice;
pub mod codes;
pub mod consequences;
mod dubious;
pub mod events;
pub mod explanations;
pub mod highlights;
pub mod idea;
pub mod labels;
pub mod line_edit;
mod look;
pub mod panics;
pub mod place;
mod query;
pub mod remarks;
pub mod repair;
pub mod rule;
mod shown;
mod slips;
#[cfg(test)]
mod tests;
pub mod timeline;

pub use crate::lens::look::{look, look_at_all, look_at_example, slip_place};
pub use crate::lens::shown::{Lens, Tier};
