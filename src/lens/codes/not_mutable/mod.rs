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
pub(super) use repairs::{lent, original};

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
        summary: "Something that can only be read is borrowed mutably.",
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
    blame::concede(&attempt, &mut account);
    Some(account)
}

#[cfg(test)]
mod tests {
    use crate::lens::look;
    use crate::lens::repair::Origin;
    use crate::lens::tests::read;
    use crate::model::ask::facts::{Facts, VariableFacts};
    use crate::model::diagnostic::{Diagnostic, Level};
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

    fn first_error(said: &str) -> Diagnostic {
        let mut all = rustc_json::parse(said).diagnostics.into_iter();
        all.find(|one| one.level == Level::Error).expect("an error")
    }

    /// What is said of the first error, and the sentences of its repairs.
    fn told((text, said): (&str, &str), facts: &Facts) -> (String, Vec<String>) {
        let source = Source::new(text, Edition::E2024);
        let error = first_error(said);
        let lens = look(&error, Some(&source), facts).expect("a lens");
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
        assert!(story.starts_with("`shelf` is a `&` reference"), "{story}");
        let known = facts(LOOP.0, "shelf in", "&std::vec::Vec<&str>", true);
        let (story, _) = told(LOOP, &known);
        assert!(story.starts_with("`shelf` is a `&Vec<&str>`"), "{story}");
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
    fn a_test_that_forgot_its_mut_may_be_changed() {
        let text = read("E0596/test_forgot_mut", "rs");
        let said = read("E0596/test_forgot_mut", "json");
        let known = facts(&text, "queue = Queue", "Queue", false);
        let (story, repairs) = told((&text, &said), &known);
        assert!(story.contains("declared without `mut`"), "{story}");
        assert!(
            repairs[0].contains("Declare `queue` with `mut`"),
            "{repairs:?}"
        );
        assert!(
            repairs
                .iter()
                .any(|one| one.contains("has to take `&self`")),
            "{repairs:?}"
        );
    }

    #[test]
    fn a_method_that_asks_for_too_much_is_blamed_for_what_main_does() {
        let known = facts(TEST.0, "shelf = Stack", "Stack", false);
        let source = Source::new(TEST.0, Edition::E2024);
        let lens = look(&first_error(TEST.1), Some(&source), &known).expect("a lens");
        let main = TEST.0.find("fn main").expect("it's there");
        let ours = lens.repairs.iter().filter(|one| one.origin == Origin::Lens);
        let edits: Vec<_> = ours.flat_map(|one| &one.edits).collect();
        assert!(!edits.is_empty() && edits.iter().all(|edit| edit.bytes.end < main));
        let story = &lens.story[0];
        assert!(story.contains("`main` calls it"), "{story}");
    }
}
