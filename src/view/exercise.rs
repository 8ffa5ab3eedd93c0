//! The screen of one exercise: where you are, the verdict, what to look at, and the keys.

use crate::lens::codes;
use crate::lens::explanations::Explanations;
use crate::model::check_report::CheckReport;
use crate::model::course::Exercise;
use crate::model::diagnostic::Level;
use crate::view::leading::{self, LeadingError};
use crate::view::lens::Style;
use crate::view::text::{cut, fill, reflow, reveal, safe, shorten, shorten_message, wrap};
use crate::view::theme::Theme;
use crate::view::window::{self, Extent};
use crate::view::{diagnostics, footer, headline, hints, progress, snippet, test_changes};

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
    /// What the lens says of its errors.
    pub explanations: &'a Explanations,
    /// For how many seconds a check has been running, if one is.
    pub checking: Option<u64>,
    /// Whether there is a solution to compare with.
    pub has_solution: bool,
    /// How many hints are shown.
    pub hints_shown: usize,
    /// How many lines of the part that scrolls are above the screen.
    pub scroll: usize,
    /// Messages above the verdict, which aren't about the learner's program.
    pub notices: &'a [String],
}

/// From this many rows on, rules separate the parts and a long title is wrapped.
const ROOMY: usize = 16;

/// From this many columns on, the life of a value is drawn; below, it is only told in words.
const DRAWING_WIDTH: usize = 36;

/// From this many rows on, a path may take several lines.
const PATH_ROWS: usize = 10;

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

/// The screen's parts: only the body scrolls.
struct Layout {
    /// The rows above the body, without a rule.
    top: Vec<String>,
    body: Vec<String>,
    /// The keys.
    footer: String,
    /// Whether rules separate the parts.
    roomy: bool,
    /// Rows for the body, and for a sign if there are no rules that could have it.
    room: usize,
}

/// The whole screen: at most `height` lines, each at most `width` columns wide.
pub fn screen(view: &ExerciseView, width: usize, height: usize, theme: Theme) -> Vec<String> {
    let layout = Layout::new(view, width, height, theme);
    let window = layout.extent().window(view.scroll);
    let signs = window.signs(theme);
    let mut lines = layout.top;
    if layout.roomy {
        lines.push(window::rule(window.above(theme), width, theme));
    }
    lines.extend_from_slice(&layout.body[window.shown.clone()]);
    if layout.roomy {
        lines.resize(height.saturating_sub(2), String::new());
        lines.push(window::rule(window.below(theme), width, theme));
    } else if window.shown.len() < layout.room && !signs.is_empty() {
        lines.push(theme.warn(&signs));
    }
    lines.resize(height.saturating_sub(1), String::new());
    lines.push(layout.footer);
    lines.into_iter().map(|line| cut(&line, width)).collect()
}

/// How much the screen's body has to scroll.
pub fn extent(view: &ExerciseView, width: usize, height: usize, theme: Theme) -> Extent {
    Layout::new(view, width, height, theme).extent()
}

impl Layout {
    fn new(view: &ExerciseView, width: usize, height: usize, theme: Theme) -> Self {
        let roomy = height >= ROOMY;
        let leading = find_leading(view);
        let leading = leading.as_ref();
        let mut top = vec![header(view, width, theme)];
        top.extend(title(view, width, roomy, theme));
        let place = place_lines(&place(view, leading), width, height >= PATH_ROWS, theme);
        top.extend(place.iter().map(|line| theme.key(line)));
        let others = top.len() + 1 + if roomy { 2 } else { 0 };
        Self {
            top,
            body: body(view, leading, width, theme),
            footer: footer(view, width, theme),
            roomy,
            room: height.saturating_sub(others),
        }
    }

    fn extent(&self) -> Extent {
        // On a few rows, nobody would give one away for a sign.
        let has_sign_row = !self.roomy && self.body.len() > self.room && self.room > 2;
        Extent {
            lines: self.body.len(),
            rows: self.room - usize::from(has_sign_row),
        }
    }
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
    let leading = find_leading(view);
    let leading = leading.as_ref();
    let mut header = vec![format!(
        "{}, {} done",
        name_and_number(view, theme),
        view.done
    )];
    header.extend(title(view, width, true, theme));
    let mut verdict = verdict_lines(view, leading, width, theme);
    verdict.extend(details(view, leading, Style::Words, width, theme));
    PlainParts {
        header,
        place: theme.key(&place(view, leading)),
        verdict,
        hints: hints::shown(view.exercise, view.hints_shown, width, theme),
    }
}

