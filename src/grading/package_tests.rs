//! The tests of an exercise on a cargo package: those in `tests/`, and those beside the code.

use std::ops::Range;

use crate::grading::bypasses::find_bypasses;
use crate::grading::edited_tests::edited_tests;
use crate::grading::reference::Reference;
use crate::grading::refusals::find_refusals;
use crate::grading::sealed;
use crate::grading::test_changes;
use crate::model::course::MANIFEST;
use crate::model::module_files::ExerciseFile;
use crate::rust::edit::{TextEdit, apply};
use crate::rust::{Edition, ItemKind, Outline, Source};

/// The original of a package, to compare a learner's with.
pub struct OriginalPackage<'a> {
    /// Its files, with paths from its folder.
    pub files: &'a [ExerciseFile],
    /// The files of the course's solution, if there is one.
    pub solution: &'a [ExerciseFile],
    /// The edition in which its tests are read.
    pub edition: Edition,
}

/// Whether a file is one of a package's integration tests, or belongs to them.
fn is_of_tests(path: &str) -> bool {
    path.ends_with(".rs") && path.split('/').rev().skip(1).any(|part| part == "tests")
}

/// Whether a file is Rust code, and none of the integration tests.
fn is_code(path: &str) -> bool {
    path.ends_with(".rs") && !is_of_tests(path)
}

/// What a manifest says of a target that decides whether the harness runs its tests, and of which
/// file.
fn target_settings(file: &ExerciseFile) -> Vec<String> {
    let is_manifest = file.path.rsplit('/').next() == Some(MANIFEST);
    let manifest = toml::from_str::<toml::Table>(&file.text);
    let Some(manifest) = manifest.ok().filter(|_| is_manifest) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for kind in ["lib", "bin", "test", "example", "bench"] {
        let targets: Vec<&toml::Value> = match manifest.get(kind) {
            Some(toml::Value::Array(all)) => all.iter().collect(),
            other => other.into_iter().collect(),
        };
        for target in targets.into_iter().filter_map(toml::Value::as_table) {
            let settings = ["harness", "path"].into_iter().filter_map(|key| {
                let value = target.get(key)?;
                Some(format!("`{key} = {value}` of [{kind}] in {}", file.path))
            });
            found.extend(settings);
        }
    }
    found
}

/// Blanks the tests among the learner's items for which the original's have none.
fn blank_own_tests(
    (original, originals): (&Source, Range<usize>),
    (now, learners): (&Source, Range<usize>),
    edits: &mut Vec<TextEdit>,
) {
    let originals = original.items(originals);
    for item in now.items(learners) {
        let mut same = originals.iter();
        let same = same.find(|it| (it.kind, &it.name) == (item.kind, &item.name));
        if item.is_test_code(now) && same.is_none() {
            let bytes = now.bytes(&item.with_attributes());
            // All else stays where it was.
            let gone = now.text()[bytes.clone()].chars();
            let blank = |c: char| if "\r\n".contains(c) { c } else { ' ' };
            edits.push(TextEdit::replacement(
                bytes,
                gone.map(blank).collect::<String>(),
            ));
        } else if let (ItemKind::Module, Some(body)) = (item.kind, item.body) {
            let below = same.and_then(|it| it.body.clone()).unwrap_or(0..0);
            blank_own_tests((original, below), (now, body), edits);
        }
    }
}

