//! Functions whose signature lacks a parameter: a call passes one more argument, and the body uses
//! a name that nobody knows.

use std::ops::Range;

use crate::lens::case::{Case, Clue};
use crate::lens::labels;
use crate::lens::query::statements::around;
use crate::lens::query::{advice, callee, concrete, declared, errors, items, open_types};
use crate::lens::repair::Repair;
use crate::model::diagnostic::Child;
use crate::rust::edit::TextEdit;
use crate::rust::{Function, NodeId, NodeKind, Role, function_around};

/// A parameter that a signature lacks.
#[derive(Debug, Clone)]
pub struct Lacking {
    /// The function.
    pub function: Function,
    /// The parameter's name.
    pub name: String,
    /// Where the function uses it first.
    pub used: Range<usize>,
    /// The call that passes it.
    pub call: NodeId,
    /// Puts it into the signature.
    pub repair: Option<Repair>,
}

/// "this function takes 2 arguments but 1 argument was supplied": both numbers.
pub fn numbers(message: &str) -> Option<(usize, usize)> {
    let mut numbers = message.split(' ').filter_map(|word| word.parse().ok());
    let found = (numbers.next()?, numbers.next()?);
    (numbers.next().is_none() && found.0 != found.1).then_some(found)
}

/// The function of this file whose definition a note shows: one of its places is the name.
pub fn called(case: &Case, note: &Child) -> Option<Function> {
    let file = &case.diagnostic.primary_span()?.file_name;
    let spans = note.spans.iter().filter(|span| &span.file_name == file);
    let mut functions = spans.filter_map(|span| {
        let begin = case.source.byte_at(span.line_start, span.column_start)?;
        let node = case.tree.innermost_at(begin);
        let function = function_around(case.source, case.tree, node)?;
        let name = items::name_of(case, function.node)?;
        (name.start == begin).then_some(function)
    });
    functions.next()
}

/// The call that an E0061 is about.
pub fn call_of(case: &Case) -> Option<NodeId> {
    let mut near = around(case, case.tree.innermost_at(case.primary.bytes.start));
    near.find(|at| callee::is_call(case, *at))
}

/// What a call with one argument too many tells about the signature. The case is an E0061.
pub fn of_call(case: &Case) -> Option<Lacking> {
    let (takes, passes) = numbers(&case.diagnostic.message)?;
    if passes != takes + 1 {
        return None;
    }
    let function = called(case, advice::with(case, "defined here")?)?;
    let call = call_of(case)?;
    let arguments: Vec<NodeId> = case.tree.children_as(call, Role::Argument).collect();
    let mut unknown = errors::unknown_values(case, function.body?);
    // What's called like a function can only be a function or a closure.
    let can_be_called = unexpected_clue(case).is_some_and(|clue| {
        let mut words = ["{closure@", "fn(", "fn item"].iter();
        words.any(|word| clue.label.contains(word))
    });
    unknown.retain(|(_, used)| can_be_called || !is_called(case, used));
    let bare = |node: &NodeId| {
        let text = case.written(*node).trim_start_matches(['&', '*']);
        text.strip_prefix("mut ").unwrap_or(text).trim_start()
    };
    let passed = |name: &str| arguments.iter().position(|node| bare(node) == name);
    let (name, used, at) = match unknown.iter().find(|(name, _)| passed(name).is_some()) {
        Some((name, used)) => (*name, used, passed(name)?),
        None => match unknown.as_slice() {
            // A field may be meant as well.
            [(name, used)] if !is_field(case, &function, name) => {
                (*name, used, unexpected(case, &arguments)?)
            }
            _ => return None,
        },
    };
    let repair = with_parameter(
        case,
        &function,
        (name, used),
        (at, takes),
        arguments.get(at).copied(),
    );
    Some(Lacking {
        name: name.to_owned(),
        used: used.clone(),
        function,
        call,
        repair,
    })
}

/// What the errors about calls tell about a name that isn't known.
pub fn of_name(case: &Case) -> Option<Lacking> {
    let name = case.text(&case.primary.bytes);
    let calls = case.errors.iter();
    let mut calls = calls.filter(|error| error.code.as_deref() == Some("E0061"));
    calls.find_map(|error| {
        let call = Case::new(error, case.source, case.facts)?.among(case.errors);
        let lacking = of_call(&call)?;
        let body = case.tree.bytes(lacking.function.body?);
        let is_inside = body.contains(&case.primary.bytes.start);
        (lacking.name == name && is_inside).then_some(lacking)
    })
}

/// Whether a name stands before the parentheses of a call.
fn is_called(case: &Case, name: &Range<usize>) -> bool {
    let mut near = around(case, case.node_around(name));
    near.any(|at| case.tree.role(at) == Role::Callee && case.tree.bytes(at) == *name)
}

