//! `verify --report junit=FILE`: a suite for each chapter, a case for each exercise.
//!
//! It follows Jenkins' schema, with the elements that Maven's Surefire adds for repeated runs:
//! `rerunFailure` beside a failure, `flakyFailure` in a pass. Tests check it against the schema and
//! against programs that read it.

use std::io::{self, Write as _};

use humantime::{format_rfc3339_millis, parse_rfc3339};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::model::many_report::{LearnerEntry, LearnerOutcome, ManyReport};
use crate::model::verdict::Verdict;
use crate::model::verify_report::{ExerciseEntry, FailedAttempt, NotRun, VerifyReport};
use crate::view::report::{human, why_not_run};

type Xml = Writer<Vec<u8>>;

/// The attributes of an element, in order.
type Attributes = Vec<(&'static str, String)>;

/// Writes the whole report.
pub fn document(report: &VerifyReport) -> String {
    let totals = SuiteTotals::of_report(report);
    let time = report.run.duration_ms;
    write_document(course(report), &totals, time, |xml| {
        suites(xml, report, None)
    })
}

/// Writes a report about many learners: the suites of each, with the learner's name before theirs.
pub fn many(report: &ManyReport) -> String {
    let course = report.run.course.as_deref().unwrap_or("rustlings-like");
    let mut totals = SuiteTotals::default();
    for learner in &report.learners {
        totals.add(&match &learner.outcome {
            LearnerOutcome::Report(report) => SuiteTotals::of_report(report),
            LearnerOutcome::Error(_) => SuiteTotals::of_error(),
        });
    }
    write_document(course, &totals, report.run.duration_ms, |xml| {
        let mut learners = report.learners.iter();
        learners.try_for_each(|learner| match &learner.outcome {
            LearnerOutcome::Report(report) => suites(xml, report, Some(&learner.name)),
            LearnerOutcome::Error(why) => not_graded(xml, learner, why),
        })
    })
}

fn write_document(
    name: &str,
    totals: &SuiteTotals,
    duration_ms: u64,
    content: impl FnOnce(&mut Xml) -> io::Result<()>,
) -> String {
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 4);
    let write = || {
        xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        let mut attributes = vec![("name", remove_invalid(name))];
        attributes.extend(totals.attributes());
        attributes.push(("time", seconds(duration_ms)));
        element(&mut xml, "testsuites", &attributes, content)?;
        xml.get_mut().write_all(b"\n")
    };
    // Writing to memory can't fail.
    let _ = write();
    String::from_utf8(xml.into_inner()).unwrap_or_default()
}

/// Writes the suites of a report.
fn suites(xml: &mut Xml, report: &VerifyReport, learner: Option<&str>) -> io::Result<()> {
    let mut chapters = chapters(report).into_iter();
    chapters.try_for_each(|chapter| suite(xml, report, chapter, learner))
}

/// Writes a suite that says why a learner couldn't be graded.
fn not_graded(xml: &mut Xml, learner: &LearnerEntry, why: &str) -> io::Result<()> {
    let name = remove_invalid(&learner.name);
    let mut attributes = vec![("name", name.clone())];
    attributes.extend(SuiteTotals::of_error().attributes());
    element(xml, "testsuite", &attributes, |xml| {
        let case = [("name", name.clone()), ("classname", name)];
        element(xml, "testcase", &case, |xml| {
            let error = [
                ("message", remove_invalid(why)),
                ("type", "not_graded".to_owned()),
            ];
            element(xml, "error", &error, |xml| text(xml, &learner.folder))
        })
    })
}

/// How many cases passed, failed and so on.
#[derive(Default)]
struct SuiteTotals {
    tests: usize,
    skipped: usize,
    failures: usize,
    errors: usize,
}

impl SuiteTotals {
    fn of(entries: &[&ExerciseEntry], skipped: usize) -> Self {
        let with = |verdict| entries.iter().filter(|e| e.verdict == verdict).count();
        Self {
            tests: entries.len() + skipped,
            skipped,
            failures: with(Verdict::Fail),
            errors: with(Verdict::Error),
        }
    }

    fn of_report(report: &VerifyReport) -> Self {
        let entries: Vec<&ExerciseEntry> = report.exercises.iter().collect();
        Self::of(&entries, report.not_run.len())
    }

    /// Those of a learner who couldn't be graded.
    fn of_error() -> Self {
        Self {
            tests: 1,
            errors: 1,
            ..Self::default()
        }
    }

    fn add(&mut self, other: &Self) {
        self.tests += other.tests;
        self.skipped += other.skipped;
        self.failures += other.failures;
        self.errors += other.errors;
    }

