//! On Windows, the reader of keys changes the console's modes for each key.

/// Does nothing on Windows.
pub fn quiet() {}

/// Does nothing on Windows.
pub fn restore() {}
