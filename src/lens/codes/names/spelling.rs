//! Names that look like a slip of the pen.

use std::ops::Range;

use crate::lens::account::Account;
use crate::lens::case::Case;
use crate::lens::query::{advice, items, odd_name, pointing, statements};
use crate::lens::repair::{Repair, edits_of};
use crate::model::diagnostic::Child;
use crate::rust::NodeKind;
use crate::rust::edit::TextEdit;

/// A name that is similar to one that rustc knows.
pub fn explain(case: &Case) -> Option<Account> {
    let help = advice::with(case, "similar name")?;
    let other = advice::instead(case, help)?;
    let written = case.text(&case.primary.bytes);
    let name = written.rsplit("::").next().unwrap_or(written);
    // Every name of one or two letters is similar to all others.
    if name.chars().count() < 3 {
        return None;
    }
    let what = kind(help);
    let wants_type = case.diagnostic.message.contains("find type");
    if wants_type && what == Some("a trait") {
        return None;
    }
    let mut account = pointing::at_error(case, format!("not known: `{name}`"));
    let other_name = other.rsplit("::").next().unwrap_or(&other);
    if let Some(bytes) = declaration(case, other_name) {
        pointing::point_at(
            &mut account,
            case,
            &bytes,
            format!("here is `{other_name}`"),
        );
    }
    let is_bare = case.diagnostic.message.ends_with("in this scope");
    let place = case.named(1).filter(|_| !is_bare);
    account.say(match (what, place) {
        (Some(what), None) => format!(
            "There's nothing called `{name}` in scope on line {}, but there's {what} `{other}`.",
            case.primary.line()
        ),
        (Some(what), Some(place)) => {
            format!("There's no `{name}` in `{place}`, but there's {what} `{other}`.")
        }
        (None, _) => format!("There's no `{written}`, but there's `{other}`."),
    });
    odd_name::blame(&mut account, case, name, other_name);
    import(&mut account, case, help, name, other_name);
    account.spares_tests = odd_name::spares_tests(case, other_name);
    Some(account)
}

/// Where the name is an import's, those who use it have it wrong too: it's corrected everywhere or
/// nowhere.
fn import(account: &mut Account, case: &Case, help: &Child, name: &str, other: &str) {
    let uses = uses_of_import(case, name);
    if !case.diagnostic.message.starts_with("unresolved import") || uses.is_empty() {
        return;
    }
    let mut lines: Vec<usize> = uses.iter().map(|used| case.line(used.start)).collect();
    lines.dedup();
    let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
    let where_used = match lines.as_slice() {
        [line] => format!("on line {line}"),
        [first @ .., last] => format!("on lines {} and {last}", first.join(", ")),
        [] => return,
    };
    let mut edits = edits_of(help, case.source);
    let renamed = uses.into_iter();
    edits.extend(renamed.map(|used| TextEdit::replacement(used, other)));
    account.keeps.push(case.primary.bytes.clone());
    account.repair(Repair::edit(
        format!("Write `{other}` in the import, and {where_used}, where it's used."),
        edits,
    ));
}

/// Where the module of a `use` has an imported name besides: what macros are given counts too.
fn uses_of_import(case: &Case, name: &str) -> Vec<Range<usize>> {
    let (source, tree) = (case.source, case.tree);
    let inside = tree.innermost_at(case.primary.bytes.start);
    let mut around = statements::around(case, inside);
    let module = around.find(|at| tree.kind(*at) == NodeKind::Module);
    let scope = tree.bytes(module.unwrap_or_else(|| tree.root()));
    let tokens = source.token_at(scope.start)..source.token_at(scope.end);
    let is_it = |at: &usize| {
        let begin = source.begin(*at);
        let before = |count: usize| at.checked_sub(count).map_or("", |one| source.word(one));
        let is_in_path = (before(2), before(1)) == (":", ":");
        let is_in_import = statements::around(case, tree.innermost_at(begin))
            .any(|node| tree.kind(node) == NodeKind::Use);
        source.word(*at) == name
            && before(1) != "."
            && !is_in_path
            && !is_in_import
            && case.binding(begin).is_none()
    };
    let found = tokens.filter(is_it);
    found
        .map(|at| source.begin(at)..source.begin(at) + name.len())
        .collect()
}

/// What the similar name means, in rustc's words.
fn kind(help: &Child) -> Option<&str> {
    let what = help.message.split(" with a similar name").next()?;
    (what.len() < help.message.len())
        .then_some(what)
        .filter(|what| {
            let is_short = what.split(' ').count() < 5;
            is_short && (what.starts_with("a ") || what.starts_with("an "))
        })
}

/// Where the similar name is declared, if it's in this file.
fn declaration(case: &Case, name: &str) -> Option<std::ops::Range<usize>> {
    let clue = case
        .clues
        .iter()
        .find(|clue| clue.label.starts_with("similarly named"));
    if let Some(clue) = clue {
        let item = items::item_at(case, &clue.bytes);
        let own = item.and_then(|item| items::name_of(case, item));
        return own.or(Some(clue.bytes.clone()));
    }
    let binding = case.binding_named(name, case.primary.bytes.start)?;
    Some(case.declaration(binding))
}
