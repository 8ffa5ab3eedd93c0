//! The arguments of the teacher's side of `class`: one file for each family of commands.

mod collect;
mod grading;
mod report;

use clap::Subcommand;

pub use collect::{
    ClassImportArgs, ClassNewArgs, ClassPurgeArgs, ClassRosterArgs, ClassRosterCommand,
};
pub use grading::{ClassCollectArgs, ClassGradeArgs, ClassPlanArgs, ClassRunArgs, Engine};
pub use report::{ClassDemoArgs, ClassExportArgs, ClassReportArgs, ExportFormat};

/// The commands of `class` that only teachers need.
#[derive(Debug, Subcommand)]
pub enum TeacherCommand {
    /// Make the folder of a class
    New(ClassNewArgs),
    /// Show who is in the class, or read a roster
    Roster(ClassRosterArgs),
    /// Take up what learners handed in: packs, folders, zips
    Import(ClassImportArgs),
    /// Find out which versions are to be graded
    Plan(ClassPlanArgs),
    /// Grade a part of the plan, here or on another machine
    Grade(ClassGradeArgs),
    /// Bring the results of all parts together
    Collect(ClassCollectArgs),
    /// Plan, grade and collect
    Run(ClassRunArgs),
    /// Write the report: who is where, who needs help, which errors the class fights with
    Report(ClassReportArgs),
    /// Write points for Canvas, Moodle, a learning record store or a spreadsheet, or code for JPlag
    Export(ClassExportArgs),
    /// Make up a class, to see what a report shows
    Demo(ClassDemoArgs),
    /// Remove learners, and every byte that tells of them
    Purge(ClassPurgeArgs),
}
