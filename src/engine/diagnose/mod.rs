//! Compiles any program outside a course for its diagnostics.

mod code;
mod package;

pub use code::{KnownCode, ask_about_code};
pub use package::{
    SurroundingPackage, check_package, manifest_around, package_around, workspace_edition_around,
};

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::engine::files;
use crate::engine::process::{Cancel, Job, Runner, SystemRunner};
use crate::engine::toolchain;
use crate::model::diagnostic::{Diagnostic, Level};
use crate::model::limits::Limits;
use crate::model::outcome::{Ending, Outcome};
use crate::model::rustc_json::{self, CompilerOutput};
use crate::rust::{Edition, Outline, Source};

/// The file name in messages about a program from standard input.
pub const INPUT_NAME: &str = "stdin.rs";

/// Compiles a file for its diagnostics alone.
///
/// # Errors
/// The file can't be read, there is no compiler, or the compiler fails without a diagnostic.
pub fn file(path: &Path, edition: &str) -> Result<Vec<Diagnostic>, String> {
    let text = files::read_source(path).map_err(|e| format!("{} {e}", path.display()))?;
    let cwd =
        std::env::current_dir().map_err(|e| format!("this folder doesn't exist any more: {e}"))?;
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let folder = absolute.parent().unwrap_or(Path::new("."));
    let scratch = scratch_folder()?;
    compile(&text, path, edition, folder, cwd, scratch.path())
}

/// Compiles a program that has no file, for its diagnostics alone. They call it [`INPUT_NAME`].
///
/// # Errors
/// There is no compiler, or the compiler fails without a diagnostic.
pub fn program(text: &str, edition: &str) -> Result<Vec<Diagnostic>, String> {
    let here =
        std::env::current_dir().map_err(|e| format!("this folder doesn't exist any more: {e}"))?;
    let scratch = scratch_folder()?;
    let folder = scratch.path().join("program");
    let written =
        std::fs::create_dir(&folder).and_then(|()| std::fs::write(folder.join(INPUT_NAME), text));
    written.map_err(|e| format!("the program can't be written to a scratch folder: {e}"))?;
    let path = Path::new(INPUT_NAME);
    compile(text, path, edition, &here, folder, scratch.path())
}

fn scratch_folder() -> Result<tempfile::TempDir, String> {
    tempfile::tempdir().map_err(|e| format!("no scratch folder can be made: {e}"))
}

/// Compiles with the toolchain that rustup chooses for the folder `chooser`.
fn compile(
    text: &str,
    path: &Path,
    edition: &str,
    chooser: &Path,
    cwd: PathBuf,
    output: &Path,
) -> Result<Vec<Diagnostic>, String> {
    let toolchain = toolchain::find(chooser)?;
    let outline = Outline::of(&Source::new(text, Edition::named(edition)));
    let mut args: Vec<OsString> = [
        "--error-format=json",
        "--json=diagnostic-rendered-ansi",
        "--emit=metadata",
        "--crate-name=explained",
    ]
    .map(Into::into)
    .to_vec();
    args.push(format!("--edition={edition}").into());
    args.push(match (outline.has_tests, outline.has_main) {
        (true, _) => "--test".into(),
        (false, true) => "--crate-type=bin".into(),
        (false, false) => "--crate-type=lib".into(),
    });
    args.extend(["--out-dir".into(), output.into(), path.into()]);
    let job = Job {
        program: toolchain.rustc,
        args,
        waiting_args: Vec::new(),
        cwd,
        env: vec![("RUST_BACKTRACE".into(), Some("0".into()))],
        limits: Limits::compiler(),
        yields: false,
        in_order: false,
        sandbox: None,
    };
    let outcome = run(&job)?;
    diagnostics(&outcome, rustc_json::parse(&outcome.stderr.text()))
}

/// The compiler's diagnostics.
///
/// # Errors
/// The compiler failed without an error in the program, so the failure isn't the learner's.
fn diagnostics(outcome: &Outcome, output: CompilerOutput) -> Result<Vec<Diagnostic>, String> {
    let has_error = output.diagnostics.iter().any(|d| d.level == Level::Error);
    if outcome.ending == Ending::Exited(0) || has_error {
        return Ok(output.diagnostics);
    }
    let words = output.other_text.trim();
    Err(if words.is_empty() {
        "the compiler did not finish".to_owned()
    } else {
        format!("the compiler could not check the program: {words}")
    })
}

fn run(job: &Job) -> Result<Outcome, String> {
    let runner =
        SystemRunner::new().map_err(|e| format!("this program can't find its own file: {e}"))?;
    runner
        .run(job, &Cancel::default())
        .map_err(|e| format!("{} could not be started: {e}", job.program.display()))
}
