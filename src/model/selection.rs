//! Selects exercises of a course.

use std::collections::BTreeSet;

use crate::model::course::{Course, Exercise};
use crate::model::partition::Partition;

/// The criteria of a selection. Each one that's set narrows the selection.
#[derive(Debug, Default)]
pub struct Selection {
    /// Names of exercises; `None` means all.
    pub names: Option<BTreeSet<String>>,
    /// Folders of chapters; `None` means all.
    pub chapters: Option<BTreeSet<String>>,
    /// Paths of exercises below the course's root; `None` means all.
    pub paths: Option<BTreeSet<String>>,
    /// The part to take of what the other criteria leave.
    pub partition: Option<Partition>,
}

impl Selection {
    /// The selected exercises in the course's order, each with its position from 1. `path`
    /// gives the path of an exercise that's compared with `paths`.
    pub fn of<'a>(
        &self,
        course: &'a Course,
        path: impl Fn(&Exercise) -> String,
    ) -> Vec<(usize, &'a Exercise)> {
        let allows = |set: &Option<BTreeSet<String>>, item: &str| {
            set.as_ref().is_none_or(|set| set.contains(item))
        };
        let all = course.exercises.iter().enumerate();
        let chosen = all.map(|(index, exercise)| (index + 1, exercise));
        let chosen = chosen.filter(|(_, exercise)| {
            allows(&self.names, &exercise.name)
                && allows(&self.chapters, exercise.chapter())
                && allows(&self.paths, &path(exercise))
        });
        let in_part = |(index, (_, exercise)): &(usize, (usize, &Exercise))| {
            let partition = self.partition;
            partition.is_none_or(|part| part.holds(*index, &exercise.name))
        };
        let parted = chosen.enumerate().filter(in_part);
        parted.map(|(_, chosen)| chosen).collect()
    }
}

/// The chapters that `word` may mean: by folder, by the folder's number, or by the name after
/// the number.
pub fn chapters_called(course: &Course, word: &str) -> Vec<String> {
    let word = word.trim_end_matches('/');
    let wanted = word.strip_prefix("exercises/").unwrap_or(word);
    let called = |chapter: &str| {
        let digits = chapter.chars().take_while(char::is_ascii_digit).count();
        let (number, rest) = chapter.split_at(digits);
        let rest = rest.trim_start_matches(['_', '-', ' ']);
        let same_number = number
            .parse::<u64>()
            .ok()
            .is_some_and(|n| wanted.parse() == Ok(n));
        chapter.eq_ignore_ascii_case(wanted)
            || same_number
            || (!number.is_empty() && rest.eq_ignore_ascii_case(wanted))
    };
    let chapters = course.chapters().into_iter().map(|(name, _)| name);
    chapters
        .filter(|name| called(name))
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::manifest;

    fn course() -> Course {
        manifest::parse(
            "format_version = 1
             [[exercises]]\nname = \"a\"\ndir = \"00_start\"
             [[exercises]]\nname = \"b\"\ndir = \"02_borrowing\"
             [[exercises]]\nname = \"c\"\ndir = \"02_borrowing\"
             [[exercises]]\nname = \"d\"\ndir = \"12_more\"",
        )
        .expect("valid")
    }

    #[test]
    fn a_chapter_has_several_names() {
        for word in [
            "2",
            "02",
            "borrowing",
            "02_borrowing",
            "exercises/02_borrowing/",
        ] {
            assert_eq!(chapters_called(&course(), word), ["02_borrowing"], "{word}");
        }
        assert_eq!(chapters_called(&course(), "0"), ["00_start"]);
        assert!(chapters_called(&course(), "3").is_empty());
        assert!(chapters_called(&course(), "").is_empty());
    }

    #[test]
    fn what_is_given_narrows_and_parts_come_last() {
        let course = course();
        let set = |words: &[&str]| Some(words.iter().map(|w| (*w).to_owned()).collect());
        let selection = Selection {
            names: set(&["b", "c", "d"]),
            chapters: set(&["02_borrowing"]),
            partition: Some("slice:2/2".parse().unwrap()),
            ..Selection::default()
        };
        let chosen = selection.of(&course, Exercise::path);
        let chosen: Vec<(usize, &str)> =
            chosen.iter().map(|(n, e)| (*n, e.name.as_str())).collect();
        assert_eq!(chosen, [(3, "c")]);
    }
}
