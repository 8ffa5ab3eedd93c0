//! GNU parallel.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;

use anyhow::{Context, Result};

use crate::class::engines::{EngineEnd, EngineWork, LOOK, ask, not_there};
use crate::exit;

const PACKAGE: &str = "parallel";

/// Makes sure that GNU parallel is here.
///
/// # Errors
/// It isn't.
pub fn find_parallel() -> Result<()> {
    let version = ask("parallel", &["--version"], PACKAGE)?;
    // Another program of that name is in Debian's moreutils.
    if version.starts_with("GNU parallel") {
        return Ok(());
    }
    let message = "the program `parallel` here isn't GNU parallel: install it (in Debian and Ubuntu, the \
                   package is parallel), or say --engine local";
    Err(exit::error(exit::MACHINE, message))
}

/// Runs the shards with GNU parallel. `each` is called from time to time.
///
/// # Errors
/// GNU parallel can't do its work. That shards fail is no error here.
pub fn run_parallel(work: &EngineWork, each: &dyn Fn()) -> Result<EngineEnd> {
    // Its own file for each division, since the log tells shards by their number alone.
    let log = work.plan.join(format!("joblog-of-{}", work.shards));
    forget_lost(work, &log);
    let jobs = work
        .jobs
        .map_or_else(|| "100%".to_owned(), |it| it.to_string());
    // Whole commands, in which it replaces nothing.
    let mut commands = String::new();
    for number in 1..=work.shards {
        commands += &work.command(&number.to_string())?;
        commands.push('\n');
    }
    let mut child = Command::new("parallel")
        .args(["--will-cite", "--resume-failed", "--joblog"])
        .arg(&log)
        .args(["--jobs", &jobs])
        // Each writes little, and what it writes is of use now.
        .arg("--line-buffer")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .map_err(|error| not_there("parallel", PACKAGE, &error))?;
    if let Some(mut input) = child.stdin.take() {
        // If it has ended already, its status says so.
        let _ = input.write_all(commands.as_bytes());
    }
    loop {
        if let Some(status) = child.try_wait().context("parallel is lost")? {
            return match status.code() {
                _ if work.is_stopped() => Ok(EngineEnd::Stopped),
                // Up to 101: so many shards failed.
                Some(0..=101) => Ok(EngineEnd::Ended),
                _ => {
                    let message = format!("parallel failed: {status}");
                    Err(exit::error(exit::MACHINE, message))
                }
            };
        }
        if work.is_stopped() {
            stop(&mut child)?;
            return Ok(EngineEnd::Stopped);
        }
        each();
        thread::sleep(LOOK);
    }
}

/// Removes the log if it says of a shard that it's done, and its file of results isn't there any more.
fn forget_lost(work: &EngineWork, log: &Path) {
    let text = fs::read_to_string(log).unwrap_or_default();
    // Seq, Host, Starttime, JobRuntime, Send, Receive, Exitval, Signal, Command
    let mut lost = text.lines().skip(1).filter(|line| {
        let mut columns = line.split('\t');
        let number = columns.next().and_then(|it| it.parse().ok());
        let is_done = columns.nth(5) == Some("0");
        is_done && !number.is_some_and(|it| work.has_file(it))
    });
    if lost.next().is_some() {
        // If that fails, `collect` says which shards are missing.
        let _ = fs::remove_file(log);
    }
}

/// Ends GNU parallel, which ends its shards: at the first signal it starts no more, at the second it ends
/// those that run.
fn stop(child: &mut Child) -> Result<()> {
    #[cfg(unix)]
    {
        use rustix::process::{Pid, Signal, kill_process};
        let id = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
        for _ in 0..2 {
            if let Some(id) = id {
                // It may have ended meanwhile.
                let _ = kill_process(id, Signal::TERM);
            }
            thread::sleep(LOOK * 2);
        }
    }
    #[cfg(not(unix))]
    child.kill()?;
    child.wait().context("parallel is lost")?;
    Ok(())
}
