//! A course, a class on it, and learners who hand something in.

#![allow(dead_code, reason = "each test file uses its own part of this")]

use std::fs;
use std::path::{Path, PathBuf};

use crate::common::{Course, Run, finish};

/// An exercise whose function is to give this number.
pub fn exercise(number: u32, gives: &str) -> String {
    format!(
        "pub fn number() -> u32 {{\n    {gives}\n}}\n\nfn main() {{}}\n\n#[cfg(test)]\nmod tests {{\n    \
         use super::*;\n\n    #[test]\n    fn is_right() {{\n        assert_eq!(number(), {number});\n    }}\n}}\n"
    )
}

/// A folder with an original course in `course`, a class in `class`, and learners' folders.
pub struct School {
    /// The original course.
    pub course: Course,
    /// The folder with all of this in it.
    pub folder: tempfile::TempDir,
}

impl School {
    /// An original of two exercises, and a class.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a scratch folder");
        fs::create_dir(folder.path().join("cache")).expect("a cache folder");
        fs::create_dir(folder.path().join("in")).expect("a folder for packs");
        let school = Self {
            course: original(folder.path().join("course")),
            folder,
        };
        let made = school.run(&["class", "new", "class", "--originals", "course"]);
        assert_eq!(made.code, 0, "{}", all(&made));
        school
    }

    /// A folder in which a learner works on the same course.
    pub fn learner(&self, name: &str) -> Course {
        let course = original(self.path(name));
        course.run(&["run", "one"]);
        course
    }

    /// A path in the folder that has all of this in it.
    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Writes a file there.
    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        fs::write(path, text).expect("a file is written");
    }

    /// Runs the program in the folder that has all of this in it.
    pub fn run(&self, args: &[&str]) -> Run {
        let mut command = self.course.command(args);
        command.env("XDG_CACHE_HOME", self.path("cache"));
        finish(command.current_dir(self.folder.path()))
    }

    /// Runs `class ... --class class`, which has to end like this.
    pub fn class(&self, args: &[&str], code: i32) -> String {
        let run = self.run(&[&["class"], args, &["--class", "class"]].concat());
        assert_eq!(run.code, code, "{args:?}: {}", all(&run));
        all(&run)
    }

    /// Ana, Ben and Cem.
    pub fn roster(&self) {
        self.write(
            "roster.csv",
            "id,name,email,section\nana,Ana Ruiz,ana@example.org,A\nben,Ben Okri,ben@example.org,A\n\
             cem,Cem Kaya,cem@example.org,B\n",
        );
        self.class(&["roster", "import", "roster.csv"], 0);
    }

    /// Every file below the class's folder, in one.
    pub fn bytes_of_class(&self) -> Vec<u8> {
        let mut all = Vec::new();
        add_bytes(&self.path("class"), &mut all);
        all
    }
}

/// The original course.
pub fn original(root: PathBuf) -> Course {
    fs::create_dir_all(&root).expect("a folder");
    Course::at(root)
        .manifest("id = \"numbers\"\n")
        .exercise("one", "", &exercise(1, "0"))
        .exercise("two", "", &exercise(2, "0"))
}

/// All that a run wrote.
pub fn all(run: &Run) -> String {
    format!("{}{}", run.stdout, run.stderr)
}

/// Adds all bytes below a path, and the names.
pub fn add_bytes(path: &Path, all: &mut Vec<u8>) {
    if path.is_dir() {
        for entry in fs::read_dir(path).expect("a folder").flatten() {
            all.extend(entry.file_name().as_encoded_bytes());
            add_bytes(&entry.path(), all);
        }
    } else {
        all.extend(fs::read(path).expect("a file"));
    }
}

/// Whether the bytes have this text in them.
pub fn has(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|it| it == text.as_bytes())
}
