//! `completions` and `man`, and the answers for a shell when somebody presses Tab.
//!
//! The scripts ask this program: when the variable [`VARIABLE`] names a shell, the program
//! prints what could come next. That way exercises and chapters complete too, and a script
//! stays right when commands are added.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::CommandFactory;
use clap_complete::CompleteEnv;
use clap_complete::env::Shells;

use crate::commands::args::{Args, CompletionsArgs};
use crate::commands::context::Context;
use crate::exit;

/// The variable that a completion script sets, as clap_complete calls it.
const VARIABLE: &str = "COMPLETE";

/// The name under which the program is installed.
const NAME: &str = "rustlings-like";

/// Answers a shell that asks what could come next. `None` in an ordinary run, where no shell
/// asks. `words` are the program's arguments, its own name first.
pub fn answer(words: impl Iterator<Item = OsString>) -> Option<u8> {
    let shell = std::env::var_os(VARIABLE)?;
    let name = Path::new(&shell).file_stem()?.to_str()?;
    // Another program may use a variable of this name for something else.
    Shells::builtins().completer(name)?;
    let here = std::env::current_dir().ok();
    let answered = CompleteEnv::with_factory(Args::command)
        .var(VARIABLE)
        .try_complete(words, here.as_deref());
    // Without an answer, the shell simply completes nothing.
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
        let message = format!("there is no completion script for {shell}");
        return Err(exit::error(exit::USAGE, message));
    };
    let mut script = Vec::new();
    shell.write_registration(VARIABLE, NAME, NAME, &own_name(), &mut script)?;
    context.out.write_all(&script)?;
    Ok(exit::PASSED)
}

/// How the script calls this program: by name if it was found in `PATH`, otherwise by path.
fn own_name() -> String {
    let called = PathBuf::from(std::env::args_os().next().unwrap_or_default());
    if called.components().count() < 2 {
        return NAME.to_owned();
    }
    let path = std::path::absolute(&called).unwrap_or(called);
    path.to_string_lossy().into_owned()
}

/// Prints the manual page, with all commands one after the other.
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
