//! Which statements a starter and its solution have in common.

use std::ops::Range;

use crate::grading::compared_item::words;
use crate::grading::open_tests::bodies::{TestBodies, words_outside_blocks};

/// Longer bodies are not compared.
const MOST_PAIRS: usize = 250_000;

/// Which statement of a solution belongs to which of the original.
pub(super) struct Alignment {
    /// For each of the original's, the index of the solution's.
    partners: Vec<Option<usize>>,
    /// For each of the original's, whether its partner is the same to the last token.
    same: Vec<bool>,
    /// The statements of the solution; `None` if it isn't known.
    theirs: Option<Vec<Range<usize>>>,
}

impl Alignment {
    /// Aligns the statements of a body with those of the solution.
    pub(super) fn of(
        sources: &TestBodies,
        ours: &[Range<usize>],
        theirs: Option<Vec<Range<usize>>>,
    ) -> Self {
        let theirs = theirs.filter(|theirs| ours.len() * theirs.len() <= MOST_PAIRS);
        let (Some(theirs), Some(solution)) = (theirs, sources.solution) else {
            return Self {
                partners: vec![None; ours.len()],
                same: vec![false; ours.len()],
                theirs: None,
            };
        };
        let heads = theirs.iter();
        let heads: Vec<_> = heads.map(|it| words_outside_blocks(solution, it)).collect();
        let row = |ours: &Range<usize>| {
            let ours = words_outside_blocks(sources.original, ours);
            let heads = heads.iter();
            heads
                .map(|head| sources.renames.are_same(&ours, head))
                .collect()
        };
        // Alike are two statements that are the same but for what stands in their blocks.
        let alike: Vec<Vec<bool>> = ours.iter().map(row).collect();
        let partners = longest_common(&alike, theirs.len());
        let is_same = |(ours, partner): (&Range<usize>, &Option<usize>)| {
            partner.is_some_and(|partner| {
                let ours = words(sources.original, ours);
                let their = words(solution, &theirs[partner]);
                sources.renames.are_same(&ours, &their)
            })
        };
        Self {
            same: ours.iter().zip(&partners).map(is_same).collect(),
            partners,
            theirs: Some(theirs),
        }
    }

    /// The solution's statement for one of the original's.
    pub(super) fn partner(&self, index: usize) -> Option<&Range<usize>> {
        self.theirs.as_ref()?.get(self.partners[index]?)
    }

    pub(super) fn is_same(&self, index: usize) -> bool {
        self.same[index]
    }

    /// Whether the solution has nothing like it in its place.
    pub(super) fn differs(&self, index: usize) -> bool {
        self.theirs.is_some() && self.partners[index].is_none()
    }

    /// The indices of the solution's statements between the partners around a gap.
    fn between(&self, behind: usize, before: usize, all: usize) -> Range<usize> {
        let begin = self.partners[..behind].iter().rev().flatten().next();
        let end = self.partners[before..].iter().flatten().next();
        begin.map_or(0, |at| at + 1)..end.copied().unwrap_or(all)
    }

    /// Whether the solution has more statements just before one that is in both.
    pub(super) fn adds_before(&self, index: usize) -> bool {
        let Some(theirs) = &self.theirs else {
            return false;
        };
        let stays = self.partners.get(index).is_none_or(Option::is_some);
        stays && !self.between(index, index, theirs.len()).is_empty()
    }

    /// The tokens that the solution has in the place of a statement that it doesn't have.
    pub(super) fn run_at(&self, index: usize) -> Range<usize> {
        let theirs = self.theirs.as_deref().unwrap_or_default();
        let run = self.between(index, index + 1, theirs.len());
        match theirs.get(run).unwrap_or_default() {
            [first, .., last] => first.start..last.end,
            [only] => only.clone(),
            [] => 0..0,
        }
    }
}

/// The longest common subsequence, as the partner of each row.
fn longest_common(alike: &[Vec<bool>], columns: usize) -> Vec<Option<usize>> {
    let rows = alike.len();
    let mut best = vec![vec![0_u32; columns + 1]; rows + 1];
    for row in (0..rows).rev() {
        for column in (0..columns).rev() {
            best[row][column] = if alike[row][column] {
                best[row + 1][column + 1] + 1
            } else {
                best[row + 1][column].max(best[row][column + 1])
            };
        }
    }
    let (mut row, mut column) = (0, 0);
    let mut partners = vec![None; rows];
    while row < rows && column < columns {
        if alike[row][column] {
            partners[row] = Some(column);
            (row, column) = (row + 1, column + 1);
        } else if best[row + 1][column] >= best[row][column + 1] {
            row += 1;
        } else {
            column += 1;
        }
    }
    partners
}
