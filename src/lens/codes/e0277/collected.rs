//! What `collect`, `sum` and `product` make of an iterator's elements.

use std::ops::Range;

use crate::lens::case::Case;
use crate::lens::labels;
use crate::lens::query::articles;
use crate::lens::repair::Repair;
use crate::rust::edit::TextEdit;
use crate::rust::{NodeId, NodeKind, Role};

/// What is made, of which elements, and for what, as rustc tells it.
struct Collected<'a> {
    made: &'a str,
    /// What `made` gets. If it's only a part of what is wanted, that's inside of the iterator's elements.
    elements: &'a str,
    /// The whole that is wanted, and the iterator's elements, if `made` is only a part.
    whole: Option<(&'a str, &'a str)>,
}

fn collected<'a>(case: &'a Case) -> Option<Collected<'a>> {
    let shapes = [
        "a value of type _ cannot be built from an iterator over elements of type _",
        "a value of type _ cannot be made by summing an iterator over elements of type _",
        "a value of type _ cannot be made by multiplying all elements of type _ from an iterator",
    ];
    let message = &case.diagnostic.message;
    let mut shapes = shapes.iter();
    if !shapes.any(|shape| labels::has_shape(message, shape)) {
        return None;
    }
    let (made, elements) = (case.named(0)?, case.named(1)?);
    let whole = match case.note_names("required for")[..] {
        [whole, wanted, ..] if whole != made => Some((whole, argument(wanted)?)),
        _ => None,
    };
    Some(Collected {
        made,
        elements,
        whole,
    })
}

/// The argument of a trait: the `u8` of `Sum<u8>`.
fn argument(of_trait: &str) -> Option<&str> {
    let (_, rest) = of_trait.split_once('<')?;
    rest.strip_suffix('>')
}

/// `collect`, `sum` and `product`.
pub fn built_from_elements(case: &Case) -> Option<String> {
    let Collected {
        made,
        elements,
        whole,
    } = collected(case)?;
    let name = case.text(&case.primary.bytes);
    let node = case.tree.innermost_at(case.primary.bytes.start);
    let is_method = case.tree.kind(node) == NodeKind::Name;
    let line = case.primary.line();
    let told = |elements: &str| {
        if articles::is_unsettled(elements) {
            articles::plural(elements)
        } else {
            format!("of type `{elements}`")
        }
    };
    let made = articles::a(made);
    is_method.then(|| match whole {
        Some((whole, all)) => format!(
            "The elements that `{name}` gets on line {line} are {}. For the `{whole}`, {made} would have to be made of what's in them, which {}. That can't be done.",
            told(all),
            articles::is(elements)
        ),
        None => format!(
            "The elements that `{name}` gets on line {line} are {}, and {made} can't be made of those.",
            told(elements)
        ),
    })
}

/// The type in a `::<...>` of the same chain that says what the elements are: where it is, a sentence,
/// and a repair if rustc knows the type that's needed.
pub struct Asked {
    pub bytes: Range<usize>,
    pub sentence: String,
    pub repair: Option<Repair>,
}

/// Where the chain before `collect` asks for its elements' type, if it does so in one place.
pub fn asked_for(case: &Case) -> Option<Asked> {
    let found = collected(case)?;
    let call = case
        .tree
        .parent(case.tree.innermost_at(case.primary.bytes.start))?;
    let receiver = case.tree.child(call, Role::Receiver)?;
    let is_it = |node: &NodeId| {
        let parent = case.tree.parent(*node);
        case.tree.role(*node) == Role::GenericArgument
            && parent.is_some_and(|at| case.tree.kind(at) == NodeKind::MethodCall)
            && case.written(*node) == found.elements
    };
    let mut all = case.tree.descendants(receiver).filter(is_it);
    let place = all.next().filter(|_| all.next().is_none())?;
    let method = case.tree.child(case.tree.parent(place)?, Role::Name)?;
    let bytes = case.tree.bytes(place);
    let line = case.line(bytes.start);
    let sentence = format!(
        "Line {line} asks for {}: `{}::<{}>`.",
        articles::a(found.elements),
        case.written(method),
        found.elements
    );
    let needed = match case.note_names("for that trait implementation, expected")[..] {
        [needed, told] if told == found.elements => Some(needed),
        _ => None,
    };
    let repair = needed.map(|needed| {
        let edits = vec![TextEdit::replacement(bytes.clone(), needed)];
        Repair::edit(
            format!("Ask for {} on line {line}.", articles::a(needed)),
            edits,
        )
    });
    Some(Asked {
        bytes,
        sentence,
        repair,
    })
}
