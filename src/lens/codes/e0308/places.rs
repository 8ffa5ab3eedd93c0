//! Places whose type is decided by what's around them: a declaration, an operator, a list.

use std::ops::Range;

use super::Mismatch;
use super::calls::{self, Blame};
use crate::lens::case::Case;
use crate::lens::labels;
use crate::lens::query::expectation::{self, Expectation, a_value, is, shown};
use crate::lens::query::statements::body_around;
use crate::lens::query::{
    callee, calls_of, declared, items, no_return, open_types, own_types, rewrite,
};
use crate::model::ask::type_text;
use crate::rust::{Binding, BindingKind, NodeId, NodeKind, Role};

/// A statement that has a value, though it isn't the last one.
pub fn statement(mismatch: &Mismatch) -> Option<String> {
    let case = mismatch.case;
    let find = |shape: &str| {
        let mut clues = case.clues.iter();
        clues.find(|clue| labels::has_shape(&clue.label, shape))
    };
    let (line, found) = (case.primary.line(), is(&mismatch.types.found));
    let without_else = "_ expressions without _ arms expect their inner expression to be _";
    if let Some(whole) = find(without_else) {
        return Some(format!(
            "The `if` on line {} has no `else`, so its block must end without a value, but what line {line} gives {found}.",
            whole.line()
        ));
    }
    let whole = find("expected this to be _")?;
    Some(format!(
        "What begins on line {} is a statement, so its value should be {}, but the value on line {line} {found}.",
        whole.line(),
        mismatch.types.expected
    ))
}

const DUE: &[&str] = &[
    "expected due to this",
    "expected due to this type",
    "expected due to this value",
    "expected due to the type of this binding",
    "expected because of the type of the constant",
    "expected because of the type of the static",
];

/// A variable, constant or static whose type is decided elsewhere.
pub fn declared(mismatch: &Mismatch) -> Option<String> {
    let case = mismatch.case;
    let mut clues = case.clues.iter();
    let Some(because) = clues.find(|clue| DUE.contains(&clue.label.as_str())) else {
        return initialized(mismatch);
    };
    let node = case.node(because);
    let declaration = case.tree.parent(node)?;
    let name = declared_name(case, declaration)?;
    let how = match case.tree.role(node) {
        Role::Type => format!("is declared with the type `{}`", case.written(node)),
        Role::Initializer | Role::Pattern => {
            format!(
                "is {} (line {})",
                of_type(&mismatch.types.expected),
                because.line()
            )
        }
        _ => return None,
    };
    Some(format!(
        "{} {how}, but line {} gives it {}.",
        variable(case, declaration, name),
        case.primary.line(),
        a_value(&mismatch.types.found)
    ))
}

/// The whole value that a declaration with a type begins with.
fn initialized(mismatch: &Mismatch) -> Option<String> {
    let case = mismatch.case;
    let declaration = case.tree.parent(mismatch.node)?;
    let is_value = case.tree.role(mismatch.node) == Role::Initializer;
    let ty = case
        .tree
        .child(declaration, Role::Type)
        .filter(|_| is_value)?;
    let name = declared_name(case, declaration)?;
    Some(format!(
        "{} is declared with the type `{}`, but line {} gives it {}.",
        variable(case, declaration, name),
        case.written(ty),
        case.primary.line(),
        a_value(&mismatch.types.found)
    ))
}

fn of_type(words: &str) -> String {
    is(words).strip_prefix("is ").unwrap_or(words).to_owned()
}

/// "`n`", or "The `n` of line 2" if the function has other variables of this name.
fn variable(case: &Case, declaration: NodeId, name: &str) -> String {
    let body = body_around(case, declaration);
    let same = case.names.bindings().filter(|id| {
        let binding = case.names.binding(*id);
        binding.name == name && body_around(case, binding.owner) == body
    });
    let is_let = case.tree.kind(declaration) == NodeKind::Let;
    if is_let && same.count() > 1 {
        let line = case.line(case.tree.bytes(declaration).start);
        format!("The `{name}` of line {line}")
    } else {
        format!("`{name}`")
    }
}

fn declared_name<'a>(case: &'a Case, declaration: NodeId) -> Option<&'a str> {
    let role = match case.tree.kind(declaration) {
        NodeKind::Let => Role::Pattern,
        NodeKind::Const | NodeKind::Static => Role::Name,
        _ => return None,
    };
    let name = case.tree.child(declaration, role)?;
    let name = case.tree.child(name, Role::Name).unwrap_or(name);
    let is_plain = matches!(
        case.tree.kind(name),
        NodeKind::Name | NodeKind::IdentifierPattern
    );
    is_plain.then(|| case.written(name))
}

