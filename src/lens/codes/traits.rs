//! Traits, and what an `impl` of them needs.

use crate::lens::account::Account;
use crate::lens::case::Case;
use crate::lens::codes::{Entry, Example};
use crate::lens::events::What;
use crate::lens::labels;
use crate::lens::query::statements::around;
use crate::lens::query::{advice, errors, labelled, pointing};
use crate::lens::repair::{Repair, edits_of};
use crate::lens::rule::Rule;
use crate::model::diagnostic::Diagnostic;
use crate::rust::NodeKind;
use crate::rust::edit::TextEdit;

/// The codes of this file.
pub const ENTRIES: &[Entry] = &[
    Entry {
        code: "E0046",
        rule: Rule::Definitions,
        summary: "An `impl` of a trait must define everything that the trait requires.",
        meaning: "A trait is a promise: whoever has the trait has all of its functions, types \
         and constants. The `impl` leaves out one or more that have no default. The error names \
         them, so add them; `todo!()` as a body will do until you know what they should do.",
        example: Some(Example {
            source: include_str!("../examples/E0046.txt"),
            said: include_str!("../examples/E0046.json"),
        }),
        explain: Some(explain_missing_items),
    },
    Entry {
        code: "E0053",
        rule: Rule::Definitions,
        summary: "In an `impl`, a function must have the types that its trait declares for it.",
        meaning: "The trait says what a function takes and returns, and this `impl` says \
         something else: another number type, perhaps, or `&self` where the trait has `&mut \
         self`. Everyone who uses the trait relies on its declaration. Write the types as the \
         trait does, or change the trait if it's yours.",
        example: Some(Example {
            source: include_str!("../examples/E0053.txt"),
            said: include_str!("../examples/E0053.json"),
        }),
        explain: Some(reference_without_mut),
    },
    Entry {
        code: "E0117",
        rule: Rule::Definitions,
        summary: "An `impl` of a trait needs a trait or a type from the same crate.",
        meaning: "Both the trait and the type come from elsewhere, such as the standard \
         library. If that were allowed, two crates could do it in two ways, and nobody could \
         use both crates. Make the type yours by wrapping it, as in `struct \
         Numbers(Vec<i32>);`, and implement the trait for that.",
        example: Some(Example {
            source: include_str!("../examples/E0117.txt"),
            said: include_str!("../examples/E0117.json"),
        }),
        explain: None,
    },
    Entry {
        code: "E0191",
        rule: Rule::Definitions,
        summary: "A trait object must say what the associated types of its trait are.",
        meaning: "Behind `dyn` there may be any type that has the trait, but they all must \
         agree on the trait's associated types, or nobody could tell what its methods return. \
         Write them in angle brackets: `dyn Iterator<Item = u32>`. Where you don't need a trait \
         object, `impl Trait` or a type parameter leaves them open.",
        example: Some(Example {
            source: include_str!("../examples/E0191.txt"),
            said: include_str!("../examples/E0191.json"),
        }),
        explain: None,
    },
    Entry {
        code: "E0200",
        rule: Rule::Definitions,
        summary: "A trait that's declared `unsafe` must be implemented with `unsafe impl`.",
        meaning: "With an unsafe trait, other code relies on something that the compiler can't \
         check. `unsafe impl` says that you've read what the trait asks for and that your type \
         keeps to it. Write it only once you have; if the trait is yours and nothing depends on \
         such a promise, take the `unsafe` away there.",
        example: Some(Example {
            source: include_str!("../examples/E0200.txt"),
            said: include_str!("../examples/E0200.json"),
        }),
        explain: None,
    },
    Entry {
        code: "E0204",
        rule: Rule::Abilities,
        summary: "A type can be `Copy` only if everything in it is `Copy`.",
        meaning: "To copy a value means to duplicate its bytes and nothing else. That isn't \
         enough for a `String`, a `Vec` or a `Box`, which own memory: there would be two \
         owners. Leave out `Copy` and keep `Clone`, which you call by name. Or hold only parts \
         that are `Copy`, such as numbers.",
        example: Some(Example {
            source: include_str!("../examples/E0204.txt"),
            said: include_str!("../examples/E0204.json"),
        }),
        explain: None,
    },
    Entry {
        code: "E0271",
        rule: Rule::Types,
        summary: "An associated type, such as an iterator's `Item`, isn't the one that's required.",
        meaning: "The trait itself is there, but something asks for a certain type that \
         belongs to it: an iterator over `String`, say, and this one goes over `&str`. What a \
         closure returns counts as such a type too. Convert the items on the way (`map`), or \
         ask for the type that's really there.",
        example: Some(Example {
            source: include_str!("../examples/E0271.txt"),
            said: include_str!("../examples/E0271.json"),
        }),
        explain: None,
    },
    Entry {
        code: "E0404",
        rule: Rule::Names,
        summary: "A trait is expected here, but this name stands for something else.",
        meaning: "After `impl`, before its `for`, and after the colon of a bound there must be \
         a trait. The name that's written there is a struct, an enum or another type. To give a \
         type methods of its own, write `impl Type` without `for`. To ask for a certain type, \
         use it as the parameter's type rather than as a bound.",
        example: Some(Example {
            source: include_str!("../examples/E0404.txt"),
            said: include_str!("../examples/E0404.json"),
        }),
        explain: None,
    },
    Entry {
        code: "E0405",
        rule: Rule::Names,
        summary: "No trait with this name is in scope here.",
        meaning: "The compiler looked for a trait of this name and found none. Either it's \
         misspelled, or it's in another module or crate and needs a `use` line, or it has yet \
         to be written. rustc shows the `use` line if it knows a trait of that name.",
        example: Some(Example {
            source: include_str!("../examples/E0405.txt"),
            said: include_str!("../examples/E0405.json"),
        }),
        explain: None,
    },
    Entry {
        code: "E0407",
        rule: Rule::Definitions,
        summary: "An `impl` of a trait can define only functions that the trait declares.",
        meaning: "Between the braces of `impl Trait for Type` belongs what the trait asks for, \
         and it doesn't ask for this function. If the name is misspelled, correct it. If the \
         function is one of the type's own, move it to an `impl Type` block. If all types with \
         that trait should have it, declare it in the trait.",
        example: Some(Example {
            source: include_str!("../examples/E0407.txt"),
            said: include_str!("../examples/E0407.json"),
        }),
        explain: Some(explain_undeclared),
    },
];

