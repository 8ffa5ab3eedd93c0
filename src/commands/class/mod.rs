//! `class`: a learner's packs, and the teacher's side.

mod pack;

use anyhow::Result;

use crate::commands::args::{ClassArgs, ClassCommand};
use crate::commands::context::Context;
#[cfg(feature = "class")]
use crate::commands::teacher;

/// Runs the command.
pub fn run(args: &ClassArgs, context: &mut Context) -> Result<u8> {
    match &args.command {
        ClassCommand::Pack(args) => pack::run(args, context),
        #[cfg(feature = "class")]
        ClassCommand::Teacher(command) => teacher::run(command, args.class.as_deref(), context),
    }
}
