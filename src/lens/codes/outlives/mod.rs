//! Borrows that outlive their data inside a function: the data is dropped too soon, or it's a
//! temporary value.

mod dangling;
mod declarations;
mod harm;
mod repairs;
mod story;

use crate::lens::account::Account;
use crate::lens::case::Case;
use crate::lens::codes::{Entry, Example};
use crate::lens::rule::Rule;
use dangling::Dangling;

/// The codes of this file.
pub const ENTRIES: &[Entry] = &[
    Entry {
        code: "E0597",
        rule: Rule::NoDangling,
        summary: "A value is dropped while it still has to stay borrowed.",
        meaning: "A reference is needed longer than the variable that it points to is there. Mostly \
         the variable lives in an inner block or in one round of a loop and is dropped there, \
         while the reference is used further down. Or a signature asks for a borrow that lasts \
         longer than the function. Or both end at the same brace, where variables are dropped in \
         the reverse order of their declaration.",
        example: Some(Example {
            source: include_str!("../../examples/E0597.txt"),
            said: include_str!("../../examples/E0597.json"),
        }),
        explain: Some(explain),
    },
    Entry {
        code: "E0716",
        rule: Rule::NoDangling,
        summary: "A temporary value is dropped while it still has to stay borrowed.",
        meaning: "A value that an expression makes and that no variable owns is a temporary value: it's \
         dropped at the end of its statement. A reference to it can't be used on the lines \
         below. Give the value a name with `let`, and it lives to the end of the block.",
        example: Some(Example {
            source: include_str!("../../examples/E0716.txt"),
            said: include_str!("../../examples/E0716.json"),
        }),
        explain: Some(explain),
    },
];

fn explain(case: &Case) -> Option<Account> {
    let dangling = Dangling::new(case)?;
    let mut account = Account::default();
    story::draw(&dangling, &mut account);
    story::tell(&dangling, &mut account);
    harm::judge(&dangling, &mut account);
    repairs::propose(&dangling, &mut account);
    Some(account)
}

#[cfg(test)]
mod tests {
    use crate::lens::account::AtRunTime;
    use crate::lens::tests::{look_at, read};
    use crate::rust::{Edition, Source, edit};

    #[test]
    fn harm_is_only_told_where_it_is_certain() {
        let harm = |name, types: &[_]| look_at(name, types)[0].at_run_time.clone();
        assert_eq!(harm("E0597/simple", &[]), None, "what `r` is isn't known");
        let types = [("let r", "&i32")];
        assert!(matches!(
            harm("E0597/simple", &types),
            Some(AtRunTime::Harm(_))
        ));
        // What `longest` returns needn't come from the variable that is gone.
        let types = [("let result", "&str")];
        assert_eq!(harm("E0597/function_result", &types), None);
        assert_eq!(
            harm("E0597/signature", &[]),
            None,
            "only a lifetime asks for it"
        );
    }

    #[test]
    fn one_variable_is_not_told_as_two() {
        let own = look_at("E0597/dropped_itself", &[]);
        assert!(matches!(own[0].at_run_time, Some(AtRunTime::Sound(_))));
        assert_eq!(own[0].picture.lanes, ["session", "borrow"]);
        assert!(
            own[0].repairs[0]
                .sentence
                .starts_with("Take `&mut self` in `count_command`")
        );

        let circle = look_at("E0597/circle", &[]);
        assert_eq!(circle[0].picture.lanes, ["mill", "port"]);
        assert_eq!(circle[1].picture.lanes, ["port", "borrow"]);
        let own = &circle[1].repairs;
        assert!(own.iter().all(|repair| !repair.sentence.contains("before")));
    }

    #[test]
    fn every_proposed_edit_leaves_a_text_that_can_be_read() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lens");
        let mut count = 0;
        for code in ["E0373", "E0515", "E0521", "E0597", "E0716"] {
            for file in std::fs::read_dir(root.join(code))
                .expect("programs")
                .flatten()
            {
                let path = file.path();
                if path.extension().is_none_or(|extension| extension != "rs") {
                    continue;
                }
                let name = path.file_stem().expect("a name").to_string_lossy();
                let name = format!("{code}/{name}");
                let text = read(&name, "rs");
                for repair in look_at(&name, &[]).iter().flat_map(|lens| &lens.repairs) {
                    let changed = edit::apply(&text, &repair.edits).expect("it can be made");
                    let changed = Source::new(changed, Edition::E2024);
                    assert!(
                        changed.tree().is_ok(),
                        "{name}: {}\n{}",
                        repair.sentence,
                        changed.text()
                    );
                    count += usize::from(!repair.edits.is_empty());
                }
            }
        }
        assert!(count > 60, "only {count} edits");
    }
}