fn find_leading<'a>(view: &ExerciseView<'a>) -> Option<LeadingError<'a>> {
    let report = view.report?;
    leading::find(report, view.explanations)
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
fn place(view: &ExerciseView, leading: Option<&LeadingError>) -> String {
    // The file with the error, if there are several.
    let path = view.report.map(|report| report.path.clone());
    let path = path.filter(|path| view.exercise.owns(path));
    let path = path.unwrap_or_else(|| view.exercise.path());
    let path = reveal(&path);
    match view
        .report
        .and_then(|report| leading::place(report, leading))
    {
        Some((line, column)) => format!("{path}:{line}:{column}"),
        None => path.into_owned(),
    }
}

fn body(
    view: &ExerciseView,
    leading: Option<&LeadingError>,
    width: usize,
    theme: Theme,
) -> Vec<String> {
    let mut lines = notices(view.notices, width, theme);
    if !lines.is_empty() {
        lines.push(String::new());
    }
    lines.extend(verdict_lines(view, leading, width, theme));
    let hints = hints::newest_and_earlier(view.exercise, view.hints_shown, width, theme);
    if let Some((newest, _)) = &hints {
        lines.push(String::new());
        lines.extend_from_slice(newest);
    }
    let style = if width < DRAWING_WIDTH {
        Style::Words
    } else {
        Style::Drawing
    };
    lines.extend(details(view, leading, style, width, theme));
    // Hints that a newer one has replaced fold away to the end.
    for hint in hints.iter().flat_map(|(_, earlier)| earlier) {
        lines.push(String::new());
        lines.extend_from_slice(hint);
    }
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
fn details(
    view: &ExerciseView,
    leading: Option<&LeadingError>,
    style: Style,
    width: usize,
    theme: Theme,
) -> Vec<String> {
    let Some(report) = view.report else {
        return Vec::new();
    };
    let mut lines = Vec::new();
    let changes = test_changes::lines(report, theme);
    if !changes.is_empty() {
        lines.push(String::new());
        lines.extend(changes.iter().flat_map(|line| wrap(line, width)));
    }
    lines.extend(explanation(report, leading, style, width, theme));
    let output = diagnostics::program_output(report);
    if !output.is_empty() {
        lines.push(String::new());
        lines.push(theme.strong("Output"));
        lines.extend(output.iter().flat_map(|line| wrap(line, width)));
    }
    lines
}

/// The lens in brief; without one, the compiler's message or the failed test.
fn explanation(
    report: &CheckReport,
    leading: Option<&LeadingError>,
    style: Style,
    width: usize,
    theme: Theme,
) -> Vec<String> {
    let mut lines = vec![String::new()];
    let Some(leading) = leading else {
        let essential = diagnostics::essential(report, width, theme);
        if essential.is_empty() {
            return Vec::new();
        }
        lines.extend(snippet::fit(&essential, width, theme));
        return lines;
    };
    lines.extend(leading::in_brief(leading, style, width, theme));
    let more = leading::summarize_the_rest(leading);
    let words = format!("Press o for the compiler's own message.{more}");
    lines.push(String::new());
    lines.extend(fill(&words, width).iter().map(|line| theme.faint(line)));
    lines
}

/// The verdict and what to do about it, or that a check is running.
fn verdict_lines(
    view: &ExerciseView,
    leading: Option<&LeadingError>,
    width: usize,
    theme: Theme,
) -> Vec<String> {
    let Some(report) = view.report else {
        return vec![theme.faint(&headline::checking(view.checking.unwrap_or(0), theme))];
    };
    let mut lines = Vec::new();
    if let Some(seconds) = view.checking {
        let words = format!(
            "{} (previous result below)",
            headline::checking(seconds, theme)
        );
        lines.extend(fill(&words, width).iter().map(|line| theme.warn(line)));
    }
    lines.extend(headline::lines(
        report,
        view.checking.is_some(),
        width,
        theme,
    ));
    lines.extend(headline::repair_by_key(report, width, theme));
    lines.extend(
        rule(report, leading)
            .iter()
            .flat_map(|rule| fill(rule, width)),
    );
    if let Some(without) = &report.without_clippy
        && report.reason.kind() != "tool_failure"
    {
        let words = safe(&format!("({})", without.sentence()), false);
        lines.extend(fill(&words, width));
    }
    if report.passed() {
        lines.extend(fill(&after_pass(view, theme), width));
    } else if view.is_done {
        lines.push(theme.faint("(it passed before)"));
    }
    lines
}

/// The rule behind the error that's shown.
fn rule(report: &CheckReport, leading: Option<&LeadingError>) -> Option<&'static str> {
    let shown = leading.map(|leading| leading.error);
    let shown = shown.or_else(|| report.at_level(Level::Error).next())?;
    codes::summary_of(shown)
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
    footer::keys_that_fit(&keys, &ALWAYS, width, theme)
}
