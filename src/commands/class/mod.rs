//! `class`: a learner's packs, and the teacher's side.

#[cfg(feature = "class")]
mod collect;
#[cfg(feature = "class")]
mod export;
#[cfg(feature = "class")]
mod grade;
#[cfg(feature = "class")]
mod grader;
#[cfg(feature = "class")]
mod import;
#[cfg(feature = "class")]
mod new;
#[cfg(feature = "class")]
mod open;
mod pack;
#[cfg(feature = "class")]
mod plan;
#[cfg(feature = "class")]
mod purge;
#[cfg(feature = "class")]
mod roster;
#[cfg(feature = "class")]
mod run;

use anyhow::Result;

use crate::commands::args::{ClassArgs, ClassCommand};
use crate::commands::context::Context;

/// Runs the command.
pub fn run(args: &ClassArgs, context: &mut Context) -> Result<u8> {
    #[cfg(feature = "class")]
    let folder = args.class.as_deref();
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
        ClassCommand::Plan(_) => plan::run(&class(folder)?, context),
        #[cfg(feature = "class")]
        ClassCommand::Grade(args) => grade::run(args, folder, context),
        #[cfg(feature = "class")]
        ClassCommand::Collect(_) => collect::run(&class(folder)?, context),
        #[cfg(feature = "class")]
        ClassCommand::Run(args) => run::run(args, &class(folder)?, context),
    }
}

/// The class that is meant.
#[cfg(feature = "class")]
fn class(folder: Option<&std::path::Path>) -> Result<crate::class::folder::ClassDir> {
    let here = std::env::current_dir()?;
    crate::class::folder::ClassDir::find(folder, &here)
}
