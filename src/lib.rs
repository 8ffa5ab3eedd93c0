//! Learn Rust at a terminal: an exercise runner.
//!
//! The layers, from the top:
//!
//! ```text
//! main → lib → commands ──→ watch, class
//!         commands, watch, class ──→ engine, view ──→ lens, grading ──→ rust, model
//! ```
//!
//! `engine` does things and never prints. `view` turns data into text and never does
//! things. They do not know each other. `lens`, `grading`, `rust` and `model` are pure: values in,
//! values out.
//! `tests/layers.rs` holds this.

#![cfg_attr(test, allow(clippy::unwrap_used))]

#[cfg(feature = "class")]
mod class;
mod commands;
#[cfg(test)]
mod corpus;
mod engine;
mod exit;
mod grading;
mod lens;
mod model;
mod rust;
mod view;
mod watch;

pub use commands::run;
