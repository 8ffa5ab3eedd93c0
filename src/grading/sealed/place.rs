//! A module of the original's in which tests stand, and what becomes of them.

use std::fmt::Write;

use super::module_items::ModuleItems;
use super::names::TestNames;
use super::test_file::FileText;
use super::{LOOSE_TESTS, SealedTest, TESTS, TestFile};
use crate::grading::reference::Reference;
use crate::rust::{Item, ItemKind, Source};

/// A file or module that has tests in it.
pub(super) struct Place<'s> {
    /// The names of the modules around the tests.
    pub path: Vec<String>,
    original: ModuleItems<'s>,
    /// The tests and all that belongs to them.
    items: Vec<Item>,
    /// Behind which byte of the learner's module our modules may stand, and before which, if it
    /// isn't the file itself.
    ends: Option<(usize, usize)>,
    /// The line and column of each item in what is shown.
    lines: Vec<(usize, usize)>,
}

/// The tests of a place as they are compiled.
#[derive(Default)]
pub(super) struct SealedPlace {
    pub files: Vec<TestFile>,
    /// What stands before the learner's code in the module.
    pub before: String,
    /// What stands behind it, since macros of the learner's must be known there.
    pub behind: String,
    pub tests: Vec<SealedTest>,
}

impl<'s> Place<'s> {
    pub fn new(path: &[String], original: &ModuleItems<'s>, learners: &ModuleItems) -> Self {
        let (tests, _) = original.split();
        let end = learners.source.begin(learners.tokens.end);
        Self {
            ends: (!path.is_empty()).then(|| (learners.head_end(), end)),
            items: tests.into_iter().cloned().collect(),
            original: ModuleItems {
                source: original.source,
                tokens: original.tokens.clone(),
                items: original.items.clone(),
            },
            path: path.to_vec(),
            lines: Vec::new(),
        }
    }

    pub fn ends(&self) -> Option<(usize, usize)> {
        self.ends
    }

    /// Writes the tests below what is shown.
    pub fn show(&mut self, source: &Source, shown: &mut String) {
        for item in &self.items {
            if !shown.ends_with("\n\n") {
                shown.push_str("\n\n");
            }
            let line = shown.matches('\n').count() + 1;
            self.lines.push((line, 1));
            shown.push_str(source.text_of(&item.with_attributes()));
        }
        if !self.items.is_empty() {
            shown.push('\n');
        }
    }

    /// The files with the tests, and what declares them. `number` is that of the first file.
    pub fn seal(
        &self,
        reference: Reference,
        current: &Source,
        number: usize,
        file_name: &str,
    ) -> SealedPlace {
        let names = TestNames::new(reference, current, &self.path);
        let mut sealed = SealedPlace::default();
        let items = self.items.iter().zip(self.lines.iter().copied());
        let (modules, loose): (Vec<_>, Vec<_>) = items.partition(|(item, _)| is_module(item));
        // Modules of tests may use what stands beside them.
        let is_shared = |(item, _): &(&Item, _)| !modules.is_empty() && !item.is_test();
        let (shared, alone): (Vec<_>, Vec<_>) = loose.into_iter().partition(is_shared);
        let source = self.original.source;
        for (item, place) in &modules {
            let text = FileText::of_module(source, item, *place, &names);
            let attributes = item.with_attributes().start..item.tokens.start;
            let attributes = source.words(&attributes).concat();
            let name = item.shown_name().unwrap_or_default();
            let text = (text, format!("{attributes} "), name);
            self.add(&mut sealed, text, number, file_name);
        }
        if !alone.is_empty() {
            let text = FileText::of_loose_items(source, &alone, &names);
            let text = (text, "#[cfg(test)] ".to_owned(), LOOSE_TESTS.to_owned());
            self.add(&mut sealed, text, number, file_name);
        }
        if !shared.is_empty() {
            let text = FileText::of_shared_items(source, &shared);
            let text = (text, String::new(), String::new());
            self.add(&mut sealed, text, number, file_name);
        }
        sealed
    }

    /// Adds a file, and the declaration of its module: attributes and a name. Without a name,
    /// the file's items stand in the place itself.
    fn add(
        &self,
        sealed: &mut SealedPlace,
        (file, attributes, module): (FileText, String, String),
        number: usize,
        file_name: &str,
    ) {
        let suffix = format!("{TESTS}{}", number + sealed.files.len());
        let from = if module.is_empty() {
            String::new()
        } else {
            self.path.join("/")
        };
        let declarations = if file.uses_macros {
            &mut sealed.behind
        } else {
            &mut sealed.before
        };
        let name = format!("{file_name}{suffix}");
        // Writing into memory can't fail.
        let _ = if module.is_empty() {
            write!(declarations, " include!({name:?});")
        } else {
            let back = "../".repeat(self.path.len());
            let path = format!("{back}{name}");
            write!(
                declarations,
                " {attributes}#[path = {path:?}] mod {module};"
            )
        };
        let prefix: String = self.path.iter().map(|name| shown(name) + "::").collect();
        sealed.tests.extend(file.tests.into_iter().map(|test| {
            let is_loose = module == LOOSE_TESTS;
            let own = if is_loose {
                String::new()
            } else {
                format!("{module}::")
            };
            SealedTest {
                name: format!("{prefix}{own}{test}"),
                harness_name: format!("{prefix}{module}::{test}"),
            }
        }));
        sealed.files.push(TestFile {
            suffix,
            from,
            text: file.text,
        });
    }
}

/// A module's name as the harness shows it.
fn shown(name: &str) -> String {
    crate::rust::shown_name(name)
}

fn is_module(item: &Item) -> bool {
    item.kind == ItemKind::Module && item.body.is_some()
}
