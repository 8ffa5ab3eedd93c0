//! Two uses of a value that exclude each other: something is borrowed, something else gets in
//! the way, and the borrow is needed later.

mod around;
mod cause;
mod conflict;
mod harm;
mod repairs;
mod sound;
mod story;
mod words;

pub use words::capitalised;

use crate::lens::account::Account;
use crate::lens::case::Case;
use crate::lens::codes::{Entry, Example};
use crate::lens::rule::Rule;
use conflict::Conflict;

/// The codes of this file.
pub const ENTRIES: &[Entry] = &[
    Entry {
        code: "E0499",
        rule: Rule::ReadersOrWriter,
        summary: "A value has at most one mutable borrow at a time.",
        meaning: "Something borrows a value mutably while an earlier mutable borrow of it is still in use. A borrow \
         lasts from where it's taken to where the reference is used for the last time, not to the end \
         of the block. A method that takes `&mut self` borrows the whole value, and what it returns \
         may keep that borrow going.",
        example: Some(Example {
            source: include_str!("../../examples/E0499.txt"),
            said: include_str!("../../examples/E0499.json"),
        }),
        explain: Some(explain),
    },
    Entry {
        code: "E0500",
        rule: Rule::ReadersOrWriter,
        summary: "A closure can't change something while another borrow of it is in use.",
        meaning: "A closure that changes something borrows it from the line where the closure is written, not from \
         where it's called. Another borrow of the same thing is still in use there.",
        example: Some(Example {
            source: include_str!("../../examples/E0500.txt"),
            said: include_str!("../../examples/E0500.json"),
        }),
        explain: Some(explain),
    },
    Entry {
        code: "E0501",
        rule: Rule::ReadersOrWriter,
        summary: "While a closure can write through a reference, nothing else may borrow through it.",
        meaning: "A closure that writes through a reference has to be the only one that uses it, from the line \
         where the closure is written to its last call. In between, something else borrows the same thing.",
        example: Some(Example {
            source: include_str!("../../examples/E0501.txt"),
            said: include_str!("../../examples/E0501.json"),
        }),
        explain: Some(explain),
    },
    Entry {
        code: "E0502",
        rule: Rule::ReadersOrWriter,
        summary: "A value has many readers or one writer: it can't be borrowed for both at the same time.",
        meaning: "A value is read and written at the same time: a `&` reference is still in use while \
         something needs `&mut`, or the other way round. Methods such as `push` and `clear` need \
         `&mut`; a `for` loop borrows what it goes through until its last round.",
        example: Some(Example {
            source: include_str!("../../examples/E0502.txt"),
            said: include_str!("../../examples/E0502.json"),
        }),
        explain: Some(explain),
    },
    Entry {
        code: "E0503",
        rule: Rule::ReadersOrWriter,
        summary: "While a value is borrowed mutably, it can be used only through that borrow.",
        meaning: "A value is used by its own name while a `&mut` reference to it is still needed. Until that \
         reference has been used for the last time, only it may touch the value.",
        example: Some(Example {
            source: include_str!("../../examples/E0503.txt"),
            said: include_str!("../../examples/E0503.json"),
        }),
        explain: Some(explain),
    },
    Entry {
        code: "E0505",
        rule: Rule::NoDangling,
        summary: "A value can't move while it's still borrowed.",
        meaning: "A value is moved, for instance into a function or another variable, while a reference to it is \
         used again later. After the move the reference would point at a place that the value has left.",
        example: Some(Example {
            source: include_str!("../../examples/E0505.txt"),
            said: include_str!("../../examples/E0505.json"),
        }),
        explain: Some(explain),
    },
    Entry {
        code: "E0506",
        rule: Rule::ReadersOrWriter,
        summary: "A value can't be assigned to while it's still borrowed.",
        meaning: "A variable or field gets a new value while a reference to the old one is used again later.",
        example: Some(Example {
            source: include_str!("../../examples/E0506.txt"),
            said: include_str!("../../examples/E0506.json"),
        }),
        explain: Some(explain),
    },
    Entry {
        code: "E0524",
        rule: Rule::ReadersOrWriter,
        summary: "Two closures that write through the same reference can't be in use at the same time.",
        meaning: "Two closures write through the same reference, and both are in use at the same time. Each needs \
         to be the only one that uses it, from the line where the closure is written to its last call.",
        example: Some(Example {
            source: include_str!("../../examples/E0524.txt"),
            said: include_str!("../../examples/E0524.json"),
        }),
        explain: Some(explain),
    },
];

