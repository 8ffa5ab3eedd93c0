//! Types without a size that's known when the program is compiled.

use std::ops::Range;

use super::last_part;
use crate::lens::case::Case;
use crate::lens::labels;
use crate::lens::query::statements::around;
use crate::lens::query::{callee, errors, lifetimes, own_types};
use crate::lens::repair::Repair;
use crate::rust::edit::TextEdit;
use crate::rust::{Binding, NodeId, NodeKind, Role, function_around};

const NEEDS: &[(&str, &str)] = &[
    (
        "all function arguments must have",
        "a parameter must have one",
    ),
    ("all local variables must have", "a variable must have one"),
    (
        "the return type of a function must have",
        "a returned value must have one",
    ),
    (
        "slice and array elements must have",
        "an element of a slice or array must have one",
    ),
    (
        "tuples must have",
        "a tuple that's built here needs a size for each part",
    ),
    (
        "only the last element of a tuple may have",
        "a part of a tuple must have one, unless it's the last",
    ),
    (
        "structs must have",
        "a field must have one, unless it's the last",
    ),
    (
        "only the last field of a struct may have",
        "a field must have one, unless it's the last",
    ),
];

/// A field's or parameter's type, for which there may be no note, or one about something else.
fn by_place(case: &Case) -> Option<&'static str> {
    let node = case.node(&case.primary);
    let parent = case
        .tree
        .parent(node)
        .filter(|_| case.tree.role(node) == Role::Type)?;
    match case.tree.kind(parent) {
        NodeKind::Field => Some("a field must have one, unless it's the last"),
        NodeKind::Parameter => Some("a parameter must have one"),
        _ => None,
    }
}

/// Whether what has no size is inside of the type that the error is about, such as `str` in `Vec<str>`.
fn is_inside(case: &Case) -> bool {
    let asked = case.note_names("required by an implicit");
    let holder = asked.get(1).map(|by| format!("{}<", last_part(by)));
    let written = case.written(case.node(&case.primary));
    holder.is_some_and(|holder| written.contains(&holder))
}

/// Who needs the size.
pub fn unknown_size(case: &Case) -> Option<String> {
    let shape = "the size for values of type _ cannot be known at compilation time";
    let is_told = labels::has_shape(&case.diagnostic.message, shape);
    let of = shown_type(case).filter(|_| is_told)?;
    let mut needs = NEEDS.iter();
    let need = match needs.find(|(words, _)| case.has_note(words)) {
        Some((_, need)) => (*need).to_owned(),
        None if let Some(need) = by_place(case).filter(|_| !is_inside(case)) => need.to_owned(),
        None => {
            let asked = case.note_names("required by an implicit");
            let by = asked.get(1).map(|by| last_part(by))?;
            if is_holder(case, by) {
                format!("`{by}` can hold only types that have a size")
            } else {
                format!("`{by}` needs one")
            }
        }
    };
    let by_call = parameter_of_call(case, of).or_else(|| result_of_closure(case, of));
    let by_call = by_call.map(|bytes| {
        format!(
            ": look at `{}` on line {}",
            case.text(&bytes),
            case.line(bytes.start)
        )
    });
    let way = if written_bare(case).is_some_and(|bare| bare.tells_way) {
        String::new()
    } else if let Some(binding) = inferred(case) {
        let name = &binding.name;
        let value = if is_assigned(case, binding) {
            String::new()
        } else {
            format!(" Nothing gives `{name}` a value.")
        };
        format!(
            " `{name}` is declared without a type and without a value, so rustc has inferred the type from how `{name}` is used.{value}"
        )
    } else {
        " A value without a known size is used behind a reference, or a smart pointer such as `Box`."
            .to_owned()
    };
    Some(format!(
        "`{of}` has no size that's known at compile time, but {need}{}.{way}",
        by_call.unwrap_or_default()
    ))
}

/// The type without a size as a program would write it: not the slice in it, but the struct that ends
/// with the slice.
fn shown_type<'a>(case: &'a Case) -> Option<&'a str> {
    let of = case.named(0)?;
    let outer = case.note_names("required because it appears within the type");
    let outer = outer.first().map(|name| last_part(name));
    let is_name = |name: &&str| name.starts_with(char::is_alphabetic) && *name != "str";
    Some(outer.filter(is_name).unwrap_or(of))
}

/// The variable that the error is about, if it's declared without a type and without a value.
fn inferred<'a>(case: &Case<'a>) -> Option<&'a Binding> {
    let binding = case.bound_in(&case.primary)?;
    let is_let = case.tree.kind(binding.owner) == NodeKind::Let && binding.kind.is_let();
    let is_open = is_let && binding.is_whole && binding.annotation.is_none();
    (is_open && binding.initializer.is_none()).then_some(binding)
}

/// Whether something assigns to a variable.
fn is_assigned(case: &Case, binding: &Binding) -> bool {
    let variable = case
        .names
        .bound_at(case.tree, case.declaration(binding).start);
    variable.is_some_and(|variable| {
        let mut uses = case.names.uses_of(variable);
        uses.any(|used| case.tree.role(used) == Role::Left)
    })
}

