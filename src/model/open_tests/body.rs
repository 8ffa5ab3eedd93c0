//! What of a test's body is the learner's: from the marks in the starter and from where the
//! solution differs.

use std::ops::Range;

use crate::model::open_tests::compared::Compared;
use crate::model::open_tests::names::Names;
use crate::model::open_tests::statements::{Writer, blocks, braces, split};
use crate::model::open_tests::text::{Text, is_assertion, is_literal, is_word};

/// A part of a body, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// A statement of the original that must stand there.
    Fixed(Range<usize>),
    /// A statement with open places in its blocks only.
    Nested {
        /// The statement.
        statement: Range<usize>,
        /// What is asked of each of its blocks.
        blocks: Vec<Vec<Piece>>,
    },
    /// Any number of statements of the learner's.
    Open(Demands),
}

/// What must stand in an open place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Demands {
    /// Statements of the original, in any order.
    pub(super) kept: Vec<Kept>,
    /// How many assertions there must be at least.
    pub(super) assertions: usize,
    /// Tokens of the original that must be among them: what an assertion with a blank is about.
    pub(super) subjects: Vec<usize>,
}

/// A statement of the original that survives in an open place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Kept {
    pub(super) statement: Range<usize>,
    /// Whether it must be none in another statement's braces.
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

/// The original and, if there is one, the course's solution.
pub(super) struct Sources<'a, 't> {
    pub(super) original: &'t Text<'a>,
    pub(super) solution: Option<&'t Text<'a>>,
    pub(super) names: &'t Names<'a>,
}

/// A body in the original and in the solution.
#[derive(Debug, Clone)]
pub(super) struct Body {
    pub(super) original: Range<usize>,
    pub(super) solution: Option<Range<usize>>,
}

/// How deep blocks in blocks are looked into.
const DEEPEST: usize = 24;

impl Sources<'_, '_> {
    /// The pieces of a body in which the marks are.
    pub(super) fn pieces(&self, body: &Body, depth: usize) -> Vec<Piece> {
        let statements = split(self.original, &body.original, Writer::Author);
        let theirs = body.solution.as_ref().zip(self.solution);
        let theirs = theirs.map(|(body, text)| split(text, body, Writer::Author));
        let compared = Compared::of(self, &statements, theirs.as_deref());
        let mut pieces = Pieces::default();
        for (index, statement) in statements.iter().enumerate() {
            let before = self.original.marks_before(statement.start);
            // On the line of the brace: about what is in it.
            let at_brace = index == 0 && before.previous;
            if before.slot || at_brace || compared.adds_before(index) {
                pieces.open(Demands::default());
            }
            let behind = self.original.marks_before(statement.end).previous;
            let is_marked = before.next || at_brace || behind || self.has_own_mark(statement);
            if is_marked {
                pieces.open(self.demands_of_marked(statement, body, compared.is_same(index)));
            } else if let Some(nested) = self.nested(statement, &compared, index, depth) {
                pieces.push(nested);
            } else if compared.differs(index) {
                pieces.open(self.demands_of_changed(statement, &compared.run_at(index)));
            } else {
                pieces.push(Piece::Fixed(statement.clone()));
            }
        }
        let at_end = self.original.marks_before(body.original.end);
        let is_empty = statements.is_empty();
        if at_end.slot || (is_empty && at_end.previous) || compared.adds_before(statements.len()) {
            pieces.open(Demands::default());
        }
        pieces.0
    }

