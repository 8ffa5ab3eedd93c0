//! What a statement needs of a variable: to read it, to write it, or to take it.
//!
//! - It takes what may be read right before it, and right behind it not any more because of a move in
//!   it.
//! - Otherwise the variable is hidden behind a reference to itself, `let v = &v;`, for this statement
//!   alone. If rustc then says that what is behind a `&` can't be changed, the statement writes. If
//!   it has nothing to say of the statement, that reads.
//! - Any other error there means that a type got in the way, as with `n += 1`, and the question
//!   wasn't asked.

use std::ops::Range;

use crate::model::ask::facts::Facts;
use crate::model::ask::insert::{Insertion, Place, ProgramWithProbes, insert, places, unused_name};
use crate::model::ask::permissions::{
    Permission, PermissionQuery, PermissionQuestion, Permissions, question_about, variable_in,
};
use crate::model::ask::places::PlaceReader;
use crate::model::ask::probe_spans::{Access, control, probe_items};
use crate::model::ask::{Answer, NotAsked, Reply, Variant};
use crate::model::diagnostic::{Diagnostic, Span};
use crate::rust::{NodeId, NodeKind, Role, Source};

/// The question what a statement needs of a variable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UseQuery {
    around: PermissionQuery,
    hidden: HiddenVariable,
    /// The statement's begin and end in the program.
    statement: [Place; 2],
    path: String,
}

/// The variant in which the variable is hidden behind a reference.
#[derive(Debug, Clone, PartialEq, Eq)]
struct HiddenVariable {
    program: ProgramWithProbes,
    name: String,
    /// Where our own value is used after a move, as a sign that borrows are checked.
    control: Place,
    /// Where what the statement does begins and ends.
    inside: [Place; 2],
}

impl UseQuery {
    /// Asks what a statement needs of the variable with this name. `path` is what the compiler will
    /// call the program's file.
    ///
    /// # Errors
    /// There is no place for a question before or behind the statement, it doesn't use the variable,
    /// or the variable is `self`, which can't be hidden.
    pub fn new(
        source: &Source,
        path: &str,
        facts: &Facts,
        name: &str,
        statement: NodeId,
    ) -> Result<Self, NotAsked> {
        let reader = PlaceReader::new(source)?;
        let before = reader.before(statement)?;
        let after = reader.after(statement)?;
        let variable = reader.variable_of(name, before)?;
        if name == "self" || !reader.is_used_in(variable, statement) {
            return Err(NotAsked::NoPlace);
        }
        let mut questions = Vec::new();
        for boundary in [before, after] {
            // What the statement declares may have the same name.
            if reader.variable_of(name, boundary)? != variable {
                return Err(NotAsked::NoPlace);
            }
            let question = question_about(&reader, facts, name, boundary)?;
            questions.push(PermissionQuestion {
                is_alone: true,
                ..question
            });
        }
        Ok(Self {
            around: PermissionQuery::new(source.text(), path, &questions),
            hidden: HiddenVariable::new(source.text(), name, &what_it_does(&reader, statement)),
            statement: ends_of(&reader, source, statement),
            path: path.to_owned(),
        })
    }

    /// What is to be compiled: three variants.
    pub fn variants(&self) -> Vec<Variant> {
        let mut variants = self.around.variants();
        variants.push(Variant {
            text: self.hidden.program.text.clone(),
        });
        variants
    }

    /// What the statement needs. `answers` are those to [`Self::variants`], in the same order.
    ///
    /// # Errors
    /// The compiler's words don't tell.
    pub fn read(&self, answers: &[Answer]) -> Result<Access, NotAsked> {
        let around = self.around.read(answers);
        let mut around = around.into_iter();
        let mut next = || around.next().unwrap_or(Err(NotAsked::NoWord));
        let (before, after) = (next()?, next()?);
        if !before.read.is_allowed() {
            return Err(NotAsked::NoWord);
        }
        if self.is_moved_by_statement(&after) {
            return Ok(Access::Own);
        }
        match answers.last() {
            Some(Ok(reply)) => self.hidden.read(reply, &self.path),
            Some(Err(reason)) => Err(reason.clone()),
            None => Err(NotAsked::NoWord),
        }
    }

