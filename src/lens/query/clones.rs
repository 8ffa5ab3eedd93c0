//! Clones that repairs make: whether they mean what they say.

use crate::lens::case::Case;
use crate::lens::labels::Role as Part;
use crate::lens::query::statements::around;
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
    let mut edits = repair.edits.iter();
    let is_bad = |edit: &TextEdit| {
        let own = unusable(case, edit.bytes.start);
        let is_unusable = own.iter().any(|name| is_about(case, edit, name));
        clones(edit) && (is_copied(case, edit) || is_unusable)
    };
    edits.any(|edit| derives_twice(case, edit) || is_bad(edit))
        || only_to_drop(case, &repair.edits).is_some()
}

/// What's wrong with cloning a value whose clone is then dropped in its place: an edit clones what
/// is handed to `drop` or `forget`, or that is where the value moves that the error is about.
pub fn only_to_drop(case: &Case, edits: &[TextEdit]) -> Option<String> {
    let mut cloning = edits.iter().filter(|edit| clones(edit)).peekable();
    cloning.peek()?;
    let mut disposed = cloning
        .filter_map(|edit| cloned(case, edit))
        .chain(moved(case))
        .filter_map(|value| Some((value, disposal(case, value)?)));
    let (value, how) = disposed.next()?;
    let name = case.written(value);
    Some(format!(
        "That would only {how} a copy, and `{name}` would stay."
    ))
}

/// Whether an edit writes a clone of a value.
fn clones(edit: &TextEdit) -> bool {
    CALLS.iter().any(|call| edit.text.contains(call))
}

/// The expression behind which an edit puts `.clone()`, and nothing else.
pub fn cloned(case: &Case, edit: &TextEdit) -> Option<NodeId> {
    let is_clone = edit.bytes.is_empty() && edit.text.trim_end_matches(')') == ".clone(";
    let before = edit.bytes.start.checked_sub(1).filter(|_| is_clone)?;
    let mut nodes = around(case, case.tree.innermost_at(before));
    let ends_here = |node: &NodeId| case.tree.bytes(*node).end == edit.bytes.start;
    let mut whole = None;
    for node in nodes.by_ref().skip_while(|node| !ends_here(node)) {
        if !ends_here(&node) || !case.tree.is_expression(node) {
            break;
        }
        whole = Some(node);
    }
    whole
}

/// The values that move, as the error's labels say.
fn moved<'a>(case: &'a Case) -> impl Iterator<Item = NodeId> + 'a {
    let is_out = case.diagnostic.code.as_deref() == Some("E0507");
    let moves = case.clues.iter().filter(move |clue| {
        matches!(clue.role, Part::Moved | Part::CapturedUse) || is_out && clue.is_primary
    });
    moves.map(|clue| case.node(clue))
}

/// What becomes of a value that is handed to the standard library's `drop` or `forget`.
fn disposal<'a>(case: &Case<'a>, value: NodeId) -> Option<&'a str> {
    let call = case.tree.parent(value)?;
    let is_argument = case.tree.role(value) == Role::Argument;
    callee::disposal(case, call).filter(|_| is_argument)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lens::case::Case;
    use crate::lens::tests::read;
    use crate::model::ask::facts::Facts;
    use crate::model::rustc_json;
    use crate::rust::{Edition, Source};

    /// What is said against an edit that puts `.clone()` behind these words of a golden program.
    fn against(name: &str, words: &str) -> Option<String> {
        let source = Source::new(read(name, "rs"), Edition::E2024);
        let said = rustc_json::parse(&read(name, "json")).diagnostics;
        let facts = Facts::default();
        let case = Case::new(&said[0], &source, &facts).expect("a case");
        let at = source.text().find(words).expect("it's there") + words.len();
        let edits = [TextEdit::insertion(at, ".clone()")];
        let repair = Repair::edit("Clone it.", edits.to_vec());
        let objection = only_to_drop(&case, &edits);
        assert_eq!(objection.is_some(), is_refused(&case, &repair), "{name}");
        objection
    }

    #[test]
    fn a_clone_that_is_only_dropped_is_refused_and_told_by_one_rule() {
        let said = against("E0382/dropped_then_used", "drop(crates").expect("an objection");
        assert_eq!(
            said,
            "That would only drop a copy, and `crates` would stay."
        );
        assert_eq!(against("E0382/simple", "consume(name"), None);
    }
}
