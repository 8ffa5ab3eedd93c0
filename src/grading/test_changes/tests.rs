use super::{Obstacle, restore as restore_source};
use crate::grading::edited_tests;
use crate::grading::reference::Reference;
use crate::model::exercise_tests::TestChange;
use crate::rust::{Edition, Source};

const ORIGINAL: &str = "\
fn double(x: u32) -> u32 { x }

impl Shop { fn outside(&self) {} }

// About the tests.
#[cfg(test)]
mod tests {
    use super::*;

    const CASES: [u32; 2] = [1, 2];

    // Two of them.
    #[test]
    fn doubles() {
        assert_eq!(double(2), 4);
    }

    #[test]
    fn triples() { assert!(true); }
}

#[test]
fn outside() { assert!(double(2) == 4); }

fn main() {}
";

/// The learner's version of everything around the tests.
fn worked_on() -> String {
    ORIGINAL.replace("{ x }", "{\n    // Mine.\n    x * 2\n}")
}

fn read(text: &str) -> Source {
    Source::new(text, Edition::default())
}

fn restored(original: &str, current: &str) -> Result<Option<String>, Obstacle> {
    let restoration = restore_source(&read(original), &read(current))?;
    Ok(restoration.map(|restoration| restoration.text))
}

fn changes(original: &str, current: &str) -> Vec<TestChange> {
    super::changes(&read(original), &read(current))
}

fn edited(current: &str) -> Vec<String> {
    edited_tests::edited_tests(Reference::alone(&read(ORIGINAL)), &read(current))
}

fn restore(current: &str) -> String {
    let restored = restored(ORIGINAL, current).unwrap_or_else(|why| panic!("{why}: {current}"));
    restored.unwrap_or_else(|| panic!("nothing to restore in {current}"))
}

fn names(current: &str) -> Vec<String> {
    let changes = changes(ORIGINAL, current);
    changes.into_iter().map(|change| change.name).collect()
}

#[test]
fn tests_as_they_came_need_nothing() {
    let current = worked_on();
    assert_eq!(restored(ORIGINAL, &current), Ok(None));
    let formatted = current.replace(
        "assert_eq!(double(2), 4);",
        "assert_eq!(\ndouble(2), // x\n 4,\n);",
    );
    assert_eq!(restored(ORIGINAL, &formatted), Ok(None));
}

#[test]
fn a_change_in_place_is_put_back_byte_for_byte() {
    let wanted = worked_on();
    for (from, to) in [
        ("double(2), 4", "double(2), 5"),
        ("[1, 2]", "[1, 3]"),
        (
            "    #[test]\n    fn doubles",
            "    #[test]\n    #[ignore]\n    fn doubles",
        ),
        ("    #[test]\n    fn doubles", "    fn doubles"),
        ("#[test]\nfn outside", "fn outside"),
        ("#[cfg(test)]", "#[cfg(any())]"),
        ("#[cfg(test)]\n", ""),
        (
            "use super::*;",
            "use super::*;\n    fn double(x: u32) -> u32 { x * 2 }",
        ),
        (
            "fn outside() { assert!(double(2) == 4); }",
            "fn outside() {}",
        ),
    ] {
        assert!(wanted.contains(from), "{from}");
        let current = wanted.replacen(from, to, 1);
        assert_eq!(restore(&current), wanted, "{to}");
    }
    // On a system with other line ends.
    let current = wanted
        .replace("double(2), 4", "double(2), 5")
        .replace('\n', "\r\n");
    assert_eq!(restore(&current), wanted.replace('\n', "\r\n"));
}

