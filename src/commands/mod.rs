//! One file for each command: load, call, show.

mod args;
mod bar;
mod cache;
mod candidates;
mod check_json;
mod choose;
mod class;
mod completions;
mod context;
mod dev;
mod dev_permissions;
mod dev_proofs;
mod dev_types;
mod explain;
mod grade;
mod hand_ins;
mod hint;
mod init;
mod list;
mod merge;
mod progress;
mod read;
mod reports;
mod reset;
mod run;
mod solution;
#[cfg(feature = "class")]
mod teacher;
mod terminal;
mod unknown;
mod verify;
mod verify_many;
mod watch;

use std::ffi::OsString;
use std::process::ExitCode;

use anyhow::Result;
use clap::{CommandFactory, FromArgMatches};

#[cfg(target_os = "linux")]
use crate::engine::fast::fork_server;
#[cfg(unix)]
use crate::engine::process::guard;
use crate::engine::recorder;
use crate::exit;
use crate::model::recording;
use args::{Args, Command};
use context::Context;

/// Runs the program with these arguments, the program's name first.
///
/// Returns the exit code. All output, errors included, is already written.
pub fn run(args: impl Iterator<Item = OsString>) -> ExitCode {
    let mut args = args.peekable();
    let program = args.next();
    #[cfg(unix)]
    if args.next_if(|arg| arg == guard::ARGUMENT).is_some() {
        return run_guard(args);
    }
    if let Some(recording) = std::env::var_os(recording::VARIABLE) {
        return recorder::main(args, &recording);
    }
    let words: Vec<OsString> = program.into_iter().chain(args).collect();
    if let Some(code) = completions::answer(words.iter().cloned()) {
        return ExitCode::from(code);
    }
    let parsed = match parse(&words) {
        Ok(parsed) => parsed,
        Err(error) => {
            let code = u8::try_from(error.exit_code()).unwrap_or(exit::USAGE);
            // If help can't be written (a closed pipe), nobody reads it either.
            let _ = unknown::explain(error).print();
            return ExitCode::from(code);
        }
    };
    let mut context = Context::new(&parsed);
    match dispatch(parsed, &mut context) {
        Ok(code) => ExitCode::from(code),
        Err(error) => ExitCode::from(context.fail(&error)),
    }
}

/// Runs as a guard, or as the server that forks guards.
#[cfg(unix)]
fn run_guard(mut args: impl Iterator<Item = OsString>) -> ExitCode {
    match args.next() {
        #[cfg(target_os = "linux")]
        Some(word) if word == fork_server::ARGUMENT => fork_server::main(),
        _ => guard::main(),
    }
}

/// Parses the command line. Clap's own help and errors get the colours that it asks for.
fn parse(words: &[OsString]) -> Result<Args, clap::Error> {
    let color = terminal::color_of_clap(words);
    let matches = Args::command().color(color).try_get_matches_from(words)?;
    Args::from_arg_matches(&matches)
}

fn dispatch(args: Args, context: &mut Context) -> Result<u8> {
    match args.command {
        None => watch::run_by_default(context),
        Some(Command::Watch(args)) => watch::run(&args, context),
        Some(Command::Run(args)) => run::run(&args, context),
        Some(Command::List(args)) => list::run(&args, context),
        Some(Command::Read(args)) => read::run(&args, context),
        Some(Command::Hint(args)) => hint::run(&args, context),
        Some(Command::CheckJson(args)) => check_json::run(&args, context),
        Some(Command::Explain(args)) => explain::run(&args, context),
        Some(Command::Reset(args)) => reset::reset(&args, context),
        Some(Command::Undo) => reset::undo(context),
        Some(Command::Solution(args)) => solution::run(&args, context),
        Some(Command::Progress(args)) => progress::run(&args, context),
        Some(Command::Init(args)) => init::run(&args, context),
        Some(Command::Verify(args)) => verify::run(&args, context),
        Some(Command::MergeReports(args)) => merge::run(&args, context),
        Some(Command::Cache(args)) => cache::run(&args.command, context),
        Some(Command::Class(args)) => class::run(&args, context),
        Some(Command::Dev(args)) => dev::run(&args.command, context),
        Some(Command::Completions(args)) => completions::completions(&args, context),
        Some(Command::Man) => completions::man(context),
    }
}
