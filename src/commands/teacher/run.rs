//! `class run`: plans, grades on an engine, and collects.

use std::path::Path;
use std::sync::atomic::Ordering;

use anyhow::{Context as _, Result};

use crate::class::engines::{self, EngineEnd, EngineWork};
use crate::class::folder::ClassDir;
use crate::class::grading::{MOST_SHARDS, PlanShard, is_done};
use crate::class::plan::PlanFolder;
use crate::commands::args::{ClassRunArgs, Engine};
use crate::commands::bar::Bars;
use crate::commands::context::Context;
use crate::commands::teacher::grader::Grader;
use crate::commands::teacher::{collect, grade, plan};
use crate::engine::verify;
use crate::exit;

/// About how long a piece of work takes a processor, in milliseconds, if many exercises are compiled
/// together.
const WORK_MS: usize = 180;

/// How much work a shard has at least, in milliseconds, if there's enough of it. Slurm starts about one
/// task a second; and in a small shard, few exercises are compiled together.
const SHARD_MS: usize = 40_000;

/// The same where processors would otherwise have nothing to do.
const SMALL_SHARD_MS: usize = 5_000;

/// Runs the command.
pub fn run(args: &ClassRunArgs, class: &ClassDir, context: &mut Context) -> Result<u8> {
    // What's wrong with the engine is said before any work is done.
    let most = match args.engine {
        Engine::Slurm => engines::most_shards()?,
        Engine::Parallel => {
            engines::find_parallel()?;
            MOST_SHARDS
        }
        Engine::Local => MOST_SHARDS,
    };
    let grader = Grader::new(&class.course(), &class.root, context)?;
    let grader = if args.no_sandbox {
        grader
    } else {
        grader.in_sandbox()?
    };
    let folder = plan::make(class, &grader, context)?;
    if folder.plan.work.is_empty() {
        return Ok(exit::PASSED);
    }
    let bars = Bars::new();
    // Otherwise each shard would begin to build them, and wait for the others.
    grader.build_crates(&folder, &bars)?;
    let shards = args.shards.map_or_else(
        || usual_shards(args, folder.plan.work.len()),
        |it| usize::try_from(it).unwrap_or(MOST_SHARDS),
    );
    // A hand-in is never divided.
    let hand_ins = folder.plan.work.last().map_or(1, |last| last.hand_in + 1);
    let shards = if args.shards.is_none() {
        shards.min(hand_ins)
    } else {
        shards
    };
    let shards = shards.min(most);
    let end = match args.engine {
        Engine::Local => here(args, &grader, &folder, shards, &bars)?,
        Engine::Parallel | Engine::Slurm => on_engine(args, class, &folder, shards, &bars)?,
    };
    if end == EngineEnd::Stopped {
        let message = "stopped; what's graded stays, and the same command goes on with the rest";
        return Err(exit::error(exit::MACHINE, message));
    }
    let code = collect::bring_together(class, &folder, &grader, context)?;
    if code != exit::PASSED && args.engine == Engine::Slurm {
        let logs = folder.root.join("logs");
        context.warn(&format!("what the tasks said is in {}", logs.display()));
    }
    Ok(code)
}

/// So many shards that starting them costs little, and that all end at about the same time.
fn usual_shards(args: &ClassRunArgs, work: usize) -> usize {
    let all = work.saturating_mul(WORK_MS);
    let jobs = args.jobs.map(usize::from);
    let shards = match (args.engine, jobs) {
        // All jobs are busy with one shard.
        (Engine::Local, _) => all / SHARD_MS / jobs.unwrap_or_else(verify::default_jobs),
        (Engine::Slurm, None) => all / SHARD_MS,
        (Engine::Slurm | Engine::Parallel, _) => {
            let jobs = jobs.unwrap_or_else(verify::default_jobs);
            let rounds = (all / SHARD_MS).div_ceil(jobs).max(1);
            (rounds * jobs).min(all / SMALL_SHARD_MS)
        }
    };
    shards.clamp(1, MOST_SHARDS)
}

/// Grades in this process, one shard after the other.
fn here(
    args: &ClassRunArgs,
    grader: &Grader,
    folder: &PlanFolder,
    shards: usize,
    bars: &Bars,
) -> Result<EngineEnd> {
    let bar = bars.items(folder.plan.work.len());
    for number in 1..=shards {
        let shard = PlanShard { number, of: shards };
        if is_done(folder, shard, !args.no_sandbox, grader.course()) {
            bar.inc(shard.work(&folder.plan.work).count() as u64);
            continue;
        }
        grade::shard(grader, folder, shard, args.jobs, &|| bar.inc(1))?;
    }
    bar.finish_and_clear();
    Ok(EngineEnd::Ended)
}

/// Grades in processes that an engine starts.
fn on_engine(
    args: &ClassRunArgs,
    class: &ClassDir,
    folder: &PlanFolder,
    shards: usize,
    bars: &Bars,
) -> Result<EngineEnd> {
    let program = std::env::current_exe().context("this program can't find its own file")?;
    let class_folder: &Path = &class.root;
    let mut grade: Vec<std::ffi::OsString> = vec!["class".into(), "grade".into()];
    grade.extend(["--class".into(), class_folder.into()]);
    // The engine decides how much runs at once.
    grade.extend(["--jobs".into(), "1".into()]);
    if args.no_sandbox {
        grade.push("--no-sandbox".into());
    }
    let stop = engines::stop_flag().context("signals can't be waited for")?;
    let work = EngineWork {
        program,
        args: grade,
        plan: folder.root.clone(),
        shards,
        jobs: args.jobs.map(usize::from),
        stop,
    };
    let bar = bars.items(shards);
    let each = || bar.set_position(work.finished() as u64);
    let end = match args.engine {
        Engine::Slurm => engines::run_slurm(&work, &each),
        Engine::Parallel | Engine::Local => engines::run_parallel(&work, &each),
    };
    bar.finish_and_clear();
    work.stop.store(false, Ordering::Relaxed);
    end
}
