//! The teacher's side of `class`: one file for each command.

mod collect;
mod demo;
mod export;
mod grade;
mod grader;
mod import;
mod new;
mod open;
mod plan;
mod purge;
mod report;
mod roster;
mod run;

use std::path::Path;

use anyhow::Result;

use crate::class::folder::ClassDir;
use crate::commands::args::TeacherCommand;
use crate::commands::context::Context;

/// Runs a command for the class in `folder`, or the class that the current folder is in.
pub fn run(command: &TeacherCommand, folder: Option<&Path>, context: &mut Context) -> Result<u8> {
    match command {
        TeacherCommand::New(args) => new::run(args, context),
        TeacherCommand::Roster(args) => roster::run(args, folder, context),
        TeacherCommand::Import(args) => import::run(args, folder, context),
        TeacherCommand::Plan(_) => plan::run(&class(folder)?, context),
        TeacherCommand::Grade(args) => grade::run(args, folder, context),
        TeacherCommand::Collect(_) => collect::run(&class(folder)?, context),
        TeacherCommand::Run(args) => run::run(args, &class(folder)?, context),
        TeacherCommand::Report(args) => report::run(args, folder, context),
        TeacherCommand::Export(args) => export::run(args, folder, context),
        TeacherCommand::Demo(args) => demo::run(args, context),
        TeacherCommand::Purge(args) => purge::run(args, folder, context),
    }
}

/// The class that is meant.
fn class(folder: Option<&Path>) -> Result<ClassDir> {
    let here = std::env::current_dir()?;
    ClassDir::find(folder, &here)
}
