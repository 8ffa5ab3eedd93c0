//! A learner's code under the exercise's original tests.
//!
//! The learner's items stay where they are, with the numbers of their lines; tests and all that
//! belongs to them are taken out, and those of the original stand below. Each of them gets a
//! seal: a value that leaves a mark of this very run when the test ends as it should. Nothing
//! that a program prints, and no way of ending it, counts as a test that passed.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::ops::Range;

use crate::rust::{Item, ItemKind, Source};

/// The variable that tells the test program where its marks lie.
pub const VARIABLE: &str = "__RUSTLINGS_LIKE_SEAL";

/// What stands behind the name of the file with the marks, for those that were left.
pub const LEFT: &str = "left";

/// Learner's code with the original's tests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Composition {
    /// To be compiled.
    pub text: String,
    /// The tests that it has, by their paths. The place of each is the number of its mark.
    pub tests: Vec<String>,
}

/// Puts the tests of `original` below the code of `current`.
pub fn compose(original: &Source, current: &Source) -> Composition {
    let mut seals = Seals::default();
    let (then, now) = (ModuleItems::whole(original), ModuleItems::whole(current));
    let mut edits = Vec::new();
    let tests = replace_tests(&then, &now, &mut seals, &mut edits);
    let seal = if seals.tests.is_empty() { "" } else { SEAL };
    let (first_line, code) = code_before_tests(current, edits);
    let mut text = format!("{}\n{seal}\n", code.trim_end());
    let lines = text.matches('\n').count() + 1;
    text.extend(std::iter::repeat_n('\n', first_line.saturating_sub(lines)));
    text.push_str(&tests);
    Composition {
        text,
        tests: seals.tests,
    }
}

/// Takes the tests out of `now`, puts those of modules that are in both in their place, and
/// returns the text of those of `then` itself.
fn replace_tests(
    then: &ModuleItems,
    now: &ModuleItems,
    seals: &mut Seals,
    edits: &mut Vec<Edit>,
) -> String {
    let (tests, others) = then.split();
    let replaced: BTreeSet<Key> = tests.iter().map(|item| then.key(item)).collect();
    for item in &now.items {
        if item.is_test_code(now.source) || replaced.contains(&now.key(item)) {
            edits.push(now.blank(item));
        }
    }
    for module in others {
        let Some(below) = then.below(module) else {
            continue;
        };
        let is_same =
            |item: &&Item| !item.is_test_code(now.source) && now.key(item) == then.key(module);
        let same = now.items.iter().find(is_same);
        let Some(now) = same.and_then(|item| now.below(item)) else {
            continue;
        };
        let tests = replace_tests(&below, &now, seals, edits);
        if !tests.is_empty() {
            let end = now.source.begin(now.tokens.end);
            edits.push(Edit::Insert(end, format!("\n{tests}")));
        }
    }
    let texts = tests.iter().map(|item| then.with_seals(item, seals));
    texts.collect::<Vec<_>>().join("\n\n") + if replaced.is_empty() { "" } else { "\n" }
}

/// A change of a text.
enum Edit {
    /// Puts spaces in the place of these bytes; the item in them begins at the second place.
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

fn apply(text: &str, mut edits: Vec<Edit>) -> String {
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
fn code_before_tests(current: &Source, edits: Vec<Edit>) -> (usize, String) {
    let blanks = edits.iter().filter_map(|edit| match edit {
        Edit::Blank(_, item) => Some(*item),
        Edit::Insert(..) => None,
    });
    let blanks: Vec<usize> = blanks.collect();
    let code = apply(current.text(), edits);
    let end = code.trim_end().len();
    // Where nothing was put into the code, its places are those of the text.
    let begin = blanks.into_iter().find(|item| *item >= end).unwrap_or(0);
    (current.line_of(begin), code)
}

/// What no two items of a scope have in common.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    /// The name of a module with braces.
    Module(String),
    /// That of any other item.
    Name(String),
    /// All words of an item without a name, such as an `impl` or an import: others of its kind
    /// may stand beside it.
    Words(String),
}

/// The items of a file, or of a module in it.
struct ModuleItems<'s> {
    source: &'s Source,
    tokens: Range<usize>,
    items: Vec<Item>,
    /// What the paths of its items begin with.
    path: String,
}

