//! A learner's code under the exercise's original tests.
//!
//! Nothing of ours stands in the learner's text. A root file of ours has the attributes of the
//! learner's file, declares the modules of the original's tests, each in a file of its own, and
//! includes the learner's file, in which the tests are blank. So rustc itself insists that the
//! learner's file is complete, and no macro of the learner's reaches the tests that stand before
//! it.
//!
//! [`names`] says what `use super::*` means in the tests, and [`test_file`] puts a seal around
//! each of them: its last statement prints a word that only this run knows.

mod globs;
mod module_items;
mod names;
mod place;
mod test_file;
mod use_leaves;

use serde::Serialize;

use crate::grading::reference::Reference;
use crate::rust::Source;
use crate::rust::edit::{TextEdit, apply};
pub use globs::has_open_globs;
use module_items::ModuleItems;
use place::Place;
pub use test_file::seal_in_place;

/// What the names of our files end with, behind that of the learner's.
const ROOT: &str = ".__root";
const TESTS: &str = ".__tests";

/// The module of tests that stand in no module of their own.
const LOOSE_TESTS: &str = "__rustlings_like_tests";

/// What is compiled and run in place of a learner's file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SealedProgram {
    /// The learner's code with the original's tests below it, for people and reports. What is
    /// compiled has the same lines.
    pub shown: String,
    /// The learner's file without its tests.
    pub code: String,
    /// What holds both together. Without it, the learner's file itself is the root, and no test
    /// can pass.
    pub root: Option<SealedRoot>,
    /// The files with the original's tests.
    pub test_files: Vec<TestFile>,
    /// The tests that leave a mark when they pass, in the harness's order.
    pub tests: Vec<SealedTest>,
}

/// The root of a crate of the learner's code and the tests, or a module that holds them in a
/// crate of several exercises.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SealedRoot {
    /// The attributes of the learner's file.
    attributes: String,
    /// What brings in the tests and the learner's file.
    items: String,
}

/// A file with tests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TestFile {
    /// What its name ends with, behind that of the learner's file.
    pub suffix: String,
    /// The folder, below that of the learner's file, that rustc looks for it from; empty if it's
    /// that folder itself.
    pub from: String,
    /// What it holds.
    pub text: String,
}

/// A test that leaves a mark.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct SealedTest {
    /// Its path in the original.
    pub name: String,
    /// Its path in the program that is compiled.
    pub harness_name: String,
}

impl SealedProgram {
    /// A file that is compiled as it is, without tests of ours.
    pub fn as_it_is(text: &str) -> Self {
        Self {
            shown: text.to_owned(),
            code: text.to_owned(),
            root: None,
            test_files: Vec::new(),
            tests: Vec::new(),
        }
    }

    /// Puts the tests of the original before the code of `current`, whose file has this name.
    pub fn new(reference: Reference, current: &Source, file_name: &str) -> Self {
        let mut composer = Composer {
            reference,
            current,
            blanks: Vec::new(),
            places: Vec::new(),
        };
        composer.visit(&[]);
        composer.compose(file_name)
    }

    /// The path of the file that is compiled.
    pub fn root_path(&self, path: &str) -> String {
        let suffix = self.root.as_ref().map_or("", |_| ROOT);
        format!("{path}{suffix}")
    }

    /// Whether the compiler means one of these files by a path. `path` is that of the learner's.
    pub fn has_file(&self, path: &str, file: &str) -> bool {
        self.in_learners_words(path, file) == path
    }

    /// Whether a file has tests of the original's.
    pub fn is_of_tests(&self, file: &str) -> bool {
        let mut files = self.test_files.iter();
        files.any(|tests| file.ends_with(&tests.suffix))
    }

    /// What rustc or a program said, with the names that the learner knows. `path` is that of
    /// the learner's file.
    pub fn in_learners_words(&self, path: &str, text: &str) -> String {
        let mut text = text.replace(&format!("{LOOSE_TESTS}::"), "");
        let (folder, name) = match path.rsplit_once('/') {
            Some((folder, name)) => (format!("{folder}/"), name),
            None => (String::new(), path),
        };
        // The last first, since the first's name may be the beginning of another's.
        for file in self.test_files.iter().rev() {
            let ours = format!("{folder}{}{name}{}", file.way(), file.suffix);
            text = text.replace(&ours, path);
        }
        text.replace(&format!("{path}{ROOT}"), path)
    }
}

impl SealedRoot {
    /// Its text as the root of a crate.
    pub fn text(&self) -> String {
        // Macros are as visible as they'd be without `include!`.
        self.module("#![allow(macro_expanded_macro_exports_accessed_by_absolute_paths)]")
    }

    /// Its text as a module, with further items before all others.
    pub fn module(&self, more: &str) -> String {
        format!("{} {more}{}\n", self.attributes, self.items)
    }
}

impl TestFile {
    /// The way to the file from the folder of the learner's, as rustc goes.
    fn way(&self) -> String {
        if self.from.is_empty() {
            return String::new();
        }
        let back = "../".repeat(self.from.split('/').count());
        format!("{}/{back}", self.from)
    }
}

