//! Places in an exercise's tests that are the learner's: "write the missing assertion".
//!
//! The original's starter decides which: where its tests have `TODO`, `???` or `todo!`, also in
//! comments, and where the course's solution differs from it. Names of tests, their attributes
//! and all other statements are the author's. What comes out is the original's text with the
//! learner's statements in those places. The learner's file is then held against it, or graded
//! under it, like any other original.

use crate::grading::edited_tests::has_tests_of;
use crate::rust::{Outline, Source};

mod alignment;
mod body;
mod finder;
mod fit;
mod limits;
mod marks;
mod names;

use body::Sources;
use finder::Finder;
use fit::Pair;
use limits::Limits;
use names::Renames;

/// An original's tests with the learner's statements in the open places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenTests {
    /// The whole file: the original's but for those statements.
    pub text: String,
    /// The same without what stands in the places that are `edited`: they are the original's.
    pub fitting: String,
    /// The tests, and modules of tests, that have such places, by their paths.
    pub places: Vec<String>,
    /// Those of them in which the learner has changed more, or has put what none may have.
    pub edited: Vec<String>,
}

/// Finds the open places of an original and puts the learner's statements there. `None` if it
/// has none. `crates` are those of the course.
pub fn fill(
    original: &Source,
    solution: Option<&Source>,
    current: &Source,
    crates: &[String],
) -> Option<OpenTests> {
    let solution = solution.filter(|solution| Outline::of(solution).has_tests);
    if !may_have_open(original, solution) {
        return None;
    }
    let limits = Limits::of(original, solution, current, crates);
    let renames = solution.map(|solution| Renames::between(original, solution));
    let sources = Sources {
        original,
        solution,
        renames: renames.unwrap_or_default(),
    };
    let pair = Pair {
        original,
        current,
        limits: &limits,
        may_leave: false,
    };
    let found = Finder::new(sources, pair).find();
    if found.places.is_empty() {
        return None;
    }
    // The course's own answer is one, whatever it makes of the rest.
    if let Some(solution) = solution.filter(|it| is_answered_as_in(it, original, current)) {
        return Some(OpenTests {
            text: solution.text().to_owned(),
            fitting: solution.text().to_owned(),
            edited: Vec::new(),
            ..found
        });
    }
    Some(found)
}

/// A quick look, since most exercises have none.
fn may_have_open(original: &Source, solution: Option<&Source>) -> bool {
    marks::is_marked(original.text()) || solution.is_some_and(|it| !has_tests_of(original, it))
}

