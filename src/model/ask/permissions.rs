//! What may be done with a place between two statements: read it, write it, take it.
//!
//! A probe is a block that is never run, but that rustc checks like all others. Its errors are the
//! answer. It falls through to the next statement, so that loans which are needed later are alive
//! in it. In order, it has:
//!
//! - A control: a value of ours that is used after a move. If rustc says nothing of that, it didn't
//!   check this function's borrows, and silence about the rest means nothing.
//! - The place, moved or not, and then read. rustc reports a place that has been moved once for each
//!   set of moves, and the program may have such an error already. With a move of ours among them,
//!   the set is always another one, and the labels tell whether there are further moves.
//! - The place read, written, and taken.
//!
//! Whatever was taken is put back, so that nothing is missing behind the probe. Errors at a put-back
//! are ours alone.
//!
//! To use a reference in a probe keeps its loan alive up to there. So places whose type may hold a
//! reference are asked alone in their function; if an error elsewhere then names the probe as the
//! later use, the reference is no longer valid at the probe. So are variables that are declared
//! without a value: rustc reports each of them once. All other questions share a variant, and
//! questions about different functions always do.

use crate::model::ask::facts::Facts;
use crate::model::ask::insert::{Insertion, ProgramWithProbes, in_root, insert, unused_name};
use crate::model::ask::places::{Boundary, PlaceReader};
use crate::model::ask::probe_spans::{
    Access, ProbePart, ProbeSpans, control, in_program, probe_items,
};
use crate::model::ask::types::AskPoint;
use crate::model::ask::{Answer, NotAsked, Reply, Variant};
use crate::model::diagnostic::{Diagnostic, Span};

/// How many probes one variant has at most: each costs the compiler several errors.
const MOST_PROBES: usize = 24;

/// Whether the compiler lets something be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Permission {
    /// It does.
    Allowed,
    /// It doesn't, and says why. Places are the program's; the probe's own is where it was put. If
    /// the primary span is elsewhere, a reference isn't valid any more because of what stands there.
    Denied(Box<Diagnostic>),
}

impl Permission {
    /// Whether it's allowed.
    pub fn is_allowed(&self) -> bool {
        *self == Self::Allowed
    }
}

/// What may be done with one place at one point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Permissions {
    /// Whether it may be read.
    pub read: Permission,
    /// Whether it may be changed. A variable without `mut` may not.
    pub write: Permission,
    /// Whether it may be taken away, or copied if it's `Copy`.
    pub own: Permission,
}

impl Permissions {
    /// The one for this access.
    pub fn of(&self, access: Access) -> &Permission {
        match access {
            Access::Read => &self.read,
            Access::Write => &self.write,
            Access::Own => &self.own,
        }
    }
}

/// A question for the permissions of a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PermissionQuestion {
    /// The place, and where.
    pub point: AskPoint,
    /// What stands for the function that it's in, such as the offset at which that begins.
    pub function: usize,
    /// Whether it has to be the only one in its function: the place may hold a reference, or its
    /// variable is declared without a value.
    pub is_alone: bool,
}

/// The question for a place that is written out, such as `self.items`, at a boundary.
///
/// # Errors
/// It can't be put there; see [`PlaceReader`].
pub fn question_about(
    reader: &PlaceReader,
    facts: &Facts,
    place: &str,
    boundary: Boundary,
) -> Result<PermissionQuestion, NotAsked> {
    let variable = reader.variable_of(place, boundary)?;
    let function = reader.function_of(variable, boundary)?;
    let known = facts.variable_at(reader.declaration_of(variable));
    let ty = known.and_then(|known| known.ty.as_deref());
    Ok(PermissionQuestion {
        point: reader.point(place, boundary)?,
        function: reader.tree().bytes(function).start,
        is_alone: ty.is_none_or(may_borrow) || reader.is_declared_empty(variable),
    })
}

/// Whether a value of this type, in rustc's words, may hold a reference to something in the
/// function that it's in.
pub fn may_borrow(ty: &str) -> bool {
    let marks = ["&", "'", "{", "impl ", "dyn "];
    marks.iter().any(|mark| ty.contains(mark))
}

/// Questions for permissions: their variants, and how the answers are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PermissionQuery {
    variants: Vec<ProgramWithProbes>,
    /// For each question its variant, and where the parts of its probe stand there.
    asked: Vec<(usize, ProbeSpans)>,
    questions: Vec<PermissionQuestion>,
    probe: String,
    path: String,
}

