//! The learner's progress with what the journal tells: time, attempts, and a chart of the days.

use console::measure_text_width;

use crate::model::course::Course;
use crate::model::journal::{ExerciseHistory, History};
use crate::model::progress::Progress;
use crate::model::timestamp;
use crate::view::progress::{bar, code_table, headline};
use crate::view::text::{cut, cut_with_ellipsis, pad, reveal};
use crate::view::theme::Theme;

/// How many days the chart has.
const DAYS: u64 = 14;

/// How wide a column of names is, in columns of the terminal.
const NAMES: (usize, usize) = (8, 30);

/// How wide a number of done exercises is.
const DONE: usize = 7;

/// How long the longest bar of the chart is.
const LONGEST_BAR: usize = 30;

/// Chapters and their exercises, error codes, then the last days until `today` (in days since 1970).
pub fn tables(
    course: &Course,
    progress: &Progress,
    history: &History,
    today: u64,
    width: usize,
    theme: Theme,
) -> Vec<String> {
    let mut lines = vec![headline(course, progress, width, theme), String::new()];
    lines.extend(chapters(course, progress, history, width, theme));
    lines.push(String::new());
    let codes = history.codes().into_iter();
    let codes = codes.map(|(code, found)| (code.to_owned(), found.met, found.is_beaten));
    lines.extend(code_table(codes, width, theme));
    lines.push(String::new());
    lines.extend(days(history, today, width, theme));
    // Nothing is wider than a narrow terminal.
    lines.iter().map(|line| cut(line, width.max(20))).collect()
}

/// The note about lines of the journal that aren't events.
pub fn skipped(lines: usize) -> String {
    match lines {
        1 => "1 line of the journal can't be read and doesn't count".to_owned(),
        _ => format!("{lines} lines of the journal can't be read and don't count"),
    }
}

/// A column of numbers behind the names.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    Failed,
    Hints,
    Time,
}

impl Column {
    fn heading(self) -> &'static str {
        match self {
            Self::Failed => "Failed",
            Self::Hints => "Hints",
            Self::Time => "Time",
        }
    }

    /// The width with a space in front.
    fn width(self) -> usize {
        match self {
            Self::Failed => 8,
            Self::Hints => 7,
            Self::Time => 12,
        }
    }

    fn cell(self, work: &ExerciseHistory) -> String {
        match self {
            Self::Failed => work.failed_versions.to_string(),
            Self::Hints => work.highest_hint.to_string(),
            Self::Time => duration(work.active_seconds),
        }
    }
}

/// The columns that fit, and how much room they leave for names.
struct Layout {
    names: usize,
    columns: Vec<Column>,
}

impl Layout {
    /// In a narrow terminal, hints go first, then attempts.
    fn new(longest_name: usize, width: usize) -> Self {
        let mut columns = vec![Column::Failed, Column::Hints, Column::Time];
        // The mark, the number of exercises, and the spaces behind the mark and the names.
        let room = |columns: &[Column]| {
            let taken: usize = columns.iter().map(|column| column.width()).sum();
            width.saturating_sub(taken + DONE + 3)
        };
        for dropped in [Column::Hints, Column::Failed] {
            if room(&columns) < longest_name.min(20) {
                columns.retain(|column| *column != dropped);
            }
        }
        let names = longest_name.clamp(NAMES.0, NAMES.1);
        Self {
            names: names.min(room(&columns).max(NAMES.0)),
            columns,
        }
    }

    fn row(&self, mark: &str, name: &str, done: &str, cells: impl Fn(Column) -> String) -> String {
        let columns = self.columns.iter();
        let cells = columns.map(|column| format!("{:>1$}", cells(*column), column.width()));
        let cells: String = cells.collect();
        format!(
            "{mark} {} {}{cells}",
            pad(name, self.names),
            pad(done, DONE)
        )
    }

    fn name(&self, name: &str, indent: &str, theme: Theme) -> String {
        cut_with_ellipsis(&format!("{indent}{}", reveal(name)), self.names, theme)
    }
}

/// A row for each chapter, and below it one for each of its exercises that the learner has worked on.
fn chapters(
    course: &Course,
    progress: &Progress,
    history: &History,
    width: usize,
    theme: Theme,
) -> Vec<String> {
    let exercises = course.exercises.iter().map(|exercise| &exercise.name);
    let touched = exercises.filter(|name| history.exercises.contains_key(*name));
    let names = touched.map(|name| measure_text_width(&reveal(name)) + INDENT.len());
    let chapters = course.chapters();
    let chapter_names = chapters.iter();
    let chapter_names = chapter_names.map(|(chapter, _)| measure_text_width(&reveal(chapter)));
    let layout = Layout::new(names.chain(chapter_names).max().unwrap_or(0), width);
    let heading = |column: Column| column.heading().to_owned();
    let mut lines = vec![theme.strong(&layout.row(" ", "Chapter", "Done", heading))];
    let mark = |is_done: bool| {
        if is_done {
            theme.good(theme.tick())
        } else {
            theme.faint(theme.dot())
        }
    };
    for (chapter, members) in chapters {
        let members: Vec<&str> = members
            .iter()
            .map(|index| course.exercises[*index].name.as_str())
            .collect();
        let work = sum(members.iter().map(|name| history.exercise(name)));
        let done = members.iter().filter(|name| progress.is_done(name)).count();
        lines.push(layout.row(
            &mark(done == members.len()),
            &layout.name(chapter, "", theme),
            &format!("{done}/{}", members.len()),
            |column| column.cell(&work),
        ));
        for name in members {
            if let Some(work) = history.exercises.get(name) {
                lines.push(layout.row(
                    &mark(progress.is_done(name)),
                    &layout.name(name, INDENT, theme),
                    "",
                    |column| column.cell(work),
                ));
            }
        }
    }
    lines
}

