//! Stands between cargo and the compiler. It writes down how cargo builds a course's program, and
//! which crates are being compiled.
//!
//! Cargo starts this same program as its `RUSTC_WRAPPER`, with the compiler as the first argument.
//! For packages of the course itself it is also the `RUSTC_WORKSPACE_WRAPPER`, so the first
//! argument is then this program. We only record the course's own targets. Their sources are
//! exercises that may well be broken, so an empty file is compiled instead. A recording is named
//! after the program that cargo makes, since cargo may later take up an older program again
//! without calling the compiler.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use crate::engine::files;
use crate::model::recording::{NOTES_VARIABLE, Recording};

/// The name of the file, beside the recordings, that is compiled instead of an exercise.
pub const EMPTY_SOURCE: &str = "empty.rs";

/// Where the recording is of how cargo made this program. `folder` holds all recordings.
pub fn file(folder: &Path, program: &Path) -> PathBuf {
    let name = program.file_name().unwrap_or_default().to_string_lossy();
    let usual = name.strip_suffix(std::env::consts::EXE_SUFFIX);
    let name = name.strip_suffix(".wasm").or(usual);
    folder.join(format!("{}.json", name.unwrap_or_default()))
}

/// Records if there is something to record, and compiles. `args` begin with the compiler; the
/// recordings go to `folder`.
pub fn main(args: impl Iterator<Item = OsString>, folder: &OsStr) -> ExitCode {
    let mut args: Vec<OsString> = args.collect();
    if args.is_empty() {
        return ExitCode::from(crate::exit::USAGE);
    }
    let mut compiler = args.remove(0);
    let is_us = |program: &OsString| std::env::current_exe().is_ok_and(|us| us == *program);
    let is_of_workspace = is_us(&compiler) && !args.is_empty();
    if is_of_workspace {
        compiler = args.remove(0);
    }
    let _note = RunningNote::leave(&args);
    if is_of_workspace && is_the_program() {
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

/// A file that says what a compiler is working on. It goes when this is dropped.
struct RunningNote {
    path: PathBuf,
}

impl RunningNote {
    /// Leaves a note with the name of what is compiled, if it is a crate. If the note can't be
    /// written, there is none.
    fn leave(args: &[OsString]) -> Option<Self> {
        let folder = PathBuf::from(std::env::var_os(NOTES_VARIABLE)?);
        let package = std::env::var("CARGO_PKG_NAME").ok()?;
        let mut pairs = args.windows(2);
        let name = pairs.find(|pair| pair[0] == "--crate-name")?[1].to_str()?;
        let text = match name {
            // Cargo asks the compiler about itself.
            "___" => return None,
            name if name.starts_with("build_script_") => format!("{package} (its build script)"),
            _ => package,
        };
        let path = folder.join(std::process::id().to_string());
        std::fs::write(&path, text).ok()?;
        Some(Self { path })
    }
}

impl Drop for RunningNote {
    fn drop(&mut self) {
        // The whole folder goes in the end.
        let _ = std::fs::remove_file(&self.path);
    }
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
