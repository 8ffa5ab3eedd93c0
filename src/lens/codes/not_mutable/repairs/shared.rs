//! Repairs for values that are shared, by an `Rc` or `Arc` or by the caller.

use crate::lens::case::Case;
use crate::lens::codes::not_mutable::attempt::Attempt;
use crate::lens::query::{callee, lines, mutability, places, statements};
use crate::lens::repair::Repair;
use crate::model::ask::type_text;
use crate::rust::edit::TextEdit;
use crate::rust::{Binding, BindingId, BindingKind, NodeId, NodeKind, Role, function_around};

/// What holds a value for several owners, and what lets them change it all the same.
struct Sharing {
    name: &'static str,
    module: &'static str,
    cell: &'static str,
    write: &'static str,
}

const SHARINGS: [Sharing; 2] = [
    Sharing {
        name: "Rc",
        module: "std::rc::",
        cell: "RefCell",
        write: "borrow_mut()",
    },
    Sharing {
        name: "Arc",
        module: "std::sync::",
        cell: "Mutex",
        write: "lock().unwrap()",
    },
];

/// For the value in an `Rc` or `Arc`.
pub fn repairs(attempt: &Attempt, of_type: &str) -> Vec<Repair> {
    let Some(sharing) = SHARINGS.iter().find(|one| one.name == of_type) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let case = attempt.case;
    let variable = places::base(case, attempt.place);
    let told = variable
        .map(|id| case.names.binding(id))
        .and_then(|binding| case.type_of(binding))
        .map(type_text::display);
    let inner = told.as_deref().and_then(|told| {
        told.strip_prefix(of_type)?
            .strip_prefix('<')?
            .strip_suffix('>')
            .map(str::to_owned)
    });
    let variable = variable.filter(|_| inner.is_some());
    let made = variable.and_then(|variable| make_mut(attempt, variable, sharing));
    if let Some(variable) = variable {
        found.extend(before_sharing(attempt, variable, of_type));
    }
    let (cell, write) = (sharing.cell, sharing.write);
    let whole = inner.map_or_else(String::new, |inner| {
        format!(": `{of_type}<{cell}<{inner}>>`")
    });
    let advice = Repair::advice(format!(
        "If all owners are to see the change, put a `{cell}` inside{whole}. Then write through `{write}`."
    ));
    if variable.is_some_and(|variable| is_one_of_several(case, variable)) {
        // Others have the value too, and wouldn't see a change of a clone.
        found.push(advice);
        found.extend(made);
    } else {
        found.extend(made);
        found.push(advice);
    }
    found
}

/// Whether a variable is made as one more owner: by `Arc::clone(&x)` or `x.clone()`.
fn is_one_of_several(case: &Case, variable: BindingId) -> bool {
    let value = case.names.binding(variable).initializer;
    value.is_some_and(|value| callee::name(case, value) == Some("clone"))
}

/// Makes the change before the value goes into the `Rc`.
fn before_sharing(attempt: &Attempt, variable: BindingId, of_type: &str) -> Option<Repair> {
    let case = attempt.case;
    let tree = case.tree;
    let binding = case.names.binding(variable);
    let (callee, inner) = wrapped(case, binding)?;
    let last = attempt.others.last().unwrap_or(&attempt.clue);
    let change = statements::statement_of(case, case.node(last))?;
    let siblings = statements::siblings(case, change);
    let first = siblings.iter().position(|one| *one == binding.owner)?;
    let end = siblings.iter().position(|one| *one == change)?;
    let between = siblings.get(first + 1..end)?;
    let is_used = |statement: &NodeId| places::uses_in(case, variable, *statement).next().is_some();
    let uses = places::uses_in(case, variable, change).count();
    if uses != 1 || between.iter().any(is_used) || statements::is_tail(case, change) {
        return None;
    }
    let value = binding.initializer?;
    let indent = lines::indent(case, tree.bytes(change).start);
    let name = &binding.name;
    let mut edits = mutability::declare_mut(case, binding)?;
    edits.push(TextEdit::replacement(
        tree.bytes(value),
        case.written(inner),
    ));
    edits.push(TextEdit::insertion(
        tree.bytes(change).end,
        format!(
            "{}{indent}let {name} = {}({name});",
            lines::line_break(case),
            case.written(callee)
        ),
    ));
    Some(Repair::edit(
        format!("Make the change first, and put the value into the `{of_type}` afterwards."),
        edits,
    ))
}

