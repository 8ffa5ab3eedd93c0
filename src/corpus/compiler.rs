//! The judge: the plain compiler, which knows nothing of the lens.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use super::mutants::Mutant;
use super::sources;
use crate::engine::toolchain;
use crate::model::diagnostic::{Diagnostic, Level};
use crate::model::rustc_json;

/// rustc, and what it said before.
pub struct Compiler {
    rustc: PathBuf,
    version: String,
    replies: PathBuf,
}

impl Compiler {
    /// The one that is found by itself. What it says of a text is kept in the target folder.
    pub fn new() -> Self {
        // Not rustup's proxy, which takes as long as a small compile.
        let rustc = toolchain::find(sources::root()).expect("a compiler").rustc;
        let output = Command::new(&rustc).arg("-vV").output();
        let output = output.expect("rustc starts");
        let replies = sources::root().join("target/lens-corpus/replies");
        fs::create_dir_all(&replies).expect("a folder");
        Self {
            rustc,
            version: String::from_utf8(output.stdout).expect("UTF-8"),
            replies,
        }
    }

    /// Its version, such as `1.95.0`.
    pub fn version(&self) -> &str {
        self.version.split(' ').nth(1).unwrap_or("?")
    }

    /// The errors in a program, lints that are errors included.
    pub fn errors(&self, mutant: &Mutant, text: &str) -> Vec<Diagnostic> {
        let file_name = &mutant.file_name();
        let key = format!(
            "{}\0{:?}\0{file_name}\0{text}",
            self.version,
            mutant.flags()
        );
        let kept = self
            .replies
            .join(blake3::hash(key.as_bytes()).to_hex().as_str());
        let said = fs::read_to_string(&kept).unwrap_or_else(|_| {
            let said = self.compile(mutant, text);
            let unfinished = kept.with_extension(format!("{:?}", std::thread::current().id()));
            fs::write(&unfinished, &said).expect("written");
            fs::rename(&unfinished, &kept).expect("renamed");
            said
        });
        let output = rustc_json::parse(&said);
        assert_eq!(
            output.other_text, "",
            "the compiler broke down over\n{text}"
        );
        let diagnostics = output.diagnostics.into_iter();
        diagnostics.filter(|d| d.level == Level::Error).collect()
    }

    /// The errors in a mutant; `None` if it compiles, or has the same errors as the program that
    /// was changed.
    pub fn new_errors(&self, mutant: &Mutant) -> Option<Vec<Diagnostic>> {
        let found = self.errors(mutant, &mutant.text);
        if found.is_empty() {
            return None;
        }
        let is_new = mutant.is_known || counts(&found) != counts(&self.original_errors(mutant));
        is_new.then_some(found)
    }

    /// The errors in the program that was changed.
    pub fn original_errors(&self, mutant: &Mutant) -> Vec<Diagnostic> {
        self.errors(mutant, &mutant.original)
    }

    fn compile(&self, mutant: &Mutant, text: &str) -> String {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join(mutant.file_name()), text).expect("written");
        let mut command = Command::new(&self.rustc);
        command
            .args(mutant.flags())
            .args(["--emit=metadata", "--out-dir=."])
            .arg(mutant.file_name())
            .current_dir(folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null());
        let output = command.output().expect("rustc starts");
        let said = String::from_utf8(output.stderr).expect("UTF-8");
        let has_error = said.contains("\"level\":\"error\"");
        assert_eq!(output.status.success(), !has_error, "{said}\n{text}");
        // Warnings are most of it, and nobody asks for them.
        let errors = said
            .lines()
            .filter(|line| line.contains("\"level\":\"error"));
        errors.map(|line| format!("{line}\n")).collect()
    }
}

/// How often each error is there.
fn counts(errors: &[Diagnostic]) -> BTreeMap<(Option<&str>, &str), usize> {
    let mut counts = BTreeMap::new();
    for error in errors {
        *counts
            .entry((error.code.as_deref(), error.message.as_str()))
            .or_default() += 1;
    }
    counts
}