/// Whether a file has all tests of the solution, which are no fewer than the original's.
fn is_answered_as_in(solution: &Source, original: &Source, current: &Source) -> bool {
    let count = |source: &Source| Outline::of(source).tests.len();
    count(solution) >= count(original) && has_tests_of(solution, current)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rust::Edition;

    fn read(text: &str) -> Source {
        Source::new(text, Edition::default())
    }

    fn fill(original: &str, solution: Option<&str>, current: &str) -> Option<OpenTests> {
        let solution = solution.map(read);
        super::fill(&read(original), solution.as_ref(), &read(current), &[])
    }

    const STARTER: &str = r#"fn double(x: u32) -> u32 { x }

fn main() {}

#[cfg(test)]
mod tests {
    // TODO: Import it.

    fn helper() -> u32 {
        2
    }

    #[test]
    fn doubles() {
        let x = helper();

        // TODO: Double it.
        // let y = ???;

        assert_eq!(y, 4);
        for i in 0..2 {
            assert_eq!(double(i), todo!());
            assert!(double(i) < 9);
        }
    }

    #[test]
    fn fixed() {
        assert_eq!(super::double(3), 6);
    }
}
"#;

    fn solved() -> String {
        let pairs = [
            ("    // TODO: Import it.", "    use super::*;"),
            ("        // TODO: Double it.\n", ""),
            ("        // let y = ???;", "        let y = double(x);"),
            ("todo!()", "i * 2"),
        ];
        let replace = |text: String, (from, to): (&str, &str)| {
            assert!(text.contains(from), "{from}");
            text.replace(from, to)
        };
        pairs.into_iter().fold(STARTER.to_owned(), replace)
    }

    #[test]
    fn what_fits_stays_beside_a_test_that_was_changed() {
        let original = "#[test]\nfn a() { assert_eq!(f(), ???); }\n#[test]\nfn b() { g(); assert_eq!(f(), ???); }\n";
        let current = original.replace("???", "1").replace("g(); ", "");
        let open = fill(original, None, &current).expect("open");
        assert_eq!(open.edited, ["b"]);
        assert_eq!(open.fitting, original.replacen("???", "1", 1));
    }

    /// What is edited in `current`.
    fn edited(original: &str, solution: Option<&str>, current: &str) -> Vec<String> {
        let open = fill(original, solution, current).expect("something is open");
        let mut edited = open.edited;
        if edited.is_empty() && !has_tests_of(&read(&open.text), &read(current)) {
            edited.push("fixed".to_owned());
        }
        edited
    }

    fn after(from: &str, to: &str) -> Vec<String> {
        let solved = solved();
        assert!(solved.contains(from), "{from}");
        edited(STARTER, None, &solved.replacen(from, to, 1))
    }

    #[test]
    fn places_are_named() {
        let open = fill(STARTER, None, STARTER).expect("open");
        assert_eq!(open.places, ["tests::doubles", "tests"]);
        assert_eq!(open.text, STARTER);
        assert!(open.edited.is_empty());
    }

    #[test]
    fn a_file_without_marks_has_none() {
        let text = solved();
        assert_eq!(fill(&text, None, &text), None);
        assert_eq!(fill(&text, Some(&text), STARTER), None);
        let marked = format!("// TODO\n{text}");
        assert_eq!(fill(&marked, Some(&text), &text), None);
    }

    #[test]
    fn statements_in_open_places_are_the_learners() {
        for (from, to) in [
            ("let y", "let z = 1; let y"),
            (
                "let y = double(x);",
                "let y = if x == 2 { double(x) } else { 4 };",
            ),
            ("use super::*;", "use super::double; const MORE: u32 = 1;"),
            ("i * 2", "i + i"),
            (
                "assert_eq!(double(i), i * 2);",
                "let d = double(i); assert!(d == i * 2, \"{i}\");",
            ),
        ] {
            assert_eq!(after(from, to), Vec::<String>::new(), "{to}");
        }
    }

    #[test]
    fn all_others_stay_the_originals() {
        for (from, to) in [
            ("assert_eq!(y, 4);", ""),
            ("assert_eq!(y, 4);", "assert_eq!(y, y);"),
            ("assert_eq!(y, 4);", "let _f = || assert_eq!(y, 4);"),
            ("assert_eq!(y, 4);", "#[cfg(any())] assert_eq!(y, 4);"),
            ("assert!(double(i) < 9);", ""),
            ("0..2", "0..0"),
            ("let x = helper();", "let x = 2;"),
            ("let y = double(x);", "let y = double(x); return;"),
            ("assert_eq!(double(i), i * 2);", ""),
            ("assert_eq!(double(i), i * 2);", "assert!(true);"),
            (
                "assert_eq!(double(i), i * 2);",
                "assert_eq!(double(i), i * 2); break;",
            ),
            ("let y = double(x);", "let helper = 4; let y = 4;"),
            ("use super::*;", "use super::fake::Some;"),
            (
                "fn helper() -> u32 {\n        2",
                "fn helper() -> u32 {\n        3",
            ),
            ("fn doubles", "fn other"),
            (
                "#[test]\n    fn doubles",
                "#[test]\n    #[ignore]\n    fn doubles",
            ),
            (
                "#[test]\n    fn doubles",
                "#[test]\n    #[should_panic]\n    fn doubles",
            ),
            ("double(3), 6", "3, 3"),
        ] {
            assert_ne!(after(from, to), Vec::<String>::new(), "{to}");
        }
    }

    const WHOLE: &str = "#[cfg(test)]\nmod tests {\n    // TODO: Make it panic.\n    #[test]\n    fn t() {\n        let a = 1;\n        let b = 2;\n        assert_eq!(a, b);\n    }\n}\n";

    #[test]
    fn a_test_with_a_mark_is_open_as_a_whole() {
        let edit = |from, to| edited(WHOLE, None, &WHOLE.replace(from, to));
        assert!(edit("let a = 1;", "let a = 2;").is_empty());
        assert!(edit("#[test]", "#[test] #[should_panic(expected = \"x\")]").is_empty());
        assert!(edit("assert_eq!(a, b)", "assert_ne!(a, b)").is_empty());
        for (from, to) in [
            ("assert_eq!(a, b);", ""),
            ("fn t", "fn u"),
            ("#[test]", "#[test] #[ignore]"),
        ] {
            assert!(!edit(from, to).is_empty(), "{to}");
        }
    }

    #[test]
    fn of_such_a_test_the_solution_says_what_stays() {
        let solution = WHOLE
            .replace("let a = 1;", "let a = b;")
            .replace("let b = 2;", "");
        let edit = |from, to| edited(WHOLE, Some(&solution), &WHOLE.replace(from, to));
        assert!(edit("let a = 1;", "let a = 2;").is_empty());
        for (from, to) in [
            ("assert_eq!(a, b);", "assert_ne!(a, b);"),
            ("assert_eq!(a, b);", "if false { assert_eq!(a, b); }"),
            ("#[test]", "#[test] #[should_panic]"),
        ] {
            assert!(!edit(from, to).is_empty(), "{to}");
        }
    }

    #[test]
    fn what_the_solution_changes_is_open_and_may_be_as_there() {
        let original = solved();
        let own = |from: &str, to: &str| original.replacen(from, to, 1);
        for solution in [
            own("let y = double(x);", "let mut y = double(x);"),
            own("let y = double(x);", ""),
            own("let x = helper();", "let x = helper();\n let y = 1;"),
        ] {
            assert!(edited(&original, Some(&solution), &solution).is_empty());
            assert!(edited(&original, Some(&solution), &original).is_empty());
            let more = own("let y = double(x);", "let y = x + x;");
            let is_open = !solution.contains("let y = 1");
            assert_eq!(
                edited(&original, Some(&solution), &more).is_empty(),
                is_open
            );
            let less = own("assert_eq!(y, 4);", "");
            assert!(!edited(&original, Some(&solution), &less).is_empty());
        }
    }

    #[test]
    fn an_assertion_that_the_solution_words_otherwise_is_not_taken_away() {
        let original = "#[test]\nfn t() {\n    assert_eq!(f(E::A), 1);\n}\n";
        let solution = original
            .replace("E::A", "A")
            .replace("1);", "1); assert!(g());");
        let edit = |to: &str| {
            let current = original.replace("assert_eq!(f(E::A), 1);", to);
            edited(original, Some(&solution), &current)
        };
        assert!(edit("use E::*; assert_eq!(f(A), 1);").is_empty());
        assert!(edit("assert_eq!(f(E::A), 1);").is_empty());
        for to in ["", "f(A); 1;", "assert_eq!(f(A), f(A));", "assert!(true);"] {
            assert!(!edit(to).is_empty(), "{to}");
        }
    }

    #[test]
    fn what_the_solution_wraps_or_renames_stays() {
        let original = "#[test]\nfn t() {\n    let a = f();\n    assert_eq!(a, 1);\n}\n#[test]\nfn old() {\n    assert!(f() > 0); // TODO\n}\n";
        let wrapped = original
            .replace("let a", "for f in [f, g] { let a")
            .replace("1);\n}", "1); }\n}");
        assert!(edited(original, Some(&wrapped), &wrapped).is_empty());
        let edit = |solution: &str, from, to| {
            edited(original, Some(solution), &original.replace(from, to))
        };
        assert!(!edit(&wrapped, "assert_eq!(a, 1);", "").is_empty());
        let renamed = original
            .replace("let a", "let result")
            .replace("(a,", "(result,");
        assert!(edited(original, Some(&renamed), &renamed).is_empty());
        assert!(!edit(&renamed, "assert_eq!(a, 1)", "assert_eq!(a, a)").is_empty());
        let other_name = original.replace("fn old", "fn new");
        assert!(edited(original, Some(&other_name), &other_name).is_empty());
        assert!(!edit(&other_name, "fn old", "fn mine").is_empty());
    }

    #[test]
    fn a_comment_above_the_module_opens_nothing() {
        // It may well ask to leave the tests alone.
        let original = solved().replace("#[cfg(test)]", "// TODO: Make them pass.\n#[cfg(test)]");
        assert_eq!(fill(&original, None, &original), None);
    }

    #[test]
    fn macros_of_the_exercise_may_be_called() {
        let starter = format!("macro_rules! twice {{ () => {{}} }}\n{STARTER}");
        let current = solved().replace("let y = double(x);", "let y = twice!(x);");
        let own = format!("macro_rules! mine {{ () => {{ return }} }}\n{current}");
        assert!(edited(&starter, None, &current).is_empty());
        assert!(!edited(&starter, None, &own.replace("twice!(x)", "mine!()")).is_empty());
    }

    #[test]
    fn a_helper_may_return_early() {
        let helper = "2\n    }";
        let starter = STARTER.replace(helper, "// TODO\n    }");
        let current = solved().replace(helper, "return 2;\n    }");
        assert!(edited(&starter, None, &current).is_empty());
    }

    #[test]
    fn an_open_item_keeps_its_name() {
        let original = "#[cfg(test)]\nmod tests {\n    const CASES: [u32; 2] = [1, ???];\n    const FIXED: u32 = 3;\n    #[test]\n    fn t() { assert_eq!(CASES[1], FIXED); }\n}\n";
        let edit = |from, to| {
            edited(
                original,
                None,
                &original.replace("???", "3").replace(from, to),
            )
        };
        assert!(edit("", "").is_empty());
        for (from, to) in [
            ("CASES: [u32; 2]", "MORE: [u32; 2]"),
            ("u32 = 3", "u32 = 4"),
            ("const FIXED", "struct Some; const FIXED"),
        ] {
            assert!(!edit(from, to).is_empty(), "{to}");
        }
    }

    #[test]
    fn a_starter_need_not_be_rust() {
        let original = "mod deep {\n    #[cfg(test)]\n    mod tests {\n        #[test]\n        fn t() {\n            let a = f(1, ???;\n            word = a {\n                assert!(word);\n            }\n\n            assert_eq!(a, 1);\n        }\n    }\n}\nfn main() {}\n";
        let solved = original.replace("???", "2)");
        let kept = solved.replace("word = a", "if let Some(word) = a");
        let open = fill(original, None, &solved).expect("open");
        assert_eq!(open.places, ["deep::tests::t"]);
        assert!(edited(original, None, &solved).is_empty());
        assert!(!edited(original, None, &kept).is_empty());
        assert!(!edited(original, None, &solved.replace("a, 1", "a, a")).is_empty());
    }

    proptest::proptest! {
        #[test]
        fn never_panics(
            text in "([{}()\\[\\]#'\"/*!;,=? \n]|fn |mod |let |if |else|use |TODO|todo!|\\?\\?\\?|assert_eq!|// |#\\[test\\]|#\\[cfg\\(test\\)\\]|é)*",
            other in "([{}();,=? \n]|fn t|let a|// TODO\n|#\\[test\\]|mod tests|assert!)*"
        ) {
            for (original, solution, current) in [
                (STARTER, None, text.as_str()),
                (STARTER, Some(text.as_str()), other.as_str()),
                (text.as_str(), Some(STARTER), STARTER),
                (text.as_str(), Some(other.as_str()), other.as_str()),
                (other.as_str(), Some(text.as_str()), text.as_str()),
            ] {
                let _ = fill(original, solution, current);
            }
        }
    }
}
