//! The screen of one exercise: where you are, the verdict, what to look at, and the keys.

use crate::lens::codes;
use crate::model::check_report::CheckReport;
use crate::model::course::Exercise;
use crate::model::diagnostic::Level;
use crate::model::verdict::Reason;
use crate::view::lens::Style;
use crate::view::text::{cut, fill, reflow, reveal, safe, shorten, shorten_message, wrap};
use crate::view::theme::Theme;
use crate::view::{diagnostics, lens, progress, snippet, test_changes, verdict};

/// What the screen shows.
#[derive(Debug)]
pub struct ExerciseView<'a> {
    /// The exercise.
    pub exercise: &'a Exercise,
    /// Its number, from 1.
    pub number: usize,
    /// How many exercises there are.
    pub total: usize,
    /// How many exercises are done.
    pub done: usize,
    /// Whether this one is done.
    pub is_done: bool,
    /// The latest report, if there is one.
    pub report: Option<&'a CheckReport>,
    /// For how many seconds a check has been running, if one is.
    pub checking: Option<u64>,
    /// Whether there is a solution to compare with.
    pub has_solution: bool,
    /// How many hints are shown.
    pub hints_shown: usize,
    /// Messages above the verdict, which aren't about the learner's program.
    pub notices: &'a [String],
}

/// From this many rows on, rules separate the parts and a long title is wrapped.
const ROOMY: usize = 16;

/// From this many columns on, the life of a value is drawn; below, it is only told in words.
const DRAWING_WIDTH: usize = 36;

/// From this many rows on, a path may take several lines.
const PATH_ROWS: usize = 10;

/// From this many rows on, all hints are shown; below, only the newest.
const ALL_HINTS_ROWS: usize = 30;

/// Keys and what they do, the most important first.
const KEYS: [(&str, &str); 11] = [
    ("n", "next"),
    ("t", "tests"),
    ("h", "hint"),
    ("l", "list"),
    ("o", "output"),
    ("r", "run"),
    ("a", "all"),
    ("e", "edit"),
    ("x", "reset"),
    ("s", "solution"),
    ("p", "back"),
];

/// The keys that are always there.
const ALWAYS: [(&str, &str); 2] = [("q", "quit"), ("?", "help")];

/// The whole screen: at most `height` lines, each at most `width` columns wide.
pub fn screen(view: &ExerciseView, width: usize, height: usize, theme: Theme) -> Vec<String> {
    let roomy = height >= ROOMY;
    let mut top = vec![header(view, width, theme)];
    top.extend(title(view, width, roomy, theme));
    let place = place_lines(&place(view), width, height >= PATH_ROWS, theme);
    top.extend(place.iter().map(|line| theme.key(line)));
    if roomy {
        top.push(theme.rule(width));
    }
    let mut bottom = vec![footer(view, width, theme)];
    if roomy {
        bottom.insert(0, theme.rule(width));
    }
    let room = height.saturating_sub(top.len() + bottom.len());
    let body = body(view, height >= ALL_HINTS_ROWS, width, theme);
    top.extend(fit(body, room, width, theme));
    top.resize(height.saturating_sub(bottom.len()), String::new());
    top.extend(bottom);
    top.into_iter().map(|line| cut(&line, width)).collect()
}

/// The same content for plain output, where a learner reads or hears one line after the other.
#[derive(Debug)]
pub struct PlainParts {
    /// The exercise, how many are done, and its title.
    pub header: Vec<String>,
    /// The path, and where to look first.
    pub place: String,
    /// The verdict, and what explains it.
    pub verdict: Vec<String>,
    /// The hints that the learner has asked for, each as lines.
    pub hints: Vec<Vec<String>>,
}

/// Prepares an exercise for plain output.
pub fn parts(view: &ExerciseView, width: usize, theme: Theme) -> PlainParts {
    let mut header = vec![format!(
        "{}, {} done",
        name_and_number(view, theme),
        view.done
    )];
    header.extend(title(view, width, true, theme));
    let mut verdict = verdict_lines(view, width, theme);
    verdict.extend(details(view, Style::Words, width, theme));
    PlainParts {
        header,
        place: theme.key(&place(view)),
        verdict,
        hints: hints(view, width, theme),
    }
}

/// The exercise's name, with the chapter, number and progress bar that fit beside it.
fn header(view: &ExerciseView, width: usize, theme: Theme) -> String {
    let full = name_and_number(view, theme);
    let columns = console::measure_text_width(&full);
    let done = format!("{} done", view.done);
    let bar_room = width.saturating_sub(columns + done.len() + 3).min(30);
    if bar_room >= 10 {
        let bar = progress::bar(view.done, view.total, bar_room, theme);
        return format!("{full}  {bar} {}", theme.faint(&done));
    }
    let shorter = [full, without_chapter(view, theme)];
    let fitting = shorter
        .into_iter()
        .find(|line| console::measure_text_width(line) <= width);
    fitting.unwrap_or_else(|| theme.strong(&shorten(&reveal(&view.exercise.name), width, theme)))
}