#[test]
fn what_is_gone_comes_back_and_what_the_learner_added_stays() {
    let wanted = worked_on();
    let gone = "    // Two of them.\n    #[test]\n    fn doubles() {\n        assert_eq!(double(2), 4);\n    }\n\n";
    assert!(wanted.contains(gone));
    let current = wanted.replace(gone, "");
    assert_eq!(restore(&current), wanted);
    // A renamed test is one of the learner's own.
    let current = wanted.replace("fn doubles", "fn mine");
    let text = restore(&current);
    assert!(
        text.contains("fn mine()") && text.contains("fn doubles()"),
        "{text}"
    );
    // The whole module, and one more of the learner's.
    let (head, tail) = wanted.split_once("// About").expect("a comment");
    let (_, tail) = tail.split_once("}\n\n#[test]").expect("a test");
    let current = format!("{head}#[cfg(test)]\nmod mine {{}}\n\n#[test]{tail}");
    let text = restore(&current);
    assert!(
        text.starts_with(&current.trim_end()[..current.len() - 20]),
        "{text}"
    );
    assert!(
        text.contains("// About the tests.\n#[cfg(test)]\nmod tests {"),
        "{text}"
    );
    assert!(edited(&text).is_empty(), "{text}");
    // A second module of that name doesn't count instead of the first.
    let current = wanted.replace(
        "#[cfg(test)]\nmod tests {",
        "#[cfg(test)]\nmod tests {}\n#[cfg(test)]\nmod tests {",
    );
    let text = restore(&current);
    assert_eq!(text.matches("mod tests").count(), 1, "{text}");
    assert!(edited(&text).is_empty(), "{text}");
}

#[test]
fn changes_have_names_and_both_texts() {
    let current = worked_on()
        .replace("double(2), 4", "double(2), 5")
        .replace("[1, 2]", "[]");
    assert_eq!(names(&current), ["tests::CASES", "tests::doubles"]);
    let doubles = &changes(ORIGINAL, &current)[1];
    assert!(
        doubles
            .original
            .starts_with("    #[test]\n    fn doubles()"),
        "{doubles:?}"
    );
    assert!(doubles.current.contains("double(2), 5"), "{doubles:?}");
}

#[test]
fn where_tests_cannot_be_told_from_code_nothing_changes() {
    let current = worked_on().replace("double(2), 4", "double(2), 5");
    let refuses = |from: &str, to: &str, why: &str| {
        assert!(current.contains(from), "{from}");
        let current = current.replacen(from, to, 1);
        let said = restored(ORIGINAL, &current).map_err(|why| why.to_string());
        assert_eq!(said, Err(why.to_owned()), "{current}");
        assert!(changes(ORIGINAL, &current).is_empty());
    };
    refuses("x * 2\n}", "x * 2\n", "the `{` on line 1 has no partner");
    refuses(
        "x * 2\n}",
        "x * 2\n}\n}",
        "the `}` on line 5 has no partner",
    );
    refuses("(2) == 4", "(2 == 4", "the `(` on line 26 has no partner");
    // An item without an end goes on into the tests.
    let why = "`tests` can't be told from the code around it";
    refuses("// About", "const A: u32 = 5\n// About", why);
    refuses("// About", "pub fn\n// About", why);
    let why = "`outside` can't be told from the code around it";
    refuses("#[test]\nfn outside", "let x = 1\n#[test]\nfn outside", why);
}

#[test]
fn tests_in_a_learners_module_are_put_back_there() {
    let original =
        "mod a {\n    pub fn x() {}\n    #[test]\n    fn t() { super::x(); }\n}\nfn main() {}\n";
    let current = original.replace("super::x();", "");
    assert_eq!(restored(original, &current), Ok(Some(original.to_owned())));
    let gone = restored(original, "fn main() {}\n").map_err(|why| why.to_string());
    assert_eq!(
        gone,
        Err("`a` can't be told from the code around it".to_owned())
    );
}

proptest::proptest! {
    #[test]
    fn never_panics_and_what_is_written_has_the_original_tests(
        text in "([{}()\\[\\]#'\"/*!; \n]|fn|mod|tests|const|use|doubles|#\\[test\\]|#\\[cfg\\(test\\)\\]|é)*"
    ) {
        for current in [text.clone(), format!("{ORIGINAL}{text}"), ORIGINAL.replace("4);\n    }", &text)] {
            if let Ok(Some(text)) = restored(ORIGINAL, &current) {
                assert_eq!(restored(ORIGINAL, &text), Ok(None));
            }
        }
    }
}
