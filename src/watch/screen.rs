//! Draws the state as lines on a screen.

use crate::model::building::BuildStatus;
use crate::model::progress::Progress;
use crate::view::exercise::{self, ExerciseView};
use crate::view::list::{self, ListView};
use crate::view::text::{cut, fill, reveal, shorten};
use crate::view::{building, progress, theme::Theme};
use crate::watch::state::{List, Page, Screen, State};

/// Draws the screen: at most as many lines as the terminal has rows, none wider than it.
pub fn frame(state: &State) -> Vec<String> {
    let (width, height) = state.size;
    match &state.screen {
        Screen::Exercise => exercise_frame(state),
        Screen::Page(page) | Screen::Help { page, .. } => {
            page_frame(page, width, height, state.theme)
        }
        Screen::List(list) => list_frame(state, list),
        Screen::ConfirmReset { index, .. } => {
            let name = &state.course.exercises[*index].name;
            let is_missing = *index == state.current && state.is_file_missing();
            reset_question(name, is_missing, width, height, state.theme)
        }
    }
}

/// Collects what the exercise's screen shows.
pub fn exercise_view<'a>(state: &'a State, notices: &'a [String]) -> ExerciseView<'a> {
    let exercise = &state.course.exercises[state.current];
    let progress: &Progress = &state.progress;
    ExerciseView {
        exercise,
        number: state.current + 1,
        total: state.course.exercises.len(),
        done: progress.count_done(&state.course),
        is_done: progress.is_done(&exercise.name),
        report: state.report.as_ref(),
        checking: state.checking.then_some(state.checking_seconds),
        has_solution: state.has_solution,
        hints_shown: state.hints_shown,
        notices,
    }
}

/// All messages at the top: notices, and the progress of a check of all and of a build of crates.
pub fn notices(state: &State) -> Vec<String> {
    let mut notices = state.notices.clone();
    notices.extend(state.elsewhere_notice());
    if let Some((checked, total)) = state.check_all {
        let bar = small_bar(checked, total, state);
        notices.push(format!("Checking all exercises: {bar} {checked}/{total}"));
    }
    if let Some(crates) = awaited_crates(state) {
        let bar = small_bar(crates.done, crates.total.unwrap_or(0), state);
        let count = building::count(crates);
        let time = building::time(crates);
        notices.push(format!("{}.", building::HEADING));
        notices.push(format!("{bar} {count}, {time}."));
        let meanwhile = building::meanwhile(crates);
        notices.extend(meanwhile.map(|words| format!("{words}. Press l for the list.")));
    }
    notices
}

/// The build of crates, if a check may be waiting for it.
pub fn awaited_crates(state: &State) -> Option<&BuildStatus> {
    let may_wait = state.check_all.is_some() || (state.checking && state.checking_seconds > 0);
    state.crates.as_ref().filter(|_| may_wait)
}

fn small_bar(done: usize, total: usize, state: &State) -> String {
    let width = if state.size.0 < 60 { 8 } else { 20 };
    let theme = Theme {
        color: false,
        ..state.theme
    };
    progress::bar(done, total, width, theme)
}

fn exercise_frame(state: &State) -> Vec<String> {
    let (width, height) = state.size;
    let notices = notices(state);
    exercise::screen(&exercise_view(state, &notices), width, height, state.theme)
}

fn list_frame(state: &State, list: &List) -> Vec<String> {
    let (width, height) = state.size;
    let rows = state.rows(list);
    let view = ListView {
        course: &state.course,
        progress: &state.progress,
        chosen: list.chosen.min(rows.len().saturating_sub(1)),
        rows: &rows,
        current: state.current,
        filter: list.filter.word(),
        search: &list.search,
        typing: list.typing,
        notice: state.notices.first().map(String::as_str),
    };
    list::screen(&view, width, height, state.theme)
}

fn page_frame(page: &Page, width: usize, height: usize, theme: Theme) -> Vec<String> {
    let fitted = page.fit(width, theme);
    let room = height.saturating_sub(2);
    let first = page.scroll.min(fitted.len().saturating_sub(room));
    let last = (first + room).min(fitted.len());
    let mut lines = vec![theme.strong(&shorten(&reveal(&page.title), width, theme))];
    lines.extend(fitted[first..last].iter().cloned());
    lines.resize(height.saturating_sub(1), String::new());
    let place = if fitted.len() > room {
        format!("  {}-{last} of {}", first + 1, fitted.len())
    } else {
        String::new()
    };
    let keys = format!(
        "{} back  {} scroll{place}  {} help",
        theme.key("q"),
        theme.key("j k"),
        theme.key("?")
    );
    lines.push(cut(&keys, width));
    lines
}

fn reset_question(
    name: &str,
    is_missing: bool,
    width: usize,
    height: usize,
    theme: Theme,
) -> Vec<String> {
    let what_happens = if is_missing {
        "The file will be what it was at the start."
    } else {
        "We keep your version as a backup. Press u later to get it back."
    };
    let text = [
        theme.warn(&format!("Reset {}?", reveal(name))),
        String::new(),
        what_happens.to_owned(),
        String::new(),
        format!(
            "{} yes   any other key: no   {} help",
            theme.key("y"),
            theme.key("?")
        ),
    ];
    let lines = text.iter().flat_map(|line| fill(line, width));
    lines.map(|line| cut(&line, width)).take(height).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::manifest;
    use crate::watch::state::list::Filter;

    fn state(width: usize, height: usize) -> State {
        let course = manifest::parse(
            "format_version = 1\n[[exercises]]\nname = \"a_rather_long_name_of_an_exercise\"\ntitle = \"日本語のタイトル\"\ndir = \"00_chapter\"\nhint = \"look here\"\n",
        )
        .expect("valid");
        State::new(
            course,
            Progress::default(),
            Theme {
                color: true,
                unicode: true,
            },
            (width, height),
        )
    }

    /// Whatever is on the screen fits it, down to sizes that nobody can read.
    #[test]
    fn every_frame_fits_every_size() {
        for width in 1..60 {
            for height in 1..30 {
                let mut state = state(width, height);
                state.hints_shown = 1;
                state.notices = vec!["x".repeat(50)];
                let screens = [
                    Screen::Exercise,
                    Screen::Page(Page {
                        title: "t".repeat(70),
                        lines: vec!["y".repeat(99); 40],
                        has_snippets: width % 2 == 0,
                        scroll: 7,
                    }),
                    Screen::List(List {
                        filter: Filter::Pending,
                        ..List::default()
                    }),
                    Screen::ConfirmReset {
                        index: 0,
                        list: None,
                    },
                ];
                for screen in screens {
                    state.screen = screen;
                    let frame = frame(&state);
                    assert!(frame.len() <= height, "{height} rows: {frame:#?}");
                    for line in &frame {
                        let columns = console::measure_text_width(line);
                        assert!(columns <= width, "{columns} > {width}: {line:?}");
                    }
                }
            }
        }
    }
}
