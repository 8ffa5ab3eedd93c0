//! What may be done with places of a program, and what its statements need.

use crate::engine::ask::context::CompileContext;
use crate::engine::ask::{Asker, LONGEST_VARIANT};
use crate::engine::process::Cancel;
use crate::model::ask::NotAsked;
use crate::model::ask::facts::Facts;
use crate::model::ask::permissions::{
    PermissionQuery, PermissionQuestion, Permissions, question_about,
};
use crate::model::ask::places::{Boundary, PlaceReader};
use crate::rust::Source;

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
