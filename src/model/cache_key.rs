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
    /// The original course and what is compiled, if the original's tests count.
    pub grade: Option<&'a str>,
}

impl CacheKey<'_> {
    /// A file name for the record: 64 hexadecimal digits (BLAKE3 of the key as JSON).
    pub fn digest(&self) -> String {
        digest(self)
    }
}

/// What must be equal for a stored reply of the compiler to stand for a fresh one.
#[derive(Debug, Serialize)]
pub struct VariantKey<'a> {
    /// The form of the record; a new form makes all old records invisible.
    pub schema: u32,
    /// Identity of the compiler's files, not only its version.
    pub toolchain: &'a str,
    /// The path below the course's root, which diagnostics repeat.
    pub path: &'a str,
    /// Every flag of the compile that isn't about where it writes.
    pub flags: &'a [String],
    /// What stands for the course's crates, where they are used.
    pub crates: Option<&'a str>,
    /// Whether it was compiled in the sandbox.
    pub sandboxed: bool,
    /// The whole variant.
    pub text: &'a str,
}

impl VariantKey<'_> {
    /// A file name for the record, of the same form as that of a check.
    pub fn digest(&self) -> String {
        digest(self)
    }
}

fn digest(key: &impl Serialize) -> String {
    // Serialising strings and numbers into memory cannot fail; an empty text would
    // only make a key that is never found.
    let text = serde_json::to_vec(key).unwrap_or_default();
    blake3::hash(&text).to_hex().to_string()
}