    fn is_moved_by_statement(&self, after: &Permissions) -> bool {
        let Permission::Denied(reason) = &after.read else {
            return false;
        };
        reason.code.as_deref() == Some("E0382") && moves_in(reason, self.statement, &self.path)
    }
}

/// Where a node begins and ends.
pub fn ends_of(reader: &PlaceReader, source: &Source, node: NodeId) -> [Place; 2] {
    let bytes = reader.tree().bytes(node);
    let ends = places(source.text(), &[bytes.start, bytes.end]);
    [ends[0], ends[1]]
}

/// Whether one of the moves that an error names is between two places.
pub fn moves_in(error: &Diagnostic, [begin, end]: [Place; 2], path: &str) -> bool {
    error.spans.iter().any(|span| {
        let label = span.label.as_deref().unwrap_or("");
        let is_move = label.contains("moved") && !label.starts_with("move occurs");
        is_move && !span.is_primary && is_between(span, begin, end, path)
    })
}

fn is_between(span: &Span, begin: Place, end: Place, path: &str) -> bool {
    let at = (span.line_start, span.column_start);
    span.file_name == path && (begin.line, begin.column) <= at && at < (end.line, end.column)
}

/// The bytes of what is run for a statement: the value of a `let`, or all of it.
fn what_it_does(reader: &PlaceReader, statement: NodeId) -> Range<usize> {
    let tree = reader.tree();
    let value = match tree.kind(statement) {
        NodeKind::Let => tree.child(statement, Role::Initializer),
        _ => None,
    };
    tree.bytes(value.unwrap_or(statement))
}

impl HiddenVariable {
    fn new(program: &str, name: &str, inside: &Range<usize>) -> Self {
        let probe = unused_name(program, "__Probe");
        let [head, value] = [0, 1].map(|part| control(&probe)[part].1.clone());
        let rest = format!("{value});}}let {name}=&{name};");
        let insertions = [
            (inside.start, format!("{{{head}")),
            (inside.start, rest),
            (inside.end, "}".to_owned()),
            (program.len(), probe_items(&probe)),
        ];
        let insertions = insertions.map(|(at, text)| Insertion { at, text });
        let begin = insertions[1].text.chars().count();
        let program = insert(program, &insertions);
        let [control, end] = [program.places[1], program.places[2]];
        Self {
            name: name.to_owned(),
            control,
            inside: [
                Place {
                    column: control.column + begin,
                    ..control
                },
                end,
            ],
            program,
        }
    }

    fn read(&self, reply: &Reply, path: &str) -> Result<Access, NotAsked> {
        let is_control = |error: &Diagnostic| {
            error.code.as_deref() == Some("E0382")
                && error.primary_span().is_some_and(|span| {
                    let place = (span.line_start, span.column_start);
                    place == (self.control.line, self.control.column)
                })
        };
        if !reply.errors().any(is_control) {
            return Err(NotAsked::NoWord);
        }
        let [begin, end] = self.inside;
        let inside = reply.errors().filter(|error| {
            let primary = error.primary_span();
            primary.is_some_and(|span| is_between(span, begin, end, path))
        });
        let mut access = Access::Read;
        for error in inside {
            if !self.is_write(error) {
                return Err(NotAsked::NoWord);
            }
            access = Access::Write;
        }
        Ok(access)
    }

    /// Whether an error says that what is behind our reference can't be changed.
    fn is_write(&self, error: &Diagnostic) -> bool {
        let is_of_change = matches!(error.code.as_deref(), Some("E0594" | "E0596"));
        let mut named = error.message.split('`').skip(1).step_by(2);
        is_of_change && named.any(|place| variable_in(place) == self.name)
    }
}
