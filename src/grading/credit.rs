//! What a check is worth in points.

use std::collections::BTreeSet;

use crate::grading::edited_tests::edited_tests;
use crate::grading::reference::Reference;
use crate::model::check_report::CheckReport;
use crate::model::course::Exercise;
use crate::model::libtest::TestOutcome;
use crate::model::verdict::Reason;
use crate::rust::{Outline, Source};

/// The points for a check of `source`. `original` is the original exercise, if it's known.
///
/// A pass earns all points. With partial credit, a failed exercise earns the share of its tests
/// that passed, rounded down, if its tests are the original ones and all of them ran to the end.
pub fn score(
    exercise: &Exercise,
    report: &CheckReport,
    source: &Source,
    original: Option<&Source>,
) -> u32 {
    if report.passed() {
        return exercise.points;
    }
    let decided_by_tests = matches!(
        report.reason,
        Reason::TestsFailed { .. } | Reason::TestsMissing { .. }
    );
    if !(exercise.partial_credit && exercise.test && decided_by_tests) {
        return 0;
    }
    let original = original.unwrap_or(source);
    if !edited_tests(Reference::alone(original), source).is_empty() {
        return 0;
    }
    share(exercise.points, report, Outline::of(original).tests)
}

/// The points for a check of a cargo package. A failed one earns the share of its tests that passed,
/// as a file does; `required` are those of the original, however they are called.
pub fn score_of_package(exercise: &Exercise, report: &CheckReport, required: &[String]) -> u32 {
    if report.passed() {
        return exercise.points;
    }
    let decided_by_tests = matches!(report.reason, Reason::TestsFailed { .. });
    if !(exercise.partial_credit && decided_by_tests) {
        return 0;
    }
    let passed = report.count_tests(TestOutcome::Passed) as u64;
    let failed = report.count_tests(TestOutcome::Failed) as u64;
    let all = (required.len() as u64).max(passed + failed).max(1);
    let earned = passed.min(required.len() as u64);
    u32::try_from(u64::from(exercise.points) * earned / all).unwrap_or(exercise.points)
}

/// A failed test of the learner's own counts as well: a share is never the whole.
fn share(points: u32, report: &CheckReport, required: Vec<String>) -> u32 {
    let with = |outcome| {
        let tests = report.tests.iter().filter(move |t| t.outcome == outcome);
        tests.map(|t| t.name.clone())
    };
    let mut counted: BTreeSet<String> = required.into_iter().collect();
    let passed: BTreeSet<String> = with(TestOutcome::Passed).collect();
    let earned = counted.intersection(&passed).count() as u64;
    counted.extend(with(TestOutcome::Failed));
    let all = (counted.len() as u64).max(1);
    u32::try_from(u64::from(points) * earned / all).unwrap_or(points)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{libtest, manifest};
    use crate::rust::Edition;

    const ORIGINAL: &str = "#[test] fn a() { x() }\n#[test] fn b() { y() }\nfn main() {}\n";

    fn score_of(source: &str, output: &str, partial: bool) -> u32 {
        let manifest = format!(
            "format_version = 1\n[[exercises]]\nname = \"it\"\npoints = 5\npartial_credit = {partial}"
        );
        let course = manifest::parse(&manifest).expect("valid");
        let run = libtest::parse(output);
        let report = CheckReport {
            tests: run.tests.clone(),
            ..CheckReport::without_check(
                "it",
                "exercises/it.rs",
                Reason::TestsFailed {
                    names: run.failed(),
                },
            )
        };
        let read = |text| Source::new(text, Edition::default());
        score(
            &course.exercises[0],
            &report,
            &read(source),
            Some(&read(ORIGINAL)),
        )
    }

    const HALF: &str = "test a ... ok\ntest b ... FAILED\n\nfailures:\n\nfailures:\n    b\n\ntest result: FAILED. 1 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n";

    #[test]
    fn a_share_is_rounded_down_and_must_be_asked_for() {
        assert_eq!(score_of(ORIGINAL, HALF, true), 2);
        assert_eq!(score_of(ORIGINAL, HALF, false), 0);
    }

    #[test]
    fn edited_tests_earn_nothing() {
        assert_eq!(score_of(&ORIGINAL.replace("x()", ""), HALF, true), 0);
    }

    #[test]
    fn more_tests_of_ones_own_earn_nothing() {
        let source = format!("{ORIGINAL}#[test] fn c() {{}}\n");
        let output = HALF.replace("test a", "test c ... ok\ntest a");
        assert_eq!(score_of(&source, &output, true), 2);
    }
}
