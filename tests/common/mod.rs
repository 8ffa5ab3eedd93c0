//! A course in a scratch folder and the real program at work in it.

#![allow(dead_code, reason = "each test file uses its own part of this")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// The program under test.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_rustlings-like");

/// A course in a scratch folder.
pub struct Course {
    folder: TempDir,
    manifest: String,
}

impl Course {
    /// A course without exercises yet.
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a scratch folder"),
            manifest: "format_version = 1\n".to_owned(),
        }
    }

    /// The built-in course, written by `init`.
    pub fn built_in() -> Self {
        let course = Self::new();
        let output = Command::new(PROGRAM)
            .arg("init")
            .arg(course.root())
            .output()
            .expect("the program starts");
        assert!(output.status.success(), "{output:?}");
        course
    }

    /// Adds an exercise; `keys` are further lines of its manifest entry.
    pub fn exercise(mut self, name: &str, keys: &str, source: &str) -> Self {
        self.manifest
            .push_str(&format!("\n[[exercises]]\nname = \"{name}\"\n{keys}\n"));
        self.write("info.toml", self.manifest.clone());
        self.write(format!("exercises/{name}.rs"), source);
        self
    }

    /// The course's folder.
    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    /// A path in the course.
    pub fn path(&self, path: impl AsRef<Path>) -> PathBuf {
        self.root().join(path)
    }

    /// Writes a file of the course.
    pub fn write(&self, path: impl AsRef<Path>, content: impl AsRef<[u8]>) {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("folders are made");
        std::fs::write(path, content).expect("a file is written");
    }

    /// Reads a file of the course.
    pub fn read(&self, path: impl AsRef<Path>) -> String {
        std::fs::read_to_string(self.path(path)).expect("a file is read")
    }

    /// The program with these arguments, to be started in the course.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(PROGRAM);
        command
            .args(args)
            .current_dir(self.root())
            .env_remove("NO_COLOR")
            .env("LANG", "C.UTF-8");
        command
    }

    /// Runs the program in the course.
    pub fn run(&self, args: &[&str]) -> Run {
        Run::of(self.command(args).output().expect("the program starts"))
    }

    /// Runs `verify --format json` and returns the entry of one exercise.
    pub fn verdict(&self, name: &str) -> serde_json::Value {
        let run = self.run(&["verify", name, "--format", "json"]);
        let document: serde_json::Value = serde_json::from_str(&run.stdout)
            .unwrap_or_else(|error| panic!("no JSON ({error}): {run:?}"));
        document["exercises"][0].clone()
    }
}

/// What the program said and how it ended.
#[derive(Debug)]
pub struct Run {
    /// Its exit code; -1 for a signal.
    pub code: i32,
    /// Its standard output.
    pub stdout: String,
    /// Its standard error.
    pub stderr: String,
}

impl Run {
    /// From what the system gives.
    pub fn of(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout).expect("UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }
}
