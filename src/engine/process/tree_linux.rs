//! The processes below this one, read from `/proc`.

use rustix::process::Pid;

/// All processes of the system, each with its parent, as they were at one moment.
///
/// We read all of them because the kernel's lists of children (`/proc/PID/task/TID/children`) are
/// an option that not every kernel has.
pub struct ProcessTable(Vec<(Pid, Pid)>);

impl ProcessTable {
    /// All processes as they are now.
    pub fn read() -> Self {
        Self(parents())
    }

    /// All processes below this one, zombies included, parents before children.
    pub fn descendants(&self) -> Vec<Pid> {
        let mut found = vec![rustix::process::getpid()];
        let mut next = 0;
        while let Some(parent) = found.get(next).copied() {
            found.extend(self.below(parent));
            next += 1;
        }
        found.remove(0);
        found
    }

    /// The processes directly below this one.
    pub fn children(&self) -> Vec<Pid> {
        self.below(rustix::process::getpid()).collect()
    }

    /// Forgets a process, because it was reaped.
    pub fn remove(&mut self, process: Pid) {
        self.0.retain(|(listed, _)| *listed != process);
    }

    fn below(&self, parent: Pid) -> impl Iterator<Item = Pid> {
        let children = self.0.iter().filter(move |(_, of)| *of == parent);
        children.map(|(process, _)| *process)
    }
}

fn parents() -> Vec<(Pid, Pid)> {
    let entries = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    entries
        .filter_map(|entry| {
            let process = pid(entry.file_name().to_str()?)?;
            let stat = std::fs::read_to_string(entry.path().join("stat")).ok()?;
            // The name is in parentheses and may contain any character, so look from the right.
            let (_, behind) = stat.rsplit_once(')')?;
            Some((process, pid(behind.split_whitespace().nth(1)?)?))
        })
        .collect()
}

fn pid(text: &str) -> Option<Pid> {
    text.parse().ok().and_then(Pid::from_raw)
}

/// How many bytes of memory the process uses now; 0 if it has ended.
pub fn resident_bytes(process: Pid) -> u64 {
    let path = format!("/proc/{}/statm", process.as_raw_nonzero());
    let pages = std::fs::read_to_string(path).ok().and_then(|text| {
        let resident = text.split_whitespace().nth(1)?;
        resident.parse::<u64>().ok()
    });
    pages.unwrap_or(0) * rustix::param::page_size() as u64
}

/// The files that the process has open.
pub fn open_files(process: Pid) -> Vec<std::fs::Metadata> {
    let folder = format!("/proc/{}/fd", process.as_raw_nonzero());
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    // `metadata` follows the links in that folder to the files themselves.
    let files = entries.filter_map(|entry| std::fs::metadata(entry.path()).ok());
    files.collect()
}