/// A condition that's no `bool`.
pub fn condition(mismatch: &Mismatch) -> Option<String> {
    let case = mismatch.case;
    let what = match (case.tree.role(mismatch.node), parent_kind(mismatch)?) {
        (Role::Condition, NodeKind::If) => "The condition of an `if`",
        (Role::Condition, NodeKind::While) => "The condition of a `while`",
        (Role::Guard, _) => "The guard of an arm",
        _ => return None,
    };
    (mismatch.types.expected == "`bool`").then(|| {
        format!(
            "{what} must be a `bool`, but {} {}.",
            shown(case, mismatch.node),
            is(&mismatch.types.found)
        )
    })
}

fn parent_kind(mismatch: &Mismatch) -> Option<NodeKind> {
    let tree = mismatch.case.tree;
    Some(tree.kind(tree.parent(mismatch.node)?))
}

/// The value of a field in a struct literal.
pub fn field(mismatch: &Mismatch) -> Option<String> {
    let case = mismatch.case;
    let (field, literal) = declared::field_of(case, mismatch.node)?;
    let path = case.tree.child(literal, Role::Callee)?;
    let of = Some(case.written(path)).filter(|path| *path != "Self");
    let name = declared::field_name(case, field);
    let expected = is(&mismatch.types.expected);
    let declaration = declared::field_declaration(case, mismatch.node);
    let ty = declaration.and_then(|field| case.tree.child(field, Role::Type));
    let what = match ty.filter(|ty| open_types::is_open(case, *ty)) {
        Some(open) => format!(
            "is declared as `{}`, which {} here",
            case.written(open),
            expected.replacen("is of type", "is", 1)
        ),
        None => expected,
    };
    Some(format!(
        "The field `{name}` of `{}` {what}, but {}{} {}.",
        of.or_else(|| items::self_type(case, field))?,
        kind_of_namesake(case, field, name),
        shown(case, mismatch.node),
        is(&mismatch.types.found)
    ))
}

/// "the parameter ", where a field's value is a variable of the same name.
fn kind_of_namesake(case: &Case, field: NodeId, name: &str) -> &'static str {
    let value = case.tree.child(field, Role::Value).unwrap_or(field);
    let is_namesake = case.written(value) == name;
    let binding = case.binding(case.tree.bytes(value).start);
    match binding.filter(|_| is_namesake).map(|one| one.kind) {
        Some(BindingKind::Parameter | BindingKind::ClosureParameter) => "the parameter ",
        Some(kind) if !kind.is_item() => "the variable ",
        _ => "",
    }
}

/// A variable of the same name and of the type that's expected, whose block has ended.
pub fn namesake_in_block(mismatch: &Mismatch) -> Option<String> {
    let case = mismatch.case;
    let begin = case.primary.bytes.start;
    let name = case.text(&case.primary.bytes);
    let used = case.binding(begin).filter(|used| used.name == name)?;
    let body = body_around(case, mismatch.node)?;
    let wanted = mismatch.types.expected.trim_matches('`');
    let is_it = |other: &&Binding| {
        let told = case.type_of(other).map(type_text::display);
        other.name == name
            && other.kind.is_let()
            && other.scope.end <= begin
            && case.declaration(other).start > case.declaration(used).start
            && body_around(case, other.owner) == Some(body)
            && told.as_deref() == Some(wanted)
    };
    let bindings = case.names.bindings().map(|id| case.names.binding(id));
    let other = bindings.filter(is_it).last()?;
    let line = case.line(case.declaration(other).start);
    Some(format!(
        "Line {line} declares another `{name}`, of the type `{wanted}`, but that one is known only in its own block."
    ))
}

