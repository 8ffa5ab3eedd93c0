//! Slurm.

use std::fs;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use crate::class::engines::{EngineEnd, EngineWork, LOOK, ask};
use crate::exit;

const PACKAGE: &str = "slurm-wlm";

/// The most shards that Slurm takes if it doesn't say.
const USUAL_MOST: usize = 1000;

/// How long we wait at most before we ask Slurm again. It serves others, too.
const LONGEST_WAIT: Duration = Duration::from_secs(10);

/// How long we wait at least.
const SHORTEST_WAIT: Duration = Duration::from_millis(500);

/// How many questions may go without an answer.
const MOST_UNANSWERED: usize = 30;

/// The most shards that one array of this Slurm can have.
///
/// # Errors
/// There is no Slurm here, or it doesn't answer.
pub fn most_shards() -> Result<usize> {
    let settings = ask("scontrol", &["show", "config"], PACKAGE)?;
    let mut lines = settings.lines().filter_map(|line| line.split_once('='));
    let size = lines.find(|(name, _)| name.trim() == "MaxArraySize");
    let size = size.and_then(|(_, value)| value.trim().parse::<usize>().ok());
    // The highest number that a task may have is one less.
    Ok(size
        .map_or(USUAL_MOST, |size| size.saturating_sub(1))
        .max(1))
}

/// Runs the shards as an array of Slurm's, and waits for its end. `each` is called from time to time.
///
/// # Errors
/// There is no Slurm, or it refuses. That shards fail is no error here.
pub fn run_slurm(work: &EngineWork, each: &dyn Fn()) -> Result<EngineEnd> {
    let logs = work.plan.join("logs");
    fs::create_dir_all(&logs).with_context(|| format!("{} can't be made", logs.display()))?;
    let at_once = work.jobs.map_or_else(String::new, |it| format!("%{it}"));
    let array = format!("--array=1-{}{at_once}", work.shards);
    // In Slurm's patterns, % stands for something else than itself.
    let output = logs.display().to_string().replace('%', "%%");
    let output = format!("--output={output}/%a.log");
    let plan = format!("--chdir={}", work.plan.display());
    let command = format!("exec {}", work.command("\"$SLURM_ARRAY_TASK_ID\"")?);
    let args = [
        "--parsable",
        "--job-name=class-grade",
        "--ntasks=1",
        "--cpus-per-task=1",
        &array,
        &output,
        &plan,
        "--wrap",
        &command,
    ];
    let answer = ask("sbatch", &args, PACKAGE)?;
    // On clusters of clusters, the cluster's name follows.
    let id = answer
        .trim()
        .split(';')
        .next()
        .unwrap_or_default()
        .to_owned();
    if id.is_empty() || !id.bytes().all(|it| it.is_ascii_digit()) {
        let message = format!("sbatch didn't say which job it made: {answer:?}");
        return Err(exit::error(exit::MACHINE, message));
    }
    let mut wait = Duration::from_millis(500);
    let mut unanswered = 0;
    loop {
        let asked = Instant::now();
        while asked.elapsed() < wait {
            if work.is_stopped() {
                ask("scancel", &[&id], PACKAGE)?;
                return Ok(EngineEnd::Stopped);
            }
            each();
            thread::sleep(LOOK);
            // Then there's little left to wait for.
            if work.finished() == work.shards && asked.elapsed() >= SHORTEST_WAIT {
                break;
            }
        }
        match count_running(&id) {
            Ok(0) => return Ok(EngineEnd::Ended),
            Ok(_) => unanswered = 0,
            // It forgets jobs some minutes after their end.
            Err(error) if format!("{error}").contains("Invalid job id") => {
                return Ok(EngineEnd::Ended);
            }
            // It may be busy, or starting again.
            Err(_) if unanswered < MOST_UNANSWERED => unanswered += 1,
            Err(error) => return Err(error),
        }
        wait = (wait * 3 / 2).min(LONGEST_WAIT);
    }
}

/// How many tasks haven't ended.
fn count_running(id: &str) -> Result<usize> {
    let states = ask(
        "squeue",
        &["--noheader", "--jobs", id, "--format=%T"],
        PACKAGE,
    )?;
    let states = states.lines().map(str::trim);
    // What is completing has written its file.
    let running = states.filter(|it| !it.is_empty() && *it != "COMPLETING");
    Ok(running.count())
}
