//! Flags from cargo's configuration.

use serde::{Deserialize, Serialize};

/// Flags for the compiler that cargo's configuration asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flags {
    /// All flags from the course's own configuration.
    pub course: Vec<String>,
    /// Flags about how this machine links, from anywhere else.
    pub linking: Vec<String>,
}
