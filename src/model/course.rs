//! What a course is: its exercises in order, and what is known about each.

use crate::model::expectation::Expectation;
use crate::model::formats::Format;

/// A course as its manifest describes it.
#[derive(Debug, Clone, PartialEq)]
pub struct Course {
    /// Which kind of folder it was read from.
    pub format: Format,
    /// A name for the course as such; the built-in one is `rustlings-like`.
    pub id: Option<String>,
    /// Shown once, before the first exercise.
    pub welcome_message: Option<String>,
    /// Shown when the last exercise has passed.
    pub final_message: Option<String>,
    /// The crates that exercises may use, in cargo's own form, where the course has no
    /// `Cargo.toml` of its own.
    pub dependencies: toml::Table,
    /// The exercises in the order in which they are met. Never empty; names are unique.
    pub exercises: Vec<Exercise>,
}

impl Course {
    /// The place of the exercise called `name`, or of the one that once had that name.
    pub fn position(&self, name: &str) -> Option<usize> {
        let by_name = self
            .exercises
            .iter()
            .position(|e| e.name.eq_ignore_ascii_case(name));
        by_name.or_else(|| {
            self.exercises
                .iter()
                .position(|e| e.aliases.iter().any(|alias| alias == name))
        })
    }

    /// The chapters in order, each with the indices of its exercises.
    pub fn chapters(&self) -> Vec<(&str, Vec<usize>)> {
        let mut chapters: Vec<(&str, Vec<usize>)> = Vec::new();
        for (index, exercise) in self.exercises.iter().enumerate() {
            match chapters
                .iter_mut()
                .find(|(name, _)| *name == exercise.chapter())
            {
                Some((_, members)) => members.push(index),
                None => chapters.push((exercise.chapter(), vec![index])),
            }
        }
        chapters
    }

    /// Names that look like `name`, best first, for "did you mean".
    pub fn similar_names(&self, name: &str) -> Vec<&str> {
        similar(name, self.exercises.iter().map(|e| e.name.as_str()))
    }

    /// Chapters that look like `name`, best first.
    pub fn similar_chapters(&self, name: &str) -> Vec<&str> {
        let chapters = self.chapters().into_iter().map(|(chapter, _)| chapter);
        let chapters: Vec<&str> = chapters.collect();
        // What stands behind the number is what people remember.
        let close = similar(plain(name), chapters.iter().map(|chapter| plain(chapter)));
        let whole = |word: &&str| {
            chapters
                .iter()
                .find(|chapter| plain(chapter) == *word)
                .copied()
        };
        close.iter().filter_map(whole).collect()
    }
}

/// A chapter's name without its number.
fn plain(chapter: &str) -> &str {
    chapter.trim_start_matches(|c: char| !c.is_alphabetic())
}

/// At most three that look like `name`, best first.
fn similar<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let scored = candidates.map(|candidate| (edit_distance(name, candidate), candidate));
    let mut scored: Vec<(usize, &str)> = scored
        .filter(|(distance, candidate)| *distance <= 3 || candidate.contains(name))
        .collect();
    scored.sort();
    scored.into_iter().take(3).map(|(_, name)| name).collect()
}

