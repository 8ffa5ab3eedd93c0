//! Changes that rustc suggests, that compile, and that are no good all the same.

use crate::lens::case::Case;
use crate::lens::codes::names::scope;
use crate::lens::query::statements::{around, body_around};
use crate::lens::query::{
    advice, articles, by_reference, callee, clones, declared, errors, items, lent, misdeclared,
    places, rewrite, similar_name,
};
use crate::rust::edit::{self, TextEdit};
use crate::rust::{NodeId, NodeKind, Role, call, called_name, calls_in, functions};

/// Why a change is no good, if we know.
pub fn objection(case: &Case, edits: &[TextEdit]) -> Option<String> {
    let mut each = edits.iter();
    clones::only_to_drop(case, edits)
        .or_else(|| each.find_map(|edit| copies_all_for_one(case, edit)))
        .or_else(|| clones_the_pointer(case, edits))
        .or_else(|| loops_forever(case, edits))
        .or_else(|| calls_only_once(case, edits))
        .or_else(|| lives_too_short(case, edits))
        .or_else(|| takes_back_reference(case, edits))
        .or_else(|| keeps_old_value(case, edits))
        .or_else(|| names_another_kind(case))
        .or_else(|| unwraps_misdeclared(case, edits))
        .or_else(|| clones_misdeclared(case, edits))
        .or_else(|| lends_to_be_read(case, edits))
        .or_else(|| changes_what_is_passed_only(case, edits))
        .or_else(|| throws_result_away(case, edits))
        .or_else(|| repeats_first_element(case, edits))
        .or_else(|| {
            let mut each = edits.iter();
            each.find_map(|edit| {
                scope::gone_too_soon(case, edit).or_else(|| scope::cuts_the_name(case, edit))
            })
        })
}

/// Whether an objection to a change says that the compiler won't have it, so that nobody has to try.
pub fn is_hopeless(case: &Case, edits: &[TextEdit]) -> bool {
    lives_too_short(case, edits).is_some()
}

/// `&boat` for a `&'static Boat`, where `boat` is a variable.
fn lives_too_short(case: &Case, edits: &[TextEdit]) -> Option<String> {
    let start = case.primary.bytes.start;
    let name = case.text(&case.primary.bytes);
    // In `S { x }`, the name is a field as well.
    let variable = case.names.resolve(case.tree, start)?;
    let is_variable = case.names.binding(variable).name == name;
    let is_reference = case.primary.label.contains(", found `&");
    let lends = |edit: &TextEdit| {
        let text = edit.text.trim_end();
        edit.bytes == (start..start) && text.ends_with('&') && !text.ends_with("*&")
    };
    let value = rewrite::value_of(case, case.node(&case.primary));
    let ty = declared::static_reference(case, value)?;
    let body = body_around(case, value)?;
    let who = match case.tree.kind(body) {
        NodeKind::Function => format!("`{}`", case.text(&items::name_of(case, body)?)),
        NodeKind::Closure => "the closure".to_owned(),
        _ => return None,
    };
    let is_it = case.diagnostic.code.as_deref() == Some("E0308")
        && is_variable
        && !is_reference
        && edits.iter().any(lends);
    is_it.then(|| {
        format!("`&{name}` can't be a `{ty}`: the variable `{name}` is gone when {who} returns.")
    })
}

/// `steps.expect("REASON")`, where `steps` is an `Option` by mistake
fn unwraps_misdeclared(case: &Case, edits: &[TextEdit]) -> Option<String> {
    let unwraps = |edit: &TextEdit| edit.text.contains(".expect(") || edit.text.contains(".unwrap");
    let is_unwrapping = edits.iter().any(unwraps);
    let found = misdeclared::variable(case).filter(|_| is_unwrapping)?;
    Some(format!(
        "`{}` is {} only because line {} says so: look there first.",
        found.name,
        articles::a(found.wrapper),
        found.line
    ))
}

