//! `class`: a learner's packs, and the teacher's side.

#[cfg(feature = "class")]
mod new;
mod pack;

use anyhow::Result;

use crate::commands::args::{ClassArgs, ClassCommand};
use crate::commands::context::Context;

/// Runs the command.
pub fn run(args: &ClassArgs, context: &mut Context) -> Result<u8> {
    match &args.command {
        ClassCommand::Pack(args) => pack::run(args, context),
        #[cfg(feature = "class")]
        ClassCommand::New(args) => new::run(args, context),
    }
}
