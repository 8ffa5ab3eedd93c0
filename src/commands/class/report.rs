//! `class report`: who is where, who needs help, and which errors the class fights with.
use crate::commands::args::ClassReportArgs;
use crate::commands::context::Context;
use anyhow::Result;
use std::path::Path;
/// Runs the command.
pub fn run(_args: &ClassReportArgs, _class: Option<&Path>, _context: &mut Context) -> Result<u8> {
    Ok(0)
}
