//! Reports of `verify`, for people and for programs.

pub mod explained;
pub mod human;
pub mod json;
