//! Golden files of what the views draw, from one small set of data.

use crate::lens::explanations::Explanations;
use crate::model::check_report::{CheckReport, ProgramOutput};
use crate::model::course::Course;
use crate::model::diagnostic::Level;
use crate::model::exercise_tests::TestChange;
use crate::model::libtest;
use crate::model::manifest;
use crate::model::progress::{Progress, ProgressChange};
use crate::model::rustc_json;
use crate::model::verdict::Reason;
use crate::model::verify_report::{RunFacts, VerifyReport};
use crate::rust::{Edition, Source};
use crate::view::exercise::{ExerciseView, screen};
use crate::view::list::{ListView, table};
use crate::view::report::{entry, human, json};
use crate::view::theme::Theme;
use crate::view::{diagnostics, list, progress, verdict};

const UNICODE: Theme = Theme {
    color: false,
    unicode: true,
};

fn course() -> Course {
    manifest::parse(
        r#"format_version = 1
        [[exercises]]
        name = "start1"
        dir = "00_start"
        title = "A program that works"
        [[exercises]]
        name = "two_writers"
        dir = "05_borrowing"
        title = "Two people, one pen"
        hint = "Who holds the log\nwhile Omar writes?"
        further_hints = ["One writer at a time.", "Lend it anew:\n\n  write(&mut log, ...)"]"#,
    )
    .expect("valid")
}

/// A diagnostic as rustc gives it, made short.
fn borrow_error() -> CheckReport {
    let stderr = r#"{"message":"cannot borrow `log` as mutable more than once at a time","code":{"code":"E0499","explanation":null},"level":"error","spans":[{"file_name":"exercises/05_borrowing/two_writers.rs","line_start":19,"line_end":19,"column_start":16,"column_end":24,"is_primary":true,"label":"second mutable borrow occurs here","suggested_replacement":null,"suggestion_applicability":null}],"children":[],"rendered":"error[E0499]: cannot borrow `log` as mutable more than once at a time\n  --> exercises/05_borrowing/two_writers.rs:19:16\n   |\n18 |     let anna = &mut log;\n   |                -------- first mutable borrow occurs here\n19 |     let omar = &mut log;\n   |                ^^^^^^^^ second mutable borrow occurs here\n"}
{"message":"unused variable: `x`","code":{"code":"unused_variables","explanation":null},"level":"warning","spans":[],"children":[],"rendered":"warning: unused variable: `x`\n"}"#;
    CheckReport {
        diagnostics: rustc_json::parse(stderr).diagnostics,
        duration_ms: 31,
        ..report(Reason::CompileError {
            codes: vec!["E0499".into()],
            errors: 1,
        })
    }
}

fn failed_test() -> CheckReport {
    let stdout = "test tests::a ... ok\ntest tests::b ... FAILED\n\nfailures:\n\n---- tests::b stdout ----\n\nthread 'tests::b' panicked at exercises/05_borrowing/two_writers.rs:41:9:\nassertion failed\n\n\nfailures:\n    tests::b\n\ntest result: FAILED. 1 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n";
    CheckReport {
        tests: libtest::parse(stdout).tests,
        main_output: Some(ProgramOutput {
            stdout: "Anna: lamp is lit\n\x1b[2Jmischief\n".into(),
            stderr: String::new(),
            in_order: None,
        }),
        ..report(Reason::TestsFailed {
            names: vec!["tests::b".into()],
        })
    }
}

fn report(reason: Reason) -> CheckReport {
    CheckReport::without_check(
        "two_writers",
        "exercises/05_borrowing/two_writers.rs",
        reason,
    )
}

fn half_done() -> Progress {
    let mut progress = Progress::default();
    let checked = |name: &str, passed: bool, codes: &[&str]| ProgressChange::Checked {
        name: name.into(),
        passed,
        codes: codes.iter().map(|c| (*c).to_owned()).collect(),
        version: "1".into(),
        now: 1,
    };
    progress.apply(&checked("start1", true, &[]));
    progress.apply(&checked("two_writers", false, &["E0499"]));
    progress
}

