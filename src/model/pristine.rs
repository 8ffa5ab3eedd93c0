//! A learner's code under the tests that the exercise came with.
//!
//! The learner's items stay where they are, with the numbers of their lines; tests and all that
//! belongs to them are taken out, and those of the original stand below. Each of them gets a
//! seal: a value that leaves a mark of this very run when the test ends as it should. Nothing
//! that a program prints, and no way of ending it, is taken for a test that passed.

use std::fmt::Write;
use std::ops::Range;

use crate::model::items::{Item, inner_attributes, items};
use crate::model::token_text::TokenText;

/// The variable that tells the test program where its marks lie.
pub const VARIABLE: &str = "__RUSTLINGS_LIKE_SEAL";

/// What stands behind the name of the file with the marks, for those that were left.
pub const LEFT: &str = "left";

/// Learner's code with the original's tests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Composed {
    /// To be compiled.
    pub text: String,
    /// The tests that it has, by their paths. The place of each is the number of its mark.
    pub tests: Vec<String>,
}

/// Puts the tests of `original` below the code of `current`.
pub fn compose(original: &str, current: &str) -> Composed {
    let mut seals = Seals::default();
    let (then, now) = (Cut::of(original), Cut::of(current));
    let mut edits = Vec::new();
    let tests = replaced(&then.whole(), &now.whole(), &mut seals, &mut edits);
    let seal = if seals.tests.is_empty() { "" } else { SEAL };
    let (first_line, code) = code_before_tests(current, edits);
    let mut text = format!("{}\n{seal}\n", code.trim_end());
    let lines = text.matches('\n').count() + 1;
    text.extend(std::iter::repeat_n('\n', first_line.saturating_sub(lines)));
    text.push_str(&tests);
    Composed {
        text,
        tests: seals.tests,
    }
}

/// Takes the tests out of `now`, puts those of modules that are in both in their place, and
/// returns the text of those of `then` itself.
fn replaced(then: &Level, now: &Level, seals: &mut Seals, edits: &mut Vec<Edit>) -> String {
    let guarded = then.items.iter().filter(|item| item.is_guarded());
    let taken: Vec<(bool, &str)> = guarded.clone().map(name_of).collect();
    for item in &now.items {
        let is_tests_name = taken.contains(&name_of(item));
        if item.is_guarded() || is_tests_name {
            edits.push(now.without(item));
        }
    }
    let modules = then.items.iter().filter(|item| !item.is_guarded());
    for (module, below) in modules.filter_map(|item| Some((item, then.below(item)?))) {
        let same = |item: &&Item| !item.is_guarded() && name_of(item) == name_of(module);
        let same = now.items.iter().find(same);
        let Some(now) = same.and_then(|item| now.below(item)) else {
            continue;
        };
        let tests = replaced(&below, &now, seals, edits);
        if !tests.is_empty() {
            edits.push(Edit::Insert(now.end(), format!("\n{tests}")));
        }
    }
    let texts = guarded.map(|item| then.sealed(item, seals));
    texts.collect::<Vec<_>>().join("\n\n") + if taken.is_empty() { "" } else { "\n" }
}

/// What an item takes away from others: a module's name, or another item's.
fn name_of<'a>(item: &Item<'a>) -> (bool, &'a str) {
    (item.module_body().is_some(), item.name())
}

/// A change of a text.
enum Edit {
    /// Takes these bytes out; the item in them begins at the second place.
    Blank(Range<usize>, usize),
    Insert(usize, String),
}

impl Edit {
    fn begin(&self) -> usize {
        match self {
            Self::Blank(range, _) => range.start,
            Self::Insert(at, _) => *at,
        }
    }
}

fn edited(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(Edit::begin);
    let (mut out, mut done) = (String::with_capacity(text.len()), 0);
    for edit in edits {
        let begin = edit.begin().max(done);
        out.push_str(text.get(done..begin).unwrap_or_default());
        done = begin;
        match edit {
            Edit::Blank(range, _) => {
                let gone = text.get(begin..range.end).unwrap_or_default();
                out.extend(gone.chars().map(|c| if c == '\n' { c } else { ' ' }));
                done = range.end.max(begin);
            }
            Edit::Insert(_, more) => out.push_str(&more),
        }
    }
    out.push_str(text.get(done..).unwrap_or_default());
    out
}