    /// The pieces of a body whose test is marked as a whole. Where the solution is known, the
    /// assertions that it keeps are not the learner's.
    pub(super) fn pieces_of_whole(&self, body: &Body) -> Vec<Piece> {
        let Some((theirs, text)) = body.solution.as_ref().zip(self.solution) else {
            let assertions = count_assertions(self.original.at(&body.original));
            return vec![Piece::Open(Demands {
                assertions,
                ..Demands::default()
            })];
        };
        if self.is_same(&body.original, theirs) {
            return self.pieces(body, 0);
        }
        let outermost = split(text, theirs, Writer::Author);
        let statements = split(self.original, &body.original, Writer::Author);
        let asserts = statements.into_iter().filter(|statement| {
            let first = self.original.at(statement).first();
            first.is_some_and(|name| is_assertion(name)) && !self.original.is_open(statement)
        });
        let kept = asserts.filter_map(|statement| {
            let is_outermost = outermost
                .iter()
                .any(|their| self.is_same(&statement, their));
            (is_outermost || self.occurs(&statement, theirs)).then_some(Kept {
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
        let mut begin = statement.start;
        let blocks = blocks(self.original, statement);
        let outside = blocks.iter().map(|block| {
            let part = begin..block.start;
            begin = block.end;
            part
        });
        let outside: Vec<Range<usize>> = outside.collect();
        let last = begin..statement.end;
        let mut parts = outside.iter().chain([&last]);
        parts.any(|part| !part.is_empty() && self.original.is_open(part))
    }

    /// The piece for a statement that is open in its blocks only.
    fn nested(
        &self,
        statement: &Range<usize>,
        compared: &Compared,
        index: usize,
        depth: usize,
    ) -> Option<Piece> {
        let inner = blocks(self.original, statement);
        if inner.is_empty() || depth > DEEPEST || compared.differs(index) {
            return None;
        }
        let theirs = compared.partner(index).zip(self.solution);
        let theirs = theirs.map(|(statement, text)| blocks(text, &statement));
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

    /// Of a statement that is marked, an assertion stays if the solution keeps it, and so do
    /// the statements in its braces.
    fn demands_of_marked(
        &self,
        statement: &Range<usize>,
        body: &Body,
        is_in_solution: bool,
    ) -> Demands {
        let mut kept = self.kept_inside(statement, body.solution.as_ref(), 0);
        let tokens = self.original.at(statement);
        let asserts = tokens.first().is_some_and(|name| is_assertion(name));
        let mut demands = Demands::default();
        if asserts && is_in_solution && !self.original.is_open(statement) {
            kept.push(Kept {
                statement: statement.clone(),
                is_outermost: true,
            });
        } else if asserts {
            let solution = body.solution.as_ref().zip(self.solution);
            let most = solution.map(|(body, text)| count_assertions(text.at(body)));
            demands.assertions = 1.min(most.unwrap_or(1));
            demands.subjects = self.subjects(statement);
        }
        Demands { kept, ..demands }
    }

    /// What the solution has moved into other statements stays.
    fn demands_of_changed(&self, statement: &Range<usize>, run: &Range<usize>) -> Demands {
        let kept = if self.occurs(statement, run) {
            vec![Kept {
                statement: statement.clone(),
                is_outermost: false,
            }]
        } else {
            self.kept_inside(statement, Some(run), 0)
        };
        let mut demands = Demands {
            kept,
            ..Demands::default()
        };
        let theirs = self.solution.map_or(&[][..], |text| text.at(run));
        let tokens = self.original.at(statement);
        if tokens.first().is_some_and(|name| is_assertion(name)) && demands.kept.is_empty() {
            // Changed, not taken away: it is about what both versions name.
            demands.assertions = count_assertions(theirs).min(1);
            let names = self.names_in(statement).into_iter();
            let both = names.filter(|at| theirs.contains(&self.original.tokens[*at]));
            demands.subjects = both.collect();
        }
        demands
    }

    /// What an assertion names beside the blank that the author has left in it.
    fn subjects(&self, statement: &Range<usize>) -> Vec<usize> {
        if self.original.has_blank(statement) {
            self.names_in(statement)
        } else {
            Vec::new()
        }
    }

    /// The names and literals in a statement, but for those of macros.
    fn names_in(&self, statement: &Range<usize>) -> Vec<usize> {
        let tokens = &self.original.tokens;
        let is_name = |&at: &usize| {
            let is_macro = tokens.get(at + 1) == Some(&"!");
            (is_word(tokens[at]) || is_literal(tokens[at])) && !is_macro
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
    ) -> Vec<Kept> {
        let mut kept = Vec::new();
        if depth > DEEPEST {
            return kept;
        }
        for inside in braces(self.original, statement) {
            for inner in split(self.original, &inside, Writer::Author) {
                let is_whole = self.original.at(&inner).last() == Some(&";");
                let before = self.original.marks_before(inner.start);
                let behind = self.original.marks_before(inner.end);
                let is_marked = before.next || behind.previous || self.original.is_open(&inner);
                let stays = theirs.is_none_or(|theirs| self.occurs(&inner, theirs));
                if is_whole && !is_marked && stays {
                    kept.push(Kept {
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

    /// Whether the original has these tokens where the solution has those.
    pub(super) fn is_same(&self, original: &Range<usize>, solution: &Range<usize>) -> bool {
        let theirs = self.solution.map_or(&[][..], |text| text.at(solution));
        self.names.are_same(self.original.at(original), theirs)
    }

    /// Whether tokens of the original stand somewhere in a range of the solution.
    fn occurs(&self, original: &Range<usize>, solution: &Range<usize>) -> bool {
        let wanted = self.original.at(original);
        let theirs = self.solution.map_or(&[][..], |text| text.at(solution));
        let mut runs = theirs.windows(wanted.len().max(1));
        runs.any(|run| self.names.are_same(wanted, run))
    }

    /// Whether two statements are the same but for what stands in their blocks.
    pub(super) fn is_alike(&self, original: &Range<usize>, solution: &Range<usize>) -> bool {
        let Some(text) = self.solution else {
            return false;
        };
        let ours = outside_blocks(self.original, original);
        self.names.are_same(&ours, &outside_blocks(text, solution))
    }
}

/// A statement's tokens without what stands in its blocks.
pub(super) fn outside_blocks<'a>(text: &Text<'a>, statement: &Range<usize>) -> Vec<&'a str> {
    let mut begin = statement.start;
    let mut tokens = Vec::new();
    for block in blocks(text, statement) {
        tokens.extend_from_slice(text.at(&(begin..block.start)));
        begin = block.end;
    }
    tokens.extend_from_slice(text.at(&(begin..statement.end)));
    tokens
}

pub(super) fn count_assertions(tokens: &[&str]) -> usize {
    let calls = tokens.windows(2);
    calls.filter(|w| is_assertion(w[0]) && w[1] == "!").count()
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
