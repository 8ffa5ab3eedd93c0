//! Types that stay on one thread: why, and what may stand in their place.

use std::ops::Range;

use crate::lens::case::Case;
use crate::lens::query::{callee, moved_type, own_types, statements, threads};
use crate::lens::repair::Repair;
use crate::rust::edit::TextEdit;
use crate::rust::{NodeKind, Role, Source};

/// The standard library's type that's at fault, by its name: `*` for a raw pointer.
fn head(case: &Case, of_type: &str) -> Option<String> {
    if of_type.starts_with('*') {
        return Some("*".to_owned());
    }
    let name = callee::named(of_type)?;
    own_types::named(case, &name).is_none().then_some(name)
}

/// Why the type is for one thread, in one sentence. `None` if that isn't known.
pub fn why(case: &Case, of_type: &str) -> Option<&'static str> {
    Some(match head(case, of_type)?.as_str() {
        "Rc" => {
            "An `Rc` counts its owners without synchronization, so all of them must be on one thread."
        }
        "Weak" => {
            "The `Weak` of an `Rc` counts without synchronization, so it must stay on the thread of the `Rc`."
        }
        "RefCell" => {
            "A `RefCell` keeps track of its borrows without synchronization, so only one thread may use it at a time."
        }
        "Cell" => {
            "A `Cell` changes its value without synchronization, so only one thread may use it at a time."
        }
        "MutexGuard" => "A `Mutex` must be unlocked by the thread that locked it.",
        "Receiver" => "A `Receiver` may only be used by one thread at a time.",
        "*" => {
            "The compiler doesn't know what other threads do with the data behind a raw pointer, so a raw pointer is never `Send` or `Sync`."
        }
        _ => return None,
    })
}

/// What may stand in the place of such a type.
pub fn safe_kinds(case: &Case, of_type: &str) -> Vec<Repair> {
    let Some(head) = head(case, of_type) else {
        return Vec::new();
    };
    match head.as_str() {
        "Rc" | "Weak" => {
            let mut edits = with_arc(case);
            if edits.is_empty() {
                return Vec::new();
            }
            if of_type.contains("RefCell<") {
                edits.extend(with_mutex(case));
                return vec![Repair::edit(
                    "Use `Arc` instead of `Rc`, and `Mutex` instead of `RefCell`: `lock` waits until no other thread has the value. (It waits for ever if this thread has it already.)",
                    edits,
                )];
            }
            vec![Repair::edit(
                "Use `Arc` instead of `Rc`: it counts its owners with atomic operations, which works across threads.",
                edits,
            )]
        }
        "RefCell" => {
            let edits = with_mutex(case);
            let repair = Repair::edit(
                "Use `Mutex` instead of `RefCell`: `lock` waits until no other thread has the value. (It waits for ever if this thread has it already.)",
                edits.clone(),
            );
            Some(repair)
                .filter(|_| !edits.is_empty())
                .into_iter()
                .collect()
        }
        "Cell" => {
            let value = moved_type::argument_of(of_type, "Cell");
            let atomic = value
                .and_then(atomic)
                .map(|name| format!("An `{name}` or a"));
            let kinds = atomic.unwrap_or_else(|| "A".to_owned());
            vec![Repair::advice(format!(
                "{kinds} `Mutex` can be changed from several threads."
            ))]
        }
        "MutexGuard" => vec![Repair::advice(format!(
            "Give the other thread the `Mutex` itself, {}, and lock it there.",
            shared(case)
        ))],
        "*" => vec![Repair::advice(format!(
            "Instead of a pointer, let the threads share the value itself, {}. If they change it, put it into a `Mutex`.",
            shared(case)
        ))],
        _ => Vec::new(),
    }
}

/// The atomic type for a number or `bool`.
fn atomic(of_value: &str) -> Option<String> {
    let name = match of_value {
        "bool" => "Bool".to_owned(),
        "i8" | "i16" | "i32" | "i64" | "u8" | "u16" | "u32" | "u64" | "isize" | "usize" => {
            of_value[..1].to_uppercase() + &of_value[1..]
        }
        _ => return None,
    };
    Some(format!("Atomic{name}"))
}

/// How threads can share a value here: what `thread::spawn` gets may hold no reference to a variable.
fn shared(case: &Case) -> &'static str {
    let node = case.node_around(&case.primary.bytes);
    let mut around = statements::around(case, node);
    if threads::spawn_around(case, node).is_some() {
        "in an `Arc`"
    } else if around.any(|at| {
        case.tree.kind(at) == NodeKind::MethodCall && callee::name(case, at) == Some("spawn")
    }) {
        "by reference"
    } else {
        "by reference or in an `Arc`"
    }
}

fn place(source: &Source, token: usize) -> Range<usize> {
    let begin = source.begin(token);
    begin..begin + source.word(token).len()
}

/// Another name for each identifier of this name.
fn renamed(case: &Case, from: &str, to: &str) -> Vec<TextEdit> {
    let source = case.source;
    let tokens = source
        .all()
        .filter(|at| source.is_identifier(*at) && source.word(*at) == from);
    tokens
        .map(|at| TextEdit::replacement(place(source, at), to))
        .collect()
}

/// Another module in each path `std::FROM::`.
fn moved_module(case: &Case, from: &str, to: &str) -> Vec<TextEdit> {
    let source = case.source;
    let is_it = |at: &usize| {
        let before: Vec<&str> = source.words(&(at.saturating_sub(3)..*at));
        source.word(*at) == from && before == ["std", ":", ":"]
    };
    source
        .all()
        .filter(is_it)
        .map(|at| TextEdit::replacement(place(source, at), to))
        .collect()
}

fn with_arc(case: &Case) -> Vec<TextEdit> {
    let mut edits = moved_module(case, "rc", "sync");
    if edits.is_empty() || case.source.has_name("Arc") {
        return Vec::new();
    }
    edits.extend(renamed(case, "Rc", "Arc"));
    edits
}

fn with_mutex(case: &Case) -> Vec<TextEdit> {
    let mut edits = moved_module(case, "cell", "sync");
    if edits.is_empty() || case.source.has_name("Mutex") || !case.source.has_name("RefCell") {
        return Vec::new();
    }
    edits.extend(renamed(case, "RefCell", "Mutex"));
    for call in case.tree.nodes_of(NodeKind::MethodCall) {
        let Some(name) = case.tree.child(call, Role::Name) else {
            continue;
        };
        let has_none = case.tree.child(call, Role::Argument).is_none();
        if has_none && matches!(case.written(name), "borrow" | "borrow_mut") {
            let bytes = case.tree.bytes(name).start..case.tree.bytes(call).end;
            edits.push(TextEdit::replacement(bytes, "lock().unwrap()"));
        }
    }
    edits
}
