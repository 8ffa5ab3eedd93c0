//! Whether a learner's body is the original's but for what stands in its open places.

use std::ops::Range;

use crate::grading::compared_item::words;
use crate::grading::open_tests::bodies::words_outside_blocks;
use crate::grading::open_tests::body::{Demands, Piece};
use crate::grading::open_tests::limits::PlaceLimits;
use crate::grading::open_tests::marks::count_assertions;
use crate::rust::{Source, StatementEnd};

/// Larger bodies are not compared; they count as edited.
const MOST_PLACES: usize = 250_000;

/// The original and the learner's file.
#[derive(Clone, Copy)]
pub(super) struct Pair<'s> {
    pub(super) original: &'s Source,
    pub(super) current: &'s Source,
    pub(super) limits: &'s PlaceLimits<'s>,
    /// Whether leaving the function skips nothing that decides: it's no test.
    pub(super) may_leave: bool,
}

/// The statements of a body of the learner's, with their words.
struct Statements<'s> {
    ranges: Vec<Range<usize>>,
    words: Vec<&'s str>,
    /// Where the words of each begin, and the end of all.
    begins: Vec<usize>,
}

impl<'s> Statements<'s> {
    fn of(source: &'s Source, body: &Range<usize>) -> Self {
        // Nothing but what ends a statement for rustc: else an unfinished `let f = ||` would hide
        // the assertion below it.
        let ranges = source.statements(body.clone(), StatementEnd::Strict);
        let (mut all, mut begins) = (Vec::new(), vec![0]);
        for range in &ranges {
            all.extend(words(source, range));
            begins.push(all.len());
        }
        Self {
            ranges,
            words: all,
            begins,
        }
    }

    /// The words of some of them.
    fn words(&self, statements: &Range<usize>) -> &[&'s str] {
        &self.words[self.begins[statements.start]..self.begins[statements.end]]
    }

    /// The tokens of some of them.
    fn tokens(&self, statements: &Range<usize>) -> Range<usize> {
        match &self.ranges[statements.clone()] {
            [first, .., last] => first.start..last.end,
            [only] => only.clone(),
            [] => 0..0,
        }
    }
}

impl Pair<'_> {
    /// Whether a body of the learner's has these pieces.
    pub(super) fn fits(&self, pieces: &[Piece], body: &Range<usize>) -> bool {
        let statements = Statements::of(self.current, body);
        let (rows, columns) = (pieces.len(), statements.ranges.len());
        if (rows + 1).saturating_mul(columns + 1) > MOST_PLACES {
            return false;
        }
        // Whether the pieces from a row on fit the statements from a column on.
        let mut fits = vec![vec![false; columns + 1]; rows + 1];
        fits[rows][columns] = true;
        for row in (0..rows).rev() {
            for column in 0..=columns {
                fits[row][column] = if let Piece::Open(demands) = &pieces[row] {
                    let mut ends = (column..=columns).filter(|end| fits[row + 1][*end]);
                    ends.any(|end| self.may_hold(demands, &statements, &(column..end)))
                } else {
                    let statement = statements.ranges.get(column);
                    statement.is_some_and(|statement| {
                        fits[row + 1][column + 1] && self.is_it(&pieces[row], statement)
                    })
                };
            }
        }
        fits[0][0]
    }

    /// Whether a statement is the one of a piece.
    fn is_it(&self, piece: &Piece, statement: &Range<usize>) -> bool {
        match piece {
            Piece::Open(_) => false,
            Piece::Fixed(original) => {
                words(self.original, original) == words(self.current, statement)
            }
            Piece::Nested {
                statement: original,
                blocks: wanted,
            } => {
                let inner = self.current.blocks(statement);
                let mut bodies = wanted.iter().zip(&inner);
                inner.len() == wanted.len()
                    && words_outside_blocks(self.original, original)
                        == words_outside_blocks(self.current, statement)
                    && bodies.all(|(pieces, body)| self.fits(pieces, body))
            }
        }
    }

    /// Whether these statements may stand in an open place.
    fn may_hold(&self, demands: &Demands, statements: &Statements, chosen: &Range<usize>) -> bool {
        if chosen.is_empty() {
            return *demands == Demands::default();
        }
        let all = statements.words(chosen);
        let has_subject = |at: &usize| all.contains(&self.original.word(*at));
        self.keeps(demands, statements, chosen)
            && count_assertions(all) >= demands.assertions
            && demands.subjects.iter().all(has_subject)
            && self.allows(&statements.tokens(chosen))
    }

    fn allows(&self, tokens: &Range<usize>) -> bool {
        let forbidden = self.limits.forbidden(self.current, tokens, self.may_leave);
        forbidden.is_none()
    }

    /// Whether all statements that must stay are there, as often as they must.
    fn keeps(&self, demands: &Demands, statements: &Statements, chosen: &Range<usize>) -> bool {
        let all = statements.words(chosen);
        let kept = demands.kept.iter();
        let kept: Vec<Vec<&str>> = kept
            .map(|kept| words(self.original, &kept.statement))
            .collect();
        let mut wanted = kept.iter().zip(&demands.kept);
        wanted.all(|(wanted, statement)| {
            let found = if statement.is_outermost {
                let mut each = chosen
                    .clone()
                    .map(|index| statements.words(&(index..index + 1)));
                each.by_ref().filter(|words| words == wanted).count()
            } else {
                let runs = all.windows(wanted.len().max(1));
                runs.filter(|run| run == wanted).count()
            };
            found >= kept.iter().filter(|other| *other == wanted).count()
        })
    }
}
