//! `class grade`: grades a part of a plan.

use std::path::Path;

use anyhow::Result;

use crate::class::grading::{PlanShard, is_done};
use crate::class::plan::PlanFolder;
use crate::commands::args::ClassGradeArgs;
use crate::commands::bar::Bars;
use crate::commands::context::Context;
use crate::commands::teacher::class;
use crate::commands::teacher::grader::Grader;
use crate::engine::grading::originals::OriginalsSource;
use crate::exit;
use crate::view::text::count;

/// Runs the command. `folder` is the class's, if it was named.
pub fn run(args: &ClassGradeArgs, folder: Option<&Path>, context: &mut Context) -> Result<u8> {
    let (plan, course, own) = match &args.plan {
        Some(plan) => {
            let plan = std::path::absolute(plan)?;
            (PlanFolder::read(&plan)?, None, plan)
        }
        None => {
            let class = class(folder)?;
            (
                PlanFolder::read(&class.plan())?,
                Some(class.course()),
                class.root,
            )
        }
    };
    let is_built_in = plan.plan.basis.course.as_deref() == Some(crate::engine::embedded::ID);
    let built_in = is_built_in.then_some(OriginalsSource::BuiltIn);
    let course = args.originals.clone().or(course).or(built_in);
    let course = course.ok_or_else(|| {
        let message = "name the folder of the course that the plan is about: --originals DIR";
        exit::error(exit::USAGE, message)
    })?;
    let grader = Grader::new(&course, &own, context)?;
    grader.refuse_other_plan(&plan)?;
    let work = args.shard.work(&plan.plan.work).count();
    if is_done(&plan, args.shard, !args.no_sandbox, grader.course()) {
        context.lines(&[format!("Shard {} is graded already.", args.shard)])?;
        return Ok(exit::PASSED);
    }
    let grader = if args.no_sandbox {
        grader
    } else {
        grader.in_sandbox()?
    };
    let bars = Bars::new();
    let bar = bars.items(work);
    let jobs = args.jobs;
    let failed = shard(&grader, &plan, args.shard, jobs, &|| bar.inc(1));
    bar.finish_and_clear();
    let failed = failed?;
    if failed > 0 {
        context.warn(&format!(
            "{} couldn't be graded on this machine; the same command tries again",
            count(failed, "version")
        ));
        return Ok(exit::MACHINE);
    }
    let done = count(work, "version");
    context.lines(&[format!("Shard {} is graded: {done}.", args.shard)])?;
    Ok(exit::PASSED)
}

/// Grades a shard. Returns how many versions couldn't be graded.
///
/// # Errors
/// The plan's folder can't be read or written.
pub fn shard(
    grader: &Grader,
    folder: &PlanFolder,
    shard: PlanShard,
    jobs: Option<u16>,
    each: &(dyn Fn() + Sync),
) -> Result<usize> {
    let graded = grader.grade(folder, shard, jobs, each)?;
    let failed = graded.results.iter().filter(|it| !it.is_graded());
    Ok(failed.count())
}
