//! Names that look like a slip of the pen.

use std::ops::Range;

use crate::lens::account::Account;
use crate::lens::case::Case;
use crate::lens::query::{
    advice, items, labelled, lines, odd_name, pointing, similar_name, statements,
};
use crate::lens::repair::{Repair, edits_of};
use crate::model::diagnostic::Child;
use crate::rust::edit::TextEdit;
use crate::rust::{Binding, BindingId, NodeKind};

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
    let what = similar_name::kind(help);
    let wants_type = case.diagnostic.message.contains("find type");
    let nearest = nearest_variables(case, name, &other);
    let is_unlike = nearest.is_empty() && similar_name::of_another_kind(case).is_some();
    if wants_type && what == Some("a trait") || is_unlike {
        return None;
    }
    if !nearest.is_empty() {
        return Some(like_variables(case, name, &nearest));
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

/// A variable's name, to which rustc knows nothing similar but a type or variant.
pub fn unlike_all(case: &Case) -> Option<Account> {
    similar_name::of_another_kind(case)?;
    let name = case.text(&case.primary.bytes);
    let mut account = pointing::at_error(case, format!("not known: `{name}`"));
    account.say(format!(
        "There's nothing called `{name}` in scope on line {}.",
        case.primary.line()
    ));
    Some(account)
}

/// The variables in scope whose names are at least as near as the one that rustc has in mind, if
/// that isn't one of them, or if it's one of several.
fn nearest_variables<'a>(case: &Case<'a>, name: &str, other: &str) -> Vec<&'a Binding> {
    let place = case.primary.bytes.start;
    let is_value = case.diagnostic.message.starts_with("cannot find value `");
    let in_scope = |id: &BindingId| {
        let binding = case.names.binding(*id);
        let is_own = binding.name != "self" && !binding.kind.is_item();
        is_own && case.names.visible_at(case.tree, &binding.name, place) == Some(*id)
    };
    let ids = case.names.bindings().filter(in_scope);
    let steps = ids.map(|id| {
        let binding = case.names.binding(id);
        (steps_between(name, &binding.name), binding)
    });
    let most = (name.chars().count() / 3).max(1);
    let most = most.min(steps_between(name, other));
    let near: Vec<_> = steps.filter(|(steps, _)| *steps <= most).collect();
    let least = near.iter().map(|(steps, _)| *steps).min();
    let nearest = near.into_iter().filter(|(steps, _)| Some(*steps) == least);
    let nearest: Vec<&Binding> = nearest.map(|(_, binding)| binding).collect();
    if !is_value || matches!(nearest.as_slice(), [one] if one.name == other) {
        return Vec::new();
    }
    nearest
}

/// A name that's similar to those of variables.
fn like_variables(case: &Case, name: &str, nearest: &[&Binding]) -> Account {
    let mut account = pointing::at_error(case, format!("not known: `{name}`"));
    for one in nearest {
        let declared = case.declaration(one);
        pointing::point_at(
            &mut account,
            case,
            &declared,
            format!("here is `{}`", one.name),
        );
    }
    let line = case.primary.line();
    let names: Vec<&str> = nearest.iter().map(|one| one.name.as_str()).collect();
    if let [one] = names.as_slice() {
        account.say(format!(
            "There's nothing called `{name}` in scope on line {line}, but there's a variable `{one}`."
        ));
        odd_name::blame(&mut account, case, name, one);
        account.spares_tests = odd_name::spares_tests(case, one);
    } else {
        account.say(format!(
            "There's nothing called `{name}` in scope on line {line}, but there are variables with \
             names that are equally near: {}.",
            labelled::list(&names, "and")
        ));
    }
    for one in names {
        let edit = TextEdit::replacement(case.primary.bytes.clone(), one);
        account.repair(Repair::edit(format!("Write `{one}`."), vec![edit]));
    }
    account
}

/// How many slips of the finger lie between two words: a character that's missing, that's one too
/// many or that's another, or two neighbours in the wrong order.
fn steps_between(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=other.len()).collect()];
    for i in 1..=one.len() {
        let mut row = vec![i];
        for j in 1..=other.len() {
            let is_same = one[i - 1] == other[j - 1];
            let replaced = rows[i - 1][j - 1] + usize::from(!is_same);
            let mut least = replaced.min(rows[i - 1][j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[one.len()][other.len()]
}

/// Where the name is an import's, those who use it have it wrong too: it's corrected everywhere or
/// nowhere.
fn import(account: &mut Account, case: &Case, help: &Child, name: &str, other: &str) {
    let uses = uses_of_import(case, name);
    if !case.diagnostic.message.starts_with("unresolved import") || uses.is_empty() {
        return;
    }
    let mut on: Vec<usize> = uses.iter().map(|used| case.line(used.start)).collect();
    on.dedup();
    let mut edits = edits_of(help, case.source);
    let renamed = uses.into_iter();
    edits.extend(renamed.map(|used| TextEdit::replacement(used, other)));
    account.keeps.push(case.primary.bytes.clone());
    account.repair(Repair::edit(
        format!(
            "Write `{other}` in the import, and on {}, where it's used.",
            lines::listed(&on)
        ),
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

#[cfg(test)]
mod tests {
    use super::steps_between;

    #[test]
    fn two_neighbours_in_the_wrong_order_are_one_step() {
        assert_eq!(steps_between("hust", "huts"), 1);
        assert_eq!(steps_between("hust", "hut"), 1);
        assert_eq!(steps_between("cuont", "count"), 1);
        assert_eq!(steps_between("kitten", "sitting"), 3);
        assert_eq!(steps_between("", "abc"), 3);
    }
}