impl<'s> ModuleItems<'s> {
    fn whole(source: &'s Source) -> Self {
        Self::new(source, source.all(), String::new())
    }

    fn new(source: &'s Source, tokens: Range<usize>, path: String) -> Self {
        Self {
            items: source.items(tokens.clone()),
            source,
            tokens,
            path,
        }
    }

    /// What belongs to the tests, and the rest.
    fn split(&self) -> (Vec<&Item>, Vec<&Item>) {
        let items = self.items.iter();
        items.partition(|item| item.is_test_code(self.source))
    }

    /// The items in a module.
    fn below(&self, item: &Item) -> Option<Self> {
        let body = item
            .body
            .clone()
            .filter(|_| item.kind == ItemKind::Module)?;
        let path = format!("{}{}::", self.path, item.shown_name()?);
        Some(Self::new(self.source, body, path))
    }

    /// What an item takes away from others.
    fn key(&self, item: &Item) -> Key {
        let is_module = item.kind == ItemKind::Module && item.body.is_some();
        let words = || self.source.words(&item.tokens).join(" ");
        match &item.name {
            Some(name) if is_module => Key::Module(name.clone()),
            Some(name) => Key::Name(name.clone()),
            None => Key::Words(words()),
        }
    }

    /// Takes an item out, with the comments before it: one of documentation cannot stand
    /// alone. Attributes of the whole file stay.
    fn blank(&self, item: &Item) -> Edit {
        let tokens = item.with_attributes();
        let end = self.source.bytes(&tokens).end;
        let begin = self.source.begin(tokens.start);
        Edit::Blank(self.source.end_before(tokens.start)..end, begin)
    }

    /// The text of an item with a seal in each test.
    fn with_seals(&self, item: &Item, seals: &mut Seals) -> String {
        let bytes = self.source.bytes(&item.with_attributes());
        let mut edits = Vec::new();
        self.seal(item, seals, &mut edits);
        let shift = |edit| match edit {
            Edit::Insert(at, text) => Edit::Insert(at - bytes.start, text),
            blank @ Edit::Blank(..) => blank,
        };
        let edits = edits.into_iter().map(shift).collect();
        apply(&self.source.text()[bytes.clone()], edits)
    }

    fn seal(&self, item: &Item, seals: &mut Seals, edits: &mut Vec<Edit>) {
        if item.is_test() {
            self.seal_test(item, seals, edits);
        } else if let Some(below) = self.below(item) {
            for item in &below.items {
                below.seal(item, seals, edits);
            }
        }
    }

    fn seal_test(&self, item: &Item, seals: &mut Seals, edits: &mut Vec<Edit>) {
        let (Some(body), Some(name)) = (&item.body, item.shown_name()) else {
            return;
        };
        let source = self.source;
        let inside = source.end_before(body.start);
        let number = seals.tests.len();
        seals.tests.push(format!("{}{name}", self.path));
        // Also behind a condition: `cfg_attr(debug_assertions, should_panic)`.
        let mut attributes = item.attributes.iter();
        let panics = attributes.any(|it| source.plain_words(&it.inside).contains(&"should_panic"));
        let begin = format!(" let _seal = {ROOT}::{MODULE}::begin({number}, {panics});");
        let head = source.plain_words(&item.signature());
        if !head.contains(&"Result") {
            edits.push(Edit::Insert(inside, begin));
            return;
        }
        // An error is no panic: the body becomes a function of its own, whose result is seen.
        let result = self.result(item);
        let (word, wait) = if head.contains(&"async") {
            ("async ", ".await")
        } else {
            ("", "")
        };
        let end = source.begin(body.end);
        edits.push(Edit::Insert(
            inside,
            format!(" {word}fn sealed() -> {result} {{"),
        ));
        edits.push(Edit::Insert(
            end,
            format!("}}{begin} let ended = sealed(){wait}; _seal.ended(ended.is_ok()); ended "),
        ));
    }

