//! `class`: a learner's packs, and the teacher's side.

#[cfg(feature = "class")]
mod demo;
#[cfg(feature = "class")]
mod new;
mod pack;
#[cfg(feature = "class")]
mod report;

use anyhow::Result;

use crate::commands::args::{ClassArgs, ClassCommand};
use crate::commands::context::Context;

/// Runs the command.
pub fn run(args: &ClassArgs, context: &mut Context) -> Result<u8> {
    #[cfg(feature = "class")]
    let class = args.class.as_deref();
    match &args.command {
        ClassCommand::Pack(args) => pack::run(args, context),
        #[cfg(feature = "class")]
        ClassCommand::New(args) => new::run(args, context),
        #[cfg(feature = "class")]
        ClassCommand::Demo(args) => demo::run(args, context),
        #[cfg(feature = "class")]
        ClassCommand::Report(args) => report::run(args, class, context),
    }
}
