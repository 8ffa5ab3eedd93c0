//! The value moves to a variable, into a new value, into an operator, or is taken apart by `?`.

use crate::lens::case::Case;
use crate::lens::codes::moves::moved::Moved;
use crate::lens::query::{change, rewrite, statements};
use crate::lens::repair::Repair;
use crate::rust::edit::TextEdit;
use crate::rust::{BindingId, BindingKind, NodeId, NodeKind, Role};

/// `let b = &a;`
pub fn lend_to_variable(moved: &Moved, to: BindingId) -> Option<Repair> {
    let case = moved.case;
    let binding = case.names.binding(to);
    let is_let = binding.kind == BindingKind::Let && binding.initializer == Some(moved.value);
    let is_reference = moved.of_type().is_some_and(|told| told.starts_with('&'));
    if !is_let || is_reference || moved.is_counted() || moved.is_next_round {
        return None;
    }
    let mut edits = change::prefixed(case, moved.value, "&");
    if let Some(annotation) = binding.annotation {
        let start = case.tree.bytes(annotation).start;
        edits.push(TextEdit::insertion(start, "&"));
    }
    Some(Repair::edit(
        format!(
            "Let `{}` be a reference, if it only needs to look.",
            binding.name
        ),
        edits,
    ))
}

/// `..c` moves only the fields that the literal doesn't give itself.
pub fn own_fields(moved: &Moved, literal: NodeId) -> Vec<Repair> {
    let case = moved.case;
    let Some(rest) = case.tree.child(literal, Role::Rest) else {
        return Vec::new();
    };
    let dots = case.source.token_at(case.tree.bytes(rest).start);
    // The two dots are two tokens.
    let at = case.source.begin(dots.saturating_sub(2));
    let place = moved.told.place.unwrap_or("");
    let Some((_, field)) = place.rsplit_once('.') else {
        return Vec::new();
    };
    let one = Repair::edit(
        format!("Give the new value a `{field}` of its own: a clone costs time and memory."),
        vec![TextEdit::insertion(
            at,
            format!("{field}: {place}.clone(), "),
        )],
    );
    let whole = Repair::edit(
        "Clone the whole, if you need all of it in both places. A clone costs time and memory.",
        change::with_method(case, rest, "clone()"),
    );
    vec![one, whole]
}

/// `p.name` after `let p = P { name };`
pub fn through_field(moved: &Moved, literal: NodeId) -> Option<Repair> {
    let case = moved.case;
    let tree = case.tree;
    let statement = tree.parent(literal)?;
    let binding = case.names.bindings().find(|id| {
        let binding = case.names.binding(*id);
        binding.initializer == Some(literal) && binding.is_whole && binding.kind == BindingKind::Let
    })?;
    let field = tree.parent(moved.value)?;
    let is_field =
        tree.kind(field) == NodeKind::FieldValue && tree.kind(statement) == NodeKind::Let;
    if !is_field || !moved.is_whole_variable() {
        return None;
    }
    let name = tree.child(field, Role::Name).unwrap_or(moved.value);
    let path = format!(
        "{}.{}",
        case.names.binding(binding).name,
        case.written(name)
    );
    let behind = tree.bytes(statement).end;
    let edits: Option<Vec<TextEdit>> = change::uses_behind(case, moved.owner?, behind)
        .map(|used| use_instead(case, used, &path))
        .collect();
    Some(Repair::edit(
        format!("`{path}` owns the value now: use that."),
        edits.filter(|edits| !edits.is_empty())?,
    ))
}

/// Another place instead of a variable. A format string can't name a field.
fn use_instead(case: &Case, used: NodeId, path: &str) -> Option<TextEdit> {
    let name = change::shorthand(case, used);
    let is_format = case.tree.kind(used) == NodeKind::FormatName;
    (!is_format).then(|| TextEdit::replacement(case.tree.bytes(used), format!("{name}{path}")))
}