    fn attributes(&self) -> Attributes {
        vec![
            ("tests", self.tests.to_string()),
            ("skipped", self.skipped.to_string()),
            ("failures", self.failures.to_string()),
            ("errors", self.errors.to_string()),
        ]
    }
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

fn suite(
    xml: &mut Xml,
    report: &VerifyReport,
    chapter: &str,
    learner: Option<&str>,
) -> io::Result<()> {
    let name = match chapter {
        "" | "-" => course(report),
        chapter => chapter,
    };
    let name = learner.map_or_else(|| name.to_owned(), |learner| format!("{learner}/{name}"));
    let entries = report.exercises.iter().filter(|e| e.chapter == chapter);
    let entries: Vec<&ExerciseEntry> = entries.collect();
    let left_out = report.not_run.iter().filter(|n| n.chapter == chapter);
    let left_out: Vec<&NotRun> = left_out.collect();
    let mut attributes = vec![("name", remove_invalid(&name))];
    attributes.extend(SuiteTotals::of(&entries, left_out.len()).attributes());
    attributes.extend(timestamp(&report.run.started).map(|time| ("timestamp", time)));
    let time = entries.iter().map(|e| e.duration_ms).sum();
    attributes.push(("time", seconds(time)));
    element(xml, "testsuite", &attributes, |xml| {
        let root = &report.run.root;
        entries
            .iter()
            .try_for_each(|entry| case(xml, entry, root, &name))?;
        left_out
            .iter()
            .try_for_each(|left_out| skipped(xml, left_out, &name))
    })
}

fn case(xml: &mut Xml, entry: &ExerciseEntry, root: &str, suite: &str) -> io::Result<()> {
    let attributes = [
        ("name", remove_invalid(&entry.name)),
        ("classname", remove_invalid(suite)),
        ("time", seconds(entry.duration_ms)),
        ("file", remove_invalid(&format!("{root}{}", entry.path))),
    ];
    let is_silent = entry.stdout.is_empty() && entry.stderr.is_empty();
    if entry.passed() && entry.earlier.is_empty() && is_silent {
        return empty(xml, "testcase", &attributes);
    }
    element(xml, "testcase", &attributes, |xml| {
        status(xml, entry)?;
        for attempt in &entry.earlier {
            earlier(xml, attempt, entry.passed())?;
        }
        output(xml, "system-out", &entry.stdout)?;
        output(xml, "system-err", &entry.stderr)
    })
}

/// Says why an exercise didn't pass; writes nothing for a pass.
fn status(xml: &mut Xml, entry: &ExerciseEntry) -> io::Result<()> {
    let name = match entry.verdict {
        Verdict::Pass => return Ok(()),
        Verdict::Fail => "failure",
        Verdict::Error => "error",
    };
    let attributes = [
        ("message", remove_invalid(&entry.message)),
        ("type", remove_invalid(&entry.reason)),
    ];
    let words = [human::place(entry), human::details(entry)].join("\n\n");
    element(xml, name, &attributes, |xml| text(xml, words.trim_end()))
}

/// Writes a try before the last one.
fn earlier(xml: &mut Xml, attempt: &FailedAttempt, then_passed: bool) -> io::Result<()> {
    let is_error = attempt.reason == "tool_failure";
    let name = match (then_passed, is_error) {
        (true, true) => "flakyError",
        (true, false) => "flakyFailure",
        (false, true) => "rerunError",
        (false, false) => "rerunFailure",
    };
    let attributes = [
        ("time", seconds(attempt.duration_ms)),
        ("message", remove_invalid(&attempt.message)),
        ("type", remove_invalid(&attempt.reason)),
    ];
    empty(xml, name, &attributes)
}

fn skipped(xml: &mut Xml, left_out: &NotRun, suite: &str) -> io::Result<()> {
    let attributes = [
        ("name", remove_invalid(&left_out.name)),
        ("classname", remove_invalid(suite)),
    ];
    element(xml, "testcase", &attributes, |xml| {
        let why = [("message", why_not_run(left_out).to_owned())];
        empty(xml, "skipped", &why)
    })
}

fn output(xml: &mut Xml, name: &str, words: &str) -> io::Result<()> {
    match words {
        "" => Ok(()),
        words => element(xml, name, &[], |xml| text(xml, words)),
    }
}

/// Writes an element around what `content` writes.
fn element(
    xml: &mut Xml,
    name: &str,
    attributes: &[(&'static str, String)],
    content: impl FnOnce(&mut Xml) -> io::Result<()>,
) -> io::Result<()> {
    let attributes = attributes
        .iter()
        .map(|(name, value)| (*name, value.as_str()));
    let element = xml.create_element(name).with_attributes(attributes);
    element.write_inner_content(content)?;
    Ok(())
}

/// Writes an element without content.
fn empty(xml: &mut Xml, name: &str, attributes: &[(&'static str, String)]) -> io::Result<()> {
    let attributes = attributes
        .iter()
        .map(|(name, value)| (*name, value.as_str()));
    xml.create_element(name)
        .with_attributes(attributes)
        .write_empty()?;
    Ok(())
}

fn text(xml: &mut Xml, words: &str) -> io::Result<()> {
    xml.write_event(Event::Text(BytesText::new(&remove_invalid(words))))
}

/// Removes characters that XML can't hold even when escaped: a single one would make the whole
/// report unreadable.
fn remove_invalid(words: &str) -> String {
    let is_left_out = |c: &char| *c < ' ' && !matches!(c, '\t' | '\n');
    let words = console::strip_ansi_codes(words);
    let kept = words.chars().filter(|c| !is_left_out(c));
    kept.map(|c| match c {
        '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
        c => c,
    })
    .collect()
}

/// Seconds with three decimals.
fn seconds(milliseconds: u64) -> String {
    format!("{}.{:03}", milliseconds / 1000, milliseconds % 1000)
}

/// A time with milliseconds and an offset, as the schema demands; `None` if it isn't a time.
fn timestamp(started: &str) -> Option<String> {
    let time = parse_rfc3339(started).ok()?;
    let time = format_rfc3339_millis(time).to_string();
    Some(time.trim_end_matches('Z').to_owned() + "+00:00")
}
