//! What a course is: its exercises in order, and the facts about each.

use crate::model::expectation::Expectation;
use crate::model::formats::Format;

/// A course as its manifest describes it.
#[derive(Debug, Clone, PartialEq)]
pub struct Course {
    /// The kind of folder that the course was read from.
    pub format: Format,
    /// The course's own name; the built-in course is `rustlings-like`.
    pub id: Option<String>,
    /// Shown once, before the first exercise.
    pub welcome_message: Option<String>,
    /// Shown when the last exercise has passed.
    pub final_message: Option<String>,
    /// The crates that exercises may use, in cargo's own form, if the course has no
    /// `Cargo.toml`.
    pub dependencies: toml::Table,
    /// The exercises in the order of the course. Never empty; names are unique.
    pub exercises: Vec<Exercise>,
}

impl Course {
    /// The position of the exercise called `name`, or of the one that once had that name.
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

    /// Names similar to `name`, best first, for "did you mean".
    pub fn similar_names(&self, name: &str) -> Vec<&str> {
        similar(name, self.exercises.iter().map(|e| e.name.as_str()))
    }

    /// Chapters with names similar to `name`, best first.
    pub fn similar_chapters(&self, name: &str) -> Vec<&str> {
        let chapters = self.chapters().into_iter().map(|(chapter, _)| chapter);
        let chapters: Vec<&str> = chapters.collect();
        // People remember the name, not the number before it.
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

/// At most three candidates similar to `name`, best first.
pub fn similar<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
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
    /// The name, which is unique in the course; usually the file's name without `.rs`.
    pub name: String,
    /// The folder in `exercises/` and `solutions/`; none in flat courses.
    pub dir: Option<String>,
    /// The file's path below the course's root, with `/`, if that doesn't follow from `dir` and
    /// `name`.
    pub file: Option<String>,
    /// Which files the learner works on.
    pub layout: Layout,
    /// The rules of Rustlings before version 6; `None` in every other course.
    pub legacy: Option<Legacy>,
    /// Whether the file's `#[test]` functions decide the verdict.
    pub test: bool,
    /// Whether a warning from the compiler or clippy fails the exercise.
    pub strict_clippy: bool,
    /// Whether learners are supposed to change the tests. If the author doesn't say, the
    /// starter decides which statements in the tests are open.
    pub edit_tests: Option<bool>,
    /// A short title for people.
    pub title: Option<String>,
    /// The hints, from the gentlest to the last. May be empty in other people's courses.
    pub hints: Vec<String>,
    /// What the starter must give; empty if the author promised nothing.
    pub expect: Vec<Expectation>,
    /// The ideas that the exercise teaches.
    pub concepts: Vec<String>,
    /// Where the exercise's idea comes from.
    pub source: Option<String>,
    /// The points for a pass.
    pub points: u32,
    /// Whether some passed tests earn some of the points.
    pub partial_credit: bool,
    /// The exercise's names in earlier versions of the course.
    pub aliases: Vec<String>,
    /// The exercise's own time limit in seconds for one run of its program.
    pub timeout: Option<u64>,
    /// Whether the exercise must also build for WebAssembly, if the toolchain can do that.
    pub wasm: bool,
    /// Whether the program opens sockets, even if only on this machine. The sandbox refuses
    /// them.
    pub network: bool,
    /// The line of the entry's name in the manifest, from 1.
    pub line: usize,
}

/// Which files an exercise consists of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Layout {
    /// One file.
    #[default]
    File,
    /// A folder with this file, the root of a crate, and with modules in files of their own.
    Modules(RootFile),
    /// A folder with a cargo package.
    Package,
}

/// A package's manifest.
pub const MANIFEST: &str = "Cargo.toml";

/// The file that a crate begins with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum RootFile {
    /// `main.rs`
    #[default]
    Main,
    /// `lib.rs`
    Lib,
}

impl RootFile {
    /// The file's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Main => "main.rs",
            Self::Lib => "lib.rs",
        }
    }
}

/// The rules for an exercise of Rustlings before version 6: a line `// I AM NOT DONE` keeps it
/// from passing, and if its tests run, its `main` doesn't.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Legacy {
    /// The path of the build script, below the course's root, whose output the compile uses.
    pub build_script: Option<String>,
}

