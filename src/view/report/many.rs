//! `verify` over many learners' folders, for people: a line for each learner, and a summary of the
//! whole that stays short for hundreds of them.

use crate::model::many_report::{LearnerEntry, LearnerOutcome, ManyReport};
use crate::model::verdict::Verdict;
use crate::model::verify_report::VerifyReport;
use crate::view::report::human;
use crate::view::text::{count, pad, safe};
use crate::view::theme::Theme;

/// How many exercises a learner's line names.
const NAMED: usize = 4;

/// How many exercises the summary names.
const HARDEST: usize = 5;

/// The whole report.
pub fn document(report: &ManyReport, theme: Theme) -> String {
    let lines = report.learners.iter().map(|learner| line(learner, theme));
    lines.map(|line| line + "\n").collect::<String>() + &summary(report, theme)
}

/// A learner's line: mark, name, how many exercises passed, points if they say more, and what
/// didn't pass.
pub fn line(learner: &LearnerEntry, theme: Theme) -> String {
    let mark = match learner.verdict() {
        Verdict::Pass => theme.good(theme.tick()),
        Verdict::Fail => theme.bad(theme.cross()),
        Verdict::Error => theme.warn("!"),
    };
    let name = pad(&safe(&learner.name, false).replace('\n', " "), 24);
    let words = match &learner.outcome {
        LearnerOutcome::Report(report) => result(report),
        LearnerOutcome::Error(why) => {
            let why = safe(why, false);
            format!("not graded: {}", why.lines().next().unwrap_or_default())
        }
    };
    format!("{mark} {name} {words}")
}

fn result(report: &VerifyReport) -> String {
    let total = report.exercises.len() + report.not_run.len();
    let width = total.to_string().len();
    let mut words = format!("{:>width$} of {total}", report.passed);
    if human::has_points(report) {
        words += &format!("  {} of {} points", report.score, report.points);
    }
    let with = |verdict| {
        let entries = report
            .exercises
            .iter()
            .filter(move |e| e.verdict == verdict);
        entries.map(|entry| entry.name.as_str()).collect::<Vec<_>>()
    };
    let left_out: Vec<&str> = report.not_run.iter().map(|it| it.name.as_str()).collect();
    let groups = [
        ("failed", with(Verdict::Fail)),
        ("could not be checked", with(Verdict::Error)),
        ("not run", left_out),
    ];
    for (what, names) in groups.iter().filter(|(_, names)| !names.is_empty()) {
        words += &format!("  {what}: {}", in_short(names));
    }
    words
}

fn in_short(names: &[&str]) -> String {
    // One name more takes no more room than the number of those left out.
    let shown = if names.len() == NAMED + 1 {
        NAMED + 1
    } else {
        NAMED
    };
    let named: Vec<String> = names.iter().take(shown).map(|it| safe(it, false)).collect();
    let named = named.join(", ");
    match names.len().saturating_sub(shown) {
        0 => named,
        further => format!("{named} and {further} more"),
    }
}

/// The closing lines: totals, who wasn't graded, and what many didn't pass.
pub fn summary(report: &ManyReport, theme: Theme) -> String {
    let mut lines = vec![String::new()];
    lines.extend(tool_failures(report, theme));
    let all = count(report.learners.len(), "learner");
    let mut words = format!("{} of {all} passed everything", report.passed);
    if report.failed > 0 {
        words += &format!(", {} didn't", report.failed);
    }
    if report.errors > 0 {
        words += &format!(", {} could not be checked", report.errors);
    }
    lines.push(match report.verdict() {
        Verdict::Pass => theme.good(&words),
        Verdict::Fail | Verdict::Error => theme.bad(&words),
    });
    let learners = report.learners.iter();
    let unknown = learners.filter(|it| it.verdict() == Verdict::Error);
    let unknown: Vec<String> = unknown.map(|it| safe(&it.name, false)).collect();
    if !unknown.is_empty() {
        let names = unknown.join(", ");
        lines.push(theme.warn(&format!("could not be checked: {names}")));
    }
    let mut graded = report.learners.iter().filter_map(LearnerEntry::report);
    if graded.clone().any(human::has_points) {
        lines.push(format!("{} of {} points", report.score, report.points));
    }
    lines.extend(hardest(report));
    if graded.next().is_some() {
        let words = format!("graded with the original tests of {}", report.run.originals);
        lines.push(safe(&words, false));
    }
    lines.into_iter().map(|line| line + "\n").collect()
}

/// The exercises that more than one learner didn't pass, those of most learners first.
fn hardest(report: &ManyReport) -> Vec<String> {
    let mut failed: Vec<(&str, usize, usize)> = Vec::new();
    let graded = report.learners.iter().filter_map(LearnerEntry::report);
    for entry in graded.flat_map(|report| &report.exercises) {
        let known = failed.iter().position(|(name, ..)| *name == entry.name);
        let place = known.unwrap_or_else(|| {
            failed.push((&entry.name, 0, 0));
            failed.len() - 1
        });
        failed[place].1 += usize::from(entry.verdict == Verdict::Fail);
        failed[place].2 += 1;
    }
    failed.retain(|(_, failed, _)| *failed > 1);
    // The sort is stable, so the course's order decides between equals.
    failed.sort_by_key(|(_, failed, _)| std::cmp::Reverse(*failed));
    if failed.is_empty() {
        return Vec::new();
    }
    let heading = "failed most often:".to_owned();
    let lines = failed.iter().take(HARDEST).map(|(name, failed, of)| {
        let name = pad(&safe(name, false), 24);
        format!("  {name} {failed} of {of}")
    });
    [heading].into_iter().chain(lines).collect()
}

/// Why exercises couldn't be checked: each long message once and in full.
fn tool_failures(report: &ManyReport, theme: Theme) -> Vec<String> {
    let reports = report.learners.iter().filter_map(LearnerEntry::report);
    let mut told: Vec<Vec<String>> = Vec::new();
    for lines in reports.map(|report| human::tool_failures(report, theme)) {
        if !lines.is_empty() && !told.contains(&lines) {
            told.push(lines);
        }
    }
    told.into_iter().flatten().collect()
}