impl PermissionQuery {
    /// Asks these questions about a program. `path` is what the compiler will call its file.
    pub fn new(program: &str, path: &str, questions: &[PermissionQuestion]) -> Self {
        let probe = unused_name(program, "__Probe");
        let mut query = Self {
            variants: Vec::new(),
            asked: vec![(0, ProbeSpans::default()); questions.len()],
            questions: questions.to_vec(),
            probe,
            path: path.to_owned(),
        };
        for (number, chosen) in group(questions).into_iter().enumerate() {
            query.add_variant(program, number, &chosen);
        }
        query
    }

    /// What is to be compiled.
    pub fn variants(&self) -> Vec<Variant> {
        let texts = self.variants.iter().map(|variant| variant.text.clone());
        texts.map(|text| Variant { text }).collect()
    }

    fn add_variant(&mut self, program: &str, number: usize, chosen: &[usize]) {
        let mut insertions: Vec<Insertion> = Vec::new();
        let mut add = |at, text| {
            insertions.push(Insertion { at, text });
            insertions.len() - 1
        };
        let mut blocks: Vec<(usize, usize)> = Vec::new();
        let mut probes = Vec::new();
        for index in chosen {
            let point = &self.questions[*index].point;
            if let Some(until) = point.block_until
                && !blocks.contains(&(point.at, until))
            {
                blocks.push((point.at, until));
                add(point.at, "{".to_owned());
                add(until, "}".to_owned());
            }
            let parts = probe_parts(&point.expression, &self.probe);
            let text = parts.iter().map(|(_, text)| text.as_str()).collect();
            probes.push((*index, add(point.at, text), parts));
        }
        add(program.len(), probe_items(&self.probe));
        let inserted = insert(program, &insertions);
        for (index, insertion, parts) in probes {
            let spans = ProbeSpans::new(inserted.places[insertion], &parts);
            self.asked[index] = (number, spans);
        }
        self.variants.push(inserted);
    }

    /// The permissions in the order of the questions. `answers` are those to [`Self::variants`], in
    /// the same order.
    pub fn read(&self, answers: &[Answer]) -> Vec<Result<Permissions, NotAsked>> {
        let asked = self.asked.iter().zip(&self.questions);
        let read = asked.map(|((variant, spans), question)| {
            let reply = match answers.get(*variant) {
                Some(Ok(reply)) => reply,
                Some(Err(reason)) => return Err(reason.clone()),
                None => return Err(NotAsked::NoWord),
            };
            let verdict = Verdict {
                query: self,
                program: &self.variants[*variant],
                spans,
                place: &question.point.expression,
            };
            verdict.of(reply)
        });
        read.collect()
    }
}

/// Which questions share a variant.
fn group(questions: &[PermissionQuestion]) -> Vec<Vec<usize>> {
    let mut variants: Vec<Vec<usize>> = Vec::new();
    for (index, question) in questions.iter().enumerate() {
        let fits = |others: &&mut Vec<usize>| {
            let is_free = |other: &usize| is_independent(question, &questions[*other]);
            others.len() < MOST_PROBES && others.iter().all(is_free)
        };
        match variants.iter_mut().find(fits) {
            Some(others) => others.push(index),
            None => variants.push(vec![index]),
        }
    }
    variants
}

/// Whether neither probe changes what the compiler says of the other.
fn is_independent(one: &PermissionQuestion, other: &PermissionQuestion) -> bool {
    let (place, other_place) = (&one.point.expression, &other.point.expression);
    // A variable and a part of it share their moves.
    let is_plain = !one.is_alone && !other.is_alone;
    let is_related = place != other_place && variable_in(place) == variable_in(other_place);
    one.function != other.function || (is_plain && !is_related)
}

/// The variable that a place begins with.
pub fn variable_in(place: &str) -> &str {
    let begin = place.trim_start_matches(['*', '(', ' ']);
    let end = begin.find(['.', '[', ')', ' ']);
    &begin[..end.unwrap_or(begin.len())]
}

/// What a probe is made of, in one line.
fn probe_parts(place: &str, probe: &str) -> Vec<(ProbePart, String)> {
    use ProbePart::{Ask, Frame, Move, PutBack, ReadAfterMove};
    let p = in_root(probe);
    let ask = format!("if {p}ask(){{");
    let take = format!("{p}take({place})");
    let put_back = format!("{place}={p}make()");
    let mut parts = control(probe);
    parts.extend([
        (Frame, format!(");{ask}{ask}")),
        (Move, take.clone()),
        (Frame, ";}let _=".to_owned()),
        (ReadAfterMove, format!("&{place}")),
        (Frame, ";".to_owned()),
        (PutBack, put_back.clone()),
        (Frame, format!(";}}{ask}let _=")),
        (Ask(Access::Read), format!("&{place}")),
        (Frame, format!(";}}{ask}let _=")),
        (Ask(Access::Write), format!("&mut {place}")),
        (Frame, format!(";}}{ask}")),
        (Ask(Access::Own), take),
        (Frame, ";".to_owned()),
        (PutBack, put_back),
        (Frame, ";}}".to_owned()),
    ]);
    parts
}

