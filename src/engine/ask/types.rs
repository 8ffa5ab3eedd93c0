//! The types of all variables of a file.

use crate::engine::ask::context::CompileContext;
use crate::engine::ask::{Asker, LONGEST_VARIANT};
use crate::engine::process::Cancel;
use crate::model::ask::NotAsked;
use crate::model::ask::insert::{Place, places};
use crate::model::ask::points;
use crate::model::ask::types::{AskPoint, KnownType, TypeQuery};
use crate::rust::Source;

/// A variable and its type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedVariable {
    /// Its name, as it is written.
    pub name: String,
    /// Where its name stands in its declaration, as an offset in bytes.
    pub at: usize,
    /// The same as the compiler counts.
    pub place: Place,
    /// Its type.
    pub found: Result<KnownType, NotAsked>,
}

/// Asks for the types of all variables that a program declares, in the order of the text. The
/// program is the one that the context is for.
///
/// # Errors
/// [`NotAsked::Unreadable`], [`NotAsked::TooLong`].
pub fn of_file(
    asker: &Asker,
    context: &CompileContext,
    source: &Source,
    cancel: &Cancel,
) -> Result<Vec<TypedVariable>, NotAsked> {
    if source.text().len() > LONGEST_VARIANT {
        return Err(NotAsked::TooLong);
    }
    let tree = source.tree().map_err(|_| NotAsked::Unreadable)?;
    let names = source.names().map_err(|_| NotAsked::Unreadable)?;
    let variables = points::variables(source, tree, names);
    let points = variables
        .iter()
        .filter_map(|variable| variable.point.clone().ok());
    let points: Vec<AskPoint> = points.collect();
    let query = TypeQuery::new(source.text(), &context.path, &points);
    let answers = asker.ask(context, &query.variants(), cancel);
    let mut found = query.read(&answers).into_iter();
    let offsets: Vec<usize> = variables.iter().map(|variable| variable.at).collect();
    let typed = variables.into_iter().zip(places(source.text(), &offsets));
    let typed = typed.map(|(variable, place)| TypedVariable {
        name: variable.name,
        at: variable.at,
        place,
        found: match variable.point {
            Ok(_) => found.next().unwrap_or(Err(NotAsked::NoWord)),
            Err(reason) => Err(reason),
        },
    });
    Ok(typed.collect())
}
