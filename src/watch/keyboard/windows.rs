//! On Windows reading a key waits by itself.

/// Whether to read: always.
pub fn wait_for_input() -> bool {
    true
}
