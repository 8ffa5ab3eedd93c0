//! What of a test's body is the learner's: from the marks in the starter and from where the
//! solution differs.

use std::ops::Range;

use crate::grading::compared_item::words;
use crate::grading::open_tests::alignment::Alignment;
use crate::grading::open_tests::bodies::{TestBodies, outside_blocks};
use crate::grading::open_tests::marks::{
    Marks, count_assertions, has_blank, is_assertion, is_open,
};
use crate::rust::{Source, StatementEnd, TokenKind};

/// A piece of a body, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// A statement of the original that must stand there.
    Fixed(Range<usize>),
    /// A statement with open places in its blocks only.
    Nested {
        /// The statement.
        statement: Range<usize>,
        /// What each of its blocks consists of.
        blocks: Vec<Vec<Piece>>,
    },
    /// Any number of statements of the learner's.
    Open(Demands),
}

/// What must stand in an open place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Demands {
    /// Statements of the original, in any order.
    pub(super) kept: Vec<KeptStatement>,
    /// How many assertions there must be at least.
    pub(super) assertions: usize,
    /// Tokens of the original whose words must be there: what an assertion with a blank is
    /// about.
    pub(super) subjects: Vec<usize>,
}

/// A statement of the original that survives in an open place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct KeptStatement {
    pub(super) statement: Range<usize>,
    /// Whether it must not stand in another statement's braces.
    pub(super) is_outermost: bool,
}

/// Whether anything is the learner's.
pub(super) fn has_open(pieces: &[Piece]) -> bool {
    pieces.iter().any(|piece| match piece {
        Piece::Fixed(_) => false,
        Piece::Open(_) => true,
        Piece::Nested { blocks, .. } => blocks.iter().any(|pieces| has_open(pieces)),
    })
}

/// A body in the original and in the solution, as ranges of their tokens.
#[derive(Debug, Clone)]
pub(super) struct Body {
    pub(super) original: Range<usize>,
    pub(super) solution: Option<Range<usize>>,
}

/// How deep blocks in blocks are looked into.
const DEEPEST: usize = 24;

impl<'s> TestBodies<'s> {
    /// The pieces of a body in which the marks are.
    pub(super) fn pieces(&self, body: &Body, depth: usize) -> Vec<Piece> {
        let statements = authors_statements(self.original, &body.original);
        let theirs = body.solution.as_ref().zip(self.solution);
        let theirs = theirs.map(|(body, source)| authors_statements(source, body));
        let alignment = Alignment::of(self, &statements, theirs);
        let mut pieces = Pieces::default();
        for (index, statement) in statements.iter().enumerate() {
            let before = Marks::before(self.original, statement.start);
            // On the line of the brace: about what is in it.
            let at_brace = index == 0 && before.previous;
            if before.slot || at_brace || alignment.adds_before(index) {
                pieces.open(Demands::default());
            }
            let behind = Marks::before(self.original, statement.end).previous;
            if before.next || at_brace || behind || self.has_own_mark(statement) {
                let is_in_solution = alignment.is_same(index);
                pieces.open(self.demands_of_marked(statement, body, is_in_solution));
            } else if let Some(nested) = self.nested(statement, &alignment, index, depth) {
                pieces.push(nested);
            } else if alignment.differs(index) {
                pieces.open(self.demands_of_changed(statement, &alignment.run_at(index)));
            } else {
                pieces.push(Piece::Fixed(statement.clone()));
            }
        }
        let at_end = Marks::before(self.original, body.original.end);
        let is_empty = statements.is_empty();
        if at_end.slot || (is_empty && at_end.previous) || alignment.adds_before(statements.len()) {
            pieces.open(Demands::default());
        }
        pieces.0
    }

    /// The pieces of a body whose test is marked as a whole. If the solution is known, the
    /// assertions that it keeps aren't the learner's.
    pub(super) fn pieces_of_whole(&self, body: &Body) -> Vec<Piece> {
        let Some((theirs, solution)) = body.solution.as_ref().zip(self.solution) else {
            let assertions = count_assertions(&self.words(&body.original));
            return vec![Piece::Open(Demands {
                assertions,
                ..Demands::default()
            })];
        };
        if self.is_same(&body.original, theirs) {
            return self.pieces(body, 0);
        }
        let outermost = authors_statements(solution, theirs);
        let statements = authors_statements(self.original, &body.original);
        let asserts = statements
            .into_iter()
            .filter(|statement| self.asserts(statement) && !is_open(self.original, statement));
        let kept = asserts.filter_map(|statement| {
            let mut theirs_here = outermost.iter();
            let is_outermost = theirs_here.any(|their| self.is_same(&statement, their));
            (is_outermost || self.occurs(&statement, theirs)).then_some(KeptStatement {
                statement,
                is_outermost,
            })
        });
        vec![Piece::Open(Demands {
            kept: kept.collect(),
            ..Demands::default()
        })]
    }

    /// Whether a statement is marked outside of its blocks.
    fn has_own_mark(&self, statement: &Range<usize>) -> bool {
        let parts = outside_blocks(self.original, statement);
        let mut parts = parts.iter().filter(|part| !part.is_empty());
        parts.any(|part| is_open(self.original, part))
    }

    /// The piece for a statement that is open in its blocks only.
    fn nested(
        &self,
        statement: &Range<usize>,
        alignment: &Alignment,
        index: usize,
        depth: usize,
    ) -> Option<Piece> {
        let inner = self.original.blocks(statement);
        if inner.is_empty() || depth > DEEPEST || alignment.differs(index) {
            return None;
        }
        let theirs = alignment.partner(index).zip(self.solution);
        let theirs = theirs.map(|(statement, source)| source.blocks(statement));
        let pieces = inner.into_iter().enumerate().map(|(at, original)| {
            let solution = theirs.as_ref().and_then(|theirs| theirs.get(at).cloned());
            let body = Body { original, solution };
            self.pieces(&body, depth + 1)
        });
        let blocks: Vec<Vec<Piece>> = pieces.collect();
        let statement = statement.clone();
        let is_open = blocks.iter().any(|pieces| has_open(pieces));
        is_open.then_some(Piece::Nested { statement, blocks })
    }

