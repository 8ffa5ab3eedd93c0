//! Changes that nobody allows: of a variable without `mut`, through a `&` reference, of what's
//! shared, or in a closure that promises to change nothing.

mod attempt;
mod blame;
mod obstacle;
mod repairs;
mod story;

use crate::lens::account::Account;
use crate::lens::case::Case;
use crate::lens::codes::{Entry, Example};
use crate::lens::rule::Rule;
use attempt::Attempt;
pub(super) use repairs::original;

/// The codes of this file.
pub const ENTRIES: &[Entry] = &[
    Entry {
        code: "E0594",
        rule: Rule::ReadersOrWriter,
        summary: "Something is assigned to that can only be read.",
        meaning: "You can assign to a variable that is declared with `mut`, and to what a `&mut` \
         reference refers to. Everything else can only be read: a variable without `mut`, what's \
         behind a `&` reference, the value inside an `Rc` or `Arc`, a `static`, and what an `Fn` \
         closure captures.",
        example: Some(Example {
            source: include_str!("../../examples/E0594.txt"),
            said: include_str!("../../examples/E0594.json"),
        }),
        explain: Some(explain),
    },
    Entry {
        code: "E0596",
        rule: Rule::ReadersOrWriter,
        summary: "Something is borrowed mutably that can only be read.",
        meaning: "A `&mut` reference is needed, written as `&mut x` or asked for by a method such as \
         `push`. But what it would refer to can only be read: a variable without `mut`, what's \
         behind a `&` reference, the value inside an `Rc` or `Arc`, or what an `Fn` closure captures.",
        example: Some(Example {
            source: include_str!("../../examples/E0596.txt"),
            said: include_str!("../../examples/E0596.json"),
        }),
        explain: Some(explain),
    },
];

fn explain(case: &Case) -> Option<Account> {
    let attempt = Attempt::new(case)?;
    let mut account = Account::default();
    if blame::tell(&attempt, &mut account) {
        return Some(account);
    }
    story::tell(&attempt, &mut account)?;
    repairs::propose(&attempt, &mut account);
    Some(account)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lens::look;
    use crate::model::ask::facts::{Facts, VariableFacts};
    use crate::model::rustc_json;
    use crate::rust::{Edition, Source};

    const COPY: (&str, &str) = (
        include_str!("../../../../tests/lens/E0594/copy_in_pattern.rs"),
        include_str!("../../../../tests/lens/E0594/copy_in_pattern.json"),
    );
    const LOOP: (&str, &str) = (
        include_str!("../../../../tests/lens/E0596/loop_over_unchangeable.rs"),
        include_str!("../../../../tests/lens/E0596/loop_over_unchangeable.json"),
    );
    const TEST: (&str, &str) = (
        include_str!("../../../../tests/lens/E0596/test_wants_shared.rs"),
        include_str!("../../../../tests/lens/E0596/test_wants_shared.json"),
    );

    /// What is said of the first error, and the sentences of its repairs.
    fn told((text, said): (&str, &str), facts: &Facts) -> (String, Vec<String>) {
        let source = Source::new(text, Edition::E2024);
        let error = rustc_json::parse(said).diagnostics.into_iter().next();
        let lens = look(&error.expect("an error"), Some(&source), facts).expect("a lens");
        let repairs = lens.repairs.iter().map(|repair| repair.sentence.clone());
        (lens.story.join(" "), repairs.collect())
    }

    fn facts(text: &str, name: &str, ty: &str, is_copy: bool) -> Facts {
        let byte = text.find(name).expect("it's there");
        let known = VariableFacts {
            ty: Some(ty.to_owned()),
            is_copy: Some(is_copy),
            is_clone: None,
        };
        Facts::new([(byte, known)])
    }

    #[test]
    fn types_are_named_only_if_the_compiler_told_them() {
        let (story, _) = told(LOOP, &Facts::default());
        assert!(story.starts_with("`name` is a `&` reference"), "{story}");
        let known = facts(LOOP.0, "name in", "&std::string::String", true);
        let (story, _) = told(LOOP, &known);
        assert!(story.starts_with("`name` is a `&String`"), "{story}");
    }

    #[test]
    fn the_original_of_a_copy_is_changed_only_if_it_is_a_copy() {
        let is_about_original = |facts: &Facts| {
            let (_, repairs) = told(COPY, facts);
            repairs.iter().any(|one| one.contains("not a copy of it"))
        };
        assert!(!is_about_original(&Facts::default()));
        let of = |is_copy| facts(COPY.0, "point) = place", "Point", is_copy);
        assert!(is_about_original(&of(true)) && !is_about_original(&of(false)));
    }

    #[test]
    fn a_test_that_calls_a_method_stays_as_it_is() {
        let stack = facts(TEST.0, "stack = Stack", "Stack", false);
        let source = Source::new(TEST.0, Edition::E2024);
        let error = rustc_json::parse(TEST.1).diagnostics.into_iter().next();
        let lens = look(&error.expect("an error"), Some(&source), &stack).expect("a lens");
        let test = TEST.0.find("mod tests").expect("it's there");
        let mut edits = lens.repairs.iter().flat_map(|repair| &repair.edits);
        assert!(edits.all(|edit| edit.bytes.end < test));
        assert!(
            lens.story[0].contains("the test calls it"),
            "{:?}",
            lens.story
        );
    }
}