/// One exercise of a course.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exercise {
    /// Unique in the course; also the name of its file without `.rs`.
    pub name: String,
    /// The folder below `exercises/` and `solutions/`; none in flat courses.
    pub dir: Option<String>,
    /// Its file below the course's root, with `/`, where that doesn't follow from `dir` and
    /// `name`.
    pub file: Option<String>,
    /// What Rustlings before version 6 asks of it; `None` in every other course.
    pub legacy: Option<Legacy>,
    /// Whether the file's `#[test]` functions decide.
    pub test: bool,
    /// Whether a warning of the compiler or of clippy fails it.
    pub strict_clippy: bool,
    /// Whether the learner's work lies inside the tests, so that changed tests are expected. If
    /// the author doesn't say, the starter decides which statements in the tests are open.
    pub edit_tests: Option<bool>,
    /// A short human title.
    pub title: Option<String>,
    /// From the first, gentlest level to the last. May be empty in other people's courses.
    pub hints: Vec<String>,
    /// What the starter must give; empty where the author promised nothing.
    pub expect: Vec<Expectation>,
    /// The ideas it teaches.
    pub concepts: Vec<String>,
    /// Where its idea comes from.
    pub source: Option<String>,
    /// What a pass is worth.
    pub points: u32,
    /// Whether some of its tests earn some of its points.
    pub partial_credit: bool,
    /// Names under which earlier versions of the course knew it.
    pub aliases: Vec<String>,
    /// Its own time limit in seconds for one run of the program.
    pub timeout: Option<u64>,
    /// Whether it must also build for WebAssembly, where the toolchain can do that.
    pub wasm: bool,
    /// Whether its program opens sockets, be it on this machine only: the sandbox refuses them.
    pub network: bool,
    /// The line of the manifest where its entry's name stands, from 1.
    pub line: usize,
}

/// What holds for an exercise of Rustlings before version 6: a line `// I AM NOT DONE` keeps
/// it from passing, and where its tests are run, its `main` isn't.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Legacy {
    /// The build script below the course's root whose output it is compiled with.
    pub build_script: Option<String>,
}

impl Exercise {
    /// An exercise whose tests decide and of which nothing else is known.
    pub fn new(name: String, line: usize) -> Self {
        Self {
            name,
            dir: None,
            file: None,
            legacy: None,
            test: true,
            strict_clippy: false,
            edit_tests: None,
            title: None,
            hints: Vec::new(),
            expect: Vec::new(),
            concepts: Vec::new(),
            source: None,
            points: 1,
            partial_credit: false,
            aliases: Vec::new(),
            timeout: None,
            wasm: false,
            network: false,
            line,
        }
    }

    /// The same exercise in the file at `path`, which lies below the course's root. Its chapter
    /// is the file's folder below `exercises/`.
    #[must_use]
    pub fn at(self, path: &str) -> Self {
        let inside = path.strip_prefix("exercises/").unwrap_or(path);
        let dir = inside.rsplit_once('/').map(|(dir, _)| dir.to_owned());
        let mut exercise = Self { dir, ..self };
        exercise.file = Some(path.to_owned()).filter(|path| *path != exercise.path());
        exercise
    }

    /// The path of the learner's file below the course's root, with `/`.
    pub fn path(&self) -> String {
        self.file.clone().unwrap_or_else(|| self.below("exercises"))
    }

    /// The path of the solution below the course's root, with `/`. There need not be one.
    pub fn solution_path(&self) -> String {
        match &self.file {
            Some(file) => {
                let inside = file.strip_prefix("exercises/").unwrap_or(file);
                format!("solutions/{inside}")
            }
            None => self.below("solutions"),
        }
    }

    /// The build script below the course's root with whose output it is compiled, if any.
    pub fn build_script(&self) -> Option<&str> {
        self.legacy.as_ref()?.build_script.as_deref()
    }

    /// Whether the author says that all of its tests are the learner's to change.
    pub fn has_learners_tests(&self) -> bool {
        self.edit_tests == Some(true)
    }

    /// The chapter it belongs to: its folder, or a dash for flat courses.
    pub fn chapter(&self) -> &str {
        self.dir.as_deref().unwrap_or("-")
    }

    fn below(&self, top: &str) -> String {
        match &self.dir {
            Some(dir) => format!("{top}/{dir}/{}.rs", self.name),
            None => format!("{top}/{}.rs", self.name),
        }
    }
}

/// Levenshtein distance in characters, by the usual two-row table.
fn edit_distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, cb) in b.iter().enumerate() {
            let substituted = diagonal + usize::from(ca != *cb);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edit_distance_counts_single_character_edits() {
        assert_eq!(edit_distance("", "abc"), 3);
        assert_eq!(edit_distance("two_writers", "two_writer"), 1);
        assert_eq!(edit_distance("kitten", "sitting"), 3);
    }
}
