//! Whether a value can be shown with `{:?}`.

use crate::lens::case::Case;
use crate::lens::query::{no_return, own_types};
use crate::rust::{NodeId, NodeKind, Role};

/// Whether the type that can't be shown with `{}` is one of this file, or made of one, that has no
/// `Debug` either, or is a `()` that should be another value.
pub fn lacks_debug(case: &Case) -> bool {
    let Some(told) = case.named(0) else {
        return false;
    };
    if told == "()" && no_return::reason(case).is_some() {
        return true;
    }
    let is_part = |c: char| c == '_' || c.is_alphanumeric();
    let mut names = told.split(|c: char| !is_part(c));
    names.any(|name| own_types::named(case, name).is_some_and(|item| !has_debug(case, item, name)))
}

fn has_debug(case: &Case, item: NodeId, name: &str) -> bool {
    let tree = case.tree;
    let mut impls = tree.nodes_of(NodeKind::Impl);
    let is_it = |text: &str| {
        let path = text.split('<').next().unwrap_or(text);
        path.rsplit("::").next() == Some(name)
    };
    own_types::is_derived(case, item, "Debug")
        || impls.any(|at| {
            let of = tree.child(at, Role::Type).map(|of| case.written(of));
            let of_trait = tree.child(at, Role::Trait).map(|of| case.written(of));
            let is_debug = of_trait.is_some_and(|path| path.rsplit("::").next() == Some("Debug"));
            is_debug && of.is_some_and(is_it)
        })
}