const INDENT: &str = "  ";

/// The numbers of several exercises together.
fn sum(all: impl Iterator<Item = ExerciseHistory>) -> ExerciseHistory {
    let mut sum = ExerciseHistory::default();
    for one in all {
        sum.active_seconds = sum.active_seconds.saturating_add(one.active_seconds);
        sum.failed_versions = sum.failed_versions.saturating_add(one.failed_versions);
        sum.highest_hint = sum.highest_hint.saturating_add(one.highest_hint);
    }
    sum
}

/// The chart: a row for each of the last days, or of those before the last work, if that's long ago.
fn days(history: &History, today: u64, width: usize, theme: Theme) -> Vec<String> {
    // A clock that was once wrong doesn't move the chart away from what happens now.
    let recent = today.saturating_sub(DAYS - 1)..=today;
    let is_recent = history.days.range(recent).next().is_some();
    let last = history.days.keys().next_back().copied();
    let Some(end) = Some(today).filter(|_| is_recent).or(last) else {
        return Vec::new();
    };
    let mut shown = history.days.range(end.saturating_sub(DAYS - 1)..=end);
    let start = shown.next().map_or(end, |(day, _)| *day);
    let time = |day: u64| history.days.get(&day).map_or(0, |day| day.active_seconds);
    let most = (start..=end).map(time).max().unwrap_or(0);
    let room = width.saturating_sub("2026-11-30 Mon".len() + Column::Time.width() + 2);
    let room = room.min(LONGEST_BAR);
    let mut lines = vec![theme.strong(&format!(
        "{} {:>2$}",
        pad("Day (UTC)", "2026-11-30 Mon".len()),
        "Time",
        Column::Time.width() - 1
    ))];
    for day in start..=end {
        let seconds = time(day);
        let label = format!("{} {}", timestamp::date(day), timestamp::weekday(day));
        let row = format!("{label}{:>1$}", duration(seconds), Column::Time.width());
        let bar = chart_bar(seconds, most, room, theme);
        lines.push(format!("{row}  {bar}").trim_end().to_owned());
    }
    let since = timestamp::date(timestamp::day_of(history.since));
    lines.push(theme.faint(&match history.active_seconds() {
        0 => format!("The journal begins on {since}."),
        all => format!("{} in all since {since}.", duration(all)),
    }));
    lines
}

/// A bar without what's missing to the longest one.
fn chart_bar(seconds: u64, most: u64, room: usize, theme: Theme) -> String {
    let as_count = |seconds: u64| usize::try_from(seconds).unwrap_or(usize::MAX / LONGEST_BAR);
    let (seconds, most) = (as_count(seconds), as_count(most));
    let length = seconds
        .saturating_mul(room)
        .checked_div(most)
        .unwrap_or(0)
        .min(room);
    let length = length.max(usize::from(seconds > 0 && room > 0));
    bar(length, length, length, theme)
}

