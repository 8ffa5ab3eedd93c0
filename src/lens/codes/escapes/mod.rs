//! References that would leave the function, closure or thread of their data.

mod captured;
mod destructor;
mod owned_data;
mod owned_result;
mod owning;
mod passed_on;
mod returned;
mod thread_local;

use crate::lens::codes::{Entry, Example};
use crate::lens::rule::Rule;

/// The codes of this file.
pub const ENTRIES: &[Entry] = &[
    Entry {
        code: "E0373",
        rule: Rule::NoDangling,
        summary: "A closure or `async` block that may outlive the function must own what it uses.",
        meaning: "A closure borrows the variables that it uses, unless it says `move`. If it's returned, \
         stored or handed to a thread, it may still be there when those variables are dropped. \
         With `move` the closure owns them.",
        example: Some(Example {
            source: include_str!("../../examples/E0373.txt"),
            said: include_str!("../../examples/E0373.json"),
        }),
        explain: Some(captured::explain),
    },
    Entry {
        code: "E0515",
        rule: Rule::NoDangling,
        summary: "A function or closure can't return a borrow of something that's dropped when it returns.",
        meaning: "A function drops its variables, its owned parameters and its temporary values when it \
         returns. A reference to one of them would point at nothing. Return the value itself: \
         then it moves to the caller.",
        example: Some(Example {
            source: include_str!("../../examples/E0515.txt"),
            said: include_str!("../../examples/E0515.json"),
        }),
        explain: Some(returned::explain),
    },
    Entry {
        code: "E0521",
        rule: Rule::NoDangling,
        summary: "A borrowed parameter goes somewhere where it would have to stay valid longer.",
        meaning: "A reference that a function or closure gets as an argument is only sure to be valid \
         during the call. Here it goes somewhere where it's needed longer: to a thread, into \
         a variable outside of the closure, or to something that asks for `'static`.",
        example: Some(Example {
            source: include_str!("../../examples/E0521.txt"),
            said: include_str!("../../examples/E0521.json"),
        }),
        explain: Some(passed_on::explain),
    },
    Entry {
        code: "E0712",
        rule: Rule::NoDangling,
        summary: "A reference to a thread-local variable can't outlive the function that makes it.",
        meaning: "Each thread has a thread-local variable of its own, which is gone when the thread ends. \
         So a reference to it must not outlive the function in which it's made. Only \
         `#[thread_local]` leads here, which a stable compiler refuses, so the example is for a \
         nightly one. The standard library's `thread_local!` lends its value to a closure, so it \
         can't happen there.",
        example: Some(Example {
            source: include_str!("../../examples/E0712.txt"),
            said: include_str!("../../examples/E0712.json"),
        }),
        explain: Some(thread_local::explain),
    },
    Entry {
        code: "E0713",
        rule: Rule::NoDangling,
        summary: "A value with `Drop` code is dropped while something in it still has to stay borrowed.",
        meaning: "A type that implements `Drop` runs code of its own when it's dropped, and that code may \
         use everything in the value. So nothing in it may still be borrowed then, even if it \
         belongs to somebody else.",
        example: Some(Example {
            source: include_str!("../../examples/E0713.txt"),
            said: include_str!("../../examples/E0713.json"),
        }),
        explain: Some(destructor::explain),
    },
];

#[cfg(test)]
mod tests {
    use crate::lens::Lens;
    use crate::lens::account::AtRunTime;
    use crate::lens::tests::{look_at, read};
    use crate::rust::edit;

    /// What is said of the first error of a golden program, without types.
    fn looked_at(name: &str) -> Lens {
        look_at(name, &[]).swap_remove(0)
    }

    #[test]
    fn an_owned_parameter_is_not_called_a_reference() {
        let first = |name| looked_at(name).story[0].clone();
        let owned = "`bake` owns `dishes`, but the `&str` in it is borrowed";
        assert!(first("E0521/owned_list").starts_with(owned));
        assert!(first("E0521/slice_of_jobs").starts_with("`jobs` is borrowed"));
        assert!(first("E0521/owned_self").starts_with("What `self` borrows is"));
        assert!(first("E0521/self_thread").starts_with("`self` is borrowed"));
    }

    #[test]
    fn what_is_dropped_in_the_function_is_dropped_there() {
        let story = looked_at("E0515/loop_variable").story;
        assert!(story[0].contains("dropped at the end of each round of the loop (line 6)"));
        let story = looked_at("E0515/field_of_a_parameter").story;
        assert!(story[0].contains("`other` is a parameter that `greeting` owns"));
    }

    #[test]
    fn a_thread_gets_a_scope_that_holds_what_uses_its_handle() {
        let name = "E0373/counter_in_loop";
        let lens = looked_at(name);
        let mut scoped = lens
            .repairs
            .iter()
            .filter(|repair| repair.sentence.contains("scope"));
        let scoped = scoped.next().expect("proposed");
        let changed = edit::apply(&read(name, "rs"), &scoped.edits).expect("it can be made");
        let expected = "    thread::scope(|scope| {\n        let mut desks = Vec::new();\n        \
             for desk in 1..=4 {\n            desks.push(scope.spawn(|| {\n";
        assert!(changed.contains(expected), "{changed}");
        assert!(
            changed.contains("desk.join().unwrap();\n        }\n    });\n    println!"),
            "{changed}"
        );
    }

    #[test]
    fn a_program_that_waits_for_its_thread_is_not_called_dangerous() {
        let said = |name| looked_at(name).at_run_time;
        assert!(matches!(said("E0373/thread"), Some(AtRunTime::Sound(_))));
        assert!(matches!(
            said("E0521/trait_object"),
            Some(AtRunTime::Sound(_))
        ));
        // Something else happens before the program waits.
        assert_eq!(said("E0373/used_later"), None);
    }
}