/// A type without a size that's written where one with a size is needed.
pub struct Bare {
    /// Where it is, in one or two sentences.
    pub sentence: String,
    /// Its place.
    pub bytes: Range<usize>,
    /// What is said beside it.
    pub label: String,
    /// Whether the sentence says what could stand there.
    pub tells_way: bool,
    /// Writes that in its place.
    pub repair: Option<Repair>,
}

/// Whether a type is part of the return type of a function without a reference among its parameters,
/// so that a reference needs a lifetime.
fn is_returned_alone(case: &Case, ty: NodeId) -> bool {
    let is_returned = around(case, ty).any(|at| case.tree.role(at) == Role::Return);
    let function = function_around(case.source, case.tree, ty).filter(|_| is_returned);
    function.is_some_and(|function| {
        let mut parameters = function.parameters.iter();
        !parameters.any(|one| case.written(*one).contains('&'))
    })
}

/// Whether a type is part of the return type of a function with several references among its
/// parameters, so that a reference in it would need the name of one of their lifetimes.
fn is_returned_beside_several(case: &Case, ty: NodeId) -> bool {
    let is_returned = around(case, ty).any(|at| case.tree.role(at) == Role::Return);
    let function = function_around(case.source, case.tree, ty).filter(|_| is_returned);
    function.is_some_and(|function| {
        let parameters = function.parameters.iter();
        let types = parameters.map(|one| lifetimes::type_of(case, *one));
        let count: usize = types.map(|ty| lifetimes::count(case, ty)).sum();
        count > 1 && callee::self_parameter(case, &function).is_none()
    })
}

/// Whether a type is in the declaration of another, where each reference needs a lifetime.
fn is_in_declaration(case: &Case, ty: NodeId) -> bool {
    around(case, ty).any(|at| {
        matches!(
            case.tree.kind(at),
            NodeKind::Field | NodeKind::Variant | NodeKind::TypeAlias
        )
    })
}

/// The type written as an argument of a type that holds values, or as a part of a tuple, without a
/// `&`: the only such place in the file, or in what the error is about.
fn bare_type(case: &Case, of: &str) -> Option<(NodeId, NodeId)> {
    let all = case.tree.nodes();
    let found = all.filter_map(|node| {
        let is_it = case.tree.kind(node).is_type() && last_part(case.written(node)) == of;
        let holder = case.tree.parent(node).filter(|_| is_it)?;
        let written = case.written(holder);
        let holds = match case.tree.kind(holder) {
            NodeKind::TupleType => true,
            NodeKind::PathType => {
                let name = last_part(written).split('<').next()?;
                is_holder(case, name) || name == "JoinHandle"
            }
            _ => false,
        };
        holds.then_some((node, holder))
    });
    let found: Vec<_> = found.collect();
    let own = &case.primary.bytes;
    let is_here = |node: &NodeId| {
        let bytes = case.tree.bytes(*node);
        own.start <= bytes.start && bytes.end <= own.end
    };
    let here: Vec<_> = found.iter().filter(|(node, _)| is_here(node)).collect();
    match (&found[..], &here[..]) {
        ([one], _) => Some(*one),
        (_, [one]) => Some(**one),
        _ => None,
    }
}

/// The place where the type is written without a `&`, and what could stand there.
pub fn written_bare(case: &Case) -> Option<Bare> {
    let shape = "the size for values of type _ cannot be known at compilation time";
    let is_told = labels::has_shape(&case.diagnostic.message, shape);
    let of = shown_type(case).filter(|_| is_told)?;
    let (node, holder) = bare_type(case, of)?;
    let (bytes, whole) = (case.tree.bytes(node), case.tree.bytes(holder));
    let before = case.text(&(whole.start..bytes.start));
    let behind = case.text(&(bytes.start..whole.end));
    let rest = case.text(&(bytes.end..whole.end));
    let line = case.line(bytes.start);
    let place = format!("Line {line} writes `{before}{behind}`");
    let is_unclear = is_returned_beside_several(case, node).then(no_value);
    if let Some(sentence) = without_holder(case, of, holder).or(is_unclear) {
        return Some(Bare {
            sentence: format!("{place}{sentence}"),
            bytes,
            label: format!("`{of}` has no known size"),
            tells_way: false,
            repair: None,
        });
    }
    let is_owned = is_in_declaration(case, node);
    let (sentence, written) = if is_owned && of == "str" {
        let sentence = format!("`{before}String{rest}` would hold a `String`, which has a size.");
        (sentence, "String".to_owned())
    } else if is_owned {
        let by = format!("Box<{of}>");
        let sentence = format!("`{before}{by}{rest}` would hold a `Box`, which has a size.");
        (sentence, by)
    } else {
        let sign = if is_returned_alone(case, node) {
            "&'static "
        } else {
            "&"
        };
        let sentence = format!("`{before}&{behind}` would hold a reference, which has a size.");
        (sentence, format!("{sign}{of}"))
    };
    let edits = match written.strip_suffix(of) {
        Some(sign) => vec![TextEdit::insertion(bytes.start, sign)],
        None => vec![TextEdit::replacement(bytes.clone(), written.as_str())],
    };
    let repair = Repair::edit(format!("Write `{written}` on line {line}."), edits);
    let label = if is_owned {
        format!("`{of}` has no known size")
    } else {
        "no `&` before it".to_owned()
    };
    Some(Bare {
        sentence: format!("{place}. {sentence}"),
        bytes,
        label,
        tells_way: true,
        repair: Some(repair),
    })
}