/// The code, and the line on which the tests behind it began.
fn code_before_tests(current: &str, edits: Vec<Edit>) -> (usize, String) {
    let blanks = edits.iter().filter_map(|edit| match edit {
        Edit::Blank(_, item) => Some(*item),
        Edit::Insert(..) => None,
    });
    let blanks: Vec<usize> = blanks.collect();
    let code = edited(current, edits);
    let end = code.trim_end().len();
    // Where nothing was put into the code, its places are those of the text.
    let begin = blanks.into_iter().find(|item| *item >= end).unwrap_or(0);
    let line = current
        .get(..begin)
        .unwrap_or_default()
        .matches('\n')
        .count()
        + 1;
    (line, code)
}

type Cut<'a> = TokenText<'a>;

impl<'a> Cut<'a> {
    fn whole(&self) -> Level<'_, 'a> {
        self.level(0..self.tokens.len(), String::new())
    }

    fn level(&self, range: Range<usize>, path: String) -> Level<'_, 'a> {
        Level {
            items: items(self.tokens.get(range.clone()).unwrap_or_default()),
            cut: self,
            range,
            path,
        }
    }
}

/// The items of a file, or of a module in it.
struct Level<'c, 'a> {
    cut: &'c Cut<'a>,
    /// Of its tokens.
    range: Range<usize>,
    items: Vec<Item<'a>>,
    /// What the paths of its items begin with.
    path: String,
}

impl<'c, 'a> Level<'c, 'a> {
    fn first_token(&self, item: &Item) -> usize {
        self.range.start + item.begin
    }

    fn last_token(&self, item: &Item) -> usize {
        self.first_token(item) + item.attributes.len() + item.tokens.len()
    }

    /// The items in a module.
    fn below(&self, item: &Item<'a>) -> Option<Level<'c, 'a>> {
        let length = item.module_body()?.len();
        let end = self.last_token(item) - 1;
        let path = format!("{}{}::", self.path, item.name());
        Some(self.cut.level(end - length..end, path))
    }

    /// The byte of the bracket that ends it.
    fn end(&self) -> usize {
        self.cut.begin(self.range.end)
    }

    /// Takes an item out, with the comments before it: one of documentation cannot stand
    /// alone. Attributes of the whole file stay.
    fn without(&self, item: &Item) -> Edit {
        let first = self.first_token(item) + inner_attributes(&item.attributes);
        let range = self.cut.end_before(first)..self.cut.end_before(self.last_token(item));
        Edit::Blank(range, self.cut.begin(first))
    }

    /// The text of an item with a seal in each test.
    fn sealed(&self, item: &Item<'a>, seals: &mut Seals) -> String {
        let first = self.first_token(item) + inner_attributes(&item.attributes);
        let range = self.cut.begin(first)..self.cut.end_before(self.last_token(item));
        let mut edits = Vec::new();
        self.seal(item, seals, &mut edits);
        let shifted = edits.into_iter().map(|edit| match edit {
            Edit::Insert(at, text) => Edit::Insert(at - range.start, text),
            blank @ Edit::Blank(..) => blank,
        });
        let text = self.cut.source.get(range.clone()).unwrap_or_default();
        edited(text, shifted.collect())
    }

    fn seal(&self, item: &Item<'a>, seals: &mut Seals, edits: &mut Vec<Edit>) {
        if item.is_test() {
            self.seal_test(item, seals, edits);
        } else if let Some(below) = self.below(item) {
            for item in &below.items {
                below.seal(item, seals, edits);
            }
        }
    }