/// How the errors at one probe are read.
struct Verdict<'a> {
    query: &'a PermissionQuery,
    program: &'a ProgramWithProbes,
    spans: &'a ProbeSpans,
    place: &'a str,
}

impl Verdict<'_> {
    fn of(&self, reply: &Reply) -> Result<Permissions, NotAsked> {
        let is_control = |error: &&Diagnostic| {
            error.code.as_deref() == Some("E0382")
                && self.primary_part(error) == Some(ProbePart::Control)
        };
        if !reply.errors().any(|error| is_control(&error)) {
            return Err(NotAsked::NoWord);
        }
        if let Some(error) = reply.errors().find(|error| self.denies_all(error)) {
            let denied = Permission::Denied(Box::new(self.explain(error)));
            return Ok(Permissions {
                read: denied.clone(),
                write: denied.clone(),
                own: denied,
            });
        }
        if reply.errors().any(|error| self.hides_answers(error)) {
            return Err(NotAsked::NoWord);
        }
        let permission = |access| {
            let part = ProbePart::Ask(access);
            let denying = reply
                .errors()
                .find(|error| self.parts(error).contains(&part));
            match denying {
                Some(error) => Permission::Denied(Box::new(self.explain(error))),
                None => Permission::Allowed,
            }
        };
        Ok(Permissions {
            read: permission(Access::Read),
            write: permission(Access::Write),
            own: permission(Access::Own),
        })
    }

    /// Whether an error says that the place has no value here, or holds a reference that isn't
    /// valid any more.
    fn denies_all(&self, error: &Diagnostic) -> bool {
        let Some(primary) = self.primary_part(error) else {
            // The nearest later use of a reference is our move of it.
            return self.parts(error).contains(&ProbePart::Move);
        };
        let is_other_move = |span: &Span| {
            let label = span.label.as_deref().unwrap_or("");
            let is_move = label.contains("moved") && !label.starts_with("move occurs");
            is_move && !span.is_primary && self.part(span).is_none()
        };
        match (error.code.as_deref(), primary) {
            (_, ProbePart::Control | ProbePart::Frame | ProbePart::PutBack) => false,
            (Some("E0382"), ProbePart::ReadAfterMove) => error.spans.iter().any(is_other_move),
            (Some("E0381" | "E0382"), _) => true,
            _ => false,
        }
    }

    /// Whether an error about this place, or a part of it, stands elsewhere: rustc may have reported
    /// that one instead of ours.
    fn hides_answers(&self, error: &Diagnostic) -> bool {
        let of_this = || {
            let mut named = error.message.split('`').skip(1).step_by(2);
            named.any(|place| variable_in(place) == variable_in(self.place))
        };
        let of_a_part = || {
            let mut named = error.message.split('`').skip(1).step_by(2);
            let is_part = |place: &str| {
                let behind = place.strip_prefix(self.place);
                behind.is_some_and(|behind| behind.starts_with(['.', '[']))
            };
            named.any(is_part) || error.message.contains("partially")
        };
        let is_elsewhere = self.primary_part(error).is_none();
        match error.code.as_deref() {
            Some("E0381") => is_elsewhere && of_this(),
            Some("E0382") => is_elsewhere && of_this() && of_a_part(),
            _ => false,
        }
    }

    fn part(&self, span: &Span) -> Option<ProbePart> {
        self.spans.part(span, &self.query.path)
    }

    fn parts(&self, error: &Diagnostic) -> Vec<ProbePart> {
        let spans = error.spans.iter();
        spans.filter_map(|span| self.part(span)).collect()
    }

    fn primary_part(&self, error: &Diagnostic) -> Option<ProbePart> {
        self.part(error.primary_span()?)
    }

    /// The error as it's told to somebody who doesn't see the probe.
    fn explain(&self, error: &Diagnostic) -> Diagnostic {
        let is_ours = |span: &Span| self.part(span).is_some();
        in_program(
            error,
            self.program,
            &self.query.path,
            &self.query.probe,
            &is_ours,
        )
    }
}
