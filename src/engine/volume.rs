//! Properties of the file system that a folder is on: whether programs may run, free space.

use std::io;
use std::path::Path;

/// Whether programs in this folder may run. True if the system doesn't say.
pub fn may_run_programs(folder: &Path) -> bool {
    #[cfg(target_os = "linux")]
    {
        let found = rustix::fs::statvfs(folder);
        let flags = found.map(|found| found.f_flag);
        flags.map_or(true, |flags| {
            !flags.contains(rustix::fs::StatVfsMountFlags::NOEXEC)
        })
    }
    #[cfg(not(target_os = "linux"))]
    {
        let _ = folder;
        true
    }
}

/// The error for a folder where programs may not run. Its kind is `Unsupported`, which no
/// failed write has.
pub fn no_programs(folder: &Path) -> io::Error {
    let message = format!(
        "programs can't run in {}, since its file system is mounted `noexec`",
        folder.display()
    );
    io::Error::new(io::ErrorKind::Unsupported, message)
}

/// How many bytes can still be written in this folder, if the system says so.
pub fn free_space(folder: &Path) -> Option<u64> {
    #[cfg(unix)]
    {
        let found = rustix::fs::statvfs(folder).ok()?;
        Some(found.f_bavail.saturating_mul(found.f_frsize))
    }
    #[cfg(not(unix))]
    {
        let _ = folder;
        None
    }
}