/// A time of work in words.
/// A time of work in words, to the minute.
pub fn duration(seconds: u64) -> String {
    let minutes = (seconds + 30) / 60;
    match (minutes / 60, minutes % 60) {
        _ if seconds == 0 => "-".to_owned(),
        (0, 0) => "< 1 min".to_owned(),
        (0, minutes) => format!("{minutes} min"),
        (hours, minutes) => format!("{hours} h {minutes:02} min"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::journal::{EventKind, JournalEvent};
    use crate::model::manifest;

    const DAY: u64 = 86_400;
    /// A Sunday.
    const TODAY: u64 = 20_001;

    fn course() -> Course {
        manifest::parse(
            "format_version = 1\n[[exercises]]\nname = \"start1\"\ndir = \"00_start\"\n\
             [[exercises]]\nname = \"two_writers\"\ndir = \"05_borrowing\"\n\
             [[exercises]]\nname = \"shelf\"\ndir = \"05_borrowing\"\n",
        )
        .expect("valid")
    }

    fn check(at: u64, exercise: &str, codes: &[&str]) -> JournalEvent {
        let reason = if codes.is_empty() {
            "passed"
        } else {
            "compile_error"
        };
        JournalEvent {
            at,
            reason: Some(reason.to_owned()),
            codes: codes.iter().map(|code| (*code).to_owned()).collect(),
            version: Some(at.to_string()),
            ..JournalEvent::new(EventKind::Checked, exercise)
        }
    }

    /// Some work on one day, and more of it three days later.
    fn events() -> Vec<JournalEvent> {
        let (one, two) = ((TODAY - 4) * DAY, (TODAY - 1) * DAY);
        let mut events = vec![
            check(one, "start1", &[]),
            check(one + 20, "two_writers", &["E0499"]),
            JournalEvent {
                at: one + 60,
                ..JournalEvent::hint("two_writers", 2)
            },
        ];
        let further = (0..20).map(|step| check(two + step * 250, "two_writers", &["E0382"]));
        events.extend(further);
        events.push(check(two + 5000, "two_writers", &[]));
        events.push(check(two + 5060, "shelf", &["E0505"]));
        events
    }

    fn drawn(width: usize, theme: Theme) -> String {
        let (course, progress) = (course(), Progress::default());
        let history = History::new(&course, &progress, &events()).expect("events");
        tables(&course, &progress, &history, TODAY, width, theme).join("\n")
    }

    #[test]
    fn the_tables_and_the_chart() {
        let theme = Theme {
            color: false,
            unicode: true,
        };
        insta::assert_snapshot!(drawn(80, theme));
    }

    #[test]
    fn the_tables_and_the_chart_in_ascii_and_few_columns() {
        insta::assert_snapshot!(drawn(40, Theme::PLAIN));
        for width in [20, 24, 30, 50, 60, 200] {
            let drawn = drawn(width, Theme::PLAIN);
            assert!(drawn.is_ascii(), "{drawn}");
            assert!(
                drawn.lines().all(|line| measure_text_width(line) <= width),
                "{drawn}"
            );
        }
    }

    proptest::proptest! {
        /// A journal may hold any numbers, and its clock any time.
        #[test]
        fn whatever_the_journal_says_can_be_drawn(
            told in proptest::collection::vec((0u8..4, 0u8..7, 0u64..253_402_300_800), 1..12),
            width in 0usize..120,
        ) {
            let kinds = [
                EventKind::Opened, EventKind::Checked, EventKind::Hint, EventKind::Solution,
                EventKind::Reset, EventKind::Undo, EventKind::Other,
            ];
            let events = told.iter().map(|(exercise, kind, at)| JournalEvent {
                at: *at,
                kind: kinds[usize::from(*kind)],
                level: Some(usize::MAX),
                ..check(*at, ["start1", "two_writers", "shelf", "gone"][usize::from(*exercise)], &["E0382"])
            });
            let (course, progress) = (course(), Progress::default());
            let events: Vec<JournalEvent> = events.collect();
            let history = History::new(&course, &progress, &events).expect("events");
            let most = 300 * (events.len() as u64 - 1);
            proptest::prop_assert!(history.active_seconds() <= most);
            for theme in [Theme::PLAIN, Theme { color: true, unicode: true }] {
                let lines = tables(&course, &progress, &history, TODAY, width, theme);
                let fits = |line: &String| measure_text_width(line) <= width.max(20);
                proptest::prop_assert!(lines.iter().all(fits));
            }
        }
    }

    #[test]
    fn the_chart_stays_with_the_present() {
        let (course, progress) = (course(), Progress::default());
        let drawn = |days: &[u64]| {
            let events = days.iter().map(|day| check(day * DAY, "start1", &[]));
            let events: Vec<JournalEvent> = events.collect();
            let history = History::new(&course, &progress, &events).expect("events");
            let lines = super::days(&history, TODAY, 80, Theme::PLAIN);
            let dates = lines[1..lines.len() - 1].iter();
            dates.map(|line| line[..10].to_owned()).collect::<Vec<_>>()
        };
        // Days on which the clock was wrong.
        let wrong = [0, TODAY + 5000];
        let dates = drawn(&[wrong[0], wrong[1], TODAY - 1]);
        assert_eq!(dates, [TODAY - 1, TODAY].map(timestamp::date));
        assert_eq!(drawn(&[TODAY - 100]), [timestamp::date(TODAY - 100)]);
        assert_eq!(drawn(&[TODAY - 100, TODAY - 13]).len(), 14);
        assert_eq!(drawn(&wrong), [timestamp::date(wrong[1])]);
    }

    #[test]
    fn durations_in_words() {
        let words = [0, 1, 29, 30, 90, 3569, 3570, 86_400].map(duration);
        let expected = [
            "-",
            "< 1 min",
            "< 1 min",
            "1 min",
            "2 min",
            "59 min",
            "1 h 00 min",
            "24 h 00 min",
        ];
        assert_eq!(words, expected);
        assert_eq!(chart_bar(u64::MAX, 1, 30, Theme::PLAIN).len(), 30);
        assert_eq!(chart_bar(7, 7, 30, Theme::PLAIN).len(), 30);
        assert_eq!(chart_bar(1, 10_000, 30, Theme::PLAIN), "#");
        assert_eq!(chart_bar(0, 0, 30, Theme::PLAIN), "");
    }
}
