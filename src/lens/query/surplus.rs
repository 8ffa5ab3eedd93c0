//! Which arguments of a call with too many are too many: rustc names some, but the types may allow
//! others as well.

use crate::lens::case::{Case, Clue};
use crate::lens::labels;
use crate::lens::query::{callee, lacking, own_types};
use crate::rust::{Function, NodeId, NodeKind, Role};

/// How rustc labels an argument that it finds to be too much.
pub const LABEL: &str = "unexpected argument";

/// Says that the types don't decide.
pub fn sentence(count: usize) -> String {
    if count == 1 {
        "The types don't show which of the arguments is one too many.".to_owned()
    } else {
        format!("The types don't show which {count} of the arguments are too many.")
    }
}

/// Whether the types decide which arguments are too many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Decision {
    /// No other argument could be left out instead of those that rustc names.
    Settled,
    /// Types that we don't know may decide.
    Unknown,
    /// Another one could be left out as well.
    Open,
}

/// Whether the types decide, in a call of a function of this file.
pub fn decision(case: &Case, function: &Function) -> Decision {
    let Some(call) = lacking::call_of(case) else {
        return Decision::Unknown;
    };
    let arguments: Vec<NodeId> = case.tree.children_as(call, Role::Argument).collect();
    if are_alike(case, &arguments) {
        return Decision::Open;
    }
    let this = callee::self_parameter(case, function);
    let takes_self = arguments.len() > function.parameters.len();
    let own = function.parameters.iter().copied();
    let own: Vec<NodeId> = own
        .filter(|node| takes_self || Some(*node) != this)
        .collect();
    let named = case.clues.iter();
    let named = named.filter(|clue| clue.label.starts_with(LABEL));
    let named = named.filter_map(|clue| {
        let is_it = |node: &NodeId| case.tree.bytes(*node) == clue.bytes;
        Some((arguments.iter().position(is_it)?, clue))
    });
    // The parameters that an argument would be for if one beside it were left out instead.
    let decisions = named.enumerate().flat_map(|(before, (at, clue))| {
        let next = at - before;
        let beside = [next.checked_sub(1), Some(next)].into_iter().flatten();
        let beside = beside.filter_map(|index| own.get(index));
        beside.map(|parameter| takes(case, *parameter, clue))
    });
    let decisions: Vec<Decision> = decisions.collect();
    decisions.into_iter().max().unwrap_or(Decision::Settled)
}

/// Whether all arguments are literals of one kind: then it doesn't matter to types which one is left
/// out.
fn are_alike(case: &Case, arguments: &[NodeId]) -> bool {
    let kind = |node: &NodeId| {
        let text = case.written(*node);
        let is_integer = text.bytes().all(|byte| byte.is_ascii_digit());
        let first = if is_integer {
            '0'
        } else {
            text.chars().next()?
        };
        let is_it = case.tree.kind(*node) == NodeKind::Literal && matches!(first, '0' | '"' | '\'');
        is_it.then_some(first)
    };
    let mut kinds = arguments.iter().map(kind);
    let first = kinds.next().flatten();
    first.is_some() && kinds.all(|other| other == first)
}

/// Whether a parameter takes an argument, as far as its type and the type that rustc tells say.
fn takes(case: &Case, parameter: NodeId, clue: &Clue) -> Decision {
    let declared = case.tree.child(parameter, Role::Type);
    let told = labels::names(&clue.label).last().copied();
    let (Some(declared), Some(told)) = (declared.map(|ty| case.written(ty)), told) else {
        return Decision::Unknown;
    };
    // Any other name may be a type parameter or an alias.
    let is_plain = is_of_the_language(declared) || own_types::named(case, declared).is_some();
    let does = match told {
        _ if !is_plain => return Decision::Unknown,
        "{integer}" => is_number(declared) && !declared.starts_with('f'),
        "{float}" => is_number(declared) && declared.starts_with('f'),
        "&'static str" => declared == "&str",
        _ if told.contains(['{', '_', '\'']) => return Decision::Unknown,
        // A reference may be turned into another one.
        _ if declared.starts_with('&') && told.starts_with('&') => return Decision::Unknown,
        _ => declared == told,
    };
    if does {
        Decision::Open
    } else {
        Decision::Settled
    }
}

fn is_of_the_language(ty: &str) -> bool {
    matches!(ty, "&str" | "String" | "bool" | "char" | "()") || is_number(ty)
}

fn is_number(ty: &str) -> bool {
    let bits = ty.strip_prefix(['u', 'i', 'f']).unwrap_or_default();
    matches!(bits, "8" | "16" | "32" | "64" | "128" | "size")
}
