//! Draws the state as lines on a screen.

use crate::view::exercise;
use crate::view::list::{self, ListView};
use crate::view::text::{cut, fill, reveal, shorten};
use crate::view::theme::Theme;
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

fn exercise_frame(state: &State) -> Vec<String> {
    let (width, height) = state.size;
    let notices = state.all_notices();
    let view = state.exercise_view(&notices);
    exercise::screen(&view, width, height, state.theme)
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
    use crate::model::progress::Progress;
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
