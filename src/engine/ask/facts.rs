//! All that the lens wants to know about a file from the compiler.

use crate::engine::ask::context::CompileContext;
use crate::engine::ask::{Asker, types};
use crate::engine::process::Cancel;
use crate::model::ask::facts::Facts;
use crate::rust::Source;

/// Asks for the facts about a program. It takes one compile, and a second beside it if the program
/// has variables in a `const fn` or in a constant's value. What can't be asked is left out.
pub fn of_file(asker: &Asker, context: &CompileContext, source: &Source, cancel: &Cancel) -> Facts {
    let typed = types::of_file(asker, context, source, cancel).unwrap_or_default();
    let variables = typed.into_iter();
    Facts::new(variables.map(|typed| (typed.at, typed.found.into())))
}