/// The declaration of a field, if no literal of its struct has a value that fits.
pub fn field_declaration(case: &Case) -> Option<Blame> {
    let node = rewrite::value_of(case, case.node(&case.primary));
    let (field, literal) = declared::field_of(case, node)?;
    let name = declared::field_name(case, field);
    let own = case.written(case.tree.child(literal, Role::Callee)?);
    let of = own_types::named(case, own)?;
    let fields = items::fields(case, of).into_iter();
    let mut same = fields.filter(|(_, field)| *field == Some(name));
    let (declaration, _) = same.next()?;
    let ty = case.tree.child(declaration, Role::Type)?;
    if open_types::is_open(case, ty) {
        return None;
    }
    let values = case.tree.nodes_of(NodeKind::StructLiteral).filter(|at| {
        let path = case.tree.child(*at, Role::Callee);
        path.is_some_and(|path| matches!(case.written(path), "Self") || case.written(path) == own)
    });
    let values: Vec<Option<NodeId>> = values
        .map(|at| {
            let mut fields = case.tree.children(at);
            let found = fields.find(|at| {
                case.tree.kind(*at) == NodeKind::FieldValue
                    && declared::field_name(case, *at) == name
            })?;
            case.tree.child(found, Role::Value).or(Some(found))
        })
        .collect();
    let labels = calls_of::refused_labels(case, &values).filter(|labels| labels.len() > 1)?;
    let types = expectation::of(case, &case.primary)?;
    if is_often_forgotten(&types) {
        return None;
    }
    let bytes = case.tree.bytes(declaration);
    let expected = is(&types.expected);
    let declared = format!(
        "`{}` on line {}",
        case.written(declaration),
        case.line(bytes.start)
    );
    // Two values may both be wrong.
    let is_certain = labels.len() > 2;
    let sentence = if is_certain {
        format!(
            "None of the {} values that `{name}` gets {expected}, so look at its declaration: {declared}.",
            labels.len()
        )
    } else {
        format!(
            "Neither of the 2 values that `{name}` gets {expected}. Perhaps its declaration is wrong: {declared}."
        )
    };
    // A reference in a struct would need a lifetime.
    let is_reference = labels.iter().any(|label| label.contains("found `&"));
    let repair = calls::retyped(case, declaration, of, &labels).filter(|_| !is_reference);
    let values = values.into_iter().flatten().filter(|_| is_certain);
    Some(Blame {
        sentence: Some(sentence),
        keeps: values.map(|node| case.tree.bytes(node)).collect(),
        declared: bytes,
        repair,
    })
}

/// Whether all values may well lack the same: a `&`, a `Some(...)`, a `.to_string()` or a `.0`.
fn is_often_forgotten(types: &Expectation) -> bool {
    let (expected, found) = (
        types.expected.trim_matches('`'),
        types.found.trim_matches('`'),
    );
    let is_inside = expected.contains('<') && expected.contains(found);
    let is_list = expected.starts_with("Vec<") && found.starts_with(['[', '&']);
    let is_number = found.contains("integer") && matches!(expected, "f32" | "f64");
    let is_text = expected == "String" && matches!(found, "&str" | "&'static str");
    let without_reference = |one: &str| one.trim_start_matches('&').to_owned();
    let is_reference = without_reference(expected) == without_reference(found);
    is_inside || is_list || is_number || is_text || is_reference
}

/// A pattern for another type than the value has.
pub fn pattern(mismatch: &Mismatch) -> Option<String> {
    let case = mismatch.case;
    let mut clues = case.clues.iter();
    let subject = clues.find(|clue| {
        labels::has_shape(&clue.label, "this expression has type _") && !clue.is_primary
    })?;
    let is_pattern = case.tree.kind(mismatch.node).is_pattern();
    let expected = &mismatch.types.expected;
    let value = shown(case, case.node(subject));
    let of = if is_nested(case, mismatch.node) {
        format!(
            "the part of {value} that it's compared with {}",
            is(expected)
        )
    } else {
        // The whole may be a reference to what the pattern is compared with.
        let whole = subject.name(0).map(|whole| format!("`{whole}`"));
        let whole = whole.filter(|_| expected.starts_with('`'));
        format!("{value} {}", is(whole.as_ref().unwrap_or(expected)))
    };
    is_pattern.then(|| {
        let sentence = format!(
            "The pattern {} is for {}, but {of}.",
            shown(case, mismatch.node),
            a_value(&mismatch.types.found),
        );
        match matched_without_type(mismatch) {
            Some((name, declared)) => format!(
                "{sentence} `{name}` names no return type (line {}), so it returns `()`.",
                case.line(declared.start)
            ),
            None => sentence,
        }
    })
}

/// Whether a pattern is a part of a larger one, which is compared with the whole value.
fn is_nested(case: &Case, pattern: NodeId) -> bool {
    let mut around = case.tree.ancestors(pattern).map(|at| case.tree.kind(at));
    let is_same =
        |kind: &NodeKind| matches!(kind, NodeKind::OrPattern | NodeKind::ParenthesizedPattern);
    around
        .find(|kind| !is_same(kind))
        .is_some_and(NodeKind::is_pattern)
}

/// The function without a return type whose result a whole pattern is compared with: its name, and
/// where that is declared.
pub fn matched_without_type<'a>(mismatch: &Mismatch<'a>) -> Option<(&'a str, Range<usize>)> {
    let case = mismatch.case;
    let node = mismatch.node;
    let is_whole = case.tree.kind(node).is_pattern() && !is_nested(case, node);
    let mut clues = case.clues.iter();
    let subject = clues
        .find(|clue| labels::has_shape(&clue.label, "this expression has type _"))
        .filter(|clue| is_whole && clue.name(0) == Some("()"))?;
    let call = callee::call_behind(case, case.node(subject))?;
    let declared = no_return::declared(case, call)?;
    Some((case.text(&declared), declared))
}
