//! `solution`: shows our solution, once the exercise has passed.

use anyhow::Result;

use crate::commands::args::SolutionArgs;
use crate::commands::context::Context;
use crate::engine::embedded;
use crate::engine::exercise_text::{self, Version};
use crate::exit;
use crate::model::exercise_text::for_people;
use crate::model::journal::{EventKind, JournalEvent};
use crate::view::diff;
use crate::view::text::safe;

/// Runs the command.
pub fn run(args: &SolutionArgs, context: &mut Context) -> Result<u8> {
    let opened = context.open()?;
    let exercise = opened.exercise(args.name.as_deref())?;
    let root = &opened.dir.root;
    let none = || {
        let message = format!("this course has no solution for {}", exercise.name);
        exit::error(exit::COURSE, message)
    };
    let solution = embedded::read_solution(root, exercise).ok_or_else(none)?;
    let solution = for_people(exercise, &solution);
    if !opened.progress.is_done(&exercise.name) {
        let message = format!(
            "{} hasn't passed yet; its solution opens when it does.\n\
             Until then, `rustlings-like hint {}` helps.",
            exercise.name, exercise.name
        );
        return Err(exit::error(exit::FAILED, message));
    }
    if args.diff {
        let yours = exercise_text::read(root, exercise, Version::Own);
        let yours = for_people(exercise, &yours.unwrap_or_default());
        let lines = diff::of_code(&safe(&yours, false), &safe(&solution, false), context.theme);
        if lines.is_empty() {
            let yours = if exercise.has_folder() {
                "Your files are"
            } else {
                "Your file is"
            };
            writeln!(context.out, "{yours} the same as the solution.")?
        } else {
            context.lines(&lines)?
        }
    } else {
        write!(context.out, "{}", safe(&solution, false))?
    }
    let journal = opened.journal();
    journal.record(JournalEvent::new(EventKind::Solution, &exercise.name));
    Ok(exit::PASSED)
}
