//! What a job may use, as far as the guard sees to it: memory, processes and space on the disk.
//! Some of it the system bounds for each process; the guard adds up all of the job's processes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, Metadata};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use rustix::process::{Pid, Resource, Rlimit};

use super::protocol::GuardRequest;
use crate::engine::process::tree::{self, ProcessTable};
use crate::model::outcome::Ending;

/// The largest file that a job may write, in bytes; in the sandbox also all its files together.
const MAX_FILE_SIZE: u64 = 1024 * 1024 * 1024;

/// How many files and folders a job in the sandbox may create.
const MAX_FILES: usize = 20_000;

/// How many threads a job may have for each process that it may have.
const THREADS_PER_PROCESS: usize = 16;

/// What a file that only lies in memory, without a name, counts at least: nobody can tell how
/// large it is.
const HIDDEN_FILE: u64 = MAX_FILE_SIZE / 8;

/// Bounds this process for good. All processes of the job inherit that.
pub fn bound_this_process(memory: u64) {
    // On Linux (4.7 and later), this limits all private memory. The address space, which other
    // systems limit, includes files.
    #[cfg(target_os = "linux")]
    lower(Resource::Data, memory);
    #[cfg(not(target_os = "linux"))]
    lower(Resource::As, memory);
    lower(Resource::Core, 0);
    lower(Resource::Fsize, MAX_FILE_SIZE);
}

fn lower(resource: Resource, value: u64) {
    let old = rustix::process::getrlimit(resource);
    let value = old.maximum.map_or(value, |maximum| maximum.min(value));
    // Lowering never fails; the old limit would stay if it did.
    let _ = rustix::process::setrlimit(
        resource,
        Rlimit {
            current: Some(value),
            maximum: Some(value),
        },
    );
}

/// What the guard adds up, and how much of it the job may use.
pub struct JobLimits {
    memory: u64,
    processes: usize,
    /// Folders whose contents are limited: those that a job in the sandbox may write to.
    folders: Option<Vec<PathBuf>>,
}

impl JobLimits {
    /// Those of this job.
    pub fn new(request: &GuardRequest) -> Self {
        let folders = |writable: &[_]| writable.iter().cloned().map(PathBuf::from).collect();
        let sandbox = request.sandbox.as_ref();
        Self {
            memory: request.limits.memory,
            processes: usize::try_from(request.limits.processes).unwrap_or(usize::MAX),
            folders: sandbox.map(|sandbox| folders(sandbox.writable())),
        }
    }

    /// The limit that the processes below this one have passed, if any.
    pub fn find_exceeded(&self, table: &ProcessTable) -> Option<Ending> {
        let processes = table.descendants();
        if processes.len() > self.processes {
            return Some(Ending::TooManyProcesses);
        }
        if table.threads(&processes) > self.processes.saturating_mul(THREADS_PER_PROCESS) {
            return Some(Ending::TooManyProcesses);
        }
        let memory = processes.iter().copied().map(tree::resident_bytes);
        if memory.sum::<u64>() > self.memory {
            return Some(Ending::OutOfMemory);
        }
        let disk = DiskUsage::measure(self.folders.as_ref()?, &processes);
        disk.is_too_much().then_some(Ending::TooMuchDisk)
    }
}

/// The space that a job takes up on the disk.
#[derive(Default)]
struct DiskUsage {
    bytes: u64,
    files: usize,
    is_uncountable: bool,
}

impl DiskUsage {
    fn measure(folders: &[PathBuf], processes: &[Pid]) -> Self {
        let mut usage = Self::default();
        for process in processes {
            usage.add_unlinked_files(*process);
        }
        for folder in folders {
            usage.add_folder(folder);
        }
        usage
    }

    fn is_too_much(&self) -> bool {
        self.is_uncountable || self.bytes > MAX_FILE_SIZE || self.files > MAX_FILES
    }

    /// Stops counting once it's too much, since this is done often. What can't be counted is too
    /// much: a path that is too long, or a folder that its owner may not read.
    fn add_folder(&mut self, folder: &Path) {
        let mut folders = vec![folder.to_owned()];
        while let Some(folder) = folders.pop() {
            let entries = match fs::read_dir(&folder) {
                Ok(entries) => entries,
                Err(error) => {
                    self.is_uncountable |= !is_gone(&error);
                    continue;
                }
            };
            for entry in entries.flatten() {
                // Of a link itself, not of its target.
                let metadata = match entry.metadata() {
                    Ok(metadata) => metadata,
                    Err(error) => {
                        self.is_uncountable |= !is_gone(&error);
                        continue;
                    }
                };
                self.files += 1;
                self.add_bytes(&metadata);
                if metadata.is_dir() {
                    folders.push(entry.path());
                }
                if self.is_too_much() {
                    return;
                }
            }
        }
    }

    /// Adds files that are in no folder any more, or never were, as long as the process has them
    /// open or in its memory.
    fn add_unlinked_files(&mut self, process: Pid) {
        let files = tree::open_files(process);
        let unlinked = files
            .iter()
            .filter(|file| file.is_file() && file.nlink() == 0);
        let mut open = BTreeSet::new();
        for file in unlinked {
            self.add_bytes(file);
            open.insert(file.ino().to_string());
        }
        let mut mapped: BTreeMap<_, u64> = BTreeMap::new();
        for (file, bytes) in tree::unlinked_mapped_files(process) {
            if !open.contains(&file.1) {
                let known = mapped.entry(file).or_default();
                *known = bytes.max(*known);
            }
        }
        let hidden = mapped.values().map(|bytes| (*bytes).max(HIDDEN_FILE));
        self.bytes = hidden.fold(self.bytes, u64::saturating_add);
    }

    fn add_bytes(&mut self, file: &Metadata) {
        // Blocks are counted in units of 512 bytes, whatever the disk's own are.
        self.bytes = self.bytes.saturating_add(file.blocks().saturating_mul(512));
    }
}

/// Whether a file or folder isn't there any more, or isn't a folder.
fn is_gone(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}
