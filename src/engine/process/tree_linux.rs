//! The processes below this one, read from `/proc`.

use rustix::process::Pid;

/// All processes of the system, each with its parent, as they were at one moment.
///
/// We read all of them because the kernel's lists of children (`/proc/PID/task/TID/children`) are
/// an option that not every kernel has.
pub struct ProcessTable(Vec<ProcessRow>);

/// What the system says of a process.
struct ProcessRow {
    process: Pid,
    parent: Pid,
    threads: usize,
}

impl ProcessTable {
    /// All processes as they are now.
    pub fn read() -> Self {
        Self(rows())
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

    /// How many threads these processes have together.
    pub fn threads(&self, processes: &[Pid]) -> usize {
        let rows = self.0.iter();
        let theirs = rows.filter(|row| processes.contains(&row.process));
        theirs.map(|row| row.threads).sum()
    }

    /// Forgets a process, because it was reaped.
    pub fn remove(&mut self, process: Pid) {
        self.0.retain(|row| row.process != process);
    }

    fn below(&self, parent: Pid) -> impl Iterator<Item = Pid> {
        let children = self.0.iter().filter(move |row| row.parent == parent);
        children.map(|row| row.process)
    }
}

fn rows() -> Vec<ProcessRow> {
    let entries = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    let rows = entries.filter_map(|entry| {
        let process = pid(entry.file_name().to_str()?)?;
        let stat = std::fs::read_to_string(entry.path().join("stat")).ok()?;
        // The name is in parentheses and may contain any character, so look from the right.
        let (_, behind) = stat.rsplit_once(')')?;
        let mut fields = behind.split_whitespace().skip(1);
        let parent = pid(fields.next()?)?;
        let threads = fields.nth(THREADS_BEHIND_PARENT)?.parse().ok()?;
        Some(ProcessRow {
            process,
            parent,
            threads,
        })
    });
    rows.collect()
}

/// How many fields stand between a process's parent and the number of its threads (proc(5)).
const THREADS_BEHIND_PARENT: usize = 15;

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

/// The files without a name that the process has in its memory, each by its device and number,
/// with the bytes that it has at least.
pub fn unlinked_mapped_files(process: Pid) -> Vec<((String, String), u64)> {
    let path = format!("/proc/{}/maps", process.as_raw_nonzero());
    let text = std::fs::read(path).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let lines = text.lines().filter(|line| line.ends_with(" (deleted)"));
    // Memory that processes share is called that; it counts where it's used.
    let files = lines.filter(|line| !line.ends_with(" /dev/zero (deleted)"));
    let files = files.filter_map(|line| {
        let mut fields = line.split_whitespace();
        let number = |text: &str| u64::from_str_radix(text, 16).ok();
        let (from, to) = fields.next()?.split_once('-')?;
        let offset = number(fields.nth(1)?)?;
        let file = (fields.next()?.to_owned(), fields.next()?.to_owned());
        let end = offset.saturating_add(number(to)?.checked_sub(number(from)?)?);
        Some((file, end))
    });
    files.collect()
}
