//! Values that are printed.

use super::{last_part, missing};
use crate::lens::account::Account;
use crate::lens::case::{Case, Clue};
use crate::lens::labels;
use crate::lens::query::expectation::shown;
use crate::lens::query::statements::{around, body_around};
use crate::lens::query::{articles, callee, own_types};
use crate::lens::repair::Repair;
use crate::rust::edit::TextEdit;
use crate::rust::{Binding, BindingKind, NodeId, NodeKind, Role, calls_in};

fn cannot_be_formatted(case: &Case) -> bool {
    let shapes = [
        "_ cannot be formatted with the default formatter",
        "_ cannot be formatted using _ because it doesn't implement _",
    ];
    let mut shapes = shapes.iter();
    shapes.any(|shape| labels::has_shape(&case.primary.label, shape))
}

/// The `{...}` that asks for the trait: rustc points at it, or the error is about it.
fn place<'a>(case: &'a Case) -> Option<&'a Clue> {
    let mut clues = case.clues.iter();
    let pointed = clues.find(|clue| clue.label == "required by this formatting parameter");
    let place = pointed.unwrap_or(&case.primary);
    let text = case.text(&place.bytes);
    (text.starts_with('{') && text.ends_with('}') && !text.contains('\n')).then_some(place)
}

/// Shorter words for what can't be formatted: a drawing has little room.
pub fn shorten(account: &mut Account, case: &Case) {
    let Some(missing) = missing(case).filter(|_| cannot_be_formatted(case)) else {
        return;
    };
    for event in &mut account.events {
        if event.note == case.primary.label {
            let what = match name_of_function(missing.of) {
                Some(name) => format!("the function `{name}`"),
                None => articles::shown(missing.of),
            };
            event.note = format!("{what} has no `{}`", missing.short());
        }
    }
}

/// A place in a format string.
pub fn parameter(case: &Case) -> Option<String> {
    let missing = missing(case).filter(|_| cannot_be_formatted(case))?;
    let trait_name = missing.short();
    let line = case.primary.line();
    Some(match place(case) {
        Some(place) => format!(
            "`{}` on line {} asks for the trait `{trait_name}`, which {} doesn't implement.",
            case.text(&place.bytes),
            place.line(),
            shown_type(case, missing.of)
        ),
        None => format!(
            "Line {line} prints {}, for which that type would have to implement the trait `{trait_name}`.",
            articles::a(missing.of)
        ),
    })
}

/// The name of a function whose type this is: rustc writes `fn(u8) -> u8 {name}`.
fn name_of_function(of: &str) -> Option<&str> {
    let (ty, name) = of.strip_suffix('}')?.rsplit_once(" {")?;
    (ty.starts_with("fn(") || ty.contains(" fn(")).then(|| last_part(name))
}

/// A function in a place of a format string, where a variable of its name may be meant.
pub fn function(case: &Case) -> Option<String> {
    let missing = missing(case).filter(|_| cannot_be_formatted(case))?;
    let name = name_of_function(missing.of)?;
    let line = case.primary.line();
    let mut sentence = format!(
        "`{name}` on line {line} means the function of that name, and no function implements `{}`.",
        missing.short()
    );
    let at = case.primary.bytes.start;
    let variables = case.names.bindings().map(|id| case.names.binding(id));
    let mut later = variables.filter(|one| {
        let block = case.tree.parent(one.owner);
        let is_here = block.is_some_and(|block| {
            let bytes = case.tree.bytes(block);
            case.tree.kind(block) == NodeKind::Block && bytes.contains(&at)
        });
        one.kind == BindingKind::Let && one.name == name && is_here && at < one.scope.start
    });
    if let Some(variable) = later.next() {
        let begin = case.line(case.declaration(variable).start);
        sentence += &format!(" The variable `{name}` is known only after line {begin}.");
    }
    Some(sentence)
}

/// A type, or what has it if the type is long.
fn shown_type(case: &Case, of: &str) -> String {
    if of.chars().count() <= 60 {
        return format!("`{of}`");
    }
    if !case.text(&case.primary.bytes).starts_with('{') {
        return format!("the type of {}", shown(case, case.node(&case.primary)));
    }
    match named_in_braces(case) {
        Some(variable) => format!("the type of `{}`", variable.name),
        None => format!("`{of}`"),
    }
}

/// The variable in `{name:?}`, if the error is about such a place.
fn named_in_braces<'a>(case: &'a Case) -> Option<&'a Binding> {
    if !case.text(&case.primary.bytes).starts_with('{') {
        return None;
    }
    let name = case.tree.innermost_at(case.primary.bytes.start + 1);
    let id = case.names.binding_of(name)?;
    Some(case.names.binding(id))
}

/// `assert_eq!` and `assert_ne!`, which print their values.
pub fn assertion(case: &Case) -> Option<String> {
    let missing = missing(case).filter(|missing| missing.short() == "Debug")?;
    let mut near = around(case, case.node(&case.primary));
    let call = near.find(|at| {
        case.tree.kind(*at) == NodeKind::MacroCall && case.tree.bytes(*at) == case.primary.bytes
    })?;
    let (name, when) = match callee::name(case, call)? {
        "assert_eq" => ("assert_eq", "aren't equal"),
        "assert_ne" => ("assert_ne", "are equal"),
        _ => return None,
    };
    Some(format!(
        "If its values {when}, `{name}!` on line {} shows both with the trait `Debug`, which `{}` doesn't implement.",
        case.primary.line(),
        missing.of
    ))
}

