//! Code of the crates' generic functions, made once for all exercises.
//!
//! The compiler makes such code anew for every crate that calls a generic function, unless a
//! crate below it has made the same code; then it is linked from there. So a course may have a
//! file that calls, with types that every exercise uses, what most of them call. We build it as
//! a library beside the crates, and the crates of several exercises name it.
//!
//! Source: rustc's `Instance::upstream_monomorphization` and `Session::share_generics`: only
//! builds without optimisation share.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::engine::course_dir::CourseDir;
use crate::engine::process::{Cancel, Job, Runner};
use crate::engine::toolchain::Toolchain;
use crate::model::diagnostic::{Diagnostic, Level};
use crate::model::limits::Limits;
use crate::model::outcome::{Ending, Outcome};
use crate::model::package::{INSTANTIATIONS, OLD_INSTANTIATIONS};
use crate::model::recording::Recording;
use crate::model::rustc_json;
use crate::model::shard;

/// What came of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Instantiations {
    /// There is no such file, or nothing that could use it.
    None,
    /// The library.
    Built(PathBuf),
    /// Exercises are compiled without, which only takes longer.
    Failed {
        /// Where the file is wrong, from 1.
        line: usize,
        /// What the compiler said about it, or why we couldn't ask.
        message: String,
    },
}

impl Instantiations {
    /// Builds the course's file, if it has one, with the crates that cargo built. The library goes
    /// into `folder`.
    pub(in crate::engine) fn build(
        dir: &CourseDir,
        folder: &Path,
        recording: &Recording,
        toolchain: &Toolchain,
        runner: &dyn Runner,
    ) -> Self {
        // Elsewhere exercises are not compiled together.
        let source = find(&dir.root).filter(|_| cfg!(unix));
        let Some(source) = source else {
            return Self::None;
        };
        let library = folder.join(format!("lib{}.rlib", shard::INSTANTIATIONS));
        let made = tempfile::tempdir_in(folder).and_then(|scratch| {
            let job = job(dir, source, scratch.path(), recording, toolchain);
            let outcome = runner.run(&job, &Cancel::default())?;
            if outcome.ending != Ending::Exited(0) {
                return Ok(Self::refused(&outcome));
            }
            // Another process may be using the one that is there.
            fs::rename(product(scratch.path()), &library)?;
            Ok(Self::Built(library))
        });
        made.unwrap_or_else(|error: io::Error| Self::Failed {
            line: 1,
            message: format!("cannot be compiled: {error}"),
        })
    }

    fn refused(outcome: &Outcome) -> Self {
        let said = rustc_json::parse(&outcome.stderr.text()).diagnostics;
        let error = said.iter().find(|said| said.level == Level::Error);
        let place = error.and_then(Diagnostic::primary_span);
        let message = error.map_or("it broke down", |error| &error.message);
        Self::Failed {
            line: place.map_or(1, |place| place.line_start),
            message: format!("cannot be compiled: {message}"),
        }
    }

    /// The library, if there is one.
    pub fn library(&self) -> Option<&Path> {
        match self {
            Self::Built(library) => Some(library),
            Self::None | Self::Failed { .. } => None,
        }
    }

    /// Whether the library is where it was written.
    pub(in crate::engine) fn is_whole(&self) -> bool {
        self.library().is_none_or(Path::is_file)
    }
}

/// The path, below a course's root, of its file, if it has one.
pub fn find(root: &Path) -> Option<&'static str> {
    let paths = [INSTANTIATIONS, OLD_INSTANTIATIONS];
    paths.into_iter().find(|path| root.join(path).is_file())
}

fn product(folder: &Path) -> PathBuf {
    folder.join("library")
}

fn job(
    dir: &CourseDir,
    source: &str,
    folder: &Path,
    recording: &Recording,
    toolchain: &Toolchain,
) -> Job {
    let mut args: Vec<OsString> = recording.flags().into_iter().map(Into::into).collect();
    let own = [
        "--crate-name",
        shard::INSTANTIATIONS,
        "--crate-type=rlib",
        "--error-format=json",
        "-Cembed-bitcode=no",
        "-Awarnings",
        // Without it the library can do nothing in a program but lie there: nothing of it is
        // called, and only unsafe code can give the linker a symbol.
        "-Funsafe-code",
    ];
    args.extend(own.map(Into::into));
    for (option, path) in [
        ("--emit=link=", product(folder)),
        ("--out-dir=", folder.into()),
    ] {
        let mut arg = OsString::from(option);
        arg.push(path);
        args.push(arg);
    }
    args.push(source.into());
    let variables = recording.env.iter();
    Job {
        program: toolchain.rustc.clone(),
        args,
        waiting_args: Vec::new(),
        cwd: dir.root.clone(),
        env: variables
            .map(|(name, value)| (name.into(), Some(value.into())))
            .collect(),
        limits: Limits::compiler(),
        yields: true,
        in_order: false,
        input: String::new(),
        sandbox: None,
    }
}
