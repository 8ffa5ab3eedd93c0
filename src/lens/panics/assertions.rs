//! Assertions that failed: which value is expected, and which one was found.

use super::Told;
use super::place::{self, MacroPlace, PanicPlace, quoted};
use crate::rust::{NodeId, NodeKind, Role};

/// Names that say that they hold what is expected.
const EXPECTED: [&str; 3] = ["expected", "want", "wanted"];

/// A value of an assertion: how it's written, and what it is.
struct Side<'a> {
    text: Option<String>,
    value: &'a str,
    is_expected: bool,
}

/// `assert!(condition)`.
pub(super) fn condition(place: &PanicPlace, call: &MacroPlace) -> Told {
    let condition = place.arguments(call).into_iter().next();
    let text = condition.and_then(|node| place.quotable(node));
    let sentence = match text {
        Some(text) => format!("The condition `{text}` is false here."),
        None => format!("The condition of this `{}!` is false here.", call.name),
    };
    super::told(call.bytes.clone(), sentence)
}

/// `assert_eq!(left, right)` and `assert_ne!(left, right)`.
pub(super) fn comparison(
    place: &PanicPlace,
    should_be_equal: bool,
    left: &str,
    right: &str,
) -> Told {
    let call = place.macro_call()?;
    let wanted = if should_be_equal {
        "assert_eq"
    } else {
        "assert_ne"
    };
    if call.name.trim_start_matches("debug_") != wanted {
        return None;
    }
    let arguments = place.arguments(&call);
    let [one, other, ..] = arguments.as_slice() else {
        return None;
    };
    let side = |node: NodeId, value| Side {
        text: place.quotable(node),
        value,
        is_expected: is_expected(place, node),
    };
    let (left, right) = (side(*one, left), side(*other, right));
    let sentence = if !should_be_equal {
        both_the_same(&left, &right)
    } else if left.is_expected == right.is_expected {
        not_equal(&left, &right)
    } else if left.is_expected {
        expected_and_found(&left, &right, "left", "right")
    } else {
        expected_and_found(&right, &left, "right", "left")
    };
    super::told(call.bytes.clone(), sentence)
}

fn expected_and_found(expected: &Side, found: &Side, of_one: &str, of_other: &str) -> String {
    let (wanted, got) = (place::short(expected.value), place::short(found.value));
    let text = found.text.as_deref().map(quoted);
    let (Some(wanted), Some(got)) = (wanted, got) else {
        // The values follow in the panic's own message.
        let before = text.map_or_else(|| "Expected".to_owned(), |text| format!("{text}: expected"));
        return format!("{before} the `{of_one}` value below, found the `{of_other}` one.");
    };
    let text = text.map_or_else(|| "Expected".to_owned(), |text| format!("{text}: expected"));
    format!("{text} `{wanted}`, found `{got}`.")
}

fn not_equal(left: &Side, right: &Side) -> String {
    let is = |side: &Side| {
        let value = place::short(side.value)?;
        let text = side.text.as_deref()?;
        Some(if text == value {
            quoted(text)
        } else {
            format!("{} is `{value}`", quoted(text))
        })
    };
    match (is(left), is(right)) {
        (Some(left), Some(right)) => format!("{left}, {right}: they should be equal."),
        _ => "The two values should be equal.".to_owned(),
    }
}

fn both_the_same(left: &Side, right: &Side) -> String {
    match (&left.text, &right.text, place::short(left.value)) {
        (Some(one), Some(other), Some(value)) if left.value == right.value => {
            format!("`{one}` and `{other}` are both `{value}`: they should differ.")
        }
        _ => "The two values should differ.".to_owned(),
    }
}

/// Whether a side of an assertion says itself what the other should be: a value that's written
/// out, or a variable with such a name.
fn is_expected(place: &PanicPlace, node: NodeId) -> bool {
    let tree = place.tree();
    let words = place.words(node);
    if tree.kind(node) == NodeKind::Path && words.len() == 1 {
        return EXPECTED.contains(&words[0]) || is_written_out(place, node);
    }
    let inner = tree.child(node, Role::Operand);
    match (tree.kind(node), inner) {
        (NodeKind::Reference | NodeKind::Parenthesized, Some(inner)) => is_expected(place, inner),
        _ => is_written_out(place, node),
    }
}

/// Whether a value is written out: nothing in it is computed.
fn is_written_out(place: &PanicPlace, node: NodeId) -> bool {
    let tree = place.tree();
    let parts = |role: Role| {
        tree.children_as(node, role)
            .all(|part| is_written_out(place, part))
    };
    match tree.kind(node) {
        NodeKind::Literal => true,
        NodeKind::Path => place
            .words(node)
            .last()
            .is_some_and(|word| is_constant(word)),
        NodeKind::Unary => place.words(node).first() == Some(&"-") && parts(Role::Operand),
        NodeKind::Reference | NodeKind::Parenthesized => parts(Role::Operand),
        NodeKind::Array | NodeKind::Tuple => {
            tree.children(node).all(|part| is_written_out(place, part))
        }
        NodeKind::MacroCall => place.words(node).first() == Some(&"vec") && parts(Role::Argument),
        NodeKind::Call => makes_value(place, node) && parts(Role::Argument),
        NodeKind::MethodCall => {
            let name = tree.child(node, Role::Name).map(|name| place.words(name));
            let converts = |words: Vec<&str>| {
                matches!(
                    words.as_slice(),
                    ["to_string" | "to_owned" | "into" | "to_vec"]
                )
            };
            name.is_some_and(converts) && parts(Role::Receiver)
        }
        _ => false,
    }
}

/// `None`, `Color::Red`, `MAX`: begins with a capital letter.
fn is_constant(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_uppercase())
}

/// `Some(1)`, `String::from("a")`.
fn makes_value(place: &PanicPlace, call: NodeId) -> bool {
    let callee = place.tree().child(call, Role::Callee);
    let words = callee.map(|callee| place.words(callee)).unwrap_or_default();
    let is_string = words == ["String", ":", ":", "from"];
    is_string || words.last().is_some_and(|word| is_constant(word))
}
