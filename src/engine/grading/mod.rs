//! Grading: the originals of exercises, which text counts, and what a check is worth.
//!
//! The pure parts (comparing tests, bypasses, putting tests under other code, points) only see
//! texts. This module finds the texts and asks each question once; the answers travel with the
//! check.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::engine::course_dir::CourseDir;
use crate::engine::grading::originals::{OriginalTests, Originals};
use crate::grading::bypasses::find_bypasses;
use crate::grading::edited_tests::edited_tests;
use crate::grading::refusals::{find_refusals, may_forbid_unsafe};
use crate::grading::sealed::SealedProgram;
use crate::grading::{credit, test_changes};
use crate::model::check_report::CheckReport;
use crate::model::course::Exercise;
use crate::model::exercise_tests::{OpenPlaces, TestChange};
use crate::rust::{Edition, Outline, Source};

pub mod originals;

/// How a checker grades.
#[derive(Debug, Clone)]
pub struct Grading {
    /// What the exercises are held against.
    pub originals: Originals,
    /// Whether the learner's code is compiled with the original's tests (`--pristine`), instead
    /// of comparing the tests.
    pub pristine: bool,
    /// Where the learner's files are, if not in the course's folder.
    pub sources: Option<PathBuf>,
    /// The real paths of folders that learners handed in and that lie inside the original's: they
    /// aren't part of the original, and no learner's code may read another's.
    pub hand_ins_in_course: Vec<PathBuf>,
    /// Settings that the learner changed in the manifest, by the exercises' names.
    pub edited_settings: BTreeMap<String, Vec<String>>,
}

/// A file that is to be graded.
#[derive(Debug)]
pub struct FileToGrade<'a> {
    /// The exercise that it belongs to.
    pub exercise: &'a Exercise,
    /// Whether it is the solution and not the learner's file.
    pub is_solution: bool,
    /// The file that its tests are held against, if they are.
    pub original: Option<Source>,
    /// What it holds.
    pub source: Source,
}

/// A file as it is compiled, with what grading found out about it.
#[derive(Debug)]
pub struct GradedSource {
    /// The file itself, or the learner's code with the original's tests below it.
    pub source: Source,
    /// The tests that must pass, by their paths.
    pub required_tests: Vec<String>,
    /// Tests, settings and whatever else isn't original and would make passing easier. If there
    /// are any, a pass doesn't count.
    pub edited: Vec<String>,
    /// What is compiled and run instead, if the original's tests count.
    pub sealed: Option<SealedProgram>,
    /// Whether rustc refuses unsafe code.
    pub forbids_unsafe: bool,
    /// Which of its tests are the learner's to write.
    pub open_tests: Option<OpenPlaces>,
    /// What the learner changed in the tests, if they are compared.
    pub test_changes: Vec<TestChange>,
    /// What the file was held against.
    tests: Option<OriginalTests>,
}

impl GradedSource {
    /// A file that isn't held against anything.
    pub fn ungraded(source: Source) -> Self {
        Self {
            source,
            required_tests: Vec::new(),
            edited: Vec::new(),
            sealed: None,
            forbids_unsafe: false,
            open_tests: None,
            test_changes: Vec::new(),
            tests: None,
        }
    }
}

/// What a check is worth.
#[derive(Debug, Clone)]
pub struct Grade {
    /// The points.
    pub score: u32,
    /// The file with the tests that ran; empty if nothing was compiled.
    pub tests: Source,
}

impl Grade {
    /// The grade of an exercise that couldn't be compiled at all.
    pub fn nothing() -> Self {
        Self {
            score: 0,
            tests: Source::new("", Edition::default()),
        }
    }
}

impl Grading {
    /// Grading that only tells learners something: against the copies in their own folder.
    pub fn for_learner() -> Self {
        Self {
            originals: Originals::own_copies(),
            pristine: false,
            sources: None,
            hand_ins_in_course: Vec::new(),
            edited_settings: BTreeMap::new(),
        }
    }

    /// The folder with the learner's files. `root` is the course's.
    pub fn sources<'a>(&'a self, root: &'a Path) -> &'a Path {
        self.sources.as_deref().unwrap_or(root)
    }

    /// Finds out which text of a file is compiled, and what differs from the original.
    ///
    /// # Errors
    /// The original's tests have to be compiled, and there is no original.
    pub fn grade_source(&self, dir: &CourseDir, file: FileToGrade) -> Result<GradedSource, String> {
        let exercise = file.exercise;
        let has_learners_tests = exercise.has_learners_tests();
        let settings = self.edited_settings.get(&exercise.name);
        let edited_settings = settings.filter(|_| !file.is_solution).cloned();
        let as_it_is = || SealedProgram::as_it_is(file.source.text());
        let graded = GradedSource {
            edited: edited_settings.unwrap_or_default(),
            sealed: self.pristine.then(as_it_is),
            open_tests: (exercise.test && has_learners_tests && !file.is_solution)
                .then_some(OpenPlaces::Manifest),
            ..GradedSource::ungraded(file.source)
        };
        match file.original {
            Some(original) => Ok(self.hold_against(dir, exercise, original, graded)),
            None if self.pristine && exercise.test && !has_learners_tests => Err(format!(
                "we don't have the original of {}, whose tests would count; name a folder with \
                 the original course: --originals DIR",
                exercise.name
            )),
            None => Ok(graded),
        }
    }