fn no_value() -> String {
    ", a type that no value can have.".to_owned()
}

/// What is said of `&Option<str>`: there the `Option` may be what's wrong, above all if a `&str` is
/// given to it.
fn without_holder(case: &Case, of: &str, holder: NodeId) -> Option<String> {
    let around = case.tree.parent(holder)?;
    let name = last_part(case.written(holder)).split('<').next()?;
    let is_lent = case.tree.kind(around) == NodeKind::ReferenceType;
    if !is_lent || name != "Option" {
        return None;
    }
    let wanted = format!("`&{of}`");
    let given = errors::in_file(case).into_iter().find_map(|(error, at)| {
        let label = error.primary_span()?.label.as_deref()?;
        let (expected, found) = label.strip_prefix("expected ")?.split_once(", found ")?;
        (expected.starts_with("`&Option<") && found == wanted).then_some(at)
    });
    Some(given.map_or_else(no_value, |at| {
        format!(
            ", but the value on line {} is a {wanted}, without an `Option`.",
            case.line(at.start)
        )
    }))
}

/// Whether a name is of a type that holds values of the type that it's given.
fn is_holder(case: &Case, name: &str) -> bool {
    let is_known = matches!(
        name,
        "Option" | "Result" | "Vec" | "VecDeque" | "HashMap" | "HashSet" | "BTreeMap" | "BTreeSet"
    );
    let own = own_types::named(case, name);
    is_known || own.is_some_and(|item| !case.written(item).contains("?Sized"))
}

/// The parameter with this type, if the error is about an argument for it.
fn parameter_of_call(case: &Case, of: &str) -> Option<Range<usize>> {
    let argument = case.node(&case.primary);
    let call = case.tree.parent(argument)?;
    let mut arguments = case.tree.children_as(call, Role::Argument);
    let position = arguments.position(|one| one == argument)?;
    let function = callee::function(case, call)?;
    let has_self = callee::self_parameter(case, &function).is_some();
    let is_method = case.tree.kind(call) == NodeKind::MethodCall;
    let at = position + usize::from(has_self && is_method);
    let parameter = *function.parameters.get(at)?;
    let ty = case.tree.child(parameter, Role::Type)?;
    (case.written(ty) == as_written(of)).then(|| case.tree.bytes(parameter))
}

/// A type as a program writes it: `dyn Shape` for rustc's `(dyn Shape + 'static)`.
fn as_written(of: &str) -> &str {
    let inner = of.strip_prefix("(dyn ").and(of.get(1..of.len() - 1));
    let inner = inner.filter(|_| of.ends_with(')')).unwrap_or(of);
    inner.strip_suffix(" + 'static").unwrap_or(inner)
}

/// The type that a closure has to return as the only type of closures in this file that returns it
/// tells, with the `->` before it, if the error is about a closure's value.
fn result_of_closure(case: &Case, of: &str) -> Option<Range<usize>> {
    let tree = case.tree;
    let mut near = around(case, case.node(&case.primary));
    let closure = near.find(|at| matches!(tree.kind(*at), NodeKind::Closure | NodeKind::Function));
    let closure = closure.filter(|at| tree.kind(*at) == NodeKind::Closure)?;
    if !case.has_note("the return type of a function must have") {
        return None;
    }
    let places = tree.nodes().filter_map(|node| {
        let bytes = tree.bytes(node);
        let is_it = tree.kind(node).is_type() && case.written(node) == as_written(of);
        let before = case.source.text().get(..bytes.start).filter(|_| is_it)?;
        let arrow = before.trim_end().strip_suffix("->")?.len();
        let is_outside = bytes.end <= tree.bytes(closure).start || tree.bytes(closure).end <= arrow;
        let owner = tree.parent(node).map(|parent| tree.kind(parent));
        (is_outside && owner != Some(NodeKind::Function)).then_some(arrow..bytes.end)
    });
    let places: Vec<Range<usize>> = places.collect();
    <[Range<usize>; 1]>::try_from(places)
        .ok()
        .map(|[only]| only)
}

/// The parameter that an argument is for, where the error is about its size.
pub fn at_fault(case: &Case) -> Option<Range<usize>> {
    let shape = "the size for values of type _ cannot be known at compilation time";
    let is_told = labels::has_shape(&case.diagnostic.message, shape);
    parameter_of_call(case, case.named(0).filter(|_| is_told)?)
}