impl Exercise {
    /// An exercise whose tests decide, with nothing else set.
    pub fn new(name: String, line: usize) -> Self {
        Self {
            name,
            dir: None,
            file: None,
            layout: Layout::File,
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

    /// The same exercise with its file at `path`, below the course's root. Its chapter is the
    /// file's folder in `exercises/`.
    #[must_use]
    pub fn at(self, path: &str) -> Self {
        let inside = path.strip_prefix("exercises/").unwrap_or(path);
        let dir = inside.rsplit_once('/').map(|(dir, _)| dir.to_owned());
        let mut exercise = Self { dir, ..self };
        exercise.file = Some(path.to_owned()).filter(|path| *path != exercise.path());
        exercise
    }

    /// The path of the learner's file below the course's root, with `/`. If there are several, it's
    /// the one that the crate begins with.
    pub fn path(&self) -> String {
        self.file.clone().unwrap_or_else(|| self.below("exercises"))
    }

    /// The path of the solution below the course's root, with `/`. The file may not exist.
    pub fn solution_path(&self) -> String {
        match &self.file {
            Some(file) => {
                let inside = file.strip_prefix("exercises/").unwrap_or(file);
                format!("solutions/{inside}")
            }
            None => self.below("solutions"),
        }
    }

    /// The folder of the learner's files below the course's root, with `/`, if there are several.
    pub fn folder(&self) -> Option<String> {
        self.has_folder().then(|| self.named_below("exercises"))
    }

    /// The folder of the solution, if it consists of several files.
    pub fn solution_folder(&self) -> Option<String> {
        self.has_folder().then(|| self.named_below("solutions"))
    }

    /// Where it is in the course, whichever files it has: the path of its folder, or of its file
    /// without `.rs`.
    pub fn place(&self) -> String {
        self.folder().unwrap_or_else(|| {
            let path = self.path();
            path.strip_suffix(".rs").map(str::to_owned).unwrap_or(path)
        })
    }

    /// Whether it's a folder with files.
    pub fn has_folder(&self) -> bool {
        self.layout != Layout::File
    }

    /// Whether the file at `path`, below the course's root, is one of the learner's files.
    pub fn owns(&self, path: &str) -> bool {
        self.owns_below(&self.path(), self.folder().as_deref(), path)
    }

    /// Whether the file at `path`, below the course's root, is one of the solution's.
    pub fn owns_solution(&self, path: &str) -> bool {
        let (first, folder) = (self.solution_path(), self.solution_folder());
        self.owns_below(&first, folder.as_deref(), path)
    }

    /// Whether a file with this name is the exercise's if it lies in its folder.
    pub fn has_files_called(&self, name: &str) -> bool {
        name.ends_with(".rs") || (name == MANIFEST && self.is_package())
    }

    /// Whether it's a cargo package.
    pub fn is_package(&self) -> bool {
        self.layout == Layout::Package
    }

    fn owns_below(&self, first: &str, folder: Option<&str>, path: &str) -> bool {
        let below = folder.and_then(|folder| path.strip_prefix(folder)?.strip_prefix('/'));
        let name = below.and_then(|below| below.rsplit('/').next());
        path == first || name.is_some_and(|name| self.has_files_called(name))
    }

    /// The path of the build script, below the course's root, if the exercise has one.
    pub fn build_script(&self) -> Option<&str> {
        self.legacy.as_ref()?.build_script.as_deref()
    }

    /// Whether the author says that learners are supposed to change the tests.
    pub fn has_learners_tests(&self) -> bool {
        self.edit_tests == Some(true)
    }

    /// The exercise's chapter: its folder, or a dash in flat courses.
    pub fn chapter(&self) -> &str {
        self.dir.as_deref().unwrap_or("-")
    }

    fn below(&self, top: &str) -> String {
        let named = self.named_below(top);
        match self.layout {
            Layout::File => format!("{named}.rs"),
            Layout::Modules(root) => format!("{named}/{}", root.name()),
            Layout::Package => format!("{named}/{MANIFEST}"),
        }
    }

    fn named_below(&self, top: &str) -> String {
        match &self.dir {
            Some(dir) => format!("{top}/{dir}/{}", self.name),
            None => format!("{top}/{}", self.name),
        }
    }
}

/// How many characters have to be added, removed or replaced, or neighbours swapped, to get from one
/// word to the other.
pub fn edit_distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let replaced = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = replaced.min(rows[i - 1][j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edit_distance_counts_single_character_edits() {
        assert_eq!(edit_distance("", "abc"), 3);
        assert_eq!(edit_distance("two_writers", "two_writer"), 1);
        assert_eq!(edit_distance("kitten", "sitting"), 3);
        assert_eq!(edit_distance("inti", "init"), 1);
        assert_eq!(edit_distance("solutoin", "solution"), 1);
        assert_eq!(edit_distance("ab", "ba"), 1);
    }
}
