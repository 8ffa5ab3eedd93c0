//! Learn Rust at a terminal: an exercise runner.
//!
//! The layers, from the top:
//!
//! ```text
//! main → lib → commands ──→ watch
//!         commands, watch ──→ engine, view ──→ model
//! ```
//!
//! `engine` does things and never prints. `view` turns data into text and never does
//! things. They do not know each other. `model` is pure: values in, values out.
//! `tests/layers.rs` holds this.

#![cfg_attr(test, allow(clippy::unwrap_used))]

mod commands;
mod engine;
mod exit;
mod model;
mod view;
mod watch;

pub use commands::run;
