//! What the measurements are made with.

#![allow(dead_code, reason = "each benchmark uses its own part of this")]

pub mod class;
pub mod compiler;
pub mod cost;
pub mod environment;
pub mod grade;
pub mod latency;
pub mod lens;
pub mod ours;
pub mod report;
pub mod rustlings;
pub mod solved;
pub mod sources;
pub mod synthetic;
#[cfg(feature = "class")]
pub mod teaching;
pub mod terminal;
pub mod verify;
