//! Stands between cargo and the compiler and writes down how cargo builds a course's program.
//!
//! Cargo starts this same program as its `RUSTC_WORKSPACE_WRAPPER`, with the compiler as the
//! first argument. Only the course's own targets are recorded; their sources, exercises that
//! may well be broken, are replaced by an empty one. A recording is named after the
//! program that cargo lets the compiler make, since cargo may later take up an older program
//! again without another call.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use crate::engine::files;
use crate::model::recording::Recording;

/// The name, beside the recordings, of the source that stands for an exercise.
pub const EMPTY_SOURCE: &str = "empty.rs";

/// The recording, in the folder of all, of how cargo made this program.
pub fn file(folder: &Path, program: &Path) -> PathBuf {
    let name = program.file_name().unwrap_or_default().to_string_lossy();
    let usual = name.strip_suffix(std::env::consts::EXE_SUFFIX);
    let name = name.strip_suffix(".wasm").or(usual);
    folder.join(format!("{}.json", name.unwrap_or_default()))
}

/// Records if there is something to record, and compiles. `args` begin with the compiler.
/// Recordings go to `folder`.
pub fn main(args: impl Iterator<Item = OsString>, folder: &OsStr) -> ExitCode {
    let mut args: Vec<OsString> = args.collect();
    if args.is_empty() {
        return ExitCode::from(crate::exit::USAGE);
    }
    let compiler = args.remove(0);
    if is_the_program() {
        let folder = Path::new(folder);
        if write(folder, &args).is_err() {
            return ExitCode::from(crate::exit::MACHINE);
        }
        let source = args
            .iter_mut()
            .find(|arg| Path::new(arg).extension() == Some("rs".as_ref()));
        if let Some(source) = source {
            *source = folder.join(EMPTY_SOURCE).into();
        }
    }
    let status = Command::new(compiler).args(args).status();
    let code = status.ok().and_then(|status| status.code());
    let code = code.and_then(|code| u8::try_from(code).ok());
    ExitCode::from(code.unwrap_or(crate::exit::MACHINE))
}

/// Whether this is a target that may be an exercise, of the package that cargo was asked to
/// build: it sets one of the two for programs and examples, the other for tests and benchmarks.
fn is_the_program() -> bool {
    let is_set = |name: &&str| std::env::var_os(name).is_some();
    let mut target = ["CARGO_BIN_NAME", "CARGO_TARGET_TMPDIR"].iter();
    is_set(&"CARGO_PRIMARY_PACKAGE") && target.any(is_set)
}

fn write(folder: &Path, args: &[OsString]) -> std::io::Result<()> {
    let text = |value: &OsString| value.to_string_lossy().into_owned();
    let recording = Recording {
        args: args.iter().map(text).collect(),
        env: std::env::vars_os()
            .map(|(name, value)| (text(&name), text(&value)))
            .collect(),
    };
    let program = format!("{}{}", recording.product(), std::env::consts::EXE_SUFFIX);
    let file = file(folder, Path::new(&program));
    files::write_atomic(&file, &serde_json::to_vec(&recording)?)
}