/// `&a + &b` where the type allows it; for strings, `format!`.
pub fn gentler_operator(moved: &Moved, node: NodeId) -> Vec<Repair> {
    let case = moved.case;
    let tree = case.tree;
    let (Some(left), Some(right)) = (tree.child(node, Role::Left), tree.child(node, Role::Right))
    else {
        return Vec::new();
    };
    if moved.kind_of_type() == "String" && !moved.is_own_type() {
        return format_instead(case, node).into_iter().collect();
    }
    let mut edits = change::prefixed(case, left, "&");
    edits.extend(change::prefixed(case, right, "&"));
    vec![Repair::edit(
        "Use the operator on references: this type allows it.",
        edits,
    )]
}

/// `format!("{a}-{b}")` for `a + "-" + &b`.
fn format_instead(case: &Case, node: NodeId) -> Option<Repair> {
    let tree = case.tree;
    let mut whole = node;
    while let Some(parent) = tree.parent(whole)
        && tree.kind(parent) == NodeKind::Binary
        && tree.role(whole) == Role::Left
    {
        whole = parent;
    }
    let mut text = String::new();
    let mut at = whole;
    while tree.kind(at) == NodeKind::Binary {
        text.insert_str(0, &in_format(case, tree.child(at, Role::Right)?)?);
        at = tree.child(at, Role::Left)?;
    }
    text.insert_str(0, &in_format(case, at)?);
    Some(Repair::edit(
        "`+` takes ownership of the `String` on its left. `format!` only reads what it joins.",
        vec![TextEdit::replacement(
            tree.bytes(whole),
            format!("format!(\"{text}\")"),
        )],
    ))
}

/// How a variable or a plain literal stands in a format string.
fn in_format(case: &Case, operand: NodeId) -> Option<String> {
    let tree = case.tree;
    let inner = match tree.kind(operand) {
        NodeKind::Reference => tree.child(operand, Role::Operand)?,
        _ => operand,
    };
    let written = case.written(inner);
    match tree.kind(inner) {
        NodeKind::Path if case.names.binding_of(inner).is_some() => Some(format!("{{{written}}}")),
        NodeKind::Literal => {
            let text = written.strip_prefix('"')?.strip_suffix('"')?;
            Some(text.replace('{', "{{").replace('}', "}}"))
        }
        _ => None,
    }
}

/// `let line = line?;` once, where `line?` stands several times.
pub fn unwrap_once(moved: &Moved) -> Option<Repair> {
    let case = moved.case;
    let tree = case.tree;
    let statement = statements::statement_of(case, moved.value)?;
    let begin = tree.bytes(statement).start;
    if !moved.is_whole_variable() || !is_first_effect(case, statement, moved.value) {
        return None;
    }
    let name = &moved.path;
    let uses: Vec<NodeId> = change::uses_behind(case, moved.owner?, begin).collect();
    let edits: Option<Vec<TextEdit>> = uses
        .iter()
        .map(|used| {
            let question = tree.parent(*used)?;
            let is_try = tree.kind(question) == NodeKind::Try;
            is_try.then(|| TextEdit::replacement(tree.bytes(question), name.clone()))
        })
        .collect();
    let mut edits = edits?;
    edits.push(rewrite::insert_before(
        case,
        statement,
        &format!("let {name} = {name}?;"),
    ));
    Some(Repair::edit(
        format!("Use `?` once, and go on with the value: `let {name} = {name}?;`."),
        edits,
    ))
}

/// Whether nothing in a statement is called or assigned before this place.
fn is_first_effect(case: &Case, statement: NodeId, place: NodeId) -> bool {
    let tree = case.tree;
    let begin = tree.bytes(place).start;
    let mut inside = tree.descendants(statement);
    !inside.any(|node| {
        let has_effect = matches!(
            tree.kind(node),
            NodeKind::Call
                | NodeKind::MethodCall
                | NodeKind::MacroCall
                | NodeKind::Assignment
                | NodeKind::Try
                | NodeKind::Await
        );
        has_effect && tree.bytes(node).start < begin
    })
}
