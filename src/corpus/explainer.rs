//! What is said about a mutant: the same as `explain` says, facts and proofs included.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::mutants::{EDITION, Mutant};
use super::sources;
use crate::engine::ask::context::CompileContext;
use crate::engine::ask::{Asker, CompileHost};
use crate::engine::cache::Cache;
use crate::engine::explanation;
use crate::engine::process::{Cancel, Job};
use crate::engine::toolchain::{self, Compiler};
use crate::lens::Lens;
use crate::model::ask::proof::FaultyProgram;
use crate::model::diagnostic::Diagnostic;
use crate::model::outcome::{CapturedOutput, Ending, Outcome};
use crate::rust::{Edition, Source};

/// Explains mutants.
pub struct Explainer {
    compiler: Compiler,
    scratch: tempfile::TempDir,
}

impl Explainer {
    /// One that asks the compiler that is found by itself.
    pub fn new() -> Self {
        Self {
            compiler: toolchain::find_compiler(sources::root()).expect("a compiler"),
            scratch: tempfile::tempdir().expect("a folder"),
        }
    }

    /// What is said about a mutant's errors, in their order.
    pub fn explain(&self, mutant: &Mutant, errors: &[Diagnostic]) -> Vec<Option<Lens>> {
        let source = Source::new(mutant.text.clone(), Edition::named(EDITION));
        let name = mutant.file_name();
        let context = CompileContext::of_lone_file(
            &self.compiler,
            mutant.flags(),
            Vec::new(),
            self.scratch.path(),
            &name,
        );
        let replies = sources::root().join("target/lens-corpus/asked");
        let asker = Asker::new(self, Cache::new(replies));
        let program = FaultyProgram {
            source: &source,
            file: &name,
            errors,
        };
        explanation::explain(&asker, &context, program, &Cancel::default())
    }
}

/// Starts compilers without a guard, since a test program isn't one.
impl CompileHost for Explainer {
    fn new_folder(&self) -> Result<PathBuf, String> {
        let folder = tempfile::tempdir_in(self.scratch.path());
        Ok(folder.map_err(|error| error.to_string())?.keep())
    }

    fn run(&self, folder: &Path, job: Job, _cancel: &Cancel) -> Result<Outcome, String> {
        fs::create_dir_all(folder).map_err(|error| error.to_string())?;
        let mut command = Command::new(&job.program);
        command.args(&job.args).current_dir(&job.cwd);
        command.stdin(Stdio::null());
        let output = command.output().map_err(|error| error.to_string())?;
        let mut stderr = CapturedOutput::default();
        stderr.add(&output.stderr, job.limits.kept_output);
        let ending = output.status.code();
        Ok(Outcome {
            ending: ending.map_or(Ending::Signaled(9), Ending::Exited),
            stderr,
            ..Outcome::silence()
        })
    }
}