fn drawn(
    report: Option<&CheckReport>,
    hints_shown: usize,
    size: (usize, usize),
    theme: Theme,
) -> String {
    let course = course();
    let notices = ["A note of ours.".to_owned()];
    let explanations = report.map(Explanations::at_once).unwrap_or_default();
    let view = ExerciseView {
        exercise: &course.exercises[1],
        number: 2,
        total: 2,
        done: 1,
        is_done: false,
        report,
        explanations: &explanations,
        checking: report.is_none().then_some(3),
        has_solution: true,
        hints_shown,
        scroll: 0,
        notices: if hints_shown == 0 { &[] } else { &notices },
    };
    screen(&view, size.0, size.1, theme).join("\n")
}

#[test]
fn a_borrow_error() {
    insta::assert_snapshot!(drawn(Some(&borrow_error()), 0, (80, 24), UNICODE));
}

#[test]
fn a_borrow_error_in_colour() {
    let theme = Theme {
        color: true,
        unicode: true,
    };
    insta::assert_snapshot!(format!(
        "{:?}",
        drawn(Some(&borrow_error()), 0, (80, 24), theme)
    ));
}

#[test]
fn a_borrow_error_on_a_small_terminal_in_ascii() {
    insta::assert_snapshot!(drawn(Some(&borrow_error()), 0, (40, 12), Theme::PLAIN));
}

#[test]
fn a_failed_test_with_output() {
    insta::assert_snapshot!(drawn(Some(&failed_test()), 0, (80, 24), UNICODE));
}

#[test]
fn a_pass_with_all_hints() {
    insta::assert_snapshot!(drawn(Some(&report(Reason::Passed)), 3, (80, 24), UNICODE));
}

#[test]
fn before_the_first_verdict() {
    insta::assert_snapshot!(drawn(None, 0, (80, 12), UNICODE));
}

#[test]
fn the_list() {
    let (course, progress) = (course(), half_done());
    let view = ListView {
        course: &course,
        progress: &progress,
        rows: &[0, 1],
        chosen: 1,
        current: 1,
        filter: "all",
        search: "",
        typing: false,
        notice: None,
    };
    insta::assert_snapshot!(list::screen(&view, 80, 8, UNICODE).join("\n"));
}

#[test]
fn the_table() {
    insta::assert_snapshot!(table(&course(), &half_done(), 80, Theme::PLAIN).join("\n"));
}

#[test]
fn progress_by_chapter_and_code() {
    insta::assert_snapshot!(progress::tables(&course(), &half_done(), UNICODE).join("\n"));
}

/// As `verify` describes these checks.
fn verify_report(reports: &[CheckReport]) -> VerifyReport {
    let exercise = &course().exercises[1];
    let entry = |report: &CheckReport| {
        entry::entry(&entry::CheckedExercise {
            exercise,
            position: 2,
            report,
            earlier: &[],
            source: &Source::new("", Edition::E2024),
            score: u32::from(report.passed()),
        })
    };
    let entries = reports.iter().map(entry).collect();
    VerifyReport::new(RunFacts::default(), entries, Vec::new())
}

#[test]
fn verify_for_people() {
    let reports = [report(Reason::Passed), borrow_error(), failed_test()];
    let text = human::document(&verify_report(&reports), UNICODE);
    insta::assert_snapshot!(text);
}

#[test]
fn run_for_people() {
    insta::assert_snapshot!(
        human::full(&failed_test(), &Explanations::default(), 80, UNICODE).join("\n")
    );
}

#[test]
fn verify_for_programs() {
    let report = verify_report(&[borrow_error(), failed_test()]);
    insta::assert_snapshot!(json::document(&report));
}

/// What is said in ten places is shown once.
#[test]
fn a_repeated_error_is_shown_once_and_its_lines_are_named() {
    let mut report = borrow_error();
    let again = |line: usize| {
        let mut error = report.diagnostics[0].clone();
        error.spans[0].line_start = line;
        error
    };
    let again: Vec<_> = (20..30).map(again).collect();
    report.diagnostics.splice(1..1, again);
    let shown = diagnostics::essential(&report, 80, Theme::PLAIN).join("\n");
    let sentence = "The same error is on lines 20, 21, 22, 23, 24, 25, 26 and 3 more.";
    assert!(shown.contains(sentence), "{shown}");
    assert!(shown.contains("+ 1 warning (press o)"), "{shown}");
    assert_eq!(shown.matches("error[E0499]").count(), 1, "{shown}");
    let all = diagnostics::everything(&report, Theme::PLAIN).join("\n");
    assert_eq!(all.matches("error[E0499]").count(), 11, "{all}");
}