/// Takes a learner's file apart, and puts the pieces in their places.
struct Composer<'s> {
    reference: Reference<'s>,
    current: &'s Source,
    /// The learner's tests.
    blanks: Vec<TextEdit>,
    places: Vec<Place<'s>>,
}

impl<'s> Composer<'s> {
    /// Takes out the learner's tests in a module, and finds the original's, at any depth.
    fn visit(&mut self, path: &[String]) {
        let original = ModuleItems::at(self.reference.tests, path);
        let learners = ModuleItems::at(self.current, path);
        let (Some(original), Some(learners)) = (original, learners) else {
            return;
        };
        let (tests, others) = original.split();
        let replaced: Vec<_> = tests.iter().map(|item| original.key(item)).collect();
        for (index, item) in learners.items.iter().enumerate() {
            let is_test = item.is_test_code(self.current);
            if is_test || replaced.contains(&learners.key(item)) {
                let begin = if index == 0 {
                    learners.head_end()
                } else {
                    self.current.end_before(item.with_attributes().start)
                };
                let end = self.current.bytes(&item.with_attributes()).end;
                self.blanks.push(self.blank(begin..end.max(begin)));
            }
        }
        let mut below: Vec<&str> = Vec::new();
        for module in &others {
            let name = module
                .name
                .as_deref()
                .filter(|_| original.below(module).is_some());
            below.extend(name.filter(|name| !below.contains(name)));
        }
        if !tests.is_empty() {
            self.places.push(Place::new(path, &original, &learners));
        }
        for name in below {
            self.visit(&[path, &[name.to_owned()]].concat());
        }
    }

    /// Spaces in the place of these bytes, so that all else stays where it was.
    fn blank(&self, bytes: std::ops::Range<usize>) -> TextEdit {
        let gone = &self.current.text()[bytes.clone()];
        let blank = |c: char| if "\r\n".contains(c) { c } else { ' ' };
        TextEdit::replacement(bytes, gone.chars().map(blank).collect::<String>())
    }

    fn compose(mut self, file_name: &str) -> SealedProgram {
        let text = self.current.text();
        let Some(code) = apply(text, &self.blanks) else {
            return SealedProgram::as_it_is(text);
        };
        let first_line = self.first_line(&code);
        let mut shown = format!("{}\n\n", code.trim_end());
        let lines = shown.matches('\n').count() + 1;
        shown.extend(std::iter::repeat_n('\n', first_line.saturating_sub(lines)));
        for place in &mut self.places {
            place.show(self.reference.tests, &mut shown);
        }
        let readable = self.current.tree().is_ok();
        let sealed = if readable { self.seal(file_name) } else { None };
        let plain = SealedProgram::as_it_is(&code);
        SealedProgram {
            shown,
            ..sealed.unwrap_or(plain)
        }
    }

    /// The line on which the learner's tests behind all code began.
    fn first_line(&self, code: &str) -> usize {
        let end = code.trim_end().len();
        let mut removed = 0;
        for edit in &self.blanks {
            // Characters that take more than one byte became one space each.
            if edit.bytes.start.saturating_sub(removed) >= end {
                let begin = self.current.token_at(edit.bytes.start);
                return self.current.line_of(self.current.begin(begin));
            }
            removed += edit.bytes.len() - edit.text.len();
        }
        1
    }

    /// What is compiled. `None` if the tests can't be put there.
    fn seal(&self, file_name: &str) -> Option<SealedProgram> {
        let head_end = ModuleItems::whole(self.current).head_end();
        let mut edits = self.blanks.clone();
        edits.push(self.blank(0..head_end));
        let (mut before, mut behind) = (String::new(), String::new());
        let mut test_files: Vec<TestFile> = Vec::new();
        let mut tests = Vec::new();
        for place in &self.places {
            let sealed = place.seal(self.reference, self.current, test_files.len(), file_name);
            test_files.extend(sealed.files);
            tests.extend(sealed.tests);
            match place.ends() {
                None => {
                    before += &sealed.before;
                    behind += &sealed.behind;
                }
                Some((begin, end)) => {
                    edits.push(TextEdit::insertion(begin, sealed.before));
                    edits.push(TextEdit::insertion(end, sealed.behind));
                }
            }
        }
        tests.sort();
        let root = SealedRoot {
            attributes: self.root_attributes(head_end),
            items: format!("{before} include!({file_name:?});{behind}"),
        };
        Some(SealedProgram {
            shown: String::new(),
            code: apply(self.current.text(), &edits)?,
            root: Some(root),
            test_files,
            tests,
        })
    }

    /// The attributes of the learner's file, with everything between them blank.
    fn root_attributes(&self, head_end: usize) -> String {
        let mut head = String::new();
        let mut at = 0;
        let items = self.current.items(self.current.all());
        let attributes = items.first().map_or(&[][..], |item| &item.inner);
        for attribute in attributes {
            let bytes = self.current.bytes(&attribute.tokens);
            head += &self.blank(at..bytes.start).text;
            head += &self.current.text()[bytes.clone()];
            at = bytes.end;
        }
        let rest = self.blank(at..head_end.max(at)).text;
        // It stands for the comments about the file, which some lints ask for.
        format!("{head}{rest} #![doc = \"An exercise.\"]")
    }
}

#[cfg(test)]
mod tests;