fn explain(case: &Case) -> Option<Account> {
    let conflict = Conflict::new(case)?;
    let mut account = Account::default();
    story::draw(&conflict, &mut account);
    story::tell(&conflict, &mut account);
    account.story.extend(around::sentence(&conflict));
    cause::tell(&conflict, &mut account);
    if !sound::tell(&conflict, &mut account) {
        harm::tell(&conflict, &mut account);
    }
    repairs::propose(&conflict, &mut account);
    Some(account)
}

#[cfg(test)]
mod tests {
    use crate::lens::Lens;
    use crate::lens::account::AtRunTime;
    use crate::lens::repair::Origin;
    use crate::lens::tests::look_at;

    /// What is said of the first error of a golden program, with these types of variables.
    fn looked_at(name: &str, types: &[(&str, &str)]) -> Lens {
        look_at(name, types).swap_remove(0)
    }

    fn sentences(lens: &Lens) -> Vec<&str> {
        let own = lens.repairs.iter().filter(|one| one.origin == Origin::Lens);
        own.map(|repair| repair.sentence.as_str()).collect()
    }

    #[test]
    fn without_types_nothing_is_guessed() {
        let bare = looked_at("E0502/simple", &[]);
        assert_eq!(bare.at_run_time, None);
        let own = sentences(&bare);
        assert_eq!(own.len(), 1, "{own:?}");
        assert!(own[0].starts_with("Run line 4 after line 5"), "{own:?}");

        let types = [("let mut v", "Vec<i32>"), ("let first", "&i32")];
        let known = looked_at("E0502/simple", &types);
        assert!(matches!(known.at_run_time, Some(AtRunTime::Harm(_))));
        assert!(sentences(&known)[1].contains("a copy of the `i32`"));

        // A reference to the whole `Vec` stays where it is when the elements move.
        let types = [("let mut v", "Vec<i32>"), ("let first", "&Vec<i32>")];
        assert_eq!(looked_at("E0502/simple", &types).at_run_time, None);
    }

    #[test]
    fn what_would_be_fine_is_not_called_dangerous() {
        for name in [
            "E0499/returned_on_one_arm_in_loop",
            "E0499/early_return",
            "E0499/two_elements",
            "E0499/mut_self_for_ever",
            "E0502/cursor_of_list",
        ] {
            let lens = looked_at(name, &[]);
            let said = lens.at_run_time;
            assert!(
                matches!(said, Some(AtRunTime::Sound(_))),
                "{name}: {said:?}"
            );
        }
        for name in ["E0502/simple", "E0499/simple", "E0500/reborrow_in_loop"] {
            let lens = looked_at(name, &[]);
            assert!(
                !matches!(lens.at_run_time, Some(AtRunTime::Sound(_))),
                "{name}"
            );
        }
    }

    #[test]
    fn the_borrower_is_who_the_compiler_points_at() {
        let lane = |name: &str| looked_at(name, &[]).picture.lanes[1].clone();
        assert_eq!(lane("E0499/captured_by_filter"), "savings");
        assert_eq!(lane("E0499/iter_mut_inside"), "loop");
        assert_eq!(lane("E0499/drop_of_a_type"), "temporary");
        assert_eq!(lane("E0499/two_elements"), "swap_heights()");
        assert_eq!(lane("E0502/struct_holds"), "_reader");
    }
}
