//! Whether given code itself has made a mistake: a call that contradicts all others, or a statement in
//! which nothing is the learner's.

use std::ops::Range;

use crate::lens::case::Case;
use crate::lens::query::statements::{around, statement_of};
use crate::lens::query::{
    advice, callee, calls_of, declared, errors, expectation, items, lists, own_types, rewrite,
    test_code,
};
use crate::rust::edit::TextEdit;
use crate::rust::{BindingKind, Function, NodeId, NodeKind, Role, call, called_name, functions};

/// How many calls pass the number of arguments that a function takes, if this one is the only call
/// that doesn't. What a learner's own code passes shows nothing: the calls of tests do, or those of
/// the `main` that this one is in.
pub fn others(case: &Case, node: NodeId, function: &Function, takes: usize) -> Option<usize> {
    let is_in_test = |at: NodeId| test_code::is_in_test(case, at);
    if !test_code::is_given(case, &case.tree.bytes(node)) || is_in_test(function.node) {
        return None;
    }
    let others = calls_of::like(case, node, function).into_iter();
    let others: Vec<NodeId> = others.filter(|at| *at != node).collect();
    let passes = |at: &NodeId| call(case.tree, *at).map(|found| found.arguments.len());
    let all_fit = others.iter().all(|at| passes(at) == Some(takes));
    let is_witness = |at: NodeId| {
        let is_beside = || test_code::is_in_given_main(case, at);
        is_in_test(at) || !is_in_test(node) && is_beside()
    };
    let has_witness = others.iter().any(|at| is_witness(*at));
    (all_fit && has_witness).then_some(others.len())
}

/// Whether the error is in a statement of a test that uses nothing of the learner's whose type could
/// be another one: no result, no field and no constant.
pub fn is_of_test_alone(case: &Case) -> bool {
    let node = case.node(&case.primary);
    let statement = statement_of(case, node);
    statement.is_some_and(|statement| {
        test_code::is_in_test(case, statement) && is_settled(case, statement, 0)
    })
}

/// Whether a test itself has made the mistake: no declaration outside of tests can mend it.
pub fn is_test_to_blame(case: &Case) -> bool {
    let is_in_test = || test_code::is_in_test(case, case.node(&case.primary));
    is_of_test_alone(case) || compares_wrongly(case) || is_in_test() && is_of_given_alone(case)
}

/// Whether given code alone is at odds: an `impl` in it with its trait, a `match` with the type of its
/// value, an element of a list with the first, or one that would be copied. Then no declaration of the learner's decides.
pub fn is_of_given_alone(case: &Case) -> bool {
    let is_given = |bytes: &Range<usize>| test_code::is_given(case, bytes);
    let mut clues = case.clues.iter();
    if !clues.all(|clue| is_given(&clue.bytes))
        || !case.noted().iter().all(|note| is_given(&note.bytes))
    {
        return false;
    }
    let is_settled = |node: NodeId| is_settled(case, node, 0);
    match case.diagnostic.code.as_deref() {
        // rustc points at the trait or the enum if it's one of this file.
        Some("E0004" | "E0053") => true,
        // An array such as `[String::new(); 5]`.
        Some("E0277") => {
            case.has_note("will be copied for each element of the array")
                && is_settled(case.node(&case.primary))
        }
        Some("E0308") => {
            let node = case.node(&case.primary);
            lists::leader_of(case, node)
                .is_some_and(|leader| is_settled(leader) && is_settled(node))
        }
        _ => false,
    }
}

/// Whether the error is about a `&` that a test puts before a value of its own, to compare it with what
/// a method of another crate gives: no declaration of this file says what that is.
fn compares_wrongly(case: &Case) -> bool {
    let tree = case.tree;
    let node = case.node(&case.primary);
    let is_own = tree.kind(node) == NodeKind::Reference
        && tree.role(node) == Role::Right
        && test_code::is_in_test(case, node)
        && is_settled(case, node, 0);
    let left = tree
        .parent(node)
        .and_then(|whole| tree.child(whole, Role::Left));
    let is_foreign = |left: NodeId| {
        let all = functions(case.source, tree);
        let called = call(tree, left);
        let name = called.and_then(|found| called_name(case.source, tree, &found));
        tree.kind(left) == NodeKind::MethodCall
            && name.is_some_and(|name| !all.iter().any(|one| one.name() == name))
    };
    let expects_value = !case.primary.label.starts_with("expected `&");
    is_own && expects_value && left.is_some_and(is_foreign)
}

