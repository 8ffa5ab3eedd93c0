//! Spreads the shards of a plan over an engine that exists already: GNU parallel, or Slurm. Each shard is
//! a process of this program, `class grade --shard K/N`.

mod parallel;
mod slurm;

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::Result;

use crate::class::grading::PlanShard;
use crate::exit;

pub use parallel::{find_parallel, run_parallel};
pub use slurm::{most_shards, run_slurm};

/// How an engine ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EngineEnd {
    /// All shards have run. What became of each is in its file.
    Ended,
    /// Somebody stopped us, and we stopped the shards.
    Stopped,
}

/// What an engine is to do.
#[derive(Debug)]
pub struct EngineWork {
    /// This program.
    pub program: PathBuf,
    /// The arguments of `class grade`, without the shard.
    pub args: Vec<OsString>,
    /// The plan's folder.
    pub plan: PathBuf,
    /// How many shards there are.
    pub shards: usize,
    /// How many may run at once. The engine decides if there is no number.
    pub jobs: Option<usize>,
    /// Is set if somebody wants us to stop.
    pub stop: Arc<AtomicBool>,
}

impl EngineWork {
    /// The shards that have a file of results.
    pub fn finished(&self) -> usize {
        let entries = fs::read_dir(self.plan.join("results"));
        let names = entries.into_iter().flatten().flatten();
        let shards = names.filter_map(|it| PlanShard::of_file_name(it.file_name().to_str()?));
        shards.filter(|shard| shard.of == self.shards).count()
    }

    fn has_file(&self, number: usize) -> bool {
        let shard = PlanShard {
            number,
            of: self.shards,
        };
        let file = self.plan.join("results").join(shard.file_name());
        file.symlink_metadata().is_ok()
    }

    fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// The command of a shard, for a POSIX shell. `number` stands for the shard's number.
    fn command(&self, number: &str) -> Result<String> {
        let words = [self.program.as_os_str()].into_iter();
        let words = words.chain(self.args.iter().map(OsString::as_os_str));
        let mut line = String::new();
        for word in words {
            let quoted = word.to_str().filter(|it| !it.contains('\n'));
            let quoted = quoted.and_then(|it| shlex::try_quote(it).ok());
            let quoted = quoted.ok_or_else(|| {
                let path = word.display().to_string();
                let message = format!(
                    "the path {path:?} can't be given to an engine: rename the folder, or say --engine local"
                );
                exit::error(exit::MACHINE, message)
            })?;
            line += &quoted;
            line.push(' ');
        }
        Ok(format!("{line}--shard {number}/{}", self.shards))
    }
}

/// Sets a flag when somebody wants us to stop (Ctrl-C, `kill`), instead of ending us at once.
///
/// # Errors
/// The system doesn't allow it.
pub fn stop_flag() -> io::Result<Arc<AtomicBool>> {
    let flag = Arc::new(AtomicBool::new(false));
    #[cfg(unix)]
    for signal in [
        signal_hook::consts::SIGINT,
        signal_hook::consts::SIGTERM,
        signal_hook::consts::SIGHUP,
    ] {
        signal_hook::flag::register(signal, Arc::clone(&flag))?;
    }
    Ok(flag)
}

/// How often we look whether something has ended.
const LOOK: Duration = Duration::from_millis(100);

/// What a program says, if it ends well.
fn ask(program: &str, args: &[&str], package: &str) -> Result<String> {
    let mut command = Command::new(program);
    let output = command.args(args).stdin(Stdio::null()).output();
    let output = output.map_err(|error| not_there(program, package, &error))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let words = String::from_utf8_lossy(&output.stderr);
    let said = words.lines().find(|line| !line.trim().is_empty());
    let message = format!(
        "{program} failed ({}): see whether the engine works here at all, or say --engine local",
        said.unwrap_or("it said nothing").trim()
    );
    Err(exit::error(exit::MACHINE, message))
}

fn not_there(program: &str, package: &str, error: &io::Error) -> anyhow::Error {
    let message = match error.kind() {
        io::ErrorKind::NotFound => format!(
            "there is no program `{program}` here: install it (in Debian and Ubuntu, the package is \
             {package}), or say --engine local"
        ),
        _ => format!("{program} can't be started: {error}"),
    };
    exit::error(exit::MACHINE, message)
}