    /// What must stay of a statement that is marked: an assertion if the solution keeps it, and
    /// the statements in its braces.
    fn demands_of_marked(
        &self,
        statement: &Range<usize>,
        body: &Body,
        is_in_solution: bool,
    ) -> Demands {
        let mut demands = Demands {
            kept: self.kept_inside(statement, body.solution.as_ref(), 0),
            ..Demands::default()
        };
        if !self.asserts(statement) {
            return demands;
        }
        if is_in_solution && !is_open(self.original, statement) {
            demands.kept.push(KeptStatement {
                statement: statement.clone(),
                is_outermost: true,
            });
            return demands;
        }
        let solution = body.solution.as_ref().zip(self.solution);
        let most = solution.map(|(body, source)| count_assertions(&words(source, body)));
        demands.assertions = most.unwrap_or(1).min(1);
        // What it names beside the blank that the author has left in it.
        if has_blank(self.original, statement) {
            demands.subjects = self.names_in(statement);
        }
        demands
    }

    /// What must stay of a statement that the solution has changed: what it has moved into
    /// others.
    fn demands_of_changed(&self, statement: &Range<usize>, run: &Range<usize>) -> Demands {
        let mut demands = Demands::default();
        if self.occurs(statement, run) {
            demands.kept.push(KeptStatement {
                statement: statement.clone(),
                is_outermost: false,
            });
        } else {
            demands.kept = self.kept_inside(statement, Some(run), 0);
        }
        if self.asserts(statement) && demands.kept.is_empty() {
            // Changed, not taken away: it is about what both versions name.
            let theirs = self.solution_words(run);
            demands.assertions = count_assertions(&theirs).min(1);
            demands.subjects = self.names_in(statement);
            let is_in_both = |at: &usize| theirs.contains(&self.original.word(*at));
            demands.subjects.retain(is_in_both);
        }
        demands
    }

    /// The names and literals in a statement, but for those of macros.
    fn names_in(&self, statement: &Range<usize>) -> Vec<usize> {
        let is_name = |&at: &usize| {
            let is_literal = matches!(self.original.kind(at), Some(TokenKind::Literal(_)));
            let is_macro = self.original.word(at + 1) == "!";
            (is_literal || self.original.is_identifier(at)) && !is_macro
        };
        statement.clone().filter(is_name).collect()
    }

    /// The statements in braces of another one that have no mark, and that the solution keeps
    /// if it is known.
    fn kept_inside(
        &self,
        statement: &Range<usize>,
        theirs: Option<&Range<usize>>,
        depth: usize,
    ) -> Vec<KeptStatement> {
        let mut kept = Vec::new();
        if depth > DEEPEST {
            return kept;
        }
        for inside in self.original.braces(statement) {
            for inner in authors_statements(self.original, &inside) {
                let is_whole = self.original.word(inner.end - 1) == ";";
                let stays = theirs.is_none_or(|theirs| self.occurs(&inner, theirs));
                if is_whole && stays && !self.is_marked(&inner) {
                    kept.push(KeptStatement {
                        statement: inner,
                        is_outermost: false,
                    });
                } else {
                    kept.extend(self.kept_inside(&inner, theirs, depth + 1));
                }
            }
        }
        kept
    }

    /// Whether an item or a statement has a mark in it, above it or behind it.
    pub(super) fn is_marked(&self, tokens: &Range<usize>) -> bool {
        let before = Marks::before(self.original, tokens.start);
        let behind = Marks::before(self.original, tokens.end);
        before.next || behind.previous || is_open(self.original, tokens)
    }

    fn asserts(&self, statement: &Range<usize>) -> bool {
        is_assertion(self.original.word(statement.start))
    }

    fn words(&self, original: &Range<usize>) -> Vec<&'s str> {
        words(self.original, original)
    }

    fn solution_words(&self, solution: &Range<usize>) -> Vec<&'s str> {
        let source = self.solution;
        source.map_or_else(Vec::new, |source| words(source, solution))
    }

    /// Whether the original has these words where the solution has those.
    pub(super) fn is_same(&self, original: &Range<usize>, solution: &Range<usize>) -> bool {
        let theirs = self.solution_words(solution);
        self.renames.are_same(&self.words(original), &theirs)
    }

    /// Whether words of the original stand somewhere in a range of the solution.
    fn occurs(&self, original: &Range<usize>, solution: &Range<usize>) -> bool {
        let wanted = self.words(original);
        let theirs = self.solution_words(solution);
        let mut runs = theirs.windows(wanted.len().max(1));
        runs.any(|run| self.renames.are_same(&wanted, run))
    }
}

/// The statements of a body that an author wrote, who may have left out an end.
fn authors_statements(source: &Source, body: &Range<usize>) -> Vec<Range<usize>> {
    source.statements(body.clone(), StatementEnd::Layout)
}

/// Pieces, of which no two open ones stand side by side.
#[derive(Default)]
struct Pieces(Vec<Piece>);

impl Pieces {
    fn open(&mut self, demands: Demands) {
        if let Some(Piece::Open(last)) = self.0.last_mut() {
            last.kept.extend(demands.kept);
            last.assertions += demands.assertions;
            last.subjects.extend(demands.subjects);
        } else {
            self.0.push(Piece::Open(demands));
        }
    }

    fn push(&mut self, piece: Piece) {
        self.0.push(piece);
    }
}
