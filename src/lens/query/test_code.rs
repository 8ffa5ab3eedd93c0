//! Code that a learner isn't to change: tests, and `main` beside them.

use std::ops::Range;

use crate::lens::account::Account;
use crate::lens::case::{Case, Clue};
use crate::lens::labels::Role as Part;
use crate::lens::query::goal::{self, Goal};
use crate::lens::query::statements::{around, statement_of};
use crate::rust::edit::TextEdit;
use crate::rust::{Callee, NodeId, NodeKind, Outline, Role, call, called_name, functions};

/// What repairs of an error must leave as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spared {
    /// Nothing: a test has made the mistake.
    Nothing,
    /// Tests: what a test asks for is for the program to fulfil.
    Tests,
    /// Tests, and the `main` beside them.
    Given,
}

impl Spared {
    /// Whether any of these changes is in what must stay.
    pub fn is_touched_by(self, case: &Case, edits: &[TextEdit]) -> bool {
        let is_in = |edit: &TextEdit| match self {
            Self::Nothing => false,
            Self::Tests => is_in_test(case, case.tree.innermost_at(edit.bytes.start)),
            Self::Given => is_given(case, &edit.bytes),
        };
        edits.iter().any(is_in)
    }
}

/// What repairs of an error must leave as it is. Its account may know whether the cause is outside
/// of tests and `main`; otherwise it's there if a signature of the learner's decides.
pub fn spared(case: &Case, account: Option<&Account>) -> Spared {
    let is_known = account.and_then(|account| account.spares_tests);
    if is_known.unwrap_or_else(|| is_up_to_a_signature(case)) {
        Spared::Given
    } else if is_in_test(case, case.tree.innermost_at(case.primary.bytes.start)) {
        Spared::Nothing
    } else {
        Spared::Tests
    }
}

/// Whether an error is in given code, and the compiler points at a call of a function that isn't,
/// or at that function.
fn is_up_to_a_signature(case: &Case) -> bool {
    // No signature gives a value to a variable that's declared without one.
    let is_unset = case.diagnostic.code.as_deref() == Some("E0381");
    if is_unset || !is_given(case, &case.primary.bytes) {
        return false;
    }
    let outside = |bytes: &Range<usize>| !is_given(case, bytes);
    let all = functions(case.source, case.tree).into_iter();
    let own: Vec<_> = all
        .filter(|one| outside(&case.tree.bytes(one.node)))
        .collect();
    let calls_own = |node: NodeId| {
        let called =
            call(case.tree, node).and_then(|found| called_name(case.source, case.tree, &found));
        let is_foreign = of_another_type(case, node);
        called.is_some_and(|called| !is_foreign && own.iter().any(|one| one.name() == called))
    };
    let points_at_call = |bytes: &Range<usize>| {
        let at = case.tree.innermost_at(bytes.start);
        let statement = statement_of(case, at).unwrap_or(at);
        let mut nodes = std::iter::once(statement).chain(case.tree.descendants(statement));
        nodes.any(|node| {
            let whole = case.tree.bytes(node);
            let is_around = whole.start <= bytes.start && bytes.end <= whole.end;
            let is_in = bytes.start <= whole.start && whole.end <= bytes.end;
            (is_around || is_in) && calls_own(node)
        })
    };
    let mut clues = case.clues.iter();
    clues.any(|clue| {
        let is_taken = !goes_into_literal(case, clue);
        outside(&clue.bytes) || is_taken && points_at_call(&clue.bytes)
    }) || case.noted().iter().any(|note| {
        let holder = case.tree.innermost_at(note.bytes.start);
        let is_function = |node: NodeId| case.tree.kind(node) == NodeKind::Function;
        outside(&note.bytes) && around(case, holder).any(is_function)
    })
}

/// Whether a call's path leads to a type or module that isn't one of this file: `Arc::new`.
fn of_another_type(case: &Case, node: NodeId) -> bool {
    let path = match call(case.tree, node).map(|found| found.callee) {
        Some(Callee::Function(path)) => case.written(path),
        _ => return false,
    };
    let Some((before, _)) = path.rsplit_once("::") else {
        return false;
    };
    let before = before
        .split('<')
        .next()
        .unwrap_or(before)
        .trim_end_matches("::");
    let last = before.rsplit("::").next().unwrap_or(before);
    let mut tokens = (0..case.source.tokens().len()).filter(|at| case.source.word(*at) == last);
    let is_declared = |at: usize| {
        let keyword = at
            .checked_sub(1)
            .map_or("", |before| case.source.word(before));
        matches!(
            keyword,
            "struct" | "enum" | "trait" | "mod" | "type" | "union" | "as"
        )
    };
    let is_relative = matches!(last, "Self" | "self" | "super" | "crate" | "");
    !is_relative && !tokens.any(is_declared)
}

/// Whether a value moves into a new one that's built there: then no signature decides that it moves.
fn goes_into_literal(case: &Case, clue: &Clue) -> bool {
    clue.role == Part::MoveOut
        && match goal::goal_of(case, goal::value_at(case, clue)) {
            Goal::Literal(_) | Goal::Update(_) => true,
            Goal::Argument(call) => goal::is_constructor(case, call),
            _ => false,
        }
}

/// Whether a node is in a test, or in a module that's only there for tests.
pub fn is_in_test(case: &Case, node: NodeId) -> bool {
    around(case, node).any(|at| {
        let kind = case.tree.kind(at);
        let may_be = matches!(kind, NodeKind::Function | NodeKind::Module);
        may_be && has_test_attribute(case, at)
    })
}

/// Whether a place is in a test, or in the `main` of a file that has tests.
pub fn is_given(case: &Case, bytes: &Range<usize>) -> bool {
    let node = case.tree.innermost_at(bytes.start);
    is_in_test(case, node) || is_in_given_main(case, node)
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
