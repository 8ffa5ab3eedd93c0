//! Reads `info.toml`: either a course, or all errors with their places.
//!
//! The format is version 1 of Rustlings' course format with optional keys that Rustlings
//! ignores; see docs/course-format.md.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use toml::Spanned;

use crate::model::bounded::{PROBLEM, bound_lines};
use crate::model::course::{Course, Exercise, Layout, RootFile};
use crate::model::expectation::Expectation;
use crate::model::formats::Format;

/// Everything that is wrong with a manifest. Never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ManifestError {
    /// The problems, in the order of the file.
    pub problems: Vec<Problem>,
}

/// One problem in a manifest, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
    /// What's wrong and how to fix it.
    pub message: String,
}

impl fmt::Display for ManifestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.problems.iter().enumerate() {
            if index > 0 {
                writeln!(f)?;
            }
            write!(
                f,
                "info.toml:{}:{}: {}",
                problem.line, problem.column, problem.message
            )?;
        }
        Ok(())
    }
}

impl std::error::Error for ManifestError {}

#[derive(Deserialize)]
struct RawCourse {
    format_version: Option<Spanned<i64>>,
    id: Option<String>,
    welcome_message: Option<String>,
    final_message: Option<String>,
    #[serde(default)]
    dependencies: toml::Table,
    #[serde(default)]
    exercises: Vec<RawExercise>,
}

#[derive(Deserialize)]
struct RawExercise {
    name: Spanned<String>,
    dir: Option<Spanned<String>>,
    layout: Option<Spanned<String>>,
    #[serde(default = "yes")]
    test: bool,
    #[serde(default)]
    strict_clippy: bool,
    edit_tests: Option<bool>,
    #[serde(default)]
    hint: String,
    #[serde(default)]
    further_hints: Vec<String>,
    #[serde(default)]
    expect: Vec<Spanned<String>>,
    title: Option<String>,
    #[serde(default)]
    concepts: Vec<String>,
    source: Option<String>,
    points: Option<u32>,
    #[serde(default)]
    partial_credit: bool,
    #[serde(default)]
    aliases: Vec<String>,
    timeout: Option<Spanned<u64>>,
    #[serde(default)]
    wasm: bool,
    network: Option<Spanned<String>>,
}

fn yes() -> bool {
    true
}

/// Reads a manifest.
///
/// # Errors
/// If the TOML is valid, all problems at once: names that are missing, taken twice or lead out
/// of the course, unknown expectations, a newer format.
pub fn parse(text: &str) -> Result<Course, ManifestError> {
    let raw: RawCourse = toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        let message = error.message().to_owned();
        ManifestError {
            problems: vec![problem_at(text, at, message)],
        }
    })?;
    let mut reader = ManifestReader::new(text);
    reader.format_version(raw.format_version.as_ref());
    let exercises: Vec<Exercise> = raw
        .exercises
        .into_iter()
        .map(|exercise| reader.exercise(exercise))
        .collect();
    if exercises.is_empty() {
        reader.problem(0, "a course needs at least one [[exercises]] table");
    }
    reader.aliases(&exercises);
    if reader.problems.is_empty() {
        Ok(Course {
            format: Format::Own,
            id: raw.id,
            welcome_message: raw.welcome_message,
            final_message: raw.final_message,
            dependencies: raw.dependencies,
            exercises,
        })
    } else {
        Err(ManifestError {
            problems: reader.problems,
        })
    }
}

struct ManifestReader<'a> {
    text: &'a str,
    /// Names seen so far, in lower case as some file systems see them, and their lines.
    names: BTreeMap<String, usize>,
    /// The offset up to which lines were counted, and the line there.
    counted: (usize, usize),
    problems: Vec<Problem>,
}

