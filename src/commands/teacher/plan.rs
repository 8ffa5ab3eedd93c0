//! `class plan`: what is to be graded.

use anyhow::Result;

use crate::class::folder::ClassDir;
use crate::class::plan::{self, GradingPlan, PlanChange, PlanFolder};
use crate::class::store::ClassStore;
use crate::commands::context::Context;
use crate::commands::teacher::grader::Grader;
use crate::exit;
use crate::view::text::{count, safe};

/// Runs the command.
pub fn run(class: &ClassDir, context: &mut Context) -> Result<u8> {
    let grader = Grader::new(&class.course(), &class.root, context)?;
    let folder = make(class, &grader, context)?;
    if !folder.plan.work.is_empty() {
        let lines = [
            String::new(),
            "What comes next:".to_owned(),
            "  rustlings-like class run                  grade it here, or on an engine".to_owned(),
            "  rustlings-like class grade --shard K/N    grade a part of it anywhere".to_owned(),
            "  rustlings-like class collect              bring the results together".to_owned(),
        ];
        context.lines(&lines)?;
    }
    Ok(exit::PASSED)
}

/// Makes the plan and says what's in it.
///
/// # Errors
/// The database can't be read, or the plan can't be written.
pub fn make(class: &ClassDir, grader: &Grader, context: &mut Context) -> Result<PlanFolder> {
    let course = grader.course();
    let store = ClassStore::open(class, course)?;
    let basis = grader.basis()?;
    let outstanding = plan::outstanding(&store.db, course, &basis)?;
    if !outstanding.need_network.is_empty() {
        context.warn(&format!(
            "{} can't be graded, since the sandbox has no network: {}",
            count(outstanding.need_network.len(), "exercise"),
            safe(&outstanding.need_network.join(", "), false)
        ));
    }
    let plan = GradingPlan::new(basis, outstanding.work);
    let text = |code: &str| plan::text(&store.db, code);
    let (folder, written) = PlanFolder::write(&class.plan(), plan, text)?;
    let left = folder.plan.work.len();
    let known = match (outstanding.known, left) {
        (0, _) => String::new(),
        (1, 0) => " (1 version has a result already)".to_owned(),
        (many, 0) => format!(" ({many} versions have a result already)"),
        (1, _) => " (1 other has a result already)".to_owned(),
        (many, _) => format!(" ({many} others have a result already)"),
    };
    let line = match (left, written) {
        (0, _) => format!("There is nothing to grade{known}."),
        (_, PlanChange::New) => format!("{} to grade{known}.", count(left, "version")),
        (_, PlanChange::Same) => format!(
            "{} to grade{known}, as planned before; the results so far stay.",
            count(left, "version")
        ),
    };
    context.lines(&[line])?;
    Ok(folder)
}
