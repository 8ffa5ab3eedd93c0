//! The type that a place is declared with, as it's written: rustc's words on types that don't agree
//! leave lifetimes out.

use crate::lens::case::Case;
use crate::lens::labels;
use crate::lens::query::expectation::Expectation;
use crate::lens::query::statements::around;
use crate::lens::query::{callee, items, own_types};
use crate::rust::{NodeId, NodeKind, Role};

/// What a type that's a reference for the rest of the program begins with.
const STATIC: &str = "&'static ";

/// Both types, the expected one with the `'static` that its declaration in this file has.
pub fn in_full(case: &Case, value: NodeId, types: Expectation) -> Expectation {
    let written = of_place(case, value).filter(|written| written.starts_with(STATIC));
    match written {
        Some(written) if types.expected == format!("`{}`", written.replace("'static ", "")) => {
            Expectation {
                expected: format!("`{written}`"),
                ..types
            }
        }
        _ => types,
    }
}

/// The type of the place that a value is for, if that's a reference for the rest of the program.
pub fn static_reference<'a>(case: &Case<'a>, value: NodeId) -> Option<&'a str> {
    of_place(case, value).filter(|written| written.starts_with(STATIC))
}

/// The type of the field, parameter, variable or result that a value is for.
fn of_place<'a>(case: &Case<'a>, value: NodeId) -> Option<&'a str> {
    let ty = type_of_place(case, value).or_else(|| of_result(case, value))?;
    Some(case.written(ty))
}

/// The type of the field, parameter or variable that a value is for, where it's declared.
pub fn type_of_place(case: &Case, value: NodeId) -> Option<NodeId> {
    of_field(case, value)
        .or_else(|| of_parameter(case, value))
        .or_else(|| of_variable(case, value))
}

fn of_field(case: &Case, value: NodeId) -> Option<NodeId> {
    case.tree.child(field_declaration(case, value)?, Role::Type)
}

fn of_parameter(case: &Case, value: NodeId) -> Option<NodeId> {
    let call = case.tree.parent(value)?;
    let mut arguments = case.tree.children_as(call, Role::Argument);
    let position = arguments.position(|one| one == value)?;
    let function = callee::function(case, call).or_else(|| callee::only_function(case, call))?;
    let has_self = callee::self_parameter(case, &function).is_some();
    let is_method = case.tree.kind(call) == NodeKind::MethodCall;
    let at = position + usize::from(has_self && is_method);
    case.tree.child(*function.parameters.get(at)?, Role::Type)
}

fn of_variable(case: &Case, value: NodeId) -> Option<NodeId> {
    let declaration = case.tree.parent(value)?;
    let is_value = case.tree.role(value) == Role::Initializer;
    case.tree
        .child(declaration, Role::Type)
        .filter(|_| is_value)
}

/// The return type that the error is about.
fn of_result(case: &Case, value: NodeId) -> Option<NodeId> {
    let mut clues = case.clues.iter();
    let because =
        clues.find(|clue| labels::has_shape(&clue.label, "expected * because of return type"))?;
    let is_it = case.tree.bytes(value) == case.primary.bytes;
    around(case, case.tree.innermost_at(because.bytes.start))
        .find(|at| case.tree.role(*at) == Role::Return)
        .filter(|_| is_it)
}

/// The field that a value in a struct literal is for, and the literal.
pub fn field_of(case: &Case, node: NodeId) -> Option<(NodeId, NodeId)> {
    let is_field = |node: NodeId| case.tree.kind(node) == NodeKind::FieldValue;
    // `S { x }` is a field and its value in one.
    let field = if is_field(node) {
        node
    } else {
        let parent = case.tree.parent(node)?;
        let is_value = case.tree.role(node) == Role::Value;
        Some(parent).filter(|parent| is_value && is_field(*parent))?
    };
    Some((field, case.tree.parent(field)?))
}

/// The declaration of the field that a value in a struct literal is for, if this file has it.
pub fn field_declaration(case: &Case, value: NodeId) -> Option<NodeId> {
    let (field, literal) = field_of(case, value)?;
    let name = field_name(case, field);
    let path = case.written(case.tree.child(literal, Role::Callee)?);
    let of = match path {
        "Self" => items::self_type(case, literal)?.split('<').next()?,
        path => path,
    };
    let fields = items::fields(case, own_types::named(case, of)?).into_iter();
    let mut same = fields.filter(|(_, field)| *field == Some(name));
    let (declaration, _) = same.next()?;
    Some(declaration)
}

/// The name of a field in a struct literal.
pub fn field_name<'a>(case: &Case<'a>, field: NodeId) -> &'a str {
    case.written(case.tree.child(field, Role::Name).unwrap_or(field))
}