impl<'a> ManifestReader<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            names: BTreeMap::new(),
            counted: (0, 1),
            problems: Vec::new(),
        }
    }

    fn problem(&mut self, at: usize, message: impl Into<String>) {
        let problem = problem_at(self.text, at, message.into());
        self.problems.push(problem);
    }

    fn format_version(&mut self, version: Option<&Spanned<i64>>) {
        match version {
            Some(version) if *version.get_ref() == 1 => {}
            Some(version) if *version.get_ref() > 1 => self.problem(
                version.span().start,
                format!(
                    "format_version {} is newer than the one this program knows (1); update \
                     rustlings-like",
                    version.get_ref()
                ),
            ),
            Some(version) => self.problem(version.span().start, "format_version must be 1"),
            None => self.problem(0, "format_version = 1 is missing"),
        }
    }

    fn exercise(&mut self, raw: RawExercise) -> Exercise {
        let at = raw.name.span().start;
        let name = raw.name.into_inner();
        let line = self.line(at);
        self.name(at, line, &name);
        if let Some(dir) = &raw.dir
            && let Some(why) = unsafe_path(dir.get_ref())
        {
            let message = format!("the folder {:?} {why}", dir.get_ref());
            self.problem(dir.span().start, message);
        }
        if let Some(timeout) = &raw.timeout
            && !(1..=3600).contains(timeout.get_ref())
        {
            self.problem(
                timeout.span().start,
                "timeout must be from 1 to 3600 (seconds)",
            );
        }
        let layout = raw.layout.map_or(Layout::File, |it| self.layout(&it));
        if layout == Layout::Package && (!raw.test || raw.wasm || raw.edit_tests == Some(true)) {
            let message = "tests that learners don't edit decide about a package, and it isn't \
                           built for WebAssembly";
            self.problem(at, message);
        }
        let first_hint = Some(raw.hint.trim().to_owned()).filter(|hint| !hint.is_empty());
        let further = raw.further_hints.iter().map(|h| h.trim().to_owned());
        Exercise {
            dir: raw.dir.map(Spanned::into_inner),
            file: None,
            layout,
            legacy: None,
            test: raw.test,
            strict_clippy: raw.strict_clippy,
            edit_tests: raw.edit_tests,
            title: raw.title,
            hints: first_hint.into_iter().chain(further).collect(),
            expect: self.expectations(&raw.expect),
            concepts: raw.concepts,
            source: raw.source,
            points: raw.points.unwrap_or(1),
            partial_credit: raw.partial_credit,
            aliases: raw.aliases,
            timeout: raw.timeout.map(Spanned::into_inner),
            wasm: raw.wasm,
            network: raw.network.is_some_and(|network| self.network(&network)),
            line,
            name,
        }
    }

    /// The line at an offset. Offsets must come in order, so that each line is counted once.
    fn line(&mut self, at: usize) -> usize {
        let (from, line) = self.counted;
        let between = self.text.get(from..at).unwrap_or_default();
        self.counted = (at, line + between.matches('\n').count());
        self.counted.1
    }

    fn name(&mut self, at: usize, line: usize, name: &str) {
        if name.contains(['/', '\\']) {
            self.problem(
                at,
                format!("the name {name:?} must not contain / or \\; use dir for folders"),
            );
        } else if let Some(why) = unsafe_path(name) {
            self.problem(at, format!("the name {name:?} {why}"));
        }
        if let Some(first) = self.names.insert(name.to_lowercase(), line) {
            self.problem(
                at,
                format!("the name {name:?} is already taken on line {first}"),
            );
        }
    }

    /// Whether the exercise needs the network. The only known value is `loopback`.
    fn network(&mut self, network: &Spanned<String>) -> bool {
        let is_known = network.get_ref() == "loopback";
        if !is_known {
            self.problem(
                network.span().start,
                format!(
                    "network can only be \"loopback\", not {:?}",
                    network.get_ref()
                ),
            );
        }
        is_known
    }

    /// Which files the exercise has. Which of the two roots there is, the folder tells.
    fn layout(&mut self, layout: &Spanned<String>) -> Layout {
        match layout.get_ref().as_str() {
            "file" => Layout::File,
            "modules" => Layout::Modules(RootFile::Main),
            "package" => Layout::Package,
            other => {
                let message =
                    format!("layout can be \"file\", \"modules\" or \"package\", not {other:?}");
                self.problem(layout.span().start, message);
                Layout::File
            }
        }
    }

    fn expectations(&mut self, items: &[Spanned<String>]) -> Vec<Expectation> {
        let mut expectations = Vec::new();
        for item in items {
            match Expectation::parse(item.get_ref()) {
                Some(expectation) => expectations.push(expectation),
                None => self.problem(
                    item.span().start,
                    format!(
                        "cannot read {:?}; expect takes an error code (E0382), a lint's name, \
                         \"error: TEXT\", \"test: NAME\", \"time out\", \"exit\" or \"passes\"",
                        item.get_ref()
                    ),
                ),
            }
        }
        expectations
    }

    fn aliases(&mut self, exercises: &[Exercise]) {
        for exercise in exercises {
            for alias in &exercise.aliases {
                if self.names.contains_key(&alias.to_lowercase()) {
                    let message = format!("the alias {alias:?} is the name of an exercise");
                    let line = exercise.line;
                    self.problems.push(Problem {
                        line,
                        column: 1,
                        message,
                    });
                }
            }
        }
    }
}

