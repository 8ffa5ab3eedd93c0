//! Reads courses for Rustlings before version 6: `info.toml` has a `path` and a `mode` for each
//! exercise, and a comment in the exercise's file says that it isn't done.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use crate::model::course::{Course, Exercise, Legacy};
use crate::model::formats::Format;
use crate::model::manifest::{ManifestError, Problem, problem_at, unsafe_path};
use crate::rust::Source;

/// The edition in which Rustlings 5 compiled everything.
pub const EDITION: &str = "2021";

/// The lint that Rustlings 5 added to clippy's defaults in exercises that clippy decides.
pub const LINT: &str = "--warn=clippy::float_cmp";

const MODES: &str = "compile, run, test, clippy or buildscript";

const WELCOME: &str = "This is a course for Rustlings before version 6. It works as it is; your \
     progress goes into `.rustlings-like/`.\n\
     An exercise can only pass once you've removed its line `// I AM NOT DONE`. Press `a` to \
     check all exercises, so that the ones you've already solved count.";

#[derive(Deserialize)]
struct RawV5Course {
    #[serde(default)]
    exercises: Vec<RawV5Exercise>,
}

#[derive(Deserialize)]
struct RawV5Exercise {
    name: Option<Spanned<String>>,
    path: Option<Spanned<String>>,
    mode: Option<Spanned<String>>,
    #[serde(default)]
    hint: String,
}

/// Reads a manifest of Rustlings before version 6.
///
/// # Errors
/// If the TOML is valid, all problems at once.
pub fn parse(text: &str) -> Result<Course, ManifestError> {
    let raw: RawV5Course = toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        ManifestError {
            problems: vec![problem_at(text, at, error.message().to_owned())],
        }
    })?;
    // We find an entry's place by its values. An entry without values gets the place of the one
    // before it.
    let mut reader = V5Reader {
        text,
        at: 0,
        names: BTreeMap::new(),
        problems: Vec::new(),
    };
    let exercises = raw.exercises.into_iter();
    let exercises = exercises.filter_map(|raw| reader.exercise(raw)).collect();
    if reader.problems.is_empty() {
        Ok(Course {
            format: Format::RustlingsV5,
            id: None,
            welcome_message: Some(WELCOME.to_owned()),
            final_message: None,
            dependencies: toml::Table::new(),
            exercises,
        })
    } else {
        Err(ManifestError {
            problems: reader.problems,
        })
    }
}

struct V5Reader<'a> {
    text: &'a str,
    /// The offset of the last value that was read.
    at: usize,
    /// Names seen so far, in lower case, and their lines.
    names: BTreeMap<String, usize>,
    problems: Vec<Problem>,
}

