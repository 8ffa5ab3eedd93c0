//! Compiles any program outside a course for its diagnostics.

mod asking;
mod code;
mod package;

pub use asking::AskableProgram;
pub use code::{KnownCode, ask_about_code};
pub use package::{
    SurroundingPackage, check_package, manifest_around, package_around, workspace_edition_around,
};

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::engine::ask::context::CompileContext;
use crate::engine::files;
use crate::engine::process::{Cancel, Job, Runner, SystemRunner};
use crate::engine::toolchain;
use crate::model::ask::facts::Facts;
use crate::model::diagnostic::{Diagnostic, Level};
use crate::model::limits::Limits;
use crate::model::outcome::{Ending, Outcome};
use crate::model::rustc_json::{self, CompilerOutput};
use crate::rust::{Edition, Outline, Source};
use asking::LoneHost;

/// The file name in messages about a program from standard input.
pub const INPUT_NAME: &str = "stdin.rs";

/// What the compiler says of a program, and what it can be asked beyond that.
pub struct Diagnosis {
    /// What it says, in its order.
    pub diagnostics: Vec<Diagnostic>,
    /// For questions about the program; `None` if its name is no ordinary one.
    pub program: Option<AskableProgram>,
    /// What the compiler told about its variables while it was compiled.
    pub facts: Facts,
}

/// Compiles a file for its diagnostics alone.
///
/// # Errors
/// The file can't be read, there is no compiler, or the compiler fails without a diagnostic.
pub fn file(path: &Path, edition: &str) -> Result<Diagnosis, String> {
    let text = files::read_source(path).map_err(|e| format!("{} {e}", path.display()))?;
    let cwd =
        std::env::current_dir().map_err(|e| format!("this folder doesn't exist any more: {e}"))?;
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let folder = absolute.parent().unwrap_or(Path::new(".")).to_owned();
    let program = LoneProgram {
        path,
        chooser: &folder,
        root: folder.clone(),
        cwd,
    };
    program.diagnose(text, edition, LoneHost::new()?)
}

/// Compiles a program that has no file, for its diagnostics alone. They call it [`INPUT_NAME`].
///
/// # Errors
/// There is no compiler, or the compiler fails without a diagnostic.
pub fn program(text: &str, edition: &str) -> Result<Diagnosis, String> {
    let here =
        std::env::current_dir().map_err(|e| format!("this folder doesn't exist any more: {e}"))?;
    let host = LoneHost::new()?;
    let folder = host.scratch.path().join("program");
    let written =
        std::fs::create_dir(&folder).and_then(|()| std::fs::write(folder.join(INPUT_NAME), text));
    written.map_err(|e| format!("the program can't be written to a scratch folder: {e}"))?;
    let program = LoneProgram {
        path: Path::new(INPUT_NAME),
        chooser: &here,
        root: folder.clone(),
        cwd: folder,
    };
    program.diagnose(text.to_owned(), edition, host)
}

/// A program outside a course.
struct LoneProgram<'a> {
    /// Its file as the user names it, from `cwd`.
    path: &'a Path,
    /// The folder for which rustup chooses a toolchain.
    chooser: &'a Path,
    /// The file's own folder.
    root: PathBuf,
    /// Where the compiler is started.
    cwd: PathBuf,
}

impl LoneProgram<'_> {
    fn diagnose(self, text: String, edition: &str, host: LoneHost) -> Result<Diagnosis, String> {
        let toolchain = toolchain::find(self.chooser)?;
        let source = Source::new(text, Edition::named(edition));
        let flags = flags(&source, edition);
        let mut args: Vec<OsString> = flags.iter().map(Into::into).collect();
        args.push("--emit=metadata".into());
        args.extend([
            "--out-dir".into(),
            host.scratch.path().into(),
            self.path.into(),
        ]);
        let job = Job {
            program: toolchain.rustc.clone(),
            args,
            waiting_args: Vec::new(),
            cwd: self.cwd,
            env: vec![("RUST_BACKTRACE".into(), Some("0".into()))],
            limits: Limits::compiler(),
            yields: false,
            in_order: false,
            input: String::new(),
            sandbox: None,
        };
        let runner = runner()?;
        let name = self.path.file_name().and_then(|name| name.to_str());
        let env = job.env.clone();
        let program = name.map(|name| AskableProgram {
            context: CompileContext::of_lone_file(&toolchain, flags, env, &self.root, name),
            source,
            file: self.path.to_string_lossy().into_owned(),
            host,
        });
        // Most people who ask for an explanation have an error, so the facts are asked at once.
        let (outcome, facts) = std::thread::scope(|scope| {
            let facts = scope.spawn(|| program.as_ref().map(AskableProgram::facts));
            let outcome = start(&runner, &job, &Cancel::default());
            (outcome, facts.join().ok().flatten().unwrap_or_default())
        });
        let outcome = outcome?;
        let diagnostics = diagnostics(&outcome, rustc_json::parse(&outcome.stderr.text()))?;
        Ok(Diagnosis {
            diagnostics,
            program,
            facts,
        })
    }
}

/// All flags that have nothing to do with files.
fn flags(source: &Source, edition: &str) -> Vec<String> {
    let outline = Outline::of(source);
    let kind = match (outline.has_tests, outline.has_main) {
        (true, _) => "--test",
        (false, true) => "--crate-type=bin",
        (false, false) => "--crate-type=lib",
    };
    [
        "--error-format=json",
        "--json=diagnostic-rendered-ansi",
        "--crate-name=explained",
        &format!("--edition={edition}"),
        kind,
    ]
    .map(str::to_owned)
    .to_vec()
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
    start(&runner()?, job, &Cancel::default())
}

fn runner() -> Result<SystemRunner, String> {
    SystemRunner::new().map_err(|e| format!("this program can't find its own file: {e}"))
}

fn start(runner: &SystemRunner, job: &Job, cancel: &Cancel) -> Result<Outcome, String> {
    let outcome = runner.run(job, cancel);
    outcome.map_err(|e| format!("{} could not be started: {e}", job.program.display()))
}