/// The other calls of a function of this file, all of which pass what fits its parameter, where the
/// error is about an argument in given code.
struct Others {
    name: String,
    count: usize,
    /// Whether the odd call is in `main`.
    is_in_main: bool,
    /// Whether a test, or the `main` beside tests, has one of the others.
    has_given: bool,
    /// Whether a test has one.
    has_test: bool,
}

fn fitting_others(case: &Case) -> Option<Others> {
    let mut near = around(case, case.tree.innermost_at(case.primary.bytes.start));
    let argument = near.find(|at| {
        case.tree.role(*at) == Role::Argument && case.tree.bytes(*at) == case.primary.bytes
    })?;
    let node = case.tree.parent(argument)?;
    let function = callee::function(case, node).or_else(|| callee::only_function(case, node))?;
    let mut arguments = case.tree.children_as(node, Role::Argument);
    let position = arguments.position(|one| one == argument)?;
    let others = calls_of::like(case, node, &function).into_iter();
    let others: Vec<NodeId> = others.filter(|at| *at != node).collect();
    let fits = |at: &NodeId| {
        let passed = case.tree.children_as(*at, Role::Argument).nth(position);
        passed.is_some_and(|at| errors::mismatch_at(case, &case.tree.bytes(at)).is_none())
    };
    let is_in_test = |at: &NodeId| test_code::is_in_test(case, *at);
    let is_given = |at: &NodeId| test_code::is_given(case, &case.tree.bytes(*at));
    let is_it = is_given(&node) && !is_in_test(&function.node) && others.iter().all(fits);
    is_it.then(|| Others {
        name: function.name().to_owned(),
        count: others.len(),
        is_in_main: test_code::is_in_given_main(case, node),
        has_given: others.iter().any(is_given),
        has_test: others.iter().any(is_in_test),
    })
}

/// Whether given code has made the mistake: other given code passes the same function what fits its
/// parameter. Of two calls in given code, a learner could do justice to both with a parameter of any
/// type, but not if one lends a value to be changed and the other gives it away.
pub fn has_odd_argument(case: &Case) -> bool {
    fitting_others(case).is_some_and(|others| {
        others.is_in_main && others.has_test
            || !others.is_in_main && others.has_given && differs_in_mut(case)
    })
}

/// Whether `main` has made the mistake: it gives a field what doesn't fit, and all that tests give the
/// same field does.
pub fn has_odd_field(case: &Case) -> bool {
    let tree = case.tree;
    let node = rewrite::value_of(case, case.node(&case.primary));
    let Some((field, literal)) = declared::field_of(case, node) else {
        return false;
    };
    let name = declared::field_name(case, field);
    let path = |at: NodeId| tree.child(at, Role::Callee).map(|path| case.written(path));
    let literals = tree.nodes_of(NodeKind::StructLiteral);
    let others = literals.filter(|at| *at != literal && path(*at) == path(literal));
    let given = others.filter_map(|at| {
        let mut fields = tree.children(at);
        let own = fields.find(|at| {
            tree.kind(*at) == NodeKind::FieldValue && declared::field_name(case, *at) == name
        })?;
        Some(tree.child(own, Role::Value).unwrap_or(own))
    });
    let given: Vec<NodeId> = given.collect();
    let fits = |at: &NodeId| errors::mismatch_at(case, &tree.bytes(*at)).is_none();
    test_code::is_in_given_main(case, node)
        && given.iter().all(fits)
        && given.iter().any(|at| test_code::is_in_test(case, *at))
}

/// Whether one of the two types is a `&mut` reference to the other.
fn differs_in_mut(case: &Case) -> bool {
    let types = expectation::of(case, &case.primary);
    types.is_some_and(|types| {
        let bare = |ty: &str| ty.trim_matches('`').to_owned();
        let (expected, found) = (bare(&types.expected), bare(&types.found));
        let is_lent = |one: &str, other: &str| one.strip_prefix("&mut ") == Some(other);
        is_lent(&expected, &found) || is_lent(&found, &expected)
    })
}

/// A warning where a suggestion is about a test, unless it only corrects what is the test's own.
pub fn warning_of_test(case: &Case, edits: &[TextEdit], is_blamed: bool) -> Option<String> {
    let is_use = edits.iter().all(|edit| edit.text.starts_with("use "));
    let is_own = is_test_to_blame(case)
        || is_of_given_alone(case)
        || corrects_name(case, edits)
        || is_blamed && is_use;
    (!is_own).then(|| doubt_about_test(case, is_blamed))
}

