//! On Windows the console's modes are changed key by key, by the reader of keys.

/// Nothing to do.
pub fn quiet() {}

/// Nothing to do.
pub fn restore() {}
