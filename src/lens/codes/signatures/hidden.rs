//! E0700: the value behind `impl Trait` holds a lifetime that the result type doesn't name.

use std::ops::Range;

use crate::lens::account::{Account, TieEnd};
use crate::lens::case::{Case, Clue};
use crate::lens::events::What;
use crate::lens::labels::{self, Role as Part};
use crate::lens::query::{advice, lifetimes};
use crate::lens::repair::{Repair, edits_of};
use crate::rust::edit::TextEdit;
use crate::rust::{Edition, function_around};

/// What is told of such an error.
pub fn explain(case: &Case) -> Option<Account> {
    let opaque = case.first(Part::Hidden)?;
    let node = case.tree.innermost_at(opaque.bytes.start);
    let function = function_around(case.source, case.tree, node)?;
    let list = list_of(case, opaque);
    let lifetime = captured(case);
    let words = match &lifetime {
        Some((_, words)) => words.clone(),
        None => "a lifetime".to_owned(),
    };
    let mut account = Account::default();
    let lane = account.lane("");
    let note = format!("holds data with {words}");
    account.event(lane, What::Conflict, case.primary.area, note);
    if let Some((byte, _)) = &lifetime {
        let ends = [(*byte, TieEnd::From), (opaque.bytes.start, TieEnd::Wrong)];
        let label = format!("doesn't name {words}");
        lifetimes::tie(&mut account, case, &ends, label);
    } else {
        account.event(lane, What::Used, opaque.area, "doesn't name that lifetime");
    }
    let (name, line) = (function.name(), case.primary.line());
    let held = |lacks: &str| match &lifetime {
        Some((_, words)) => format!("holds data with {words}, which {lacks}"),
        None => format!("holds data with a lifetime that {lacks}"),
    };
    account.say(match &list {
        Some(list) => format!(
            "The list `{}` in the result type of `{name}` says which lifetimes the value may hold. But the value that line {line} returns {}.",
            case.text(&list.words),
            held("isn't in the list")
        ),
        None if case.source.edition() < Edition::E2024 => format!(
            "Before edition 2024, the value behind `impl Trait` may hold only lifetimes that the result type names. But the value that line {line} of `{name}` returns {}.",
            held("isn't among them")
        ),
        None => format!(
            "The value that line {line} of `{name}` returns {}.",
            held("the result type leaves out")
        ),
    });
    if let Some(list) = list {
        account.repairs = repairs(case, list);
    }
    Some(account)
}

/// The list `use<...>` of a result type.
struct CaptureList {
    /// The list.
    words: Range<usize>,
    /// The same with the `+` before it.
    bound: Range<usize>,
}

fn list_of(case: &Case, opaque: &Clue) -> Option<CaptureList> {
    let text = case.text(&opaque.bytes);
    let start = text.rfind("use<")?;
    let end = start + text[start..].find('>')? + 1;
    let plus = text[..start].trim_end().strip_suffix('+')?;
    let byte = |at: usize| opaque.bytes.start + at;
    Some(CaptureList {
        words: byte(start)..byte(end),
        bound: byte(plus.trim_end().len())..byte(end),
    })
}

/// A longer list, or none.
fn repairs(case: &Case, list: CaptureList) -> Vec<Repair> {
    let mut found = Vec::new();
    if let Some(help) = advice::with(case, "bound to explicitly capture it") {
        let edits = edits_of(help, case.source);
        let added: Vec<&str> = labels::names(&help.message);
        if let Some(added) = added.first().filter(|_| !edits.is_empty()) {
            found.push(Repair::edit(format!("Add `{added}` to the list."), edits));
        }
    }
    if case.source.edition() >= Edition::E2024 {
        found.push(Repair::edit(
            "Leave the list out: then the value may hold all lifetimes of the signature.",
            vec![TextEdit::deletion(list.bound)],
        ));
    }
    found
}

/// Where the lifetime that's held stands, and what it's called.
fn captured(case: &Case) -> Option<(usize, String)> {
    let named = "hidden type _ captures the lifetime _ as defined here";
    let anonymous = "hidden type _ captures the anonymous lifetime defined here";
    let find = |shape: &str| {
        let mut clues = case.clues.iter();
        clues.find(|clue: &&Clue| labels::has_shape(&clue.label, shape))
    };
    if let Some(clue) = find(named) {
        let name = *labels::names(&clue.label).last()?;
        return Some((clue.bytes.start, format!("the lifetime `{name}`")));
    }
    let clue = find(anonymous)?;
    let node = case.tree.innermost_at(clue.bytes.start);
    let function = function_around(case.source, case.tree, node)?;
    let parameter = lifetimes::parameter_at(case, &function, clue.bytes.start)?;
    let name = lifetimes::name_of(case, parameter)?;
    Some((
        clue.bytes.start,
        format!("a lifetime in the type of `{name}`"),
    ))
}

#[cfg(test)]
mod tests {
    use crate::lens::look;
    use crate::lens::tests::read;
    use crate::model::ask::facts::Facts;
    use crate::model::rustc_json;
    use crate::rust::{Edition, Source};

    /// What is said of a golden program in this edition, and how many repairs are ours.
    fn said(name: &str, edition: Edition) -> (String, usize) {
        let source = Source::new(read(name, "rs"), edition);
        let error = rustc_json::parse(&read(name, "json")).diagnostics.remove(0);
        let lens = look(&error, Some(&source), &Facts::default()).expect("a lens");
        (lens.story[0].clone(), lens.repairs.len())
    }

    #[test]
    fn a_list_can_be_left_out_only_where_all_lifetimes_are_captured_without_one() {
        let (story, repairs) = said("E0700/library", Edition::E2024);
        assert!(story.starts_with("The list `use<>`"), "{story}");
        assert_eq!(repairs, 2);
        let (story, repairs) = said("E0700/library", Edition::E2021);
        assert!(story.starts_with("The list `use<>`"), "{story}");
        assert_eq!(repairs, 1);
    }
}
