//! Operators, indexes, loops, and what's made of an iterator.

use std::ops::Range;

use super::last_part;
use crate::lens::case::Case;
use crate::lens::labels;
use crate::lens::query::expectation::shown;
use crate::lens::query::{articles, callee, errors, rewrite};
use crate::lens::repair::Repair;
use crate::rust::edit::TextEdit;
use crate::rust::{NodeId, NodeKind, Role};

/// `a == b`, `a + b`, also in `assert_eq!`.
pub fn operator(case: &Case) -> Option<String> {
    let label = &case.primary.label;
    if !labels::has_shape(label, "no implementation for _") {
        return None;
    }
    let told = case.primary.name(0)?;
    let written = case.text(&case.primary.bytes);
    let call = case.node(&case.primary);
    let is_macro = case.tree.kind(call) == NodeKind::MacroCall;
    let (who, operator) = if is_macro {
        let name = callee::name(case, call)?;
        (
            format!("`{name}!`"),
            if name == "assert_ne" { "!=" } else { "==" },
        )
    } else {
        (format!("`{written}`"), written)
    };
    let (left, right) = told
        .split_once(&format!(" {operator} "))
        .or_else(|| told.split_once(" == "))?;
    let verb = if matches!(operator, "==" | "!=" | "<" | ">" | "<=" | ">=") {
        "compares"
    } else {
        "is applied to"
    };
    Some(format!(
        "On line {}, {who} {verb} {} and {}, but that isn't implemented for these two types.",
        case.primary.line(),
        articles::a(left),
        articles::a(right)
    ))
}

/// The index of `v[i]`, if the error is about it.
fn index_of(case: &Case) -> Option<NodeId> {
    index_at(case, &case.primary.bytes)
}

/// The index of `v[i]` at these bytes, if they're one.
fn index_at(case: &Case, bytes: &Range<usize>) -> Option<NodeId> {
    let node = case.node_around(bytes);
    let access = case.tree.parent(node)?;
    let is_index = case.tree.kind(access) == NodeKind::Index
        && case.tree.child(access, Role::Receiver) != Some(node);
    is_index.then_some(node)
}

/// The type that is indexed, if it's an array, a slice or a `Vec`: for others, an index means what
/// their `Index` says.
fn indexed_list<'a>(case: &'a Case) -> Option<&'a str> {
    let notes = case.diagnostic.children.iter().rev();
    let shape = "required for _ to implement _";
    let mut notes = notes.filter(|note| labels::has_shape(&note.message, shape));
    let whole = notes.find_map(|note| {
        let names = labels::names(&note.message);
        let is_index = names.get(1)?.starts_with("Index");
        names.first().copied().filter(|_| is_index)
    });
    let of = whole.or_else(|| case.named(0))?;
    let is_vec = last_part(of).starts_with("Vec<");
    (is_vec || of.starts_with('[')).then_some(of)
}

/// An index that's no `usize`.
pub fn index(case: &Case) -> Option<String> {
    let label = &case.primary.label;
    let node = index_of(case)?;
    let found = case.named(1)?;
    let (value, line) = (shown(case, node), case.primary.line());
    if labels::has_shape(label, "slice indices are of type _ or ranges of _") {
        let indexed = indexed_list(case)?;
        return Some(format!(
            "An index into {} must be a `usize`, or a range of them, but {value} on line {line} {}.",
            articles::a(indexed),
            articles::is(found)
        ));
    }
    let is_string = labels::has_shape(label, "string indices are ranges of _");
    is_string.then(|| {
        format!(
            "A string is indexed with a range of bytes, since its characters differ in length, but {value} on line {line} {}.",
            articles::is(found)
        )
    })
}

/// The index as `usize`.
pub fn converted_index(case: &Case) -> Option<Repair> {
    let is_slice = case.primary.label.starts_with("slice indices");
    let node = index_of(case).filter(|_| is_slice)?;
    let bytes = case.tree.bytes(node);
    let sentence = match case.named(1)? {
        "u8" | "u16" | "u32" | "u64" | "u128" => "Convert the index to `usize`.",
        "i8" | "i16" | "i32" | "i64" | "i128" | "isize" => {
            "Convert the index to `usize`. A negative number becomes a huge one, which is out of bounds."
        }
        _ => return None,
    };
    // All of a line together: edits that each replace the whole line would undo each other.
    let line = case.primary.line();
    let like = errors::in_file(case).into_iter().filter_map(|(error, at)| {
        let is_like = error.message == case.diagnostic.message && case.line(at.start) == line;
        let node = index_at(case, &at).filter(|_| is_like)?;
        (case.tree.bytes(node) != bytes).then_some(node)
    });
    let mut nodes: Vec<NodeId> = like.collect();
    let sentence = match nodes.len() {
        0 => sentence.to_owned(),
        others => sentence
            .replace(
                "the index",
                &format!("the {} indices of this line", others + 1),
            )
            .replace("A negative number becomes", "A negative one becomes"),
    };
    nodes.push(node);
    let edits = nodes.into_iter().map(|node| {
        let text = format!("{} as usize", rewrite::as_receiver(case, node));
        TextEdit::replacement(case.tree.bytes(node), text)
    });
    Some(Repair::edit(sentence, edits.collect()))
}

/// What a `for` loop goes through.
pub fn loop_head(case: &Case) -> Option<String> {
    let is_told = labels::has_shape(&case.diagnostic.message, "_ is not an iterator");
    let of_type = case.named(0).filter(|_| is_told)?;
    let node = case.node(&case.primary);
    let parent = case.tree.parent(node)?;
    let is_head = case.tree.kind(parent) == NodeKind::For && case.tree.role(node) == Role::Subject;
    is_head.then(|| {
        format!(
            "A `for` loop needs an iterator, or something that can be turned into one, but {} on line {} {}, which isn't either.",
            shown(case, node),
            case.primary.line(),
            articles::is(of_type)
        )
    })
}