fn name_and_number(view: &ExerciseView, theme: Theme) -> String {
    let name = without_chapter(view, theme);
    match &view.exercise.dir {
        Some(dir) => format!("{} {} {name}", theme.faint(&reveal(dir)), theme.separator()),
        None => name,
    }
}

fn without_chapter(view: &ExerciseView, theme: Theme) -> String {
    let number = format!("{} of {}", view.number, view.total);
    let name = theme.strong(&reveal(&view.exercise.name));
    format!("{name}  {}", theme.faint(&number))
}

fn title(view: &ExerciseView, width: usize, roomy: bool, theme: Theme) -> Vec<String> {
    let Some(title) = view.exercise.title.as_deref().filter(|_| width >= 40) else {
        return Vec::new();
    };
    let title = safe(title, false);
    if roomy {
        fill(&title, width)
    } else {
        vec![shorten(&title, width, theme)]
    }
}

/// The whole path, on up to three lines if it's long; shortened on a small screen.
fn place_lines(place: &str, width: usize, roomy: bool, theme: Theme) -> Vec<String> {
    let lines = wrap(place, width);
    if roomy && lines.len() <= 3 {
        lines
    } else {
        vec![shorten(place, width, theme)]
    }
}

/// `path:line:column`, which many terminals open with a click.
fn place(view: &ExerciseView) -> String {
    let path = view.exercise.path();
    let path = reveal(&path);
    match view.report.and_then(CheckReport::first_place) {
        Some((line, column)) => format!("{path}:{line}:{column}"),
        None => path.into_owned(),
    }
}

fn body(view: &ExerciseView, all_hints: bool, width: usize, theme: Theme) -> Vec<String> {
    let mut lines = notices(view.notices, width, theme);
    if !lines.is_empty() {
        lines.push(String::new());
    }
    lines.extend(verdict_lines(view, width, theme));
    let hints = hints(view, width, theme);
    let earlier = if all_hints {
        0
    } else {
        hints.len().saturating_sub(1)
    };
    for hint in &hints[earlier..] {
        lines.push(String::new());
        lines.extend(hint.iter().cloned());
    }
    let style = if width < DRAWING_WIDTH {
        Style::Words
    } else {
        Style::Drawing
    };
    lines.extend(details(view, style, width, theme));
    lines
}

/// Draws notices, each wrapped to `width`.
pub fn notices(notices: &[String], width: usize, theme: Theme) -> Vec<String> {
    let lines = notices
        .iter()
        .flat_map(|notice| reflow(&safe(&shorten_message(notice), false), width));
    lines.map(|line| theme.warn(&line)).collect()
}

/// What explains the verdict: changed tests, the lens or else the compiler and the tests, and
/// the program's output.
fn details(view: &ExerciseView, style: Style, width: usize, theme: Theme) -> Vec<String> {
    let Some(report) = view.report else {
        return Vec::new();
    };
    let mut lines = Vec::new();
    let changes = test_changes::lines(report, theme);
    if !changes.is_empty() {
        lines.push(String::new());
        lines.extend(changes.iter().flat_map(|line| wrap(line, width)));
    }
    lines.extend(explanation(report, style, width, theme));
    let output = diagnostics::program_output(report);
    if !output.is_empty() {
        lines.push(String::new());
        lines.push(theme.strong("Output"));
        lines.extend(output.iter().flat_map(|line| wrap(line, width)));
    }
    lines
}

/// The lens in brief; without one, the compiler's message or the failed test.
fn explanation(report: &CheckReport, style: Style, width: usize, theme: Theme) -> Vec<String> {
    let mut lines = vec![String::new()];
    let lens = lens::in_brief(report, style, width, theme);
    if lens.is_empty() {
        let essential = diagnostics::essential(report, theme);
        if essential.is_empty() {
            return Vec::new();
        }
        lines.extend(snippet::fit(&essential, width, theme));
        return lines;
    }
    lines.extend(lens);
    let more = diagnostics::summarize_others(report);
    let words = format!("Press o for the compiler's own message and these fixes in code.{more}");
    lines.push(String::new());
    lines.extend(fill(&words, width).iter().map(|line| theme.faint(line)));
    lines
}

/// The verdict and what to do about it, or that a check is running.
fn verdict_lines(view: &ExerciseView, width: usize, theme: Theme) -> Vec<String> {
    let Some(report) = view.report else {
        return vec![theme.faint(&checking(view.checking.unwrap_or(0), theme))];
    };
    let mut lines = Vec::new();
    if let Some(seconds) = view.checking {
        let words = format!("{} (previous result below)", checking(seconds, theme));
        lines.extend(fill(&words, width).iter().map(|line| theme.warn(line)));
    }
    lines.extend(headline(report, view.checking.is_some(), width, theme));
    lines.extend(repair_by_key(report, width, theme));
    lines.extend(rule(report).iter().flat_map(|rule| fill(rule, width)));
    if let Some(without) = &report.without_clippy
        && report.reason.kind() != "tool_failure"
    {
        let words = safe(&format!("({})", without.sentence()), false);
        lines.extend(fill(&words, width).iter().map(|line| theme.faint(line)));
    }
    if report.passed() {
        lines.extend(fill(&after_pass(view, theme), width));
    } else if view.is_done {
        lines.push(theme.faint("(it passed before)"));
    }
    lines
}

