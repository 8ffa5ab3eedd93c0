//! Statements about a program that can be put to the compiler.
//!
//! That a reference borrows a variable is asked in a block that never ends: it writes the variable
//! and then uses the reference, and nothing behind it needs anything any more. So if the write is in
//! conflict with a loan, it's this reference that holds it.

use crate::model::ask::facts::Facts;
use crate::model::ask::insert::Place;
use crate::model::ask::insert::{Insertion, insert, unused_name};
use crate::model::ask::permissions::{
    Permission, PermissionQuery, PermissionQuestion, question_about,
};
use crate::model::ask::places::PlaceReader;
use crate::model::ask::probe_spans::{Access, ProbePart, ProbeSpans, control, probe_items};
use crate::model::ask::type_text::{is_mutable_reference, is_shared_reference};
use crate::model::ask::uses::{ends_of, moves_in};
use crate::model::ask::{Answer, NotAsked, Reply, Variant};
use crate::rust::{NodeId, Source};

/// Something that is said about a program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Claim {
    /// The statement moves the place.
    Moves {
        /// The place, as it's written.
        place: String,
        /// The statement.
        statement: NodeId,
    },
    /// Right behind the statement, the borrower keeps a reference to the owner.
    Borrows {
        /// The variable that holds the reference.
        borrower: String,
        /// The place that it borrows.
        owner: String,
        /// The statement.
        statement: NodeId,
    },
    /// The variable has a type of this form.
    HasForm {
        /// Where its name stands in its declaration, as an offset in bytes.
        variable: usize,
        /// What its type is said to be.
        form: TypeForm,
    },
}

/// Whether a type is a reference, and of which kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TypeForm {
    /// `&T`
    Shared,
    /// `&mut T`
    Mutable,
    /// No reference itself; there may be some in it.
    Owned,
}

/// What the compiler says of a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClaimVerdict {
    /// It's true.
    Confirmed,
    /// It's false.
    Denied,
    /// The question couldn't be put, or has no answer.
    NotAsked(NotAsked),
}

/// The question whether a claim is true.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimQuery(Question);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Question {
    Known(bool),
    Moves {
        after: PermissionQuery,
        statement: [Place; 2],
        path: String,
    },
    Borrows {
        text: String,
        spans: ProbeSpans,
        path: String,
    },
}

impl ClaimQuery {
    /// Asks whether a claim about a program is true. `path` is what the compiler will call its file.
    ///
    /// # Errors
    /// There is no place for the question, or the facts don't tell.
    pub fn new(
        source: &Source,
        path: &str,
        facts: &Facts,
        claim: &Claim,
    ) -> Result<Self, NotAsked> {
        let question = match claim {
            Claim::HasForm { variable, form } => {
                let known = facts.variable_at(*variable);
                let ty = known.and_then(|known| known.ty.as_deref());
                Question::Known(form.fits(ty.ok_or(NotAsked::NoWord)?))
            }
            Claim::Moves { place, statement } => {
                let reader = PlaceReader::new(source)?;
                let boundary = reader.after(*statement)?;
                let question = PermissionQuestion {
                    is_alone: true,
                    ..question_about(&reader, facts, place, boundary)?
                };
                Question::Moves {
                    after: PermissionQuery::new(source.text(), path, &[question]),
                    statement: ends_of(&reader, source, *statement),
                    path: path.to_owned(),
                }
            }
            Claim::Borrows {
                borrower,
                owner,
                statement,
            } => {
                let reader = PlaceReader::new(source)?;
                let boundary = reader.after(*statement)?;
                for place in [borrower, owner] {
                    question_about(&reader, facts, place, boundary)?;
                }
                borrow_question(source, path, [borrower, owner], boundary.at)
            }
        };
        Ok(Self(question))
    }

    /// What is to be compiled: at most one variant.
    pub fn variants(&self) -> Vec<Variant> {
        match &self.0 {
            Question::Known(_) => Vec::new(),
            Question::Moves { after, .. } => after.variants(),
            Question::Borrows { text, .. } => vec![Variant { text: text.clone() }],
        }
    }

