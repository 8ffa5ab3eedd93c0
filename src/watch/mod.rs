//! The interactive loop: receive an event, update the state, draw, perform the effects.
//!
//! One loop owns all state. Threads only send events: keys, signals, changed files, checks that
//! ended.

mod app;
mod current_file;
mod effect;
mod event;
mod keyboard;
mod other_files;
mod plain;
mod screen;
mod signals;
mod state;
mod terminal;

pub use app::{Options, run};
