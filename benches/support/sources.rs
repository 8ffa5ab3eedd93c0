//! The exercise that is saved again and again, and a course around it.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

/// One content of the exercise, and how a tool says that it has judged it.
#[derive(Debug)]
pub struct Save {
    /// The content; no two rounds share one, so no cache knows it.
    pub text: String,
    /// In our verdict on it, and not in our verdict on the content of the round before.
    pub ours: String,
    /// In Rustlings' verdict on it.
    pub rustlings: String,
}

/// Stands above the repairs that we show, once they're proven.
pub const REPAIRS: &str = "Ways out";

/// Passes, with two tests in even rounds and three in odd ones.
pub fn passing(round: usize) -> Save {
    let (tests, more) = match round % 2 {
        0 => (2, ""),
        _ => (3, THIRD_TEST),
    };
    Save {
        text: source(round, "", more),
        ours: format!("Passed, {tests} tests"),
        rustlings: "Exercise done".to_owned(),
    }
}

/// Breaks the borrowing rules, in one way in even rounds and in another in odd ones.
pub fn borrow_error(round: usize) -> Save {
    let (code, function) = match round % 2 {
        0 => ("E0502", READER_AND_WRITER),
        _ => ("E0499", TWO_WRITERS),
    };
    Save {
        text: source(round, function, ""),
        ours: verdict(code),
        rustlings: format!("error[{code}]"),
    }
}

/// The same save with a `main` that does something.
pub fn with_main(save: Save) -> Save {
    let main = "fn main() {\n    let mut scores = Scores::default();\n    \
        scores.add(3);\n    println!(\"{:?} of {scores:?}\", scores.best());\n}\n";
    Save {
        text: save.text.replace("fn main() {}\n", main),
        ..save
    }
}

/// Ends the line of our verdict on what the compiler refuses.
fn verdict(code: &str) -> String {
    format!("): {code}")
}

/// The exercise with axum and its solution, whose contents are kept in the course.
pub struct Web {
    starter: String,
    solution: String,
}

impl Web {
    /// Reads both.
    pub fn read() -> Result<Self> {
        let read = |folder: &str| {
            let path = format!("{folder}/19_web/{WEB}.rs");
            fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path))
        };
        Ok(Self {
            starter: read("exercises")?,
            solution: read("solutions")?,
        })
    }

    /// Passes, with two tests in even rounds and three in odd ones.
    pub fn passing(&self, round: usize) -> Save {
        let more = 1 + round % 2;
        let test = |number| format!("    #[test]\n    fn more_{number}() {{}}\n}}\n");
        let mut text = format!("// Save {round}.\n{}", self.solution);
        for number in 0..more {
            text.truncate(text.trim_end().trim_end_matches('}').len());
            text.push_str(&test(number));
        }
        Save {
            text,
            ours: format!("Passed, {} tests", 1 + more),
            rustlings: String::new(),
        }
    }

    /// The starter: its handler gives back what is no answer.
    pub fn broken(&self, round: usize) -> Save {
        Save {
            text: format!("// Save {round}.\n{}", self.starter),
            ours: verdict("E0277"),
            rustlings: String::new(),
        }
    }
}

/// The name of the exercise with axum.
pub const WEB: &str = "json_created";

/// Writes a course of this one exercise, as it is in round 0. Returns the exercise's file.
pub fn write_course(folder: &Path) -> Result<PathBuf> {
    let file = folder.join("exercises").join("scores.rs");
    fs::create_dir_all(folder.join("exercises"))?;
    fs::write(folder.join("info.toml"), MANIFEST)?;
    fs::write(&file, passing(0).text)?;
    Ok(file)
}

fn source(round: usize, function: &str, test: &str) -> String {
    let source = SOURCE.replace("ROUND", &round.to_string());
    source
        .replace("// FUNCTION\n", function)
        .replace("// TEST\n", test)
}

const MANIFEST: &str = r#"format_version = 1

[[exercises]]
name = "scores"
hint = ""
"#;

const SOURCE: &str = r#"// Scores of a game. Save ROUND.

/// One player's scores.
#[derive(Debug, Default)]
struct Scores {
    all: Vec<u32>,
}

impl Scores {
    fn add(&mut self, score: u32) {
        self.all.push(score);
    }

    fn best(&self) -> Option<u32> {
        self.all.iter().copied().max()
    }
}

// FUNCTION
fn main() {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_has_played() {
        assert_eq!(Scores::default().best(), None);
    }

    #[test]
    fn the_best_is_kept() {
        let mut scores = Scores::default();
        scores.add(3);
        scores.add(8);
        assert_eq!(scores.best(), Some(8));
    }
// TEST
}
"#;

const THIRD_TEST: &str = r#"
    #[test]
    fn one_is_the_best() {
        let mut scores = Scores::default();
        scores.add(5);
        assert_eq!(scores.best(), Some(5));
    }
"#;

const READER_AND_WRITER: &str = r#"fn grow(scores: &mut Vec<u32>) -> u32 {
    let first = &scores[0];
    scores.push(1);
    *first
}

"#;

const TWO_WRITERS: &str = r#"fn grow(scores: &mut Vec<u32>) -> usize {
    let first = &mut *scores;
    let second = &mut *scores;
    first.push(1);
    second.len()
}

"#;