/// `error.clone()` or `*error`, where `error` is a reference by mistake
fn clones_misdeclared(case: &Case, edits: &[TextEdit]) -> Option<String> {
    let clones = |edit: &TextEdit| {
        let text = edit.text.trim();
        text == "*" || text.contains(".clone()") || text.contains(".to_")
    };
    let is_clone = edits.iter().any(clones);
    let found = by_reference::variable(case).filter(|found| is_clone && found.is_refused)?;
    Some(format!(
        "`{}` is a reference only because line {} says so: look there first.",
        found.name, found.line
    ))
}

/// `if let Some(call) = &self.call`, where a line below needs to borrow `call` mutably
fn lends_to_be_read(case: &Case, edits: &[TextEdit]) -> Option<String> {
    let is_move = case.diagnostic.code.as_deref() == Some("E0507");
    let is_lent = edits.iter().all(|edit| edit.text.trim() == "&");
    let mut errors = errors::in_file(case).into_iter();
    let (name, at) = errors.find_map(|(error, at)| {
        let is_mutable = error.code.as_deref() == Some("E0596");
        let binding = case.binding(at.start).filter(|_| is_mutable)?;
        let declared = case.declaration(binding);
        let mut clues = case.clues.iter();
        let is_of_pattern = clues.any(|clue| !clue.is_primary && clue.bytes == declared);
        is_of_pattern.then_some((&binding.name, at))
    })?;
    (is_move && is_lent).then(|| {
        format!(
            "With `&`, `{name}` can only be read, but line {} needs to borrow it mutably.",
            case.line(at.start)
        )
    })
}

/// `None` for `one`, or the function `word` for `words.len()`
fn names_another_kind(case: &Case) -> Option<String> {
    let name = case.text(&case.primary.bytes);
    let other = similar_name::of_another_kind(case)?;
    let is_function = advice::with(case, "similar name")
        .and_then(similar_name::kind)
        .is_some_and(|what| what.contains("function"));
    Some(if is_function {
        format!(
            "The names are similar, but `{name}` is used like a variable, and `{other}` is a function."
        )
    } else {
        format!(
            "The names are similar, but `{name}` is written like a variable, and `{other}` is the name of a type or variant."
        )
    })
}

/// `map.entry(key).or_insert(value)` for `map[key] = value`
fn keeps_old_value(case: &Case, edits: &[TextEdit]) -> Option<String> {
    let is_assignment = case.diagnostic.code.as_deref() == Some("E0594");
    let mut edits = edits.iter();
    let is_it = is_assignment && edits.any(|edit| edit.text.contains(".or_insert("));
    is_it.then(|| "`or_insert` would leave a value that's already there as it is.".to_owned())
}

/// `total * 2;` at the end of a function that names no return type, and whose result is used
fn throws_result_away(case: &Case, edits: &[TextEdit]) -> Option<String> {
    let [edit] = edits else { return None };
    let is_it = edit.text.trim() == ";" && case.primary.label.starts_with("expected `()`");
    let body = body_around(case, case.node(&case.primary)).filter(|_| is_it)?;
    let all = functions(case.source, case.tree);
    let function = all
        .iter()
        .find(|one| one.node == body && one.returns.is_none())?;
    let name = function.name();
    let is_only = all.iter().filter(|one| one.name() == name).count() == 1;
    let is_used = |node: &NodeId| {
        let roles = [
            Role::Receiver,
            Role::Argument,
            Role::Operand,
            Role::Left,
            Role::Right,
        ];
        callee::name(case, *node) == Some(name) && roles.contains(&case.tree.role(*node))
    };
    let mut calls = calls_in(case.tree, case.tree.root()).map(|call| call.node);
    let used = calls.find(is_used).filter(|_| is_only)?;
    Some(format!(
        "Then `{name}` would return nothing, but line {} uses its result.",
        case.line(case.tree.bytes(used).start)
    ))
}