/// `Rc::new` and its argument, if a variable is made by that and nothing else.
fn wrapped(case: &Case, binding: &Binding) -> Option<(NodeId, NodeId)> {
    let value = binding.initializer.filter(|_| {
        binding.kind == BindingKind::Let && binding.is_whole && binding.annotation.is_none()
    })?;
    let is_call = case.tree.kind(value) == NodeKind::Call;
    let callee = case.tree.child(value, Role::Callee).filter(|_| is_call)?;
    let inner = case.tree.child(value, Role::Argument)?;
    let is_new = callee::name(case, value) == Some("new");
    is_new.then_some((callee, inner))
}

/// `Rc::make_mut(&mut x)`
fn make_mut(attempt: &Attempt, variable: BindingId, sharing: &Sharing) -> Option<Repair> {
    let case = attempt.case;
    let binding = case.names.binding(variable);
    let base = places::base_node(case, attempt.place);
    let mut edits = mutability::declare_mut(case, binding)?;
    let of_type = sharing.name;
    let module = if case.source.has_name(of_type) {
        ""
    } else {
        sharing.module
    };
    let name = &binding.name;
    edits.push(TextEdit::replacement(
        case.tree.bytes(base),
        format!("{module}{of_type}::make_mut(&mut {name})"),
    ));
    Some(Repair::edit(
        format!(
            "Write through `{of_type}::make_mut`: if others share the value, `{name}` gets a clone of its own first, and they don't see the change."
        ),
        edits,
    ))
}

/// A `static` whose type can change through `&`.
pub fn of_static(attempt: &Attempt) -> Option<Repair> {
    let case = attempt.case;
    let binding = attempt.binding()?;
    let told = case.written(binding.annotation?);
    let atomic = match told {
        "bool" => Some("AtomicBool"),
        "i32" => Some("AtomicI32"),
        "i64" => Some("AtomicI64"),
        "u32" => Some("AtomicU32"),
        "u64" => Some("AtomicU64"),
        "usize" => Some("AtomicUsize"),
        _ => None,
    };
    let cell = atomic.map_or_else(
        || format!("a `Mutex<{told}>`"),
        |atomic| format!("an `{atomic}`, or a `Mutex<{told}>`"),
    );
    Some(Repair::advice(format!(
        "Give `{}` a type that can change through a `&` reference: {cell}.",
        binding.name
    )))
}

/// A function that gives something back works on a clone of what the caller lends.
pub fn by_value(attempt: &Attempt) -> Option<Repair> {
    let case = attempt.case;
    let binding = attempt.binding()?;
    let is_whole = binding.kind == BindingKind::Parameter && binding.is_whole;
    let told = binding.annotation.filter(|_| is_whole)?;
    let inner = case.tree.child(told, Role::Part)?;
    let function = function_around(case.source, case.tree, binding.owner)?;
    let returns = function.returns?;
    let body = function.body?;
    let method = if case.tree.kind(inner) == NodeKind::SliceType {
        "to_vec"
    } else {
        "clone"
    };
    let first = case.tree.children_as(body, Role::Statement).next()?;
    let begin = case.tree.bytes(first).start;
    let name = &binding.name;
    let line = format!(
        "let mut {name} = {name}.{method}();{}{}",
        lines::line_break(case),
        lines::indent(case, begin)
    );
    // It returns the changed value only if it returns such a value at all.
    let new = if case.written(returns) == case.written(inner) {
        format!(", and `{}` can return the new one", function.name())
    } else {
        String::new()
    };
    let is_own_line = case.line(begin) != case.line(case.tree.bytes(body).start);
    (is_own_line && case.tree.kind(told) == NodeKind::ReferenceType).then(|| {
        Repair::edit(
            format!("Change a clone of `{name}`: then the caller's value stays as it is{new}."),
            vec![TextEdit::insertion(begin, line)],
        )
    })
}