impl V5Reader<'_> {
    fn problem(&mut self, at: usize, message: String) {
        self.problems.push(problem_at(self.text, at, message));
    }

    fn exercise(&mut self, raw: RawV5Exercise) -> Option<Exercise> {
        let starts = [&raw.name, &raw.path, &raw.mode].into_iter().flatten();
        let first = starts.map(|value| value.span().start).min();
        self.at = first.unwrap_or(self.at);
        let path = self.path(raw.path.as_ref());
        let mode = self.mode(raw.mode.as_ref());
        let stem = path.as_deref().and_then(stem).map(str::to_owned);
        let (at, name) = match &raw.name {
            Some(name) => (name.span().start, Some(name.get_ref().as_str())),
            None => (self.at, stem.as_deref()),
        };
        let Some(name) = name else {
            self.problem(at, "name is missing".to_owned());
            return None;
        };
        let line = self.name(at, name)?;
        let (path, mode) = (path?, mode?);
        let beside = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let hint = raw.hint.trim();
        Some(
            Exercise {
                test: matches!(mode, V5Mode::Test | V5Mode::BuildScript),
                strict_clippy: mode == V5Mode::Clippy,
                hints: Some(hint.to_owned())
                    .filter(|h| !h.is_empty())
                    .into_iter()
                    .collect(),
                legacy: Some(Legacy {
                    build_script: (mode == V5Mode::BuildScript).then(|| {
                        format!("{beside}/build.rs")
                            .trim_start_matches('/')
                            .to_owned()
                    }),
                }),
                ..Exercise::new(name.to_owned(), line)
            }
            .at(&path),
        )
    }

    /// The line of a name, if the name is new and harmless.
    fn name(&mut self, at: usize, name: &str) -> Option<usize> {
        let found = self.problems.len();
        let why = if name.contains(['/', '\\']) {
            Some("must not contain / or \\")
        } else {
            unsafe_path(name)
        };
        if let Some(why) = why {
            self.problem(at, format!("the name {name:?} {why}"));
        }
        let line = problem_at(self.text, at, String::new()).line;
        if let Some(first) = self.names.insert(name.to_lowercase(), line) {
            let message = format!(
                "the name {name:?} is already taken on line {first}; progress is saved by name, \
                 so rename one of the two"
            );
            self.problem(at, message);
        }
        (self.problems.len() == found).then_some(line)
    }

    /// The path with `/`, and without a leading `./`.
    fn path(&mut self, path: Option<&Spanned<String>>) -> Option<String> {
        let Some(written) = path else {
            self.problem(self.at, "path is missing".to_owned());
            return None;
        };
        let at = written.span().start;
        let path = written.get_ref().replace('\\', "/");
        let path = path.trim_start_matches("./").to_owned();
        if let Some(why) = unsafe_path(&path) {
            self.problem(at, format!("the path {:?} {why}", written.get_ref()));
            return None;
        }
        if stem(&path).is_none() {
            self.problem(at, format!("the path {path:?} doesn't name a .rs file"));
            return None;
        }
        Some(path)
    }

    fn mode(&mut self, mode: Option<&Spanned<String>>) -> Option<V5Mode> {
        let Some(written) = mode else {
            self.problem(self.at, format!("mode is missing; it can be {MODES}"));
            return None;
        };
        let mode = V5Mode::parse(written.get_ref());
        if mode.is_none() {
            let message = format!("mode can be {MODES}, not {:?}", written.get_ref());
            self.problem(written.span().start, message);
        }
        mode
    }
}

/// How an exercise is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum V5Mode {
    /// `main` runs.
    Run,
    /// The tests run.
    Test,
    /// Clippy must have nothing to say.
    Clippy,
    /// The tests run, compiled with the output of a build script.
    BuildScript,
}

impl V5Mode {
    fn parse(word: &str) -> Option<Self> {
        match word {
            "compile" | "run" => Some(Self::Run),
            "test" => Some(Self::Test),
            "clippy" => Some(Self::Clippy),
            "buildscript" => Some(Self::BuildScript),
            _ => None,
        }
    }
}

fn stem(path: &str) -> Option<&str> {
    let file = path.rsplit('/').next()?;
    file.strip_suffix(".rs").filter(|stem| !stem.is_empty())
}

/// The line, from 1, of the first comment that says that an exercise isn't done: `//` or `///`
/// at the beginning of a line, then `I AM NOT DONE`, whatever follows. Case doesn't matter,
/// since releases differ about it. Strings and block comments don't count.
pub fn line_not_done(source: &Source) -> Option<usize> {
    let comments = source.comments().iter().filter(|comment| comment.is_line);
    let mut found = comments.filter(|comment| {
        let text = source.text();
        let before = text[..comment.bytes.start]
            .rsplit('\n')
            .next()
            .unwrap_or("");
        before.trim().is_empty() && says_not_done(&text[comment.bytes.clone()])
    });
    Some(source.line_of(found.next()?.bytes.start))
}