/// A whole `Option` or `Result` that should be shown like the value in it.
pub struct Whole {
    /// What is known, in one or two sentences.
    pub sentence: String,
    /// Takes the value out, where another call of the same function shows how.
    pub repair: Option<Repair>,
}

/// The `Option` or `Result` that a place in a format string shows.
pub fn whole(case: &Case) -> Option<Whole> {
    let missing = missing(case).filter(|missing| missing.short() == "Display")?;
    if !cannot_be_formatted(case) {
        return None;
    }
    let of = last_part(missing.of).split('<').next()?;
    let rest = match of {
        "Option" => "the value, if there is one, is still inside of it",
        "Result" => "the value, if all went well, is still inside of it",
        _ => return None,
    };
    let node = case.node(&case.primary);
    let binding =
        named_in_braces(case).or_else(|| Some(case.names.binding(case.names.binding_of(node)?)));
    let what = match binding {
        Some(binding) => format!("`{}`", binding.name),
        None if place(case).is_some_and(|place| place.is_primary) => return None,
        None => shown(case, node),
    };
    let value = binding.and_then(|one| {
        let is_plain = one.is_whole && one.annotation.is_none();
        one.initializer.filter(|_| is_plain)
    });
    let beside = value.and_then(|value| taken_out_beside(case, value).zip(Some(value)));
    let mut sentence = format!("{what} is a whole `{of}`: {rest}.");
    let repair = beside.map(|(line, value)| {
        let end = case.tree.bytes(value).end;
        let own = case.line(end);
        sentence += &format!(" Line {line} takes it out with a `?`, and line {own} doesn't.");
        let edits = vec![TextEdit::insertion(end, "?")];
        Repair::edit(format!("Add a `?` on line {own}."), edits)
    });
    Some(Whole { sentence, repair })
}

/// The line where the same function calls the same with a `?` behind.
fn taken_out_beside(case: &Case, value: NodeId) -> Option<usize> {
    let path = callee::path(case, value)?;
    let body = body_around(case, value)?;
    let calls = calls_in(case.tree, body).map(|call| call.node);
    let mut others = calls.filter(|at| {
        let parent = case.tree.parent(*at);
        let is_tried = parent.is_some_and(|at| case.tree.kind(at) == NodeKind::Try);
        is_tried && callee::path(case, *at) == Some(path) && body_around(case, *at) == Some(body)
    });
    Some(case.line(case.tree.bytes(others.next()?).start))
}

/// A field of the value that is text, if the file reads that field elsewhere: it may be what's meant.
pub fn field(case: &Case) -> Option<Repair> {
    let missing = missing(case).filter(|missing| missing.short() == "Display")?;
    let node = case.node(&case.primary);
    let is_variable = case.names.binding_of(node).is_some();
    let is_argument = !case.text(&case.primary.bytes).starts_with('{');
    let item = own_types::named(case, missing.of)?;
    if !cannot_be_formatted(case) || !is_variable || !is_argument {
        return None;
    }
    let tree = case.tree;
    let is_text = |field: &NodeId| {
        let ty = tree.child(*field, Role::Type).map(|ty| case.written(ty));
        ty.is_some_and(|ty| ty == "String" || ty.starts_with('&') && ty.ends_with("str"))
    };
    let fields = tree.descendants(item);
    let mut fields = fields.filter(|at| tree.kind(*at) == NodeKind::Field && is_text(at));
    let field = fields.next().filter(|_| fields.next().is_none())?;
    let name = case.written(tree.child(field, Role::Name)?);
    let is_read = tree.nodes_of(NodeKind::FieldAccess).any(|at| {
        let own = tree.child(at, Role::Name);
        own.is_some_and(|own| case.written(own) == name)
    });
    is_read.then(|| {
        let edit = TextEdit::insertion(case.primary.bytes.end, format!(".{name}"));
        let sentence = format!("Print only its `{name}`, if that's what you mean.");
        Repair::edit(sentence, vec![edit])
    })
}

/// `{:?}` for `{}`, with `Debug` derived if the type is one of this file.
pub fn with_debug(case: &Case) -> Option<Repair> {
    let missing = missing(case).filter(|missing| missing.short() == "Display")?;
    let place = place(case).filter(|_| cannot_be_formatted(case))?;
    let text = case.text(&place.bytes);
    if text.contains(':') {
        return None;
    }
    let mut edits = vec![TextEdit::insertion(place.bytes.end - 1, ":?")];
    let own = own_types::named(case, missing.of);
    let derived = own.and_then(|item| own_types::derive(case, item, &["Debug"]));
    let sentence = if derived.is_some() {
        "If it's only for yourself, derive `Debug` and print it with `{:?}`."
    } else {
        "Print it with `{:?}`, which asks for `Debug` instead of `Display`."
    };
    edits.extend(derived);
    let shows = in_debug(last_part(missing.of));
    Some(Repair::edit(format!("{sentence}{shows}"), edits))
}

/// What `{:?}` shows besides the value itself, as a sentence behind another. Empty for most types.
fn in_debug(of: &str) -> String {
    let kind = of.split('<').next().unwrap_or_default();
    let around = match kind {
        "Option" => "`Some(...)` around the value, or `None`",
        "Result" => "`Ok(...)` or `Err(...)` around the value",
        _ => "",
    };
    let mut words = of.split(|c: char| !c.is_alphanumeric() && c != '_');
    let has_text = words.any(|word| matches!(word, "String" | "str"));
    match (around, has_text) {
        ("", false) => String::new(),
        ("", true) => " Strings are shown in quotes.".to_owned(),
        (around, false) => format!(" It shows {around}."),
        (around, true) => format!(" It shows {around}, and strings in quotes."),
    }
}
