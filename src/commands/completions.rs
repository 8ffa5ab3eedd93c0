//! `completions` and `man`.

use anyhow::Result;
use clap::CommandFactory;

use crate::commands::args::{Args, CompletionsArgs};
use crate::commands::context::Context;
use crate::exit;

/// Prints a completion script.
pub fn completions(args: &CompletionsArgs, context: &mut Context) -> Result<u8> {
    let mut script = Vec::new();
    clap_complete::generate(
        args.shell,
        &mut Args::command(),
        "rustlings-like",
        &mut script,
    );
    context.out.write_all(&script)?;
    Ok(exit::PASSED)
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
