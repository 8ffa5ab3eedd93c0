//! `verify --report junit=FILE`: a suite a chapter, a case an exercise.

use std::time::Duration;

use chrono::DateTime;
use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestRerun, TestSuite};

use crate::model::verdict::Verdict;
use crate::model::verify_report::{Attempt, Entry, NotRun, VerifyReport};
use crate::view::report::{human, why_not_run};

/// The document.
pub fn document(report: &VerifyReport) -> String {
    let mut document = Report::new(course(report));
    document.set_time(Duration::from_millis(report.run.duration_ms));
    for chapter in chapters(report) {
        document.add_test_suite(suite(report, chapter));
    }
    // Writing to memory does not fail, and its text is made fit for XML, but for two characters
    // that a program may print: they would make the whole report unreadable.
    let text = document.to_string().unwrap_or_default();
    text.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}

fn course(report: &VerifyReport) -> &str {
    report.run.course.as_deref().unwrap_or("rustlings-like")
}

fn chapters(report: &VerifyReport) -> Vec<&str> {
    let checked = report.exercises.iter().map(|e| e.chapter.as_str());
    let left_out = report.not_run.iter().map(|n| n.chapter.as_str());
    let mut chapters: Vec<&str> = Vec::new();
    for chapter in checked.chain(left_out) {
        if !chapters.contains(&chapter) {
            chapters.push(chapter);
        }
    }
    chapters
}

fn suite(report: &VerifyReport, chapter: &str) -> TestSuite {
    let name = match chapter {
        "" | "-" => course(report),
        chapter => chapter,
    };
    let mut suite = TestSuite::new(name);
    if let Ok(started) = DateTime::parse_from_rfc3339(&report.run.started) {
        suite.set_timestamp(started);
    }
    let entries = report.exercises.iter().filter(|e| e.chapter == chapter);
    let time: u64 = entries.clone().map(|e| e.duration_ms).sum();
    suite.set_time(Duration::from_millis(time));
    suite.add_test_cases(entries.map(|entry| case(report, entry, name)));
    let left_out = report.not_run.iter().filter(|n| n.chapter == chapter);
    suite.add_test_cases(left_out.map(|n| skipped(n, name)));
    suite
}

fn case(report: &VerifyReport, entry: &Entry, suite: &str) -> TestCase {
    let mut status = status(entry);
    status.add_reruns(entry.earlier.iter().map(rerun));
    let mut case = TestCase::new(entry.name.as_str(), status);
    case.set_classname(suite);
    case.set_time(Duration::from_millis(entry.duration_ms));
    let file = format!("{}{}", report.run.root, entry.path);
    case.extra.insert("file".into(), file.into());
    if !entry.stdout.is_empty() {
        case.set_system_out(&entry.stdout);
    }
    if !entry.stderr.is_empty() {
        case.set_system_err(&entry.stderr);
    }
    case
}

fn status(entry: &Entry) -> TestCaseStatus {
    let kind = match entry.verdict {
        Verdict::Pass => return TestCaseStatus::success(),
        Verdict::Fail => NonSuccessKind::Failure,
        Verdict::Error => NonSuccessKind::Error,
    };
    let mut status = TestCaseStatus::non_success(kind);
    status.set_type(&entry.reason);
    status.set_message(&entry.message);
    let text = [human::place(entry), human::details(entry)].join("\n\n");
    status.set_description(text.trim_end());
    status
}

fn rerun(attempt: &Attempt) -> TestRerun {
    let kind = match attempt.reason.as_str() {
        "tool_failure" => NonSuccessKind::Error,
        _ => NonSuccessKind::Failure,
    };
    let mut rerun = TestRerun::new(kind);
    rerun.set_type(&attempt.reason);
    rerun.set_message(&attempt.message);
    rerun.set_time(Duration::from_millis(attempt.duration_ms));
    rerun
}

fn skipped(left_out: &NotRun, suite: &str) -> TestCase {
    let mut status = TestCaseStatus::skipped();
    status.set_message(why_not_run(left_out));
    let mut case = TestCase::new(left_out.name.as_str(), status);
    case.set_classname(suite);
    case
}
