//! Reads `.rustlings-state.txt`, where Rustlings 6 keeps a learner's progress: a line of
//! warning, the current exercise, and the exercises that are done, with empty lines between the
//! three. We never write it.

use crate::model::course::Course;
use crate::model::progress::Progress;

/// The file's name, in the folder where Rustlings is started.
pub const FILE: &str = ".rustlings-state.txt";

/// The progress that Rustlings keeps.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RustlingsState {
    /// The learner's current exercise.
    pub current: String,
    /// The exercises that are done.
    pub done: Vec<String>,
}

/// Reads the file's text. `None` if it isn't such a file, or only the beginning of one.
pub fn parse(text: &str) -> Option<RustlingsState> {
    let mut lines = text.lines().map(str::trim_end);
    let head = lines.next()?;
    let is_state = head.starts_with("DON'T EDIT") && lines.next()?.is_empty();
    let current = lines.next().filter(|name| is_state && !name.is_empty())?;
    let done = lines
        .skip_while(|line| line.is_empty())
        .take_while(|line| !line.is_empty());
    Some(RustlingsState {
        current: current.to_owned(),
        done: done.map(str::to_owned).collect(),
    })
}

impl RustlingsState {
    /// Adds the exercises done in Rustlings to our progress. Each is taken over only once, so
    /// that an exercise that's reset here stays reset. `now` is the time of Rustlings' file, in
    /// seconds since 1970.
    pub fn add_to(&self, progress: &mut Progress, course: &Course, now: u64) {
        let known = |name: &str| course.exercises.iter().any(|e| e.name == *name);
        if progress.current.is_none() && known(&self.current) {
            progress.current = Some(self.current.clone());
        }
        for name in self.done.iter().filter(|name| known(name)) {
            if !progress.taken_over.contains(name) {
                progress.taken_over.insert(name.clone());
                let record = progress.exercises.entry(name.clone()).or_default();
                record.passed_at.get_or_insert(now);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::course::Exercise;
    use crate::model::formats::Format;
    use crate::model::progress::ProgressChange;

    const TEXT: &str = "DON'T EDIT THIS FILE!\n\nb\n\na\ngone\n";

    fn course() -> Course {
        let exercises = ["a", "b"].map(|name| Exercise::new(name.to_owned(), 1));
        Course {
            format: Format::RustlingsInit,
            id: None,
            welcome_message: None,
            final_message: None,
            dependencies: toml::Table::new(),
            exercises: exercises.into(),
        }
    }

    #[test]
    fn reads_what_rustlings_writes() {
        let state = parse(TEXT).expect("a state");
        assert_eq!(
            (state.current.as_str(), state.done.len()),
            ("b", 2),
            "{state:?}"
        );
        assert_eq!(parse(&TEXT.replace('\n', "\r\n")), Some(state));
        let nothing_done = parse("DON'T EDIT THIS FILE!\n\na\n").expect("a state");
        assert!(nothing_done.done.is_empty());
        for text in ["", "DON'T EDIT THIS FILE!\n", "{}", "x\n\na\n"] {
            assert_eq!(parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn what_was_done_counts_once() {
        let (course, mut progress) = (course(), Progress::default());
        let state = parse(TEXT).expect("a state");
        state.add_to(&mut progress, &course, 7);
        assert_eq!(progress.current.as_deref(), Some("b"));
        assert!(progress.is_done("a") && !progress.is_done("gone") && !progress.is_done("b"));
        progress.apply(&ProgressChange::Reset { name: "a".into() });
        state.add_to(&mut progress, &course, 7);
        assert!(!progress.is_done("a"));
        let later = parse("DON'T EDIT THIS FILE!\n\na\n\na\nb\n").expect("a state");
        later.add_to(&mut progress, &course, 8);
        assert!(progress.is_done("b") && !progress.is_done("a"));
        assert_eq!(progress.current.as_deref(), Some("b"));
    }
}