    /// The verdict. `answers` are those to [`Self::variants`].
    pub fn read(&self, answers: &[Answer]) -> ClaimVerdict {
        let is_true = match &self.0 {
            Question::Known(is_true) => Ok(*is_true),
            Question::Moves {
                after,
                statement,
                path,
            } => is_moved(after, answers, *statement, path),
            Question::Borrows { spans, path, .. } => match answers.first() {
                Some(Ok(reply)) => is_borrowed(reply, spans, path),
                Some(Err(reason)) => Err(reason.clone()),
                None => Err(NotAsked::NoWord),
            },
        };
        match is_true {
            Ok(true) => ClaimVerdict::Confirmed,
            Ok(false) => ClaimVerdict::Denied,
            Err(reason) => ClaimVerdict::NotAsked(reason),
        }
    }
}

impl TypeForm {
    fn fits(self, ty: &str) -> bool {
        match self {
            Self::Shared => is_shared_reference(ty),
            Self::Mutable => is_mutable_reference(ty),
            Self::Owned => !ty.starts_with('&'),
        }
    }
}

fn is_moved(
    after: &PermissionQuery,
    answers: &[Answer],
    statement: [Place; 2],
    path: &str,
) -> Result<bool, NotAsked> {
    let found = after.read(answers).pop().unwrap_or(Err(NotAsked::NoWord))?;
    match &found.read {
        Permission::Allowed => Ok(false),
        Permission::Denied(reason) if reason.code.as_deref() == Some("E0382") => {
            Ok(moves_in(reason, statement, path))
        }
        // One reason for everything isn't a loan, and may hide a move.
        denied if *denied == found.own => Err(NotAsked::NoWord),
        Permission::Denied(_) => Ok(false),
    }
}

fn borrow_question(
    source: &Source,
    path: &str,
    [borrower, owner]: [&String; 2],
    at: usize,
) -> Question {
    let probe = unused_name(source.text(), "__Probe");
    let mut parts = control(&probe);
    parts.extend([
        (ProbePart::Frame, ");let _=".to_owned()),
        (ProbePart::Ask(Access::Write), format!("&mut {owner}")),
        (ProbePart::Frame, ";let _=".to_owned()),
        (ProbePart::ReadAfterMove, format!("&{borrower}")),
        (ProbePart::Frame, ";loop{}}".to_owned()),
    ]);
    let text = parts.iter().map(|(_, text)| text.as_str()).collect();
    let insertions = [
        Insertion { at, text },
        Insertion {
            at: source.text().len(),
            text: probe_items(&probe),
        },
    ];
    let inserted = insert(source.text(), &insertions);
    Question::Borrows {
        spans: ProbeSpans::new(inserted.places[0], &parts),
        text: inserted.text,
        path: path.to_owned(),
    }
}

fn is_borrowed(reply: &Reply, spans: &ProbeSpans, path: &str) -> Result<bool, NotAsked> {
    let is_at = |codes: &[&str], is_it: &dyn Fn(ProbePart) -> bool| {
        reply.errors().any(|error| {
            let is_of_code = codes.contains(&error.code.as_deref().unwrap_or(""));
            let primary = error.primary_span();
            let part = primary.and_then(|span| spans.part(span, path));
            is_of_code && part.is_some_and(is_it)
        })
    };
    let is_checked = is_at(&["E0382"], &|part| part == ProbePart::Control);
    let has_no_value = is_at(&["E0381", "E0382"], &|part| part != ProbePart::Control);
    if !is_checked || has_no_value {
        return Err(NotAsked::NoWord);
    }
    let conflicts = ["E0499", "E0502", "E0503", "E0505", "E0506"];
    Ok(is_at(&conflicts, &|part| {
        part == ProbePart::Ask(Access::Write)
    }))
}
