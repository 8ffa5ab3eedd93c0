//! `class new`: the folder of a class.

use std::path::PathBuf;

use anyhow::Result;

use crate::class::folder::ClassDir;
use crate::class::store::ClassStore;
use crate::commands::args::ClassNewArgs;
use crate::commands::context::Context;
use crate::engine::grading::originals::Originals;
use crate::exit;
use crate::view::text::{count, safe};

/// Runs the command.
pub fn run(args: &ClassNewArgs, context: &mut Context) -> Result<u8> {
    let name = args.name.trim();
    if name.is_empty() || name.len() > 100 || name.contains(char::is_control) {
        let message = "a class needs a name of at most 100 characters on one line";
        return Err(exit::error(exit::USAGE, message));
    }
    let folder = match &args.folder {
        Some(folder) => folder.clone(),
        None if name.contains(['/', '\\']) || name.starts_with('.') => {
            let message = format!("{name:?} can't be a folder's name: say --folder DIR");
            return Err(exit::error(exit::USAGE, message));
        }
        None => PathBuf::from(name),
    };
    let class = ClassDir::create(&folder, name, &args.originals)?;
    let originals = Originals::find(Some(&class.course()), None)?;
    let exercises = match &originals.course {
        Some(course) => {
            ClassStore::create(&class, course)?;
            course.exercises.len()
        }
        None => 0,
    };
    let lines = [
        format!(
            "The class {} is in {}, with {} to do.",
            safe(name, false),
            safe(&folder.to_string_lossy(), false),
            count(exercises, "exercise")
        ),
        format!(
            "What learners hand in stays there for {} days; its class.toml says so.",
            class.settings.retention_days
        ),
        String::new(),
        "What comes next:".to_owned(),
        "  rustlings-like class roster import FILE   who is in it (CSV: id,name,email,section)"
            .to_owned(),
        "  rustlings-like class import PATH...       what they handed in".to_owned(),
        "  rustlings-like class report               who is where, and who needs help".to_owned(),
    ];
    context.lines(&lines)?;
    Ok(exit::PASSED)
}
