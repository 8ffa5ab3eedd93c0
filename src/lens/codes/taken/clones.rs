//! Clones of a value that can't be moved.

use super::place::{Behind, Taken};
use crate::lens::query::goal::Goal;
use crate::lens::query::moved_type::{self, kind};
use crate::lens::query::{change, own_types, statements};
use crate::lens::repair::Repair;

/// What a clone costs.
pub const COSTS: &str = "A clone costs time and memory.";

/// A clone of the value. Behind a smart pointer, `p.clone()` would clone the pointer itself, which
/// is another way out where it's an `Rc` or `Arc`.
pub fn clone(taken: &Taken) -> Vec<Repair> {
    let case = taken.case;
    let counts = matches!(kind(taken.told.of_type), "Rc" | "Arc");
    let sentence = if counts {
        "Clone it: that makes one more owner of the same value.".to_owned()
    } else {
        format!("Clone it{}. {COSTS}", need(taken))
    };
    // Where a method takes the value, rustc has two ways to write it.
    let edits = change::suggestion(case, "consider cloning")
        .or_else(|| change::suggestion(case, "increment its reference count"));
    let Some(edits) = edits else {
        return Vec::new();
    };
    let begin = case.tree.bytes(taken.value).start;
    // The guards of the standard library can't be cloned themselves.
    let is_pointer = match taken.behind {
        Behind::Counted(_) => true,
        Behind::Pointer(name) => own_types::named(case, name).is_some(),
        _ => false,
    } && edits.iter().any(|edit| edit.bytes.contains(&begin));
    if !is_pointer {
        return vec![Repair::edit(sentence, edits)];
    }
    let of_value = change::with_method(case, taken.value, "clone()");
    let thing = moved_type::thing(taken.told.of_type);
    let sentence = sentence.replacen("Clone it", &format!("Clone {thing}"), 1);
    let mut found = vec![Repair::edit(sentence, of_value)];
    found.extend(share(taken).map(|sentence| Repair::edit(sentence, edits)));
    found
}

/// What a clone of the `Rc` or `Arc` itself does, if that's certain.
fn share(taken: &Taken) -> Option<String> {
    let Behind::Counted(kind) = taken.behind else {
        return None;
    };
    let told = taken.case.type_of(taken.holder()?)?;
    let inner = moved_type::argument_of(told.trim_start_matches('&'), kind)?;
    if Some(inner) != taken.told.of_type {
        return None;
    }
    Some(match taken.goal {
        Goal::Variable(to) => {
            let name = &taken.case.names.binding(to).name;
            format!(
                "Clone the `{kind}`, if both may share {}: `{name}` is then a second `{kind}` to the same `{inner}`.",
                moved_type::thing(Some(inner))
            )
        }
        _ => format!(
            "Clone the `{kind}`, if sharing is enough: that makes one more owner of the same `{inner}`."
        ),
    })
}

/// When a clone is the right thing: ", if both `a.name` and `b` need a value of their own". Nothing
/// if what the value belongs to isn't used again: then there's no second place.
pub fn need(taken: &Taken) -> String {
    if is_used_up(taken) {
        return String::new();
    }
    let path = taken.path();
    let to = match taken.goal {
        Goal::Variable(to) => Some(&taken.case.names.binding(to).name),
        _ => None,
    };
    match to {
        Some(to) if path.len() <= 32 && !path.contains('\n') && path != to => {
            format!(", if both `{path}` and `{to}` need a value of their own")
        }
        _ => ", if you need the value in both places".to_owned(),
    }
}

/// Whether the variable at the bottom of an element owns it, and is used for the last time. What's
/// behind a pointer may have other owners, and a destructor uses the value once more.
fn is_used_up(taken: &Taken) -> bool {
    let case = taken.case;
    let Some(holder) = taken.holder else {
        return false;
    };
    let end = case.tree.bytes(taken.value).end;
    let mut uses = case.names.uses_of(holder);
    let body = |node| statements::body_around(case, node);
    let declared = case.names.binding(holder).owner;
    matches!(taken.behind, Behind::Array | Behind::Index(_))
        && taken.is_holder_reference() == Some(false)
        && !taken.is_in_loop()
        && body(declared) == body(taken.value)
        && uses.all(|used| case.tree.bytes(used).end <= end)
}
