//! Variables that are an `Option` or a `Result` only because they're declared so by mistake.

use crate::lens::case::Case;
use crate::lens::query::{articles, errors, rewrite};
use crate::lens::repair::Repair;
use crate::rust::edit::TextEdit;
use crate::rust::{Binding, BindingId, NodeId, Role};

/// A variable whose declaration says `Option<T>`, though the value that it gets there is none.
pub struct Misdeclared<'a> {
    /// The variable.
    pub name: &'a str,
    /// "Option" or "Result".
    pub wrapper: &'static str,
    /// The line of its declaration.
    pub line: usize,
    /// Writes the type inside in its place.
    pub repair: Repair,
}

impl Misdeclared<'_> {
    /// Where the mistake is.
    pub fn sentence(&self) -> String {
        format!(
            "Line {} declares `{}` as {}, though the value that it gets there isn't one: that error comes first.",
            self.line,
            self.name,
            articles::a(self.wrapper)
        )
    }
}

/// The variable that the error is about, or whose method it's about, if rustc refuses the value in its
/// declaration.
pub fn variable<'a>(case: &'a Case) -> Option<Misdeclared<'a>> {
    let node = rewrite::value_of(case, case.node(&case.primary));
    let receiver = || {
        let call = case.tree.parent(node)?;
        case.tree.child(call, Role::Receiver)
    };
    let id = case.names.binding_of(node);
    let id = id.or_else(|| case.names.binding_of(receiver()?))?;
    of_binding(case, id)
}

/// The variable whose value in its declaration the error is about, if rustc refuses a use of it too.
pub fn declaration<'a>(case: &'a Case) -> Option<Misdeclared<'a>> {
    let value = rewrite::value_of(case, case.node(&case.primary));
    let is_it = |id: &BindingId| case.names.binding(*id).initializer == Some(value);
    let id = case.names.bindings().find(is_it)?;
    let mut uses = case.names.uses_of(id);
    let is_refused = uses.any(|used| {
        let call = case.tree.parent(used);
        let method = call.and_then(|call| case.tree.child(call, Role::Name));
        let mut errors = errors::in_file(case).into_iter();
        errors.any(|(error, at)| {
            let is_at = |node: NodeId| case.tree.bytes(node) == at;
            match error.code.as_deref() {
                Some("E0308") => is_at(used),
                Some("E0599") => method.is_some_and(is_at),
                _ => false,
            }
        })
    });
    of_binding(case, id).filter(|_| is_refused)
}

/// A variable in a node whose declared type its own first value doesn't have: its line, and its name.
/// All that's said of a use of it follows from that.
pub fn refused_in<'a>(case: &Case<'a>, node: NodeId) -> Option<(usize, &'a str)> {
    let mut all = std::iter::once(node).chain(case.tree.descendants(node));
    all.find_map(|at| {
        let binding = case.names.binding(case.names.binding_of(at)?);
        let annotation = binding.annotation.filter(|_| binding.is_whole)?;
        let value = binding.initializer?;
        errors::mismatch_at(case, &case.tree.bytes(value))?;
        let line = case.line(case.tree.bytes(annotation).start);
        Some((line, binding.name.as_str()))
    })
}

fn of_binding<'a>(case: &'a Case, id: BindingId) -> Option<Misdeclared<'a>> {
    let binding = case.names.binding(id);
    let annotation = binding.annotation.filter(|_| binding.is_whole)?;
    let wrapper = wrapper_of(case.written(annotation))?;
    let inner = case
        .tree
        .children_as(annotation, Role::GenericArgument)
        .next()?;
    if !is_refused(case, binding, wrapper) {
        return None;
    }
    let bytes = case.tree.bytes(annotation);
    let written = case.written(inner);
    let name = binding.name.as_str();
    let edit = TextEdit::replacement(bytes.clone(), written);
    Some(Misdeclared {
        name,
        wrapper,
        line: case.line(bytes.start),
        repair: Repair::edit(format!("Declare `{name}` as `{written}`."), vec![edit]),
    })
}

fn wrapper_of(written: &str) -> Option<&'static str> {
    let mut known = ["Option", "Result"].into_iter();
    known.find(|name| {
        written
            .strip_prefix(name)
            .is_some_and(|rest| rest.starts_with('<'))
    })
}

/// Whether rustc says of the value in a declaration that it isn't such a wrapper.
fn is_refused(case: &Case, binding: &Binding, wrapper: &str) -> bool {
    let label = |value: NodeId| Some(errors::mismatch_at(case, &case.tree.bytes(value))?.1);
    let types = binding.initializer.and_then(label).and_then(|label| {
        let types = label.strip_prefix("expected `")?;
        types.split_once(", found ")
    });
    types.is_some_and(|(expected, found)| {
        expected.starts_with(wrapper) && !found.trim_start_matches(['`', '&']).starts_with(wrapper)
    })
}
