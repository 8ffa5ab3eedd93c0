//! What may be done with places of a program, and what its statements need.

use crate::engine::ask::context::CompileContext;
use crate::engine::ask::{Asker, LONGEST_VARIANT};
use crate::engine::process::Cancel;
use crate::model::ask::NotAsked;
use crate::model::ask::facts::Facts;
use crate::model::ask::insert::places;
use crate::model::ask::permissions::{
    PermissionQuery, PermissionQuestion, Permissions, question_about,
};
use crate::model::ask::places::{Boundary, PlaceReader};
use crate::model::ask::probe_spans::Access;
use crate::model::ask::uses::UseQuery;
use crate::rust::{NodeId, Source};

/// Asks what may be done with places, each given as it's written with the boundary at which it's
/// asked. `facts` are those about the same program: what is known to hold no reference can be asked
/// together.
///
/// Questions about different functions share a compile, and so do up to 24 about places that hold no
/// reference. Every other question takes one of its own.
pub fn of_places(
    asker: &Asker,
    context: &CompileContext,
    source: &Source,
    facts: &Facts,
    places: &[(String, Boundary)],
    cancel: &Cancel,
) -> Vec<Result<Permissions, NotAsked>> {
    let all = |reason: NotAsked| vec![Err(reason); places.len()];
    if source.text().len() > LONGEST_VARIANT {
        return all(NotAsked::TooLong);
    }
    let reader = match PlaceReader::new(source) {
        Ok(reader) => reader,
        Err(reason) => return all(reason),
    };
    let questions = places
        .iter()
        .map(|(place, boundary)| question_about(&reader, facts, place, *boundary));
    let questions: Vec<Result<PermissionQuestion, NotAsked>> = questions.collect();
    let asked: Vec<PermissionQuestion> = questions.iter().flatten().cloned().collect();
    let query = PermissionQuery::new(source.text(), &context.path, &asked);
    let answers = asker.ask(context, &query.variants(), cancel);
    let mut read = query.read(&answers).into_iter();
    let answer = |question: Result<PermissionQuestion, NotAsked>| {
        question.and_then(|_| read.next().unwrap_or(Err(NotAsked::NoWord)))
    };
    questions.into_iter().map(answer).collect()
}

/// What may be done with a place around a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementPermissions {
    /// Right before it.
    pub before: Result<Permissions, NotAsked>,
    /// Right behind it.
    pub after: Result<Permissions, NotAsked>,
    /// What the statement needs of the variable.
    pub need: Result<Access, NotAsked>,
}

/// Asks about a place around the first statement that begins in a line. `None` if none does.
pub fn around_line(
    asker: &Asker,
    context: &CompileContext,
    source: &Source,
    facts: &Facts,
    (place, line): (&str, u32),
    cancel: &Cancel,
) -> Option<StatementPermissions> {
    let reader = PlaceReader::new(source).ok()?;
    let tree = reader.tree();
    let begins_here = |node: &NodeId| {
        let begin = tree.bytes(*node).start;
        let is_here = places(source.text(), &[begin])[0].line == line as usize;
        is_here && reader.before(*node).is_ok()
    };
    let statement = tree.nodes().find(begins_here)?;
    let ask = |boundary: Result<Boundary, NotAsked>| {
        let asked = [(place.to_owned(), boundary?)];
        let found = of_places(asker, context, source, facts, &asked, cancel);
        found.into_iter().next().unwrap_or(Err(NotAsked::NoPlace))
    };
    let need = UseQuery::new(source, &context.path, facts, place, statement).and_then(|query| {
        let answers = asker.ask(context, &query.variants(), cancel);
        query.read(&answers)
    });
    Some(StatementPermissions {
        before: ask(reader.before(statement)),
        after: ask(reader.after(statement)),
        need,
    })
}