impl OriginalPackage<'_> {
    fn read(&self, text: &str) -> Source {
        Source::new(text, self.edition)
    }

    /// The original files with tests beside the code.
    fn with_tests(&self) -> impl Iterator<Item = (&ExerciseFile, Source)> {
        let files = self.files.iter();
        let files = files.filter(|file| is_code(&file.path));
        files.filter_map(|file| {
            let source = self.read(&file.text);
            Outline::of(&source).has_tests.then_some((file, source))
        })
    }

    /// The tests that have to pass: the file of each, and its path there.
    pub fn required(&self) -> Vec<(String, String)> {
        let files = self.files.iter().filter(|file| file.path.ends_with(".rs"));
        files
            .flat_map(|file| {
                let tests = Outline::of(&self.read(&file.text)).tests.into_iter();
                tests.map(|test| (file.path.clone(), test))
            })
            .collect()
    }

    /// The tests that a learner changed, and files with tests that are gone.
    pub fn edited(&self, learners: &[ExerciseFile]) -> Vec<String> {
        let at = |path: &str| learners.iter().find(|file| file.path == path);
        let mut edited = Vec::new();
        for file in self.files.iter().filter(|file| is_of_tests(&file.path)) {
            let same = |it: &ExerciseFile| it.text.lines().eq(file.text.lines());
            if !at(&file.path).is_some_and(same) {
                edited.push(file.path.clone());
            }
        }
        for (file, source) in self.with_tests() {
            let Some(now) = at(&file.path) else {
                edited.push(file.path.clone());
                continue;
            };
            let names = edited_tests(Reference::alone(&source), &self.read(&now.text));
            edited.extend(
                names
                    .into_iter()
                    .map(|name| format!("{name} in {}", file.path)),
            );
        }
        edited
    }

    /// A learner's files with the original's tests in their places.
    ///
    /// # Errors
    /// What's in the way.
    pub fn restored(&self, learners: &[ExerciseFile]) -> Result<Vec<ExerciseFile>, String> {
        let mut files: Vec<ExerciseFile> = learners.to_vec();
        files.retain(|file| !is_of_tests(&file.path));
        files.extend(
            self.files
                .iter()
                .filter(|it| is_of_tests(&it.path))
                .cloned(),
        );
        for (file, source) in self.with_tests() {
            let Some(now) = files.iter_mut().find(|it| it.path == file.path) else {
                return Err(format!("{}, which has tests, is gone", file.path));
            };
            let restored = test_changes::restore(&source, &self.read(&now.text));
            let restored = restored.map_err(|what| format!("{what} in {}", file.path))?;
            if let Some(restored) = restored {
                now.text = restored.text;
            }
        }
        for file in files.iter_mut().filter(|file| is_code(&file.path)) {
            self.remove_own_tests(file)?;
        }
        Ok(files)
    }

    /// Takes a learner's own tests out of a file. With one, they could stand in for a test of the
    /// original's. No test comes about without the word, not even one that a macro makes.
    fn remove_own_tests(&self, file: &mut ExerciseFile) -> Result<(), String> {
        let original = self.files.iter().find(|it| it.path == file.path);
        let original = self.read(original.map_or("", |original| &original.text));
        let words = |source: &Source| source.all().filter(|at| source.name(*at) == "test").count();
        let now = self.read(&file.text);
        if words(&now) <= words(&original) {
            return Ok(());
        }
        let mut edits = Vec::new();
        blank_own_tests((&original, original.all()), (&now, now.all()), &mut edits);
        let text = apply(&file.text, &edits).unwrap_or_default();
        if words(&self.read(&text)) > words(&original) {
            return Err(format!(
                "the word `test` in {} (only the original's tests count)",
                file.path
            ));
        }
        file.text = text;
        Ok(())
    }

    /// What a learner's files may not have when they're graded under the original's tests.
    pub fn refusals(&self, learners: &[ExerciseFile]) -> Vec<String> {
        let code = |files: &[ExerciseFile]| {
            let files = files.iter().filter(|file| file.path.ends_with(".rs"));
            let texts: Vec<&str> = files.map(|file| file.text.as_str()).collect();
            self.read(&texts.join("\n"))
        };
        let (original, solution) = (code(self.files), code(self.solution));
        let reference = Reference {
            solution: Some(&solution),
            ..Reference::alone(&original)
        };
        let mut found = Vec::new();
        for file in learners.iter().filter(|file| file.path.ends_with(".rs")) {
            let source = self.read(&file.text);
            let all = find_bypasses(reference, &source).into_iter();
            let all = all.chain(find_refusals(reference, &source));
            found.extend(all.map(|what| format!("{what} in {}", file.path)));
        }
        let known: Vec<String> = [self.files, self.solution]
            .into_iter()
            .flatten()
            .flat_map(target_settings)
            .collect();
        let all = learners.iter().flat_map(target_settings);
        found.extend(all.filter(|setting| !known.contains(setting)));
        found
    }

    /// Files whose tests each end with this run's word.
    pub fn sealed(&self, files: Vec<ExerciseFile>) -> Vec<ExerciseFile> {
        let seal = |file: ExerciseFile| {
            let source = self.read(&file.text);
            if file.path.ends_with(".rs") && Outline::of(&source).has_tests {
                let text = sealed::seal_in_place(&source);
                ExerciseFile { text, ..file }
            } else {
                file
            }
        };
        files.into_iter().map(seal).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> ExerciseFile {
        ExerciseFile {
            path: path.to_owned(),
            text: text.to_owned(),
        }
    }

    const LIB: &str = "pub fn two() -> u8 { 1 }\n\n#[cfg(test)]\nmod tests {\n    #[test]\n    fn t() {\n        assert_eq!(super::two(), 2);\n    }\n}\n";
    const API: &str = "#[test]\nfn u() {\n    assert_eq!(it::two(), 2);\n}\n";

    #[test]
    fn tests_are_compared_and_restored_in_all_files() {
        let files = [file("src/lib.rs", LIB), file("tests/api.rs", API)];
        let original = OriginalPackage {
            files: &files,
            solution: &[],
            edition: Edition::E2024,
        };
        let own = LIB.replace("{ 1 }", "{ 2 }");
        let learners = [file("src/lib.rs", &own), file("tests/api.rs", API)];
        assert_eq!(original.edited(&learners), [""; 0]);
        assert_eq!(original.required().len(), 2);
        let changed = [
            file("src/lib.rs", &own.replace("super::two(), 2", "2, 2")),
            file("tests/api.rs", ""),
            file("tests/own.rs", "x"),
        ];
        assert_eq!(
            original.edited(&changed),
            ["tests/api.rs", "tests::t in src/lib.rs"]
        );
        let restored = original.restored(&changed).expect("restored");
        assert_eq!(restored, learners);
        assert!(original.restored(&changed[1..]).is_err());
        let sealed = original.sealed(restored);
        for file in &sealed {
            assert!(file.text.contains("__seal::run"), "{}", file.text);
            assert!(original.read(&file.text).tree().is_ok(), "{}", file.text);
        }
        let hijacking = "#[macro_export]\nmacro_rules! assert_eq { ($($t:tt)*) => {}; }\n";
        let hijacking = [file("src/lib.rs", &format!("{hijacking}{own}"))];
        assert!(!original.refusals(&hijacking).is_empty());
        assert_eq!(original.refusals(&learners), [""; 0]);
    }

    #[test]
    fn nothing_stands_in_for_an_original_test() {
        let files = [file("src/lib.rs", LIB), file("src/a.rs", "")];
        let original = OriginalPackage {
            files: &files,
            solution: &[],
            edition: Edition::E2024,
        };
        let own = "fn f() {}\n#[test]\nfn own() {}\n";
        let restored = original.restored(&[file("src/lib.rs", LIB), file("src/a.rs", own)]);
        let restored = restored.expect("restored");
        assert!(!restored[1].text.contains("own") && restored[1].text.contains("f()"));
        let more = LIB.replace("    #[test]", "    #[test]\n    fn own() {}\n    #[test]");
        let restored = original
            .restored(&[file("src/lib.rs", &more)])
            .expect("restored");
        assert!(!restored[0].text.contains("own") && restored[0].text.contains("fn t()"));
        let made = "macro_rules! m { ($a:ident) => { #[$a] fn t() {} } }\nm!(test);\n";
        for (path, text) in [
            ("src/a.rs", made.to_owned()),
            ("src/lib.rs", format!("{LIB}{made}")),
        ] {
            let mut learners = [file("src/lib.rs", LIB), file("src/a.rs", "")];
            learners[usize::from(path == "src/a.rs")].text = text;
            let error = original.restored(&learners).expect_err(path);
            assert!(error.contains("the word `test`"), "{error}");
        }
        for manifest in [
            "[lib]\nharness = false",
            "[lib]\npath = \"src/a.rs\"",
            "[[test]]\nname = \"api\"\npath = \"src/a.rs\"",
        ] {
            let found = original.refusals(&[file("Cargo.toml", manifest)]);
            assert_eq!(found.len(), 1, "{manifest}: {found:?}");
        }
        let harmless = file("Cargo.toml", "[lib]\nname = \"x\"\n[[bin]]\nname = \"y\"");
        assert_eq!(original.refusals(&[harmless]), [""; 0]);
    }
}
