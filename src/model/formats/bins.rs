//! Reads folders made by `rustlings init`: the `bin` list in `Cargo.toml` has the exercises'
//! names and paths, in order.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use crate::model::course::{Course, Exercise};
use crate::model::formats::Format;
use crate::model::manifest::{Problem, problem_at, unsafe_path};

const WELCOME: &str = "This folder was made by `rustlings init`. Exercises that you've done in \
     Rustlings count here too. Your progress here goes into `.rustlings-like/`; Rustlings' own \
     file doesn't change.\n\
     The folder doesn't say which exercises must also be free of warnings, so here no exercise \
     fails because of one.";

/// Follows the welcome if we don't have the hints.
const NO_HINTS: &str = " It has no hints either: `rustlings hint` shows them.";

#[derive(Deserialize)]
struct BinManifest {
    #[serde(default)]
    bin: Vec<Bin>,
}

#[derive(Deserialize)]
struct Bin {
    name: Option<Spanned<String>>,
    path: Option<Spanned<String>>,
}

/// Whether a `Cargo.toml` lists exercises as `rustlings init` does: programs in `exercises/`,
/// each with a solution called `NAME_sol` in `solutions/`.
pub fn lists_exercises(cargo_toml: &str) -> bool {
    let has_solution = |bins: &[(&str, &str)], name: &str| {
        let solution = format!("{name}_sol");
        let mut others = bins.iter();
        others.any(|(name, path)| *name == solution && path.starts_with("solutions/"))
    };
    let Ok(file) = toml::from_str::<BinManifest>(cargo_toml) else {
        return false;
    };
    let pairs = file.bin.iter().filter_map(|bin| {
        let (name, path) = (bin.name.as_ref()?, bin.path.as_ref()?);
        Some((name.get_ref().as_str(), path.get_ref().as_str()))
    });
    let pairs: Vec<(&str, &str)> = pairs.collect();
    let mut exercises = pairs.iter();
    exercises.any(|(name, path)| path.starts_with("exercises/") && has_solution(&pairs, name))
}

/// Reads the exercises from a `Cargo.toml`.
///
/// # Errors
/// The TOML is invalid, a path leads out of the folder, two exercises share a name, or there
/// are no exercises.
pub fn parse(cargo_toml: &str) -> Result<Course, Vec<Problem>> {
    let problem = |at, message: String| problem_at(cargo_toml, at, message);
    let file: BinManifest = toml::from_str(cargo_toml).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        vec![problem(at, error.message().to_owned())]
    })?;
    let mut problems = Vec::new();
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    let mut exercises = Vec::new();
    for bin in &file.bin {
        let (Some(name), Some(path)) = (&bin.name, &bin.path) else {
            continue;
        };
        let (at, name, path) = (name.span().start, name.get_ref(), path.get_ref());
        if !path.starts_with("exercises/") {
            continue;
        }
        let line = problem(at, String::new()).line;
        let wrong = [("name", name), ("path", path)];
        let wrong = wrong.map(|(key, text)| {
            let why = if key == "name" && text.contains(['/', '\\']) {
                Some("must not contain / or \\")
            } else {
                unsafe_path(text)
            };
            why.map(|why| format!("the {key} {text:?} {why}"))
        });
        problems.extend(wrong.into_iter().flatten().map(|why| problem(at, why)));
        if let Some(first) = names.insert(name.to_lowercase(), line) {
            let message = format!("the name {name:?} is already taken on line {first}");
            problems.push(problem(at, message));
        }
        exercises.push(Exercise::new(name.clone(), line).at(path));
    }
    if exercises.is_empty() {
        problems.push(problem(0, "the bin list names no exercises".to_owned()));
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    Ok(Course {
        format: Format::RustlingsInit,
        id: None,
        welcome_message: Some(format!("{WELCOME}{NO_HINTS}")),
        final_message: None,
        dependencies: toml::Table::new(),
        exercises,
    })
}

/// Takes the hints from an installed Rustlings, if it has all of the folder's exercises.
/// Returns whether it does.
pub fn take_hints(course: &mut Course, rustlings: &Course) -> bool {
    let hints_of = |exercise: &Exercise| {
        let mut others = rustlings.exercises.iter();
        let same = others.find(|other| other.path() == exercise.path())?;
        Some(same.hints.clone())
    };
    let hints: Option<Vec<Vec<String>>> = course.exercises.iter().map(hints_of).collect();
    let Some(hints) = hints else {
        return false;
    };
    for (exercise, hints) in course.exercises.iter_mut().zip(hints) {
        exercise.hints = hints;
    }
    course.welcome_message = Some(WELCOME.to_owned());
    true
}

/// The beginning of the placeholder that `rustlings init` writes for each solution. Rustlings
/// replaces it when the exercise is done.
const STUB: &str = "// DON'T EDIT THIS SOLUTION FILE!";

/// Whether a solution's text is Rustlings' placeholder.
pub fn is_stub(solution: &str) -> bool {
    let mut lines = solution.lines().map(str::trim);
    lines.next() == Some("fn main() {") && lines.next() == Some(STUB)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOML: &str = "bin = [\n  { name = \"intro1\", path = \"exercises/00_intro/intro1.rs\" },\n\
        \x20 { name = \"intro1_sol\", path = \"solutions/00_intro/intro1.rs\" },\n\
        \x20 { name = \"quiz1\", path = \"exercises/quizzes/quiz1.rs\" },\n]\n[package]\nname = \"exercises\"\n";

    #[test]
    fn the_bin_list_gives_names_paths_and_order() {
        assert!(lists_exercises(TOML));
        let course = parse(TOML).expect("valid");
        let found: Vec<_> = course
            .exercises
            .iter()
            .map(|e| (e.path(), e.line))
            .collect();
        let wanted = [
            ("exercises/00_intro/intro1.rs".to_owned(), 2),
            ("exercises/quizzes/quiz1.rs".to_owned(), 4),
        ];
        assert_eq!(found, wanted);
    }

    #[test]
    fn other_packages_list_no_exercises() {
        for text in [
            "[package]\nname = \"x\"\n",
            "[[bin]]\nname = \"a\"\npath = \"src/a.rs\"\n",
            "[[bin]]\nname = \"a\"\npath = \"exercises/a.rs\"\n",
            "bin = [",
        ] {
            assert!(!lists_exercises(text), "{text}");
        }
    }

    #[test]
    fn what_leads_out_or_is_double_is_refused() {
        let text = TOML.replace("quizzes/quiz1.rs", "../../q.rs");
        let problems = parse(&text).expect_err("refused");
        assert!(problems[0].message.contains("leads out") && problems[0].line == 4);
        let problems = parse(&TOML.replace("quiz1\"", "INTRO1\"")).expect_err("refused");
        assert!(problems[0].message.contains("already taken on line 2"));
    }
}
