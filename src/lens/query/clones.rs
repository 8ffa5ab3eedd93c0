//! Clones that repairs make: whether they mean what they say.

use crate::lens::case::Case;
use crate::lens::labels::Role as Part;
use crate::lens::query::{callee, own_types, places, test_code};
use crate::lens::repair::Repair;
use crate::model::diagnostic::Diagnostic;
use crate::rust::edit::TextEdit;
use crate::rust::{NodeId, NodeKind, Role};

/// What stands behind the value that is cloned.
const CALLS: [&str; 3] = [".clone()", ".cloned()", ".to_vec()"];

/// Whether a repair clones a value only to drop the clone, or one whose type of this file mustn't
/// be cloned there: it's `Clone` only for tests, or its own `clone` panics.
pub fn is_refused(case: &Case, repair: &Repair) -> bool {
    if repair.edits.iter().any(|edit| derives_twice(case, edit)) {
        return true;
    }
    let is_clone = |edit: &&TextEdit| CALLS.iter().any(|call| edit.text.contains(call));
    let mut clones = repair.edits.iter().filter(is_clone);
    clones.any(|edit| {
        if is_for_drop(case) {
            return true;
        }
        if is_copied(case, edit) {
            return true;
        }
        let own = unusable(case, edit.bytes.start);
        own.iter().any(|name| is_about(case, edit, name))
    })
}

/// What's wrong with cloning a value whose clone is then dropped in its place.
pub fn only_to_drop(case: &Case, edits: &[TextEdit]) -> Option<String> {
    let clones = |edit: &TextEdit| CALLS.iter().any(|call| edit.text.contains(call));
    let name = case.named(0)?;
    case.binding_named(places::parts(name).first()?, case.primary.bytes.start)?;
    (edits.iter().any(clones) && is_for_drop(case))
        .then(|| format!("That would only drop a copy, and `{name}` would stay."))
}

/// Whether an edit derives `Clone` for a type of this file that has an `impl` of it, be it only
/// for tests.
fn derives_twice(case: &Case, edit: &TextEdit) -> bool {
    let is_derive = edit.text.contains("Clone") && !edit.text.contains('<');
    let mut own = impls(case).filter_map(|(_, name)| own_types::named(case, name));
    is_derive
        && own.any(|item| {
            let bytes = case.tree.bytes(item);
            (bytes.start..=bytes.end).contains(&edit.bytes.start)
        })
}

/// The `impl`s of `Clone` in this file, each with the name of its type.
fn impls<'a>(case: &Case<'a>) -> impl Iterator<Item = (NodeId, &'a str)> {
    let tree = case.tree;
    let all = tree.nodes_of(NodeKind::Impl).filter(|node| {
        let of = tree.child(*node, Role::Trait);
        of.is_some_and(|of| last_name(case.written(of)) == "Clone")
    });
    all.filter_map(|node| {
        let of_type = tree.child(node, Role::Type)?;
        Some((node, last_name(case.written(of_type))))
    })
}

/// Whether what the error is about moves only to be dropped.
fn is_for_drop(case: &Case) -> bool {
    let is_out = case.diagnostic.code.as_deref() == Some("E0507");
    let mut moves = case.clues.iter().filter(|clue| {
        matches!(clue.role, Part::Moved | Part::CapturedUse) || is_out && clue.is_primary
    });
    moves.any(|clue| {
        let node = case.node(clue);
        let call = case.tree.parent(node);
        case.tree.role(node) == Role::Argument
            && call.is_some_and(|call| callee::is_drop(case, call))
    })
}

/// The names of the types that can't be cloned at this byte in every build, or not without a
/// panic.
fn unusable<'a>(case: &Case<'a>, byte: usize) -> Vec<&'a str> {
    let is_in_test = test_code::is_in_test(case, case.tree.innermost_at(byte));
    let unusable = impls(case).filter(|(node, _)| {
        let is_for_tests = test_code::is_in_test(case, *node);
        is_for_tests && !is_in_test || panics(case, *node)
    });
    unusable.map(|(_, name)| name).collect()
}

/// The last name of a path, without what's between `<>`.
fn last_name(path: &str) -> &str {
    let path = path.split('<').next().unwrap_or(path);
    path.rsplit("::").next().unwrap_or(path).trim()
}

/// Whether a macro in a node ends the program.
fn panics(case: &Case, node: NodeId) -> bool {
    let mut inside = case.tree.descendants(node);
    inside.any(|at| {
        let path = case.tree.child(at, Role::Callee).map(|at| case.written(at));
        case.tree.kind(at) == NodeKind::MacroCall
            && matches!(
                path.map(last_name),
                Some("panic" | "unimplemented" | "todo" | "unreachable")
            )
    })
}

/// Whether a clone is made of a variable that is known to be `Copy`, so that a copy is enough. A
/// clone of a reference is one of what it refers to.
fn is_copied(case: &Case, edit: &TextEdit) -> bool {
    cloned_paths(case, edit).iter().any(|path| {
        let found = case.binding_named(path, edit.bytes.start);
        let known = found.and_then(|found| case.variable(found));
        known.is_some_and(|known| {
            let is_reference = known.ty.as_ref().is_none_or(|ty| ty.starts_with('&'));
            known.is_copy == Some(true) && !is_reference
        })
    })
}

/// The variables and fields that an edit clones, as they're written.
fn cloned_paths(case: &Case, edit: &TextEdit) -> Vec<String> {
    let line = case.source.line(case.line(edit.bytes.start)).start;
    let text = format!("{}{}", case.text(&(line..edit.bytes.start)), edit.text);
    let is_path = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.');
    let cloned = CALLS.iter().filter_map(|call| {
        let (before, _) = text.rsplit_once(call)?;
        let path = before.rsplit(|c: char| !is_path(c)).next()?;
        Some(path.to_owned())
    });
    cloned.collect()
}

/// Whether what is cloned may have this type in it: what's known of its variable decides, or else
/// what the compiler says in the error.
fn is_about(case: &Case, edit: &TextEdit, name: &str) -> bool {
    let paths = cloned_paths(case, edit);
    let cloned = paths.iter().filter_map(|path| {
        let first = places::parts(path).first().copied()?;
        case.binding_named(first, edit.bytes.start)
    });
    let told: Vec<&str> = cloned.filter_map(|found| case.type_of(found)).collect();
    let has = |text: &str| {
        let mut words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
        words.any(|word| word == name)
    };
    has_said(case.diagnostic, &has) || told.iter().any(|told| has(told))
}

/// Whether the error says something like that in a label, note or help.
fn has_said(diagnostic: &Diagnostic, has: &impl Fn(&str) -> bool) -> bool {
    let labels = diagnostic.spans.iter().filter_map(|at| at.label.as_deref());
    let notes = diagnostic.children.iter().map(|note| note.message.as_str());
    labels.chain(notes).any(has)
}