/// Whether the type of a method has a field of this name.
fn is_field(case: &Case, function: &Function, name: &str) -> bool {
    let fields = case.tree.nodes_of(NodeKind::Field);
    let mut names = fields.filter_map(|field| items::name_of(case, field));
    callee::self_parameter(case, function).is_some() && names.any(|own| case.text(&own) == name)
}

/// The argument that rustc finds to be too much.
fn unexpected(case: &Case, arguments: &[NodeId]) -> Option<usize> {
    let clue = unexpected_clue(case)?;
    arguments
        .iter()
        .position(|node| case.tree.bytes(*node) == clue.bytes)
}

fn unexpected_clue<'a>(case: &'a Case) -> Option<&'a Clue> {
    let mut clues = case.clues.iter();
    clues.find(|clue| clue.label.starts_with("unexpected argument"))
}

/// The signature with one more parameter. Without the lines, if the argument's type isn't settled.
fn with_parameter(
    case: &Case,
    function: &Function,
    (name, used): (&str, &Range<usize>),
    (at, takes): (usize, usize),
    argument: Option<NodeId>,
) -> Option<Repair> {
    let is_self = |node: &NodeId| case.tree.kind(*node) == NodeKind::SelfParameter;
    let own = function.parameters.iter().copied();
    let own: Vec<NodeId> = own.filter(|node| !is_self(node)).collect();
    // A method that's called by its path takes its `self` too.
    let at = at.checked_sub(takes.checked_sub(own.len())?)?;
    let clue = unexpected_clue(case)?;
    let told = labels::names(&clue.label).last().copied();
    let is_it = argument.is_some_and(|node| case.tree.bytes(node) == clue.bytes);
    let sentence = format!("Give `{}` the parameter `{name}`.", function.name());
    // Nobody has compiled the function with it.
    let untried = || {
        let may_find = "rustc may then find errors that it couldn't see before.";
        Repair::advice(format!("{sentence} {may_find}"))
    };
    if is_it && has_misfit_beside(case, clue) {
        return Some(untried());
    }
    let told = told.filter(|_| is_it);
    let of_variable = || {
        let id = case.names.binding_of(argument?)?;
        case.type_of(case.names.binding(id))
    };
    let told = told.or_else(of_variable)?;
    // Only what is calculated with other numbers has their type.
    let is_certain = !told.contains('{') || is_operand(case, used);
    let ty = concrete::named(case, told, function.node).filter(|_| is_certain);
    let Some(ty) = ty.or_else(|| concrete::literal_as(told, used_as(case, used)?)) else {
        return Some(untried());
    };
    let edit = if let Some(next) = own.get(at) {
        TextEdit::insertion(case.tree.bytes(*next).start, format!("{name}: {ty}, "))
    } else if let Some(last) = function.parameters.last() {
        TextEdit::insertion(case.tree.bytes(*last).end, format!(", {name}: {ty}"))
    } else {
        first_parameter(case, function, &format!("{name}: {ty}"))?
    };
    Some(Repair::edit(sentence, vec![edit]).or_advice())
}

/// Whether other arguments of the call don't fit either. Then the one that rustc calls unexpected is
/// only left over, and its place doesn't tell where the parameter belongs.
fn has_misfit_beside(case: &Case, unexpected: &Clue) -> bool {
    let mut clues = case.clues.iter();
    clues.any(|clue| clue.bytes != unexpected.bytes && clue.label.starts_with("expected `"))
}

/// The type of the field or parameter that a name is used for, if that's declared in this file.
fn used_as<'a>(case: &Case<'a>, used: &Range<usize>) -> Option<&'a str> {
    let ty = declared::type_of_place(case, case.node_around(used))?;
    (!open_types::is_open(case, ty)).then(|| case.written(ty))
}

/// Whether a name is a side of an operator that takes two values of one type.
fn is_operand(case: &Case, used: &Range<usize>) -> bool {
    let node = case.node_around(used);
    let sides = case.tree.parent(node).and_then(|whole| {
        let left = case.tree.child(whole, Role::Left)?;
        Some((left, case.tree.child(whole, Role::Right)?))
    });
    sides.is_some_and(|(left, right)| {
        let between = case.tree.bytes(left).end..case.tree.bytes(right).start;
        !case.text(&between).contains(['<', '>', '&', '|', '.'])
            || matches!(case.text(&between).trim(), "<" | ">" | "<=" | ">=")
    })
}

/// Puts a parameter before all others.
pub fn first_parameter(case: &Case, function: &Function, text: &str) -> Option<TextEdit> {
    if let Some(first) = function.parameters.first() {
        let begin = case.tree.bytes(*first).start;
        return Some(TextEdit::insertion(begin, format!("{text}, ")));
    }
    let end = items::name_of(case, function.node)?.end;
    let is_next = case.text(&(end..end + 1)) == "(";
    is_next.then(|| TextEdit::insertion(end + 1, text))
}