    /// Compares a file's tests with the original's, or replaces them.
    fn hold_against(
        &self,
        dir: &CourseDir,
        exercise: &Exercise,
        original: Source,
        graded: GradedSource,
    ) -> GradedSource {
        let current = &graded.source;
        let tests = self.originals.tests(dir, exercise, original, current);
        let reference = tests.reference(&dir.package.crates);
        let mut edited = tests.edited().to_vec();
        if self.pristine {
            edited.extend(find_bypasses(reference, current));
            edited.extend(find_refusals(reference, current));
        } else {
            edited.extend(edited_tests(reference, current));
        }
        let forbids_unsafe = self.pristine && may_forbid_unsafe(reference, current);
        let test_changes = if self.pristine || edited.is_empty() {
            Vec::new()
        } else {
            test_changes::changes(tests.source(), current)
        };
        let required_tests = Outline::of(tests.source()).tests;
        let missing = missing_answers(&tests, current, &required_tests);
        let (source, sealed) = if self.pristine && !missing.is_empty() {
            // No compiler can read them, so the learner hears of the tests instead.
            let as_it_is = SealedProgram::as_it_is(current.text());
            (graded.source, Some(as_it_is))
        } else if self.pristine {
            let path = exercise.path();
            let name = path.rsplit('/').next().unwrap_or(&path);
            let sealed = SealedProgram::new(reference, current, name);
            (dir.package.read(sealed.shown.as_str()), Some(sealed))
        } else {
            (graded.source, None)
        };
        // A file that we can't read is refused for that, not for the tests that it doesn't run.
        let runs_tests = sealed.as_ref().is_none_or(|sealed| sealed.root.is_some());
        let required_tests = if runs_tests { required_tests } else { missing };
        let open = tests.open.as_ref();
        GradedSource {
            source,
            required_tests,
            edited: without_repeats(graded.edited.into_iter().chain(edited)),
            sealed,
            forbids_unsafe,
            open_tests: open.map(|open| OpenPlaces::Starter {
                places: open.places.clone(),
            }),
            test_changes,
            tests: Some(tests),
        }
    }

    /// The grade of a check of this file.
    pub fn grade(
        &self,
        dir: &CourseDir,
        exercise: &Exercise,
        graded: &GradedSource,
        report: &CheckReport,
    ) -> Grade {
        if exercise.is_package() {
            // Its tests stand in files that are compared one by one.
            let is_edited = !graded.edited.is_empty();
            let score = credit::score_of_package(exercise, report, &graded.required_tests);
            return Grade {
                score: if is_edited { 0 } else { score },
                tests: graded.source.clone(),
            };
        }
        let has_originals_tests = self.pristine && !exercise.has_learners_tests();
        // A pass is worth all points and a failure none, except in these cases.
        let matters =
            self.pristine || (exercise.partial_credit && exercise.test && !report.passed());
        let tests = if matters {
            self.tests_of(dir, exercise, graded)
        } else {
            None
        };
        let Some(tests) = tests else {
            return Grade {
                score: credit::score(exercise, report, &graded.source, None),
                tests: graded.source.clone(),
            };
        };
        let reference = tests.reference(&dir.package.crates);
        let is_bypassed = || {
            if graded.tests.is_some() {
                !graded.edited.is_empty()
            } else {
                !tests.edited().is_empty() || !find_bypasses(reference, &graded.source).is_empty()
            }
        };
        let is_edited = !tests.edited().is_empty() && !report.passed();
        let is_worthless = is_edited || (has_originals_tests && is_bypassed());
        let ran = if has_originals_tests {
            tests.source()
        } else {
            &graded.source
        };
        Grade {
            score: if is_worthless {
                0
            } else {
                credit::score(exercise, report, ran, Some(tests.source()))
            },
            tests: ran.clone(),
        }
    }

    /// What a file was held against; where it wasn't, what it would have been held against.
    fn tests_of<'a>(
        &self,
        dir: &CourseDir,
        exercise: &Exercise,
        graded: &'a GradedSource,
    ) -> Option<Cow<'a, OriginalTests>> {
        if let Some(tests) = &graded.tests {
            return Some(Cow::Borrowed(tests));
        }
        let text = self.originals.text(dir, exercise)?;
        let path = exercise.path();
        let original = dir.package.read_program(exercise, &path, &text)?;
        let source = &graded.source;
        let tests = self.originals.tests(dir, exercise, original, source);
        Some(Cow::Owned(tests))
    }
}

fn without_repeats(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut distinct: Vec<String> = Vec::new();
    for name in names {
        if !distinct.contains(&name) {
            distinct.push(name);
        }
    }
    distinct
}

/// The tests that the learner doesn't have, if the original's have a `???` that nobody answered.
fn missing_answers(tests: &OriginalTests, current: &Source, required: &[String]) -> Vec<String> {
    let source = tests.source();
    let mut tokens = source.all();
    let mut is_unanswered = || tokens.any(|at| source.starts_with(at, &["?", "?", "?"]));
    if tests.open.is_none() || !is_unanswered() {
        return Vec::new();
    }
    let own = Outline::of(current).tests;
    let missing = required.iter().filter(|name| !own.contains(name));
    missing.cloned().collect()
}
