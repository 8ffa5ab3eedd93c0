//! Lines of a text, and places in them.

use std::ops::Range;

/// Where the lines of a text begin.
#[derive(Debug, Clone)]
pub(super) struct Lines {
    begins: Vec<usize>,
}

impl Lines {
    pub(super) fn new(text: &str) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let begins = std::iter::once(0).chain(ends.map(|(at, _)| at + 1));
        Self {
            begins: begins.collect(),
        }
    }

    /// The line that a byte is on, from 1.
    pub(super) fn line_of(&self, byte: usize) -> usize {
        self.begins.partition_point(|begin| *begin <= byte)
    }

    /// The bytes of a line, from 1, with its end; empty if there is no such line.
    pub(super) fn bytes(&self, line: usize, text: &str) -> Range<usize> {
        let begin = |line: usize| self.begins.get(line).copied().unwrap_or(text.len());
        let first = line.checked_sub(1).map_or(text.len(), begin);
        first..begin(line).max(first)
    }

    /// How many there are. A text that ends with a line break has a last, empty line.
    pub(super) fn count(&self) -> usize {
        self.begins.len()
    }
}
