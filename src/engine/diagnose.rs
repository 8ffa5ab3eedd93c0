//! What the compiler says about any file, outside of a course.

use std::path::Path;

use crate::engine::files;
use crate::engine::process::{Cancel, Job, Runner, SystemRunner};
use crate::engine::toolchain;
use crate::model::limits::Limits;
use crate::model::rustc_json::{self, CompilerOutput};
use crate::model::source;

/// Compiles a file for its messages only.
///
/// # Errors
/// The file cannot be read, or there is no compiler; the message says which.
pub fn file(path: &Path, edition: &str) -> Result<CompilerOutput, String> {
    let text = files::read_source(path).map_err(|e| format!("{} {e}", path.display()))?;
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let folder = absolute.parent().unwrap_or(Path::new("."));
    let toolchain = toolchain::find(folder)?;
    let scratch = tempfile::tempdir().map_err(|e| format!("no scratch folder can be made: {e}"))?;
    let outline = source::outline(&text);
    let mut args: Vec<std::ffi::OsString> = [
        "--error-format=json",
        "--json=diagnostic-rendered-ansi",
        "--emit=metadata",
        "--crate-name=explained",
    ]
    .map(Into::into)
    .to_vec();
    args.push(format!("--edition={edition}").into());
    let has_main = source::mask(&text).contains("fn main");
    args.push(match (outline.has_tests, has_main) {
        (true, _) => "--test".into(),
        (false, true) => "--crate-type=bin".into(),
        (false, false) => "--crate-type=lib".into(),
    });
    args.extend(["--out-dir".into(), scratch.path().into(), path.into()]);
    let job = Job {
        program: toolchain.rustc,
        args,
        args_to_wait: Vec::new(),
        cwd: std::env::current_dir()
            .map_err(|e| format!("this folder cannot be found any more: {e}"))?,
        env: vec![("RUST_BACKTRACE".into(), Some("0".into()))],
        limits: Limits::compiler(),
        yields: false,
        in_order: false,
        sandbox: None,
    };
    let runner =
        SystemRunner::new().map_err(|e| format!("this program cannot find its own file: {e}"))?;
    let outcome = runner
        .run(&job, &Cancel::default())
        .map_err(|e| format!("{} could not be started: {e}", job.program.display()))?;
    Ok(rustc_json::parse(&outcome.stderr.text()))
}

/// The edition in the nearest `Cargo.toml` around a file.
pub fn edition_around(path: &Path) -> Option<String> {
    let absolute = std::path::absolute(path).ok()?;
    let manifest = absolute
        .ancestors()
        .map(|f| f.join("Cargo.toml"))
        .find(|f| f.is_file())?;
    let text = std::fs::read_to_string(manifest).ok()?;
    let table: toml::Table = text.parse().ok()?;
    let edition = table.get("package")?.get("edition")?;
    edition.as_str().map(str::to_owned)
}
