//! The tests of an exercise on a cargo package: those in `tests/`, and those beside the code.

use crate::grading::bypasses::find_bypasses;
use crate::grading::edited_tests::edited_tests;
use crate::grading::reference::Reference;
use crate::grading::refusals::find_refusals;
use crate::grading::sealed;
use crate::grading::test_changes;
use crate::model::module_files::ExerciseFile;
use crate::rust::{Edition, Outline, Source};

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

impl OriginalPackage<'_> {
    fn read(&self, text: &str) -> Source {
        Source::new(text, self.edition)
    }

    /// The original files with tests beside the code.
    fn with_tests(&self) -> impl Iterator<Item = (&ExerciseFile, Source)> {
        let files = self.files.iter();
        let files = files.filter(|file| file.path.ends_with(".rs") && !is_of_tests(&file.path));
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
        Ok(files)
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
}