/// The verdict behind its mark. The result of an earlier check is faint.
fn headline(report: &CheckReport, is_outdated: bool, width: usize, theme: Theme) -> Vec<String> {
    // Everything is right, and only the learner's word for it is missing.
    let is_right = matches!(report.reason, Reason::NotDone { .. });
    let mark = if report.passed() || is_right {
        theme.tick()
    } else {
        theme.cross()
    };
    let paint = |line: &String| {
        if is_outdated {
            theme.faint(line)
        } else if report.passed() {
            theme.good(line)
        } else if is_right {
            theme.warn(line)
        } else {
            theme.bad(line)
        }
    };
    let headline = safe(&verdict::headline(report), false);
    let lines = fill(&format!("{mark} {headline}"), width);
    lines.iter().map(paint).collect()
}

/// What a key can do about the verdict.
fn repair_by_key(report: &CheckReport, width: usize, theme: Theme) -> Vec<String> {
    let words = match &report.reason {
        // The headline names the key.
        Reason::TestsEdited { .. } if test_changes::can_restore_tests(report) => {
            "Your code outside the tests stays as it is.".to_owned()
        }
        _ if test_changes::can_restore_tests(report) => format!(
            "Press {} to restore the original tests and keep your code.",
            theme.key("t")
        ),
        reason if reason.is_fixed_by_reset() => {
            format!("Press {} to restore the file.", theme.key("x"))
        }
        _ => return Vec::new(),
    };
    fill(&words, width)
}

/// Says that a check runs, and for how long from the first second on.
fn checking(seconds: u64, theme: Theme) -> String {
    match seconds {
        0 => format!("Checking{}", theme.ellipsis()),
        _ => format!("Checking{} {seconds} s", theme.ellipsis()),
    }
}

/// The rule behind the first error.
fn rule(report: &CheckReport) -> Option<&'static str> {
    let first = report.at_level(Level::Error).next()?;
    codes::summary(first.code.as_deref()?)
}

fn after_pass(view: &ExerciseView, theme: Theme) -> String {
    let compare = if view.has_solution {
        format!(
            ", or {} to compare your code with our solution",
            theme.key("s")
        )
    } else {
        String::new()
    };
    if view.done == view.total {
        format!(
            "That was the last exercise: {0} of {0} are done.",
            view.total
        )
    } else {
        format!("Press {} for the next exercise{compare}.", theme.key("n"))
    }
}

/// The hints that the learner has asked for.
fn hints(view: &ExerciseView, width: usize, theme: Theme) -> Vec<Vec<String>> {
    let all = &view.exercise.hints;
    let shown = all.iter().take(view.hints_shown).enumerate();
    let hint = |(index, hint): (usize, &String)| {
        let mut lines = vec![theme.warn(&format!("Hint {} of {}", index + 1, all.len()))];
        lines.extend(reflow(&safe(hint, false), width.min(90)));
        lines
    };
    shown.map(hint).collect()
}

/// Cuts a body that is too long and says how many lines are missing.
fn fit(mut lines: Vec<String>, room: usize, width: usize, theme: Theme) -> Vec<String> {
    if lines.len() > room && room > 0 {
        let hidden = lines.len() - room + 1;
        lines.truncate(room - 1);
        let long = format!("{} {hidden} more lines: press o", theme.ellipsis());
        let short = format!("{} {hidden} more: o", theme.ellipsis());
        let more = if long.len() <= width { long } else { short };
        lines.push(theme.warn(&cut(&more, width)));
    }
    lines.truncate(room);
    lines
}

/// The keys that fit, always with those for help and for leaving.
fn footer(view: &ExerciseView, width: usize, theme: Theme) -> String {
    let passed = view.report.is_some_and(CheckReport::passed) || view.is_done;
    let useful = |(key, _): &(&str, &str)| match *key {
        "n" => passed,
        "s" => passed && view.has_solution,
        "p" => view.number > 1,
        "t" => view.report.is_some_and(test_changes::can_restore_tests),
        _ => true,
    };
    let keys: Vec<_> = KEYS.into_iter().filter(useful).collect();
    keys_that_fit(&keys, &ALWAYS, width, theme)
}

/// One line of keys and what they do: as many of `keys` as fit, then all of `always`.
pub fn keys_that_fit(
    keys: &[(&str, &str)],
    always: &[(&str, &str)],
    width: usize,
    theme: Theme,
) -> String {
    let columns = |(key, word): &(&str, &str)| key.len() + word.len() + 3;
    let mut left = (width + 2).saturating_sub(always.iter().map(columns).sum());
    let mut chosen = Vec::new();
    for key in keys {
        if columns(key) <= left {
            left -= columns(key);
            chosen.push(key);
        }
    }
    chosen.extend(always);
    let words = chosen
        .iter()
        .map(|(key, word)| format!("{} {word}", theme.key(key)));
    words.collect::<Vec<_>>().join("  ")
}
