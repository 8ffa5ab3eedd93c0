//! What something cost: time on the clock, time of processors, memory.

use std::collections::BTreeMap;
use std::fs;
use std::process::{Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use super::report::Times;

/// How long one thing took in every round.
#[derive(Debug, Default)]
pub struct Costs {
    /// On the clock.
    pub wall: Times,
    /// Of all processors, in user and system mode; empty where the system does not say.
    pub processors: Times,
}

impl Costs {
    /// Does it once more. `work` returns how long it took, and waits for what it starts.
    pub fn add(&mut self, work: impl FnOnce() -> Result<Duration>) -> Result<()> {
        let before = children_time();
        self.wall.push(work()?);
        if let (Some(before), Some(after)) = (before, children_time()) {
            self.processors.push(after.saturating_sub(before));
        }
        Ok(())
    }
}

/// What all processes took that we started and waited for, and those that they waited for.
/// Linux only.
pub fn children_time() -> Option<Duration> {
    let line = fs::read_to_string("/proc/self/stat").ok()?;
    // The name, in brackets, may hold spaces; behind it stand cutime and cstime as 14 and 15.
    let (_, fields) = line.rsplit_once(") ")?;
    let fields = fields.split(' ').skip(13).take(2);
    let ticks: u64 = fields.map(|field| field.parse().unwrap_or(0)).sum();
    let second = rustix::param::clock_ticks_per_second();
    Some(Duration::from_millis(ticks * 1000 / second))
}

/// How much memory a process and its descendants had, in KiB.
#[derive(Debug, Clone, Copy, Default)]
pub struct Memory {
    /// All of them at one time; what they share is counted for each.
    pub together: u64,
    /// One of them.
    pub largest: u64,
}

/// How often it is looked.
const LOOK: Duration = Duration::from_millis(10);

/// Runs a command and watches its memory. That takes processor time: nothing is timed meanwhile.
pub fn watch_memory(command: &mut Command) -> Result<(ExitStatus, Memory)> {
    watch_memory_every(LOOK, command)
}

/// The same, looking less often. With a long time between two looks, it hardly slows the command,
/// but misses what lasts shorter.
pub fn watch_memory_every(time: Duration, command: &mut Command) -> Result<(ExitStatus, Memory)> {
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn()?;
    let mut peak = Memory::default();
    let mut next_look = Instant::now() + time / 2;
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok((status, peak));
        }
        if Instant::now() >= next_look {
            let now = memory_of(child.id())?;
            peak.together = peak.together.max(now.together);
            peak.largest = peak.largest.max(now.largest);
            next_look = Instant::now() + time;
        }
        sleep(LOOK.min(time));
    }
}

/// The memory of a process and its descendants now.
fn memory_of(root: u32) -> Result<Memory> {
    let output = Command::new("ps")
        .args(["-A", "-o", "pid=", "-o", "ppid=", "-o", "rss="])
        .output()
        .context("`ps` does not start; memory is measured with it")?;
    let text = String::from_utf8_lossy(&output.stdout);
    let processes: BTreeMap<u32, (u32, u64)> = text.lines().filter_map(process).collect();
    let mut memory = Memory::default();
    for (pid, (_, resident)) in &processes {
        let parent = |pid: &u32| processes.get(pid).map(|(parent, _)| *parent);
        // A list that is made while processes come and go may hold a circle.
        let mut line = std::iter::successors(Some(*pid), parent).take(processes.len());
        if line.any(|ancestor| ancestor == root) {
            memory.together += resident;
            memory.largest = memory.largest.max(*resident);
        }
    }
    Ok(memory)
}

/// Number, parent and KiB.
fn process(line: &str) -> Option<(u32, (u32, u64))> {
    let mut words = line.split_whitespace();
    let pid = words.next()?.parse().ok()?;
    let parent = words.next()?.parse().ok()?;
    Some((pid, (parent, words.next()?.parse().ok()?)))
}

/// A number of KiB in MiB.
pub fn mebibytes(kibibytes: u64) -> f64 {
    // No machine has so much that this would lose a bit that matters.
    #[allow(clippy::cast_precision_loss, reason = "a few digits are told")]
    let kibibytes = kibibytes as f64;
    kibibytes / 1024.0
}
