//! Everything that a check's result depends on, and its digest.

use serde::Serialize;

use crate::model::limits::Limits;

/// Everything that must be equal for a cached result to replace a fresh one.
///
/// Files that the source includes aren't here, since only a compile tells which they are. The
/// cached record lists them with their digests.
#[derive(Debug, Serialize)]
pub struct CacheKey<'a> {
    /// The record's format. A new format makes all old records invisible.
    pub schema: u32,
    /// This program's version, which decides how evidence becomes a verdict.
    pub tool: &'a str,
    /// The identity of the compiler's files, not only its version.
    pub toolchain: &'a str,
    /// The path below the course's root, which appears in diagnostics.
    pub path: &'a str,
    /// Every flag of every compile.
    pub flags: &'a [String],
    /// The id of the course's crates, if the exercise uses them.
    pub crates: Option<&'a str>,
    /// What the build for WebAssembly uses, if there is one.
    pub wasm: Option<&'a str>,
    /// The source text.
    pub source: &'a str,
    /// Tests that must run and pass.
    pub required_tests: &'a [String],
    /// Tests that the learner changed.
    pub edited_tests: &'a [String],
    /// Whether tests decide the verdict.
    pub test: bool,
    /// Whether warnings fail the exercise.
    pub strict: bool,
    /// Whether `main` runs.
    pub runs_main: bool,
    /// The line of a comment that keeps the exercise from passing.
    pub not_done: Option<usize>,
    /// Whether the exercise is compiled and run in the sandbox.
    pub sandboxed: bool,
    /// The program's limits.
    pub limits: Limits,
}

impl CacheKey<'_> {
    /// A file name for the record: 64 hexadecimal digits (BLAKE3 of the key as JSON).
    pub fn digest(&self) -> String {
        // Serialising strings and numbers to memory can't fail, and an empty text would only
        // make a key that's never found.
        let text = serde_json::to_vec(self).unwrap_or_default();
        blake3::hash(&text).to_hex().to_string()
    }
}
