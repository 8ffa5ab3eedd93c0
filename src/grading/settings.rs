//! What an edited `info.toml` would gain.

use crate::model::course::{Course, Exercise};

/// The settings of an exercise that decide about a pass or its worth and aren't the original
/// ones, by their names in `info.toml`.
pub fn edited_settings(original: &Exercise, current: &Exercise) -> Vec<String> {
    let (a, b) = (original, current);
    let same_mode =
        (a.test, a.strict_clippy, a.build_script()) == (b.test, b.strict_clippy, b.build_script());
    // Rustlings before version 6 has one key for all three.
    let has_mode = a.legacy.is_some() && b.legacy.is_some();
    let settings = [
        ("mode", same_mode || !has_mode),
        (
            "layout",
            (a.has_folder(), a.is_package()) == (b.has_folder(), b.is_package()),
        ),
        ("test", a.test == b.test || has_mode),
        (
            "strict_clippy",
            a.strict_clippy == b.strict_clippy || has_mode,
        ),
        ("edit_tests", a.edit_tests == b.edit_tests),
        ("points", a.points == b.points),
        ("partial_credit", a.partial_credit == b.partial_credit),
        ("timeout", a.timeout == b.timeout),
        ("wasm", a.wasm == b.wasm),
        ("network", a.network == b.network),
        ("format_version", a.legacy.is_some() == b.legacy.is_some()),
    ];
    let edited = settings.into_iter().filter(|(_, same)| !same);
    edited
        .map(|(name, _)| format!("`{name}` in info.toml"))
        .collect()
}

/// The exercises of the original that a course doesn't have.
pub fn missing(original: &Course, current: &Course) -> Vec<String> {
    let all = original.exercises.iter();
    let missing = all.filter(|exercise| entry_of(current, exercise).is_none());
    missing.map(|exercise| exercise.name.clone()).collect()
}

/// The entry of a course for the same file or folder.
pub fn entry_of<'a>(course: &'a Course, exercise: &Exercise) -> Option<&'a Exercise> {
    let same = |other: &&Exercise| other.place() == exercise.place();
    course.exercises.iter().find(same)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::manifest;

    fn course(entries: &str) -> Course {
        manifest::parse(&format!("format_version = 1\n{entries}")).expect("valid")
    }

    #[test]
    fn what_makes_passing_easier_is_named() {
        let original = course("[[exercises]]\nname = \"a\"\nstrict_clippy = true\nhint = \"x\"\n");
        let current =
            course("[[exercises]]\nname = \"a\"\ntest = false\npoints = 9\nhint = \"y\"\n");
        let edited = edited_settings(&original.exercises[0], &current.exercises[0]);
        let wanted = ["test", "strict_clippy", "points"];
        assert_eq!(edited, wanted.map(|name| format!("`{name}` in info.toml")));
        assert!(edited_settings(&original.exercises[0], &original.exercises[0]).is_empty());
    }

    #[test]
    fn exercises_that_are_gone_are_missed() {
        let original = course("[[exercises]]\nname = \"a\"\n[[exercises]]\nname = \"b\"\n");
        let current = course("[[exercises]]\nname = \"b\"\n[[exercises]]\nname = \"c\"\n");
        assert_eq!(missing(&original, &current), ["a"]);
    }
}
