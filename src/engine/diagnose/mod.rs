//! Compiles any program outside a course for its diagnostics.

mod asking;
mod code;
mod package;

pub use code::{KnownCode, ask_about_code};
pub use package::{
    SurroundingPackage, check_package, manifest_around, package_around, workspace_edition_around,
};

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use crate::engine::ask::context::CompileContext;
use crate::engine::files;
use crate::engine::process::{Cancel, Job, Runner, SystemRunner};
use crate::engine::toolchain::{self, Compiler};
use crate::model::diagnostic::{Diagnostic, Level};
use crate::model::judge;
use crate::model::limits::Limits;
use crate::model::machine::Machine;
use crate::model::outcome::{Ending, Outcome};
use crate::model::rustc_json::{self, CompilerOutput};
use crate::rust::{Edition, Outline, Source};
use asking::LoneHost;

/// The file name in messages about a program from standard input.
pub const INPUT_NAME: &str = "stdin.rs";

/// A file to compile for its errors alone.
///
/// # Errors
/// The file can't be read, or there is no compiler.
pub fn file(path: &Path, edition: &str) -> Result<LoneProgram, String> {
    let text = files::read_source(path).map_err(|e| format!("{} {e}", path.display()))?;
    let cwd =
        std::env::current_dir().map_err(|e| format!("this folder doesn't exist any more: {e}"))?;
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let folder = absolute.parent().unwrap_or(Path::new(".")).to_owned();
    let place = ProgramPlace {
        path,
        chooser: &folder,
        root: &folder,
        cwd,
    };
    LoneProgram::new(text, edition, place, LoneHost::new()?)
}

/// A program without a file, to compile for its errors alone. They call it [`INPUT_NAME`].
///
/// # Errors
/// There is no compiler.
pub fn program(text: &str, edition: &str) -> Result<LoneProgram, String> {
    let here =
        std::env::current_dir().map_err(|e| format!("this folder doesn't exist any more: {e}"))?;
    let host = LoneHost::new()?;
    let folder = host.scratch.path().join("program");
    let written =
        std::fs::create_dir(&folder).and_then(|()| std::fs::write(folder.join(INPUT_NAME), text));
    written.map_err(|error| {
        let why = files::reason(&error);
        format!("the program can't be written to a scratch folder: {why}")
    })?;
    let place = ProgramPlace {
        path: Path::new(INPUT_NAME),
        chooser: &here,
        root: &folder,
        cwd: folder.clone(),
    };
    LoneProgram::new(text.to_owned(), edition, place, host)
}

/// Where a program outside a course lies.
struct ProgramPlace<'a> {
    /// Its file as the user names it, from `cwd`.
    path: &'a Path,
    /// The folder for which rustup chooses a toolchain.
    chooser: &'a Path,
    /// The file's own folder.
    root: &'a Path,
    /// Where the compiler is started.
    cwd: PathBuf,
}

/// A program outside a course, and all that's needed to compile it and to ask about it. Variants are
/// compiled like the program, with the same compiler, which isn't looked for again.
pub struct LoneProgram {
    /// How variants are compiled; `None` if the file's name is no ordinary one.
    pub context: Option<CompileContext>,
    /// The program.
    pub source: Source,
    /// What its errors call its file.
    pub file: String,
    job: Job,
    host: LoneHost,
    compiler: Compiler,
}

impl LoneProgram {
    fn new(
        text: String,
        edition: &str,
        place: ProgramPlace,
        host: LoneHost,
    ) -> Result<Self, String> {
        let compiler = toolchain::find_compiler(place.chooser)?;
        let source = Source::new(text, Edition::named(edition));
        let flags = flags(&source, edition);
        let mut args: Vec<OsString> = flags.iter().map(Into::into).collect();
        args.push("--emit=metadata".into());
        args.extend([
            "--out-dir".into(),
            host.scratch.path().into(),
            place.path.into(),
        ]);
        let job = Job {
            program: compiler.rustc.clone(),
            args,
            waiting_args: Vec::new(),
            cwd: place.cwd,
            env: vec![("RUST_BACKTRACE".into(), Some("0".into()))],
            limits: Limits::compiler(),
            yields: false,
            in_order: false,
            input: String::new(),
            sandbox: None,
        };
        let name = place.path.file_name().and_then(|name| name.to_str());
        let env = job.env.clone();
        Ok(Self {
            context: name
                .map(|name| CompileContext::of_lone_file(&compiler, flags, env, place.root, name)),
            source,
            file: place.path.to_string_lossy().into_owned(),
            job,
            host,
            compiler,
        })
    }

    /// Compiles it. Returns its errors, in the compiler's order.
    ///
    /// # Errors
    /// The compiler can't be started, or it fails without an error in the program.
    pub fn errors(&self) -> Result<Vec<Diagnostic>, String> {
        let outcome = start(&self.host.runner, &self.job, &Cancel::default())?;
        let machine = || self.compiler.machine();
        errors(&outcome, rustc_json::parse(&outcome.stderr.text()), machine)
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

/// The errors that the compiler found.
///
/// # Errors
/// The compiler failed without an error in the program, so the failure isn't the learner's.
fn errors(
    outcome: &Outcome,
    output: CompilerOutput,
    machine: impl Fn() -> Machine,
) -> Result<Vec<Diagnostic>, String> {
    if outcome.ending != Ending::Exited(0)
        && let Some(lacks) = judge::find_machine_failure(&output.diagnostics, &machine())
    {
        return Err(format!("the program could not be checked: {lacks}"));
    }
    let errors = output.diagnostics.into_iter();
    let errors: Vec<Diagnostic> = errors.filter(|d| d.level == Level::Error).collect();
    if outcome.ending == Ending::Exited(0) || !errors.is_empty() {
        return Ok(errors);
    }
    let words = output.other_text.trim();
    Err(if words.is_empty() {
        "the compiler did not finish".to_owned()
    } else {
        let words = machine().explain(words);
        format!("the program could not be checked: {words}")
    })
}

fn run(job: &Job) -> Result<Outcome, String> {
    let runner = SystemRunner::new().map_err(no_own_file)?;
    start(&runner, job, &Cancel::default())
}

fn no_own_file(error: io::Error) -> String {
    format!("this program can't find its own file: {error}")
}

fn start(runner: &impl Runner, job: &Job, cancel: &Cancel) -> Result<Outcome, String> {
    let outcome = runner.run(job, cancel);
    outcome.map_err(|e| format!("{} could not be started: {e}", job.program.display()))
}