/// A warning where a suggestion is about a test that uses what's the learner's. Whose code should
/// change isn't certain if all other calls fit the signature, or if the account knows that the test
/// has made the mistake.
pub fn doubt_about_test(case: &Case, is_blamed: bool) -> String {
    let others = fitting_others(case).filter(|others| others.has_given);
    let advice = match others {
        None if is_blamed => return "That would change a test.".to_owned(),
        None => "If the test was given to you like this, change your own code instead.".to_owned(),
        Some(Others { name, count: 1, .. }) => {
            format!("But the other call of `{name}` fits its signature.")
        }
        Some(Others { name, .. }) => {
            format!("But all other calls of `{name}` fit its signature.")
        }
    };
    format!("That would change a test. {advice}")
}

/// Whether a suggestion only writes another name, and that one isn't the learner's, nor is it asked of
/// a type of this file.
fn corrects_name(case: &Case, edits: &[TextEdit]) -> bool {
    let is_of_name = matches!(
        case.diagnostic.code.as_deref(),
        Some("E0412" | "E0425" | "E0432" | "E0433" | "E0599" | "E0609")
    );
    let Some(written) = advice::place_with(case, edits).filter(|_| is_of_name) else {
        return false;
    };
    let is_part = |c: char| c == '_' || c == ':' || c.is_alphanumeric();
    let name = written.rsplit("::").next().unwrap_or(&written);
    let mut nodes = case.tree.nodes();
    let is_learners = nodes.any(|node| {
        let kind = case.tree.kind(node);
        let is_declared = kind.is_item() || matches!(kind, NodeKind::Field | NodeKind::Variant);
        let own = items::name_of(case, node).filter(|_| is_declared);
        own.is_some_and(|own| case.text(&own) == name) && !test_code::is_in_test(case, node)
    });
    let mut told = case.diagnostic.message.split(|c: char| !is_part(c));
    let is_of_own_type = told.any(|word| own_types::named(case, word).is_some());
    written.chars().all(is_part) && !is_learners && !is_of_own_type
}

/// Whether the error is in a statement of a given `main` that uses nothing of the learner's whose type
/// could be another one.
pub fn is_of_main_alone(case: &Case) -> bool {
    let node = case.node(&case.primary);
    let statement = statement_of(case, node);
    statement.is_some_and(|statement| {
        test_code::is_in_given_main(case, statement) && is_settled(case, statement, 0)
    })
}

/// Whether no declaration outside of tests decides the types in a node. What isn't known may be
/// decided by one.
fn is_settled(case: &Case, node: NodeId, depth: usize) -> bool {
    let tree = case.tree;
    let of_children = || {
        let mut children = tree.children(node);
        children.all(|child| is_settled(case, child, depth))
    };
    match tree.kind(node) {
        NodeKind::Path => is_settled_name(case, node, depth),
        NodeKind::FieldAccess | NodeKind::Closure => false,
        // Its path alone says which type it has, but what goes into it is up to its fields.
        NodeKind::StructLiteral => !tree.bytes(node).contains(&case.primary.bytes.start),
        NodeKind::Call | NodeKind::MethodCall | NodeKind::MacroCall => {
            let called = call(tree, node);
            let name = called.and_then(|found| called_name(case.source, tree, &found));
            name.is_some_and(|name| !is_function_outside_tests(case, name)) && of_children()
        }
        _ => of_children(),
    }
}

/// Whether a function that's no part of the tests has this name.
fn is_function_outside_tests(case: &Case, name: &str) -> bool {
    let all = functions(case.source, case.tree);
    let mut same = all.iter().filter(|one| one.name() == name);
    same.any(|one| !test_code::is_in_test(case, one.node))
}

fn is_settled_name(case: &Case, path: NodeId, depth: usize) -> bool {
    let Some(id) = case.names.binding_of(path) else {
        let name = case.written(path).rsplit("::").next().unwrap_or_default();
        let mut variants = case.tree.nodes_of(NodeKind::Variant);
        let is_variant = variants.any(|node| {
            let own = case.tree.child(node, Role::Name);
            own.is_some_and(|own| case.written(own) == name)
        });
        let around = case.tree.parent(path).unwrap_or(path);
        let holds_error = case.tree.bytes(around).contains(&case.primary.bytes.start);
        let is_of_variant = is_variant && holds_error;
        return !is_of_variant && !is_function_outside_tests(case, name);
    };
    let binding = case.names.binding(id);
    match binding.initializer.filter(|_| depth < 8) {
        Some(value) => is_settled(case, value, depth + 1),
        // The parameter of a function that's there for tests says its type.
        None => {
            binding.kind == BindingKind::Parameter && test_code::is_in_test(case, binding.owner)
        }
    }
}