/// The most bytes in a name. Most file systems allow 255, and we need some for endings.
const LONGEST_NAME: usize = 240;

/// Why a relative path is dangerous, or impossible on some system, if it is.
pub(super) fn unsafe_path(path: &str) -> Option<&'static str> {
    if path.trim().is_empty() {
        return Some("is empty");
    }
    if path
        .chars()
        .any(|c| c.is_control() || "<>:\"|?*".contains(c))
    {
        return Some("has a character that not every file system allows");
    }
    if path
        .split(['/', '\\'])
        .any(|part| part.len() > LONGEST_NAME)
    {
        return Some("is too long for a file system: each part may have at most 240 bytes");
    }
    let leads_out = path
        .split(['/', '\\'])
        .any(|part| part.is_empty() || part == "." || part == "..");
    leads_out.then_some("leads out of the course; use only plain folder and file names")
}

pub(super) fn problem_at(text: &str, at: usize, message: String) -> Problem {
    let (line, column) = place(text, at);
    let message = bound_lines(&message, PROBLEM).into_owned();
    Problem {
        line,
        column,
        message,
    }
}

/// The line and column, from 1, of a byte offset.
fn place(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or("");
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    (line, column)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(text: &str) -> Vec<String> {
        let error = parse(text).expect_err("must be refused");
        error.to_string().lines().map(str::to_owned).collect()
    }

    #[test]
    fn reads_what_rustlings_courses_hold() {
        let course = parse(
            "format_version = 1\nwelcome_message = \"Hi \\u001b[1m\"\nunknown = 3\n
             [[exercises]]\nname = \"1-intro\"\ndir = \"00_a-b\"\nskip_check_unsolved = true\nhint = \"\"\n
             [[exercises]]\nname = \"二\"\ntest = false\nhint = \"one\"\nfurther_hints = [\"two\"]\nexpect = [\"E0382\"]\n",
        )
        .expect("valid");
        assert_eq!(course.exercises[0].path(), "exercises/00_a-b/1-intro.rs");
        assert_eq!(course.exercises[0].hints.len(), 0);
        assert_eq!(course.exercises[1].path(), "exercises/二.rs");
        assert_eq!(course.exercises[1].hints, ["one", "two"]);
        assert_eq!(course.exercises[1].line, 12);
    }

    #[test]
    fn names_all_problems_with_their_places() {
        let found = problems(
            "format_version = 2\n[[exercises]]\nname = \"a\"\nexpect = [\"E1\"]\n[[exercises]]\nname = \"A\"\n[[exercises]]\nname = \"../x\"\n[[exercises]]\nname = \"b\"\ndir = \"/etc\"\n",
        );
        assert_eq!(found.len(), 5, "{found:#?}");
        assert!(found[0].starts_with("info.toml:1:18: format_version 2 is newer"));
        assert!(found[1].starts_with("info.toml:4:11: cannot read \"E1\""));
        assert!(found[2].contains("already taken on line 3"));
        assert!(found[3].starts_with("info.toml:8:8: the name \"../x\""));
        assert!(found[4].contains("leads out of the course"));
    }

    #[test]
    fn names_the_place_of_broken_toml() {
        assert!(
            problems("format_version = 1\nwelcome_message = \"a\n")[0].starts_with("info.toml:2:")
        );
        assert!(
            problems("format_version = 1\n[[exercises]]\nname = 3\n")[0]
                .starts_with("info.toml:3:8")
        );
    }

    #[test]
    fn an_empty_file_is_explained() {
        let found = problems("");
        assert!(found[0].contains("format_version = 1 is missing"));
        assert!(found[1].contains("at least one"));
    }

    proptest::proptest! {
        #[test]
        fn never_panics(text in "(format_version = [0-9]\n|\\[\\[exercises\\]\\]\n|name = \"[./a-z]*\"\n|dir = \"[./a-z]*\"\n|.*\n)*") {
            let _ = parse(&text);
        }
    }
}
