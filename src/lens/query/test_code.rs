//! Code that a learner isn't to change: tests, and `main` beside them.

use std::ops::Range;

use crate::lens::case::Case;
use crate::lens::query::statements::around;
use crate::rust::edit::TextEdit;
use crate::rust::{NodeId, NodeKind, Outline, Role};

/// Whether a node is in a test, or in a module that's only there for tests.
pub fn is_in_test(case: &Case, node: NodeId) -> bool {
    around(case, node).any(|at| {
        let kind = case.tree.kind(at);
        let may_be = matches!(kind, NodeKind::Function | NodeKind::Module);
        may_be && has_test_attribute(case, at)
    })
}

/// Whether any of these changes is in a test, or in the `main` of a file that has tests.
pub fn is_touched_by(case: &Case, edits: &[TextEdit]) -> bool {
    edits.iter().any(|edit| is_given(case, &edit.bytes))
}

/// Whether a place is in a test, or in the `main` of a file that has tests.
pub fn is_given(case: &Case, bytes: &Range<usize>) -> bool {
    let node = case.tree.innermost_at(bytes.start);
    is_in_test(case, node) || is_in_given_main(case, node)
}

/// Whether any of these bytes are in a test.
pub fn touches_test(case: &Case, bytes: &Range<usize>) -> bool {
    is_in_test(case, case.tree.innermost_at(bytes.start))
}

/// Whether a node is in the `main` of a file that also has tests.
pub fn is_in_given_main(case: &Case, node: NodeId) -> bool {
    let is_main = |at: NodeId| {
        let name = case.tree.child(at, Role::Name);
        let is_top = case.tree.parent(at) == Some(case.tree.root());
        let is_function = case.tree.kind(at) == NodeKind::Function;
        is_top && is_function && name.is_some_and(|name| case.written(name) == "main")
    };
    around(case, node).any(is_main) && Outline::of(case.source).has_tests
}

fn has_test_attribute(case: &Case, item: NodeId) -> bool {
    let mut attributes = case.tree.children_as(item, Role::Attribute);
    attributes.any(|attribute| {
        let bytes = case.tree.bytes(attribute);
        let tokens = case.source.token_at(bytes.start)..case.source.token_at(bytes.end);
        let words = case.source.words(&tokens);
        words.ends_with(&["cfg", "(", "test", ")", "]"])
            || words.ends_with(&["test", "]"])
            || words.get(2) == Some(&"test")
    })
}