fn says_not_done(comment: &str) -> bool {
    let words = comment.strip_prefix("//").unwrap_or(comment);
    let words = words.strip_prefix('/').unwrap_or(words);
    let mut words = words.split_whitespace();
    let wanted = ["I", "AM", "NOT"];
    wanted
        .iter()
        .all(|wanted| words.next().is_some_and(|w| w.eq_ignore_ascii_case(wanted)))
        && words.next().is_some_and(|word| {
            word.get(..4)
                .is_some_and(|begin| begin.eq_ignore_ascii_case("DONE"))
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rust::Edition;

    fn problems(text: &str) -> Vec<String> {
        let error = parse(text).expect_err("must be refused");
        error.to_string().lines().map(str::to_owned).collect()
    }

    #[test]
    fn path_and_mode_say_what_an_exercise_is() {
        let course = parse(
            "[[exercises]]\nname = \"2-loops\"\npath = \"exercises/a/b/2-loops.rs\"\nmode = \"compile\"\nhint = \"\"\"\nlook\n\"\"\"\n\
             [[exercises]]\r\nname = \"other\"\r\npath = \"./src\\\\x1.rs\"\r\nmode = \"test\"\r\nhint = \"\"\r\n\
             [[exercises]]\npath = \"exercises/quiz.rs\"\nmode = \"clippy\"\n\
             [[exercises]]\nname = \"built\"\npath = \"exercises/tests/built.rs\"\nmode = \"buildscript\"\n",
        )
        .expect("valid");
        let [loops, other, quiz, built] = &course.exercises[..] else {
            panic!("four exercises");
        };
        assert_eq!(loops.path(), "exercises/a/b/2-loops.rs");
        assert_eq!((loops.chapter(), loops.test), ("a/b", false));
        assert_eq!(
            (loops.hints.as_slice(), loops.line),
            (&["look".to_owned()][..], 2)
        );
        assert_eq!(
            (other.path(), other.solution_path()),
            ("src/x1.rs".into(), "solutions/src/x1.rs".into())
        );
        assert!(other.test && other.hints.is_empty());
        assert_eq!((quiz.name.as_str(), quiz.chapter()), ("quiz", "-"));
        assert!(quiz.strict_clippy && !quiz.test);
        let script = built
            .legacy
            .as_ref()
            .and_then(|legacy| legacy.build_script.as_deref());
        assert_eq!(script, Some("exercises/tests/build.rs"));
    }

    #[test]
    fn all_problems_are_named_with_their_places() {
        let found = problems(
            "[[exercises]]\nname = \"a\"\npath = \"../a.rs\"\nmode = \"test\"\n\
             [[exercises]]\nname = \"b\"\npath = \"exercises/b.rs\"\nmode = \"bench\"\n\
             [[exercises]]\nname = \"A\"\npath = \"/etc/a.rs\"\n\
             [[exercises]]\nname = \"c\"\npath = \"exercises/c\"\nmode = \"run\"\n\
             [[exercises]]\nmode = \"run\"\n",
        );
        let expected = [
            "info.toml:3:8: the path \"../a.rs\" leads out of the course",
            "info.toml:8:8: mode can be compile, run, test, clippy or buildscript, not \"bench\"",
            "info.toml:11:8: the path \"/etc/a.rs\" leads out",
            "info.toml:10:8: mode is missing",
            "info.toml:10:8: the name \"A\" is already taken on line 2",
            "info.toml:14:8: the path \"exercises/c\" doesn't name a .rs file",
            "info.toml:17:8: path is missing",
            "info.toml:17:8: name is missing",
        ];
        assert_eq!(found.len(), expected.len(), "{found:#?}");
        for (found, expected) in found.iter().zip(expected) {
            assert!(found.starts_with(expected), "{found:?} {expected:?}");
        }
    }

    #[test]
    fn only_a_comment_at_the_beginning_of_a_line_says_not_done() {
        for (text, line) in [
            ("// I AM NOT DONE\nfn main() {}", Some(1)),
            (
                "// exercise.rs\r\n\r\n//I  AM NOT DONE\r\nfn main() {}",
                Some(3),
            ),
            ("fn main() {\n    /// I AM NOT DONE!\n}", Some(2)),
            ("#!/bin/env x\n\t// i am not done yet\n", Some(2)),
            ("let x = 1; // I AM NOT DONE", None),
            ("//! I AM NOT DONE", None),
            ("//// I AM NOT DONE", None),
            ("/// Remove the line `// I AM NOT DONE` at the end", None),
            ("// /// I AM NOT DONE", None),
            ("let s = \"\n// I AM NOT DONE\n\";", None),
            (
                "let s = r#\"\n// I AM NOT DONE\n\"#;\n// I AM NOT DONE",
                Some(4),
            ),
            ("/*\n// I AM NOT DONE\n*/", None),
            ("// I AM DONE", None),
            ("// I AM NOT DÖNE", None),
            ("let c = '\"'; \n// I AM NOT DONE", Some(2)),
        ] {
            let source = Source::new(text, Edition::E2024);
            assert_eq!(line_not_done(&source), line, "{text:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn never_panics(text in "(\\[\\[exercises\\]\\]\n|name = \"[./a-zé]*\"\n|path = \"[./a-zé\\\\]*\"\n|mode = \"[a-z]*\"\n|// I AM NOT D.*\n|.*\n)*") {
            let _ = parse(&text);
            let _ = line_not_done(&Source::new(text, Edition::E2024));
        }
    }
}
