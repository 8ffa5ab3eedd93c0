//! Which folders may choose the toolchain and configure cargo.
//!
//! rustup and cargo look into the folder that they're started in and into all above it. Their files
//! there can name programs: a toolchain's `path`, cargo's `rustc-wrapper`, `linker` or
//! `credential-provider`. When we grade, those folders may be a learner's, even those above the
//! original course: CI checks it out inside the learner's checkout.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// Which folders may choose the toolchain and configure cargo. The user's own settings, in
/// `CARGO_HOME` and in variables, always count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ToolSettings {
    /// The course's folder and all above it, as in a shell there.
    #[default]
    FolderAndAbove,
    /// The course's folder, which is the grader's, but none above it.
    FolderOnly,
    /// None: the course's folder is a learner's.
    NoFolder,
}

/// The files that choose a toolchain. rustup reads the first that exists.
const TOOLCHAIN_FILES: [&str; 2] = ["rust-toolchain", "rust-toolchain.toml"];

/// The files that configure cargo. It reads the first that exists.
pub const CARGO_FILES: [&str; 2] = [".cargo/config", ".cargo/config.toml"];

/// The files with clippy's settings, in the course's folder or one above it.
pub const CLIPPY_FILES: [&str; 2] = ["clippy.toml", ".clippy.toml"];

impl ToolSettings {
    /// The folder in which rustup may choose for a course in `root`.
    pub fn toolchain_folder(self, root: &Path) -> PathBuf {
        match self {
            Self::FolderAndAbove => root.to_owned(),
            Self::FolderOnly if toolchain_file(root).is_some() => root.to_owned(),
            Self::FolderOnly | Self::NoFolder => neutral_folder(),
        }
    }

    /// The folder in which cargo starts.
    pub fn cargo_folder(self, root: &Path) -> PathBuf {
        match self {
            Self::FolderAndAbove => root.to_owned(),
            Self::FolderOnly | Self::NoFolder => neutral_folder(),
        }
    }

    /// What cargo has to be told, since it doesn't start in the course's folder.
    pub fn cargo_arguments(self, root: &Path) -> Vec<OsString> {
        let mut own = CARGO_FILES.iter().map(|name| root.join(name));
        match own.find(|file| file.is_file()) {
            Some(file) if self == Self::FolderOnly => vec!["--config".into(), file.into()],
            _ => Vec::new(),
        }
    }

    /// The folders whose configuration of cargo counts, the nearest first.
    pub fn cargo_folders(self, root: &Path) -> Vec<&Path> {
        match self {
            Self::FolderAndAbove => root.ancestors().collect(),
            Self::FolderOnly => vec![root],
            Self::NoFolder => Vec::new(),
        }
    }

    /// Clippy, too, looks for settings in all folders above the one that it starts in.
    pub fn clippy_variable(self, root: &Path) -> Option<(OsString, Option<OsString>)> {
        let has_own = CLIPPY_FILES.iter().any(|name| root.join(name).exists());
        let is_led = self == Self::FolderOnly && !has_own;
        is_led.then(|| ("CLIPPY_CONF_DIR".into(), Some(neutral_folder().into())))
    }

    /// What a build script that calls `cargo` or `rustc` itself gets, if these are rustup's: the
    /// same toolchain, wherever it starts.
    pub fn toolchain_variable(self, sysroot: &Path) -> Option<(OsString, Option<OsString>)> {
        let is_usual = self == Self::FolderAndAbove;
        (!is_usual).then(|| ("RUSTUP_TOOLCHAIN".into(), Some(sysroot.into())))
    }
}

/// A folder that no learner's file is in or above: the root of the file system.
pub fn neutral_folder() -> PathBuf {
    PathBuf::from("/")
}

/// The file that chooses a toolchain in this folder, whatever it is.
pub fn toolchain_file(folder: &Path) -> Option<PathBuf> {
    let mut files = TOOLCHAIN_FILES.iter().map(|name| folder.join(name));
    files.find(|file| file.symlink_metadata().is_ok())
}
