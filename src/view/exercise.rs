//! The screen of one exercise: where you are, how it stands, what to look at, which keys.

use crate::model::check_report::CheckReport;
use crate::model::course::Exercise;
use crate::model::diagnostic::Level;
use crate::view::text::{cut, fill, reflow, safe, wrap};
use crate::view::theme::Theme;
use crate::view::{diagnostics, progress, rules, verdict};

/// What the screen shows.
#[derive(Debug)]
pub struct ExerciseView<'a> {
    /// The exercise.
    pub exercise: &'a Exercise,
    /// Its number, from 1.
    pub number: usize,
    /// How many exercises there are.
    pub total: usize,
    /// How many are done.
    pub done: usize,
    /// Whether this one is.
    pub is_done: bool,
    /// The latest report, if there is one.
    pub report: Option<&'a CheckReport>,
    /// Whether a check is running.
    pub checking: bool,
    /// How many hints are shown.
    pub hints_shown: usize,
    /// Things to know that are not about the program.
    pub notices: &'a [String],
}

/// The rows from which on all hints are shown and not only the newest.
const ALL_HINTS: usize = 30;

/// Keys and what they do, in the order of importance.
const KEYS: [(&str, &str); 9] = [
    ("n", "next"),
    ("h", "hint"),
    ("l", "list"),
    ("o", "output"),
    ("r", "run"),
    ("a", "all"),
    ("e", "edit"),
    ("x", "reset"),
    ("s", "solution"),
];

/// The keys that are always there.
const ALWAYS: [(&str, &str); 2] = [("q", "quit"), ("?", "help")];

/// The whole screen as at most `height` lines of at most `width` columns.
pub fn screen(view: &ExerciseView, width: usize, height: usize, theme: Theme) -> Vec<String> {
    let roomy = height >= 16;
    let mut top = header(view, width, theme);
    if roomy {
        top.push(theme.rule(width));
    }
    let mut bottom = vec![footer(view, width, theme)];
    if roomy {
        bottom.insert(0, theme.rule(width));
    }
    let room = height.saturating_sub(top.len() + bottom.len());
    let body = body(view, height >= ALL_HINTS, width, theme);
    top.extend(fit(body, room, width, theme));
    top.resize(height.saturating_sub(bottom.len()), String::new());
    top.extend(bottom);
    top.into_iter().map(|line| cut(&line, width)).collect()
}

/// The same content as plain lines of any number, for terminals that cannot place text.
pub fn lines(view: &ExerciseView, width: usize, theme: Theme) -> Vec<String> {
    let mut lines = header(view, width, theme);
    lines.extend(body(view, true, width, theme));
    lines
}

fn header(view: &ExerciseView, width: usize, theme: Theme) -> Vec<String> {
    let exercise = view.exercise;
    let name = format!(
        "{} {} {}",
        theme.faint(exercise.chapter()),
        theme.separator(),
        theme.strong(&exercise.name)
    );
    let counter = format!("{} of {}", view.number, view.total);
    let done = format!("{} done", view.done);
    let name_width = console::measure_text_width(&name);
    let bar_room = width.saturating_sub(name_width + counter.len() + done.len() + 8);
    let mut first = format!("{name}  {}", theme.faint(&counter));
    if bar_room >= 10 {
        let bar = progress::bar(view.done, view.total, bar_room.min(30), theme);
        first.push_str(&format!("  {bar} {}", theme.faint(&done)));
    }
    let mut lines = vec![first];
    if let Some(title) = exercise.title.as_ref().filter(|_| width >= 40) {
        lines.push(safe(title, false));
    }
    lines.push(theme.key(&place(view)));
    lines
}

/// `path:line:column`, which many terminals open with a click.
fn place(view: &ExerciseView) -> String {
    let path = view.exercise.path();
    match view.report.and_then(CheckReport::first_place) {
        Some((line, column)) => format!("{path}:{line}:{column}"),
        None => path,
    }
}

fn body(view: &ExerciseView, all_hints: bool, width: usize, theme: Theme) -> Vec<String> {
    let mut lines = Vec::new();
    for notice in view.notices {
        let text = reflow(&safe(notice, false), width);
        lines.extend(text.iter().map(|line| theme.warn(line)));
    }
    if !lines.is_empty() {
        lines.push(String::new());
    }
    lines.extend(state(view, width, theme));
    lines.extend(hints(view, all_hints, width, theme));
    let Some(report) = view.report else {
        return lines;
    };
    let essential = diagnostics::essential(report, theme);
    if !essential.is_empty() {
        lines.push(String::new());
        lines.extend(essential.iter().flat_map(|line| wrapped(line, width)));
    }
    let output = diagnostics::program_output(report);
    if !output.is_empty() {
        lines.push(String::new());
        lines.push(theme.strong("Output"));
        lines.extend(output.iter().flat_map(|line| wrapped(line, width)));
    }
    lines
}

fn wrapped(line: &str, width: usize) -> Vec<String> {
    match line.is_empty() {
        true => vec![String::new()],
        false => wrap(line, width),
    }
}

