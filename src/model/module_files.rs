//! The files of an exercise that has several.

use crate::rust::flatten::FlatCrate;

/// A file of an exercise that is a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExerciseFile {
    /// Its path from the exercise's folder, with `/`.
    pub path: String,
    /// What it holds.
    pub text: String,
}

/// The files of a program, and where its lines are in them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModuleFiles {
    /// The files, the root first. Their paths are below the course's root.
    pub files: Vec<ExerciseFile>,
    whole: FlatCrate,
}

impl ModuleFiles {
    /// The files of a program that these make.
    pub fn new(files: Vec<ExerciseFile>, whole: FlatCrate) -> Self {
        Self { files, whole }
    }

    /// What keeps the one text from being what rustc compiles.
    pub fn problems(&self) -> &[String] {
        &self.whole.problems
    }

    /// The file that the crate begins with.
    pub fn root(&self) -> &ExerciseFile {
        &self.files[0]
    }

    /// The file with this path below the course's root.
    pub fn at(&self, path: &str) -> Option<&ExerciseFile> {
        self.files.iter().find(|file| file.path == path)
    }

    /// The files that no module is in.
    pub fn without_module(&self) -> impl Iterator<Item = &ExerciseFile> {
        let files = self.files.iter().enumerate();
        files
            .filter(|(at, _)| !self.whole.has(*at))
            .map(|(_, file)| file)
    }

    /// The file that a line of the one text is in, and the line there.
    pub fn place(&self, line: usize) -> (&ExerciseFile, usize) {
        let (file, line) = self.whole.place(line);
        (&self.files[file], line)
    }
}