/// `["a"; 5]` for `["a", 5]`
fn repeats_first_element(case: &Case, edits: &[TextEdit]) -> Option<String> {
    let [edit] = edits else { return None };
    let old = case.text(&edit.bytes).trim();
    let count = case.text(&case.primary.bytes);
    let is_number = count.chars().all(|c| c.is_ascii_digit());
    let times = if is_number {
        count.to_owned()
    } else {
        format!("`{count}`")
    };
    let is_count = !count.is_empty() && count.len() <= 20 && !count.contains('\n');
    (is_count && old == "," && edit.text.trim() == ";")
        .then(|| format!("That would make a list that has its first element {times} times."))
}

/// `mut lamp: Lamp` of a function that's called with `&lamp`
fn changes_what_is_passed_only(case: &Case, edits: &[TextEdit]) -> Option<String> {
    let [edit] = edits else { return None };
    let variable = case.names.bound_at(case.tree, edit.bytes.start)?;
    let lent = lent::to(case, case.names.binding(variable))?;
    let name = lent.function.name();
    (edit.text.trim() == "mut")
        .then(|| format!("With that, `{name}` still can't change what its callers lend it."))
}

/// `*&count` for `&count`
fn takes_back_reference(case: &Case, edits: &[TextEdit]) -> Option<String> {
    let written = edits.iter().find_map(|edit| {
        let is_star = edit.bytes.is_empty() && edit.text.trim() == "*";
        let at = edit.bytes.start;
        let is_it = |node: &NodeId| {
            case.tree.kind(*node) == NodeKind::Reference && case.tree.bytes(*node).start == at
        };
        let mut near = around(case, case.tree.innermost_at(at));
        near.find(|node| is_star && is_it(node))
    })?;
    let inner = case.tree.child(written, Role::Operand)?;
    let (whole, inner) = (case.written(written), case.written(inner));
    (inner.len() <= 30).then(|| {
        format!("`*{whole}` is just `{inner}`: the `*` would take back what the `&` does.")
    })
}

/// `shared.clone()` for `*shared` behind an `Rc`
fn clones_the_pointer(case: &Case, edits: &[TextEdit]) -> Option<String> {
    let message = &case.diagnostic.message;
    let is_counted = message.starts_with("cannot move out of an `");
    let place = case.node(&case.primary);
    let begin = case.tree.bytes(place).start;
    let loses_star = edits.iter().any(|edit| edit.bytes.contains(&begin));
    let is_clone = edits.iter().any(|edit| edit.text.contains(".clone()"));
    let kind = case.named(0)?;
    (is_counted && places::is_dereference(case, place) && loses_star && is_clone)
        .then(|| format!("That would clone the `{kind}`, not the value that it points to."))
}

/// `v.clone()[0]`
fn copies_all_for_one(case: &Case, edit: &TextEdit) -> Option<String> {
    let whole = clones::cloned(case, edit)?;
    let parent = case.tree.parent(whole)?;
    let is_indexed =
        case.tree.kind(parent) == NodeKind::Index && case.tree.role(whole) == Role::Receiver;
    is_indexed.then(|| {
        let name = case.written(whole);
        format!("That would clone all of `{name}` for one element.")
    })
}

