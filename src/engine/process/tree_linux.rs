//! The processes below this one, from /proc.

use rustix::process::Pid;

/// Every process with its parent, as they were at one time.
///
/// The whole table is read: the kernel's own lists of children are an option that not
/// every kernel has.
pub struct ProcessTable(Vec<(Pid, Pid)>);

impl ProcessTable {
    /// As they are now.
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

    /// Without this process, which was reaped.
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
            // The name stands in parentheses and may hold anything, so from the right.
            let (_, behind) = stat.rsplit_once(')')?;
            Some((process, pid(behind.split_whitespace().nth(1)?)?))
        })
        .collect()
}

fn pid(text: &str) -> Option<Pid> {
    text.parse().ok().and_then(Pid::from_raw)
}

/// Memory that the process has in use.
pub fn resident_bytes(process: Pid) -> u64 {
    let path = format!("/proc/{}/statm", process.as_raw_nonzero());
    let pages = std::fs::read_to_string(path).ok().and_then(|text| {
        let resident = text.split_whitespace().nth(1)?;
        resident.parse::<u64>().ok()
    });
    pages.unwrap_or(0) * rustix::param::page_size() as u64
}

/// What the process has open.
pub fn open_files(process: Pid) -> Vec<std::fs::Metadata> {
    let folder = format!("/proc/{}/fd", process.as_raw_nonzero());
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    // The file itself, not the link that stands for it.
    let files = entries.filter_map(|entry| std::fs::metadata(entry.path()).ok());
    files.collect()
}