    fn seal_test(&self, item: &Item<'a>, seals: &mut Seals, edits: &mut Vec<Edit>) {
        let head = item.tokens.iter().position(|token| *token == "{");
        let Some(head) = head else { return };
        let brace = self.last_token(item) - item.tokens.len() + head;
        let inside = self.cut.end_before(brace + 1);
        let number = seals.tests.len();
        seals.tests.push(format!("{}{}", self.path, item.name()));
        let panics = item.attributes.contains(&"should_panic");
        let begin = format!(" let _seal = {ROOT}::{MODULE}::begin({number}, {panics});");
        let head = item.tokens.get(..head).unwrap_or_default();
        if !head.contains(&"Result") {
            edits.push(Edit::Insert(inside, begin));
            return;
        }
        // An error is no panic: the body becomes a function of its own, whose result is seen.
        let result = self.result(item, brace);
        let (word, wait) = match head.contains(&"async") {
            true => ("async ", ".await"),
            false => ("", ""),
        };
        let end = self.cut.begin(self.last_token(item) - 1);
        edits.push(Edit::Insert(
            inside,
            format!(" {word}fn sealed() -> {result} {{"),
        ));
        edits.push(Edit::Insert(
            end,
            format!("}}{begin} let ended = sealed(){wait}; _seal.ended(ended.is_ok()); ended "),
        ));
    }

    /// The text of the type that a function returns, whose body begins with this brace.
    fn result(&self, item: &Item, brace: usize) -> &'a str {
        let tokens = &self.cut.tokens;
        let first = self.last_token(item) - item.tokens.len();
        let arrow =
            (first..brace).find(|at| tokens[*at] == "-" && tokens.get(at + 1) == Some(&">"));
        let begin = arrow.map_or(brace, |at| at + 2);
        let range = self.cut.begin(begin)..self.cut.begin(brace);
        self.cut.source.get(range).unwrap_or_default()
    }
}

/// The tests that have a seal.
#[derive(Default)]
struct Seals {
    tests: Vec<String>,
}

/// The root of the learner's crate.
const ROOT: &str = "crate";

/// The module of the seals, below it.
const MODULE: &str = "__rustlings_like_seal";

/// It reads the marks before the first line of a learner's code can run, and removes their
/// file. Nothing in it can be changed by what the learner's code defines.
const SEAL: &str = include_str!("seal.txt");

/// The file with the marks, a line each.
pub fn marks_file(marks: &[String]) -> String {
    marks.iter().fold(String::new(), |mut text, mark| {
        // Writing into memory cannot fail.
        let _ = writeln!(text, "{mark}");
        text
    })
}