/// The error of a build for WebAssembly comes after tests that passed.
#[test]
fn a_failed_build_for_webassembly_is_shown_whole() {
    let passed = libtest::parse("test tests::a ... ok\n\ntest result: ok.\n");
    let report = CheckReport {
        diagnostics: borrow_error().diagnostics,
        tests: passed.tests,
        ..report(Reason::WasmBuildFailed {
            codes: vec!["E0499".into()],
            errors: 1,
        })
    };
    let shown = diagnostics::essential(&report, 80, Theme::PLAIN).join("\n");
    assert!(shown.contains("error[E0499]: cannot borrow"), "{shown}");
}

/// Every reason in reports, in lower case behind the exercise's name.
#[test]
fn every_reason_in_words() {
    let line = |report: &CheckReport| human::line(&entry::checked(report), Theme::PLAIN);
    let lines: Vec<String> = with_every_reason().iter().map(line).collect();
    insta::assert_snapshot!(lines.join("\n"));
}

/// Every reason on the exercise's screen, as a sentence.
#[test]
fn every_reason_as_a_headline() {
    let lines: Vec<String> = with_every_reason().iter().map(verdict::headline).collect();
    insta::assert_snapshot!(lines.join("\n"));
}

fn with_every_reason() -> Vec<CheckReport> {
    let during = || Some("tests::a".to_owned());
    let names = || vec!["tests::a".to_owned()];
    let reasons = [
        Reason::Passed,
        Reason::BadSource {
            problem: "is empty".into(),
        },
        Reason::TestsFailed { names: names() },
        Reason::TestsMissing { names: names() },
        Reason::TestsMissing {
            names: vec!["tests::a".into(), "tests::b".into()],
        },
        Reason::TestsEdited {
            names: vec!["assert_eq!".into()],
        },
        Reason::WasmBuildFailed {
            codes: vec!["E0425".into()],
            errors: 1,
        },
        Reason::NotDone { line: 3 },
        Reason::EndedEarly { during: during() },
        Reason::EndedEarly { during: None },
        Reason::ExitStatus { status: 101 },
        Reason::ExitStatus { status: 3 },
        signal(6, true),
        signal(11, false),
        Reason::TimeOut {
            seconds: 10,
            during: during(),
        },
        Reason::TimeOut {
            seconds: 1,
            during: None,
        },
        Reason::TooMuchOutput,
        Reason::OutOfMemory,
        Reason::TooManyProcesses,
        Reason::TooMuchDisk,
        Reason::ToolFailure {
            message: "no linker".into(),
        },
    ];
    let mut reports: Vec<CheckReport> = reasons.map(report).into();
    reports.push(borrow_error());
    reports.push(restorable());
    reports.extend([Level::Warning, Level::Error].map(linted));
    reports
}

fn signal(signal: i32, stack_overflow: bool) -> Reason {
    Reason::Signal {
        signal,
        stack_overflow,
    }
}

/// A test was changed, and its original is known.
fn restorable() -> CheckReport {
    CheckReport {
        test_changes: vec![TestChange {
            name: "tests::a".into(),
            original: "fn a() {}".into(),
            current: String::new(),
        }],
        ..report(Reason::TestsEdited {
            names: vec!["tests::a".into()],
        })
    }
}

/// Two lints, as warnings in a strict exercise or as errors that the file makes of them.
fn linted(level: Level) -> CheckReport {
    let mut lint = borrow_error().diagnostics[1].clone();
    lint.level = level;
    CheckReport {
        diagnostics: vec![lint.clone(), lint],
        ..report(Reason::Lint {
            names: vec!["unused_variables".into()],
        })
    }
}
