//! What is checked of an exercise on a cargo package: its files, compared with the original's or with
//! the original's tests among them.

use crate::engine::check::{CheckRequest, Checker};
use crate::engine::grading::GradedSource;
use crate::grading::package_tests::OriginalPackage;
use crate::model::cargo_exercise::find_refused;
use crate::model::course::Exercise;
use crate::model::exercise_text::{join, split};
use crate::model::module_files::ExerciseFile;
use crate::model::verdict::Reason;

/// A package as it is built.
pub(in crate::engine) struct PackageToBuild {
    /// Its files, with paths from its folder.
    pub files: Vec<ExerciseFile>,
    /// The tests that have to pass: the file of each, and its path there.
    pub required: Vec<(String, String)>,
    /// Whether each test runs alone and leaves a mark.
    pub is_sealed: bool,
}

impl PackageToBuild {
    /// Whether another check would give the same, and nobody has to be sure who wrote it down.
    pub fn may_be_cached(&self) -> bool {
        !self.is_sealed
    }
}

impl Checker {
    /// Compares a package with its original, or puts the original's tests into it.
    ///
    /// # Errors
    /// Why it can't be checked.
    pub(super) fn grade_package(
        &self,
        exercise: &Exercise,
        request: CheckRequest,
        text: &str,
        original: Option<&str>,
    ) -> Result<(GradedSource, PackageToBuild), Reason> {
        let bad = |problem: String| Reason::BadSource { problem };
        let files = split(text).ok_or_else(|| bad("isn't kept as a folder of files".to_owned()))?;
        if let Some(why) = find_refused(&files) {
            return Err(bad(why));
        }
        let pristine = self.grading.pristine;
        let original = original.and_then(split);
        if original.is_none() && pristine {
            let name = &exercise.name;
            let message = format!(
                "we don't have the original of {name}, whose tests would count; name a folder \
                 with the original course: --originals DIR"
            );
            return Err(Reason::ToolFailure { message });
        }
        let solution = self.grading.originals.solution(&self.dir, exercise);
        let solution = solution.as_deref().and_then(split).unwrap_or_default();
        let settings = self.grading.edited_settings.get(&exercise.name);
        let settings = settings.filter(|_| !request.solution);
        let mut graded = GradedSource::ungraded(self.dir.package.read(text));
        graded.edited = settings.cloned().unwrap_or_default();
        let mut package = PackageToBuild {
            files,
            required: Vec::new(),
            is_sealed: pristine,
        };
        if let Some(original) = &original {
            let original = OriginalPackage {
                files: original,
                solution: &solution,
                edition: self.dir.package.edition(),
            };
            package.required = original.required();
            let named = package.required.iter();
            graded.required_tests = named
                .map(|(file, test)| format!("{test} in {file}"))
                .collect();
            if pristine {
                graded.edited.extend(original.refusals(&package.files));
                match original.restored(&package.files) {
                    Ok(files) => package.files = original.sealed(files),
                    Err(obstacle) => graded.edited.push(obstacle),
                }
                graded.source = self.dir.package.read(join(&package.files));
            } else {
                graded.edited.extend(original.edited(&package.files));
            }
        }
        Ok((graded, package))
    }
}
