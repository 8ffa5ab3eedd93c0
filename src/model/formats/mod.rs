//! Reads courses and folders of other programs: into a course, or a sentence about them.

pub mod bins;
pub mod build_script;
pub mod manifest_kind;
pub mod recognise;
pub mod rustlings_state;
pub mod v5;

/// Which kind of folder a course was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Version 1 of Rustlings' course format, with our own keys.
    Own,
    /// Rustlings before version 6: `info.toml` without `format_version`.
    RustlingsV5,
    /// What `rustlings init` writes: no manifest, but a `Cargo.toml` that lists the exercises.
    RustlingsInit,
    /// Rustlings' own repository, whose manifest is in `rustlings-macros/`.
    RustlingsClone,
}

impl Format {
    /// The file that lists the exercises, below the course's root.
    pub fn manifest(self) -> &'static str {
        match self {
            Self::Own | Self::RustlingsV5 => "info.toml",
            Self::RustlingsInit => "Cargo.toml",
            Self::RustlingsClone => CLONES_MANIFEST,
        }
    }

    /// Whether Rustlings may have written progress into [`rustlings_state::FILE`].
    pub fn may_have_rustlings_state(self) -> bool {
        self != Self::RustlingsV5
    }

    /// Where to find hints if the folder has none.
    pub fn where_hints_are(self) -> Option<&'static str> {
        let known = self == Self::RustlingsInit;
        known.then_some("Rustlings keeps its hints in its own program: run `rustlings hint`")
    }

    /// What a folder of this format doesn't say about its exercises, if that affects verdicts.
    pub fn what_is_unknown(self) -> Option<&'static str> {
        let is_unknown = self == Self::RustlingsInit;
        is_unknown.then_some(
            "a folder made by `rustlings init` doesn't say which exercises must also be free of \
             warnings, so no warning fails one here",
        )
    }
}

/// The path of the manifest in a clone of Rustlings.
pub const CLONES_MANIFEST: &str = "rustlings-macros/info.toml";
