//! `completions` and `man`, and the answers that a shell gets while somebody types.
//!
//! The scripts ask this program: with the variable [`ASKS`] naming the shell, it prints what
//! could come next. So exercises and chapters are completed too, and a script need not be
//! made anew when commands are added.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::CommandFactory;
use clap_complete::CompleteEnv;
use clap_complete::env::Shells;

use crate::commands::args::{Args, CompletionsArgs};
use crate::commands::context::Context;
use crate::exit;

/// The variable by which a shell asks; clap_complete's own name for it.
const ASKS: &str = "COMPLETE";

/// The name under which the program is installed.
const NAME: &str = "rustlings-like";

/// Answers a shell that asks what could come next; `None` if none does, as in nearly every run.
/// `words` are all of the program's arguments, its own name first.
pub fn answer(words: impl Iterator<Item = OsString>) -> Option<u8> {
    let shell = std::env::var_os(ASKS)?;
    let name = Path::new(&shell).file_stem()?.to_str()?;
    // The variable may mean something else to somebody else.
    Shells::builtins().completer(name)?;
    let here = std::env::current_dir().ok();
    let answered = CompleteEnv::with_factory(Args::command)
        .var(ASKS)
        .try_complete(words, here.as_deref());
    // An answer that cannot be given is none: what is typed goes on without it.
    Some(match answered {
        Ok(_) => exit::PASSED,
        Err(_) => exit::FAILED,
    })
}

/// Prints a completion script.
pub fn completions(args: &CompletionsArgs, context: &mut Context) -> Result<u8> {
    let shells = Shells::builtins();
    let shell = args.shell.to_string();
    let Some(shell) = shells.completer(&shell) else {
        let message = format!("there are no completions for {shell}");
        return Err(exit::error(exit::USAGE, message));
    };
    let mut script = Vec::new();
    shell.write_registration(ASKS, NAME, NAME, &own_name(), &mut script)?;
    context.out.write_all(&script)?;
    Ok(exit::PASSED)
}

/// What a shell calls to ask this program: its name where it was found by that, else its path.
fn own_name() -> String {
    let called = PathBuf::from(std::env::args_os().next().unwrap_or_default());
    if called.components().count() < 2 {
        return NAME.to_owned();
    }
    let path = std::path::absolute(&called).unwrap_or(called);
    path.to_string_lossy().into_owned()
}

/// Prints the manual page: all commands, one after the other.
pub fn man(context: &mut Context) -> Result<u8> {
    let mut command = Args::command();
    command.build();
    clap_mangen::Man::new(command.clone()).render(&mut context.out)?;
    for sub in command
        .get_subcommands()
        .filter(|sub| sub.get_name() != "help")
    {
        clap_mangen::Man::new(sub.clone()).render(&mut context.out)?;
    }
    Ok(exit::PASSED)
}