    /// The text of the type that a function returns.
    fn result(&self, item: &Item) -> &'s str {
        let source = self.source;
        let head = item.signature();
        let arrow = behind_parameters(source, &head);
        let is_end = |at: &usize| source.word(*at) == "where";
        let end = (arrow..head.end).find(is_end).unwrap_or(head.end);
        let has_arrow = source.starts_with(arrow, &["-", ">"]);
        let tokens = if has_arrow { arrow + 2..end } else { end..end };
        source.text_of(&tokens)
    }
}

/// Behind the brackets of a function's parameters. What stands between `<` and `>` has brackets
/// and arrows too.
fn behind_parameters(source: &Source, head: &Range<usize>) -> usize {
    let mut depth = 0_usize;
    let mut at = head.start;
    while at < head.end {
        let inside = source.inside(at);
        match source.word(at) {
            "(" if depth == 0 && source.word(at.saturating_sub(1)) != "pub" => {
                return inside.map_or(head.end, |inside| inside.end + 1);
            }
            "<" => depth += 1,
            ">" if source.word(at.saturating_sub(1)) != "-" => depth = depth.saturating_sub(1),
            _ => {}
        }
        at = inside.map_or(at + 1, |inside| inside.end + 1);
    }
    head.end
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
pub fn tests_with_marks<'a>(tests: &'a [String], marks: &[String], left: &str) -> Vec<&'a str> {
    let lines: Vec<&str> = left.lines().collect();
    let both = tests.iter().zip(marks);
    let sealed = both.filter(|(_, mark)| lines.contains(&mark.as_str()));
    sealed.map(|(test, _)| test.as_str()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rust::Edition;

    fn compose(original: &str, current: &str) -> Composition {
        let source = |text: &str| Source::new(text, Edition::E2024);
        super::compose(&source(original), &source(current))
    }

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
    fn sealed_tests_have_the_names_that_the_harness_shows() {
        let original = "#[cfg(test)] mod r#mod { #[test] fn r#move() {} #[test] fn r#a() {} }";
        let composed = compose(original, original);
        assert_eq!(composed.tests, ["r#mod::r#move", "r#mod::a"]);
        let outline = crate::rust::Outline::of(&Source::new(original, Edition::E2024));
        assert_eq!(outline.tests, composed.tests);
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
            text.contains("{ fn sealed() -> Result<(), String> {\n    go()?;"),
            "{text}"
        );
        assert!(
            text.contains("ended = sealed(); _seal.ended(ended.is_ok()); ended }"),
            "{text}"
        );
    }

    #[test]
    fn a_result_stands_behind_the_parameters_and_before_where() {
        for head in [
            "fn t<F: Fn() -> u8>() -> Result<(), E> where F: Copy",
            "pub(crate) async fn t<'a, F: Fn(u8) -> Option<u8>>(f: fn() -> u8) -> Result<(), E>",
        ] {
            let original = format!("#[test]\n{head} {{ go() }}\n");
            let text = compose(&original, &original).text;
            assert!(text.contains("fn sealed() -> Result<(), E> {"), "{text}");
        }
    }

    #[test]
    fn a_panic_may_be_wanted_under_a_condition() {
        let original =
            "#[cfg_attr(debug_assertions, should_panic)]\n#[test]\nfn t() { panic!() }\n";
        let text = compose(original, original).text;
        assert!(text.contains("begin(0, true)"), "{text}");
    }

    #[test]
    fn what_has_no_name_takes_nothing_elses_place() {
        let own = "use a::B;\nimpl Stack { fn push() {} }\nm! { fn c() {} }\n";
        let tests = "#[cfg(test)]\nuse b::C;\n#[cfg(test)]\nimpl Stack { fn all() {} }\n\
            #[cfg(test)]\nm! { fn d() {} }\n#[test]\nfn t() {}\n";
        let original = format!("{own}{tests}");
        for current in [&original, own, &original.replace("#[cfg(test)]\n", "")] {
            let text = plain(&compose(&original, current).text);
            assert!(text.starts_with(own), "{text}");
            assert_eq!(text.matches("fn all").count(), 1, "{text}");
            assert_eq!(text.matches("use b::C").count(), 1, "{text}");
        }
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
        assert_eq!(tests_with_marks(&tests, &marks, "22\n33\n1\n"), ["b"]);
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
