//! The lifetimes that rustc's labels speak of, and where the signature has them.

use crate::lens::case::{Case, Clue};
use crate::lens::labels;
use crate::lens::query::lifetimes;
use crate::lens::query::statements::around;
use crate::rust::{Function, NodeId, NodeKind, Role};

/// A lifetime by what it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Region {
    /// A lifetime with a name that the program gives it.
    Named(String),
    /// `'static`
    Static,
    /// One without a name in the type of a parameter.
    OfParameter {
        /// The parameter.
        parameter: NodeId,
        /// Its name.
        name: String,
        /// Whether it's the lifetime of the parameter itself, which is a reference, rather than
        /// one in what that refers to.
        is_outermost: bool,
    },
    /// One without a name in what's returned.
    OfResult,
}

/// A region and where it's drawn, in bytes.
#[derive(Debug, Clone)]
pub struct Place {
    /// What it stands for.
    pub region: Region,
    /// The place; a named lifetime's in the type of the parameter or result that has it.
    pub byte: Option<usize>,
}

impl Region {
    /// The lifetime in words.
    pub fn words(&self) -> String {
        match self {
            Self::Named(name) => format!("`{name}`"),
            Self::Static => "`'static`".to_owned(),
            Self::OfParameter {
                name, is_outermost, ..
            } if *is_outermost => {
                format!("the lifetime of the reference `{name}`")
            }
            Self::OfParameter { name, .. } => format!("a lifetime in the type of `{name}`"),
            Self::OfResult => "the lifetime of the result".to_owned(),
        }
    }

    /// How long something with this lifetime lives: "as long as the reference `x`".
    pub fn duration(&self) -> String {
        match self {
            Self::Named(name) => format!("for `{name}`"),
            Self::Static => "for the rest of the program (`'static`)".to_owned(),
            Self::OfParameter {
                name, is_outermost, ..
            } if *is_outermost => {
                format!("as long as the reference `{name}`")
            }
            Self::OfParameter { name, .. } => format!("for a lifetime in the type of `{name}`"),
            Self::OfResult => "as long as the result is used".to_owned(),
        }
    }
}

/// How long a signature says that something lives: "lives for `'a`". What has no borrow at all may go
/// as soon as it likes, and is `'static` all the same.
pub fn promise(region: &Region) -> String {
    match region {
        Region::Static => format!("may live {}", region.duration()),
        _ => format!("lives {}", region.duration()),
    }
}

/// The region that a label calls by this name. `None` if no label or signature tells what it is.
pub fn of(case: &Case, function: &Function, name: &str) -> Option<Place> {
    if name == "'static" {
        let byte = None;
        let region = Region::Static;
        return Some(Place { region, byte });
    }
    let is_anonymous = name
        .trim_start_matches('\'')
        .starts_with(|c: char| c.is_ascii_digit());
    if is_anonymous {
        return anonymous(case, function, name);
    }
    let region = Region::Named(name.to_owned());
    let parameters = function.parameters.iter();
    let types = parameters.map(|one| lifetimes::type_of(case, *one));
    let mut types = types.chain(function.returns);
    let place = types.find_map(|ty| lifetimes::named_in(case, ty, name));
    let place = place.or_else(|| lifetimes::self_with(case, function, name));
    let byte = place.map(|place| case.tree.bytes(place).start);
    Some(Place { region, byte })
}

fn anonymous(case: &Case, function: &Function, name: &str) -> Option<Place> {
    let is_about = |clue: &&Clue| {
        !clue.is_primary
            && labels::names(&clue.label)
                .iter()
                .any(|one| holds(one, name))
    };
    let clue = case.clues.iter().find(is_about)?;
    let begin = clue.bytes.start;
    let node = case.tree.innermost_at(begin);
    let byte = Some(begin);
    let is_result = around(case, node).any(|at| Some(at) == function.returns);
    if is_result {
        let region = Region::OfResult;
        return Some(Place { region, byte });
    }
    let parameter = lifetimes::parameter_at(case, function, begin)?;
    let ty = lifetimes::type_of(case, parameter);
    let is_reference = matches!(
        case.tree.kind(ty),
        NodeKind::ReferenceType | NodeKind::SelfParameter
    );
    Some(Place {
        region: Region::OfParameter {
            parameter,
            name: lifetimes::name_of(case, parameter)?.to_owned(),
            is_outermost: is_reference
                && begin == case.tree.bytes(ty).start
                && calls_reference(clue, name),
        },
        byte,
    })
}

/// Whether a label is about the lifetime of a reference, rather than one in what it refers to.
fn calls_reference(clue: &Clue, name: &str) -> bool {
    if labels::has_shape(&clue.label, "let's call the lifetime of this reference _") {
        return true;
    }
    let is_typed = labels::has_shape(&clue.label, "has type _");
    let of_type = clue.name(0).filter(|_| is_typed);
    of_type.is_some_and(|told| told.starts_with(&format!("&{name} ")))
}

/// Whether a name in a label is this lifetime, or a type with it: "has type `&'1 str`".
fn holds(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let behind = text[at + name.len()..].chars().next();
        behind.is_none_or(|next| !next.is_alphanumeric() && next != '_')
    })
}

/// The parameter of the program's own lifetimes with this name, around a function.
pub fn declaration(case: &Case, function: &Function, name: &str) -> Option<NodeId> {
    let mut items = around(case, function.node);
    items.find_map(|item| {
        let mut parameters = case.tree.children_as(item, Role::Parameter);
        parameters.find(|one| {
            let own = case.tree.child(*one, Role::Name);
            case.tree.kind(*one) == NodeKind::GenericParameter
                && own.is_some_and(|own| case.written(own) == name)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lifetime_is_found_in_a_type() {
        assert!(holds("&'1 str", "'1") && holds("'1", "'1"));
        assert!(!holds("&'12 str", "'1") && !holds("&'2 str", "'1"));
    }
}