fn explain_missing_items(case: &Case) -> Option<Account> {
    let (_, missing) = case.diagnostic.message.split_once("missing: ")?;
    let missing = labels::names(missing);
    if missing.is_empty() {
        return None;
    }
    let mut account = labelled::account(case);
    account.say(format!(
        "The `impl` on line {} doesn't define {}, which its trait requires.",
        case.primary.line(),
        labelled::list(&missing, "and")
    ));
    misspelt(&mut account, case, &missing);
    Some(account)
}

/// E0407 where the trait declares something with a similar name: the change is worth a trial.
fn explain_undeclared(case: &Case) -> Option<Account> {
    let help = advice::with(case, "with a similar name")?;
    let edits = edits_of(help, case.source);
    let [edit] = edits.as_slice() else {
        return None;
    };
    let [name, of_trait, ..] = labels::names(&case.diagnostic.message)[..] else {
        return None;
    };
    if case.text(&edit.bytes) != name {
        return None;
    }
    let mut account = Account::default();
    let lane = account.lane("");
    let note = format!("no part of `{of_trait}`");
    account.event(lane, What::Conflict, case.area(&edit.bytes), note);
    account.say(format!(
        "The trait `{of_trait}` doesn't declare `{name}`, but it declares `{}`.",
        edit.text
    ));
    Some(account)
}

/// Says which items of the `impl` its trait doesn't declare: a required one may be there under a
/// wrong name.
fn misspelt(account: &mut Account, case: &Case, missing: &[&str]) {
    let node = case.node_around(&case.primary.bytes);
    let mut near = around(case, node);
    let Some(whole) = near.find(|at| case.tree.kind(*at) == NodeKind::Impl) else {
        return;
    };
    let whole = case.tree.bytes(whole);
    let is_foreign =
        |error: &Diagnostic| matches!(error.code.as_deref(), Some("E0407" | "E0437" | "E0438"));
    let foreign = errors::within(case, &whole).filter(|(error, _)| is_foreign(error));
    let mut found = Vec::new();
    for (error, at) in foreign {
        let (Some(name), line) = (
            labels::names(&error.message).first().copied(),
            case.line(at.start),
        ) else {
            continue;
        };
        account.say(format!(
            "Line {line} defines `{name}`, which the trait doesn't declare."
        ));
        account.also.push(line);
        let mut helps = error.children.iter();
        let similar = helps.find(|help| help.message.contains("with a similar name"));
        let edits = similar.map(|help| edits_of(help, case.source));
        if let Some([edit]) = edits.as_deref()
            && missing.contains(&edit.text.as_str())
        {
            found.push((name, edit.clone()));
        }
    }
    // A stub beside a misspelt definition would be the second of the same.
    if !found.is_empty() && found.len() == missing.len() {
        account.keeps.push(whole);
    }
    for (name, edit) in found {
        let sentence = format!("Write `{}` for `{name}`.", edit.text);
        account.repair(Repair::edit(sentence, vec![edit]).or_advice());
    }
}

/// E0053 where a parameter is a `&` and the trait has a `&mut`.
fn reference_without_mut(case: &Case) -> Option<Account> {
    let bytes = &case.primary.bytes;
    let written = case.text(bytes);
    let is_it = case.primary.label == "types differ in mutability"
        && written.starts_with('&')
        && !written[1..].trim_start().starts_with("mut ");
    let name = case.named(0).filter(|_| is_it)?;
    // Before the type, behind a lifetime.
    let lifetime = written[1..]
        .split_whitespace()
        .next()
        .filter(|word| word.starts_with('\''));
    let at = bytes.start + 1 + lifetime.map_or(0, |word| word.len() + 1);
    let mut account = pointing::at_error(case, "only reads");
    account.say(format!(
        "The trait declares `{name}` with a `&mut` reference here, but the `impl` has `{written}`, which only reads."
    ));
    let has_space = case.source.text()[at..].starts_with(char::is_whitespace);
    let text = if has_space { "mut" } else { "mut " };
    let edits = vec![TextEdit::insertion(at, text)];
    account.repair(Repair::edit("Write `&mut`, as the trait does.", edits));
    Some(account)
}
