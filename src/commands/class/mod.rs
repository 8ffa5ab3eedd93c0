//! `class`: a learner's packs, and the teacher's side.

#[cfg(feature = "class")]
mod demo;
#[cfg(feature = "class")]
mod export;
#[cfg(feature = "class")]
mod import;
#[cfg(feature = "class")]
mod new;
#[cfg(feature = "class")]
mod open;
mod pack;
#[cfg(feature = "class")]
mod purge;
#[cfg(feature = "class")]
mod report;
#[cfg(feature = "class")]
mod roster;

use anyhow::Result;

use crate::commands::args::{ClassArgs, ClassCommand};
use crate::commands::context::Context;

/// Runs the command.
pub fn run(args: &ClassArgs, context: &mut Context) -> Result<u8> {
    match &args.command {
        ClassCommand::Pack(args) => pack::run(args, context),
        #[cfg(feature = "class")]
        ClassCommand::New(args) => new::run(args, context),
        #[cfg(feature = "class")]
        ClassCommand::Roster(class) => roster::run(class, args.class.as_deref(), context),
        #[cfg(feature = "class")]
        ClassCommand::Import(class) => import::run(class, args.class.as_deref(), context),
        #[cfg(feature = "class")]
        ClassCommand::Export(class) => export::run(class, args.class.as_deref(), context),
        #[cfg(feature = "class")]
        ClassCommand::Purge(class) => purge::run(class, args.class.as_deref(), context),
        #[cfg(feature = "class")]
        ClassCommand::Demo(args) => demo::run(args, context),
        #[cfg(feature = "class")]
        ClassCommand::Report(report) => report::run(report, args.class.as_deref(), context),
    }
}