fn state(view: &ExerciseView, width: usize, theme: Theme) -> Vec<String> {
    let Some(report) = view.report else {
        return vec![theme.faint("checking ...")];
    };
    let headline = safe(&verdict::short_headline(report), false);
    let (mark, passed) = match report.passed() {
        true => (theme.tick(), true),
        false => (theme.cross(), false),
    };
    let text = fill(&format!("{mark} {headline}"), width);
    let paint = |line: &String| match (view.checking, passed) {
        (true, _) => theme.faint(line),
        (false, true) => theme.good(line),
        (false, false) => theme.bad(line),
    };
    let mut lines: Vec<String> = text.iter().map(paint).collect();
    if view.checking {
        lines.insert(0, theme.warn("checking ... (below: how it was before)"));
    }
    lines.extend(rule(report).iter().flat_map(|rule| fill(rule, width)));
    if !report.with_clippy
        && report.reason.kind() != "bad_source"
        && report.reason.kind() != "tool_failure"
    {
        lines.push(theme.faint("(clippy is not installed: `rustup component add clippy`)"));
    }
    if passed {
        lines.push(after_pass(view, theme));
    } else if view.is_done {
        lines.push(theme.faint("(it passed before)"));
    }
    lines
}

/// The rule behind the first error.
fn rule(report: &CheckReport) -> Option<&'static str> {
    let first = report.at_level(Level::Error).next()?;
    rules::rule(first.code.as_deref()?)
}

fn after_pass(view: &ExerciseView, theme: Theme) -> String {
    match view.done == view.total {
        true => format!("That was the last one: all {} are done.", view.total),
        false => format!(
            "Press {} for the next exercise, {} to compare with our solution.",
            theme.key("n"),
            theme.key("s")
        ),
    }
}

/// The hints that were asked for; only the newest where there is little room.
fn hints(view: &ExerciseView, all_hints: bool, width: usize, theme: Theme) -> Vec<String> {
    let all = &view.exercise.hints;
    let earlier = if all_hints {
        0
    } else {
        view.hints_shown.saturating_sub(1)
    };
    let mut lines = Vec::new();
    for (index, hint) in all.iter().enumerate().take(view.hints_shown).skip(earlier) {
        lines.push(String::new());
        lines.push(theme.warn(&format!("Hint {} of {}", index + 1, all.len())));
        lines.extend(reflow(&safe(hint, false), width.min(90)));
    }
    lines
}

/// Cuts a body that is too long and says so.
fn fit(mut lines: Vec<String>, room: usize, width: usize, theme: Theme) -> Vec<String> {
    if lines.len() > room && room > 0 {
        let hidden = lines.len() - room + 1;
        lines.truncate(room - 1);
        let more = format!("{} {hidden} more lines: press o", theme.ellipsis());
        lines.push(theme.warn(&cut(&more, width)));
    }
    lines.truncate(room);
    lines
}

/// The keys that fit, the way to the others and the way out always among them.
fn footer(view: &ExerciseView, width: usize, theme: Theme) -> String {
    let passed = view.report.is_some_and(CheckReport::passed) || view.is_done;
    let columns = |(key, word): (&str, &str)| key.len() + word.len() + 3;
    let useful = |(key, _): &(&str, &str)| passed || !matches!(*key, "n" | "s");
    let mut left = width.saturating_sub(ALWAYS.into_iter().map(columns).sum::<usize>() - 2);
    let mut chosen = Vec::new();
    for key in KEYS.into_iter().filter(useful) {
        if columns(key) <= left {
            left -= columns(key);
            chosen.push(key);
        }
    }
    chosen.extend(ALWAYS);
    let words = chosen
        .iter()
        .map(|(key, word)| format!("{} {word}", theme.key(key)));
    words.collect::<Vec<_>>().join("  ")
}

/// What every key does, for the help screen.
pub fn help(width: usize, theme: Theme) -> Vec<String> {
    let rows = [
        ("n", "go to the next exercise that is not done"),
        ("h", "show a hint; press it again for a clearer one"),
        ("l", "list all exercises: move, filter, search, open, reset"),
        ("o", "the full output: every error, warning, test and print"),
        ("r", "check again, without the cache"),
        ("a", "check all exercises"),
        ("e", "open the file in your editor ($VISUAL or $EDITOR)"),
        ("x", "reset the exercise (asks first and keeps a backup)"),
        ("u", "undo the last reset"),
        (
            "s",
            "our solution, once yours passes, and the difference to it",
        ),
        ("q", "quit; progress is saved all the time"),
        ("?", "this page"),
    ];
    let mut lines = vec![
        theme.strong("Edit the file in your editor. Each time you save, it is checked here."),
        String::new(),
    ];
    let row = |(key, what): (&str, &str)| format!("  {}  {what}", theme.key(key));
    lines.extend(rows.map(row));
    lines.push(String::new());
    lines.push(
        "In long pages and lists: arrows or j and k, PageUp and PageDown, Home and End.".to_owned(),
    );
    lines.push("Esc or q goes back.".to_owned());
    lines.iter().flat_map(|line| fill(line, width)).collect()
}