/// The tests whose marks are in `left`.
pub fn sealed<'a>(tests: &'a [String], marks: &[String], left: &str) -> Vec<&'a str> {
    let lines: Vec<&str> = left.lines().collect();
    let both = tests.iter().zip(marks);
    let sealed = both.filter(|(_, mark)| lines.contains(&mark.as_str()));
    sealed.map(|(test, _)| test.as_str()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ORIGINAL: &str = "fn double(x: u32) -> u32 { x }\n\nfn main() {}\n\n/// Tests.\n#[cfg(test)]\n\
        mod tests {\n    use super::*;\n    // Two.\n    #[test]\n    fn doubles() {\n        \
        assert_eq!(double(2), 4);\n    }\n    #[test]\n    #[should_panic]\n    fn refuses() {\n        \
        double(u32::MAX);\n    }\n}\n";

    /// Without the seals.
    fn plain(text: &str) -> String {
        let text = text.replace(SEAL, "");
        let mut plain = String::new();
        let mut rest = text.as_str();
        while let Some((before, behind)) = rest.split_once(" let _seal = crate::") {
            plain.push_str(before);
            rest = behind.split_once(");").map_or("", |(_, rest)| rest);
        }
        plain + rest
    }

    #[test]
    fn an_unchanged_file_keeps_all_its_lines() {
        let composed = compose(ORIGINAL, ORIGINAL);
        assert_eq!(composed.tests, ["tests::doubles", "tests::refuses"]);
        let wanted = ORIGINAL.replace("/// Tests.\n", "\n");
        assert_eq!(plain(&composed.text), wanted);
        assert!(composed.text.contains("begin(0, false)"));
        assert!(composed.text.contains("begin(1, true)"));
    }

    #[test]
    fn learners_lines_stay_and_tests_are_the_originals() {
        let tests = "#[cfg(test)]\nmod tests {";
        assert!(ORIGINAL.contains(tests));
        for current in [
            ORIGINAL
                .replace("x }", "x * 2 }")
                .replace("double(2), 4", "1, 1"),
            ORIGINAL.replace("#[cfg(test)]", "#[cfg(any())]"),
            ORIGINAL.replace("#[cfg(test)]\n", ""),
            ORIGINAL.replace(tests, "#[cfg(test)]\nmod other {"),
            ORIGINAL.replace(
                tests,
                "#[cfg(test)]\nmod tests {}\n#[cfg(test)]\nmod tests {",
            ),
            ORIGINAL
                .split("/// Tests.")
                .next()
                .unwrap_or_default()
                .to_owned(),
            format!("#[test] fn mine() {{}}\n{ORIGINAL}// The end."),
            format!("{ORIGINAL}\nfn behind() {{}}\n"),
        ] {
            let text = plain(&compose(ORIGINAL, &current).text);
            for (line, (was, is)) in current.lines().zip(text.lines()).enumerate() {
                let is_code =
                    was.contains("fn double(") || was.contains("fn main") || was.contains("behind");
                assert!(!is_code || was == is, "line {line} of\n{current}\n{text}");
            }
            assert_eq!(text.matches("fn doubles").count(), 1, "{text}");
            assert_eq!(text.matches("mod ").count(), 1, "{text}");
            assert!(
                text.ends_with(&ORIGINAL[ORIGINAL.find("#[cfg(test)]").unwrap_or(0)..]),
                "{text}"
            );
        }
    }

    #[test]
    fn tests_in_the_learners_modules_are_replaced_there() {
        let original = "mod a {\n pub fn x() {}\n #[cfg(test)] mod tests { #[test] fn t() { super::x(); } }\n}\nfn main() {}\n";
        let composed = compose(
            original,
            &original
                .replace("super::x();", "")
                .replace("{}\n #", "{ 1; }\n #"),
        );
        assert_eq!(composed.tests, ["a::tests::t"]);
        let text = plain(&composed.text);
        assert!(text.contains("x() { 1; }"), "{text}");
        assert_eq!(text.matches("super::x();").count(), 1, "{text}");
        assert_eq!(text.matches("fn t()").count(), 1, "{text}");
    }

    #[test]
    fn a_result_is_looked_at() {
        let original = "#[test]\nfn t() -> Result<(), String> {\n    go()?;\n    Ok(())\n}\n";
        let text = compose(original, original).text;
        assert!(
            text.contains("{ fn sealed() -> Result<(), String>  {\n    go()?;"),
            "{text}"
        );
        assert!(
            text.contains("ended = sealed(); _seal.ended(ended.is_ok()); ended }"),
            "{text}"
        );
    }

    #[test]
    fn attributes_of_the_file_stay() {
        let original = "#![forbid(unsafe_code)]\n#[cfg(test)]\nmod tests {\n#[test] fn t() {} }\nfn main() {}\n";
        let text = plain(&compose(original, original).text);
        assert!(text.starts_with("#![forbid(unsafe_code)]\n"), "{text}");
        assert_eq!(text.matches("mod tests").count(), 1);
        assert_eq!(text.matches("forbid").count(), 1);
    }

    #[test]
    fn only_marks_of_this_run_count() {
        let tests = ["a".to_owned(), "b".to_owned()];
        let marks = ["11".to_owned(), "22".to_owned()];
        assert_eq!(marks_file(&marks), "11\n22\n");
        assert_eq!(sealed(&tests, &marks, "22\n33\n1\n"), ["b"]);
    }

    proptest::proptest! {
        #[test]
        fn never_panics(
            text in "([{}()\\[\\]#'\"/*!; \n]|fn |mod |tests|#!\\[|#\\[test\\]|#\\[cfg\\(test\\)\\]|-> Result|é)*"
        ) {
            let _ = compose(ORIGINAL, &text);
            let _ = compose(&text, ORIGINAL);
            let _ = compose(&text, &text);
        }
    }
}