/// `while let Some(ref x) = list.next { … }`, where nothing in the loop changes `list`: what matches
/// once matches for ever.
fn loops_forever(case: &Case, edits: &[TextEdit]) -> Option<String> {
    let first = edits.first()?;
    let is_loop = |node: &NodeId| case.tree.kind(*node) == NodeKind::While;
    let node = around(case, case.tree.innermost_at(first.bytes.start)).find(is_loop)?;
    let condition = case.tree.child(node, Role::Condition)?;
    if case.tree.kind(condition) != NodeKind::LetCondition {
        return None;
    }
    let bytes = case.tree.bytes(condition);
    let is_in_condition =
        |edit: &TextEdit| bytes.start <= edit.bytes.start && edit.bytes.end <= bytes.end;
    let looked_at = edits
        .iter()
        .all(|edit| is_in_condition(edit) && borrows(&edit.text));
    let subject = case.tree.child(condition, Role::Initializer)?;
    let base = places::base(case, subject)?;
    let body = case.tree.child(node, Role::Body)?;
    let mut inside = case.tree.descendants(body);
    let leaves_or_changes = inside.any(|at| {
        let kind = case.tree.kind(at);
        matches!(
            kind,
            NodeKind::Break | NodeKind::Return | NodeKind::Try | NodeKind::MacroCall
        ) && !is_printing(case, at)
            || case.names.binding_of(at) == Some(base)
    });
    (looked_at && !leaves_or_changes).then(|| {
        let written = case.written(subject);
        format!(
            "Nothing in the loop changes `{written}`. So if it matches once, the loop would never end."
        )
    })
}

fn borrows(text: &str) -> bool {
    matches!(
        text.trim(),
        "ref" | "ref mut" | "&" | "&mut" | ".as_ref()" | ".as_mut()"
    )
}

/// Whether a node is a macro that only prints. Any other macro may end the loop.
fn is_printing(case: &Case, node: NodeId) -> bool {
    let name = call(case.tree, node).and_then(|found| called_name(case.source, case.tree, &found));
    matches!(
        name,
        Some("print" | "println" | "eprint" | "eprintln" | "dbg")
    )
}

/// A call that is moved out of a loop, so that a bare name is left of it.
fn calls_only_once(case: &Case, edits: &[TextEdit]) -> Option<String> {
    let replaced = edits.iter().find_map(|edit| {
        let statement = around(case, case.tree.innermost_at(edit.bytes.start))
            .find(|node| case.tree.kind(*node) == NodeKind::ExpressionStatement)?;
        let value = case.tree.child(statement, Role::Value)?;
        let is_name = edit.text.chars().all(|c| c == '_' || c.is_alphanumeric());
        let is_call = call(case.tree, value).is_some() && case.tree.bytes(value) == edit.bytes;
        (is_call && is_name && !edit.text.is_empty()).then_some(value)
    })?;
    let name =
        call(case.tree, replaced).and_then(|found| called_name(case.source, case.tree, &found))?;
    edit::apply(case.source.text(), edits)?;
    Some(format!(
        "`{name}` would then be called only once, before the loop."
    ))
}

#[cfg(test)]
mod tests {
    use crate::lens::repair::{Origin, Repair};
    use crate::lens::tests::look_at;

    /// What is said against rustc's suggestions for the first error of a golden program, none of
    /// which is a repair.
    fn objections(name: &str) -> Vec<String> {
        let lenses = look_at(name, &[]);
        let lens = &lenses[0];
        let against = lens.remarks.iter().filter_map(|one| one.reservation(lens));
        let against: Vec<String> = against.collect();
        let rustcs = |one: &&Repair| one.origin == Origin::Compiler;
        let mut of_rustc = lens.repairs.iter().filter(rustcs);
        assert!(
            of_rustc.all(|one| one.is_dubious && !one.is_shown()),
            "{name}"
        );
        against
    }

    #[test]
    fn suggestions_that_compile_and_are_no_good_are_no_repairs() {
        for (name, wanted) in [
            (
                "E0382/while_let_field",
                "Nothing in the loop changes `first.next`",
            ),
            ("E0382/dropped_then_used", "That would only drop a copy"),
            ("E0505/into_thread", "That would clone all of `prices`"),
            (
                "E0382/use_above_in_loop",
                "`push` would then be called only once",
            ),
        ] {
            let said = objections(name);
            assert!(
                said.iter().any(|one| one.starts_with(wanted)),
                "{name}: {said:?}"
            );
        }
    }
}
