//! Names of other modules and crates.

use crate::lens::account::Account;
use crate::lens::case::Case;
use crate::lens::query::{advice, items, lines, pointing, rewrite, test_code};
use crate::lens::repair::Repair;
use crate::rust::edit::TextEdit;
use crate::rust::{NodeId, NodeKind, Role};

/// Something that's private in its module.
pub fn hidden(case: &Case) -> Option<Account> {
    let note = advice::with(case, "exists but is inaccessible")?;
    let path = *advice::names(note).first()?;
    let place = case.note("exists but is inaccessible")?;
    let item = items::at_path(case, path)?;
    let name = items::name_of(case, item)?;
    let begin = case
        .tree
        .bytes_without_attributes(item, case.source.text())
        .start;
    let has_visibility = case.tree.child(item, Role::Visibility).is_some();
    if begin != place.bytes.start || has_visibility {
        return None;
    }
    let (module, own) = path.rsplit_once("::")?;
    let module = module.strip_prefix("crate")?.strip_prefix("::")?;
    let mut account = pointing::at_error(case, format!("no `{own}` in scope"));
    pointing::point_at(&mut account, case, &name, format!("private in `{module}`"));
    account.say(format!(
        "`{own}` is in the module `{module}` and isn't `pub`, so it can't be used outside of that module."
    ));
    let edits = vec![
        TextEdit::insertion(begin, "pub "),
        TextEdit::replacement(case.primary.bytes.clone(), format!("{module}::{own}")),
    ];
    let sentence = format!("Make `{own}` public, and name it with its module.");
    account.repair(Repair::edit(sentence, edits));
    Some(account)
}

/// Something that a `use` would bring into scope.
pub fn importable(case: &Case) -> Option<Account> {
    let name = case.text(&case.primary.bytes);
    let paths = advice::imports(case);
    let is_it = |path: &&str| path.rsplit("::").next() == Some(name);
    let paths: Vec<&str> = paths.into_iter().filter(is_it).collect();
    let mut account = pointing::at_error(case, format!("`{name}` isn't in scope"));
    match paths.as_slice() {
        [] => return None,
        [path] => {
            let item = items::at_path(case, path);
            if let Some(bytes) = item.and_then(|item| items::name_of(case, item)) {
                pointing::point_at(&mut account, case, &bytes, format!("this is `{path}`"));
            }
            account.say(format!(
                "`{name}` isn't in scope here. Its full path is `{path}`: write that, or bring the \
                 name into scope with `use`."
            ));
            if let Some((sentence, repair)) = without_use(case, path) {
                account.say(sentence);
                account.repair(repair);
                account.spares_tests = Some(false);
            }
        }
        [first, second, ..] => account.say(format!(
            "More than one thing is called `{name}`, for example `{first}` and `{second}`. A `use` \
             says which one is meant."
        )),
    }
    Some(account)
}

/// What is said of something that the file declares beside its module of tests, if that module has no
/// `use` with a `*`: then nothing but a `use` in the module itself lets its tests see it.
fn without_use(case: &Case, path: &str) -> Option<(String, Repair)> {
    let tree = case.tree;
    let mut around = tree.ancestors(case.node(&case.primary));
    let module = around.find(|at| tree.kind(*at) == NodeKind::Module)?;
    let is_beside = tree.parent(module) == Some(tree.root()) && path.matches("::").count() == 1;
    let is_glob = |at: NodeId| tree.kind(at) == NodeKind::Use && case.written(at).contains('*');
    if !is_beside || !test_code::is_in_test(case, module) || tree.children(module).any(is_glob) {
        return None;
    }
    let first = tree.children_as(module, Role::Item).next()?;
    let name = case.text(&items::name_of(case, module)?);
    let own = path.rsplit("::").next()?;
    let sentence =
        format!("`{name}` is a module of its own, and no `use` in it brings in `{own}`.");
    let text = format!("use super::*;{}", lines::line_break(case));
    let edit = rewrite::insert_before(case, first, &text);
    let repair = Repair::edit(
        format!("Bring all that's declared outside of `{name}` into it."),
        vec![edit],
    );
    Some((sentence, repair))
}

/// The first part of a path, if it's neither a module in scope nor a crate.
pub fn unlinked(case: &Case) -> Option<Account> {
    let name = case.text(&case.primary.bytes);
    if let Some(help) = advice::with(case, "a similar path exists") {
        let path = advice::instead(case, help)?;
        let mut account = pointing::at_error(case, format!("no `{name}` in this module"));
        account.say(format!(
            "`{name}` is neither a name in this module nor a crate. The full path is `{path}`."
        ));
        return Some(account);
    }
    if !case.primary.label.contains("unlinked crate") {
        return None;
    }
    let mut account = pointing::at_error(case, "neither a module here nor a crate");
    account.say(format!(
        "No module in scope is called `{name}`, and the program isn't linked with a crate of that name."
    ));
    account.repair(Repair::advice(format!(
        "If `{name}` is a crate, add it to `Cargo.toml`. If it's a module of yours, declare it with \
         `mod {name};`, or give its full path."
    )));
    Some(account)
}
