//! The tests in which places are open, and what of a statement is outside its blocks.

use std::ops::Range;

use crate::grading::compared_item::words;
use crate::grading::open_tests::names::Renames;
use crate::rust::Source;

/// The original and, if there is one, the course's solution.
pub(super) struct TestBodies<'s> {
    pub(super) original: &'s Source,
    pub(super) solution: Option<&'s Source>,
    pub(super) renames: Renames<'s>,
}

/// A statement's tokens without what stands in its blocks.
pub(super) fn outside_blocks(source: &Source, statement: &Range<usize>) -> Vec<Range<usize>> {
    let mut begin = statement.start;
    let blocks = source.blocks(statement).into_iter();
    let mut parts: Vec<Range<usize>> = blocks
        .map(|block| std::mem::replace(&mut begin, block.end)..block.start)
        .collect();
    parts.push(begin..statement.end);
    parts
}

/// A statement's words without those in its blocks.
pub(super) fn words_outside_blocks<'s>(
    source: &'s Source,
    statement: &Range<usize>,
) -> Vec<&'s str> {
    let parts = outside_blocks(source, statement);
    let parts = parts.iter().map(|part| words(source, part));
    parts.collect::<Vec<_>>().concat()
}
