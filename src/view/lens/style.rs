//! How an error is drawn.

/// How an error is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// As a picture with lanes.
    Drawing,
    /// In sentences, one a line, for screen readers and for narrow places.
    Words,
}
