//! What the measurements are made with.

pub mod compiler;
pub mod environment;
pub mod lens;
pub mod measure;
pub mod report;
pub mod rustlings;
pub mod sources;
pub mod terminal;
